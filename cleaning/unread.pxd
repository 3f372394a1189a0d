cimport cython

from .byte_search cimport index_of
from .tags cimport spells, tag_end

cdef unsigned char LESS, GREATER, EQUALS, SLASH, QUOTE, APOSTROPHE, BANG, QUESTION, DASH, A, L, S, Z, LOWER
cdef Py_ssize_t LONGEST
cdef tuple OF_SIZE, INITIALS

cdef class Plain:
    cdef bytes page
    cdef Py_ssize_t attributes, run, kept, filled
    cdef readonly Py_ssize_t tags
    cdef bytearray room

    cpdef bytes taken(self)

    @cython.locals(page=bytes, place=Py_ssize_t, end=Py_ssize_t)
    cpdef Py_ssize_t take(self, Py_ssize_t start)

    cdef keep(self, Py_ssize_t end)

    cpdef add(self, bytes piece)

    @cython.locals(code="const unsigned char*", room="unsigned char*", filled=Py_ssize_t, place=Py_ssize_t)
    cdef copy(self, bytes source, Py_ssize_t start, Py_ssize_t end)

    @cython.locals(page=bytes, place=Py_ssize_t, first="unsigned char", end=Py_ssize_t)
    cdef Py_ssize_t tag(self, Py_ssize_t start)

    @cython.locals(code="const unsigned char*", size=Py_ssize_t, kept=Py_ssize_t, filled=Py_ssize_t, place=Py_ssize_t,
                   linked=bint, stop=Py_ssize_t, left=Py_ssize_t, name=Py_ssize_t, end=Py_ssize_t, equals=Py_ssize_t)
    cdef Py_ssize_t start_tag(self, Py_ssize_t start)

    @cython.locals(code="const unsigned char*", size=Py_ssize_t, place=Py_ssize_t, end=Py_ssize_t, stop=Py_ssize_t)
    cdef Py_ssize_t value_end(self, Py_ssize_t start)

@cython.locals(place=Py_ssize_t)
cdef Py_ssize_t _name_end(const unsigned char *code, Py_ssize_t stop, Py_ssize_t start) noexcept

@cython.locals(place=Py_ssize_t)
cdef Py_ssize_t _blanks_end(const unsigned char *code, Py_ssize_t stop, Py_ssize_t start) noexcept

cdef bint _is_blank(unsigned char code) noexcept

cdef bint _is_between(unsigned char code) noexcept

@cython.locals(size=Py_ssize_t, first="unsigned char", initials="unsigned int", name=bytes)
cdef bint _stays(bytes page, Py_ssize_t start, Py_ssize_t end, bint linked) except -1
