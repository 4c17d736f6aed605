import random
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Input

from ita_tui.thai.cells import cell_width
from ita_tui.thai.clusters import cluster_starts
from ita_tui.thai.words import load_dictionary
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_layout import install
from screens.widgets.thai_text_area import ThaiTextArea
from tests.typing_thai import press_all, type_thai

pytestmark = pytest.mark.painted

PHRASE = "ผู้ที่น้ำก็กำลังปฏิบัติ"
BORDERS = list(cluster_starts(PHRASE))


class Form(App[None]):
    CSS = "ThaiInput { width: 60; } ThaiTextArea { width: 30; height: 8; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("ctrl+z", "step('undo')", "undo"),
        ("ctrl+y", "step('redo')", "redo"),
    ]

    def __init__(self, line: str = "", text: str = "") -> None:
        super().__init__()
        self.texts = line, text
        self.steps: list[str] = []

    def compose(self) -> ComposeResult:
        line, text = self.texts
        yield ThaiInput(line, select_on_focus=False, id="line")
        yield ThaiTextArea(text, id="area")

    @property
    def line(self) -> ThaiInput:
        return self.query_one(ThaiInput)

    @property
    def area(self) -> ThaiTextArea:
        return self.query_one(ThaiTextArea)

    def action_step(self, step: str) -> None:
        self.steps.append(step)


@pytest.fixture(autouse=True)
def installed() -> None:
    load_dictionary()
    install()


