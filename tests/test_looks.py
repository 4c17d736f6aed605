"""Old and plain terminals: ASCII twins of signs, no colours, what the environment says, and what she chose."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot

from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.measure_list import Flag
from ita_tui.thai.numerals import Numerals
from screens.looks import Colours, Looks, Signs, Terminal, put_on, remember, remembered, terminal_of
from screens.widgets.no_colours import NoColours
from screens.widgets.plain_signs import PlainSigns, plain
from store.database import Store
from tests.emulated_console import PROGRAM, EmulatedConsole
from tests.painting import ASCII_OR_THAI, assert_plain, painted
from tests.screen_app import opened, press, sample_database, screen_text
from tests.store_builders import standing_clock
from tests.typing_thai import followed

GOOD = Terminal(Signs.DRAWN, Colours.FULL)


# --- signs -----------------------------------------------------------------------------------------------------


# Rich gives no width to what follows a joiner; a Thai letter there is drawn all the same.
@given(
    st.text().filter(lambda text: not re.search("\u200d[\u0e00-\u0e7f]", text))
    | st.text(st.sampled_from("✓◐█░│╭…ที่น้ำ é日👩\ufe0f\u0301x"))
)
@settings(deadline=None)
def test_twins_are_as_wide_as_what_they_stand_for_and_leave_thai_alone(text: str) -> None:
    drawn = plain(text)

    assert cell_len(drawn) == cell_len(text)
    assert ASCII_OR_THAI.fullmatch(drawn)
    assert re.findall("[\u0e00-\u0e7f]", drawn) == re.findall("[\u0e00-\u0e7f]", text)
    assert plain(drawn) == drawn


def test_signs_that_stand_beside_each_other_have_different_twins() -> None:
    statuses = [status.sign for status in WorkStatus]
    flags = [flag.sign for flag in Flag]
    items = [status.sign for status in DisclosureStatus]

    for signs in ([*statuses, *flags], [*items, *flags]):
        assert len({plain(sign) for sign in signs}) == len(set(signs))
    assert len({plain(end) for end in "▏█░│"}) == 4


@pytest.mark.parametrize("first", [0x2500, 0x2580])
def test_every_line_and_block_has_a_twin(first: int) -> None:
    last = 0x2580 if first == 0x2500 else 0x25A0

    assert [chr(code) for code in range(first, last) if plain(chr(code)) in {"?", chr(code)}] == []


def test_every_sign_in_the_source_of_the_screens_has_a_twin() -> None:
    screens = Path(__file__).parents[1] / "screens"
    sources = "".join(path.read_text(encoding="utf-8") for path in screens.rglob("*.py"))
    signs = set(re.sub("[\x00-\x7f\u0e00-\u0e7f]", "", sources))

    assert "↵" in signs
    assert {sign for sign in signs if "?" in plain(sign)} == set()


def test_a_border_of_twins_is_a_border() -> None:
    assert plain("╭─┬─╮│┃╰━┴═┘╌┆") == "+-+-+||+-+-+-|"


def test_a_longer_bar_and_a_higher_column_still_look_so() -> None:
    weight = {" ": 0, ".": 0, "_": 1, "-": 2, "=": 3, "#": 4}

    for ladder in (" ▁▂▃▄▅▆▇█", "░▏▎▍▌▋▊▉█"):
        weights = [weight[plain(step)] for step in ladder]
        assert all(low <= high for low, high in pairwise(weights))
        assert weights[0] < weights[4] < weights[8]


def test_letters_of_other_scripts_lose_their_accent_or_become_question_marks() -> None:
    assert plain("Café ที่ ๒ ม²") == "Cafe ที่ ๒ ม2"
    assert plain("日本") == "????"
    assert plain("Ω 👩‍👩‍👧") == "? ??"


def test_what_is_drawn_in_twins_stays_in_the_field_as_it_was_typed() -> None:
    segments = PlainSigns().apply([Segment("«น้ำ» ✓", Style(bold=True))], Color(0, 0, 0))

    assert segments == [Segment('"น้ำ" v', Style(bold=True))]


# --- no colours ------------------------------------------------------------------------------------------------


def test_without_colours_a_lit_ground_is_reversed_and_a_raised_one_underlined() -> None:
    def attributes(style: str) -> Style:
        (segment,) = NoColours().apply([Segment("ก", Style.parse(style))], Color(0, 0, 0))
        assert segment.style is not None
        assert segment.style.color is None
        assert segment.style.bgcolor is None
        return segment.style

    assert attributes("#000000 on #ffffff").reverse
    assert not attributes("bold #ff0000 on #000000").reverse
    assert attributes("bold #ff0000 on #000000").bold
    assert attributes("reverse #ffffff on #000000").reverse
    assert not attributes("reverse #000000 on #ffffff").reverse
    assert attributes("#ffffff on #010101").underline
    assert attributes("reverse").reverse


def test_what_the_mouse_finds_under_a_letter_stays_without_colours() -> None:
    (segment,) = NoColours().apply([Segment("ก", Style(color="red", meta={"row": 3}))], Color(0, 0, 0))

    assert segment.style is not None
    assert segment.style.meta == {"row": 3}


# --- what the environment says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "color_system", "signs", "colours"),
    [
        ({"TERM": "xterm-256color"}, "256", Signs.DRAWN, Colours.FULL),
        ({}, "truecolor", Signs.DRAWN, Colours.FULL),
        ({"TERM": "xterm"}, "standard", Signs.DRAWN, Colours.SIXTEEN),
        ({"TERM": "screen-16color"}, "standard", Signs.DRAWN, Colours.SIXTEEN),
        ({"TERM": "linux"}, "standard", Signs.ASCII, Colours.SIXTEEN),
        ({"TERM": "vt100"}, "standard", Signs.ASCII, Colours.NONE),
        ({"TERM": "VT220"}, "standard", Signs.ASCII, Colours.NONE),
        ({"TERM": "xterm-mono"}, "standard", Signs.DRAWN, Colours.NONE),
        ({"TERM": "dumb"}, None, Signs.ASCII, Colours.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "256", Signs.DRAWN, Colours.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256", Signs.DRAWN, Colours.FULL),
        ({"TERM": "xterm-256color", "ITA_TUI_ASCII": "1"}, "256", Signs.ASCII, Colours.FULL),
        ({"TERM": "xterm-256color", "ITA_TUI_ASCII": "0"}, "256", Signs.DRAWN, Colours.FULL),
    ],
)
def test_the_terminal_is_known_by_its_environment(
    environ: dict[str, str], color_system: str | None, signs: Signs, colours: Colours
) -> None:
    assert terminal_of(environ, color_system).shown(Looks()) == (signs, colours)


def test_an_old_console_gets_old_signs_but_windows_terminal_has_all_of_them() -> None:
    assert terminal_of({}, "truecolor", old_console=True).signs is Signs.ASCII
    assert terminal_of({"WT_SESSION": "1"}, "truecolor", old_console=True).signs is Signs.DRAWN


def test_a_choice_wins_over_what_the_terminal_says_and_a_variable_over_the_choice() -> None:
    chosen = Looks(signs=Signs.DRAWN, colours=Colours.FULL)

    assert terminal_of({"TERM": "vt100"}, "standard").shown(chosen) == (Signs.DRAWN, Colours.FULL)
    insists = terminal_of({"NO_COLOR": "1", "ITA_TUI_ASCII": "1"}, "truecolor")
    assert insists.shown(chosen) == (Signs.ASCII, Colours.NONE)


def test_choices_are_remembered_with_the_database(tmp_path: Path) -> None:
    chosen = Looks(Numerals.ARABIC, Signs.ASCII, Colours.SIXTEEN)

    with Store.open(tmp_path / "ita.db", clock=standing_clock) as store:
        assert remembered(store.preferences) == Looks()
        remember(store.preferences, chosen)
    with Store.open(tmp_path / "ita.db", clock=standing_clock) as store:
        assert remembered(store.preferences) == chosen
        store.preferences.set("screen_signs", "hologram")
        assert remembered(store.preferences) == Looks(Numerals.ARABIC, Signs.AUTOMATIC, Colours.SIXTEEN)


# --- live ------------------------------------------------------------------------------------------------------


async def test_looks_change_on_the_screen_at_once_and_back(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        first, colours = screen_text(pilot), styles(pilot)

        put_on(pilot.app, Looks(signs=Signs.ASCII, colours=Colours.NONE), GOOD)
        await followed(pilot)
        assert_plain(pilot, "no colours")
        put_on(pilot.app, Looks(), GOOD)
        await followed(pilot)

        assert screen_text(pilot) == first
        assert styles(pilot) == colours


def styles(pilot: Pilot[Any]) -> list[Style | None]:
    return [style for strip in painted(pilot) for _, style, _ in strip]


async def test_what_is_red_green_or_yellow_says_so_in_signs_and_words_too(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        overview = screen_text(pilot)
        await press(pilot, "f3")
        rows = screen_text(pilot)

    for status in WorkStatus:
        assert f"{status.sign} {status.label}" in overview
        assert f"{status.sign} {status.label}" in rows
    for flag in Flag:
        assert f"{flag.sign} {flag.label}" in overview
        assert flag.sign in rows


# --- in a terminal ---------------------------------------------------------------------------------------------

COLOUR_CODE = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")


@pytest.mark.story
def test_no_color_sends_no_colour_to_the_terminal(tmp_path: Path) -> None:
    with EmulatedConsole(
        [*PROGRAM, "demo"], tmp_path, env={"NO_COLOR": "1", "COLORTERM": "truecolor"}
    ) as console:
        console.until_shown("ต้องทำก่อน", "แล้วเสร็จ")

        assert COLOUR_CODE.search(console.drawn) is None
        assert b"\x1b[7m" in console.drawn
        assert "✓" in console.text()


@pytest.mark.story
def test_the_linux_console_gets_sixteen_colours_and_ascii(tmp_path: Path) -> None:
    with EmulatedConsole([*PROGRAM, "demo"], tmp_path, env={"TERM": "linux"}) as console:
        console.until_shown("ต้องทำก่อน", "v แล้วเสร็จ")

        assert re.search(rb"\x1b\[[\d;]*(?:38|48);[25]", console.drawn) is None
        assert COLOUR_CODE.search(console.drawn) is not None
        assert all(ASCII_OR_THAI.fullmatch(line) for line in console.text().splitlines())


def test_a_dumb_terminal_is_refused_in_thai_with_what_to_do_instead(tmp_path: Path) -> None:
    with EmulatedConsole([*PROGRAM, "demo"], tmp_path, size=(200, 24), env={"TERM": "dumb"}) as console:
        assert console.until_ended() == 1

        said = console.drawn.decode()
        assert "\x1b" not in said
        assert "เทอร์มินัลนี้เลื่อนตำแหน่งเขียนไม่ได้ (TERM=dumb)" in said
        assert "ita-tui status" in said
        assert said.count("\n") == 1
