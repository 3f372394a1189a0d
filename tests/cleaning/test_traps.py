"""What real dumps of such pages do to a cleaner, one case a trap, in invented text: the kept lines are exact."""

from dataclasses import dataclass, field

import pytest

from cablepress.cleaning.access import access
from cablepress.cleaning.judge_lines import judge
from cablepress.cleaning.lines import parse

TITLE = "Lamp room keeps its ledgers dry"
ONE = (
    "The keeper of the lamp room at Sallow Point has moved four hundred ledgers to the upper floor, after the spring "
    "tide came in under the door for the second time in a month."
)
TWO = (
    "The ledgers record every night on which the light was lit since 1811. “They have never been wet,” said the keeper, "
    "Orla Penhallow, “and they will not be wet while I hold the key to the stairs.”"
)
THREE = (
    "A carpenter from the village has raised the sill by a hand’s breadth. He was paid in eels, as the custom is, and "
    "he has asked for the next bill to be settled in money."
)
FOUR = (
    "The harbour board will look at the door in October. Its clerk said that the board owned two doors of that kind and "
    "that the other one had been lost at sea."
)
BODY = [ONE, TWO, THREE, FOUR]


@dataclass(frozen=True)
class Trap:
    name: str
    dump: list[str]
    kept: list[str] = field(default_factory=lambda: BODY)
    reasons: dict[str, str] = field(default_factory=dict)
    """Struck line to its reason."""


TRAPS = [
    Trap(
        "1 capture dates",
        [TITLE, *BODY, "Printable version | Feb 3, 2019 6:19:04 AM |"],
        reasons={"Printable version | Feb 3, 2019 6:19:04 AM |": "stamp", TITLE: "headline"},
    ),
    Trap(
        "1 masthead date and weather",
        ["Feb 21, 2017-Tuesday", "-°C", TITLE, "Updated: Sep 04, 2011 21:10 IST", *BODY],
        reasons={"Feb 21, 2017-Tuesday": "stamp", "Updated: Sep 04, 2011 21:10 IST": "stamp"},
    ),
    Trap(
        "2 migration stamps",
        [TITLE, "Last Updated : Jan 21 2013 | 2:34 AM IST", *BODY],
        reasons={"Last Updated : Jan 21 2013 | 2:34 AM IST": "stamp"},
    ),
    Trap(
        "3 relative stamps",
        [TITLE, "This was published 13 years ago", "This article is more than 11 years old", *BODY],
        reasons={"This was published 13 years ago": "stamp", "This article is more than 11 years old": "stamp"},
    ),
    Trap(
        "6 placeholders",
        [TITLE, *BODY, "You have read {{count}} of {{free_limit}} articles, {{name}}"],
        reasons={"You have read {{count}} of {{free_limit}} articles, {{name}}": "markup"},
    ),
    Trap(
        "7 leaked markup",
        [TITLE, f"{ONE}<BR>", f"{TWO}&nbsp;", '<form action="/comment/reply/1">', THREE, f"{FOUR}<br/>"],
    ),
    Trap(
        "8 encoding damage",
        [TITLE, *(text.replace("’", "â€™").replace("“", "â€œ") for text in BODY)],
    ),
    Trap(
        "8 back-ticks stay", [TITLE, ONE.replace("“", "`"), TWO, THREE, FOUR], [ONE.replace("“", "`"), TWO, THREE, FOUR]
    ),
    Trap(
        "9 headline three times",
        [TITLE, TITLE.upper(), TITLE, *BODY],
        reasons={TITLE.upper(): "duplicate"},
    ),
    Trap("9 a paragraph printed twice", [TITLE, ONE, TWO, TWO, THREE, FOUR]),
    Trap(
        "10 editorial insertions stay",
        [TITLE, ONE.replace("the spring", "the [unusual] spring"), TWO, THREE, FOUR],
        [ONE.replace("the spring", "the [unusual] spring"), TWO, THREE, FOUR],
    ),
    Trap(
        "11 inline markers stay",
        [TITLE, ONE, TWO.replace("since 1811.", "since 1811 (180619: secret)."), THREE, FOUR],
        [ONE, TWO.replace("since 1811.", "since 1811 (180619: secret)."), THREE, FOUR],
    ),
    Trap("12 wire marks", [TITLE, *BODY, "With inputs from PTI"], reasons={"With inputs from PTI": "credit"}),
    Trap(
        "13 datelines stay for the metadata",
        [TITLE, f"SALLOW POINT: {ONE}", TWO, THREE, FOUR],
        [f"SALLOW POINT: {ONE}", TWO, THREE, FOUR],
    ),
    Trap(
        "14 print remnants",
        [TITLE, ONE, TWO, "continued on page 2", "Lamp room", THREE, FOUR],
        reasons={"continued on page 2": "navigation", "Lamp room": "duplicate"},
    ),
    Trap(
        "15 captions of a slide show",
        [TITLE, ONE, "Photograph: Dilys Roe/Sallow Herald", TWO, THREE, "Image: The door after the tide", FOUR],
        reasons={"Photograph: Dilys Roe/Sallow Herald": "credit", "Image: The door after the tide": "credit"},
    ),
    Trap(
        "17 a key before the text",
        [
            "-----BEGIN PGP PUBLIC KEY BLOCK-----",
            "",
            "mQ" + "Zq7" * 20,
            "=ab12",
            "-----END PGP PUBLIC KEY BLOCK-----",
            TITLE,
            *BODY,
        ],
    ),
    Trap(
        "20 a plan list with prices",
        [
            *BODY,
            "You have reached your limit of {{free_limit}} free articles this month.",
            "Subscribe now for unlimited access.",
            "Already subscribed? Log in",
            "Subscribe to read the full story →",
            "Keeper’s Quarterly",
            "₹640",
            "3 Months",
            "₹210/Month",
            "Here’s what’s included in our digital subscription plans",
            "Over 12 tide tables daily, handpicked by our editors",
            "Archives",
            "Repository of tides and publications dating back to 1811",
        ],
        reasons={
            "Keeper’s Quarterly": "paywall",
            "₹640": "paywall",
            "3 Months": "paywall",
            "Over 12 tide tables daily, handpicked by our editors": "paywall",
            "Repository of tides and publications dating back to 1811": "paywall",
        },
    ),
    Trap(
        "20 an outlet's last lines",
        [
            TITLE,
            "",
            *BODY,
            "Our code of editorial values",
            "This article is closed for comments.",
            "Please Email the Editor",
            "Next Story",
        ],
        reasons={
            "Our code of editorial values": "contact",
            "This article is closed for comments.": "comments",
            "Please Email the Editor": "contact",
            "Next Story": "related",
        },
    ),
]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["lines", "blank lines"])
def test_trap(trap: Trap, between: str) -> None:
    document = parse(between.join(trap.dump))
    verdicts = judge(document)
    pairs = list(zip(document.blocks, verdicts, strict=True))
    assert [block.text for block, verdict in pairs if verdict.keep] == trap.kept
    struck = {block.text: verdict.reason for block, verdict in pairs if not verdict.keep}
    assert {line: struck[line] for line in trap.reasons} == trap.reasons
    assert all(verdict.reason and verdict.rule for _, verdict in pairs if not verdict.keep)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_traps_are_open(trap: Trap) -> None:
    document = parse("\n".join(trap.dump))
    assert access(document, judge(document))[0] == "open"
