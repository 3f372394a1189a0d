"""The closed lists of a takedown: why, and who asked, in place of names."""

from collections.abc import Mapping

REASONS_OF_TAKEDOWN: Mapping[str, str] = {
    "court_order": "a court or an authority ordered it",
    "error": "the page should never have been in the data",
    "privacy": "it tells of a person's private life",
    "rights": "whoever holds the rights asked for it",
    "safety": "it puts somebody in danger",
}
"""Why an article was taken down: the closed list."""

REQUESTERS: Mapping[str, str] = {
    "agency": "a wire agency",
    "author": "who wrote it",
    "authority": "a court or an authority",
    "maintainer": "whoever makes the releases",
    "person": "somebody who is named in it, or on their behalf",
    "publisher": "the outlet",
}
"""Who asked: the closed list, in place of a name."""
