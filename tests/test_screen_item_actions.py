"""F5, what is done about one item from the list: seen today, evidence, owners, the program's own items."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import SelectionList

from ita_tui import own_items, tasks
from ita_tui.app import ItaApp
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.fiscal_year import FiscalYear
from screens.dialogs import Choice
from screens.disclosure_form import DisclosureForm
from screens.item_evidence import ItemEvidenceScreen
from screens.walk import WalkScreen
from screens.widgets.thai_input import ThaiInput
from tests.items_room import SMALL, YEAR, item, items
from tests.screen_app import (
    NOW,
    clock,
    enter,
    focus,
    press,
    sample_database,
    screen_text,
    settle,
    store_of,
)
from tests.typing_thai import type_thai
from tests.waiting import notices, until, until_shown, until_told

LATER = FiscalYear(2570)
SITE = "https://www.tungtawanchai.example"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


def content(path: Path | str) -> bytes:
    return Path(path).read_bytes()


def entries(pilot: Pilot[int]) -> int:
    last = store_of(pilot).history.last()
    return last.id if last else 0


def owners(pilot: Pilot[int], code: str) -> list[int]:
    return [m.number for m in store_of(pilot).measures.all(YEAR) if code in m.items]


# --- the item under the cursor -----------------------------------------------------------------------------------


async def test_one_key_notes_that_an_item_was_seen_today_and_the_form_takes_any_day_and_sections(
    database: Path,
) -> None:
    async with items(database) as pilot:
        await type_thai(pilot, "ะ")  # the Thai letter on the T key
        await settle(pilot)
        assert item(pilot, "o1").seen == NOW.date()
        assert "✓ เห็น" in screen_text(pilot)
        await until_shown(pilot, "เห็น ๑๘ มี.ค. ๖๙ · https://")
        before = entries(pilot)
        await press(pilot, "t")
        assert entries(pilot) == before  # nothing new
        await press(pilot, "ctrl+z")
        assert item(pilot, "o1").seen is None

        await press(pilot, *["down"] * 20, "t")
        assert "สถานะยังเป็นยังไม่เผยแพร่" in notices(pilot)

        await press(pilot, "enter", "ctrl+g")
        await focus(pilot, "#typed")
        await type_thai(pilot, "งานตรวจสอบ\n")
        await press(pilot, "ctrl+s")
        await enter(pilot, "seen", "๓๑/๒/๒๕๖๙")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, DisclosureForm)  # no such day
        await enter(pilot, "seen", "๑๖ ม.ค. ๖๙")
        await press(pilot, "ctrl+s")
        kept = item(pilot, "o21")
        assert kept.sections == ("งานตรวจสอบ",)
        assert str(kept.seen) == "2026-01-16"


async def test_evidence_of_an_item_is_attached_used_opened_detached_and_undone(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[Path | str] = []
    monkeypatch.setattr("screens.evidence.open_with_desktop", handed.append)
    source = tmp_path / "ภาพหน้าเว็บ.png"
    source.write_bytes(b"png")
    async with items(database) as pilot:
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, ItemEvidenceScreen)
        assert "หลักฐานของข้อ o1 (๐)" in screen_text(pilot)
        await press(pilot, "a")
        await type_thai(pilot, str(source))
        await press(pilot, "enter")
        await until_shown(pilot, "หลักฐานของข้อ o1 (๑)")
        await press(pilot, "a")
        pilot.app.screen.query_one("#url", ThaiInput).value = f"{SITE}/proof"
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "หลักฐานของข้อ o1 (๒)")
        await press(pilot, "enter")
        await until(pilot, lambda: bool(handed))
        assert content(handed[0]) == b"png"

        await press(pilot, "u")
        assert isinstance(pilot.app.screen, Choice)
        await press(pilot, "enter")
        await until_shown(pilot, "หลักฐานของข้อ o1 (๓)")
        borrowed = item(pilot, "o1").evidence[2]
        assert any(borrowed.id == e.id for m in store_of(pilot).measures.all(YEAR) for e in m.evidence)
        await press(pilot, "home", "delete", "down", "enter")
        await until_shown(pilot, "หลักฐานของข้อ o1 (๒)")
        await press(pilot, "ctrl+z")
        await until_shown(pilot, "หลักฐานของข้อ o1 (๓)")
        assert isinstance(pilot.app.screen, ItemEvidenceScreen)

        await press(pilot, "escape")
        await until_shown(pilot, "หลักฐาน ๓")
        await pilot.resize_terminal(120, 40)
        await until_shown(pilot, "ภาพหน้าเว็บ.png")


async def test_owning_measures_are_picked_with_one_key_as_one_step_and_opened_with_another(
    database: Path,
) -> None:
    async with items(database) as pilot:
        await press(pilot, "w")
        assert "ข้อนี้ยังไม่เกี่ยวข้องกับมาตรการใด" in notices(pilot)
        before = entries(pilot)
        await press(pilot, "m")
        pilot.app.screen.query_one(SelectionList).focus()
        await press(pilot, "space", "down", "down", "space", "ctrl+s")
        assert owners(pilot, "o1") == [1, 3]
        assert entries(pilot) == before + 1

        await press(pilot, "w")
        walk = pilot.app.screen
        assert isinstance(walk, WalkScreen)
        numbers = {m.id: m.number for m in store_of(pilot).measures.all(YEAR)}
        assert [numbers[one] for one in walk.ids] == [1, 3]
        await press(pilot, "escape", "ctrl+z")
        assert owners(pilot, "o1") == []


# --- the items about this very work ------------------------------------------------------------------------------


async def test_an_own_item_tells_what_the_program_has_and_is_filled_with_one_key(
    database: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "เอกสาร"
    folder.mkdir()
    with tasks.open_store(database, clock) as store:
        store.preferences.set("export_folder", str(folder))
        plain = next(one for one in store.disclosure.all(YEAR) if one.code == "o25")
        store.disclosure.save(YEAR, DisclosureItem("o25", plain.name, id=plain.id))
    async with items(database) as pilot:
        assert "g จัดทำ" not in screen_text(pilot)
        await press(pilot, "g")
        await until_told(pilot, "ใช้ได้เฉพาะข้อ o25 และ o26")
        await press(pilot, *["down"] * 24)
        await until_shown(pilot, "แผนมาตรการปี ๒๕๖๙: ๑๒ มาตรการ")
        assert "g จัดทำ" in screen_text(pilot)
        first = entries(pilot)
        await press(pilot, "g")
        await until(pilot, lambda: "จัดทำจากโปรแกรมแล้ว" in notices(pilot))

        (made,) = folder.iterdir()
        assert made.read_bytes().startswith(b"%PDF")
        told = notices(pilot)
        assert str(made) in told
        assert "เหลือ: นำไฟล์ขึ้นเว็บไซต์ · ใส่ลิงก์ (↵)" in told
        assert item(pilot, "o25").status is DisclosureStatus.PREPARING
        assert item(pilot, "o25").evidence[0].files[0].name == made.name
        assert entries(pilot) == first + 1
        await until_shown(pilot, "◐ กำลังจัดเตรียม")

        await press(pilot, "down", "g")
        await until_told(pilot, "ยังไม่มีปีงบประมาณ ๒๕๖๘ ในโปรแกรม")
        assert len(list(folder.iterdir())) == 1


async def test_the_year_is_asked_where_a_report_may_be_about_two(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[own_items.OwnPrinting] = []
    year = FiscalYear(2566)

    def made(_store: object, _year: object, printing: own_items.OwnPrinting) -> own_items.Made:
        wanted.append(printing)
        return own_items.Made(printing.target, DisclosureItem(printing.code, "รายงาน"))

    monkeypatch.setattr(own_items, "make_own", made)
    with tasks.open_store(database, clock) as store:
        measure = replace(store.measures.all(YEAR)[0], id=None, evidence=(), notes=(), items=())
        for one in (year.previous(), year):
            tasks.begin_year(store, one)
            store.measures.add(one, [measure])
    app = ItaApp(database, clock=clock, year=year)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "f5", "ctrl+end")
        await until_shown(pilot, "รายงานผลตามมาตรการปี ๒๕๖๖: ๑ มาตรการ")
        await press(pilot, "g")
        assert isinstance(pilot.app.screen, Choice)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: bool(wanted))

        assert wanted[0].state.covers == year.previous()
        assert wanted[0].code == "o43"
