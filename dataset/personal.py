"""Personal data and secrets in texts: finds e-mail addresses, telephone numbers and access keys, and masks them.

The patterns err on the side of silence: a number is a telephone number only if it is written as one (a country code, an
area code in parentheses, or a word such as "phone" before it), for cables and money are full of numbers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..cleaning.article import Article, Outcome

KINDS: Mapping[str, str] = {
    "access_key": "an access key, token or private key",
    "email": "an e-mail address",
    "phone": "a telephone number",
}
"""What is looked for → its meaning."""

MASKS: Mapping[str, str] = {"access_key": "[access key]", "email": "[e-mail address]", "phone": "[telephone number]"}
"""What stands for it in a masked text."""

_DIGITS = r"[0-9](?:[ ()./-]{0,2}[0-9]){6,14}"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "access_key",
        re.compile(
            r"""
            \b(?:AKIA|ASIA)[0-9A-Z]{16}\b                               # Amazon Web Services
            | \bgh[pousr]_[0-9A-Za-z]{36,255} | \bgithub_pat_\w{22,255} # GitHub
            | \bAIza[0-9A-Za-z_-]{35}                                   # Google
            | \bxox[abprs]-[0-9A-Za-z-]{10,255}                         # Slack
            | \bsk-[0-9A-Za-z_-]{20,255}                                # OpenAI and others
            | \bhf_[0-9A-Za-z]{30,255}                                  # Hugging Face
            | \beyJ[\w-]{10,2000}\.eyJ[\w-]{10,2000}\.[\w-]{10,2000}    # JSON Web Token
            | -----BEGIN[ ](?:[A-Z]{2,10}[ ]){0,2}PRIVATE[ ]KEY(?:[ ]BLOCK)?-----
            """,
            re.X | re.A,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b")),
    (
        "phone",
        re.compile(
            r"(?=[+(0-9])(?:"  # what follows is slow to try at every letter
            rf"(?<!\w)\+{_DIGITS}(?!\w)"
            rf"|\(0[0-9]{{1,4}}\)[ -]?[0-9](?:[ -]?[0-9]){{4,9}}(?!\w)"
            rf"|(?:(?<=phone )|(?<=phone: )|(?<=Phone: )|(?<=tel )|(?<=Tel )|(?<=Tel: )|(?<=Tel\. )|(?<=tel: )"
            rf"|(?<=mobile )|(?<=Mobile: )|(?<=call )|(?<=fax )|(?<=Fax: ))\+?{_DIGITS}(?!\w)"
            r")"
        ),
    ),
)

_SIGNS: Mapping[str, tuple[str, ...]] = {
    "access_key": ("AKIA", "ASIA", "gh", "github_pat_", "AIza", "xox", "sk-", "hf_", "eyJ", "-----BEGIN "),
    "email": ("@",),
    "phone": ("",),  # stands in every text: that pattern is quick
}
"""One of these stands in everything that a pattern finds: looking for them first spares most texts a slow pattern."""


def found(text: str) -> Iterator[str]:
    """Yield the kind of each thing found.

    >>> list(found("Write to ada@example.org or phone +91 22 5555 0199, not 1,234,567."))
    ['email', 'phone']
    """
    for kind, pattern in _PATTERNS:
        if any(sign in text for sign in _SIGNS[kind]):
            yield from (kind for _ in pattern.finditer(text))


def mask(text: str) -> str:
    """Return a text with everything that is found replaced by its mask; doing it twice changes nothing.

    >>> mask("Write to ada@example.org.")
    'Write to [e-mail address].'
    """
    for kind, pattern in _PATTERNS:
        text = pattern.sub(MASKS[kind], text)
    return text


def findings(paragraphs: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return what stands in an article's text: kind and number of the paragraph, from 1; never the thing itself."""
    return [{"kind": kind, "paragraph": n} for n, text in enumerate(paragraphs, 1) for kind in found(text)]


def masked(article: Article) -> Article:
    """Return an article whose title, text and removed pieces are masked."""
    paragraphs = tuple(mask(text) for text in article.paragraphs)
    removed = tuple(replace(piece, text=mask(piece.text)) for piece in article.removed)
    title = article.title and mask(article.title)
    return replace(article, paragraphs=paragraphs, text="\n\n".join(paragraphs), removed=removed, title=title)


def mask_article(outcome: Outcome) -> Outcome:
    """Return an article with its personal data masked; a rejection as it is."""
    return masked(outcome) if isinstance(outcome, Article) else outcome
