"""F2: the first glance. What must be done today, and where the year stands; every number opens its list."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from ita_tui import tasks
from ita_tui.domain.checks import Level
from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.disclosure_list import TO_PUBLISH, ItemFilter
from ita_tui.domain.evidence import FileState
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Proof, WorkStatus
from ita_tui.domain.measure_list import Flag, MeasureFilter
from ita_tui.domain.overview import Overview, TodoItem, TodoKind
from ita_tui.domain.respondents import SurveyStanding
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.cells import cell_width
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits, said, shown
from ita_tui.thai.words import cut
from screens.keys import Command, bindings
from screens.measure_rows import STATUS_COLORS
from screens.screen import ItaScreen
from screens.survey_rows import sentence_of
from screens.walk import WalkScreen
from screens.widgets.gauge import bar, goal_bar
from screens.widgets.number_row import Number, NumberRow
from screens.widgets.padding import padded

_FLAG_COLORS = {
    Flag.OVERDUE: "$text-error",
    Flag.DUE_SOON: "$text-warning",
    Flag.BEHIND: "$text-warning",
    Flag.NO_EVIDENCE: "$text-warning",
}
_PROOF_COLORS = {
    Proof.NONE: "$foreground",
    Proof.PARTIAL: "$text-accent",
    Proof.COMPLETE: "$text-success",
    Proof.VERIFIED: "$text-success",
}
_TODO_COLORS = {
    TodoKind.OVERDUE: "$text-error",
    TodoKind.DUE_SOON: "$text-warning",
    TodoKind.NO_EVIDENCE: "$text-warning",
    TodoKind.SURVEY: "$text-warning",
    TodoKind.NO_LINK: "$foreground-muted",
}
_STATUSES = (WorkStatus.COMPLETED, WorkStatus.IN_PROGRESS, WorkStatus.NOT_STARTED, WorkStatus.CANCELLED)
_NONE = "$foreground-muted"
_LABEL, _LAST = 13, 44
_ITEMS = "items"
GO_ON = "ยังไม่มีมาตรการ · กด F3 แล้วกด n หรือกด F12 เลือก «อ่านรายงานเข้า»"


class _Left(Exception):
    """The screen was left, or the year changed, while files were being read."""


@dataclass(frozen=True)
class _Blocking:
    """How many findings block the signature in a revision on a day; not ``whole``, there may be more."""

    at: tuple[int, date]
    number: int
    whole: bool

    @property
    def words(self) -> str:
        if not self.number:
            return ""
        number = f"{digits(self.number)} ข้อ"
        return f"! {Level.BLOCKS.label} {number if self.whole else f'อย่างน้อย {number}'} · กด F8 เพื่อดูและแก้\n"


class OverviewScreen(ItaScreen):
    """What is late, missing, due or lacking, before any statistics."""

    NAME = "ภาพรวม"
    HELP = (
        "มองแวบเดียวรู้ว่าวันนี้ต้องทำอะไร กล่อง «ต้องทำก่อน» เรียงตามความเร่งด่วน กด ↵ เพื่อเปิดเรื่องนั้น "
        "กด Tab ไปที่แถวตัวเลข แล้วใช้ ← → เลือก หรือไปที่แถบแบบวัดและข้อ OIT แล้วใช้ ↑ ↓ เลือก "
        "กด ↵ เพื่อเปิดรายการที่ตัวเลขนั้นนับ กด g เพื่อดูเรื่องที่ต้องตามแยกตามส่วนราชการ พร้อมผู้ประสานงาน"
    )
    KEYS = (
        Command("enter", "open", "เปิด", "เปิดเรื่องที่เลือก หรือรายการที่ตัวเลขนับ"),
        Command("g", "app.show_digest", "เรื่องที่ต้องตาม", "เรื่องที่ต้องตามแยกตามส่วนราชการ พร้อมผู้ประสานงาน"),
        Command("b", "app.show_backups", "ข้อมูลสำรอง", "รายการข้อมูลสำรอง เทียบกับปัจจุบัน และนำกลับมาใช้"),
    )
    BINDINGS = bindings(KEYS)
    BAR: ClassVar[int] = 24
    _blocking: _Blocking | None = None

    class Open(Message):
        """She chose a number or a line: a room is to open, on a list, or on a chosen survey or item."""

        def __init__(
            self,
            room: str,
            measures: MeasureFilter | None = None,
            items: ItemFilter | None = None,
            chosen: int | None = None,
        ) -> None:
            self.room = room
            self.measures = measures
            self.items = items
            self.chosen = chosen
            super().__init__()

    def compose_body(self) -> ComposeResult:
        with Vertical(id="overview"):
            yield Static(id="progress", markup=False)
            yield NumberRow(id="statuses")
            yield NumberRow(id="flags")
            yield NumberRow(id="proofs")
            yield OptionList(id="gauges")
            yield Static("ต้องทำก่อน", id="todo-head", markup=False)
            yield OptionList(id="todo")
            yield Static(id="last", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#todo").focus()

    def on_screen_resume(self) -> None:
        """The year may be the same and yet the checks have looked at it meanwhile."""
        super().on_screen_resume()
        if self.state is not None:
            self._ask_blocking(self.state)

    def on_screen_suspend(self) -> None:
        """Nobody waits for the number: what is read of the files is kept, the rest is left."""
        self.workers.cancel_group(self, "blocking")

    def on_resize(self) -> None:
        if self.state is not None:
            self.show_state(self.state)

    def show_state(self, state: YearState) -> None:
        seen = state.overview
        self._show_measures(seen)
        self._show_gauges(seen)
        self._show_todo(seen)
        self.query_one("#last", Static).update(self._last(state))
        self._ask_blocking(state)

    def _ask_blocking(self, state: YearState) -> None:
        """How many findings block, as the room of the checks has told it of this revision; else it is counted."""
        looked, here = self.desk.looked, (state.revision, state.today)
        if looked is not None and looked[:2] == here:
            self._show_blocking(state, looked[2], whole=True)
        elif self._blocking is None or self._blocking.at != here or not self._blocking.whole:
            self._count_blocking(state)

    @work(thread=True, exclusive=True, group="blocking")
    def _count_blocking(self, state: YearState) -> None:
        """How many findings block the signature: at a glance at the files first, then with all of them read."""
        worker, desk = get_current_worker(), self.desk
        store, report = desk.store, state.report

        def go_on(*_progress: int) -> None:
            if worker.is_cancelled:
                raise _Left

        def keep(sha256: str, how: FileState) -> None:
            if how is FileState.PRESENT:
                desk.sound_files.add(sha256)

        def count(files: dict[str, FileState]) -> int:
            number = tasks.how_many_block(store, report, state.today, files)
            go_on()
            return number

        def tell(number: int, *, whole: bool) -> None:
            self.app.call_from_thread(self._show_blocking, state, number, whole=whole)

        try:
            glance = tasks.glance_at_files(store, report)
            known = {
                sha256: how
                for sha256, how in glance.items()
                if how is FileState.PRESENT and sha256 in desk.sound_files
            }
            number = count(glance)
            if len(known) < len(glance):
                tell(number, whole=False)
            read = tasks.look_at_files(store, report, go_on, known, on_read=keep)
            tell(number if read == glance else count(read), whole=True)
        except (_Left, ItaError):  # what keeps the checks from looking is told where they are asked for
            return

    def _show_blocking(self, state: YearState, number: int, *, whole: bool) -> None:
        if self.is_attached and self.state is state and self.query("#last"):
            self._blocking = _Blocking((state.revision, state.today), number, whole)
            self.query_one("#last", Static).update(self._last(state))

    @property
    def _bar(self) -> int:
        return max(self.BAR, self.size.width * 3 // 10)

    def _show_measures(self, seen: Overview) -> None:
        self.query_one("#progress", Static).update(self._progress(seen))
        for place, counted in numbers(seen).items():
            row = self.query_one(place, NumberRow)
            row.display = bool(seen.measures)
            row.numbers = counted

    def _progress(self, seen: Overview) -> Content:
        done = seen.progress
        if not seen.measures:
            return Content.assemble(_label("มาตรการ"), (GO_ON, "$text-warning"))
        return Content.assemble(
            _label("มาตรการ"),
            bar(done or 0, 100, self._bar, color="$primary"),
            (f"  {digits(done)} %" if done is not None else "  –", "bold"),
            f"   {digits(len(seen.measures))} มาตรการ",
        )

    def _show_gauges(self, seen: Overview) -> None:
        """The surveys and the OIT items: each line opens its room."""
        gauges = self.query_one("#gauges", OptionList)
        here = gauges.highlighted
        lines = [
            Option(self._survey(standing), id=f"survey:{standing.survey.id}") for standing in seen.surveys
        ]
        if not lines:
            lines = [Option(Content.assemble(_label("แบบวัด"), "ยังไม่ได้ตั้งค่า · กด F4"), id="survey:")]
        gauges.clear_options()
        gauges.add_options([*lines, Option(self._items(seen), id=_ITEMS)])
        gauges.highlighted = min(here or 0, len(lines))

    def _survey(self, standing: SurveyStanding) -> Content:
        minimum = standing.minimum.number
        if minimum is None:  # no goal: no bar that could look like one reached
            gauge, count = Content(" " * self._bar), f"{digits(standing.total)} คน"
        else:
            gauge = goal_bar(standing.total, minimum, self._bar)
            count = f"{digits(standing.total)} / {digits(minimum)}"
        line = Content.assemble(
            _label(standing.survey.instrument.label), gauge, ("  " + padded(count, 8), "bold")
        )
        room = self.size.width - line.cell_length - 4
        return Content.assemble(line, "  ", (sentence_of(standing, max(8, room)), "$foreground-muted"))

    def _items(self, seen: Overview) -> Content:
        out, of, lacking = len(seen.published), len(seen.applicable), len(seen.to_publish)
        gauge = bar(out, max(1, of), self._bar, color="$primary")
        count = "  " + padded(f"{digits(out)} / {digits(of)}", 8)
        words = DisclosureStatus.PUBLISHED.label
        if lacking:
            words += f" · {TO_PUBLISH} {digits(lacking)}"
        return Content.assemble(_label("ข้อ OIT"), gauge, (count, "bold"), "  ", (words, _NONE))

    def _show_todo(self, seen: Overview) -> None:
        todo = self.query_one("#todo", OptionList)
        here = todo.highlighted
        todo.clear_options()
        if seen.todo:
            todo.add_options([Option(self._todo_line(item)) for item in seen.todo])
            todo.highlighted = min(here or 0, len(seen.todo) - 1)
        else:
            todo.add_option(Option(Content("ไม่มีเรื่องค้าง"), disabled=True))
        head = f"ต้องทำก่อน ({digits(len(seen.todo))})" if seen.todo else "ต้องทำก่อน"
        self.query_one("#todo-head", Static).update(head)

    def _todo_line(self, item: TodoItem) -> Content:
        color = _TODO_COLORS[item.kind]
        room = max(40, self.size.width - 6)
        words, who, code = cut(said(item.words), 22), cut(shown(item.who), 18), cut(said(item.code), 10)
        title = cut(shown(" ".join(item.title.split())), max(8, room - 10 - 18 - 22 - 6))
        return Content.assemble(
            (item.kind.sign, f"bold {color}"),
            f" {padded(code, 10)} {padded(title, max(8, room - 10 - 18 - 22 - 6))} ",
            (padded(who, 18), "$foreground-muted"),
            " ",
            (words, color),
        )

    def keeping_changed(self) -> None:
        """The newest backup is another one, or what a look through everything found."""
        if self.state is not None and self.query("#last"):
            self.query_one("#last", Static).update(self._last(self.state))

    def _last(self, state: YearState) -> Content:
        line = self._kept_and_scored(state, max(10, self.size.width - 3))
        warnings = [f"! {state.overview.contradiction}\n"] if state.overview.contradiction else []
        if self.desk.problems:
            found = digits(len(self.desk.problems))
            warnings.append(f"! ข้อมูลที่เก็บไว้มีข้อที่ต้องดู {found} ข้อ · F12 «ตรวจสอบความครบถ้วน»\n")
        if self._blocking is not None and self._blocking.words:
            warnings.append(self._blocking.words)
        return Content.assemble(*((words, "$text-warning") for words in warnings), line)

    def _kept_and_scored(self, state: YearState, room: int) -> str:
        """The last change, the newest backup, last year's score: the words of the change are shortened first.

        Where even a few of them leave no room for all, the score is left to its own room.
        """
        words = kept = score = ""
        if state.last is not None:
            words = f"แก้ไขล่าสุด {moment(state.last.at, state.today)} {shown(state.last.words)}"
        if self.desk.backed_up is not None:
            kept = f"สำรองข้อมูล {moment(self.desk.backed_up, state.today)}"
        results, scores = state.overview.results, state.report.scores
        if results is not None and scores is not None and results.total is not None:
            score = f"คะแนนปี {digits(scores.year)} {digits(str(results.total))} {results.level}"
        for others in ((kept, score), (kept,)):
            beside = "".join(f" · {one}" for one in others if one)
            left = room - cell_width(beside)
            if left >= min(_LAST, cell_width(words)):
                break
        return cut((cut(words, max(0, left)) + beside).removeprefix(" · "), room)

    # --- opening -------------------------------------------------------------------------------------------

    @on(NumberRow.Chosen)
    def _number_chosen(self, event: NumberRow.Chosen) -> None:
        self.post_message(self.Open("measures", list_counted(event.key)))

    @on(OptionList.OptionSelected, "#gauges")
    def _gauge_chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == _ITEMS:
            self.post_message(self.Open("disclosure", items=ItemFilter(to_publish=True)))
        else:
            number = (event.option.id or "").partition(":")[2]
            self.post_message(self.Open("surveys", chosen=int(number) if number else None))

    @on(OptionList.OptionSelected, "#todo")
    def _line_chosen(self, event: OptionList.OptionSelected) -> None:
        if self.state is None:
            return
        item = self.state.overview.todo[event.option_index]
        kind, _, number = item.subject.partition(":")
        if kind == "measure":
            subjects = (todo.subject.partition(":") for todo in self.state.overview.todo)
            ids = dict.fromkeys(int(number) for kind, _, number in subjects if kind == "measure")
            self.app.push_screen(WalkScreen(self.desk, tuple(ids), int(number)))
        else:
            chosen = int(number) if number else None
            self.post_message(self.Open("surveys" if kind == "survey" else "disclosure", chosen=chosen))

    def action_open(self) -> None:
        self.query_one("#todo", OptionList).action_select()


def numbers(seen: Overview) -> dict[str, list[Number]]:
    """The rows of numbers of the first glance, by the row they stand in."""
    return {"#statuses": _statuses(seen), "#flags": _flags(seen), "#proofs": _proofs(seen)}


def list_counted(key: str) -> MeasureFilter:
    """The list that the number of a key counts."""
    kind, _, value = key.partition(":")
    match kind:
        case "status":
            return MeasureFilter(status=WorkStatus(value))
        case "proof":
            return MeasureFilter(proof=Proof(value))
        case _:
            return MeasureFilter(flag=Flag(value))


def _statuses(seen: Overview) -> list[Number]:
    return [
        (f"status:{status}", status.sign, status.label, len(seen.by_status[status]), STATUS_COLORS[status])
        for status in _STATUSES
    ]


def _flags(seen: Overview) -> list[Number]:
    lists = {
        Flag.OVERDUE: seen.overdue,
        Flag.DUE_SOON: seen.due_soon,
        Flag.BEHIND: seen.behind,
        Flag.NO_EVIDENCE: seen.without_evidence,
    }
    return [
        (f"flag:{flag}", flag.sign, flag.label, len(found), _FLAG_COLORS[flag] if found else _NONE)
        for flag, found in lists.items()
    ]


def _proofs(seen: Overview) -> list[Number]:
    return [
        (f"proof:{proof}", "", proof.full_label, len(found), _PROOF_COLORS[proof] if found else _NONE)
        for proof, found in seen.by_proof.items()
    ]


def _label(words: str) -> Content:
    widest = max(cell_width(instrument.label) for instrument in Instrument)
    return Content.styled(padded(said(words), max(_LABEL, widest + 1)), "bold")
