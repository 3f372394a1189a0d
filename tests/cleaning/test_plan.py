"""Shard by shard: a plan, results that are whole or not there, the same bytes however often a run was ended."""

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cablepress.cleaning import shard_files
from cablepress.cleaning.article import Article, Mention, Rejection, Removed
from cablepress.cleaning.command import cleaned
from cablepress.cleaning.merge import _record, read_folder
from cablepress.cleaning.plan import Plan, plan_of, read_plan, write_plan
from cablepress.cleaning.plan_command import Engine, Order, _planned, _template
from cablepress.cleaning.recipe import recipe
from cablepress.cleaning.shard import clean_shard, receipts
from cablepress.cleaning.shard_files import SortedRows, articles_schema, key_of, rows
from cablepress.cleaning.store import StoreError, to_dict
from cablepress.cleaning.template import NO_TEMPLATE, SiteTemplate, Template, line_hash
from cablepress.cli import run
from cablepress.console import StopError
from cablepress.scraping.command import SAMPLE
from cablepress.scraping.errors import EmptySourceError, MissingSourceError, SourceError
from cablepress.scraping.page import NotAPage, RawPage
from cablepress.scraping.pieces import Piece, pieces, read_piece
from cablepress.scraping.store import read_raw

WARC = SAMPLE / "captures.warc.gz"


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Four shards: three web archives, one of them with a damaged record, and a folder of pages."""
    folder = tmp_path_factory.mktemp("inputs")
    data = WARC.read_bytes()
    (folder / "a.warc.gz").write_bytes(data)
    (folder / "b.warc.gz").write_bytes(data[:9000] + b"\0\0\0\0" + data[9004:])
    (folder / "c.warc").write_bytes(gzip.decompress(data))
    (folder / "d.html").write_bytes((SAMPLE / "folder" / "bakery_divs_2010.html").read_bytes())
    (folder / "notes.doc").write_text("not a page")
    return folder


@pytest.fixture(scope="module")
def undisturbed(inputs, tmp_path_factory):
    """What one worker makes of the inputs."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    assert run(["clean", str(inputs), "--plan", str(out)]) == 1  # a record is damaged
    return out


def test_pieces_read_in_turn_are_the_whole(inputs):
    found = [one for piece in pieces([str(inputs), str(WARC)]) for one in read_piece(piece)]
    assert found == list(read_raw([inputs, WARC]))


def test_pages_are_cut_into_pieces_of_bounded_size(tmp_path, monkeypatch):
    monkeypatch.setattr("cablepress.scraping.pieces.PIECE_FILES", 3)
    monkeypatch.setattr("cablepress.scraping.pieces.PIECE_BYTES", 1000)
    for number, size in enumerate([1, 1, 1, 1, 2000, 1]):
        (tmp_path / f"{number}.html").write_bytes(b"x" * size)
    assert [[one.source for one in piece.found] for piece in pieces([str(tmp_path)])] == [
        ["0.html", "1.html", "2.html"],
        ["3.html", "4.html"],
        ["5.html"],
    ]


def test_a_plan_reads_back_and_does_not_depend_on_the_place(inputs, tmp_path):
    plan = plan_of(pieces([str(inputs)]), recipe())
    write_plan(plan, tmp_path)
    assert read_plan(tmp_path) == plan
    moved = tmp_path / "moved"
    moved.mkdir()
    for path in inputs.iterdir():
        (moved / path.name).write_bytes(path.read_bytes())
    assert [one.id for one in plan_of(pieces([str(moved)]), {}).shards] == [one.id for one in plan.shards]


@pytest.mark.parametrize("broken", [b"", b"{}\n", b"[1]\n", b'{"recipe":{},"version":"1","shards":2}\n', b"\xff\n"])
def test_a_broken_plan_is_refused(broken, tmp_path):
    (tmp_path / "plan.jsonl").write_bytes(broken)
    with pytest.raises(StoreError, match=r"plan\.jsonl: not a plan"):
        read_plan(tmp_path)


