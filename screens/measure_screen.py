"""The fields of a measure on the screen: filled from the store, and saved as one goes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.measure import FIELD_WORDS, Measure, ProgressNote, WorkStatus
from ita_tui.domain.measure_list import Flag, flags
from ita_tui.domain.period import read_period
from ita_tui.domain.progress import late_words, progress
from ita_tui.domain.rounds import AFTER_SIGN, AFTER_SIGNATURE
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.dates import moment, short_date
from ita_tui.thai.numerals import Numerals, chosen, digits, said, shown
from screens.desk import Desk
from screens.dialogs import Ask
from screens.evidence import evidence_line
from screens.measure_drafts import MeasureDrafts
from screens.measure_fields import (
    NO_PERCENT,
    TEXTS,
    MeasureFields,
    PercentInput,
    TitleArea,
    period_words,
    plan_words,
    step_line,
)
from screens.measure_rows import STATUS_COLORS
from screens.screen import ItaScreen
from screens.typed_numbers import typed_percent
from screens.walk_beside import Beside
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

if TYPE_CHECKING:
    from textual.timer import Timer


class MeasureScreen(ItaScreen):
    """One of the measures ``ids`` in its fields, beginning with ``first``; ``field`` (by its name) has the cursor."""

    CSS_PATH = "measure_screen.tcss"
    SAVE_AFTER: ClassVar[float] = 1.0
    STATUS_AFTER: ClassVar[float] = 0.7
    WIDE: ClassVar[int] = 110

    def __init__(self, desk: Desk, ids: Sequence[int], first: int, field: str = "") -> None:
        super().__init__(desk)
        self.field = field
        self.ids = list(ids)
        self.at = self.ids.index(first)
        self.measure: Measure | None = None
        self._pause: Timer | None = None
        self._asking = False
        self._filled_with: tuple[int, Numerals] | None = None
        self.drafts = MeasureDrafts(self)
        self.refused = False
        """Whether the store took the last of it not: then it is kept as a draft alone."""

    def compose_body(self) -> ComposeResult:
        yield Static(id="strip", markup=False)
        yield Static(id="late", markup=False)
        yield TitleArea(id="title", compact=True)
        with Horizontal(id="walk"):
            yield MeasureFields()
            yield Beside(self.desk)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#status").focus()

    # --- showing -------------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        if (state.revision, chosen()) != self._filled_with and not self.has_unsaved:
            self._filled_with = state.revision, chosen()
            self.show_measure()
        else:
            self._show_around()
        field, self.field = self.field, ""
        if field and self.measure is not None:
            self.go_to_field(field)

    def go_to_field(self, field: str) -> None:
        """Put the cursor into a field of the measure; steps that it has none of are written under the method."""
        steps = self.measure.steps if self.measure is not None else ()
        place = {"notes": "note", "steps": "steps" if steps else "method"}.get(field, field)
        found = self.query(f"#{place}")
        if found and found.first().focusable:
            found.first().focus()

    def show_measure(self) -> None:
        """Read the measure one stands on and fill every field with it."""
        try:
            measure = self.desk.store.measures.get(self.ids[self.at])
        except ItaError as gone:  # undone or removed while one stood on it
            self.tell(gone)
            self.dismiss()
            return
        self.measure = measure
        with self.prevent(ThaiInput.Changed, ThaiTextArea.Changed):
            for field in ("title", *TEXTS):
                area = self.query_one(f"#{field}", ThaiTextArea)
                text = getattr(measure, field)
                if area.text != text:
                    area.load_text(text)
            self.query_one("#responsible", ThaiInput).value = measure.responsible
            self.query_one("#period", ThaiInput).value = measure.period.text
            self.query_one("#percent", ThaiInput).value = digits(progress(measure) or 0)
        self.query_one("#percent", ThaiInput).disabled = bool(measure.steps) or measure.status in _FIXED
        self.query_one("#status", ChoiceRow).value = measure.status.value
        self.query_one("#proof", ChoiceRow).value = measure.proof.value
        self._show_steps(measure)
        self._show_around()
        self.drafts.offer()

    def _show_steps(self, measure: Measure) -> None:
        steps = self.query_one("#steps", OptionList)
        here = steps.highlighted
        steps.clear_options()
        steps.add_options([Option(step_line(step)) for step in measure.steps])
        if measure.steps:
            steps.highlighted = min(here or 0, len(measure.steps) - 1)
        steps.display = bool(measure.steps)
        done = sum(step.status is WorkStatus.COMPLETED for step in measure.steps)
        label = f"{FIELD_WORDS['steps']} {digits(done)}/{digits(len(measure.steps))}"
        if measure.status is WorkStatus.COMPLETED and done < len(measure.steps):
            label += " · ! สถานะแล้วเสร็จ แต่ขั้นตอนยังไม่ครบ"
        self.query_one("#steps-label", Static).update(
            label if measure.steps else f"{FIELD_WORDS['steps']} ยังไม่ได้แยก · Ctrl+T เพิ่มขั้นตอน"
        )

    def _show_around(self) -> None:
        """What follows from the measure: strip, lateness, evidence, notes, last change, last year."""
        measure, state = self.measure, self.state
        if measure is None or state is None:
            return
        self.query_one("#strip", Static).update(self._strip(state))
        late = late_words(measure, state.today)
        no_proof = Flag.NO_EVIDENCE.label if Flag.NO_EVIDENCE in flags(measure, state.today) else ""
        words = " · ".join(filter(None, (late, no_proof)))
        issue = f"ประเด็นที่ {digits(measure.issue)}" if measure.issue else ""
        signed = f"{AFTER_SIGN} แก้ไข{AFTER_SIGNATURE}" if measure.id in state.after_signature else ""
        line = " · ".join(filter(None, (words, signed, issue)))
        self.query_one("#late", Static).update(
            Content.styled(line, "$text-error" if words else "$foreground-muted")
        )
        self.query_one("#late").display = bool(line)
        reason = self.query_one("#cancelled", Static)
        reason.display = measure.status is WorkStatus.CANCELLED
        reason.update(f"{FIELD_WORDS['cancel_reason']}: {shown(measure.cancel_reason) or 'ยังไม่ระบุ'}")
        self._show_period()
        self._show_evidence(measure)
        self.query_one("#plan", Static).update(plan_words(measure))
        self.query_one("#notes", Static).update(
            "\n".join(f"{short_date(note.on)} {shown(note.text)}" for note in measure.notes[-3:])
        )
        self.query_one("#notes").display = bool(measure.notes)
        self._show_last_change(measure, state)
        self.query_one(Beside).show(measure)

    def _strip(self, state: YearState) -> Content:
        known = {m.id: m for m in (*state.report.measures, *state.report.proposals)}
        number = self.measure.number if self.measure else 0
        of = f"{digits(self.at + 1)} จาก {digits(len(self.ids))}"
        place = f"มาตรการ {of}   " if number == self.at + 1 else f"มาตรการ {digits(number)} · ลำดับ {of}   "
        signs = Content(place).stylize("bold")
        first = max(0, min(self.at - 20, len(self.ids) - 40))
        for index in range(first, min(first + 40, len(self.ids))):
            there = known.get(self.ids[index])
            status = there.status if there else WorkStatus.NOT_STARTED
            style = f"{STATUS_COLORS[status]} reverse bold" if index == self.at else STATUS_COLORS[status]
            signs = Content.assemble(signs, (status.sign, style))
        return signs

    def _show_evidence(self, measure: Measure) -> None:
        lines = [f"หลักฐาน ({digits(len(measure.evidence))}) · Ctrl+E เพิ่มหรือเปิด"]
        lines += [
            f"  {digits(number)} {evidence_line(piece, self.desk.store.vault)}"
            for number, piece in enumerate(measure.evidence, start=1)
        ]
        self.query_one("#evidence", Static).update("\n".join(lines))

    def _show_last_change(self, measure: Measure, state: YearState) -> None:
        entries = self.desk.store.history.about(f"measure:{measure.id}", 1)
        told = [f"แก้ไขล่าสุด {moment(e.at, state.today)} · {shown(e.words)}" for e in entries]
        self.query_one("#last-change", Static).update(told[0] if told else "")

    def on_resize(self) -> None:
        beside = self.query_one(Beside)
        beside.display = self.size.width >= self.WIDE
        if self.measure is not None:
            beside.show(self.measure)

    # --- saving --------------------------------------------------------------------------------------------

    def edited(self) -> Measure | None:
        """The measure as the fields have it now."""
        if self.measure is None:
            return None
        written = self.query_one("#period", ThaiInput).value
        period = self.measure.period
        if written != period.text:
            period = read_period(written, self.desk.year)
        texts = {field: self.query_one(f"#{field}", ThaiTextArea).text for field in TEXTS}
        title = " ".join(self.query_one("#title", ThaiTextArea).text.split("\n")).strip()
        same_title = self.query_one("#title", ThaiTextArea).text == self.measure.title
        return replace(
            self.measure,
            **texts,  # type: ignore[arg-type]  # TEXTS names Measure's own texts
            title=self.measure.title if same_title or not title else title,
            responsible=self.query_one("#responsible", ThaiInput).value,
            period=period,
            percent=self._percent(self.measure),
            status=self._status(self.measure),
        )

    def _percent(self, measure: Measure) -> int | None:
        """The typed percentage (the field takes 0 to 100 and no other), where nothing else says how far it is."""
        typed = typed_percent(self.query_one("#percent", ThaiInput).value)
        if measure.steps or measure.status in _FIXED or typed in {progress(measure) or 0, None}:
            return measure.percent
        return typed

    def _status(self, measure: Measure) -> WorkStatus:
        """The status as it is chosen; while the reason is asked for, as it was. What has a percentage has begun."""
        chosen = measure.status if self._asking else WorkStatus(self.query_one("#status", ChoiceRow).value)
        if chosen is measure.status is WorkStatus.NOT_STARTED and (self._percent(measure) or 0) > (
            measure.percent or 0
        ):
            return WorkStatus.IN_PROGRESS
        return chosen

    @property
    def has_unsaved(self) -> bool:
        return self.edited() != self.measure

    def save_now(self) -> bool:
        """Save everything typed, a note that was not sent off with ↵ included; whether it is all on the disk."""
        return self._save_fields() and self._save_note()

    def _save_fields(self) -> bool:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        edited, before = self.edited(), self.measure
        if edited is None or before is None or edited == before:
            return True
        saved = self._save(edited)
        if saved and edited.status is not before.status:
            self.show_measure()
        return saved

    def _save(self, measure: Measure, why: str = "") -> bool:
        try:
            self.measure = self.desk.store.measures.save(measure, why)
        except ItaError as refusal:
            self.tell(refusal)
            self.say_unsaved()
            self.refused = self.drafts.keep_now() is not None
            return False
        self.refused = False
        self.drafts.keep_now()
        self.say_saved()
        return True

    @on(ThaiInput.Changed)
    @on(ThaiTextArea.Changed)
    def _typed(self) -> None:
        self.drafts.touched()
        self._touched(self.SAVE_AFTER)

    @on(ThaiInput.Changed, "#period")
    def _show_period(self) -> None:
        """Say at once how the words of the period are understood."""
        if self.measure is None:
            return
        written, period = self.query_one("#period", ThaiInput).value, self.measure.period
        if written != period.text:
            period = read_period(written, self.desk.year)
        self.query_one("#understood", Static).update(period_words(period))

    @on(PercentInput.Refused)
    def _say_percent(self) -> None:
        self.query_one("#percent-refused", Static).update(said(NO_PERCENT))

    @on(ThaiInput.Changed, "#percent")
    def _percent_taken(self) -> None:
        self.query_one("#percent-refused", Static).update("")

    @on(ChoiceRow.Changed, "#status")
    def _status_moved(self) -> None:
        """Wait until the cursor rests: the statuses that it passes over are not hers."""
        self._touched(self.STATUS_AFTER)

    def _touched(self, seconds: float) -> None:
        """Save after a while; what was put back as it stood needs no saving."""
        waiting = self._pause is not None
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self.measure is None:
            return
        if self.has_unsaved:
            self.say_unsaved()
            self._pause = self.set_timer(seconds, self._rested)
        elif waiting:
            self.say_kept()

    def _rested(self) -> None:
        """Save what was typed or chosen; what is not to be carried out is asked for its reason first."""
        chosen = WorkStatus(self.query_one("#status", ChoiceRow).value)
        was = self.measure.status if self.measure is not None else chosen
        here = self.app.is_running  # leaving takes the focus away as well, and nobody is there to be asked
        if chosen is WorkStatus.CANCELLED and was is not chosen and here and not self._asking:
            self._asking = True
            self._cancel()
        else:
            self._save_fields()

    @work
    async def _cancel(self) -> None:
        """Ask for the reason. Esc leaves everything as it was before the status was touched."""
        try:
            reason = await self.app.push_screen_wait(
                Ask(
                    "ไม่ดำเนินการเพราะเหตุใด",
                    self.measure.cancel_reason if self.measure else "",
                    "เหตุผลจะพิมพ์ในรายงาน · ↵ ตกลง · Esc ยกเลิก",
                )
            )
        finally:
            self._asking = False
        if reason is None:
            self.show_measure()
        else:
            self.change(status=WorkStatus.CANCELLED, cancel_reason=reason.strip())

    def change(self, **changes: object) -> bool:
        """Save what was typed together with a change, and show the measure as it is then; False where refused."""
        edited = self.edited()
        if edited is None or not self._save(replace(edited, **changes)):  # type: ignore[arg-type]  # Measure's own fields
            return False
        self.show_measure()
        return True

    def on_descendant_focus(self) -> None:
        """Show what last year's measure says in the field she is in."""
        field = (self.focused.id if self.focused is not None else None) or ""
        if field in FIELD_WORDS:
            self.query_one(Beside).at_field(field)

    def on_descendant_blur(self) -> None:
        if not self.drafts.held:
            self._rested()

    def on_screen_suspend(self) -> None:
        self._save_fields()

    def action_save(self) -> None:
        if self.save_now():
            self.show_measure()

    @on(ThaiInput.Submitted, "#note")
    def _note_written(self) -> None:
        if self._save_note():
            self.show_measure()

    def _save_note(self) -> bool:
        """Keep the note of the day under the measure it was typed at; False where it was refused."""
        field = self.query_one("#note", ThaiInput)
        text = field.value.strip()
        if self.measure is None or self.measure.id is None or not text:
            return True
        try:
            self.desk.store.measures.note(self.measure.id, ProgressNote(self.desk.today(), text))
        except ItaError as refusal:
            self.tell(refusal)
            self.refused = self.drafts.keep_now() is not None
            return False
        field.value = ""
        self.drafts.keep_now()
        self.say_saved()
        return True


_FIXED = frozenset({WorkStatus.COMPLETED, WorkStatus.CANCELLED})
