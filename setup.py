"""Compiles the modules that have a `.pxd` beside them: C types for the hottest loops, whose source stays plain Python.

Where there is no C compiler they are installed as they are, and do the same more slowly.
"""

import shutil
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

# Cython looks for types by the module's full name and, where it finds none, compiles without them and says nothing.
# The checkout may have any name, so the types are laid once more into folders of the package's.
TYPES = Path("build", "types")
FOLDER = TYPES / "cablepress" / "cleaning"
shutil.rmtree(TYPES, ignore_errors=True)
FOLDER.mkdir(parents=True)
names = [Path(shutil.copy2(path, FOLDER)).stem for path in sorted(Path("cleaning").glob("*.pxd"))]
IN_CYTHON = {path.stem: str(path) for path in sorted(Path("cleaning").glob("*.pyx"))}  # what Python cannot ask of C

# What typed arrays need of Cython is compiled once for all modules: in each it would take 0.2 MB and 8 seconds.
SHARED = "cablepress.cleaning._cython"
SOURCES = {
    SHARED: [],
    **{f"cablepress.cleaning.{name}": [IN_CYTHON.get(name, f"cleaning/{name}.py")] for name in [*names, *IN_CYTHON]},
}

# Annotations are for readers: C types stand in the `.pxd`.
DIRECTIVES = {"annotation_typing": False}

# All of a compiler's speed whatever the Python was built with, no paths of this machine, and floats as uncompiled:
# some processors would round a * b + c once instead of twice.
FLAGS = ["-O3", "-g0", "-ffp-contract=off"]

modules = cythonize(
    [Extension(name, files, extra_compile_args=FLAGS) for name, files in SOURCES.items()],
    include_path=[str(TYPES)],
    build_dir="build",
    compiler_directives=DIRECTIVES,
    shared_utility_qualified_name=SHARED,
    force=True,  # ages do not tell which types a module takes from another's
)
for module in modules:
    module.optional = True  # said last: Cython forgets it for the shared one

# The script's name keeps it out of the package, in whose folder it stands.
setup(script_name="setup.py", ext_modules=modules, options={"build_ext": {"parallel": True}})