ARTICLE = Article(
    id="a" * 64,
    text="One.\n\nTwo.",
    paragraphs=("One.", "Two."),
    roles=("body", "quote"),
    title="T",
    authors=("A", "B"),
    published=datetime(2010, 12, 2, 5, 6, tzinfo=UTC),
    modified=date(2010, 12, 3),
    cables=("08MUMBAI1",),
    mentions=(Mention("08MUMBAI1", "08MUMBAI1", None, "block 1 p"),),
    captured_at=datetime(2011, 1, 1, tzinfo=UTC),
    removed=(Removed("Share", "share.bar", "share", "block 0 p"),),
    evidence={"title": "h1", "access": "open"},
)
REJECTION = Rejection("b" * 64, "empty", {"seen": "no bytes"}, "https://a.example/", None, "x.html")
SKIPPED = NotAPage("y.gif", "file_type", "not .html")


def test_a_row_reads_back_as_the_record_it_was(tmp_path):
    from cablepress.cleaning.shard import row_of

    for name, schema, records in (
        ("a", articles_schema(), [ARTICLE, Article("0" * 64, "x", ("x",), ("body",))]),
        ("r", shard_files.REJECTS, [REJECTION, SKIPPED]),
    ):
        table = SortedRows(schema, tmp_path)
        for record in records:
            extra = {"id": "", "url": "", "evidence": [], **to_dict(record)} if record is SKIPPED else row_of(record)
            table.add({"detail": "", **extra})
        table.write(tmp_path / name)
        assert sorted(map(repr, map(_record, rows(tmp_path / name)))) == sorted(map(repr, records))


def test_rows_are_sorted_through_runs_on_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(shard_files, "RUN_ROWS", 7)
    monkeypatch.setattr(shard_files, "GROUP_ROWS", 10)
    table = SortedRows(shard_files.REJECTS, tmp_path)
    ids = [f"{(number * 37) % 50:03}" for number in range(100)]
    made = [
        {
            "kind": "rejection",
            "id": name,
            "reason": "empty",
            "url": str(n),
            "source": "",
            "detail": "",
            "evidence": [],
            "published": f"2010-12-{n % 9 + 1:02}",
        }
        for n, name in enumerate(ids)
    ]
    for row in made:
        table.add(row)
    table.write(tmp_path / "r.parquet")
    assert [(row["id"], row["url"]) for row in rows(tmp_path / "r.parquet")] == [
        (row["id"], row["url"]) for row in sorted(made, key=key_of)
    ]
    assert pq.ParquetFile(tmp_path / "r.parquet").num_row_groups == 10


def test_no_rows_are_a_file_too(tmp_path):
    SortedRows(articles_schema(), tmp_path).write(tmp_path / "none")
    assert list(rows(tmp_path / "none")) == []


def test_the_bytes_do_not_depend_on_the_workers(inputs, undisturbed, tmp_path):
    assert run(["clean", str(inputs), "--plan", str(tmp_path / "out"), "--workers", "4"]) == 1
    assert contents(tmp_path / "out") == contents(undisturbed)


def test_several_workers_may_share_a_shard(undisturbed, tmp_path):
    shard = read_plan(undisturbed).shards[0]
    clean_shard(shard, tmp_path, 2)
    assert contents(tmp_path).items() <= contents(undisturbed).items()


def test_a_release_from_shards_is_that_from_pages(inputs, undisturbed, tmp_path, capsys):
    assert run(["release", str(undisturbed), "--out", str(tmp_path / "a"), "--version", "0.1.0"]) == 0
    assert run(["build", "--raw", str(inputs), "--out", str(tmp_path / "b"), "--version", "0.1.0"]) == 1
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_the_merge_is_in_release_order(undisturbed):
    merged = list(read_folder(undisturbed))
    articles = [one for one in merged if isinstance(one, Article)]
    assert len(articles) > 30
    keys = [key_of(to_dict(one)) for one in articles]
    assert keys == sorted(keys)
    assert {type(one).__name__ for one in merged} == {"Recipe", "Article", "Rejection", "NotAPage"}


