cimport cython

from cablepress.cleaning.document cimport Block, Elements

cdef Py_ssize_t _ROLE_REACH, _FARTHEST, _STEPS, _HEADLINE_OVERLAP

@cython.locals(rules=list, reasons=list, verdicts=list, place=Py_ssize_t, block=Block, elements=Elements)
cpdef list verdicts_on(document, dict named, tuple seen, const long long[::1] chances, long long least)

@cython.locals(place=Py_ssize_t, step="long long")
cpdef measure_chances(const long long[::1] scores, long long unit, const long long[::1] known, long long[::1] chances)

@cython.locals(total=double, right=double, kept=double, worth=double, most=double, best=Py_ssize_t, place=Py_ssize_t,
               chance=Py_ssize_t)
cpdef Py_ssize_t best_of(const long long[::1] chances, const double[::1] words, double[::1] held) except -1

@cython.locals(place=Py_ssize_t)
cpdef list headlines(const double[::1] is_h1, const double[::1] overlaps)

@cython.locals(element=Py_ssize_t)
cpdef role(Block block, Elements elements)

@cython.locals(found=list, block=Py_ssize_t, first=Py_ssize_t)
cpdef list evident(const double[:, ::1] rows, const long long[::1] places, const double[::1] least, tuple names)
