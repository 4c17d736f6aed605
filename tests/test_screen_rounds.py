"""Closing a round on the screen: what is kept is seen before, its code after, and it is checked and released."""

from dataclasses import replace
from pathlib import Path

from ita_tui import tasks
from ita_tui.thai.numerals import thai_digits
from screens.code_check import CodeCheckScreen
from screens.export import ExportScreen
from screens.freeze_form import FreezeForm
from screens.rounds import RoundsScreen
from tests.screen_app import press, sample_database, screen_text, settle, store_of
from tests.signed_years import APRIL, YEAR, at, frozen_of, signed_database, to_rounds
from tests.test_undo import edit_outside
from tests.typing_thai import type_thai
from tests.waiting import at_every_size, keys, until, until_shown, until_told

# --- closing and releasing ---------------------------------------------------------------------------------------


async def test_a_round_is_closed_step_by_step_checked_and_released_for_a_reason(tmp_path: Path) -> None:
    async with at(sample_database(tmp_path)) as pilot:
        await to_rounds(pilot)
        await until_shown(pilot, "รอบ ๑๒ เดือน ยังไม่ปิด")
        assert screen_text(pilot).lstrip().startswith("ปิดรอบและลงนาม · ")
        pilot.app.notify("ทำแล้ว", markup=False)
        pilot.app.notify("ยาว" * 200, markup=False)
        pilot.app.notify("ระวัง", severity="warning", markup=False)
        await until_told(pilot, "ระวัง")
        timeouts = [one.timeout for one in pilot.app._notifications if one.severity == "information"]
        assert timeouts == [3, 6]  # as long as they take to be read
        await press(pilot, "f2")
        assert [one.message for one in pilot.app._notifications] == ["ระวัง"]  # the rest stays in its room
        await to_rounds(pilot)
        await press(pilot, "up")
        await until_shown(pilot, "รอบ ๖ เดือน ยังไม่ปิด")
        await keys(pilot, "f")
        await until(pilot, lambda: isinstance(pilot.app.screen, FreezeForm))
        await until_shown(pilot, "ต้องแก้ก่อนลงนาม ๑")
        form = screen_text(pilot)
        await keys(pilot, "g")
        await until_shown(pilot, "คนที่ ๑ ชื่อ")
        await type_thai(pilot, "นายใหม่ เอี่ยม")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "นายใหม่ เอี่ยม")

        # what blocks the signature is named; without a reason nothing is closed
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "มีข้อที่ต้องแก้ก่อนลงนาม ๑ ข้อ")
        await keys(pilot, "down", "down", "enter", "enter")
        await until_told(pilot, "ยังไม่ได้ปิดรอบ เพราะไม่ได้เขียนเหตุผล")
        assert store_of(pilot).rounds.all(YEAR) == ()
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "มีข้อที่ต้องแก้ก่อนลงนาม ๑ ข้อ")
        await keys(pilot, "down", "down", "enter")
        await type_thai(pilot, "รอเอกสาร")
        await keys(pilot, "enter")
        await until_shown(pilot, "ปิดรอบและออกรหัสตรวจสอบ")
        await keys(pilot, "down", "enter")
        await until_shown(pilot, "✓ ลงนามแล้ว")
        await settle(pilot)
        frozen = frozen_of(pilot)
        await until_shown(pilot, "✓ ไม่มีการแก้ไขหลังลงนาม")
        await at_every_size(pilot, frozen.code, "ผู้ลงนาม")
        signed = screen_text(pilot)

        # Ctrl+Z does not take it back
        await keys(pilot, "ctrl+z")
        await until_told(pilot, "ต้องมีเหตุผลอยู่ในประวัติ")
        await keys(pilot, "u", "enter")
        await until_told(pilot, "ยังไม่ได้ปลดการปิดรอบ เพราะไม่ได้เขียนเหตุผล")
        await keys(pilot, "u")
        await type_thai(pilot, "ตัวเลขผิด")
        await keys(pilot, "enter")
        await until_shown(pilot, "✕ ปลดแล้ว")
        await settle(pilot)
        await keys(pilot, "down", "down")
        await until_shown(pilot, "เพราะ ตัวเลขผิด")

        assert "สิ้นรอบ ๓๑ มี.ค. ๖๙ ตามที่บันทึกไว้ในวันนั้น" in form
        assert "(•) สิ้นรอบ" in form
        assert "แบบรายงาน progress" not in signed
        assert f"แบบรายงาน {tasks.layout_choice(None).usable[0].title}" in signed
        assert "นายใหม่ เอี่ยม" in signed
        assert "เพราะ รอเอกสาร" in signed
        assert frozen_of(pilot).why == "ตัวเลขผิด"
        assert "ปลดการปิดรอบ" in (last.words if (last := store_of(pilot).history.last()) else "")


