"""OIT items (ข้อ O): what must stand on the agency's website, who sees to it, and whether it does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ita_tui.domain.evidence import Evidence
from ita_tui.domain.rules import Catalogue, YearRules
from ita_tui.thai.numerals import arabic_digits


class DisclosureStatus(StrEnum):
    """How far an item is; the value is the code in files, :attr:`label` the Thai word."""

    NOT_STARTED = "not_started"
    PREPARING = "preparing"
    PUBLISHED = "published"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return {
            "not_started": "ยังไม่เผยแพร่",
            "preparing": "กำลังจัดเตรียม",
            "published": "เผยแพร่แล้ว",
            "not_applicable": "ไม่เกี่ยวข้อง",
        }[self.value]

    @property
    def sign(self) -> str:
        return {"not_started": "○", "preparing": "◐", "published": "✓", "not_applicable": "–"}[self.value]


@dataclass(frozen=True)
class DisclosureItem:
    """One OIT item of the year as the agency keeps it; ``name`` is the catalogue's, ``group`` its group's id.

    ``seen`` is the day on which the secretary saw it on the website with her own eyes.
    """

    code: str
    name: str
    group: str = ""
    responsible: str = ""
    divisions: tuple[str, ...] = ()
    url: str = ""
    status: DisclosureStatus = DisclosureStatus.NOT_STARTED
    note: str = ""
    id: int | None = None
    sections: tuple[str, ...] = ()
    seen: date | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def number(self) -> int:
        return int(self.code[1:])


def published(items: Iterable[DisclosureItem]) -> tuple[DisclosureItem, ...]:
    """The items that stand on the website."""
    return tuple(item for item in items if item.status is DisclosureStatus.PUBLISHED)


def applicable(items: Iterable[DisclosureItem]) -> tuple[DisclosureItem, ...]:
    """The items that concern this agency: what :func:`published` is counted out of."""
    return tuple(item for item in items if item.status is not DisclosureStatus.NOT_APPLICABLE)


def to_publish(items: Iterable[DisclosureItem]) -> tuple[DisclosureItem, ...]:
    """The applicable items that are not published yet."""
    return tuple(item for item in applicable(items) if item.status is not DisclosureStatus.PUBLISHED)


def without_link(items: Iterable[DisclosureItem]) -> tuple[DisclosureItem, ...]:
    """The applicable items that have no link yet, whatever their status says."""
    return tuple(item for item in applicable(items) if not item.url.strip())


def catalogue_of(rules: YearRules) -> tuple[DisclosureItem, ...]:
    """The year's catalogue as items that nothing has been done about, to begin a year with."""
    return tuple(DisclosureItem(item.code, item.name, item.group) for item in rules.catalogue.items)


# The letter in front is printed as o, as zero in either script, or as a look-alike of another alphabet.
_LETTER = r"[oοо0]"
_CODE = re.compile(rf"(?:ข้อ(?:ที่)?)?(?P<letters>{_LETTER}*)[.\-]?(?P<digits>\d{{1,2}})")
# Other numbers are passed over whole, so that the ๐๑๐ of ๒,๐๑๐ is no code.
_IN_TEXT = re.compile(
    rf"(?<![\da-z])[1-9][\d.,:/-]*|(?<![\d/.:a-z-])(?P<first>{_LETTER}\s?\d{{1,2}})"
    rf"(?:\s*(?:-|ถึง)\s*(?:ข้อ(?:ที่)?\s*)?(?P<last>{_LETTER}?\s?\d{{1,2}}))?(?![\d%a-z]|[/.:-]\d)"
)


def read_code(text: str, catalogue: Catalogue | None = None) -> str | None:
    """Read one OIT code as it is printed, or misread from a scan: ``ข้อ ๐๔๒``, ``O1``, ``๐๑``, ``0๕``, ``ข้อ 43``.

    None for what is no code, and for a number that ``catalogue`` does not have: numbers mean other things in
    other years, so a code is best read with its year's catalogue.
    """
    match = _CODE.fullmatch(_folded(text).replace(" ", ""))
    if match is None or int(match["digits"]) == 0:
        return None
    code = f"o{int(match['digits'])}"
    return code if catalogue is None or catalogue.item(code) is not None else None


def codes_in(text: str, catalogue: Catalogue | None = None) -> tuple[str, ...]:
    """Every OIT code in a text, in its order and without repeats; ranges are counted out.

    ``ข้อ ๐๑ ถึงข้อ ๐๑๐`` and ``ข้อ ๐๓๑-๐๔๓`` are ranges, ``ข้อ ๐๑ ๐๒ ๐๓`` a list. A bare number is a code only
    where it is the whole text (``ข้อ 43``): elsewhere it numbers a clause. Scores (๐๐.๐๐), times and telephone
    numbers are no codes.
    """
    whole = read_code(text, catalogue)
    if whole is not None:
        return (whole,)
    numbers: dict[int, None] = {}
    for match in _IN_TEXT.finditer(_folded(text)):
        if match["first"] is None:
            continue
        first = _number(match["first"])
        last = _number(match["last"]) if match["last"] else first
        numbers |= dict.fromkeys(range(first, last + 1) if first <= last else (first, last))
    codes = (f"o{number}" for number in numbers if number)
    return tuple(code for code in codes if catalogue is None or catalogue.item(code) is not None)


def _folded(text: str) -> str:
    plain = arabic_digits(text.replace("\u200b", "")).lower()
    return re.sub(r"\s+", " ", re.sub(r"[‐‑‒–—−]", "-", plain)).strip()


def _number(code: str) -> int:
    return int(re.sub(r"\D", "", code))
