"""Changes of many measures at once: the preview says what is touched, and exactly that is saved and undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_tui import plan_changes
from ita_tui.domain.bulk_changes import (
    BulkChange,
    EvidenceLink,
    Left,
    PeriodChange,
    ProofChange,
    ResponsibleChange,
    StatusChange,
    Touched,
)
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from store.database import Store
from store.refusals import AlreadyLinkedError, MeasureGoneError
from tests.store_builders import YEAR, begun_store, measure, number_of

FILE = EvidenceFile("a" * 64, "คำสั่ง.pdf", 9)
PIECE = Evidence("คำสั่งแต่งตั้ง", EvidenceKind.FILE, 5, files=(FILE,))
OPEN = Measure(1, "จัดเวที", id=1, divisions=("กองช่าง",), sections=("งานโยธา",), responsible="กองช่าง (งานโยธา)")


def touched(change: BulkChange, one: Measure) -> Touched:
    found = change.on(one)
    assert isinstance(found, Touched)
    assert found.before is one
    return found


def left(change: BulkChange, one: Measure) -> str:
    found = change.on(one)
    assert isinstance(found, Left)
    assert found.measure is one
    return found.why


def test_a_status_is_changed_with_its_words_and_a_warning_where_steps_are_open() -> None:
    done = StatusChange(WorkStatus.COMPLETED)
    stepped = replace(
        OPEN, steps=(Step("ก"), Step("ข", WorkStatus.COMPLETED), Step("ค", WorkStatus.CANCELLED))
    )

    found = touched(done, stepped)

    assert (found.old, found.new) == ("○ ยังไม่เริ่ม", "✓ แล้วเสร็จ")
    assert found.after == replace(stepped, status=WorkStatus.COMPLETED)
    assert found.warning == "ยังเหลือขั้นตอนที่ไม่เสร็จ ๑ ขั้นตอน"
    assert touched(done, OPEN).warning == ""
    assert left(done, found.after) == "แล้วเสร็จอยู่แล้ว"
    assert touched(StatusChange(WorkStatus.NOT_STARTED), found.after).warning == "มีขั้นตอนที่เสร็จแล้ว ๑ ขั้นตอน"


def test_what_is_not_carried_out_needs_a_reason_which_is_kept_and_told_again() -> None:
    with pytest.raises(ValueError, match="reason"):
        StatusChange(WorkStatus.CANCELLED, " ")

    gone = touched(StatusChange(WorkStatus.CANCELLED, " ไม่มีงบ "), OPEN).after

    assert (gone.status, gone.cancel_reason) == (WorkStatus.CANCELLED, "ไม่มีงบ")
    assert touched(StatusChange(WorkStatus.COMPLETED), gone).warning == "เดิมไม่ดำเนินการ: ไม่มีงบ"


def test_other_divisions_take_the_place_of_those_that_are_there_with_their_words() -> None:
    change = ResponsibleChange(("กองคลัง", "กองช่าง"), sections=frozenset({"งานพัสดุ"}))

    found = touched(change, OPEN)

    assert (found.after.responsible, found.after.divisions) == ("กองคลัง, กองช่าง", ("กองคลัง", "กองช่าง"))
    assert found.after.sections == ()
    assert found.warning == "งานที่ระบุไว้จะหายไป: งานโยธา"
    assert left(change, found.after) == "เป็นผู้รับผิดชอบอยู่แล้ว"
    assert left(ResponsibleChange(("กองช่าง",)), OPEN) == "เป็นผู้รับผิดชอบอยู่แล้ว"


def test_a_division_is_added_to_the_words_as_they_were_written() -> None:
    change = ResponsibleChange(("กองคลัง", "กองช่าง"), adding=True)

    after = touched(change, OPEN).after

    assert (after.responsible, after.divisions) == ("กองช่าง (งานโยธา), กองคลัง", ("กองช่าง", "กองคลัง"))
    assert after.sections == ("งานโยธา",)
    assert left(change, after) == "เป็นผู้รับผิดชอบอยู่แล้ว"
    assert touched(change, Measure(2, "ข")).after.responsible == "กองคลัง, กองช่าง"


def test_a_period_without_days_is_taken_with_a_warning() -> None:
    quarter = Period("ไตรมาสที่ ๒", date(2026, 1, 1), date(2026, 3, 31))

    assert touched(PeriodChange(quarter), OPEN).warning == ""
    assert touched(PeriodChange(quarter), OPEN).old == "ไม่มี"
    assert left(PeriodChange(quarter), replace(OPEN, period=quarter)) == "ระยะเวลานี้อยู่แล้ว"
    assert "อ่านเป็นวันไม่ได้" in touched(PeriodChange(Period("เร็ว ๆ นี้")), OPEN).warning


def test_a_level_of_proof_that_the_attached_evidence_contradicts_is_warned_of() -> None:
    proved = replace(OPEN, proof=Proof.PARTIAL, evidence=(PIECE,))

    assert touched(ProofChange(Proof.COMPLETE), OPEN).warning == "ยังไม่มีหลักฐานแนบ"
    assert touched(ProofChange(Proof.COMPLETE), proved).warning == ""
    assert touched(ProofChange(Proof.NONE), proved).warning == "มีหลักฐานแนบอยู่ ๑ รายการ"
    assert left(ProofChange(Proof.PARTIAL), proved) == "มีบางส่วนอยู่แล้ว"


def test_evidence_proves_a_measure_once_and_no_file_stands_twice() -> None:
    found = touched(EvidenceLink(PIECE), OPEN)

    assert (found.old, found.new) == ("๐ รายการ (ไม่มีหลักฐาน)", "๑ รายการ (มีบางส่วน)")
    assert left(EvidenceLink(PIECE), found.after) == "ใช้หลักฐานนี้อยู่แล้ว"
    same_file = replace(PIECE, id=6, title="สำเนา")
    assert left(EvidenceLink(same_file), found.after) == "มีไฟล์เดียวกันอยู่แล้วในหลักฐาน «คำสั่งแต่งตั้ง»"
    assert touched(EvidenceLink(PIECE), replace(OPEN, proof=Proof.VERIFIED)).after.proof is Proof.VERIFIED


# --- in the store ------------------------------------------------------------------------------------------------

CHANGES = st.one_of(
    st.sampled_from(WorkStatus).map(lambda status: StatusChange(status, "ไม่มีงบประมาณ")),
    st.builds(
        ResponsibleChange,
        st.lists(st.sampled_from(["สำนักปลัด", "กองช่าง", "กองคลัง"]), min_size=1, unique=True).map(tuple),
        adding=st.booleans(),
        sections=st.sampled_from([frozenset(), frozenset({"งานก่อสร้าง"})]),
    ),
    st.sampled_from(
        [Period("ไตรมาสที่ ๒", date(2026, 1, 1), date(2026, 3, 31)), Period("๗ วัน"), measure().period]
    ).map(PeriodChange),
    st.sampled_from(Proof).map(ProofChange),
    st.just(EvidenceLink(PIECE)),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Five measures of one year in different states, one of them with evidence."""
    with TemporaryDirectory() as folder, begun_store(Path(folder, "ก.db")) as store:
        states = (
            measure(1),
            replace(measure(2), status=WorkStatus.COMPLETED, proof=Proof.COMPLETE),
            replace(measure(3), status=WorkStatus.CANCELLED, cancel_reason="ซ้ำซ้อน", period=Period("๗ วัน")),
            replace(measure(4), divisions=("กองคลัง",), sections=(), responsible="กองคลัง"),
            replace(measure(5), divisions=(), sections=(), responsible="", steps=()),
        )
        added = store.measures.add(YEAR, states)
        store.evidence.attach([number_of(added[1])], replace(PIECE, id=None, files=()))
        yield store


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=CHANGES, chosen=st.sets(st.integers(0, 4)))
def test_exactly_what_the_preview_says_is_saved_in_one_step_and_one_undo_restores_all(
    store: Store, change: BulkChange, chosen: set[int]
) -> None:
    before = store.measures.all(YEAR)
    if isinstance(change, EvidenceLink):
        change = EvidenceLink(store.evidence.of_year(YEAR)[0])
    entries = len(store.history.recent(10_000))
    measures = [before[at] for at in sorted(chosen)]

    preview = change.preview(measures)
    assert len(preview.touched) + len(preview.left) == len(measures)
    plan_changes.change_many(store, preview)

    wanted = {one.before.id: one.after for one in preview.touched}
    after = store.measures.all(YEAR)
    assert after == tuple(wanted.get(one.id, one) for one in before)
    assert len(store.history.recent(10_000)) == entries + bool(wanted)
    if wanted:
        last = store.history.last()
        assert last is not None
        assert change.words in last.words
        store.history.undo()
    assert store.measures.all(YEAR) == before
    assert store.history.verify() == ()