async def test_the_day_that_is_signed_is_chosen_and_what_is_left_out_by_it_is_said(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    with tasks.open_store(database, lambda: APRIL) as store:
        first = store.measures.all(YEAR)[0]
        store.measures.save(replace(first, result="งานเดือนเมษายน"))
    async with at(database) as pilot:
        await to_rounds(pilot)
        await press(pilot, "up")
        await keys(pilot, "f")
        await until_shown(pilot, "ข้อมูลขณะนี้ต่างจากวันนั้น ๑ แห่ง")
        await keys(pilot, "left")
        await until_shown(pilot, "(•) ขณะนี้")
        await settle(pilot)

        assert "ต่างจากวันนั้น" not in screen_text(pilot)
        form = pilot.app.screen
        assert isinstance(form, FreezeForm)
        assert form.printing().stood_on is None
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, RoundsScreen))
        assert store_of(pilot).rounds.all(YEAR) == ()


# --- the code --------------------------------------------------------------------------------------------------


async def test_a_code_is_picked_or_typed_and_its_answer_read(tmp_path: Path) -> None:
    async with at(signed_database(tmp_path)) as pilot:
        await to_rounds(pilot)
        await press(pilot, "up")
        await until_shown(pilot, "หลังลงนาม ๑ แห่ง")
        await until_shown(pilot, "→ …")
        await keys(pilot, "v")
        await until_shown(pilot, "ตรวจรหัสใด")
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodeCheckScreen))
        picked = screen_text(pilot)
        await keys(pilot, "escape", "v")
        await until_shown(pilot, "ตรวจรหัสใด")
        await keys(pilot, "up", "enter")
        await until_shown(pilot, "รหัสตรวจสอบข้างเลขหน้า")
        await type_thai(pilot, thai_digits(frozen_of(pilot).code[:-1]))
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodeCheckScreen))
        mistyped = screen_text(pilot)
        await at_every_size(pilot, "พิมพ์รหัสไม่ถูกต้อง")

        assert "ข้อมูลปัจจุบันแก้หลังลงนาม ๑ แห่ง" in " ".join(picked.replace("│", " ").split())
        assert picked.count("✓") == 4
        assert "มาตรการ ๑ ผลการดำเนินการ" in picked
        assert "แก้ไขภายหลัง" in picked
        assert "รหัสไม่ถูกต้อง จึงยังไม่ได้ตรวจข้อมูล" in mistyped


async def test_a_copy_that_is_not_whole_is_told_and_not_printed(tmp_path: Path) -> None:
    database = signed_database(tmp_path)
    with tasks.open_store(database, lambda: APRIL) as store:
        edit_outside(store, "UPDATE frozen_round SET report = replace(report, 'ตะวัน', 'จันทร์')")
    async with at(database) as pilot:
        await to_rounds(pilot)
        await press(pilot, "up")
        await until_shown(pilot, "ไม่ใช่ฉบับที่ลงนาม")
        await keys(pilot, "p")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        await until_told(pilot, "ไม่ใช่ฉบับที่ลงนาม")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ExportScreen)

        assert screen.choices.copy is None
        assert screen.printing().frozen is None
        await until_shown(pilot, "จึงไม่มีรหัสตรวจสอบ")
