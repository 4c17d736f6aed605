"""What was typed and not saved when the program ended: when, where and which words, to use, copy or drop."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui import places
from ita_tui.drafts import MEASURE, Draft, Found, KeptDraft
from ita_tui.errors import ItaError
from ita_tui.saving import free_name, put_in_place
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.words import cut
from screens.choice import Confirm
from screens.drafts import WHERE, Drafts
from screens.form_drafts import DROP
from screens.keys import Command, bindings
from screens.notices import tell

NAME = "ข้อความที่พิมพ์ค้างไว้"
OPENED_BY: Mapping[str, str] = {
    "AgencyForm": "app.edit_agency",
    "YearsScreen": "app.choose_year",
    "PastedTextDialog": "app.read_in",
}
"""The forms that open over any room: they offer themselves what was left in them."""
_NAMED = 3


def told_of(found: Found) -> str:
    """How many drafts there are, and of which places, in one sentence; nothing where there are none."""
    count = len(found.drafts)
    places_of = [cut(shown(one.draft.title), 40) for one in found.drafts[:_NAMED]]
    more = f" และอีก {digits(count - _NAMED)} แห่ง" if count > _NAMED else ""
    left = f"{NAME} {digits(count)} แห่ง: {', '.join(places_of)}{more}" if count else ""
    broken = (
        f"ไฟล์ข้อความค้างเสียหาย {digits(len(found.damaged))} ไฟล์ เก็บแยกไว้แล้วที่ {found.damaged[0].parent}"
        if found.damaged
        else ""
    )
    unread = (
        f"อ่านไฟล์ข้อความค้างไม่ได้ {digits(len(found.unread))} ไฟล์ จะลองอ่านอีกเมื่อเปิดโปรแกรมครั้งหน้า"
        f" ไฟล์อยู่ที่ {found.unread[0].parent}"
        if found.unread
        else ""
    )
    return " · ".join(filter(None, (left, broken, unread, WHERE if count else "")))


class DraftsScreen(ModalScreen[KeptDraft | None]):
    """Ends with the draft that is to be used, or with None."""

    DEFAULT_CSS = """
    DraftsScreen { align: center middle; }
    DraftsScreen > Vertical {
        width: 100; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    DraftsScreen #title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
    DraftsScreen Static { height: auto; }
    DraftsScreen OptionList { height: auto; max-height: 8; border: none; background: $surface; }
    DraftsScreen VerticalScroll { height: auto; max-height: 50vh; scrollbar-size-vertical: 1; margin: 1 0 0 0; }
    DraftsScreen .hint { color: $text-muted; margin: 1 0 0 0; }
    """
    NAME = NAME
    HELP = (
        "ข้อความที่พิมพ์แล้วยังไม่ได้บันทึกเมื่อโปรแกรมหรือเครื่องดับ เลือกแล้วกด ↵ เพื่อใช้ต่อ มาตรการจะเปิดพร้อมข้อความในช่อง "
        "แบบฟอร์มอื่นจะเสนอข้อความนี้เมื่อเปิดแบบฟอร์มเดิมอีกครั้ง กด c เพื่อคัดลอก กด w เพื่อเขียนเป็นไฟล์ในโฟลเดอร์เอกสาร "
        "ข้อความค้างอยู่จนกว่าจะบันทึกหรือกด Del เพื่อทิ้ง"
    )
    KEYS = (
        Command("enter", "use", "ใช้ต่อ", "เปิดมาตรการพร้อมข้อความนี้ แบบฟอร์มอื่นเสนอให้เมื่อเปิดอีกครั้ง"),
        Command("c", "copy", "คัดลอก", "คัดลอกข้อความไว้วางที่อื่น"),
        Command("w", "write", "เขียนเป็นไฟล์", "เขียนข้อความลงในไฟล์ในโฟลเดอร์เอกสาร"),
        Command("delete", "drop", "ทิ้ง", "ทิ้งข้อความนี้"),
        Command("escape", "close", "ปิด", "ปิด ข้อความยังเก็บไว้"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self.drafts = drafts

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(NAME, id="title", markup=False)
            yield OptionList(id="drafts")
            with VerticalScroll(can_focus=False):
                yield Static(id="text")
            yield Static(id="hint", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._list()

    def _list(self) -> None:
        listed, found = self.query_one("#drafts", OptionList), self.drafts.found
        here = listed.highlighted or 0
        listed.clear_options()
        now = self.drafts.clock()
        listed.add_options(Option(_line(one.draft, now), id=one.path.name) for one in found.drafts)
        if found.drafts:
            listed.highlighted = min(here, len(found.drafts) - 1)
        else:
            self.query_one("#text", Static).update("ไม่มีข้อความที่พิมพ์ค้างไว้")
        keys = "↵ ใช้ต่อ · c คัดลอก · w เขียนเป็นไฟล์ · Del ทิ้ง · " if found.drafts else ""
        self.query_one("#hint", Static).update(f"{keys}Esc ปิด")

    def _chosen(self) -> KeptDraft | None:
        at = self.query_one("#drafts", OptionList).highlighted
        return None if at is None else self.drafts.found.drafts[at]

    @on(OptionList.OptionHighlighted, "#drafts")
    def _show_text(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.query_one("#text", Static).update(_told(chosen.draft))

    @on(OptionList.OptionSelected, "#drafts")
    def action_use(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen.draft.kind == MEASURE or chosen.draft.kind in OPENED_BY:
            self.dismiss(chosen)
        else:
            words = f"เปิดแบบฟอร์ม «{shown(chosen.draft.title)}» ที่เดิมอีกครั้ง โปรแกรมจะเสนอข้อความนี้ หรือกด c เพื่อคัดลอกไปวาง"
            self.app.notify(words, timeout=10, markup=False)

    def action_copy(self) -> None:
        """Hand the words to the terminal's clipboard; whether it takes them no program is told."""
        chosen = self._chosen()
        if chosen is not None:
            self.app.copy_to_clipboard(_plain(chosen.draft))
            self.app.notify("คัดลอกแล้ว · ถ้าวางไม่ได้ กด w เพื่อเขียนเป็นไฟล์", markup=False)

    def action_write(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        at = chosen.draft.at.astimezone(self.drafts.clock().tzinfo)
        target = places.documents_folder() / f"ข้อความค้าง-{at:%m%d-%H%M}.txt"
        self._write(_plain(chosen.draft).encode("utf-8-sig", errors="replace"), target)

    @work(thread=True, exclusive=True)
    def _write(self, data: bytes, target: Path) -> None:
        try:
            written = put_in_place(data, free_name(target) if target.exists() else target, overwrite=False)
        except ItaError as refusal:
            self.app.call_from_thread(tell, self.app, refusal)
        else:
            self.app.call_from_thread(partial(self.app.notify, f"✓ เขียนไว้ที่ {written}", markup=False))

    @work
    async def action_drop(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if await self.app.push_screen_wait(Confirm(DROP, "ทิ้ง")) == "yes":
            self.drafts.drop(chosen)
            self._list()

    def action_close(self) -> None:
        self.dismiss(None)


def _line(draft: Draft, now: datetime) -> Content:
    at = moment(draft.at.astimezone(now.tzinfo), now.date())
    return Content.assemble((f"{at}  ", "$foreground-muted"), cut(shown(draft.title), 60))


def _told(draft: Draft) -> Content:
    parts = [
        Content.assemble((one.label, "bold $text-accent"), "\n", shown(one.text) or "(ลบข้อความออก)")
        for one in draft.changed
    ]
    return Content("\n\n").join([Content.styled(shown(draft.title), "bold"), *parts])


def _plain(draft: Draft) -> str:
    """The words alone where one field was typed in, else each below the name of its field."""
    if len(draft.changed) == 1:
        return draft.changed[0].text
    return "\n\n".join(f"{one.label}\n{one.text}" for one in draft.changed)
