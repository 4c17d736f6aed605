"""Memo, intro, committee and annex are typed once, seen in the preview, printed and remembered."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from ita_tui import tasks
from ita_tui.report_parts import OwnText, ReportParts, remember, remembered
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.layouts import PLACEHOLDERS
from ita_tui.reports.options import Memo
from ita_tui.reports.page import FormLine, Page, Paragraph, Signatory, Signature, Title
from ita_tui.reports.placeholder_words import NAMES, THAI_WORDS, to_be_edited, unknown_in
from screens.dialogs import Choice
from screens.export import ExportScreen
from screens.report_parts_form import ReportPartsForm
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.thai_text_area import ThaiTextArea
from store.database import Store
from tests.screen_app import opened, sample_database, screen_text, store_of
from tests.test_screen_export import YEAR, cells, result, squeezed, to_export, write_to
from tests.typing_thai import type_thai
from tests.waiting import assert_whole, at_every_size, keys, until, until_shown, until_told

LINE = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
LINES = st.lists(LINE, max_size=3).map(tuple)
OWN = st.builds(OwnText, LINES, used=st.booleans())
PARTS = st.builds(
    ReportParts,
    memo=st.builds(
        Memo,
        number=LINE,
        to=LINE,
        subject=LINE,
        office=LINE,
        paragraphs=LINES,
        signatories=st.lists(st.builds(Signatory, LINE, LINE), max_size=1).map(tuple),
    ),
    with_memo=st.booleans(),
    intros=st.dictionaries(LINE, OWN, max_size=2),
    committees=st.dictionaries(LINE, OWN, max_size=2),
    annex=st.sampled_from(Annex),
    notes=st.booleans(),
)


class Kept(dict[str, str]):
    """Preferences without a database."""

    def set(self, key: str, value: str) -> None:
        self[key] = value


async def to_parts(pilot: Pilot[Any]) -> ReportPartsForm:
    await to_export(pilot)
    await keys(pilot, "m")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReportPartsForm))
    form = pilot.app.screen
    assert isinstance(form, ReportPartsForm)
    return form


def export_screen(pilot: Pilot[Any]) -> ExportScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


def page_of(store: Store, screen: ExportScreen) -> Page:
    return tasks.page(store, YEAR, screen.printing())


@pytest.mark.story
async def test_a_memo_is_typed_printed_as_the_first_page_and_remembered(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    async with opened(database, (80, 24)) as pilot:
        form = await to_parts(pilot)
        assert "ลงวันที่" not in screen_text(pilot)
        await keys(pilot, "right")
        await until_shown(pilot, "ลงวันที่")
        assert_whole(pilot)
        for name, typed in (
            ("number", "ทต ๗๑๐๐๑/๑๒"),
            ("to", "นายกองค์การบริหารส่วนตำบล"),
            ("signer", "นางสาวน้ำใจ ดีงาม"),
            ("position", "ปลัดองค์การบริหารส่วนตำบล"),
        ):
            form.query_one(f"#{name}", Field).input.focus()
            await type_thai(pilot, typed)
        form.query_one("#paragraphs", ThaiTextArea).focus()
        await type_thai(pilot, "ขอรายงานผลของ{หน่วยงาน} ปี {ปี}")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "มีบันทึกข้อความ ลงวันที่พิมพ์")
        await until_shown(pilot, "บันทึกข้อความ")
        await write_to(pilot, tmp_path / "บันทึก.xlsx")
        await until(pilot, lambda: "เขียนแล้ว" in result(pilot))
    async with opened(database) as pilot:
        screen = await to_export(pilot)
        parts = page_of(store_of(pilot), screen).memo

    assert isinstance(parts[0], Title)
    assert parts[0].lines == ("บันทึกข้อความ",)
    fields = {label: words for part in parts if isinstance(part, FormLine) for label, words in part.fields}
    assert fields["ที่"] == "ทต ๗๑๐๐๑/๑๒"
    assert fields["วันที่"].startswith("๑๘ มีนาคม ๒๕๖๙")
    assert fields["เรียน"] == "นายกองค์การบริหารส่วนตำบล"
    assert any(
        "ปี ๒๕๖๙" in part.text and "ทุ่งตะวันฉาย" in part.text for part in parts if isinstance(part, Paragraph)
    )
    first = next(part for part in parts if isinstance(part, Signature))
    assert first.signatures[0][1:] == ("(นางสาวน้ำใจ ดีงาม)", "ปลัดองค์การบริหารส่วนตำบล")
    printed = squeezed(cells(tmp_path / "บันทึก.xlsx"))
    assert all(squeezed(words) in printed for words in ("ทต ๗๑๐๐๑/๑๒", "(นางสาวน้ำใจ ดีงาม)"))


@pytest.mark.story
async def test_intro_and_committee_begin_as_the_layouts_and_are_kept_for_that_layout_alone(
    tmp_path: Path,
) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        form = await to_parts(pilot)
        await at_every_size(pilot, "ความนำ")
        form.query_one("#own-intro", ChoiceRow).focus()
        await keys(pilot, "right")
        area = form.query_one("#intro", ThaiTextArea)
        assert "{หน่วยงาน}" in area.text
        assert "{agency}" not in area.text
        area.focus()
        area.select_all()
        await type_thai(pilot, "ปี {ปีของคะแนน} ได้ {คะแนน} คะแนน ระดับ {ระดับ} {ปปี}")
        await until_shown(pilot, "ไม่รู้จัก {ปปี}")
        form.query_one("#own-committee", ChoiceRow).focus()
        await keys(pilot, "right")
        form.query_one("#committee", ThaiTextArea).focus()
        form.query_one("#committee", ThaiTextArea).select_all()
        await type_thai(pilot, "คณะทำงานของ{หน่วยงาน}")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "ความนำที่แก้เอง")

        screen = export_screen(pilot)
        store = store_of(pilot)
        page = page_of(store, screen)
        scores = store.report(YEAR).scores
        assert scores is not None
        intro = next(part.text for part in page.parts if isinstance(part, Paragraph))
        assert intro.startswith("ปี ๒๕๖๘ ได้ ")
        assert intro.endswith("{ปปี}")
        assert "{คะแนน}" not in intro
        signature = next(part for part in page.parts if isinstance(part, Signature))
        assert signature.committee[0].startswith("คณะทำงานของ")

        screen.query_one("#layout", ChoiceRow).choose("plan")
        await until_shown(pilot, "ตามแบบรายงาน ไม่มีบันทึกข้อความ")
        assert screen.printing().intro is None


@pytest.mark.story
async def test_the_annex_is_chosen_and_a_date_that_is_none_keeps_the_form_open(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        form = await to_parts(pilot)
        form.query_one("#annex", ChoiceRow).focus()
        await keys(pilot, "right", "right")
        form.query_one("#with-memo", ChoiceRow).focus()
        await keys(pilot, "right")
        dated = form.query_one("#dated", Field)
        dated.input.focus()
        dated.input.clear()
        await type_thai(pilot, "๓๑ ก.พ. ๖๙")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: bool(dated.complaint))
        assert pilot.app.screen is form
        dated.input.clear()
        await type_thai(pilot, "๒ มี.ค. ๖๙")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "บัญชีหลักฐานเรียงตามข้อ OIT")

        screen = export_screen(pilot)
        assert screen.printing().annex is Annex.BY_ITEM
        memo = screen.printing().memo
        assert memo is not None
        assert memo.dated == date(2026, 3, 2)


@pytest.mark.story
async def test_what_is_typed_is_never_lost_unasked(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        form = await to_parts(pilot)
        await keys(pilot, "right", "tab")
        await type_thai(pilot, "สำนักปลัด")
        await keys(pilot, "f2")
        await until_told(pilot, "ยังมีข้อความที่พิมพ์ไว้")
        assert pilot.app.screen is form
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await keys(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is form)
        assert form.query_one("#office", Field).value == "สำนักปลัด"


@given(PARTS)
@settings(deadline=None)
def test_what_is_remembered_is_what_was_kept(parts: ReportParts) -> None:
    kept = Kept()

    remember(kept, parts)  # type: ignore[arg-type]

    assert remembered(kept) == parts  # type: ignore[arg-type]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | LINE,
        lambda one: (
            st.lists(one)
            | st.dictionaries(
                st.sampled_from(
                    ["memo", "intros", "committees", "annex", "notes", "with_memo", "signatories", "lines"]
                ),
                one,
            )
        ),
    )
)
@settings(deadline=None)
def test_whatever_stands_in_the_preferences_a_report_can_be_printed(kept: object) -> None:
    import json

    assert isinstance(remembered(Kept(report_parts=json.dumps(kept))), ReportParts)  # type: ignore[arg-type]


def test_every_placeholder_of_layouts_has_a_word_of_its_own() -> None:
    assert set(PLACEHOLDERS) <= set(THAI_WORDS)
    assert len(NAMES) == len(THAI_WORDS)
    for layout in tasks.layout_choice(None).usable:
        for template in (*layout.intro, *layout.committee):
            assert unknown_in(to_be_edited(template)) == ()
