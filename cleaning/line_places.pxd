cimport cython

cdef Py_ssize_t _FAR, _NONE, _SHORTEST, _LONGEST
cdef Py_ssize_t INDEX, FROM_END, TEXT_BEFORE, TEXT_AFTER, TEXT_SHARE, LINES, TEXT_TOTAL

@cython.locals(line=Py_ssize_t, size="long long")
cpdef measure_worth(const long long[::1] letters, const long long[::1] running, const long long[::1] known,
                    long long[:, ::1] rows)

@cython.locals(total="long long", low="long long", begin=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t,
               best="long long", line=Py_ssize_t)
cpdef densest(const long long[::1] worth)

@cython.locals(count=Py_ssize_t, total="long long", line=Py_ssize_t)
cpdef measure_position(const long long[::1] behind, const long long[::1] running, const long long[::1] letters,
                       long long[:, ::1] rows)

@cython.locals(line=Py_ssize_t)
cpdef measure_stretch(Py_ssize_t first, Py_ssize_t last, long long[:, ::1] rows)

@cython.locals(count=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, line=Py_ssize_t, inside=Py_ssize_t,
               mass="long long")
cpdef measure_series(const long long[::1] letters, const long long[::1] running, Py_ssize_t gap,
                     long long[:, ::1] rows)

@cython.locals(letters="const long long[::1]", running="const long long[::1]", strong="const long long[::1]",
               weak="const long long[::1]", core="const long long[::1]", rare="const long long[::1]",
               ends="const long long[::1]", copies="const long long[::1]", place=Py_ssize_t, line=Py_ssize_t)
cpdef measure_promise(columns, Py_ssize_t low, long long[::1] row)

@cython.locals(line=Py_ssize_t)
cpdef measure_headed(Py_ssize_t head, const long long[::1] behind, long long[:, ::1] rows)
