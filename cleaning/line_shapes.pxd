cimport cython

cdef frozenset _BYLINE_HEADS

cpdef bint is_date(str text)

@cython.locals(parted=bint)
cpdef bint is_crumbs(str text)

cpdef bint is_byline(str text)

cpdef bint is_name(str text)

cpdef bint is_jump(str text)

cpdef bint is_caption(str text)

cpdef bint is_posted(str text)

cpdef bint is_service(str text)

cpdef bint is_item(str text)

cpdef bint may_be_headline(str text)
