"""F8: what must be put right before signing is listed by level, leads to its place, and is waived with a reason."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.app import ItaApp
from ita_tui.domain.checks import Finding, Level, blocking
from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.evidence import FileState
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Proof, WorkStatus
from ita_tui.domain.waivers import Waiver
from screens.checks import ChecksScreen
from screens.dialogs import Ask
from screens.disclosure import DisclosureScreen
from screens.evidence import EvidenceScreen
from screens.overview import OverviewScreen
from screens.surveys import SurveysScreen
from screens.walk import WalkScreen
from store.database import Store
from store.vault import Vault
from tests.one_screen_app import on_screen
from tests.screen_app import clock, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import press_all, type_thai
from tests.waiting import at_every_size, notices, until_shown

YEAR, NEXT = FiscalYear(2569), FiscalYear(2570)
REASON = "รอหนังสือจากกองคลัง"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The sample year in a file of the test's own; all tests copy the same one."""
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


def screen(pilot: Pilot[Any]) -> ChecksScreen:
    shown = on_top(pilot)
    assert isinstance(shown, ChecksScreen)
    return shown


def on_top(pilot: Pilot[Any]) -> Screen[Any]:
    return pilot.app.screen


def listed(pilot: Pilot[Any]) -> list[tuple[str, str]]:
    return [(row.rule, row.where) for row in screen(pilot).rows if isinstance(row, Finding)]


def chosen(pilot: Pilot[Any]) -> Finding:
    row = screen(pilot).chosen()
    assert isinstance(row, Finding)
    return row


async def go_to(pilot: Pilot[Any], where: str, field: str = "") -> None:
    """Put the cursor on a finding."""
    rows = screen(pilot).rows
    at = next(
        n
        for n, row in enumerate(rows)
        if isinstance(row, Finding) and row.where == where and field in {"", row.field}
    )
    screen(pilot).table.move_cursor(row=at)
    await settle(pilot)


def prepared(path: Path, change: Callable[[Store], object]) -> Path:
    with tasks.open_store(path, clock) as store:
        change(store)
    return path


def with_more_findings(store: Store) -> None:
    """A lost file, a torn word in the outcome, and a contradicted score beside what the sample year has."""
    first = store.measures.all(YEAR)[0]
    store.measures.save(replace(first, outcome="จัดการเรื่อง ร้องเรียนครบ ๑๒ เรื่อง"))
    file = first.evidence[0].current_files[0]
    store.vault.path(file.sha256).chmod(0o600)
    store.vault.path(file.sha256).unlink()
    scores = store.scores.get(YEAR)
    assert scores is not None
    assert scores.printed_total is not None
    store.scores.save(YEAR, replace(scores, printed_total=scores.printed_total - 9))


async def test_findings_stand_by_level_with_place_reason_and_remedy_at_every_size(database: Path) -> None:
    prepared(database, with_more_findings)
    async with opened(database, (80, 24)) as pilot:
        await until_shown(pilot, "! ต้องแก้ก่อนลงนาม ๓ ข้อ · กด F8")
        await press(pilot, "f8")

        assert listed(pilot)[:3] == [
            ("lost_file", "measure:1"),
            ("no_evidence", "measure:5"),
            ("contradicted_score", "scores"),
        ]
        assert "! ต้องแก้ก่อนลงนาม ๓ · ▲ ควรตรวจ ๒ · • ข้อสังเกต ๕" in on_screen(pilot, "#summary")
        assert "อ่านไฟล์หลักฐานครบ ๘ ไฟล์" in on_screen(pilot, "#looking")
        await go_to(pilot, "measure:5")
        text = screen_text(pilot)
        for words in ("ทำไม: ผู้ตรวจจะไม่นับ", "▸ แนบไฟล์", "ต้องแก้ก่อนลงนาม (๓)", "ควรตรวจ (๒)"):
            assert words in text
        await at_every_size(pilot, "แล้วเสร็จ แต่ไม่มีหลักฐาน")


