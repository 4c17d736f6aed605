"""The program as the keeper of what is typed: drafts, the end that comes from outside, and what the last run left."""

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from ita_tui import crash, places, tasks
from ita_tui.crash import HardCrashes, keep_crash
from ita_tui.domain.rescued import original_of
from ita_tui.drafts import MEASURE, DraftFiles, KeptDraft
from ita_tui.errors import ItaError
from screens.choice import Choice
from screens.closed_terminal import ClosedTerminal
from screens.drafts import Drafts
from screens.drafts_list import OPENED_BY, DraftsScreen, told_of
from screens.last_run import NOT_CLOSED, CrashLogsScreen
from screens.measure_drafts import is_saved
from screens.notices import CountsRefusals, tell
from screens.two_layouts import TwoLayoutApp

if TYPE_CHECKING:
    from rich.console import RenderableType

    from store.database import Store

_LEAVING = (
    ("stay", "กลับไปแก้ต่อ"),
    ("leave", "ออก โดยเก็บข้อความไว้ให้ใช้ต่อครั้งหน้า"),
)


class DraftsApp(CountsRefusals, TwoLayoutApp[int]):
    """What the program does so that nothing typed is lost, however it ends."""

    database: Path
    clock: tasks.Clock
    demo: bool
    drafts: Drafts | None = None
    _terminal: ClosedTerminal | None = None
    _hard: HardCrashes | None = None
    _loop: asyncio.AbstractEventLoop
    _not_closed = False

    # --- beginning and ending --------------------------------------------------------------------------------

    def watch_the_end(self) -> None:
        """Called when the program begins; without a terminal nobody closes it."""
        self._loop = asyncio.get_running_loop()
        self._hard = HardCrashes()
        self._terminal = ClosedTerminal(self._loop, self._end_from_outside)
        if not self.is_headless:
            self._terminal.watch()

    def look_at_last_run(self) -> None:
        """In the thread of opening, before the note of who has the file is written anew."""
        self._not_closed = not self.demo and tasks.was_left_open(self.database, self.clock())
        if self._hard is not None and not self.is_headless:
            self._hard.watch()

    def begin_drafts(self, store: "Store") -> None:
        """In the thread of opening: find what was left. A throw-away copy keeps none."""
        if self.demo:
            return
        if self.drafts is None:
            files = DraftFiles(places.drafts_folder(), original_of(self.database), self._not_kept)
            self.drafts = Drafts(files, self.clock)
        found = self.drafts.files.found()
        saved = [one for one in found.drafts if _saved_since(one, store)]
        for one in saved:
            self.drafts.files.drop(one.path)
        kept = tuple(one for one in found.drafts if one not in saved)
        self.drafts.found = replace(found, drafts=kept)

    def _not_kept(self, refusal: ItaError) -> None:
        """Called in the thread that writes."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.call_later, tell, self, refusal)

    def end_drafts(self) -> None:
        """The program has left its screens."""
        if self.drafts is not None:
            self.drafts.files.close()
        if self._hard is not None:
            self._hard.end()
        if self._terminal is not None:
            self._terminal.left()

    # --- an end that nobody asked for ------------------------------------------------------------------------

    def keep_typed(self) -> None:
        """Write what stands unsaved in the fields, now: whatever comes next may not come back."""
        try:
            if self.drafts is not None:
                self.drafts.keep_all()
        except Exception as error:  # noqa: BLE001 - the program is ending by an error already
            keep_crash(error, self.clock())

    def _end_from_outside(self, code: int) -> None:
        """Save what can be saved without a question, keep the rest, and leave."""
        self.keep_typed()
        for screen in reversed(self.screen_stack):
            _save_unasked(screen, self.clock())
        self.keep_typed()
        self.exit(code)

    def panic(self, *renderables: "RenderableType") -> None:
        """The terminal is gone, as far as the thread that reads it can tell."""
        self.keep_typed()
        super().panic(*renderables)

    async def left_unsaved(self) -> bool:
        """Whether she leaves although the store refuses what is typed: it is kept as a draft, and she is asked."""
        refused = any(getattr(screen, "refused", False) for screen in self.screen_stack)
        if not refused or self.drafts is None:
            return False
        question = "ยังบันทึกข้อความที่พิมพ์ลงฐานข้อมูลไม่ได้\nข้อความเก็บไว้แยกต่างหากแล้ว และจะเสนอให้ใช้ต่อเมื่อเปิดโปรแกรมครั้งหน้า"
        if await self.push_screen_wait(Choice(question, _LEAVING)) != "leave":
            return False
        self.keep_typed()
        return True

    # --- what the last run left ------------------------------------------------------------------------------

    def tell_of_last_run(self) -> None:
        """In the thread of opening, when the first room is on the screen."""
        logs = () if self.demo else crash.unseen_crashes(self.clock())
        if self.is_running:
            self.call_from_thread(self._tell_of_last_run, logs)

    def _tell_of_last_run(self, logs: tuple[Path, ...]) -> None:
        told = told_of(self.drafts.found) if self.drafts is not None else ""
        if told:
            self.notify(told, timeout=15, markup=False)
        if logs:
            crash.seen(logs)
            self.push_screen(CrashLogsScreen(logs, self.clock(), news=True))
        elif self._not_closed:
            self.notify(NOT_CLOSED, timeout=10, markup=False)
        self._not_closed = False

    def action_show_crash_logs(self) -> None:
        logs = crash.logs()
        if logs:
            self.push_screen(CrashLogsScreen(logs, self.clock(), news=False))
        else:
            self.notify("ไม่มีบันทึกข้อผิดพลาด", markup=False)

    @work
    async def action_show_drafts(self) -> None:
        """The list of what was left; what is to be used opens where it was typed."""
        if self.drafts is None or isinstance(self.screen, DraftsScreen):
            return
        chosen = await self.push_screen_wait(DraftsScreen(self.drafts))
        if chosen is None:
            return
        if chosen.draft.kind == MEASURE:
            self.drafts.wanted = chosen
            self.call_later(self.go_to, f"measure:{chosen.draft.about}")
        else:
            self.call_later(self.run_action, OPENED_BY[chosen.draft.kind])

    async def go_to(self, subject: str, field: str = "") -> None:
        """Open what is named, with everything typed saved."""
        raise NotImplementedError


def _saved_since(kept: KeptDraft, store: "Store") -> bool:
    """Whether a measure has all that was typed: its file was left by a power cut after it was saved."""
    if kept.draft.kind != MEASURE:
        return False
    try:
        return is_saved(kept.draft, store.measures.get(int(kept.draft.about)))
    except ItaError:  # removed meanwhile: the words are still hers
        return False


def _save_unasked(screen: Screen[object], now: datetime) -> None:
    """Have a screen save what it would save when it is left; what it refuses stays a draft."""
    save = getattr(screen, "save_now", None)
    if save is None:
        return
    try:
        save()
    except ItaError:
        return  # the draft has it
    except Exception as error:  # noqa: BLE001 - the other screens are still to be saved
        keep_crash(error, now)
