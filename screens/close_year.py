"""Closing a year: what would go of its evidence copies, what stays, and the way there over bundle and backup."""

from collections.abc import Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.removal import ToRemove
from ita_tui.errors import ItaError
from ita_tui.tasks import look_at_closing, remove_evidence, what_goes, what_went
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.sizes import size_words
from screens.desk import Desk
from screens.dialogs import Confirm
from screens.keys import Command, bindings
from screens.notices import tell

_NAMED = 200
"""Files that are named one by one; the rest is counted."""


class CloseYearDialog(ModalScreen[str | None]):
    """Shows first, offers the bundle first, and removes only what was confirmed. Answers "bundle" to go there."""

    DEFAULT_CSS = """
    CloseYearDialog { align: center middle; }
    CloseYearDialog > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    CloseYearDialog #title { text-style: bold; color: $text-accent; height: 1; }
    CloseYearDialog VerticalScroll { height: auto; max-height: 12; scrollbar-size-vertical: 1; }
    CloseYearDialog #told { height: auto; margin: 0 0 1 0; }
    CloseYearDialog OptionList { height: auto; max-height: 6; border: none; background: $surface; padding: 0; }
    CloseYearDialog .hint { color: $text-muted; height: 1; }
    """
    NAME = "ปิดปีและลบสำเนาหลักฐาน"
    HELP = (
        "ลบสำเนาไฟล์หลักฐานที่ปีนี้ใช้ปีเดียว เพื่อไม่เก็บเอกสารไว้เกินจำเป็น มาตรการ ผลการดำเนินการ และรายงานที่ลงนามยังอยู่ครบ "
        "ควรส่งออกชุดหลักฐานเก็บไว้ก่อน โปรแกรมสำรองฐานข้อมูลให้ก่อนลบ และบันทึกชื่อ ขนาด ลายนิ้วมือ วัน และเหตุผลของทุกไฟล์ไว้ในประวัติ "
        "แนบไฟล์เดิมอีกครั้งได้เสมอ"
    )
    KEYS = (Command("escape", "close", "ปิด", "ปิดโดยไม่ลบอะไร"),)
    BINDINGS = bindings(KEYS)

    def __init__(self, desk: Desk, looked: ToRemove) -> None:
        super().__init__()
        self.desk = desk
        self.looked = looked
        self._busy = False

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(f"{self.NAME} · ปีงบประมาณ {digits(self.looked.year.be)}", id="title", markup=False)
            with VerticalScroll():
                yield Static("\n".join(_told(self.looked)), id="told", markup=False)
            yield OptionList(*(Option(Content(words), id=key) for key, words in _ways(self.looked)))
            yield Static("↑ ↓ เลือก · ↵ ตกลง · PgUp PgDn เลื่อนอ่าน · Esc ปิด", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == "remove":
            self._ask()
        else:
            self.dismiss("bundle" if event.option.id == "bundle" else None)

    @work
    async def _ask(self) -> None:
        """Ask once more, with what cannot be brought back; without a signature that is said, too."""
        question = (
            f"ลบสำเนาหลักฐาน {digits(len(self.looked.going))} ไฟล์ รวม {size_words(self.looked.size)}\n"
            "ไฟล์ที่ลบแล้วโปรแกรมนำกลับมาเองไม่ได้"
        )
        if not self.looked.signed:
            question += f"\nปีงบประมาณ {digits(self.looked.year.be)} ยังไม่มีรอบ ๑๒ เดือนที่ลงนาม"
        yes = "สำรองข้อมูลแล้วลบ" if self.looked.signed else "ลบทั้งที่ยังไม่ได้ลงนาม"
        if await self.app.push_screen_wait(Confirm(question, yes=yes)) == "yes" and not self._busy:
            self._busy = True
            self._remove()

    @work(thread=True)
    def _remove(self) -> None:
        try:
            told = what_went(remove_evidence(self.desk.store, self.looked.year, unsigned=True))
        except ItaError as refusal:
            self.app.call_from_thread(self._refused, refusal)
            return
        self.app.call_from_thread(self._done, told)

    def _refused(self, refusal: ItaError) -> None:
        self._busy = False
        tell(self.app, refusal)

    def _done(self, told: str) -> None:
        self.app.notify(told, markup=False)
        self.dismiss("removed")

    def key_pagedown(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def key_pageup(self) -> None:
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    def action_close(self) -> None:
        if not self._busy:
            self.dismiss(None)


def look(desk: Desk) -> ToRemove:
    """What closing the year on the desk would remove; call it in a thread. Raises YearNotThereError."""
    return look_at_closing(desk.store, desk.year)


def _told(looked: ToRemove) -> Iterator[str]:
    yield from what_goes(looked)
    yield from (f"• {shown(one.name)} ({size_words(one.size)})" for one in looked.going[:_NAMED])
    if len(looked.going) > _NAMED:
        yield f"… และอีก {digits(len(looked.going) - _NAMED)} ไฟล์"


def _ways(looked: ToRemove) -> list[tuple[str, str]]:
    """What can be done; where nothing would go, nothing but to close."""
    if not looked.going:
        return [("close", "ปิด ไม่มีสำเนาที่จะลบ")]
    return [
        ("bundle", "ส่งออกชุดหลักฐานก่อน (แนะนำ)"),
        ("remove", "สำรองข้อมูลแล้วลบสำเนา"),
        ("close", "ไม่ลบ กลับไปเหมือนเดิม"),
    ]
