cimport cython

@cython.locals(line=str)
cpdef str tidy(str text)

@cython.locals(blank=bint, letter=Py_UCS4)
cpdef bint is_tidy(str line)

cdef bint _is_plain(Py_UCS4 letter) noexcept

@cython.locals(starts=list, inside=bint, index=Py_ssize_t, letter=Py_UCS4)
cpdef list number_starts(str text)

@cython.locals(letter=Py_UCS4)
cpdef bint has_other_digits(str text)
