cimport cython

from cablepress.cleaning.document cimport Block

cdef Py_ssize_t _FIRST_HEADING, _LAST_HEADING, _STOP_REACH

@cython.locals(block=Block, text=str, tag=str, place=Py_ssize_t, overlap=Py_ssize_t, rank=Py_ssize_t, best=Py_ssize_t,
               headline=Py_ssize_t, known=bint, said=set, own=set)
cpdef measure_headline(list blocks, str title, const double[::1] words, const double[::1] goods, double[:, ::1] rows)

@cython.locals(count=Py_ssize_t, place=Py_ssize_t, near=Py_ssize_t, stop=bint, stops=list)
cpdef list measure_rules(list found, double[:, ::1] rows)

@cython.locals(place=Py_ssize_t)
cpdef list headings(const double[::1] tags)

@cython.locals(index=Py_ssize_t, place=Py_ssize_t)
cpdef take(const double[::1] values, list places, double[::1] row)

@cython.locals(place=Py_ssize_t, text=str, start=str)
cpdef measure_described(list texts, str described, double[:, ::1] rows)

@cython.locals(whole=Py_ssize_t, found=Py_ssize_t, place=Py_ssize_t, text=str, said=bint)
cpdef measure_body(list texts, str body, const double[::1] sizes, double[:, ::1] rows)
