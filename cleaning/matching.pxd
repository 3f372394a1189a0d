cimport cython

from cablepress.cleaning.part_finder cimport Finder

cdef str _EDGES

cpdef str fold(str line)

@cython.locals(matcher=_Matcher)
cpdef list match_all(lines)

cdef class _Alternative:
    cdef readonly object rule
    cdef readonly str expression, start
    cdef Py_ssize_t _room
    cdef tuple _needs
    cdef object _match

    cpdef bint matches(self, str folded) except -1

    cdef _look(self)

    @cython.locals(texts=tuple, text=str, place=Py_ssize_t, end=Py_ssize_t, found=Py_ssize_t)
    cdef bint _may_match(self, str folded) except -1

cdef class _Matcher:
    cdef list _special, _alternatives, _inside
    cdef dict _places, _asked
    cdef Finder _finder

    @cython.locals(folded=str, told="long long")
    cpdef find(self, str line, publisher, day)

    @cython.locals(alternative=_Alternative)
    cdef _whole_line(self, str folded, publisher, day)

    @cython.locals(places=dict)
    cdef list _possible(self, str folded)

    cdef list _beginning_with(self, str head)

    cdef _of_outlet(self, str folded, publisher, day)

    @cython.locals(place=Py_ssize_t, first=str)
    cdef _part(self, str folded, long long told)

cdef _stronger(first, second)
