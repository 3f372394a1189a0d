from .text cimport is_tidy, tidy

cpdef bint _is_tidy(str line) except -1
