"""What becomes of every line of a dump, as rows that a person can read and a test can compare."""

import hashlib

from cablepress import clean
from cablepress.cleaning.article import Article
from cablepress.cleaning.pipeline import explain


def rows(body: bytes, url: str = "", captured_at=None, *, hashed: bool = False) -> list[str]:
    """Facts of the outcome, then a row a piece: its line, ``+`` or the reason it was struck for, its text.

    ``hashed`` gives the first 16 digits of the text's SHA-256 instead, for pages whose text is not ours to store.
    """
    outcome = clean(body, url=url, media_type="text/plain", captured_at=captured_at)
    if not isinstance(outcome, Article):
        return [f"rejected: {outcome.reason}"]
    title = _shown(outcome.title or "", hashed)
    facts = [f"title: {title}", f"published: {outcome.published}", f"access: {outcome.access}"]
    facts += [f"agency: {outcome.agency}"] if outcome.agency else []
    facts += [f"dateline: {outcome.dateline}"] if outcome.dateline and not hashed else []
    facts += [f"mentions: {', '.join(m.printed for m in outcome.mentions)}"] if outcome.mentions else []
    pieces = explain(body, url=url, media_type="text/plain", captured_at=captured_at)
    return facts + [
        f"{block.where.removeprefix('line ')} {'+' if verdict.keep else verdict.reason} {_shown(block.text, hashed)}"
        for block, verdict in pieces
    ]


def _shown(text: str, hashed: bool) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16] if hashed and text else text
