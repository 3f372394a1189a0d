"""What a capture shows: open, teaser, walled."""

import pytest

from cablepress.cleaning.access import access
from cablepress.cleaning.document import Block, Document, Verdict

KEPT = Verdict(True, "model")
PITCH = Verdict(False, "paywall.subscribe_pitch", "paywall")
CUT = Verdict(False, "paywall.cut", "paywall")
COUNT = Verdict(False, "paywall.metered_count", "paywall")
OTHER = Verdict(False, "model", "boilerplate")

SENTENCE = (
    "The ferry was two hours late because the captain had stopped for a swimming cow, and nobody complained about it."
)
BROKEN = "The ferry was two hours late because the captain had stopped for a swimming cow, which the passengers had"
TRAILING = "The ferry was two hours late because the captain had stopped for a swimming cow, and the passengers had..."
LONG = [(SENTENCE, KEPT)] * 15

CASES = [
    ("no paywall", [(SENTENCE, KEPT)], [], "open"),
    ("a pitch below a whole text", [*LONG, ("Subscribe now", PITCH)], [], "open"),
    ("a pitch below a short whole text", [(SENTENCE, KEPT)] * 3 + [("Subscribe now", PITCH)], [], "open"),
    ("a cut is announced below a whole long text", [*LONG, ("Subscribe to read the full story", CUT)], [], "open"),
    (
        "a cut is announced below a short text",
        [(SENTENCE, KEPT)] * 3 + [("To continue reading, subscribe", CUT)],
        [],
        "teaser",
    ),
    ("the text breaks off before a pitch", [*LONG, (BROKEN, KEPT), ("Subscribe now", PITCH)], [], "teaser"),
    ("the text trails off before a pitch", [*LONG, (TRAILING, KEPT), ("Subscribe now", PITCH)], [], "teaser"),
    ("the text goes on below the pitch", [(BROKEN, KEPT), ("Subscribe now", PITCH), *LONG], [], "open"),
    (
        "a template that was never filled in",
        [(SENTENCE, KEPT)] * 3
        + [("You have reached your limit of {{free_limit}} free articles", COUNT), ("Read the full story", CUT)],
        [],
        "open",
    ),
    ("not free and short", [(SENTENCE, KEPT)] * 3, ['{"isAccessibleForFree": "False"}'], "teaser"),
    ("not free and long", LONG, ['{"isAccessibleForFree":false}'], "open"),
    ("free and short", [(SENTENCE, KEPT)], ['{"isAccessibleForFree": true}'], "open"),
    ("nothing but the wall", [("Home", OTHER), ("Subscribe now", PITCH), ("Log in", PITCH)], [], "walled"),
    ("a sentence and the wall", [(SENTENCE, KEPT), ("Subscribe now", PITCH)], [], "walled"),
    ("no text and no wall", [("Home", OTHER)], [], "open"),
]


@pytest.mark.parametrize(("name", "lines", "json_ld", "expected"), CASES, ids=[case[0] for case in CASES])
def test_access(name: str, lines: list[tuple[str, Verdict]], json_ld: list[str], expected: str) -> None:
    blocks = [Block(text, where=f"line {number}") for number, (text, _) in enumerate(lines, 1)]
    shown, evidence = access(Document(blocks, "text", json_ld=json_ld), [verdict for _, verdict in lines])
    assert shown == expected, name
    assert evidence


def test_the_evidence_names_rule_and_place_but_no_text() -> None:
    blocks = [Block(SENTENCE, where="line 1"), Block(BROKEN, where="line 2"), Block("Subscribe now", where="line 3")]
    _, evidence = access(Document(blocks, "text"), [KEPT, KEPT, PITCH])
    assert evidence == "text breaks off at line 2, paywall.subscribe_pitch at line 3"
