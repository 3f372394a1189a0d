"""Text normalisation: Unicode, spaces and control characters; and looks for digits. Pure functions of a ``str``.

Compiled where a C compiler is there (`text.pxd` gives the types).
"""

import re
import unicodedata

MAX_DATED = 600
"""Characters of the longest text in which a date is looked for."""

_OTHER_DIGIT = re.compile(r"[^\x00-\x7f\D]")
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


def small(text: str) -> str:
    """Return the text in small letters, each at its place: patterns of small letters then need not ignore cases.

    Letters that patterns take for an i or an s when they ignore cases become one.

    >>> small("İstanbul ſtand ON LINE")
    'istanbul stand on line'
    """
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().replace("ı", "i").replace("ſ", "s")


def code_starts(text: str) -> list[int]:
    """Return where runs of the digits 0 to 9 begin that five digits, or two and letters, may follow from there.

    Two digits are a year from 1966 to 2010; what follows them is not looked at closely.

    >>> code_starts("12 men, 08STATE7, 09 of 1,251 and 251287")
    [8, 17, 30]
    """
    starts = []
    begin = -1
    for index, letter in enumerate(text):
        if "0" <= letter <= "9":
            if begin < 0:
                begin = index
        elif begin >= 0:
            if index - begin > 4 or letter > "\x7f" or (index - begin == 2 and _is_short_year(text, begin)):
                starts.append(begin)
            begin = -1
    if begin >= 0 and len(text) - begin > 4:
        starts.append(begin)
    return starts


def _is_short_year(text: str, begin: int) -> bool:
    """Whether two digits are 66 to 99 or 00 to 10, and a letter follows them, or one blank or dash and a letter."""
    first, second, after = text[begin], text[begin + 1], text[begin + 2]
    if "2" <= first <= "5" or (first == "1" and second != "0") or (first == "6" and second < "6"):
        return False
    if after in (" ", "-") and begin + 3 < len(text):
        after = text[begin + 3]
    return after.isalpha() or after > "\x7f"


def may_hold_date(text: str) -> bool:
    """Tell at little cost whether a text may hold a date: it is not long, and has the digits of one in any script."""
    if len(text) > MAX_DATED:
        return False
    return has_date_digits(text) or (not text.isascii() and has_date_digits(western_digits(text)))


def western_digits(text: str) -> str:
    """Return the text with every decimal digit of any script as 0–9.

    >>> western_digits("२ दिसंबर २०१०")
    '2 दिसंबर 2010'
    """
    if text.isascii() or not has_other_digits(text):
        return text
    return _OTHER_DIGIT.sub(_western, text)


def _western(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))


def has_date_digits(text: str) -> bool:
    """Tell whether a text holds a year after 1900, a day with dots, or nothing but seconds since 1970 at its front.

    >>> has_date_digits("Dec 2, 2010"), has_date_digits("2. 12. 10"), has_date_digits("12 men")
    (True, True, False)
    """
    for index, letter in enumerate(text):
        if "0" <= letter <= "9" and index + 3 < len(text):
            after = text[index + 1]
            if after == "9" and letter == "1" and _digits(text, index + 2, 2) == 2:
                return True
            if after == "0" and letter == "2" and _digits(text, index + 2, 2) == 2:
                return True
            if after == "." and _is_dotted(text, index + 2):
                return True
            if index == 0 and letter == "1" and _digits(text, 1, 9) == 9:
                return True
    return False


def _is_dotted(text: str, index: int) -> bool:
    """Whether a month's number, a dot and a year stand there: "12.10" after "2."."""
    index = _blank_end(text, index)
    number = _digits(text, index, 3)
    index += number
    if not 1 <= number <= 2 or index >= len(text) or text[index] != ".":
        return False
    return _digits(text, _blank_end(text, index + 1), 2) == 2


def _blank_end(text: str, index: int) -> int:
    """Where a text goes on after one blank, if one stands there."""
    return index + 1 if index < len(text) and text[index].isspace() else index


def _digits(text: str, index: int, most: int) -> int:
    """How many of the digits 0 to 9 stand there, counted up to a number."""
    count = 0
    while count < most and index + count < len(text) and "0" <= text[index + count] <= "9":
        count += 1
    return count


def letters(text: str) -> str:
    """Return the letters, digits and underscores of a text.

    >>> letters("Ferry — runs, aground!")
    'Ferryrunsaground'
    """
    parts = []
    begin = -1
    for index, letter in enumerate(text):
        if letter.isalnum() or letter == "_":
            if begin < 0:
                begin = index
        elif begin >= 0:
            parts.append(text[begin:index])
            begin = -1
    if begin >= 0:
        parts.append(text[begin:])
    return "".join(parts)


def repeats(texts: list[str]) -> tuple[list[int], list[int]]:
    """Return how often each text stands before its place, and how often anywhere.

    >>> repeats(["Share", "Ferry late", "Share"])
    ([0, 0, 1], [2, 1, 2])
    """
    counts: dict[str, int] = {}
    earlier = []
    for text in texts:
        seen = counts.get(text, 0)
        earlier.append(seen)
        counts[text] = seen + 1
    return earlier, [counts[text] for text in texts]


def has_other_digits(text: str) -> bool:
    """Tell whether there are decimal digits of another script than 0 to 9.

    >>> has_other_digits("२ दिसंबर"), has_other_digits("2 décembre")
    (True, False)
    """
    for letter in text:  # noqa: SIM110 - a compiled function holds no generator
        if letter > "\x7f" and letter.isdecimal():
            return True
    return False
