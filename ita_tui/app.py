"""The program on the screen: paints its frame first, opens the store in a thread, then shows the rooms."""

import asyncio
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual import work
from textual._context import active_message_pump
from textual._xterm_parser import XTermParser
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerFailed, get_current_worker

from ita_tui import tasks
from ita_tui.console import GOOD, ConsoleWidths
from ita_tui.crash import keep_crash
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.rooms import RoomsApp
from ita_tui.thai import words
from ita_tui.thai.numerals import shown
from screens.desk import Desk
from screens.digest import DigestScreen, is_wanted
from screens.first_run import FirstRunScreen
from screens.frame import NAME, OpeningScreen
from screens.help import HelpScreen
from screens.keys import EVERYWHERE, HISTORY, ROOMS, Command, bindings
from screens.looks import Looks, put_on, remembered, terminal_of
from screens.notices import tell
from screens.offers import commands_here, offers_everywhere, offers_here
from screens.overview import OverviewScreen
from screens.palette import PaletteScreen
from screens.screen import ItaScreen
from screens.settings import SettingsScreen
from screens.terminal_notice import tell_of_terminal
from screens.widgets import cell_widths, foreign_bytes, thai_layout

if TYPE_CHECKING:
    from store.database import Store


class ItaApp(RoomsApp):
    """The program. ``database`` is the file to open, ``year`` the fiscal year asked for on the command line."""

    TITLE = NAME
    CSS_PATH = Path(__file__).with_name("app.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings((*ROOMS, *EVERYWHERE))

    def __init__(
        self,
        database: Path,
        *,
        clock: Callable[[], datetime],
        year: FiscalYear | None = None,
        demo: bool = False,
        greet: bool = False,
        widths: ConsoleWidths = GOOD,
        typed: bytes = b"",
    ) -> None:
        """``widths`` is what the terminal was found to do, ``typed`` what the user typed while it was asked.

        ``greet`` shows the digest of the day by itself, where something is late or due and it was not seen today.
        """
        cell_widths.lay_out_for(widths)
        thai_layout.install()
        foreign_bytes.install()
        super().__init__()
        self.widths = widths
        self.typed_ahead = typed
        self.looks = Looks()
        self.terminal = terminal_of(os.environ, self.console.color_system, old_console=widths.marks_apart)
        self.database = database
        self.clock = clock
        self.wanted_year = year
        self.demo = demo
        self.greets = greet
        self.store: Store | None = None
        self.desk: Desk | None = None
        self.crash: str = ""
        self._demo_folder: TemporaryDirectory[str] | None = None

    # --- opening and closing -------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        return OpeningScreen()

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        words.when_better(lambda: self._words_found(loop))
        put_on(self, self.looks, self.terminal)
        self._take_typed_ahead()
        self.watch_the_end()
        self.set_interval(self.KEEP_EVERY, self._keep_again)
        self.call_after_refresh(self._open)

    def _take_typed_ahead(self) -> None:
        """Hand over what was typed while the terminal was asked, as if it came from the keyboard now."""
        if self._driver is not None:
            for event in XTermParser().feed(self.typed_ahead.decode(errors="ignore")):
                self._driver.process_message(event)

    @work(thread=True, group="open")
    def _open(self) -> None:
        """Open the store off the event loop, then load the dictionary: the frame is already painted."""
        self.look_at_last_run()
        try:
            store = self._open_store()
        except ItaError as refusal:
            self.call_from_thread(self._refused, refusal)
            return
        if not self.is_running:  # she left before it was open
            store.close()
            return
        self.store = store
        known = words.dictionary_generation()
        self.begin_drafts(store)
        try:
            self.call_from_thread(self._opened, store)
        except ItaError as refusal:  # it could be opened, and what stands in it cannot be read
            self.store = None
            store.close()
            self.call_from_thread(self._refused, refusal)
            return
        self.tell_of_last_run()
        if self.widths.marks_apart:
            tell_of_terminal(self, store.preferences)
        words.load_dictionary()
        self._learn_names(store)
        if self.desk is not None:
            self.desk.part_ahead()
        if words.dictionary_generation() != known:
            self.call_from_thread(thai_layout.rewrap, self)
        self._look_after(store)

    def _open_store(self) -> "Store":
        if not self.demo or self._demo_folder is not None:
            return tasks.open_store(self.database, self.clock)
        self._demo_folder = TemporaryDirectory(prefix="ita-tui-demo-", ignore_cleanup_errors=True)
        store = tasks.open_demo(Path(self._demo_folder.name), self.clock)
        self.database = store.path  # what is brought back goes there, and nowhere else
        return store

    def _words_found(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called from the thread that parts text into words: what is on the screen can be broken better now."""
        if not loop.is_closed():
            loop.call_soon_threadsafe(self.call_later, thai_layout.rewrap, self)

    @staticmethod
    def _learn_names(store: "Store") -> None:
        """The agency's own names are words of the dictionary."""
        agency = store.agencies.current()
        names = [division.name for division in store.agencies.divisions()]
        words.add_words(
            filter(None, [*names, *((agency.name, agency.district, agency.province) if agency else ())])
        )

    def _refused(self, refusal: ItaError) -> None:
        """Say so on the first screen, whatever stands over it; and what can be done, where nothing is open."""
        screen = self.screen_stack[0]
        assert isinstance(screen, OpeningScreen)
        screen.say_refused(refusal, () if self.store is not None else tasks.ways_out(refusal))
        self._tell_of_exchange()

    def _opened(self, store: "Store") -> None:
        self._dress(remembered(store.preferences))
        if store.agencies.current() is None or not store.years.all():
            self.push_screen(FirstRunScreen(store, self.clock), self._begun)
        else:
            self._begun(self._year_still_there(store))
            self._greet()
        self._tell_of_exchange()

    @work(thread=True)
    def _greet(self) -> None:
        """Once a start: whether today's digest is to be shown by itself."""
        desk, greets = self.desk, self.greets
        self.greets = False
        if greets and desk is not None and is_wanted(desk) and self.is_running:
            self.call_from_thread(self._show_greeting, desk)

    def _show_greeting(self, desk: Desk) -> None:
        """Not over what she has gone to meanwhile."""
        if self.desk is desk and isinstance(self.screen, OverviewScreen):
            self.push_screen(DigestScreen(desk, greeting=True))

    def _dress(self, looks: Looks) -> None:
        """Show everything as she likes it from now on."""
        if looks != self.looks:
            self.looks = looks
            put_on(self, looks, self.terminal)

    def _begun(self, year: FiscalYear | None) -> None:
        """Lay a year on the desk: the one begun just now, the one asked for, or the one of today."""
        if self.store is None:
            return
        try:
            chosen = year or tasks.known_year(self.store, self.wanted_year, self.clock().date())
        except ItaError as refusal:
            self._refused(refusal)
            return
        self.lay_on_desk(chosen)

    def lay_on_desk(self, year: FiscalYear) -> None:
        """Show the rooms of a year, the overview first."""
        assert self.store is not None
        self._learn_names(self.store)
        self.desk = Desk(self.store, year, self.clock, demo=self.demo)
        self.tell_desk()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(OverviewScreen(self.desk))

    def on_unmount(self) -> None:
        words.when_better(lambda: None)
        self.end_drafts()
        if self.store is not None:
            self.store.close()
        if self._demo_folder is not None:
            self._demo_folder.cleanup()

    async def action_leave(self) -> None:
        """Leave, once what was typed is on the disk."""
        if await self._settled():
            self.keep_typed()
            self.exit(0)
        else:
            self._ask_to_leave()

    @work(exclusive=True, group="leave")
    async def _ask_to_leave(self) -> None:
        if await self.left_unsaved():
            self.exit(0)

    def _handle_exception(self, error: Exception) -> None:
        """What nobody expected inside the screens: log it, and leave with the sentence that says where.

        What a worker was refused is a sentence already. What was still under way when its screen or the program was
        left finds the widgets gone: everything was saved before, and nobody sees it any more.
        """
        happened = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(happened, NoMatches) and (not self._running or _of_a_screen_that_was_left(error)):
            return
        if isinstance(error, WorkerFailed) and isinstance(error.error, ItaError):
            tell(self, error.error)
            return
        if not self.crash:
            self.crash = keep_crash(happened, self.clock())
            self.keep_typed()
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leave without Textual's traceback: the log has it, the front door says the sentence."""
        self.bell()
        self._close_messages_no_wait()

    # --- undo ----------------------------------------------------------------------------------------------

    async def action_undo(self) -> None:
        await self._move_in_history(redo=False)

    async def action_redo(self) -> None:
        await self._move_in_history(redo=True)

    async def _move_in_history(self, *, redo: bool) -> None:
        if self.store is None or not await self._settled():
            return
        try:
            entry = self.store.history.redo() if redo else self.store.history.undo()
        except ItaError as refusal:
            tell(self, refusal)
            return
        if entry is None:
            self.notify("ไม่มีรายการให้ทำซ้ำ" if redo else "ไม่มีรายการให้เลิกทำ", markup=False)
            return
        self.clear_notifications()  # of many undone in a row only the last is worth its place
        self.notify(shown(entry.words), markup=False)
        await self._after_history()

    async def show_moved(self, words: str) -> None:
        """Show the year after a screen has gone several steps along the history, and say so."""
        self.clear_notifications()
        self.notify(words, markup=False)
        await self._after_history()

    def _begins_or_ends(self) -> bool:
        """Whether history took the year on the desk away, or brought one back to an empty desk."""
        assert self.store is not None
        years = self.store.years.all()
        if self.desk is None:
            return bool(years)
        return self.store.agencies.current() is None or self.desk.year not in years

    async def _after_history(self) -> None:
        """Show the year as it is now; where nothing is left of it, begin again."""
        assert self.store is not None
        if self._begins_or_ends():
            if self.desk is not None:
                self.desk.cleared = True
            self.desk = None
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            self._opened(self.store)
            return
        for screen in self.screen_stack:
            if isinstance(screen, ItaScreen):
                screen.read_state()
            elif (show := getattr(screen, "show_pieces", None)) is not None:
                show()

    # --- palette, help and the requests of the palette -----------------------------------------------------

    def action_show_help(self) -> None:
        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
            return
        here = self.screen
        name = getattr(here, "NAME", "") or NAME
        text = getattr(here, "HELP", "")
        keys = (*commands_here(here), *filter(self._works, (*ROOMS, *EVERYWHERE)))
        self.push_screen(
            HelpScreen(name, text, keys, self.database if self.store is None else self.store.path)
        )

    def _works(self, command: Command) -> bool:
        """Whether a key of the program does something now: without an open database most have nothing to work on."""
        action = command.action.removeprefix("app.").partition("(")[0]
        return bool(self.check_action(action, ())) and (command not in HISTORY or self.store is not None)

    @work
    async def action_palette(self) -> None:
        if isinstance(self.screen, PaletteScreen):
            self.screen.dismiss(None)
            return
        here = self.screen
        chosen = await self.push_screen_wait(PaletteScreen((*offers_here(here), *offers_everywhere(self))))
        if chosen is None:
            return
        if (leave_typing := getattr(here, "leave_typing", None)) is not None:
            leave_typing(chosen.action)
        await self.run_action(chosen.action, default_namespace=chosen.node)

    async def action_settings(self) -> None:
        """Open the settings over what is on the screen, with everything typed there saved."""
        if self.store is None or isinstance(self.screen, SettingsScreen) or not await self._settled():
            return
        self.push_screen(SettingsScreen(self.store.preferences, self.looks, self.terminal, self._wear))

    def _wear(self, looks: Looks) -> None:
        other_digits = looks.numerals is not self.looks.numerals
        self._dress(looks)
        if other_digits:
            self._show_anew()

    def _show_anew(self) -> None:
        """Write what is on the screens again, in the numerals chosen now."""
        for screen in self.screen_stack:
            if isinstance(screen, ItaScreen):
                screen.read_state()
                screen.say_kept()


def _of_a_screen_that_was_left(error: Exception) -> bool:
    """Whether this happened in a screen, or to a worker of one, that is being taken down; or a widget above it is.

    A screen may be left before it is built: by the second click of a double one.
    """
    node = get_current_worker().node if isinstance(error, WorkerFailed) else active_message_pump.get(None)
    if not isinstance(node, DOMNode):
        return False
    above = (one for one in node.ancestors_with_self if isinstance(one, Widget))
    return not node.is_attached or any(one._pruning for one in above)  # noqa: SLF001 - the one sign that a widget is being taken down
