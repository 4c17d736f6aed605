"""Looking after the data goes on in the background: nothing that goes wrong there ends the program, or keeps it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Never

import pytest

from ita_tui import crash, keeping, tasks
from ita_tui.app import ItaApp
from ita_tui.keeping import KeptBackups
from screens import backups
from screens.backups import BackupsScreen
from screens.keeping_app import KeepingApp
from tests.backed_up import folder_open_to_all
from tests.faulty_disk import as_nobody
from tests.forked_process import POSSIBLE
from tests.screen_app import clock, opened, sample_database, settle
from tests.store_builders import begun_store, open_store
from tests.typing_thai import followed
from tests.waiting import notices, until, until_told

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from store.database import Store

GOES_ON = "โปรแกรมทำงานต่อได้"
Stop = Callable[[], bool]


def app_of(pilot: "Pilot[int]") -> ItaApp:
    assert isinstance(pilot.app, ItaApp)
    return pilot.app


def stories() -> str:
    return "".join(log.read_text(encoding="utf-8") for log in crash.logs())


async def test_a_bug_in_any_work_of_the_background_is_logged_and_told_once_and_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warn_badly(*_: object) -> Never:
        raise RuntimeError

    def keep_badly(*_: object, **__: object) -> Never:
        raise TypeError

    def look_badly(*_: object) -> Never:
        raise ZeroDivisionError

    monkeypatch.setattr(KeepingApp, "LOOKS_THROUGH", True)
    monkeypatch.setattr(tasks, "warnings_at_start", warn_badly)
    monkeypatch.setattr(tasks, "keep_backups", keep_badly)
    monkeypatch.setattr(tasks, "verify_at_start", look_badly)

    async with opened(sample_database(tmp_path)) as pilot:
        app_of(pilot)._keep_again()
        await settle(pilot)

        assert pilot.app.is_running
        assert app_of(pilot).desk is not None
        assert notices(pilot).count(GOES_ON) == 1  # all three name the log of the same second
        for name in (".warn_badly", ".keep_badly", ".look_badly"):
            assert stories().count(name) == 1


async def test_a_bug_in_what_she_asked_for_herself_is_logged_and_told_and_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_badly(*_: object) -> Never:
        raise RuntimeError

    def look_badly(*_: object) -> Never:
        raise ZeroDivisionError

    monkeypatch.setattr(tasks, "back_up", copy_badly)
    monkeypatch.setattr(tasks, "verify", look_badly)

    async with opened(sample_database(tmp_path)) as pilot:
        for action in ("app.back_up", "app.verify"):
            await pilot.app.run_action(action)
            await settle(pilot)

        assert pilot.app.is_running
        assert GOES_ON in notices(pilot)
        assert [stories().count(name) for name in (".copy_badly", ".look_badly")] == [1, 1]


async def test_a_bug_while_a_backup_is_brought_back_is_logged_and_told_and_the_database_opens_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bring_badly(*_: object) -> Never:
        raise RuntimeError

    monkeypatch.setattr(keeping, "bring_back", bring_badly)

    async with opened(sample_database(tmp_path)) as pilot:
        for times in (1, 2):
            pilot.app.post_message(BackupsScreen.BringBack(tmp_path / "x.db", "x"))
            await until_told(pilot, GOES_ON)
            await settle(pilot)

            assert app_of(pilot).store is not None
            assert app_of(pilot).desk is not None
            assert stories().count(".bring_badly") == stories().count("RuntimeError") == times
            pilot.app.clear_notifications()


class Copying:
    """Keeps backups for as long as it may, once it is asked the second time: the start has its own."""

    def __init__(self, *, until_told: bool = True) -> None:
        self.begun, self.ended, self.may_end = Event(), Event(), Event()
        self.until_told = until_told
        self.asked = 0

    def __call__(self, store: "Store", stop: Stop) -> KeptBackups:
        del store
        self.asked += 1
        if self.asked == 2:
            self.begun.set()
            while not self.may_end.wait(0.01) and not (self.until_told and stop()):
                pass
            self.ended.set()
        return KeptBackups()


@pytest.fixture
def copying(monkeypatch: pytest.MonkeyPatch) -> Copying:
    long = Copying()
    monkeypatch.setattr(tasks, "keep_backups", long)
    return long


async def begin(pilot: "Pilot[int]", copying: Copying) -> None:
    app_of(pilot)._keep_again()
    await until(pilot, copying.begun.is_set)
    assert not copying.ended.is_set()


async def test_leaving_stops_the_copying_to_the_second_folder(tmp_path: Path, copying: Copying) -> None:
    try:
        async with opened(sample_database(tmp_path)) as pilot:
            await begin(pilot, copying)

            await app_of(pilot).action_leave()

            assert copying.ended.wait(20)
    finally:
        copying.may_end.set()


async def test_a_program_that_is_taken_down_stops_the_copying(tmp_path: Path, copying: Copying) -> None:
    try:
        async with opened(sample_database(tmp_path)) as pilot:
            await begin(pilot, copying)

        assert copying.ended.wait(20)
    finally:
        copying.may_end.set()


async def test_bringing_a_backup_back_stops_the_copying_and_waits_for_it(
    tmp_path: Path, copying: Copying, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_before: list[bool] = []

    def bring_back(*_: object) -> Never:
        ended_before.append(copying.ended.is_set())
        raise tasks.DatabaseMissing(tmp_path)

    monkeypatch.setattr(keeping, "bring_back", bring_back)
    try:
        async with opened(sample_database(tmp_path)) as pilot:
            await begin(pilot, copying)

            pilot.app.post_message(BackupsScreen.BringBack(tmp_path / "x.db", "x"))
            await until_told(pilot, "ยังไม่มีไฟล์ฐานข้อมูล")

            assert ended_before == [True]
    finally:
        copying.may_end.set()


async def test_a_copying_that_another_one_follows_is_still_waited_for(
    tmp_path: Path, copying: Copying, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended_before: list[bool] = []

    def bring_back(*_: object) -> Never:
        ended_before.append(copying.ended.is_set())
        raise tasks.DatabaseMissing(tmp_path)

    monkeypatch.setattr(keeping, "bring_back", bring_back)
    copying.until_told = False
    try:
        async with opened(sample_database(tmp_path)) as pilot:
            await begin(pilot, copying)
            app_of(pilot)._keep_again()

            pilot.app.post_message(BackupsScreen.BringBack(tmp_path / "x.db", "x"))
            await until(pilot, lambda: app_of(pilot).store is None)
            for _ in range(50):  # long enough for what does not wait to have begun
                await followed(pilot)
                await asyncio.sleep(0.01)
            copying.may_end.set()
            await until_told(pilot, "ยังไม่มีไฟล์ฐานข้อมูล")

            assert ended_before == [True]
    finally:
        copying.may_end.set()


@pytest.mark.skipif(not POSSIBLE, reason="needs another user")
def test_a_second_folder_that_may_not_be_looked_at_leaves_the_list_of_backups_readable() -> None:
    with folder_open_to_all() as folder:
        usb = folder / "share" / "usb"
        usb.mkdir(parents=True)
        begun_store(folder / "ita.db").close()
        with open_store(folder / "ita.db") as store:
            tasks.choose_second_folder(store, usb)
        for path in folder.rglob("*"):
            path.chmod(0o777)

        def look() -> None:
            with open_store(folder / "ita.db") as store:
                listed = backups._read(folder / "ita.db", clock, store)
            assert listed.second == usb
            assert not listed.reachable

        usb.parent.chmod(0)
        try:
            as_nobody(look)
        finally:
            usb.parent.chmod(0o700)
