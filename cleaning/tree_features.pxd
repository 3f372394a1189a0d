cimport cython

from cablepress.cleaning.document cimport Block, Elements

cdef Py_ssize_t NEAR_LEVELS, CLIMB, OUT_OF_REACH

@cython.locals(place=Py_ssize_t, block=Block)
cpdef measure_elements(list blocks, long long[::1] row)

@cython.locals(parents=list, starts=list, ends=list, element=Py_ssize_t, kind=Py_ssize_t, above=Py_ssize_t,
               parent=Py_ssize_t, marks=longlong, tags=longlong)
cpdef inherit(Elements elements, list kinds, list told, long long[:, ::1] values)

@cython.locals(element=Py_ssize_t, parent=Py_ssize_t)
cpdef own(list parents, list kinds, long long[:, ::1] owners)

@cython.locals(element=Py_ssize_t, owner=Py_ssize_t, kind=Py_ssize_t)
cpdef find_alike(list kinds, const long long[::1] owners, long long[:, ::1] room, long long[::1] row)

@cython.locals(element=Py_ssize_t)
cpdef count_alike(const long long[::1] firsts, long long[::1] row)

@cython.locals(element=Py_ssize_t, found=list)
cpdef list with_marks(const long long[::1] bits, long long wanted)

@cython.locals(parents="const long long[::1]", own="const long long[::1]", marks="const long long[::1]",
               tag_marks="const long long[::1]", depth="const long long[::1]", block=Py_ssize_t, element=Py_ssize_t,
               near=longlong, around=longlong, tagged=longlong, bit=Py_ssize_t)
cpdef measure_marks(const long long[::1] at, tree, Py_ssize_t names, Py_ssize_t tags, double[:, ::1] rows)

@cython.locals(parents="const long long[::1]", starts="const long long[::1]", ends="const long long[::1]",
               repeats="const long long[::1]", goods="const double[::1]", sizes="const double[::1]",
               links="const double[::1]", proses="const double[::1]", total=double, block=Py_ssize_t,
               element=Py_ssize_t, reached=Py_ssize_t, climb=Py_ssize_t, level=Py_ssize_t, start=Py_ssize_t,
               end=Py_ssize_t, good=double, size=double, count=Py_ssize_t)
cpdef measure_ancestors(const long long[::1] at, tree, sums, double[:, ::1] rows)

@cython.locals(starts="const long long[::1]", ends="const long long[::1]", depth="const long long[::1]",
               best=Py_ssize_t, total=double, element=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, block=Py_ssize_t,
               inside=bint)
cpdef measure_best(const long long[::1] at, tree, const double[::1] goods, double[:, ::1] rows)

@cython.locals(goods="const double[::1]", sizes="const double[::1]", links="const double[::1]",
               looks="const long long[::1]", total="double[:, ::1]", whole=double, block=Py_ssize_t, look=Py_ssize_t,
               size=double)
cpdef measure_look(const long long[::1] at, tree, sums, double[:, ::1] rows)
