"""The table of coverage against the rules for duplicates: which rows are one article, which are copies of one story.

The groups were seen by reading; they hold facts only, so what texts alone can show is expected to fail, with the reason.
"""

from dataclasses import replace

import pytest

from cablepress.cleaning.publisher import by_host
from cablepress.cleaning.titles import clean, fold
from cablepress.dataset.clusters import Member, collapse, standings
from cablepress.scraping import facts
from cablepress.scraping.addresses import canonical

ROWS = facts.coverage()

COPIES = {
    # Agency, then a part of each address.
    "PTI, charted response": ("PTI", "110120200138", "wikileaks-2481", "article927227"),
    "PTI, Kayani": ("PTI", "110120300151", "article929357", "353609", "us-backed-isi-in-delaying"),
    "PTI, backed the demand": ("PTI", "isi-demand-on-26-11-2492", "353609"),
    "PTI, fear of a strike": ("PTI", "mumbai-attacks-5660", "worried-west-369"),
    "PTI, tip-off": ("PTI", "671862", "after-2611-474", "zaviews", "lubpak.com/archives/31319"),
    "PTI, statement of little value": ("PTI", "110120100120", "article925327", "pak-courts-332"),
    "PTI, not alone": ("PTI", "1482676", "26-11-5928", "article959018"),
    "PTI, religious politics": ("PTI", "673790", "terror-strikes-919", "mumbai-terror.84178"),
    "PTI, closed door": ("PTI", "110120200034", "slide-show/slide-show-1-for-us-26-11"),
    "PTI, chief to India": ("PTI", "440871", "us-backed-isi-in-delaying"),
    "PTI, isolated": ("PTI", "on-pakistan-22910", "140606", "article13675602", "111031600069"),
    "PTI, reliable partner": ("PTI", "to-india-22909", "693455", "india-pakistan-331953"),
    "pink box": ("", "mumbai-probe-7261", "incident2day", "696299", "111033000002"),
    "convinced": ("", "26-11-attacks-7199", "article1562654"),
    "chief to Delhi": ("", "wikileaks-3827", "article13898643"),
    "hoax call": ("", "pakistantoday.com.pk/2011/03/24", "story/136790", "1c8fl", "aid0102"),
    "faced off": ("", "143034", "blog.cypee.com"),
    "Reuters, Israel": ("Reuters", "idUSTRE6B05N7", "dawn.com/2010/12/01", "433313", "home/print/f6451603"),
    "PTI, 43 camps": ("PTI", "20101211.htm", "944243.ece", "362794", "2003490765", "201012119157340133", "599122"),
    "PTI, extradition": ("PTI", "story-KcNYYC0", "indianewz", "466598", "p=118567"),
    "PTI, bigger threat": ("PTI", "110121800066", "hindulinebengal", "bhatkallys"),
    "PTI, plan": ("PTI", "20101206/main6", "amazingtn", "south-india-016", "54085"),
    "shielded": ("", "powradhwani", "thegatewaypundit"),
    "no link": ("TNN", "588115", "hawksearch"),
    "constitutionality": ("TNN", "175966", "post-1593446"),
    "Reuters, French": ("Reuters", "454346", "lexpress.mu"),
}
"""Copies of one story at several outlets."""
SAME_TITLE = {"PTI, charted response", "PTI, backed the demand", "no link"}
"""Groups whose titles fold to the same: the others' outlets wrote headlines of their own."""

ONLY_TEXT = "each outlet wrote its own headline: only the texts show that they are copies"
NO_DAY = "rows on two hosts without a day: it takes the day on the page to say that they are one article"
VIEWS = [
    # Parts of the addresses of one article, and why facts do not show it if they do not.
    (("article944243.ece?", "article944243.ece"), ""),
    (("ndtv.in/india-news/headley-extradition-339109", "khabar.ndtv.com"), ""),
    (("http://www.macleans.ca/", "https://www.macleans.ca/"), ""),
    (("search.wikileaks.org/plusd/cables/08NEWDELHI3067", "//www.wikileaks.org/plusd/cables/08NEWDELHI3067"), NO_DAY),
    (("search.wikileaks.org/plusd/cables/09ISLAMABAD313", "theworldtomorrow"), NO_DAY),
    (
        ("08NEWDELHI3052_a.html", "08NEWDELHI3052.html"),
        "the title of one row is unknown, and no day: only texts show it",
    ),
    (("09MUMBAI233_a.html", "zilog.es/cable/2009/06/09MUMBAI233"), "a mirror is another outlet: a copy, not a view"),
    (("2008/12/08NEWDELHI3158", "cable_08NEWDELHI3158"), "a mirror is another outlet: a copy, not a view"),
    (("dawn.com/news/587823", "dawn.com/2010/12/01/isi-chief-met"), "one row has neither title nor day"),
]


def members(parts) -> list[Member]:
    """The rows as the rules for duplicates see them: outlet, title and address as the code makes them out."""
    return [_member(_row(part), place) for place, part in enumerate(parts)]


def _row(part):
    found = [row for row in ROWS if row.url.endswith(part)] or [row for row in ROWS if part in row.url]
    found = found if len(found) < 2 else [row for row in found if "?" not in row.url]
    (row,) = found
    return row


def _member(row, place) -> Member:
    day = row.date_published if row.date_published and len(row.date_published) == 10 else ""
    return Member(
        page=f"{place:064x}",
        day=day,
        published=row.date_published or "",
        words=300,
        is_open=True,
        publisher=by_host(row.publisher_domain).publisher,
        agency="",
        address=canonical(row.url).url,
        title=fold(clean(row.title or "")),
        place=place,
    )


def equal_texts(_one, _other) -> int:
    return 100


@pytest.mark.parametrize(
    "parts",
    [pytest.param(parts, marks=pytest.mark.xfail(reason=why, strict=True) if why else ()) for parts, why in VIEWS],
)
def test_addresses_of_one_article_become_one(parts):
    assert len(collapse(members(parts), {}, equal_texts)) == len(parts) - 1


@pytest.mark.parametrize("name", COPIES)
def test_copies_stay_articles_of_their_outlets_in_one_cluster(name):
    agency, *parts = COPIES[name]
    rows = members(parts)
    assert collapse(rows, {}, equal_texts) == {}
    credited = [replace(row, agency=agency) for row in rows]
    found = standings(credited, {}, equal_texts)
    assert len({one.cluster for one in found}) == 1
    assert [one.role for one in found] == ["lead", *["wire_copy" if agency else "variant"] * (len(parts) - 1)]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(n, marks=() if n in SAME_TITLE else pytest.mark.xfail(reason=ONLY_TEXT, strict=True))
        for n in COPIES
    ],
)
def test_titles_show_the_copies(name):
    _, *parts = COPIES[name]
    titles = {one.title for one in members(parts)}
    assert len(titles) == 1
    assert titles != {""}


def test_accidents_of_a_crawl_do_not_hide_the_outlet():
    """A final dot of the host, and a script's name behind the path, still name the outlet."""
    dotted = canonical(_row("post-1593446").url)
    assert dotted.host == canonical(_row("mumbai-terror.84178").url).host
    assert by_host(canonical(_row("616362/code.jquery.com").url).host).publisher == "Dawn"
