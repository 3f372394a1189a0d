"""Bytes to text: is it text at all, HTML or plain, and in which character encoding."""

import codecs
import re
from typing import Literal, NamedTuple

from ..scraping.page import MAX_BYTES
from .late import late
from .utf8 import count_controls, is_utf8

Kind = Literal["html", "text"]


class Decoded(NamedTuple):
    """A page as text, with the evidence for its kind and encoding."""

    utf8: bytes
    """The text in UTF-8: the page's own bytes, where it is in UTF-8."""
    kind: Kind
    encoding: str
    """How the encoding was told: ``utf-8 (valid)``, ``windows-1252 (declared by meta)``."""

    @property
    def text(self) -> str:
        """The text, made when it is asked for: of a page of HTML it hardly ever is."""
        return self.utf8.decode()


class Undecodable(NamedTuple):
    """Why the bytes are not a page of text."""

    reason: str
    """A key of `article.REJECTIONS`."""
    evidence: str


# File signatures of what archives hand out under a page's address (first bytes, name).
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF (WebP, WAV, AVI)"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xd0\xcf\x11\xe0", "OLE document"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"\x7fELF", "ELF"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Python codecs that pages may declare, and what the label means on the web (WHATWG Encoding Standard, "Names and
# labels": browsers read Latin-1 as windows-1252, GB2312 as GB18030 and so on). Other labels are ignored.
_CODECS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "cp1252": "cp1252", "iso8859-9": "cp1254", "cp1254": "cp1254",
    "tis-620": "cp874", "iso8859-11": "cp874", "cp874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5hkscs": "big5hkscs",
    "shift_jis": "cp932", "cp932": "cp932", "euc_jp": "euc_jp", "iso2022_jp": "iso2022_jp",
    "euc_kr": "cp949", "cp949": "cp949",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u", "mac-roman": "mac-roman", "mac-cyrillic": "mac-cyrillic", "cp866": "cp866",
    "utf-8": "utf-8", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8",  # readable here, so not UTF-16
    **{f"iso8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp{n}": f"cp{n}" for n in (1250, 1251, 1253, 1255, 1256, 1257, 1258)},
}  # fmt: skip

# Share of zero bytes at each place of four, in text that is mostly Western.
_WIDE = {"utf-32-le": (0, 1, 1, 1), "utf-32-be": (1, 1, 1, 0), "utf-16-le": (0, 1, 0, 1), "utf-16-be": (1, 0, 1, 0)}

_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s{0,9}<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.I)
_HTML_START = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_ANYWHERE = late(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|div|p|table|article|section|span|td|font|h1)(?=[\s/>])",
    re.I,
)
_FEED_START = late(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:rdf|sitemapindex|urlset|(svg))\b",
    re.I | re.S,
)

_VALID = "utf-8 (valid)"
_HALF_PAIR = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")  # of UTF-16, written as if it were a character
_BROKEN = re.compile("\ufffd+")
_REPLACEMENT = "\ufffd".encode()
_BLANKS, _ESCAPE = b" \t\r\n\0", b"\x1b"
_MAX_CONTROL = 0.05
"""Share of control characters: of bytes at random a tenth are such, of text in any encoding hardly one."""

_BEGINNING, _SAMPLE, _HEAD, _LOOKED_AT = 100, 20_000, 10_000, 100_000
"""Bytes of a page that mostly tell that it is not empty; of it in UTF-8 those that tell whether it is text at all, how
HTML begins, and whether there is a tag."""
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
_VAGUE_TYPES = frozenset(
    {
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/xml",
        "text/xml",
        "unknown/unknown",
        "content/unknown",
    }
)


def decode(body: bytes, media_type: str = "") -> Decoded | Undecodable:
    """Return the page's text, or why the bytes are not one; never raises.

    The order for the encoding: byte order mark, valid UTF-8, zero bytes of UTF-16/32, the transport's declaration,
    the page's own, windows-1252. UTF-8 stands before the declarations because bytes that happen to be valid
    multi-byte UTF-8 are UTF-8 in practice, while declarations are often left over from a template.
    """
    if not body[:_BEGINNING].strip(_BLANKS) and not body.strip(_BLANKS):  # which copies most pages whole
        return Undecodable("empty", "no bytes" if not body else "white space only")
    if len(body) > MAX_BYTES:
        return Undecodable("too_large", f"{len(body)} bytes, more than {MAX_BYTES}")
    if signature := next((name for magic, name in _SIGNATURES if body.startswith(magic)), None):
        return Undecodable("binary", f"signature of {signature}")
    utf8, encoding = _to_utf8(body, media_type)
    if (damaged := _unreadable(utf8[:_SAMPLE])) is not None:
        return Undecodable("binary", damaged)
    kind = _kind(utf8, media_type)
    return kind if isinstance(kind, Undecodable) else Decoded(utf8, kind, encoding)


