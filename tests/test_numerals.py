"""The numerals of the screen are one choice: it changes what is shown, and nothing that is stored or printed."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import ProgressNote
from ita_tui.domain.respondents import Count
from ita_tui.thai.dates import full_date, long_date, moment, short_date, stored_date, typed_date
from ita_tui.thai.numerals import Numerals, arabic_digits, choose, chosen, digits, said, shown
from screens.export import ExportScreen
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea
from store.database import Store
from tests import command_line
from tests.command_line import REPORT, database_in
from tests.screen_app import NOW, clock, opened, press, sample_database, settle
from tests.store_builders import YEAR, added, begun_store, number_of
from tests.waiting import notices, until_shown

if TYPE_CHECKING:
    from textual.pilot import Pilot

SEVENTEENTH = date(2024, 2, 17)
EVERY = tuple(Numerals)
KEEP_THEIR_DIGITS = (
    "https://itas.example.go.th/go?id=2566&x=๒๕",
    "www.example.go.th/2566",
    "ita2566@example.go.th",
    r"C:\ita\2566\แผน2.xlsx",
    r"\\server1\2566",
    "/srv/2566/ita",
    "example2.go.th/a1",
    "รายงาน๒๕๖๖.pdf",
    "report-2566.xlsx",
)


# --- the words -----------------------------------------------------------------------------------------------


def test_the_program_speaks_in_thai_numerals_until_others_are_chosen() -> None:
    assert chosen() is Numerals.THAI
    assert (digits(2569), digits("16/1"), said("ข้อ ๑ กด F10")) == ("๒๕๖๙", "๑๖/๑", "ข้อ ๑ กด F10")

    choose(Numerals.ARABIC)

    assert chosen() is Numerals.ARABIC
    assert (digits(2569), digits("๑๖/1"), said("ข้อ ๑ กด F10")) == ("2569", "16/1", "ข้อ 1 กด F10")


def test_dates_follow_the_choice_and_what_is_stored_does_not() -> None:
    at = NOW
    thai = [write(SEVENTEENTH) for write in (short_date, long_date, full_date, typed_date)]
    assert thai == ["๑๗ ก.พ. ๖๗", "๑๗ กุมภาพันธ์ ๒๕๖๗", "วันเสาร์ที่ ๑๗ กุมภาพันธ์ ๒๕๖๗", "๑๗/๒/๒๕๖๗"]

    choose(Numerals.ARABIC)

    assert [write(SEVENTEENTH) for write in (short_date, long_date, full_date, typed_date)] == [
        arabic_digits(text) for text in thai
    ]
    assert moment(at, at.date()) == "วันนี้ 10:32"
    assert stored_date(SEVENTEENTH) == "๑๗ ก.พ. ๖๗"


@pytest.mark.parametrize("kept", KEEP_THEIR_DIGITS)
@pytest.mark.parametrize("numerals", EVERY)
def test_links_addresses_paths_and_file_names_keep_their_digits(kept: str, numerals: Numerals) -> None:
    choose(numerals)

    assert shown(f"ปี 2566 ดู {kept} ข้อ ๓") == f"ปี {digits(2566)} ดู {kept} ข้อ {digits(3)}"


def test_digits_after_a_latin_letter_stay_readable_in_thai_numerals() -> None:
    assert shown("กด F10 ข้อ O12 ข้อ 12 ISO9001") == "กด F10 ข้อ O12 ข้อ ๑๒ ISO9001"
    assert shown("รหัส 2570-6-075V-9QXM-2345-81 ครั้งที่ 2") == "รหัส 2570-6-075V-9QXM-2345-81 ครั้งที่ ๒"
    assert shown("โทร 2570-6-0754") == "โทร ๒๕๗๐-๖-๐๗๕๔"

    choose(Numerals.ARABIC)

    assert shown("ข้อ O๑๒") == "ข้อ O12"


@given(st.text(alphabet="กเี่ 0๑9๙a.:/@\\-_pdfhtw\n", max_size=60), st.sampled_from(EVERY))
@settings(deadline=None)
def test_showing_a_text_changes_digits_alone_and_never_its_length(text: str, numerals: Numerals) -> None:
    choose(numerals)
    read = shown(text)

    assert len(read) == len(text)
    assert arabic_digits(read) == arabic_digits(text)
    assert shown(read) == read
    choose(Numerals.THAI)


# --- the screens ---------------------------------------------------------------------------------------------

_WRITTEN = "ผลข้อ 7 และข้อ ๘ ของปี 2569"


@pytest.fixture
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The sample year with digits in both scripts wherever a person writes, the numerals chosen."""
    folder = tmp_path / "ก"
    shutil.copytree(_with_both_scripts().name, folder)
    path = folder / "ita.db"
    with tasks.open_store(path, clock) as store:
        store.preferences.set(tasks.SCREEN_NUMERALS, request.param)
    return path


