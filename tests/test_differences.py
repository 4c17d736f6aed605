"""What differs between two states of a year, field by field."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency, Division
from ita_tui.domain.differences import ADDED, REMOVED, changed_measures, differences, told_apart
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.thai.cells import cell_width

MEASURE = Measure(
    4,
    "ส่งเสริมการมีส่วนร่วมของประชาชน",
    id=12,
    steps=(Step("ประชุม", id=1), Step("จัดเวที", id=2), Step("สรุปผล", id=3)),
    divisions=("สำนักปลัด",),
)
BEFORE = Report(
    Agency("องค์การบริหารส่วนตำบลริมธาร"),
    FiscalYear(2569),
    (Division("สำนักปลัด"),),
    (MEASURE, Measure(5, "เปิดเผยข้อมูลการจัดซื้อจัดจ้าง", id=13)),
    surveys=(Survey(Instrument.IIT, 60, id=3),),
    disclosure=(DisclosureItem("o12", "รายการจัดซื้อจัดจ้าง", id=5),),
    scores=Scores(2568, printed_total=Decimal("83.35")),
    issues=(IssueAnalysis(4, "i10"),),
)


def after(**fields: object) -> Report:
    return replace(BEFORE, **fields)  # type: ignore[arg-type] # the fields of a report


def told(later: Report, earlier: Report = BEFORE) -> list[tuple[str, str, str, str]]:
    return [(one.name, one.field, one.old, one.new) for one in differences(earlier, later)]


def changed(**fields: object) -> Report:
    return after(measures=(replace(MEASURE, **fields), BEFORE.measures[1]))  # type: ignore[arg-type]


def test_a_year_does_not_differ_from_itself() -> None:
    assert differences(BEFORE, BEFORE) == ()


def test_a_status_is_told_with_its_sign_and_the_progress_that_follows() -> None:
    later = changed(status=WorkStatus.COMPLETED)

    assert told(later) == [
        ("มาตรการ ๔", "สถานะ", "○ ยังไม่เริ่ม", "✓ แล้วเสร็จ"),
        ("มาตรการ ๔", "ความคืบหน้า", "๐ %", "๑๐๐ %"),
    ]
    assert changed_measures(differences(BEFORE, later)) == {12}


def test_steps_are_told_by_how_many_are_done() -> None:
    done = replace(MEASURE.steps[0], status=WorkStatus.COMPLETED)

    (steps, progress) = told(changed(steps=(done, *MEASURE.steps[1:])))

    assert steps[2:] == (
        "เสร็จ ๐/๓ ขั้นตอน: ประชุม, จัดเวที, สรุปผล",
        "เสร็จ ๑/๓ ขั้นตอน: ประชุม, จัดเวที, สรุปผล",
    )
    assert progress[2:] == ("๐ %", "๓๓ %")


def test_what_stands_in_a_field_is_told_in_words() -> None:
    later = changed(
        period=Period("ต.ค. ๖๘ – มี.ค. ๖๙", date(2025, 10, 1), date(2026, 3, 31)),
        divisions=("สำนักปลัด", "กองช่าง"),
        issue=2,
        evidence=(Evidence("รายงานการประชุม", EvidenceKind.FILE, id=8),),
    )

    assert told(later) == [
        ("มาตรการ ๔", "ส่วนราชการ", "สำนักปลัด", "สำนักปลัด, กองช่าง"),
        ("มาตรการ ๔", "ระยะเวลา", "", "ต.ค. ๖๘ – มี.ค. ๖๙"),
        ("มาตรการ ๔", "ประเด็น", "", "๒"),
        ("มาตรการ ๔", "หลักฐาน", "", "๑ รายการ: รายงานการประชุม"),
    ]


def test_a_measure_with_another_number_is_the_same_measure() -> None:
    assert told(changed(number=1)) == [("มาตรการ ๑", "ลำดับที่", "๔", "๑")]


def test_measures_that_came_and_went_are_told_once() -> None:
    later = after(measures=(MEASURE, Measure(6, "คู่มือการยืมทรัพย์สิน", id=14)))

    assert told(later) == [("มาตรการ ๖", ADDED, "", ""), ("มาตรการ ๕", REMOVED, "", "")]


def test_a_report_without_ids_is_compared_by_numbers_and_codes() -> None:
    """What was frozen has no ids: the same data are the same all the same."""
    bare = replace(
        BEFORE,
        measures=tuple(
            replace(m, id=None, steps=tuple(replace(step, id=None) for step in m.steps))
            for m in BEFORE.measures
        ),
    )
    live = replace(BEFORE, measures=tuple(replace(m, id=None) for m in BEFORE.measures))

    assert differences(bare, live) == ()


def test_items_surveys_scores_and_issues_are_compared_too() -> None:
    later = after(
        disclosure=(replace(BEFORE.disclosure[0], status=DisclosureStatus.PUBLISHED, seen=date(2026, 1, 9)),),
        surveys=(replace(BEFORE.surveys[0], counts=(Count(date(2026, 1, 12), 28),)),),
        scores=Scores(2568, printed_total=Decimal("83.36")),
        issues=(IssueAnalysis(4, "i10", "ไม่ทราบขั้นตอน"),),
        divisions=(Division("สำนักปลัด"), Division("กองคลัง")),
    )

    assert told(later) == [
        ("ข้อ OIT ๑๒", "สถานะ", "○ ยังไม่เผยแพร่", "✓ เผยแพร่แล้ว"),
        ("ข้อ OIT ๑๒", "วันที่เห็นบนเว็บไซต์", "", "๙ ม.ค. ๖๙"),
        ("แบบวัด IIT", "จำนวนผู้ตอบ", "", "๒๘ คน ณ ๑๒ ม.ค. ๖๙"),
        ("ผลคะแนนปี ๒๕๖๘", "คะแนนรวมที่พิมพ์", "๘๓.๓๕", "๘๓.๓๖"),
        ("ประเด็นที่ ๔", "สาเหตุ", "", "ไม่ทราบขั้นตอน"),
        ("หน่วยงาน", "ส่วนราชการ", "สำนักปลัด", "สำนักปลัด, กองคลัง"),
    ]


TEXTS = st.sampled_from(["", "ก", "ข"])
MEASURES = st.builds(
    Measure,
    st.integers(1, 4),
    TEXTS,
    st.integers(1, 5),
    status=st.sampled_from(WorkStatus),
    result=TEXTS,
    divisions=st.lists(TEXTS, max_size=2).map(tuple),
)
YEARS = st.lists(MEASURES, max_size=4, unique_by=lambda one: one.id).map(
    lambda found: replace(BEFORE, measures=tuple(found))
)


@given(YEARS, YEARS)
def test_years_differ_just_where_their_measures_do(earlier: Report, later: Report) -> None:
    by_id = {measure.id: measure for measure in earlier.measures}
    now = {measure.id: measure for measure in later.measures}
    expected = {number for number in {*by_id, *now} if by_id.get(number) != now.get(number)}

    assert changed_measures(differences(earlier, later)) == expected


def test_long_texts_are_shown_from_where_they_differ() -> None:
    before = "จัดประชุมประชาคมท้องถิ่นครบสิบเอ็ดหมู่บ้าน เมื่อวันที่ ๕"
    assert told_apart("ก", "ข", 40) == ("ก", "ข")
    old, new = told_apart(before, before + " และสรุปผลแล้ว", 50)
    assert old.startswith("…")
    assert new.endswith("และสรุปผลแล้ว")
    assert cell_width(old) + cell_width(new) <= 50
    for texts in (("ก" * 90, "ข"), ("ก", "ข" * 90), ("ก" * 90, "ข" * 90)):
        assert sum(map(cell_width, told_apart(*texts, 30))) <= 30


def test_the_words_before_the_difference_leave_room_for_it() -> None:
    before = "เผยแพร่รายงานบนเว็บไซต์ขององค์การบริหารส่วนตำบลหลักทรัพย์ประชาสัมพันธ์ "
    old, new = told_apart(before + "เดิม", before + "ใหม่", 28)

    assert (old[0], old[-4:], new[0], new[-4:]) == ("…", "เดิม", "…", "ใหม่")
    assert cell_width(old) + cell_width(new) <= 28


@given(st.text("กาน่ำ ๑a", max_size=60), st.text("กาน่ำ ๑a", max_size=60), st.integers(16, 60))
def test_two_texts_told_apart_fit_and_differ_as_they_do(old: str, new: str, room: int) -> None:
    told = told_apart(old, new, room)

    assert cell_width(told[0]) + cell_width(told[1]) <= room
    assert (told == (old, new)) or cell_width(old) + cell_width(new) > room
