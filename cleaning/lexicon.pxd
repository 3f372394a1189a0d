cimport cython

from cablepress.cleaning.word_table cimport Sums

@cython.locals(count=Py_ssize_t, head="long long", pair="long long")
cdef long long _text_score(str text, Sums sums)

@cython.locals(count=Py_ssize_t)
cdef long long _name_score(str marks, Sums sums)
