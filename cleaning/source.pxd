cimport cython

from .tags cimport closing, spells, tag_end
from .unread cimport Plain

@cython.locals(plain=Plain, json_ld=list, position=Py_ssize_t, end=Py_ssize_t, html=bytes)
cpdef tame(bytes page)

@cython.locals(end=Py_ssize_t, kept=Py_ssize_t, close=Py_ssize_t)
cdef Py_ssize_t _skip_special(bytes page, Py_ssize_t start, Plain plain, list json_ld) except -1
