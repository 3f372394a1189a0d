cimport cython

from .byte_search cimport index_of

cdef unsigned char LESS, GREATER, EQUALS, QUOTE, APOSTROPHE, SLASH, LOWER

@cython.locals(code="const unsigned char*", size=Py_ssize_t, place=Py_ssize_t, stop=Py_ssize_t, named=bint)
cpdef Py_ssize_t tag_end(bytes page, Py_ssize_t start, Py_ssize_t attributes, Py_ssize_t run)

cdef bint _is_blank(unsigned char code) noexcept

@cython.locals(code="const unsigned char*", size=Py_ssize_t, place=Py_ssize_t, end=Py_ssize_t, stop=Py_ssize_t)
cdef Py_ssize_t _value_end(bytes page, Py_ssize_t start, Py_ssize_t run)

@cython.locals(place=Py_ssize_t)
cpdef Py_ssize_t closing(bytes page, Py_ssize_t start, bytes tag)

@cython.locals(letter="unsigned char")
cpdef bint spells(bytes page, Py_ssize_t place, bytes word)
