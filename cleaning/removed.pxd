cdef class Removed:
    cdef readonly str text, rule, reason, where
