"""Keeps what is typed on a screen until it is saved or dropped, and offers what an earlier run left."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.screen import Screen
from textual.worker import Worker, WorkerFailed, active_worker

from ita_tui.drafts import Draft, DraftFiles, Found, KeptDraft
from screens.notices import CountsRefusals

if TYPE_CHECKING:
    from textual.timer import Timer

WHERE = "กด F12 แล้วเลือก «ข้อความที่พิมพ์ค้างไว้»"
Typed = Callable[[], Draft | None]
"""What is typed and not saved at this moment; None where nothing is."""


class Drafts:
    """The drafts of the open database: what earlier runs left, and what dialogs handed over and is being saved."""

    def __init__(self, files: DraftFiles, clock: Callable[[], datetime]) -> None:
        self.files = files
        self.clock = clock
        self.found = Found()
        self.wanted: KeptDraft | None = None
        """The draft that she chose from the list: the screen that opens for it asks no more."""
        self.keepers: set[DraftKeeper] = set()
        self._handed: dict[Worker[Any], tuple[str, Path]] = {}
        self._watching: set[asyncio.Task[None]] = set()

    def of(self, kind: str, about: str) -> tuple[KeptDraft, ...]:
        """What was left at one place, the newest first."""
        return tuple(one for one in self.found.drafts if one.draft.is_of(kind, about))

    def drop(self, kept: KeptDraft) -> None:
        self.files.drop(kept.path)
        self.forget(kept)

    def forget(self, kept: KeptDraft) -> None:
        """It is on a screen again, whose keeper goes on with its file."""
        self.found = replace(self.found, drafts=tuple(one for one in self.found.drafts if one is not kept))

    def keep_all(self) -> None:
        """Write what stands on all screens, and wait until it is on the disk: the program ends at once."""
        with ExitStack() as all_of_it:  # an error in one keeps no other from being done
            all_of_it.callback(self.files.flush)
            for keeper in tuple(self.keepers):
                all_of_it.callback(keeper.keep_now)

    # --- from a dialog to whoever saves its answer -----------------------------------------------------------

    def handed_to(self, worker: Worker[Any] | None, kind: str) -> Path | None:
        """The file of the answer that such a dialog gave this worker before: the worker asks for it once more."""
        if worker is None or self._handed.get(worker, ("", None))[0] != kind:
            return None
        return self._handed.pop(worker)[1]

    def hand_over(self, app: App[Any], worker: Worker[Any], kept: KeptDraft) -> None:
        """Keep an answer's draft until the worker that asked for it has come to its end, with nothing refused."""
        self._handed[worker] = (kept.draft.kind, kept.path)
        app.call_later(self._begin_watching, app, worker, kept, _refusals(app))

    def _begin_watching(self, app: App[Any], worker: Worker[Any], kept: KeptDraft, before: int) -> None:
        """Called by the program, since a worker may not wait for itself."""
        task = asyncio.create_task(self._watch(app, worker, kept, before))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)

    async def _watch(self, app: App[Any], worker: Worker[Any], kept: KeptDraft, before: int) -> None:
        try:
            await worker.wait()
            saved = _refusals(app) == before
        except WorkerFailed:  # also where it was cancelled: its screen was left
            saved = False
        if self._handed.get(worker) != (kept.draft.kind, kept.path):
            return  # another dialog has taken it over
        del self._handed[worker]
        if saved:
            self.files.drop(kept.path)
        else:
            self.found = replace(self.found, drafts=(kept, *self.found.drafts))
            app.notify(f"{WHERE} เพื่อใช้ต่อ", title="ข้อความที่พิมพ์ไว้ยังอยู่", timeout=12, markup=False)


def _refusals(app: App[Any]) -> int:
    """How many were told so far: one more means that something was not saved."""
    return app.refusals_told if isinstance(app, CountsRefusals) else 0


def drafts_of(app: App[Any]) -> Drafts | None:
    """The program's drafts; None where it keeps none, as in a throw-away copy."""
    found = getattr(app, "drafts", None)
    return found if isinstance(found, Drafts) else None


class DraftKeeper:
    """Keeps what one screen has unsaved: soon after the last key, and now and then while typing goes on."""

    AFTER: ClassVar[float] = 0.3
    MOST_WAITS: ClassVar[int] = 3

    def __init__(self, screen: Screen[Any], typed: Typed) -> None:
        self.screen = screen
        self._typed = typed
        self._path: Path | None = None
        self._kept: Draft | None = None
        self._keys = self._seen = self._waits = 0
        self._timer: Timer | None = None

    @property
    def drafts(self) -> Drafts | None:
        return drafts_of(self.screen.app)

    def touched(self) -> None:
        """Something was typed. Nothing is looked at yet: this runs with every key."""
        self._keys += 1
        if self._timer is None and (drafts := self.drafts) is not None:
            drafts.keepers.add(self)
            self._waits, self._seen = 0, self._keys
            self._wait()

    def _wait(self) -> None:
        self._timer = self.screen.set_timer(self.AFTER, self._rested)

    def _rested(self) -> None:
        self._timer = None
        self._waits += 1
        if self._keys != self._seen and self._waits < self.MOST_WAITS:
            self._seen = self._keys
            self._wait()
        else:
            self.keep_now()

    def keep_now(self) -> Draft | None:
        """Have the file say what is unsaved now: written anew, or gone where nothing is."""
        drafts = self.drafts
        if drafts is None:
            return None
        draft = self._typed()
        if draft is None:
            self.drop()
            return None
        if self._path is None:
            self._path = drafts.files.new_path()
            drafts.keepers.add(self)
        if self._kept is None or draft.fields != self._kept.fields:
            drafts.files.keep(self._path, draft)
        self._kept = draft
        return draft

    def adopt(self, path: Path) -> None:
        """Go on with the file of an earlier draft, which is on the screen again."""
        self.drop()
        self._path = path
        if (drafts := self.drafts) is not None:
            drafts.keepers.add(self)

    def drop(self) -> None:
        """It is saved, or was given up."""
        if self._path is not None and (drafts := self.drafts) is not None:
            drafts.files.drop(self._path)
        self.let_go()

    def let_go(self) -> Path | None:
        """Have nothing to do with the file any more, and leave it where it is."""
        path, self._path, self._kept = self._path, None, None
        if (drafts := self.drafts) is not None:
            drafts.keepers.discard(self)
        return path

    def hand_over(self, worker: Worker[Any] | None) -> None:
        """The answer goes to ``worker``, who saves it; where there is none, it is taken to be saved."""
        draft, drafts = self.keep_now(), self.drafts
        path = self._path
        if draft is None or drafts is None or path is None or worker is None or worker.is_finished:
            self.drop()
            return
        self.let_go()
        drafts.hand_over(self.screen.app, worker, KeptDraft(path, draft))


def asking_worker() -> Worker[Any] | None:
    """The worker that makes a dialog just now, to push it and wait for its answer."""
    return active_worker.get(None)
