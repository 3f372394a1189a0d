cimport cython

ctypedef fused Value:
    double
    long long

@cython.locals(row=Py_ssize_t, place=Py_ssize_t, block=Py_ssize_t)
cdef _pick(const Value[:, ::1] table, const long long[::1] places, float[:, ::1] rows)

cpdef pick(const double[:, ::1] table, const long long[::1] places, float[:, ::1] rows)

cpdef pick_whole(const long long[:, ::1] table, const long long[::1] places, float[:, ::1] rows)

@cython.locals(asked="const long long[::1]", borders="const float[::1]", trees="const long long[:, ::1]",
               leaves="const int[::1]", leaf="int[::1]", count=Py_ssize_t, depth=Py_ssize_t, tree=Py_ssize_t,
               block=Py_ssize_t, level=Py_ssize_t, question=Py_ssize_t, second=Py_ssize_t, third=Py_ssize_t,
               feature=Py_ssize_t, feature_2=Py_ssize_t, feature_3=Py_ssize_t, first=Py_ssize_t,
               border=float, border_2=float, border_3=float)
cpdef evaluate(const float[:, ::1] rows, forest, long long[::1] scores)
