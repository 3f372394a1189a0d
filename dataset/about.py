"""What every paper says of the corpus in the same words: name, authors, subject, licences."""

from .manifest import Manifest

TITLE = "cablepress: press coverage of the embassy cables on the 26/11 attacks"
NAME = "cablepress-embassy-cables-press"
"""The corpus' name where only letters and hyphens will do."""
AUTHORS = "The cablepress authors"
DESCRIPTION = (
    "News articles about the United States embassy cables on the Mumbai attacks of 26 November 2008, cleaned from raw "
    "web pages, with everything that was removed, the reason for it, and where each value came from; and tables of "
    "facts that say which pages covered which cables."
)
KEYWORDS = (
    "news",
    "journalism",
    "boilerplate removal",
    "web archives",
    "diplomatic cables",
    "Cablegate",
    "Mumbai 2008",
)
FACTS_LICENCE = "CC0-1.0"
"""SPDX id of the licence of the facts tables and the papers."""
FACTS_LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"
TEXT_RIGHTS = (
    "Texts, titles and removed pieces of articles belong to their publishers, agencies and authors; "
    "no licence is granted."
)
SOFTWARE = "cablepress"


def address(manifest: Manifest) -> str:
    """Return where the release is: its DOI's address, or the folder that the paper lies in."""
    return f"https://doi.org/{manifest.doi}" if manifest.doi else "./"


def year(manifest: Manifest) -> str:
    """Return the year of the release, four digits."""
    return manifest.date[:4]


def languages(manifest: Manifest) -> list[str]:
    """Return the languages of articles and covered pages: primary subtags, sorted."""
    tags = [*manifest.counts["articles"]["language"], *manifest.counts["coverage"]["language"]]
    return sorted({tag.partition("-")[0] for tag in tags if tag})
