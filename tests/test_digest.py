"""The digest of a day: whom to call about what, by division, and that it tells what the overview tells."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency, Division, Section
from ita_tui.domain.digest import SURVEYS, Digest, DigestKind, digest
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus, without_link
from ita_tui.domain.division_work import NO_DIVISION, Names, missing_of_item, missing_of_measure
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.domain.meetings import Meeting, Resolution
from ita_tui.domain.overview import TodoKind, overview
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Survey
from ita_tui.rulebook.loading import rules_for

YEAR = FiscalYear(2569)
RULES = rules_for(YEAR)
TODAY = date(2026, 3, 18)
OFFICE, TREASURY, WORKS, HEALTH = "สำนักปลัด", "กองคลัง", "กองช่าง", "กองช่างสุขาภิบาล"
DIVISIONS = (
    Division(OFFICE, (Section("งานธุรการ"), Section("งานทั่วไป"))),
    Division(TREASURY, (Section("งานพัสดุ"), Section("งานทั่วไป")), contact="หัวหน้ากอง ต่อ 14"),
    Division(WORKS),
    Division(HEALTH),
)


def ends(days: int) -> Period:
    return Period("", date(2025, 10, 1), TODAY + timedelta(days=days))


def report(**parts: object) -> Report:
    return replace(Report(Agency("อบต.บ้านสวน"), YEAR, DIVISIONS), **parts)  # type: ignore[arg-type]


def told(found: Digest) -> dict[str, list[tuple[str, str]]]:
    return {one.name: [(line.code, line.words) for line in one.lines] for one in found.divisions}


def test_each_responsible_division_is_asked_longest_late_first_with_its_contact() -> None:
    measures = (
        Measure(1, "ก", divisions=(TREASURY,), period=ends(3)),
        Measure(2, "ข", divisions=(TREASURY, OFFICE), period=ends(-2), status=WorkStatus.IN_PROGRESS),
        Measure(3, "ค", divisions=(TREASURY,), period=ends(-6), proof=Proof.COMPLETE),
        Measure(4, "ง", divisions=(WORKS,), status=WorkStatus.COMPLETED, period=ends(-9)),
        Measure(5, "จ", divisions=(WORKS,), period=ends(40)),
    )
    items = (
        DisclosureItem("o1", "โครงสร้าง", divisions=(TREASURY,)),
        DisclosureItem("o2", "ข้อมูล", divisions=(OFFICE,), status=DisclosureStatus.NOT_APPLICABLE),
        DisclosureItem("o3", "ลิงก์แล้ว", divisions=(OFFICE,), url="https://example.go.th"),
    )

    found = digest(report(measures=measures, disclosure=items), RULES, TODAY)

    assert told(found) == {
        OFFICE: [("๒", "เกิน ๒ วัน · ขาดหลักฐาน")],
        TREASURY: [
            ("๓", "เกิน ๖ วัน"), ("๒", "เกิน ๒ วัน · ขาดหลักฐาน"), ("๑", "ครบกำหนดใน ๓ วัน"), ("o1", "ยังไม่มีลิงก์"),
        ],
        WORKS: [("๔", "ขาดหลักฐาน")],
    }  # fmt: skip
    assert [one.contact for one in found.divisions] == ["", "หัวหน้ากอง ต่อ 14", ""]
    assert found.head == "เกินกำหนด ๒ · ใกล้ครบกำหนด ๑ · ขาดหลักฐาน ๒ · OIT ยังไม่มีลิงก์ ๑"
    assert found.pressing
    assert [one.pressing for one in found.divisions] == [True, True, False]


def test_what_the_year_before_left_open_is_asked_for_beside_this_years() -> None:
    late = Resolution("ให้ปรับปรุงคู่มือ", who=TREASURY, due=TODAY - timedelta(days=2))
    done = replace(late, text="แล้ว", done=TODAY)
    before = Meeting(3, resolutions=(done, late), id=7)
    here = Meeting(3, resolutions=(Resolution("ให้ติดประกาศ", who=TREASURY), replace(late, due=None)), id=8)

    found = digest(report(meetings=(here,)), RULES, TODAY, [before])

    assert told(found)[TREASURY] == [
        ("มติ ๓/๒๕๖๘", "เกิน ๒ วัน"), ("มติ ๓", "ไม่ได้กำหนดวัน"), ("มติ ๓", "ไม่ได้กำหนดวัน"),
    ]  # fmt: skip
    assert [line.subject for line in found.of_kind(DigestKind.RESOLUTION)] == [
        "meetings",
        "meeting:8",
        "meeting:8",
    ]
    assert found.pressing
    assert not digest(report(meetings=(here,)), RULES, TODAY).pressing


def test_two_measures_with_one_number_are_both_asked_for() -> None:
    """A measure that was put back may have the number of another one by now."""
    late = Measure(1, "ก", 11, divisions=(TREASURY,), period=ends(-2), proof=Proof.COMPLETE)
    saved = (late, replace(late, id=12, title="ข"))

    for measures in (saved, tuple(replace(one, id=None) for one in saved)):
        found = digest(report(measures=measures), RULES, TODAY)

        assert [line.title for line in found.of_kind(DigestKind.OVERDUE)] == ["ก", "ข"]
        assert found.head == "เกินกำหนด ๒"


def test_steps_with_their_own_responsible_and_words_as_written_find_their_division() -> None:
    steps = (
        Step("ตรวจพัสดุ", responsible="งานพัสดุ"),
        Step("สำรวจ", WorkStatus.COMPLETED, responsible="กองช่าง"),
        Step("ประชุม", responsible="งานทั่วไป"),
    )
    measures = (
        Measure(1, "ก", divisions=(OFFICE,), steps=steps, period=ends(-1)),
        Measure(2, "ข", responsible="กองช่างสุขาภิบาล", period=ends(-1)),
        Measure(3, "ค", responsible="ทุกส่วน", period=ends(-1)),
    )

    found = digest(report(measures=measures), RULES, TODAY)

    # A step that is done is asked of nobody, and a section that two divisions have says nothing.
    assert told(found) == {
        OFFICE: [("๑", "เกิน ๑ วัน")],
        TREASURY: [("๑", "เกิน ๑ วัน")],
        HEALTH: [("๒", "เกิน ๑ วัน")],
        NO_DIVISION: [("๓", "เกิน ๑ วัน")],
    }
    assert found.divisions[1].lines[0].steps == ("ตรวจพัสดุ",)
    assert len(found.of_kind(DigestKind.OVERDUE)) == 3
    assert Names.of(report()).named_in("กองช่างสุขาภิบาล และกอง คลัง") == (TREASURY, HEALTH)


def test_open_resolutions_go_to_whom_they_name_with_their_day() -> None:
    meeting = Meeting(
        2,
        id=7,
        resolutions=(
            Resolution("เผยแพร่แผน", who="ผู้อำนวยการกองคลัง", due=TODAY - timedelta(days=3)),
            Resolution("ตรวจ", who="กองคลัง", due=TODAY, done=TODAY),
            Resolution("สรุป", who="เลขานุการ"),
            Resolution("รายงาน", who="กองช่าง", due=TODAY + timedelta(days=60)),
        ),
    )

    found = digest(report(meetings=(meeting,)), RULES, TODAY)

    assert told(found) == {
        TREASURY: [("มติ ๒", "เกิน ๓ วัน")],
        WORKS: [("มติ ๒", "ครบกำหนดใน ๖๐ วัน")],
        NO_DIVISION: [("มติ ๒", "ไม่ได้กำหนดวัน")],
    }
    assert {line.subject for one in found.divisions for line in one.lines} == {"meeting:7"}
    assert [one.pressing for one in found.divisions] == [True, False, False]


def test_surveys_that_press_stand_under_the_agency_and_nothing_at_all_is_calm() -> None:
    survey = Survey(Instrument.IIT, official_minimum=30, closes=TODAY + timedelta(days=3), id=3)

    found = digest(report(surveys=(survey,)), RULES, TODAY)
    calm = digest(report(), RULES, TODAY)

    assert [(one.name, one.lines[0].subject) for one in found.divisions] == [(SURVEYS, "survey:3")]
    assert found.pressing
    assert (calm.divisions, calm.pressing, calm.head) == ((), False, "")


def test_what_is_missing_is_said_once_each_and_of_nothing_that_is_not_carried_out() -> None:
    steps = (Step("ก", WorkStatus.COMPLETED), Step("ข"))
    working = Measure(1, "ก", steps=steps, status=WorkStatus.IN_PROGRESS, period=ends(-1))

    assert missing_of_measure(working, TODAY) == (
        "เกินกำหนด ๑ วัน", "เหลือ ๑ ขั้นตอน", "ยังไม่มีผลการดำเนินการ", "ยังไม่มีหลักฐาน",
    )  # fmt: skip
    assert missing_of_measure(replace(working, status=WorkStatus.CANCELLED), TODAY) == ()
    assert missing_of_item(DisclosureItem("o1", "ก")) == ("ยังไม่มีลิงก์", "ยังไม่เผยแพร่")
    published = DisclosureItem("o1", "ก", url="https://a.go.th", status=DisclosureStatus.PUBLISHED)
    assert missing_of_item(published) == ()


# --- what the overview tells -----------------------------------------------------------------------------------

names = st.lists(st.sampled_from((OFFICE, TREASURY, WORKS, HEALTH)), unique=True, max_size=3).map(tuple)
who = st.sampled_from(("", OFFICE, "งานพัสดุ กองคลัง", "ทุกส่วนราชการ", "กองช่างสุขาภิบาล"))
step_values = st.builds(
    Step, st.sampled_from(("ก", "ข")), st.sampled_from(WorkStatus), st.just(1), st.none(), who
)
measure_values = st.builds(
    Measure,
    number=st.just(1),
    title=st.just("ก"),
    divisions=names,
    responsible=who,
    steps=st.lists(step_values, max_size=3).map(tuple),
    status=st.sampled_from(WorkStatus),
    proof=st.sampled_from(Proof),
    period=st.one_of(st.just(Period()), st.integers(-40, 40).map(ends)),
)
item_values = st.builds(
    DisclosureItem,
    st.just("o1"),
    st.just("ก"),
    divisions=names,
    responsible=who,
    url=st.sampled_from(("", " ", "https://a.go.th")),
    status=st.sampled_from(DisclosureStatus),
)
survey_values = st.builds(
    Survey,
    st.just(Instrument.IIT),
    official_minimum=st.sampled_from((None, 30)),
    opens=st.sampled_from((None, TODAY, TODAY + timedelta(days=5))),
    closes=st.one_of(st.none(), st.integers(-3, 30).map(lambda days: TODAY + timedelta(days=days))),
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(measure_values, max_size=6),
    st.lists(item_values, max_size=4),
    st.lists(survey_values, max_size=1),
)
def test_everything_late_on_the_overview_is_in_the_digest_and_the_other_way_round(
    measures: list[Measure], items: list[DisclosureItem], surveys: list[Survey]
) -> None:
    year = report(
        measures=tuple(replace(one, number=at, id=at) for at, one in enumerate(measures, start=1)),
        disclosure=tuple(replace(one, code=f"o{at}", id=at) for at, one in enumerate(items, start=1)),
        surveys=tuple(replace(one, id=1) for one in surveys),
    )

    found, seen = digest(year, RULES, TODAY), overview(year, RULES, TODAY)

    def subjects(kind: DigestKind) -> list[str]:
        return sorted(line.subject for line in found.of_kind(kind))

    def ids(measures: tuple[Measure, ...]) -> list[str]:
        return sorted(f"measure:{measure.id}" for measure in measures)

    assert subjects(DigestKind.OVERDUE) == ids(seen.overdue)
    assert subjects(DigestKind.DUE_SOON) == ids(seen.due_soon)
    assert subjects(DigestKind.NO_EVIDENCE) == ids(seen.without_evidence)
    assert subjects(DigestKind.NO_LINK) == sorted(f"item:{one.id}" for one in without_link(year.disclosure))
    assert len(subjects(DigestKind.SURVEY)) == sum(todo.kind is TodoKind.SURVEY for todo in seen.todo)
    assert {line.subject for one in found.divisions for line in one.lines} == {t.subject for t in seen.todo}
    for division in found.divisions:
        keys = [line.key for line in division.lines]
        assert len(keys) == len(set(keys)) > 0
