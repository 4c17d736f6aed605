"""What a meeting begins from, and the boards that a committee looks at."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ita_tui import meeting_state
from ita_tui.domain.agency import Agency, Division
from ita_tui.domain.differences import Difference
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.meeting_board import (
    NO_DIVISION,
    by_division,
    came,
    changes_of,
    decided_on,
    expected_guests,
    guests,
    in_meeting_order,
    not_checked,
    previous_meeting,
    stayed_away,
    writers_of_minutes,
)
from ita_tui.domain.meetings import AgendaItem, Attendance, CommitteeMember, Meeting, Presence, Resolution
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from store import refusals
from store.database import Store
from tests.store_builders import BANGKOK, YEAR, added, begun_store

TODAY = date(2026, 1, 16)


def closed(store: Store, meeting: Meeting) -> Meeting:
    return store.meetings.save(YEAR, replace(meeting, ended=store.door.clock()))


def test_a_new_meeting_invites_the_committee_to_the_usual_place(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        store.meetings.save_committee(YEAR, [CommitteeMember("ก", "ประธานกรรมการ"), CommitteeMember("ข")])
        first = meeting_state.next_meeting(store, YEAR)
        assert first == Meeting(1, attendance=(Attendance("ก", "ประธานกรรมการ"), Attendance("ข")))

        store.meetings.save(YEAR, replace(first, number=3, place="ห้องน้ำเงิน", time="๑๓.๐๐ น."))
        after = meeting_state.next_meeting(store, YEAR)

        assert (after.number, after.place, after.time, after.held) == (4, "ห้องน้ำเงิน", "๑๓.๐๐ น.", None)


def test_a_meeting_is_compared_with_the_one_closed_before_it_and_told_what_that_left_open(
    tmp_path: Path,
) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        left = Resolution("ให้เร่งรัด", measure=4)
        first = closed(store, store.meetings.save(YEAR, Meeting(1, resolutions=(left,))))
        second = store.meetings.save(YEAR, Meeting(2, resolutions=(Resolution("ใหม่"),)))
        store.measures.save(replace(measure, result="จัดเวทีแล้ว"))

        seen = meeting_state.sitting(store, YEAR, second.id or 0)

        assert seen.since.meeting == first
        assert [(one.field, one.new) for one in seen.since.differences] == [("ผลการดำเนินการ", "จัดเวทีแล้ว")]
        assert [one.resolution.text for one in seen.open_before] == ["ให้เร่งรัด"]
        assert len(meeting_state.open_before(store, YEAR)) == 2
        closed(store, second)
        again = meeting_state.sitting(store, YEAR, first.id or 0)
        assert (again.since.meeting, again.open_before, again.trouble) == (None, (), None)

        agenda = meeting_state.agenda_for(store, YEAR, second.id or 0, TODAY)
        assert next(one.title for one in agenda if not one.title.startswith("ระเบียบวาระ")) == "ให้เร่งรัด"


def test_a_meeting_closed_before_the_history_begins_is_named_and_nothing_is_compared(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        long_ago = datetime(2025, 10, 5, 9, 0, tzinfo=BANGKOK)
        store.meetings.save(YEAR, Meeting(1, ended=long_ago))
        second = store.meetings.save(YEAR, Meeting(2))

        seen = meeting_state.sitting(store, YEAR, second.id or 0)

        assert seen.since.meeting is not None
        assert seen.since.differences == ()
        assert isinstance(seen.trouble, refusals.PastNotKeptError)
        with pytest.raises(refusals.RecordGoneError):
            meeting_state.sitting(store, YEAR, 99)


def test_the_board_of_divisions_has_every_measure_and_counts_as_the_measures_do() -> None:
    late = Period("", date(2025, 10, 1), date(2026, 1, 10))
    measures = (
        Measure(1, "ก", id=1, divisions=("กองคลัง", "สำนักปลัด"), percent=40, period=late),
        Measure(2, "ข", id=2, divisions=("กองคลัง",), status=WorkStatus.COMPLETED),
        Measure(3, "ค", id=3),
    )
    divisions = (Division("สำนักปลัด"), Division("กองว่าง"), Division("กองคลัง"))
    boards = by_division(Report(Agency("ก"), YEAR, divisions, measures), TODAY)

    assert [(one.name, len(one.measures), one.progress, len(one.overdue)) for one in boards] == [
        ("สำนักปลัด", 1, 40, 1),
        ("กองคลัง", 2, 70, 1),
        (NO_DIVISION, 1, 0, 0),
    ]


def test_measures_of_the_agenda_come_first_and_each_once() -> None:
    measures = tuple(Measure(n, f"ก{n}", id=n) for n in (1, 2, 3, 4))
    agenda = tuple(AgendaItem("", measure_id=n) for n in (3, None, 2, 3, 99))

    ordered = in_meeting_order(Meeting(1, agenda=agenda), measures)

    assert [one.number for one in ordered] == [3, 2, 1, 4]
    assert in_meeting_order(Meeting(1), measures) == measures


def test_of_a_measure_its_progress_and_status_are_told_first_and_the_newest_resolution() -> None:
    measure = Measure(1, "ก", id=7)
    fields = ("ผลการดำเนินการ", "สถานะ", "ความคืบหน้า")
    found = [
        *(Difference("measure:7", "", "", field) for field in fields),
        Difference("measure:8", "", "", "x"),
    ]
    held = Meeting(1, resolutions=(Resolution("เก่า", measure_id=7), Resolution("ใหม่", measure_id=7)))

    assert [one.field for one in changes_of(measure, found)] == ["ความคืบหน้า", "สถานะ", "ผลการดำเนินการ"]
    assert [one.text for one in decided_on(held, measure)] == ["ใหม่", "เก่า"]
    unsaved = replace(measure, id=None)
    assert (changes_of(unsaved, found), decided_on(held, unsaved)) == ((), ())


def test_who_came_and_who_writes_the_minutes_are_told_from_the_list() -> None:
    people = (
        Attendance("ก", "ประธานกรรมการ", Presence.PRESENT),
        Attendance("ข", "กรรมการและเลขานุการ", Presence.PRESENT),
        Attendance("ค", "ผู้ช่วยเลขานุการ", Presence.EXCUSED),
        Attendance("ง", "กำนัน", Presence.PRESENT, guest=True),
        Attendance("จ", "เลขานุการ"),
        Attendance("ฉ", "ครู", guest=True),
    )
    held = Meeting(1, attendance=people)
    assert [one.name for one in not_checked(held)] == ["จ", "ฉ"]
    assert [one.name for one in expected_guests(held)] == ["ง", "ฉ"]

    assert ([one.name for one in came(held)], [one.name for one in stayed_away(held)]) == (["ก", "ข"], ["ค"])
    assert [one.name for one in guests(held)] == ["ง"]
    assert writers_of_minutes(held) == ("ข", "")
    present = tuple(replace(one, presence=Presence.PRESENT) for one in people)
    assert writers_of_minutes(replace(held, attendance=present)) == ("ค", "ข")
    assert writers_of_minutes(Meeting(1)) == ("", "")


def test_the_meeting_before_is_the_last_one_closed_of_those_before() -> None:
    at = datetime(2026, 1, 1, tzinfo=BANGKOK)
    first, second, third = (Meeting(n, ended=at.replace(day=n)) for n in (1, 2, 3))

    assert previous_meeting((first, second, third), third) == second
    assert previous_meeting((first, replace(second, ended=None), third), third) == first
    assert previous_meeting((first, second), first) is None
