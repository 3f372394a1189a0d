cimport cython

ctypedef unsigned long long Number

cdef Number NOTHING, FACTOR, ALL_BITS, _BIT
cdef Py_ssize_t _TO_LOWER

@cython.locals(key=Number, place=Number, words=str, weight="long long")
cdef _add(Number[::1] keys, long long[::1] weights, Number kind, listed)

@cython.locals(key=Number, number=Number, letter=Py_UCS4)
cpdef Number key_of(Number kind, str words)

cdef Number spread(Number number, Number code) noexcept

@cython.locals(last=Number, place=Number)
cdef Number place_of(Number key, const Number[::1] keys) noexcept

cdef Py_ssize_t _letter(Py_UCS4 character) noexcept

cdef Py_ssize_t _of_name(Py_UCS4 character) noexcept

cdef class Sums:
    cdef const Number[::1] keys
    cdef const long long[::1] weights
    cdef Number[::1] words

    cpdef Py_ssize_t read(self, str text)

    cpdef Py_ssize_t read_names(self, str names, Py_ssize_t most)

    @cython.locals(count=Py_ssize_t, number=Number, character=Py_UCS4, code=Py_ssize_t)
    cdef Py_ssize_t take(self, str text, Py_ssize_t most, bint names)

    @cython.locals(found="long long", start=Number, index=Py_ssize_t, word=Number, marks=Number, mark=Number)
    cpdef long long each(self, Number kind, Py_ssize_t first, Py_ssize_t end)

    cdef bint stands(self, Number word, Py_ssize_t first, Py_ssize_t end)

    @cython.locals(key=Number, index=Py_ssize_t)
    cpdef long long together(self, Number kind, Py_ssize_t end)
