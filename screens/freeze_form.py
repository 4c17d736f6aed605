"""What is looked at before a round is closed for signing: as of which day, in which layout, who signs, what was found."""

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui import report_parts, tasks
from ita_tui.domain.checks import Level, counted
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.rounds import FrozenRound
from ita_tui.errors import ItaError
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import chosen, digits, shown
from screens.desk import Desk
from screens.dialogs import Ask, Choice, Confirm
from screens.keys import Command, bindings
from screens.notices import tell
from screens.signatories import SignatoriesScreen, spoken
from screens.widgets.choice_line import ChoiceLine
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.padding import padded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ita_tui.domain.checks import Finding

_LABEL = 11
_NOW, _ROUND_END = "now", "round_end"
_NAMED = 3
"""As many findings that block are named."""


class FreezeForm(ModalScreen[FrozenRound | None]):
    """Ends with the round as it was kept, or with None where it was given up.

    ``offered`` is the last day of the round where the data of that day can be signed, ``usual`` what is chosen at first.
    """

    NAME = "ปิดรอบ"
    HELP = (
        "ดูสิ่งที่จะเก็บก่อนปิดรอบ เลือกข้อมูล ณ วันใด แบบรายงาน และตัวเลข กด g เพื่อแก้ผู้ลงนาม "
        "ความนำ บันทึกข้อความ และบัญชีหลักฐาน ใช้ตามที่จำไว้จากหน้าส่งออก (F9) "
        "ถ้ามีข้อที่ต้องแก้ก่อนลงนามจะปิดรอบได้เมื่อแก้ ยกเว้นที่หน้าตรวจ (F8) หรือเขียนเหตุผล"
    )
    KEYS = (
        Command("ctrl+s", "done", "ปิดรอบ", "ปิดรอบตามที่แสดง", priority=True),
        Command("g", "sign", "ผู้ลงนาม", "แก้ชื่อและตำแหน่งผู้ลงนาม"),
        Command("up", "app.focus_previous", "ขึ้น", "หัวข้อก่อนหน้า", shown=False),
        Command("down", "app.focus_next", "ลง", "หัวข้อถัดไป", shown=False),
        Command("escape", "close", "กลับ", "กลับโดยไม่ปิดรอบ"),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    FreezeForm { align: center middle; }
    FreezeForm > Vertical {
        width: 78; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    FreezeForm VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    FreezeForm #title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
    FreezeForm Static { height: auto; }
    FreezeForm .gap { margin: 1 0 0 0; }
    FreezeForm .hint { color: $text-muted; dock: bottom; height: 1; }
    """

    def __init__(self, desk: Desk, round_of: RoundOf, *, offered: date | None, usual: date | None) -> None:
        super().__init__()
        self.desk = desk
        self.round_of = round_of
        self.offered = offered
        self.usual = usual
        self.ready: tasks.Preparation | None = None
        self.signatories = report_parts.remembered_signatories(desk.store.preferences)
        self._keeping = False

    def compose(self) -> ComposeResult:
        kept = self.desk.store.preferences.get
        layouts = [(one.name, one.title) for one in tasks.layout_choice(self.desk.store.path).usable]
        layout = kept("export_layout", "")
        numerals = kept("export_numerals", "") or str(chosen())
        of = f"รอบ {digits(int(self.round_of))} เดือน ปีงบประมาณ {digits(self.desk.year.be)}"
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(f"ปิด{of} เพื่อลงนาม", id="title", markup=False)
                yield self._stood()
                yield ChoiceLine(
                    layouts,
                    value=layout if layout in dict(layouts) else "",
                    label=padded("แบบรายงาน", _LABEL),
                    id="layout",
                )
                yield ChoiceRow(
                    [("thai", "ไทย"), ("arabic", "อารบิก")],
                    value=numerals,
                    label=padded("ตัวเลข", _LABEL),
                    id="numerals",
                )
                yield Static(id="names", markup=False)
                yield Static(id="parts", markup=False)
                yield Static(id="found", classes="gap", markup=False)
                yield Static(id="meeting", markup=False)
                yield Static(
                    "หลังปิดรอบ เลิกทำด้วย Ctrl+Z ไม่ได้ ต้องปลดพร้อมเหตุผล", classes="gap", id="after", markup=False
                )
            yield Static("Ctrl+S ปิดรอบ · g ผู้ลงนาม · F8 หน้าตรวจ · Esc กลับ", classes="hint", markup=False)

    def _stood(self) -> ChoiceRow:
        """As of which day: only where there is something to choose."""
        end = short_date(self.desk.year.reporting_round(self.round_of).last)
        choices = [(_NOW, "ขณะนี้")]
        if self.offered is not None:
            choices.append((_ROUND_END, f"สิ้นรอบ {end} ตามที่บันทึกไว้ในวันนั้น"))
        value = _ROUND_END if self.usual is not None and self.offered is not None else _NOW
        return ChoiceRow(choices, value=value, label=padded("ข้อมูล ณ", _LABEL), id="stood")

    def on_mount(self) -> None:
        self._show_said()
        self._prepare()

    # --- what will be kept ---------------------------------------------------------------------------------

    @property
    def stood_on(self) -> date | None:
        return self.offered if self.query_one("#stood", ChoiceRow).value == _ROUND_END else None

    @property
    def layout_name(self) -> str:
        return self.query_one("#layout", ChoiceRow).value

    def _show_said(self) -> None:
        parts = report_parts.remembered(self.desk.store.preferences)
        self._say("names", f"{padded('ผู้ลงนาม', _LABEL)}  {shown(spoken(self.signatories))}")
        self._say("parts", f"{padded('ส่วนประกอบ', _LABEL)}  {parts.spoken(self.layout_name)}")

    def _say(self, name: str, words: str | Content) -> None:
        for line in self.query(f"#{name}").results(Static):  # none where the form was closed meanwhile
            line.update(words)

    @on(ChoiceRow.Changed, "#layout")
    def _layout_changed(self) -> None:
        self._show_said()

    @on(ChoiceRow.Changed, "#stood")
    def _day_changed(self) -> None:
        self._prepare()

    @work(exclusive=True, group="prepare")
    async def _prepare(self) -> None:
        """Look at what would be signed: every evidence file is read, so it may take a while."""
        self.ready = None
        self._say("found", "กำลังตรวจข้อมูลและไฟล์หลักฐาน …")
        store, year = self.desk.store, self.desk.year
        try:
            ready = await asyncio.to_thread(
                tasks.prepare, store, year, self.round_of, self.desk.today(), stood_on=self.stood_on
            )
        except ItaError as refusal:
            tell(self.app, refusal)
            self._say("found", Content.styled(f"! {refusal.happened}", "$text-error"))
            return
        self.ready = ready
        left = (self.desk.year.reporting_round(self.round_of).last - self.desk.today()).days
        early = [f"! รอบนี้ยังไม่สิ้นสุด อีก {digits(left)} วัน"] if left > 0 else []
        warnings = [Content.styled(line, "$text-warning") for line in early]
        self._say("found", Content("\n").join([_found(ready), *warnings]))
        self._say("meeting", f"{padded('ประชุม', _LABEL)}  {_meeting(ready, year.be)}")

    @work
    async def action_sign(self) -> None:
        changed = await self.app.push_screen_wait(SignatoriesScreen(self.signatories))
        if changed is not None:
            self.signatories = changed
            try:
                report_parts.remember_signatories(self.desk.store.preferences, changed)
            except ItaError as refusal:
                tell(self.app, refusal)
            self._show_said()

    # --- closing the round ---------------------------------------------------------------------------------

    def printing(self) -> tasks.Printing:
        """How the report is printed that is signed; what goes around its tables is as remembered."""
        preferences = self.desk.store.preferences
        plain = tasks.Printing(
            layout=self.layout_name,
            thai_numerals=self.query_one("#numerals", ChoiceRow).value == "thai",
            round_of=self.round_of,
            today=self.desk.today(),
            stood_on=self.stood_on,
            face=preferences.get("export_face", ""),
        )
        return tasks.with_parts(plain, report_parts.remembered(preferences), self.signatories)

    def action_done(self) -> None:
        if self.ready is None:
            self.app.notify("ยังตรวจข้อมูลไม่เสร็จ รอสักครู่แล้วกดอีกครั้ง", markup=False)
        elif not self._keeping:
            self._keeping = True
            self._keep(self.ready)

    @work
    async def _keep(self, ready: tasks.Preparation) -> None:
        try:
            frozen = await self._kept(ready)
        except ItaError as refusal:
            tell(self.app, refusal)
            frozen = None
            if isinstance(refusal, tasks.RoundBlocked):  # found since it was looked at: look again
                self._prepare()
        finally:
            self._keeping = False
        if frozen is not None:
            self.dismiss(frozen)

    async def _kept(self, ready: tasks.Preparation) -> FrozenRound | None:
        """Ask what must be asked, and keep the round; None where she would rather not."""
        despite = ""
        if ready.blocking:
            reason = await self._reason_despite(ready.blocking)
            if reason is None:
                return None
            if not reason.strip():
                raise tasks.ReasonMissing("ปิดรอบ")
            despite = reason
        of = digits(int(self.round_of))
        question = (
            f"ปิดรอบ {of} เดือน ข้อมูล ณ {short_date(self.stood_on) if self.stood_on else 'ขณะนี้'}\n"
            "เมื่อปิดแล้ว รายงานที่พิมพ์จะเป็นฉบับนี้จนกว่าจะปลดพร้อมเหตุผล"
        )
        if await self.app.push_screen_wait(Confirm(question, yes="ปิดรอบและออกรหัสตรวจสอบ")) != "yes":
            return None
        printing = self.printing()
        return await asyncio.to_thread(
            tasks.freeze_round,
            self.desk.store,
            self.desk.year,
            self.round_of,
            printing,
            self.desk.now(),
            despite=despite,
            seen=[one.identity for one in ready.blocking],
            on_told=self._tell_unsaved,
        )

    def _tell_unsaved(self, words: str) -> None:
        """Called in the thread: the round is signed, and its backup could not be made."""
        self.app.call_from_thread(self.app.notify, words, severity="warning", timeout=30, markup=False)

    async def _reason_despite(self, blocking: "Sequence[Finding]") -> str | None:
        named = [f"! {shown(one.name)}: {shown(one.words)}" for one in blocking[:_NAMED]]
        more = [f"… และอีก {digits(len(blocking) - _NAMED)} ข้อ"] if len(blocking) > _NAMED else []
        question = "\n".join((f"มีข้อที่ต้องแก้ก่อนลงนาม {digits(len(blocking))} ข้อ", *named, *more))
        answers = [
            ("back", "กลับ ยังไม่ปิดรอบ"),
            ("checks", "เปิดหน้าตรวจ (F8) เพื่อแก้หรือยกเว้น"),
            ("despite", "ปิดรอบทั้งที่ยังมีข้อเหล่านี้ โดยเขียนเหตุผล"),
        ]
        answer = await self.app.push_screen_wait(Choice(question, answers))
        if answer == "checks":
            self.app.call_later(self.app.run_action, "go('checks')")
        if answer != "despite":
            return None
        return await self.app.push_screen_wait(
            Ask("ปิดรอบทั้งที่ยังมีข้อที่ต้องแก้ เพราะเหตุใด", hint="เหตุผลจะเก็บไว้กับฉบับที่ลงนาม · ↵ ตกลง · Esc ยกเลิก")
        )

    def action_close(self) -> None:
        self.dismiss(None)


def _found(ready: tasks.Preparation) -> Content:
    """How many findings stand of each level, how many are waived, and what was changed since the day that is signed."""
    counts = counted(ready.findings)
    words = [f"{level.sign} {level.label} {digits(counts[level])}" for level in Level]
    waived = f"ยกเว้น {digits(len(ready.waived))}"
    line = f"{padded('ผลตรวจ', _LABEL)}  {' · '.join((*words, waived))}"
    lines = [Content.styled(line, "$text-error" if ready.blocking else "$foreground")]
    if ready.later:
        lines.append(
            Content.styled(
                f"! ข้อมูลขณะนี้ต่างจากวันนั้น {digits(len(ready.later))} แห่ง ซึ่งจะไม่อยู่ในฉบับที่ลงนาม", "$text-warning"
            )
        )
    return Content("\n").join(lines)


def _meeting(ready: tasks.Preparation, be: int) -> str:
    meeting = ready.meeting
    if meeting is None:
        return "ยังไม่มีการประชุมที่ปิดแล้ว"
    held = f" {short_date(meeting.held)}" if meeting.held else ""
    return f"{meeting.name(be)}{held} · มติ {digits(len(meeting.resolutions))} ข้อ"
