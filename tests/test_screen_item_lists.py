"""F5, what is done about many items at once: a pasted list of links, and what last year's items become."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.fiscal_year import FiscalYear
from screens.carry_over import CarryOverScreen
from screens.disclosure import DisclosureScreen
from screens.link_list import LinksPreview, LinksTextDialog
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_text_area import ThaiTextArea
from store.refusals import DiskRefusedError
from tests.items_room import YEAR, item, items
from tests.screen_app import (
    NOW,
    clock,
    focus,
    press,
    sample_database,
    screen_text,
    store_of,
)
from tests.waiting import at_every_size, notices, until, until_shown, until_told

LATER = FiscalYear(2570)
SITE = "https://www.tungtawanchai.example"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


def entries(pilot: Pilot[int]) -> int:
    last = store_of(pilot).history.last()
    return last.id if last else 0


def owners(pilot: Pilot[int], code: str) -> list[int]:
    return [m.number for m in store_of(pilot).measures.all(YEAR) if code in m.items]


# --- a list of links ---------------------------------------------------------------------------------------------

PASTED = f"""ลำดับ\tข้อ\tลิงก์
1\tO1\t{SITE}/ita/new-structure
ข้อ ๐๗ : {SITE}/ita/report
o12 {SITE}/a {SITE}/b
o18 https:/www.tungtawanchai.example/๑๘
o2 {SITE}/ita/executives
o99 {SITE}/x
{SITE}/bare"""


async def pasted(pilot: Pilot[int], text: str) -> LinksPreview:
    await press(pilot, "p")
    pilot.app.screen.query_one(ThaiTextArea).load_text(text)
    await press(pilot, "ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, LinksPreview))
    preview = pilot.app.screen
    assert isinstance(preview, LinksPreview)
    return preview


async def test_a_pasted_list_is_shown_ticked_taken_and_undone_as_one(database: Path) -> None:
    async with items(database) as pilot:
        before, first = store_of(pilot).disclosure.all(YEAR), entries(pilot)
        preview = await pasted(pilot, PASTED)
        assert {preview.found[key].code for key in preview.ticked} == {"o1", "o2", "o7"}
        await at_every_size(pilot, "จับคู่ได้ ๓", "น่าสงสัย ๓", "จับคู่ไม่ได้ ๓", "…", "เหมือนเดิม")
        assert "เดิม https://www.tungtawanchai.example/ita/structure" in screen_text(pilot)
        assert "ใหม่ https://www.tungtawanchai.example/ita/new-structure" in screen_text(pilot)
        await press(
            pilot, "down", "down", "down", "space", "down", "space"
        )  # of two links for o12 the second
        assert min(preview.given[key] for key in preview.ticked) == f"{SITE}/b"
        await press(pilot, "down", "ctrl+r")
        assert "https://www.tungtawanchai.example/18" in screen_text(pilot)
        await press(pilot, "end")
        await until_shown(pilot, "บรรทัดที่ ๘ · ไม่รู้ว่าเป็นลิงก์ของข้อใด")
        await focus(pilot, "#status")
        await press(pilot, "right", "tab", "right", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, LinksTextDialog))

        assert "บันทึก ๕ ข้อ" in notices(pilot)
        await at_every_size(pilot, "บันทึก ๕ ข้อ เหลือ ๓ บรรทัด")
        rest = pilot.app.screen.query_one(ThaiTextArea).text
        assert rest == f"ลำดับ\tข้อ\tลิงก์\no99 {SITE}/x\n{SITE}/bare"
        await press(pilot, "escape", "end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, DisclosureScreen))
        assert entries(pilot) == first + 1
        links = {code: item(pilot, code).url for code in ("o1", "o2", "o7", "o12", "o18")}
        assert links == {
            "o1": f"{SITE}/ita/new-structure",
            "o2": f"{SITE}/ita/executives",
            "o7": f"{SITE}/ita/report",
            "o12": f"{SITE}/b",
            "o18": f"{SITE}/18",
        }
        assert {item(pilot, code).seen for code in links} == {NOW.date()}
        assert {item(pilot, code).status for code in links} == {DisclosureStatus.PUBLISHED}
        await press(pilot, "ctrl+z")
        assert store_of(pilot).disclosure.all(YEAR) == before


async def test_the_text_comes_back_until_its_links_are_saved_and_is_never_dropped_unasked(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DiskRefusedError

    async with items(database) as pilot:
        await press(pilot, "p", "ctrl+s")
        assert "ยังไม่มีข้อความ" in notices(pilot)
        await press(pilot, "escape", "p")
        assert isinstance(pilot.app.screen, LinksTextDialog)
        await press(pilot, "escape")
        preview = await pasted(pilot, f"{SITE}/1\n-\n{SITE}/3")
        assert preview.can_be_ticked() == ()
        await press(pilot, "ctrl+s")
        assert "ยังไม่ได้เลือกรายการใด" in notices(pilot)
        await press(pilot, "escape")
        dialog = pilot.app.screen
        assert isinstance(dialog, LinksTextDialog)
        assert dialog.query_one(ThaiTextArea).text == f"{SITE}/1\n-\n{SITE}/3"
        await press(pilot, "f2")
        assert pilot.app.screen is dialog  # not left with text in it
        dialog.query_one(ChoiceRow).focus()
        await press(pilot, "right", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, LinksPreview))
        with monkeypatch.context() as full:
            full.setattr(store_of(pilot).disclosure, "save_each", refuse)
            await press(pilot, "ctrl+s")
            await until_told(pilot, "พื้นที่ดิสก์เต็ม")
            assert isinstance(pilot.app.screen, LinksPreview)
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, DisclosureScreen))
        assert (item(pilot, "o1").url, item(pilot, "o3").url) == (f"{SITE}/1", f"{SITE}/3")


async def test_an_unmatched_line_is_given_its_item_and_what_is_left_comes_back_until_nothing_is(
    database: Path,
) -> None:
    async with items(database) as pilot:
        preview = await pasted(pilot, f"o1 {SITE}/1\nหน้าเว็บ {SITE}/2\n12 {SITE}/12\nหัวเรื่อง")
        assert preview.ticked == {"0"}
        await press(pilot, "ctrl+r")
        await until_told(pilot, "จึงไม่มีสิ่งที่ต้องแก้")
        await press(pilot, "end", "ctrl+r")
        await until_told(pilot, "กด Esc เพื่อกลับไปแก้ข้อความ")
        await press(pilot, "enter")
        await until_told(pilot, "ไม่มีลิงก์ในบรรทัดนี้")
        await press(pilot, "up", "ctrl+r")
        await until_told(pilot, "กด ↵ เพื่อเลือกข้อก่อน")
        await press(pilot, "enter")
        choice = pilot.app.screen.query_one(OptionList)
        choice.highlighted = choice.get_option_index("o7")
        await press(pilot, "enter")
        assert {preview.found[key].code for key in preview.ticked} == {"o1", "o7"}
        await until_shown(pilot, "จับคู่ไม่ได้ ๑")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, LinksTextDialog))
        assert "บันทึก ๒ ข้อ เหลือ ๒ บรรทัด" in screen_text(pilot)
        area = pilot.app.screen.query_one(ThaiTextArea)
        assert area.text == f"12 {SITE}/12\nหัวเรื่อง"
        assert (item(pilot, "o1").url, item(pilot, "o7").url) == (f"{SITE}/1", f"{SITE}/2")

        area.load_text(f"o12 {SITE}/12")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, LinksPreview))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, DisclosureScreen))
        assert item(pilot, "o12").url == f"{SITE}/12"


# --- last year's items -------------------------------------------------------------------------------------------


async def test_carrying_over_says_what_to_do_where_last_year_is_not_there(database: Path) -> None:
    async with items(database) as pilot:
        await press(pilot, "y")
        await until_told(pilot, "ยังไม่มีปีงบประมาณ ๒๕๖๘")
        assert isinstance(pilot.app.screen, DisclosureScreen)


@pytest.mark.story
async def test_last_years_items_are_mapped_chosen_and_carried_over_as_one_step(database: Path) -> None:
    before = YEAR.previous()
    with tasks.open_store(database, clock) as store:
        tasks.begin_year(store, before)
        kept = {one.code: one for one in store.disclosure.all(before)}
        for code, division in (("o1", "กองช่าง"), ("o12", "กองคลัง"), ("o11", "กองคลัง"), ("o27", "สำนักปลัด")):
            store.disclosure.save(before, replace(kept[code], divisions=(division,), url=f"{SITE}/{code}"))
        for one in store.disclosure.all(YEAR):
            empty = replace(one, responsible="", divisions=(), sections=())
            store.disclosure.save(YEAR, one if one.code == "o1" else empty)
    async with items(database) as pilot:
        first = entries(pilot)
        await press(pilot, "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, CarryOverScreen))
        screen = pilot.app.screen
        assert isinstance(screen, CarryOverScreen)
        # o1 has somebody in this year already, o11 has no successor.
        assert screen.ticked == {"o12", "o27"}
        await at_every_size(pilot, "[✓] o12 รายการ", "→ o11", "ไม่ยกมา", "ปีก่อน: กองช่าง · ปีนี้: สำนักปลัด")
        assert "ลิงก์ปีก่อน https://www.tungtawanchai.example/o1" in screen_text(pilot)
        await press(pilot, "space", *["down"] * 10, "space")
        assert screen.ticked == {"o1", "o12", "o27"}  # o11 has nowhere to go yet
        await press(pilot, "enter")
        choice = pilot.app.screen.query_one(OptionList)
        choice.highlighted = choice.get_option_index("o7")
        await press(pilot, "enter", "l")
        assert "o11" in screen.ticked
        assert "ลิงก์ปีก่อน https://www.tungtawanchai.example/o11 (ยกมาด้วย)" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, DisclosureScreen))

        assert "ยกมาแล้ว ๔ ข้อ" in notices(pilot)
        assert entries(pilot) == first + 1
        divisions = {code: item(pilot, code).divisions for code in ("o1", "o7", "o11", "o25", "o12")}
        assert divisions == {
            "o1": ("กองช่าง",), "o7": ("กองคลัง",), "o11": ("กองคลัง",), "o25": ("สำนักปลัด",), "o12": (),
        }  # fmt: skip
        assert item(pilot, "o7").url == f"{SITE}/o11"
        assert item(pilot, "o11").url != f"{SITE}/o12"
        await press(pilot, "ctrl+z")
        assert item(pilot, "o7").divisions == ()
