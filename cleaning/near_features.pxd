cimport cython

cdef Py_ssize_t WINDOW_5, WINDOW_10, GOOD_10_BEFORE, GOOD_10_AFTER, GOOD_BEFORE, GOOD_AFTER, PLACE, PAGE_PLACE
cdef Py_ssize_t PAGE_COUNT, PAGE_GOOD, PAGE_GOOD_SHARE, SINCE_GOOD, UNTIL_GOOD

@cython.locals(count=Py_ssize_t, row=Py_ssize_t, by=Py_ssize_t, place=Py_ssize_t, other=Py_ssize_t)
cpdef measure_neighbours(const double[::1] values, tuple steps, double fill, double[:, ::1] rows)

@cython.locals(row=Py_ssize_t, place=Py_ssize_t)
cpdef measure_steps(const double[::1] values, double[:, ::1] rows)

@cython.locals(place=Py_ssize_t)
cpdef sum_up(const double[::1] values, double[::1] sums)

@cython.locals(count=Py_ssize_t, whole=double, total=double, last=Py_ssize_t, following=Py_ssize_t, place=Py_ssize_t,
               low=Py_ssize_t, high=Py_ssize_t)
cpdef measure_running(const double[::1] sizes, const double[::1] goods, const double[::1] good, double[:, ::1] rows)

@cython.locals(count=Py_ssize_t, last=Py_ssize_t, following=Py_ssize_t, place=Py_ssize_t, latest=list)
cpdef list measure_since(list marked, const double[::1] goods, double[:, ::1] rows)

@cython.locals(place=Py_ssize_t)
cpdef copy(const long long[::1] values, double[::1] row)

@cython.locals(place=Py_ssize_t, found=Py_ssize_t)
cpdef Py_ssize_t highest(const double[::1] values) except -1

@cython.locals(count=Py_ssize_t, place=Py_ssize_t, kind=Py_ssize_t, low=Py_ssize_t, high=Py_ssize_t)
cpdef measure_means(const double[::1] scores, const double[::1] sums, const double[::1] look,
                    double[:, ::1] totals, double[:, ::1] rows)