@cache
def _with_both_scripts() -> TemporaryDirectory[str]:
    """Written once a process, and copied."""
    folder: TemporaryDirectory[str] = TemporaryDirectory(prefix="ita-tui-numerals-")
    year = FiscalYear(2569)
    with tasks.open_store(sample_database(Path(folder.name)), clock) as store:
        for measure in store.measures.all(year):
            changed = replace(
                measure, title=f"{_WRITTEN} {measure.title}", guideline=_WRITTEN, responsible="กอง 1 ๒"
            )
            store.measures.save(changed, why=_WRITTEN)
            store.measures.note(number_of(measure), ProgressNote(NOW.date(), _WRITTEN))
        item = store.disclosure.all(year)[0]
        store.disclosure.save(
            year, replace(item, responsible="กอง 1 และ ๒", note=_WRITTEN, url="https://a.go.th/๑")
        )
    return folder


def strange(pilot: "Pilot[Any]", numerals: Numerals) -> Iterator[str]:
    """Every line on the screen with a digit of the other script; what stands in fields to be edited is passed over.

    Arabic digits beside Latin letters (F10, o12, Ctrl+1, links) are no number of the program's.
    """
    wrong = re.compile(
        "[๐-๙]" if numerals is Numerals.ARABIC else r"(?<![A-Za-z0-9_.:/+-])[0-9]+(?![A-Za-z0-9]|\.[a-z])"
    )
    for widget in pilot.app.screen.walk_children(Widget, with_self=True):
        for line in _lines(widget):
            plain = line.replace("https://a.go.th/๑", "")
            if wrong.search(plain):
                yield f"{type(widget).__name__}#{widget.id}: {plain.strip()}"


def _lines(widget: Widget) -> list[str]:
    if not widget.display or not widget.size or widget.id == "preview" or isinstance(widget, ThaiTextArea):
        return []
    if isinstance(widget, ThaiInput):
        return [] if widget.value else [str(widget.placeholder)]
    if widget.children:
        return []
    height = max(widget.size.height, widget.virtual_size.height)
    return [strip.text for strip in widget.render_lines(Region(0, 0, widget.size.width, height))]


@pytest.mark.story
@pytest.mark.parametrize("database", [Numerals.ARABIC], indirect=True)
async def test_every_room_and_dialog_speaks_in_the_chosen_numerals(database: Path) -> None:
    async with opened(database, (120, 45)) as pilot:
        wrong: list[str] = []
        seen: set[str] = set()
        told: list[str] = []

        async def look(*keys: str) -> None:
            if keys:
                await press(pilot, *keys)
            seen.add(type(pilot.app.screen).__name__)
            told.append(notices(pilot))
            wrong.extend(f"{' '.join(keys)}: {line}" for line in strange(pilot, Numerals.ARABIC))

        await look()
        await look("f1")
        await look("escape", "f3")
        await look("enter")
        await look("pagedown")
        await look("ctrl+e")
        await look("a")
        await look("escape", "escape", "escape", "f4")
        await look("a")
        await look("escape", "e")
        await look("escape", "down")
        await look("down")
        await look("f5")
        await look("f1")
        await look("escape", "enter")
        await look("escape", "space")
        await look("ctrl+z")
        await look("f9")
        for action in ("read_in", "edit_agency", "show_history", "choose_year", "settings"):
            await pilot.app.run_action(action)
            await settle(pilot)
            await look()
            if action == "choose_year":
                options = pilot.app.screen.query_one(OptionList)
                options.highlighted = options.option_count - 1
                await look("enter")
                await press(pilot, "escape")
            await press(pilot, "escape")

        assert not wrong, "\n".join(dict.fromkeys(wrong))
        assert seen == {
            "OverviewScreen", "HelpScreen", "MeasuresScreen", "WalkScreen", "EvidenceScreen", "EvidenceForm",
            "SurveysScreen", "CountForm", "SettingsForm", "DisclosureScreen", "DisclosureForm", "ExportScreen",
            "ReadInScreen", "AgencyForm", "HistoryScreen", "YearsScreen", "SettingsScreen",
        }  # fmt: skip
        assert "ข้อ OIT" in "".join(told)
        assert not re.search("[๐-๙]", "".join(told))


@pytest.mark.parametrize("database", EVERY, indirect=True)
async def test_small_screens_follow_in_either_numerals(
    database: Path, request: pytest.FixtureRequest
) -> None:
    numerals = Numerals(request.node.callspec.params["database"])
    async with opened(database, (80, 24)) as pilot:
        wrong = list(strange(pilot, numerals))
        for keys in (("f3",), ("enter",), ("escape", "f4"), ("f5",), ("home",)):
            await press(pilot, *keys)
            wrong += strange(pilot, numerals)

        assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize("database", [Numerals.ARABIC], indirect=True)
async def test_what_is_typed_before_stays_in_the_fields_as_it_was_written(database: Path) -> None:
    async with opened(database, (120, 45)) as pilot:
        await press(pilot, "f3", "enter")

        assert pilot.app.screen.query_one("#guideline", ThaiTextArea).text == _WRITTEN


