"""Finding a byte, by C's own function; `byte_search.py` does the same where this is not compiled."""

from libc.string cimport memchr


cpdef Py_ssize_t index_of(bytes page, unsigned char code, Py_ssize_t start):
    """Return where a byte stands next, from ``start`` on; the page's length if it stands nowhere."""
    cdef Py_ssize_t size = len(page)
    cdef const char *begin = page
    cdef const char *found
    if start >= size:
        return size
    found = <const char *> memchr(begin + start, code, size - start)
    return size if found == NULL else found - begin
