"""Measures: what goes in comes out, what is saved is what differs, and a stale id is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency, AgencyKind, AgencySize, Division, Section
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import FIELD_WORDS, Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from store import refusals
from store.changes import changes_of
from store.database import Store
from store.tables import HistoryRow
from tests.long_series import length
from tests.store_builders import BANGKOK, ITEMS, YEAR, added, begun_store, measure, number_of, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with begun_store(tmp_path / "a.db") as opened:
        yield opened


def without_ids(kept: Measure) -> Measure:
    return replace(
        kept,
        id=None,
        steps=tuple(replace(step, id=None) for step in kept.steps),
        notes=tuple(replace(note, id=None) for note in kept.notes),
        evidence=tuple(replace(piece, id=None) for piece in kept.evidence),
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DAYS = st.dates(date(2025, 10, 1), date(2026, 9, 30))
PERIODS = st.builds(Period, TEXTS) | st.builds(
    lambda text, days: Period(text, min(days), max(days)), TEXTS, st.tuples(DAYS, DAYS)
)
NAMES = st.lists(st.sampled_from(["สำนักปลัด", "กองคลัง", "กองช่าง"]), max_size=4).map(tuple)
FILES = st.builds(
    EvidenceFile,
    sha256=st.just("c" * 64),
    name=TEXTS,
    size=st.integers(0, 10**12),
    added=st.none() | st.just(datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=BANGKOK)),
)
PIECES = st.builds(
    Evidence,
    title=TEXTS,
    kind=st.sampled_from(EvidenceKind),
    url=TEXTS,
    document_number=TEXTS,
    page=TEXTS,
    document_date=st.none() | DAYS,
    note=TEXTS,
    files=st.lists(FILES, max_size=1).map(tuple),
)
MEASURES = st.builds(
    Measure,
    number=st.integers(1, 200),
    title=TEXTS,
    proposal=st.booleans(),
    method=TEXTS,
    guideline=TEXTS,
    steps=st.lists(st.builds(Step, TEXTS, st.sampled_from(WorkStatus), st.integers(1, 9)), max_size=3).map(
        tuple
    ),
    responsible=TEXTS,
    divisions=NAMES,
    sections=NAMES,
    period=PERIODS,
    status=st.sampled_from(WorkStatus),
    cancel_reason=TEXTS,
    proof=st.sampled_from(Proof),
    percent=st.none() | st.integers(0, 100),
    result=TEXTS,
    outcome=TEXTS,
    recommendation=TEXTS,
    follow_up=TEXTS,
    issue=st.none() | st.integers(1, 7),
    weak_item=TEXTS,
    items=st.lists(st.sampled_from(["o1", "o42"]), max_size=2).map(tuple),
    notes=st.builds(ProgressNote, DAYS, TEXTS).map(lambda note: (note,)),
    evidence=st.lists(PIECES, max_size=2).map(tuple),
)


@pytest.mark.long
@given(given_measure=MEASURES)
@settings(
    max_examples=length(20, 1000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_measure_comes_back_as_it_was_given(store: Store, given_measure: Measure) -> None:
    (kept,) = store.measures.add(YEAR, [given_measure])

    assert without_ids(kept) == given_measure
    assert store.measures.get(number_of(kept)) == kept


@pytest.mark.long
@given(first=MEASURES, second=MEASURES)
@settings(
    max_examples=length(10, 500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_measure_can_become_any_other(store: Store, first: Measure, second: Measure) -> None:
    (kept,) = store.measures.add(YEAR, [first])

    saved = store.measures.save(replace(second, id=kept.id))

    untouched = {"notes": first.notes, "evidence": first.evidence}
    assert without_ids(saved) == replace(second, **untouched)  # type: ignore[arg-type]


def test_a_whole_year_comes_back_as_one_value(tmp_path: Path) -> None:
    agency = Agency(
        "เทศบาลตำบลตัวอย่าง", "เมือง", "ตัวอย่าง", AgencyKind.SUBDISTRICT_MUNICIPALITY, AgencySize.MEDIUM
    )
    survey = Survey(
        Instrument.EIT1, 4000, 400, "หนังสือ ITAS", date(2026, 1, 1), date(2026, 3, 1), "https://a.th"
    )
    item = DisclosureItem(
        "o2", "ผู้บริหาร", "9.1", "สำนักปลัด", ("สำนักปลัด",), "https://a.th/๒", DisclosureStatus.PREPARING, "รอรูป"
    )
    scores = Scores(
        2568,
        (Decimal("87.730"), None, Decimal(100)),
        {Instrument.OIT: Decimal("95.5"), Instrument.IIT: Decimal("79.59")},
        Decimal("69.66"),
        "ผ่านดี",
        (QuestionScore("i10", Decimal("81.90"), "ข้อ", (33, 0, 6), 4), QuestionScore("o1")),
        (ToDevelop(Instrument.IIT, "การใช้อำนาจ", "ขอบเขต", "ข้อความ"),),
    )
    issues = (IssueAnalysis(2, "i3", "สาเหตุ", "หมายเหตุ", "แนวทาง"), IssueAnalysis(1))
    with open_store(tmp_path / "b.db") as store:
        store.agencies.save(agency)
        divisions = store.agencies.save_divisions(
            [Division("กองคลัง", (Section("งานพัสดุ"), Section("งานการเงิน")))]
        )
        store.years.begin(YEAR, [replace(survey, counts=(Count(date(2026, 1, 9), 3, "กองคลัง"),))], [item])
        kept = store.measures.add(YEAR, [measure(2), measure(1), replace(measure(1), proposal=True)])
        store.scores.save(YEAR, scores)
        store.scores.save_issues(YEAR, issues)

        report = store.report(YEAR)

    assert [d.name for d in report.divisions] == ["กองคลัง", "สำนักปลัด", "กองช่าง"]
    assert report.divisions[0] == divisions[0]
    assert report == Report(
        agency,
        YEAR,
        report.divisions,
        (kept[1], kept[0]),
        (kept[2],),
        (replace(survey, counts=(Count(date(2026, 1, 9), 3, "กองคลัง", 1),), id=1),),
        (replace(item, id=1),),
        scores,
        issues,
    )


def test_a_year_is_read_anew_once_something_has_changed_and_inside_the_step_that_changes_it(
    store: Store,
) -> None:
    kept = added(store)
    before = store.report(YEAR)
    assert store.report(YEAR) is before

    with store.one_step("แก้ไข"):
        store.measures.save(replace(kept, result="ทำแล้ว"))
        assert store.report(YEAR).measures[0].result == "ทำแล้ว"
    assert store.report(YEAR).measures[0].result == "ทำแล้ว"
    store.history.undo()
    assert store.report(YEAR) == before
    store.agencies.save(Agency("องค์การบริหารส่วนตำบลอื่น"))
    assert store.report(YEAR).agency.name == "องค์การบริหารส่วนตำบลอื่น"


def test_a_year_that_was_never_begun_is_refused(store: Store) -> None:
    for refused in (
        lambda: store.report(FiscalYear(2560)),
        lambda: store.measures.add(FiscalYear(2560), [measure()]),
        lambda: store.surveys.save(FiscalYear(2560), Survey(Instrument.IIT)),
        lambda: store.disclosure.save(FiscalYear(2560), ITEMS[0]),
        lambda: store.scores.save(FiscalYear(2560), Scores(2559)),
    ):
        with pytest.raises(refusals.YearNotThereError, match="๒๕๖๐"):
            refused()


def test_a_year_begins_once(store: Store) -> None:
    kept = added(store)

    with pytest.raises(refusals.YearAlreadyThereError):
        store.years.begin(YEAR, [], [])

    store.years.begin(FiscalYear(2566), [], [])
    assert store.years.all() == (FiscalYear(2566), YEAR)
    assert store.report(YEAR).measures == (kept,)
    assert store.report(FiscalYear(2566)).measures == ()


def test_saving_writes_only_what_differs(store: Store) -> None:
    kept = added(store)

    store.measures.save(
        replace(kept, steps=(replace(kept.steps[0], status=WorkStatus.COMPLETED), kept.steps[1]))
    )

    with store.door.reading() as session:
        last = session.get(HistoryRow, 3)
        assert last is not None
        (change,) = changes_of(last.changes)
    assert (change.table, change.key) == ("step", {"id": kept.steps[0].id})
    assert (change.old, change.new) == ({"status": "not_started"}, {"status": "completed"})


def test_steps_keep_their_ids_where_they_move(store: Store) -> None:
    kept = added(store)

    saved = store.measures.save(replace(kept, steps=(kept.steps[1], Step("ใหม่"), kept.steps[0])))

    assert [step.id for step in saved.steps] == [kept.steps[1].id, saved.steps[1].id, kept.steps[0].id]
    assert saved.steps[1].id not in {step.id for step in kept.steps}


def test_a_step_whose_row_is_gone_comes_as_a_new_one(store: Store) -> None:
    kept = added(store)
    longer = store.measures.save(replace(kept, steps=(*kept.steps, Step("สรุปผล"))))
    store.history.undo()

    saved = store.measures.save(longer)

    assert [step.text for step in saved.steps] == [step.text for step in longer.steps]


def test_a_stale_measure_is_refused_by_its_number(store: Store) -> None:
    kept = added(store, 4)
    store.measures.remove([number_of(kept)])

    with pytest.raises(refusals.MeasureGoneError, match="มาตรการ ๔"):
        store.measures.save(kept)
    with pytest.raises(refusals.MeasureGoneError):
        store.measures.get(number_of(kept))
    with pytest.raises(refusals.MeasureGoneError):
        store.measures.note(number_of(kept), ProgressNote(date(2026, 1, 1), "ก"))


def test_removing_one_that_is_gone_removes_none(store: Store) -> None:
    kept = added(store)

    with pytest.raises(refusals.MeasureGoneError):
        store.measures.remove([number_of(kept), 99])

    assert store.report(YEAR).measures == (kept,)


def test_notes_are_written_changed_and_deleted(store: Store) -> None:
    kept = number_of(added(store))
    later = store.measures.note(kept, ProgressNote(date(2026, 2, 1), "จัดเวที"))
    earlier = store.measures.note(kept, ProgressNote(date(2026, 1, 1), "ประชุม"))

    assert store.measures.get(kept).notes == (earlier, later)
    changed = store.measures.note(kept, replace(later, text="จัดเวทีหมู่ ๓"))
    assert changed.id == later.id
    assert later.id is not None
    store.measures.remove_note(later.id)
    assert store.measures.get(kept).notes == (earlier,)
    with pytest.raises(refusals.RecordGoneError, match="บันทึกประจำวัน"):
        store.measures.remove_note(later.id)
    with pytest.raises(refusals.RecordGoneError):
        store.measures.note(kept, later)


def test_a_division_that_is_not_on_the_list_is_put_there(store: Store) -> None:
    store.agencies.save_divisions([Division("สำนักปลัด", (Section("งานธุรการ"),))])

    store.measures.add(YEAR, [replace(measure(), divisions=("กองคลัง",), sections=("งานพัสดุ", "งานธุรการ"))])

    assert [(d.name, [s.name for s in d.sections]) for d in store.agencies.divisions()] == [
        ("สำนักปลัด", ["งานธุรการ"]),
        ("กองคลัง", ["งานพัสดุ"]),
    ]


def test_a_section_of_several_divisions_finds_its_home_when_the_list_names_it(store: Store) -> None:
    kept = store.measures.add(
        YEAR, [replace(measure(), divisions=("กองคลัง", "กองช่าง"), sections=("งานพัสดุ",))]
    )[0]
    treasury, works = store.agencies.divisions()
    assert (treasury.sections, works.sections) == ((), ())

    store.agencies.save_divisions([replace(treasury, sections=(Section("งานพัสดุ"),)), works])
    store.agencies.save_divisions(
        [
            replace(
                treasury,
                sections=(replace(store.agencies.divisions()[0].sections[0], name="งานพัสดุและทรัพย์สิน"),),
            ),
            works,
        ]
    )

    assert store.measures.get(number_of(kept)).sections == ("งานพัสดุและทรัพย์สิน",)


def test_evidence_with_one_id_on_two_measures_is_one_piece(store: Store) -> None:
    piece = Evidence("คำสั่งแต่งตั้ง", EvidenceKind.ORDER, id=7)

    first, second = store.measures.add(
        YEAR, [replace(measure(1), evidence=(piece,)), replace(measure(2), evidence=(piece,))]
    )

    assert first.evidence == second.evidence
    assert len(store.evidence.of_year(YEAR)) == 1


def test_every_field_of_a_measure_has_its_word() -> None:
    assert set(FIELD_WORDS) == set(Measure.__dataclass_fields__) - {"id"}
