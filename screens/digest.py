"""The digest of the day (เรื่องที่ต้องตาม): by division what is late, due or missing, and whom to call about it."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from ita_tui.domain.digest import Digest, DigestKind, DigestLine, DivisionDigest, digest
from ita_tui.tasks import YearState
from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import said, shown
from ita_tui.thai.words import cut
from screens.keys import Command, bindings
from screens.screen import ItaScreen
from screens.widgets.line_list import Line, LineList
from screens.widgets.padding import padded

if TYPE_CHECKING:
    from screens.desk import Desk

SEEN = "digest_seen"
"""The preference that holds the day (ISO) on which the digest of this database was seen last."""

_COLORS = {
    DigestKind.OVERDUE: "$text-error",
    DigestKind.DUE_SOON: "$text-warning",
    DigestKind.RESOLUTION: "$text-accent",
    DigestKind.NO_EVIDENCE: "$text-warning",
    DigestKind.SURVEY: "$text-warning",
    DigestKind.NO_LINK: "$foreground-muted",
}
_SIGN, _CODE, _WORDS = 4, 13, 30
NOTHING = "ไม่มีเรื่องที่ต้องตาม · ไม่มีมาตรการ มติ แบบวัด หรือข้อ OIT ที่ค้างในวันนี้"


def is_wanted(desk: "Desk") -> bool:
    """Whether the digest is to be shown by itself: something is late or due, and today's was not seen; for a thread."""
    state = desk.state()
    if desk.store.preferences.get(SEEN, "") == state.today.isoformat():
        return False
    return digest(state.report, state.rules, state.today, state.earlier).pressing


class DigestList(LineList):
    """Enter asks the screen, also where no line is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.open", show=False)]


class DigestScreen(ItaScreen):
    """Shown by itself (``greeting``) no line is chosen: Enter closes it, and opens a line once one is."""

    DEFAULT_CSS = """
    DigestScreen #head { height: auto; padding: 1 1 0 1; text-style: bold; }
    DigestScreen #hint { height: 1; padding: 0 1; color: $text-muted; }
    DigestScreen #lines { margin: 1 0 0 0; }
    DigestScreen #nothing { height: 1fr; padding: 2 2; color: $text-muted; display: none; }
    """
    NAME = "เรื่องที่ต้องตาม"
    HELP = (
        "เรื่องที่เลยกำหนด ใกล้กำหนด ขาดหลักฐาน ข้อ OIT ที่ยังไม่มีลิงก์ และมติที่ยังไม่แล้วเสร็จ แยกตามส่วนราชการ "
        "ข้างชื่อส่วนราชการคือผู้ประสานงาน ซึ่งเพิ่มได้ในข้อมูลหน่วยงาน กด ↵ เพื่อเปิดเรื่องที่เลือก\n"
        "มาตรการที่หลายส่วนราชการรับผิดชอบอยู่กับทุกส่วนราชการ และขั้นตอนที่ระบุผู้รับผิดชอบไว้เองอยู่กับส่วนราชการนั้นด้วย "
        "หน้านี้แสดงเองวันละครั้งเมื่อเปิดโปรแกรม ถ้ามีเรื่องที่เลยกำหนดหรือใกล้กำหนด เปิดเองได้ด้วย g ที่หน้าภาพรวม"
    )
    KEYS = (
        Command("enter", "open", "เปิด", "เปิดเรื่องที่เลือก หรือปิดหน้านี้เมื่อยังไม่ได้เลือก"),
        Command("escape", "close", "ปิด", "ปิดหน้านี้"),
    )
    BINDINGS = bindings(KEYS)

    class Open(Message):
        """She chose a line: what it is about (measure:12, item:5, survey:3, meeting:2) is to open."""

        def __init__(self, subject: str) -> None:
            super().__init__()
            self.subject = subject

    def __init__(self, desk: "Desk", *, greeting: bool = False) -> None:
        super().__init__(desk)
        self.greeting = greeting
        self.digest: Digest | None = None
        self._by_key: dict[str, DigestLine] = {}

    @property
    def _lines(self) -> tuple[DigestLine, ...]:
        return tuple(line for one in self.digest.divisions for line in one.lines) if self.digest else ()

    def compose_body(self) -> ComposeResult:
        yield Static(id="head", markup=False)
        yield Static(id="hint", markup=False)
        yield DigestList(id="lines")
        yield Static(NOTHING, id="nothing", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#lines").focus()
        self._remember()

    def _remember(self) -> None:
        """Today's digest was seen on this database."""
        with self.telling():
            self.desk.store.preferences.set(SEEN, self.desk.today().isoformat())

    def on_resize(self) -> None:
        if self.state is not None:
            self.show_state(self.state)

    def show_state(self, state: YearState) -> None:
        first = self.digest is None
        found = self.digest = digest(state.report, state.rules, state.today, state.earlier)
        lines = self.query_one(DigestList)
        lines.display = bool(found.divisions)
        self.query_one("#nothing").display = not found.divisions
        self.query_one("#head", Static).update(found.head)
        self._by_key.clear()
        lines.put([line for at, one in enumerate(found.divisions) for line in self._of_division(at, one)])
        if first and self.greeting:
            lines.highlighted = None
        self._say_hint()

    def _say_hint(self) -> None:
        chosen = self.query_one(DigestList).highlighted is not None
        words = "↑ ↓ เลือกเรื่อง · ↵ เปิด · Esc ปิด" if chosen else "↓ เลือกเรื่อง · ↵ หรือ Esc ปิด แล้วทำงานต่อ"
        self.query_one("#hint", Static).update(words)

    @on(OptionList.OptionHighlighted)
    def _chosen_changed(self) -> None:
        self._say_hint()

    # --- lines -------------------------------------------------------------------------------------------------

    def _of_division(self, at: int, one: DivisionDigest) -> list[Line]:
        """The division with whom to call, and its lines under it."""
        room = max(40, self.size.width - 4)
        codes = (cell_width(said(line.code)) for line in self._lines)
        code = min(_CODE, max(codes, default=0))
        contact = shown(one.contact) or ("ยังไม่มีผู้ประสานงาน" if one.of_agency_list else "")
        name = cut(shown(one.name), room // 2)
        told = cut(contact, max(4, room - cell_width(name) - 3))
        words = Content.assemble((name, "bold $text-accent"), (f" · {told}" if told else "", "$foreground"))
        lines = [Line(f"division:{at}", words, heading=True)]
        for line in one.lines:
            key = f"{at}:{line.key}"
            self._by_key[key] = line
            lines.append(Line(key, _line(line, room, code)))
        return lines

    # --- opening -----------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the chosen line; close where none is."""
        line = self._by_key.get(self.query_one(DigestList).chosen or "")
        if line is None:
            self.action_close()
        elif line.subject:
            self.post_message(self.Open(line.subject))

    def action_close(self) -> None:
        self.dismiss()


def _line(line: DigestLine, room: int, code: int) -> Content:
    """Sign, number, title and how late it is; which steps are meant where only those are the division's."""
    color = _COLORS[line.kind]
    words = cut(said(line.words), _WORDS)
    title = " ".join(line.title.split())
    if line.steps:
        title += f" · ขั้นตอน {', '.join(' '.join(step.split()) for step in line.steps)}"
    free = max(8, room - _SIGN - code - _WORDS - 2)
    return Content.assemble(
        "  ",
        (line.kind.sign, f"bold {color}"),
        f" {padded(cut(said(line.code), code), code)} {padded(cut(shown(title), free), free)} ",
        (words, color),
    )
