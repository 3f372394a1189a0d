"""What became of every wanted page, and why: the words in which a run is accounted for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

REASONS: Mapping[str, str] = {
    "no_capture": "none of the archives asked lists a capture that comes into question",
    "blocked": "an archive says that it does not show captures of this address",
    "robots": "the live site's robots.txt does not allow it, or cannot be read",
    "refused": "the address, or where it leads, is not a public web address",
    "moved": "the live site leads to its front page instead",
    "status": "the server answered with something other than the page: not found, a redirect elsewhere",
    "media_type": "what came is declared to be something other than HTML or plain text",
    "too_large": "more than 20 MB, packed or unpacked",
    "unsupported": "packed in a way that is not read here",
    "truncated": "the archive's record says that it was cut short",
    "damaged": "the transfer broke off, or its bytes are not what its framing says",
    "digest": "the bytes are not those that the archive's index promised",
    "revisit": "the archive's record only refers to another one",
    "index": "an index answered with something that is none",
    "rate_limited": "the server asks us to come back later",
    "server": "the server failed",
    "timeout": "no whole answer came in time",
    "unreachable": "no connection: no such name, refused, wrong certificate",
    "redirects": "more redirects than are followed",
    "defect": "this program failed on it: please report the address",
    "budget": "the granted requests or time were used up before it was its turn",
}
"""Why a wanted page is not stored: the closed list of reason ids, with their meaning."""

GROUPS: Mapping[str, str] = {
    "no_capture": "no capture",
    "blocked": "blocked",
    "robots": "blocked",
    "refused": "blocked",
}
"""Reason → its line in the account; all other reasons are failures, which the next run tries again."""


@dataclass(frozen=True, slots=True)
class PageState:
    """What is known of one wanted page."""

    address: str
    publisher: str
    outcome: str
    """``stored``, a key of `REASONS`, or ``waiting``: not asked for yet."""
    detail: str = ""
    """What exactly was seen."""
    archive: str = ""
    """Where it was found; empty if nowhere."""
    captured_at: str = ""
    """When the stored bytes were captured, ISO 8601."""
    place: str = ""
    """Where the bytes were fetched."""

    @property
    def group(self) -> str:
        """Its line in the account: ``fetched``, ``no capture``, ``blocked``, ``failed`` or ``waiting``."""
        fixed = {"stored": "fetched", "waiting": "waiting"}
        return fixed.get(self.outcome) or GROUPS.get(self.outcome, "failed")


ACCOUNT = ("fetched", "no capture", "blocked", "failed", "waiting")
"""The lines of the account, in order."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did."""

    pages: Sequence[PageState]
    """Every wanted page, in the order of the table."""
    requests: int
    """Requests sent."""
    damaged: int
    """Damaged records in the folder's files."""
    in_time: bool
    """Whether every page was asked for before requests or time were used up."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to try: every page is stored, not to be had, or not to be shown."""
        return self.in_time and all(page.group not in ("failed", "waiting") for page in self.pages)


def counted(pages: Sequence[PageState]) -> Mapping[str, int]:
    """Return how many pages stand in each line of the account."""
    counts = Counter(page.group for page in pages)
    return {name: counts[name] for name in ACCOUNT}


def by_publisher(pages: Sequence[PageState]) -> Mapping[str, Mapping[str, int]]:
    """Return the account of each publisher, those with the most lost pages first: where links rot.

    A page is lost if no archive gives it out: no capture, blocked, or failed so far.
    """
    groups: dict[str, list[PageState]] = {}
    for page in pages:
        groups.setdefault(page.publisher, []).append(page)
    accounts = {name: {"pages": len(group), **counted(group)} for name, group in groups.items()}
    return dict(sorted(accounts.items(), key=lambda entry: (-lost(entry[1]), entry[0])))


def lost(account: Mapping[str, int]) -> int:
    """Return the number of pages in an account that no archive gives out."""
    return account["no capture"] + account["blocked"] + account["failed"]
