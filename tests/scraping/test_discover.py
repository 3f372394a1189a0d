"""Discovery: which links of which kinds of lists are proposed, and that nothing known is proposed again."""

import contextlib
import csv
import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cli import run
from cablepress.scraping import facts
from cablepress.scraping.discover import known, propose
from cablepress.scraping.errors import FetchError
from cablepress.scraping.links import Link, read_links
from cablepress.scraping.tables import read_rows

KNOWN = known(facts.coverage(), facts.publishers(), facts.cables())
ON_TOPIC = "https://harbourpost.example/2011/03/21/wikileaks-cables-on-the-mumbai-attacks"

HTML = f"""<!doctype html><html><body><base href="https://harbourpost.example/series/">
<ul><li><a href="../2011/03/21/wikileaks-cables-on-the-mumbai-attacks?utm_source=x">Embassy cables on
 26/11</a><li><a href=/about>About us</a><li><a href="mailto:a@b.example">Write</a><a name=x>no link</a>
<li><a href="{ON_TOPIC}/amp"><img alt=""></a></ul></body></html>"""
SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{ON_TOPIC}</loc><lastmod>2011-03-21T10:00:00+05:30</lastmod></url>
<url><loc> https://harbourpost.example/ferry?a=1&amp;b=2 </loc></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>{site}/one.xml.gz</loc></sitemap><sitemap><loc>{site}/index.xml</loc></sitemap></sitemapindex>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><link>https://harbourpost.example/</link>
<item><title>Cables on 26/11</title><link>{ON_TOPIC}</link><pubDate>Mon, 21 Mar 2011 23:30:00 -0500</pubDate></item>
<item><title><![CDATA[Ferry & tide]]></title><guid>https://harbourpost.example/ferry</guid></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Cables on 26/11</title>
<link rel="self" href="https://harbourpost.example/self"/><link rel="alternate" href="{ON_TOPIC}"/>
<published>2011-03-21T10:00:00Z</published></entry></feed>"""
LIST = f"WikiLeaks on Mumbai\t{ON_TOPIC}\n- see https://harbourpost.example/ferry.\nno address here\n"

LISTS = [  # what, the list, its links as (address, title, day)
    (
        "html",
        HTML,
        [
            (f"{ON_TOPIC}?utm_source=x", "Embassy cables on 26/11", ""),
            ("https://harbourpost.example/about", "About us", ""),
            (f"{ON_TOPIC}/amp", "", ""),
        ],
    ),
    ("sitemap", SITEMAP, [(ON_TOPIC, "", "2011-03-21"), ("https://harbourpost.example/ferry?a=1&b=2", "", "")]),
    (
        "rss",
        RSS,
        [(ON_TOPIC, "Cables on 26/11", "2011-03-22"), ("https://harbourpost.example/ferry", "Ferry & tide", "")],
    ),
    ("atom", ATOM, [(ON_TOPIC, "Cables on 26/11", "2011-03-21")]),
    ("plain list", LIST, [(ON_TOPIC, "WikiLeaks on Mumbai", ""), ("https://harbourpost.example/ferry", "- see", "")]),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in LISTS], ids=[case[0] for case in LISTS])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_links(data, expected, pack):
    links = list(read_links(pack(data.encode()), "https://harbourpost.example/series/list.html", "list"))
    assert [(link.url, link.title, link.published) for link in links] == expected


@given(st.binary(max_size=300), st.sampled_from([b"", b"<html>", b"<rss>", b"<urlset>", b"<feed><entry><link href="]))
def test_any_bytes_are_read(data, start):
    with contextlib.suppress(FetchError):
        assert all(link.url.startswith("http") for link in read_links(start + data, "http://a.example/", "x"))


SCORES = [  # title, address, whether it is proposed
    ("WikiLeaks: what the embassy said about the Mumbai attacks", "http://a.example/1", True),
    ("Cable 08NEWDELHI3044", "http://a.example/2", True),
    ("", "http://a.example/cable/2008/12/08NEWDELHI3158.html", True),
    ("", "http://a.example/news/wikileaks-26-11-headley-rana.html", True),
    ("विकीलीक्स: मुंबई हमले पर", "http://a.example/3", True),
    ("Mumbai rains stop trains", "http://a.example/4", False),
    ("WikiLeaks founder in court", "http://a.example/5", False),
    ("Cable car to the island opens", "http://a.example/6", False),
    ("Mumbai attacks: ten years on", "http://a.example/2018/7", False),
    ("WikiLeaks cables on 26/11", "http://a.example/", False),  # a front page
]


@pytest.mark.parametrize(("title", "url", "wanted"), SCORES)
def test_scores(title, url, wanted):
    assert bool(propose([Link(url, title)], KNOWN)) is wanted


def test_what_is_covered_is_not_proposed_in_any_spelling():
    rows = [row for row in facts.coverage() if row.title]
    spellings = [
        lambda u: u,
        lambda u: u.replace("http://", "https://"),
        lambda u: u + ("&" if "?" in u else "?") + "utm_source=feed",
        lambda u: u + "#top",
    ]
    for spell in spellings:
        links = [Link(spell(row.url), "WikiLeaks cables on the Mumbai attacks") for row in rows]
        assert [one.url for one in propose(links, KNOWN)] == []


def test_variants_are_one_proposal_with_all_that_is_known():
    links = [
        Link("https://gull.example/wikileaks-on-mumbai/amp", "Cables"),
        Link("http://gull.example/wikileaks-on-mumbai?utm_source=x", "WikiLeaks cables on 26/11", "2011-03-20"),
    ]
    (one,) = propose(links, KNOWN)
    url = "https://gull.example/wikileaks-on-mumbai"
    assert (one.url, one.title, one.published) == (url, "WikiLeaks cables on 26/11", "2011-03-20")


def test_known_hosts_give_publisher_and_country():
    (one,) = propose(
        [
            Link(
                "https://www.theguardian.com/world/2010/dec/01/wikileaks-mumbai-attacks-new", "US embassy cables: 26/11"
            )
        ],
        KNOWN,
    )
    assert (one.publisher, one.country, one.language) == ("The Guardian", "GB", "en")


def test_files_become_a_table_for_review(tmp_path, capsys):
    (tmp_path / "map.xml.gz").write_bytes(gzip.compress(SITEMAP.encode()))
    (tmp_path / "list.txt").write_text('=HYPERLINK("x") WikiLeaks on Mumbai https://gull.example/2011/03/22/x')
    before = facts.coverage()
    assert (
        run(["discover", str(tmp_path / "map.xml.gz"), str(tmp_path / "list.txt"), "--into", str(tmp_path / "p.csv")])
        == 0
    )
    rows = list(csv.DictReader(io.StringIO((tmp_path / "p.csv").read_text("utf-8"))))
    assert [(row["url"], row["date_published"], row["found_in"]) for row in rows] == [
        (ON_TOPIC, "2011-03-21", "map.xml.gz"),
        ("https://gull.example/2011/03/22/x", "2011-03-22", "list.txt"),
    ]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    columns = list(facts.COVERAGE_COLUMNS)
    cut = tmp_path / "coverage.csv"  # the first columns are a table of coverage as it is read
    cut.write_text(
        "\n".join(
            [
                ",".join(c.name for c in columns),
                ",".join(
                    [ON_TOPIC, "Post", "harbourpost.example", "", "2011-03-21", "en", "", rows[0]["kind"], "", "no", ""]
                ),
            ]
        )
    )
    assert read_rows(cut, columns)[1] == []
    assert facts.coverage() == before
    capsys.readouterr()
    assert run(["discover", str(tmp_path / "map.xml.gz"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["proposals"][0]["url"] == ON_TOPIC


def test_sitemaps_are_followed_from_the_web(raw_site, live_table, capsys):
    asked = []

    def answer(request):
        path = request.split()[1].decode()
        asked.append(path)
        bodies = {
            "/index.xml": INDEX.format(site=site).encode(),
            "/one.xml.gz": gzip.compress(SITEMAP.encode()),
            "/broken": gzip.compress(SITEMAP.encode())[:-9],
        }
        body = bodies.get(path, b"")
        status = "200 OK" if path in bodies else "404 Not Found"
        return [
            f"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        ]

    site = raw_site(answer)
    arguments = ["discover", f"{site}/index.xml", "--archives", str(live_table()), "--allow-private", "--json"]
    assert run(arguments) == 0
    assert asked == ["/robots.txt", "/index.xml", "/one.xml.gz"]
    assert [one["url"] for one in json.loads(capsys.readouterr().out)["proposals"]] == [ON_TOPIC]
    assert run([*arguments, f"{site}/broken", f"{site}/missing"]) == 4
    out, err = capsys.readouterr()
    assert len(json.loads(out)["proposals"]) == 1
    assert "/broken: damaged" in err
    assert "/missing: status" in err


def test_private_lists_are_refused_without_the_option(capsys):
    assert run(["discover", "http://127.0.0.1:9/list", "--contact", "a@b.example"]) == 4
    err = capsys.readouterr().err
    assert "robots" in err or "refused" in err


FAULTS = [
    (["http://gull.example/list"], 2, "--contact"),
    (["missing.xml"], 3, "missing.xml"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), FAULTS)
def test_wrong_options_are_told(arguments, code, message, capsys, monkeypatch):
    monkeypatch.delenv("CABLEPRESS_CONTACT", raising=False)
    assert run(["discover", *arguments]) == code
    assert message in capsys.readouterr().err
