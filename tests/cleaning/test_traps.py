"""What real dumps of such pages do to a cleaner, in invented text: a folder of dumps, each with what must become of it.

``traps/NN-name.txt`` is a dump, numbered after the list of traps in docs/traps.md; ``NN-name.expected`` has a line a
fact and a line a piece, see `rows.rows`: written after reading the dump.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from .rows import rows

TRAPS = Path(__file__).parent / "traps"
NAMES = sorted(path.stem for path in TRAPS.glob("*.txt"))
URLS = {"04-cable-months": "https://mirror.example/cable/2008/12/08SALLOW4123.html"}
CAPTURED = {"01-masthead": datetime(2017, 2, 21, 6, 19, 4, tzinfo=UTC)}
CAPTURED["01-print-view"] = CAPTURED["01-masthead"]


def outcome(name, dump):
    captured = CAPTURED.get(name, datetime(2021, 9, 21, 6, 19, 4, tzinfo=UTC))
    return rows(dump, url=URLS.get(name, ""), captured_at=captured)


def expected(name):
    return (TRAPS / f"{name}.expected").read_text("utf-8").splitlines()


def without_day(found):
    return [row for row in found if not row.startswith("published: ")]


@pytest.mark.parametrize("name", NAMES)
def test_every_line_becomes_what_it_must(name):
    found = outcome(name, (TRAPS / f"{name}.txt").read_bytes())
    assert without_day(found) == without_day(expected(name))


@pytest.mark.parametrize("name", NAMES)
def test_blank_lines_between_all_lines_change_nothing_but_the_numbers(name):
    dump = (TRAPS / f"{name}.txt").read_text("utf-8").replace("\n\n", "\n").replace("\n", "\n\n")
    found = outcome(name, dump.encode())
    assert _unnumbered(without_day(found)) == _unnumbered(without_day(expected(name)))


@pytest.mark.parametrize("name", NAMES)
def test_no_other_date_is_the_day_of_publication(name):
    day = [row for row in expected(name) if row.startswith("published: ")]
    found = outcome(name, (TRAPS / f"{name}.txt").read_bytes())
    assert [row for row in found if row.startswith("published: ")] == day


def test_every_trap_of_the_list_has_a_dump():
    assert {name[:2] for name in NAMES} == {f"{number:02d}" for number in range(1, 21)}


def _unnumbered(found):
    return [row.split(" ", 1)[1] if row[0].isdigit() else row for row in found]
