cdef str _role(str text, bint prose)
