cimport cython

from cablepress.cleaning.part_finder cimport Finder

cdef str _EDGES

cpdef str fold(str line)

@cython.locals(matcher=_Matcher)
cpdef list match_all(lines)

cdef class _Bucket:
    cdef tuple _rules
    cdef str _expression
    cdef object _match

    cpdef find(self, str folded)

cdef class _Matcher:
    cdef list _special, _inside
    cdef dict _heads
    cdef Finder _finder

    @cython.locals(folded=str, bucket=_Bucket, told="long long")
    cpdef find(self, str line, publisher, day)

    cdef _of_outlet(self, str folded, publisher, day)

    @cython.locals(place=Py_ssize_t, first=str)
    cdef _part(self, str folded, long long told)

cdef _stronger(first, second)