def _kind(utf8: bytes, media_type: str) -> Kind | Undecodable:
    """Tell HTML from plain text: the bytes' own start, then the declared type, then any tag."""
    declared = media_type.partition(";")[0].strip().lower()
    head = utf8[:_HEAD].decode("utf-8", "ignore")
    if _HTML_START.match(head):
        return "html"
    feed = _FEED_START.match(head)
    if feed and not (feed[1] and declared in _HTML_TYPES):  # a page may begin with a drawing of its own
        return Undecodable("media_type", "a feed, site map or drawing")
    if declared not in _HTML_TYPES | _TEXT_TYPES | _VAGUE_TYPES:
        return Undecodable("media_type", declared[:100])
    if declared in _TEXT_TYPES or not _HTML_ANYWHERE.search(utf8[:_LOOKED_AT].decode("utf-8", "ignore")):
        return "text"
    return "html"


def _to_utf8(body: bytes, media_type: str) -> tuple[bytes, str]:
    """Return the page in UTF-8, and how its encoding was told."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _recoded(body[len(mark) :], name), f"{name} (byte order mark)"
    if is_utf8(body) and not _is_seven_bit(body, media_type):
        return body, _VALID
    if wide := _wide(body[:2000]):
        return _recoded(body, wide), f"{wide} (zero bytes)"
    name, why = _declared(body, media_type) or ("cp1252", "fallback")
    if name == "utf-8" and not _mostly_utf8(body):
        name, why = "cp1252", "fallback, utf-8 is wrongly declared"
    elif name == "cp1252" and _rarely_broken(body):
        name, why = "utf-8", "valid in most places"
    return _recoded(body, name), f"{name} ({why})"


def _is_seven_bit(body: bytes, media_type: str) -> bool:
    """Whether bytes of ASCII are declared to be Japanese, and switch to it: UTF-8 by accident."""
    if _ESCAPE not in body:
        return False
    declared = _declared(body, media_type)
    return declared is not None and declared[0] == "iso2022_jp"


def _recoded(body: bytes, name: str) -> bytes:
    """Return bytes of a codec in UTF-8."""
    return body.decode(name, "replace").encode("utf-8", "ignore")


def _mostly_utf8(body: bytes) -> bool:
    """Whether damaged UTF-8 has more whole sequences than broken ones beyond ASCII."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - broken >= broken


def _rarely_broken(body: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few places: an inserted snippet, a cut.

    Text in EUC-JP and GBK has up to 1.3 whole sequences for each broken place, in other encodings hardly any.
    """
    text = _HALF_PAIR.sub(b"?", body).decode("utf-8", "replace")
    places = len(_BROKEN.findall(text))
    whole = len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    return whole >= 3 * places


def _declared(body: bytes, media_type: str) -> tuple[str, str] | None:
    """Codec and who declared it, the transport before the page; ``None`` if nobody declares a known one."""
    labels = [(m.group(1), "declared by the media type") for m in _CHARSET.finditer(media_type[:500])]
    head = body[:4096]
    labels += [
        (m.group(1).decode("ascii"), "declared by the page")
        for rx in (_XML_ENCODING, _META_CHARSET)
        if (m := rx.search(head))
    ]
    for label, why in labels:
        try:
            known = _CODECS.get(codecs.lookup(label).name)
        except (LookupError, ValueError):
            continue
        if known:
            return known, why
    return None


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, told by where its zero bytes stand in Western text."""
    size = len(head) // 4 * 4
    if size < 8 or head.count(0) < size // 4:
        return None
    zeros = [head[i:size:4].count(0) / (size / 4) for i in range(4)]
    return next(
        (name for name, shape in _WIDE.items() if all(abs(z - s) < 0.4 for z, s in zip(zeros, shape, strict=True))),
        None,
    )


def _unreadable(sample: bytes) -> str | None:
    """Say so if text in UTF-8 is mostly control or replacement characters: then the bytes were no text."""
    control = count_controls(sample)
    bad = control + sample.count(_REPLACEMENT)
    if not bad:
        return None
    size = len(sample.decode("utf-8", "ignore"))
    refused = bad > 0.3 * size or control > max(16, _MAX_CONTROL * size)
    return f"{bad} unreadable of the first {size} characters" if refused else None
