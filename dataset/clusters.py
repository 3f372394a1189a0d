"""What each article is within its story: which cluster it is in, in which role, and how like the lead it is.

A cluster keeps its id for ever, and an article its cluster: what a former release says of an article stands, and new
articles join the cluster of the one they are most like. Pages that show one article of one outlet under several
addresses (mobile, AMP, print, a mirror, tracking) become one article, which keeps all addresses.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

Role = Literal["lead", "wire_copy", "variant", "excerpt"]
ROLES: tuple[Role, ...] = get_args(Role)

SAME_PAGE = 90
"""Percent of the shorter text that two pages of one article share at least: views differ in captions and notes."""
EXCERPT = 50
"""An article with fewer words than this percentage of the lead's is an excerpt."""
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Member:
    """What counts of an article among others of its story."""

    page: str
    """Id of its raw page."""
    day: str
    """Day of publication, ISO 8601; empty if unknown."""
    published: str
    """The same as precisely as known."""
    words: int
    is_open: bool
    """Whether the capture shows the whole article."""
    publisher: str
    agency: str
    address: str
    """Canonical address; empty if unknown."""
    title: str
    place: int = 0
    """Position among the texts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What an article is within its story."""

    page: str
    cluster: str
    """The day of its first article and the beginning of that article's id, at the time when the cluster was named."""
    role: Role
    similarity: int | None
    """Percent of the shorter of the two texts, this one and the lead's, that the other holds; ``None`` for a lead."""
    agency: str | None
    """The wire agency that any article of the cluster credited: the evidence for wire copies."""


def alone(page: str, day: str, agency: str | None) -> Standing:
    """Return what an article is that nothing else is like: the lead of its own cluster."""
    return Standing(page, f"{day or UNDATED}-{page[:16]}", "lead", None, agency)


Overlap = Callable[[Member, Member], int]
"""How much of the shorter of two texts the other holds, in percent."""


def collapse(members: Sequence[Member], former: Mapping[str, Standing], overlap: Overlap) -> dict[str, str]:
    """Return page → the page of the same article that stands for it, for pages that are but another view.

    Pages of a former release stand before others, open ones before cut ones, long ones before short ones.
    """
    kept: list[Member] = []
    views: dict[str, str] = {}
    for one in sorted(members, key=lambda m: (m.page not in former, not m.is_open, -m.words, m.page)):
        same = next((k for k in kept if _is_same_page(k, one) and overlap(k, one) >= SAME_PAGE), None)
        if same is None or one.page in former:
            kept.append(one)
        else:
            views[one.page] = same.page
    return views


def _is_same_page(one: Member, other: Member) -> bool:
    if one.address and one.address == other.address:
        return True
    printed = (one.publisher, one.title, one.day)
    return all(printed) and printed == (other.publisher, other.title, other.day)


def standings(members: Sequence[Member], former: Mapping[str, Standing], overlap: Overlap) -> list[Standing]:
    """Return what each article of one story is; `former` is what an earlier release said, which stands.

    A new article joins the cluster of the known one that it is most like.
    """
    known = [one for one in members if one.page in former]
    new = [one for one in members if one.page not in former]
    if not known:
        return _named(new, overlap)
    leads = {former[one.page].cluster: one for one in known if former[one.page].role == "lead"}
    agency = _agency(members)
    joined = []
    for one in new:
        like = max(known, key=lambda m: (overlap(one, m), former[m.page].role == "lead", m.page))
        cluster = former[like.page].cluster
        joined.append(_after(cluster, one, leads.get(cluster, like), agency, overlap))
    return [former[one.page] for one in known] + joined


def _named(members: Sequence[Member], overlap: Overlap) -> list[Standing]:
    """Found a cluster: its lead is the first published, of equals the longest."""
    lead, *others = sorted(members, key=lambda m: (not m.published, m.published, -m.words, m.page))
    first = alone(lead.page, lead.day, _agency(members))
    return [first, *(_after(first.cluster, m, lead, first.agency, overlap) for m in others)]


def _after(cluster: str, one: Member, lead: Member, agency: str | None, overlap: Overlap) -> Standing:
    return Standing(one.page, cluster, role(one, lead, agency), overlap(one, lead), agency)


def role(one: Member, lead: Member, agency: str | None) -> Role:
    """Return the role of an article that is not the lead."""
    if one.words * 100 < lead.words * EXCERPT:
        return "excerpt"
    return "wire_copy" if agency and one.publisher != lead.publisher else "variant"


def _agency(members: Sequence[Member]) -> str | None:
    """Return the agency that most members credit, of equals the first by name."""
    credited = sorted(one.agency for one in members if one.agency)
    return max(credited, key=credited.count) if credited else None


def with_lead(cluster: Sequence[Standing], days: Mapping[str, str]) -> list[Standing]:
    """Return a cluster whose lead was withdrawn with a new one: the first published of those that are left.

    `days` are the days of publication by page. The others' similarity was to the lead that is gone, so it goes too.
    """
    if any(one.role == "lead" for one in cluster):
        return list(cluster)
    first = min(cluster, key=lambda one: (not days[one.page], days[one.page], one.page))
    others = [replace(one, similarity=None) for one in cluster if one is not first]
    return [replace(first, role="lead", similarity=None), *others]
