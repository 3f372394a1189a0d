"""Compiles the modules that have a `.pxd` beside them: C types for the hottest loops, whose source stays plain Python.

Where there is no C compiler they are installed as they are, and do the same more slowly.
"""

from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

COMPILED = sorted(path.with_suffix(".py") for path in Path("cleaning").glob("*.pxd"))

setup(
    ext_modules=cythonize(
        [Extension(f"cablepress.cleaning.{path.stem}", [str(path)], optional=True) for path in COMPILED],
        include_path=[".links"],
        build_dir="build",
        force=True,
        compiler_directives={"language_level": 3, "annotation_typing": False},
    )
)
