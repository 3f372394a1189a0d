"""A `cursor.Cursor` that asks lexbor itself: no object is made for a node that is only passed.

The functions belong to lexbor's interface for other languages; the library is the one inside selectolax, whose trees are
read. ImportError where it does not show its functions: then the plain cursor does the work.
"""

import ctypes

from selectolax import lexbor

from .element_kinds import LINK_TELLING, NAMES, READ, TELLING

from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport uintptr_t
from libc.string cimport memcmp

from .cursor cimport Cursor
from .element_kinds cimport may_be_byline, read_names

ctypedef uintptr_t (*Number)(void *node) noexcept
ctypedef unsigned int (*Type)(void *node) noexcept
ctypedef void *(*Step)(void *node) noexcept
ctypedef const char *(*Characters)(void *node, size_t *size) noexcept

cdef enum:
    ELEMENT = 1
    TEXT = 2
    NAMED = 4
    MOST_READ = 32

cdef Number number_of
cdef Type type_of
cdef Step parent_of, child_of, next_of, first_attribute, next_attribute
cdef Characters text_of, name_of, attribute_name, attribute_value

cdef tuple CODED = tuple([name.encode() for name in READ])
cdef const char *wanted[MOST_READ]
cdef size_t wanted_sizes[MOST_READ]
cdef bint telling[MOST_READ]
cdef bint telling_of_links[MOST_READ]
cdef Py_ssize_t count = len(CODED)
cdef Py_ssize_t CLASS = READ.index("class")
cdef Py_ssize_t REL = READ.index("rel")


cdef int prepare() except -1:
    """Look up the functions, and take apart the names of attributes."""
    global number_of, type_of, parent_of, child_of, next_of, first_attribute, next_attribute
    global text_of, name_of, attribute_name, attribute_value
    library = ctypes.CDLL(lexbor.__file__)
    number_of = <Number> address(library, "lxb_dom_node_tag_id_noi")
    type_of = <Type> address(library, "lxb_dom_node_type_noi")
    parent_of = <Step> address(library, "lxb_dom_node_parent_noi")
    child_of = <Step> address(library, "lxb_dom_node_first_child_noi")
    next_of = <Step> address(library, "lxb_dom_node_next_noi")
    first_attribute = <Step> address(library, "lxb_dom_element_first_attribute_noi")
    next_attribute = <Step> address(library, "lxb_dom_element_next_attribute_noi")
    text_of = <Characters> address(library, "lxb_dom_node_text_content")
    name_of = <Characters> address(library, "lxb_dom_element_qualified_name")
    attribute_name = <Characters> address(library, "lxb_dom_attr_qualified_name")
    attribute_value = <Characters> address(library, "lxb_dom_attr_value_noi")
    cdef Py_ssize_t place
    for place in range(count):
        wanted[place] = <bytes> CODED[place]
        wanted_sizes[place] = len(CODED[place])
        telling[place] = READ[place] in TELLING
        telling_of_links[place] = READ[place] in LINK_TELLING
    return 0


cdef uintptr_t address(library, str name) except 0:
    """Return where a function of the library stands."""
    try:
        return ctypes.cast(getattr(library, name), ctypes.c_void_p).value
    except AttributeError as error:
        raise ImportError(f"not in {lexbor.__file__}: {name}") from error


assert count <= MOST_READ and len(NAMES) == NAMED and READ[:NAMED] == NAMES
prepare()


cdef tuple NOTHING = ("", "")


cdef inline str decoded(const char *characters, size_t size):
    return PyUnicode_DecodeUTF8(characters, size, "replace") if characters != NULL else ""


cdef inline bint is_blank(const char *characters, size_t size) noexcept:
    """Whether there are blanks and line ends alone, of which half of a page's text nodes are made."""
    cdef size_t place
    for place in range(size):
        if characters[place] not in b" \n\t\r":
            return False
    return size > 0


cdef inline bint is_called(Characters name, void *thing, const char *wanted, size_t wanted_size) noexcept:
    """Whether an element or attribute has a name."""
    cdef size_t size = 0
    cdef const char *found = name(thing, &size)
    return size == wanted_size and memcmp(found, wanted, size) == 0


cdef inline Py_ssize_t which(void *attribute) noexcept:
    """Return the place of an attribute's name in `READ`; -1 for none."""
    cdef size_t size = 0
    cdef const char *name = attribute_name(attribute, &size)
    cdef Py_ssize_t place
    for place in range(count):
        if wanted_sizes[place] == size and memcmp(wanted[place], name, size) == 0:
            return place
    return -1


