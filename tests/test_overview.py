"""The first glance: what must be done today, and the lists behind every number."""

from datetime import date
from decimal import Decimal

from ita_tui.domain.agency import Agency, AgencySize
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.overview import Overview, TodoKind, overview
from ita_tui.domain.period import Period, read_period
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import Scores
from ita_tui.rulebook.loading import rules_for

YEAR = FiscalYear(2568)
RULES = rules_for(YEAR)
TODAY = date(2025, 8, 14)
AGENCY = Agency("องค์การบริหารส่วนตำบลตัวอย่าง", size=AgencySize.MEDIUM)


def measure(
    number: int,
    period: str,
    status: WorkStatus = WorkStatus.IN_PROGRESS,
    *,
    proof: Proof = Proof.COMPLETE,
    percent: int | None = 90,
    divisions: tuple[str, ...] = ("กองคลัง",),
) -> Measure:
    dates: Period = read_period(period, YEAR)
    return Measure(
        number,
        f"มาตรการที่ {number}",
        id=100 + number,
        status=status,
        proof=proof,
        percent=percent,
        period=dates,
        divisions=divisions,
        responsible="กองคลัง กองช่าง",
    )


def look(
    *measures: Measure,
    surveys: tuple[Survey, ...] = (),
    disclosure: tuple[DisclosureItem, ...] = (),
    scores: Scores | None = None,
    today: date = TODAY,
) -> Overview:
    report = Report(AGENCY, YEAR, measures=measures, surveys=surveys, disclosure=disclosure, scores=scores)
    return overview(report, RULES, today)


def numbers(measures: tuple[Measure, ...]) -> list[int]:
    return [found.number for found in measures]


def test_every_number_opens_the_list_it_counts() -> None:
    seen = look(
        measure(1, "ม.ค. – มิ.ย. ๖๘"),
        measure(2, "ก.ค. – ส.ค. ๖๘", percent=10),
        measure(3, "ต.ค. ๖๗ – ๒๐ ส.ค. ๖๘"),
        measure(4, "ต.ค. ๖๗ – มี.ค. ๖๘", WorkStatus.COMPLETED, proof=Proof.NONE),
        measure(5, "ต.ค. ๖๗ – มี.ค. ๖๘", WorkStatus.CANCELLED, proof=Proof.NONE),
        measure(6, "๗ วัน", WorkStatus.NOT_STARTED, proof=Proof.NONE, percent=None),
    )

    assert {status: numbers(found) for status, found in seen.by_status.items()} == {
        WorkStatus.NOT_STARTED: [6],
        WorkStatus.IN_PROGRESS: [1, 2, 3],
        WorkStatus.COMPLETED: [4],
        WorkStatus.CANCELLED: [5],
    }
    assert numbers(seen.overdue) == [1]
    assert numbers(seen.due_soon) == [3]
    assert numbers(seen.behind) == [2]
    assert numbers(seen.without_evidence) == [4]
    assert seen.progress == 58


def test_what_must_be_done_first_stands_first() -> None:
    open_item = DisclosureItem("o12", "รายการจัดซื้อจัดจ้าง", responsible="กองคลัง", id=9)
    closing = Survey(Instrument.IIT, 300, closes=date(2025, 8, 20), counts=(Count(TODAY, 10),), id=1)
    closing_first = Survey(Instrument.EIT1, closes=date(2025, 8, 18), counts=(Count(TODAY, 10),), id=2)

    todo = look(
        measure(9, "ตลอดปีงบประมาณ", proof=Proof.NONE),
        measure(7, "ภายใน ๑๒ ส.ค. ๖๘"),
        measure(3, "ภายใน ๒๘ ส.ค. ๖๘"),
        measure(2, "ภายใน ๑๗ ส.ค. ๖๘", proof=Proof.NONE),
        measure(4, "ภายใน ๘ ส.ค. ๖๘", proof=Proof.NONE),
        surveys=(closing, closing_first),
        disclosure=(open_item,),
    ).todo

    assert [(item.subject, item.words) for item in todo] == [
        ("measure:104", "เกิน ๖ วัน"),
        ("measure:107", "เกิน ๒ วัน"),
        ("measure:102", "ครบกำหนดใน ๓ วัน"),
        ("measure:103", "ครบกำหนดใน ๑๔ วัน"),
        ("measure:109", "ขาดหลักฐาน"),
        ("survey:2", "อีก ๓๐ คน · ปิดใน ๔ วัน"),
        ("survey:1", "อีก ๒๐ คน · ปิดใน ๖ วัน"),
        ("item:9", "ยังไม่มีลิงก์"),
    ]
    assert [item.kind for item in todo] == sorted((item.kind for item in todo), key=list(TodoKind).index)
    assert (todo[0].code, todo[0].title, todo[0].who) == ("๔", "มาตรการที่ 4", "กองคลัง")


