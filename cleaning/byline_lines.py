"""Bylines that no markup tells: lines around the headline and after the text, read by what they say and where."""

import re
from collections.abc import Iterator
from itertools import chain

from . import attribution, names
from .attribution import Credit
from .dates import read_all
from .document import Block
from .names import Place
from .sources import Sources
from .topics import is_topic

Found = tuple[str, Credit]
"""(place in the page, credit)."""

_BY = (
    r"by|von|par|por|di|door|av|af|texte?|autor(?:in|es?)?|author|written by|posted by|interview|contributors?|"
    r"(?:this |the )?(?:post|article|story) (?:was )?written by|authored by|"
    r"(?:ein|eine) \w+ von|\w+ ?beitrag von|بقلم|लेखक|责编|责任编辑|作者"
)
_DONE = r"posted|published|veröffentlicht|publié|publicado|erstellt|geschrieben|gespeichert|eingestellt|blog beitrag"
SIGNED = re.compile(
    rf"^\W*(?:(?:{_BY})(?:\s*[:：]|\s)|By(?=[A-Z]))|^\W*(?:{_DONE})\b.{{0,40}}?\b(?:by|von|par|por)\s|[|·]\s*(?:by|von)\s",
    re.I,
)
"""How a byline opens, also after a date."""
_OPENS = re.compile(r"\W*(?:written by|by|von|par|por|texte? (?:von|by))\b", re.I)
_LINES_UNDER = 4
_LINES_BEFORE, _LINES_AFTER, _LINES_END = 4, 9, 4
_MAX_LINE = 120
_MAX_DESK = 40
_OWN_MARKS = 90
_CREDIT_MARK = re.compile(r"submitted|meta|author|by-?line|writer|info")
_SIGNATURE_MARK = re.compile(r"author|by-?line|submitted|post-?(?:meta|info)|entry-?(?:meta|info)")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "button", "figcaption", "label", "dt"})
_SIGNATURE = re.compile(r"\(([^()]{2,60})\)[\s+*.]*$|(?:^|[.!?”\"]\s)[-–—]{1,2}\s?([^\W\d_a-z][^.:!?]{2,40})$")
"""How a newspaper's text closes: "… (PTI)", "… (Ana Lima) +++", "… -- IANS"."""


def signed(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield the credits of short lines around the headline or after the text that open like a byline or name a desk."""
    blocks = sources.document.blocks
    kept = _kept(sources, headline)
    anchor = headline if headline >= 0 else (kept[0] if kept else 0)
    near = range(max(0, anchor - _LINES_BEFORE), min(len(blocks), anchor + _LINES_AFTER))
    ends = range(max(anchor, kept[-1] - 2), min(len(blocks), kept[-1] + _LINES_END)) if kept else ()
    for index in chain(near, ends):
        text = blocks[index].text
        if index == headline or len(text) > _MAX_LINE:
            continue
        if SIGNED.search(text) or (index < anchor + _LINES_AFTER and len(text) <= _MAX_DESK and names.is_desk(text)):
            sure = read_all(text) or _SIGNATURE_MARK.search(blocks[index].marks[:_OWN_MARKS])
            yield blocks[index].where, attribution.read(text, keys, Place.BYLINE if sure else Place.LINE)


def under_headline(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[tuple[Block, Credit]]:
    """Yield the lines right under the headline that open with "By" or the like, with their credits."""
    below = sources.document.blocks[headline + 1 : headline + 1 + _LINES_UNDER] if headline >= 0 else ()
    for block in below:
        if len(block.text) <= _MAX_LINE and _OPENS.match(block.text):
            yield block, attribution.read(block.text, keys)


def beside_date(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield a name that stands alone with the date right at the headline; a section or a place may stand there, too.

    A name is told from a section by its letters: names are not printed in small letters elsewhere on the page.
    """
    blocks = sources.document.blocks[max(0, headline - 2) : headline + 5]
    dated = [bool(read_all(block.text)) for block in blocks]
    title = sources.document.blocks[headline].text
    for index, block in enumerate(blocks):
        if block.text == title or not _is_short_line(block) or not any(dated[max(0, index - 2) : index + 3]):
            continue
        marked = bool(_CREDIT_MARK.search(block.marks[:_OWN_MARKS]))
        credit = attribution.read(block.text, keys)
        if _is_one_name(credit, sources) and (marked or _looks_cased(credit.persons[0])):
            yield block.where, credit


def alone(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield names that are the whole of the text's first or last paragraph."""
    blocks, kept = sources.document.blocks, _kept(sources, headline)
    for index in dict.fromkeys((kept[0], kept[-1])) if kept else ():
        block = blocks[index]
        if block.tag in _HEADINGS or len(block.text) > _MAX_LINE:
            continue
        pieces = re.split(r"\s*[,/&]\s*|\s+(?:and|und)\s+", block.text)
        if len(pieces) <= 3 and all(names.is_full_name(piece) for piece in pieces):
            credit = attribution.read(block.text, keys)
            if not any(is_topic(person, sources) for person in credit.persons):
                yield block.where, credit


def closing(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield the credit that closes the last paragraph."""
    blocks = sources.document.blocks
    for index in _kept(sources, headline)[-1:]:
        found = _SIGNATURE.search(blocks[index].text[-100:])
        if found:
            inner = found[1] or found[2]
            credit = attribution.read(inner, keys)
            person = credit.persons if len(credit.persons) == 1 and names.is_full_name(inner) else ()
            yield blocks[index].where, Credit(person, None, credit.agency)


def _kept(sources: Sources, headline: int) -> list[int]:
    return [index for index, verdict in enumerate(sources.verdicts) if verdict.keep and index > headline]


def _is_short_line(block: Block) -> bool:
    return len(block.text) <= _MAX_LINE and not block.text.endswith(".") and block.tag not in _HEADINGS


def _looks_cased(name: str) -> bool:
    return names.is_full_name(name) if name.isascii() else name.lower() != name


def _is_one_name(credit: Credit, sources: Sources) -> bool:
    return len(credit.persons) == 1 and not credit.organisations and not is_topic(credit.persons[0], sources)