async def paste(pilot: Pilot[Any], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def test_typed_thai_arrives_whole_in_both_fields() -> None:
    app = Form()
    async with app.run_test() as pilot:
        app.line.focus()
        await type_thai(pilot, PHRASE)
        await press_all(pilot, ["tab"])
        await type_thai(pilot, PHRASE + "\nต่อ")

        assert app.line.value == PHRASE
        assert app.area.text == PHRASE + "\nต่อ"


async def test_arrows_stop_once_a_cluster_in_the_one_line_field() -> None:
    app = Form(PHRASE)
    async with app.run_test() as pilot:
        app.line.focus()
        stops = []
        await press_all(pilot, ["home"])
        for _ in BORDERS[1:]:
            await press_all(pilot, ["right"])
            stops.append(app.line.cursor_position)
        await press_all(pilot, ["left", "left", "shift+left"])

        assert stops == BORDERS[1:]
        assert app.line.selected_text == PHRASE[BORDERS[-4] : BORDERS[-3]]


async def test_arrows_stop_once_a_cluster_in_the_field_of_lines() -> None:
    app = Form(text=f"{PHRASE}\n{PHRASE}")
    async with app.run_test() as pilot:
        app.area.focus()
        stops = []
        for _ in BORDERS:
            await press_all(pilot, ["right"])
            stops.append(app.area.cursor_location)
        await press_all(pilot, ["right", "down", "left"])

        assert stops == [*((0, border) for border in BORDERS[1:]), (1, 0)]
        assert app.area.cursor_location[1] in BORDERS


async def test_backspace_takes_a_mark_and_delete_a_cluster() -> None:
    app = Form("ที่น้ำ", "ที่น้ำ")
    async with app.run_test() as pilot:
        app.line.focus()
        await press_all(pilot, ["home", "delete", "end", "backspace"])
        await press_all(pilot, ["tab"])
        await press_all(pilot, ["delete", "ctrl+e", "backspace"])

        assert app.line.value == "น้"
        assert app.area.text == "น้"


async def test_ctrl_arrows_and_ctrl_w_work_by_word() -> None:
    text = "เจ้าหน้าที่ปฏิบัติหน้าที่สอบถาม"
    app = Form(text, text)
    async with app.run_test() as pilot:
        app.line.focus()
        await press_all(pilot, ["home", "ctrl+right"])
        after_one = app.line.cursor_position
        await press_all(pilot, ["ctrl+right", "ctrl+w"])
        await press_all(pilot, ["tab"])
        await press_all(pilot, ["ctrl+right", "ctrl+right", "ctrl+w", "ctrl+right", "ctrl+left"])

        assert after_one == len("เจ้าหน้าที่")
        assert app.line.value == app.area.text == "เจ้าหน้าที่สอบถาม"
        assert app.area.cursor_location == (0, len("เจ้าหน้าที่"))


async def test_a_click_lands_on_the_cluster_under_the_pointer() -> None:
    text = "ผู้น้ำที่เก็บ"
    # Columns of the clusters ผู้ น้ำ (two columns) ที่ เ ก็ บ, then past the end.
    starts = [0, 3, 3, 6, 9, 10, 12, *[len(text)] * 2]
    app = Form(text, text)
    landed = []
    async with app.run_test() as pilot:
        for column in range(9):
            await pilot.click(app.line, offset=Offset(3 + column, 1))
            await pilot.click(app.area, offset=Offset(2 + column, 1))
            landed.append((app.line.cursor_position, app.area.cursor_location))

    assert landed == [(start, (0, start)) for start in starts]


async def test_a_drag_selects_whole_clusters() -> None:
    text = "ผู้น้ำที่เก็บ"
    app = Form(text, text)
    async with app.run_test() as pilot:
        for field, left in ((app.line, 3), (app.area, 2)):
            await pilot.mouse_down(field, offset=Offset(left + 2, 1))
            await pilot.hover(field, offset=Offset(left + 5, 1))
            await pilot.mouse_up(field, offset=Offset(left + 5, 1))

            assert field.selected_text == "น้ำที่เ"


async def test_a_click_in_a_scrolled_line_lands_on_the_cluster_under_the_pointer() -> None:
    app = Form("ที่" * 100)
    async with app.run_test() as pilot:
        app.line.focus()
        await press_all(pilot, ["home", "end"])
        scrolled = app.line.scroll_offset.x

        await pilot.click(app.line, offset=Offset(3 + 10, 1))

        assert scrolled > 0
        assert app.line.cursor_position == 3 * (scrolled + 10)


async def test_a_paste_of_several_lines_keeps_every_word() -> None:
    app = Form()
    async with app.run_test() as pilot:
        app.line.focus()
        await paste(pilot, "\nมาตรการที่ ๑\r\n  มาตรการที่\u200b ๒\n")
        await press_all(pilot, ["tab"])
        await paste(pilot, "น\u0e4dา\r\nต่อ")

        assert app.line.value == "มาตรการที่ ๑ มาตรการที่ ๒"
        assert app.area.text == "นำ\nต่อ"


async def test_a_tone_mark_typed_after_sara_am_finds_its_place() -> None:
    app = Form("เสีย", "เสีย")
    async with app.run_test() as pilot:
        app.line.focus()
        await press_all(pilot, ["home"])
        await type_thai(pilot, "นำ\u0e49")
        await press_all(pilot, ["tab"])
        await type_thai(pilot, "น\u0e4d\u0e49า")

        assert app.line.value == app.area.text == "น้ำเสีย"
        assert app.line.cursor_position == app.area.cursor_location[1] == len("น้ำ")


async def test_a_consonant_can_be_typed_before_a_stray_mark() -> None:
    app = Form("\u0e48อ", "\u0e48อ")
    async with app.run_test() as pilot:
        app.line.focus()
        await press_all(pilot, ["home"])
        await type_thai(pilot, "กข")
        await press_all(pilot, ["tab"])
        await type_thai(pilot, "กข")

        assert app.line.value == app.area.text == "ก\u0e48ขอ"


class _WatchedInput(ThaiInput):
    stops: ClassVar[list[tuple[str, int]]] = []

    def watch_selection(self) -> None:
        self.stops.extend((self.value, column) for column in self.selection)


class _WatchedArea(ThaiTextArea):
    stops: ClassVar[list[tuple[str, int]]] = []

    def watch_selection(self) -> None:
        self.stops.extend((self.document[row], column) for row, column in self.selection)


class _WatchedForm(Form):
    def compose(self) -> ComposeResult:
        yield _WatchedInput(PHRASE, select_on_focus=False)
        yield _WatchedArea(f"{PHRASE * 3}\n\u0e48{PHRASE}")


@pytest.mark.parametrize("seed", range(4))
async def test_no_sequence_of_keys_leaves_the_cursor_inside_a_cluster(seed: int) -> None:
    keys = [
        "left", "right", "up", "down", "home", "end", "backspace", "delete", "ctrl+left", "ctrl+right", "shift+left",
        "shift+right", "shift+up", "shift+end", "ctrl+w", "pageup", "pagedown", "ctrl+k", "ctrl+z", "ctrl+y",
        *"กนที่ำ้เั กนทม",
    ]  # fmt: skip
    dice = random.Random(seed)  # noqa: S311 (a game of keys)
    app = _WatchedForm()
    async with app.run_test() as pilot:
        for field in (app.query_one(_WatchedInput), app.query_one(_WatchedArea)):
            field.focus()
            field.stops.clear()

            await press_all(pilot, dice.choices(keys, k=200))

            assert len(field.stops) > 100
            for line, column in field.stops:
                assert column in cluster_starts(line), (line, column)


async def test_end_stays_on_the_line_that_is_seen() -> None:
    app = Form(text="องค์การบริหารส่วนตำบลปฏิบัติหน้าที่ตามที่ได้รับมอบหมาย")
    async with app.run_test() as pilot:
        app.area.focus()
        await press_all(pilot, ["end"])

        assert app.area.cursor_location[1] == cluster_starts(app.area.wrapped_document.get_sections(0)[0])[-2]


async def test_the_cursor_covers_a_whole_cluster() -> None:
    expected = [*(PHRASE[start:end] for start, end in pairwise(BORDERS)), " "]
    app = Form(PHRASE, PHRASE)
    async with app.run_test() as pilot:
        for field in (app.line, app.area):
            field.focus()
            await press_all(pilot, ["home"])
            covered = [_reversed(field, 0)]
            for _ in BORDERS[1:]:
                await press_all(pilot, ["right"])
                covered.append(_reversed(field, 0))

            assert covered == expected
        await press_all(pilot, ["shift+tab"])
        assert _reversed(app.area, 0) == ""


async def test_a_placeholder_is_not_torn_by_the_cursor() -> None:
    app = Form()
    async with app.run_test() as pilot:
        app.line.placeholder = app.area.placeholder = "ที่อยู่"
        app.line.focus()
        await pilot.pause()
        under_line = _reversed(app.line, 0)
        await press_all(pilot, ["tab"])

        assert under_line == _reversed(app.area, 0) == "ที่"


async def test_an_idle_field_does_not_blink() -> None:
    app = Form("ก", "ก")
    async with app.run_test() as pilot:
        for field in (app.line, app.area):
            field.focus()
            await pilot.pause()
            timer = field._blink_timer if isinstance(field, Input) else field.blink_timer

            assert not field.cursor_blink
            assert timer is not None
            assert not timer._active.is_set()


async def test_undo_belongs_to_the_field_while_it_has_something_to_undo() -> None:
    app = Form("ก", "เดิม")
    async with app.run_test() as pilot:
        app.area.focus()
        await press_all(pilot, ["ctrl+e"])
        await type_thai(pilot, "ใหม่")
        await press_all(pilot, ["ctrl+z"])
        undone = app.area.text
        assert app.steps == []

        await press_all(pilot, ["ctrl+z"])
        assert app.steps == ["undo"]

        await press_all(pilot, ["ctrl+y"])
        redone = app.area.text
        await press_all(pilot, ["ctrl+y"])
        app.line.focus()
        await press_all(pilot, ["ctrl+z"])

        assert (undone, redone) == ("เดิม", "เดิมใหม่")
        assert app.steps == ["undo", "redo", "undo"]


async def test_wrapped_text_fits_the_field_and_loses_nothing() -> None:
    app = Form(text=PHRASE * 5)
    async with app.run_test() as pilot:
        app.area.focus()
        await press_all(pilot, ["ctrl+e"])
        await type_thai(pilot, "หน้าที่")
        sections = app.area.wrapped_document.get_sections(0)

        assert "".join(sections) == app.area.text
        assert all(cell_width(section) <= app.area.wrap_width for section in sections)
        assert app.area.show_line_numbers is False


def _reversed(field: ThaiInput | ThaiTextArea, y: int) -> str:
    """Read off the text that the cursor's style covers: it alone has the cursor's background."""
    component = "input--cursor" if isinstance(field, Input) else "text-area--cursor"
    cursor = field.get_component_rich_style(component)
    return "".join(
        segment.text
        for segment in field.render_line(y)
        if segment.style is not None and segment.style.bgcolor == cursor.bgcolor
    )


# --- undo in the field of one line ------------------------------------------------------------------------------


async def test_what_was_typed_in_one_go_is_undone_in_one_step_and_redone() -> None:
    app = Form("เดิม")
    async with app.run_test() as pilot:
        app.line.focus()
        await type_thai(pilot, "น้ำที่")
        await press_all(pilot, ["ctrl+z"])
        undone = app.line.value, app.line.cursor_position
        await press_all(pilot, ["ctrl+y"])

        assert undone == ("เดิม", len("เดิม"))
        assert (app.line.value, app.line.cursor_position) == ("เดิมน้ำที่", len("เดิมน้ำที่"))
        assert app.steps == []


async def test_a_deletion_a_paste_a_move_and_a_pause_each_begin_a_step() -> None:
    app = Form()
    async with app.run_test() as pilot:
        now = 0.0
        app.line.history._clock = lambda: now
        app.line.focus()
        await type_thai(pilot, "กข")
        await press_all(pilot, ["backspace", "backspace"])
        await type_thai(pilot, "คง")
        now = 3.0
        await type_thai(pilot, "จ")
        await paste(pilot, "ที่")
        await type_thai(pilot, "ฉ")
        await press_all(pilot, ["left"])
        await type_thai(pilot, "ช")
        values = [app.line.value]
        while app.line.history.can_undo:
            await press_all(pilot, ["ctrl+z"])
            values.append(app.line.value)

        assert values == ["คงจที่ชฉ", "คงจที่ฉ", "คงจที่", "คงจ", "คง", "", "กข", ""]
        assert app.steps == []


async def test_undo_brings_back_the_selection_that_was_typed_over() -> None:
    app = Form("น้ำเสีย")
    async with app.run_test() as pilot:
        app.line.focus()
        await press_all(pilot, ["home", "shift+right"])
        await type_thai(pilot, "กข")
        typed = app.line.value
        await press_all(pilot, ["ctrl+z"])

        assert typed == "กขเสีย"
        assert app.line.value == "น้ำเสีย"
        assert app.line.selected_text == "น้ำ"


async def test_with_nothing_to_undo_the_keys_of_a_line_go_up_to_the_program() -> None:
    app = Form("ก")
    async with app.run_test() as pilot:
        app.line.focus()
        await press_all(pilot, ["ctrl+z", "ctrl+y"])
        await type_thai(pilot, "ข")
        for key in ("ctrl+z", "ctrl+z", "ctrl+y", "ctrl+y"):
            await press_all(pilot, [key])

        assert app.line.value == "กข"
        assert app.steps == ["undo", "redo", "undo", "redo"]


async def test_a_value_that_the_program_sets_begins_a_new_history() -> None:
    app = Form()
    async with app.run_test() as pilot:
        app.line.focus()
        await type_thai(pilot, "ก")
        app.line.value = "จากฐานข้อมูล"
        await press_all(pilot, ["ctrl+z"])

        assert app.line.value == "จากฐานข้อมูล"
        assert app.steps == ["undo"]


async def test_what_is_typed_after_an_undo_cannot_be_redone_away() -> None:
    app = Form()
    async with app.run_test() as pilot:
        app.line.focus()
        await type_thai(pilot, "ก")
        await press_all(pilot, ["ctrl+z"])
        await type_thai(pilot, "ข")
        await press_all(pilot, ["ctrl+y"])

        assert app.line.value == "ข"
        assert app.steps == ["redo"]


async def test_a_selection_is_deleted_by_word_keys_also_at_the_edges_of_a_text() -> None:
    app = Form(text="ผู้ที่")
    async with app.run_test() as pilot:
        app.area.focus()
        await press_all(pilot, ["ctrl+end", "shift+home", "ctrl+w"])
        to_the_left = app.area.text
        app.area.text = "ผู้ที่"
        await press_all(pilot, ["ctrl+home", "shift+end", "ctrl+delete"])

        assert (to_the_left, app.area.text) == ("", "")


# --- the mouse --------------------------------------------------------------------------------------------------


async def click_often(pilot: Pilot[Any], field: Input | ThaiTextArea, cell: int, times: int) -> None:
    """Click as the driver reports it: pressed and let go, the program itself counts the clicks."""
    x, y = field.content_region.x + cell, field.content_region.y
    for kind in (events.MouseDown, events.MouseUp) * times:
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
    await pilot.pause()


async def drag(pilot: Pilot[Any], field: Input | ThaiTextArea, start: int, end: int) -> None:
    left, y = field.content_region.x, field.content_region.y
    for kind, x in (
        (events.MouseDown, start),
        (events.MouseMove, start + 1),
        (events.MouseMove, end),
        (events.MouseUp, end),
    ):
        pilot.app.post_message(kind(None, left + x, y, 1, 0, 1, False, False, False, left + x, y))
        await pilot.pause()


@pytest.mark.parametrize("name", ["line", "area"])
@pytest.mark.parametrize(
    ("cell", "word"),
    [(0, "เจ้าหน้าที่"), (6, "เจ้าหน้าที่"), (7, "ปฏิบัติ"), (11, " "), (12, "OIT"), (20, "OIT")],
)
async def test_a_double_click_selects_the_word_under_the_pointer(name: str, cell: int, word: str) -> None:
    text = "เจ้าหน้าที่ปฏิบัติ OIT"
    app = Form(text, text)
    async with app.run_test() as pilot:
        field = getattr(app, name)
        await click_often(pilot, field, cell, 2)

        assert field.selected_text == word


async def test_three_clicks_select_the_line() -> None:
    app = Form("น้ำ ที่", "น้ำ ที่\nต่อ")
    async with app.run_test() as pilot:
        for field in (app.line, app.area):
            await click_often(pilot, field, 0, 3)

            assert field.selected_text == "น้ำ ที่"


async def test_a_drag_after_a_double_click_selects_what_it_passes_over() -> None:
    app = Form("ผู้น้ำที่เก็บ", "ผู้น้ำที่เก็บ")
    async with app.run_test() as pilot:
        for field in (app.line, app.area):
            await click_often(pilot, field, 1, 2)
            await drag(pilot, field, 3, 5)

            assert field.selected_text == "ที่เ"


async def test_a_double_click_in_an_empty_field_selects_nothing() -> None:
    app = Form()
    async with app.run_test() as pilot:
        for field in (app.line, app.area):
            await click_often(pilot, field, 2, 2)

            assert field.selected_text == ""


async def test_a_click_behind_a_joined_emoji_lands_where_the_pointer_is() -> None:
    text = "👩\u200d👩\u200d👧ที่น้ำ"
    app = Form(text, text)
    async with app.run_test() as pilot:
        for field in (app.line, app.area):
            await click_often(pilot, field, 2, 1)
            place = field.cursor_position if isinstance(field, Input) else field.cursor_location[1]

            assert text[place:] == "ที่น้ำ"


# --- a length limit ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "typed", "kept"),
    [
        (6, "ที่ที่ที่", "ที่ที่"),
        (5, "ที่ที่", "ที่"),
        (4, "ที่ที่", "ที่"),
        (2, "น้ำ", ""),
        (3, "น้ำก", "น้ำ"),
        (2, "น\u0e4dา", "นำ"),
        (4, "ก👩🏽ขค", "ก👩🏽ข"),
        (3, "กขคง", "กขค"),
    ],
)
async def test_a_length_limit_never_cuts_a_cluster(limit: int, typed: str, kept: str) -> None:
    app = Form()
    async with app.run_test() as pilot:
        app.line.max_length = limit
        app.line.focus()
        await paste(pilot, typed)
        pasted = app.line.value
        app.line.value = ""
        app.line.insert(typed, 0)
        put_in = app.line.value
        app.line.value = ""
        await type_thai(pilot, typed)

        assert pasted == put_in == app.line.value == kept


