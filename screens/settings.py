"""F12 ตั้งค่า: numerals, signs and colours of the screen, shown at once as they are chosen."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.measure_list import Flag
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import Numerals, digits
from screens.keys import Command, bindings
from screens.looks import Colours, Looks, Signs, Terminal, remember
from screens.notices import tell
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.gauge import goal_bar

if TYPE_CHECKING:
    from store.preferences import Preferences

_NUMERALS = ((Numerals.THAI, "เลขไทย"), (Numerals.ARABIC, "เลขอารบิก"))
_SIGNS = (
    (Signs.AUTOMATIC, "ตามเทอร์มินัล"),
    (Signs.DRAWN, "แบบเส้นและเครื่องหมาย"),
    (Signs.ASCII, "แบบตัวอักษรพื้นฐาน (ASCII)"),
)
_COLOURS = (
    (Colours.AUTOMATIC, "ตามเทอร์มินัล"),
    (Colours.FULL, "ใช้สีทั้งหมด"),
    (Colours.SIXTEEN, "ใช้สี ๑๖ สี"),
    (Colours.NONE, "ไม่ใช้สี"),
)


def _colours() -> tuple[tuple[str, str], ...]:
    return tuple((colours.value, digits(words)) for colours, words in _COLOURS)


_LABELS = {"numerals": "ตัวเลข", "signs": "เครื่องหมายและเส้นกรอบ", "colours": "สี"}


class SettingsScreen(ModalScreen[None]):
    """Three choices; each is kept and handed to ``wear`` the moment it is made, so there is nothing to save."""

    NAME = "ตั้งค่า"
    HELP = (
        "เลือกตัวเลข เครื่องหมาย และสีที่ใช้บนหน้าจอ สิ่งที่เลือกมีผลทันทีและเก็บไว้ในฐานข้อมูลนี้\n"
        "ไม่มีผลต่อข้อความที่พิมพ์ไว้และไฟล์ที่ส่งออก และไม่อยู่ในรายการที่เลิกทำได้ หากเปลี่ยนใจให้เลือกใหม่\n"
        "ตามเทอร์มินัล: โปรแกรมเลือกให้ตามที่เทอร์มินัลแจ้ง ตัวแปร NO_COLOR (ไม่ใช้สี) และ ITA_TUI_ASCII=1 "
        "(ตัวอักษรพื้นฐาน) มาก่อนสิ่งที่เลือกไว้ที่นี่"
    )
    KEYS = (
        Command("up", "app.focus_previous", "ขึ้น", "หัวข้อก่อนหน้า", shown=False),
        Command("down", "app.focus_next", "ลง", "หัวข้อถัดไป", shown=False),
        Command("escape", "close", "ปิด", "ปิดการตั้งค่า"),
        Command("enter", "close", "ปิด", "ปิดการตั้งค่า", shown=False),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    SettingsScreen { align: center middle; }
    SettingsScreen > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    SettingsScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    SettingsScreen #title { text-style: bold; color: $text-accent; height: 1; }
    SettingsScreen .name { text-style: bold; margin: 1 0 0 0; height: 1; }
    SettingsScreen ChoiceRow { padding: 0 0 0 2; }
    SettingsScreen .why { padding: 0 0 0 2; height: auto; color: $text-muted; }
    SettingsScreen #sample { height: auto; margin: 1 0 0 0; }
    SettingsScreen #kept { height: auto; color: $text-muted; margin: 0 0 1 0; }
    SettingsScreen .hint { color: $text-muted; dock: bottom; height: 1; }
    """

    def __init__(
        self, preferences: "Preferences", looks: Looks, terminal: Terminal, wear: Callable[[Looks], None]
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self.looks = looks
        self.terminal = terminal
        self._wear = wear

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.NAME, id="title", markup=False)
            with VerticalScroll(can_focus=False):
                for name, choices, value in (
                    ("numerals", _NUMERALS, self.looks.numerals),
                    ("signs", _SIGNS, self.looks.signs),
                    ("colours", _colours(), self.looks.colours),
                ):
                    yield Static(_LABELS[name], classes="name", markup=False)
                    yield ChoiceRow(choices, value=value, id=name)
                    yield Static(id=f"{name}-why", classes="why", markup=False)
                yield Static(id="sample", markup=False)
                yield Static("สิ่งที่เลือกมีผลทันทีและเก็บไว้ให้แล้ว", id="kept", markup=False)
            yield Static("↑ ↓ หัวข้อ · ← → เลือก · F1 คำอธิบาย · Esc ปิด", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._explain()

    @on(ChoiceRow.Changed)
    def _choose(self, event: ChoiceRow.Changed) -> None:
        """Keep the choice and show it; where it could not be kept, the choice before stands again."""
        chosen = _with(self.looks, str(event.row.id), event.value)
        try:
            remember(self.preferences, chosen)
        except ItaError as refusal:
            event.row.value = _value(self.looks, str(event.row.id))
            tell(self.app, refusal)
            return
        self.looks = chosen
        words = dict(event.row.choices)[event.value]
        self.query_one("#kept", Static).update(f"เก็บไว้แล้ว · {_LABELS[str(event.row.id)]}: {words}")
        self._wear(chosen)
        self._explain()

    def _explain(self) -> None:
        """Say what follows from each choice, and who decides where it is not she."""
        self.query_one("#numerals-why", Static).update(
            "ลิงก์ อีเมล ที่อยู่ไฟล์ และชื่อไฟล์ คงตามที่พิมพ์ไว้เสมอ · รายงานเลือกตัวเลขได้ที่ F9"
        )
        self.query_one("#signs-why", Static).update(_why_signs(self.looks, self.terminal))
        self.query_one("#colours-why", Static).update(_why_colours(self.looks, self.terminal))
        self.query_one("#colours", ChoiceRow).offer(_colours())
        self.query_one("#sample", Static).update(_sample())

    def action_close(self) -> None:
        self.dismiss()


def _with(looks: Looks, name: str, value: str) -> Looks:
    match name:
        case "numerals":
            return replace(looks, numerals=Numerals(value))
        case "signs":
            return replace(looks, signs=Signs(value))
        case _:
            return replace(looks, colours=Colours(value))


def _value(looks: Looks, name: str) -> str:
    return {"numerals": looks.numerals, "signs": looks.signs, "colours": looks.colours}[name].value


def _why_signs(looks: Looks, terminal: Terminal) -> str:
    signs, _ = terminal.shown(looks)
    now = dict(_SIGNS)[signs]
    if terminal.signs_set_by:
        return _set_by(terminal.signs_set_by, now)
    return _by_terminal(terminal, now) if looks.signs is Signs.AUTOMATIC else ""


def _why_colours(looks: Looks, terminal: Terminal) -> str:
    _, colours = terminal.shown(looks)
    now = digits(dict(_COLOURS)[colours])
    if terminal.colours_set_by:
        return _set_by(terminal.colours_set_by, now)
    return _by_terminal(terminal, now) if looks.colours is Colours.AUTOMATIC else ""


def _set_by(variable: str, now: str) -> str:
    return f"ขณะนี้: {now} เพราะตั้งตัวแปร {variable} ไว้ · สิ่งที่เลือกเก็บไว้ใช้เมื่อไม่มีตัวแปรนี้"


def _by_terminal(terminal: Terminal, now: str) -> str:
    return f"ขณะนี้: {now}" + (f" ({terminal.told_by})" if terminal.told_by else "")


def _sample() -> Content:
    """Every sign and a bar, as they look now."""
    statuses = "  ".join(f"{status.sign} {status.label}" for status in WorkStatus)
    flags = "  ".join(f"{flag.sign} {flag.label}" for flag in Flag)
    bar = goal_bar(24, 30, 30)
    return Content("\n").join(
        [
            Content.styled("ตัวอย่าง", "$foreground-muted"),
            Content(f"  {statuses}"),
            Content(f"  {flags}"),
            Content.assemble("  ", bar, f"  {digits(24)} / {digits(30)}"),
        ]
    )
