"""Text dumps as blocks: line ends, hard-wrapped lines, leaked markup, encoding damage, key blocks.

Compiled where a C compiler is there (`lines.pxd` gives the types).
"""

import html
import re
from collections.abc import Iterator
from unicodedata import is_normalized

from .article import Removed
from .document import Block, Document
from .matching import match_all
from .mojibake import repair
from .text import is_tidy, tidy
from .wrapping import join, width

LINE_LIMIT = 100_000
"""Lines that are read; the longest article among 1,500 pages has 1,900. What follows is reported as removed."""

_SHOWN = 300
"""Characters of a removed piece that are kept for the report."""

_TAG = re.compile(
    r"</?(?:a|b|blockquote|center|div|em|font|form|h[1-6]|i|iframe|img|input|p|script|span|strong|u)(?:\s[^<>]{0,600})?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s{0,3}/?>|</?p>|</div>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8}\d{0,2});|&nbsp|&(?:quot|amp)\b", re.IGNORECASE)
_LEAKS = ("<", "&", "''", "\\")
_APOSTROPHES = re.compile(r"(?<=\w)'{2,4}(?=\w)")
_BACKSLASH = re.compile(r"\\(?=[\"'])")
_KEY_LINE = re.compile(r"\s*(?:Version:|Comment:|Hash:|\S{20,}(?:\s|$)|=\S{4}\s*$|\S{0,64}$)")
_KEY_BEGINS, _KEY_ENDS = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"


def parse(text: str) -> Document:
    """Return the dump's paragraphs as blocks; each says the line it begins on, counted from 1.

    What was leaked markup or a key block is left out and listed in `Document.removed`. The characters of a block
    stood in the dump, but for the documented repairs: `mojibake.repair`, character references (``&nbsp``),
    multiplied apostrophes inside a word, and backslashes before quotes.

    Args:
        text: the decoded dump, of any size and content.
    """
    raw = list(enumerate(repair(text).splitlines(), 1))
    removed: list[Removed] = []
    if len(raw) > LINE_LIMIT:
        raw = _squeezed(raw)
        removed += [_cut(raw)] if len(raw) > LINE_LIMIT else []
    numbered = _outside_keys(raw[:LINE_LIMIT], removed) if _KEY_BEGINS in text else iter(raw[:LINE_LIMIT])
    if any(sign in text for sign in _LEAKS) and not _stands_apart(raw):
        numbered = ((number, piece) for number, line in numbered for piece in _unmarked(line, number, removed))
    spaced = "  " in text
    pieces = [(number, line if not spaced and _is_tidy(line) else tidy(line)) for number, line in numbered]
    lines = [line for _, line in pieces]
    column = width(lines)
    joined = join(lines, column) if column else enumerate(lines)
    blocks = [Block(text=line, where=f"line {pieces[index][0]}") for index, line in joined if line]
    return Document(blocks=blocks, kind="text", removed=removed)


def _stands_apart(raw: list[tuple[int, str]]) -> bool:
    """Whether one empty line parts any two lines, and no rule knows one: a cleaned text, that writes about tags."""
    apart = not any(line.strip() for _, line in raw[1::2]) and all(line.strip() for _, line in raw[::2])
    return len(raw) > 2 and apart and not any(match_all([tidy(line) for _, line in raw[::2]]))


def _is_tidy(line: str) -> bool:
    """Whether `tidy` would leave a line without runs of spaces as it is; most lines are so, and this is told faster.

    The space is the only white space that is printable, and no invisible character is.
    """
    if line[:1] == " " or line[-1:] == " ":
        return False
    return is_tidy(line) or (line.isprintable() and is_normalized("NFC", line))


def _squeezed(raw: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the numbered lines with one empty line for each run of them: they must not use up the limit."""
    full = [bool(line.strip()) for _, line in raw]
    return [line for place, line in enumerate(raw) if full[place] or full[place - 1]]


def _cut(raw: list[tuple[int, str]]) -> Removed:
    return Removed(f"{len(raw) - LINE_LIMIT} lines", "markup.too_many_lines", "markup", f"line {raw[LINE_LIMIT][0]}")


def _outside_keys(raw: list[tuple[int, str]], removed: list[Removed]) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that are not part of a public key; report the keys."""
    inside = False
    for number, line in raw:
        rest = line
        if _KEY_BEGINS in rest:
            before, _, rest = rest.partition(_KEY_BEGINS)
            removed.append(Removed(_KEY_BEGINS, "markup.key_block", "markup", f"line {number}"))
            inside = True
            yield number, before
        if inside and _KEY_ENDS in rest:
            inside, rest = False, rest.partition(_KEY_ENDS)[2]
        elif inside and _KEY_LINE.match(rest):
            rest = ""
        else:
            inside = False
        yield number, rest


def _unmarked(line: str, number: int, removed: list[Removed]) -> list[str]:
    """Return the line without leaked markup, in pieces where a leaked tag breaks it; report the tags."""
    pieces = [line]
    if "<" in line:
        pieces = _BREAK.split(line)
        tags = [tag for piece in pieces for tag in _TAG.findall(piece)]
        if tags:
            removed.append(Removed(" ".join(tags)[:_SHOWN], "markup.tag", "markup", f"line {number}"))
            pieces = [_TAG.sub("", piece) for piece in pieces]
    if "&" in line:
        pieces = [_ENTITY.sub(lambda found: html.unescape(found[0]), piece) for piece in pieces]
    if "''" in line or "\\" in line:
        pieces = [_BACKSLASH.sub("", _APOSTROPHES.sub("'", piece)) for piece in pieces]
    return pieces
