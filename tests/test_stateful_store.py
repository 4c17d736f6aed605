"""Random work with the store, files and backups included, is always exactly what a plain model says it is."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ita_tui import tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.measure import Measure
from ita_tui.domain.report import Report
from ita_tui.domain.rounds import FrozenRound, Kept
from ita_tui.domain.verification_code import verification_code
from ita_tui.errors import ItaError
from store.refusals import AlreadyEvidenceError, RoundFrozenError, SignedNotUndoneError
from store.verifying import verify
from tests.long_series import figures, length
from tests.store_builders import YEAR, Clock, number_of, open_store

AGENCY = Agency("เทศบาลตำบลริมน้ำ")
TITLES = ("รับฟังความคิดเห็นประชาชน", "เผยแพร่ราคากลาง", "คู่มือการให้บริการ")
CONTENTS = {letter: (letter * (7 + place)).encode() for place, letter in enumerate("กขค")}
TEXTS = st.sampled_from(["", "จัดเวที", "น้ำประปา ๑๑ หมู่บ้าน\n(ต่อ)", "=1+1", "[b]"])


# --- the model: nothing but lists and dictionaries -----------------------------------------------------------------


@dataclass
class Line:
    """A measure as the model knows it."""

    number: int
    title: str
    result: str = ""
    advice: str = ""
    proofs: list[str] = field(default_factory=list)


@dataclass
class Past:
    """A step that can be undone or redone: how the lines were before and after it; signing is never undone."""

    before: list[Line]
    after: list[Line]
    signing: bool = False


@dataclass
class Model:
    """The year as it must be, and what can be undone and redone."""

    lines: list[Line] = field(default_factory=list)
    standing: set[int] = field(default_factory=set)
    """The months of the rounds that are frozen."""
    done: list[Past] = field(default_factory=list)
    undone: list[Past] = field(default_factory=list)

    @contextlib.contextmanager
    def step(self, *, signing: bool = False, even_unchanged: bool = False) -> Iterator[None]:
        """What the block does to the lines is one step, unless it does nothing."""
        before = deepcopy(self.lines)
        yield
        if signing or even_unchanged or self.lines != before:
            self.done.append(Past(before, deepcopy(self.lines), signing))
            self.undone.clear()

    def undo(self) -> None:
        self.undone.append(self.done.pop())
        self.lines = deepcopy(self.undone[-1].before)

    def redo(self) -> None:
        self.done.append(self.undone.pop())
        self.lines = deepcopy(self.done[-1].after)

    def add(self, came: Sequence[Line]) -> None:
        used = {line.number for line in self.lines}
        for line in came:
            number = line.number if line.number not in used else max(used) + 1
            used.add(number)
            self.lines.append(replace(line, number=number, proofs=[]))
        self.lines.sort(key=lambda line: line.number)

    def merge(self, came: Sequence[Line]) -> None:
        there = list(self.lines)
        new = []
        for line in came:
            same = [one for one in there if one.title == line.title]
            numbered = [one for one in same if one.number == line.number]
            if not same:
                new.append(line)
                continue
            mine = (numbered or same)[0]
            mine.result = mine.result or line.result
            mine.advice = mine.advice or line.advice
        self.add(new)


# --- the machine -----------------------------------------------------------------------------------------------------

COMING = st.lists(
    st.builds(Line, st.integers(1, 5), st.sampled_from(TITLES), TEXTS, TEXTS),
    min_size=1,
    max_size=2,
    unique_by=lambda line: line.title,
)
STEPS = {"runs": 0, "steps": 0}


class Office(RuleBasedStateMachine):
    """What she does in a year, in any order, with the power button among it."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ita-tui-office-"))
        self.path = self.folder / "งาน.db"
        self.clock = Clock()
        STEPS["runs"] += 1
        self.model = Model()
        self.backups: list[tuple[Path, Model]] = []
        self.aside: Model | None = None
        self.attached: set[str] = set()
        self.open()
        self.store.years.begin(YEAR, [], [])
        self.store.agencies.save(AGENCY)

    def open(self) -> None:
        self.store = open_store(self.path, self.clock)

    def some(self, chosen: int) -> tuple[Measure, Line] | None:
        kept = self.store.measures.all(YEAR)
        return (kept[chosen % len(kept)], self.model.lines[chosen % len(kept)]) if kept else None

    # --- what changes the year

    @rule(came=COMING, mode=st.sampled_from(tasks.TakeIn))
    def take_in(self, came: list[Line], mode: tasks.TakeIn) -> None:
        measures = tuple(
            Measure(line.number, line.title, result=line.result, recommendation=line.advice) for line in came
        )
        refused = mode is tasks.TakeIn.INTO_EMPTY and bool(self.model.lines)
        with pytest.raises(tasks.YearHasMeasures) if refused else contextlib.nullcontext():
            tasks.take_in(self.store, Report(AGENCY, YEAR, measures=measures), YEAR, mode, "รายงาน")
        if refused:
            return
        with self.model.step(even_unchanged=mode is tasks.TakeIn.REPLACE):
            if mode is tasks.TakeIn.MERGE:
                self.model.merge(came)
            else:
                self.model.lines = [] if mode is tasks.TakeIn.REPLACE else self.model.lines
                self.model.add(came)

    @rule(chosen=st.integers(0, 9), result=TEXTS, advice=TEXTS)
    def edit(self, chosen: int, result: str, advice: str) -> None:
        found = self.some(chosen)
        if found is not None:
            kept, line = found
            self.store.measures.save(replace(kept, result=result, recommendation=advice))
            with self.model.step():
                line.result, line.advice = result, advice

    @rule(chosen=st.integers(0, 9))
    def remove(self, chosen: int) -> None:
        found = self.some(chosen)
        if found is not None:
            self.store.measures.remove([number_of(found[0])])
            with self.model.step():
                self.model.lines.remove(found[1])

    @rule(chosen=st.integers(0, 9), letter=st.sampled_from(sorted(CONTENTS)))
    def attach(self, chosen: int, letter: str) -> None:
        found = self.some(chosen)
        if found is None:
            return
        kept, line = found
        source = self.folder / "เอกสาร.pdf"
        source.write_bytes(CONTENTS[letter])
        refused = letter in line.proofs
        with pytest.raises(AlreadyEvidenceError) if refused else contextlib.nullcontext():
            tasks.attach_file(self.store, number_of(kept), source, Evidence(letter, EvidenceKind.FILE))
        if not refused:
            self.attached.add(letter)
            with self.model.step():
                line.proofs.append(letter)

    @rule(months=st.sampled_from(RoundOf))
    def freeze(self, months: RoundOf) -> None:
        kept = Kept("{}")
        digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        code = verification_code(YEAR, months, digest)
        refused = int(months) in self.model.standing
        with pytest.raises(RoundFrozenError) if refused else contextlib.nullcontext():
            self.store.rounds.freeze(FrozenRound(YEAR, months, self.clock(), digest, code), kept)
        if not refused:
            with self.model.step(signing=True):
                self.model.standing.add(int(months))

    @precondition(lambda self: self.model.standing)
    @rule(months=st.sampled_from(RoundOf))
    def release(self, months: RoundOf) -> None:
        if int(months) in self.model.standing:
            standing = [one for one in self.store.rounds.all(YEAR) if one.stands and one.round_of is months]
            assert standing[0].id is not None
            self.store.rounds.release(standing[0].id, "พิมพ์ผิด")
            with self.model.step(signing=True):
                self.model.standing.discard(int(months))

    # --- what takes it back

    @precondition(lambda self: self.model.done)
    @rule()
    def undo(self) -> None:
        if self.model.done[-1].signing:
            with pytest.raises(SignedNotUndoneError):
                self.store.history.undo()
            return
        assert self.store.history.undo() is not None
        self.model.undo()

    @rule()
    def redo(self) -> None:
        assert (self.store.history.redo() is not None) == bool(self.model.undone)
        if self.model.undone:
            self.model.redo()

    @rule()
    def back_up(self) -> None:
        copy = tasks.back_up(self.store, self.folder / f"สำรอง-{len(self.backups)}.db")
        self.backups.append((copy, deepcopy(self.model)))

    @precondition(lambda self: self.backups)
    @rule(chosen=st.integers(0, 9))
    def restore(self, chosen: int) -> None:
        copy, then = self.backups[chosen % len(self.backups)]
        self.store.close()
        tasks.restore(copy, self.path, self.clock)
        self.aside, self.model = self.model, deepcopy(then)
        self.open()

    @precondition(lambda self: self.aside is not None)
    @rule()
    def undo_restore(self) -> None:
        assert self.aside is not None
        self.store.close()
        tasks.undo_restore(self.path, self.clock)
        self.aside, self.model = self.model, self.aside
        self.open()

    # --- what changes nothing

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.open()

    @rule(chosen=st.integers(0, 9))
    def give_up_in_the_middle(self, chosen: int) -> None:
        found = self.some(chosen)
        with contextlib.suppress(KeyboardInterrupt), self.store.one_step("แก้หลายอย่าง"):
            if found is not None:
                self.store.measures.save(replace(found[0], result="ไม่ควรอยู่"))
                self.store.measures.remove([number_of(found[0])])
            raise KeyboardInterrupt

    @rule()
    def save_what_is_refused(self) -> None:
        gone = Measure(1, "ไม่มีอยู่", id=10**6)
        for refused in (
            lambda: self.store.measures.save(gone),
            lambda: tasks.attach_file(
                self.store, 10**6, self.folder / "ไม่มี.pdf", Evidence("x", EvidenceKind.FILE)
            ),
        ):
            with pytest.raises(ItaError):
                refused()

    # --- what always holds

    @invariant()
    def the_year_is_what_the_model_says(self) -> None:
        if hasattr(self, "store"):
            STEPS["steps"] += 1
            assert lines_of(self.store.report(YEAR).measures) == self.model.lines
            standing = {int(one.round_of) for one in self.store.rounds.all(YEAR) if one.stands}
            assert standing == self.model.standing

    def teardown(self) -> None:
        if hasattr(self, "store"):
            found = verify(self.store)
            assert found.sound, found.problems
            lying = {path.read_bytes() for path in self.store.vault.folder.glob("??/*")}
            assert lying == {CONTENTS[letter] for letter in self.attached}
            self.store.close()
            shutil.rmtree(self.folder)


def lines_of(measures: Sequence[Measure]) -> list[Line]:
    return [
        Line(one.number, one.title, one.result, one.recommendation, [piece.title for piece in one.evidence])
        for one in measures
    ]


@pytest.mark.long
@pytest.mark.series
def test_whatever_she_does_in_whatever_order_the_year_is_what_the_model_says() -> None:
    began = time.monotonic()
    long = settings(
        max_examples=length(3, 200, ci=20),
        stateful_step_count=length(12, 50, ci=30),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Office, settings=long)
    figures("random_work", **STEPS, seconds=time.monotonic() - began)
