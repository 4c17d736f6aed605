"""What nobody types on purpose: every field keeps it clean or refuses it with a sentence, and the screen stays whole."""

import asyncio
import codecs
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.clusters import cluster_starts
from ita_tui.thai.typed import clean_input, from_tis_620, one_line
from screens.widgets import foreign_bytes
from screens.widgets.foreign_bytes import DecoderMovedError
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_layout import install
from screens.widgets.thai_text_area import ThaiTextArea
from tests.long_series import length
from tests.screen_app import focus, opened, press, store_of
from tests.typing_thai import followed, press_all

pytestmark = pytest.mark.painted

YEAR = FiscalYear(2569)
FAMILY = "👩\u200d👩\u200d👧"
PARTS = [
    "น้ำที่", "เกี๊ยะ", "\u0e48\u0e49\u0e4d", "\u0e33", "า", "\u0e4d", " ", "\n", "\r\n", "\t", "a", "[/b]", "๑",
    "\ud800", "\udca1\udcd2", "\udcff", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\x9b",
    "مرحبا", "\u064e\u0651", "שלום", "\u05c1", "\u202e", "\u2066", "\u2069", "\u200f", "\u061c",
    FAMILY, "🇹🇭", "🇹", "❤\ufe0f", "👍🏽", "\u200d", "\u200b", "\u200c", "\ufe0f", "\u20e3", "🏴\U000e0067\U000e007f",
    "e\u0301", "q\u0323\u0308", "각", "\u1112\u1161\u11ab", "字", "\u00ad", "\ufeff", "\ufffe", "\ufdd0", "\U0001ffff",
    "x" * 300, "ก" * 300, "\u0e48" * 50, "\u0301" * 50,
]  # fmt: skip
bad_text = st.lists(st.sampled_from(PARTS) | st.characters(), max_size=8).map("".join)
KEYS = ["left", "right", "home", "end", "backspace", "delete", "ctrl+left", "ctrl+w", "shift+left", "ctrl+z"]
deeds = st.lists(bad_text.map(lambda text: ("paste", text)) | st.sampled_from([("key", key) for key in KEYS]))


class Fields(App[None]):
    CSS = "Vertical { width: 34; height: 12; border: round; } ThaiTextArea { height: 6; }"

    def compose(self) -> ComposeResult:
        with Vertical():
            yield ThaiInput(id="line", select_on_focus=False)
            yield ThaiTextArea(id="area")


def assert_straight(pilot: Pilot[Any]) -> None:
    """Every line of the screen has the screen's width, and the box around the fields is not bent."""
    for strip in pilot.app.screen._compositor.render_strips():
        assert sum(cell_len(segment.text) for segment in strip if not segment.control) == pilot.app.size.width


def held(pilot: Pilot[Any]) -> tuple[str, str]:
    return pilot.app.query_one(ThaiInput).value, pilot.app.query_one(ThaiTextArea).text


@pytest.fixture(autouse=True)
def installed() -> None:
    install()


@given(st.lists(st.sampled_from(PARTS) | st.characters(), max_size=12).map("".join))
@settings(deadline=None)
def test_what_is_clean_stays_clean_and_can_be_written_to_a_file(text: str) -> None:
    clean = clean_input(text)

    assert clean_input(clean) == clean
    assert clean.encode().decode() == clean
    assert all(character in "\n\t" or ord(character) >= 32 for character in clean)
    assert "\n" not in one_line(text)


async def act(pilot: Pilot[Any], series: list[tuple[str, str]]) -> None:
    line, area = pilot.app.query_one(ThaiInput), pilot.app.query_one(ThaiTextArea)
    line.value = area.text = ""
    pilot.app.clear_notifications()
    for field in (line, area):
        field.focus()
        await followed(pilot)
        for deed, what in series:
            if deed == "paste":
                pilot.app.post_message(events.Paste(what))
            else:
                await press_all(pilot, [what])
        await followed(pilot)
        assert_straight(pilot)

    row, column = area.cursor_location
    assert (line.value, area.text) == (one_line(line.value), clean_input(area.text))
    assert line.cursor_position in cluster_starts(line.value)
    assert column in cluster_starts(area.document[row])


def test_bad_input_is_kept_clean_and_never_bends_the_screen() -> None:
    app = Fields()
    with asyncio.Runner() as runner:
        running = app.run_test(size=(40, 14))
        pilot = runner.run(running.__aenter__())

        @given(deeds)
        @settings(max_examples=length(8, 100), deadline=None, suppress_health_check=list(HealthCheck))
        def holds(series: list[tuple[str, str]]) -> None:
            runner.run(act(pilot, series))

        try:
            holds()
        finally:
            runner.run(running.__aexit__(None, None, None))


