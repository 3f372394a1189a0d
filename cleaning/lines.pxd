from .text cimport is_tidy, tidy

cdef bint _is_tidy(str line) except -1
