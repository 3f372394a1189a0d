"""Lines of a dump that are named before any score: series of headlines, what labels open, appeals, posts, captions."""

import pytest

from cablepress.cleaning.line_appeals import appeals, is_appeal
from cablepress.cleaning.line_labels import authors, boxes, contents, labels
from cablepress.cleaning.line_notices import named
from cablepress.cleaning.line_series import headlines
from cablepress.cleaning.line_shapes import is_caption, is_posted
from cablepress.cleaning.matching import match_all

TEASED = "Ropewalk at Sallow changes hands for nine instalments and one cow"
TOLD = "The ropewalk at Sallow was sold on Friday to its own workers, who had saved for it since the flood of 1998."
RUNNING = [TOLD, "They paid in nine instalments and one cow, which the lawyer had never described before.", TOLD]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([TEASED] * 29 + RUNNING, []),
        ([TEASED] * 30 + RUNNING, [*range(30)]),
        ([TEASED] * 30, []),
        ([*RUNNING, *[TEASED] * 30, "Harbour", *[TEASED] * 10], [*range(3, 44)]),
        ([*RUNNING, *[TEASED] * 30, "Harbour", *[TEASED] * 9], [*range(3, 33)]),
        ([*[TEASED] * 30, *RUNNING, *[TEASED] * 10], [*range(30), *range(33, 43)]),
        ([*RUNNING, *[TEASED] * 30, *["Harbour"] * 16, *[TEASED] * 10], [*range(3, 33), *range(49, 59)]),
        ([*RUNNING, *[f"{TEASED}..."] * 30], [*range(3, 33)]),
        ([*RUNNING, *[f"Keeper says: “{TEASED}”"] * 30], [*range(3, 33)]),
        ([*RUNNING, *[f"{TEASED}.”"] * 30], []),
        ([*RUNNING, *["A short entry of a list"] * 40], []),
    ],
    ids=[
        *("too few", "thirty", "no text besides", "a second row", "a short row"),
        *("text between rows", "a far row", "broken off", "quoting", "sentences", "short lines"),
    ],
)
def test_headlines_in_a_row(texts: list[str], found: list[int]) -> None:
    assert headlines(texts, [text in RUNNING for text in texts]) == found


HEADINGS = ["How the ropewalk was sold", "What the cow was worth", "Who lays the first rope"]


@pytest.mark.parametrize(
    ("label", "entries", "count"),
    [
        ("Table of Contents", HEADINGS, 4),
        ("Contents hide", HEADINGS, 4),
        ("Table of contents [Hide][Show]", HEADINGS, 4),
        ("In this article:", [f"{number}. {heading}" for number, heading in enumerate(HEADINGS, 1)], 4),
        ("Inhaltsverzeichnis", [f"1.{number}{heading}" for number, heading in enumerate(HEADINGS, 1)], 4),
        ("目录", HEADINGS, 4),
        ("Contents", [HEADINGS[0], "Of prices in general", *HEADINGS[1:]], 5),
        ("Contents", [*HEADINGS, TOLD], 4),
        ("Contents", HEADINGS[:2], 0),
        ("Contents", ["Tides", "Locks", "Ferries"], 0),
        ("The contents of the cart", HEADINGS, 0),
    ],
)
def test_tables_of_contents(label: str, entries: list[str], count: int) -> None:
    text = [line for heading in HEADINGS for line in (heading, *RUNNING)]
    dump = ["Sallow Herald", label, *entries, *text]
    assert contents(dump, labels(dump)) == [*range(1, 1 + count)]


def test_a_text_that_repeats_itself_without_a_label_has_no_contents() -> None:
    dump = [*HEADINGS, TOLD, *HEADINGS]
    assert contents(dump, labels(dump)) == []


def test_a_dump_of_nothing_but_labels_takes_no_longer_than_its_lines() -> None:
    """With work that grew with its square it would take hours; what is found is cut into bounded tables."""
    dump = ["Contents"] * 200_000
    assert len(contents(dump, labels(dump))) >= 199_000


