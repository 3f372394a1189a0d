cimport cython

cdef Py_ssize_t _FAR, _NONE, _STAMP, _STAMPS, _TEXT

@cython.locals(line=Py_ssize_t, kind=Py_ssize_t)
cpdef mark(const long long[::1] strong, const long long[::1] weak, const long long[::1] running,
           const long long[::1] marks, long long[:, ::1] flags)

@cython.locals(kinds=Py_ssize_t, count=Py_ssize_t, kind=Py_ssize_t, line=Py_ssize_t, last=Py_ssize_t)
cpdef measure_distance(const long long[:, ::1] flags, long long[:, ::1] rows)

@cython.locals(first=Py_ssize_t, end=Py_ssize_t, seen=Py_ssize_t, last=Py_ssize_t, line=Py_ssize_t,
               from_core="long long", after_core="long long")
cpdef measure_stops(const long long[::1] strong, const long long[::1] ends, const long long[::1] behind, core,
                    long long[:, ::1] rows)

@cython.locals(count=Py_ssize_t, row=Py_ssize_t, step=Py_ssize_t, line=Py_ssize_t)
cpdef measure_neighbours(const long long[::1] values, tuple steps, long long[:, ::1] rows)

@cython.locals(letters="const long long[::1]", running="const long long[::1]", strong="const long long[::1]",
               weak="const long long[::1]", tone="const long long[::1]", core="const long long[::1]",
               shared="const long long[::1]", line=Py_ssize_t, prose="long long")
cpdef sum_up(columns, long long[:, ::1] sums)

@cython.locals(count=Py_ssize_t, kind=Py_ssize_t, line=Py_ssize_t)
cpdef measure_windows(const long long[:, ::1] sums, Py_ssize_t reach, long long[:, ::1] rows)