def test_a_refusal_leaves_every_measure_as_it_was(tmp_path: Path) -> None:
    with begun_store(tmp_path / "ก.db") as store:
        first, second = store.measures.add(YEAR, [measure(1), measure(2)])
        piece = store.evidence.attach([], PIECE, item_ids=[store.disclosure.all(YEAR)[0].id or 0])
        stale = EvidenceLink(piece).preview([first, second])
        store.evidence.link(piece.id or 0, number_of(second))
        status = StatusChange(WorkStatus.COMPLETED).preview([first, replace(second, id=99)])
        before, entries = store.measures.all(YEAR), len(store.history.recent(100))

        with pytest.raises(AlreadyLinkedError):
            plan_changes.change_many(store, stale)
        with pytest.raises(MeasureGoneError):
            plan_changes.change_many(store, status)

        assert store.measures.all(YEAR) == before
        assert len(store.history.recent(100)) == entries


# --- other changes of the plan -----------------------------------------------------------------------------------


def numbers(store: Store, *, proposals: bool = False) -> list[tuple[int, str]]:
    return [(one.number, one.title) for one in store.measures.all(YEAR, proposals=proposals)]


def test_moving_and_copying_are_one_step_each_and_leave_the_proposals_alone(tmp_path: Path) -> None:
    with begun_store(tmp_path / "ก.db") as store:
        first, second, _ = store.measures.add(
            YEAR, [measure(n, t) for n, t in ((1, "ก"), (4, "ข"), (9, "ค"))]
        )
        store.measures.add(YEAR, [replace(measure(1, "ข้อเสนอ"), proposal=True)])

        after = plan_changes.move_measure(store, YEAR, first, number_of(second))
        assert list(after.values()) == [1, 2, 3]
        assert numbers(store) == [(1, "ข"), (2, "ก"), (3, "ค")]
        copy = plan_changes.copy_measure(store, YEAR, second)
        assert (copy.number, copy.evidence, copy.follows) == (2, (), None)
        assert numbers(store) == [(1, "ข"), (2, "ข (สำเนา)"), (3, "ก"), (4, "ค")]
        assert numbers(store, proposals=True) == [(1, "ข้อเสนอ")]

        store.history.undo()
        store.history.undo()
        assert numbers(store) == [(1, "ก"), (4, "ข"), (9, "ค")]


