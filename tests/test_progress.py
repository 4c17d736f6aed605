"""Progress, and what is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.domain.progress import (
    days_overdue,
    is_behind,
    is_due_soon,
    is_overdue,
    lacks_evidence,
    late_words,
    mean_progress,
    progress,
)

NOT_STARTED, IN_PROGRESS, COMPLETED, CANCELLED = WorkStatus
END = date(2026, 3, 31)
QUARTER = Period("ม.ค. – มี.ค. ๒๕๖๙", date(2026, 1, 1), END)


def measure(
    *steps: Step,
    status: WorkStatus = IN_PROGRESS,
    percent: int | None = None,
    proof: Proof = Proof.NONE,
    period: Period = QUARTER,
) -> Measure:
    return Measure(
        1, "ส่งเสริมการมีส่วนร่วม", steps=steps, status=status, percent=percent, proof=proof, period=period
    )


def done(weight: int = 1) -> Step:
    return Step("ประชุมเตรียมโครงการ", COMPLETED, weight)


def waiting(status: WorkStatus = NOT_STARTED, weight: int = 1) -> Step:
    return Step("สรุปผลและลงเว็บไซต์", status, weight)


def test_completed_counts_a_hundred_whatever_its_steps_say() -> None:
    assert progress(measure(waiting(), status=COMPLETED, percent=20)) == 100


def test_a_cancelled_measure_has_no_progress() -> None:
    assert progress(measure(done(), status=CANCELLED, percent=50)) is None


def test_steps_decide_where_there_are_any() -> None:
    assert progress(measure(done(), done(), waiting(), percent=10)) == 67
    assert progress(measure(done(), waiting(IN_PROGRESS))) == 50


def test_steps_count_by_their_weight() -> None:
    assert progress(measure(done(3), waiting(weight=1))) == 75


def test_cancelled_steps_stay_out() -> None:
    assert progress(measure(done(), waiting(), waiting(CANCELLED, 8))) == 50
    assert progress(measure(waiting(CANCELLED), percent=30)) == 30


def test_without_steps_the_typed_percent_counts_else_nothing_is_done() -> None:
    assert progress(measure(percent=35)) == 35
    assert progress(measure()) == 0


def test_a_hundred_per_cent_is_printed_only_when_every_step_is_done() -> None:
    assert progress(measure(*[done()] * 199, waiting())) == 99
    assert progress(measure(*[done()] * 200)) == 100


def test_zero_per_cent_is_printed_only_when_nothing_is_done() -> None:
    assert progress(measure(done(), *[waiting()] * 299)) == 1
    assert progress(measure(*[waiting()] * 300)) == 0


def test_the_mean_is_a_hundred_only_when_every_measure_is_done() -> None:
    eleven_completed = [measure(status=COMPLETED)] * 11

    assert mean_progress([*eleven_completed, measure(percent=95)]) == 99
    assert mean_progress([*eleven_completed, measure(status=CANCELLED)]) == 100


def test_the_mean_is_zero_only_when_nothing_is_done() -> None:
    assert mean_progress([*[measure()] * 299, measure(percent=1)]) == 1
    assert mean_progress([measure()] * 300) == 0


def test_the_mean_is_of_exact_values_and_rounded_once() -> None:
    two_thirds, a_sixth = measure(done(), done(), waiting()), measure(done(), *[waiting()] * 5)

    assert (progress(two_thirds), progress(a_sixth)) == (67, 17)
    assert mean_progress([two_thirds, two_thirds, a_sixth, a_sixth]) == 42
    assert mean_progress([two_thirds, measure(percent=1), measure(percent=1)]) == 23
    assert mean_progress([two_thirds, two_thirds, measure(percent=0), measure(percent=0)]) == 33


def test_cancelled_measures_stay_out_of_the_mean() -> None:
    measures = [measure(percent=50), measure(status=COMPLETED), measure(status=CANCELLED)]

    assert mean_progress(measures) == 75
    assert mean_progress([measure(status=CANCELLED)]) is None
    assert mean_progress([]) is None


def test_a_mean_of_a_half_is_rounded_up() -> None:
    assert mean_progress([measure(percent=0), measure(percent=1)]) == 1


@pytest.mark.parametrize(
    ("today", "days"), [(END, 0), (END + timedelta(days=1), 1), (END + timedelta(days=6), 6)]
)
def test_overdue_begins_the_day_after_the_end(today: date, days: int) -> None:
    assert days_overdue(measure(), today) == days
    assert is_overdue(measure(), today) is (days > 0)


@pytest.mark.parametrize("status", [COMPLETED, CANCELLED])
def test_completed_and_cancelled_work_is_never_late(status: WorkStatus) -> None:
    late = measure(status=status)

    for today in (END + timedelta(days=30), END, END - timedelta(days=1)):
        assert not is_overdue(late, today)
        assert not is_due_soon(late, today)
        assert not is_behind(late, today)
        assert not late_words(late, today)


@pytest.mark.parametrize(("days_before", "due"), [(-1, False), (0, True), (1, True), (14, True), (15, False)])
def test_due_soon_is_today_and_the_next_fourteen_days(days_before: int, *, due: bool) -> None:
    assert is_due_soon(measure(), END - timedelta(days=days_before)) is due


def test_behind_is_more_than_twenty_points_below_the_elapsed_share() -> None:
    hundred_days = Period("๑๐๐ วัน", date(2026, 1, 1), date(2026, 4, 10))
    half_way = date(2026, 2, 20)

    assert not is_behind(measure(percent=30, period=hundred_days), half_way)
    assert is_behind(measure(percent=29, period=hundred_days), half_way)


def test_behind_is_asked_only_within_the_period() -> None:
    assert not is_behind(measure(), date(2025, 12, 31))
    assert not is_behind(measure(), date(2026, 1, 1))
    assert is_behind(measure(), END)
    assert not is_behind(measure(), END + timedelta(days=1))


def test_a_period_without_days_is_never_late() -> None:
    duration = measure(period=Period("๗ วัน"))

    for today in (date(2020, 1, 1), END, date(2040, 1, 1)):
        assert not is_overdue(duration, today)
        assert not is_due_soon(duration, today)
        assert not is_behind(duration, today)


def test_evidence_is_missing_only_where_something_was_done() -> None:
    assert lacks_evidence(measure())
    assert lacks_evidence(measure(status=COMPLETED))
    assert not lacks_evidence(measure(status=NOT_STARTED))
    assert not lacks_evidence(measure(status=CANCELLED))
    assert not lacks_evidence(measure(status=COMPLETED, proof=Proof.PARTIAL))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 1, 5), ""),
        (date(2026, 2, 20), "ช้ากว่าแผน"),
        (END - timedelta(days=3), "ครบกำหนดใน ๓ วัน"),
        (END, "ครบกำหนดวันนี้"),
        (END + timedelta(days=6), "เกินกำหนด ๖ วัน"),
    ],
)
def test_lateness_is_said_in_words(today: date, words: str) -> None:
    assert late_words(measure(), today) == words


STEPS = st.builds(Step, st.just("ขั้นตอน"), st.sampled_from(WorkStatus), st.integers(1, 9))
MEASURES = st.builds(
    measure,
    STEPS,
    STEPS,
    status=st.sampled_from(WorkStatus),
    percent=st.none() | st.integers(0, 100),
)


@given(MEASURES, st.dates(date(2025, 10, 1), date(2026, 9, 30)))
@settings(deadline=None)
def test_progress_stays_within_bounds_and_nothing_is_overdue_and_due_at_once(
    any_measure: Measure, today: date
) -> None:
    reached = progress(any_measure)

    assert reached is None or 0 <= reached <= 100
    assert (is_overdue(any_measure, today), is_due_soon(any_measure, today)) != (True, True)
    assert not (is_overdue(any_measure, today) and is_behind(any_measure, today))
