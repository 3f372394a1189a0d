cimport cython

from .byte_search cimport index_of
from .tags cimport spells

cdef unsigned char LESS, GREATER, EQUALS, SLASH, QUOTE, APOSTROPHE, FIRST, LAST, LOWER
cdef Py_ssize_t LONGEST
cdef tuple OF_SIZE

@cython.locals(pieces=list, code="const unsigned char*", size=Py_ssize_t, kept=Py_ssize_t, place=Py_ssize_t,
               begin=Py_ssize_t, end=Py_ssize_t, linked=bint)
cpdef bytes without_unread(bytes html)

@cython.locals(place=Py_ssize_t)
cdef Py_ssize_t _tag_name_end(const unsigned char *code, Py_ssize_t size, Py_ssize_t start) noexcept

@cython.locals(place=Py_ssize_t)
cdef Py_ssize_t _name_end(const unsigned char *code, Py_ssize_t size, Py_ssize_t start) noexcept

@cython.locals(code="const unsigned char*", size=Py_ssize_t, place=Py_ssize_t)
cdef Py_ssize_t _attribute_end(bytes html, Py_ssize_t start) noexcept

@cython.locals(place=Py_ssize_t)
cdef Py_ssize_t _blanks_end(const unsigned char *code, Py_ssize_t size, Py_ssize_t start) noexcept

cdef bint _is_blank(unsigned char code) noexcept

cdef bint _is_between(unsigned char code) noexcept

@cython.locals(name=bytes)
cdef bint _stays(bytes html, Py_ssize_t start, Py_ssize_t end, bint linked) except -1
