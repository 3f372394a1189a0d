cimport cython

cdef tuple _BYLINE

@cython.locals(joined=str, word=str)
cpdef tuple names_told(tuple names)

@cython.locals(names=str)
cpdef bint tells_something(dict attributes)

@cython.locals(style=str)
cpdef bint is_hidden(dict attributes)