def test_every_kind_of_line_has_the_sign_under_which_it_is_counted() -> None:
    assert {kind.value: kind.sign for kind in TodoKind} == {
        "overdue": "!",
        "due_soon": "▲",
        "no_evidence": "?",
        "survey": "▲",
        "no_link": "○",
    }


def test_who_sees_to_it_is_the_divisions_else_the_words_as_written() -> None:
    todo = look(
        measure(1, "ม.ค. ๖๘", divisions=()), measure(2, "ม.ค. ๖๘", divisions=("สำนักปลัด", "กองช่าง"))
    ).todo

    assert [item.who for item in todo] == ["กองคลัง กองช่าง", "สำนักปลัด, กองช่าง"]


def test_surveys_that_are_reached_closed_unopened_or_far_from_closing_are_not_pressing() -> None:
    counts = (Count(date(2025, 8, 1), 5),)
    todo = look(
        surveys=(
            Survey(Instrument.IIT, 300, official_minimum=5, closes=date(2025, 8, 20), counts=counts),
            Survey(Instrument.IIT, 300, closes=date(2025, 8, 13), counts=counts),
            Survey(Instrument.IIT, 300, closes=date(2025, 9, 20), counts=counts),
            Survey(Instrument.IIT, 300, opens=date(2025, 8, 15), closes=date(2025, 8, 20)),
            Survey(Instrument.EIT2, 300, closes=date(2025, 8, 20), counts=counts),
        )
    ).todo

    assert todo == ()


def test_published_items_are_counted_out_of_the_applicable_ones() -> None:
    seen = look(
        disclosure=(
            DisclosureItem("o1", "โครงสร้าง", url="https://example.go.th", status=DisclosureStatus.PUBLISHED),
            DisclosureItem("o2", "ข้อมูลผู้บริหาร"),
            DisclosureItem("o3", "ข้อมูลการติดต่อ", status=DisclosureStatus.NOT_APPLICABLE),
        )
    )

    assert (len(seen.published), len(seen.applicable)) == (1, 2)
    assert [item.code for item in seen.todo] == ["o2"]


def test_the_running_round_and_its_days_are_told() -> None:
    assert look().round_words == "รอบ ๑๒ เดือน เหลือ ๔๗ วัน"
    assert look(today=date(2025, 3, 31)).round_words == "รอบ ๖ เดือน วันสุดท้าย"
    assert look(today=date(2025, 10, 1)).round_words == "รอบ ๑๒ เดือน สิ้นสุดแล้ว"
    assert (look().round, look().round_days_left) == (RoundOf.TWELVE_MONTHS, 47)


def test_last_years_scores_are_judged_by_the_rules_of_their_own_year() -> None:
    ten = tuple(Decimal(score) for score in ("90", "90", "90", "90", "90", "90", "90", "90", "60", "60"))
    scores = Scores(2565, ten, printed_total=Decimal("49.00"), printed_level="F")
    report = Report(AGENCY, FiscalYear(2566), scores=scores)
    rules = rules_for(FiscalYear(2566))

    seen = overview(report, rules, TODAY, scores_rules=rules_for(FiscalYear(2565)))
    without = overview(report, rules, TODAY)

    assert seen.results is not None
    assert without.results is not None
    assert (seen.results.total, seen.results.level) == (Decimal("78.00"), "B")
    assert (without.results.total, without.results.level) == (Decimal("78.00"), "")
    assert seen.contradiction == "คะแนนรวมในรายงาน ๔๙.๐๐ ไม่ตรงกับตารางตัวชี้วัด ซึ่งคำนวณได้ ๗๘.๐๐"


def test_an_empty_year_has_nothing_to_do_and_no_mean() -> None:
    seen = look()

    assert (seen.progress, seen.todo, seen.surveys, seen.results, seen.contradiction) == (
        None,
        (),
        (),
        None,
        None,
    )
