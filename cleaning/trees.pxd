cimport cython

@cython.locals(asked="const long long[::1]", borders="const float[::1]", trees="const long long[:, ::1]",
               leaves="const int[::1]", leaf="int[::1]", count=Py_ssize_t, depth=Py_ssize_t, tree=Py_ssize_t,
               block=Py_ssize_t, level=Py_ssize_t, question=Py_ssize_t, feature=Py_ssize_t, first=Py_ssize_t,
               border=float)
cpdef evaluate(const float[:, ::1] rows, forest, long long[::1] scores)
