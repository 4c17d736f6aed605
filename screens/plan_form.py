"""The form of a measure's plan: issue, who, OIT items, what it is to raise and what it goes on from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Label

from ita_tui.domain.agency import Division
from ita_tui.domain.measure import FIELD_WORDS, Measure, WorkStatus
from ita_tui.thai.numerals import digits, shown
from screens.dialogs import Choice
from screens.disclosure_form import PickRow
from screens.divisions import DivisionsDialog
from screens.form import FORM_CSS, Form
from screens.keeping_dialog import Keep
from screens.keys import Command, bindings
from screens.plan_picks import AnswersDialog, ItemsDialog, SectionsDialog, last_years
from screens.widgets.thai_text_area import ThaiTextArea

PLAN_FIELDS = (
    "issue", "divisions", "sections", "items", "answers", "weak_item", "follows", "cancel_reason",
)  # fmt: skip
"""The fields of a measure that stand in this form, by their names."""
_NOTHING = "ยังไม่ได้เลือก"


@dataclass(frozen=True)
class PlanLists:
    """What is picked from: the issues' names, OIT items and last year's results by code, and two lists read when asked.

    ``issues`` may be empty where the year's rules have none.
    """

    issues: Sequence[str]
    items: Mapping[str, str]
    results: Mapping[str, str]
    divisions: Callable[[], Sequence[Division]]
    last_year: Callable[[], Sequence[Measure]]


class PlanForm(Form[Measure]):
    """What is planned of a measure beside the texts of the walk; gives the measure with it."""

    DEFAULT_CSS = (
        FORM_CSS.format(name="PlanForm")
        + """
    PlanForm > VerticalScroll { width: 96; }
    PlanForm .line { height: auto; }
    PlanForm .line > Label { width: 21; color: $text-muted; }
    PlanForm PickRow { max-height: 5; }
    PlanForm ThaiTextArea { width: 1fr; height: 2; background: $boost; }
    PlanForm ThaiTextArea:focus { background: $primary-muted; }
    """
    )
    NAME = "แผนของมาตรการ"
    HELP = (
        "ประเด็น ส่วนราชการ งาน ข้อ OIT และข้อที่มุ่งยกระดับของมาตรการ กด ↵ หรือวรรคในช่องเพื่อเลือกจากรายการ "
        "ประเด็นที่ต้องยกระดับพิมพ์ในรายงานแผน ส่วนข้อที่มุ่งยกระดับเชื่อมกับผลคะแนนปีก่อนในหน้าคะแนน"
    )
    BINDINGS = bindings(
        (Command("ctrl+d", "divisions", "ส่วนราชการ", "เลือกส่วนราชการที่รับผิดชอบ", priority=True),)
    )
    HINT = "Tab ช่องถัดไป · ↵ หรือวรรค เลือกจากรายการ · Ctrl+S บันทึก · Esc ปิด"
    TEXTS: ClassVar[tuple[str, ...]] = ("weak_item", "cancel_reason")

    def __init__(
        self, measure: Measure, lists: PlanLists, keep: Keep[Measure], *, field: str = "issue"
    ) -> None:
        """``field`` is where the cursor begins, one of PLAN_FIELDS."""
        super().__init__(keep)
        self.before = measure
        self.picked = measure
        """The measure with what was picked; the typed texts are still in their fields."""
        self.lists = lists
        self.first = field

    def compose(self) -> ComposeResult:
        title = " ".join(self.before.title.split())
        with VerticalScroll(can_focus=False):
            yield Label(
                f"แผนของมาตรการ {digits(self.before.number)} {shown(title)}", classes="question", markup=False
            )
            for field in ("issue", "divisions", "sections", "items", "answers"):
                yield from self._line(field, PickRow(self._words(field), id=field))
            yield from self._line("weak_item", self._area("weak_item"))
            yield from self._line("follows", PickRow(self._words("follows"), id="follows"))
            if self.before.status is WorkStatus.CANCELLED or self.before.cancel_reason:
                yield from self._line("cancel_reason", self._area("cancel_reason"))
            yield Label(self.HINT, classes="hint", markup=False)

    @staticmethod
    def _line(field: str, widget: PickRow | ThaiTextArea) -> ComposeResult:
        with Horizontal(classes="line"):
            yield Label(FIELD_WORDS[field], markup=False)
            yield widget

    def _area(self, field: str) -> ThaiTextArea:
        return ThaiTextArea(getattr(self.before, field), id=field, compact=True)

    def on_mount(self) -> None:
        super().on_mount()
        found = self.query(f"#{self.first}")
        self.set_focus(found.first() if found else self.query_one("#issue"))

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self.picked)

    def answer(self) -> Measure:
        texts = {
            field: area.text for field in self.TEXTS for area in self.query(f"#{field}").results(ThaiTextArea)
        }
        return replace(self.picked, **texts)  # type: ignore[arg-type]  # TEXTS names Measure's own texts

    # --- what stands in the rows ---------------------------------------------------------------------------

    def _words(self, field: str) -> str:
        one = self.picked
        match field:
            case "issue":
                return _NOTHING if one.issue is None else self._issue_words(one.issue)
            case "items":
                lines = [f"{code} {shown(self.lists.items.get(code, ''))}".strip() for code in one.items]
            case "answers":
                lines = [shown(self.lists.results.get(code, code)) for code in one.answers]
            case "follows":
                return self._follows_words
            case _:
                return shown(", ".join(getattr(one, field))) or _NOTHING
        return "\n".join(lines) or _NOTHING

    def _issue_words(self, issue: int) -> str:
        name = self.lists.issues[issue - 1] if issue <= len(self.lists.issues) else ""
        return f"ประเด็นที่ {digits(issue)} {shown(name)}".strip()

    @property
    def _follows_words(self) -> str:
        if self.picked.follows is None:
            return "ไม่ต่อเนื่องจากมาตรการใด"
        known = dict(last_years(self.lists.last_year()))
        return known.get(str(self.picked.follows), "มาตรการที่ไม่อยู่ในปีก่อนแล้ว")

    def _pick(self, field: str, value: object) -> None:
        self.picked = replace(self.picked, **{field: value})  # type: ignore[arg-type]  # a field of Measure's own
        self.query_one(f"#{field}", PickRow).update(self._words(field))

    # --- picking -------------------------------------------------------------------------------------------

    @on(PickRow.Opened, "#issue")
    @work
    async def _pick_issue(self) -> None:
        numbers = range(1, 8)
        answers = [("0", "ไม่จัดอยู่ในประเด็นใด"), *((str(n), self._issue_words(n)) for n in numbers)]
        at = str(self.picked.issue or 0)
        chosen = await self.app.push_screen_wait(Choice("มาตรการนี้ตอบประเด็นใด", answers, at=at))
        if chosen is not None:
            self._pick("issue", int(chosen) or None)

    @on(PickRow.Opened, "#divisions")
    @work
    async def action_divisions(self) -> None:
        dialog = DivisionsDialog(self.lists.divisions(), self.picked.divisions)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None:
            written = self.picked.responsible or ", ".join(chosen)
            self.picked = replace(self.picked, responsible=written)
            self._pick("divisions", chosen)

    @on(PickRow.Opened, "#sections")
    @work
    async def _pick_sections(self) -> None:
        one = self.picked
        dialog = SectionsDialog(self.lists.divisions(), one.divisions, one.sections)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None:
            self._pick("sections", chosen)

    @on(PickRow.Opened, "#items")
    @work
    async def _pick_items(self) -> None:
        chosen = await self.app.push_screen_wait(ItemsDialog(self.lists.items, self.picked.items))
        if chosen is not None:
            self._pick("items", chosen)

    @on(PickRow.Opened, "#answers")
    @work
    async def _pick_answers(self) -> None:
        chosen = await self.app.push_screen_wait(AnswersDialog(self.lists.results, self.picked.answers))
        if chosen is not None:
            self._pick("answers", chosen)

    @on(PickRow.Opened, "#follows")
    @work
    async def _pick_follows(self) -> None:
        answers = last_years(self.lists.last_year())
        here = str(self.picked.follows or "")
        at = here if here in dict(answers) else ""
        chosen = await self.app.push_screen_wait(Choice("ต่อเนื่องจากมาตรการใดของปีก่อน", answers, at=at))
        if chosen is not None:
            self._pick("follows", int(chosen) if chosen else None)
