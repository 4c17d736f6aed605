"""The draft of a form: known by its class and by what stood in it at first, and offered when it is opened again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from textual import on
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker

from ita_tui.drafts import Draft, KeptDraft, about_form
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import shown
from ita_tui.thai.words import cut
from screens.choice import Choice, Confirm
from screens.draft_fields import fields_of, fill, only_chosen, text_of, title_of, typed_fields
from screens.drafts import DraftKeeper
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

_SHOWN = 160
"""Letters of a field that a question shows."""


class FormDrafts(DraftKeeper):
    """Keeps a form's fields. ``changed`` says whether anything in it is unsaved, ``pending`` whether it was at first."""

    def __init__(
        self, form: Screen[Any], changed: Callable[[], bool], pending: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(form, self.draft)
        self._changed = changed
        self._pending = pending
        self._first: dict[str, str] = {}
        self._begun = self._ended = False

    @property
    def kind(self) -> str:
        return type(self.screen).__name__

    def begin(self, worker: Worker[Any] | None = None) -> None:
        """Remember what the fields say at first; go on with what was handed to ``worker``, or offer what was left."""
        if self._begun or self.drafts is None:
            return
        self._begun = True
        self.saved()
        handed = self.drafts.handed_to(worker, self.kind)
        if handed is not None:
            self.adopt(handed)
        elif self.drafts.of(self.kind, self.about):
            self.screen.call_after_refresh(self.screen.run_worker, self._offer())

    def saved(self) -> None:
        """What stands in the fields now is saved."""
        self._first = {name: text_of(field) for name, field in fields_of(self.screen).items()}
        self.about = about_form(title_of(self.screen), self._first.values())

    def end(self) -> None:
        """All of it is saved: the form closes."""
        self._ended = True
        self.drop()

    def draft(self) -> Draft | None:
        """What is typed and unsaved; choices alone, which a key brings back, are none."""
        drafts = self.drafts
        if drafts is None or not self._begun or self._ended or not self._changed():
            return None
        fields = typed_fields(self.screen, {} if self._pending() else self._first)
        if only_chosen(self.screen, fields):
            return None
        return Draft(self.kind, self.about, title_of(self.screen), fields, drafts.clock())

    async def _offer(self) -> None:
        """Ask of each draft that was left here whether to go on with it; the first that is used ends it."""
        drafts = self.drafts
        for kept in drafts.of(self.kind, self.about) if drafts is not None else ():
            assert drafts is not None
            question = left_words(kept.draft, drafts.clock())
            answer = await self.screen.app.push_screen_wait(Choice(question, OFFERS))
            if answer == "use":
                self.use(kept)
                return
            if answer == "drop" and await self.screen.app.push_screen_wait(Confirm(DROP, "ทิ้ง")) == "yes":
                drafts.drop(kept)

    def use(self, kept: KeptDraft) -> None:
        """Put a draft into the fields, unsaved, and go on with its file."""
        if self.drafts is None:
            return
        known = fields_of(self.screen)
        for field in kept.draft.fields:
            if field.name in known:
                fill(known[field.name], field.text)
        self.drafts.forget(kept)
        self.adopt(kept.path)


OFFERS = (
    ("use", "ใช้ต่อ"),
    ("later", "ยังไม่ใช้ เก็บไว้ก่อน"),
    ("drop", "ทิ้ง"),
)
DROP = "ทิ้งข้อความที่พิมพ์ค้างไว้นี้ เอากลับมาไม่ได้"


def left_words(draft: Draft, now: datetime) -> str:
    """When something was typed, and in which fields what."""
    at = moment(draft.at.astimezone(now.tzinfo), now.date())
    lines = [f"{one.label}: {cut(shown(' '.join(one.text.split())), _SHOWN)}" for one in draft.changed[:3]]
    return "\n".join((f"มีข้อความที่พิมพ์ค้างไว้เมื่อ {at}", *lines))


class KeepsDrafts(MessagePump):
    """Mixed into a screen with a form: every key in a field is told to its ``drafts``."""

    drafts: FormDrafts

    @on(ThaiInput.Changed)
    @on(ThaiTextArea.Changed)
    @on(ChoiceRow.Changed)
    def _draft_touched(self) -> None:
        self.drafts.touched()
