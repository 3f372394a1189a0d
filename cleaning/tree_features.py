"""What is measured of a block's place in the page's tree: its ancestors, its look-alikes, the best container.

Blocks inside an element are a range, so a sum over them is a difference of running sums. Compiled where a C compiler
is there (`tree_features.pxd` gives the types).
"""

from typing import Final, NamedTuple

from .arrays import Grid, Ints, Rows, zeros
from .class_names import NAME_MARKS, TAG_BITS, TAG_MARKS, name_bits
from .columns import Columns
from .document import Block, Document, Elements
from .text_features import Sums

NEAR_LEVELS = 4
"""The block's element and the three around it, each measured."""
CLIMB = 12
"""Elements looked at for one that holds most of the page's running text, the block's own first."""
OUT_OF_REACH = 30
"""Stands for more steps than that."""

_MARKS: Final = (
    *(f"near_{name}" for name in NAME_MARKS),
    *(f"in_{name}" for name in NAME_MARKS),
    *(f"in_tag_{name}" for name in TAG_MARKS),
    "depth",
)
_LEVEL: Final = ("good_share", "link_share", "prose", "count", "mean_size", "repeats", "place", "rest")
_ANCESTORS: Final = (
    *(f"{name}_{level}" for name in _LEVEL for level in range(NEAR_LEVELS)),
    *("climb_30", "climb_60", "climb_90"),
)
_BEST: Final = ("before_best", "after_best", "below_best", "best_place", "best_count")
_LOOK: Final = ("look", "look_count", "look_mean_size", "look_good_share", "look_link_share")
PARTS: Final = {"marks": _MARKS, "ancestors": _ANCESTORS, "best": _BEST, "look": _LOOK}


class Tree(NamedTuple):
    """A page's elements: one value an element in each array."""

    parents: Ints
    """Index of the enclosing element; the root is its own parent."""
    starts: Ints
    """Index of the first block inside."""
    ends: Ints
    """Index after the last block inside."""
    own_marks: Ints
    """What the element's names tell, a bit each (`class_names.name_bits`)."""
    marks: Ints
    """What its names and those around it tell; the page's own (html, body) tell nothing of a block."""
    tags: Ints
    """What its tag and those around it tell, a bit each."""
    depth: Ints
    repeats: Ints
    """How many elements have the same parent, tag and names."""
    look: Ints
    """The first element that is alike, and whose parent is: by tag and names."""


def tree_columns(document: Document, columns: Columns, sums: Sums) -> Ints:
    """Measure what the tree tells of each block; return what each element's own names tell, a bit each."""
    tree = tree_of(document.elements)
    at = zeros("q", len(document.blocks))
    measure_elements(document.blocks, at)
    measure_marks(at, tree, len(NAME_MARKS), len(TAG_MARKS), columns.part("marks"))
    measure_ancestors(at, tree, sums, columns.part("ancestors"))
    measure_best(at, tree, sums.good, columns.part("best"))
    measure_look(at, tree, sums, columns.part("look"))
    return tree.own_marks


def measure_elements(blocks: list[Block], row: Ints) -> None:
    """Write each block's element."""
    for place, block in enumerate(blocks):
        row[place] = block.element


def tree_of(elements: Elements) -> Tree:
    """Return what elements inherit, and which are alike."""
    known: dict[tuple[str, str], int] = {}
    kinds = [known.setdefault(pair, len(known)) for pair in zip(elements.tags, elements.names, strict=True)]
    told = [(name_bits(names), TAG_BITS.get(tag, 0)) for tag, names in known]
    values = Grid("q", len(Tree._fields), len(kinds))
    tree = Tree(*values.each())
    inherit(elements, kinds, told, values.whole())
    liken(elements.parents, kinds, tree)
    return tree


def inherit(elements: Elements, kinds: list[int], told: list[tuple[int, int]], values: Ints) -> None:
    """Fill in what elements have from those around them: the rows of `Tree` but the last two.

    ``told`` is what names and tag of each kind of element tell.
    """
    parents, starts, ends = elements.parents, elements.starts, elements.ends
    for element, kind in enumerate(kinds):
        above = parents[element]
        parent = max(above, 0)
        values[0, element], values[1, element], values[2, element] = parent, starts[element], ends[element]
        marks, tags = told[kind]
        values[3, element] = values[4, element] = marks
        values[5, element] = tags
        if parent > 0 and elements.tags[parent] != "body":
            values[4, element] |= values[4, parent]
            values[5, element] |= values[5, parent]
        if above >= 0:
            values[6, element] = values[6, parent] + 1


def liken(parents: list[int], kinds: list[int], tree: Tree) -> None:
    """Fill in the last two rows of `Tree`: siblings that are alike are counted, look-alikes found."""
    count = len(kinds)
    owners, firsts = Grid("q", 2, count), zeros("q", count)
    own(parents, kinds, owners.whole())
    siblings, looks = owners.each()
    find_alike(kinds, siblings, Grid("q", 4, count + 1).whole(), firsts)
    count_alike(firsts, tree.repeats)
    find_alike(kinds, looks, Grid("q", 4, count + 1).whole(), tree.look)


def own(parents: list[int], kinds: list[int], owners: Ints) -> None:
    """Write what elements of one kind have to share to be alike: as siblings their parent, as look-alikes its kind."""
    for element in range(len(kinds)):
        parent = parents[element]
        owners[0, element] = parent + 1
        owners[1, element] = kinds[max(parent, 0)]


