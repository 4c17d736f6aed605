"""Chooses a template of a measure: by issue, with all that it holds in sight before it is taken."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import FIELD_WORDS
from ita_tui.domain.measure_template import MeasureTemplate
from ita_tui.domain.period import read_period
from ita_tui.thai.numerals import digits, shown
from screens.keys import Command, bindings
from screens.measure_rows import days_of


class TemplatesDialog(ModalScreen[MeasureTemplate | None]):
    """Gives the chosen template; Esc gives None."""

    DEFAULT_CSS = """
    TemplatesDialog { align: center middle; }
    TemplatesDialog > Vertical {
        width: 100; max-width: 98%; height: 96%; max-height: 40;
        border: round $accent; background: $surface; padding: 0 1;
    }
    TemplatesDialog .question { width: 1fr; text-style: bold; }
    TemplatesDialog OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    TemplatesDialog VerticalScroll { height: 1fr; border-top: solid $foreground 20%; padding: 0 1 0 0; scrollbar-size-vertical: 1; }
    TemplatesDialog .hint { width: 1fr; color: $text-muted; }
    """
    NAME = "แม่แบบมาตรการ"
    HELP = (
        "แม่แบบมาตรการตามประเด็นทั้งเจ็ด ครึ่งล่างแสดงแนวทาง ขั้นตอน และการกำกับติดตามของแม่แบบที่เลือก "
        "กด ↵ แล้วเลือกส่วนราชการที่รับผิดชอบ มาตรการจะเพิ่มต่อท้ายรายการและแก้ได้ทุกช่อง "
        "แม่แบบของหน่วยงานเองเขียนไว้ในไฟล์ measure_templates.toml ข้างไฟล์ฐานข้อมูล"
    )
    KEYS = (
        Command("1", "issue(1)", "ประเด็น", "ไปที่แม่แบบของประเด็นนั้น กดเลข ๑ ถึง ๗"),
        Command("pagedown", "scroll(1)", "เลื่อนดู", "เลื่อนรายละเอียดลง", priority=True),
        Command("pageup", "scroll(-1)", "เลื่อนดู", "เลื่อนรายละเอียดขึ้น", shown=False, priority=True),
        Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เพิ่ม"),
    )
    BINDINGS = bindings(
        (*KEYS, *(Command(str(n), f"issue({n})", "ประเด็น", "", shown=False) for n in range(2, 8)))
    )

    def __init__(self, templates: Sequence[MeasureTemplate], issues: Sequence[str], year: FiscalYear) -> None:
        """``issues`` are the names of the seven issues by the year's rules, where it has them."""
        super().__init__()
        self.templates = tuple(templates)
        self.issues = tuple(issues)
        self.year = year

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("เพิ่มมาตรการจากแม่แบบ", classes="question", markup=False)
            yield OptionList(*self._lines())
            with VerticalScroll(can_focus=False):
                yield Static(id="template", markup=False)
            hint = f"↑ ↓ เลือก · {digits(1)}–{digits(7)} ไปประเด็นนั้น · PgDn อ่านต่อ · ↵ ใช้แม่แบบนี้ · Esc ยกเลิก"
            yield Label(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        templates = self.query_one(OptionList)
        self.set_focus(templates)
        templates.action_first()

    def _lines(self) -> Iterator[Option]:
        for issue in dict.fromkeys(template.issue for template in self.templates):
            head = f"ประเด็นที่ {digits(issue)}"
            name = self.issues[issue - 1] if issue <= len(self.issues) else ""
            yield Option(Content.styled(f"{head} {shown(name)}".strip(), "$text-accent"), disabled=True)
            for at, template in enumerate(self.templates):
                if template.issue == issue:
                    own = (" · ของหน่วยงาน", "$text-muted") if template.own else ""
                    yield Option(Content.assemble("  ", shown(template.title), own), id=str(at))

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None:
            self.query_one("#template", Static).update(self._details(self.templates[int(event.option.id)]))
            self.query_one(VerticalScroll).scroll_home(animate=False)

    def _details(self, template: MeasureTemplate) -> Content:
        steps = "\n".join(f"{digits(number)}. {text}" for number, text in enumerate(template.steps, start=1))
        period = read_period(template.period, self.year)
        when = f"{template.period} ({days_of(period)})" if template.period else ""
        parts: list[Content | tuple[str, str] | str] = [(shown(template.title), "bold")]
        for word, text in (
            (FIELD_WORDS["guideline"], template.guideline),
            (FIELD_WORDS["steps"], steps),
            (FIELD_WORDS["follow_up"], template.follow_up),
            ("ส่วนราชการที่แนะนำ", ", ".join(template.divisions)),
            (FIELD_WORDS["period"], when),
        ):
            if text:
                parts += ["\n", (word, "$text-accent"), "\n", shown(text)]
        return Content.assemble(*parts)

    @on(OptionList.OptionSelected)
    def _taken(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.dismiss(self.templates[int(event.option.id)])

    def action_issue(self, issue: int) -> None:
        """Go to the first template of an issue."""
        at = next((at for at, one in enumerate(self.templates) if one.issue == issue), None)
        if at is not None:
            options = self.query_one(OptionList)
            options.highlighted = options.get_option_index(str(at))

    def action_scroll(self, by: int) -> None:
        """Read on in the details, half of what is seen at a time."""
        details = self.query_one(VerticalScroll)
        details.scroll_relative(y=by * max(1, details.size.height // 2), animate=False)

    def action_cancel(self) -> None:
        self.dismiss(None)
