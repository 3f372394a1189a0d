cimport cython

cdef class Finder:
    cdef unsigned char[::1] letters
    cdef Py_ssize_t known, width
    cdef short[::1] steps
    cdef long long[::1] bits

    @cython.locals(found="long long", state=Py_ssize_t, character=Py_UCS4, code=Py_ssize_t, letter=Py_ssize_t)
    cpdef long long find(self, str text)
