cimport cython

cdef class Finder:
    cdef unsigned char[::1] letters
    cdef Py_ssize_t known, width, states
    cdef short[::1] steps
    cdef long long[::1] bits

    @cython.locals(state=Py_ssize_t, character=Py_UCS4, place=Py_ssize_t)
    cpdef add(self, str part, long long told)

    @cython.locals(
        shorter="short[::1]", queue="short[::1]", letters=Py_ssize_t, known=Py_ssize_t, index=Py_ssize_t,
        state=Py_ssize_t, letter=Py_ssize_t, place=Py_ssize_t, following=Py_ssize_t, other=Py_ssize_t,
    )
    cpdef link(self)

    @cython.locals(found="long long", state=Py_ssize_t, character=Py_UCS4, code=Py_ssize_t, letter=Py_ssize_t)
    cpdef long long find(self, str text)
