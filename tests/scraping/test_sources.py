"""How each source is asked and read: the archives' dialects, robots.txt, waits, re-crawls."""

import asyncio
import contextlib
import gzip
import io
import itertools
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cablepress.cli import run
from cablepress.scraping.archives import EMBEDDED, Archive, Manners, read_archives
from cablepress.scraping.captures import Listed, Target
from cablepress.scraping.choice import WINDOW, in_order
from cablepress.scraping.client import Client
from cablepress.scraping.commoncrawl import CommonCrawl, read_crawls, read_lines
from cablepress.scraping.errors import ArchivesError, BudgetError, FetchError
from cablepress.scraping.live import Live
from cablepress.scraping.memento import read_links
from cablepress.scraping.pace import Budget
from cablepress.scraping.wayback import Wayback, read_rows

PAGE = b"<html><title>Quay</title><p>The crane on the quay was painted.</p></html>"
DAY = datetime(2011, 3, 17, 12, tzinfo=UTC)


def whole(body=b"", *fields, status="200 OK", media_type="text/html"):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}", *fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def manners(**values):
    return Manners(
        "cablepress-test",
        "tests@harbour.example",
        **{"live_pause": 0.0, "backoff": 0.01, "tries": 3, "deadline": 20.0, **values},
    )


def using(work, budget=None, **values):
    async def go():
        async with Client(manners(**values), budget or Budget(), allow_private=True) as client:
            return await work(client)

    return asyncio.run(go())


# -- The choice. ------------------------------------------------------------------------------------------------------


def listed(days=0.0, length=None, status=200, media_type="text/html", digest="", place=""):
    when = DAY + timedelta(days=days)
    return Listed("a", "http://gull.example/", when, place or f"p{days}", "row", status, media_type, digest, length)


CHOICES = [  # what, captures as (days after publication, bytes, …), the order of their days
    ("the largest near the publication", [(1, 100), (3, 900), (9, 500)], [3, 9, 1]),
    ("size counts only within the window", [(1, 100), (60, 900)], [1, 60]),
    ("the window begins with the first capture", [(300, 100), (320, 900), (400, 950)], [320, 300, 400]),
    ("nothing from before the publication", [(-30, 900), (2, 100)], [2]),
    ("the day before counts, for the sake of time zones", [(-1, 900)], [-1]),
    ("of equal sizes the earliest", [(5, 100), (2, 100)], [2, 5]),
    ("unknown sizes: the earliest", [(5, None), (2, None)], [2, 5]),
    ("no captures", [], []),
]


@pytest.mark.parametrize(("captures", "order"), [c[1:] for c in CHOICES], ids=[c[0] for c in CHOICES])
def test_the_rule(captures, order):
    found = in_order([listed(*capture) for capture in captures], "2011-03-17")
    assert [round((one.stamp - DAY) / timedelta(days=1)) for one in found] == order


NOT_PAGES = [
    listed(1, status=404),
    listed(1, status=301),
    listed(1, media_type="image/png"),
    listed(1, media_type="warc/revisit"),
]


def test_only_pages_count_and_equal_bytes_once():
    same = [listed(2, 10, digest="sha1:A"), listed(4, 10, digest="sha1:A"), listed(5, 10, digest="sha1:B")]
    assert [one.digest for one in in_order([*NOT_PAGES, *same], None)] == ["sha1:A", "sha1:B"]
    assert in_order([listed(1, status=None, media_type="")], None)


@given(st.lists(st.tuples(st.floats(-50, 500), st.one_of(st.none(), st.integers(0, 999))), max_size=20), st.randoms())
def test_the_order_does_not_hang_on_the_order_of_the_index(captures, chance):
    all_of_them = [listed(days, length, place=f"p{days}-{length}") for days, length in captures]
    found = list(in_order(all_of_them, "2011-03"))
    chance.shuffle(all_of_them)
    assert list(in_order(all_of_them, "2011-03")) == found
    assert all(one.stamp >= datetime(2011, 2, 28, tzinfo=UTC) for one in found)
    if found:
        first = min(one.stamp for one in found)
        assert found[0].stamp <= first + WINDOW


# -- Reading what indexes say. ----------------------------------------------------------------------------------------

ROWS = [  # answer of a CDX API, rows, resume key
    ("", 0, ""),
    ("[]", 0, ""),
    ('[["timestamp"]]', 0, ""),
    ('[["timestamp"],["1"],["2"]]', 2, ""),
    ('[["timestamp"],["1"],["2"],[],["a b+c"]]', 2, "a b+c"),
    ('[["timestamp","original"],["1"],["2","x"]]', 1, ""),
]


