"""Closing a round for signing: both rounds of the year, what was kept of each, and what has changed since."""

import asyncio
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from ita_tui import tasks
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.rounds import FrozenRound, standing
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.dates import moment, short_date
from ita_tui.thai.numerals import digits, shown
from screens.code_check import CodeCheckScreen
from screens.desk import Desk
from screens.dialogs import Ask, Choice
from screens.freeze_form import FreezeForm
from screens.keys import Command, bindings
from screens.screen import ItaScreen
from screens.widgets.line_list import Line, LineList
from screens.widgets.padding import padded

if TYPE_CHECKING:
    from datetime import date

_MOST = 200
"""Changes that are listed; the rest is counted."""
_TYPED = "typed"
_LABEL = 10


class RoundsScreen(ItaScreen):
    """A line a round, and one for each that was released; below it all that is known of the chosen one."""

    NAME = "ปิดรอบและลงนาม"
    HELP = (
        "ปิดรอบ ๖ หรือ ๑๒ เดือนเมื่อรายงานพร้อมลงนาม โปรแกรมเก็บรายงานทั้งฉบับอย่างที่เป็นอยู่ พร้อมข้อที่ยกเว้น ผู้ลงนาม "
        "การประชุม และลายนิ้วมือของข้อมูล แล้วออกรหัสตรวจสอบซึ่งพิมพ์ข้างเลขหน้าทุกหน้า กด v พิมพ์รหัสจากกระดาษเมื่อใดก็ได้ "
        "เพื่อดูว่าข้อมูลยังเป็นอย่างที่ลงนามหรือไม่ สิ่งที่แก้หลังจากนั้นมีเครื่องหมาย «หลังลงนาม» "
        "การปิดรอบเลิกทำด้วย Ctrl+Z ไม่ได้ ต้องปลดพร้อมเหตุผล ซึ่งอยู่ในประวัติตลอดไป"
    )
    KEYS = (
        Command("f", "freeze", "ปิดรอบ", "ปิดรอบที่เลือกเพื่อลงนาม"),
        Command("p", "print", "พิมพ์", "พิมพ์รอบที่เลือกตามที่ลงนาม"),
        Command("v", "verify", "ตรวจรหัส", "ตรวจว่าข้อมูลยังเป็นอย่างที่ลงนามหรือไม่"),
        Command("u", "release", "ปลด", "ปลดการปิดรอบพร้อมเหตุผล"),
        Command("pagedown", "scroll_details(1)", "เลื่อน", "เลื่อนรายละเอียดลง"),
        Command("pageup", "scroll_details(-1)", "เลื่อนขึ้น", "เลื่อนรายละเอียดขึ้น", shown=False),
        Command("escape", "back", "กลับ", "กลับไปหน้าส่งออก"),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    RoundsScreen #rounds { height: auto; max-height: 8; margin: 1 0 0 0; border: none; }
    RoundsScreen #details { height: 1fr; padding: 0 1; border-top: solid $foreground 20%; scrollbar-size-vertical: 1; }
    RoundsScreen #said { height: auto; }
    """

    class Print(Message):
        """A round is to be printed as it was signed."""

        def __init__(self, round_of: RoundOf) -> None:
            self.round_of = round_of
            super().__init__()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._of: tuple[tuple[RoundOf, FrozenRound | None], ...] = ()
        self._begun = False

    def compose_body(self) -> ComposeResult:
        yield LineList(id="rounds")
        with VerticalScroll(id="details", can_focus=False):
            yield Static(id="said", markup=False)

    # --- showing -------------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        """Both rounds, then what was released; at first the cursor is on the round that is running."""
        rounds = [(of, standing(state.frozen, of)) for of in RoundOf]
        released = [(one.round_of, one) for one in reversed(state.frozen) if not one.stands]
        self._of = (*rounds, *released)
        lines = self.query_one(LineList)
        lines.put([Line(_key(of, one), self._line(of, one, state)) for of, one in self._of])
        if not self._begun:
            self._begun = True
            lines.focus()
            lines.highlighted = list(RoundOf).index(state.report.year.current_round(state.today))
        self.show_chosen()

    def _line(self, round_of: RoundOf, one: FrozenRound | None, state: YearState) -> Content:
        span = state.report.year.reporting_round(round_of)
        name = f"รอบ {digits(int(round_of)):>2} เดือน"
        if one is None:
            days = f"{short_date(span.first)} – {short_date(span.last)}"
            return Content.assemble((name, "bold"), f"   ○ ยังไม่ปิด   {days}")
        if not one.stands:
            return Content.styled(
                f"{name}   ✕ ปลดแล้ว {short_date((one.released or one.at).date())}   {one.code}",
                "$foreground-muted",
            )
        return Content.assemble(
            (name, "bold"),
            ("   ✓ ลงนามแล้ว ", "$text-success"),
            f"{short_date(one.at.date())}   ",
            (one.code, "bold"),
        )

    @property
    def chosen(self) -> tuple[RoundOf, FrozenRound | None] | None:
        """The round under the cursor, with what stands signed of it or was released."""
        at = self.query_one(LineList).highlighted
        return self._of[at] if at is not None and at < len(self._of) else None

    @on(OptionList.OptionHighlighted)
    def show_chosen(self) -> None:
        self.refresh_bindings()
        chosen, state = self.chosen, self.state
        if chosen is None or state is None:
            return
        round_of, one = chosen
        if one is None:
            self.workers.cancel_group(self, "look")
            self._say(_about_open(round_of, state))
        else:
            self._look(one, state)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, one: FrozenRound, state: YearState) -> None:
        """Read what was kept, and what has changed since, off the event loop."""
        try:
            kept = tasks.kept_words(self.desk.store, one)
        except ItaError as refusal:
            said = Content("\n").join([*_head(one, state.today), Content(""), _warning(str(refusal))])
        else:
            said = _about_signed(one, kept, state.today)
        self.app.call_from_thread(self._show_looked, one, said)

    def _show_looked(self, one: FrozenRound, said: Content) -> None:
        """Show it, unless the cursor has gone on or the screen was left."""
        if self.is_attached and self.query("#said") and self.chosen is not None and self.chosen[1] is one:
            self._say(said)

    def _say(self, said: Content) -> None:
        self.query_one("#said", Static).update(said)
        self.query_one("#details").scroll_home(animate=False)

    def action_scroll_details(self, pages: int) -> None:
        details = self.query_one("#details")
        details.scroll_relative(y=pages * max(1, details.size.height - 1), animate=False)

    # --- doing ---------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """What stands signed can be printed and released, what does not can be closed."""
        del parameters
        if action not in {"freeze", "print", "release"} or not self.is_attached or not self.query(LineList):
            return True
        chosen = self.chosen
        stands = chosen is not None and chosen[1] is not None and chosen[1].stands
        return stands if action != "freeze" else chosen is not None and chosen[1] is None

    @work
    async def action_freeze(self) -> None:
        if self.chosen is None or self.chosen[1] is not None or self.state is None:
            return
        round_of, _ = self.chosen
        store, year, today = self.desk.store, self.desk.year, self.desk.today()
        offered = await asyncio.to_thread(tasks.day_to_offer, store, year, round_of, today)
        usual = await asyncio.to_thread(tasks.usual_day, store, year, round_of, today)
        frozen = await self.app.push_screen_wait(
            FreezeForm(self.desk, round_of, offered=offered, usual=usual)
        )
        if frozen is not None:
            self.say_saved()
            self.app.notify(
                f"รหัสตรวจสอบ {frozen.code}\nพิมพ์รายงานที่ลงนามด้วยปุ่ม p",
                title=f"ปิดรอบ {digits(int(round_of))} เดือนแล้ว",
                markup=False,
            )

    @work
    async def action_release(self) -> None:
        """Ask for the reason, which stands in the history; without one nothing is released."""
        chosen = self.chosen
        if chosen is None or chosen[1] is None or not chosen[1].stands or chosen[1].id is None:
            return
        frozen, number = chosen[1], chosen[1].id
        question = (
            f"ปลดการปิดรอบ {digits(int(frozen.round_of))} เดือน รหัส {frozen.code}\n"
            "รายงานที่ลงนามแล้วจะไม่ใช่ฉบับที่ใช้อยู่ สำเนาที่เก็บไว้ไม่ถูกลบ\nปลดเพราะเหตุใด"
        )
        reason = await self.app.push_screen_wait(
            Ask(question, hint="เหตุผลจะอยู่ในประวัติ · ↵ ปลดการปิดรอบ · Esc ไม่ปลด")
        )
        if reason is None:
            return
        with self.telling():
            await asyncio.to_thread(tasks.release_round, self.desk.store, number, reason)
            self.say_saved()

    @work
    async def action_verify(self) -> None:
        """Pick a code that is known here, or type the one on the paper; then tell what holds."""
        if self.state is None:
            return
        code = await self._code_to_verify(self.state)
        if code:
            with self.telling():
                check = await asyncio.to_thread(tasks.check_code, self.desk.store, code, thorough=False)
                await self.app.push_screen_wait(CodeCheckScreen(check))

    async def _code_to_verify(self, state: YearState) -> str | None:
        answers = [(_TYPED, "พิมพ์รหัสจากกระดาษ …")]
        for one in dict.fromkeys(frozen.code for frozen in reversed(state.frozen)):
            frozen = next(known for known in reversed(state.frozen) if known.code == one)
            said = "" if frozen.stands else " (ปลดแล้ว)"
            answers.append((one, f"{one}  รอบ {digits(int(frozen.round_of))} เดือน{said}"))
        here = self.chosen[1].code if self.chosen is not None and self.chosen[1] is not None else ""
        picked: str | None = _TYPED
        if len(answers) > 1:
            picked = await self.app.push_screen_wait(Choice("ตรวจรหัสใด", answers, at=here))
        if picked != _TYPED:
            return picked
        return await self.app.push_screen_wait(
            Ask("รหัสตรวจสอบข้างเลขหน้าของรายงาน", hint="ตัวเล็ก เลขไทย หรือไม่ใส่ขีดก็ได้ · ↵ ตรวจ · Esc ยกเลิก")
        )

    def action_print(self) -> None:
        if self.chosen is not None:
            self.post_message(self.Print(self.chosen[0]))

    def action_back(self) -> None:
        self.app.call_later(self.app.run_action, "go('export')")


def _key(round_of: RoundOf, one: FrozenRound | None) -> str:
    """Known by its round while it stands or is open, by its number once it is released."""
    return f"round:{int(round_of)}" if one is None or one.stands else f"released:{one.id}"


def _about_open(round_of: RoundOf, state: YearState) -> Content:
    """What closing it would do."""
    span = state.report.year.reporting_round(round_of)
    left = (span.last - state.today).days
    ends = f"สิ้นสุด {short_date(span.last)}" + (f" อีก {digits(left)} วัน" if left > 0 else "")
    lines = (
        Content.styled(f"รอบ {digits(int(round_of))} เดือน ยังไม่ปิด · {ends}", "bold"),
        Content(""),
        Content("กด f เมื่อรายงานพร้อมลงนาม จะเก็บรายงานทั้งฉบับ ข้อที่ยกเว้น ผู้ลงนาม การประชุมครั้งล่าสุด และลายนิ้วมือ"),
        Content("แล้วออกรหัสตรวจสอบ ซึ่งพิมพ์ข้างเลขหน้าของรายงานที่ลงนามทุกหน้า"),
        Content(""),
        Content.styled("ตรวจข้อที่ต้องแก้ก่อนลงนามได้ที่ F8", "$foreground-muted"),
    )
    return Content("\n").join(lines)


def _head(one: FrozenRound, today: "date") -> list[Content]:
    """The code, large enough to be read out, and when it was signed."""
    released = (
        [_warning(f"ปลดการปิดรอบเมื่อ {moment(one.released, today)} เพราะ {shown(one.why)}")]
        if one.released is not None
        else []
    )
    return [
        *released,
        Content.styled("รหัสตรวจสอบ", "$foreground-muted"),
        Content.styled(f"  {one.code}  ", "bold reverse"),
        Content(""),
        _field("ลงนามเมื่อ", moment(one.at, today)),
        _field("ลายนิ้วมือ", f"{one.digest[:16]}…"),
    ]


def _about_signed(one: FrozenRound, kept: tasks.KeptWords, today: "date") -> Content:
    data = short_date(kept.stood_on) if kept.stood_on else "เวลาที่ปิดรอบ"
    lines = [
        *_head(one, today),
        _field("ข้อมูล ณ", f"{data} · แบบรายงาน {kept.layout}"),
        *_fields("ผู้ลงนาม", kept.signatories or ("ไม่ได้ระบุ (พิมพ์เป็นเส้นประ)",)),
        _field("ประชุม", kept.meeting or "ยังไม่มีการประชุมที่ปิดแล้ว"),
        _field("ข้อตรวจ", f"ยกเว้น {digits(len(kept.waived))} ข้อ · ที่เหลืออยู่ {digits(len(kept.findings))} ข้อ"),
    ]
    if kept.despite:
        lines.append(_warning(f"ปิดรอบทั้งที่มีข้อที่ต้องแก้ก่อนลงนาม เพราะ {shown(kept.despite)}"))
    lines += [Content(f"  ยกเว้น · {shown(words)}") for words in kept.waived]
    lines += [Content(""), *_later(kept)]
    return Content("\n").join(lines)


def _later(kept: tasks.KeptWords) -> list[Content]:
    """What was changed after the signature, old → new."""
    if not kept.later:
        return [Content.styled("✓ ไม่มีการแก้ไขหลังลงนาม", "$text-success")]
    lines = [Content.styled(f"หลังลงนาม {digits(len(kept.later))} แห่ง", "bold $text-warning")]
    for one in kept.later[:_MOST]:
        what, change = tasks.changed_words(one)
        title = f" {shown(' '.join(one.title.split()))}" if one.title else ""
        lines.append(Content.assemble("• ", (what, "bold"), (title, "$foreground-muted")))
        lines += [Content(f"  {shown(change)}")] if change else []
    if len(kept.later) > _MOST:
        lines.append(Content(f"… และอีก {digits(len(kept.later) - _MOST)} แห่ง"))
    return lines


def _field(label: str, words: str) -> Content:
    return Content.assemble((f"{padded(label, _LABEL)}  ", "$foreground-muted"), words)


def _fields(label: str, lines: tuple[str, ...]) -> list[Content]:
    return [_field("" if at else label, shown(line)) for at, line in enumerate(lines)]


def _warning(words: str) -> Content:
    return Content.styled(f"! {words}", "$text-warning")
