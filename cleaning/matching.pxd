cimport cython

cdef str _EDGES

cpdef str fold(str line)

@cython.locals(folded=list, strong=_Matcher, weak=_Matcher, inside=list, weak_inside=list, found=list, line=str)
cpdef list match_all(lines)

cdef class _Bucket:
    cdef tuple _rules
    cdef str _expression

    cpdef find(self, str folded)

cdef class _Matcher:
    cdef list _special, _inside
    cdef dict _heads

    @cython.locals(bucket=_Bucket, first=str)
    cpdef find(self, str folded, publisher, day, inside=*)
