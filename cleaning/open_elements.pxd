cimport cython

from .document cimport Elements

cdef class Frame:
    cdef readonly str tag, names
    cdef public Py_ssize_t index
    cdef public str marks

@cython.locals(known=Py_ssize_t, marks=str, frame=Frame)
cpdef str marks_of(list frames)

@cython.locals(first=Py_ssize_t, parent=Py_ssize_t, frame=Frame)
cpdef record(list frames, Elements elements, Py_ssize_t start)
