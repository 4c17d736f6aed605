"""Real reports broken into lines, judged by ICU, which the breaking does not use."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console
from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import DataTable, Label, OptionList, Static
from textual.widgets._toast import Toast

from ita_tui.thai.cells import cell_width
from ita_tui.thai.words import load_dictionary, pieces
from screens.widgets.thai_layout import install
from screens.widgets.thai_text_area import ThaiTextArea

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.widget import Widget

breakers = pytest.importorskip("icu4py.breakers", reason="icu4py, of the test extra, is not installed")

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")

# Share of breaks, of a hundred, that may part a word that would have fitted the line.
ALLOWED = {16: 3.0, 24: 0.5, 40: 0.5, 60: 0.5, 76: 0.5}
LETTER = re.compile("[\u0e01-\u0e4e]")
NEVER_FIRST = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e\u0e2f]")
NEVER_LAST = re.compile("[\u0e40-\u0e44]$")
LONGEST_WORD = 40
OWN = (
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใสขององค์การบริหารส่วนตำบลบึงหลวง ตามแนวทางการปฏิบัติหน้าที่ของ ป.ป.ช. พ.ศ. ๒๕๖๙ ให้ทุกส่วนราชการ"
    "เผยแพร่ข้อมูลต่าง ๆ บนเว็บไซต์และรายงานผลต่อคณะกรรมการขับเคลื่อน ฯ ภายในกำหนด เพื่อให้ผู้มีส่วนได้ส่วนเสียเข้าถึงได้"
)

Wrap = Callable[[str, int], list[str]]


def by_textual(text: str, width: int) -> list[str]:
    """Paragraphs, labels, notices, dialogs, options."""
    return [line.plain for line in Content(text).wrap(width)]


def by_rich(text: str, width: int) -> list[str]:
    """Cells of tables."""
    return [line.plain for line in Text(text).wrap(Console(), width)]


def by_text_area(text: str, width: int) -> list[str]:
    return WrappedDocument(Document(text), width).get_sections(0)


def by_the_cell(text: str, width: int) -> list[str]:
    """What a program does that knows nothing of Thai: for the judge to be judged by."""
    lines = [""]
    for letter in text:
        if cell_width(lines[-1] + letter) > width:
            lines.append("")
        lines[-1] += letter
    return lines


@cache
def texts_of_reports() -> tuple[str, ...]:
    whole = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return tuple(text for text in re.split(r"[\n\t]", whole) if LETTER.search(text))


@pytest.fixture(autouse=True)
def installed() -> None:
    load_dictionary()
    install()
    pieces(OWN)


@cache
def icu_borders(text: str) -> frozenset[int]:
    at, borders = 0, {0}
    for word in breakers.WordBreaker(text, "th"):
        at += len(word)
        borders.add(at)
    assert at == len(text)
    return frozenset(borders)


@cache
def dictionary_words() -> frozenset[str]:
    from pythainlp.corpus import thai_words

    return frozenset(thai_words())


def breaks(text: str, lines: list[str]) -> Iterator[int]:
    """Where the second and each following line begins in the text; blanks between lines may have been dropped."""
    at = 0
    for number, line in enumerate(lines):
        while not text.startswith(line, at) or (number and not line.strip() and at < len(text)):
            assert text[at : at + 1].isspace(), (text, lines)
            at += 1
        if number and at < len(text):
            yield at
        at += len(line)
    assert not text[at:].strip(), (text, lines)


def word_across(text: str, at: int, width: int) -> str:
    """A word of the dictionary that a break parts although the line has room for it; empty where there is none."""
    for start in range(max(0, at - LONGEST_WORD), at):
        for end in range(at + 1, min(len(text), start + LONGEST_WORD) + 1):
            if text[start:end] in dictionary_words() and cell_width(text[start:end]) <= width:
                return text[start:end]
    return ""


def bad_breaks(texts: tuple[str, ...], wrap: Wrap, width: int) -> tuple[int, list[str]]:
    """How many breaks there are, and those that ICU would not make and that part a word of the dictionary."""
    count, bad = 0, []
    for text in texts:
        for at in breaks(text, wrap(text, width)):
            count += 1
            inside = LETTER.match(text[at]) and LETTER.match(text[at - 1]) and at not in icu_borders(text)
            if inside and (word := word_across(text, at, width)):
                bad.append(f"{text[max(0, at - 12) : at]}|{text[at : at + 12]} ({word})")
    return count, bad


@needs_seeds
@pytest.mark.parametrize("width", ALLOWED)
@pytest.mark.parametrize("wrap", [by_textual, by_rich, by_text_area])
def test_real_reports_are_broken_between_words(wrap: Wrap, width: int) -> None:
    for text in texts_of_reports():
        pieces(text)  # known, as on a screen that has been open for a moment

    count, bad = bad_breaks(texts_of_reports(), wrap, width)

    assert count > 300
    assert 100 * len(bad) / count < ALLOWED[width], bad


@needs_seeds
def test_the_judge_convicts_what_knows_nothing_of_thai() -> None:
    count, bad = bad_breaks(texts_of_reports()[:200], by_the_cell, 24)

    assert 100 * len(bad) / count > 20


@needs_seeds
@pytest.mark.parametrize("width", ALLOWED)
@pytest.mark.parametrize("wrap", [by_textual, by_rich, by_text_area])
def test_no_line_of_a_real_report_begins_or_ends_where_no_reader_would_part_it(
    wrap: Wrap, width: int
) -> None:
    for text in texts_of_reports():
        lines = wrap(text, width)

        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
        for before, line in pairwise(lines):
            assert not NEVER_FIRST.match(line.lstrip()), (before, line)
            assert not NEVER_LAST.search(before.rstrip()), (before, line)
        assert all(cell_width(line.rstrip()) <= width for line in lines)


# --- what is painted ----------------------------------------------------------------------------------------------


class _Dialog(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(OWN, id="dialog", markup=False)


class _Everywhere(App[None]):
    CSS = """
    Screen > Static, Screen > Label { width: 26; height: auto; }
    OptionList { width: 32; height: auto; } ThaiTextArea { width: 32; height: 14; }
    DataTable { width: 40; height: 14; } Toast { width: 32; } #dialog { width: 26; height: auto; }
    """

    def compose(self) -> ComposeResult:
        yield Static(OWN, id="paragraph", markup=False)
        yield Label(OWN, id="label", markup=False)
        yield OptionList(OWN, id="options", markup=False)
        yield DataTable[Text](id="table")
        yield ThaiTextArea(OWN, id="area")

    def on_mount(self) -> None:
        table = self.query_one("#table")
        assert isinstance(table, DataTable)
        table.add_column("ก", width=26)
        table.add_row(Text(OWN), height=12)


@pytest.mark.parametrize(
    "widget", ["#paragraph", "#label", "#options", "#table", "#area", "#dialog", "Toast"]
)
async def test_whatever_shows_a_text_shows_it_broken_between_words(widget: str) -> None:
    app = _Everywhere()
    async with app.run_test(size=(100, 90), notifications=True) as pilot:
        if widget == "#dialog":
            await app.push_screen(_Dialog())
        if widget == "Toast":
            app.notify(OWN, markup=False, timeout=60)
            for _ in range(100):
                if app.screen.query(Toast):
                    break
                await pilot.pause(0.01)
        await pilot.pause()

        lines = _painted(pilot, widget)

        assert len(lines) > 5
        assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", OWN)
        assert bad_breaks((OWN,), lambda _text, _width: lines, 24)[1] == []
        for before, line in pairwise(lines):
            assert not NEVER_FIRST.match(line)
            assert not NEVER_LAST.search(before)


def _painted(pilot: Pilot[Any], selector: str) -> list[str]:
    """The text lines of a widget, read off the picture of the screen."""
    widget: Widget = pilot.app.screen.query_one(Toast if selector == "Toast" else selector)
    strips = pilot.app.screen._compositor.render_strips()
    region: Region = widget.content_region
    painted = [
        strip.crop(region.x, region.right).text.strip("▁▃▅▇█ ") for strip in strips[region.y : region.bottom]
    ]
    return [line for line in painted if len(line) > 1]
