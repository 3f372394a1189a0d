"""Bar charts as SVG: plain text, no script, readable on light and dark pages and aloud."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

_WIDTH, _ROW, _TOP = 720, 22, 36
_LABELS, _VALUES = 200, 80
"""Pixels for the labels on the left and the numbers on the right."""
_LABEL_LETTERS = 28
"""Letters of a label that fit."""

_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2328}.head{font-weight:600}.bar{fill:#0969da}"
    "@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.bar{fill:#4493f8}}"
)


def bars(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """Return a chart of one bar a label, from top to bottom as given; the numbers stand beside the bars.

    >>> bars("Articles by language", [("en", 3)]).count("<rect")
    1
    """
    height = _TOP + _ROW * max(len(counts), 1)
    most = max((count for _, count in counts), default=1) or 1
    told = "; ".join(f"{label}: {count:,}" for label, count in counts) or "none"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        f"<style>{_STYLE}</style>",
        f'<text class="head" x="0" y="16">{escape(title)}</text>',
    ]
    for number, (label, count) in enumerate(counts):
        lines += _bar(_TOP + _ROW * number, label, count, most)
    return "\n".join([*lines, "</svg>", ""])


def _bar(top: int, label: str, count: int, most: int) -> list[str]:
    width = (_WIDTH - _LABELS - _VALUES) * count // most  # whole pixels: the same text on every machine
    short = label if len(label) <= _LABEL_LETTERS else label[: _LABEL_LETTERS - 1] + "…"
    return [
        f'<text x="{_LABELS - 8}" y="{top + 13}" text-anchor="end">{escape(short)}</text>',
        f'<rect class="bar" x="{_LABELS}" y="{top}" width="{max(width, 1)}" height="{_ROW - 6}"/>',
        f'<text x="{_LABELS + max(width, 1) + 6}" y="{top + 13}">{count:,}</text>',
    ]
