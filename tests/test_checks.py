"""The checks before signing: each rule finds what it is for and nothing else, and a waiver covers just one finding."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency
from ita_tui.domain.checks import RULES, Checked, Finding, Level, blocking, counted, findings, lapsed
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind, FileState
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.links import broken_by_thai_digits, has_thai_digits
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores
from ita_tui.intake.offices import share_of_offices
from ita_tui.intake.torn_words import torn_places
from ita_tui.reports.open_format import from_dict, to_dict
from ita_tui.rulebook.loading import rules_for
from tests.long_series import length
from tests.test_lossless import REPORTS

YEAR = FiscalYear(2568)
RULES_OF_YEAR, RULES_OF_SCORES = rules_for(YEAR), rules_for(FiscalYear(2567))
TODAY = date(2025, 9, 29)
SHA, OLD_SHA = "a" * 64, "b" * 64
SOUND = {SHA: FileState.PRESENT, OLD_SHA: FileState.PRESENT}
IDENTITY = "1101700230708"  # its check digit is right, and nobody has it

FILES = (EvidenceFile(OLD_SHA, "ร่าง.pdf", 4), EvidenceFile(SHA, "รายงาน.pdf", 5, revision=2))
PROOF = Evidence("รายงานการประชุม", EvidenceKind.FILE, 7, document_date=date(2025, 1, 16), files=FILES)
FIRST = Measure(
    1,
    "เปิดเผยราคากลางบนเว็บไซต์",
    11,
    method="จัดทำประกาศและเผยแพร่",
    steps=(Step("จัดทำประกาศ", WorkStatus.COMPLETED), Step("จัดเวที", WorkStatus.CANCELLED)),
    responsible="กองคลัง (งานพัสดุ)",
    period=Period("ต.ค. ๖๗ – ธ.ค. ๖๗", date(2024, 10, 1), date(2024, 12, 31)),
    status=WorkStatus.COMPLETED,
    proof=Proof.COMPLETE,
    result="เผยแพร่ราคากลาง ๑๒ โครงการ ทางเว็บไซต์",
    outcome="ผู้รับจ้างยื่นราคาเพิ่มขึ้นเป็น ๙ ราย",
    evidence=(PROOF,),
)
SECOND = Measure(
    2,
    "จัดทำคู่มือการยืมพัสดุ",
    12,
    responsible="สำนักปลัด",
    period=Period("ตลอดปีงบประมาณ", YEAR.first, YEAR.last),
    status=WorkStatus.IN_PROGRESS,
    proof=Proof.PARTIAL,
    result="จัดทำคู่มือฉบับร่างแล้ว รอประชุมพิจารณา",
    evidence=(Evidence("หน้าเว็บคู่มือ", EvidenceKind.LINK, 8, url="https://www.example.go.th/manual"),),
)
WAITING = Measure(3, "อบรมจริยธรรม", 13, period=Period("ก.ย. ๖๘", date(2025, 9, 1), date(2025, 9, 30)))
DROPPED = Measure(4, "จัดเวทีสัญจร", 14, status=WorkStatus.CANCELLED, cancel_reason="ไม่ได้รับงบประมาณ")
IIT = Survey(
    Instrument.IIT,
    60,
    30,
    opens=date(2025, 1, 1),
    closes=date(2025, 6, 30),
    link="https://itas.example/iit",
    counts=(Count(date(2025, 6, 1), 31),),
    id=21,
)
EIT2 = Survey(Instrument.EIT2, id=22)
ITEM = DisclosureItem(
    "o1", "โครงสร้าง", url="https://www.example.go.th/o1", status=DisclosureStatus.PUBLISHED, id=31
)
OPEN_ITEM = DisclosureItem("o2", "ผู้บริหาร", id=32)
SCORES = Scores(
    2567,
    tuple(map(Decimal, ("90", "90", "90", "90", "90", "80", "80", "80", "95", "85"))),
    {Instrument.IIT: Decimal(90), Instrument.EIT: Decimal(80)},
    Decimal("87.00"),
    "ผ่าน",
    (QuestionScore("i10", Decimal("81.90"), answers=(33, 1, 0, 1, 1, 6)), QuestionScore("o1")),
)
ISSUES = (IssueAnalysis(4, "i10", "ไม่ทราบขั้นตอน", "", "จัดทำคู่มือ"),)
CLEAN = Report(
    Agency("องค์การบริหารส่วนตำบลทุ่งทดสอบ"),
    YEAR,
    measures=(FIRST, SECOND, WAITING, DROPPED),
    proposals=(Measure(1, "ตั้งศูนย์รับเรื่อง", 15, proposal=True),),
    surveys=(IIT, EIT2),
    disclosure=(ITEM, OPEN_ITEM),
    scores=SCORES,
    issues=ISSUES,
)


def look(
    report: Report = CLEAN, *, today: date = TODAY, files: dict[str, FileState] | None = None
) -> tuple[Finding, ...]:
    """All that is found, with the real dictionary and the real names of offices."""
    return findings(
        Checked(
            report,
            RULES_OF_YEAR,
            today,
            scores_rules=RULES_OF_SCORES,
            files=SOUND if files is None else files,
            torn=torn_places,
            offices=share_of_offices,
        )
    )


def first(**changes: object) -> Report:
    """The clean year with another first measure."""
    return replace(CLEAN, measures=(replace(FIRST, **changes), *CLEAN.measures[1:]))  # type: ignore[arg-type]


def second(**changes: object) -> Report:
    return replace(CLEAN, measures=(FIRST, replace(SECOND, **changes), *CLEAN.measures[2:]))  # type: ignore[arg-type]


def surveyed(**changes: object) -> Report:
    return replace(CLEAN, surveys=(replace(IIT, **changes), EIT2))  # type: ignore[arg-type]


def scored(**changes: object) -> Report:
    return replace(CLEAN, scores=replace(SCORES, **changes))  # type: ignore[arg-type]


def days(first_day: date, last_day: date) -> Period:
    return Period("ตามแผน", first_day, last_day)


def test_a_clean_year_has_no_finding() -> None:
    assert look() == ()
    assert look(Report(Agency(""), YEAR)) == ()


@dataclass(frozen=True)
class Case:
    """A year in which a rule finds one thing, and another one, not far from it, in which it finds nothing."""

    rule: str
    level: Level
    where: str
    bad: Report
    good: Report
    subject: str = ""
    field: str = ""
    today: date = TODAY
    files: dict[str, FileState] | None = None


LONG = "จัดประชุมชี้แจงขั้นตอนการยืมทรัพย์สินแก่บุคลากรทุกส่วนราชการ ณ ห้องประชุมใหญ่ มีผู้เข้าร่วมหกสิบคน"
MEASURE, SURVEY = "measure:1", "survey:IIT"
OUTSIDE = days(date(2023, 10, 1), date(2024, 9, 30))
AUGUST, NOVEMBER = date(2025, 8, 1), date(2025, 11, 1)
BEFORE_CLOSING, BEFORE_OPENING = date(2025, 6, 30), date(2024, 12, 31)
BARE = Evidence("ภาพถ่าย", EvidenceKind.PHOTO, 9)
NUMBERED = replace(BARE, document_number="ตย ๕๑๐๐๑/๑๒")
LINKED = Evidence("ประกาศบนเว็บไซต์", EvidenceKind.LINK, 71, url="https://www.example.go.th/1")
PRIVATE = "https://docs.example.go.th/f?token=abc123"

CASES = {
    "done without evidence": Case(
        *("no_evidence", Level.BLOCKS, MEASURE, first(proof=Proof.NONE, evidence=())),
        *(first(status=WorkStatus.NOT_STARTED, proof=Proof.NONE, evidence=()), "measure:11", "evidence"),
    ),
    "going on without evidence": Case(
        "no_evidence", Level.NOTES, "measure:2", second(proof=Proof.NONE, evidence=()), CLEAN, "measure:12"
    ),
    "proof that names no evidence": Case("no_evidence", Level.WARNS, MEASURE, first(evidence=()), CLEAN),
    "evidence that is not counted as proof": Case(
        "no_evidence", Level.WARNS, MEASURE, first(proof=Proof.NONE), CLEAN, field="proof"
    ),
    "completed with an empty result": Case(
        "empty_result", Level.BLOCKS, MEASURE, first(result=" \n"), CLEAN, "measure:11", "result"
    ),
    "going on with an empty result": Case(
        "empty_result", Level.WARNS, "measure:2", second(result=""), CLEAN
    ),
    "not begun and over": Case(
        *("empty_result", Level.WARNS, "measure:3", replace(CLEAN, measures=(WAITING,))),
        replace(CLEAN, measures=(replace(WAITING, result="เลื่อนไปปีหน้า"),)),
        today=NOVEMBER,
    ),
    "cancelled without a word": Case(
        *("empty_result", Level.WARNS, "measure:4", replace(CLEAN, measures=(replace(DROPPED, cancel_reason=""),))),
        *(CLEAN, "measure:14", "cancel_reason"),
    ),
    "the same result twice": Case(
        *("same_result", Level.WARNS, "measure:2", second(result="เผยแพร่ราคากลาง 12 โครงการ\nทางเว็บไซต์")),
        *(second(result="เผยแพร่แผน ๑๒ โครงการ ทางเว็บไซต์"), "measure:12", "result"),
    ),
    "nearly the same long outcome": Case(
        *("same_result", Level.WARNS, "measure:2", replace(first(outcome=LONG), measures=(replace(FIRST, outcome=LONG), replace(SECOND, outcome=f"{LONG} ดี")))),
        replace(CLEAN, measures=(replace(FIRST, outcome=LONG), replace(SECOND, outcome=f"{LONG[:40]} แต่ไม่มีผู้ยืมในปีนี้เพราะยังไม่ได้แจ้งเวียนคู่มือ"))),
        field="outcome",
    ),
    "responsible and result swapped": Case(
        *("swapped_cells", Level.BLOCKS, MEASURE, first(responsible=LONG, result="๑. สำนักปลัด ๒. กองคลัง กองช่าง")),
        *(first(result="กองคลังเผยแพร่ราคากลางทุกโครงการตามกำหนด"), "measure:11", "responsible"),
    ),
    "a period of another year": Case(
        *("outside_year", Level.BLOCKS, MEASURE, first(period=OUTSIDE)),
        *(first(period=days(YEAR.first, YEAR.last)), "measure:11", "period"),
    ),
    "a period that goes on after the year": Case(
        *("outside_year", Level.WARNS, MEASURE, first(period=days(AUGUST, NOVEMBER))),
        first(period=Period("๗ วัน")),
    ),
    "open steps of a completed measure": Case(
        *("open_steps", Level.WARNS, MEASURE, first(steps=(Step("ก", WorkStatus.COMPLETED), Step("ข")))),
        *(second(steps=(Step("ก"),)), "measure:11", "steps"),
    ),
    "a missing file": Case(
        *("lost_file", Level.BLOCKS, MEASURE, CLEAN, first(evidence=(NUMBERED,)), "evidence:7", "evidence"),
        files={**SOUND, SHA: FileState.MISSING},
    ),
    "a changed file": Case(
        *("lost_file", Level.BLOCKS, MEASURE, CLEAN, first(evidence=(NUMBERED,)), "evidence:7"),
        files={**SOUND, SHA: FileState.CHANGED},
    ),
    "an older revision that is gone": Case(
        *("lost_file", Level.NOTES, MEASURE, CLEAN, first(evidence=(NUMBERED,))),
        files={**SOUND, OLD_SHA: FileState.MISSING},
    ),
    "a missing file of an OIT item": Case(
        *("lost_file", Level.BLOCKS, "item:o2", replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(replace(PROOF, id=70, files=(EvidenceFile("c" * 64, "ก.pdf", 1),)),))))),
        CLEAN,
        files={**SOUND, "c" * 64: FileState.MISSING},
    ),
    "a changed file of a proposal": Case(
        *("lost_file", Level.BLOCKS, "proposal:1", replace(CLEAN, proposals=(replace(CLEAN.proposals[0], evidence=(replace(PROOF, id=70, files=(EvidenceFile("c" * 64, "ก.pdf", 1),)),)),))),
        *(CLEAN, "evidence:70", "evidence"),
        files={**SOUND, "c" * 64: FileState.CHANGED},
    ),
    "evidence of a proposal that names nothing": Case(
        *("evidence_names_nothing", Level.WARNS, "proposal:1", replace(CLEAN, proposals=(replace(CLEAN.proposals[0], evidence=(BARE,)),))),
        *(replace(CLEAN, proposals=(replace(CLEAN.proposals[0], evidence=(NUMBERED,)),)), "evidence:9"),
    ),
    "evidence of an item that names nothing": Case(
        *("evidence_names_nothing", Level.WARNS, "item:o2", replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(BARE,))))),
        *(replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(NUMBERED,)))), "evidence:9"),
    ),
    "evidence that names nothing": Case(
        *("evidence_names_nothing", Level.WARNS, MEASURE, first(evidence=(BARE,))),
        *(first(evidence=(NUMBERED,)), "evidence:9"),
    ),
    "evidence of another year": Case(
        *("evidence_outside_year", Level.WARNS, MEASURE, first(evidence=(replace(PROOF, document_date=date(2024, 9, 30)),))),
        *(first(evidence=(replace(PROOF, document_date=YEAR.first),)), "evidence:7"),
    ),
    "published without a link": Case(
        *("published_without_link", Level.WARNS, "item:o1", replace(CLEAN, disclosure=(replace(ITEM, url=" "),))),
        *(replace(CLEAN, disclosure=(replace(ITEM, url="", status=DisclosureStatus.PREPARING),)), "item:31", "url"),
    ),
    "too few answers after closing": Case(
        *("below_minimum", Level.WARNS, SURVEY, surveyed(counts=(Count(AUGUST, 29),)), CLEAN, "survey:21"),
    ),
    "too few answers while it is open": Case(
        *("below_minimum", Level.NOTES, SURVEY, surveyed(counts=(Count(date(2025, 2, 1), 29),)), CLEAN),
        today=BEFORE_CLOSING,
    ),
    "nobody counted after closing": Case("no_counts", Level.WARNS, SURVEY, surveyed(counts=()), CLEAN),
    "nobody counted yet": Case(
        "no_counts", Level.NOTES, SURVEY, surveyed(counts=()), surveyed(), today=BEFORE_CLOSING
    ),
    "a minimum of part 2": Case(
        *("no_counts", Level.WARNS, "survey:EIT2", replace(CLEAN, surveys=(replace(EIT2, official_minimum=5),))),
        CLEAN,
        today=NOVEMBER,
    ),
    "a contradicted total": Case(
        *("contradicted_score", Level.BLOCKS, "scores", scored(printed_total=Decimal("49.74"))),
        *(scored(printed_total=Decimal("87.01")), "scores"),
    ),
    "a contradicted level": Case(
        "contradicted_score", Level.BLOCKS, "scores", scored(printed_level="ผ่านดีเยี่ยม"), CLEAN
    ),
    "a contradicted instrument": Case(
        *("contradicted_score", Level.WARNS, "scores", scored(instruments={Instrument.IIT: Decimal(91)})),
        scored(instruments={Instrument.IIT: Decimal("90.01")}),
    ),
    "a contradicted question": Case(
        *("contradicted_score", Level.WARNS, "scores", scored(questions=(QuestionScore("i10", Decimal(90), "", (33, 1, 0, 1, 1, 6)),))),
        scored(questions=(QuestionScore("i10", Decimal(90), "", (1, 2)),)),
    ),
    "torn words": Case(
        *("torn_words", Level.NOTES, MEASURE, first(result="จัดการเรื่อง ร้องเรียนครบ ๑๒ เรื่อง")),
        *(first(result="จัดการเรื่องร้องเรียนครบ ๑๒ เรื่อง"), "measure:11", "result"),
    ),
    "torn words of a proposal": Case(
        *("torn_words", Level.NOTES, "proposal:1", replace(CLEAN, proposals=(replace(CLEAN.proposals[0], follow_up="รายงานผลการ ดำเนินงาน"),))),
        *(CLEAN, "measure:15", "follow_up"),
    ),
    "torn words of a step": Case(
        *("torn_words", Level.NOTES, MEASURE, first(steps=(Step("จัดการเรื่อง ร้องเรียน", WorkStatus.COMPLETED),))),
        *(CLEAN, "measure:11", "steps"),
    ),
    "torn words of the analysis": Case(
        *("torn_words", Level.NOTES, "scores", replace(CLEAN, issues=(replace(ISSUES[0], cause="ขั้นตอนการ ขอยืมทรัพย์สิน"),))),
        CLEAN,
    ),
    "Thai digits in a printed link": Case(
        *("thai_digits_in_link", Level.BLOCKS, MEASURE, first(outcome="ดูที่ https://www.example.go.th/p?id=๑๒ ได้")),
        *(first(outcome="ดูที่ https://www.example.go.th/p?id=12 ได้ ๙ ราย"), "measure:11", "outcome"),
    ),
    "Thai digits in the link of a survey": Case(
        *("thai_digits_in_link", Level.BLOCKS, "survey:EIT1", replace(CLEAN, surveys=(IIT, Survey(Instrument.EIT1, 100, 30, counts=(Count(AUGUST, 40),), link="https://itas.example/go?t=๒๗")))),
        CLEAN,
    ),
    "Thai digits in the link of an item": Case(
        *("thai_digits_in_link", Level.WARNS, "item:o1", replace(CLEAN, disclosure=(replace(ITEM, url="https://example.go.th/๑"),))),
        *(CLEAN, "item:31", "url"),
    ),
    "Thai digits in the link of evidence": Case(
        *("thai_digits_in_link", Level.WARNS, "measure:2", second(evidence=(replace(SECOND.evidence[0], url="https://example.go.th/๑"),))),
        *(CLEAN, "evidence:8"),
    ),
    "Thai digits in the link of a proposal's evidence": Case(
        *("thai_digits_in_link", Level.WARNS, "proposal:1", replace(CLEAN, proposals=(replace(CLEAN.proposals[0], evidence=(replace(LINKED, url="https://example.go.th/๑"),)),))),
        *(replace(CLEAN, proposals=(replace(CLEAN.proposals[0], evidence=(LINKED,)),)), "evidence:71"),
    ),
    "Thai digits in the link of an item's evidence": Case(
        *("thai_digits_in_link", Level.WARNS, "item:o2", replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(replace(LINKED, url="https://example.go.th/๑"),))))),
        *(replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(LINKED,)))), "evidence:71"),
    ),
    "Thai digits beside Thai letters of a link": Case(
        *("thai_digits_in_link", Level.NOTES, "item:o1", replace(CLEAN, disclosure=(replace(ITEM, url="https://example.go.th/แผน๒๕๖๘"),))),
        CLEAN,
    ),
    "an identity number": Case(
        *("personal_data", Level.BLOCKS, MEASURE, first(result=f"นายสมมติ เลขประจำตัว {IDENTITY} ยืมพัสดุ")),
        *(first(result=f"ประกาศเลขที่ {IDENTITY[:-1]}9 ลงวันที่"), "measure:11", "result"),
    ),
    "a telephone number in a note of a day": Case(
        *("personal_data", Level.WARNS, MEASURE, first(notes=(ProgressNote(AUGUST, "โทร. ๐๘๑-๒๓๔-๕๖๗๘"),))),
        first(notes=(ProgressNote(AUGUST, "โทรแจ้งแล้ว"),)),
    ),
    "an identity number in the note of an item": Case(
        *("personal_data", Level.BLOCKS, "item:o2", replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, note=f"ติดต่อ {IDENTITY}")))),
        *(replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, note="รอกองคลังส่งไฟล์"))), "item:32", "note"),
    ),
    "an identity number in the title of an item's evidence": Case(
        *("personal_data", Level.BLOCKS, "item:o2", replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(replace(LINKED, title=f"สำเนาบัตร {IDENTITY}"),))))),
        *(replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(LINKED,)))), "item:32", "evidence"),
    ),
    "a telephone number in a note on an item's evidence": Case(
        *("personal_data", Level.WARNS, "item:o2", replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(replace(LINKED, note="โทร. ๐๘๑-๒๓๔-๕๖๗๘"),))))),
        *(replace(CLEAN, disclosure=(ITEM, replace(OPEN_ITEM, evidence=(LINKED,)))), "item:32"),
    ),
    "a link with a key": Case(
        *("personal_data", Level.WARNS, "item:o1", replace(CLEAN, disclosure=(replace(ITEM, url=PRIVATE),))),
        CLEAN,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_rule_finds_what_it_is_for_and_nothing_beside_it(case: Case) -> None:
    bad = [one for one in look(case.bad, today=case.today, files=case.files) if one.rule == case.rule]
    good = [one for one in look(case.good, today=case.today, files=case.files) if one.rule == case.rule]

    assert [(one.level, one.where) for one in bad] == [(case.level, case.where)]
    found = bad[0]
    assert case.subject in {"", found.subject}
    assert case.field in {"", found.field}
    assert all((found.name, found.words, found.why, found.do, found.mark))
    assert good == []


def test_every_rule_of_the_table_is_provoked() -> None:
    assert {rule.code for rule in RULES} == {case.rule for case in CASES.values()}
    assert all(rule.name for rule in RULES)


def test_a_survey_that_has_not_opened_is_not_asked_for_answers() -> None:
    no_window = surveyed(counts=(), opens=None, closes=None)

    assert look(surveyed(counts=()), today=BEFORE_OPENING) == ()
    assert look(replace(no_window, measures=()), today=date(2024, 9, 30)) == ()
    assert [one.rule for one in look(replace(no_window, measures=()), today=BEFORE_OPENING)] == ["no_counts"]


def test_what_only_says_that_it_is_done_is_no_copy() -> None:
    done = replace(FIRST, result="ดำเนินการแล้วเสร็จเรียบร้อย", outcome="")
    year = replace(CLEAN, measures=(done, replace(done, number=2, id=12, evidence=(NUMBERED,))))

    assert look(year) == ()


def test_one_finding_names_all_measures_with_the_same_result() -> None:
    said = [replace(FIRST, number=number, id=number, outcome="") for number in (1, 2, 5)]

    found = look(replace(CLEAN, measures=tuple(said)))

    assert [one.words.split(":")[0] for one in found] == ["ผลการดำเนินการของมาตรการ ๑, ๒, ๕ เหมือนกันทุกคำ"]
    assert found[0].subject == "measure:5"


def test_evidence_of_two_measures_is_told_once() -> None:
    both = replace(CLEAN, measures=(FIRST, replace(SECOND, evidence=(PROOF,))))

    found = look(both, files={**SOUND, SHA: FileState.MISSING})

    assert [one.where for one in found] == ["measure:1"]


def test_a_file_that_nobody_looked_at_is_not_called_lost() -> None:
    assert look(files={}) == ()


def test_the_link_to_the_survey_may_be_written_anywhere() -> None:
    link = "https://itas.example/go?tokenId=27&tokenValue=acd12187a-9280-463f-8370-f1f186b16699"
    eit = Survey(Instrument.EIT1, 100, 30, counts=(Count(AUGUST, 40),), link=link)

    year = replace(first(result=f"แจ้งลิงก์ {link} แล้ว"), surveys=(IIT, eit))

    assert look(year) == ()
    assert [one.rule for one in look(replace(year, surveys=(IIT,)))] == ["personal_data"]


def test_findings_stand_in_the_order_of_their_levels_and_measures() -> None:
    worse = replace(SECOND, status=WorkStatus.COMPLETED, proof=Proof.NONE, evidence=(), result="")
    year = replace(CLEAN, measures=(replace(FIRST, evidence=()), worse), disclosure=(replace(ITEM, url=""),))

    found = look(year)

    assert [(one.level, one.where) for one in found] == [
        (Level.BLOCKS, "measure:2"),
        (Level.BLOCKS, "measure:2"),
        (Level.WARNS, "measure:1"),
        (Level.WARNS, "item:o1"),
    ]
    assert counted(found) == {Level.BLOCKS: 2, Level.WARNS: 2, Level.NOTES: 0}


@pytest.mark.parametrize(
    ("link", "has", "broken"),
    [
        ("https://a.go.th/๑", True, True),
        ("https://a.go.th/แผน๑", True, False),
        ("https://a.go.th/%E0%B9%91", True, True),
        ("https://a.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99%E0%B9%91", True, False),
        ("https://a.go.th/1", False, False),
        ("", False, False),
    ],
)
def test_thai_digits_of_a_link_are_told_from_those_of_a_name(link: str, has: bool, broken: bool) -> None:  # noqa: FBT001
    assert (has_thai_digits(link), broken_by_thai_digits(link)) == (has, broken)


# --- waivers -------------------------------------------------------------------------------------------------

UNPROVED = first(proof=Proof.NONE, evidence=())


def waived(report: Report, reason: str = "รอหนังสือจากอำเภอ") -> Report:
    return replace(report, waivers=tuple(one.waived(reason) for one in look(report)))


def test_a_waived_finding_stays_with_its_reason_and_no_longer_blocks() -> None:
    found = look(waived(UNPROVED))

    assert [one.waiver.reason for one in found if one.waiver] == ["รอหนังสือจากอำเภอ"]
    assert [one.stands for one in found] == [False]
    assert blocking(found) == ()
    assert counted(found)[Level.BLOCKS] == 0
    assert blocking(look(UNPROVED)) != ()


def edited(report: Report, **changes: object) -> Report:
    changed = replace(report.measures[0], **changes)  # type: ignore[arg-type]
    return replace(report, measures=(changed, *report.measures[1:]))


def test_a_waiver_lapses_when_the_text_changes_and_covers_again_when_it_is_put_back() -> None:
    torn = waived(first(result="จัดการเรื่อง ร้องเรียนครบ ๑๒ เรื่อง"))

    other = edited(torn, result="จัดการเรื่อง ร้องเรียนครบ ๑๓ เรื่อง")

    assert [one.stands for one in look(torn)] == [False]
    assert [one.stands for one in look(other)] == [True]
    assert list(lapsed(look(other), other.waivers)) == list(other.waivers)
    assert list(lapsed(look(torn), torn.waivers)) == []
    assert [one.stands for one in look(edited(other, result=torn.measures[0].result))] == [False]


def test_a_waiver_outlives_what_it_was_not_given_for() -> None:
    again = edited(waived(UNPROVED), result="เผยแพร่แล้ว ๑๕ โครงการ", number=9)

    assert [(one.where, one.stands) for one in look(again)] == [("measure:9", False)]


def test_a_waiver_covers_no_other_measure_and_no_other_field() -> None:
    year = waived(UNPROVED)
    other = replace(SECOND, status=WorkStatus.COMPLETED, proof=Proof.NONE, evidence=())

    found = look(replace(year, measures=(year.measures[0], other)))

    assert [(one.where, one.stands) for one in found] == [("measure:1", False), ("measure:2", True)]


def test_of_two_waivers_the_later_reason_counts() -> None:
    year = waived(UNPROVED)
    later = replace(year.waivers[0], reason="ได้รับหนังสือแล้ว", at=datetime(2025, 9, 1, 9, 0))  # noqa: DTZ001

    found = look(replace(year, waivers=(*year.waivers, later)))

    assert found[0].waiver == later


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_finding_stays_waived_through_the_open_format(case: Case) -> None:
    def seen(report: Report) -> Sequence[tuple[str, str, bool]]:
        found = look(report, today=case.today, files=case.files)
        return [(one.rule, one.where, one.stands) for one in found]

    found = look(case.bad, today=case.today, files=case.files)
    year = replace(case.bad, waivers=tuple(one.waived("ตรวจแล้ว") for one in found))

    back = from_dict(json.loads(json.dumps(to_dict(year, RULES_OF_YEAR, TODAY))))

    assert seen(back) == seen(year)
    assert not any(stands for _, _, stands in seen(back))


def test_the_open_format_tells_findings_and_reads_none_back() -> None:
    found = look(waived(UNPROVED))

    data = to_dict(UNPROVED, RULES_OF_YEAR, TODAY, findings=found)

    assert data["findings"] == [
        {
            "rule": "no_evidence",
            "level": "blocks",
            "where": "measure:1",
            "words": "แล้วเสร็จ แต่ไม่มีหลักฐาน",
            "waived": "รอหนังสือจากอำเภอ",
        }
    ]
    plain = to_dict(UNPROVED, RULES_OF_YEAR, TODAY)
    assert plain["findings"] == []
    assert from_dict(data) == from_dict(plain)


# --- any year ------------------------------------------------------------------------------------------------


def torn_anywhere(text: str) -> Sequence[int]:
    return [at for at, letter in enumerate(text) if letter == " "]


def share_of(letters: str) -> Callable[[str], float]:
    return lambda text: sum(map(text.count, letters)) / max(1, len(text))


@settings(deadline=None, max_examples=length(7, 400))
@given(REPORTS, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(FileState))
def test_findings_never_raise_and_can_all_be_waived(report: Report, today: date, state: FileState) -> None:
    report = replace(report, waivers=())
    rules = rules_for(FiscalYear(min(report.year.be, 2569)))
    files = {"a" * 64: state, "0" * 64: state}
    checked = Checked(report, rules, today, files=files, torn=torn_anywhere, offices=share_of("กขa"))

    found = findings(checked)
    year = replace(report, waivers=tuple(one.waived("ตรวจแล้ว") for one in found))

    assert [list(Level).index(one.level) for one in found] == sorted(
        list(Level).index(one.level) for one in found
    )
    assert all(one.rule in {rule.code for rule in RULES} for one in found)
    assert not any(one.stands for one in findings(replace(checked, report=year)))
    at_a_glance = findings(Checked(report, rules, today, files=files, offices=share_of("กขa")))
    assert blocking(at_a_glance) == blocking(found)  # what the overview counts without looking into words
