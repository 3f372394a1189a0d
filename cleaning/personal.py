"""Outlets that bear their writer's name: personal sites and blogs, where the outlet's name is no organisation."""

import re
from collections.abc import Iterator
from itertools import chain

from . import names
from .late import late
from .publisher import by_host
from .sources import Sources
from .text import small
from .titles import fold, outlet_keys
from .topics import has_common_word

_HOSTED = re.compile(
    r"\.(?:wordpress|blogspot|tumblr|typepad|livejournal|substack|over-blog|bearblog|micro)\.\w{2,4}(?:\.\w\w)?$"
    r"|\.(?:github|gitlab)\.io$|\.neocities\.org$"
)
"""Services that give a writer a host below their own; it is called what its writer calls himself."""
_FIRST_PERSON = late(
    r"[Iimjy](?<!\w.)(?:(?<=I)|(?<=i)ch|(?<=m)(?:y|ein\w{0,2}|on|es|i)|"
    r"(?<=j)(?:e(?! (?:nach\w*|mehr|weniger|\d))|['’]ai)|(?<=y)o)\b"
)
"""I, ich, my, mein, mon, mes, mi, je, j'ai, yo. German "je nach" is no French "je"."""
_QUOTED = late(r'“[^”“]*”|„[^“”„]*[“”]|«[^»«]*»|"[^"\n]*"')
"""What others say of themselves."""
_LEAST_FIRST_PERSON = 3
"""Words of the first person from which a text speaks for its writer, not for a firm with a person's name."""
_SAMPLE = 20_000
"""Characters of the text in which they are counted."""
_OWNED = late(
    r"(?:^|[|»–—:-]\s)(?P<name>[^|»–—:'’]{4,40})['’]s? (?:(?:personal|tech\w*|digital|data) )?"
    r"(?:blog|weblog|web ?site|site|home ?page|home|journal|diary|notebook|notes|thoughts|musings|corner)\b"
    r"|\b(?:the )?(?:blog|weblog|home ?page|site|journal) (?:of|by|von|de) (?P<named>[^|»–—:'’,]{4,40})$",
    re.I,
)
_OWNS = re.compile(r"['’]|\s(?:of|by|von|de)\s", re.I)
"""What `_OWNED` needs; most lines have none."""
_MAX_DESCRIPTION = 200
_MAX_NAME = 40
_HEAD, _FOOT = 3, 12
"""Blocks at the page's top that print its name, and at its bottom among which the copyright line stands."""
_EDGE = late(r"©|\(c\)|copyright|\b(?:19|20)\d\d\b|[-–,·|]", re.I)
_LEAST_SHARED = 4
"""Letters that the host and a word of the name must share from their beginnings."""


def is_personal(sources: Sources) -> bool:
    """Tell whether the outlet's name, which stands in the host, is its writer's: then it is a person's name."""
    host = sources.address.host if sources.address else ""
    if not host or by_host(host):
        return False
    if _HOSTED.search(host):
        return True
    whole = fold(host)  # all keys of a host are parts of it
    likely = (name for name in dict.fromkeys(_declared(sources)) if name and fold(name) in whole)
    own = (name for name in likely if fold(name) in outlet_keys((host,)) and names.is_full_name(name))
    return any(not has_common_word(name, sources) and _speaks_for_itself(sources) for name in own)


def writer(sources: Sources) -> str | None:
    """Return the name of a site's writer where nobody signed: printed as the site's name, akin to the host.

    The text must speak in the first person; firms bear persons' names, too.
    """
    host = sources.address.host if sources.address else ""
    if not host or by_host(host):
        return None
    named = _owner(sources) or _akin_name(sources, host)
    return named if named and _speaks_for_itself(sources) else None


def _akin_name(sources: Sources, host: str) -> str | None:
    """Return the name of two words that the site is called by, if it is akin to the host."""
    found = (name for name in _site_names(sources) if _is_two_words(name) and _akin(name, host))
    return next((name for name in found if not has_common_word(name, sources)), None)


def _owner(sources: Sources) -> str | None:
    """Return the name in "Ana Lima's blog", where the site or its description is called so."""
    places = (sources.meta("og:site_name"), sources.document.title, sources.meta("description"))
    shown = (block.text for block in sources.document.blocks[:_HEAD])
    lines = (line for line in (*places, *shown) if len(line) <= _MAX_DESCRIPTION and _OWNS.search(line))
    found = ((match["name"] or match["named"]).strip() for line in lines for match in _OWNED.finditer(line))
    return next((name for name in found if names.is_full_name(name)), None)


def _declared(sources: Sources) -> Iterator[str]:
    yield from (name for name, kind in sources.people if "Organization" not in kind)
    yield from (sources.meta("author"), sources.meta("og:site_name"))
    yield from (text for text, _ in sources.document.bylines[:5] if len(text) <= _MAX_NAME)


def _site_names(sources: Sources) -> Iterator[str]:
    yield from (sources.meta("og:site_name"), sources.meta("author"))
    blocks = sources.document.blocks
    head = (block.text for block in blocks[:_HEAD] if len(block.text) <= 2 * _MAX_NAME)
    foot = (block.text for block in blocks[-_FOOT:] if len(block.text) <= 2 * _MAX_NAME)
    for line in chain(head, filter(_tells_copyright, foot)):
        yield from (piece.strip() for piece in _EDGE.split(line))


def _tells_copyright(line: str) -> bool:
    line = small(line)
    return "©" in line or "copyright" in line or "(c)" in line


def _speaks_for_itself(sources: Sources) -> bool:
    kept = (
        block.text for block, verdict in zip(sources.document.blocks, sources.verdicts, strict=False) if verdict.keep
    )
    text = "\n".join(kept)[:_SAMPLE]
    return _is_in_first_person(text) and _is_in_first_person(_QUOTED.sub("", text))


def _is_in_first_person(text: str) -> bool:
    found = zip(range(_LEAST_FIRST_PERSON), _FIRST_PERSON.finditer(text), strict=False)
    return sum(1 for _ in found) == _LEAST_FIRST_PERSON


def _is_two_words(name: str) -> bool:
    listed = name.split()
    return (
        len(listed) == 2
        and all(word[0].isupper() for word in listed)
        and not name.isupper()
        and not re.search("['’]", name)
        and names.is_full_name(name)
    )


def _akin(name: str, host: str) -> bool:
    """Tell whether a label of the host holds the whole name, or begins like one of its words."""
    labels = [re.sub(r"[\W_]", "", label) for label in host.removeprefix("www.").split(".")[:-1]]
    whole, beginnings = fold(name), [fold(word)[:_LEAST_SHARED] for word in name.split()]
    return any(
        whole in label or any(len(start) == _LEAST_SHARED and label.startswith(start) for start in beginnings)
        for label in labels
        if len(label) >= _LEAST_SHARED
    )
