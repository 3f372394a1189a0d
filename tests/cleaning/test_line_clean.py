"""How a dump shows that it was cleaned before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cablepress.cleaning.line_clean import has_page_head, stands_apart
from cablepress.cleaning.lines import _is_tidy, parse
from cablepress.cleaning.text import tidy

HEADS = [
    ("prose", ["The ropewalk was sold.", "They paid in nine instalments."], False),
    ("a byline alone", ["By Orla Penhallow", "The ropewalk was sold."], False),
    ("byline and date", ["Workers buy the ropewalk", "By Orla Penhallow", "March 3, 2012"], True),
    ("sections and date", ["Home > Harbour", "March 3, 2012", "The ropewalk was sold."], True),
    ("a headline printed twice", ["Workers buy the ropewalk", "Workers buy the ropewalk"], True),
]


@pytest.mark.parametrize(("note", "texts", "expected"), HEADS, ids=[row[0] for row in HEADS])
def test_the_head_of_a_page(note: str, texts: list[str], expected: bool) -> None:
    assert has_page_head(texts, [False] * len(texts)) == expected


@pytest.mark.parametrize(
    ("dump", "expected"),
    [("a\n\nb\n\nc", True), ("a\nb", False), ("a\n\n\nb", False), ("\na\n\nb", False), ("a", True)],
)
def test_paragraphs_stand_apart(dump: str, expected: bool) -> None:
    assert stands_apart([block.where for block in parse(dump).blocks]) == expected


def test_tags_stay_in_a_text_that_writes_about_them() -> None:
    paragraphs = ["A <font color='red'> tag is what we used.", "And a <br> at every line.", "That was all."]
    assert [block.text for block in parse("\n\n".join(paragraphs)).blocks] == paragraphs
    assert parse("\n".join(paragraphs)).removed


@given(st.text(max_size=40))
def test_lines_taken_as_they_are_are_tidy(line: str) -> None:
    if _is_tidy(line) and "  " not in line:
        assert tidy(line) == line
