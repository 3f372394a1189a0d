"""The store of raw pages: what is written is read back, nothing is overwritten, a break costs nothing."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablepress.scraping.errors import StoreError
from cablepress.scraping.page import RawPage
from cablepress.scraping.store import read_raw, write_raw

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
STAMPS = st.none() | st.datetimes(
    min_value=datetime(1990, 1, 1),
    max_value=datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
)
MEDIA_TYPES = st.sampled_from(["", "text/html", "text/plain", "Text/Plain; charset=utf-8", "application/xhtml+xml"])
PAGES = st.lists(
    st.builds(
        RawPage, st.sampled_from([b"", b"<p>a", b"b", b"\xff\x00"]) | st.binary(), TEXTS, MEDIA_TYPES, STAMPS, TEXTS
    ),
    min_size=1,
    max_size=8,
)
PAGE = RawPage(b"<p>tide", "http://gull.example/a", "text/html", datetime(2011, 3, 17, tzinfo=UTC), "a.warc#0")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@settings(max_examples=30, deadline=None)
@given(PAGES)
def test_what_is_written_is_read_back(tmp_path_factory, pages):
    folder = tmp_path_factory.mktemp("store")
    assert write_raw(pages, folder) == len(set(pages))
    assert set(read_raw([folder])) == set(pages)
    assert len(list(read_raw([folder]))) == len(set(pages))


@settings(max_examples=20, deadline=None)
@given(PAGES, st.data())
def test_writing_again_in_any_order_and_in_parts_gives_the_same_files(tmp_path_factory, pages, data):
    once, parts = tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("parts")
    kinds = {page.id: page.media_type for page in pages}
    pages = [page for page in pages if kinds[page.id] == page.media_type]  # the first one chooses the file's name
    write_raw(pages, once)
    shuffled = data.draw(st.permutations(pages))
    cut = data.draw(st.integers(0, len(pages)))
    write_raw(shuffled[:cut], parts)
    write_raw(shuffled, parts)
    assert snapshot(once) == snapshot(parts)
    assert write_raw(pages, once) == 0


def test_layout(tmp_path):
    write_raw([PAGE, RawPage(b"dump", media_type="text/plain; charset=utf-8")], tmp_path / "new/store")
    text = hashlib.sha256(b"dump").hexdigest()
    names = {
        f"{name[:2]}/{name}{suffix}"
        for name, suffix in [(PAGE.id, ".html"), (PAGE.id, ".json"), (text, ".txt"), (text, ".json")]
    }
    assert snapshot(tmp_path / "new/store").keys() == names


def test_equal_bytes_under_two_addresses_are_one_file_and_two_captures(tmp_path):
    other = RawPage(PAGE.body, "http://tern.example/b", "text/plain", None, "b.html")
    assert write_raw([PAGE, other, PAGE], tmp_path) == 2
    assert len([name for name in snapshot(tmp_path) if not name.endswith(".json")]) == 1
    assert set(read_raw([tmp_path])) == {PAGE, other}


def test_a_file_that_is_not_what_its_name_says_is_left_alone(tmp_path):
    write_raw([PAGE], tmp_path)
    body = tmp_path / PAGE.id[:2] / f"{PAGE.id}.html"
    body.write_bytes(b"other")
    with pytest.raises(StoreError, match="not the page that its name says; move it away"):
        write_raw([PAGE], tmp_path)
    assert body.read_bytes() == b"other"


def test_a_broken_description_is_left_alone(tmp_path):
    write_raw([PAGE], tmp_path)
    description = tmp_path / PAGE.id[:2] / f"{PAGE.id}.json"
    description.write_bytes(b"{")
    with pytest.raises(StoreError, match="move it away"):
        write_raw([PAGE], tmp_path)
    assert description.read_bytes() == b"{"


@pytest.mark.parametrize("stop_at", range(4))
def test_a_break_at_any_file_leaves_whole_captures_and_is_made_up_for(tmp_path, monkeypatch, stop_at):
    pages = [PAGE, RawPage(b"<p>ebb", "http://gull.example/b", "text/html", None, "a.warc#9")]
    replace, calls = Path.replace, []

    def broken(self, target):
        calls.append(target)
        if len(calls) > stop_at:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(StoreError, match="No space left on device"):
        write_raw(pages, tmp_path)
    monkeypatch.undo()
    assert not [name for name in snapshot(tmp_path) if name.endswith(".part")]
    if stop_at >= 2:
        assert {found for found in read_raw([tmp_path]) if isinstance(found, RawPage)} <= set(pages)
    write_raw(pages, tmp_path)
    assert set(read_raw([tmp_path])) == set(pages)


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot be written"):
        write_raw([PAGE], tmp_path / "file")
    with pytest.raises(StoreError, match="cannot be written"):
        write_raw([PAGE], tmp_path / "file" / "below")


def test_reading_a_folder_while_adding_to_it_ends(tmp_path):
    write_raw([PAGE], tmp_path)
    copies = (
        RawPage(page.body + b"!", page.url, page.media_type, page.captured_at, page.source)
        for page in read_raw([tmp_path])
    )
    assert write_raw(copies, tmp_path) == 1
    assert len(list(read_raw([tmp_path]))) == 2
