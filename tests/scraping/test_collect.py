"""Collecting from a real archive on loopback: every page comes, the right capture of it, nothing twice, all replayable."""

import errno
import gzip
import json
import re
import shutil
import subprocess
import sys
import urllib.request
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from surt import surt
from warcio.archiveiterator import ArchiveIterator

from cablepress.cli import run
from cablepress.scraping import facts
from cablepress.scraping.cdxj import sort_key
from cablepress.scraping.page import NotAPage, RawPage
from cablepress.scraping.store import read_raw


def collect(archive, into, capsys, *more):
    """Run the command; return its exit code, its report and what it told people."""
    code = run(archive.arguments(into, "--json", *more))
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else None, err


def plain(capture) -> bytes:
    return gzip.decompress(capture.body) if ("Content-Encoding", "gzip") in capture.headers else capture.body


@pytest.fixture(scope="module")
def collected(archive, tmp_path_factory) -> Path:
    """A folder into which everything was collected from the Wayback face."""
    into = tmp_path_factory.mktemp("collected") / "c"
    assert run([*archive.arguments(into, "--json"), "--from", "wayback"]) == 0
    return into


@pytest.mark.parametrize("source", ["memento", "commoncrawl"])
def test_the_whole_manifest_comes_from(source, archive, tmp_path, capsys):
    code, report, err = collect(archive, tmp_path / "c", capsys, "--from", source)
    assert [page for page in report["pages"] if page["group"] != "fetched"] == []
    assert (code, err, report["account"]["fetched"]) == (0, "", len(archive.pages))
    rows = [
        json.loads(line.split(" ", 2)[2])
        for line in (tmp_path / "c" / "indexes" / "index.cdxj").read_text().splitlines()
    ]
    assert {row["status"] for row in rows} == {"200"}
    (path,) = tmp_path.rglob("*.warc.gz")
    check = [sys.executable, "-m", "warcio.cli", "check", path]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
    with path.open("rb") as file:
        lines = {r.http_headers.statusline for r in ArchiveIterator(file) if r.rec_type in ("response", "revisit")}
    assert lines == {"200 OK"}


