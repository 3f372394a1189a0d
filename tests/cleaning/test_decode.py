"""Bytes to text: kinds and encodings, one case a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.article import REJECTIONS
from cablepress.cleaning.decode import Decoded, Undecodable, decode
from cablepress.scraping.page import MAX_BYTES

PAGE = "<html><head><title>Fähre</title></head><body><p>Die Fähre fährt – später.</p></body></html>"
HINDI = "<html><body><p>नाव देर से चली।</p></body></html>"
META = '<html><head><meta charset="{}"></head><body><p>Café – naïve</p></body></html>'

ENCODINGS = [  # bytes, media type, expected text's part, expected evidence
    (PAGE.encode(), "text/html", "Fähre", "utf-8 (valid)"),
    (PAGE.encode("utf-8-sig"), "", "Fähre", "utf-8 (byte order mark)"),
    (PAGE.encode("utf-16"), "", "Fähre", "utf-16-le (byte order mark)"),
    (b"\xff\xfe\x00\x00" + PAGE.encode("utf-32-le"), "", "Fähre", "utf-32-le (byte order mark)"),
    (PAGE.encode("utf-16-le"), "", "Fähre", "utf-16-le (zero bytes)"),
    (PAGE.encode("utf-16-be"), "", "Fähre", "utf-16-be (zero bytes)"),
    (PAGE.encode("utf-32-le"), "", "Fähre", "utf-32-le (zero bytes)"),
    (PAGE.encode("utf-32-be"), "", "Fähre", "utf-32-be (zero bytes)"),
    (PAGE.encode("cp1252"), "", "Fähre fährt – später", "cp1252 (fallback)"),
    (PAGE.encode("cp1252"), "text/html; charset=ISO-8859-1", "Fähre fährt – später", "cp1252 (declared by the media type)"),
    (META.format("windows-1252").encode("cp1252"), "text/html", "Café – naïve", "cp1252 (declared by the page)"),
    (META.format("iso-8859-15").encode("iso8859-15", "replace"), "", "Café", "iso8859-15 (declared by the page)"),
    (META.format("utf-16").encode("cp1252"), "", "Café", "cp1252 (fallback, utf-8 is wrongly declared)"),  # a lie: readable, so not UTF-16
    (HINDI.encode(), "text/html; charset=iso-8859-1", "नाव", "utf-8 (valid)"),  # left over from a template
    (META.format("utf-8").encode().replace("–".encode(), b"\x96"), "", "Café \ufffd naïve", "utf-8 (declared by the page)"),  # one byte damaged
    (META.format("x-made-up").encode("cp1252"), "", "Café", "cp1252 (fallback)"),
    (META.format("unicode_escape").encode("cp1252"), "", "Café", "cp1252 (fallback)"),  # a codec, but not of the web
    (META.format("hex").encode("cp1252"), "", "Café", "cp1252 (fallback)"),  # not even a text codec
    ("<html><meta charset=gb2312><p>渡船晚点</p>".encode("gb18030"), "", "渡船晚点", "gb18030 (declared by the page)"),
    ("<html><meta charset=shift_jis><p>渡し船</p>".encode("cp932"), "", "渡し船", "cp932 (declared by the page)"),
    ("<html><meta charset=iso-2022-jp><p>渡し船</p>".encode("iso2022_jp"), "", "渡し船", "iso2022_jp (declared by the page)"),
    ("<html><meta charset=euc-kr><p>나룻배</p>".encode("cp949"), "", "나룻배", "cp949 (declared by the page)"),
    ("<html><meta charset=windows-1251><p>Паром</p>".encode("cp1251"), "", "Паром", "cp1251 (declared by the page)"),
    ('<?xml version="1.0" encoding="windows-1251"?><html><p>Паром</p>'.encode("cp1251"), "", "Паром", "cp1251 (declared by the page)"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "media_type", "part", "evidence"), ENCODINGS)
def test_encodings(body, media_type, part, evidence):
    decoded = decode(body, media_type)
    assert isinstance(decoded, Decoded)
    assert part in decoded.text
    assert decoded.encoding == evidence
    assert decoded.utf8.decode() == decoded.text


KINDS = [  # body, media type, expected kind
    ("<!DOCTYPE html><p>x", "", "html"),
    ("\n <!-- cached --> <html><p>x", "text/plain", "html"),  # a saved page named .txt
    ("Ferry late\n\nThe ferry was late.", "", "text"),
    ("Ferry late\n\nThe ferry was late.", "text/html", "text"),  # a dump named .html
    ("Ferry late<BR>\nThe ferry < the bus.", "text/plain", "text"),  # leaked markup
    ("Ferry late <p>x</p>", "text/html", "html"),
    ("Ferry late <p>x</p>", "", "html"),
    ("<div class=a>x</div>", "application/octet-stream", "html"),
    ("<div " + "a=1 " * 5000 + ">x</div>", "", "html"),
    ("<meta name=a content=b>x", "", "html"),
    ("The ferry <post office> is closed", "", "text"),
    ("<html>x", "image/jpeg", "html"),  # the bytes go before the declaration
]


@pytest.mark.parametrize(("body", "media_type", "kind"), KINDS)
def test_kinds(body, media_type, kind):
    decoded = decode(body.encode(), media_type)
    assert isinstance(decoded, Decoded)
    assert decoded.kind == kind


REFUSED = [  # bytes, media type, reason, part of the evidence
    (b"", "text/html", "empty", "no bytes"),
    (b" \n\t\0", "", "empty", "white space"),
    (b"x" * (MAX_BYTES + 1), "text/plain", "too_large", "20000001 bytes"),
    (b"%PDF-1.4 ...", "text/html", "binary", "PDF"),
    (b"\x89PNG\r\n\x1a\n....", "", "binary", "PNG"),
    (b"\x1f\x8b\x08\x00....", "text/html", "binary", "gzip"),
    (bytes(range(1, 20)) * 50, "text/html", "binary", "unreadable"),
    (b"{}", "application/json", "media_type", "application/json"),
    (b"body { color: red }", "text/css", "media_type", "text/css"),
    (b'<?xml version="1.0"?><rss version="2.0"></rss>', "text/html", "media_type", "feed"),
]


@pytest.mark.parametrize(("body", "media_type", "reason", "evidence"), REFUSED)
def test_refused(body, media_type, reason, evidence):
    refused = decode(body, media_type)
    assert isinstance(refused, Undecodable)
    assert refused.reason == reason
    assert evidence in refused.evidence


@given(
    st.binary(max_size=300) | st.text(max_size=100).map(lambda t: t.encode("utf-8", "surrogatepass")),
    st.text(max_size=50),
)
def test_total(body, media_type):
    decoded = decode(body, media_type)
    assert isinstance(decoded, Decoded) or decoded.reason in REJECTIONS
