"""Sections: declared, or from the breadcrumb."""

import pytest

from cablepress.cleaning import section

from .pages import document, sources

LINES = [
    ("Home » News » National", "National"),
    ("You are here: Home > News", "News"),
    ("Sie sind hier: Startseite » Region » Artikel", "Region"),
    ("Accueil > Communes > Plouzel", "Plouzel"),
    ("الرئيسية » ثقافة", "ثقافة"),
    ("Home » News » A headline of so many words is no section", "News"),
    ("Home | News | Sport | Letters", None),  # a menu
    ("Home > A > B > C > D > E > F > G", None),
    ("News > National", None),  # may be anything
    ("Home", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_from_breadcrumb(line, expected):
    assert section.from_breadcrumb(line) == expected


def test_declared_goes_first():
    page = document("Home » News", "Ferry runs aground", metas={"article:section": "Harbour"})
    assert section.choose(sources(page), 1) == ("Harbour", "meta")
    assert section.choose(sources(document("Home » News", "Ferry runs aground")), 1) == (
        "News",
        "breadcrumb at block 0 p",
    )
    assert section.choose(sources(document("Ferry runs aground")), 0) == (None, "")
