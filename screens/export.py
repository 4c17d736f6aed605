"""F9: how the report is printed, what it will look like, and where it goes."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Label, Static

from ita_tui import places, tasks
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.errors import ItaError
from ita_tui.saving import NotSaved, TargetExists
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import chosen, digits
from screens.desk import Desk
from screens.dialogs import Choice
from screens.keys import Command, bindings
from screens.opening import open_with_desktop
from screens.page_view import page_view
from screens.screen import ItaScreen
from screens.signatories import SignatoriesScreen, remember, remembered, spoken
from screens.typed_paths import path_in
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.padding import padded
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from ita_tui.reports.layouts import Layout
    from ita_tui.reports.page import Page, Signatory

_FOLDER, _NUMERALS = "export_folder", "export_numerals"
_XLSX, _JSON = "xlsx", "json"
_ABOUT_JSON = (
    "ไฟล์ .json เก็บข้อมูลทั้งปีไว้ครบ ทั้งมาตรการ ความคืบหน้า แบบวัด ข้อ OIT และคะแนน เพื่อส่งต่อหรือนำกลับเข้าโปรแกรมนี้\n"
    "ไม่ใช้แบบรายงาน เลขไทย รอบ และผู้ลงนาม · ไฟล์หลักฐานไม่รวมอยู่ด้วย มีเพียงรหัสตรวจสอบของไฟล์"
)


_LABEL = 11
"""Cells before the choices, without the two between."""
_ROWS = {"layout": "แบบรายงาน", "numerals": "ตัวเลข", "round": "รอบ", "format": "ชนิดไฟล์"}


def _rounds() -> tuple[tuple[str, str], ...]:
    return tuple((str(int(of)), f"{digits(int(of))} เดือน") for of in RoundOf)


class ExportScreen(ItaScreen):
    """The preview shows the very page that is printed."""

    CSS_PATH = "export.tcss"
    NAME = "ส่งออก"
    HELP = (
        "พิมพ์รายงานเป็นไฟล์ เลือกแบบรายงาน ตัวเลข และรอบ ด้วยลูกศร ← → ตัวอย่างด้านล่างคือหน้าที่จะพิมพ์จริง "
        "ตรวจชื่อไฟล์ปลายทางแล้วกด Ctrl+S ไฟล์ที่มีอยู่แล้วจะถามก่อนเขียนทับ ผู้ลงนามและโฟลเดอร์จะจำไว้ใช้ครั้งต่อไป"
    )
    KEYS = (
        Command("ctrl+s", "export", "เขียนไฟล์", "เขียนรายงานลงไฟล์ที่ระบุ", priority=True),
        Command("g", "sign", "ผู้ลงนาม", "แก้ชื่อและตำแหน่งผู้ลงนาม"),
        Command("o", "open", "เปิดไฟล์", "เปิดไฟล์ที่เพิ่งเขียน"),
        Command("escape", "back", "กลับ", "กลับไปภาพรวม"),
    )
    BINDINGS = bindings(KEYS)
    WIDE: ClassVar[int] = 110

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        preferences = desk.store.preferences
        self.signatories = remembered(preferences)
        self.folder = self._kept_folder()
        self.written: Path | None = None
        self._round = desk.year.current_round(desk.today())
        self._numerals = preferences.get(_NUMERALS, str(chosen()))
        self._busy = False

    def _kept_folder(self) -> Path:
        kept = Path(self.desk.store.preferences.get(_FOLDER, ""))
        return kept if kept.is_absolute() and kept.is_dir() else places.documents_folder()

    def compose_body(self) -> ComposeResult:
        layouts = self._layouts()
        with Container(id="export"):
            with Vertical(id="options"):
                yield ChoiceRow(
                    [(one.name, one.title) for one in layouts],
                    label=padded(_ROWS["layout"], _LABEL),
                    id="layout",
                )
                numerals = [("thai", "ไทย"), ("arabic", "อารบิก")]
                yield ChoiceRow(
                    numerals, value=self._numerals, label=padded(_ROWS["numerals"], _LABEL), id="numerals"
                )
                yield ChoiceRow(
                    _rounds(), value=str(int(self._round)), label=padded(_ROWS["round"], _LABEL), id="round"
                )
                formats = [(_XLSX, "ตารางคำนวณ (.xlsx)"), (_JSON, "ข้อมูลทั้งปี (.json)")]
                yield ChoiceRow(formats, label=padded(_ROWS["format"], _LABEL), id="format")
                with Horizontal(id="signatories"):
                    yield Label("ผู้ลงนาม (g)", markup=False)
                    yield Static(id="names", markup=False)
                yield Field(
                    "บันทึกเป็น", str(self.folder / self._file_name(layouts[0].name, _XLSX)), id="target"
                )
                yield Static(id="result", markup=False)
            with VerticalScroll(id="page"):
                yield Static("กำลังจัดหน้า …", id="preview", markup=False)

    def _layouts(self) -> "tuple[Layout, ...]":
        """Every layout that holds together; of her own that do not she is told."""
        choice = tasks.layout_choice(self.desk.store.path)
        for refusal in choice.broken.values():
            self.tell(refusal)
        return choice.usable

    def on_mount(self) -> None:
        super().on_mount()
        self._show_signatories()
        self.on_resize()

    def on_resize(self) -> None:
        self.query_one("#export").set_class(self.size.width >= self.WIDE, "wide")
        self.call_after_refresh(self._show_end_of_target)

    def _show_end_of_target(self) -> None:
        """Where a path is longer than its field, its end says more than its beginning."""
        target = self.query_one("#target", Field).input
        if not target.has_focus:
            target.cursor_position = 0
            target.cursor_position = len(target.value)

    # --- the preview -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        del state
        self.query_one("#round", ChoiceRow).offer(_rounds())
        self.show_page()

    def printing(self) -> tasks.Printing:
        """How the page is to be printed, as it is chosen now."""
        return tasks.Printing(
            layout=self._chosen("layout"),
            thai_numerals=self._chosen("numerals") == "thai",
            round_of=RoundOf(int(self._chosen("round"))),
            signatories=self.signatories,
        )

    def _chosen(self, row: str) -> str:
        return self.query_one(f"#{row}", ChoiceRow).value

    def show_page(self) -> None:
        if self._chosen("format") == _JSON:
            self.query_one("#preview", Static).update(_ABOUT_JSON)
        else:
            self._arrange(self.printing())

    @work(exclusive=True, group="page")
    async def _arrange(self, printing: tasks.Printing) -> None:
        try:
            page = await asyncio.to_thread(tasks.page, self.desk.store, self.desk.year, printing)
        except ItaError as refusal:
            self.tell(refusal)
        else:
            self._show(page)

    def _show(self, page: "Page") -> None:
        for preview in self.query("#preview").results(Static):  # none where the screen was left meanwhile
            preview.update(page_view(page))

    def _show_signatories(self) -> None:
        self.query_one("#names", Static).update(spoken(self.signatories))

    @on(ChoiceRow.Changed)
    def _choice_changed(self, event: ChoiceRow.Changed) -> None:
        if event.row.id in {"format", "layout"}:
            self._rename_target()
        if event.row.id == "numerals":
            with self.telling():
                self.desk.store.preferences.set(_NUMERALS, event.value)
        self.show_page()

    def _rename_target(self) -> None:
        """The offered name follows layout and format; a name of her own keeps its letters, but for the suffix."""
        field = self.query_one("#target", Field)
        typed, suffix = Path(field.value), self._chosen("format")
        offered = {
            self._file_name(layout, kind)
            for layout, _ in self.query_one("#layout", ChoiceRow).choices
            for kind in (_XLSX, _JSON)
        }
        if typed.name in offered:
            field.input.value = str(typed.with_name(self._file_name(self._chosen("layout"), suffix)))
        elif typed.suffix.lower() in {f".{_XLSX}", f".{_JSON}"}:
            field.input.value = str(typed.with_suffix(f".{suffix}"))

    def _file_name(self, layout: str, suffix: str) -> str:
        return tasks.report_name(self.desk.year, layout, suffix)

    @work
    async def action_sign(self) -> None:
        await self.app.push_screen_wait(SignatoriesScreen(self.signatories, self._keep_signatories))

    def _keep_signatories(self, changed: "tuple[Signatory, ...]") -> None:
        self.signatories = changed
        with self.telling():
            remember(self.desk.store.preferences, changed)
        self._show_signatories()
        self.show_page()

    # --- writing ---------------------------------------------------------------------------------------------

    @on(ThaiInput.Submitted)
    def _submitted(self) -> None:
        self.action_export()

    def action_export(self) -> None:
        target = self._target()
        if target is not None and not self._busy:
            self._export(target)

    def _target(self) -> Path | None:
        """Where the file goes: a folder gets the offered name, a name without its suffix gets it."""
        field = self.query_one("#target", Field)
        suffix = self._chosen("format")
        path = path_in(field, self.folder, empty="พิมพ์ชื่อไฟล์ที่จะบันทึก")
        if path is None:
            return None
        if path.is_dir():
            return path / self._file_name(self._chosen("layout"), suffix)
        return path if path.suffix.lower() == f".{suffix}" else path.with_name(f"{path.name}.{suffix}")

    @work(group="export")
    async def _export(self, target: Path) -> None:
        self._busy = True
        result = self.query_one("#result", Static)
        try:
            self.written = await self._written(target) or self.written
        except ItaError as refusal:
            self.tell(refusal)
            result.update(f"! {refusal.happened}")
        else:
            result.update(f"✓ เขียนแล้ว {self.written} · กด o เพื่อเปิด" if self.written else "")
        finally:
            self._busy = False

    async def _written(self, target: Path) -> Path | None:
        """Write, asking as often as something stands in the way; None where she gave up."""
        printing = None if self._chosen("format") == _JSON else self.printing()
        overwrite = False
        while True:
            self.query_one("#result", Static).update(f"กำลังเขียน {target.name} …")
            try:
                path = await asyncio.to_thread(self._write, printing, target, overwrite=overwrite)
            except NotSaved as refusal:
                if refusal.proposed is None:
                    raise
                answer = await self._ask(refusal, refusal.proposed)
                if answer is None:
                    return None
                target = refusal.proposed if answer == "free" else target
                overwrite = answer != "free"
            else:
                with self.telling():  # the report is written, whatever becomes of what is remembered of it
                    self._remember(path)
                return path

    def _write(self, printing: tasks.Printing | None, target: Path, *, overwrite: bool) -> Path:
        """Write in a thread: a report as it was chosen, or the whole year where nothing is printed."""
        desk = self.desk
        if printing is None:
            return tasks.export_open_format(desk.store, desk.year, desk.today(), target, overwrite=overwrite)
        return tasks.export_report(desk.store, desk.year, printing, target, overwrite=overwrite)

    async def _ask(self, refusal: NotSaved, free: Path) -> str | None:
        other = (
            ("again", "เขียนทับไฟล์เดิม")
            if isinstance(refusal, TargetExists)
            else ("again", "ลองเขียนไฟล์เดิมอีกครั้ง")
        )
        answers = [("free", f"บันทึกเป็น {free.name}"), other]
        return await self.app.push_screen_wait(Choice(refusal.happened, answers))

    def _remember(self, path: Path) -> None:
        """The next report goes to the same folder; the page takes the focus, so that o opens the file."""
        self.folder = path.absolute().parent
        self.desk.store.preferences.set(_FOLDER, str(self.folder))
        self.query_one("#target", Field).input.value = str(path)
        self.query_one("#page").focus()
        self._show_end_of_target()

    @work(thread=True, group="open")
    def action_open(self) -> None:
        """Open what was written, off the event loop."""
        if self.written is None:
            return
        try:
            open_with_desktop(self.written)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is nothing to open before something was written."""
        del parameters
        return action != "open" or self.written is not None

    def action_back(self) -> None:
        self.app.call_later(self.app.run_action, "go('overview')")
