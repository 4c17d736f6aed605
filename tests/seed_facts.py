"""What five real printed reports hold, written down from reading them: where each text stands, and what it says.

No sentence of a report is copied: texts are named by their line and cell in the file (both counted from 1, cell 0
is the whole line) and, where they are a part of it, by the letters from and to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import WorkStatus
from ita_tui.intake.draft import DoubtKind


class At(NamedTuple):
    """Where a text stands in its file."""

    line: int
    cell: int = 0
    start: int = 0
    stop: int | None = None


class Days(NamedTuple):
    """The first and the last day of a period."""

    first: date
    last: date


@dataclass(frozen=True)
class Row:
    """A measure or proposal: the lines it stands on (two where a page break cut it) and what its words mean."""

    number: int
    lines: tuple[int, ...]
    days: Days | None
    steps: int = 0
    divisions: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    status: WorkStatus = WorkStatus.NOT_STARTED
    items: tuple[str, ...] = ()
    issue: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows of one kind, and which cell of a line is which field of a measure."""

    columns: Mapping[str, int]
    rows: tuple[Row, ...] = ()


class Question(NamedTuple):
    """A scored question or item: its line (text in cell 1, score in cell 2) and what its code was meant to be."""

    line: int
    code: str
    score: str
    issue: int


class Issue(NamedTuple):
    """The analysis of an issue: the code of its lowest item (empty where it says there is none) and its texts."""

    number: int
    code: str
    lowest: tuple[At, ...]
    cause: tuple[At, ...]
    remark: tuple[At, ...]
    improvement: tuple[At, ...]


class Suspect(NamedTuple):
    """A doubt that must be raised, about the measure where there is one."""

    kind: DoubtKind
    measure: int | None = None


@dataclass(frozen=True)
class Seed:
    """A report: the year it is read into, what stands around its tables, and its tables.

    ``document_year`` is the year on its first page where its measures are planned for ``year``. ``answerable`` are
    the OIT items that a party is named for, and a word of the party's name.
    """

    name: str
    year: int
    agency: At
    measures: Table
    district: At | None = None
    province: At | None = None
    proposals: Table = field(default_factory=lambda: Table({}))
    document_year: int | None = None
    total: str | None = None
    level: str = ""
    scores_year: int | None = None
    instruments: Mapping[Instrument, str] = field(default_factory=dict)
    indicators: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    to_develop: tuple[tuple[Instrument, int], ...] = ()
    issues: tuple[Issue, ...] = ()
    link: At | None = None
    answerable: Mapping[str, str] = field(default_factory=dict)
    suspects: tuple[Suspect, ...] = ()
    misread_codes: tuple[str, ...] = ()


DONE, GOING = WorkStatus.COMPLETED, WorkStatus.IN_PROGRESS
DEAN, FINANCE, WORKS, AUDIT = ("สำนักปลัด",), ("กองคลัง",), ("กองช่าง",), ("หน่วยตรวจสอบภายใน",)
PEOPLE, NEWS, SUPPLIES, CLERKS = ("งานการเจ้าหน้าที่",), ("งานประชาสัมพันธ์",), ("งานพัสดุ",), ("งานธุรการ",)
PLANS, LAW = ("งานแผนและงบประมาณ",), ("งานนิติกร",)
NURSERY = ("ศูนย์พัฒนาเด็กเล็ก",)
"""No division by law, but the office lists it among its divisions."""


def fiscal_year(be: int) -> Days:
    return Days(date(be - 544, 10, 1), date(be - 543, 9, 30))


def oit(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"o{number}" for number in range(first, last + 1))


def named(word: str, *numbers: int) -> dict[str, str]:
    return {f"o{number}": word for number in numbers}


# A column of the measures' table of each report, by the field of a measure.
_NAYAI = {"title": 1, "method": 2, "responsible": 3, "period": 4, "result": 5, "outcome": 6}
_TALUBO = {"title": 2, "method": 3, "period": 4, "responsible": 5, "result": 6, "outcome": 7}
_THAMSING = {"title": 1, "method": 2, "responsible": 3, "period": 4, "result": 5}
_NAPHO = {**_THAMSING, "recommendation": 6}
_NAPHO_PROPOSALS = {"title": 1, "guideline": 2, "method": 3, "responsible": 4, "follow_up": 5}
_HANNANGAM = {"weak_item": 1, "title": 2, "method": 3, "period": 4, "responsible": 5}

