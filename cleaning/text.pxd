cimport cython

@cython.locals(line=str)
cpdef str tidy(str text)

@cython.locals(blank=bint, letter=Py_UCS4)
cpdef bint is_tidy(str line)

cdef bint _is_plain(Py_UCS4 letter) noexcept

cpdef str small(str text)

@cython.locals(starts=list, begin=Py_ssize_t, index=Py_ssize_t, letter=Py_UCS4)
cpdef list code_starts(str text)

@cython.locals(first=Py_UCS4, second=Py_UCS4, after=Py_UCS4)
cdef bint _is_short_year(str text, Py_ssize_t begin) except -1

cpdef bint may_hold_date(str text) except -1

cpdef str western_digits(str text)

@cython.locals(index=Py_ssize_t, letter=Py_UCS4, after=Py_UCS4)
cpdef bint has_date_digits(str text) except -1

@cython.locals(number=Py_ssize_t)
cdef bint _is_dotted(str text, Py_ssize_t index) except -1

cdef Py_ssize_t _blank_end(str text, Py_ssize_t index) except -1

@cython.locals(count=Py_ssize_t)
cdef Py_ssize_t _digits(str text, Py_ssize_t index, Py_ssize_t most) except -1

@cython.locals(parts=list, begin=Py_ssize_t, index=Py_ssize_t, letter=Py_UCS4)
cpdef str letters(str text)

@cython.locals(counts=dict, earlier=list, text=str, seen=Py_ssize_t)
cpdef tuple repeats(list texts)

@cython.locals(letter=Py_UCS4)
cpdef bint has_other_digits(str text)
