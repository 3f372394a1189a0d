cimport cython

@cython.locals(line=str)
cpdef str tidy(str text)