def find_alike(kinds: list[int], owners: Ints, room: Ints, row: Ints) -> None:
    """Write which is the first element of the same kind and owner; in linear time, however a page is made.

    Elements are chained by owner; then each chain is followed, with the first element of every kind noted.

    Args:
        kinds: of the elements.
        owners: a number each, at most their count.
        room: four rows of zeros: beginnings of chains, what follows in them, owners and elements noted; all plus one.
        row: for the result.
    """
    for element in range(len(kinds) - 1, -1, -1):
        owner = owners[element]
        room[1, element], room[0, owner] = room[0, owner], element + 1
    for owner in range(room.shape[1]):
        element = room[0, owner] - 1
        while element >= 0:
            kind = kinds[element]
            if room[2, kind] != owner + 1:
                room[2, kind], room[3, kind] = owner + 1, element + 1
            row[element] = room[3, kind] - 1
            element = room[1, element] - 1


def count_alike(firsts: Ints, row: Ints) -> None:
    """Write how many elements have the same first one that is alike; the row is zeros before."""
    for element in range(len(firsts)):
        row[firsts[element]] += 1
    for element in range(len(firsts)):
        row[element] = row[firsts[element]]


def with_marks(bits: Ints, wanted: int) -> list[int]:
    """Return the elements that have one of the wanted bits."""
    return [element for element in range(len(bits)) if bits[element] & wanted]


def measure_marks(at: Ints, tree: Tree, names: int, tags: int, rows: Rows) -> None:
    """Measure what class names, ids and tags tell: the block's element and its parent, all around, the depth.

    The rows are zeros before.
    """
    parents, own, marks, tag_marks, depth = tree.parents, tree.own_marks, tree.marks, tree.tags, tree.depth
    for block in range(rows.shape[1]):
        element = at[block]
        near = own[element] | own[parents[element]]
        around, tagged = marks[element], tag_marks[element]
        for bit in range(names):
            if (near >> bit) & 1:
                rows[bit, block] = 1
            if (around >> bit) & 1:
                rows[names + bit, block] = 1
        for bit in range(tags):
            if (tagged >> bit) & 1:
                rows[2 * names + bit, block] = 1
        rows[2 * names + tags, block] = depth[element]


def measure_ancestors(at: Ints, tree: Tree, sums: Sums, rows: Rows) -> None:
    """Measure the block's element and those around it: the rows of `_ANCESTORS`."""
    parents, starts, ends, repeats = tree.parents, tree.starts, tree.ends, tree.repeats
    goods, sizes, links, proses = sums.good, sums.size, sums.link_chars, sums.prose
    total = max(1.0, float(goods[rows.shape[1]]))
    for block in range(rows.shape[1]):
        element = at[block]
        reached = 0
        for climb in range(3):
            rows[8 * NEAR_LEVELS + climb, block] = OUT_OF_REACH
        for level in range(CLIMB):
            start, end = starts[element], ends[element]
            good = goods[end] - goods[start]
            if level < NEAR_LEVELS:
                size, count = sizes[end] - sizes[start], end - start
                rows[level, block] = good / total
                rows[NEAR_LEVELS + level, block] = (links[end] - links[start]) / max(size, 1)
                rows[2 * NEAR_LEVELS + level, block] = proses[end] - proses[start]
                rows[3 * NEAR_LEVELS + level, block] = count
                rows[4 * NEAR_LEVELS + level, block] = size / max(count, 1)
                rows[5 * NEAR_LEVELS + level, block] = repeats[element]
                rows[6 * NEAR_LEVELS + level, block] = block - start
                rows[7 * NEAR_LEVELS + level, block] = end - block
            while reached < 3 and good * 100 >= (30 + 30 * reached) * total:
                rows[8 * NEAR_LEVELS + reached, block] = level
                reached += 1
            if reached == 3 and level >= NEAR_LEVELS - 1:
                break
            element = parents[element]


def measure_best(at: Ints, tree: Tree, goods: Rows, rows: Rows) -> None:
    """Measure against the deepest element that holds most of the page's running text: the rows of `_BEST`."""
    starts, ends, depth = tree.starts, tree.ends, tree.depth
    best = 0
    total = max(1.0, float(goods[rows.shape[1]]))
    for element in range(len(starts)):
        if 100 * (goods[ends[element]] - goods[starts[element]]) >= 70 * total:
            best = element
    start, end = starts[best], ends[best]
    for block in range(rows.shape[1]):
        inside = start <= block < end
        rows[0, block] = max(start - block, 0)
        rows[1, block] = max(block - end + 1, 0)
        rows[2, block] = depth[at[block]] - depth[best] if inside else -1
        rows[3, block] = (block - start) / max(1, end - start) if inside else -1
        rows[4, block] = end - start


def measure_look(at: Ints, tree: Tree, sums: Sums, rows: Rows) -> None:
    """Measure all blocks of the page that look like this one, by their elements' `Tree.look`: the rows of `_LOOK`."""
    goods, sizes, links = sums.good, sums.size, sums.link_chars
    looks = tree.look
    total = Grid("d", 4, len(looks)).whole()
    whole = max(1.0, float(goods[rows.shape[1]]))
    for block in range(rows.shape[1]):
        look = looks[at[block]]
        total[0, look] += 1
        total[1, look] += sizes[block + 1] - sizes[block]
        total[2, look] += goods[block + 1] - goods[block]
        total[3, look] += links[block + 1] - links[block]
    for block in range(rows.shape[1]):
        look = looks[at[block]]
        size = max(total[1, look], 1)
        rows[0, block] = look
        rows[1, block] = total[0, look]
        rows[2, block] = size / total[0, look]
        rows[3, block] = total[2, look] / whole
        rows[4, block] = total[3, look] / size
