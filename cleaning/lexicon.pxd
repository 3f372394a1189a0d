cimport cython

from cablepress.cleaning.document cimport Block
from cablepress.cleaning.word_table cimport Sums

cdef Py_ssize_t _ANY, _FIRST, _START, _EARLY, _LATE, _PAIR, _NEAREST, _ALL
cdef Py_ssize_t _SHORT, _HEAD, _LONG_HEAD, _TAIL, _OWN, _AROUND

@cython.locals(place=Py_ssize_t, block=Block)
cpdef score_texts(list blocks, Sums sums, long long[::1] scores)

@cython.locals(known=dict, place=Py_ssize_t, block=Block, marks=str)
cpdef score_names(list blocks, Sums sums, long long[::1] scores)

@cython.locals(blanks=Py_ssize_t, character=Py_UCS4)
cdef bint _is_short(str text)

@cython.locals(count=Py_ssize_t, head="long long", pair="long long")
cdef long long _text_score(str text, Sums sums)

@cython.locals(count=Py_ssize_t)
cdef long long _name_score(str marks, Sums sums)
