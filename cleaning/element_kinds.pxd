cimport cython

cdef tuple _BYLINE
cdef dict _KNOWN
cdef Py_ssize_t _MOST_KNOWN

@cython.locals(joined=str, word=str)
cpdef tuple names_told(str names)

@cython.locals(told=tuple)
cpdef tuple read_names(str names)

cpdef bint tells_something(dict attributes)

cpdef bint may_be_byline(str names)

@cython.locals(style=str, low=str)
cpdef bint is_hidden(dict attributes)
