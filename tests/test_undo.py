"""Undo and redo: every change goes back and forth exactly, over a restart too, or is refused and changes nothing."""

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ita_tui.domain.agency import Agency, Division, Section
from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from store import refusals
from store.database import Store
from store.history import EntryKind
from store.vault import VaultFile
from tests.long_series import length
from tests.store_builders import YEAR, Clock, added, begun_store, measure, number_of, open_store

FILE = VaultFile("a" * 64, "รายงานการประชุม.pdf", 1234)
SCORES = Scores(
    2568,
    (Decimal("87.73"), None),
    {Instrument.IIT: Decimal("79.59")},
    Decimal("69.66"),
    "C",
    (QuestionScore("i10", Decimal("81.90"), "ข้อคำถาม", (33, 1, 0, 1, 1, 6), 4),),
    (ToDevelop(Instrument.EIT, "ประสิทธิภาพการสื่อสาร", "ช่องทาง", "ปรับปรุงเว็บไซต์"),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def evidence_of(store: Store) -> int:
    found = store.evidence.of_year(YEAR)[0].id
    assert found is not None
    return found


def edit_outside(store: Store, statement: str) -> None:
    with store.door.driver_connection() as connection:
        connection.execute(statement)


COMMANDS: dict[str, Callable[[Store, Measure], object]] = {
    "agency": lambda store, _: store.agencies.save(Agency("เทศบาลตำบลตัวอย่าง", "เมือง")),
    "divisions": lambda store, _: store.agencies.save_divisions(
        [*store.agencies.divisions(), Division("หน่วยตรวจสอบภายใน", (Section("งานตรวจสอบ"),))]
    ),
    "year": lambda store, _: store.years.begin(FiscalYear(2570), [], []),
    "add": lambda store, _: added(store, 2),
    "save": lambda store, kept: store.measures.save(
        replace(kept, steps=(Step("ใหม่"), kept.steps[1]), divisions=("กองคลัง",), items=("o1", "o12"))
    ),
    "remove": lambda store, kept: store.measures.remove([number_of(kept)]),
    "note": lambda store, kept: store.measures.note(
        number_of(kept), ProgressNote(date(2026, 1, 9), "พบผู้ใหญ่บ้าน")
    ),
    "attach": lambda store, kept: store.evidence.attach(
        [number_of(kept)], Evidence("ลิงก์ข่าว", EvidenceKind.LINK, url="https://example.org/ข่าว")
    ),
    "detach": lambda store, kept: store.evidence.detach(evidence_of(store), number_of(kept)),
    "add file": lambda store, _: store.evidence.add_file(
        evidence_of(store), replace(FILE, sha256="b" * 64), 1
    ),
    "survey": lambda store, _: store.surveys.save(
        YEAR, Survey(Instrument.IIT, population=60, link="https://a.th")
    ),
    "count": lambda store, _: store.surveys.count(YEAR, Instrument.IIT, Count(date(2026, 1, 10), 12)),
    "disclosure": lambda store, _: store.disclosure.save(
        YEAR, replace(store.disclosure.all(YEAR)[0], status=DisclosureStatus.PUBLISHED, divisions=("กองช่าง",))
    ),
    "scores": lambda store, _: store.scores.save(YEAR, SCORES),
    "issues": lambda store, _: store.scores.save_issues(YEAR, [IssueAnalysis(1, "i10", "สาเหตุ")]),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_change_is_undone_and_redone_exactly(path: Path, name: str) -> None:
    with begun_store(path) as store:
        kept = added(store)
        store.evidence.attach([number_of(kept)], Evidence("รายงานการประชุม", EvidenceKind.FILE), [FILE])
        kept = store.measures.get(number_of(kept))
        before, years = store.report(YEAR), store.years.all()

        COMMANDS[name](store, kept)
        after, years_after = store.report(YEAR), store.years.all()
        undone = store.history.undo()
        back, years_back = store.report(YEAR), store.years.all()
        redone = store.history.redo()

        assert (after, years_after) != (before, years)
        assert (back, years_back) == (before, years)
        assert (store.report(YEAR), store.years.all()) == (after, years_after)
        assert undone is not None
        assert redone is not None
        assert undone.words.startswith("เลิกทำ: ")
        assert (undone.kind, redone.kind) == (EntryKind.UNDO, EntryKind.REDO)
        assert undone.target == redone.target
        assert store.history.verify() == ()


def test_undo_and_redo_reach_over_a_restart(path: Path) -> None:
    with begun_store(path) as store:
        first = store.report(YEAR)
        added(store, 1)
        second = store.report(YEAR)
        added(store, 2)
        third = store.report(YEAR)
        store.history.undo()

    with open_store(path) as store:
        assert store.report(YEAR) == second
        store.history.undo()
        assert store.report(YEAR) == first
        store.history.redo()

    with open_store(path) as store:
        store.history.redo()
        assert store.report(YEAR) == third
        assert store.history.redo() is None


def test_a_new_change_leaves_nothing_to_redo(path: Path) -> None:
    with begun_store(path) as store:
        added(store, 1)
        store.history.undo()

        added(store, 2)

        assert store.history.redo() is None


def test_what_comes_next_is_told_before_it_is_done(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store, 4)
        store.measures.save(replace(kept, result="เสร็จ"))

        coming = store.history.next_undo()

        assert coming is not None
        assert coming.words == "มาตรการ ๔: ผลการดำเนินการ"
        undone = store.history.undo()
        assert undone is not None
        assert undone.words == "เลิกทำ: มาตรการ ๔: ผลการดำเนินการ"
        assert undone.subject == f"measure:{kept.id}"
        again = store.history.redo()
        assert again is not None
        assert again.words == "ทำซ้ำ: มาตรการ ๔: ผลการดำเนินการ"


def test_where_nothing_is_left_undo_does_nothing(path: Path) -> None:
    with open_store(path) as store:
        assert store.history.undo() is None
        assert store.history.next_undo() is None
        assert store.history.last() is None


def test_a_deleted_measure_comes_back_under_its_own_id_with_all_its_parts(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)
        store.measures.note(number_of(kept), ProgressNote(date(2026, 1, 9), "พบผู้ใหญ่บ้าน"))
        whole = store.measures.get(number_of(kept))
        store.measures.remove([number_of(kept)])

        store.history.undo()

        assert store.measures.get(number_of(kept)) == whole


def test_an_id_is_never_given_out_twice(path: Path) -> None:
    with begun_store(path) as store:
        gone = added(store, 1)
        store.measures.remove([number_of(gone)])

        assert added(store, 2).id != gone.id


def test_one_step_is_one_undo(path: Path) -> None:
    with begun_store(path) as store:
        before = store.report(YEAR)
        with store.one_step("อ่านรายงานเข้า"):
            store.agencies.save(Agency("เทศบาลตำบลตัวอย่าง"))
            kept = added(store)
            store.measures.save(replace(kept, result="แก้ทันที", divisions=("กองคลัง",)))
            store.measures.remove([number_of(added(store, 2))])

        store.history.undo()

        assert store.report(YEAR) == before


def test_a_row_changed_from_outside_is_not_overwritten_by_undo(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)
        store.measures.save(replace(kept, result="จัดแล้ว", status=WorkStatus.COMPLETED))
        edit_outside(store, "UPDATE measure SET result = 'จากนอกโปรแกรม'")
        before, entry = store.report(YEAR), store.history.last()

        with pytest.raises(refusals.CannotUndoError, match="ผลการดำเนินการ"):
            store.history.undo()

        assert (store.report(YEAR), store.history.last()) == (before, entry)


def test_a_change_of_a_column_that_is_no_more_cannot_be_undone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun_store(path) as store:
        added(store)
        monkeypatch.setattr("store.undoing.Base.metadata.tables", {})

        with pytest.raises(refusals.CannotUndoError):
            store.history.undo()


def test_a_row_that_others_outside_the_history_refer_to_is_not_taken_away(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)
        assert kept.id == 1
        edit_outside(
            store,
            "INSERT INTO step (measure_id, position, text, status, weight) VALUES (1, 9, 'x', 'completed', 1)",
        )
        before = store.report(YEAR)

        with pytest.raises(refusals.CannotUndoError):
            store.history.undo()

        assert store.report(YEAR) == before


def test_undo_cannot_be_part_of_a_step(path: Path) -> None:
    with begun_store(path) as store:
        with pytest.raises(refusals.StoreFaultError), store.one_step("ทั้งหมด"):
            store.history.undo()

        assert store.history.next_undo() is not None


def test_names_that_change_places_go_back_and_forth(path: Path) -> None:
    with begun_store(path) as store:
        kept = store.agencies.save_divisions(
            [Division("สำนักปลัด", (Section("งานธุรการ"),)), Division("กองคลัง")]
        )
        swapped = [replace(kept[0], name="กองคลัง"), replace(kept[1], name="สำนักปลัด")]

        assert store.agencies.save_divisions(swapped) == tuple(swapped)

        store.history.undo()
        assert store.agencies.divisions() == kept
        store.history.redo()
        assert store.agencies.divisions() == tuple(swapped)


TEXTS = st.sampled_from(["", "จัดเวที", "น้ำประปา ๑๑ หมู่บ้าน\n(ต่อ)", "=1+1", "[b]"])
NAMES = st.lists(st.sampled_from(["สำนักปลัด", "กองคลัง", "กองช่าง", "งานธุรการ"]), max_size=3).map(tuple)


class BackAndForth(RuleBasedStateMachine):
    """Random commands, undo and redo against a list of the reports that were."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(self.folder / "a.db", Clock())
        with self.store.door.driver_connection() as connection:
            connection.execute("PRAGMA synchronous = OFF")
        self.store.years.begin(YEAR, [Survey(Instrument.IIT)], [])
        self.seen: list[object] = [self.store.report(YEAR)]
        self.place = 0

    def moved(self) -> None:
        """A command was given: what was undone before it is forgotten, unless it changed nothing."""
        report = self.store.report(YEAR)
        if report != self.seen[self.place]:
            self.seen = [*self.seen[: self.place + 1], report]
            self.place += 1

    def some(self, chosen: int) -> Measure | None:
        measures = self.store.measures.all(YEAR)
        return measures[chosen % len(measures)] if measures else None

    @rule(numbers=st.lists(st.integers(1, 9), min_size=1, max_size=3), names=NAMES)
    def add(self, numbers: list[int], names: tuple[str, ...]) -> None:
        self.store.measures.add(
            YEAR, [replace(measure(n), divisions=names, sections=names[:1]) for n in numbers]
        )
        self.moved()

    @rule(
        chosen=st.integers(0, 9),
        text=TEXTS,
        names=NAMES,
        turned=st.booleans(),
        percent=st.none() | st.integers(0, 100),
    )
    def save(
        self, chosen: int, text: str, names: tuple[str, ...], *, turned: bool, percent: int | None
    ) -> None:
        kept = self.some(chosen)
        if kept is not None:
            steps = (*reversed(kept.steps), Step(text)) if turned else kept.steps[1:]
            self.store.measures.save(
                replace(kept, result=text, sections=names, items=names, steps=steps, percent=percent)
            )
            self.moved()

    @rule(chosen=st.integers(0, 9))
    def remove(self, chosen: int) -> None:
        kept = self.some(chosen)
        if kept is not None:
            self.store.measures.remove([number_of(kept)])
            self.moved()

    @rule(chosen=st.integers(0, 9), letter=st.sampled_from("abc"))
    def attach(self, chosen: int, letter: str) -> None:
        kept = self.some(chosen)
        if kept is not None:
            try:
                self.store.evidence.attach(
                    [number_of(kept)],
                    Evidence(letter, EvidenceKind.FILE),
                    [replace(FILE, sha256=letter * 64)],
                )
            except refusals.AlreadyEvidenceError:
                assert letter in {piece.title for piece in kept.evidence}
            self.moved()

    @rule(chosen=st.integers(0, 9), to=st.integers(0, 9))
    def link_and_detach(self, chosen: int, to: int) -> None:
        kept, other = self.some(chosen), self.some(to)
        if kept is not None and other is not None and kept.evidence:
            number = kept.evidence[0].id
            assert number is not None
            with self.store.one_step("ย้ายหลักฐาน"):
                self.store.evidence.detach(number, number_of(kept))
                if not any(piece.title == kept.evidence[0].title for piece in other.evidence):
                    self.store.evidence.link(number, number_of(other))
            self.moved()

    @rule(total=st.integers(0, 90), day=st.dates(date(2026, 1, 1), date(2026, 1, 5)))
    def count(self, total: int, day: date) -> None:
        self.store.surveys.count(YEAR, Instrument.IIT, Count(day, total))
        self.moved()

    @rule(chosen=st.integers(0, 9))
    def give_up_a_step(self, chosen: int) -> None:
        kept = self.some(chosen)
        with contextlib.suppress(refusals.MeasureGoneError), self.store.one_step("ทั้งหมด"):
            if kept is not None:
                self.store.measures.remove([number_of(kept)])
            self.store.measures.remove([10**6])
        assert self.store.report(YEAR) == self.seen[self.place]

    @precondition(lambda self: self.place > 0)
    @rule()
    def undo(self) -> None:
        assert self.store.history.undo() is not None
        self.place -= 1

    @precondition(lambda self: self.place < len(self.seen) - 1)
    @rule()
    def redo(self) -> None:
        assert self.store.history.redo() is not None
        self.place += 1

    @precondition(lambda self: self.place == len(self.seen) - 1)
    @rule()
    def redo_nothing(self) -> None:
        assert self.store.history.redo() is None

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.folder / "a.db", Clock())
        with self.store.door.driver_connection() as connection:
            connection.execute("PRAGMA synchronous = OFF")

    @invariant()
    def the_report_is_exactly_the_one_it_was(self) -> None:
        assert self.store.report(YEAR) == self.seen[self.place]

    @invariant()
    def proof_says_none_only_without_evidence(self) -> None:
        for kept in self.store.measures.all(YEAR):
            assert (kept.proof is Proof.NONE) == (not kept.evidence)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert self.store.history.verify() == ()
            self.store.close()
            shutil.rmtree(self.folder)


TestBackAndForth = BackAndForth.TestCase
TestBackAndForth.settings = settings(
    max_examples=length(4, 100),
    stateful_step_count=length(12, 40),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
pytest.mark.long(TestBackAndForth)