async def test_enter_goes_to_where_each_finding_is_put_right_and_comes_back(database: Path) -> None:
    prepared(database, with_more_findings)
    async with opened(database, (100, 30)) as pilot:
        await press(pilot, "f8")

        await go_to(pilot, "measure:1", "outcome")
        await press(pilot, "enter")
        assert isinstance(on_top(pilot), WalkScreen)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "outcome"
        await press(pilot, "escape")

        await go_to(pilot, "measure:1", "evidence")
        await press(pilot, "enter")
        assert isinstance(on_top(pilot), EvidenceScreen)
        assert pilot.app.screen.query_one("#pieces", OptionList).highlighted == 0
        await press(pilot, "escape", "escape")
        assert isinstance(on_top(pilot), ChecksScreen)

        await go_to(pilot, "item:o14")
        await press(pilot, "enter")
        items = on_top(pilot)
        assert isinstance(items, DisclosureScreen)
        item = items.chosen()
        assert item is not None
        assert item.code == "o14"

        await press(pilot, "f8")
        await go_to(pilot, "survey:EIT1")
        await press(pilot, "enter")
        assert isinstance(on_top(pilot), SurveysScreen)
        assert "EIT ส่วนที่ ๑" in screen_text(pilot)


async def test_what_is_put_right_vanishes_when_she_comes_back(database: Path) -> None:
    async with opened(database) as pilot:
        await press(pilot, "f8")
        await go_to(pilot, "measure:5")
        await press(pilot, "enter", "escape")
        store = store_of(pilot)
        walk = on_top(pilot)
        assert isinstance(walk, WalkScreen)
        assert walk.measure is not None
        store.measures.save(replace(walk.measure, status=WorkStatus.IN_PROGRESS, proof=Proof.PARTIAL))
        await press(pilot, "escape")
        await until_shown(pilot, "สถานะหลักฐานเป็น “มีบางส่วน”")

        assert blocking(screen(pilot).looked.found) == ()
        assert "✓ พร้อมลงนาม" in on_screen(pilot, "#summary")


async def test_a_finding_is_waived_with_a_reason_shown_with_it_and_taken_back(database: Path) -> None:
    async with opened(database, (100, 30)) as pilot:
        await press(pilot, "f8")
        assert chosen(pilot).where == "measure:5"

        await press_all(pilot, ["w"])
        await until_shown(pilot, "เหตุผลที่ยกเว้น")
        await press_all(pilot, ["enter"])
        await until_shown(pilot, "ยังไม่ได้ยกเว้น เพราะไม่ได้เขียนเหตุผล")
        assert isinstance(on_top(pilot), Ask)
        await type_thai(pilot, REASON)
        await press(pilot, "enter")

        assert ("no_evidence", "measure:5") not in listed(pilot)
        assert "✓ พร้อมลงนาม" in on_screen(pilot, "#summary")
        assert "– ยกเว้นแล้ว ๑" in on_screen(pilot, "#summary")
        entry = store_of(pilot).history.last()
        assert entry is not None
        assert entry.words == "ยกเว้นข้อตรวจ «งานที่ทำแล้วมีหลักฐาน» มาตรการ ๕"

        await press(pilot, "v")
        await go_to(pilot, "measure:5")
        assert f"ยกเว้นแล้วเมื่อ ๑๘ มี.ค. ๖๙: {REASON}" in screen_text(pilot)
        await press(pilot, "u")
        assert chosen(pilot).stands
        assert f"ถอนแล้ว · ยกเว้นแล้วเมื่อ ๑๘ มี.ค. ๖๙: {REASON}" in notices(pilot)
        assert blocking(screen(pilot).looked.found) != ()

        await press(pilot, "ctrl+z")
        assert blocking(screen(pilot).looked.found) == ()


def with_a_file_changed_at_its_size(store: Store) -> None:
    file = store.measures.all(YEAR)[0].evidence[0].current_files[0]
    path = store.vault.path(file.sha256)
    path.chmod(0o600)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


