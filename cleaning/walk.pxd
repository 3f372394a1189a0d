cimport cython

from .cursor cimport Cursor
from .document cimport Block
from .element_kinds cimport is_hidden
from .open_elements cimport Frame, marks_of, record
from .text cimport tidy
from .witness cimport add_byline, add_stamp, declare, is_stamp

cdef Py_ssize_t COMMON
cdef Py_ssize_t BLOCK, BREAK, DECLARE, LINK, PICTURE, SKIP, STRONG, TEXT

cdef class Walk:
    cdef readonly object document
    cdef Cursor at
    cdef dict kinds
    cdef list common, frames, parts
    cdef Py_ssize_t size, link_chars, links, strong_chars, pictures, in_link, in_strong, breaks
    cdef readonly Py_ssize_t beyond

    @cython.locals(at=Cursor, common=list, opened=list, number=Py_ssize_t, kind=Py_ssize_t, tag=str)
    cpdef run(self)

    @cython.locals(tag=str, meaning=tuple)
    cdef tuple learn(self, Py_ssize_t number)

    @cython.locals(names=str, special=str, attributes=dict)
    cdef bint enter(self, Py_ssize_t kind, str tag)

    cdef bint enter_block(self, str tag, str names)

    @cython.locals(frame=Frame, index=Py_ssize_t)
    cdef leave(self, Py_ssize_t kind)

    cdef pass_by(self, Py_ssize_t kind, str tag)

    @cython.locals(dated=bint, linked=bint)
    cdef listen(self, str tag, dict attributes, str names, bint byline)

    cdef str context(self, str names)

    cdef bint hide(self, str tag)

    cdef bint take_out(self, str tag, str rule, str reason)

    @cython.locals(size=Py_ssize_t)
    cdef add(self, str text)

    cdef str end_paragraphs(self, str text)

    @cython.locals(ending=str)
    cdef end_line(self)

    @cython.locals(text=str)
    cdef flush(self)

    @cython.locals(frame=Frame, number=Py_ssize_t, size=Py_ssize_t, marks=str, where=str)
    cdef block(self, str text)
