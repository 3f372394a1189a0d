"""Builds taken-apart pages for the tests of metadata."""

import json

from cablepress.cleaning.document import Block, Document, Verdict
from cablepress.cleaning.sources import Sources


def document(*lines, **fields):
    """A page of the lines given: text, or (text, marks). ``ld`` is its JSON-LD as Python values."""
    blocks = []
    for number, line in enumerate(lines):
        text, marks = line if isinstance(line, tuple) else (line, "")
        blocks.append(Block(text, "p", f"block {number} p", marks))
    scripts = [json.dumps(value) for value in fields.pop("ld", [])]
    metas = list(fields.pop("metas", {}).items())
    return Document(blocks, json_ld=scripts, metas=metas, **fields)


def sources(page, url="", captured_at=None, country="", keep=lambda text: text.endswith(".")):
    """The sources of a page whose sentences are kept."""
    return Sources(page, verdicts(page, keep), url, captured_at, country)


def verdicts(page, keep=lambda text: text.endswith(".")):
    """Keep the sentences."""
    return [
        Verdict(keep=keep(block.text), rule="test", reason="" if keep(block.text) else "boilerplate")
        for block in page.blocks
    ]
