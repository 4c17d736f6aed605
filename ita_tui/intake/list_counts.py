"""How a word processor writes the number of a list item: ๑, ก, หนึ่ง, iv, 07."""

from collections.abc import Callable, Mapping
from typing import Final

from ita_tui.thai.numerals import thai_digits

_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
"""ISO/IEC 29500-1 17.18.59 thaiLetters: without ฃ ฅ ฆ ฤ ฦ, so that ๔ is ง."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 4999
_MOST_REPEATED = 30
"""Letters are doubled when they have run out: aa, bb … No list goes on for so many rounds."""

_UNITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")


def counted(number: int, form: str) -> str:
    """The number of an item in a format by its name in ISO/IEC 29500-1 17.18.59; decimal in any other format.

    ``none`` writes nothing. Nothing below 1 has a letter, a Roman number or a Thai word: it is written decimal.
    """
    if form == "none":
        return ""
    write = _FORMS.get(form, str)
    return write(number) if number > 0 else str(number)


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def _letters(alphabet: str) -> Callable[[int], str]:
    def write(number: int) -> str:
        rounds, at = divmod(number - 1, len(alphabet))
        return alphabet[at] * (rounds + 1) if rounds < _MOST_REPEATED else str(number)

    return write


def _thai_words(number: int) -> str:
    """Thai number words: ๑๑ สิบเอ็ด, ๒๐ ยี่สิบ, ๒๑ ยี่สิบเอ็ด."""
    millions, rest = divmod(number, 10**6)
    written = _thai_words(millions) + "ล้าน" if millions else ""
    places = [int(digit) for digit in str(rest)]
    for at, digit in enumerate(places):
        place = len(places) - at - 1
        if digit == 0:
            continue
        if place == 0 and digit == 1 and number > 10:
            written += "เอ็ด"
        elif place == 1 and digit <= 2:
            written += "ยี่สิบ" if digit == 2 else "สิบ"
        else:
            written += _UNITS[digit] + _PLACES[place]
    return written


def _with_zero(number: int) -> str:
    return f"{number:02}"


def _in_circle(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _in_dashes(number: int) -> str:
    return f"- {number} -"


def _capital_roman(number: int) -> str:
    return _roman(number).upper()


_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "thaiNumbers": thai_digits,
    "thaiLetters": _letters(_THAI_LETTERS),
    "thaiCounting": _thai_words,
    "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerRoman": _roman,
    "upperRoman": _capital_roman,
    "decimalZero": _with_zero,
    "decimalEnclosedCircle": _in_circle,
    "numberInDash": _in_dashes,
}
