"""The choices of the export screen: layout, numerals, round, day of the data, format, typeface, and where to."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Label, Static

from ita_tui import places, tasks
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.report_parts import OwnText, ReportParts
from ita_tui.reports.options import Memo
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import chosen, digits
from screens.desk import Desk
from screens.export_forms import ExportForm
from screens.signatories import spoken
from screens.typed_paths import path_in
from screens.widgets.choice_line import ChoiceLine
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.padding import padded

if TYPE_CHECKING:
    from ita_tui.reports.kept_printing import KeptPrinting
    from ita_tui.reports.layouts import Layout
    from ita_tui.reports.page import Signatory

_FOLDER = "export_folder"
_KEPT = {"layout", "numerals", "format", "face"}
"""The rows whose choice is remembered; round and day begin anew with the day."""

_LABEL = 11
"""Cells before the choices, without the two between."""
_ROWS = {
    "layout": "แบบรายงาน",
    "numerals": "ตัวเลข",
    "round": "รอบ",
    "signed": "ฉบับ",
    "stood": "ข้อมูล ณ",
    "format": "ชนิดไฟล์",
    "face": "แบบอักษร",
}
_TODAY, _ROUND_END = "today", "round_end"
_SIGNED, _NOW = "signed", "now"
_THAI = "thai"


def _rounds() -> tuple[tuple[str, str], ...]:
    return tuple((str(int(of)), f"{digits(int(of))} เดือน") for of in RoundOf)


def parts_of(kept: "KeptPrinting") -> ReportParts:
    """What went around the tables of a report that was signed."""

    def own(lines: tuple[str, ...] | None) -> OwnText:
        return OwnText(lines or (), used=lines is not None)

    return ReportParts(
        memo=kept.memo or Memo(),
        with_memo=kept.memo is not None,
        intros={kept.layout: own(kept.intro)},
        committees={kept.layout: own(kept.committee)},
        annex=kept.annex,
        notes=kept.notes,
    )


class ExportChoices(VerticalScroll, can_focus=False):
    """Answers what is chosen; a change bubbles up as the row's own message after :meth:`take` was told of it."""

    def __init__(self, desk: Desk, layouts: "Sequence[Layout]") -> None:
        super().__init__(id="options")
        self.desk = desk
        self.layouts = tuple(layouts)
        self.signed: Mapping[RoundOf, tasks.SignedCopy] = {}
        self.folder = self._kept_folder()
        self._was = ExportForm(self._kept("format", [(form.value, "") for form in ExportForm]))

    def _kept_folder(self) -> Path:
        kept = Path(self.desk.store.preferences.get(_FOLDER, ""))
        return kept if kept.is_absolute() and kept.is_dir() else places.documents_folder()

    def _kept(self, row: str, choices: Sequence[tuple[str, str]], usual: str = "") -> str:
        """What was chosen last, where it is still among the choices."""
        kept = self.desk.store.preferences.get(f"export_{row}", "")
        return kept if kept in dict(choices) else usual or choices[0][0]

    # --- the rows ----------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        layouts = [(one.name, one.title) for one in self.layouts]
        numerals = [(_THAI, "ไทย"), ("arabic", "อารบิก")]
        current = self.desk.year.current_round(self.desk.today())
        yield ChoiceLine(
            layouts, value=self._kept("layout", layouts), label=padded(_ROWS["layout"], _LABEL), id="layout"
        )
        yield self._row("numerals", numerals, self._kept("numerals", numerals, str(chosen())))
        yield self._row("round", _rounds(), str(int(current)))
        yield self._row("signed", [(_SIGNED, ""), (_NOW, "")], _SIGNED)
        yield self._row("stood", self._days(current), _TODAY)
        yield self._row("format", [(form.value, form.label) for form in ExportForm], self._was.value)
        yield self._row("face", [("", "กำลังหาแบบอักษร …")])
        for label, name in (("ส่วนประกอบ", "parts"), ("ผู้ลงนาม", "names")):
            with Horizontal(classes="said"):
                yield Label(label, markup=False)
                yield Static(id=name, markup=False)
        yield Field("บันทึกเป็น", id="target")

    def _row(self, name: str, choices: Sequence[tuple[str, str]], value: str = "") -> ChoiceRow:
        return ChoiceRow(choices, value=value, label=padded(_ROWS[name], _LABEL), id=name)

    def on_mount(self) -> None:
        self._field.input.value = str(self.folder / self.offered_name())

    def show_said(self, parts: ReportParts, signatories: "tuple[Signatory, ...]") -> None:
        """What goes around the tables: as it is remembered, or as it was signed."""
        if self.copy is not None:
            kept = self.copy.printing
            parts, signatories = parts_of(kept), kept.signatories
        self.query_one("#parts", Static).update(parts.spoken(self.layout_chosen.name))
        self.query_one("#names", Static).update(spoken(signatories))

    def show_rows(self) -> None:
        """Every row in the screen's numerals, and only those that there is something to choose in."""
        self.query_one("#round", ChoiceRow).offer(_rounds())
        stood = self.query_one("#stood", ChoiceRow)
        stood.offer(self._days(self.round_of))
        signed, copy = self.query_one("#signed", ChoiceRow), self.copy
        signed.offer(self._versions())
        signed.display = self.form.is_page and self.round_of in self.signed
        stood.display = copy is None and self._end_of(self.round_of) < self.desk.today()
        self.query_one("#numerals").display = copy is None
        self.query_one("#face").display = copy is None and self.form.has_workbook

    def offer_signed(self, copies: Mapping[RoundOf, tasks.SignedCopy]) -> None:
        """What stands signed of each round: a layout of her own in which it was is offered, too."""
        before, self.signed = self.signed, copies
        for copy in copies.values():
            known = {one.name for one in self.layouts}
            of_that = tasks.layouts_of(self.desk.store, copy).usable
            self.layouts += tuple(one for one in of_that if one.name not in known)
        self.query_one("#layout", ChoiceLine).offer([(one.name, one.title) for one in self.layouts])
        if self.round_of in copies and before.get(self.round_of) != copies[self.round_of]:
            self._as_signed()
        self.show_rows()

    def _as_signed(self) -> None:
        """A round that was signed is shown in the layout that was signed, until she chooses another one."""
        copy = self.copy
        if copy is not None and copy.printing.layout in {one.name for one in self.layouts}:
            self.query_one("#layout", ChoiceLine).value = copy.printing.layout
            self._rename_target()

    def _versions(self) -> tuple[tuple[str, str], ...]:
        copy = self.signed.get(self.round_of)
        day = short_date(copy.frozen.at.date()) if copy else ""
        return ((_SIGNED, f"ตามที่ลงนาม {day}"), (_NOW, "ข้อมูลปัจจุบัน (ไม่ใช่ฉบับที่ลงนาม)"))

    def offer_faces(self, faces: Mapping[str, bool]) -> None:
        row = self.query_one("#face", ChoiceRow)
        choices = [(name, f"{name} {'พบ' if found else 'ไม่พบ'}") for name, found in faces.items()]
        row.offer(choices)
        row.value = self._kept("face", choices)

    def _days(self, round_of: RoundOf) -> tuple[tuple[str, str], ...]:
        """As the year stands now, or as it stood when the round ended."""
        end = self._end_of(round_of)
        return ((_TODAY, "วันนี้"), (_ROUND_END, f"สิ้นรอบ {short_date(end)} ตามที่บันทึกไว้ในวันนั้น"))

    def _end_of(self, round_of: RoundOf) -> date:
        return self.desk.year.reporting_round(round_of).last

    # --- what is chosen ----------------------------------------------------------------------------------------

    def _chosen(self, row: str) -> str:
        return self.query_one(f"#{row}", ChoiceRow).value

    @property
    def form(self) -> ExportForm:
        return ExportForm(self._chosen("format"))

    @property
    def copy(self) -> tasks.SignedCopy | None:
        """What was signed of the chosen round, where that is what will be printed."""
        as_signed = self.form.is_page and self._chosen("signed") == _SIGNED
        return self.signed.get(self.round_of) if as_signed else None

    @property
    def face(self) -> str:
        return self._chosen("face") if self.copy is None else self.copy.printing.face or self._chosen("face")

    @property
    def layout_chosen(self) -> "Layout":
        return next(one for one in self.layouts if one.name == self._chosen("layout"))

    @property
    def round_of(self) -> RoundOf:
        return RoundOf(int(self._chosen("round")))

    @property
    def stood_on(self) -> date | None:
        """The end of a round that is over, where she chose the data of that day."""
        end = self._end_of(self.round_of)
        return end if self._chosen("stood") == _ROUND_END and end < self.desk.today() else None

    def printing(self, parts: ReportParts, signatories: "tuple[Signatory, ...]") -> tasks.Printing:
        """How the page is to be printed."""
        if self.copy is not None:
            return tasks.as_signed(self.copy, self._chosen("layout"))
        plain = tasks.Printing(
            layout=self._chosen("layout"),
            thai_numerals=self._chosen("numerals") == _THAI,
            round_of=self.round_of,
            today=self.desk.today(),
            stood_on=self.stood_on,
            face=self.face,
        )
        return tasks.with_parts(plain, parts, signatories)

    def take(self, row: ChoiceRow) -> None:
        """What follows from a change of hers: the file's name, and what is remembered. Raises ItaError."""
        if row.id in {"round", "signed"}:
            self._as_signed()
        if row.id in {"format", "layout", "round"}:
            self._rename_target()
        self.show_rows()
        if row.id in _KEPT:
            self.desk.store.preferences.set(f"export_{row.id}", row.value)

    def choose(self, row: str, value: str) -> None:
        """Choose in a row as she does."""
        self.query_one(f"#{row}", ChoiceRow).choose(value)

    def back_to_today(self) -> None:
        """The data of today, where there are none of the day that was chosen."""
        self.query_one("#stood", ChoiceRow).value = _TODAY

    # --- where it goes -----------------------------------------------------------------------------------------

    @property
    def _field(self) -> Field:
        return self.query_one("#target", Field)

    def offered_name(self) -> str:
        return self.form.file_name(self.desk.year, self.layout_chosen.title, self.round_of)

    def _rename_target(self) -> None:
        """The offered name follows what is chosen; a name of her own keeps its letters, but for the suffix."""
        typed, form = Path(self._field.value), self.form
        offered = {
            kind.file_name(self.desk.year, one.title, of)
            for one in self.layouts
            for kind in ExportForm
            for of in RoundOf
        }
        was, self._was = self._was, form
        if typed.name in offered or (was is ExportForm.FOLDER and form is not was):
            self._field.input.value = str(typed.with_name(self.offered_name()))
        elif typed.name and form.renamed(typed).name != typed.name + form.suffix:
            self._field.input.value = str(form.renamed(typed))

    def target(self) -> Path | None:
        """Where the file goes: a folder gets the offered name, a name without its suffix gets it.

        None, with a complaint beside the field, where what is typed is no place for a file.
        """
        path = path_in(self._field, self.folder, empty="พิมพ์ชื่อไฟล์ที่จะบันทึก")
        if path is None:
            return None
        if path.is_dir() and path.name != self.offered_name():
            return path / self.offered_name()
        suffix = self.form.suffix
        return path if path.suffix.lower() == suffix or not suffix else path.with_name(path.name + suffix)

    def show_target(self, path: Path) -> None:
        self._field.input.value = str(path)
        self.show_end_of_target()

    def show_end_of_target(self) -> None:
        """Where a path is longer than its field, its end says more than its beginning."""
        target = self._field.input
        if not target.has_focus:
            target.cursor_position = 0
            target.cursor_position = len(target.value)

    def remember_folder(self, path: Path) -> None:
        """The next report goes to the same folder. Raises ItaError."""
        self.folder = path.absolute().parent
        self.desk.store.preferences.set(_FOLDER, str(self.folder))