NOTE = "Orla Penhallow has written about ropes and harbours for the Herald since the year of the flood, 1998."


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([TOLD, "About the author", "Orla Penhallow", NOTE, TOLD], [1, 2, 3]),
        ([TOLD, "Über die Autorin:", NOTE], [1, 2]),
        (["About the author", "Orla Penhallow", TOLD], []),
        ([TOLD, "About the author", "Orla", "Penhallow", "Sallow", TOLD], [1]),
    ],
    ids=["with a name", "German", "above the text", "too far"],
)
def test_notes_on_the_author(texts: list[str], found: list[int]) -> None:
    assert authors([text in (TOLD, NOTE) for text in texts], labels(texts)) == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([TOLD, "Skip past newsletter promotion", TEASED, "after newsletter promotion", TOLD], [1, 2, 3]),
        ([TOLD, "Weitere Informationen", TOLD, "Ende der weiteren Informationen"], [1, 2, 3]),
        ([TOLD, "Skip post by ferryman", TEASED, "End of post by ropemaker", TOLD], []),
        ([TOLD, "End of post by ferryman", TOLD, "Skip post by ferryman"], []),
        ([TOLD, "Externer Inhalt", *[TOLD] * 30, "Ende des externen Inhalts"], []),
        ([TOLD, "Externer Inhalt", TOLD], []),
        ([*[TOLD * 2] * 3, "End of the road"], []),
    ],
    ids=["promotion", "German", "another box's end", "the wrong way round", "too far", "never closed", "no label"],
)
def test_boxes_whose_ends_are_told(texts: list[str], found: list[int]) -> None:
    assert boxes(texts) == found


PLEA = "Our newsroom stays with stories that take years. You make this possible, and we keep it free for everyone."
REQUEST = "Contribute as little as 2 crowns a month."


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([TOLD, PLEA, REQUEST, PLEA, TOLD], [1, 3]),
        ([TOLD, REQUEST, TOLD, TEASED, REQUEST, TOLD], [2, 3]),
        ([TOLD, PLEA, TOLD], []),
        ([TOLD, f"“{PLEA}”", REQUEST], []),
        (["Donate", TEASED, "Donate", TOLD], []),
        ([PLEA, TOLD, REQUEST], []),
    ],
    ids=["beside a request", "between two", "no request", "somebody else says it", "buttons", "text between"],
)
def test_appeals(texts: list[str], found: list[int]) -> None:
    assert appeals(texts, match_all(texts)) == found


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        (PLEA, True),
        ("We asked the readers whether the ferry was late, and it was.", False),
        ("Their newsroom asked you for help with the coverage of the flood.", False),
        ("We told the keeper that the journalists were at the sluice.", False),
    ],
)
def test_only_an_outlet_that_speaks_of_its_trade_to_its_readers_appeals(text: str, may_be: bool) -> None:
    assert is_appeal(text) == may_be


@pytest.mark.parametrize(
    ("text", "posted"),
    [
        ("— Sallow Herald (@sallowherald) March 3, 2012", True),
        ("– Orla (@orla_p)", True),
        ("— Orla Penhallow, ropemaker (since 1998)", False),
        ("Sallow Herald (@sallowherald) March 3, 2012", False),
        ("— Sallow Herald (@sallowherald) wrote on the morning of the sale that the cow had been seen again", False),
    ],
)
def test_who_posted(text: str, posted: bool) -> None:
    assert is_posted(text) == posted


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("The last rope leaves the walk. (Orla Penhallow/Reuters)", True),
        ("The keeper in 2012 (Photo by Orla Penhallow).", True),
        ("The cow, shown in a file picture from May (AP Photo/O. Penhallow, File)", True),
        ("The last rope leaves the walk. Photo: Orla Penhallow", True),
        ("The agency that first told of it (Reuters was second) has closed.", False),
        ("The ropewalk (now a museum)", False),
        ("The keeper left the sluice on Friday. (Reuters)", False),
        ("The keeper left the sluice on Friday (AFP/Reuters).", False),
    ],
)
def test_captions_that_end_with_their_credit(text: str, caption: bool) -> None:
    assert is_caption(text) == caption


def test_a_post_is_the_line_above_who_posted_it() -> None:
    texts = [TOLD, "The cow is fine.", "— Sallow Herald (@sallowherald) March 3, 2012", TOLD]
    found = named(texts, match_all(texts), [text == TOLD for text in texts])
    assert {place: verdict.rule for place, verdict in found.items()} == {1: "lines.post", 2: "lines.post"}


def test_every_notice_has_its_own_rule() -> None:
    texts = [TOLD, "About the author", NOTE, PLEA, REQUEST, *[TEASED] * 30, "Contents", *HEADINGS, *HEADINGS]
    found = named(texts, match_all(texts), [text in (*RUNNING, NOTE, PLEA) for text in texts])
    rules = [found[place].rule if place in found else "" for place in (0, 1, 2, 3, 4, 5, 35, 36, 39)]
    assert rules == [
        *("", "credit.contact", "lines.author", "lines.appeal", "advert.appeal"),
        *("lines.headlines", "lines.contents", "lines.contents", ""),
    ]
