"""Reads scores that are typed into forms: Thai and Arabic digits, a decimal point or comma, 0 to 100."""

import re
from decimal import Decimal

from ita_tui.domain.scores import every_decimal
from ita_tui.thai.numerals import arabic_digits, digits
from ita_tui.thai.typed import clean_input
from screens.typed_numbers import NumberTrouble

_AROUND = re.compile(r"^(?:ได้)?(?:คะแนน)?|(?:คะแนน)?[.]?$")
# A comma before three digits parts thousands; no score has so many.
_POINTS = re.compile(r"\d{1,3}(?:\.\d{1,6}|,(?!\d{3}$)\d{1,6})?")


def typed_points(text: str) -> Decimal | None:
    """๘๑.๙๐, ``81,9`` and ``81.90 คะแนน`` are scores, an empty text None. Raises NumberTrouble for any other text."""
    written = "".join(arabic_digits(clean_input(text)).split())
    number = _AROUND.sub("", written)
    if not number and not text.strip():
        return None
    if not _POINTS.fullmatch(number):
        raise NumberTrouble(f"อ่านคะแนนนี้ไม่ได้ · พิมพ์เป็นตัวเลข เช่น {digits('81.90')}")
    points = Decimal(number.replace(",", "."))
    if points > 100:
        raise NumberTrouble(f"คะแนนอยู่ระหว่าง {digits(0)} ถึง {digits(100)}")
    return points


def shown_points(score: Decimal | None) -> str:
    """A score as it stands on the screen and in a field, with two decimals or all it has; empty where unknown."""
    return "" if score is None else digits(every_decimal(score))
