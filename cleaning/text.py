"""Text normalisation: Unicode, spaces and control characters; and looks for digits. Pure functions of a ``str``.

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


def number_starts(text: str) -> list[int]:
    """Return where the runs of the digits 0 to 9 begin.

    >>> number_starts("12 men, 08STATE7")
    [0, 8, 15]
    """
    starts = []
    inside = False
    for index, letter in enumerate(text):
        if "0" <= letter <= "9":
            if not inside:
                starts.append(index)
            inside = True
        else:
            inside = False
    return starts


def has_other_digits(text: str) -> bool:
    """Tell whether there are decimal digits of another script than 0 to 9.

    >>> has_other_digits("२ दिसंबर"), has_other_digits("2 décembre")
    (True, False)
    """
    for letter in text:  # noqa: SIM110 - a compiled function holds no generator
        if letter > "\x7f" and letter.isdecimal():
            return True
    return False
