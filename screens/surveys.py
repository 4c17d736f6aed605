"""F4: how many have answered each survey, against the minimum, over time, and what that asks of her."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.counting import doubts, people, same_day
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.links import repaired
from ita_tui.domain.respondents import Count, Survey, SurveyStanding
from ita_tui.tasks import YearState
from ita_tui.thai.dates import short_date, stored_date
from ita_tui.thai.numerals import said
from screens.desk import Desk
from screens.dialogs import Confirm
from screens.keys import Command, bindings
from screens.link_repair import REPAIR_IN_LIST, asked_repair, doubt_of
from screens.screen import ItaScreen
from screens.survey_form import CountForm, SettingsForm
from screens.survey_rows import (
    COUNT_HEADS,
    COUNT_WIDTHS,
    WHOLE_AGENCY,
    count_cells,
    survey_line,
    survey_words,
    trend_of,
)
from screens.widgets.trend import Trend, TrendLine

if TYPE_CHECKING:
    from rich.console import JustifyMethod

    from store.history import Entry

TOLD_ENTRIES = 5


class SurveysScreen(ItaScreen):
    """The surveys above; of the chosen one its counts, its plot and its words below."""

    NAME = "แบบวัด"
    HELP = (
        "จำนวนผู้ตอบแบบวัด IIT และ EIT เทียบค่าขั้นต่ำ ใช้ ↑ ↓ เลือกแบบวัด แล้วกด a เพื่อบันทึกจำนวนสะสม ณ วันหนึ่ง "
        "กด e เพื่อใส่จำนวนผู้มีส่วนได้ส่วนเสีย วันเปิดและวันปิด ลิงก์ และค่าขั้นต่ำจากระบบ ITAS "
        "กด Tab ไปที่ตารางจำนวน เพื่อแก้ด้วย ↵ หรือลบด้วย Del โปรแกรมเก็บเฉพาะจำนวน ไม่เก็บชื่อผู้ตอบ"
    )
    KEYS = (
        Command("a", "record", "บันทึกจำนวน", "บันทึกจำนวนผู้ตอบสะสมของแบบวัดที่เลือก"),
        Command("enter", "correct", "เปิด", "แก้จำนวนที่เลือกในตาราง หรือบันทึกจำนวนใหม่ของแบบวัดที่เลือก"),
        Command("delete", "remove", "ลบจำนวน", "ลบจำนวนที่เลือกในตาราง (เลิกทำได้ด้วย Ctrl+Z)"),
        Command("e", "settings", "ตั้งค่าแบบวัด", "จำนวนทั้งหมด วันเปิดและวันปิด ลิงก์ และค่าขั้นต่ำ"),
        REPAIR_IN_LIST,
        Command("escape", "back", "กลับ", "กลับไปที่รายการแบบวัด หรือกลับไปภาพรวม", shown=False),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    SurveysScreen #surveys { height: auto; max-height: 10; border: none; padding: 0 1; background: $background; }
    SurveysScreen #surveys > .option-list--option-highlighted { background: $boost; }
    SurveysScreen #surveys:focus > .option-list--option-highlighted { background: $primary-muted; color: $text; }
    SurveysScreen #of-one { height: 1fr; margin: 1 0 0 0; }
    SurveysScreen #left { width: 37; padding: 0 0 0 1; }
    SurveysScreen.-wide #left { width: 46; }
    SurveysScreen #counts { height: 1fr; background: $background; }
    SurveysScreen #no-counts { height: auto; padding: 0 1; color: $text-muted; }
    SurveysScreen #right { width: 1fr; padding: 0 1; }
    SurveysScreen Trend { height: 6; margin: 0 0 1 0; }
    SurveysScreen.-tall Trend { height: 14; }
    SurveysScreen #words { height: 1fr; scrollbar-size-vertical: 1; }
    SurveysScreen #words:focus { background: $boost; }
    """
    WIDE: ClassVar[int] = 110
    TALL: ClassVar[int] = 34

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.instrument: Instrument | None = None
        self.counts: tuple[Count, ...] = ()
        self._wanted: int | None = None
        self._entries: dict[Instrument, tuple[Entry, ...]] = {}

    def compose_body(self) -> ComposeResult:
        yield OptionList(id="surveys")
        with Horizontal(id="of-one"):
            with Vertical(id="left"):
                yield DataTable(id="counts", cursor_type="row", cell_padding=0)
                yield Static(id="no-counts", markup=False)
            with Vertical(id="right"):
                yield Trend()
                with VerticalScroll(id="words"):
                    yield Static(id="survey-words", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#surveys").focus()

    # --- showing -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        self._entries = {
            standing.survey.instrument: self.desk.store.history.about(
                f"survey:{standing.survey.id}", TOLD_ENTRIES
            )
            for standing in state.overview.surveys
        }
        for standing in state.overview.surveys:
            if standing.survey.id == self._wanted:
                self.instrument, self._wanted = standing.survey.instrument, None
        self._show_surveys()
        self._show_one()

    def choose(self, survey_id: int) -> None:
        """Put the cursor on the survey that is named elsewhere, now or as soon as the year has been read."""
        self._wanted = survey_id
        if self.state is not None:
            self.show_state(self.state)

    def standing(self) -> SurveyStanding | None:
        """The chosen survey as it stands today; the first one where none was chosen yet."""
        standings = self.state.overview.surveys if self.state else ()
        chosen = (standing for standing in standings if standing.survey.instrument is self.instrument)
        return next(chosen, next(iter(standings), None))

    def _show_surveys(self) -> None:
        assert self.state is not None
        surveys = self.query_one("#surveys", OptionList)
        standings = self.state.overview.surveys
        room = max(40, self.size.width - 4)
        chosen = self.standing()
        with self.prevent(OptionList.OptionHighlighted):
            surveys.clear_options()
            surveys.add_options(
                [Option(survey_line(standing, room), id=standing.survey.instrument) for standing in standings]
            )
            if chosen is not None:
                surveys.highlighted = standings.index(chosen)

    def _show_one(self) -> None:
        standing = self.standing()
        if self.state is None or standing is None:
            self.query_one("#survey-words", Static).update("ปีนี้ยังไม่มีแบบวัด")
            return
        today = self.state.today
        self._show_counts(standing.survey, today)
        plotted = trend_of(standing, today)
        trend = self.query_one(Trend)
        trend.trend = plotted if isinstance(plotted, TrendLine) else None
        trend.missing = "" if isinstance(plotted, TrendLine) else plotted
        told = self._entries.get(standing.survey.instrument, ())
        words = survey_words(standing, self.state.rules, told, today)
        self.query_one("#survey-words", Static).update(words)
        self.refresh_bindings()
        self.query_one("#words").scroll_home(animate=False)

    def _show_counts(self, survey: Survey, today: date) -> None:
        table = self.table
        here = table.cursor_row
        room = max(8, self.query_one("#left").size.width - sum(COUNT_WIDTHS) - 2)
        table.clear(columns=True)
        for head, width in zip(COUNT_HEADS, (*COUNT_WIDTHS, room), strict=True):
            justify: JustifyMethod = "right" if width == COUNT_WIDTHS[-1] else "left"
            table.add_column(Text(head, justify=justify), width=width)
        self.counts = tuple(sorted(survey.counts, key=lambda count: (count.on, count.id or 0), reverse=True))
        table.add_rows([count_cells(survey, count, today, room) for count in self.counts])
        table.move_cursor(row=min(here, max(0, len(self.counts) - 1)))
        empty = self.query_one("#no-counts", Static)
        table.display, empty.display = bool(self.counts), not self.counts
        empty.update(said(f"ยังไม่มีจำนวนผู้ตอบ {survey.instrument.label}\nกด a เพื่อบันทึก"))

    @property
    def table(self) -> "DataTable[object]":
        return self.query_one("#counts", DataTable)

    def on_resize(self) -> None:
        self.set_class(self.size.width >= self.WIDE, "-wide")
        self.set_class(self.size.height >= self.TALL, "-tall")
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        if self.state is not None:
            self._show_surveys()
            self._show_one()

    @on(OptionList.OptionHighlighted, "#surveys")
    def _survey_changed(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None and event.option.id != self.instrument:
            self.instrument = Instrument(event.option.id)
            self._show_one()

    # --- doing ---------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#surveys")
    def action_record(self) -> None:
        """Record a new count of the chosen survey, today's unless another day is typed."""
        self._enter_count(Count(self.desk.today(), 0))

    @on(DataTable.RowSelected, "#counts")
    def action_correct(self) -> None:
        """Correct the count under the cursor of the table."""
        chosen = self._chosen_count()
        if chosen is not None:
            self._enter_count(chosen)

    def _chosen_count(self) -> Count | None:
        row = self.table.cursor_row
        return self.counts[row] if 0 <= row < len(self.counts) else None

    def _enter_count(self, count: Count) -> None:
        standing = self.standing()
        if self.state is None or standing is None:
            return
        survey, near = standing.survey, self.desk.year.first
        divisions = [division.name for division in self.state.report.divisions]
        keep = partial(self._keep_count, survey)
        self.app.push_screen(CountForm(survey, count, divisions, near=near, keep=keep))

    async def _keep_count(self, survey: Survey, typed: Count) -> bool:
        """Save a count, a doubtful one only where she insists on it."""
        questions = doubts(survey, typed, self.desk.today(), self.desk.year)
        if questions and not await self._insists(typed, questions):
            return False
        self._save_count(survey, typed)
        return True

    async def _insists(self, count: Count, questions: tuple[str, ...]) -> bool:
        told = "\n".join(f"• {question}" for question in questions)
        asked = f"{people(count.total)} ณ {short_date(count.on)}\n{told}"
        confirm = Confirm(asked, yes="ถูกต้อง บันทึกตามนี้", no="กลับไปแก้ ยังไม่บันทึก")
        return await self.app.push_screen_wait(confirm) == "yes"

    def _save_count(self, survey: Survey, count: Count) -> None:
        """Save it; a count that already stands for the day and division is replaced."""
        surveys, year, instrument = self.desk.store.surveys, self.desk.year, survey.instrument
        there = same_day(survey, count)
        if there is None or there.id is None:
            surveys.count(year, instrument, count)
        elif count.id is None:
            surveys.count(year, instrument, replace(count, id=there.id))
        else:
            with self.desk.store.one_step(f"รวมจำนวนผู้ตอบ {instrument.label} ณ {stored_date(count.on)}"):
                surveys.remove_count(there.id)
                surveys.count(year, instrument, count)
        self.say_saved()

    @work
    async def action_remove(self) -> None:
        count = self._chosen_count()
        standing = self.standing()
        if count is None or count.id is None or standing is None:
            return
        of = count.division or WHOLE_AGENCY
        label = standing.survey.instrument.label
        asked = f"ลบจำนวนผู้ตอบ {said(label)} {people(count.total)} ณ {short_date(count.on)} ({of})\nเลิกทำได้ด้วย Ctrl+Z"
        if await self.app.push_screen_wait(Confirm(asked, yes="ลบจำนวนนี้")) == "yes":
            with self.telling():
                self.desk.store.surveys.remove_count(count.id)
                self.say_saved()

    def action_settings(self) -> None:
        standing = self.standing()
        if standing is not None:
            keep = partial(self._keep_settings, standing.survey)
            self.app.push_screen(SettingsForm(standing.survey, near=self.desk.year.first, keep=keep))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A link is repaired only where there is a repair."""
        if action == "repair_link" and self.is_mounted:
            standing = self.standing()
            return standing is not None and repaired(standing.survey.link) is not None
        return super().check_action(action, parameters)

    @work
    async def action_repair_link(self) -> None:
        """Offer the repair of the chosen survey's link, and save it as one step."""
        standing = self.standing()
        if standing is None:
            return
        survey = standing.survey
        better = await asked_repair(self.app, f"แบบวัด {survey.instrument.label}", survey.link)
        if better is not None:
            with self.telling():
                self.desk.store.surveys.save(self.desk.year, replace(survey, link=better))
                self.say_saved()

    async def _keep_settings(self, before: Survey, typed: Survey) -> bool:
        if typed != before:
            self.desk.store.surveys.save(self.desk.year, typed)
            self.say_saved()
            doubt = doubt_of(typed.link)
            if doubt:
                self.app.notify(f"{doubt} · บันทึกไว้ตามที่พิมพ์แล้ว", severity="warning", markup=False)
        return True

    def action_back(self) -> None:
        surveys = self.query_one("#surveys")
        if surveys.has_focus:
            self.app.call_later(self.app.run_action, "go('overview')")
        else:
            surveys.focus()
