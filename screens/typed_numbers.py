"""Reads the years and numbers that are typed into forms, and says why where they are none.

Thai and Arabic digits, thousands separators, blanks around and a counting word behind (``๑,๒๐๐ คน``) are all taken.
"""

import re

from ita_tui.domain.counting import people
from ita_tui.domain.fiscal_year import BE, FiscalYear
from ita_tui.thai.dates import year_of
from ita_tui.thai.numerals import arabic_digits, digits
from ita_tui.thai.typed import clean_input

MOST_PEOPLE = 100_000_000
# Rules are known from 2562 on (BE); a year far ahead is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 2562, 2599

_YEAR_WORDS = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.*)?")
_COUNTED = re.compile(r"(?:คน|ราย|ท่าน|รายการ)\.?$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+")


class NumberTrouble(ValueError):
    """What is typed is no such number. Its words are the reason and what to type instead, in Thai."""


def typed_year(text: str) -> FiscalYear:
    """๒๕๖๖, 2566, ๖๖, ปี พ.ศ. 2566 and 2023 are all fiscal year 2566. Raises NumberTrouble for any other text."""
    written = _YEAR_WORDS.sub("", "".join(_plain(text).split()), count=1)
    if not written:
        raise NumberTrouble(f"ยังไม่ได้พิมพ์ปีงบประมาณ · {_year_example()}")
    if not _is_number(written) or len(written) not in {2, 4}:
        raise NumberTrouble(f"ปีงบประมาณเป็นตัวเลขสองหรือสี่หลัก · {_year_example()}")
    christian = year_of(written)
    if christian is None or not FIRST_YEAR <= christian + BE <= LAST_YEAR:
        reach = f"{digits(FIRST_YEAR)} ถึง {digits(LAST_YEAR)}"
        raise NumberTrouble(f"ไม่มีเกณฑ์ของปี {digits(written)} · พิมพ์ปีงบประมาณตั้งแต่ {reach}")
    return FiscalYear(christian + BE)


def typed_people(text: str) -> int | None:
    """๑,๒๐๐ and ``1200 คน`` are 1200 people, an empty text None. Raises NumberTrouble for any other text."""
    written = _COUNTED.sub("", _plain(text)).strip()
    if not written and not text.strip():
        return None
    number = re.sub("[, ]", "", written) if _GROUPED.fullmatch(written) else written
    if not _is_number(number):
        raise NumberTrouble(
            f"{_no_number(written)} · พิมพ์จำนวนคนเป็นตัวเลข เช่น {digits(60)} หรือ {digits('1,200')}"
        )
    if len(number.lstrip("0")) > len(str(MOST_PEOPLE)) or int(number) > MOST_PEOPLE:
        raise NumberTrouble(f"จำนวนมากเกินไป · พิมพ์ได้ไม่เกิน {people(MOST_PEOPLE)}")
    return int(number)


def typed_percent(text: str) -> int | None:
    """๔๐, ``40 %`` and ``ร้อยละ ๔๐`` are 40, an empty text None. Raises NumberTrouble beyond 0 to 100."""
    written = re.sub(r"^ร้อยละ|%$|％$", "", _plain(text)).strip()
    if not written:
        return None
    if not _is_number(written) or len(written) > 3 or int(written) > 100:
        raise NumberTrouble(f"รับเฉพาะจำนวนเต็ม {digits(0)} ถึง {digits(100)}")
    return int(written)


def _plain(text: str) -> str:
    return " ".join(arabic_digits(clean_input(text)).split())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _no_number(written: str) -> str:
    """Why this is no whole number of people."""
    if re.fullmatch(r"[-–−]\s?\d+", written):
        return "จำนวนคนติดลบไม่ได้"
    if re.fullmatch(r"\d+\.\d+", written):
        return "จำนวนคนต้องเป็นจำนวนเต็ม"
    if re.fullmatch(r"[\d, ]+", written) and re.search(r"\d", written):
        return "เครื่องหมายคั่นหลักพันไม่ถูกตำแหน่ง"
    return "อ่านจำนวนนี้ไม่ได้"


def _year_example() -> str:
    return f"พิมพ์ปีตั้งแต่ {digits(FIRST_YEAR)} เช่น {digits(2566)} หรือ {digits(66)}"
