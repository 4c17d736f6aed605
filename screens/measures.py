"""F3: the year's measures as a table, with instant search, filters, sorting and details beside it."""

from collections.abc import Iterable
from dataclasses import replace

from textual import on, work
from textual.widget import Widget
from textual.widgets import DataTable, Static

from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.measure_list import FoundMeasures, Listing, MeasureFilter, Order
from ita_tui.tasks import YearState
from ita_tui.thai.names import sort_key
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import EVERYTHING, Choice, Confirm
from screens.keys import Command, bindings
from screens.measure_form import NewMeasureForm
from screens.measure_rows import HEADS, cells, details, glance, widths
from screens.searched_list import SearchedList
from screens.walk import WalkScreen
from screens.widgets.row_table import RowTable
from screens.widgets.thai_input import ThaiInput


class MeasuresScreen(SearchedList):
    """A row a measure; Enter walks through those that are listed, one by one."""

    NAME = "มาตรการ"
    HELP = (
        "ตารางมาตรการทั้งปี พิมพ์ / แล้วพิมพ์คำที่ต้องการค้น รายการจะกรองทันที ค้นได้ทั้งชื่อ วิธีดำเนินการ "
        "ผู้รับผิดชอบ และผลการดำเนินการ ค้นได้โดยไม่ต้องใส่วรรณยุกต์และใช้เลขไทยหรืออารบิกก็ได้ คำที่พบมีขีดเส้นใต้ กด ↵ เพื่อเปิดมาตรการและไล่ดูทีละมาตรการตามรายการที่กรองไว้"
    )
    KEYS = (
        Command("enter", "walk", "เปิด", "เปิดมาตรการที่เลือก แล้วไล่ดูทีละมาตรการ"),
        Command("slash", "search", "ค้นหา", "ค้นหาในมาตรการ"),
        Command("s", "by_status", "สถานะ", "กรองตามสถานะการดำเนินการ"),
        Command("d", "by_division", "ส่วนราชการ", "กรองตามส่วนราชการ"),
        Command("p", "by_proof", "หลักฐาน", "กรองตามสถานะหลักฐาน"),
        Command("o", "order", "เรียง", "เลือกลำดับการเรียง"),
        Command("x", "clear", "ล้างตัวกรอง", "แสดงมาตรการทั้งหมดของปี"),
        Command("n", "add", "เพิ่ม", "เพิ่มมาตรการใหม่"),
        Command("delete", "remove", "ลบ", "ลบมาตรการที่เลือก (เลิกทำได้ด้วย Ctrl+Z)", shown=False),
        Command("v", "proposals", "ข้อเสนอ", "สลับระหว่างมาตรการกับข้อเสนอมาตรการ", shown=False),
        Command("escape", "back", "กลับ", "ออกจากช่องค้นหา ล้างตัวกรอง หรือกลับไปภาพรวม", shown=False),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    MeasuresScreen #list { width: 5fr; }
    MeasuresScreen #details { width: 2fr; }
    MeasuresScreen #filter { color: $text-muted; }
    MeasuresScreen #chosen { height: 3; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filter = MeasureFilter()
        self.listing = Listing.of(())
        self.found = FoundMeasures(())
        self._columns: tuple[int, ...] = ()

    def compose_list(self) -> Iterable[Widget]:
        yield Static(id="filter", markup=False)
        yield RowTable[object](id="measures", cursor_type="row", zebra_stripes=False, cell_padding=0)

    # --- showing -----------------------------------------------------------------------------------------

    @property
    def listed(self) -> tuple[Measure, ...]:
        return self.found.measures

    def show_state(self, state: YearState) -> None:
        report = state.report
        self.listing = Listing.of(report.proposals if self.filter.proposals else report.measures)
        self.show_list()

    def show(self, wanted: MeasureFilter) -> None:
        """Show the list that a number elsewhere counted."""
        switched = wanted.proposals != self.filter.proposals
        self.filter = wanted
        self.query_one("#search", ThaiInput).value = wanted.text
        if self.state is not None:
            if switched:
                self.show_state(self.state)
            else:
                self.show_list()
        self.to_list()

    def show_list(self) -> None:
        """Fill the table with what the filter lets through, the cursor on the measure it was on."""
        if self.state is None:
            return
        table = self.table
        here = self.chosen()
        self.found = self.listing.search(self.filter, self.state.today)
        self._lay_out_columns()
        table.clear()
        marks = self.found.marks
        table.add_rows([cells(m, self.state.today, self._columns, marks) for m in self.listed])
        ids = [measure.id for measure in self.listed]
        if here is not None and here.id in ids:
            table.move_cursor(row=ids.index(here.id), scroll=True)
        self._show_words()
        self.show_details()

    def _lay_out_columns(self) -> None:
        room = max(40, self.table.size.width - 2 or 78)
        columns = widths(room)
        if columns != self._columns:
            self._columns = columns
            self.table.clear(columns=True)
            for head, width in zip(HEADS, columns, strict=True):
                self.table.add_column(cut(head, width), width=width + 1)

    def _show_words(self) -> None:
        found, everything = len(self.listed), len(self.listing.measures)
        count = f"{digits(found)} จาก {digits(everything)} มาตรการ"
        words = " · ".join(filter(None, (self.found.words, self.filter.words, count)))
        line = self.query_one("#filter", Static)
        line.update(cut(words, max(20, self.query_one("#list").size.width - 2)))
        if found:
            self.say_empty("")
        elif everything:
            self.say_empty("ไม่พบมาตรการที่ตรงกับตัวกรอง · กด Esc เพื่อล้างตัวกรองและแสดงทั้งหมด")
        else:
            self.say_empty(
                "ยังไม่มีมาตรการในปีนี้\n\nกด n เพื่อเพิ่มมาตรการ หรือกด F12 แล้วเลือก «อ่านรายงานเข้า» เพื่อนำรายงานที่มีอยู่เข้ามา"
            )

    def show_details(self) -> None:
        chosen = self.chosen()
        text = self.query_one("#detail-text", Static)
        strip = self.query_one("#chosen", Static)
        if chosen is None or self.state is None:
            text.update("")
            strip.update("")
        elif strip.display:
            strip.update(
                glance(chosen, self.state.today, self.found.marks, max(20, strip.content_size.width))
            )
        elif self.query_one("#details").display:
            text.update(details(chosen, self.state.today, self.found.marks, max(20, text.content_size.width)))

    def chosen(self) -> Measure | None:
        """The measure under the cursor."""
        row = self.table.cursor_row
        return self.listed[row] if 0 <= row < len(self.listed) else None

    # --- searching and filtering ---------------------------------------------------------------------------

    def search(self, text: str) -> None:
        if text != self.filter.text:
            self.filter = replace(self.filter, text=text)
            self.show_list()

    def action_clear(self) -> None:
        self.show(MeasureFilter(proposals=self.filter.proposals))

    def action_back(self) -> None:
        """Step by step: out of the search with its text cleared, then out of the filters, then to the overview."""
        if self.in_search:
            self.show(replace(self.filter, text=""))
        elif self.filter != MeasureFilter(proposals=self.filter.proposals):
            self.action_clear()
        else:
            self.app.call_later(self.app.run_action, "go('overview')")

    @work
    async def action_by_status(self) -> None:
        answers = [("", EVERYTHING), *((s.value, f"{s.sign} {s.label}") for s in WorkStatus)]
        chosen = await self.app.push_screen_wait(Choice("แสดงเฉพาะสถานะ", answers))
        if chosen is not None:
            self.show(replace(self.filter, status=WorkStatus(chosen) if chosen else None))

    @work
    async def action_by_proof(self) -> None:
        answers = [("", EVERYTHING), *((p.value, p.label) for p in Proof)]
        chosen = await self.app.push_screen_wait(Choice("แสดงเฉพาะสถานะหลักฐาน", answers))
        if chosen is not None:
            self.show(replace(self.filter, proof=Proof(chosen) if chosen else None))

    @work
    async def action_by_division(self) -> None:
        divisions = {name for measure in self.listing.measures for name in measure.divisions}
        names = sorted(divisions, key=sort_key)
        answers = [(EVERYTHING, EVERYTHING), *((name, name) for name in names)]
        chosen = await self.app.push_screen_wait(Choice("แสดงเฉพาะส่วนราชการ", answers))
        if chosen is not None:
            self.show(replace(self.filter, division="" if chosen == EVERYTHING else chosen))

    @work
    async def action_order(self) -> None:
        answers = [(order.value, order.label) for order in Order]
        chosen = await self.app.push_screen_wait(Choice("เรียงตาม", answers))
        if chosen is not None:
            self.show(replace(self.filter, order=Order(chosen)))

    def action_proposals(self) -> None:
        self.show(MeasureFilter(proposals=not self.filter.proposals))

    # --- doing ---------------------------------------------------------------------------------------------

    @on(DataTable.RowSelected)
    def action_walk(self) -> None:
        """Walk through the listed measures, beginning with the one under the cursor."""
        chosen = self.chosen()
        if chosen is not None and chosen.id is not None:
            ids = [measure.id for measure in self.listed if measure.id is not None]
            self.app.push_screen(WalkScreen(self.desk, ids, chosen.id))

    @work
    async def action_add(self) -> None:
        number = max((measure.number for measure in self.listing.measures), default=0) + 1
        new = Measure(number=number, title="", proposal=self.filter.proposals)
        added: list[int] = []

        async def add(title: str) -> bool:
            saved = self.desk.store.measures.add(self.desk.year, [replace(new, title=title)])
            added.extend(measure.id for measure in saved if measure.id is not None)
            self.say_saved()
            return True

        await self.app.push_screen_wait(NewMeasureForm(add))
        if added:
            self.app.push_screen(WalkScreen(self.desk, added, added[0]))

    @work
    async def action_remove(self) -> None:
        measure = self.chosen()
        if measure is None or measure.id is None:
            return
        goes = f"ลบมาตรการ {digits(measure.number)} «{shown(measure.title)}» พร้อมขั้นตอน {digits(len(measure.steps))} ขั้นตอน"
        stays = f"ไฟล์หลักฐาน {digits(len(measure.evidence))} รายการยังอยู่ในคลัง และเลิกทำได้ด้วย Ctrl+Z"
        if await self.app.push_screen_wait(Confirm(f"{goes}\n{stays}", yes="ลบมาตรการนี้")) == "yes":
            with self.telling():
                self.desk.store.measures.remove([measure.id])
                self.say_saved()
