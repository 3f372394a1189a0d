"""The columns of every release table: the one declaration that feeds the writer, the card, the check and the docs.

A column named like a field of `Article`, `Rejection` or a facts record holds that field; the others are computed
in `rows.py`. Statistics (least and greatest value of each slice) are kept for `ranged` columns only: Parquet
copies them in clear into the footer, so they must never be kept for words of a page.
"""

from typing import Literal, get_args

from ..cleaning.article import REASONS, REJECTIONS, Access, Role
from ..scraping.facts import CLASSIFICATIONS, KINDS, LICENCES
from .clusters import ROLES
from .columns import Column, Table
from .personal import KINDS as PERSONAL_KINDS
from .rights import RIGHTS
from .splits import SPLITS
from .withdrawal import REASONS_OF_TAKEDOWN, REQUESTERS

Tier = Literal["none", "standoff", "full"]
TIERS: tuple[Tier, ...] = get_args(Tier)
"""What a row may hold of a page's words, from the least to the most; see `standoff.py`."""

CAPTURES = Column(
    "captures",
    "list<struct>",
    "every place and time at which the page, or another view of its article, was found; oldest first, undated last",
    fields=(
        Column("page", "string", "SHA-256 of the bytes; another than `id` for another view of the article"),
        Column("url", "string", "address the bytes were captured under; empty if unknown"),
        Column("captured_at", "string", "time of the capture: `2012-03-04T05:06:07Z`, always UTC", nullable=True),
        Column(
            "source",
            "string",
            "where the bytes were read: a file, a WARC file and offset, or an archive's address; empty if unknown",
        ),
    ),
)
EVIDENCE = Column(
    "evidence",
    "list<struct>",
    "where values came from, sorted by field",
    fields=(
        Column("field", "string", "what the evidence is for: a column, or a sign that was looked for"),
        Column("source", "string", "where on the page or in the facts tables it was found"),
    ),
)
REMOVED = Column(
    "removed",
    "list<struct>",
    "every piece of the page that is not in the text, in page order",
    fields=(
        Column("text", "string", "the piece as it stood on the page, whitespace normalised", nullable=True),
        Column("rule", "string", "id of the rule that took it out, or `model` for the learned part"),
        Column("reason", "string", "why it was taken out", counted=True, values=tuple(REASONS)),
        Column("where", "string", "its place: `block 17 p` (HTML, from 0) or `line 12` (text, from 1)"),
    ),
)
MENTIONS = Column(
    "mentions",
    "list<struct>",
    "every naming of an embassy cable on the page, in page order",
    fields=(
        Column("printed", "string", "the naming as it stands on the page"),
        Column("reference", "string", "the same as an id, or as the newspapers' running number"),
        Column("cable", "string", "the id in the table `cables`, if it is there", nullable=True),
        Column("where", "string", "its place, as in `removed`, or `address`"),
        Column("origin", "string", "the post that sent it: table `cables`, else header of its own page", nullable=True),
        Column("date", "string", "ISO 8601 day it was sent, from the same place", nullable=True),
        Column(
            "classification", "string", "its marking, from the table `cables`", nullable=True, values=CLASSIFICATIONS
        ),
    ),
)
PAGE_ID = Column("id", "string", "SHA-256 of the raw page's bytes, 64 hexadecimal digits", ranged=True)
URL = Column("url", "string", "address the page was captured under: that of the oldest capture; empty if unknown")
CAPTURED_AT = Column(
    "captured_at",
    "string",
    "time of the oldest capture: `2012-03-04T05:06:07Z`, always UTC; never the time of publication",
    nullable=True,
    ranged=True,
)
PASSAGES = Column(
    "passages",
    "list<struct>",
    "one a paragraph, in reading order: what proves a paragraph that is derived again from the raw page",
    fields=(
        Column("sha256", "string", "SHA-256 of the paragraph in UTF-8, 64 hexadecimal digits"),
        Column("characters", "int32", "its length in Unicode code points"),
    ),
)

