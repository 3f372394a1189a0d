cdef class Block:
    cdef public str text, tag, where, marks
    cdef public Py_ssize_t link_chars, element, links, strong_chars, pictures, repeated

cdef class Elements:
    cdef public list tags, names, parents, starts, ends
