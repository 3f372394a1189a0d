"""The elements that are open while a page's tree is walked, and putting them on record once they hold a block.

Most elements of a page never hold one, so names are joined and indices given only when somebody asks.
"""

from .document import Elements

MAX_MARKS = 600
"""Characters of class names kept for a block: those of the nearest ancestors."""


class Frame:
    """An element that is open, or the page around them all."""

    def __init__(self, tag: str, names: str, index: int = -1, marks: str | None = None) -> None:
        self.tag = tag
        self.names = names
        self.index = index
        """Its place in `Document.elements`; -1 until it holds a block."""
        self.marks = marks
        """Its names and those around it; None until somebody asks."""


def marks_of(frames: list[Frame]) -> str:
    """Return the names of the innermost open element and of those around it, inner first."""
    known = len(frames) - 1
    while (marks := frames[known].marks) is None:
        known -= 1
    for frame in frames[known + 1 :]:
        marks = frame.marks = f"{frame.names} {marks}"[:MAX_MARKS] if frame.names else marks
    return marks


def record(frames: list[Frame], elements: Elements, start: int) -> None:
    """Put the open elements on record that are not yet: they hold the block ``start``."""
    marks_of(frames)
    first = len(frames) - 1
    while first > 1 and frames[first - 1].index < 0:
        first -= 1
    parent = frames[first - 1].index
    for frame in frames[first:]:
        if frame.index < 0:
            frame.index = len(elements.tags)
            elements.tags.append(frame.tag)
            elements.names.append(frame.names)
            elements.parents.append(parent)
            elements.starts.append(start)
            elements.ends.append(start)
        parent = frame.index
