"""The forms of a question or OIT item, of what is to be developed, and of the analysis of an issue."""

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Label, Static

from ita_tui.domain.analysis import ISSUES, IssueResult, code_shown, read_item_code
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, ToDevelop, question_score
from ita_tui.thai.numerals import digits, said, shown
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Keep
from screens.scores_details import ANSWER_NAMES
from screens.scores_form import points_in
from screens.typed_numbers import NumberTrouble, typed_people
from screens.typed_points import shown_points
from screens.widgets.choice_line import ChoiceLine
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

NO_ISSUE = "ยังไม่จัดเข้าประเด็น"
_AREAS = """
{name} .line {{ height: auto; }}
{name} .line > Label {{ width: 23; color: $text-muted; }}
{name} ThaiTextArea {{ width: 1fr; height: {lines}; background: $boost; margin: 0 0 1 0; }}
{name} ThaiTextArea:focus {{ background: $primary-muted; }}
"""


class QuestionForm(Form[QuestionScore]):
    """A question (i1 …, e1 …) or OIT item (o1 …) with its score, or the six counts that its score follows from."""

    DEFAULT_CSS = (
        FORM_CSS.format(name="QuestionForm")
        + "QuestionForm #counted { color: $text-accent; height: auto; margin: 0 0 0 23; }"
    )

    def __init__(
        self,
        question: QuestionScore,
        others: Sequence[QuestionScore],
        issues: Sequence[IssueResult],
        keep: Keep[QuestionScore],
    ) -> None:
        """``others`` are the questions that stand beside this one: a code stands once under an issue."""
        super().__init__(keep)
        self.question = question
        self.others = others
        self.issues = issues

    def compose(self) -> ComposeResult:
        one = self.question
        doing = f"แก้ข้อ {code_shown(one.code)}" if one.code else "เพิ่มข้อคำถามหรือข้อ OIT"
        with VerticalScroll(can_focus=False):
            yield Label(doing, classes="question", markup=False)
            yield Field("รหัสข้อ", code_shown(one.code), hint="เช่น i10 e7 หรือ o12", id="code")
            yield Field("ข้อความ", one.text, hint="ข้อ OIT เว้นว่างได้", id="text", select=False)
            score = "" if _follows(one) else shown_points(one.score)
            yield Field("คะแนน", score, hint=said("เช่น ๘๑.๙๐ หรือใส่จำนวนผู้ตอบด้านล่าง"), id="score")
            issues = [("", NO_ISSUE), *((str(n), _issue_words(n, self.issues)) for n in ISSUES)]
            label = "ประเด็น" + " " * 16
            yield ChoiceLine(issues, value=str(one.issue or ""), label=label, id="issue")
            for at, name in enumerate(ANSWER_NAMES):
                count = digits(one.answers[at]) if at < len(one.answers) else ""
                yield Field(f"ตอบ {name}", count, hint="คน" if at else "คน (เว้นว่างได้ทั้งหมด)", id=f"answer{at}")
            yield Static(id="counted", markup=False)
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self._show_counted()
        self.set_focus(self.field("score" if self.question.code else "code").input)

    def field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def answer(self) -> QuestionScore | None:
        code = read_item_code(self.field("code").value)
        issue = self.query_one("#issue", ChoiceLine).value
        number = int(issue) if issue else None
        if code is None:
            self.field("code").complaint = said("พิมพ์ i e หรือ o นำหน้าเลขข้อ เช่น i10 e7 หรือ o12")
        elif any((other.code, other.issue) == (code, number) for other in self.others):
            where = f"ประเด็นที่ {digits(number)}" if number else "รายการที่ยังไม่จัดเข้าประเด็น"
            self.field("code").complaint = f"มีข้อ {code_shown(code)} ใน{where}แล้ว"
        answers = self._answers()
        score = points_in(self.field("score"))
        if answers and score is not None and score != question_score(answers):
            found = shown_points(question_score(answers))
            self.field("score").complaint = f"จำนวนผู้ตอบให้คะแนน {found} · เว้นช่องนี้ว่าง หรือแก้จำนวน"
        if code is None or self.complains:
            return None
        text = self.field("text")
        kept = " ".join(self.question.text.split()) == " ".join(text.value.split())
        return replace(
            self.question,
            code=code,
            text=self.question.text if kept else text.value,
            score=question_score(answers) if answers else score,
            answers=answers,
            issue=number,
        )

    def _answers(self) -> tuple[int, ...]:
        """The six counts, none where none was typed; an empty one among them counts nobody."""
        counts = [self._count(at) for at in range(len(ANSWER_NAMES))]
        if all(count is None for count in counts):
            return ()
        answers = tuple(count or 0 for count in counts)
        if not sum(answers):
            self.field("answer0").complaint = "ไม่มีผู้ตอบเลย · ใส่จำนวน หรือเว้นว่างทั้งหกช่อง"
            return ()
        return answers

    def _count(self, at: int) -> int | None:
        field = self.field(f"answer{at}")
        try:
            return typed_people(field.value)
        except NumberTrouble as trouble:
            field.complaint = str(trouble)
            return None

    @on(ThaiInput.Changed)
    def _show_counted(self) -> None:
        """The score that follows from the counts, while they are typed."""
        counts: list[int] = []
        for at in range(len(ANSWER_NAMES)):
            try:
                counts.append(typed_people(self.field(f"answer{at}").value) or 0)
            except NumberTrouble:
                counts = []
                break
        words = f"คะแนนจากจำนวนผู้ตอบ {shown_points(question_score(counts))}" if sum(counts) else ""
        self.query_one("#counted", Static).update(words)


