cimport cython

cdef unsigned long long _MIX, _BASE, _ALL
cdef Py_ssize_t _LAST, _WORD, _DENSE, _PAIR

@cython.locals(kinds="const unsigned char[::1]", digits="const unsigned long long[::1]", word=Py_ssize_t,
               length=Py_ssize_t, value="unsigned long long", power="unsigned long long", line=Py_ssize_t, text=str,
               has_dense=bint, character=Py_UCS4, code=Py_ssize_t, kind=Py_ssize_t)
cpdef Py_ssize_t read_words(list texts, tuple known, long long[:, ::1] rows, unsigned long long[::1] hashes) except -1

@cython.locals(kinds="const unsigned char[::1]", dense=list, word=Py_ssize_t, line=Py_ssize_t, before="unsigned long long",
               character=Py_UCS4, code=Py_ssize_t, text=str)
cpdef Py_ssize_t read_pairs(list texts, tuple known, long long[:, ::1] rows, unsigned long long[::1] hashes) except -1
