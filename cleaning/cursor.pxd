cdef class Cursor:
    cdef object node
    cdef public bint telling
    cpdef Py_ssize_t number(self)
    cpdef str name(self)
    cpdef str text(self)
    cpdef str text_inside(self, str separator)
    cpdef dict attributes(self)
    cpdef tuple look(self)
    cpdef bint is_telling_link(self)
    cpdef bint holds_story(self)
    cpdef bint down(self)
    cpdef bint along(self)
    cpdef up(self)
    cdef bint _go(self, node)
