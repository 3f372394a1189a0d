cpdef Py_ssize_t index_of(bytes page, unsigned char code, Py_ssize_t start)
