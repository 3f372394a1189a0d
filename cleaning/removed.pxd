cimport cython

cdef class Removed:
    cdef readonly str text, rule, reason, where

@cython.locals(number=Py_ssize_t, digit=Py_UCS4)
cpdef Py_ssize_t number_of(str where)

cpdef Py_ssize_t place_on_page(Removed piece)
