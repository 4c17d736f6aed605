"""A meeting's screen behind what is kept: changes go into the kept meeting by the part; a closed one refuses them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from ita_tui.domain.agenda_order import with_new_item, without_item
from ita_tui.domain.meetings import AgendaItem, Attendance, CommitteeMember, Meeting, Presence, Resolution
from screens.meeting_committee import CommitteeScreen
from screens.meeting_forms import CarryOutForm, ResolutionForm
from screens.meeting_paper_writing import PaperScreen
from screens.meeting_screen import MeetingScreen
from screens.projector import ProjectorScreen
from tests.meetings_held import YEAR, held, meeting
from tests.screen_app import NOW, enter, press, sample_database, store_of
from tests.typing_thai import type_thai
from tests.waiting import until, until_shown, until_told


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


def top(pilot: Pilot[int]) -> type[Screen[Any]]:
    return type(pilot.app.screen)


async def test_a_change_is_made_of_what_is_kept_and_not_of_what_the_screen_shows_still(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with held(database, "enter", "left") as pilot:
        monkeypatch.setattr(MeetingScreen, "read_state", lambda _: None)  # the reading takes its time
        store = store_of(pilot).meetings
        first, second = meeting(pilot).resolutions

        def elsewhere(changed: Meeting) -> None:
            store.save(YEAR, changed)

        store.carry_out(first.id or 0, NOW.date(), "ทำแล้ว")
        elsewhere(
            replace(meeting(pilot), resolutions=(Resolution("ฉายแล้วบันทึก"), *meeting(pilot).resolutions))
        )
        await press(pilot, "ctrl+down")
        assert [(one.text, one.done) for one in meeting(pilot).resolutions] == [
            ("ฉายแล้วบันทึก", None),
            ("รับทราบ", None),
            ("ให้เร่งรัด", NOW.date()),
        ]
        elsewhere(replace(meeting(pilot), resolutions=meeting(pilot).resolutions[::-1]))
        store.carry_out(second.id or 0, NOW.date(), "ทราบ")
        await press(pilot, "up", "enter")  # the screen still shows that it is open
        await enter(pilot, "who", "กองช่าง")
        await press(pilot, "ctrl+s")
        assert meeting(pilot).resolutions[1] == replace(second, who="กองช่าง", done=NOW.date(), outcome="ทราบ")
        elsewhere(replace(meeting(pilot), resolutions=(Resolution("อีกมติ"), *meeting(pilot).resolutions)))
        await press(pilot, "delete", "down", "enter")
        assert [one.text for one in meeting(pilot).resolutions] == ["อีกมติ", "ให้เร่งรัด", "ฉายแล้วบันทึก"]

        await press(pilot, "1", "down")
        elsewhere(with_new_item(meeting(pilot), 0, AgendaItem("ก่อนวาระ")))
        await press(pilot, "enter")
        await type_thai(pilot, "วันนี้")
        elsewhere(with_new_item(meeting(pilot), 0, AgendaItem("ก่อนสุด")))
        await press(pilot, "ctrl+s")
        assert [(one.title, one.text) for one in meeting(pilot).agenda][:4:3] == [
            ("ก่อนสุด", ""),
            ("น้ำประปา", "วันนี้พูดเรื่องน้ำ"),
        ]
        elsewhere(without_item(meeting(pilot), 4))
        await press(pilot, "d")
        await until_told(pilot, "ไม่พบเรื่องที่เลือก")

        await press(pilot, "2", "home")
        elsewhere(replace(meeting(pilot), attendance=(Attendance("คนแรก"), *meeting(pilot).attendance)))
        await press(pilot, "x", "n")
        await type_thai(pilot, "แขก")
        elsewhere(replace(meeting(pilot), attendance=meeting(pilot).attendance[1:]))
        await press(pilot, "ctrl+s")
        people = meeting(pilot).attendance
        assert (people[0].name, people[0].presence) == ("นายสมมุติ ใจดี", Presence.ABSENT)
        assert people[3].name == "แขก"
        elsewhere(replace(meeting(pilot), attendance=()))
        await press(pilot, "k")
        assert [one.name for one in meeting(pilot).attendance] == ["นายสมมุติ ใจดี", "นางตัวอย่าง มีสุข"]
        elsewhere(replace(meeting(pilot), time="๑๓.๐๐ น."))
        await press(pilot, "e")
        await enter(pilot, "place", "ห้องใหญ่")
        elsewhere(replace(meeting(pilot), agenda=()))
        await press(pilot, "ctrl+s")
        kept = meeting(pilot)
        assert (kept.place, kept.time, kept.agenda) == ("ห้องใหญ่", "๑๓.๐๐ น.", ())


async def test_the_committee_is_changed_as_it_is_kept_too(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with held(database, "k") as pilot:
        monkeypatch.setattr(CommitteeScreen, "read_state", lambda _: None)
        store = store_of(pilot).meetings
        store.save_committee(YEAR, [CommitteeMember("คนใหม่"), *store.committee(YEAR)])
        await press(pilot, "d")
        names = ["คนใหม่", "นางตัวอย่าง มีสุข", "นายสมมุติ ใจดี"]
        assert [one.name for one in store.committee(YEAR)] == names
        store.save_committee(YEAR, store.committee(YEAR)[::-1])
        await press(pilot, "enter")
        await enter(pilot, "role", "รองประธาน")
        await press(pilot, "ctrl+s")
        assert store.committee(YEAR)[0].role == "รองประธาน"
        store.save_committee(YEAR, store.committee(YEAR)[1:])
        await press(pilot, "u")
        await until_told(pilot, "ไม่พบกรรมการที่เลือก")


async def test_a_closed_meeting_refuses_changes_but_is_read_printed_and_its_resolutions_carried_out(
    database: Path,
) -> None:
    async with held(database, "enter") as pilot:
        store = store_of(pilot).meetings
        closed = store.save(YEAR, replace(meeting(pilot), ended=NOW))
        for keys in (
            *("enter", "n", "a", "d", "u", "delete", "e"),
            *("2", "m", "l", "x", "k", "d", "n", "enter", "delete"),
            *("3", "d", "n", "enter", "delete"),
        ):
            pilot.app.clear_notifications()
            await press(pilot, keys)
            if keys not in {"2", "3"}:
                await until_told(pilot, "การประชุมนี้ปิดแล้ว")
            assert top(pilot) is MeetingScreen
        assert meeting(pilot) == closed

        await press(pilot, "f")
        assert top(pilot) is PaperScreen
        await press(pilot, "escape", "p")
        assert top(pilot) is ProjectorScreen
        await press(pilot, "escape", "space")
        assert top(pilot) is CarryOutForm
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: meeting(pilot).resolutions[1].done == NOW.date())
        await press(pilot, "c", "down", "enter", "n")
        await type_thai(pilot, "มติใหม่")
        store.save(YEAR, replace(meeting(pilot), ended=NOW))  # closed while the form is open
        await press(pilot, "ctrl+s")
        await until_told(pilot, "การประชุมนี้ปิดแล้ว")
        assert top(pilot) is ResolutionForm


async def test_a_resolution_of_the_projector_goes_into_the_kept_meeting_unless_it_was_closed(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with held(database, "p") as pilot:
        await until(pilot, lambda: getattr(pilot.app.screen, "sitting", None) is not None)
        monkeypatch.setattr(ProjectorScreen, "read_state", lambda _: None)
        store = store_of(pilot).meetings
        first = meeting(pilot).resolutions[0]
        store.carry_out(first.id or 0, NOW.date(), "ทำแล้ว")
        await press(pilot, "m")
        await until_shown(pilot, "มีมติของมาตรการนี้แล้ว")
        await press(pilot, "down", "enter")
        await enter(pilot, "who", "กองช่าง")
        store.save(YEAR, without_item(meeting(pilot), 1))
        await press(pilot, "ctrl+s")
        assert meeting(pilot).resolutions[0] == replace(
            first, who="กองช่าง", done=NOW.date(), outcome="ทำแล้ว", item=3
        )
        store.save(YEAR, replace(meeting(pilot), ended=NOW))
        await press(pilot, "m")
        await until_told(pilot, "การประชุมนี้ปิดแล้ว")
        assert top(pilot) is ProjectorScreen
