cimport cython

@cython.locals(count=Py_ssize_t, depth=Py_ssize_t, tree=Py_ssize_t, block=Py_ssize_t, level=Py_ssize_t,
               question=Py_ssize_t, feature=Py_ssize_t, first=Py_ssize_t, border=float, leaf="int[::1]")
cpdef evaluate(
    const float[:, ::1] rows,
    const long long[::1] asked,
    const float[::1] borders,
    const long long[:, ::1] trees,
    const int[::1] leaves,
    long long[::1] scores,
)