async def test_a_letter_whose_mark_finds_no_room_is_taken_back_and_told_by_the_bell() -> None:
    app = Form()
    rung: list[bool] = []
    async with app.run_test() as pilot:
        app.bell = lambda: rung.append(True)  # type: ignore[method-assign]
        app.line.max_length = 5
        app.line.focus()
        await type_thai(pilot, "ที่ที")
        unheard = list(rung)
        await type_thai(pilot, "\u0e48")
        await type_thai(pilot, "ก")

        assert app.line.value == "ที่ก"
        assert (unheard, rung) == ([], [True])


async def test_a_letter_that_stood_there_before_is_never_taken_back() -> None:
    app = Form("ที่ที")
    async with app.run_test() as pilot:
        app.line.max_length = 5
        app.line.focus()
        await type_thai(pilot, "\u0e48")

        assert app.line.value == "ที่ที"


async def test_a_paste_that_is_too_long_keeps_its_beginning_and_says_so() -> None:
    app = Form("ก")
    async with app.run_test() as pilot:
        app.line.max_length = 5
        app.line.focus()
        await paste(pilot, "ที่น้ำ")

        assert app.line.value == "กที่"
        assert [notice.title for notice in app._notifications] == ["ข้อความที่วางยาวเกินช่องนี้ ซึ่งรับได้ ๕ ตัวอักษร"]


