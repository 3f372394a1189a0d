"""Bylines that no markup tells: lines around the headline and after the text, read by what they say and where."""

import re
from collections.abc import Iterator
from itertools import chain, takewhile

from . import attribution, names
from .attribution import Credit
from .dates import read_all
from .document import Block
from .late import late
from .name_tables import any_of
from .names import Place
from .sources import Sources
from .text import small
from .topics import is_topic

Found = tuple[str, Credit]
"""(place in the page, credit)."""

_BY = any_of((
    "by", "von", "par", "por", "di", "door", "av", "af", "texte?", "autor(?:in|es?)?", "author", "written by",
    "posted by", "interview", "contributors?", "(?:this |the )?(?:post|article|story) (?:was )?written by",
    "authored by", r"(?:ein|eine) \w+ von", r"\w+ ?beitrag von", "بقلم", "लेखक", "责编", "责任编辑", "作者",
))  # fmt: skip
_DONE = any_of((
    "posted", "published", "veröffentlicht", "publié", "publicado", "erstellt", "geschrieben", "gespeichert",
    "eingestellt", "blog beitrag",
))  # fmt: skip
_AFTER_BAR = r"[|·]\s*(?:by|von)\s"
_SIGNED_FIRST = re.compile(
    rf"\W*(?:(?:{_BY})(?:\s*[:：]|\s)|by(?=[a-z]))|\W*(?:{_DONE})\b.{{0,40}}?\b(?:by|von|par|por)\s|{_AFTER_BAR}|"
    r"\W*(?:\d{1,2}\W)?\s?\w{1,9}\W{1,2}(?:\d{1,2}\W{1,2})?\d{4}\W+(?:by|von|par|por)\s"
)
"""How a byline opens in small letters, also after a date."""
_SIGNED_LATER = re.compile(_AFTER_BAR)
_SECTION_BEFORE = re.compile(r"[|·]")
"""What parts a byline from a section or a reading time before it."""
_OPENS = re.compile(r"\W*(?:written by|by|von|par|por|texte? (?:von|by))\b", re.I)
_LABEL = re.compile(
    r"\W*(?:by|(?:written|posted|authored|published) by|authors?(?:\(s\))?|contributors?|autor(?:in|innen|en|es|a)?|"
    r"(?:geschrieben|verfasst|ein beitrag|text) von|par|auteurs?|écrit par|(?:escrito|publicado|texto) por|autori?|"
    r"scritto da|tekst|skrevet av|автор|लेखक|بقلم|作者)\W*",
    re.I,
)
"""A line that says that names follow."""
_TOLD = late(
    r"\W*(?:written by|(?:verfasst|geschrieben) von|autor(?:in|innen|en|a)?|authors?|auteure?s?|autori?|"
    r"autrice|text|texte)\s*:\s*",
    re.I,
)
_OF_BOOK = late(r"^\W*(?:verlag|publisher|seiten(?:zahl)?|pages)\s*:|\b(?:ill?ustrator(?:in)?|isbn)\b", re.I)
"""What stands beside the author in the details of a book that the text is about."""
_LINES_OF_BOOK = 4
_PIECES = late(r"\s*[,/&]\s*|\s+(?:and|und|et|y|e|og|och|en)\s+")
_MOST_NAMES = 3
_MOST_WORDS_OF_BODY = 6
_MAX_LABEL = 30
_LINES_LABELLED, _LINES_BELOW = 6, 12
_LINES_UNDER = 4
_LINES_BEFORE, _LINES_AFTER, _LINES_END = 4, 9, 4
_FIRST = 3
"""Paragraphs at the text's beginning among which a standfirst and a place may stand before the name."""
_MAX_LINE = 120
_MAX_DESK = 40
_DASHES = ("-", "–", "—")
"""How a motto's source is set off."""
_OWN_MARKS = 90
_CREDIT_MARK = re.compile(r"submitted|meta|author|by-?line|writer|info")
_SIGNATURE_MARK = re.compile(r"author|by-?line|submitted|post-?(?:meta|info)|entry-?(?:meta|info)")
_SECTION_MARK = re.compile(r"taxonom|categor|post-terms|tags\b")
_OTHERS_MARK = re.compile(r"teaser|related|recommend")
_AUTHOR_BOX = re.compile(r"author(?<![a-z]author)(?!-?article|-?more)|by-?line")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "button", "figcaption", "label", "dt", "li"})
_SIGNATURE = late(r"\(([^()]{2,60})\)[\s+*.]*$|(?:^|[.!?”\"]\s)[-–—]{1,2}\s?([^\W\d_a-z][^.:!?]{2,40})$")
"""How a newspaper's text closes: "… (PTI)", "… (Ana Lima) +++", "… -- IANS"."""
_ENDS = late(r"(?:^|[.!?…:”“»\"'’)\]])\s*$")
"""The end of a sentence, after which a name is a signature; within one it is whom the sentence quotes."""


