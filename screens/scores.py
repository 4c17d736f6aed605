"""F7: last year's results, what they say, and the measures that answer them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from textual import on, work
from textual.binding import Binding
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.domain.analysis import WeakItem, answering_measure, code_shown
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits, shown, thai_digits
from screens.dialogs import Ask, Choice, Confirm
from screens.keys import Command, bindings
from screens.scores_form import ResultsForm
from screens.scores_item_forms import DevelopForm, IssueForm, QuestionForm
from screens.scores_look import ScoresLook
from screens.scores_measure_form import Started, StartMeasureForm
from screens.scores_shown import QuestionOrder, View
from screens.typed_numbers import NumberTrouble
from screens.typed_points import shown_points, typed_points
from screens.walk import WalkScreen

_LINES_OF_THE_FORM = frozenset({"total", "instrument", "indicator", "question", "issue", "develop", "gap"})
_WITHOUT_RESULTS = frozenset({"results", "add", "develop", "back"})
_VIEWING = frozenset({"view", "move"})
Thing = TypeVar("Thing")


class LineGone(ItaError):
    """A line was changed meanwhile: what she answered is about what is no longer there."""

    def __init__(self) -> None:
        super().__init__("ข้อนี้ถูกแก้หรือลบไปแล้ว จึงไม่ได้บันทึกสิ่งที่พิมพ์", "", "ปิดแบบฟอร์ม แล้วเปิดข้อนั้นอีกครั้ง")


class ScoresScreen(ScoresLook):
    """Results are typed here or read in from a report; a weak item starts a measure with one key."""

    NAME = "คะแนน"
    HELP = (
        "ผลการประเมินของปีก่อนที่มาตรการของปีนี้จะตอบ มีหกมุมมอง สลับด้วย 1 ถึง 6 หรือ ← →\n"
        "ภาพรวม: คะแนนรวม แบบวัด และตัวชี้วัด คะแนนที่คำนวณได้อยู่ข้างคะแนนในรายงาน ขีดบนแถบคือเกณฑ์ผ่าน\n"
        "อันดับ: จุดแข็ง จุดอ่อน และประเด็นที่ควรพัฒนา กด d เพื่อเพิ่มประเด็นที่ควรพัฒนา\n"
        "รายข้อ: ข้อคำถามและข้อ OIT กด a เพื่อเพิ่ม ↵ เพื่อแก้ Del เพื่อลบ o เพื่อเรียงใหม่\n"
        "ประเด็น: เจ็ดประเด็น ข้อที่ต่ำสุด กด ↵ เพื่อเขียนสาเหตุ หมายเหตุ และแนวทางการยกระดับ\n"
        "หลายปี: คะแนนของทุกปีในแฟ้มนี้ พร้อมกราฟ\n"
        "ถ้ายกระดับ: แต่ละข้อเพิ่มคะแนนรวมได้เท่าใด กดแป้นวรรคเพื่อเลือกหลายข้อรวมกัน กด t เพื่อเปลี่ยนเป้าหมาย\n"
        "กด m ที่ข้อใดก็ได้เพื่อตั้งมาตรการที่ตอบข้อนั้น ลูกศร → ท้ายบรรทัดคือเลขมาตรการที่ตอบแล้ว กด g เพื่อเปิด"
    )
    KEYS = (
        Command("enter", "edit", "แก้ไข", "แก้คะแนนหรือบทวิเคราะห์ของบรรทัดที่เลือก"),
        Command("m", "start_measure", "ตั้งมาตรการ", "ตั้งมาตรการหรือข้อเสนอที่ตอบข้อที่เลือก"),
        Command("g", "open_measures", "ไปมาตรการ", "เปิดมาตรการที่ตอบข้อที่เลือก"),
        Command("e", "results", "ผลรวม", "พิมพ์หรือแก้ปีที่ประเมิน คะแนนรวม ระดับ แบบวัด และตัวชี้วัด"),
        Command("a", "add", "เพิ่มข้อ", "เพิ่มคะแนนข้อคำถามหรือข้อ OIT"),
        Command("d", "develop", "ควรพัฒนา", "เพิ่มประเด็นที่ควรพัฒนา", shown=False),
        Command("o", "order", "เรียง", "เรียงข้อตามลำดับที่บันทึก หรือจากคะแนนต่ำสุด"),
        Command("t", "target", "เป้าหมาย", "เปลี่ยนคะแนนเป้าหมายที่ใช้คิดว่าแต่ละข้อเพิ่มคะแนนรวมเท่าใด"),
        Command("delete", "remove", "ลบ", "ลบข้อที่เลือก (เลิกทำได้ด้วย Ctrl+Z)"),
        *(Command(view.key, f"view('{view}')", view.label, f"ดู{view.label}", shown=False) for view in View),
        Command("space", "space", "อ่าน/เลือก", "เลื่อนอ่านรายละเอียด หรือเลือกข้อที่จะคิดคะแนนรวมกัน", shown=False),
        Command("right", "move(1)", "มุมมองถัดไป", "ดูมุมมองถัดไป", shown=False),
        Command("left", "move(-1)", "มุมมองก่อนหน้า", "ดูมุมมองก่อนหน้า", shown=False),
        Command("escape", "back", "กลับ", "กลับไปภาพรวมของคะแนน หรือภาพรวมของปี", shown=False),
    )
    # The signs that the keys 1 to 6 write on the Thai layout, and the digits that it has beside them.
    BINDINGS = [
        *bindings(KEYS),
        *(
            Binding(keys, f"view('{view}')", show=False)
            for keys, view in zip(("๑,ๅ", "slash,๒", "minus,๓", "ภ,๔", "ถ,๕", "ุ,๖"), View, strict=True)
        ),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A key is offered where there is something for it to do."""
        del parameters
        return not self.is_mounted or not self.query("#lists") or self.allows(action)

    def allows(self, action: str) -> bool:
        """Whether a command makes sense now."""
        it, key = self.shown, self.key
        kind = key.partition(":")[0]
        if it is None:
            return action in _WITHOUT_RESULTS or (self.others is not None and action in _VIEWING)
        possible = {
            "edit": kind in _LINES_OF_THE_FORM,
            "start_measure": it.weak(key) is not None,
            "open_measures": self.answered,
            "remove": kind in {"question", "develop"},
            "order": self.view is View.QUESTIONS,
            "target": self.view is View.WHAT_IF,
        }
        return possible.get(action, True)

    def action_back(self) -> None:
        """First to the first view, then to the overview of the year."""
        if self.view is not View.OVERVIEW and self.seen is not None:
            self.action_view(View.OVERVIEW)
        else:
            self.app.call_later(self.app.run_action, "go('overview')")

    # --- seeing ------------------------------------------------------------------------------------------

    def action_space(self) -> None:
        if self.view is View.WHAT_IF:
            self.action_tick()
        else:
            self.action_read_on()

    def action_tick(self) -> None:
        """Take a gap together with others, or leave it out again."""
        kind, _, code = self.key.partition(":")
        if self.shown is not None and kind == "gap":
            self.see(ticked=self.shown.ticked ^ {code})

    def action_order(self) -> None:
        if self.shown is not None:
            lowest = self.shown.order is QuestionOrder.LOWEST
            self.see(order=QuestionOrder.ENTERED if lowest else QuestionOrder.LOWEST)

    @work
    async def action_target(self) -> None:
        """Ask for the score that items are to reach; what cannot be read is asked for again."""
        if self.shown is None:
            return
        value, hint = shown_points(self.shown.target), ""
        while True:
            typed = await self.app.push_screen_wait(Ask("คะแนนเป้าหมายของแต่ละข้อ", value, hint))
            if typed is None or not typed.strip():
                return
            try:
                target = typed_points(typed)
            except NumberTrouble as trouble:
                value, hint = typed, str(trouble)
                continue
            if target is not None:
                self.see(target=target)
            return

    # --- typing ------------------------------------------------------------------------------------------

    def _kept(self) -> Scores:
        """The results as the store has them now; new ones are of the year before."""
        kept = self.desk.store.scores.get(self.desk.year)
        return kept or Scores(self.desk.year.previous().be)

    def _save(self, change: Callable[[Scores], Scores], told: str) -> None:
        """Change the results, as one step of the history."""
        before = self._kept()
        after = change(before)
        if after != before or self.desk.store.scores.get(self.desk.year) is None:
            with self.desk.store.one_step(f"ผลคะแนนปี {thai_digits(after.year)}: {told}"):
                self.desk.store.scores.save(self.desk.year, after)
            self.say_saved()

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        """Open the form of the line under the cursor."""
        it, key = self.shown, self.key
        if it is None or not self.allows("edit"):
            return
        question, issue, row = it.question(key), it.issue(key), it.to_develop(key)
        if question is not None:
            self._ask_question(*question)
        elif issue is not None:
            self.app.push_screen(IssueForm(issue, self._keep_issue))
        elif row is not None:
            self.app.push_screen(DevelopForm(row[1], partial(self._keep_row, *row)))
        else:
            kind, _, rest = key.partition(":")
            self._ask_results({"total": "total"}.get(kind, rest))

    def action_results(self) -> None:
        self._ask_results("year")

    def _ask_results(self, first: str) -> None:
        with self.telling():
            scores = self._kept()
            rules = self._rules_of(FiscalYear(scores.year))
            self.app.push_screen(ResultsForm(scores, rules, self._rules_of, self._keep_results, first=first))

    def _rules_of(self, year: FiscalYear) -> YearRules:
        known = self.shown.rules if self.shown is not None else None
        if known is not None and known.year == year:
            return known
        return tasks.year_rules(self.desk.store, year)

    async def _keep_results(self, typed: Scores) -> bool:
        self._save(
            lambda kept: replace(typed, questions=kept.questions, to_develop=kept.to_develop),
            "คะแนนรวม แบบวัด และตัวชี้วัด",
        )
        return True

    def action_add(self) -> None:
        """Add a question or OIT item, under the issue of the line where there is one."""
        it = self.shown
        issue = it.issue(self.key) if it is not None else None
        self._ask_question(None, QuestionScore("", issue=issue.number if issue else None))

    def _ask_question(self, at: int | None, question: QuestionScore) -> None:
        with self.telling():
            kept = self._kept().questions
            others = [one for place, one in enumerate(kept) if place != at]
            issues = self.shown.issues if self.shown is not None else ()
            keep = partial(self._keep_question, at, question)
            self.app.push_screen(QuestionForm(question, others, issues, keep))

    async def _keep_question(self, at: int | None, before: QuestionScore, typed: QuestionScore) -> bool:
        def changed(kept: Scores) -> Scores:
            if at is None:
                return replace(kept, questions=(*kept.questions, typed))
            return replace(kept, questions=_with(kept.questions, at, before, (typed,)))

        self._save(changed, f"{'เพิ่ม' if at is None else ''}ข้อ {code_shown(typed.code)}")
        return True

    def action_develop(self) -> None:
        """Add a row of what is to be developed, of the indicator of the line where there is one."""
        number = self.shown.indicator(self.key) if self.shown is not None else None
        name = INDICATORS[number - 1] if number else ""
        row = ToDevelop(Instrument.IIT, name, "", "")
        self.app.push_screen(DevelopForm(row, partial(self._keep_row, None, row)))

    async def _keep_row(self, at: int | None, before: ToDevelop, typed: ToDevelop) -> bool:
        def changed(kept: Scores) -> Scores:
            if at is None:
                return replace(kept, to_develop=(*kept.to_develop, typed))
            return replace(kept, to_develop=_with(kept.to_develop, at, before, (typed,)))

        self._save(changed, f"{'เพิ่ม' if at is None else ''}ประเด็นที่ควรพัฒนา")
        return True

    async def _keep_issue(self, typed: IssueAnalysis) -> bool:
        """Put the analysis of an issue in the place of the one it had."""
        book, year = self.desk.store.scores, self.desk.year
        kept = {one.number: one for one in book.issues(year)}
        if kept.get(typed.number, IssueAnalysis(typed.number)) != typed:
            analyses = (kept | {typed.number: typed}).values()
            with self.desk.store.one_step(f"บทวิเคราะห์ประเด็นที่ {thai_digits(typed.number)}"):
                book.save_issues(year, sorted(analyses, key=lambda one: one.number))
            self.say_saved()
        return True

    @work
    async def action_remove(self) -> None:
        it, key = self.shown, self.key
        if it is None:
            return
        question, row = it.question(key), it.to_develop(key)
        if question is not None:
            name = shown(it.words_of(question[1]))
            asked = f"ลบข้อ {name} คะแนน {shown_points(question[1].score) or '–'}\nเลิกทำได้ด้วย Ctrl+Z"
        elif row is not None:
            asked = f"ลบประเด็นที่ควรพัฒนา «{shown(row[1].indicator)}»\nเลิกทำได้ด้วย Ctrl+Z"
        else:
            return
        if await self.app.push_screen_wait(Confirm(asked, yes="ลบข้อนี้")) != "yes":
            return
        with self.telling():
            if question is not None:
                at, one = question
                self._save(
                    lambda kept: replace(kept, questions=_with(kept.questions, at, one, ())),
                    f"ลบข้อ {code_shown(one.code)}",
                )
            elif row is not None:
                at, old = row
                self._save(
                    lambda kept: replace(kept, to_develop=_with(kept.to_develop, at, old, ())),
                    "ลบประเด็นที่ควรพัฒนา",
                )

    # --- measures ----------------------------------------------------------------------------------------

    @work
    async def action_start_measure(self) -> None:
        """Start a measure that answers the line under the cursor, saved as one step; then walk into it."""
        weak = self.shown.weak(self.key) if self.shown is not None else None
        if self.shown is None or weak is None:
            return
        if not any(weak.codes):
            self.app.notify(
                "ข้อนี้ยังไม่มีรหัสหรือคะแนนที่มาตรการจะอ้างถึงได้ · กด ↵ เพื่อใส่รหัสและคะแนนก่อน",
                severity="warning",
                markup=False,
            )
            return
        items = self._items_of(weak)
        added: list[int] = []

        async def add(started: Started) -> bool:
            added.extend(self._add_measure(weak, items, started))
            self.say_saved()
            return True

        await self.app.push_screen_wait(StartMeasureForm(weak, items, add))
        if added:
            self.app.push_screen(WalkScreen(self.desk, added, added[0]))

    def _items_of(self, weak: WeakItem) -> tuple[str, ...]:
        """The OIT items of this year that go on from those of the results."""
        follows = self.shown.items if self.shown is not None else {}
        return tuple(follows[code] for code in weak.codes if code in follows)

    def _add_measure(self, weak: WeakItem, items: tuple[str, ...], started: Started) -> list[int]:
        store, year = self.desk.store, self.desk.year
        there = store.measures.all(year, proposals=started.proposal)
        number = max((measure.number for measure in there), default=0) + 1
        measure = answering_measure(weak, started.title, number, proposal=started.proposal, items=items)
        kind = "ข้อเสนอ" if started.proposal else "มาตรการ"
        about = " ".join(map(code_shown, weak.codes))
        with store.one_step(f"ตั้ง{kind} {thai_digits(number)} จากข้อ {about}"):
            saved = store.measures.add(year, [measure])
        return [one.id for one in saved if one.id is not None]

    @work
    async def action_open_measures(self) -> None:
        """Open the measure that answers the line; of several the one she chooses, the others beside it."""
        measures = self.shown.answering(self.key) if self.shown is not None else ()
        ids = [measure.id for measure in measures if measure.id is not None]
        if not ids:
            return
        first = str(ids[0])
        if len(ids) > 1:
            answers = [
                (str(measure.id), _measure_words(measure.number, measure.title, proposal=measure.proposal))
                for measure in measures
            ]
            chosen = await self.app.push_screen_wait(Choice("มาตรการที่ตอบข้อนี้", answers))
            if chosen is None:
                return
            first = chosen
        self.app.push_screen(WalkScreen(self.desk, ids, int(first)))


def _measure_words(number: int, title: str, *, proposal: bool) -> str:
    kind = "ข้อเสนอ " if proposal else ""
    return f"{kind}{digits(number)}. {shown(' '.join(title.split()))}"


def _with(things: tuple[Thing, ...], at: int, before: Thing, after: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """The same things with the one at a place exchanged. Raises LineGone where another one stands there now."""
    if at >= len(things) or things[at] != before:
        raise LineGone
    return (*things[:at], *after, *things[at + 1 :])
