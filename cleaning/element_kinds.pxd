cimport cython

from .part_finder cimport Finder
from .text cimport is_tidy

cdef dict _KNOWN
cdef Finder _TOLD
cdef Py_ssize_t _AUTHOR, _MAYBE_AUTHOR, _MOST_KNOWN, _READER

@cython.locals(joined=str, told="long long")
cpdef tuple names_told(str names)

@cython.locals(told=tuple)
cpdef tuple read_names(str names)

cpdef bint tells_something(dict attributes)

cpdef bint may_be_byline(str names)

@cython.locals(style=str, low=str)
cpdef bint is_hidden(dict attributes)