_FY67, _FY68, _FY69 = fiscal_year(2567), fiscal_year(2568), fiscal_year(2569)
_TO_MARCH = Days(date(2023, 2, 1), date(2023, 3, 31))
_TO_APRIL = Days(date(2023, 2, 1), date(2023, 4, 30))
_WINTER = Days(date(2022, 1, 1), date(2022, 3, 31))

NAYAI = Seed(
    name="nayai-2568",
    year=2568,
    agency=At(4, 0, 3, 30),
    measures=Table(
        _NAYAI,
        (
            Row(1, (7,), _FY68, 2, DEAN, status=GOING),
            Row(2, (8,), _FY68, 2, DEAN, status=GOING),
            Row(3, (9,), _FY68, 0, DEAN, status=GOING),
            Row(4, (10, 13), Days(date(2024, 10, 1), date(2025, 4, 30)), 3, DEAN, status=GOING),
            Row(5, (14,), _FY68, 2, DEAN, status=GOING),
            Row(6, (15,), _FY68, 2, DEAN, status=GOING),
            Row(7, (18,), _FY68, 3, DEAN, status=GOING),
        ),
    ),
    suspects=(Suspect(DoubtKind.CONTINUED, 4),),
)

TALUBO = Seed(
    name="talubo-2567",
    year=2567,
    agency=At(4, 0, 0, 28),
    district=At(4, 0, 34, 39),
    province=At(4, 0, 47, 54),
    total="91.67",
    level="ผ่าน",
    scores_year=2567,
    measures=Table(
        _TALUBO,
        (
            Row(1, (9,), _FY67, 2, DEAN, status=GOING),
            # The method's second and third step stand in the next cell, the divisions under the result.
            Row(2, (10,), _FY67, 0, DEAN, NEWS, status=GOING),
            Row(3, (13,), _FY67, 2, FINANCE, status=GOING),
            Row(4, (16,), _FY67, 3, DEAN, PEOPLE, status=GOING),
            Row(5, (17,), _FY67, 2, DEAN, PEOPLE, status=GOING),
            Row(6, (20,), _FY67, 0, DEAN, PEOPLE, status=GOING),
            Row(7, (21,), _FY67, 2, status=GOING),
            Row(8, (22,), _FY67, 3, DEAN, NEWS, status=GOING),
            Row(9, (25,), _FY67, 2, FINANCE, SUPPLIES, status=GOING),
            Row(10, (26,), _FY67, 3, FINANCE, SUPPLIES, status=GOING),
            # The section is misspelt in print: a doubt, and the name as it is spelt elsewhere.
            Row(11, (29,), _FY67, 3, DEAN, PEOPLE, status=GOING),
            Row(12, (32,), _FY67, 4, DEAN, PEOPLE, status=GOING),
        ),
    ),
    suspects=(
        Suspect(DoubtKind.SHIFTED_COLUMNS, 2),
        Suspect(DoubtKind.REPEATED_TEXT, 4),
        Suspect(DoubtKind.NEAR_NAME, 11),
    ),
)

