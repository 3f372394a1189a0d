"""Text normalisation: Unicode, spaces and control characters. Pure ``str`` to ``str``.

Compiled where a C compiler is there (`text.pxd` gives the types).
"""

import re
import unicodedata

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


def tidy(text: str) -> str:
    r"""Return one line: NFC, runs of white space as one space, without control and invisible characters.

    Zero-width joiner and non-joiner stay: Indic scripts and Persian spell with them. Nothing else is
    changed, so every other character of the result stood in the input.

    >>> tidy(" a\u00a0b\u00ad \n c ")
    'a b c'
    """
    line = text.strip()
    if is_tidy(line):
        return line
    line = " ".join(text.split())
    if is_tidy(line):
        return line
    if not line.isprintable():
        line = " ".join(_INVISIBLE.sub("", text).split())
    return line if line.isascii() else unicodedata.normalize("NFC", line)


def is_tidy(line: str) -> bool:
    """Whether a line without blanks around it is plainly as `tidy` leaves it: not asked of all scripts.

    Its characters are printed and never combine with others, which is so of all below U+0300.
    """
    blank = False
    for letter in line:
        if letter == " ":
            if blank:
                return False
            blank = True
        elif _is_plain(letter):
            blank = False
        else:
            return False
    return True


def _is_plain(letter: str) -> bool:
    """Whether it is an ASCII sign, a Latin letter or sign, a dash, a quote or an ellipsis."""
    if letter < "\u0300":
        return "!" <= letter <= "~" or (letter >= "\u00a1" and letter != "\u00ad")
    return "\u2010" <= letter <= "\u2027"