def test_the_rule_chooses_the_capture(archive, collected):
    """As it was captured: its own address, time and bytes; equal bytes at another address are stored once."""
    found = list(read_raw([collected]))
    pages = {page.url: page for page in found if isinstance(page, RawPage)}
    revisits = [one for one in found if isinstance(one, NotAPage)]
    assert {one.reason for one in revisits} == {"revisit"}
    twice = [page.url for page in archive.pages if int(page.url[:-5].rpartition("-")[2]) % 10 == 5]
    assert len(revisits) == len(twice)
    assert len(pages) == len(archive.pages) - len(twice)
    for page in archive.pages:
        if page.url in twice:
            continue
        best, got = page.captures[page.best], pages[page.url]
        assert got.body == plain(best)
        assert got.captured_at == datetime.strptime(best.stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        assert got.source.endswith(f"/test/{best.stamp}id_/{page.url}")


def test_a_second_run_asks_nobody_and_changes_nothing(archive, collected, capsys):
    before = {path: path.read_bytes() for path in collected.rglob("*.warc.gz")}
    code, report, _ = collect(archive, collected, capsys, "--from", "wayback")
    assert (code, report["requests"]) == (0, 0)
    assert {path: path.read_bytes() for path in collected.rglob("*.warc.gz")} == before


def test_a_record_says_why_this_capture(collected):
    with next(collected.rglob("*.warc.gz")).open("rb") as file:
        kinds, described = [], {}
        for record in ArchiveIterator(file):
            kinds.append(record.rec_type)
            if record.rec_type == "metadata":
                described[record.rec_headers["WARC-Target-URI"]] = json.loads(record.content_stream().read())
    assert kinds[:4] == ["warcinfo", "request", "response", "metadata"]
    page = next(text for url, text in described.items() if url.endswith("report-1.html"))
    assert page["archive"] == "wayback"
    assert "largest within 30 days" in page["rule"]
    assert "report-1.html" in page["row"]
    assert len(page["alternatives"]) == page["alternatives_in_all"] == 2


def test_no_cookie_is_stored(archive, collected):
    assert any(
        ("Set-Cookie", "session=secret") in capture.headers for page in archive.pages for capture in page.captures
    )
    stored = b"".join(gzip.decompress(path.read_bytes()) for path in collected.rglob("*.warc.gz"))
    assert b"session=secret" not in stored
    assert b"cookie:" not in stored.lower()


def test_other_readers_take_the_files(archive, collected):
    (path,) = collected.rglob("*.warc.gz")
    check = [sys.executable, "-m", "warcio.cli", "check", path]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
    with path.open("rb") as file:
        records = ArchiveIterator(file, no_record_parse=True)
        ours = [(r.rec_headers["WARC-Record-ID"], r.rec_type, r.raw_stream.read()) for r in records]
    with path.open("rb") as file:
        records = FastIterator(file, parse_http=False, record_types=WarcRecordType.any_type)
        fast = [(r.headers["WARC-Record-ID"], r.headers["WARC-Type"], r.reader.read()) for r in records]
    assert fast == ours
    assert len(fast) == 1 + 3 * len(archive.pages)
    requests = [block for _, kind, block in ours if kind == "request"]
    assert all(re.match(rb"GET /\S+ HTTP/1\.1\r\nHost: 127\.0\.0\.1:", block) for block in requests)


def test_pywb_replays_what_was_collected(archive, collected):
    """The folder has the layout of a collection of pywb, its index included."""
    (archive.collections / "ours").symlink_to(collected, target_is_directory=True)
    for page in archive.pages[:10]:  # one of each kind, a revisit among them
        best = page.captures[page.best]
        with urllib.request.urlopen(f"{archive.pywb}/ours/{best.stamp}id_/{page.url}") as answer:
            assert answer.read() == plain(best)


def test_the_release_is_that_of_the_pages_in_a_folder(archive, collected, tmp_path):
    """Except for the capture fields: where and when."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for number, page in enumerate(archive.pages):
        best = page.captures[page.best]
        (folder / f"{number:03d}.html").write_bytes(plain(best))
        beside = {"url": page.url, "captured_at": best.stamp, "media_type": dict(best.headers)["Content-Type"]}
        (folder / f"{number:03d}.json").write_text(json.dumps(beside))
    releases = []
    for name, raw in (("a", collected), ("b", folder)):
        assert run(["build", "--raw", str(raw), "--out", str(tmp_path / name)]) == 0
        tables = {}
        for table in ("articles", "rejects"):
            rows = [
                row
                for path in sorted((tmp_path / name / "data" / table).rglob("*.parquet"))
                for row in pq.read_table(path).to_pylist()
            ]
            tables[table] = [{k: v for k, v in row.items() if k not in ("captures", "captured_at")} for row in rows]
        releases.append(tables)
    assert releases[0] == releases[1]
    assert len(releases[0]["articles"]) > len(archive.pages) // 2


def test_the_state_can_be_built_from_the_files(archive, collected, tmp_path, capsys):
    folder = tmp_path / "c"
    shutil.copytree(collected, folder)
    status = ["scrape", "--into", str(folder), "--coverage", str(archive.manifest), "--status", "--json"]
    assert run(status) == 0
    before = capsys.readouterr().out
    index = (folder / "indexes" / "index.cdxj").read_bytes()
    (folder / ".state.sqlite").write_bytes(b"not a database")
    code, report, _ = collect(archive, folder, capsys, "--from", "wayback")
    assert (code, report["requests"]) == (0, 0)
    assert (folder / "indexes" / "index.cdxj").read_bytes() == index
    code, _, _ = collect(archive, folder, capsys, "--from", "wayback", "--rebuild-state")
    assert code == 0
    assert run(status) == 0
    assert capsys.readouterr().out == before


def test_a_damaged_record_costs_itself_and_comes_again(archive, collected, tmp_path, capsys):
    folder = tmp_path / "c"
    shutil.copytree(collected, folder)
    (path,) = folder.rglob("*.warc.gz")
    line = next(
        line for line in (folder / "indexes" / "index.cdxj").read_text().splitlines() if "report-20.html" in line
    )
    place = json.loads(line.split(" ", 2)[2])
    data = bytearray(path.read_bytes())
    data[int(place["offset"]) + int(place["length"]) // 2] ^= 0xFF
    path.write_bytes(data)
    code, report, _ = collect(archive, folder, capsys, "--from", "wayback", "--rebuild-state")
    assert (code, report["account"]["fetched"], report["damaged_records"]) == (1, len(archive.pages), 1)
    assert report["requests"] <= 3
    addresses = Counter(page.url for page in read_raw([folder]) if isinstance(page, RawPage))
    assert max(addresses.values()) == 1
    assert "report-20.html" in " ".join(addresses)


def test_the_budget_ends_a_run_and_the_next_goes_on(archive, tmp_path, capsys):
    code, report, _ = collect(archive, tmp_path / "c", capsys, "--from", "wayback", "--max-requests", "15")
    assert code == 4
    assert report["requests"] == 15
    assert 0 < report["account"]["fetched"] < len(archive.pages)
    assert report["account"]["waiting"] + report["account"]["fetched"] == len(archive.pages)
    code, report, _ = collect(archive, tmp_path / "c", capsys, "--from", "wayback")
    assert (code, report["account"]["fetched"]) == (0, len(archive.pages))


def test_a_page_without_capture_is_complete_and_asked_again_on_wish(archive, tmp_path, capsys):
    table = tmp_path / "t.csv"
    table.write_text("url,date_published\nhttp://tidetimes.example/nothing.html,2011-03-04\n")
    arguments = archive.arguments(tmp_path / "c", "--json", "--from", "wayback", "--from", "commoncrawl")
    arguments[arguments.index(str(archive.manifest))] = str(table)
    requests = []
    for more in ([], [], ["--again"]):
        assert run([*arguments, *more]) == 0
        report = json.loads(capsys.readouterr().out)
        assert report["account"]["no capture"] == 1
        requests.append(report["requests"])
    assert requests[0] > 0
    assert requests[1] == 0
    assert requests[2] == requests[0]


def test_what_one_archive_cannot_give_comes_from_the_next(archive, tmp_path, capsys, raw_site):
    """A broken index, and captures that are damaged: the next capture, the next archive; all of it is written down."""
    broken = raw_site(lambda _request: [b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"])
    text = archive.table.read_text("utf-8")
    index = next(line for line in text.splitlines() if line.endswith('/cdx/search/cdx"'))
    (tmp_path / "t.toml").write_text(text.replace(index, f'index = "{broken}/cdx"'))
    arguments = archive.arguments(tmp_path / "c", "--json", "--from", "wayback", "--from", "commoncrawl")
    arguments[arguments.index(str(archive.table))] = str(tmp_path / "t.toml")
    assert run(arguments) == 0
    report = json.loads(capsys.readouterr().out)
    assert {page["archive"] for page in report["pages"]} == {"commoncrawl"}
    described = gzip.decompress(next(tmp_path.rglob("*.warc.gz")).read_bytes()).decode("utf-8", "replace")
    assert re.search(r"wayback: (server: HTTP 500|unreachable: left alone)", described)


def test_a_full_disk_ends_the_run_and_the_next_goes_on(archive, tmp_path, capsys, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert run(archive.arguments(tmp_path / "c", "--from", "wayback")) == 3
    assert "No space left" in capsys.readouterr().err
    monkeypatch.undo()
    code, report, _ = collect(archive, tmp_path / "c", capsys, "--from", "wayback")
    assert (code, report["account"]["fetched"]) == (0, len(archive.pages))
    assert len(set(warc_addresses(tmp_path))) == len(archive.pages)
    assert len(warc_addresses(tmp_path)) == len(archive.pages)


def warc_addresses(folder):
    found = []
    for path in folder.rglob("*.warc.gz"):
        with path.open("rb") as file:
            found += [
                r.rec_headers["WARC-Target-URI"] for r in ArchiveIterator(file) if r.rec_type in ("response", "revisit")
            ]
    return found


def test_the_account_for_people(archive, collected, capsys):
    status = ["scrape", "--into", str(collected), "--coverage", str(archive.manifest), "--status"]
    assert run(status) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search(rf"^{len(archive.pages)} +fetched", err, re.M)
    assert re.search(r"^Harbour Post +\d+ +\d+ +0 +0 +0 +0 +0 %", err, re.M)


def test_sort_keys_are_those_of_replay_tools():
    assert [row.url for row in facts.coverage() if sort_key(row.url) != surt(row.url)] == []


FAULTS = [  # arguments behind --into, exit code, part of the message
    ([], 2, "--contact"),
    (["--contact", "a@b.example", "--from", "nowhere"], 2, "--from nowhere"),
    (["--contact", "a@b.example", "--budget", "soon"], 2, "--budget 'soon'"),
    (["--contact", "a@b.example", "--coverage", "missing.csv"], 3, "missing.csv"),
    (["--contact", "ö@b.example"], 2, "ASCII"),
    (["--status"], 3, "nothing was collected there"),
]


@pytest.mark.parametrize(
    ("arguments", "code", "message"), FAULTS, ids=lambda v: " ".join(v) if isinstance(v, list) else None
)
def test_wrong_options_are_told(arguments, code, message, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("CABLEPRESS_CONTACT", raising=False)
    assert run(["scrape", "--into", str(tmp_path / "c"), *arguments]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert not (tmp_path / "c").exists()


TABLES = [  # table, part of the message
    ("", "no such column"),
    ("address\nhttp://a.example/\n", "no such column"),
    ("url\n", "no rows"),
    ("url\nftp://a.example/\n", ":2: column url"),
    ("url,date_published\nhttp://a.example/,2011-02-30\n", ":2: column date_published"),
    ('url\n"http://a.example/\n', "quotation mark"),
    ("url\nhttp://user:pa55@a.example/\n", "user name or password"),
]


@pytest.mark.parametrize(("text", "message"), TABLES)
def test_wrong_tables_are_told(text, message, tmp_path, capsys):
    (tmp_path / "t.csv").write_text(text)
    assert (
        run(
            ["scrape", "--into", str(tmp_path / "c"), "--coverage", str(tmp_path / "t.csv"), "--contact", "a@b.example"]
        )
        == 3
    )
    err = capsys.readouterr().err
    assert message in err
    assert "pa55" not in err
