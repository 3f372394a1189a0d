cimport cython

cdef tuple _BYLINE

@cython.locals(joined=str, word=str)
cpdef tuple names_told(str names)

cpdef bint tells_something(dict attributes)

cpdef bint may_be_byline(str names)

@cython.locals(style=str)
cpdef bint is_hidden(dict attributes)
