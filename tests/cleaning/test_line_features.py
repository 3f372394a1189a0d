"""What is measured of a dump's lines: columns by name, on a dump small enough to count by hand."""

import numpy as np
import pytest

from cablepress.cleaning.line_company import REASON_CODES
from cablepress.cleaning.line_features import measure
from cablepress.cleaning.line_places import FAR, densest
from cablepress.cleaning.line_words import COMMON, LONG_LINES, SHORT_LINES, TONES, middle, tone_places
from cablepress.cleaning.matching import match_all

PROSE = "The ferry Gannet ran aground near the lighthouse on Thursday, and the channel was shut."
AGAIN = "Nobody on the Gannet was hurt; the lighthouse keeper had rowed out with 2 blankets (one wet.)"
DUMP = ["Home", "Gannet aground at the lighthouse", PROSE, "Related stories", AGAIN, "Home", "渡口开放。"]
SIZE, MORE = (sum(letter.isalnum() for letter in text) for text in (PROSE, AGAIN))
RELATED, MENU = REASON_CODES["related"], REASON_CODES["navigation"]

CASES = [
    # the line alone
    ("letters", [4, 28, SIZE, 14, MORE, 4, 8]),
    ("words", [1, 5, 15, 2, 17, 1, 3]),
    ("word_length", [40, 56, 10 * SIZE // 15, 70, 10 * (MORE - 1) // 17, 40, 26]),
    ("titled", [100, 20, 20, 50, 11, 100, 0]),
    ("digit", [0, 0, 0, 0, 1, 0, 0]),
    ("stops", [0, 0, 1, 0, 1, 0, 1]),
    ("commas", [0, 0, 1, 0, 1, 0, 0]),
    ("ends", [0, 0, 1, 0, 1, 0, 1]),
    ("strong", [MENU, 0, 0, RELATED, 0, MENU, 0]),
    ("earlier", [0, 0, 0, 0, 0, 1, 0]),
    ("copies", [2, 1, 1, 1, 1, 2, 1]),
    ("running", [0, 0, 0, 0, 0, 0, 0]),
    ("look", [0, 2, 7, 0, 7, 0, 1]),
    ("alike", [2, 0, 1, 2, 1, 2, 0]),
]


@pytest.fixture(scope="module")
def columns():
    return measure(DUMP, match_all(DUMP), np.zeros((3, TONES), np.int8))


@pytest.fixture
def longer():
    dump = ["Home", "Gannet aground at the lighthouse", 2 * PROSE, "Related stories", 2 * AGAIN, "Home"]
    return measure(dump, match_all(dump), np.zeros((3, TONES), np.int8))


@pytest.mark.parametrize(("name", "expected"), CASES, ids=[row[0] for row in CASES])
def test_lines_are_measured(columns, name: str, expected: list[int]) -> None:
    assert columns[name].tolist() == expected


AROUND = [
    ("running", [0, 0, 1, 0, 1, 0]),
    ("rare_words", [1, 3, 8, 2, 8, 1]),
    ("known", [0, 100, 25, 0, 25, 0]),
    ("topic", [0, 0, 0, 0, 0, 0]),
    ("before", [0, 0, 0, 0, 25, 0]),
    ("index", [0, 1, 2, 3, 4, 5]),
    ("from_end", [5, 4, 3, 2, 1, 0]),
    ("text_before", [0, 0, 0, 2 * SIZE, 2 * SIZE, 2 * (SIZE + MORE)]),
    ("text_after", [2 * (SIZE + MORE)] * 2 + [2 * MORE] * 2 + [0] * 2),
    ("text_share", [0, 0, *[100 * SIZE // (SIZE + MORE)] * 2, 100, 100]),
    ("loose_from", [-2, -1, 0, 1, 2, 3]),
    ("loose_to", [4, 3, 2, 1, 0, -1]),
    ("run_here", [0, 0, 2 * SIZE, 0, 2 * MORE, 0]),
    ("run_above", [0, 0, 2 * SIZE, 2 * SIZE, 2 * MORE, 2 * MORE]),
    ("run_below", [2 * SIZE, 2 * SIZE, 2 * SIZE, 2 * MORE, 2 * MORE, 0]),
    ("stretch_here", [0, 0, *[2 * (SIZE + MORE)] * 3, 0]),
    ("text_back", [FAR, FAR, FAR, 1, 2, 1]),
    ("text_ahead", [2, 1, 2, 1, FAR, FAR]),
    ("related_back", [FAR, FAR, FAR, FAR, 1, 2]),
    ("related_ahead", [3, 2, 1, FAR, FAR, FAR]),
    ("text_since_stop", [-1, -1, -1, 0, 2 * MORE, 2 * MORE]),
    ("letters-1", [-1, 4, 28, 2 * SIZE, 14, 2 * MORE]),
    ("letters+2", [2 * SIZE, 14, 2 * MORE, 4, -1, -1]),
    ("running_before4", [0, 0, 0, 1, 1, 2]),
    ("running_after4", [2, 2, 1, 1, 0, 0]),
    ("marked_before4", [0, 1, 1, 1, 2, 1]),
    ("sized_after4", [28 + 2 * SIZE + 14 + 2 * MORE, 2 * SIZE + 18 + 2 * MORE, 18 + 2 * MORE, 4 + 2 * MORE, 4, 0]),
]


@pytest.mark.parametrize(("name", "expected"), AROUND, ids=[row[0] for row in AROUND])
def test_what_stands_around_lines_is_measured(longer, name: str, expected: list[int]) -> None:
    assert longer[name].tolist() == expected


@pytest.mark.parametrize(
    ("note", "worth", "expected"),
    [
        ("all", [1, 2, 3], (0, 2)),
        ("the best between bad ones", [-1, 5, -2, 4, -9, 6], (1, 3)),
        ("the best of bad ones", [-3, -1, -2], (1, 1)),
        ("the first of two", [2, -5, 2], (0, 0)),
    ],
)
def test_the_densest_stretch(note: str, worth: list[int], expected: tuple[int, int]) -> None:
    assert densest(np.array(worth)) == expected


def test_lines_sound_like_their_words() -> None:
    tones = np.zeros((3, TONES), np.int8)
    _, places = tone_places(["subscribe"])
    tones[SHORT_LINES, places.tolist()] = -8
    found = measure(["subscribe", "harbour"], [None, None], tones)
    assert found["tone"].tolist() == [64 * -24 // 27, 0]
    assert not tones[LONG_LINES].any()


def test_common_words_are_none_of_a_texts_own() -> None:
    tones = np.zeros((3, TONES), np.int8)
    _, places = tone_places(["harbour"])
    tones[COMMON, places[0]] = 1
    found = measure(["harbour eels", "harbour"], [None, None], tones)
    assert found["common"].tolist() == [50, 100]
    assert found["rare_words"].tolist() == [1, 0]


@pytest.mark.parametrize(("values", "expected"), [([], 0), ([5], 5), ([3, 1, 2], 2), ([4, 1, 3, 2], 3)])
def test_the_middle(values: list[int], expected: int) -> None:
    assert middle(values) == expected
