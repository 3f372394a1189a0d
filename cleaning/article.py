"""The cleaned article and the rejection: what cleaning hands to dataset. This module is the door between the two."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from .removed import Removed as Removed  # noqa: PLC0414 - part of an article, it goes through the same door

Access = Literal["open", "teaser", "walled"]
"""What the capture shows: the whole article, only its beginning, or nothing but the paywall."""

Role = Literal["body", "heading", "item", "quote"]
"""What a kept paragraph is: running text, a heading inside the body, a list item, a block quotation."""

Stamp = date | datetime
"""A day, or an instant: a plain ``date`` where only the day is known, a naive ``datetime`` where the zone is not."""

REASONS: Mapping[str, str] = {
    "paywall": "metered count, subscription pitch, price list, log-in line of a paywall",
    "registration": "request to register or log in that is not a paywall",
    "newsletter": "newsletter pitch or sign-up form",
    "cookies": "cookie notice, consent text, privacy line",
    "share": "share, save, print and follow bars",
    "comments": "comment counts, forms, threads, 'closed for comments'",
    "related": "teasers of other stories: related, next, most read, read also",
    "app": "app promotion",
    "advert": "advertising markers and promotions",
    "credit": "agency, copyright and picture credits",
    "stamp": "print, capture, update and publication stamps",
    "navigation": "menus, breadcrumbs, section labels, skip links, pagination",
    "headline": "the headline, standing in `title`",
    "standfirst": "summary under the headline, where it repeats the body",
    "byline": "author line, standing in `authors`",
    "dateline": "place, date and agency before the first sentence, standing in `dateline`",
    "caption": "caption of a picture, video or table",
    "embed": "embedded post, player or widget",
    "pull_quote": "sentence of the body printed a second time for show",
    "duplicate": "text that stands on the page already",
    "markup": "leaked markup, template placeholders, key blocks",
    "hidden": "text that the page does not show its reader",
    "contact": "editor's notes on the outlet itself: contact, ethics code, corrections form",
    "template": "text that the site repeats on other pages",
    "boilerplate": "learned verdict: not part of the article",
}
"""Why a piece of a page was removed: the closed list of reason ids, with their meaning."""

REJECTIONS: Mapping[str, str] = {
    "empty": "the page has no bytes, or no text at all",
    "binary": "the bytes are not text: an image, a PDF, an archive",
    "media_type": "the declared media type is text, but of a kind that holds no article (script, style sheet, feed)",
    "too_large": "more than 20 MB of bytes",
    "paywall_only": "nothing but the paywall is shown",
    "login_only": "a log-in or registration page",
    "consent_only": "a cookie or consent page",
    "error_page": "an error, blocked-access or not-found page",
    "listing": "a section front, search result, tag or archive page",
    "media_only": "a video, gallery or audio page without an article",
    "no_article": "text, but no article could be told from the rest",
    "internal_error": "a defect of the cleaner, caught; the evidence names it",
    "too_slow": "more processor time than min(10 s, 2 s + 2 s/MB)",
    "out_of_memory": "more memory than 300 MiB + 40 MiB/MB",
    "crash": "the process that cleaned the page died over it",
}
"""Why a page gave no article: the closed list of rejection ids, with their meaning."""

DEFECTS = frozenset({"internal_error", "too_slow", "out_of_memory", "crash"})
"""The reasons that are no verdict on the page."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An embassy cable named on the page."""

    printed: str
    """As it stands there (``08 New Delhi 3025``, ``180619: secret``)."""
    reference: str
    """The same as an id (``08NEWDELHI3025``) or as the newspapers' running number (``180619``)."""
    cable: str | None
    """Id in the facts table of cables; ``None`` if the reference is not in it."""
    where: str
    """Place in the page (see `Removed.where`), or ``address``."""
    origin: str | None = None
    """The post that sent the cable, from the facts table; if not there, from the header of the cable's own page."""
    date: str | None = None
    """Its date, from the same place: ISO 8601, as precise as known."""
    classification: str | None = None
    """Its marking, from the same place."""


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned article with its metadata, what was removed, and the evidence for every value."""

    id: str
    """SHA-256 of the raw page's bytes."""
    text: str
    """The body: `paragraphs` joined by a blank line."""
    paragraphs: tuple[str, ...]
    """The body's paragraphs in reading order, without headline, byline and captions."""
    roles: tuple[Role, ...]
    """What each paragraph is; as long as `paragraphs`."""
    places: tuple[str, ...] = ()
    """Where each paragraph stood on the page, as in `Removed.where`; as long as `paragraphs`."""
    title: str | None = None
    """The headline as printed, without the outlet's suffix."""
    authors: tuple[str, ...] = ()
    """Names of persons, in the printed order."""
    desk: str | None = None
    """The collective byline ("Staff Reporter"), where no person is named."""
    agency: str | None = None
    """The wire agency credited (``PTI``)."""
    dateline: str | None = None
    """What stood before the first sentence ("NEW DELHI, Dec 2 (PTI):"), as printed; not part of `text`."""
    published: Stamp | None = None
    """When the outlet first published the article, as precisely as the page says."""
    modified: Stamp | None = None
    """When the outlet last changed it, as precisely as the page says."""
    publisher: str | None = None
    """The outlet's name."""
    country: str | None = None
    """The outlet's country, ISO 3166-1 alpha-2."""
    language: str | None = None
    """Language of the text, BCP 47."""
    section: str | None = None
    """The outlet's section, as printed."""
    cables: tuple[str, ...] = ()
    """Ids of the embassy cables named, sorted (``08ISLAMABAD3716``)."""
    mentions: tuple[Mention, ...] = ()
    """Every naming of a cable on the page, in page order, those not in the facts table included."""
    place: str | None = None
    """Where the report was filed, as the dateline prints it."""
    access: Access = "open"
    """Whether the capture holds the whole article."""
    url: str = ""
    """The address the page was captured under; empty if unknown."""
    canonical_url: str | None = None
    """The article's own address: without tracking, AMP, print and archive wrapping."""
    captured_at: datetime | None = None
    """When the page was captured, UTC."""
    source: str = ""
    """Where the raw page was read (`RawPage.source`); empty if it was cleaned directly."""
    removed: tuple[Removed, ...] = ()
    """Every stripped piece in page order."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """Field name → where its value came from."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A page that gave no article, and why."""

    id: str
    """SHA-256 of the raw page's bytes."""
    reason: str
    """A key of `REJECTIONS`."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """What was seen that led to the reason; short, never the article's text."""
    url: str = ""
    """The address the page was captured under; empty if unknown."""
    captured_at: datetime | None = None
    """When the page was captured, UTC."""
    source: str = ""
    """Where the raw page was read (`RawPage.source`); empty if it was cleaned directly."""
    title: str | None = None
    """The headline, where the page still tells it: a walled article can be looked for elsewhere."""
    authors: tuple[str, ...] = ()
    """Names of persons credited, in the printed order."""
    published: Stamp | None = None
    """When the outlet published what the page was to show."""
    publisher: str | None = None
    """The outlet's name."""


Outcome = Article | Rejection
"""What cleaning one page gives: never an exception."""