@pytest.mark.parametrize(("text", "count", "key"), ROWS)
def test_cdx_rows(text, count, key):
    rows, resume = read_rows(text)
    assert (len(rows), resume) == (count, key)


@pytest.mark.parametrize("text", ["<html>busy</html>", "{}", "[1]", '["a"]', "[" * 100_000])
def test_what_is_no_cdx_answer(text):
    with pytest.raises(FetchError) as caught:
        read_rows(text)
    assert caught.value.reason == "index"


@given(st.text())
def test_any_text_is_read_as_rows_or_refused(text):
    for read in (
        read_rows,
        lambda t: read_lines(t.encode()),
        lambda t: read_crawls(t.encode()),
        lambda t: list(read_links(t)),
    ):
        with contextlib.suppress(FetchError):
            read(text)


TIMEMAP = """<http://gull.example/>; rel="original",
 <http://arquivo.example/timemap/link/http://gull.example/>; rel="self"; type="application/link-format",
 <http://arquivo.example/timemap/2/http://gull.example/>; rel="timemap",
 <http://arquivo.example/wayback/20110318101112/http://gull.example/a,b>; rel="first memento"; datetime="Fri, 18 Mar 2011 10:11:12 GMT",
<http://arquivo.example/wayback/20120101000000/http://gull.example/>;datetime="Sun, 01 Jan 2012 00:00:00 GMT";rel=memento
"""


def test_timemaps():
    links = list(read_links(TIMEMAP))
    mementos = [link for link in links if "memento" in link.relations]
    assert [link.stamp[:16] for link in mementos] == ["Fri, 18 Mar 2011", "Sun, 01 Jan 2012"]
    assert mementos[0].address.endswith("gull.example/a,b")
    assert [link.address for link in links if "timemap" in link.relations] == [
        "http://arquivo.example/timemap/2/http://gull.example/"
    ]


def test_hostile_timemaps_are_read_in_bounded_time():
    for text in ("<" * 200_000, "<a>" + ";" * 200_000, '<a>;x="' * 30_000, "<a>; rel=" + "a" * 200_000):
        assert len(list(read_links(text))) < 60_000


# -- Asking. ----------------------------------------------------------------------------------------------------------


def wayback(site, client):
    return Wayback(Archive("w", "cdx", f"{site}/cdx", site + "/web/{stamp}id_/{url}", 0.0, 0.0, ""), client)


def test_a_resume_key_is_followed_and_the_publication_bounds_the_question(raw_site):
    asked = []

    def answer(request):
        asked.append(request.split()[1].decode())
        row = ["http://gull.example/", "20110318101112", "text/html", "200", "A" * 32, "10"]
        more = [[], ["next one"]] if len(asked) < 3 else []
        return [
            whole(
                json.dumps(
                    [["original", "timestamp", "mimetype", "statuscode", "digest", "length"], row, *more]
                ).encode()
            )
        ]

    site = raw_site(answer)
    found = using(lambda client: wayback(site, client).captures(Target("http://gull.example/?a=1&b=2", "2011-03-17")))
    assert len(found) == 3
    assert len(asked) == 3
    assert all("url=http%3A%2F%2Fgull.example%2F%3Fa%3D1%26b%3D2" in path for path in asked)
    assert all(
        "from=20110316" in path and "filter=statuscode%3A200" in path and "collapse=digest" in path for path in asked
    )
    assert "resumeKey" not in asked[0]
    assert "resumeKey=next+one" in asked[1]
    assert found[0].place == f"{site}/web/20110318101112id_/http://gull.example/"


BLOCKED = [
    whole(
        b"org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
    ),
    whole(b"no", status="403 Forbidden"),
]


@pytest.mark.parametrize("answer", BLOCKED)
def test_what_an_archive_does_not_show_is_not_asked_twice(answer, raw_site):
    asked = []
    site = raw_site(lambda request: asked.append(1) or [answer])
    with pytest.raises(FetchError) as caught:
        using(lambda client: wayback(site, client).captures(Target("http://gull.example/")))
    assert caught.value.reason == "blocked"
    assert len(asked) == 1


