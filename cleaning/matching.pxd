cimport cython

from cablepress.cleaning.part_finder cimport Finder

cdef str _EDGES

cpdef str fold(str line)

@cython.locals(matcher=_Matcher)
cpdef list match_all(lines)

cdef class _Alternative:
    cdef readonly object rule
    cdef readonly str expression
    cdef str _start
    cdef object _match

    cpdef bint matches(self, str folded) except -1

cdef class _Matcher:
    cdef list _special, _inside
    cdef dict _heads
    cdef str _numeric
    cdef Finder _finder

    @cython.locals(folded=str, alternative=_Alternative, told="long long")
    cpdef find(self, str line, publisher, day)

    @cython.locals(heads=dict)
    cdef list _possible(self, str folded)

    cdef _of_outlet(self, str folded, publisher, day)

    @cython.locals(place=Py_ssize_t, first=str)
    cdef _part(self, str folded, long long told)

cdef _stronger(first, second)
