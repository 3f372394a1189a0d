"""What single lines of a dump look like: bylines, dates, breadcrumbs, names, print remnants, list items.

In all patterns, what may repeat is set off by signs that it cannot hold: no line can be slow. Compiled where a C
compiler is there (`line_shapes.pxd` gives the types).
"""

import re

from .late import late

HEADLINE = (8, 220)
"""Characters of a headline; the longest among 1,150 pages has 210."""

_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|autor|texto?|written by|story by|text):? "
    r"\w[\w.'’-]{0,30}(?:[ ,&|]{1,3}\w[\w.'’-]{0,30}){0,8}"
    r"|(?:our|staff|special|a) (?:\w{1,12} )?(?:correspondent|reporter|writer|bureau)",
    re.IGNORECASE,
)
_BYLINE_HEADS = frozenset({"by", "vo", "pa", "po", "di", "do", "av", "af", "au", "te", "wr", "st", "ou", "sp", "a "})
"""What bylines begin with: most lines need no closer look."""
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]{0,20} ){1,3}[^\W\d_a-z][\w'’-]{1,20}(?: ?[|,] ?\w[\w .]{1,30})?")
_CRUMBS = re.compile(r"[^>»›/|]{1,60}(?:(?:[>»›|]|(?<=\s)/(?=\s))[^>»›/|]{1,120}){1,6}")
_DATE = re.compile(r"[^\d]{0,25}\d{1,2}(?:[^\d]{1,20}|[./-]\d{1,2}[./-])(?:19|20)\d\d\b.{0,25}")
_JUMP = re.compile(r"(?:continued|contd\.{0,2}|cont\.) (?:on|from) (?:page|p\.).{0,12}", re.IGNORECASE)
_CAPTION = re.compile(
    r"\b(?:photo(?:graph)?s?|images?|pictures?|credit|foto|bild)(?: (?:courtesy|by|credit))?\s?: ?\w[^.:!?]{1,50}$",
    re.IGNORECASE,
)
_CREDITED = late(
    r"\((?:(?:[^()]{0,80}[\s/])?(?:(?:getty|ap|pa|dpa|afp) images|(?:ap|pa|file) photo|photo by|via (?:ap|getty)|"
    r"shutterstock|alamy|istock|imago|pa wire)|\w[\w.'’-]{0,30} [^()/]{1,60}/ ?(?:ap|afp|reuters|bloomberg))\b"
    r"[^()]{0,60}\)\.?$",
    re.IGNORECASE,
)
_POSTED = late(r"[—–-]{1,2} ?[^()]{1,60}\(@\w{1,15}\)[^()]{0,30}")
_SERVICE = re.compile(r"[-–—] ?\w[^-–—]{2,60}\b(?:news service|agency|agencies|bureau|desk|network)", re.IGNORECASE)
_ITEM = re.compile(r"(?:[•·●▪■*–—-]|\d{1,2}[.)])\s")


def is_byline(text: str) -> bool:
    """Whether the line names the author, as far as one line tells."""
    return len(text) <= 120 and text[:2].lower() in _BYLINE_HEADS and _BYLINE.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether the line is a name and nothing else, or a name and a place: a byline where one may stand."""
    return len(text) <= 120 and _NAME.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Whether the line is a date with at most a few words around it."""
    return len(text) <= 80 and ("20" in text or "19" in text) and _DATE.fullmatch(text) is not None


def is_crumbs(text: str) -> bool:
    """Whether the line is a trail of sections: "Home > News > Harbour"; not one whose » and « quote."""
    if len(text) > 300 or "«" in text or "‹" in text:
        return False
    parted = ">" in text or "|" in text or "/" in text or "»" in text or "›" in text
    return parted and _CRUMBS.fullmatch(text) is not None


def is_jump(text: str) -> bool:
    """Whether the line sends the reader to another page of the paper."""
    return len(text) < 40 and text[:4].lower() == "cont" and _JUMP.fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Whether the line ends with a picture's credit; of 161 such lines on 1,157 pages 159 are captions.

    Or with one in brackets, all of 36; an agency alone ends a text, not a caption.
    """
    if len(text) <= 320 and text.endswith((")", ").")) and _CREDITED.search(text):
        return True
    return len(text) <= 220 and ":" in text and _CAPTION.search(text) is not None


def is_posted(text: str) -> bool:
    """Whether the line tells who posted what stands above it, and when: "— Sallow Herald (@sallow) March 3, 2012"."""
    return text[0] in "-–—" and len(text) <= 120 and _POSTED.fullmatch(text) is not None


def is_service(text: str) -> bool:
    """Whether the line names the service that the story came from, set off by a dash."""
    return text[0] in "-–—" and len(text) <= 80 and _SERVICE.fullmatch(text) is not None


def is_item(text: str) -> bool:
    """Whether the line begins like an entry of a list."""
    return _ITEM.match(text) is not None


def may_be_headline(text: str) -> bool:
    """Whether a headline may look like this."""
    if not HEADLINE[0] <= len(text) <= HEADLINE[1] or (" " not in text and text.isascii()):
        return False
    return text[-1] not in ".。।۔" and not (is_byline(text) or is_crumbs(text) or is_date(text))
