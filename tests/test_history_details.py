"""The history field by field: old → new, of a thing and of a year, and one value put back."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui import tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, Step, WorkStatus
from ita_tui.domain.meetings import Meeting, Resolution
from ita_tui.domain.period import Period
from ita_tui.domain.respondents import Count
from ita_tui.domain.rounds import FrozenRound, Kept
from store import refusals
from store.database import Store
from store.declaring import Base
from store.history_details import FieldChange
from store.history_words import KINDS
from store.tables import UNRECORDED
from tests.store_builders import YEAR, Clock, added, begun_store, number_of, open_store
from tests.test_lossless import EVERYTHING


def told(changes: Sequence[FieldChange]) -> list[tuple[str, str, str, str]]:
    return [(one.name, one.field, one.old, one.new) for one in changes]


def about(store: Store, measure: Measure) -> tuple[FieldChange, ...]:
    return store.details.about(f"measure:{measure.id}")


def test_every_table_that_is_recorded_has_its_words() -> None:
    assert set(KINDS) == set(Base.metadata.tables) - UNRECORDED
    for name, kind in KINDS.items():
        assert {*kind.columns, kind.said} <= set(Base.metadata.tables[name].columns.keys()) | set(
            kind.columns
        )


def test_a_measures_history_tells_each_field(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        period = Period("เม.ย. ๖๙", date(2026, 4, 1), date(2026, 4, 30))
        store.measures.save(
            replace(measure, status=WorkStatus.IN_PROGRESS, result="จัดแล้ว", period=period), "ประชุมสั่ง"
        )

        changes = about(store, measure)

        assert told(changes) == [
            ("มาตรการ ๔", "ระยะเวลา", "ต.ค. ๖๘ – มี.ค. ๖๙", "เม.ย. ๖๙"),
            ("มาตรการ ๔", "สถานะ", "ยังไม่เริ่ม", "กำลังดำเนินการ"),
            ("มาตรการ ๔", "ผลการดำเนินการ", "", "จัดแล้ว"),
            ("มาตรการ ๔", "เพิ่ม", "", "ส่งเสริมการมีส่วนร่วมของประชาชน"),
        ]
        assert {one.why for one in changes} == {"ประชุมสั่ง", ""}


def test_parts_are_told_with_what_they_belong_to(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        first, second = measure.steps
        done = replace(first, status=WorkStatus.COMPLETED)
        store.measures.save(replace(measure, steps=(done, Step("สรุปผล")), divisions=("กองคลัง",)))
        store.evidence.attach(
            [number_of(measure)], Evidence("รายงาน", EvidenceKind.LINK, url="https://a.example")
        )
        store.surveys.count(YEAR, Instrument.IIT, Count(date(2026, 1, 12), 28))

        measures = told(about(store, measure))
        year = told(store.details.of_year(YEAR))

        assert ("มาตรการ ๔", f"ขั้นตอน «{first.text}» สถานะ", "ยังไม่เริ่ม", "แล้วเสร็จ") in measures
        assert ("มาตรการ ๔", "ขั้นตอน", second.text, "") in measures
        assert ("มาตรการ ๔", "ขั้นตอน", "", "สรุปผล") in measures
        assert ("มาตรการ ๔", "ส่วนราชการ", "สำนักปลัด", "กองคลัง") in measures
        assert ("มาตรการ ๔", "หลักฐาน", "", "รายงาน") in measures
        assert year[0] == ("แบบวัด IIT", "จำนวนผู้ตอบ", "", "๒๘")
        assert set(measures) <= set(year)


def test_a_year_tells_nothing_of_another(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        other = FiscalYear(2568)
        tasks.begin_year(store, other)
        store.measures.add(other, [Measure(1, "ของปีก่อน")])
        added(store)

        assert "ของปีก่อน" not in str(told(store.details.of_year(YEAR)))
        assert ("มาตรการ ๑", "เพิ่ม", "", "ของปีก่อน") in told(store.details.of_year(other))


def test_one_value_comes_back_and_the_rest_stays(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        first = store.measures.save(replace(measure, result="ฉบับแรก", outcome="ได้ผล"))
        store.measures.save(replace(first, result="ฉบับที่สอง"))
        later = store.measures.save(replace(store.measures.get(number_of(measure)), follow_up="ทุกเดือน"))
        change = next(one for one in about(store, measure) if one.new == "ฉบับที่สอง")

        assert store.details.restore(change) == "คืนค่าผลการดำเนินการ มาตรการ ๔"

        assert store.measures.get(number_of(measure)) == replace(later, result="ฉบับแรก")
        newest = about(store, measure)[0]
        assert (newest.old, newest.new, newest.said) == ("ฉบับที่สอง", "ฉบับแรก", "คืนค่าผลการดำเนินการ มาตรการ ๔")
        store.history.undo()
        assert store.measures.get(number_of(measure)) == later
        assert store.history.verify() == ()


def test_what_was_deleted_comes_back_with_its_parts(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        store.measures.remove([number_of(measure)])
        gone = about(store, measure)[0]
        assert (gone.field, gone.old) == ("ลบ", measure.title)

        store.details.restore(gone)

        assert store.measures.all(YEAR) == (measure,)


def test_a_step_that_was_deleted_comes_back(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        store.measures.save(replace(measure, steps=measure.steps[:1]))
        gone = about(store, measure)[0]

        store.details.restore(gone)

        assert set(store.measures.get(number_of(measure)).steps) == set(measure.steps)


def test_what_cannot_come_back_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        store.measures.save(replace(measure, result="ฉบับแรก"))
        change = about(store, measure)[0]
        store.details.restore(change)
        before = store.history.head()

        for what in (change, about(store, measure)[-1]):
            with pytest.raises(refusals.CannotRestoreError, match="ข้อมูลยังเหมือนเดิม"):
                store.details.restore(what)
        store.measures.remove([number_of(measure)])
        with pytest.raises(refusals.CannotRestoreError):
            store.details.restore(change)

        store.history.undo()
        assert store.measures.get(number_of(measure)).result == ""
        assert before != store.history.head()


def test_a_day_that_no_longer_fits_its_period_is_refused(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store, 4)
        start, end = date(2025, 10, 1), date(2026, 3, 31)
        longer = store.measures.save(replace(measure, period=Period("ก", start, date(2026, 9, 30))))
        store.measures.save(replace(longer, period=Period("ก", date(2026, 5, 1), date(2026, 9, 30))))
        change = next(one for one in about(store, measure) if one.new == "ก")
        (row,) = change.changes
        only_end = replace(
            change, changes=(replace(row, old={"period_end": str(end)}, new={"period_end": "x"}),)
        )

        with pytest.raises(refusals.CannotRestoreError):
            store.details.restore(only_end)

        assert store.measures.get(number_of(measure)).period.start == date(2026, 5, 1)


def test_a_measure_comes_back_beside_the_one_that_has_its_number_now(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        first, second = added(store, 1), added(store, 2)
        store.measures.remove([number_of(first)])
        store.measures.save(replace(second, number=1))
        gone = about(store, first)[0]

        assert store.details.restore(gone) == "นำมาตรการ ๑ กลับมา"

        assert [(m.number, m.id) for m in store.measures.all(YEAR)] == [(1, second.id), (2, first.id)]
        number = next(one for one in about(store, second) if one.field == "ลำดับที่")
        with pytest.raises(refusals.CannotRestoreError):
            store.details.restore(number)  # the other one has it now
        assert [m.number for m in store.measures.all(YEAR)] == [1, 2]


def test_a_status_comes_back_with_its_reason(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        measure = added(store)
        cancelled = replace(measure, status=WorkStatus.CANCELLED, cancel_reason="งบประมาณไม่พอ")
        store.measures.save(cancelled)
        store.measures.save(measure)
        change = about(store, measure)[0]
        assert (change.field, change.old, change.new) == ("สถานะ", "ไม่ดำเนินการ – งบประมาณไม่พอ", "ยังไม่เริ่ม")

        store.details.restore(change)

        assert store.measures.all(YEAR) == (cancelled,)


def test_a_survey_never_closes_before_it_opens(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        survey = store.surveys.save(YEAR, replace(store.surveys.all(YEAR)[0], closes=date(2026, 3, 1)))
        survey = store.surveys.save(YEAR, replace(survey, closes=date(2026, 6, 1)))
        store.surveys.save(YEAR, replace(survey, opens=date(2026, 5, 1)))
        change = next(one for one in store.details.of_year(YEAR) if one.old == "๑ มี.ค. ๖๙")

        with pytest.raises(refusals.CannotRestoreError):
            store.details.restore(change)

        assert store.surveys.all(YEAR)[0].closes == date(2026, 6, 1)


def test_what_is_put_back_is_told_of_the_same_thing_as_the_change(tmp_path: Path) -> None:
    """Else the history would not say that it came after a signature."""
    with open_store(tmp_path / "a.db") as store:
        tasks.take_in(store, EVERYTHING, YEAR, tasks.TakeIn.INTO_EMPTY, "ทั้งปี")
        scores = store.scores.get(YEAR)
        assert scores is not None
        store.scores.save(YEAR, replace(scores, printed_level="ผ่าน"))
        said = store.history.last()
        assert said is not None
        change = next(one for one in store.details.of_year(YEAR) if one.new == "ผ่าน")

        store.details.restore(change)

        entry = store.history.last()
        assert entry is not None
        assert entry.subject == said.subject == f"scores:{YEAR.be}"
        assert {one.subject for one in store.details.of_year(YEAR)} >= {
            f"issues:{YEAR.be}",
            "divisions",
            "agency",
        }


def test_what_was_signed_is_told_and_never_put_back(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        frozen = store.rounds.freeze(
            FrozenRound(YEAR, RoundOf.SIX_MONTHS, Clock()(), "d" * 64, "2569-06-A"), Kept("{}")
        )
        store.rounds.release(frozen.id or 0, "พบตัวเลขผิด")

        changes = [one for one in store.details.of_year(YEAR) if one.subject == "round"]

        assert [one.field for one in changes] == ["ปลดเมื่อ", "เหตุผล", "เพิ่ม"] or changes[0].why == "พบตัวเลขผิด"
        assert not any(one.restorable for one in changes)


def test_everything_a_year_can_hold_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        tasks.take_in(store, EVERYTHING, YEAR, tasks.TakeIn.INTO_EMPTY, "ทั้งปี")
        meeting = store.meetings.save(YEAR, Meeting(3, resolutions=(Resolution("ให้ทำ", measure=2),)))
        changed = replace(
            meeting, resolutions=(replace(meeting.resolutions[0], measure=None, measure_id=None),)
        )
        store.meetings.save(YEAR, changed)

        changes = store.details.of_year(YEAR)

        assert changes[0].field == "มติ «ให้ทำ» มาตรการ"
        assert changes[0].old == "มาตรการ ๒"
        assert {one.name for one in changes} >= {
            "มาตรการ ๒",
            "ข้อ OIT ๓",
            "แบบวัด IIT",
            "หลักฐาน «คำสั่ง»",
            "ผลคะแนนปี ๒๕๖๘",
        }


def test_a_history_of_schema_1_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ita.db"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "data" / "schema-1.db.gz").read_bytes()))

    with open_store(path) as store:
        changes = store.details.of_year(YEAR)
        gone = next(one for one in changes if one.field == "ลบ" and one.kind == "change")
        store.details.restore(gone)

        assert len(store.measures.all(YEAR)) == 3


def with_text(measure: Measure, name: str, text: str) -> Measure:
    return replace(measure, result=text) if name == "result" else replace(measure, outcome=text)


TEXTS = st.sampled_from(["", "ก", "ข", "ค"])
SAVES = st.lists(
    st.tuples(TEXTS, TEXTS, st.sampled_from(WorkStatus), st.lists(TEXTS, max_size=3)), min_size=1, max_size=5
)


@settings(deadline=None, max_examples=15)
@given(SAVES, st.integers(0, 40))
def test_any_value_put_back_is_the_one_that_stood_there(
    saves: list[tuple[str, str, WorkStatus, list[str]]], chosen: int
) -> None:
    with TemporaryDirectory() as folder, begun_store(Path(folder, "a.db")) as store:
        measure = added(store)
        for result, outcome, status, steps in saves:
            present = store.measures.get(number_of(measure))
            kept = tuple(replace(old, text=text) for old, text in zip(present.steps, steps, strict=False))
            store.measures.save(replace(present, result=result, outcome=outcome, status=status, steps=kept))
        plain = [one for one in about(store, measure) if one.field in {"ผลการดำเนินการ", "ผลลัพธ์/ผลสำเร็จ"}]
        if not plain:
            return
        change = plain[chosen % len(plain)]
        name = "result" if change.field == "ผลการดำเนินการ" else "outcome"
        now = store.measures.get(number_of(measure))

        if getattr(now, name) == change.old:
            with pytest.raises(refusals.CannotRestoreError):
                store.details.restore(change)
        else:
            store.details.restore(change)

        assert store.measures.get(number_of(measure)) == with_text(now, name, change.old)
        assert store.history.verify() == ()
