"""What is typed of a measure and not saved yet: kept by the measure, and put back into its fields when she wants it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ita_tui.domain.measure import FIELD_WORDS, Measure
from ita_tui.domain.progress import progress
from ita_tui.drafts import MEASURE, Draft, KeptDraft, TypedField
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.words import cut
from screens.choice import Choice, Confirm
from screens.draft_fields import fill, text_of
from screens.drafts import DraftKeeper, drafts_of
from screens.form_drafts import DROP, OFFERS, left_words
from screens.measure_fields import TEXTS
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

if TYPE_CHECKING:
    from screens.measure_screen import MeasureScreen

_LINES = ("responsible", "period", "percent", "note")
_NOTE = "บันทึกวันนี้"
_SHOWN = 300
"""Letters of each of two texts that a question shows."""
_WHICH = (("typed", "ใช้ข้อความที่พิมพ์ค้างไว้"), ("saved", "คงข้อความที่บันทึกไว้"))


def saved_texts(measure: Measure) -> dict[str, str]:
    """What the fields say when nothing was typed."""
    return {
        **{field: getattr(measure, field) for field in ("title", *TEXTS)},
        "responsible": measure.responsible,
        "period": measure.period.text,
        "percent": digits(progress(measure) or 0),
        "note": "",
    }


def is_saved(draft: Draft, measure: Measure) -> bool:
    """Whether everything that was typed stands in the measure: it was saved, and only its file was left."""
    saved, notes = saved_texts(measure), {note.text for note in measure.notes}
    return all(
        one.text.strip() in notes if one.name == "note" else one.text == saved.get(one.name)
        for one in draft.changed
    )


class MeasureDrafts(DraftKeeper):
    """Keeps the fields of the measure that one stands on."""

    def __init__(self, screen: "MeasureScreen") -> None:
        super().__init__(screen, self._draft)
        self.walk = screen
        self._offered: set[int] = set()
        self.held = False
        """Whether a draft stands in the fields and nothing was typed since: going from field to field saves nothing."""

    def touched(self) -> None:
        self.held = False
        super().touched()

    def _draft(self) -> Draft | None:
        measure, drafts = self.walk.measure, self.drafts
        if measure is None or drafts is None or not self.walk.query("#fields"):
            return None
        fields = self._fields(saved_texts(measure))
        if all(field.text == field.before for field in fields):
            return None
        return Draft(MEASURE, str(measure.id), _title(measure), fields, drafts.clock())

    def _fields(self, saved: Mapping[str, str]) -> tuple[TypedField, ...]:
        return tuple(
            TypedField(name, _label(name), text_of(self._field(name)), before)
            for name, before in saved.items()
        )

    def _field(self, name: str) -> ThaiInput | ThaiTextArea:
        if name in _LINES:
            return self.walk.query_one(f"#{name}", ThaiInput)
        return self.walk.query_one(f"#{name}", ThaiTextArea)

    # --- what was left -----------------------------------------------------------------------------------------

    def offer(self) -> None:
        """Once for each measure one comes to: what was left there, or the draft that she chose from the list."""
        measure, drafts = self.walk.measure, self.drafts
        if measure is None or measure.id is None or drafts is None or measure.id in self._offered:
            return
        self._offered.add(measure.id)
        left = drafts.of(MEASURE, str(measure.id))
        wanted, drafts.wanted = drafts.wanted, None
        if wanted in left:
            self.walk.run_worker(self._use(measure, wanted))
        elif left:
            self.walk.run_worker(self._ask(measure, left))

    async def _ask(self, measure: Measure, left: tuple[KeptDraft, ...]) -> None:
        app, drafts = self.walk.app, self.drafts
        for kept in left if drafts is not None else ():
            assert drafts is not None
            answer = await app.push_screen_wait(Choice(left_words(kept.draft, drafts.clock()), OFFERS))
            if answer == "use":
                await self._use(measure, kept)
                return
            if answer == "drop" and await app.push_screen_wait(Confirm(DROP, "ทิ้ง")) == "yes":
                drafts.drop(kept)

    async def _use(self, measure: Measure, kept: KeptDraft) -> None:
        """Put a draft into the fields; where a text was changed otherwise meanwhile, ask which is to stand."""
        saved, chosen = saved_texts(measure), {}
        for field in kept.draft.changed:
            now = saved.get(field.name, field.text)
            if now in {field.text, field.before}:
                chosen[field.name] = field.text
                continue
            answer = await self.walk.app.push_screen_wait(Choice(_both(field, now), _WHICH))
            if answer is None:
                return  # nothing was chosen: all of it stays as it is, the draft too
            chosen[field.name] = field.text if answer == "typed" else now
        drafts = drafts_of(self.walk.app)
        if drafts is None or self.walk.measure is None or self.walk.measure.id != measure.id:
            return
        with self.walk.prevent(ThaiInput.Changed, ThaiTextArea.Changed):
            for name, text in chosen.items():
                if name in saved and not self._field(name).disabled:
                    fill(self._field(name), text)
        self.held = True
        drafts.forget(kept)
        self.adopt(kept.path)
        self.keep_now()
        self.walk.say_unsaved()


def _both(field: TypedField, now: str) -> str:
    kept, typed = (cut(shown(" ".join(text.split())), _SHOWN) for text in (now, field.text))
    return f"{field.label} ถูกแก้ไขหลังจากพิมพ์ค้างไว้\n\nบันทึกไว้: {kept}\n\nพิมพ์ค้างไว้: {typed}"


def _title(measure: Measure) -> str:
    return f"มาตรการ {digits(measure.number)} {' '.join(measure.title.split())}"


def _label(name: str) -> str:
    return _NOTE if name == "note" else FIELD_WORDS.get(name, name)
