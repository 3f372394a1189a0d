cdef bint _inside_sentence(str line, str after) except -1

cdef bint _full(str line, str after, Py_ssize_t column) except -1
