cimport cython

cdef unsigned long long _MIX, _FIRST, _LAST, _ALL, _MASK
cdef Py_ssize_t _LEAST, _LINE, _REST, _TONES, _TONE_LONG

@cython.locals(lines="const long long[::1]", lengths="const long long[::1]", hashes="const unsigned long long[::1]",
               count=Py_ssize_t, word=Py_ssize_t, line=Py_ssize_t, value="unsigned long long")
cpdef Py_ssize_t collect(words, const signed char[::1] is_common, long long[::1] many, unsigned long long[::1] keys,
                         long long[::1] common) except -1

@cython.locals(count=Py_ssize_t, word=Py_ssize_t, place=Py_ssize_t, key="unsigned long long",
               before="unsigned long long", line=Py_ssize_t)
cpdef Py_ssize_t number(const unsigned long long[::1] keys, long long[:, ::1] entries,
                        long long[::1] total) except -1

@cython.locals(lines="const long long[::1]", numbers="const long long[::1]", total="const long long[::1]",
               times="long long[::1]", entry=Py_ssize_t, line=Py_ssize_t)
cpdef measure_shared(words, const long long[::1] chosen, Py_ssize_t least, long long[::1] row)

@cython.locals(lines="const long long[::1]", numbers="const long long[::1]", total="const long long[::1]",
               first="long long[::1]", entry=Py_ssize_t, line=Py_ssize_t, word=Py_ssize_t, none=Py_ssize_t)
cpdef measure_began(words, const long long[::1] chosen, long long[::1] row)

@cython.locals(lines="const long long[::1]", hashes="const unsigned long long[::1]", total=Py_ssize_t,
               count=Py_ssize_t, word=Py_ssize_t, line=Py_ssize_t, value="unsigned long long", table="long long")
cpdef Py_ssize_t look_up(words, const long long[::1] letters, long long[:, ::1] entries) except -1

cdef long long _mixed(unsigned long long value) noexcept

cdef Py_ssize_t _put(long long[:, ::1] entries, Py_ssize_t count, Py_ssize_t line, long long place) except -1

@cython.locals(lines="const long long[::1]", places="const long long[::1]", entry=Py_ssize_t, line=Py_ssize_t)
cpdef measure_tone(entries, const signed char[::1] tones, const long long[::1] roots, long long[::1] many,
                   long long[::1] row)
