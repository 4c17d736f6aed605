"""Reads the years and the numbers of people that are typed into forms, in Thai or Arabic digits."""

from ita_tui.domain.fiscal_year import BE, FiscalYear
from ita_tui.thai.dates import year_of
from ita_tui.thai.numerals import arabic_digits

MOST_PEOPLE = 100_000_000
# Rules are known from 2562 on (BE); a year far ahead is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 2562, 2599
YEAR_COMPLAINT = "พิมพ์ปีงบประมาณตั้งแต่ ๒๕๖๒ เป็นตัวเลข เช่น ๒๕๖๖"
PEOPLE_COMPLAINT = "พิมพ์จำนวนคนเป็นตัวเลข เช่น ๖๐ หรือเว้นว่างไว้ก่อน"


def typed_year(text: str) -> FiscalYear:
    """๒๕๖๖, 2566, ๖๖ and 2023 are all fiscal year 2566. Raises ValueError for no year, or one before the rules."""
    digits = arabic_digits(text.strip())
    christian = year_of(digits) if digits.isdecimal() and len(digits) in {2, 4} else None
    if christian is None or not FIRST_YEAR <= christian + BE <= LAST_YEAR:
        raise ValueError(f"not a year: {text!r}")
    return FiscalYear(christian + BE)


def typed_people(text: str) -> int | None:
    """๑,๒๐๐ is 1200 people, an empty text None. Raises ValueError for anything that is no number of people."""
    digits = "".join(arabic_digits(text).replace(",", "").split())
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()) or int(digits) > MOST_PEOPLE:
        raise ValueError(f"not a number of people: {text!r}")
    return int(digits)
