"""The directions of imports, and what the source distribution and the wheel hold."""

import ast
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .compiled import BUILT, SUFFIX

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("scraping", "cleaning", "dataset")

DOORS = {
    "scraping": {},
    "cleaning": {"scraping": {"addresses", "facts", "page", "pieces"}},
    "dataset": {"cleaning": {"article"}, "scraping": {"addresses", "page", "facts"}},
}
"""Stage → the modules of earlier stages that any of its modules may import."""

COMMAND_DOORS = {
    "scraping": {},
    "cleaning": {"scraping": {"errors", "store"}},
    "dataset": {"cleaning": {"merge", "store"}},
}
"""What a stage's ``command.py`` may import besides."""

CLI_DOORS = {
    "scraping": {"command", "page"},
    "cleaning": {"command", "article", "recipe"},
    "dataset": {"command", "release_command", "intake", "ledger"},
}
"""What ``cli.py`` may import: the commands, and the records that pass between them."""

NETWORK_AND_CLOCK = {
    "aiohttp",
    "http",
    "huggingface_hub",
    "random",
    "requests",
    "secrets",
    "socket",
    "time",
    "urllib.request",
    "urllib3",
    "uuid",
}
PUBLISHING = {"dataset/hub.py": {"huggingface_hub"}, "dataset/deposit.py": {"urllib"}}
"""The two modules that send a finished release away, and what they send it with."""
HEAVY = {"bs4", "datasets", "numpy", "pandas", "pyarrow", "rich", "typer", "py3langid"}


def imports(path: Path) -> set[str]:
    """Absolute dotted names of all that a module imports; ours start with ``cablepress.``."""
    package = ["cablepress", *path.relative_to(ROOT).parts[:-1]]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])
                if node.level
                else node.module
            )
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return names


def modules(stage: str) -> list[Path]:
    return sorted((ROOT / stage).glob("*.py"))


@pytest.mark.parametrize(
    "path", [p for stage in STAGES for p in modules(stage)], ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_imports_flow_one_way(path):
    stage = path.parent.name
    allowed = {(s, m) for s, ms in DOORS[stage].items() for m in ms}
    if path.name.endswith("command.py"):
        allowed |= {(s, m) for s, ms in COMMAND_DOORS[stage].items() for m in ms}
    ours = [name.split(".") for name in imports(path) if name.startswith("cablepress.")]
    foreign = {(parts[1], parts[2]) for parts in ours if parts[1] in STAGES and parts[1] != stage and len(parts) > 2}
    assert foreign <= allowed
    root = {parts[1] for parts in ours if parts[1] not in STAGES}
    assert root <= ({"console"} if path.stem.endswith("command") else set())


def test_cli_imports_only_commands():
    ours = [name.split(".") for name in imports(ROOT / "cli.py") if name.startswith("cablepress.")]
    assert {(p[1], p[2]) for p in ours if p[1] in STAGES} <= {(s, m) for s, ms in CLI_DOORS.items() for m in ms}


def inner_imports(path: Path) -> set[str]:
    """Names of the modules of its own stage that a module imports."""
    prefix = f"cablepress.{path.parent.name}."
    siblings = {p.stem for p in modules(path.parent.name)}
    return {name.removeprefix(prefix).split(".")[0] for name in imports(path) if name.startswith(prefix)} & siblings


@pytest.mark.parametrize("stage", STAGES)
def test_no_import_loops_inside_a_stage(stage):
    waiting = {p.stem: inner_imports(p) for p in modules(stage)}
    while free := {name for name, needs in waiting.items() if not needs & waiting.keys()}:
        waiting = {name: needs for name, needs in waiting.items() if name not in free}
    assert not waiting


@pytest.mark.parametrize("path", modules("cleaning") + modules("dataset"), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_network_clock_or_chance_after_scraping(path):
    used = {n for n in imports(path) if n.split(".")[0] in NETWORK_AND_CLOCK or n in NETWORK_AND_CLOCK}
    allowed = PUBLISHING.get(f"{path.parent.name}/{path.name}", set())
    assert {n.split(".")[0] for n in used} <= allowed
    source = path.read_text(encoding="utf-8")
    assert ".now(" not in source
    assert ".today(" not in source


def test_no_module_needs_cython_to_run():
    names = {name for stage in STAGES for path in modules(stage) for name in imports(path)}
    assert "cython" not in {name.split(".")[0].lower() for name in names}


def test_the_public_call_loads_nothing_heavy():
    code = f"import sys, cablepress; print(sorted({HEAVY!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


PAGE = (
    "<title>Ferry late again</title><h1>Ferry late again</h1>" + "<p>The ferry left late, and nobody knew why.</p>" * 3
)


def test_nor_does_a_web_page():
    code = f"import sys; from cablepress import clean; print(clean({PAGE.encode()!r}, media_type='text/html').title)\n"
    code += f"print(sorted({HEAVY!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["Ferry late again", "[]"]


def test_every_root_module_and_stage_is_linked_for_type_checkers():
    linked = {p.name for p in (ROOT / ".links" / "cablepress").iterdir() if p.exists()}
    assert linked == {p.name for p in ROOT.glob("*.py")} - {"setup.py"} | set(STAGES) | {"py.typed"}


def build(kind: str, tree: Path, into: Path) -> Path:
    code = f"from setuptools import build_meta; build_meta.build_{kind}({str(into)!r})"
    subprocess.run([sys.executable, "-c", code], cwd=tree, check=True, capture_output=True)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def files() -> set[str]:
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], capture_output=True, text=True, check=True)
    return set(filter(None, listed.stdout.split("\0")))


@pytest.fixture(scope="module")
def wheel(files, tmp_path_factory) -> Path:
    """Built from the source distribution, which was built from what git has, in folders of other names."""
    tree, unpacked, *places = (tmp_path_factory.mktemp(name) for name in ("tree", "unpacked", "sdist", "wheel"))
    for name in files:
        target = tree / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file() and not name.startswith(".links/"):
            target.write_bytes((ROOT / name).read_bytes())
    shutil.unpack_archive(build("sdist", tree, places[0]), unpacked)
    (tree,) = unpacked.iterdir()
    return build("wheel", tree, places[1])


def test_the_wheel_holds_the_package_and_nothing_else(files, wheel):
    expected = {
        f"cablepress/{name}"
        for name in files
        if name in {"__init__.py", "cli.py", "console.py", "py.typed", "DATASHEET.md"} or (name.split("/")[0] in STAGES)
    } - {"cablepress/scraping/README.md"}
    types = {f"cablepress/{path.relative_to(ROOT)}" for path in (ROOT / "cleaning").glob("*.p[xy][dx]")}
    built = {f"cablepress/{path.relative_to(ROOT)}" for path in BUILT}
    assert types <= expected
    assert {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n} == expected - types | built


@pytest.mark.skipif(not BUILT, reason="no C compiler")
def test_the_wheels_modules_are_compiled_with_their_types_and_do_not_tell_where(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from compiled import *\nfrom importlib import import_module as get\nassert all(is_typed(get(n)) for n in MODULES)"
    places = os.pathsep.join((str(tmp_path), str(ROOT / "tests")))
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": places}, check=True)
    for path in tmp_path.rglob(f"*{SUFFIX}"):
        assert str(wheel.parent.parent).encode() not in path.read_bytes()
