cimport cython

cdef Py_ssize_t BAR, COLON, COMMA, DENSE, DIGIT, LETTER, LOWER, QUOTE, SPACE, STOP, UPPER
cdef Py_ssize_t LETTERS, WORDS, WORD_LENGTH, UPPERS, TITLED, DIGITS
cdef Py_ssize_t STOPS, COMMAS, QUOTES, COLONS, BARS, FIRST, LAST, ENDS, _SIDE

@cython.locals(line=Py_ssize_t, text=str, kind=Py_ssize_t, before=Py_ssize_t, last=Py_ssize_t, code=Py_ssize_t,
               character=Py_UCS4, size="long long", alpha="long long", words="long long", closing=bint)
cpdef measure_shape(list texts, const unsigned char[::1] kinds, long long[::1] count, long long[:, ::1] rows)

@cython.locals(word=Py_ssize_t, line=Py_ssize_t)
cpdef measure_titled(const long long[::1] lines, const long long[::1] kinds, long long[::1] count,
                     long long[:, ::1] rows)

@cython.locals(count=Py_ssize_t, line=Py_ssize_t, other=Py_ssize_t, same=Py_ssize_t)
cpdef measure_alike(const long long[::1] look, long long[::1] row)
