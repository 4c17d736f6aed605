"""How a report meets the measures that are there: what she entered stays, what is empty is filled, the rest is added."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.merging import counterpart, merge
from ita_tui.domain.period import Period
from ita_tui.domain.progress import progress
from tests.long_series import length

MINE = Measure(
    3,
    "ส่งเสริมการมีส่วนร่วมของประชาชน",
    id=12,
    method="จัดเวทีทุกหมู่บ้าน",
    steps=(Step("จัดเวที", WorkStatus.COMPLETED, 2, id=5),),
    responsible="สำนักปลัด",
    divisions=("สำนักปลัด",),
    period=Period("ต.ค. ๖๘", date(2025, 10, 1), date(2025, 10, 31)),
    status=WorkStatus.IN_PROGRESS,
    proof=Proof.VERIFIED,
    result="จัดแล้ว ๒ หมู่บ้าน",
    notes=(ProgressNote(date(2025, 10, 9), "พบผู้ใหญ่บ้าน", 7),),
    evidence=(Evidence("รายงานการประชุม", EvidenceKind.FILE, id=9),),
)
THEIRS = Measure(3, MINE.title, method="จัดประชุม", outcome="ประชาชนร่วมคิด", status=WorkStatus.COMPLETED)

# Few words, so that texts are often equal and often empty.
words = st.sampled_from(["", "จัดเวที", "ประชุม", "ที่ ๑"])
names = st.lists(st.sampled_from(["สำนักปลัด", "กองคลัง"]), max_size=2).map(tuple)
periods = st.sampled_from([Period(), Period("ต.ค."), Period("", date(2025, 10, 1), date(2025, 10, 2))])
pieces = st.builds(Evidence, words, st.sampled_from(EvidenceKind), id=st.none() | st.integers(1, 3))
measures = st.builds(
    Measure,
    number=st.integers(1, 4),
    title=words,
    guideline=words,
    method=words,
    steps=st.lists(st.builds(Step, words, st.sampled_from(WorkStatus)), max_size=2).map(tuple),
    responsible=words,
    divisions=names,
    sections=names,
    period=periods,
    status=st.sampled_from(WorkStatus),
    cancel_reason=words,
    proof=st.sampled_from(Proof),
    percent=st.none() | st.integers(0, 100),
    result=words,
    outcome=words,
    recommendation=words,
    follow_up=words,
    issue=st.none() | st.integers(1, 7),
    weak_item=words,
    items=st.lists(st.sampled_from(["o1", "o12"]), max_size=2).map(tuple),
    notes=st.lists(st.builds(ProgressNote, st.just(date(2025, 11, 1)), words), max_size=1).map(tuple),
    evidence=st.lists(pieces, max_size=2).map(tuple),
)


def with_ids(listed: Sequence[Measure]) -> list[Measure]:
    return [replace(measure, id=place) for place, measure in enumerate(listed, 1)]


def test_what_she_entered_stays_and_what_is_empty_is_filled() -> None:
    merged = merge([MINE], [THEIRS])

    assert merged.added == ()
    assert merged.filled == (replace(MINE, outcome="ประชาชนร่วมคิด"),)
    assert merged.kept == ((3, "method"), (3, "status"))


def test_the_same_report_a_second_time_changes_nothing() -> None:
    first = merge([], [THEIRS, replace(THEIRS, number=4, title="โครงการอื่น")])

    again = merge(with_ids(first.added), [THEIRS, replace(THEIRS, number=4, title="โครงการอื่น")])

    assert (again.added, again.filled, again.kept) == ((), (), ())


def test_titles_that_differ_only_in_vowels_or_tone_marks_are_two_measures() -> None:
    mine = replace(MINE, title="โครงการป่าชุมชน")

    for other in ("โครงการปู่ชุมชน", "โครงการป้าชุมชน", "โครงการปีชุมชน"):
        assert counterpart(replace(THEIRS, title=other), [mine]) is None


@pytest.mark.parametrize(
    "title",
    [
        "ส่งเสริม การมีส่วนร่วม\nของประชาชน",
        "“ส่งเสริมการมีส่วนร่วม” ของประชาชน.",
        "ส่งเสริมการมีส่วนร่วมของประชาชน\u200b",
    ],
)
def test_blanks_and_punctuation_make_no_other_measure(title: str) -> None:
    assert counterpart(replace(THEIRS, number=9, title=title), [MINE]) == MINE


def test_digits_and_the_two_ways_to_write_sara_am_make_no_other_measure() -> None:
    mine = replace(MINE, title="แผนน้ำประปา ปี ๒๕๖๙ (e-Service)")

    for water in ("น\u0e49\u0e4d\u0e32", "น\u0e4d\u0e49\u0e32", "น\u0e33\u0e49"):
        assert counterpart(replace(THEIRS, title=f"แผน{water}ประปา ปี 2569 (E-SERVICE)"), [mine]) == mine


def test_measures_without_a_title_are_the_same_only_by_number() -> None:
    untitled = replace(MINE, title=" ")

    assert counterpart(Measure(3, ""), [untitled]) == untitled
    assert counterpart(Measure(4, ""), [untitled]) is None


def test_of_measures_with_one_title_number_and_title_together_decide_first() -> None:
    mine = [replace(MINE, number=1, id=1), replace(MINE, number=2, id=2)]
    theirs = [Measure(2, MINE.title, outcome="สอง"), Measure(1, MINE.title, outcome="หนึ่ง")]

    merged = merge(mine, theirs)

    assert {measure.id: measure.outcome for measure in merged.filled} == {1: "หนึ่ง", 2: "สอง"}


def test_a_later_exact_match_is_not_taken_by_an_earlier_one_of_the_title_alone() -> None:
    mine = [replace(MINE, number=2, id=2)]
    theirs = [Measure(1, MINE.title, outcome="หนึ่ง"), Measure(2, MINE.title, outcome="สอง")]

    merged = merge(mine, theirs, taken={2})

    assert [(measure.id, measure.outcome) for measure in merged.filled] == [(2, "สอง")]
    assert [(measure.number, measure.outcome) for measure in merged.added] == [(1, "หนึ่ง")]


def test_a_number_is_not_given_twice() -> None:
    merged = merge([], [Measure(2, "ก"), Measure(2, "ข"), Measure(9, "ค"), Measure(2, "ง")], taken={2, 5})

    assert [measure.number for measure in merged.added] == [6, 7, 9, 10]


def test_steps_of_a_report_do_not_push_aside_a_percent_she_typed() -> None:
    mine = replace(MINE, steps=(), percent=60)

    merged = merge([mine], [replace(THEIRS, steps=(Step("จัดเวที"),))])

    assert progress(merged.filled[0]) == 60
    assert (3, "steps") in merged.kept


def test_divisions_go_with_the_words_of_who_is_responsible() -> None:
    theirs = replace(THEIRS, responsible="สำนักปลัด", divisions=("สำนักปลัด",), sections=("งานธุรการ",))
    hers = replace(MINE, responsible="กองคลัง", divisions=(), sections=())

    (kept,) = merge([hers], [theirs]).filled
    (filled,) = merge([replace(hers, responsible="")], [theirs]).filled

    assert (kept.responsible, kept.divisions, kept.sections) == ("กองคลัง", (), ())
    assert (filled.responsible, filled.divisions) == ("สำนักปลัด", ("สำนักปลัด",))


def test_a_period_of_days_without_words_stays() -> None:
    hers = replace(MINE, period=Period("", date(2025, 10, 1), date(2025, 10, 31)))

    merged = merge([hers], [replace(THEIRS, period=Period("ม.ค. ๖๙"))])

    assert merged.filled[0].period == hers.period
    assert (3, "period") in merged.kept


def test_a_reason_for_not_carrying_out_is_filled_in() -> None:
    hers = replace(MINE, status=WorkStatus.CANCELLED)

    (filled,) = merge(
        [hers], [replace(THEIRS, status=WorkStatus.CANCELLED, cancel_reason="งบประมาณไม่พอ")]
    ).filled

    assert filled.cancel_reason == "งบประมาณไม่พอ"


def test_evidence_brings_its_proof_only_where_she_had_none() -> None:
    theirs = replace(THEIRS, evidence=(Evidence("ภาพถ่าย", EvidenceKind.PHOTO),), proof=Proof.COMPLETE)
    bare = replace(MINE, evidence=(), proof=Proof.NONE)

    assert merge([bare], [theirs]).filled[0].proof is Proof.COMPLETE
    assert merge([replace(bare, proof=Proof.VERIFIED)], [theirs]).filled[0].proof is Proof.VERIFIED
    assert merge([MINE], [theirs]).filled[0].evidence == MINE.evidence


@pytest.mark.long
@settings(deadline=None, max_examples=length(60, 5000))
@given(st.lists(measures, max_size=4).map(with_ids), st.lists(measures, max_size=4))
def test_whatever_is_merged_nothing_she_entered_is_lost(
    present: list[Measure], incoming: list[Measure]
) -> None:
    merged = merge(present, incoming, taken={measure.number for measure in present})

    before = {measure.id: measure for measure in present}
    for full in merged.filled:
        mine = before[full.id]
        for field in fields(Measure):
            old = getattr(mine, field.name)
            started = field.name not in {"status", "proof"} or old not in {WorkStatus.NOT_STARTED, Proof.NONE}
            if started and old not in ("", (), None, Period()):
                assert getattr(full, field.name) == old
        if mine.percent is not None and mine.status is not WorkStatus.NOT_STARTED:
            assert progress(full) == progress(mine)
    numbers = [measure.number for measure in (*merged.added, *present)]
    assert len(numbers) - len(set(numbers)) == len(present) - len({measure.number for measure in present})
    assert len(merged.added) >= len(incoming) - len(present)


@settings(deadline=None, max_examples=length(40, 400))
@given(st.lists(measures, max_size=4).map(with_ids), st.lists(measures, max_size=4))
def test_merging_a_second_time_adds_and_fills_nothing(
    present: list[Measure], incoming: list[Measure]
) -> None:
    merged = merge(present, incoming, taken={measure.number for measure in present})
    filled = {measure.id: measure for measure in merged.filled}
    together = [filled.get(measure.id, measure) for measure in present]

    again = merge(together, [replace(m, id=None) for m in together])

    assert (again.added, again.filled, again.kept) == ((), (), ())