def opening(text: str) -> re.Match[str] | None:
    """Return how a byline opens in a line: at its front, or after a bar; ``None`` if it is not signed.

    The match is of the text in small letters.
    """
    line = small(text)
    return _SIGNED_FIRST.match(line) or (_SIGNED_LATER.search(line) if "|" in line or "·" in line else None)


def signed(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield the credits of short lines around the headline or after the text that open like a byline or name a desk."""
    blocks = sources.document.blocks
    kept = sources.kept_below(headline)
    anchor = headline if headline >= 0 else (kept[0] if kept else 0)
    near = range(max(0, anchor - _LINES_BEFORE), min(len(blocks), anchor + _LINES_AFTER))
    ends = range(max(anchor, kept[-1] - 2), min(len(blocks), kept[-1] + _LINES_END)) if kept else ()
    for index in chain(near, ends):
        text = blocks[index].text
        if index == headline or len(text) > _MAX_LINE:
            continue
        opened = opening(text)
        if opened or (index < anchor + _LINES_AFTER and len(text) <= _MAX_DESK and names.is_desk(text)):
            sure = read_all(text) or _SIGNATURE_MARK.search(blocks[index].marks[:_OWN_MARKS])
            named = text[opened.start() :] if opened and _SECTION_BEFORE.match(opened[0]) else text
            yield blocks[index].where, attribution.read(named, keys, Place.BYLINE if sure else Place.LINE)


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
        if (
            block.text == title
            or block.text.startswith(_DASHES)
            or _SECTION_MARK.search(block.marks[:_OWN_MARKS])
            or not _is_short_line(block)
            or not any(dated[max(0, index - 2) : index + 3])
        ):
            continue
        marked = bool(_CREDIT_MARK.search(block.marks[:_OWN_MARKS]))
        credit = attribution.read(block.text, keys)
        if _is_one_name(credit, sources) and _looks_cased(credit.persons[0], marked=marked):
            yield block.where, credit


def labelled(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield the names in the lines after one that says "By", "Author" or the like and nothing else."""
    blocks, kept = sources.document.blocks, sources.kept_below(headline)
    begin, end = max(0, headline - _LINES_BEFORE), (kept[-1] if kept else headline) + _LINES_BELOW
    for index, label in enumerate(blocks[begin:end], begin):
        if len(label.text) <= _MAX_LABEL and _LABEL.fullmatch(label.text):
            named = _named(blocks[index + 1 : index + 1 + _LINES_LABELLED])
            found = attribution.joined(attribution.read(block.text, keys, Place.BYLINE) for block in named)
            yield label.where, found


def _named(following: list[Block]) -> list[Block]:
    """Return the lines that hold names: the first one, and those printed like it; initials and posts between."""
    lines = takewhile(lambda block: len(block.text) <= _MAX_LINE, following)
    named = [block for block in lines if _is_names(block.text)]
    return [block for block in named if (block.tag, block.marks) == (named[0].tag, named[0].marks)]


def _is_names(line: str) -> bool:
    """Tell whether a line holds nothing but one to three whole names."""
    pieces = _PIECES.split(line)
    return len(pieces) <= _MOST_NAMES and all(names.is_full_name(piece) for piece in pieces)


def told(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield the credits of lines anywhere in the article or right below it that open with "Author:" or the like."""
    blocks, kept = sources.document.blocks, sources.kept_below(headline)
    end = kept[-1] + _LINES_BELOW if kept else 0
    for index, block in enumerate(blocks[max(0, headline) : end], max(0, headline)):
        opened = _TOLD.match(block.text) if len(block.text) <= _MAX_LINE and ":" in block.text else None
        if opened and not _OTHERS_MARK.search(block.marks[:_OWN_MARKS]) and not _is_of_book(blocks, index):
            yield block.where, attribution.read(block.text[opened.end() :], keys)


def _is_of_book(blocks: list[Block], index: int) -> bool:
    """Tell whether a line stands among the details of a book: its publisher, its pages, who illustrated it."""
    near = blocks[max(0, index - _LINES_OF_BOOK) : index + _LINES_OF_BOOK + 1]
    return any(len(block.text) <= _MAX_LINE and _OF_BOOK.search(block.text) for block in near)


def repeated(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield a whole name that is a line of its own at the headline or below the text, and stands in an author's box."""
    blocks, kept = sources.document.blocks, sources.kept_below(headline)
    last = kept[-1] if kept else headline
    near = (*range(max(0, headline - 2), headline + _LINES_UNDER), *range(last + 1, last + _LINES_UNDER))
    lines = {text for index in near if index < len(blocks) and len(text := blocks[index].text) <= _MAX_DESK}
    boxed = [b.text for b in blocks if b.text in lines and _AUTHOR_BOX.search(b.marks[:_OWN_MARKS])] if lines else []
    named = {text for text in boxed if names.is_full_name(text)}
    for block in blocks if named else ():
        if block.text in named:
            credit = attribution.read(block.text, keys)
            if _is_one_name(credit, sources):
                yield block.where, credit


def _is_name_of_body(line: str) -> bool:
    """Tell whether a line holds a whole name and the body that its bearer works for: "Ana Lima, Sandway University"."""
    name, _, body = line.partition(", ")
    return len(body.split()) <= _MOST_WORDS_OF_BODY and names.is_full_name(name) and names.is_body(body)


def alone(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield names that are the whole of one of the text's first paragraphs or of its last."""
    blocks, kept = sources.document.blocks, sources.kept_below(headline)
    for index in dict.fromkeys((*kept[:_FIRST], *kept[-1:])):
        block = blocks[index]
        if block.tag in _HEADINGS or len(block.text) > _MAX_LINE or _heads_list(blocks[index : index + 2]):
            continue
        if _is_names(block.text) or (index == kept[0] and _is_name_of_body(block.text)):
            credit = attribution.read(block.text, keys)
            if not any(is_topic(person, sources) for person in credit.persons):
                yield block.where, credit


def _heads_list(pair: list[Block]) -> bool:
    """Tell whether a line all in bold stands right above a list: that is the list's heading."""
    return len(pair) > 1 and pair[0].strong_chars >= len(pair[0].text) and pair[1].tag == "li"


def closing(sources: Sources, keys: frozenset[str], headline: int) -> Iterator[Found]:
    """Yield the credit that closes the last paragraph."""
    blocks = sources.document.blocks
    for index in sources.kept_below(headline)[-1:]:
        found = _SIGNATURE.search(blocks[index].text[-100:])
        if found:
            inner = found[1] or found[2]
            credit = attribution.read(inner, keys)
            named = (
                len(credit.persons) == 1
                and names.is_full_name(inner)
                and (found[2] or _ENDS.search(found.string[: found.start()]))
            )
            person = credit.persons if named else ()
            yield blocks[index].where, Credit(person, None, credit.agency)


def _is_short_line(block: Block) -> bool:
    return len(block.text) <= _MAX_LINE and not block.text.endswith(".") and block.tag not in _HEADINGS


def _looks_cased(name: str, *, marked: bool) -> bool:
    """Tell whether the words are cased like a name and none is a label's; where a mark tells, case does not matter."""
    if names.is_label(name):
        return False
    return marked or (names.is_full_name(name) if name.isascii() else name.lower() != name)


def _is_one_name(credit: Credit, sources: Sources) -> bool:
    return len(credit.persons) == 1 and not credit.organisations and not is_topic(credit.persons[0], sources)
