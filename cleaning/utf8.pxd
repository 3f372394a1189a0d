cimport cython

cdef unsigned long long HIGH
cdef unsigned int BLANK, BREAKS

@cython.locals(size=Py_ssize_t, place=Py_ssize_t, length=Py_ssize_t, count=Py_ssize_t, word=Py_ssize_t,
               words="const unsigned long long[::1]")
cpdef bint is_utf8(bytes page)

@cython.locals(first="unsigned char", second="unsigned char", least="unsigned char", most="unsigned char",
               length=Py_ssize_t, follower=Py_ssize_t)
cdef Py_ssize_t _length(bytes page, Py_ssize_t place, Py_ssize_t size) noexcept

@cython.locals(code="const unsigned char*", count=Py_ssize_t, place=Py_ssize_t)
cpdef Py_ssize_t count_controls(bytes page)