THAMSING = Seed(
    name="thamsing-2566",
    year=2566,
    agency=At(4, 0, 5, 34),
    link=At(37, 0, 1, 123),
    measures=Table(
        _THAMSING,
        (
            Row(1, (13,), _TO_APRIL, 0, DEAN, status=DONE),
            Row(2, (14,), _TO_APRIL, 0, DEAN, status=DONE),
            Row(3, (17,), _TO_APRIL, 0, DEAN + FINANCE + WORKS, status=DONE),
            Row(4, (18,), _TO_MARCH, 0, DEAN + FINANCE + WORKS + AUDIT + NURSERY, (), DONE),
            Row(5, (21,), _TO_MARCH, 0, DEAN + FINANCE + WORKS + AUDIT + NURSERY, (), DONE),
            Row(6, (22,), _TO_APRIL, 0, DEAN + FINANCE + WORKS + AUDIT, NEWS + PLANS, DONE, oit(1, 10)),
            Row(7, (25,), _TO_APRIL, 0, (), PLANS + CLERKS, DONE, oit(11, 18)),
            Row(8, (26,), _TO_APRIL, 0, FINANCE, SUPPLIES, DONE, oit(19, 22)),
            Row(9, (27,), _TO_APRIL, 0, (), PEOPLE, DONE, oit(23, 26)),
            Row(10, (30,), _TO_APRIL, 0, DEAN + FINANCE + WORKS, LAW + CLERKS, DONE, oit(27, 30)),
            Row(11, (31,), _TO_APRIL, 0, (), LAW + PEOPLE, DONE, oit(31, 43)),
        ),
    ),
    answerable={
        **named("งานประชาสัมพันธ์", 1, 2, 3, 5, 6, 7, 8, 9, 10),
        **named("งานแผนและงบประมาณ", 4, 11, 12, 13),
        **named("พนักงาน", 14),
        **named("ทุกส่วนราชการ", 15, 16, 34, 35),
        **named("งานธุรการ", 17, 18),
        **named("งานพัสดุ", 19, 20, 21, 22),
        **named("งานนิติกร", 27, 28, 31, 32, 33, 36, 37, 38),
        **named("กองคลัง", 30),
        **named("งานการเจ้าหน้าที่", 23, 24, 25, 26, 39, 40, 41),
        **named("คณะกรรมการขับเคลื่อน", 42, 43),
    },
    suspects=(Suspect(DoubtKind.LINK),),
)

NAPHO = Seed(
    name="napho-2565",
    year=2565,
    agency=At(19, 0, 0, 28),
    district=At(20, 0, 5, 18),
    province=At(20, 0, 26, 34),
    total="69.66",
    level="C",
    scores_year=2564,
    indicators=("87.73", "80.03", "80.37", "76.14", "73.66", "95.82", "96.75", "95.65", "53.56", "31.25"),
    to_develop=((Instrument.IIT, 91), (Instrument.EIT, 96), (Instrument.OIT, 101)),
    measures=Table(
        _NAPHO,
        (
            Row(1, (9,), _WINTER, 0, DEAN, status=GOING),
            Row(2, (10,), _WINTER, 0, DEAN, status=GOING),
            Row(3, (11,), _WINTER, 0, DEAN, status=GOING),
        ),
    ),
    proposals=Table(
        _NAPHO_PROPOSALS,
        (
            Row(1, (106,), None, 3, DEAN),
            Row(2, (109,), None, 0, DEAN),
            Row(3, (110,), None, 0, DEAN),
            Row(4, (111,), None, 0, DEAN),
            Row(5, (114,), None, 0, DEAN),
            Row(6, (115,), None, 0, DEAN),
            Row(7, (116,), None, 0, DEAN),
        ),
    ),
)