cdef inline void *attributes_of(void *node) noexcept:
    """Return a node's first attribute; NULL if there is none."""
    return first_attribute(node) if type_of(node) == ELEMENT else NULL


cdef void *onward(void *node, void *top) noexcept:
    """Return the node after this one in reading order, inside another; NULL if it is the last."""
    cdef void *found = child_of(node)
    while found == NULL:
        if node == top:
            return NULL
        found = next_of(node)
        node = parent_of(node)
    return found


cdef bint is_story(void *node) noexcept:
    """Whether a node is a `cursor.STORY`."""
    cdef void *attribute = attributes_of(node)
    if attribute == NULL and type_of(node) != ELEMENT:
        return False
    if is_called(name_of, node, "h1", 2) or is_called(name_of, node, "article", 7) or is_called(name_of, node, "main", 4):
        return True
    while attribute != NULL:
        if is_called(attribute_name, attribute, "itemprop", 8):
            return is_called(attribute_value, attribute, "articleBody", 11)
        attribute = next_attribute(attribute)
    return False


cdef class LexborCursor(Cursor):
    """A place in a tree: at its root first."""

    cdef void *place

    def __init__(self, root) -> None:
        super().__init__(root)  # keeps the tree
        self.place = <void *> <uintptr_t> root.mem_id

    cpdef Py_ssize_t number(self):
        return <Py_ssize_t> number_of(self.place)

    cpdef str name(self):
        cdef size_t size = 0
        if type_of(self.place) != ELEMENT:
            return {2: "-text", 3: "-document", 4: "-comment", 5: "-doctype"}.get(self.number(), "")
        cdef const char *found = name_of(self.place, &size)
        return decoded(found, size)

    cpdef str text(self):
        cdef size_t size = 0
        cdef const char *found = text_of(self.place, &size)
        return " " if is_blank(found, size) else decoded(found, size)

    cpdef str text_inside(self, str separator):
        cdef list texts = []
        cdef size_t size
        cdef const char *found
        cdef void *node = self.place
        while (node := onward(node, self.place)) != NULL:
            if number_of(node) == TEXT:
                found = text_of(node, &size)
                texts.append(decoded(found, size))
        return separator.join(texts)

    cpdef dict attributes(self):
        cdef dict read = {}
        cdef size_t size
        cdef Py_ssize_t place
        cdef const char *value
        cdef void *attribute = attributes_of(self.place)
        while attribute != NULL:
            place = which(attribute)
            if place >= 0:
                value = attribute_value(attribute, &size)
                read[READ[place]] = None if value == NULL else decoded(value, size)
            attribute = next_attribute(attribute)
        return read

    cpdef tuple look(self):
        cdef const char *values[NAMED]
        cdef size_t sizes[NAMED]
        cdef size_t size
        cdef Py_ssize_t place
        cdef const char *value
        cdef list names = []
        cdef bint told = False
        for place in range(NAMED):
            values[place] = NULL
        cdef void *attribute = attributes_of(self.place)
        while attribute != NULL:
            place = which(attribute)
            if place >= 0:
                told = told or telling[place]
                if place < NAMED:
                    values[place] = attribute_value(attribute, &sizes[place])
            attribute = next_attribute(attribute)
        self.telling = told
        for place in range(NAMED):
            if values[place] != NULL:
                names.append(decoded(values[place], sizes[place]))
        return read_names(names[0] if len(names) == 1 else " ".join(names)) if names else NOTHING

    cpdef bint is_telling_link(self):
        cdef size_t size
        cdef Py_ssize_t place
        cdef const char *value
        cdef void *attribute = attributes_of(self.place)
        while attribute != NULL:
            place = which(attribute)
            if place >= 0:
                if telling_of_links[place]:
                    return True
                if place == CLASS or place == REL:
                    value = attribute_value(attribute, &size)
                    text = decoded(value, size)
                    if may_be_byline(text) if place == CLASS else "author" in text.split():
                        return True
            attribute = next_attribute(attribute)
        return False

    cpdef bint holds_story(self):
        cdef void *node = self.place
        while node != NULL:
            if is_story(node):
                return True
            node = onward(node, self.place)
        return False

    cpdef bint down(self):
        return self.go(child_of(self.place))

    cpdef bint along(self):
        return self.go(next_of(self.place))

    cpdef up(self):
        self.go(parent_of(self.place))

    cdef bint go(self, void *node) noexcept:
        if node == NULL:
            return False
        self.place = node
        return True
