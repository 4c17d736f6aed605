"""What is done about the OIT items of a year from their list, besides their form: one step of the history each."""

import asyncio
from typing import TYPE_CHECKING

from textual import work

from ita_tui import disclosing, own_items, tasks
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.item_mapping import Carried
from ita_tui.domain.link_list import read_links, rest_of, with_links
from ita_tui.domain.own_items import OwnState, left_to_do
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits
from screens.carry_over import CarryOverScreen
from screens.desk import Desk
from screens.dialogs import Choice
from screens.disclosure_form import MeasuresDialog
from screens.item_evidence import ItemEvidenceScreen
from screens.link_list import LinksAnswer, LinksPreview, LinksText, LinksTextDialog
from screens.notices import tell
from screens.personal_data import PersonalDataScreen
from screens.searched_list import SearchedList
from screens.walk import WalkScreen

if TYPE_CHECKING:
    from ita_tui.own_items import Made, OwnPrinting


class ItemActions(SearchedList):
    """A list of OIT items, one of which is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.own: dict[str, tuple[OwnState, ...]] = {}
        self._making = ""

    def chosen(self) -> DisclosureItem | None:
        """The item under the cursor."""
        raise NotImplementedError

    def fresh(self) -> DisclosureItem | None:
        """The chosen item as the store has it now: the screen may still show the state before the last key."""
        item = self.chosen()
        if item is None:
            return None
        kept = self.desk.store.disclosure.all(self.desk.year)
        return next((now for now in kept if now.code == item.code), disclosing.untouched(item))

    def changed(self, *codes: str) -> None:
        """Items were changed here: they stay in sight, and the year is read again."""
        raise NotImplementedError

    def save_now(self) -> bool:
        """Whether the screen may be left: not while a document is being made."""
        if self._making:
            self.app.notify(f"กำลังจัดทำไฟล์ของข้อ {self._making} โปรดรอสักครู่", markup=False)
        return not self._making

    # --- seen on the website ---------------------------------------------------------------------------------

    def action_seen(self) -> None:
        """Note that the chosen item was seen on the website today."""
        with self.telling():
            item = self.fresh()
            if item is None:
                return
            disclosing.mark_seen(self.desk.store, self.desk.year, item, self.desk.today())
            if item.status is not DisclosureStatus.PUBLISHED:
                words = f"บันทึกว่าเห็นวันนี้แล้ว แต่สถานะยังเป็น{item.status.label} · กดแป้นวรรคเพื่อเปลี่ยนสถานะ"
                self.app.notify(words, markup=False)
            self.changed(item.code)

    # --- evidence and measures -------------------------------------------------------------------------------

    def action_evidence(self) -> None:
        item = self.fresh()
        if item is not None:
            self.app.push_screen(ItemEvidenceScreen(self.desk, item), self._evidence_done)

    def _evidence_done(self, _result: None) -> None:
        self.read_state()

    @work
    async def action_owners(self) -> None:
        """Choose the measures that own the item: their own lists of items follow, as one step."""
        item = self.fresh()
        if item is None:
            return
        measures = self.desk.store.measures.all(self.desk.year)
        if not measures:
            self.app.notify("ปีนี้ยังไม่มีมาตรการ · กด F3 เพื่อเพิ่มมาตรการ", markup=False)
            return
        owned = frozenset(one.id for one in measures if one.id is not None and item.code in one.items)
        chosen = await self.app.push_screen_wait(MeasuresDialog(measures, owned))
        if chosen is None:
            return
        with self.telling():
            if disclosing.save_item(self.desk.store, self.desk.year, item, frozenset(chosen)):
                self.changed(item.code)

    def action_walk(self) -> None:
        """Open the measures that own the item, one after the other."""
        item = self.chosen()
        if item is None:
            return
        measures = self.desk.store.measures.all(self.desk.year)
        ids = [one.id for one in measures if one.id is not None and item.code in one.items]
        if ids:
            self.app.push_screen(WalkScreen(self.desk, ids, ids[0]))
        else:
            self.app.notify("ข้อนี้ยังไม่เกี่ยวข้องกับมาตรการใด · กด m เพื่อเลือกมาตรการ", markup=False)

    # --- a list of links -------------------------------------------------------------------------------------

    @work(exclusive=True, group="paste")
    async def action_paste(self) -> None:
        """Take a text, show what was understood of it, and save what is ticked; what was not taken comes back."""
        if self.state is None:
            return
        catalogue = self.state.rules.catalogue
        typed: LinksText | None = LinksText("")
        while typed is not None:
            typed = await self.app.push_screen_wait(LinksTextDialog(typed))
            if typed is None:
                return
            found = await asyncio.to_thread(read_links, typed.text, catalogue, in_order=typed.in_order)
            items = disclosing.items_of(self.desk.store, self.desk.year)
            taken = await self.app.push_screen_wait(LinksPreview(found, items, self._take_links))
            if taken is None:
                continue
            rest = rest_of(typed.text, taken.found, taken.taken)
            if not rest:
                return
            told = f"บันทึก {digits(len(taken.links))} ข้อ เหลือ {digits(len(rest))} บรรทัด"
            typed = LinksText("\n".join(rest), told=told)

    async def _take_links(self, answer: LinksAnswer) -> bool:
        store, year = self.desk.store, self.desk.year
        items = with_links(
            disclosing.items_of(store, year),
            answer.links,
            published=answer.published,
            seen=self.desk.today() if answer.seen else None,
        )
        count = await asyncio.to_thread(disclosing.take_links, store, year, items)
        same = len(answer.links) - count
        words = f"บันทึก {digits(count)} ข้อ" + (f" · {digits(same)} ข้อเหมือนเดิม" if same else "")
        self.app.notify(f"{words} · เลิกทำทั้งหมดได้ด้วย Ctrl+Z ครั้งเดียว" if count else words, markup=False)
        self.changed(*(item.code for item in items))
        return True

    # --- last year's items -----------------------------------------------------------------------------------

    @work(exclusive=True, group="carry")
    async def action_carry(self) -> None:
        """Show what last year's items become in this year's catalogue, and carry over what is ticked."""
        try:
            known = await asyncio.to_thread(disclosing.last_year, self.desk.store, self.desk.year)
        except ItaError as refusal:
            tell(self.app, refusal)
            return
        await self.app.push_screen_wait(CarryOverScreen(known, self._carry_over))

    async def _carry_over(self, carried: tuple[Carried, ...]) -> bool:
        before = {item.code: item for item in disclosing.items_of(self.desk.store, self.desk.year)}
        count = await asyncio.to_thread(disclosing.carry_over, self.desk.store, self.desk.year, carried)
        after = disclosing.items_of(self.desk.store, self.desk.year)
        undo = " · เลิกทำทั้งหมดได้ด้วย Ctrl+Z ครั้งเดียว" if count else ""
        self.app.notify(f"ยกมาแล้ว {digits(count)} ข้อ{undo}", markup=False)
        self.changed(*(item.code for item in after if before.get(item.code) != item))
        return True

    # --- the items about this very work ----------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="own")
    def read_own(self, state: YearState) -> None:
        """What the program has for its own items, read beside the list."""
        try:
            own = own_items.own_states(self.desk.store, self.desk.year, state.rules.catalogue, state.today)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
            return
        self.app.call_from_thread(self._take_own, own)

    def _take_own(self, own: dict[str, tuple[OwnState, ...]]) -> None:
        if self.is_attached and own != self.own:
            self.own = own
            self.show_details()
            self.refresh_bindings()

    def say_where_made(self) -> None:
        """Say of which items the program makes the document."""
        catalogue = None if self.state is None else self.state.rules.catalogue
        codes = (catalogue.measures_item, catalogue.report_item) if catalogue is not None else ()
        named = " และ ".join(code for code in codes if code)
        words = f"ใช้ได้เฉพาะข้อ {named}" if named else "บัญชีข้อ OIT ของปีนี้ไม่มีข้อที่จัดทำจากโปรแกรมได้"
        self.app.notify(words, markup=False)

    @work(exclusive=True, group="make")
    async def action_make(self) -> None:
        """Print the document of one of the program's own items, and attach it."""
        item = self.fresh()
        states = self.own.get(item.code, ()) if item is not None else ()
        if item is None or not states:
            return
        state = await self._asked_year(item, states)
        if state is None:
            return
        self._making = item.code
        self.app.notify(f"กำลังจัดทำไฟล์ของข้อ {item.code} …", markup=False)
        try:
            made = await self._made(item.code, state)
        except ItaError as refusal:
            self.app.clear_notifications()
            tell(self.app, refusal)
            return
        finally:
            self._making = ""
        if made is not None:
            self._tell_made(made)

    async def _asked_year(self, item: DisclosureItem, states: tuple[OwnState, ...]) -> OwnState | None:
        """The year to print: asked where the item may be about several that can be printed."""
        ready = [state for state in states if state.ready]
        if len(ready) < 2:
            return ready[0] if ready else states[0]
        answers = [(str(state.covers.be), state.words) for state in ready]
        chosen = await self.app.push_screen_wait(Choice(f"ข้อ {item.code} จัดทำรายงานของปีใด", answers))
        return next((state for state in ready if str(state.covers.be) == chosen), None)

    async def _made(self, code: str, state: OwnState) -> "Made | None":
        store, year = self.desk.store, self.desk.year
        wanted = await asyncio.to_thread(own_items.own_printing, store, code, state, self.desk.today())
        if not await self._agreed_to(wanted):
            return None
        return await asyncio.to_thread(own_items.make_own, store, year, wanted)

    async def _agreed_to(self, wanted: "OwnPrinting") -> bool:
        """Whether what may be personal data in the document was seen and is to be published."""
        _, findings = await asyncio.to_thread(
            tasks.looked_through, self.desk.store, wanted.state.covers, wanted.printing, form=wanted.form
        )
        if not findings:
            return True
        return await self.app.push_screen_wait(PersonalDataScreen(findings, writing=True))

    def _tell_made(self, made: "Made") -> None:
        left = left_to_do(made.item)
        rest = f"\nเหลือ: {' · '.join(left)}" if left else ""
        self.app.clear_notifications()
        self.app.notify(
            f"{made.path}\nแนบเป็นหลักฐานของข้อ {made.item.code} แล้ว{rest}",
            title="จัดทำจากโปรแกรมแล้ว",
            timeout=15,
            markup=False,
        )
        self.changed(made.item.code)