def test_a_rerun_does_only_what_is_missing(inputs, undisturbed, tmp_path, capsys):
    out = tmp_path / "out"
    write_plan(read_plan(undisturbed), out.parent)
    out.mkdir()
    for name, data in contents(undisturbed).items():
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(data)
    done = sorted((out / "receipts").iterdir())
    kept = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet") if path.stem != done[3].stem}
    done[3].unlink()
    (out / f".{done[3].stem}").mkdir()  # left behind by a run that was killed
    assert run(["clean", "--plan", str(out), "--status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["done"] == 3
    assert run(["release", str(out), "--out", str(tmp_path / "r"), "--version", "0.1.0"]) == 3
    assert "1 of 4 shards are missing" in capsys.readouterr().err
    assert run(["clean", "--plan", str(out)]) == 1
    assert contents(out) == contents(undisturbed)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_a_template_is_kept_beside_the_plan(inputs, undisturbed, tmp_path, capsys):
    table = Template({"harbourpost.example": SiteTemplate(3, {line_hash("Share this"): 3})})
    order = Order([str(inputs)], "", tmp_path, Engine.LOCAL, 1, table, False)
    write_plan(_planned(order, recipe(table)), tmp_path)
    (tmp_path / "plan.jsonl").unlink()
    assert _template(order) == table
    write_plan(_planned(order, recipe(table)), tmp_path)
    assert _template(replace(order, template=NO_TEMPLATE)) == table
    assert read_plan(tmp_path).recipe["template"] == table.digest
    with pytest.raises(StopError, match="other rules"):
        _planned(order, recipe())


REFUSED = [  # arguments, what the one line says
    (["clean", "--plan", "{tmp}/new"], "no plan here yet"),
    (["clean", "--plan", "{tmp}/new", "--status"], "no plan here (plan.jsonl)"),
    (["clean", "{tmp}/missing", "--plan", "{tmp}/new"], "missing: no such file or folder"),
    (["clean", "{warc}", "--plan", "{done}"], "holds the plan of other inputs"),
    (["clean", "https://a.example/page.html", "--plan", "{tmp}/new"], "not the address of a WARC file"),
    (["clean", "{warc}", "--plan", "{warc}"], "captures.warc.gz"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=lambda v: v if isinstance(v, str) else None)
def test_what_cannot_be_planned_is_one_clear_line(arguments, message, undisturbed, tmp_path, capsys):
    assert run([one.format(tmp=tmp_path, warc=WARC, done=undisturbed) for one in arguments]) == 3
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert message in err


def test_a_folder_is_cleaned_into_by_one_run_at_a_time(inputs, undisturbed, capsys):
    import fcntl

    with (undisturbed / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert run(["clean", str(inputs), "--plan", str(undisturbed)]) == 3
    assert "another run is cleaning" in capsys.readouterr().err


def test_results_of_other_rules_are_not_mixed(undisturbed, tmp_path, capsys):
    plan = read_plan(undisturbed)
    write_plan(Plan({"rules": "other"}, plan.version, plan.shards), tmp_path)
    assert run(["clean", "--plan", str(tmp_path)]) == 3
    assert "other rules" in capsys.readouterr().err


def test_an_input_that_has_changed_fails_its_shard_alone(inputs, undisturbed, tmp_path, capsys):
    copy, out = tmp_path / "in", tmp_path / "out"
    copy.mkdir()
    out.mkdir()
    (copy / "a.warc.gz").write_bytes(WARC.read_bytes())
    (copy / "b.html").write_text("")
    write_plan(plan_of(pieces([str(copy)]), recipe()), out)
    (copy / "a.warc.gz").write_bytes(WARC.read_bytes() + b"more")
    assert run(["clean", "--plan", str(out), "--json"]) == 3
    printed, err = capsys.readouterr()
    assert json.loads(printed)["done"] == 1
    assert "has changed since the plan was made" in err
    assert "1 shards failed" in err
    assert [one.rejects for one in receipts(out)] == [{"empty": 1}]


def test_a_page_that_went_missing_fails_its_shard(tmp_path):
    (tmp_path / "a.html").write_text("x")
    (shard,) = plan_of(pieces([str(tmp_path)]), {}).shards
    (tmp_path / "a.html").unlink()
    with pytest.raises(SourceError, match=r"a\.html: cannot be read here"):
        clean_shard(shard, tmp_path / "out")
    assert list(receipts(tmp_path / "out")) == []


@pytest.mark.parametrize(("sent", "shards_before"), [(signal.SIGINT, 1), (signal.SIGKILL, 2)])
def test_a_run_that_was_ended_is_taken_up_again(sent, shards_before, inputs, undisturbed, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "cablepress.cli", "clean", str(inputs), "--plan", str(out)]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while not (out / "plan.jsonl").exists() or sum(1 for _ in out.glob("receipts/*.json")) < shards_before:
        assert time.monotonic() < deadline
        assert started.poll() is None
        time.sleep(0.01)
    started.send_signal(sent)
    _, err = started.communicate(timeout=60)
    if sent == signal.SIGINT:
        assert started.returncode == 130
        assert "run the same command to go on" in err
        assert "Traceback" not in err
    assert len(contents(out)) < len(contents(undisturbed))
    assert run(["clean", "--plan", str(out)]) == 1
    assert contents(out) == contents(undisturbed)


class Ranges(SimpleHTTPRequestHandler):
    """A file server that answers requests for ranges."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self):
        data = Path(self.translate_path(self.path)).read_bytes()
        first, _, last = (self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").partition("-")
        part = data[int(first) : int(last) + 1 if last else None]
        self.send_response(206 if self.headers.get("Range") else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(part)))
        self.send_header("Content-Range", f"bytes {first}-{int(first) + len(part) - 1}/{len(data)}")
        self.end_headers()
        self.wfile.write(part)


@pytest.fixture
def address(inputs):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranges, directory=inputs)) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_addresses_and_lists_give_what_files_give(inputs, address, tmp_path):
    (tmp_path / "warc.paths.gz").write_bytes(gzip.compress(b"a.warc.gz\nb.warc.gz\n"))
    local = list(read_raw([inputs / "a.warc.gz", inputs / "b.warc.gz"]))
    for given, base in (
        ([f"{address}a.warc.gz", f"{address}b.warc.gz"], ""),
        ([str(tmp_path / "warc.paths.gz")], address),
        ([str(tmp_path / "warc.paths.gz")], f"{inputs}/"),
    ):
        assert [one for piece in pieces(given, base) for one in read_piece(piece)] == local


def test_a_list_behind_an_address_continues_from_its_host(inputs, address):
    (inputs / "crawl").mkdir(exist_ok=True)
    (inputs / "crawl" / "warc.paths").write_text("a.warc.gz\n")
    (piece,) = pieces([f"{address}crawl/warc.paths"])
    (inputs / "crawl" / "warc.paths").unlink()
    (inputs / "crawl").rmdir()
    assert piece.found[0].place == f"{address}a.warc.gz"


BAD_LISTS = [
    (b"", EmptySourceError),
    (b"\x1f\x8b\x08broken", SourceError),
    (b"\xff\xfe", SourceError),
    (b"missing.warc.gz", MissingSourceError),
    (None, MissingSourceError),
]


@pytest.mark.parametrize(("data", "error"), BAD_LISTS)
def test_a_list_that_is_none_is_refused(data, error, tmp_path):
    path = tmp_path / "warc.paths.gz"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(error):
        pieces([str(path)])


def test_what_is_not_there_is_told_before_anything_is_read(address):
    with pytest.raises(SourceError, match="cannot be read"):
        pieces([f"{address}missing.warc.gz"])


def test_a_piece_travels_to_another_process(inputs):
    import pickle

    for piece in pieces([str(inputs)]):
        assert pickle.loads(pickle.dumps(piece)) == piece
        assert isinstance(piece, Piece)


def test_names_that_are_not_text_are_planned_and_read(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.html")).write_text("<p>The ferry was late.</p>")
    plan = plan_of(pieces([str(folder)]), recipe())
    write_plan(plan, tmp_path)
    (page,) = read_piece(read_plan(tmp_path).shards[0].piece)
    assert isinstance(page, RawPage)
    assert page.source == "caf\\xe9.html"
    assert len(list(cleaned([page], 1, []))) == 1
