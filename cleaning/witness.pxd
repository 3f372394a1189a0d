cimport cython

from .cursor cimport Cursor
from .text cimport tidy

@cython.locals(name=str, content=str, attributes=dict)
cpdef declare(document, Cursor at, str tag)

cpdef bint is_stamp(str tag, dict attributes)

@cython.locals(stamp=str)
cpdef add_stamp(document, Cursor at, dict attributes, str marks)

@cython.locals(text=str)
cpdef add_byline(document, Cursor at, str marks)