REPLAYS = [  # what the archive answers for the capture, the reason
    ("other bytes", whole(PAGE + b" "), "digest"),
    ("the archive's own error page", whole(b"<html>Not here</html>"), "digest"),
    ("a part", whole(PAGE[:9], status="206 Partial Content"), "status"),
    ("a redirect out of the archive", whole(b"", "Location: http://gull.example/", status="302 Found"), "status"),
    (
        "a redirect to another page",
        whole(b"", "Location: /web/20110318101112id_/http://other.example/", status="302 Found"),
        "status",
    ),
    ("a picture", whole(PAGE, media_type="image/png"), "media_type"),
    ("not found", whole(b"", status="404 Not Found"), "status"),
    ("cut gzip", whole(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "damaged"),
]


@pytest.mark.parametrize(("answer", "reason"), [case[1:] for case in REPLAYS], ids=[case[0] for case in REPLAYS])
def test_replays_that_are_not_the_capture(answer, reason, raw_site, sha1):
    site = raw_site(lambda _request: [answer])
    one = Listed(
        "w", "http://gull.example/", DAY, f"{site}/web/20110317120000id_/http://gull.example/", "", digest=sha1(PAGE)
    )
    with pytest.raises(FetchError) as caught:
        using(lambda client: wayback(site, client).fetch(one), tries=1)
    assert caught.value.reason == reason


def test_a_replay_gives_the_captured_fields_and_the_nearest_capture_its_own_time(raw_site, sha1):
    fields = (
        "X-Archive-Orig-Server: Quay/1.0",
        "x-archive-orig-set-cookie: a=b",
        "x-archive-orig-content-length: 7",
        "Server: archive",
        "Content-Encoding: gzip",
    )

    def answer(request):
        if b"20110317120000" in request:
            return [whole(b"", "Location: /web/20110317130000id_/http://gull.example/", status="302 Found")]
        return [whole(gzip.compress(PAGE), *fields)]

    site = raw_site(answer)
    one = Listed(
        "w", "http://gull.example/", DAY, f"{site}/web/20110317120000id_/http://gull.example/", "", digest=sha1(PAGE)
    )
    got = using(lambda client: wayback(site, client).fetch(one))
    assert got.payload == PAGE  # packed by the archive for the way, captured plain
    assert got.stamp == DAY + timedelta(hours=1)
    assert dict(got.headers) == {"Server": "Quay/1.0", "Content-Type": "text/html", "Content-Length": str(len(PAGE))}


def member(body=PAGE, url="http://gull.example/", when="2011-03-17T12:00:00Z", status="200 OK"):
    out = io.BytesIO()
    http = StatusAndHeaders(status, [("Content-Type", "text/html")], "HTTP/1.1")
    writer = WARCWriter(out, gzip=True)
    writer.write_record(
        writer.create_warc_record(
            url, "response", io.BytesIO(body), len(body), http_headers=http, warc_headers_dict={"WARC-Date": when}
        )
    )
    return out.getvalue()


GOOD = member()
RANGES = [  # what the server answers for the range, the reason
    ("the range", whole(GOOD, f"Content-Range: bytes 50-{49 + len(GOOD)}/9999", status="206 Partial Content"), None),
    ("the whole file", whole(GOOD), "status"),
    (
        "another range",
        whole(GOOD, f"Content-Range: bytes 0-{len(GOOD) - 1}/9999", status="206 Partial Content"),
        "damaged",
    ),
    ("no range named", whole(GOOD, status="206 Partial Content"), "damaged"),
    (
        "shorter than it says",
        whole(GOOD[:-4], f"Content-Range: bytes 50-{49 + len(GOOD)}/9999", status="206 Partial Content"),
        "damaged",
    ),
    ("beyond the file", whole(b"", status="416 Range Not Satisfiable"), "status"),
]
MEMBERS = [  # what stands in the range, the reason
    ("a cut member", GOOD[:-9] + bytes(9), "damaged"),
    ("no member", bytes(len(GOOD)), "damaged"),
    ("another page", member(url="http://other.example/"), "damaged"),
    ("another time", member(when="2011-03-18T12:00:00Z"), "damaged"),
    ("a redirect", member(status="301 Moved"), "status"),
    ("other bytes", member(PAGE + b" "), "digest"),
    ("two records", GOOD + GOOD, "damaged"),
]
CRAWL = [(name, answer, reason, len(GOOD)) for name, answer, reason in RANGES] + [
    (
        name,
        whole(data, f"Content-Range: bytes 50-{49 + len(data)}/9999", status="206 Partial Content"),
        reason,
        len(data),
    )
    for name, data, reason in MEMBERS
]


@pytest.mark.parametrize(("answer", "reason", "length"), [case[1:] for case in CRAWL], ids=[case[0] for case in CRAWL])
def test_ranges_of_crawls(answer, reason, length, raw_site, sha1):
    asked = []
    site = raw_site(lambda request: asked.append(request) or [answer])
    archive = Archive("c", "commoncrawl", f"{site}/collinfo.json", site + "/{file}", 0.0, 0.0, "", 3)
    one = Listed("c", "http://gull.example/", DAY, f"{site}/a.warc.gz", "", digest=sha1(PAGE), length=length, offset=50)
    if reason is None:
        assert using(lambda client: CommonCrawl(archive, client).fetch(one)).payload == PAGE
        assert b"Range: bytes=50-" in asked[0]
        return
    with pytest.raises(FetchError) as caught:
        using(lambda client: CommonCrawl(archive, client).fetch(one), tries=1)
    assert caught.value.reason == reason


# -- Manners. ---------------------------------------------------------------------------------------------------------

ROBOTS = [  # robots.txt, whether the page may be fetched
    (whole(b""), True),
    (whole(b"User-agent: *\nDisallow: /\n"), False),
    (whole(b"User-agent: *\nDisallow: /news/\nAllow: /news/page\n"), True),
    (whole(b"User-agent: cablepress-test\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
    (whole(b"User-agent: other\nDisallow: /\n"), True),
    (whole(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n"), False),
    (whole(b"User-agent: *\nCrawl-delay: 3600\n"), False),
    (whole(b"x" * 600_000), True),
    (whole(b"", status="404 Not Found"), True),
    (whole(b"", status="403 Forbidden"), True),
    (whole(b"", status="429 Slow Down"), False),
    (whole(b"", status="500 Oops"), False),
    (whole(b"", status="503 Busy"), False),
    (b"", False),
]


@pytest.mark.parametrize(("robots", "allowed"), ROBOTS)
def test_robots(robots, allowed, raw_site):
    asked = []

    def answer(request):
        asked.append(request.split()[1])
        return [robots if asked[-1] == b"/robots.txt" else whole(PAGE)]

    site = raw_site(answer)

    async def fetch_twice(client):
        live = Live("live", client, lambda _url: ("", ""))
        for _ in range(2):
            (one,) = await live.captures(Target(f"{site}/news/page"))
            await live.fetch(one)

    if allowed:
        using(fetch_twice, tries=1)
        assert asked == [b"/robots.txt", b"/news/page", b"/news/page"]  # the rules are read once
        return
    with pytest.raises(FetchError) as caught:
        using(fetch_twice, tries=1)
    assert caught.value.reason == "robots"
    assert set(asked) == {b"/robots.txt"}


def test_busy_servers_are_asked_again_when_they_wish(raw_site):
    answers = [
        whole(b"", "Retry-After: 1", status="503 Busy"),
        whole(b"", "Retry-After: 0", status="429 Slow"),
        whole(PAGE),
    ]
    asked = []

    def answer(_request):
        asked.append(asyncio.get_running_loop().time())
        return [answers[len(asked) - 1]]

    site = raw_site(answer)
    assert using(lambda client: client.get(site, pause=0.0)).plain == PAGE
    assert len(asked) == 3
    assert asked[1] - asked[0] >= 0.99


def test_servers_that_wish_a_long_wait_are_left_alone(raw_site):
    asked = []
    site = raw_site(lambda _request: asked.append(1) or [whole(b"", "Retry-After: 3600", status="429 Slow")])
    with pytest.raises(FetchError) as caught:
        using(lambda client: client.get(site, pause=0.0))
    assert (caught.value.reason, caught.value.wait, len(asked)) == ("rate_limited", 3600.0, 1)


def test_a_host_that_wishes_a_long_wait_gets_no_further_requests(raw_site):
    asked = []
    site = raw_site(lambda _request: asked.append(1) or [whole(b"", "Retry-After: 3600", status="429 Slow")])

    async def twice(client):
        reasons = []
        for _ in range(2):
            with pytest.raises(FetchError) as caught:
                await client.get(site, pause=0.0)
            reasons.append(caught.value.reason)
        return reasons

    assert using(twice) == ["rate_limited", "rate_limited"]
    assert len(asked) == 1


def test_a_host_that_is_down_is_left_alone(raw_site):
    asked, answers = [], [whole(PAGE)]
    site = raw_site(lambda request: asked.append(1) or answers)

    async def many(client):
        await client.get(site, pause=0.0)
        answers[0] = whole(b"", status="500 Oops")
        reasons = []
        for number in range(8):
            with pytest.raises(FetchError) as caught:
                await client.get(f"{site}/{number}", pause=0.0)
            reasons.append(caught.value.reason)
        return reasons

    assert using(many, tries=2) == ["server"] * 5 + ["unreachable"] * 3
    assert len(asked) == 1 + 5 * 2


def test_one_host_gets_one_request_at_a_time_and_pauses(raw_site):
    now, most, times = 0, 0, []

    def answer(_request):
        nonlocal now, most
        now += 1
        most = max(most, now)
        times.append(asyncio.get_running_loop().time())
        yield 0.05
        now -= 1
        yield whole(PAGE)

    site = raw_site(answer)

    async def several(client):
        await asyncio.gather(*(client.get(f"{site}/{number}", pause=0.1) for number in range(4)))

    using(several)
    assert most == 1
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.1


def test_budgets_bound_requests_and_time(raw_site):
    site = raw_site(lambda _request: [whole(PAGE)])

    async def many(client):
        for _ in range(10):
            await client.get(site, pause=0.0)

    with pytest.raises(BudgetError):
        using(many, Budget(requests=3))
    with pytest.raises(BudgetError):
        using(lambda client: client.pace.sleep(100.0), Budget(seconds=1.0))


def test_a_recrawl_asks_for_changes_only(raw_site, live_table, tmp_path, capsys):
    """ETag known: a 304 is a revisit record, a changed page is a new one."""
    requests, body = [], [PAGE]

    def answer(request):
        requests.append(request)
        if b"/robots.txt" in request:
            return [whole(b"")]
        tag = f'"{len(body[0])}"'
        if f"If-None-Match: {tag}".encode() in request:
            return [f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()]
        return [whole(body[0], f"ETag: {tag}")]

    site = raw_site(answer)
    (tmp_path / "t.csv").write_text(f"url\n{site}/page\n")
    arguments = ["scrape", "--into", str(tmp_path / "c"), "--from", "live", "--coverage", str(tmp_path / "t.csv")]
    arguments += ["--archives", str(live_table()), "--allow-private", "--json"]
    assert run(arguments) == 0
    assert run([*arguments, "--refresh"]) == 0
    assert b"If-None-Match" in requests[-1]
    body[0] = PAGE.replace(b"crane", b"old tower")
    assert run([*arguments, "--refresh"]) == 0
    capsys.readouterr()
    lines = (tmp_path / "c" / "indexes" / "index.cdxj").read_text().splitlines()
    assert sorted(json.loads(line.split(" ", 2)[2])["mime"] for line in lines) == [
        "text/html",
        "text/html",
        "warc/revisit",
    ]


# -- The table of archives. -------------------------------------------------------------------------------------------


def test_the_embedded_table_names_a_source_for_every_limit():
    table = read_archives(EMBEDDED)
    assert list(table.archives) == ["wayback", "commoncrawl", "memento", "live"]
    assert all(len(archive.source) > 20 for archive in table.archives.values())
    assert all(archive.index_pause >= 1.0 for name, archive in table.archives.items() if name != "live")
    assert table.manners.per_host == 1


ONE = '[manners]\nagent = "a"\n[[archives]]\nname = "w"\nkind = "cdx"\nindex = "i"\nreplay = "r"\nindex_pause = 1\nreplay_pause = 1\nsource = "s"\n'
TABLES = [
    ("", "no archive"),
    ("[[", "TOML"),
    (ONE.replace("cdx", "ftp"), "kind"),
    (ONE.replace('name = "w"\n', ""), "name"),
    (ONE + "speed = 3\n", "speed"),
    (ONE.replace("index_pause = 1", "index_pause = -1"), "index_pause"),
    (ONE.replace("index_pause = 1", 'index_pause = "x"'), "index_pause"),
    (ONE.replace('agent = "a"', 'agent = "a"\ntries = 0'), "tries"),
    (ONE.replace('agent = "a"\n', ""), "agent"),
]


@pytest.mark.parametrize(("text", "message"), TABLES)
def test_wrong_tables_are_told(text, message, tmp_path):
    (tmp_path / "t.toml").write_text(text)
    with pytest.raises(ArchivesError) as caught:
        read_archives(tmp_path / "t.toml")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_right_table_is_read(tmp_path):
    (tmp_path / "t.toml").write_text(ONE)
    assert list(read_archives(tmp_path / "t.toml").archives) == ["w"]