class DevelopForm(Form[ToDevelop]):
    """A row of what is to be developed, by instrument and indicator."""

    DEFAULT_CSS = FORM_CSS.format(name="DevelopForm") + _AREAS.format(name="DevelopForm", lines=4)
    HINT = "Tab ช่องถัดไป · Ctrl+S บันทึก · Esc ยกเลิก"

    def __init__(self, row: ToDevelop, keep: Keep[ToDevelop]) -> None:
        super().__init__(keep)
        self.row = row

    def compose(self) -> ComposeResult:
        row = self.row
        with VerticalScroll(can_focus=False):
            yield Label("ประเด็นที่ควรพัฒนา", classes="question", markup=False)
            instruments = [(one.value, one.label) for one in Instrument]
            label = "แบบวัด" + " " * 16
            yield ChoiceRow(instruments, value=row.instrument.value, label=label, id="instrument")
            named = dict.fromkeys((*((row.indicator,) if row.indicator else ()), *INDICATORS))
            names = [(name, name) for name in named]
            yield ChoiceLine(
                names, value=row.indicator or INDICATORS[0], label="ตัวชี้วัด" + " " * 16, id="indicator"
            )
            yield from _area("ประเด็นการประเมิน", row.scope, "scope")
            yield from _area("ประเด็นที่ควรพัฒนา", row.text, "text")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#indicator"))

    def answer(self) -> ToDevelop:
        return ToDevelop(
            Instrument(self.query_one("#instrument", ChoiceRow).value),
            self.query_one("#indicator", ChoiceLine).value,
            self.query_one("#scope", ThaiTextArea).text,
            self.query_one("#text", ThaiTextArea).text,
        )


class IssueForm(Form[IssueAnalysis]):
    """Cause, remark and improvement of an issue, and which item of it is the lowest."""

    DEFAULT_CSS = FORM_CSS.format(name="IssueForm") + _AREAS.format(name="IssueForm", lines=3)
    HINT = "Tab ช่องถัดไป · Ctrl+S บันทึก · Esc ยกเลิก"

    def __init__(self, issue: IssueResult, keep: Keep[IssueAnalysis]) -> None:
        super().__init__(keep)
        self.issue = issue

    def compose(self) -> ComposeResult:
        texts = self.issue.analysis
        computed = self.issue.lowest[0].code if self.issue.lowest else ""
        with VerticalScroll(can_focus=False):
            yield Label(shown(self.issue.heading), classes="question", markup=False)
            lowest = texts.lowest or computed
            hint = "รหัสข้อที่ได้คะแนนต่ำสุด เช่น i10"
            yield Field("ข้อที่ได้คะแนนต่ำสุด", code_shown(lowest), hint=hint, id="lowest", select=False)
            yield from _area("สาเหตุ", texts.cause, "cause")
            yield from _area("หมายเหตุ", texts.remark, "remark")
            yield from _area("แนวทางการยกระดับ", texts.improvement, "improvement")
            yield Label(self.HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.set_focus(self.query_one("#cause"))

    def answer(self) -> IssueAnalysis:
        lowest = self.query_one("#lowest", Field).value
        before = self.issue.analysis.lowest
        return IssueAnalysis(
            self.issue.number,
            before if lowest == code_shown(before) else read_item_code(lowest) or lowest,
            *(self.query_one(f"#{name}", ThaiTextArea).text for name in ("cause", "remark", "improvement")),
        )


def _follows(question: QuestionScore) -> bool:
    """Whether a question's score is what its answers give, so that it need not be typed."""
    counted = len(question.answers) == len(ANSWER_NAMES) and sum(question.answers) > 0
    return counted and question.score == question_score(question.answers)


def _area(label: str, text: str, name: str) -> ComposeResult:
    with Horizontal(classes="line"):
        yield Label(label)
        yield ThaiTextArea(text, id=name, compact=True)


def _issue_words(number: int, issues: Sequence[IssueResult]) -> str:
    return " ".join(f"{digits(number)} {shown(issues[number - 1].name)}".split())
