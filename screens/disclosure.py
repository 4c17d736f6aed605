"""F5: what must stand on the agency's website this year (ข้อ OIT), who sees to it, and whether it does."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.widget import Widget
from textual.widgets import DataTable, Static

from ita_tui import disclosing
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.disclosure_list import FoundItems, ItemFilter, ItemGroup, ItemListing
from ita_tui.domain.links import link_doubt, repaired
from ita_tui.domain.own_items import state_words
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import EVERYTHING, Choice
from screens.disclosure_form import DisclosureForm, ItemAnswer
from screens.disclosure_rows import (
    Around,
    ListRow,
    cells,
    certainty,
    details,
    filter_words,
    glance,
    heads,
    last_change,
    listing_of,
    rows_of,
    summary,
    widths,
)
from screens.item_actions import ItemActions
from screens.keys import Command, bindings
from screens.link_repair import REPAIR_IN_LIST, asked_repair, doubt_of
from screens.opening import open_with_desktop
from screens.widgets.headed_table import HeadedTable
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from store.history import Entry

_ON_THE_LIST = frozenset(
    {
        *("edit", "cycle", "by_status", "without_link", "open_link", "repair_link", "clear", "search"),
        *("seen", "evidence", "owners", "walk", "paste", "carry", "make"),
    }
)


class DisclosureScreen(ItemActions):
    """A row an item under its group; the space bar moves its status on, Enter opens its form."""

    ON_THE_LIST = _ON_THE_LIST
    NAME = "ข้อ OIT"
    HELP = (
        "ข้อมูลที่ต้องเผยแพร่บนเว็บไซต์ตามบัญชีข้อ OIT ของปี กดแป้นวรรคเพื่อเปลี่ยนสถานะของข้อที่เลือก กด ↵ เพื่อใส่ผู้รับผิดชอบ "
        "ส่วนราชการ งาน ลิงก์ วันที่เห็น หมายเหตุ และมาตรการที่เกี่ยวข้อง กด t เมื่อเห็นบนเว็บไซต์วันนี้ กด e เพื่อแนบหลักฐาน "
        "กด p เพื่อวางรายการลิงก์ทั้งชุด กด y เพื่อยกผู้รับผิดชอบมาจากปีก่อน ข้อมาตรการและข้อรายงานผลกด g เพื่อจัดทำไฟล์จากโปรแกรม "
        "พิมพ์ / แล้วพิมพ์คำหรือเลขข้อที่ต้องการค้น เช่น o12 หรือ ๐๑๒ "
        "ค้นได้โดยไม่ต้องใส่วรรณยุกต์และใช้เลขไทยหรืออารบิกก็ได้ คำที่พบมีขีดเส้นใต้ "
        "กด s หรือ l เพื่อกรอง และกด x เพื่อแสดงทั้งหมด"
    )
    KEYS = (
        Command("enter", "edit", "แก้ไข", "แก้ผู้รับผิดชอบ ลิงก์ สถานะ หมายเหตุ และมาตรการของข้อที่เลือก"),
        Command("space", "cycle", "สถานะ", "เปลี่ยนสถานะของข้อที่เลือกเป็นขั้นถัดไป"),
        Command("g", "make", "จัดทำ", "จัดทำจากโปรแกรม: พิมพ์แผนหรือรายงานของข้อนี้ แล้วแนบเป็นหลักฐาน"),
        REPAIR_IN_LIST,
        Command("x", "clear", "ล้างตัวกรอง", "แสดงทุกข้อของปี"),
        Command("t", "seen", "เห็นวันนี้", "บันทึกว่าวันนี้เห็นข้อที่เลือกบนเว็บไซต์แล้ว"),
        Command("e", "evidence", "หลักฐาน", "เพิ่ม เปิด หรือถอดหลักฐานของข้อที่เลือก"),
        Command("p", "paste", "วางลิงก์", "วางรายการลิงก์หลายข้อในครั้งเดียว แล้วตรวจก่อนบันทึก"),
        Command("slash", "search", "ค้นหา", "ค้นหาด้วยเลขข้อ ชื่อ ผู้รับผิดชอบ หรือหมายเหตุ"),
        Command("m", "owners", "มาตรการ", "เลือกมาตรการที่ข้อนี้เกี่ยวข้อง"),
        Command("y", "carry", "ยกมา", "ยกมาจากปีก่อน: ผู้รับผิดชอบ ส่วนราชการ และลิงก์ของข้อที่ตรงกัน"),
        Command("s", "by_status", "กรองสถานะ", "แสดงเฉพาะข้อที่มีสถานะที่เลือก"),
        Command("l", "without_link", "ไม่มีลิงก์", "แสดงเฉพาะข้อที่ยังไม่มีลิงก์ หรือแสดงทุกข้อ"),
        Command("o", "open_link", "เปิดลิงก์", "เปิดลิงก์ของข้อที่เลือกในเบราว์เซอร์"),
        Command("w", "walk", "เปิดมาตรการ", "เปิดมาตรการที่ข้อนี้เกี่ยวข้องทีละมาตรการ"),
        Command("escape", "back", "กลับ", "ล้างตัวกรอง หรือกลับไปภาพรวม", shown=False),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    DisclosureScreen #summary, DisclosureScreen #certainty { height: 1; padding: 0 1; }
    DisclosureScreen #certainty { color: $text-muted; }
    DisclosureScreen #filter { color: $text-warning; }
    DisclosureScreen #chosen { height: 5; }
    """
    WIDE = 110

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filter = ItemFilter()
        self.listing = ItemListing((), {}, {})
        self.found = FoundItems(())
        self.rows: tuple[ListRow, ...] = ()
        self._just_changed: set[str] = set()
        self._columns: tuple[int, ...] = ()
        self._changes: dict[int, Entry | None] = {}
        self._wanted: int | None = None
        self._offered = (False, False)

    def compose_list(self) -> Iterable[Widget]:
        for line in ("summary", "certainty", "filter"):
            yield Static(id=line, markup=False)
        yield HeadedTable(id="items")

    # --- showing -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        self._changes.clear()
        self.listing = listing_of(state.report, state.rules)
        self.show_list()
        self.read_own(state)

    def show(self, wanted: ItemFilter) -> None:
        """Show the items that a filter lets through."""
        self.filter = wanted
        self._just_changed.clear()
        self.query_one("#search", ThaiInput).value = wanted.text
        self.show_list()
        self.refresh_bindings()

    def choose(self, item_id: int) -> None:
        """Put the cursor on the item that is named elsewhere, now or as soon as the year has been read."""
        self._wanted = item_id
        if self.state is not None:
            self.show(ItemFilter())

    def show_list(self) -> None:
        """Fill the table with what the filter lets through, the cursor on the item it was on."""
        if self.state is None:
            return
        here = self.chosen()
        self.found = self.listing.search(self.filter, kept=self._just_changed)
        self.rows = rows_of(self.found.groups, self.listing)
        self._lay_out_columns()
        headings = [row for row, shown in enumerate(self.rows) if isinstance(shown, ItemGroup)]
        shown = [cells(row, self.listing, self._columns, self.found.marks) for row in self.rows]
        self.table.put_rows(shown, headings, self._cursor_for(here))
        self._show_words()
        self.show_details()

    def _cursor_for(self, here: DisclosureItem | None) -> int:
        """The row of the item that was named elsewhere, else of the one she stood on, else the first one."""
        wanted, self._wanted = self._wanted, None
        items = [(at, row) for at, row in enumerate(self.rows) if isinstance(row, DisclosureItem)]
        named = (at for at, item in items if wanted is not None and item.id == wanted)
        stood_on = (at for at, item in items if here is not None and item.code == here.code)
        return next(named, next(stood_on, 0))

    def _lay_out_columns(self) -> None:
        columns = widths(max(40, self.table.size.width - 2 or 78))
        if columns != self._columns:
            self._columns = columns
            self.table.put_columns(heads(columns), columns)

    def _show_words(self) -> None:
        assert self.state is not None
        found = sum(isinstance(row, DisclosureItem) for row in self.rows)
        everything = len(self.listing.items)
        room = max(20, self.query_one("#list").size.width - 3)
        self.query_one("#summary", Static).update(summary(self.listing))
        # The filter takes a line of what is said about the catalogue, so that the list never jumps.
        sure, words = self.query_one("#certainty", Static), self.query_one("#filter", Static)
        filtered, catalogue = bool(self.filter.words), certainty(self.state.rules.catalogue)
        # A line may end up to a word early, so two lines hold a little less than twice the width.
        sure.update(cut(catalogue, room if filtered else max(room, 2 * room - 24)))
        sure.styles.height = 1 if filtered else 2
        words.display = filtered
        words.update(cut(filter_words(self.filter, found, everything, self.found.words), room))
        if found:
            self.say_empty("")
        elif everything:
            self.say_empty("ไม่พบข้อ OIT ที่ตรงกับตัวกรอง · กด Esc เพื่อล้างตัวกรองและแสดงทั้งหมด")
        else:
            year = digits(self.desk.year.be)
            self.say_empty(f"ยังไม่มีบัญชีข้อ OIT ของปี {year} ในเกณฑ์ของโปรแกรม และปีนี้ยังไม่มีข้อที่บันทึกไว้")

    def show_details(self) -> None:
        item, state = self.chosen(), self.state
        self._say_whether_repairable()
        text, strip = self.query_one("#detail-text", Static), self.query_one("#chosen", Static)
        if item is None or state is None:
            text.update("")
            strip.update("")
            return
        known = item.id is None or item.id in self._changes
        change = last_change(self._changes.get(item.id or 0), state.today) if known else ""
        owners = self.listing.measures.get(item.code, ())
        own = state_words(self.own.get(item.code, ()))
        around = Around(owners, state.rules.catalogue, change, self.found.marks, own)
        if strip.display:
            strip.update(glance(item, around, max(20, strip.content_size.width)))
        else:
            text.update(details(item, around, max(20, text.content_size.width)))
        if not known and item.id is not None:
            self._read_last_change(item.id, state.revision)

    @work(thread=True, exclusive=True, group="last-change")
    def _read_last_change(self, item_id: int, revision: int) -> None:
        """Look the item up in the history once, off the event loop, so that the cursor never waits for it."""
        try:
            found = self.desk.store.history.about(f"item:{item_id}", 1)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
            return
        self.app.call_from_thread(self._take_last_change, item_id, revision, next(iter(found), None))

    def _take_last_change(self, item_id: int, revision: int, entry: "Entry | None") -> None:
        if self.is_attached and self.state is not None and self.state.revision == revision:
            self._changes[item_id] = entry
            chosen = self.chosen()
            if chosen is not None and chosen.id == item_id:
                self.show_details()

    def _say_whether_repairable(self) -> None:
        """The keys of the repair and of the program's own items are shown where there is one."""
        offered = self._repairable(), self._is_own()
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    @property
    def table(self) -> HeadedTable:
        return self.query_one("#items", HeadedTable)

    def chosen(self) -> DisclosureItem | None:
        """The item under the cursor."""
        row = self.table.cursor_row
        shown = self.rows[row] if 0 <= row < len(self.rows) else None
        return shown if isinstance(shown, DisclosureItem) else None

    # --- searching and filtering ---------------------------------------------------------------------------

    def allows(self, action: str) -> bool:
        """Whether a command of the list makes sense now, wherever the focus is."""
        if action == "repair_link":
            return self._repairable()
        if action == "make":
            return self._is_own()
        return action != "clear" or bool(self.filter.words)

    def _repairable(self) -> bool:
        """Whether the chosen item has a broken link with a repair."""
        item = self.chosen()
        return item is not None and repaired(item.url) is not None

    def on_key(self, event: events.Key) -> None:
        """The key of making comes here where the item is none of the program's own: its command is not offered."""
        if event.character in {"g", "เ"} and not self.in_search and not self._is_own():
            self.say_where_made()

    def _is_own(self) -> bool:
        """Whether the chosen item is one that the program can fill itself."""
        item = self.chosen()
        return item is not None and item.code in self.own

    def search(self, text: str) -> None:
        if text != self.filter.text:
            self.filter = replace(self.filter, text=text)
            self._just_changed.clear()
            self.show_list()

    def action_clear(self) -> None:
        self.show(ItemFilter())
        self.table.focus()

    @work
    async def action_by_status(self) -> None:
        answers = [("", EVERYTHING), *((s.value, f"{s.sign} {s.label}") for s in DisclosureStatus)]
        chosen = await self.app.push_screen_wait(Choice("แสดงเฉพาะสถานะ", answers))
        if chosen is not None:
            self.show(replace(self.filter, status=DisclosureStatus(chosen) if chosen else None))

    def action_without_link(self) -> None:
        self.show(replace(self.filter, without_link=not self.filter.without_link))

    def action_back(self) -> None:
        """Step by step: out of the search and the filters, then to the overview."""
        if self.filter.words or self.in_search:
            self.action_clear()
        else:
            self.app.call_later(self.app.run_action, "go('overview')")

    # --- doing ---------------------------------------------------------------------------------------------

    def changed(self, *codes: str) -> None:
        self._just_changed.update(codes)
        self.say_saved()

    def action_cycle(self) -> None:
        """Move the status of the chosen item on, and save it."""
        with self.telling():
            item = self.fresh()
            if item is None:
                return
            ways = list(DisclosureStatus)
            status = ways[(ways.index(item.status) + 1) % len(ways)]
            self.desk.store.disclosure.save(self.desk.year, replace(item, status=status))
            self.changed(item.code)

    def action_open_link(self) -> None:
        """Open the chosen item's link, where it is one of the web."""
        item = self.chosen()
        if item is None:
            return
        link = item.url.strip()
        if not link.lower().startswith(("http://", "https://")):
            words = link_doubt(link) or "ข้อนี้ยังไม่มีลิงก์ · กด ↵ เพื่อใส่ลิงก์"
            self.app.notify(words, severity="warning", markup=False)
            return
        with self.telling():
            open_with_desktop(link)

    @work
    async def action_repair_link(self) -> None:
        """Offer the repair of the chosen item's link, and save it as one step."""
        item = self.fresh()
        better = None if item is None else await asked_repair(self.app, f"ข้อ {item.code}", item.url)
        if item is None or better is None:
            return
        with self.telling():
            self.desk.store.disclosure.save(self.desk.year, replace(item, url=better))
            self.changed(item.code)

    @on(DataTable.RowSelected)
    def action_edit(self) -> None:
        """Open the form of the chosen item."""
        with self.telling():
            item = self.fresh()
            if item is None or self.state is None:
                return
            measures = self.desk.store.measures.all(self.desk.year)
            divisions = self.desk.store.agencies.divisions
            form = DisclosureForm(item, measures, divisions, self._keep, near=self.desk.today())
            self.app.push_screen(form)

    async def _keep(self, typed: ItemAnswer) -> bool:
        """Save the item and the measures it belongs to as one step of the history."""
        item = typed.item
        if disclosing.save_item(self.desk.store, self.desk.year, item, typed.owners):
            self.changed(item.code)
            doubt = doubt_of(item.url)
            if doubt:
                self.app.notify(f"{doubt} · บันทึกไว้ตามที่พิมพ์แล้ว", severity="warning", markup=False)
        return True
