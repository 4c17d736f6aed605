"""A year from its plan through both rounds to the signature; then one letter is changed, and the code tells."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from ita_tui import cli, tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.rounds import standing
from screens.dialogs import Ask, Choice
from screens.freeze_form import FreezeForm
from screens.rounds import RoundsScreen
from screens.walk import WalkScreen
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from tests.screen_app import opened, press, screen_text, settle, store_of
from tests.store_builders import BANGKOK
from tests.typing_thai import followed, paste, type_thai
from tests.waiting import keys, until, until_shown, until_told

if TYPE_CHECKING:
    from textual.pilot import Pilot

YEAR = FiscalYear(2569)
TITLE = "จัดทำคู่มือการขอใช้ทรัพย์สินของทางราชการ"
MARCH, SEPTEMBER = "ร่างคู่มือเสร็จ อยู่ระหว่างเสนอผู้บริหาร", "ประกาศใช้คู่มือ และอบรมเจ้าหน้าที่ ๒ รุ่น"


@dataclass
class Calendar:
    """The clock of the office, put forward by hand."""

    now: datetime = datetime(2025, 10, 6, 9, 0, tzinfo=BANGKOK)

    def __call__(self) -> datetime:
        return self.now

    def on(self, year: int, month: int, day: int) -> None:
        self.now = datetime(year, month, day, 9, 30, tzinfo=BANGKOK)


def said(calendar: Callable[[], datetime], *typed: object) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    code = cli.run([str(word) for word in typed], calendar, out, err)
    return code, out.getvalue(), err.getvalue()


@pytest.mark.story
async def test_a_year_is_planned_signed_twice_and_one_letter_changed_afterwards(tmp_path: Path) -> None:
    calendar, database = Calendar(), tmp_path / "ปี ๖๙.db"
    with tasks.open_store(database, calendar) as store:
        tasks.set_up(store, Agency("องค์การบริหารส่วนตำบลริมธาร", "เมือง", "ตัวอย่าง"), YEAR, staff=40, served=900)

    async with opened(database, (80, 30), clock=calendar) as pilot:
        await plan(pilot)
        calendar.on(2026, 3, 27)
        await report(pilot, MARCH, WorkStatus.IN_PROGRESS)
        calendar.on(2026, 4, 3)
        await sign(pilot, RoundOf.SIX_MONTHS)
        calendar.on(2026, 9, 24)
        await report(pilot, SEPTEMBER, WorkStatus.COMPLETED)
        calendar.on(2026, 10, 5)
        await sign(pilot, RoundOf.TWELVE_MONTHS)
        await write(pilot, tmp_path / "ลงนาม.xlsx")
        rounds = store_of(pilot).rounds.all(YEAR)
        await press(pilot, "f10")

    six, twelve = (standing(rounds, of) for of in RoundOf)
    assert six is not None
    assert twelve is not None
    signed = (tmp_path / "ลงนาม.xlsx").read_bytes()
    cells = cells_of(tmp_path / "ลงนาม.xlsx")
    assert any(twelve.code in cell for cell in cells)
    assert SEPTEMBER in cells

    calendar.on(2029, 1, 15)  # years later
    sound = said(calendar, "verify", "--code", twelve.code.lower().replace("-", " "), "--db", database)
    assert (sound[0], sound[1].count("✓")) == (0, 5)
    assert "ข้อมูลยังเป็นอย่างที่ลงนามทุกตัวอักษร" in sound[1]
    assert said(calendar, "verify", "--db", database)[0] == 0

    async with opened(database, (80, 30), clock=calendar) as pilot:
        await change_one_letter(pilot)
        await press(pilot, "f3")
        await until_shown(pilot, "◆ หลังลงนาม ๑")
        await write(pilot, tmp_path / "อีกครั้ง.xlsx")
        await press(pilot, "f10")

    failed = said(calendar, "verify", "--code", twelve.code, "--db", database)
    assert failed[0] == 1
    assert "✓ สำเนาที่ลงนาม" in failed[1]
    assert "✓ ประวัติ" in failed[1]
    assert "✕ ข้อมูลปัจจุบัน: ต่างจากที่ลงนาม ๑ แห่ง" in failed[1]
    assert "มาตรการ ๑ ผลการดำเนินการ: …ละอบรมเจ้าหน้าที่ ๒ รุ่น → …ละอบรมเจ้าหน้าที่ ๒ รุ่นๆ" in failed[1]
    assert (tmp_path / "อีกครั้ง.xlsx").read_bytes() == signed
    first = said(calendar, "export", "--year", "2569", "--round", "6", "--layout", "progress", "-o", tmp_path / "6.xlsx", "--db", database)  # fmt: skip
    assert first[0] == 0
    assert f"รหัส {six.code}" in first[2]
    assert MARCH in cells_of(tmp_path / "6.xlsx")
    assert SEPTEMBER not in cells_of(tmp_path / "6.xlsx")


def cells_of(book: Path) -> list[str]:
    rows = load_workbook(book)["รายงาน"].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


# --- what she does -------------------------------------------------------------------------------------------


async def plan(pilot: "Pilot[int]") -> None:
    await press(pilot, "f3", "n")
    await type_thai(pilot, TITLE)
    await keys(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))
    for field, text in (
        ("responsible", "สำนักปลัด"),
        ("period", "ต.ค. ๖๘ – ก.ย. ๖๙"),
        ("method", "ร่างคู่มือ เสนอผู้บริหาร แล้วประกาศใช้"),
    ):
        pilot.app.screen.query_one(f"#{field}").focus()
        await paste(pilot, text)
    await press(pilot, "ctrl+s", "escape")


async def report(pilot: "Pilot[int]", result: str, status: WorkStatus) -> None:
    """Write what was done, over what stood there, and choose the status."""
    await press(pilot, "f3", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))
    pilot.app.screen.query_one("#result").focus()
    await keys(pilot, "ctrl+a")
    await paste(pilot, result)
    pilot.app.screen.query_one("#status", ChoiceRow).choose(status.value)
    await press(pilot, "ctrl+s", "escape")
    (measure,) = store_of(pilot).measures.all(YEAR)
    assert (measure.result, measure.status) == (result, status)


async def sign(pilot: "Pilot[int]", round_of: RoundOf) -> None:
    """Close a round by its keys; for what blocks the signature she writes why it is signed all the same."""
    await press(pilot, "f12")
    await type_thai(pilot, "ปิดรอบและลงนาม")
    await keys(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, RoundsScreen))
    await settle(pilot)
    await keys(pilot, *["up"] * 3, *(["down"] if round_of is RoundOf.TWELVE_MONTHS else []), "f")
    await until(pilot, lambda: isinstance(pilot.app.screen, FreezeForm))
    await until_shown(pilot, "ข้อสังเกต")
    await settle(pilot)
    await keys(pilot, "ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
    if "ทั้งที่ยังมีข้อเหล่านี้" in screen_text(pilot):
        await keys(pilot, "down", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await type_thai(pilot, "หลักฐานเป็นแฟ้มกระดาษ")
        await keys(pilot, "enter")
        await until_shown(pilot, "ปิดรอบและออกรหัสตรวจสอบ")
    await keys(pilot, "down", "enter")
    await until_told(pilot, f"ปิดรอบ {'๖' if round_of is RoundOf.SIX_MONTHS else '๑๒'} เดือนแล้ว")
    await settle(pilot)
    assert standing(store_of(pilot).rounds.all(YEAR), round_of) is not None


async def write(pilot: "Pilot[int]", target: Path) -> None:
    """Print the year's round as it was signed."""
    await press(pilot, "f9")
    await until_shown(pilot, "✓ พิมพ์ตามที่ลงนาม")
    field = pilot.app.screen.query_one("#target", Field)
    field.input.focus()
    field.input.clear()
    await followed(pilot)
    await paste(pilot, str(target))
    await keys(pilot, "enter")
    await until_shown(pilot, "✓ เขียนแล้ว")


async def change_one_letter(pilot: "Pilot[int]") -> None:
    await press(pilot, "f3", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))
    pilot.app.screen.query_one("#result").focus()
    await press(pilot, "ctrl+end")
    await type_thai(pilot, "ๆ")
    await press(pilot, "ctrl+s", "escape")
