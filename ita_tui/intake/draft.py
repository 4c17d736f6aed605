"""What reading a document gives: values, and the doubts that the secretary must look at. Nothing is saved."""

from dataclasses import dataclass
from enum import StrEnum

from ita_tui.domain.agency import Agency, Division
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.meetings import CommitteeMember, Meeting
from ita_tui.domain.respondents import Survey
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.domain.waivers import Waiver
from ita_tui.intake.choices import Answer, HeadsKey
from ita_tui.intake.headings import Column
from ita_tui.thai.numerals import digits


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
    TORN_WORDS = "torn_words"
    MERGED_CELL = "merged_cell"
    TWO_COLUMNS = "two_columns"
    CONTRADICTION = "contradiction"
    NO_HEADS = "no_heads"
    UNREAD_CELL = "unread_cell"
    EDITED_PRINT = "edited_print"

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
    DoubtKind.TORN_WORDS: "คำถูกตัดกลาง",
    DoubtKind.MERGED_CELL: "เซลล์ผสาน",
    DoubtKind.TWO_COLUMNS: "สองช่องความหมายเดียวกัน",
    DoubtKind.CONTRADICTION: "คะแนนขัดกัน",
    DoubtKind.NO_HEADS: "ตารางไม่มีหัว",
    DoubtKind.UNREAD_CELL: "อ่านค่าในช่องไม่ได้",
    DoubtKind.EDITED_PRINT: "แก้ไขนอกแผ่นงานข้อมูล",
}


@dataclass(frozen=True)
class Doubt:
    """Something the secretary must look at before she saves: never repaired silently.

    ``place`` says where in Thai (มาตรการ ๓ ช่องผู้รับผิดชอบ), ``words`` what is doubtful, ``proposal`` what is
    proposed. ``standing`` where the draft holds the proposal unless she refuses it; else it takes it only where
    she accepts. ``choice`` where her answer changes the draft; else it is for her to know. ``key`` tells the doubt from others of the document, whatever was answered; ``answer`` is what
    she said so far. ``measure`` is the number of the measure concerned in the draft, with ``of_proposal`` where
    it is one of the proposals.
    """

    kind: DoubtKind
    place: str
    words: str
    proposal: str = ""
    measure: int | None = None
    of_proposal: bool = False
    standing: bool = False
    choice: bool = False
    key: str = ""
    answer: Answer = Answer.OPEN

    def __str__(self) -> str:
        return f"{self.place}: {self.words}" + (f" → {self.proposal}" if self.proposal else "")

    @property
    def taken(self) -> bool:
        """Whether the draft holds what is proposed."""
        return self.answer is Answer.ACCEPTED or (self.standing and self.answer is Answer.OPEN)


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
    """A column as the file heads it, and what it was taken for (None where unknown)."""

    head: str
    column: Column | None = None
    near: bool = False

    @property
    def taken_for(self) -> str:
        """The Thai name of what it was taken for, empty where unknown."""
        return self.column.label if self.column else ""


@dataclass(frozen=True)
class FoundTable:
    """A table of the file: where it begins, its columns, how many rows, and what it was read as.

    ``samples`` are its first rows as they stand in the file; ``key`` tells tables by their heads.
    """

    line: int
    columns: tuple[FoundColumn, ...]
    rows: int
    purpose: TablePurpose
    where: str = ""
    samples: tuple[tuple[str, ...], ...] = ()
    key: HeadsKey = ()

    @property
    def place(self) -> str:
        """Where it begins, in Thai: ตารางที่ ๒ แถวที่ ๑, or บรรทัดที่ ๑๒."""
        return self.where or f"บรรทัดที่ {digits(self.line)}"


@dataclass(frozen=True)
class Draft:
    """A document read: values of the domain and doubts, all of them at once.

    ``measures`` and ``proposals`` are numbered from 1 upwards without repetition. ``proposals`` are tables that
    a report proposes beside the measures it reports on; a planned table that stands alone gives measures.
    ``disclosure`` names only the items whose responsible parties the measures name. ``left_out`` holds every
    text of the file that was not taken, in the file's order. ``planned_for`` is the year that the text above the
    measures names, where it is not ``year_found``. ``whole`` marks a year in the open format: it brings
    everything, where a report only names parts.
    """

    agency: Agency | None = None
    year_found: FiscalYear | None = None
    planned_for: FiscalYear | None = None
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
    committee: tuple[CommitteeMember, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    waivers: tuple[Waiver, ...] = ()
