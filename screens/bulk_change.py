"""Asks what is to be changed of several measures, and shows what that does to each before anything is saved."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from ita_tui.domain.bulk_changes import (
    BulkChange,
    EvidenceLink,
    Left,
    PeriodChange,
    Preview,
    ProofChange,
    ResponsibleChange,
    StatusChange,
    Touched,
)
from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.period import read_period
from ita_tui.thai.numerals import digits, said, shown
from screens.dialogs import Ask, Choice
from screens.divisions import DivisionsDialog
from screens.keys import Command, bindings

if TYPE_CHECKING:
    from screens.desk import Desk

_KINDS = (
    ("status", "สถานะการดำเนินการ"),
    ("responsible", "ส่วนราชการผู้รับผิดชอบ"),
    ("period", "ระยะเวลา"),
    ("evidence", "ใช้หลักฐานที่มีอยู่กับทุกมาตรการที่เลือก"),
    ("proof", "สถานะหลักฐาน"),
)


async def change_asked_for(app: App[Any], desk: "Desk", measures: Sequence[Measure]) -> BulkChange | None:
    """The change that she wants of these measures; None where she gave up. Runs in a worker."""
    kind = await app.push_screen_wait(Choice(f"แก้ {digits(len(measures))} มาตรการพร้อมกัน: แก้อะไร", _KINDS))
    match kind:
        case "status":
            return await _status(app)
        case "responsible":
            return await _responsible(app, desk)
        case "period":
            return await _period(app, desk)
        case "evidence":
            return await _evidence(app, desk)
        case "proof":
            answers = [(proof.value, proof.label) for proof in Proof]
            proof = await app.push_screen_wait(Choice("สถานะหลักฐานใหม่", answers))
            return ProofChange(Proof(proof)) if proof else None
    return None


async def _status(app: App[Any]) -> BulkChange | None:
    answers = [(status.value, f"{status.sign} {status.label}") for status in WorkStatus]
    chosen = await app.push_screen_wait(Choice("สถานะใหม่", answers))
    if chosen is None:
        return None
    status, reason = WorkStatus(chosen), ""
    hint = "เหตุผลจะพิมพ์ในรายงาน · ↵ ตกลง · Esc ยกเลิก"
    while status is WorkStatus.CANCELLED and not reason:
        answer = await app.push_screen_wait(Ask("ไม่ดำเนินการเพราะเหตุใด", "", hint))
        if answer is None:
            return None
        reason, hint = answer.strip(), "พิมพ์เหตุผลก่อน จึงตั้งเป็นไม่ดำเนินการได้ · ↵ ตกลง · Esc ยกเลิก"
    return StatusChange(status, reason)


async def _responsible(app: App[Any], desk: "Desk") -> BulkChange | None:
    divisions = desk.store.agencies.divisions()
    chosen = await app.push_screen_wait(DivisionsDialog(divisions, ()))
    if not chosen:
        return None
    names = ", ".join(map(shown, chosen))
    answers = (
        ("put", f"ให้ {names} รับผิดชอบแทนที่ระบุไว้เดิม"),
        ("add", f"เพิ่ม {names} เข้ากับที่ระบุไว้เดิม"),
    )
    how = await app.push_screen_wait(Choice("แทนที่หรือเพิ่ม", answers))
    if how is None:
        return None
    sections = (section.name for one in divisions if one.name in chosen for section in one.sections)
    return ResponsibleChange(tuple(chosen), adding=how == "add", sections=frozenset(sections))


async def _period(app: App[Any], desk: "Desk") -> BulkChange | None:
    hint = said("พิมพ์เช่น ไตรมาสที่ ๒ หรือ ต.ค. ๖๘ – ก.ย. ๖๙ · ↵ ตกลง · Esc ยกเลิก")
    typed = await app.push_screen_wait(Ask("ระยะเวลาใหม่", "", hint))
    return PeriodChange(read_period(typed.strip(), desk.year)) if typed and typed.strip() else None


async def _evidence(app: App[Any], desk: "Desk") -> BulkChange | None:
    pieces = {str(piece.id): piece for piece in desk.store.evidence.of_year(desk.year)}
    if not pieces:
        app.notify("ยังไม่มีหลักฐานในปีนี้ · เปิดมาตรการหนึ่งแล้วกด Ctrl+E เพื่อเพิ่มหลักฐานก่อน", markup=False)
        return None
    answers = [(key, f"{shown(piece.title)} ({piece.kind.label})") for key, piece in pieces.items()]
    chosen = await app.push_screen_wait(Choice("ใช้หลักฐานใดกับมาตรการที่เลือก", answers))
    return EvidenceLink(pieces[chosen]) if chosen else None


class PreviewDialog(ModalScreen[bool]):
    """Every measure that is touched, old → new, and those that stay as they are; True where it is to be saved."""

    DEFAULT_CSS = """
    PreviewDialog { align: center middle; }
    PreviewDialog > Vertical {
        width: 100; max-width: 98%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    PreviewDialog .question { width: 1fr; text-style: bold; }
    PreviewDialog #count { width: 1fr; color: $text-muted; margin: 0 0 1 0; }
    PreviewDialog OptionList { height: auto; max-height: 15; border: none; background: $surface; padding: 0; }
    PreviewDialog .hint { width: 1fr; color: $text-muted; margin: 1 0 0 0; }
    """
    NAME = "ดูก่อนแก้หลายมาตรการ"
    HELP = "รายการมาตรการที่จะเปลี่ยน พร้อมค่าเดิมและค่าใหม่ ต่อท้ายด้วยมาตรการที่คงเดิมพร้อมเหตุผล ยังไม่มีสิ่งใดถูกบันทึกจนกว่าจะกด ↵ หรือ Ctrl+S"
    KEYS = (
        Command("ctrl+s", "save", "บันทึก", "บันทึกการแก้ไขทั้งหมดนี้เป็นขั้นตอนเดียว", priority=True),
        Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เปลี่ยนสิ่งใด"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, preview: Preview, *, hidden: int = 0) -> None:
        """``hidden`` is how many of the measures the filter hides on the list below."""
        super().__init__()
        self.preview = preview
        self.hidden = hidden

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(f"แก้{shown(self.preview.change.words)}", classes="question", markup=False)
            yield Label(self._count, id="count", markup=False)
            yield OptionList(*self._lines())
            hint = "↵ หรือ Ctrl+S บันทึก · Esc ไม่เปลี่ยนสิ่งใด" if self.preview.touched else "Esc ปิด"
            yield Label(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(OptionList))

    @property
    def _count(self) -> str:
        touched, left = len(self.preview.touched), len(self.preview.left)
        parts = [f"จะเปลี่ยน {digits(touched)} มาตรการ" if touched else "ไม่มีมาตรการใดเปลี่ยน"]
        if left:
            parts.append(f"คงเดิม {digits(left)}")
        if self.hidden:
            parts.append(f"ในนี้ตัวกรองซ่อนอยู่ {digits(self.hidden)}")
        return " · ".join(parts)

    def _lines(self) -> Iterator[Option]:
        for one in self.preview.touched:
            yield Option(_touched(one))
        for left in self.preview.left:
            yield Option(_left(left))

    def on_option_list_option_selected(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        if self.preview.touched:
            self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)


def _touched(one: Touched) -> Content:
    parts: list[Content | tuple[str, str] | str] = [
        (_named(one.before), "bold"),
        "\n   ",
        (_line(one.old), "$foreground-muted"),
        " → ",
        (_line(one.new), "$text-accent"),
    ]
    if one.warning:
        parts += ["\n   ", (f"▲ {shown(one.warning)}", "$text-warning")]
    return Content.assemble(*parts)


def _left(one: Left) -> Content:
    return Content.assemble(
        (_named(one.measure), "$foreground-muted"), "\n   ", (f"คงเดิม: {shown(one.why)}", "$foreground-muted")
    )


def _named(measure: Measure) -> str:
    return f"{digits(measure.number)}. {_line(measure.title)}"


def _line(text: str) -> str:
    return shown(" ".join(text.split()))
