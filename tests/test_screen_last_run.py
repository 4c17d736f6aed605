"""What the last run left is told once at the next start, and can be found later."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from ita_tui import places
from ita_tui.crash import keep_crash, logs
from screens.last_run import CrashLogsScreen
from screens.overview import OverviewScreen
from tests.screen_app import NOW, opened, press, sample_database, screen_text, settle


def crashed(times: int = 1) -> None:
    for minute in range(times):
        try:
            raise RuntimeError("สมศรี")  # noqa: TRY301 (as if it were one of the program)
        except RuntimeError as error:
            keep_crash(error, NOW - timedelta(minutes=10 - minute))


def top(pilot: Pilot[int]) -> Screen[object]:
    return pilot.app.screen


async def test_a_crash_is_told_at_the_next_start_and_at_no_other(tmp_path: Path) -> None:
    crashed()
    database = sample_database(tmp_path)

    async with opened(database) as pilot:
        assert type(top(pilot)) is CrashLogsScreen
        shown = screen_text(pilot)
        assert "ข้อมูลที่บันทึกแล้วยังอยู่ครบ" in shown
        assert "วันนี้ ๑๐:๒๒" in shown
        assert "crash-25690318-102200.txt" in shown.replace("\n", "").replace("│", "").replace(" ", "")
        assert "ไม่มีเนื้อหาที่ท่านพิมพ์" in shown
        await press(pilot, "escape")
        assert type(top(pilot)) is OverviewScreen

    async with opened(database) as pilot:
        assert type(top(pilot)) is OverviewScreen
        await pilot.app.run_action("show_crash_logs")
        await settle(pilot)
        assert type(top(pilot)) is CrashLogsScreen
        assert "ครั้งก่อนโปรแกรมทำงานผิดพลาด" not in screen_text(pilot)


async def test_a_log_can_be_read_and_copied_to_be_sent_beside_one_that_is_there(tmp_path: Path) -> None:
    crashed()
    documents = places.documents_folder()
    name = "ita-tui-crash-25690318-102200.txt"
    (documents / name).write_text("ของเดิม", encoding="utf-8")

    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await press(pilot, "enter")
        assert "RuntimeError" in screen_text(pilot)
        assert "c คัดลอกไว้ส่ง · Esc ปิด" in screen_text(pilot)
        await press(pilot, "c")
        assert "คัดลอกไว้ที่" in screen_text(pilot)
        assert "c คัดลอกไว้ส่ง · Esc ปิด" in screen_text(pilot)

    assert (documents / name).read_text(encoding="utf-8") == "ของเดิม"
    copied = documents / "ita-tui-crash-25690318-102200 (2).txt"
    assert copied.read_bytes() == logs()[0].read_bytes()
    for one in (documents / name, copied):
        one.unlink()


async def test_of_several_logs_the_newest_stands_first(tmp_path: Path) -> None:
    crashed(3)

    async with opened(sample_database(tmp_path)) as pilot:
        assert "วันนี้ ๑๐:๒๔ (๑ จาก ๓)" in screen_text(pilot)
        await press(pilot, "pagedown", "pagedown", "pagedown")
        assert "วันนี้ ๑๐:๒๒ (๓ จาก ๓)" in screen_text(pilot)
        await press(pilot, "pageup")
        assert "(๒ จาก ๓)" in screen_text(pilot)


async def test_a_log_that_is_gone_is_told(tmp_path: Path) -> None:
    crashed()

    async with opened(sample_database(tmp_path)) as pilot:
        shutil.rmtree(places.log_folder())
        for key in ("enter", "c"):
            await press(pilot, key)
            assert [one.title.split("-")[0] for one in pilot.app._notifications] == ["อ่านไฟล์ crash"], key
            pilot.app.clear_notifications()


@pytest.mark.parametrize(("computer", "told"), [(None, True), ("อีกเครื่อง", False)])
async def test_a_program_that_did_not_close_is_told_on_the_pc_where_it_ran(
    computer: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, told: bool
) -> None:
    database = sample_database(tmp_path)
    async with opened(database):
        note = database.with_name("ita.db.in-use").read_bytes()
    database.with_name("ita.db.in-use").write_bytes(note)
    if computer is not None:
        monkeypatch.setattr("platform.node", lambda: computer)

    async with opened(database) as pilot:
        words = [one.message for one in pilot.app._notifications]

    assert any("ครั้งก่อนโปรแกรมไม่ได้ปิดตามปกติ" in one for one in words) is told
