"""The program as the keeper of her data: backups in the background, the list of them, and the ways back."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.worker import Worker, WorkerCancelled, WorkerFailed, get_current_worker

from ita_tui import keeping, tasks
from ita_tui.crash import keep_crash
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.ways_out import WayOut
from ita_tui.errors import ItaError
from screens.backups import BackupsScreen
from screens.dialogs import Confirm
from screens.frame import OpeningScreen
from screens.keeping import (
    STAYS,
    back_up,
    tell_brought_back,
    tell_salvaged,
    verify,
    warn_at_start,
    warn_of_error,
    warn_of_problems,
)
from screens.notices import TellsRefusals, tell
from screens.overview import OverviewScreen
from screens.two_layouts import TwoLayoutApp

if TYPE_CHECKING:
    from screens.desk import Desk
    from store.database import Store

_OF_AN_OPEN_STORE = frozenset({"back_up", "verify", "show_backups"})
_BRINGING_BACK = "กำลังนำข้อมูลสำรองกลับมาใช้…"
_SALVAGING = "กำลังอ่านส่วนที่ยังอ่านได้…"
SALVAGE_QUESTION = (
    "อ่านส่วนที่ยังอ่านได้ของไฟล์ที่เสียหายลงในไฟล์ใหม่\n\n"
    "• ไฟล์ที่เสียหายเก็บไว้ข้างกันทั้งไฟล์ ไม่มีสิ่งใดถูกลบ\n"
    "• เมื่อเสร็จ โปรแกรมบอกว่าอ่านอะไรได้และอะไรหายไป แล้วเปิดไฟล์ใหม่\n"
    "• ถ้ามีข้อมูลสำรองที่ใหม่พอ การนำข้อมูลสำรองกลับมาใช้ได้ข้อมูลครบกว่า"
)
Tell = Callable[[], object]
"""Says what came of something, once there is a screen to say it on."""


class KeepingApp(TellsRefusals, TwoLayoutApp[int]):
    """What the program does about the file itself. Whatever takes the file's place closes the store first."""

    KEEP_EVERY: ClassVar[float] = 600
    """Seconds between two looks whether a backup is due."""
    LOOKS_THROUGH: ClassVar[bool] = True
    """Whether all that is kept is looked through at each start."""

    store: "Store | None" = None
    desk: "Desk | None" = None
    database: Path
    clock: tasks.Clock
    demo: bool
    wanted_year: FiscalYear | None
    """The year that was asked for on the command line."""
    backed_up: datetime | None = None
    """When the newest backup was made, as far as it is known."""
    problems: tuple[str, ...] = ()
    """What the last look through everything found."""
    _year_before: FiscalYear | None = None
    _to_tell: Tell | None = None
    _told: frozenset[str] = frozenset()
    _stumbled: frozenset[str] = frozenset()
    """The jobs of the background with the errors that were told of them."""

    def _open(self) -> Worker[None]:
        """Open the database in a thread, and show it or why it will not open."""
        raise NotImplementedError

    async def _settled(self) -> bool:
        """Whether nothing typed would be lost by leaving the screens that are open."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs an open database is not offered without one."""
        if action in _OF_AN_OPEN_STORE and self.store is None:
            return False
        return super().check_action(action, parameters)

    def _year_still_there(self, store: "Store") -> FiscalYear | None:
        """The year that was on the desk before another file took the database's place, where that has it, too."""
        year, self._year_before = self._year_before, None
        return year if year in store.years.all() else None

    # --- in the background -----------------------------------------------------------------------------------

    def _look_after(self, store: "Store") -> None:
        """In the thread of opening, after all that she waits for: backups, then whether all is as it was written."""
        if not self.demo:
            for job in (self._warn, self._keep_backups, self._look_through):
                self._attend(job, store)

    def _attend(self, job: Callable[["Store"], None], store: "Store") -> None:
        """In a thread: do a job that she did not ask for, unless the store is being left; the program goes on."""
        if not self._leaves(store):
            told = self._guarded(lambda: job(store), once=job.__name__)
            if told is not None and self.is_running:
                self.call_from_thread(told)

    def _guarded(self, job: Callable[[], Tell | None], once: str = "") -> Tell | None:
        """In a thread: do a job on the data, and return what came of it, to be told; an unexpected error is logged.

        What fails again and again has a name in ``once``, and the same error of it is logged and told once a run.
        """
        try:
            return job()
        except ItaError as refusal:
            return partial(tell, self, refusal)
        except Exception as error:  # noqa: BLE001 - looking after the data must never be what closes the program
            known = f"{once} {type(error).__qualname__}"
            if not self.is_running or known in self._stumbled:
                return None  # told already; or it ran into the end of the program
            if once:
                self._stumbled |= {known}
            return partial(warn_of_error, self, keep_crash(error, self.clock()))

    def _leaves(self, store: "Store") -> bool:
        """Whether nobody needs a store any more: the program ends, or another file is to take the database's place."""
        return self._exit or not self.is_running or self.store is not store

    def _warn(self, store: "Store") -> None:
        for sentence in tasks.warnings_at_start(store):
            self.call_from_thread(warn_at_start, self, sentence)

    def _look_through(self, store: "Store") -> None:
        problems = tasks.verify_at_start(store).problems if self.LOOKS_THROUGH else ()
        if problems:
            self.call_from_thread(self._show_problems, problems)
            self.call_from_thread(warn_of_problems, self, problems)

    def _keep_again(self) -> None:
        """Called every ten minutes."""
        if self.store is not None and not self.demo:
            self._keep(self.store)

    # Not exclusive: a thread that was cancelled goes on all the same, and nobody waits for it.
    @work(thread=True, group="keep")
    def _keep(self, store: "Store") -> None:
        self._attend(self._keep_backups, store)

    def _keep_backups(self, store: "Store") -> None:
        """In a thread: make a backup where one is due, and tell what could not be done, each thing once a run."""
        kept = tasks.keep_backups(store, stop=lambda: self._leaves(store))
        if self._leaves(store):
            return
        new = [words for words in kept.told if words not in self._told]
        self._told = frozenset(kept.told)
        for words in new:
            self.call_from_thread(
                self.notify, words, title="สำรองข้อมูลไม่ครบ", severity="warning", timeout=STAYS, markup=False
            )
        self._note_newest(store)

    def _note_newest(self, store: "Store") -> None:
        """In a thread: when the newest backup was made, for the overview; and the list of them, where it is open."""
        found = tasks.list_backups(store.path, self.clock, store)
        usable = [one.taken for one in found if not one.problem]
        self.call_from_thread(self._show_newest, max(usable, default=None))

    def _show_newest(self, newest: datetime | None) -> None:
        self.backed_up = newest
        self._show_kept()

    def _show_problems(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        self._show_kept()

    def tell_desk(self) -> None:
        """What is known of the keeping goes to the year on the desk."""
        if self.desk is not None:
            self.desk.backed_up, self.desk.problems = self.backed_up, self.problems

    def _show_kept(self) -> None:
        self.tell_desk()
        for screen in self.screen_stack:
            if isinstance(screen, OverviewScreen | BackupsScreen):
                screen.keeping_changed()

    # --- asked for -------------------------------------------------------------------------------------------

    @work(thread=True, group="back_up")
    def action_back_up(self) -> None:
        store = self.store
        if store is not None:
            self._asked(lambda: self._back_up_now(store))

    def _back_up_now(self, store: "Store") -> None:
        if back_up(self, store, self.clock()):
            self._note_newest(store)

    @work(thread=True, group="verify")
    def action_verify(self) -> None:
        store = self.store
        if store is not None:
            self._asked(lambda: self.call_from_thread(self._show_problems, verify(self, store)))

    def _asked(self, job: Callable[[], None]) -> None:
        """In a thread: do a job that she asked for; an error that nobody expected is logged and told each time."""
        told = self._guarded(job)
        if told is not None and self.is_running:
            self.call_from_thread(told)

    async def action_show_backups(self) -> None:
        """The list of backups, with everything typed saved."""
        listed = any(isinstance(screen, BackupsScreen) for screen in self.screen_stack)
        if self.store is not None and not listed and await self._settled():
            year = self.desk.year if self.desk is not None else None
            self.push_screen(BackupsScreen(self.store.path, self.clock, self.store, year))

    @on(BackupsScreen.SecondChosen)
    def _second_chosen(self) -> None:
        """What is to lie there is copied at once; where it cannot, she hears it now."""
        self._told = frozenset()
        if self.store is not None:
            self._keep(self.store)

    # --- another file in the database's place ----------------------------------------------------------------

    @on(BackupsScreen.BringBack)
    async def _bring_back(self, event: BackupsScreen.BringBack) -> None:
        if not await self._settled():
            return

        def bring_back() -> Tell:
            done = keeping.bring_back(event.path, self.database, self.clock)
            return lambda: tell_brought_back(self, f"นำ{event.words} กลับมาใช้แล้ว", done)

        self._exchange(_BRINGING_BACK, bring_back)

    @on(BackupsScreen.UndoRestore)
    async def _undo_restore(self) -> None:
        if not await self._settled():
            return

        def undo() -> Tell:
            done = keeping.go_back(self.database, self.clock)
            return lambda: tell_brought_back(self, "กลับคืนเป็นฐานข้อมูลก่อนนำข้อมูลสำรองกลับมาใช้แล้ว", done)

        self._exchange(_BRINGING_BACK, undo)

    @on(OpeningScreen.Taken)
    def _way_taken(self, event: OpeningScreen.Taken) -> None:
        """A way on from where the database will not open; one that is no longer offered was a key that came twice."""
        here = self.screen
        if not isinstance(here, OpeningScreen) or event.way not in here.ways:
            return
        match event.way:
            case WayOut.BACKUPS:
                self.push_screen(BackupsScreen(self.database, self.clock))
            case WayOut.SALVAGE:
                self._ask_to_salvage()
            case WayOut.AGAIN:
                here.say()
                self._open()

    @work(exclusive=True, group="salvage")
    async def _ask_to_salvage(self) -> None:
        if await self.push_screen_wait(Confirm(SALVAGE_QUESTION, "กู้ข้อมูล")) != "yes":
            return

        def salvage() -> Tell:
            salvaged = tasks.salvage(self.database, self.clock)
            return lambda: tell_salvaged(self, salvaged)

        self._exchange(_SALVAGING, salvage)

    @work(group="exchange")
    async def _exchange(self, doing: str, exchange: Callable[[], Tell]) -> None:
        """Close the store, let ``exchange`` (in a thread) put another file in its place, and open what is there then.

        What was refused, or went wrong, is told, and what was open before is opened again.
        """
        await self._clear_away(doing)
        self._to_tell = await asyncio.to_thread(self._guarded, exchange)
        self._open()

    async def _clear_away(self, doing: str) -> None:
        """Leave every screen, and close the store once nobody reads it any more."""
        store, desk = self.store, self.desk
        if desk is not None:
            desk.cleared = True
            self._year_before, self.wanted_year = desk.year, None
        self.store = self.desk = self.backed_up = None
        self.problems = ()
        self.clear_notifications()
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if isinstance(self.screen, OpeningScreen):
            self.screen.say(doing)
        if store is not None:
            try:
                await self._threads_done()
                await asyncio.to_thread(store.close)
            finally:
                store.close()  # also where the program is left in the middle of it

    async def _threads_done(self) -> None:
        """Wait for what the program itself does in threads; what the screens did there nobody takes the answer of."""
        here = get_current_worker()
        for worker in list(self.workers):
            if worker is not here and worker.node is self and worker._thread_worker:  # noqa: SLF001 - Textual tells it nowhere else
                with suppress(WorkerFailed, WorkerCancelled):  # told where it happened
                    await worker.wait()

    def _tell_of_exchange(self) -> None:
        """What came of it, on the screen that stands now."""
        told, self._to_tell = self._to_tell, None
        if told is not None:
            told()
