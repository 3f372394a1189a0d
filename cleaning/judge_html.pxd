cimport cython

from cablepress.cleaning.document cimport Block, Elements

cdef Py_ssize_t _ROLE_REACH

@cython.locals(rules=list, reasons=list, kept=list, scores=list, verdicts=list, place=Py_ssize_t, block=Block,
               elements=Elements)
cpdef list verdicts_on(document, dict named, list seen)

@cython.locals(total=double, right=double, kept=double, worth=double, most=double, best="long long", index=Py_ssize_t,
               place=Py_ssize_t)
cpdef best_of(const long long[::1] chances, const double[::1] words, const long long[::1] order)

@cython.locals(element=Py_ssize_t)
cpdef role(Block block, Elements elements)

@cython.locals(found=list, block=Py_ssize_t, first=Py_ssize_t)
cpdef list evident(const double[:, ::1] rows, const long long[::1] places, const double[::1] least, tuple names)
