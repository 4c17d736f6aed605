"""F8: the checks before signing. What was found, why, what puts it right; a finding can be waived with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from textual import on, work
from textual.widget import Widget
from textual.widgets import DataTable, Static
from textual.worker import get_current_worker

from ita_tui import tasks
from ita_tui.domain.checks import Finding, blocking, lapsed
from ita_tui.domain.evidence import FileState
from ita_tui.domain.waivers import Waiver
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.dates import clock_time
from ita_tui.thai.numerals import digits
from ita_tui.thai.searching import NOTHING_MARKED, Marks, Searched, find
from ita_tui.thai.words import cut
from screens.checks_rows import (
    READY,
    Key,
    Listed,
    ListRow,
    cells,
    details,
    glance,
    heads,
    key_of,
    summary,
    waiver_words,
    widths,
)
from screens.desk import Desk
from screens.dialogs import Ask
from screens.keys import Command, bindings
from screens.notices import tell
from screens.searched_list import SearchedList
from screens.widgets.headed_table import HeadedTable
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from textual.worker import Worker

_ON_THE_LIST = frozenset({"open", "tick", "tick_all", "waive", "withdraw", "waived", "again", "search"})


class Goes(Protocol):
    """The app: it knows how to open whatever a finding is about."""

    async def go_to(self, subject: str, field: str = "") -> None: ...


class _Superseded(Exception):
    """The year was changed or the screen left while files were being read."""


@dataclass(frozen=True)
class Looked:
    """What a look found. ``whole`` once every evidence file was read; else ``done`` of ``of`` files are."""

    found: tuple[Finding, ...] = ()
    lapsed: tuple[Waiver, ...] = ()
    whole: bool = False
    files: int = 0


class ChecksScreen(SearchedList):
    """A row a finding under its level; Enter goes to where it can be put right."""

    ON_THE_LIST = _ON_THE_LIST
    NAME = "ตรวจก่อนลงนาม"
    HELP = (
        "สิ่งที่ควรแก้หรือตรวจก่อนลงนามรายงาน แบ่งเป็นสามระดับ คือ ต้องแก้ก่อนลงนาม ควรตรวจ และข้อสังเกต "
        "กด ↵ เพื่อไปที่ช่องที่ต้องแก้ ข้อที่แก้แล้วจะหายไปเอง ข้อที่ตั้งใจปล่อยไว้กด w แล้วเขียนเหตุผล เหตุผลจะอยู่ในบันทึก "
        "และข้อที่ยกเว้นจะกลับมาเมื่อข้อมูลเปลี่ยน กดแป้นวรรคเพื่อเลือกหลายข้อ หรือ a เพื่อเลือกทุกข้อที่แสดง แล้วกด w ครั้งเดียว "
        "กด v เพื่อดูข้อที่ยกเว้นพร้อมเหตุผลและวันที่ กด u เพื่อถอนการยกเว้น กด r เพื่ออ่านไฟล์หลักฐานทุกไฟล์ใหม่"
    )
    KEYS = (
        Command("enter", "open", "ไปแก้", "ไปที่มาตรการ หลักฐาน แบบวัด ข้อ OIT หรือคะแนนที่พบ"),
        Command("space", "tick", "เลือก", "เลือกหรือไม่เลือกข้อนี้ เพื่อยกเว้นหลายข้อพร้อมกัน"),
        Command("a", "tick_all", "ทั้งหมด", "เลือกทุกข้อที่แสดงอยู่ หรือไม่เลือกเลย", shown=False),
        Command("w", "waive", "ยกเว้น", "ปล่อยข้อที่เลือกไว้ตามเดิม โดยเขียนเหตุผลไว้ในบันทึก"),
        Command("v", "waived", "ดูยกเว้น", "แสดงหรือซ่อนข้อที่ยกเว้นแล้ว พร้อมเหตุผลและวันที่"),
        Command("u", "withdraw", "ถอน", "ถอนการยกเว้นของข้อที่เลือก", shown=False),
        Command("r", "again", "ตรวจใหม่", "ตรวจใหม่ทั้งหมด โดยอ่านไฟล์หลักฐานทุกไฟล์อีกครั้ง"),
        Command("slash", "search", "ค้นหา", "ค้นหาในสิ่งที่พบ"),
        Command("escape", "back", "กลับ", "ล้างคำค้น หรือกลับไปภาพรวม", shown=False),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    ChecksScreen #summary, ChecksScreen #looking { height: 1; padding: 0 1; }
    ChecksScreen #looking { color: $text-muted; }
    ChecksScreen #filter { color: $text-warning; display: none; }
    ChecksScreen #chosen { height: 5; }
    ChecksScreen #empty { padding: 1 4; }
    """
    WIDE = 120

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.looked = Looked()
        self.rows: tuple[ListRow, ...] = ()
        self.ticked: set[Key] = set()
        self.showing_waived = False
        self.text = ""
        self._files: dict[str, FileState] = {}
        self._marks: Marks = NOTHING_MARKED
        self._columns: tuple[int, ...] = ()
        self._begun = False

    def compose_list(self) -> Iterable[Widget]:
        for line in ("summary", "looking", "filter"):
            yield Static(id=line, markup=False)
        yield HeadedTable(id="findings")

    # --- looking -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        self._look(state)

    def action_again(self) -> None:
        """Read every evidence file again."""
        self._files.clear()
        if self.state is not None:
            self._look(self.state)

    @work(thread=True, exclusive=True, group="look")
    def _look(self, state: YearState) -> None:
        """Show what the year tells at once; then read the files that were not read yet, and show what they tell."""
        worker = get_current_worker()
        store, report = self.desk.store, state.report
        digests = tasks.digests_of(report)
        try:
            unread = [sha256 for sha256 in digests if sha256 not in self._files]
            if unread:
                self._look_with(worker, state, {**tasks.glance_at_files(store, report), **self._files})
            states = tasks.look_at_files(store, report, self._told_by(worker), dict(self._files))
            self._look_with(worker, state, states, read=len(digests))
            self._files.update(states)
            self.desk.sound_files = {sha256 for sha256, how in states.items() if how is FileState.PRESENT}
        except _Superseded:
            return
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)

    def _look_with(
        self, worker: "Worker[None]", state: YearState, files: dict[str, FileState], read: int | None = None
    ) -> None:
        found = tasks.found_in(self.desk.store, state.report, state.today, files)
        gone = tuple(lapsed(found, state.report.waivers))
        if worker.is_cancelled:
            raise _Superseded
        if read is not None:
            self.desk.looked = state.revision, state.today, len(blocking(found))
        self.app.call_from_thread(self._take_look, Looked(found, gone, read is not None, read or 0))

    def _told_by(self, worker: "Worker[None]") -> tasks.OnProgress:
        def told(done: int, of: int) -> None:
            if worker.is_cancelled:
                raise _Superseded
            if of and done < of:
                words = f"กำลังอ่านไฟล์หลักฐาน {digits(done + 1)} / {digits(of)} … รายการข้างล่างใช้ได้แล้ว"
                self.app.call_from_thread(self._say_looking, words)

        return told

    def _say_looking(self, words: str) -> None:
        if self.is_attached and self.query("#looking"):
            self.query_one("#looking", Static).update(cut(words, max(20, self._room)))

    def _take_look(self, looked: Looked) -> None:
        if not self.is_attached or not self.query("#looking"):
            return
        self.looked, self._begun = looked, True
        if looked.whole:
            files = f" · อ่านไฟล์หลักฐานครบ {digits(looked.files)} ไฟล์" if looked.files else ""
            self._say_looking(f"ตรวจเมื่อ {clock_time(self.desk.now())}{files}")
        self.ticked &= {key_of(one) for one in looked.found}
        self.show_list()
        self.refresh_bindings()

    # --- showing -----------------------------------------------------------------------------------------

    @property
    def _room(self) -> int:
        return self.query_one("#list").size.width - 3

    def show_list(self) -> None:
        """Fill the table with what is searched for, the cursor on the row it was on."""
        if not self._begun:
            self._say_looking("กำลังตรวจ …")
            return
        here, at = self.chosen(), self.table.cursor_row
        self.rows = tuple(self._listed().rows())
        self._lay_out_columns()
        headings = [row for row, shown in enumerate(self.rows) if isinstance(shown, str)]
        shown = [cells(row, self.ticked, self._columns, self._marks) for row in self.rows]
        self.table.put_rows(shown, headings, self._cursor_for(here, at))
        self._show_words()
        self.show_details()

    def _listed(self) -> Listed:
        """What the search leaves."""
        found = [one for one in self.looked.found if one.stands or self.showing_waived]
        if self.text.strip():
            finding = find(self.text, [Searched.of((one.name, one.words, one.why)) for one in found])
            found = [one for one, how in zip(found, finding.closeness, strict=True) if how is not None]
            self._marks = finding.marks
        else:
            self._marks = NOTHING_MARKED
        gone = self.looked.lapsed if self.showing_waived and not self.text.strip() else ()
        return Listed(
            tuple(one for one in found if one.stands), tuple(one for one in found if not one.stands), gone
        )

    def _cursor_for(self, here: ListRow | None, at: int) -> int:
        """The row of what she stood on; where it was put right, the one that took its place."""
        if isinstance(here, Finding):
            same = (row for row, one in enumerate(self.rows) if isinstance(one, Finding) and _same(one, here))
            return next(same, min(at, max(0, len(self.rows) - 1)))
        return min(at, max(0, len(self.rows) - 1))

    def _lay_out_columns(self) -> None:
        columns = widths(max(40, self.table.size.width - 2 or 78))
        if columns != self._columns:
            self._columns = columns
            self.table.put_columns(heads(columns), columns)

    def _show_words(self) -> None:
        looked = self.looked
        waived = sum(not one.stands for one in looked.found)
        self.query_one("#summary", Static).update(summary(looked.found, waived, whole=looked.whole))
        words = self.query_one("#filter", Static)
        ticked = f"เลือกไว้ {digits(len(self.ticked))} ข้อ · w ยกเว้น" if self.ticked else ""
        searched = f"ค้นหา: «{self.text}» · Esc ล้าง" if self.text.strip() else ""
        told = " · ".join(filter(None, (searched, ticked)))
        words.display = bool(told)
        words.update(cut(told, max(20, self._room)))
        self.say_empty(self._empty_words())

    def _empty_words(self) -> str:
        if self.rows:
            return ""
        if self.text.strip():
            return "ไม่พบข้อที่ตรงกับคำค้น · กด Esc เพื่อล้างคำค้น"
        hidden = " · กด v ดูข้อที่ยกเว้น" if self.looked.found else ""
        head = f"✓ {READY}{hidden}" if self.looked.whole else "ยังไม่พบสิ่งที่ต้องแก้ กำลังอ่านไฟล์หลักฐาน"
        return f"{head}\n\nตรวจแล้ว: {tasks.lines_checked()}"

    def say_empty(self, words: str) -> None:
        """With nothing listed the letters are still commands: the cursor does not fall into the search."""
        in_search = self.in_search
        super().say_empty(words)
        if not in_search:
            self.set_focus(None if words else self.table)

    def show_details(self) -> None:
        row = self.chosen()
        text, strip = self.query_one("#detail-text", Static), self.query_one("#chosen", Static)
        if strip.display:
            strip.update(glance(row, max(20, strip.content_size.width), self._marks))
        else:
            text.update(details(row, self._marks))
        self.refresh_bindings()

    @property
    def table(self) -> HeadedTable:
        return self.query_one("#findings", HeadedTable)

    def chosen(self) -> ListRow | None:
        """What the cursor stands on."""
        row = self.table.cursor_row
        return self.rows[row] if 0 <= row < len(self.rows) else None

    # --- searching -----------------------------------------------------------------------------------------

    def allows(self, action: str) -> bool:
        """Whether a command of the list makes sense now, wherever the focus is."""
        if action == "withdraw":
            return bool(self._waivers())
        if action == "waive":
            return bool(self._to_waive())
        return True

    def search(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.show_list()

    def action_back(self) -> None:
        """Step by step: out of the search, then to the overview."""
        if self.text or self.in_search:
            self.query_one("#search", ThaiInput).value = ""
            self.search("")
            self.table.focus()
        else:
            self.app.call_later(self.app.run_action, "go('overview')")

    # --- doing ---------------------------------------------------------------------------------------------

    @on(DataTable.RowSelected)
    def action_open(self) -> None:
        """Go to where the chosen finding can be put right; the app does it, for this screen may have to go."""
        row = self.chosen()
        if isinstance(row, Finding) and row.subject:
            self.app.call_later(cast("Goes", self.app).go_to, row.subject, row.field)

    def action_tick(self) -> None:
        row = self.chosen()
        if isinstance(row, Finding):
            self.ticked ^= {key_of(row)}
            self.show_list()
            self.table.action_cursor_down()

    def action_tick_all(self) -> None:
        """Tick every finding in sight, or none where all of them are."""
        shown = {key_of(row) for row in self.rows if isinstance(row, Finding)}
        self.ticked = set() if shown <= self.ticked else self.ticked | shown
        self.show_list()

    def action_waived(self) -> None:
        """Show what was waived, or only what stands."""
        self.showing_waived = not self.showing_waived
        self.show_list()

    def _meant(self) -> list[ListRow]:
        """The ticked findings, else what the cursor stands on."""
        ticked: list[ListRow] = [one for one in self.looked.found if key_of(one) in self.ticked]
        row = self.chosen()
        return ticked or ([row] if row is not None else [])

    def _to_waive(self) -> list[Finding]:
        return [one for one in self._meant() if isinstance(one, Finding) and one.stands]

    def _waivers(self) -> list[Waiver]:
        """The waivers of what is meant."""
        found = [one.waiver if isinstance(one, Finding) else one for one in self._meant()]
        return [one for one in found if isinstance(one, Waiver)]

    @work
    async def action_waive(self) -> None:
        """Ask for the reason until it is given or given up, and keep it."""
        meant = self._to_waive()
        if not meant:
            return
        one = f"\n{cut(meant[0].name, 56)}\n{meant[0].words}"
        question = f"เหตุผลที่ยกเว้น{one if len(meant) == 1 else f' {digits(len(meant))} ข้อที่เลือกไว้'}"
        hint = "เหตุผลจะอยู่ในบันทึก · ↵ ยกเว้น · Esc ไม่ยกเว้น"
        reason = await self.app.push_screen_wait(Ask(question, hint=hint))
        while reason is not None:
            try:
                tasks.waive(self.desk.store, self.desk.year, meant, reason)
            except tasks.NoReasonGiven as nothing:
                reason = await self.app.push_screen_wait(Ask(question, hint=f"{nothing.happened}\n{hint}"))
                continue
            except ItaError as refusal:  # what was typed is kept
                tell(self.app, refusal)
                reason = await self.app.push_screen_wait(Ask(question, reason, hint))
                continue
            self.ticked.clear()
            self.say_saved()
            return

    def action_withdraw(self) -> None:
        """Take the waivers of what is meant back: the findings stand again."""
        waivers = self._waivers()
        with self.telling():
            if waivers and tasks.withdraw(self.desk.store, waivers):
                self.ticked.clear()
                self.app.notify(f"ถอนแล้ว · {waiver_words(waivers[0])}", markup=False)
                self.say_saved()


def _same(one: Finding, other: Finding) -> bool:
    """Whether it is the same finding, also where what was found has changed a little."""
    return (one.rule, one.where, one.place) == (other.rule, other.where, other.place)