HANNANGAM = Seed(
    name="hannangam-2568",
    year=2569,
    document_year=2568,
    agency=At(11, 0, 0, 29),
    district=At(12, 0, 5, 16),
    province=At(12, 0, 24, 35),
    total="49.74",
    level="ปรับปรุงแก้ไขเร่งด่วน",
    scores_year=2568,
    instruments={
        Instrument.IIT: "95.68",
        Instrument.EIT1: "95.50",
        Instrument.EIT2: "100",
        Instrument.OIT: "90.38",
    },
    indicators=("95.40", "96.98", "99.52", "92.38", "94.13", "98.45", "97.60", "97.21", "80.75", "100.00"),
    questions=(
        *(Question(58, "i1", "90.95", 1), Question(59, "i10", "81.90", 1), Question(60, "i13", "91.43", 1)),
        *(Question(61, "o5", "100", 1), Question(62, "o6", "100", 1), Question(63, "o7", "100", 1)),
        Question(64, "o8", "100", 1),
        *(Question(72, "e1", "96.74", 2), Question(73, "e2", "96.28", 2), Question(74, "e3", "97.67", 2)),
        *(Question(75, "e7", "93.49", 2), Question(76, "e8", "95.35", 2), Question(77, "e9", "94.42", 2)),
        *(Question(79, "o9", "100", 2), Question(80, "o11", "100", 2), Question(81, "o10", "100", 2)),
        Question(82, "o20", "100", 2),
        *(Question(89, "e4", "100", 3), Question(90, "e5", "100", 3), Question(91, "e6", "100", 3)),
        *(Question(92, "o1", "100", 3), Question(93, "o2", "100", 3), Question(94, "o3", "100", 3)),
        *(Question(101, "i10", "81.90", 4), Question(102, "i11", "100", 4), Question(103, "i12", "95.24", 4)),
        *(Question(113, "i4", "95.71", 5), Question(114, "i5", "99.05", 5), Question(115, "i6", "96.19", 5)),
        *(Question(116, "o12", "50", 5), Question(117, "o13", "0", 5)),
        *(Question(124, "i7", "99.05", 6), Question(125, "i8", "99.52", 6), Question(126, "i9", "100", 6)),
        *(Question(128, "o15", "100", 6), Question(129, "o14", "100", 6), Question(130, "o16", "50", 6)),
        *(
            Question(137, "i13", "91.43", 7),
            Question(138, "i14", "95.71", 7),
            Question(139, "i15", "95.24", 7),
        ),
        *(Question(140, "o25", "100", 7), Question(141, "o26", "100", 7), Question(142, "o27", "100", 7)),
        Question(143, "o28", "100", 7),
    ),
    issues=(
        Issue(
            *(1, "i10", (At(58, 3, 35, 175),)),
            *((At(58, 3, 188, 488),), (At(58, 3, 496, 877),), (At(58, 3, 906),)),
        ),
        # Cut by a page break between the cause and the remark.
        Issue(2, "e7", (At(72, 3, 35, 152),), (At(72, 3, 165),), (At(79, 3, 11, 187),), (At(79, 3, 216),)),
        Issue(
            *(3, "", (At(89, 3, 32, 121),)),
            *((At(89, 3, 134, 192),), (At(89, 3, 200, 300),), (At(89, 3, 329),)),
        ),
        # Cut within the remark.
        Issue(
            *(4, "i10", (At(101, 3, 32, 138),), (At(101, 3, 151, 439),)),
            *((At(101, 3, 447), At(105, 3, 0, 210)), (At(105, 3, 239),)),
        ),
        # One part in each row; no cause is given.
        Issue(5, "o13", (At(113, 3, 29),), (), (At(114, 3, 8),), (At(115, 3, 29),)),
        # Cut within the improvement.
        Issue(
            *(6, "o16", (At(124, 3, 29, 72),), (At(124, 3, 85),)),
            *((At(125, 3, 8, 92),), (At(125, 3, 121), At(128, 3))),
        ),
        Issue(7, "i13", (At(137, 3, 29),), (At(138, 3, 13),), (At(139, 3, 8),), (At(143, 3, 29),)),
    ),
    # The codes in the weak items are those of the year that was assessed: no items of the year planned for.
    measures=Table(
        _HANNANGAM,
        (
            Row(1, (153,), _FY69, 4, DEAN, issue=1),
            Row(2, (154,), _FY69, 3, DEAN, issue=1),
            Row(3, (155,), None, 4, DEAN, issue=1),
            Row(4, (160,), _FY69, 4, DEAN, issue=2),
            Row(5, (161,), Days(date(2026, 1, 1), date(2026, 3, 31)), 4, DEAN, issue=2),
            Row(6, (166,), _FY69, 3, DEAN, issue=3),
            Row(7, (171,), _FY69, 3, FINANCE, issue=4),
            # Two measures, each with steps of its own: the second list begins again at one, so none is clear.
            Row(8, (176,), None, 0, FINANCE, issue=5),
            Row(9, (177,), _FY69, 3, FINANCE, issue=5),
            Row(10, (182,), _FY69, 4, DEAN, issue=6),
            Row(11, (183,), _FY69, 5, DEAN, issue=6),
            Row(12, (188,), None, 4, DEAN, issue=7),
        ),
    ),
    suspects=(
        Suspect(DoubtKind.CONTRADICTION),
        Suspect(DoubtKind.TWO_IN_ROW, 8),
        # Their steps are those of measures 1 and 3, word for word.
        *(Suspect(DoubtKind.REPEATED_TEXT, 10), Suspect(DoubtKind.REPEATED_TEXT, 12)),
    ),
    misread_codes=("1๑", "1๑๐", "1๑๓", "1๔", "1๕", "1๖", "1๗", "1๘", "1๙", "๑๒๕", "๑๒๖", "๑๒๗", "๑๒๘"),
)

SEEDS = (NAYAI, TALUBO, THAMSING, NAPHO, HANNANGAM)
