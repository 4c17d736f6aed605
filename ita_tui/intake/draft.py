"""What reading a document gives: values, and the doubts that the secretary must look at. Nothing is saved."""

from dataclasses import dataclass
from enum import StrEnum

from ita_tui.domain.agency import Agency, Division
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.respondents import Survey
from ita_tui.domain.scores import IssueAnalysis, Scores


class DoubtKind(StrEnum):
    """What a doubt is about; the value is the code in files, :attr:`label` the Thai word."""

    PROPOSED_STATUS = "proposed_status"
    SHIFTED_COLUMNS = "shifted_columns"
    NUMBERING = "numbering"
    TWO_IN_ROW = "two_in_row"
    CELL_COUNT = "cell_count"
    CONTINUED = "continued"
    EMPTY_CELL = "empty_cell"
    NO_PERIOD = "no_period"
    UNREAD_PERIOD = "unread_period"
    OUTSIDE_YEAR = "outside_year"
    REPEATED_TEXT = "repeated_text"
    ITEM_CODE = "item_code"
    NEAR_NAME = "near_name"
    LINK = "link"
    OTHER_YEAR = "other_year"
    NEAR_HEADING = "near_heading"
    UNKNOWN_COLUMN = "unknown_column"
    UNKNOWN_TABLE = "unknown_table"
    SCORE = "score"
    QUESTION_CODE = "question_code"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    DoubtKind.PROPOSED_STATUS: "สถานะที่เสนอ",
    DoubtKind.SHIFTED_COLUMNS: "ข้อความอาจเลื่อนช่อง",
    DoubtKind.NUMBERING: "ลำดับเลขไม่ต่อเนื่อง",
    DoubtKind.TWO_IN_ROW: "อาจมีสองมาตรการในแถวเดียว",
    DoubtKind.CELL_COUNT: "จำนวนช่องไม่เท่าหัวตาราง",
    DoubtKind.CONTINUED: "ต่อจากแถวหรือหน้าก่อน",
    DoubtKind.EMPTY_CELL: "ช่องว่าง",
    DoubtKind.NO_PERIOD: "ไม่มีระยะเวลา",
    DoubtKind.UNREAD_PERIOD: "อ่านวันที่ไม่ได้",
    DoubtKind.OUTSIDE_YEAR: "อยู่นอกปีงบประมาณ",
    DoubtKind.REPEATED_TEXT: "ข้อความซ้ำ",
    DoubtKind.ITEM_CODE: "รหัสข้อ OIT",
    DoubtKind.NEAR_NAME: "ชื่อสะกดต่างไป",
    DoubtKind.LINK: "ลิงก์แบบวัด",
    DoubtKind.OTHER_YEAR: "ปีไม่ตรงกัน",
    DoubtKind.NEAR_HEADING: "หัวตารางสะกดต่างไป",
    DoubtKind.UNKNOWN_COLUMN: "ช่องที่ไม่รู้จัก",
    DoubtKind.UNKNOWN_TABLE: "ตารางที่ไม่รู้จัก",
    DoubtKind.SCORE: "คะแนน",
    DoubtKind.QUESTION_CODE: "รหัสข้อคำถาม",
}


@dataclass(frozen=True)
class Doubt:
    """Something the secretary must look at before she saves: never repaired silently.

    ``place`` says where in Thai (มาตรการ ๓ ช่องผู้รับผิดชอบ), ``words`` what is doubtful, ``proposal`` what the
    draft holds or what is proposed instead, if anything. ``measure`` is the number of the measure concerned in
    the draft, with ``of_proposal`` where it is one of the proposals.
    """

    kind: DoubtKind
    place: str
    words: str
    proposal: str = ""
    measure: int | None = None
    of_proposal: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" + (f" → {self.proposal}" if self.proposal else "")


class TablePurpose(StrEnum):
    """What a table was read as; the value is the code in files, :attr:`label` the Thai word."""

    MEASURES = "measures"
    PROPOSALS = "proposals"
    INDICATORS = "indicators"
    QUESTIONS = "questions"
    TO_DEVELOP = "to_develop"
    UNUSED = "unused"

    @property
    def label(self) -> str:
        return {
            "measures": "มาตรการ",
            "proposals": "มาตรการที่เสนอ",
            "indicators": "คะแนนรายตัวชี้วัด",
            "questions": "คะแนนรายข้อและการวิเคราะห์",
            "to_develop": "ประเด็นที่ควรพัฒนา",
            "unused": "ไม่ได้นำเข้า",
        }[self.value]


@dataclass(frozen=True)
class FoundColumn:
    """A column as the file heads it, and what it was taken for (a Thai column name, empty where unknown)."""

    head: str
    taken_for: str = ""


@dataclass(frozen=True)
class FoundTable:
    """A table of the file: the line it begins on, its columns, how many rows, and what it was read as."""

    line: int
    columns: tuple[FoundColumn, ...]
    rows: int
    purpose: TablePurpose


@dataclass(frozen=True)
class Draft:
    """A document read: values of the domain and doubts, all of them at once.

    ``measures`` and ``proposals`` are numbered from 1 upwards without repetition. ``proposals`` are tables that
    a report proposes beside the measures it reports on; a planned table that stands alone gives measures.
    ``disclosure`` names only the items whose responsible parties the measures name. ``left_out`` holds every
    text of the file that was not taken, in the file's order. ``whole`` marks a year in the open format: it brings
    everything, where a report only names parts.
    """

    agency: Agency | None = None
    year_found: FiscalYear | None = None
    measures: tuple[Measure, ...] = ()
    proposals: tuple[Measure, ...] = ()
    scores: Scores | None = None
    issues: tuple[IssueAnalysis, ...] = ()
    surveys: tuple[Survey, ...] = ()
    disclosure: tuple[DisclosureItem, ...] = ()
    divisions: tuple[Division, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[str, ...] = ()
    tables: tuple[FoundTable, ...] = ()
    whole: bool = False