@pytest.mark.parametrize("database", [Numerals.THAI], indirect=True)
async def test_a_room_that_is_open_is_written_again_when_others_are_chosen(database: Path) -> None:
    other = {Numerals.THAI: "left", Numerals.ARABIC: "right"}
    async with opened(database, (120, 45)) as pilot:
        for number, room in enumerate(("f2", "f3", "f4", "f5")):
            wanted = (Numerals.ARABIC, Numerals.THAI)[number % 2]
            await press(pilot, room)
            await pilot.app.run_action("settings")
            await settle(pilot)
            await press(pilot, other[wanted], "escape")

            assert chosen() is wanted
            assert not list(strange(pilot, wanted)), room


# --- what does not follow ------------------------------------------------------------------------------------


def _cells(path: Path) -> list[object]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return [
        (cell.coordinate, cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]


@pytest.mark.parametrize("thai", [True, False])
def test_a_printed_report_is_the_same_whatever_the_screen_speaks_in(tmp_path: Path, *, thai: bool) -> None:
    printing = tasks.Printing("progress", thai_numerals=thai, round_of=RoundOf.SIX_MONTHS)
    year = FiscalYear(2569)
    found: dict[Numerals, tuple[list[object], bytes]] = {}
    with tasks.open_store(sample_database(tmp_path / "ก"), clock) as store:
        for numerals in EVERY:
            choose(numerals)
            book = tasks.export_report(store, year, printing, tmp_path / f"{numerals}.xlsx", overwrite=False)
            data = tasks.export_open_format(
                store, year, NOW.date(), tmp_path / f"{numerals}.json", overwrite=False
            )
            found[numerals] = (_cells(book), data.read_bytes())

    assert found[Numerals.THAI] == found[Numerals.ARABIC]
    text = "".join(str(value) for value in found[Numerals.THAI][0])
    assert ("๒๕๖๙" in text) is thai


def _everything_written(store: Store) -> list[str]:
    """A year's work, and all the words of it that the store keeps."""
    measure = added(store)
    store.measures.note(number_of(measure), ProgressNote(SEVENTEENTH, "ประชุมแล้ว"))
    store.measures.save(replace(measure, percent=40), why="ตามบันทึก")
    store.surveys.count(YEAR, Instrument.IIT, Count(date(2026, 1, 5), 12))
    (survey, *_) = store.surveys.all(YEAR)
    store.surveys.remove_count(survey.counts[0].id or 0)
    item = store.disclosure.all(YEAR)[1]
    store.disclosure.save(YEAR, replace(item, note="รอลิงก์"))
    store.measures.remove([number_of(measure)])
    store.history.undo()
    reading = tasks.read_in(REPORT, FiscalYear(2566))
    tasks.take_in(store, reading, FiscalYear(2566), tasks.TakeIn.INTO_EMPTY, REPORT.name)
    kept = [repr(replace(one, id=None)) for one in store.measures.all(FiscalYear(2566))]
    kept += [repr(store.scores.get(FiscalYear(2566))), repr(store.disclosure.all(FiscalYear(2566)))]
    return [*(entry.words for entry in store.history.recent(100)), *kept]


def test_what_is_stored_is_the_same_whatever_the_screen_speaks_in(tmp_path: Path) -> None:
    written: dict[Numerals, list[str]] = {}
    for numerals in EVERY:
        choose(numerals)
        with begun_store(tmp_path / f"{numerals}.db") as store:
            written[numerals] = _everything_written(store)

    assert written[Numerals.ARABIC] == written[Numerals.THAI]
    assert any("จำนวนผู้ตอบ IIT ๑๒ คน ณ ๕ ม.ค. ๖๙" in words for words in written[Numerals.ARABIC])


def test_the_command_line_speaks_as_the_screens_of_its_database_and_json_never_changes(
    tmp_path: Path,
) -> None:
    database = database_in(tmp_path)
    thai, data = (command_line.said("--db", database, "status", *more).out for more in ((), ("--json",)))
    with tasks.open_store(database, command_line.clock) as store:
        store.preferences.set(tasks.SCREEN_NUMERALS, Numerals.ARABIC.value)

    arabic, same = (command_line.said("--db", database, "status", *more).out for more in ((), ("--json",)))

    assert re.search("[๐-๙]", thai)
    assert arabic == arabic_digits(thai) != thai
    choose(Numerals.THAI)
    assert same == data


@pytest.mark.parametrize("database", EVERY, indirect=True)
async def test_export_begins_with_the_numerals_of_the_screen_and_keeps_its_own_choice(
    database: Path, request: pytest.FixtureRequest
) -> None:
    numerals = Numerals(request.node.callspec.params["database"])
    async with opened(database, (120, 45)) as pilot:
        await press(pilot, "f9")
        await until_shown(pilot, "ผลการขับเคลื่อนมาตรการ")
        screen = pilot.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.printing().thai_numerals is (numerals is Numerals.THAI)
        screen.query_one("#numerals", ChoiceRow).focus()
        await press(pilot, "right" if numerals is Numerals.THAI else "left")
        await press(pilot, "f2", "f9")
        await until_shown(pilot, "ผลการขับเคลื่อนมาตรการ")

        again = pilot.app.screen
        assert isinstance(again, ExportScreen)
        assert again.printing().thai_numerals is (numerals is Numerals.ARABIC)
        assert chosen() is numerals
