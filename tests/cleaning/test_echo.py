"""Kept blocks that say again what stands elsewhere, or what the shape of a line at the top gives away."""

import pytest

from cablepress.cleaning.document import CLEAN, Block, Document, Verdict
from cablepress.cleaning.echo import settle
from cablepress.cleaning.metadata import Metadata

LONG = "The ferry was caulked on Monday with tar from the ropewalk, as it is in every spring before the first flood."
OTHER = "A second boat lies on the shore, and nobody remembers whose it is, though eleven families have painted it."

TOP = [
    ("p", "By Orla Penhallow", "byline"),
    ("p", "3 March 2012", "stamp"),
    ("p", "Sallow Desk | 5 min read", "navigation"),
    ("p", "Kenya: »Ropes for all« is the plan", ""),  # quotes, no trail of sections
    ("h2", "By the numbers", ""),  # headings may look like bylines
    ("p", "The ferry runs again.", ""),
]


def settled(*blocks: tuple[str, str], rule: str = "model", meta: Metadata | None = None) -> list[Verdict]:
    document = Document([Block(text, tag, f"block {index} {tag}") for index, (tag, text) in enumerate(blocks)])
    return settle(document, [Verdict(True, rule)] * len(blocks), meta or Metadata())


@pytest.mark.parametrize(("tag", "text", "reason"), TOP)
def test_lines_at_the_top(tag, text, reason):
    verdicts = settled((tag, text), ("p", LONG))
    assert [verdict.reason for verdict in verdicts] == [reason, ""]
    assert verdicts[0].rule == (f"echo.{reason}" if reason else "model")


@pytest.mark.parametrize("text", [text for _, text, _ in TOP])
def test_the_same_lines_further_down_stay(text):
    blocks = [("p", f"{LONG} {number}") for number in range(4)]
    assert all(verdict.keep for verdict in settled(*blocks, ("p", text)))


def test_a_paragraph_is_kept_once_and_a_label_every_time():
    verdicts = settled(("p", LONG), ("h3", "Pros"), ("p", OTHER), ("h3", "Pros"), ("p", LONG))
    assert [verdict.reason for verdict in verdicts] == ["", "", "", "", "duplicate"]


def test_what_stands_in_the_metadata_goes():
    meta = Metadata(title="Ferry caulked", authors=("Orla Penhallow",), agency="PTI")
    verdicts = settled(("p", "“Ferry caulked”"), ("p", "Orla Penhallow"), ("p", LONG), ("p", "PTI"), meta=meta)
    assert [verdict.reason for verdict in verdicts] == ["headline", "byline", "", "credit"]


def test_a_text_that_is_clean_keeps_every_line():
    assert all(verdict.keep for verdict in settled(("line", "By Orla Penhallow"), ("line", LONG), rule=CLEAN))


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ([("p", "Sallow"), ("h3", "Ferry runs again"), ("p", LONG)], [False, False, True]),
        ([("p", "Sallow"), ("p", LONG), ("h3", "Ferry runs again"), ("p", OTHER)], [True, True, False, True]),
        ([("h3", "Ferry runs again"), ("p", "Sallow"), ("p", LONG)], [False, True, True]),
        ([("p", "Sallow"), ("p", LONG)], [True, True]),
    ],
    ids=["above the headline", "a headline below the text", "under the headline", "no headline"],
)
def test_a_label_above_the_headline_goes(blocks, kept):
    verdicts = settled(*blocks, meta=Metadata(title="Ferry runs again"))
    assert [verdict.keep for verdict in verdicts] == kept
