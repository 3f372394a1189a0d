cimport cython

from cablepress.cleaning.document cimport Block

cdef Py_ssize_t SPACE, UPPER, DIGIT, STOP, COMMA, QUOTE, COLON, SEPARATOR, DENSE, SYMBOL, LOWER
cdef Py_ssize_t SIZE, WORDS, LETTERS_A_WORD, STOPS, STOPS_A_WORD, COMMAS, DIGITS, UPPERS, UPPER_A_WORD, QUOTES
cdef Py_ssize_t COLONS, SEPARATORS, SYMBOLS, CLOSED, ENDS_COLON, ENDS_OPEN, FIRST, LAST
cdef Py_ssize_t LINK_SHARE, LINKS, STRONG_SHARE, PICTURES_BEFORE, PICTURES_AFTER, TAG, FIRST_TAG, CAPTION

@cython.locals(block=Py_ssize_t, text=str, kind=Py_ssize_t, before=Py_ssize_t, last=Py_ssize_t, code=Py_ssize_t,
               character=Py_UCS4, length=Py_ssize_t, first=Py_ssize_t, words=Py_ssize_t)
cpdef measure_texts(list texts, const unsigned char[::1] classes, long long[::1] count, double[:, ::1] rows)

@cython.locals(place=Py_ssize_t, block=Block, length=double, linked=double, strong=double, pictures=Py_ssize_t,
               tag=Py_ssize_t, other=Py_ssize_t)
cpdef measure_markup(list blocks, dict codes, double[:, ::1] rows)

@cython.locals(place=Py_ssize_t, block=Block, size=double, signs=double, prose=bint)
cpdef measure_good(list blocks, const double[:, ::1] rows, double[::1] good, double[:, ::1] sums)