async def test_a_value_that_is_too_long_already_can_be_shortened() -> None:
    app = Form("ที่น้ำ")
    async with app.run_test() as pilot:
        app.line.max_length = 2
        app.line.focus()
        await press_all(pilot, ["end", "backspace"])

        assert app.line.value == "ที่น้"


# --- what comes together is put together ------------------------------------------------------------------------


async def test_nikhahit_and_sara_aa_meet_from_every_side() -> None:
    app = Form()
    async with app.run_test() as pilot:
        for before, keys in (
            ("นา", ["home", "right", "\u0e4d"]),
            ("น\u0e4dxา", ["home", "right", "delete"]),
            ("น\u0e4dxา", ["home", "right", "right", "backspace"]),
            ("น\u0e4dxา", ["home", "right", "shift+right", "ctrl+w"]),
        ):
            app.line.value = app.area.text = before
            for field in (app.line, app.area):
                field.focus()
                await pilot.pause()
                await press_all(pilot, keys)

            assert app.line.value == app.area.text == "นำ"
            assert app.line.cursor_position == app.area.cursor_location[1] == 2


async def test_keys_that_come_at_once_act_in_their_order() -> None:
    app = Form("นาน", "นาน")
    async with app.run_test() as pilot:
        for field in (app.line, app.area):
            field.focus()
            await pilot.pause()
            await press_all(pilot, ["home", "ก", "right", "ข", "backspace", "ค", "end", "ง"])

        assert app.line.value == app.area.text == "กนคานง"


async def test_lines_that_are_joined_put_their_letters_together() -> None:
    app = Form(text="น\u0e4d\nาที่")
    async with app.run_test() as pilot:
        app.area.focus()
        await press_all(pilot, ["end", "delete"])
        joined, cursor = app.area.text, app.area.cursor_location
        await press_all(pilot, ["ctrl+z"])

        assert (joined, cursor) == ("นำที่", (0, 2))
        assert app.area.text == "น\u0e4d\nาที่"
