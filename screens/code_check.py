"""What became of a verification code: of each thing that was looked at whether it holds, and what differs."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui.tasks import CodeCheck, changed_words
from ita_tui.thai.numerals import digits, shown
from screens.keys import Command, bindings

_COLOURS = {True: "$text-success", False: "$text-error", None: "$foreground-muted"}
_MOST = 300


class CodeCheckScreen(ModalScreen[None]):
    """Read and closed; the arrow keys and PgUp PgDn scroll."""

    NAME = "ตรวจรหัส"
    HELP = (
        "ผลการตรวจรหัสตรวจสอบ ๕ ข้อ คือ ตัวรหัส สำเนาที่เก็บไว้ตอนลงนาม ประวัติการแก้ไข ข้อมูลที่มีอยู่ขณะนี้ และไฟล์หลักฐาน "
        "ถ้าข้อมูลไม่ตรงกับที่ลงนาม จะบอกทีละแห่งว่าเดิมเป็นอย่างไรและปัจจุบันเป็นอย่างไร"
    )
    KEYS = (
        Command("escape", "close", "ปิด", "ปิดผลการตรวจ"),
        Command("enter", "close", "ปิด", "ปิดผลการตรวจ", shown=False),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    CodeCheckScreen { align: center middle; }
    CodeCheckScreen > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    CodeCheckScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    CodeCheckScreen #told { height: auto; padding: 0 0 1 0; }
    CodeCheckScreen .hint { color: $text-muted; dock: bottom; height: 1; }
    """

    def __init__(self, check: CodeCheck) -> None:
        super().__init__()
        self.check = check

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll():
                yield Static(told(self.check), id="told", markup=False)
            yield Static("↑ ↓ เลื่อนอ่าน · Esc ปิด", classes="hint", markup=False)

    def action_close(self) -> None:
        self.dismiss()


def told(check: CodeCheck) -> Content:
    """The code, the verdict, each point, and what differs."""
    lines = [
        Content.assemble(("รหัสตรวจสอบ  ", "$foreground-muted"), (check.code or check.typed.strip(), "bold")),
        Content.styled(check.verdict, f"bold {'$text-warning' if check.went_on else _COLOURS[check.holds]}"),
        Content(""),
    ]
    lines.extend(
        Content.assemble((f"{point.sign} {point.title}", f"bold {_COLOURS[point.holds]}"), f"  {point.words}")
        for point in check.points
    )
    lines += [Content(f"• {note}") for note in check.notes]
    if check.differences:
        lines += [Content(""), Content.styled("ต่างจากที่ลงนาม (เดิม → ปัจจุบัน)", "bold")]
    for one in check.differences[:_MOST]:
        what, change = changed_words(one)
        lines.append(Content(f"• {what}"))
        lines += [Content(f"  {shown(change)}")] if change else []
    if len(check.differences) > _MOST:
        lines.append(Content(f"… และอีก {digits(len(check.differences) - _MOST)} แห่ง"))
    return Content("\n").join(lines)