PERSONAL = Column(
    "personal_data",
    "list<struct>",
    "what looks like personal data or a secret in the text, in the order of paragraphs; masked texts have none",
    fields=(
        Column("kind", "string", "what it looks like", counted=True, values=tuple(PERSONAL_KINDS)),
        Column("paragraph", "int32", "number of its paragraph, from 1"),
    ),
)
ARTICLES = Table(
    "articles",
    "one cleaned article: a raw page that holds one",
    key="id",
    order=("published_on", "id"),
    columns=(
        PAGE_ID,
        Column("title", "string", "the headline as printed, without the outlet's suffix", nullable=True),
        Column(
            "text_tier",
            "string",
            "what the row holds of the page's words: the text (`full`), its digests and places (`standoff`), nothing",
            counted=True,
            values=TIERS,
        ),
        Column("text", "string", "the body: `paragraphs` joined by a blank line", nullable=True),
        Column("paragraphs", "list<string>", "the body's paragraphs in reading order", nullable=True),
        Column("roles", "list<string>", "what each paragraph is; as long as `passages`", values=get_args(Role)),
        Column(
            "places", "list<string>", "where each paragraph stood on the page, as in `removed`; as long as `passages`"
        ),
        Column("authors", "list<string>", "names of persons in the printed order"),
        Column("desk", "string", "the collective byline, where no person is named", nullable=True),
        Column("agency", "string", "the wire agency credited", nullable=True, counted=True),
        Column("dateline", "string", "what stood before the first sentence, as printed; not in `text`", nullable=True),
        Column("published", "string", "ISO 8601 day or instant of publication, as precise as known", nullable=True),
        Column(
            "published_on",
            "date32",
            "day of `published`, in its own time zone",
            nullable=True,
            ranged=True,
            counted=True,
        ),
        Column("modified", "string", "ISO 8601 day or instant of the outlet's last change", nullable=True),
        Column("publisher", "string", "the outlet's name", nullable=True, ranged=True, counted=True),
        Column("country", "string", "the outlet's country, ISO 3166-1 alpha-2", nullable=True, ranged=True),
        Column("language", "string", "language of the text, BCP 47", nullable=True, ranged=True, counted=True),
        Column("section", "string", "the outlet's section, as printed", nullable=True),
        Column("cables", "list<string>", "ids of the cables in `mentions` that the table `cables` has, sorted"),
        MENTIONS,
        Column("place", "string", "where the report was filed, as the dateline prints it", nullable=True),
        Column(
            "access",
            "string",
            "what the capture shows: the whole article, its beginning, or only the paywall",
            ranged=True,
            counted=True,
            values=get_args(Access),
        ),
        URL,
        Column("canonical_url", "string", "the article's own address, without tracking or wrapping", nullable=True),
        CAPTURED_AT,
        CAPTURES,
        PASSAGES,
        PERSONAL,
        REMOVED,
        EVIDENCE,
        Column("words", "int32", "number of words in `text`, split at white space", ranged=True),
        Column("characters", "int32", "number of Unicode code points in `text`", ranged=True),
        Column("text_sha256", "string", "SHA-256 of `text` in UTF-8, 64 hexadecimal digits"),
        Column("cluster", "string", "the story that it tells: articles of one cluster are copies of each other"),
        Column(
            "cluster_role",
            "string",
            "`lead`: first in its cluster; `wire_copy`: another outlet's copy of agency text; `excerpt`: under half "
            "as long as the lead; `variant`: any other copy",
            counted=True,
            values=ROLES,
        ),
        Column(
            "similarity",
            "int32",
            "percent of the words of the shorter of two texts, its own and the lead's, that stand in 3-word shingles "
            "of the other; null for a lead, and where the lead was withdrawn",
            nullable=True,
        ),
        Column("cluster_agency", "string", "wire agency that an article of the cluster credits", nullable=True),
        Column(
            "split", "string", "part of the data to use it in, by the day in `cluster`", counted=True, values=SPLITS
        ),
        Column("rules", "string", "digest of the rule set that cleaned the page, SHA-256; empty if not known"),
        Column(
            "rights", "string", "whose text it is, an SPDX licence id or reference", counted=True, values=(*RIGHTS,)
        ),
        Column("rights_basis", "string", "how that is known"),
    ),
)
REJECTS = Table(
    "rejects",
    "one raw page that gave no article: why, and what it still tells of one; no text of the page",
    key="id",
    order=("id",),
    columns=(
        PAGE_ID,
        Column("reason", "string", "why there is no article", ranged=True, counted=True, values=tuple(REJECTIONS)),
        Column("title", "string", "the headline, where the page still tells it", nullable=True),
        Column("authors", "list<string>", "names of persons credited, in the printed order"),
        Column("published", "string", "ISO 8601 day or instant of publication, as precise as known", nullable=True),
        Column("publisher", "string", "the outlet's name", nullable=True),
        URL,
        CAPTURED_AT,
        CAPTURES,
        EVIDENCE,
    ),
)
COVERAGE = Table(
    "coverage",
    "one address of a page known to have covered the cables; an article may have several",
    key="url",
    order=("url",),
    columns=(
        Column("url", "string", "the address as found", ranged=True),
        Column("publisher", "string", "the publisher; see the table `publishers`", ranged=True),
        Column("publisher_domain", "string", "host of the address", ranged=True),
        Column("title", "string", "the headline; `notes` says where it was rebuilt from the address", nullable=True),
        Column("date_published", "string", "ISO 8601 year, month or day of publication, as visible", nullable=True),
        Column("language", "string", "language of the page, BCP 47", ranged=True, counted=True),
        Column("country", "string", "the publisher's country, ISO 3166-1 alpha-2", nullable=True),
        Column("kind", "string", "what the page is", counted=True, values=tuple(KINDS)),
        Column("cable_refs", "list<string>", "cables it names: ids or the newspapers' running numbers"),
        Column("cables", "list<string>", "the same as ids, sorted; see the table `cables`"),
        Column("paywall_seen", "bool", "whether wall text was seen; false means not seen, not free"),
        Column("notes", "string", "remarks of the compilers", nullable=True),
    ),
)
CABLES = Table(
    "cables",
    "one embassy cable: its header, not its text",
    key="cable_id",
    order=("cable_id",),
    columns=(
        Column("cable_id", "string", "year, post and serial number; `HINDU…` where only a running number is known"),
        Column("origin", "string", "the post that sent it", counted=True),
        Column("date", "string", "ISO 8601 day it was sent; `source` says how it is known", nullable=True),
        Column("classification", "string", "its marking", nullable=True, counted=True, values=CLASSIFICATIONS),
        Column("subject", "string", "the subject line as sent, misspellings included", nullable=True),
        Column("wikileaks_url", "string", "a page that shows it", nullable=True),
        Column("hindu_id", "string", "the newspapers' running number; `?` behind an inferred link", nullable=True),
        Column("source", "string", "where these facts come from"),
    ),
)
PUBLISHERS = Table(
    "publishers",
    "one publisher of covered pages: a newspaper, an agency's site, a blog, a mirror",
    key="publisher",
    order=("publisher",),
    columns=(
        Column("publisher", "string", "its name"),
        Column("domains", "list<string>", "host names its pages were seen under, lower case"),
        Column("aliases", "list<string>", "other names it goes by"),
        Column("country", "string", "where it sits, ISO 3166-1 alpha-2", nullable=True, counted=True),
        Column("languages", "list<string>", "languages of the pages covered, BCP 47"),
        Column("paywall", "string", "`no`, `unknown` or `metered`, some with a remark in parentheses"),
        Column("paywall_basis", "string", "how that is known", nullable=True),
        Column(
            "rights", "string", "whose its texts are, an SPDX licence id or reference", counted=True, values=LICENCES
        ),
        Column("rights_basis", "string", "how that is known, and for which pages it holds"),
        Column("boilerplate_patterns", "list<string>", "phrases repeated around its articles, and remarks on layout"),
    ),
)
TOMBSTONES = Table(
    "tombstones",
    "one article that was taken down, or an address that was barred: digests, nothing of the article",
    key="id",
    order=("id",),
    columns=(
        Column("id", "string", "what the request named: a page's SHA-256, or that of a canonical address", ranged=True),
        Column("pages", "list<string>", "SHA-256 of the pages that it keeps out"),
        Column("addresses", "list<string>", "SHA-256 of the canonical addresses that it keeps out"),
        Column("reason", "string", "why it was asked for", counted=True, values=tuple(REASONS_OF_TAKEDOWN)),
        Column("requester", "string", "who asked for it", values=tuple(REQUESTERS)),
        Column("date", "string", "ISO 8601 day of the request"),
        Column("versions", "list<string>", "versions of the data that held the article, as far as known"),
    ),
)
TABLES: tuple[Table, ...] = (ARTICLES, COVERAGE, CABLES, PUBLISHERS, REJECTS, TOMBSTONES)
"""All release tables; the first is the default configuration."""
PAGE_TABLES = frozenset({ARTICLES, REJECTS})
"""The tables whose rows are raw pages: each page is in exactly one of them."""
