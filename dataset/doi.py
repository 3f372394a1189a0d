"""Digital object identifiers, as far as their form tells."""

import re

from .errors import DoiError

_DOI = re.compile(r"10\.[0-9]{4,9}/[-._;()/:A-Za-z0-9]+")
"""The form that Crossref found to cover all but old oddities; DataCite's DOIs are all of it."""


def check_doi(doi: str | None) -> None:
    """Raise `DoiError` unless it is a bare DOI, or none.

    >>> check_doi("10.5281/zenodo.1234567")
    """
    if doi is not None and not is_doi(doi):
        raise DoiError(doi)


def is_doi(text: str) -> bool:
    """Return whether a text has the form of a bare DOI."""
    return bool(_DOI.fullmatch(text))
