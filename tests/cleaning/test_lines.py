"""Text dumps as blocks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning import lines, mojibake, wrapping
from cablepress.cleaning.lines import parse

from ..compiled import plain

WRAPPED = """\
PENCARROW: The miller said on Tuesday that the wheel would be lifted back
on its axle before the first frost, if the river and the council let him
have the three dry days that he has asked for since the spring, and that
the stones were in better shape than anybody had the right to expect.
The council meets on Friday. Its clerk, who keeps the only key to the
sluice, said that he had not been asked and that he would, if he was, say
what he had said in the year of the flood.
Next Story
"""


def texts(dump: str) -> list[str]:
    return [block.text for block in parse(dump).blocks]


def test_hard_wrapped_paragraphs_are_joined() -> None:
    first, second, third = parse(WRAPPED).blocks
    assert first.text.startswith("PENCARROW: The miller")
    assert first.text.endswith("anybody had the right to expect.")
    assert second.text.startswith("The council meets on Friday.")
    assert second.where == "line 5"
    assert third.text == "Next Story"
    assert third.where == "line 8"


@pytest.mark.parametrize(
    "dump",
    [
        "Home\nNews\nSport\nWeather\nLetters to the editor and other voices\nmore",
        "a long line that goes on without an end and then stops in the middle of the\nnext one",
        "\n".join(
            f"{n} kilos of flour, {n + 1} of salt and a lump of butter of about the size of an egg" for n in range(9)
        ),
        "\n".join(["one line of verse that is as long as it has to be for the tune", "and then a short one"] * 6),
    ],
)
def test_lines_without_proof_stay_apart(dump: str) -> None:
    assert texts(dump) == dump.split("\n")


def test_blank_lines_end_wrapped_paragraphs() -> None:
    assert len(texts(WRAPPED.replace("expect.\n", "expect.\n\n"))) == 3


def test_a_hyphen_at_the_break_stays() -> None:
    assert wrapping.join(["the so-", "called mill"], 7) == [(0, "the so-called mill")]


LINE_ENDS = [
    ("a\r\nb", ["a", "b"]),
    ("a\rb", ["a", "b"]),
    ("a\u2028b\u2029c", ["a", "b", "c"]),
    ("a\fb\x85c", ["a", "b", "c"]),
]


@pytest.mark.parametrize(("dump", "expected"), LINE_ENDS)
def test_line_ends(dump: str, expected: list[str]) -> None:
    assert texts(dump) == expected


LEAKS = [
    ("one<BR>two<br/>three", ["one", "two", "three"]),
    ("salt&nbsp;and&nbspbread &amp; butter", ["salt and bread & butter"]),
    ("AT&T and R&D, x &lt y", ["AT&T and R&D, x &lt y"]),
    ('<form action="/comment/reply/12" method="post">Say it', ["Say it"]),
    ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
    ("l''affaire du four, l''''autre", ["l'affaire du four, l'autre"]),
    ("he said ''no'' to it", ["he said ''no'' to it"]),
    (r"a \"quoted\" word", ['a "quoted" word']),
    ("if a < b and b > c", ["if a < b and b > c"]),
    ("the <quay> stays", ["the <quay> stays"]),
]


@pytest.mark.parametrize(("dump", "expected"), LEAKS)
def test_leaked_markup(dump: str, expected: list[str]) -> None:
    assert texts(dump) == expected


def test_leaked_tags_are_reported() -> None:
    (removed,) = parse('x\n<form action="/a">y').removed
    assert (removed.text, removed.rule, removed.reason, removed.where) == (
        '<form action="/a">',
        "markup.tag",
        "markup",
        "line 2",
    )


KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: Test 1\n\nmQ{0}\n{0}\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----".format(
    "Zx8" * 20
)


@pytest.mark.parametrize(
    "key",
    [KEY, KEY.replace("\n", " "), KEY.rsplit("\n", 1)[0] + "\n"],
    ids=["own lines", "one line", "without its end"],
)
def test_key_blocks_are_left_out(key: str) -> None:
    document = parse(f"Head\n{key}\nThe cable begins here.")
    assert document.blocks[0].text == "Head"
    assert document.blocks[-1].text == "The cable begins here."
    assert not any("Zx8" in block.text for block in document.blocks)
    assert document.removed[0].rule == "markup.key_block"


MOJIBAKE = [
    ("Itâ€™s the manâ€™s hat", "It’s the man’s hat"),
    ("cafÃ© et thÃ©", "café et thé"),
    ("â€œYesâ€\x9d, he said", "“Yes”, he said"),
    ("नदी का पुल".encode().decode("latin-1"), "नदी का पुल"),
    ("мост через реку".encode().decode("latin-1"), "мост через реку"),
    ("پل دوبارہ کھل گیا".encode().decode("latin-1"), "پل دوبارہ کھل گیا"),
    ("one Ã© alone", "one Ã© alone"),
    ("NÃO FAÇAS, IRMÃ", "NÃO FAÇAS, IRMÃ"),
    ("«CONGÉ», dit-elle, «ÉTÉ»", "«CONGÉ», dit-elle, «ÉTÉ»"),
    ("Das ist süß, sagte sie", "Das ist süß, sagte sie"),
]


@pytest.mark.parametrize(("damaged", "expected"), MOJIBAKE)
def test_provable_mojibake(damaged: str, expected: str) -> None:
    assert mojibake.repair(damaged) == expected


def test_too_many_lines_are_said() -> None:
    document = parse("a\n" * (lines.LINE_LIMIT + 5))
    assert len(document.blocks) == lines.LINE_LIMIT
    assert document.removed[0].rule == "markup.too_many_lines"
    assert document.removed[0].text == "5 lines"


@pytest.mark.parametrize(
    "dump",
    [
        "x " * 2_000_000,
        "\0" * 1_000_000,
        "\ud800 lone\n" * 1000,
        "<a " * 300_000,
        "&" * 1_000_000,
        "â€" * 300_000,
        "'" * 1_000_000,
        "",
    ],
    ids=["one line", "nul", "surrogates", "tags", "ampersands", "mojibake", "apostrophes", "nothing"],
)
def test_hostile_dumps_have_blocks(dump: str) -> None:
    assert all(block.text for block in parse(dump).blocks)


@given(st.text(st.characters(exclude_characters="<&\\'ÃÂâàØÙÐÑ")))
def test_nothing_is_invented(dump: str) -> None:
    """But for the documented repairs, every character stood in the dump."""
    known = set(unicodedata.normalize("NFC", dump)) | set(dump) | {" "}
    for block in parse(dump).blocks:
        assert all(letter in known or letter in unicodedata.normalize("NFC", dump) for letter in block.text)


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=20))
def test_parsing_its_own_blocks_changes_nothing(dump: list[str]) -> None:
    once = texts("\n".join(dump))
    twice = texts("\n\n".join(once))
    assert texts("\n\n".join(twice)) == twice


PLAIN, PLAIN_WRAPPING = (plain(f"cablepress.cleaning.{name}") for name in ("lines", "wrapping"))
PIECES = st.sampled_from([
    "The ferry left the harbour", "forty minutes late and then, as so often, it did not leave at all.", "Read more:",
    "&nbsp", "<br>", "it''s", "  ", " ", "\u200b", "e\u0301", "ö", "a-", "b", "渡し船。", "\n", "\n\n",
])  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_compiled_and_plain_take_apart_the_same(dump: str) -> None:
    one, other = parse(dump), PLAIN.parse(dump)
    assert one.blocks == other.blocks
    assert one.removed == other.removed


@given(st.lists(PIECES, max_size=30), st.integers(1, 100))
def test_compiled_and_plain_join_the_same(pieces: list[str], column: int) -> None:
    assert wrapping.width(pieces) == PLAIN_WRAPPING.width(pieces)
    assert wrapping.join(pieces, column) == PLAIN_WRAPPING.join(pieces, column)
