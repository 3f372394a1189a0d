cimport cython

cdef Py_ssize_t LETTERS

cdef class Finder:
    cdef short[::1] steps
    cdef long long[::1] bits

    @cython.locals(found="long long", state=Py_ssize_t, character=Py_UCS4, letter=Py_ssize_t)
    cpdef long long find(self, str text)
