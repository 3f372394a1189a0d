"""Compiled modules: built of the sources that stand beside them, with their types, and there where they are asked for."""

import os
from importlib import import_module
from types import FunctionType

import pytest

from .compiled import BUILT, FOLDER, IMMUTABLE, MODULES, SUFFIX, is_typed, own_classes, plain

COMPILED = os.environ.get("CABLEPRESS_TEST_COMPILED", "") == "1"
SETUP = FOLDER.parent / "setup.py"
BUILD = "build again: .venv/bin/pip install --no-deps --no-build-isolation -e ."


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_what_is_compiled_is_not_older_than_its_source(path):
    name = path.name.removesuffix(SUFFIX)
    if name == "_cython":  # no module's own
        return
    written = [FOLDER / f"{name}.pyx"]
    sources = [*(written if written[0].exists() else (FOLDER / f"{name}.py", FOLDER / f"{name}.pxd")), SETUP]
    assert all(source.exists() for source in sources), f"{path.name} is of a module that is not compiled: remove it"
    newer = [source.name for source in sources if source.stat().st_mtime > path.stat().st_mtime]
    assert not newer, f"what is compiled is older; {BUILD}"


@pytest.mark.parametrize("name", MODULES)
def test_modules_are_compiled_with_their_types(name):
    module = import_module(name)
    if module.__file__.endswith(SUFFIX):
        assert is_typed(module), f"setup.py did not find the types, or {name}.pxd has neither a function nor a class"
    else:
        assert not COMPILED, f"not compiled; {BUILD}"


@pytest.mark.parametrize("name", MODULES)
def test_the_plain_module_is_the_source(name):
    module = plain(name)
    assert module is not import_module(name)
    assert module.__file__ == str(FOLDER / name.rpartition(".")[2]) + ".py"
    functions = [
        value for value in vars(module).values() if isinstance(value, FunctionType) and value.__module__ == name
    ]
    assert functions or not all(one.__flags__ & IMMUTABLE for one in own_classes(module))
