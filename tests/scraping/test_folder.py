"""Folders and single pages: what is read, in which order, with which facts, and what is reported."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cablepress.scraping import folder, page
from cablepress.scraping.errors import (
    EmptySourceError,
    MissingSourceError,
    ScrapingError,
    UnreadableSourceError,
)
from cablepress.scraping.page import REASONS, NotAPage, RawPage
from cablepress.scraping.store import read_raw

WHEN = datetime(2011, 3, 17, 10, 15, tzinfo=UTC)


def fill(root: Path, **files: str | bytes) -> Path:
    """Write files; two underscores in a name stand for a slash, the last one for a dot."""
    for name, data in files.items():
        path = root / ".".join(name.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def sources(root: Path) -> list[str]:
    return [found.source for found in read_raw([root])]


def test_pages_come_by_relative_path_whatever_the_file_system_says(tmp_path, monkeypatch):
    fill(tmp_path, b_html="b", a_txt="a", sub__c_HTM="c", sub__deep__d_xhtml="d", A_html="A")
    expected = ["A.html", "a.txt", "b.html", "sub/c.HTM", "sub/deep/d.xhtml"]
    assert sources(tmp_path) == expected
    walk = os.walk
    monkeypatch.setattr(
        os, "walk", lambda *args, **options: [(p, d[::-1], f[::-1]) for p, d, f in walk(*args, **options)]
    )
    assert sources(tmp_path) == expected


def test_sources_do_not_depend_on_where_the_folder_lies(tmp_path, monkeypatch):
    fill(tmp_path / "one", sub__a_html="a")
    absolute = list(read_raw([tmp_path / "one"]))
    monkeypatch.chdir(tmp_path)
    assert list(read_raw([Path("one")])) == list(read_raw([Path("one/../one/")])) == absolute


def test_paths_are_read_in_the_order_given(tmp_path):
    fill(tmp_path, one__a_html="1", two__a_html="2")
    assert [found.body for found in read_raw([tmp_path / "two", tmp_path / "one", tmp_path / "two/a.html"])] == [
        b"2",
        b"1",
        b"2",
    ]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html"),
        ("a.HTM", "text/html"),
        ("a.xhtml", "application/xhtml+xml"),
        ("a.txt", "text/plain"),
        ("a.php", ""),
    ],
)
def test_media_type_follows_the_name(tmp_path, name, media_type):
    (tmp_path / name).write_bytes(b"x")
    assert list(read_raw([tmp_path / name])) == [RawPage(b"x", "", media_type, None, name)]


SIDECARS = [
    # description, expected url, captured_at, media type
    ('{"url": "http://gull.example/", "captured_at": "2011-03-17T10:15:00Z"}', "http://gull.example/", WHEN, "text/html"),
    ('{"captured_at": "2011-03-17 11:15+01:00"}', "", WHEN, "text/html"),
    ('{"captured_at": "2011-03-17T10:15"}', "", WHEN, "text/html"),
    ('{"captured_at": "20110317101500", "media_type": "text/plain; charset=koi8-r"}', "", WHEN, "text/plain; charset=koi8-r"),
    ('{"media_type": "", "url": null, "editor": {"name": "x"}}', "", None, ""),
    ("{}", "", None, "text/html"),
    ('\ufeff{"url": "u"}', "u", None, "text/html"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.json", "a.html.json"])
@pytest.mark.parametrize("case", SIDECARS)
def test_description_beside_a_page(tmp_path, name, case):
    description, url, captured_at, media_type = case
    fill(tmp_path, a_html="x")
    (tmp_path / name).write_text(description, encoding="utf-8")
    expected = [RawPage(b"x", url, media_type, captured_at, "a.html")]
    assert list(read_raw([tmp_path])) == list(read_raw([tmp_path / "a.html"])) == expected


def test_the_description_that_names_the_whole_file_wins(tmp_path):
    fill(tmp_path, a_html="x", a_json='{"url": "stem"}')
    (tmp_path / "a.html.json").write_text('{"url": "whole"}')
    first, second = read_raw([tmp_path])
    assert (first.url, second) == ("whole", NotAPage("a.json", "file_type", second.detail))


def test_a_description_may_list_several_captures_of_the_same_bytes(tmp_path):
    fill(tmp_path, a_html="x", a_json='{"captures": [{"url": "u1"}, {"url": "u2", "source": "b.warc#0"}]}')
    found = list(read_raw([tmp_path]))
    assert [(one.url, one.source) for one in found] == [("u1", "a.html"), ("u2", "b.warc#0")]
    assert len({one.id for one in found}) == 1


BROKEN_SIDECARS = [
    b"",
    b"{",
    b"[]",
    b"3",
    b'"text"',
    b"\xff\xfe",
    b'{"url": 3}',
    b'{"url": ["u"]}',
    b'{"url": "\\ud800"}',
    b'{"captured_at": "yesterday"}',
    b'{"captured_at": "2011-03-17"}',
    b'{"captured_at": 1300356900}',
    b'{"captured_at": "9999-12-31T23:59:59-23:00"}',
    b'{"captures": []}',
    b'{"captures": {}}',
    b'{"captures": ["u"]}',
    b"[" * 200_000,
    b'{"url": ' + b"9" * 10_000 + b"}",
    b'{"url": "' + b"x" * 1_000_000 + b'"}',
]


@pytest.mark.parametrize("description", BROKEN_SIDECARS, ids=lambda data: repr(data[:30]))
def test_broken_description_is_reported_and_the_page_read_without_it(tmp_path, description):
    fill(tmp_path, sub__a_html="x", sub__a_json=description)
    report, found = read_raw([tmp_path])
    assert found == RawPage(b"x", "", "text/html", None, "sub/a.html")
    assert (report.source, report.reason) == ("sub/a.json", "sidecar")
    assert "\n" not in report.detail


def test_other_files_are_reported_and_hidden_ones_passed_over(tmp_path):
    fill(tmp_path, a_html="x", style_css="p {}", data_json="{}", page_html_gz="")
    fill(tmp_path, **{"._hidden": "x", ".git__config_html": "x"})
    others = [found for found in read_raw([tmp_path]) if isinstance(found, NotAPage)]
    assert [one.source for one in others] == ["data.json", "page_html.gz", "style.css"]
    assert {one.reason for one in others} == {"file_type"}


def test_links(tmp_path):
    fill(tmp_path, inside__a_html="a", inside__sub__b_html="b", elsewhere__c_html="c")
    inside = tmp_path / "inside"
    for name, target in {
        "within.html": inside / "a.html",
        "out.html": tmp_path / "elsewhere/c.html",
        "out_folder": tmp_path / "elsewhere",
        "within_folder": inside / "sub",
        "nowhere.html": inside / "none",
        "circle.html": inside / "circle.html",
        "up": inside,
    }.items():
        (inside / name).symlink_to(target)
    found = {one.source: one for one in read_raw([inside])}
    assert {name for name, one in found.items() if isinstance(one, RawPage)} == {"a.html", "sub/b.html", "within.html"}
    reasons = {name: one.reason for name, one in found.items() if isinstance(one, NotAPage)}
    assert reasons == {
        "out.html": "outside",
        "out_folder": "outside",
        "nowhere.html": "unreadable",
        "circle.html": "unreadable",
    }
    assert set(reasons.values()) <= REASONS.keys()


def test_a_linked_folder_may_be_given_itself(tmp_path):
    fill(tmp_path / "real", a_html="a")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert sources(tmp_path / "link") == ["a.html"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(fill(tmp_path, a_html="a") / "pipe.html")
    assert [found.source for found in read_raw([tmp_path]) if isinstance(found, NotAPage)] == ["pipe.html"]
    with pytest.raises(UnreadableSourceError, match="not a regular file"):
        read_raw([tmp_path / "pipe.html"])


def test_names_that_are_not_utf8_get_a_source_that_is(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.html"
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib takes no bytes
        file.write(b"x")
    assert sources(tmp_path) == ["caf\\xe9.html"]


def test_page_at_the_limit_is_read_and_a_longer_one_only_measured(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "MAX_BYTES", 1000)
    fill(tmp_path, a_html=b"x" * 1000, b_html=b"x" * 1001)
    first, second = read_raw([tmp_path])
    assert first.body == b"x" * 1000
    digest = page.RawPage(b"x" * 1001).id
    assert second == NotAPage("b.html", "too_large", f"1001 bytes, SHA-256 {digest}")


def test_a_file_that_vanishes_or_refuses_stops_nothing_else(tmp_path):
    fill(tmp_path, a_html="a", b_html="b", c_html="c")
    found = read_raw([tmp_path])
    (tmp_path / "b.html").unlink()
    assert [type(one) for one in found] == [RawPage, NotAPage, RawPage]


def test_warc_files_lie_in_folders_too(tmp_path):
    fill(tmp_path, a_html="x", sub__b_warc=b"no record")
    assert [(type(one), one.source) for one in read_raw([tmp_path])] == [
        (RawPage, "a.html"),
        (NotAPage, "sub/b.warc#0"),
    ]


ERRORS = [
    # path below the test's folder, error, message
    ("none", MissingSourceError, "no such file or folder"),
    ("full/a.html/below", UnreadableSourceError, "cannot be read"),
    ("empty", EmptySourceError, "nothing to read; expected files that end in .html, .htm, .xhtml, .txt, .warc"),
    ("other", EmptySourceError, "nothing to read"),
]


@pytest.mark.parametrize(("path", "error", "message"), ERRORS)
def test_nothing_to_read_is_one_clear_line_before_anything_is_read(tmp_path, path, error, message):
    fill(tmp_path, full__a_html="x", other__a_png="x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(error) as caught:
        read_raw([tmp_path / "full", tmp_path / path])
    assert message in str(caught.value)
    assert str(tmp_path / path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert issubclass(error, ScrapingError)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_and_folder(tmp_path):
    fill(tmp_path, a_html="x", sub__b_html="y").joinpath("a.html").chmod(0)
    (tmp_path / "sub").chmod(0)
    with pytest.raises(UnreadableSourceError, match="check its permissions"):
        read_raw([tmp_path / "a.html"])
    assert [one.reason for one in read_raw([tmp_path])] == ["unreadable", "unreadable"]
