cimport cython

cdef unsigned char LESS, GREATER, EQUALS, QUOTE, APOSTROPHE, SLASH, BANG, QUESTION, DASH, BLANK, TAB, RETURN, A, Z
cdef unsigned char LOWER

@cython.locals(place=Py_ssize_t, end=Py_ssize_t)
cpdef Py_ssize_t plain_end(bytes page, Py_ssize_t start, Py_ssize_t attributes, Py_ssize_t run)

@cython.locals(place=Py_ssize_t, first="unsigned char", end=Py_ssize_t)
cdef Py_ssize_t _tag(bytes page, Py_ssize_t start, Py_ssize_t attributes, Py_ssize_t run)

@cython.locals(place=Py_ssize_t, stop=Py_ssize_t)
cpdef Py_ssize_t tag_end(bytes page, Py_ssize_t start, Py_ssize_t attributes, Py_ssize_t run)

@cython.locals(quote="unsigned char", place=Py_ssize_t)
cdef Py_ssize_t _quoted_end(bytes page, Py_ssize_t start)

@cython.locals(place=Py_ssize_t)
cpdef Py_ssize_t closing(bytes page, Py_ssize_t start, bytes tag)

@cython.locals(letter="unsigned char")
cpdef bint spells(bytes page, Py_ssize_t place, bytes word)