async def test_the_overview_tells_as_many_as_block_here_reading_files_in_the_background(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(database, with_a_file_changed_at_its_size)
    goes_on, reads = Event(), list[str]()
    state = Vault.state

    def slow(vault: Vault, sha256: str, *, thorough: bool) -> FileState:
        if thorough:
            assert goes_on.wait(20)
            reads.append(sha256)
        return state(vault, sha256, thorough=thorough)

    monkeypatch.setattr(Vault, "state", slow)
    async with ItaApp(database, clock=clock).run_test(size=(80, 24)) as pilot:
        try:
            await until_shown(pilot, "! ต้องแก้ก่อนลงนาม อย่างน้อย ๑ ข้อ · กด F8")
        finally:
            goes_on.set()
        await until_shown(pilot, "! ต้องแก้ก่อนลงนาม ๒ ข้อ · กด F8")
        await settle(pilot)
        await press(pilot, "f8")
        assert len(blocking(screen(pilot).looked.found)) == 2

        assert len(reads) == 16  # the checks read every file for themselves
        path = store_of(pilot).vault.path(reads[-1])
        path.chmod(0o600)
        path.unlink()
        await press(pilot, "r")
        assert len(blocking(screen(pilot).looked.found)) == 3
        reads.clear()
        await press(pilot, "f2")
        await until_shown(pilot, "! ต้องแก้ก่อนลงนาม ๓ ข้อ · กด F8")
        assert reads == []  # as the checks told it of this revision


async def test_all_ticked_findings_are_waived_in_one_step_and_a_lapsed_waiver_is_still_told(
    database: Path,
) -> None:
    async with opened(database, (100, 30)) as pilot:
        await press(pilot, "f8")
        before = len(listed(pilot))
        await press(pilot, "space", "space", "a", "a")
        assert screen(pilot).ticked == set()
        await press(pilot, "a")
        assert "เลือกไว้ ๗ ข้อ" in on_screen(pilot, "#filter")
        await press_all(pilot, ["w"])
        await until_shown(pilot, "๗ ข้อที่เลือกไว้")
        await type_thai(pilot, REASON)
        await press(pilot, "enter")

        assert (before, listed(pilot)) == (7, [])
        entry = store_of(pilot).history.last()
        assert entry is not None
        assert entry.words == "ยกเว้นข้อตรวจ ๗ ข้อ"
        assert "✓ พร้อมลงนาม · กด v ดูข้อที่ยกเว้น" in screen_text(pilot)

        item = next(one for one in store_of(pilot).disclosure.all(YEAR) if one.code == "o7")
        store_of(pilot).disclosure.save(YEAR, replace(item, status=DisclosureStatus.PREPARING))
        await press(pilot, "f2", "f8", "v")
        gone = [row for row in screen(pilot).rows if isinstance(row, Waiver)]
        assert [(one.place, one.reason) for one in gone] == [("o7", REASON)]
        screen(pilot).table.move_cursor(row=len(screen(pilot).rows) - 1)
        await settle(pilot)
        await press(pilot, "u")
        assert [row for row in screen(pilot).rows if isinstance(row, Waiver)] == []


async def test_files_are_read_again_when_asked_and_the_list_is_searched_until_escape_leads_back(
    database: Path,
) -> None:
    async with opened(database) as pilot:
        await press(pilot, "f8")
        store = store_of(pilot)
        file = store.measures.all(YEAR)[0].evidence[0].current_files[0]
        path = store.vault.path(file.sha256)
        path.chmod(0o600)
        path.write_bytes(bytes(file.size))
        assert ("lost_file", "measure:1") not in listed(pilot)

        await press(pilot, "r")

        assert ("lost_file", "measure:1") in listed(pilot)
        assert Level.BLOCKS in {one.level for one in screen(pilot).looked.found if one.rule == "lost_file"}

        await press(pilot, "slash")
        await type_thai(pilot, "แบบวัด")
        assert {where for _, where in listed(pilot)} == {"survey:IIT", "survey:EIT1"}
        await type_thai(pilot, "ฟหก")
        assert "ไม่พบข้อที่ตรงกับคำค้น" in screen_text(pilot)
        await press(pilot, "escape")
        assert len(listed(pilot)) == 8
        await press(pilot, "escape")
        assert isinstance(on_top(pilot), OverviewScreen)


async def test_an_empty_year_is_ready_and_says_what_was_checked(tmp_path: Path) -> None:
    path = prepared(sample_database(tmp_path), lambda store: tasks.begin_year(store, NEXT))
    app = ItaApp(path, clock=clock, year=NEXT)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f8")

        text = screen_text(pilot)
        assert "✓ พร้อมลงนาม" in text
        assert "ตรวจแล้ว: งานที่ทำแล้วมีหลักฐาน · ผลการดำเนินการไม่ว่าง" in text
        assert "ไม่มีข้อมูลส่วนบุคคล" in text
        assert not screen(pilot).in_search  # its letters are commands all the same
        await press(pilot, "v", "r")
        assert isinstance(on_top(pilot), ChecksScreen)
