"""The table of the year's measures: instant search, filters, sorting, a selection, and details beside it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.coordinate import Coordinate
from textual.widget import Widget
from textual.widgets import Static

from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.measure_list import FoundMeasures, Listing, MeasureFilter, Order
from ita_tui.domain.rounds import AFTER_SIGN, AFTER_SIGNATURE
from ita_tui.domain.views import divisions_of
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import EVERYTHING, Choice
from screens.measure_rows import HEADS, cells, details, glance, number_cell, widths
from screens.searched_list import SearchedList
from screens.widgets.row_table import RowTable
from screens.widgets.thai_input import ThaiInput


class MeasureTable(SearchedList):
    """What is listed of the measures (or proposals), and which of them are selected."""

    DEFAULT_CSS = """
    MeasureTable #list { width: 5fr; }
    MeasureTable #details { width: 2fr; }
    MeasureTable #filter { color: $text-muted; }
    MeasureTable #chosen { height: 3; }
    """

    FEW: ClassVar[int] = 40
    """So many rows are written over one by one; for more the table is filled anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filter = MeasureFilter()
        self.listing = Listing.of(())
        self.found = FoundMeasures(())
        self.selected: set[int] = set()
        """The ids of the selected measures, listed or hidden by the filter."""
        self._columns: tuple[int, ...] = ()
        self._goes_to: int | None = None

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
        self.selected &= {measure.id for measure in self.listing.measures if measure.id is not None}
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
        table, today = self.table, self.state.today
        here = self.chosen()
        goes_to = self._goes_to or (None if here is None else here.id)
        self.found = self.listing.search(self.filter, today)
        self._lay_out_columns()
        table.clear()
        marks, selected = self.found.marks, self.selected
        changed = self.state.after_signature
        table.add_rows(
            [
                cells(
                    m,
                    today,
                    self._columns,
                    marks,
                    selected=m.id in selected,
                    after_signature=m.id in changed,
                )
                for m in self.listed
            ]
        )
        ids = [measure.id for measure in self.listed]
        if goes_to in ids:
            table.move_cursor(row=ids.index(goes_to), scroll=True)
            self._goes_to = None
        self._show_words()
        self.show_details()

    def show_changed(self, listing: Listing) -> None:
        """Show a listing in which a few measures changed, without filling the table anew; the cursor stays on its own."""
        if self.state is None:
            return
        today, here, before = self.state.today, self.chosen(), self.listed
        found = listing.search(self.filter, today)
        rows = [
            row for row, (new, old) in enumerate(zip(found.measures, before, strict=False)) if new is not old
        ]
        self.listing = listing
        if len(found.measures) != len(before) or len(rows) > self.FEW:
            self.show_list()
            return
        self.found = found
        for row in rows:
            measure = self.listed[row]
            filled = cells(
                measure,
                today,
                self._columns,
                found.marks,
                selected=measure.id in self.selected,
                after_signature=measure.id in self.state.after_signature,
            )
            for column, cell in enumerate(filled):
                self.table.update_cell_at(Coordinate(row, column), cell)
            if here is not None and measure.id == here.id:
                self.table.move_cursor(row=row, scroll=True)
        self._show_words()

    def go_to(self, measure_id: int | None) -> None:
        """Put the cursor on a measure as soon as it is listed."""
        self._goes_to = measure_id

    def _lay_out_columns(self) -> None:
        room = max(40, self.table.size.width - 2 or 78)
        columns = widths(room, max((measure.number for measure in self.listing.measures), default=0))
        if columns != self._columns:
            self._columns = columns
            self.table.clear(columns=True)
            for head, width in zip(HEADS, columns, strict=True):
                self.table.add_column(cut(head, width), width=width + 1)

    def _show_words(self) -> None:
        found, everything = len(self.listed), len(self.listing.measures)
        count = f"{digits(found)} จาก {digits(everything)} มาตรการ"
        told = (self.selection_words, self.found.words, self.filter.words, count, self._signed_words())
        line = self.query_one("#filter", Static)
        line.update(cut(" · ".join(filter(None, told)), max(20, self.query_one("#list").size.width - 2)))
        if found:
            self.say_empty("")
        elif everything:
            self.say_empty("ไม่พบมาตรการที่ตรงกับตัวกรอง · กด Esc เพื่อล้างตัวกรองและแสดงทั้งหมด")
        elif self.filter.proposals:
            self.say_empty(
                "ยังไม่มีข้อเสนอมาตรการในปีนี้\n\nกด n เพื่อเพิ่มข้อเสนอ กด t เพื่อใช้แม่แบบ หรือกด v เพื่อกลับไปดูมาตรการ"
            )
        else:
            self.say_empty(
                "ยังไม่มีมาตรการในปีนี้\n\nกด n เพื่อเพิ่มมาตรการ กด t เพื่อใช้แม่แบบ หรือกด F12 แล้วเลือก «อ่านรายงานเข้า» เพื่อนำรายงานที่มีอยู่เข้ามา"
            )

    def _signed_words(self) -> str:
        """◆ หลังลงนาม ๒, of the measures that are listed; empty where none is."""
        after = frozenset() if self.state is None else self.state.after_signature
        count = sum(measure.id in after for measure in self.listed)
        return f"{AFTER_SIGN} {AFTER_SIGNATURE} {digits(count)}" if count else ""

    def show_details(self) -> None:
        chosen = self.chosen()
        text = self.query_one("#detail-text", Static)
        strip = self.query_one("#chosen", Static)
        if chosen is None or self.state is None:
            text.update("")
            strip.update("")
        elif strip.display:
            room = max(20, strip.content_size.width)
            after = chosen.id in self.state.after_signature
            strip.update(glance(chosen, self.state.today, self.found.marks, room, after_signature=after))
        elif self.query_one("#details").display:
            room = max(20, text.content_size.width)
            after = chosen.id in self.state.after_signature
            text.update(details(chosen, self.state.today, self.found.marks, room, after_signature=after))

    def chosen(self) -> Measure | None:
        """The measure under the cursor."""
        row = self.table.cursor_row
        return self.listed[row] if 0 <= row < len(self.listed) else None

    # --- selecting -----------------------------------------------------------------------------------------

    def targets(self) -> tuple[Measure, ...]:
        """The selected measures, hidden ones among them; where nothing is selected, the one under the cursor."""
        if self.selected:
            return tuple(measure for measure in self.listing.measures if measure.id in self.selected)
        here = self.chosen()
        return () if here is None else (here,)

    @property
    def hidden(self) -> int:
        """How many of the selected measures the filter hides."""
        return len(self.selected - {measure.id for measure in self.listed if measure.id is not None})

    @property
    def selection_words(self) -> str:
        """เลือกไว้ ๓ (ตัวกรองซ่อนอยู่ ๑), empty where nothing is selected."""
        if not self.selected:
            return ""
        hidden = f" (ตัวกรองซ่อนอยู่ {digits(self.hidden)})" if self.hidden else ""
        return f"เลือกไว้ {digits(len(self.selected))}{hidden}"

    def action_select(self) -> None:
        """Select the measure under the cursor, or no longer, and go on to the next one."""
        chosen = self.chosen()
        if chosen is None or chosen.id is None:
            return
        self.selected ^= {chosen.id}
        self._mark([self.table.cursor_row])
        self.table.action_cursor_down()

    def action_select_all(self) -> None:
        """Select all that are listed; where all of them are selected already, none of them."""
        listed = {measure.id for measure in self.listed if measure.id is not None}
        self.selected = self.selected - listed if listed <= self.selected else self.selected | listed
        self._mark(range(len(self.listed)))

    def action_select_none(self) -> None:
        self.selected.clear()
        self._mark(range(len(self.listed)))

    def _mark(self, rows: Iterable[int]) -> None:
        """Show in the rows whether they are selected, without filling the table anew."""
        for row in rows:
            measure = self.listed[row]
            cell = number_cell(
                measure,
                self._columns[0],
                self.found.marks,
                selected=measure.id in self.selected,
                after_signature=self.state is not None and measure.id in self.state.after_signature,
            )
            self.table.update_cell_at(Coordinate(row, 0), cell)
        self._show_words()

    # --- searching and filtering ---------------------------------------------------------------------------

    def search(self, text: str) -> None:
        if text != self.filter.text:
            self.filter = replace(self.filter, text=text)
            self.show_list()

    def action_clear(self) -> None:
        self.show(MeasureFilter(proposals=self.filter.proposals))

    def action_back(self) -> None:
        """Step by step: out of the search with its text cleared, the filters, the selection, then to the overview."""
        if self.in_search:
            self.show(replace(self.filter, text=""))
        elif self.filter != MeasureFilter(proposals=self.filter.proposals):
            self.action_clear()
        elif self.selected:
            self.action_select_none()
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
        names = divisions_of(self.listing.measures)
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
        self.selected.clear()
        self.show(MeasureFilter(proposals=not self.filter.proposals))
