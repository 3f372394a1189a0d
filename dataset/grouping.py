"""Groups the articles of a spool into stories: finds copies, collapses views of one page, says what each article is."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import overload

from .clusters import Member, Standing, collapse, standings, with_lead
from .likeness import overlap, stories
from .reading import rows_of
from .rows import Row
from .schema import ARTICLES
from .shingles import Shingled, shingled
from .spool import Spool

_REMEMBERED = 2_048
"""Texts whose shingles are held at once, about 15 MB."""
_COLUMNS = ("id", "cluster", "cluster_role", "similarity", "cluster_agency")


def group(spool: Spool, former: Mapping[str, Standing], folder: Path) -> None:
    """Note in the spool what each article is within its story; `folder` takes files that may be thrown away.

    Articles that `former` knows keep what it says, unless their cluster has lost its lead.
    """
    spool.stand(former[page] for page, _ in spool.articles() if page in former)
    if any(page not in former for page, _ in spool.articles()):
        _group(spool, former, folder)
    for cluster, days in list(spool.leaderless()):
        spool.stand(with_lead(cluster, days))


def _group(spool: Spool, former: Mapping[str, Standing], folder: Path) -> None:
    articles = spool.articles()
    texts = _Texts(spool, [page for page, _ in articles])
    for places in _together(stories(texts, folder)):
        if len(places) == 1:
            continue  # what its row says already
        members = [_member(spool, articles[place], place) for place in places]

        def compare(one: Member, other: Member) -> int:
            return overlap(texts[one.place], texts[other.place])

        views = collapse(members, former, compare)
        spool.show(views)
        spool.stand(standings([one for one in members if one.page not in views], former, compare))


def former_standings(folder: Path | None) -> dict[str, Standing]:
    """Return what a release says of its articles; empty without one."""
    if folder is None:
        return {}
    return {row["id"]: Standing(*(row[name] for name in _COLUMNS)) for row in rows_of(folder, ARTICLES, _COLUMNS)}


def _together(groups: Sequence[int]) -> Iterator[list[int]]:
    """Yield the positions of each group, in order."""
    members: dict[int, list[int]] = {}
    for place, name in enumerate(groups):
        members.setdefault(name, []).append(place)
    yield from members.values()


def _member(spool: Spool, article: tuple[str, str], place: int) -> Member:
    page, day = article
    row: Row = spool.article(page)
    return Member(
        page=page,
        day=day,
        published=row["published"] or "",
        words=row["words"],
        is_open=row["access"] == "open",
        publisher=row["publisher"] or "",
        agency=row["agency"] or "",
        address=row["canonical_url"] or "",
        title=row["title"] or "",
        place=place,
    )


class _Texts(Sequence[Shingled]):
    """The shingles of the spool's articles, made when asked for."""

    def __init__(self, spool: Spool, pages: Sequence[str]) -> None:
        self._pages = pages
        self._made = lru_cache(_REMEMBERED)(lambda page: shingled(spool.text(page)))

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, place: int) -> Shingled: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Shingled]: ...

    def __getitem__(self, place: int | slice) -> Shingled | Sequence[Shingled]:
        if isinstance(place, slice):
            return [self._made(page) for page in self._pages[place]]
        return self._made(self._pages[place])
