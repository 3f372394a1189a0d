"""Encoding damage that can be proved: UTF-8 that somebody read as Windows-1252."""

import re

_CP1252 = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(0x80, 0x100)}
_HIGH = "".join(map(chr, sorted(_CP1252 | dict.fromkeys(range(0x80, 0xA0)))))
_RUN = re.compile(f"[{re.escape(_HIGH)}]{{2,}}")
_LEADS = ("â€", "â„", "Ã", "Â", "à¤", "à¥", "à¦", "à§", "à®", "à¯", "àµ", "à´", "Ø", "Ù", "Ð", "Ñ")
"""What the first bytes of typographic marks, Latin letters, Indic, Arabic and Cyrillic scripts turn into."""
_FIRSTS = tuple(dict.fromkeys(lead[0] for lead in _LEADS))
"""Single letters are found fast, and most pages have none of them."""

_PROOF = 2
"""Repairs a page needs before any is believed: one odd pair of letters can be an accident."""


def repair(text: str) -> str:
    """Return the text with UTF-8 read as Windows-1252 read again as UTF-8, where that is provable.

    A run of letters above ASCII is repaired if its bytes are valid UTF-8 and give Latin-1 letters, typographic
    marks, or at least two characters of another alphabet, and if the page has `_PROOF` such places. Anything else
    (lost apostrophes, ``?`` for quotes) cannot be proved and stays.

    >>> repair("Itâ€™s the manâ€™s hat")
    'It’s the man’s hat'
    """
    if text.isascii() or not any(first in text for first in _FIRSTS) or not any(lead in text for lead in _LEADS):
        return text
    repaired, count = _RUN.sub(lambda run: _again(run[0]), text), 0
    for run in _RUN.finditer(text):
        count += _again(run[0]) != run[0]
        if count == _PROOF:
            return repaired
    return text


def _again(run: str) -> str:
    """Return the run read as UTF-8, or the run itself where that proves nothing."""
    try:
        read = bytes(_CP1252.get(ord(letter), ord(letter)) for letter in run).decode("utf-8")
    except UnicodeDecodeError:
        return run
    typographic = all(
        "\u00a0" <= letter <= "\u00ff" or "\u2010" <= letter <= "\u2044" or letter in "€™" for letter in read
    )
    return read if typographic or (len(read) > 1 and min(read) >= "\u0370") else run