@pytest.fixture
def database(sample_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "ita.db"


async def paste(pilot: Pilot[Any], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await followed(pilot)
    assert_straight(pilot)


BAD = ["".join(PARTS[at : at + 11]) for at in range(0, len(PARTS), 11)]


async def test_search_and_palette_take_anything(database: Path) -> None:
    async with opened(database, (80, 24)) as pilot:
        for keys, selector in ((("f3", "slash"), "#search"), (("f12",), "PaletteScreen ThaiInput")):
            await press(pilot, *keys)
            field = pilot.app.screen.query_one(selector, ThaiInput)
            for bad in BAD:
                field.value = ""
                await paste(pilot, bad)

                assert field.value == one_line(bad)
                assert pilot.app.screen.query_one(selector) is field


async def test_what_is_saved_of_bad_input_is_clean(database: Path) -> None:
    bad = "".join(BAD)
    async with opened(database, (80, 24)) as pilot:
        await press(pilot, "f3", "enter")
        await focus(pilot, "#method")
        pilot.app.screen.query_one("#method", ThaiTextArea).text = ""
        await paste(pilot, bad)
        await press(pilot, "ctrl+s")
        assert store_of(pilot).measures.all(YEAR)[0].method.strip() == clean_input(bad).strip()

        await press(pilot, "ctrl+e", "a")
        await focus(pilot, "#title")
        await paste(pilot, bad)
        await focus(pilot, "#url")
        await paste(pilot, "https://www.example.go.th/\u202eita\ud800")
        await press(pilot, "ctrl+s")
        titles = [piece.title for piece in store_of(pilot).measures.all(YEAR)[0].evidence]
        assert " ".join(one_line(bad).split()) in titles


@pytest.mark.parametrize(("name", "to_the_start"), [("line", "home"), ("area", "ctrl+home")])
async def test_a_hundred_thousand_letters_pasted_are_kept_whole(name: str, to_the_start: str) -> None:
    text = ("การดำเนินงานตามมาตรการที่น้ำ " * 4000)[:100_000].strip()
    app = Fields()
    async with app.run_test(size=(40, 14)) as pilot:
        app.query_one(f"#{name}").focus()
        await followed(pilot)
        await paste(pilot, text)
        await press_all(pilot, ["ก", to_the_start, "delete", "end", "left"])
        assert_straight(pilot)
        line, area = held(pilot)

    assert (line or area) == text[1:] + "ก"


# --- bytes that are not UTF-8 -----------------------------------------------------------------------------------


def the_driver() -> Any:  # noqa: ANN401 (a module)
    return pytest.importorskip("textual.drivers.linux_driver", reason="on Windows no bytes are decoded")


def test_the_driver_lets_bytes_through_that_are_not_utf_8() -> None:
    linux_driver = the_driver()
    foreign_bytes.install()
    decode = linux_driver.getincrementaldecoder("utf-8")().decode

    assert decode("ที่".encode()[:4]) + decode("ที่".encode()[4:]) == "ที่"
    assert decode("กข".encode("cp874") + b"\x1b[201~") == "\udca1\udca2\x1b[201~"


def test_a_driver_that_decodes_elsewhere_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    linux_driver = the_driver()
    monkeypatch.delattr(linux_driver, "getincrementaldecoder")
    foreign_bytes.install.cache_clear()

    with pytest.raises(DecoderMovedError, match="linux_driver"):
        foreign_bytes.install()
    monkeypatch.undo()
    monkeypatch.setattr(linux_driver, "getincrementaldecoder", codecs.getincrementaldecoder)
    foreign_bytes.install()


@pytest.mark.parametrize("text", ["ประชุมคณะกรรมการ น้ำ", "มาตรการที่ ๑ – OIT", "รก\nกก ฤๅษี"])
def test_text_in_tis_620_is_read(text: str) -> None:
    came = text.encode("cp874").decode("utf-8", "surrogateescape")

    assert from_tis_620(came) == text


@pytest.mark.parametrize("came", ["caf\udce9", "\udcff", "\udce0\udca1\ud800", "abc", "ที่\udcff"])
def test_what_is_not_tis_620_is_not_taken_for_it(came: str) -> None:
    assert from_tis_620(came) is None


@pytest.mark.parametrize(
    ("came", "kept", "told"),
    [
        ("กข".encode("cp874").decode("utf-8", "surrogateescape"), "กข", "TIS-620"),
        ("ก\udcff\udcfe ข", "ก ข", "ตัดอักขระที่อ่านไม่ได้ออก ๒ ตัว"),
        ("ก\ud83d", "ก", "ตัดอักขระที่อ่านไม่ได้ออก ๑ ตัว"),
        ("กข", "กข", ""),
    ],
)
async def test_a_paste_of_other_bytes_is_read_or_its_rest_is_kept_and_said(
    came: str, kept: str, told: str
) -> None:
    app = Fields()
    async with app.run_test() as pilot:
        for field in (app.query_one(ThaiInput), app.query_one(ThaiTextArea)):
            app.clear_notifications()
            field.focus()
            await followed(pilot)
            await paste(pilot, came)
            titles = [notice.title for notice in app._notifications]

            assert len(titles) == bool(told)
            assert told in "".join(titles)
        assert held(pilot) == (kept, kept)


async def test_a_key_that_cannot_be_read_is_told_once_and_types_nothing() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        for field in (app.query_one(ThaiInput), app.query_one(ThaiTextArea)):
            app.clear_notifications()
            field.focus()
            await followed(pilot)
            await press_all(pilot, ["\udca1", "\udca2", "ก"])

            assert len(app._notifications) == 1
        assert held(pilot) == ("ก", "ก")
