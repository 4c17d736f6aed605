"""What may be personal data in a report, shown before it is published."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.personal_data import Finding
from ita_tui.thai.numerals import digits
from screens.keys import Command, bindings

_BACK, _WRITE = "back", "write"


def findings_words(findings: Sequence[Finding]) -> str:
    """How many there are, for a line on the screen."""
    if not findings:
        return "ไม่พบเลขประจำตัว โทรศัพท์ อีเมล หรือลิงก์ที่มีรหัสเข้าถึงในรายงาน"
    return f"! อาจมีข้อมูลส่วนบุคคล {digits(len(findings))} แห่ง · กด p ดูรายการก่อนเผยแพร่"


class PersonalDataScreen(ModalScreen[bool]):
    """The findings with their places; True where the report is to be written all the same.

    ``writing`` says whether it is to be written now: else there is nothing to decide.
    """

    DEFAULT_CSS = """
    PersonalDataScreen { align: center middle; }
    PersonalDataScreen > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 96%;
        border: round $warning; background: $surface; padding: 0 1;
    }
    PersonalDataScreen .question { width: 1fr; height: auto; margin: 0 0 1 0; text-style: bold; }
    PersonalDataScreen VerticalScroll { height: auto; max-height: 10; background: $boost; scrollbar-size-vertical: 1; }
    PersonalDataScreen #found { height: auto; }
    PersonalDataScreen OptionList { height: auto; border: none; background: $surface; margin: 1 0 0 0; }
    """
    NAME = "ข้อมูลส่วนบุคคลในรายงาน"
    HELP = (
        "รายการที่อาจเป็นข้อมูลส่วนบุคคลในรายงาน ได้แก่ เลขประจำตัว ๑๓ หลัก หมายเลขโทรศัพท์ อีเมล และลิงก์ที่มีรหัสเข้าถึง "
        "โปรแกรมไม่ลบหรือแก้ให้ ตรวจแล้วกลับไปแก้ที่มาตรการ หรือเขียนไฟล์ต่อถ้าเปิดเผยได้"
    )
    KEYS = (Command("escape", "cancel", "กลับ", "กลับไปโดยไม่เขียนไฟล์"),)
    BINDINGS = bindings(KEYS)
    AUTO_FOCUS = "OptionList"

    def __init__(self, findings: Sequence[Finding], *, writing: bool) -> None:
        super().__init__()
        self.findings = tuple(findings)
        self.writing = writing

    def compose(self) -> ComposeResult:
        with Vertical():
            kept = " · ยังไม่ได้เขียนไฟล์" if self.writing else ""
            asked = f"รายงานที่จะเผยแพร่อาจมีข้อมูลส่วนบุคคล {digits(len(self.findings))} แห่ง{kept}"
            yield Static(asked, classes="question", markup=False)
            with VerticalScroll():
                yield Static(Content("\n".join(map(_line, self.findings))), id="found")
            answers = [Option(Content("กลับไปตรวจแก้"), id=_BACK)]
            if self.writing:
                answers.append(Option(Content("ตรวจแล้ว เปิดเผยได้ เขียนไฟล์ต่อ"), id=_WRITE))
            yield OptionList(*answers)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id == _WRITE)

    def action_cancel(self) -> None:
        self.dismiss(False)


def _line(finding: Finding) -> str:
    return f"• {finding.place}: {finding.kind.label} {finding.masked}"
