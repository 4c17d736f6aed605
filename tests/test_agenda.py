"""The agenda that the state of a year proposes, its order, and the resolutions that go along with it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency
from ita_tui.domain.agenda import (
    CONSIDERED,
    CONTINUED,
    FOLLOWED,
    LeftOpen,
    left_open,
    proposed_agenda,
    steps_left,
)
from ita_tui.domain.agenda_order import (
    bare_title,
    is_main,
    main_title,
    matters,
    moved_item,
    place_of,
    placed,
    resolutions_under,
    supplemented,
    with_agenda,
    with_item,
    with_new_item,
    without_item,
)
from ita_tui.domain.differences import Difference
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, Step, WorkStatus
from ita_tui.domain.meeting_parts import with_typed
from ita_tui.domain.meetings import AgendaItem, Meeting, Resolution
from ita_tui.domain.period import Period
from ita_tui.domain.progress import is_behind, is_due_soon, is_overdue
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Survey
from ita_tui.rulebook.loading import rules_for
from ita_tui.thai.numerals import Numerals, choose

YEAR = FiscalYear(2569)
TODAY = date(2026, 3, 18)
RULES = rules_for(YEAR)
FIRST = Meeting(1, held=date(2025, 11, 12))


@dataclass(frozen=True)
class Since:
    meeting: Meeting | None = None
    differences: tuple[Difference, ...] = ()


def measure(number: int, end: date | None = None, **more: object) -> Measure:
    period = Period("", date(2025, 10, 1), end) if end else Period()
    made = Measure(number, f"มาตรการลำดับ {number}", id=100 + number, period=period, divisions=("กองคลัง",))
    return replace(made, **more)  # type: ignore[arg-type]


def report(*measures: Measure, **more: object) -> Report:
    made = Report(Agency("อบต.ทดสอบ"), YEAR, measures=measures)
    return replace(made, **more)  # type: ignore[arg-type]


def proposed(
    year: Report, since: Since | None = None, before: tuple[LeftOpen, ...] = ()
) -> tuple[AgendaItem, ...]:
    return proposed_agenda(year, RULES, TODAY, since or Since(), before)


def under(agenda: tuple[AgendaItem, ...], title: str) -> list[AgendaItem]:
    """What stands under a main item."""
    main = next(one.main for one in placed(agenda) if is_main(one.item) and bare_title(one.item) == title)
    return [one.item for one in placed(agenda) if one.main == main and one.sub]


# --- what is proposed --------------------------------------------------------------------------------------------


def test_the_agenda_has_the_usual_six_items_also_in_an_empty_year() -> None:
    agenda = proposed(report())

    assert [one.title for one in agenda] == [
        "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
        "ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุมครั้งก่อน",
        "ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง",
        "ระเบียบวาระที่ ๔ เรื่องเพื่อทราบและติดตาม",
        "ระเบียบวาระที่ ๕ เรื่องเพื่อพิจารณา",
        "ระเบียบวาระที่ ๖ เรื่องอื่น ๆ (ถ้ามี)",
    ]
    assert not any(one.text for one in agenda)


def test_what_is_late_or_at_risk_is_considered_and_what_only_changed_is_noted() -> None:
    late = measure(1, date(2026, 3, 12), status=WorkStatus.IN_PROGRESS, steps=(Step("สรุปผลน้ำท่วม"),))
    soon = measure(2, date(2026, 3, 21), percent=90)
    calm = measure(3, date(2026, 9, 30), percent=60)
    done = measure(4, date(2026, 3, 1), status=WorkStatus.COMPLETED)
    changes = tuple(
        Difference(f"measure:{one.id}", "", "", "ความคืบหน้า", "๓๓ %", "๖๗ %") for one in (late, done)
    )

    agenda = proposed(report(calm, soon, late, done), Since(FIRST, changes))

    considered, noted = under(agenda, CONSIDERED), under(agenda, FOLLOWED)
    assert [one.measure for one in considered] == [1, 2]
    assert considered[0].text.splitlines() == [
        "เกินกำหนด ๖ วัน สถานะกำลังดำเนินการ ความคืบหน้าร้อยละ ๐ ผู้รับผิดชอบ กองคลัง",
        "ขั้นตอนที่เหลือ: สรุปผลน้ำท่วม",
        "ตั้งแต่การประชุมครั้งก่อน: ความคืบหน้า ๓๓ % → ๖๗ %",
    ]
    assert considered[1].text.startswith("ครบกำหนดใน ๓ วัน")
    assert [(one.measure, one.measure_id) for one in noted] == [(4, 104)]
    assert agenda[1].text == "รายงานการประชุมครั้งที่ ๑/๒๕๖๙ เมื่อวันที่ ๑๒ พฤศจิกายน ๒๕๖๘"


def test_open_resolutions_come_back_with_who_and_by_when() -> None:
    resolution = Resolution("ให้เผยแพร่\nผล", "กองคลัง", date(2026, 3, 15))
    agenda = proposed(report(), before=(LeftOpen(resolution, FIRST, 2569),))

    (item,) = under(agenda, CONTINUED)
    assert item == AgendaItem(
        "ให้เผยแพร่ ผล", "มติครั้งที่ ๑/๒๕๖๙ · ผู้ปฏิบัติ กองคลัง · กำหนด ๑๕ มี.ค. ๖๙ · เกินกำหนด ๓ วัน"
    )


def test_surveys_below_their_minimum_and_items_without_link_are_considered() -> None:
    short = Survey(Instrument.IIT, official_minimum=30, closes=date(2026, 3, 26))
    later = Survey(Instrument.EIT1, official_minimum=40, opens=date(2026, 6, 1))
    items = (
        DisclosureItem("o7", "รายงานน้ำ", responsible="สำนักปลัด"),
        DisclosureItem("o8", "คู่มือ", url="https://a.example"),
    )

    considered = under(proposed(report(surveys=(short, later), disclosure=items)), CONSIDERED)

    assert [one.title for one in considered] == [
        "ผู้ตอบแบบวัด IIT ยังไม่ถึงค่าขั้นต่ำ",
        "ข้อ OIT ที่ยังไม่มีลิงก์ ๑ ข้อ",
    ]
    assert "อีก ๓๐ คน" in considered[0].text
    assert considered[1].text == "ข้อ ๗ รายงานน้ำ (สำนักปลัด)"


def test_what_is_proposed_is_kept_in_thai_digits_whatever_the_screen_speaks_in() -> None:
    year = report(measure(1, date(2026, 3, 12), percent=40))
    thai = proposed(year, Since(FIRST))

    choose(Numerals.ARABIC)
    try:
        assert proposed(year, Since(FIRST)) == thai
    finally:
        choose(Numerals.THAI)


measures = st.builds(
    lambda number, after, status, percent: measure(
        number, TODAY + timedelta(days=after) if after is not None else None, status=status, percent=percent
    ),
    st.just(1),
    st.one_of(st.none(), st.integers(-150, 190)),
    st.sampled_from(WorkStatus),
    st.one_of(st.none(), st.integers(0, 100)),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(measures, max_size=8), st.sets(st.integers(1, 8)))
def test_every_overdue_or_risky_measure_stands_in_the_agenda_once_and_no_measure_twice(
    made: list[Measure], changed: set[int]
) -> None:
    year = report(*(replace(one, number=n, id=100 + n) for n, one in enumerate(made, start=1)))
    changes = tuple(Difference(f"measure:{100 + n}", "", "", "สถานะ", "ก", "ข") for n in sorted(changed))

    agenda = proposed(year, Since(FIRST, changes))

    listed = [one.measure_id for one in agenda if one.measure_id is not None]
    considered = [one.measure_id for one in under(agenda, CONSIDERED) if one.measure_id is not None]
    pressing = {
        m.id for m in year.measures if is_overdue(m, TODAY) or is_due_soon(m, TODAY) or is_behind(m, TODAY)
    }
    assert len(listed) == len(set(listed))
    assert set(considered) == pressing
    assert set(listed) - pressing == {m.id for m in year.measures if m.number in changed} - pressing
    assert all(one.text for one in agenda if one.measure_id is not None)


def test_steps_that_are_left_are_those_to_be_done_of_work_that_goes_on() -> None:
    steps = (Step("ก", WorkStatus.COMPLETED), Step("ข"), Step("ค", WorkStatus.CANCELLED))

    assert [one.text for one in steps_left(measure(1, steps=steps))] == ["ข"]
    assert steps_left(measure(1, steps=steps, status=WorkStatus.COMPLETED)) == ()


# --- what was left open ------------------------------------------------------------------------------------------


def test_what_was_left_open_comes_from_this_year_and_the_year_before_the_nearest_day_first() -> None:
    old = Meeting(4, resolutions=(Resolution("เก่า", due=date(2025, 9, 1)), Resolution("เสร็จ", done=TODAY)))
    first = Meeting(1, resolutions=(Resolution("หนึ่ง", due=date(2026, 2, 1)), Resolution("ไม่มีวัน")))
    second = Meeting(2, resolutions=(Resolution("สอง", due=date(2026, 1, 1)),))
    years = {2569: (first, second), 2568: (old,)}

    assert [one.resolution.text for one in left_open(years)] == ["เก่า", "สอง", "หนึ่ง", "ไม่มีวัน"]
    assert [one.resolution.text for one in left_open(years, second)] == ["เก่า", "หนึ่ง", "ไม่มีวัน"]
    assert [one.resolution.text for one in left_open(years, first)] == ["เก่า"]
    assert left_open({}) == ()


# --- the order ---------------------------------------------------------------------------------------------------

MAIN_1, MAIN_2 = AgendaItem(main_title(1, "แจ้ง")), AgendaItem(main_title(2, "พิจารณา"))
A, B, C = AgendaItem("ก"), AgendaItem("ข"), AgendaItem("ค")
DECIDED = (Resolution("มติ ข", item=3), Resolution("มติ ค", item=5), Resolution("ลอย"))
HELD = Meeting(1, agenda=(MAIN_1, A, B, MAIN_2, C), resolutions=DECIDED)


def titles(meeting: Meeting) -> list[str]:
    return [one.title for one in meeting.agenda]


def decided_under(meeting: Meeting) -> dict[str, str]:
    """The title of the item under which each resolution stands."""
    return {one.text: meeting.agenda[one.item - 1].title if one.item else "" for one in meeting.resolutions}


def test_items_are_numbered_under_their_main_item() -> None:
    assert [one.number for one in placed(HELD.agenda)] == ["1", "1.1", "1.2", "2", "2.1"]
    assert [one.number for one in placed((A, MAIN_1, B))] == ["1", "1", "1.1"]
    assert resolutions_under(HELD, 3) == (DECIDED[0],)
    assert resolutions_under(HELD, 0) == (DECIDED[2],)


def test_resolutions_go_along_with_their_items() -> None:
    moved, place = moved_item(HELD, 3, down=False)
    assert (titles(moved)[1:3], place) == (["ข", "ก"], 2)
    assert decided_under(moved) == {"มติ ข": "ข", "มติ ค": "ค", "ลอย": ""}

    added = with_new_item(HELD, 1, AgendaItem("ใหม่"))
    assert titles(added)[:3] == [MAIN_1.title, "ใหม่", "ก"]
    assert decided_under(added) == {"มติ ข": "ข", "มติ ค": "ค", "ลอย": ""}

    assert decided_under(without_item(HELD, 3)) == {"มติ ข": "", "มติ ค": "ค", "ลอย": ""}
    assert titles(with_item(HELD, 2, AgendaItem("แก้"))) == [MAIN_1.title, "แก้", "ข", MAIN_2.title, "ค"]


def test_a_main_item_moves_with_all_under_it_and_gets_its_new_number() -> None:
    moved, place = moved_item(HELD, 4, down=False)

    assert titles(moved) == ["ระเบียบวาระที่ ๑ พิจารณา", "ค", "ระเบียบวาระที่ ๒ แจ้ง", "ก", "ข"]
    assert place == 1
    assert decided_under(moved) == {"มติ ข": "ข", "มติ ค": "ค", "ลอย": ""}
    for stuck, down in ((1, False), (4, True), (5, True)):
        assert moved_item(HELD, stuck, down=down) == (HELD, stuck)
    assert moved_item(replace(HELD, agenda=(A, MAIN_1)), 2, down=False)[0].agenda == (A, MAIN_1)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(["main", "sub"]), min_size=1, max_size=7),
    st.lists(st.tuples(st.integers(1, 7), st.booleans()), max_size=6),
)
def test_moving_loses_no_item_and_no_resolution_from_its_item(
    kinds: list[str], moves: list[tuple[int, bool]]
) -> None:
    agenda = tuple(
        AgendaItem(main_title(1, f"ก{n}") if kind == "main" else f"ก{n}") for n, kind in enumerate(kinds)
    )
    names = [bare_title(one) for one in agenda]
    decided = tuple(Resolution(name, item=at) for at, name in enumerate(names, start=1))
    meeting = with_agenda(Meeting(1, agenda=agenda, resolutions=decided), agenda)

    for place, down in moves:
        if place <= len(agenda):
            named = bare_title(meeting.agenda[place - 1])
            meeting, now = moved_item(meeting, place, down=down)
            assert bare_title(meeting.agenda[now - 1]) == named

    assert sorted(map(bare_title, meeting.agenda)) == sorted(names)
    assert all(bare_title(meeting.agenda[one.item - 1]) == one.text for one in meeting.resolutions)
    mains = [one.title for one in meeting.agenda if is_main(one)]
    assert mains == [main_title(n, bare_title(AgendaItem(t))) for n, t in enumerate(mains, start=1)]


def test_what_is_proposed_again_is_added_where_it_belongs_and_nothing_twice() -> None:
    known = AgendaItem("มาตรการเดิม", "พูดแล้ว", measure_id=7)
    agenda = (MAIN_1, A, MAIN_2, known)
    proposal = (
        MAIN_1,
        B,
        MAIN_2,
        replace(known, title="ชื่อใหม่", text=""),
        C,
        AgendaItem(main_title(3, "อื่น ๆ")),
    )

    more = supplemented(agenda, proposal)

    assert [bare_title(one) for one in more] == ["แจ้ง", "ก", "ข", "พิจารณา", "มาตรการเดิม", "ค", "อื่น ๆ"]
    assert more[4].text == "พูดแล้ว"
    assert supplemented(more, proposal) == more
    meeting = with_agenda(Meeting(1, agenda=agenda, resolutions=(Resolution("ก", item=4),)), more)
    assert meeting.agenda[meeting.resolutions[0].item - 1] == known


def test_a_resolution_is_recorded_as_a_new_one_or_in_its_place() -> None:
    first = Resolution("ก", id=5)
    meeting = with_typed(Meeting(1, resolutions=(first,)), Resolution("ข"), ())

    assert [one.text for one in meeting.resolutions] == ["ก", "ข"]
    assert [one.text for one in with_typed(meeting, replace(first, text="ค"), ()).resolutions] == ["ค", "ข"]


def test_headings_are_no_matters_and_a_decision_stands_under_its_measure_or_what_is_considered() -> None:
    told = AgendaItem(main_title(2, "เรื่องรับรองรายงานการประชุม"), "ครั้งที่ ๑")
    considered = AgendaItem(main_title(3, "เรื่องเพื่อพิจารณา"))
    four = AgendaItem("มาตรการสี่", measure=4, measure_id=9)
    agenda = (AgendaItem(main_title(1, "เรื่องแจ้ง")), told, considered, four)

    assert [matters(agenda), matters(agenda[:1]), matters(())] == [2, 0, 0]
    assert [place_of(agenda, 9), place_of(agenda, 5), place_of(agenda, None)] == [4, 3, 3]
    assert place_of(agenda[:2], 9) == 0
