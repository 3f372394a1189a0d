"""The modules that get compiled, and the plain Python that they also are."""

from importlib.machinery import EXTENSION_SUFFIXES, SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parent.parent / "cleaning"
SUFFIX = EXTENSION_SUFFIXES[0]
MODULES = [f"cablepress.cleaning.{path.stem}" for path in sorted(FOLDER.glob("*.pxd"))]
BUILT = sorted(FOLDER.glob(f"*{SUFFIX}"))
"""The compiled modules beside their sources; none where there is no C compiler."""
IMMUTABLE = 1 << 8
"""Flag of classes whose attributes cannot be set (``Py_TPFLAGS_IMMUTABLETYPE``): those of C, not those of Python."""


def plain(name: str) -> ModuleType:
    """Return a module of its own made of the source of the one of that name; what it imports is as ever."""
    loader = SourceFileLoader(name, str(FOLDER / f"{name.rpartition('.')[2]}.py"))
    module = module_from_spec(spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def is_typed(module: ModuleType) -> bool:
    """Tell whether a compiled module has the types of its `.pxd`: it exports C functions, or holds C classes."""
    return hasattr(module, "__pyx_capi__") or any(value.__flags__ & IMMUTABLE for value in own_classes(module))


def own_classes(module: ModuleType) -> list[type]:
    """Return the classes that a module defines."""
    return [value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__]
