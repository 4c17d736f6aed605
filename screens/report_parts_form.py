"""The form for what goes around the tables of a report: memo, intro, committee, annex."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label, Static

from ita_tui.report_parts import ANNEX_WORDS, OwnText, ReportParts
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.options import Memo
from ita_tui.reports.page import Signatory
from ita_tui.reports.placeholder_words import THAI_WORDS, to_be_edited, unknown_in
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Keep
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.date_field import DateField
from screens.widgets.field import Field
from screens.widgets.padding import padded
from screens.widgets.thai_text_area import ThaiTextArea

if TYPE_CHECKING:
    from ita_tui.reports.layouts import Layout

_LABEL = 21
"""Cells before the choices, without the two between; fields have as many."""
_NO, _YES = "no", "yes"


class ReportPartsForm(Form[ReportParts]):
    """Everything is remembered; a text that is not used now is kept for another time."""

    DEFAULT_CSS = (
        FORM_CSS.format(name="ReportPartsForm").replace("> VerticalScroll", "> Vertical")
        + """
    ReportPartsForm > Vertical { height: 96%; }
    ReportPartsForm > Vertical > VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    ReportPartsForm .keys { width: 1fr; height: 1; color: $text-muted; }
    ReportPartsForm .part { height: auto; margin: 0 0 1 0; }
    ReportPartsForm .part Vertical { height: auto; }
    ReportPartsForm .label { color: $text-muted; }
    ReportPartsForm ThaiTextArea {
        height: auto; min-height: 3; max-height: 10; padding: 0; background: $boost; border: none;
    }
    ReportPartsForm ThaiTextArea:focus { background: $primary-muted; }
    ReportPartsForm .unknown { display: none; height: auto; color: $text-warning; }
    """
    )
    NAME = "ส่วนประกอบของรายงาน"
    HELP = (
        "บันทึกข้อความที่เป็นหน้าแรก ความนำ ชื่อคณะกรรมการ และบัญชีหลักฐานท้ายรายงาน ข้อความที่แก้เองใช้กับแบบรายงานนี้เท่านั้น "
        "คำในวงเล็บปีกกา เช่น {หน่วยงาน} โปรแกรมเติมให้เมื่อพิมพ์ สิ่งที่พิมพ์ไว้จำไว้ใช้กับรายงานครั้งต่อไป"
    )
    HINT = "Tab ช่องถัดไป · Ctrl+S ใช้ตามนี้ · Esc ยกเลิก"

    def __init__(
        self, parts: ReportParts, layout: "Layout", *, today: date, agency: str, keep: Keep[ReportParts]
    ) -> None:
        """``agency`` is what stands behind ส่วนราชการ where the field is empty."""
        super().__init__(keep)
        self.parts = parts
        self.of_layout = layout
        self.today = today
        self.agency = agency

    # --- the fields ------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(f"{self.NAME} · {self.of_layout.title}", classes="question", markup=False)
            with VerticalScroll(can_focus=False):
                yield from self._fields()
            yield Label(self.HINT, classes="keys", markup=False)

    def _fields(self) -> ComposeResult:
        name = self.of_layout.name
        yield from self._memo(self.parts.memo)
        yield from self._own("intro", "ความนำ", self.parts.intro(name), self.of_layout.intro)
        yield from self._own(
            "committee", "ชื่อคณะกรรมการ", self.parts.committee(name), self.of_layout.committee
        )
        yield self._row("annex", "บัญชีหลักฐานท้ายเล่ม", list(ANNEX_WORDS.items()), self.parts.annex)
        ways = [(_NO, "พิมพ์สถานะ"), (_YES, "พิมพ์สถานะและบันทึกประจำวันของรอบ")]
        yield self._row("notes", "ถ้ายังไม่มีผล", ways, _YES if self.parts.notes else _NO)
        offered = " ".join(f"{{{words}}}" for words in THAI_WORDS.values())
        yield Label(f"คำที่โปรแกรมเติมให้: {offered}", classes="hint", markup=False)

    def _row(self, name: str, label: str, ways: Sequence[tuple[str, str]], value: str) -> ChoiceRow:
        return ChoiceRow(ways, value=value, label=padded(label, _LABEL), id=name)

    def _memo(self, memo: Memo) -> ComposeResult:
        signatory = next(iter(memo.signatories), Signatory())
        with Vertical(classes="part"):
            ways = [(_NO, "ไม่มี"), (_YES, "มี เป็นหน้าแรก")]
            yield self._row("with-memo", "บันทึกข้อความ", ways, _YES if self.parts.with_memo else _NO)
            with Vertical(id="memo"):
                yield Field("ส่วนราชการ", memo.office, hint=self.agency, id="office")
                yield Field("ที่", memo.number, hint="เว้นว่างไว้เขียนเองได้", id="number")
                yield DateField("ลงวันที่", memo.dated or self.today, near=self.today, id="dated")
                yield Field("เรื่อง", memo.subject, hint="ชื่อรายงาน", id="subject")
                yield Field("เรียน", memo.to, hint="เช่น นายกองค์การบริหารส่วนตำบล", id="to")
                yield Static("ข้อความ (เว้นว่างไว้ ใช้ข้อความมาตรฐาน)", classes="label", markup=False)
                yield from self._area("paragraphs", memo.paragraphs)
                yield Field("ผู้ลงนามบันทึก", signatory.name, hint="เว้นว่างไว้ ใช้ผู้ลงนามรายงาน", id="signer")
                yield Field("ตำแหน่ง", signatory.position, id="position")

    def _own(self, name: str, label: str, own: OwnText, usual: Sequence[str]) -> ComposeResult:
        """A text of the layout's, or hers, which begins as the layout's."""
        with Vertical(classes="part"):
            ways = [(_NO, "ตามแบบรายงาน"), (_YES, "แก้เอง")]
            yield self._row(f"own-{name}", label, ways, _YES if own.used else _NO)
            with Vertical(id=f"{name}-text"):
                yield from self._area(name, own.lines or tuple(map(to_be_edited, usual)))

    def _area(self, name: str, lines: Sequence[str]) -> ComposeResult:
        yield ThaiTextArea("\n".join(lines), id=name, compact=True)
        yield Static(id=f"{name}-unknown", classes="unknown", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._show_wanted()
        self.set_focus(self.query_one("#with-memo"))

    # --- what shows ------------------------------------------------------------------------------------------

    @on(ChoiceRow.Changed)
    def _show_wanted(self) -> None:
        """Only the fields of what is printed."""
        self.query_one("#memo").display = self._wanted("with-memo")
        for name in ("intro", "committee"):
            self.query_one(f"#{name}-text").display = self._wanted(f"own-{name}")

    def _wanted(self, row: str) -> bool:
        return self.query_one(f"#{row}", ChoiceRow).value == _YES

    @on(ThaiTextArea.Changed)
    def _tell_unknown(self, event: ThaiTextArea.Changed) -> None:
        unknown = unknown_in(event.text_area.text)
        told = self.query_one(f"#{event.text_area.id}-unknown", Static)
        told.update(f"! ไม่รู้จัก {' '.join(unknown)} จะพิมพ์ตามที่เขียน" if unknown else "")
        told.display = bool(unknown)

    # --- the answer ------------------------------------------------------------------------------------------

    def answer(self) -> ReportParts | None:
        dated = self.query_one("#dated", DateField)
        day = dated.checked_day() if self._wanted("with-memo") else dated.day
        if self.complains:
            return None
        parts = replace(
            self.parts,
            memo=self._typed_memo(None if day == self.today else day),
            with_memo=self._wanted("with-memo"),
            annex=Annex(self.query_one("#annex", ChoiceRow).value),
            notes=self._wanted("notes"),
        )
        own = (
            self._typed_own("intro", self.of_layout.intro),
            self._typed_own("committee", self.of_layout.committee),
        )
        return parts.with_texts(self.of_layout.name, *own)

    def _typed_own(self, name: str, usual: Sequence[str]) -> OwnText:
        """Her text; nothing of it where it is the layout's and not used, so that it follows the layout."""
        lines, used = self._lines(name), self._wanted(f"own-{name}")
        return OwnText(() if not used and lines == tuple(map(to_be_edited, usual)) else lines, used=used)

    def _typed_memo(self, dated: date | None) -> Memo:
        signatory = Signatory(self._line("signer"), self._line("position"))
        return Memo(
            number=self._line("number"),
            dated=dated,
            to=self._line("to"),
            subject=self._line("subject"),
            office=self._line("office"),
            paragraphs=self._lines("paragraphs"),
            signatories=(signatory,) if signatory != Signatory() else (),
        )

    def _line(self, name: str) -> str:
        return self.query_one(f"#{name}", Field).value

    def _lines(self, name: str) -> tuple[str, ...]:
        text = self.query_one(f"#{name}", ThaiTextArea).text
        return tuple(line.strip() for line in text.splitlines() if line.strip())