def test_a_measure_that_is_gone_is_neither_moved_nor_copied(tmp_path: Path) -> None:
    with begun_store(tmp_path / "ก.db") as store:
        first, second = store.measures.add(YEAR, [measure(1), measure(2)])
        store.measures.remove([number_of(second)])

        for refused in (
            lambda: plan_changes.move_measure(store, YEAR, first, number_of(second)),
            lambda: plan_changes.move_measure(store, YEAR, second, number_of(first)),
            lambda: plan_changes.copy_measure(store, YEAR, second),
        ):
            with pytest.raises(MeasureGoneError):
                refused()
        assert store.measures.all(YEAR) == (first,)


def test_proposals_become_measures_and_stay_only_where_that_is_wanted(tmp_path: Path) -> None:
    with begun_store(tmp_path / "ก.db") as store:
        store.measures.add(YEAR, [measure(1, "เดิม")])
        proposals = store.measures.add(
            YEAR, [replace(measure(n, t), proposal=True) for n, t in ((1, "ก"), (2, "ข"), (3, "ค"))]
        )

        kept = plan_changes.take_up(store, YEAR, proposals[:1], keep=True)
        assert [(m.number, m.title, m.proposal) for m in kept] == [(2, "ก", False)]
        assert numbers(store, proposals=True) == [(1, "ก"), (2, "ข"), (3, "ค")]

        moved = plan_changes.take_up(store, YEAR, proposals[:2], keep=False)
        assert [m.id for m in moved] == [proposals[0].id, proposals[1].id]
        assert numbers(store) == [(1, "เดิม"), (2, "ก"), (3, "ก"), (4, "ข")]
        assert numbers(store, proposals=True) == [(1, "ค")]
        store.history.undo()
        assert store.measures.all(YEAR, proposals=True) == proposals
