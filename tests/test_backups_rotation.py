"""Rotation keeps all of two days, then the newest of twelve days, ten weeks and nine months, and never what is for good."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_tui.domain.backups import DAYS, MONTHS, WEEKS, Backup, BackupKind, to_clear
from tests.store_builders import BANGKOK

NOW = datetime(2026, 9, 30, 16, 0, tzinfo=BANGKOK)
ROTATING = [kind for kind in BackupKind if not kind.for_good]
FOR_GOOD = [BackupKind.BY_HAND, BackupKind.BEFORE_MIGRATION, BackupKind.SIGNED]


def backup(taken: datetime, kind: BackupKind = BackupKind.START, problem: str = "") -> Backup:
    name = Path(f"{kind.value}.{taken:%Y%m%d-%H%M%S.%f}.db")
    return Backup(name, taken, kind, 1000, 2, 9, "b" * 64, "a" * 64, second=False, problem=problem)


def kept_of(backups: Sequence[Backup], now: datetime = NOW) -> tuple[Backup, ...]:
    gone = set(to_clear(backups, now))
    return tuple(sorted((one for one in backups if one not in gone), key=lambda one: one.taken, reverse=True))


MINUTES = st.integers(min_value=-60 * 24 * 20, max_value=60 * 24 * 700)
"""Minutes before NOW at which a backup was made: up to two years, and some in the future."""
BACKUPS = st.lists(
    st.builds(
        lambda minutes, kind, problem: backup(NOW - timedelta(minutes=minutes), kind, problem),
        MINUTES,
        st.sampled_from(BackupKind),
        st.sampled_from(["", "", "", "ไฟล์เสียหาย"]),
    ),
    unique_by=lambda one: one.path,
    max_size=120,
)


@given(BACKUPS)
def test_only_what_rotates_is_sound_and_is_older_than_two_days_ever_goes(backups: list[Backup]) -> None:
    for one in to_clear(backups, NOW):
        assert one.kind in ROTATING
        assert not one.problem
        assert timedelta(days=2) <= NOW - one.taken


@given(BACKUPS)
def test_the_newest_sound_one_never_goes(backups: list[Backup]) -> None:
    sound = [one for one in backups if not one.problem]
    past = [one for one in sound if one.taken <= NOW and one.kind in ROTATING]
    for some in (sound, past):
        if some:
            newest = max(one.taken for one in some)
            assert any(one.taken == newest for one in kept_of(some))


@given(BACKUPS)
def test_rotating_again_clears_nothing_more(backups: list[Backup]) -> None:
    assert to_clear(kept_of(backups), NOW) == ()


@given(BACKUPS, st.integers(min_value=0, max_value=60 * 24 * 400))
def test_what_goes_today_would_go_on_any_later_day_too(backups: list[Backup], minutes: int) -> None:
    past = [one for one in backups if one.taken <= NOW]

    assert set(to_clear(past, NOW)) <= set(to_clear(past, NOW + timedelta(minutes=minutes)))


@given(BACKUPS)
def test_of_each_day_and_week_that_is_kept_it_is_the_newest(backups: list[Backup]) -> None:
    rotating = rotating_of(backups)
    kept = kept_of(rotating)

    for span, count in ((_day, DAYS), (_week, WEEKS)):
        for one in list(dict.fromkeys(span(b.taken) for b in rotating))[:count]:
            assert next(b for b in rotating if span(b.taken) == one) in kept


@given(BACKUPS)
def test_for_what_goes_a_newer_one_of_its_day_week_or_month_stays(backups: list[Backup]) -> None:
    rotating = rotating_of(backups)
    kept = kept_of(rotating)

    for gone in to_clear(rotating, NOW):
        newer = [one for one in kept if one.taken >= gone.taken]
        alike = any(span(one.taken) == span(gone.taken) for one in newer for span in (_day, _week, _month))
        counted = [one for one in newer if NOW - one.taken >= timedelta(days=2)]
        assert alike or len(counted) == DAYS + WEEKS + MONTHS


def rotating_of(backups: Sequence[Backup]) -> list[Backup]:
    """What the rotation may clear at all, the newest first."""
    found = [one for one in backups if one.kind in ROTATING and not one.problem and one.taken <= NOW]
    return sorted(found, key=lambda one: one.taken, reverse=True)


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return at.isocalendar()[:2]


def _month(at: datetime) -> object:
    return at.year, at.month


def test_four_hundred_days_with_two_backups_each_leave_exactly_these() -> None:
    kept: tuple[Backup, ...] = ()
    now = NOW
    for day in range(400):
        now = NOW + timedelta(days=day)
        kept = kept_of([*kept, backup(now - timedelta(hours=5)), backup(now)], now)

    told = [f"{one.taken:%Y-%m-%d %H}" for one in kept]
    assert f"{now:%Y-%m-%d}" == "2027-11-03"  # a Wednesday
    assert told[:4] == ["2027-11-03 16", "2027-11-03 11", "2027-11-02 16", "2027-11-02 11"]
    assert told[4:16] == [
        "2027-11-01 16", "2027-10-31 16", "2027-10-30 16", "2027-10-29 16", "2027-10-28 16", "2027-10-27 16",
        "2027-10-26 16", "2027-10-25 16", "2027-10-24 16", "2027-10-23 16", "2027-10-22 16", "2027-10-21 16",
    ]  # fmt: skip
    # The Sundays of the ten weeks before.
    assert told[16:26] == [
        "2027-10-17 16", "2027-10-10 16", "2027-10-03 16", "2027-09-26 16", "2027-09-19 16",
        "2027-09-12 16", "2027-09-05 16", "2027-08-29 16", "2027-08-22 16", "2027-08-15 16",
    ]  # fmt: skip
    # And of the nine months before, the last Sunday that was still there when it came to months.
    assert told[26:] == [
        "2027-07-25 16", "2027-06-27 16", "2027-05-30 16", "2027-04-25 16", "2027-03-28 16",
        "2027-02-28 16", "2027-01-31 16", "2026-12-27 16", "2026-11-29 16",
    ]  # fmt: skip


def test_a_backup_every_hour_for_two_years_leaves_exactly_this() -> None:
    every_hour = [backup(NOW - timedelta(hours=hours)) for hours in range(24 * 730)]

    kept = kept_of(every_hour)

    recent = [one for one in kept if NOW - one.taken < timedelta(days=2)]
    days = [f"{one.taken:%Y-%m-%d}" for one in kept[len(recent) :]]
    assert len(recent) == 48
    # The two days end in the afternoon of the 28th, of which the newest is among them already.
    assert days[:DAYS] == [f"2026-09-{day}" for day in range(27, 15, -1)]
    # Sundays, each the newest of its week; that of the 16th is known by its days.
    assert days[DAYS : DAYS + WEEKS] == [
        "2026-09-13", "2026-09-06", "2026-08-30", "2026-08-23", "2026-08-16",
        "2026-08-09", "2026-08-02", "2026-07-26", "2026-07-19", "2026-07-12",
    ]  # fmt: skip
    assert days[DAYS + WEEKS :] == [
        "2026-06-30", "2026-05-31", "2026-04-30", "2026-03-31", "2026-02-28",
        "2026-01-31", "2025-12-31", "2025-11-30", "2025-10-31",
    ]  # fmt: skip
    assert {one.taken.hour for one in kept[len(recent) :]} == {23}


@pytest.mark.parametrize("kind", FOR_GOOD)
def test_what_is_for_good_stays_and_takes_no_others_place(kind: BackupKind) -> None:
    mornings = [NOW - timedelta(days=days, hours=3) for days in range(3, 600)]
    for_good = [backup(at, kind) for at in mornings]
    rotating = [backup(at - timedelta(hours=1)) for at in mornings]

    kept = kept_of([*for_good, *rotating])

    assert {one for one in kept if one.kind is kind} == set(for_good)
    assert tuple(one for one in kept if one.kind is not kind) == kept_of(rotating)


def test_backups_from_the_future_stay_and_clear_nothing_more() -> None:
    past = [backup(NOW - timedelta(hours=hours)) for hours in range(0, 24 * 40, 7)]
    future = [backup(NOW + timedelta(days=days)) for days in (1, 30, 400)]

    assert set(to_clear([*past, *future], NOW)) == set(to_clear(past, NOW))


def test_a_clock_set_back_by_years_clears_nothing_that_was_there() -> None:
    backups = [backup(NOW - timedelta(hours=hours)) for hours in range(0, 24 * 40, 7)]

    assert to_clear(backups, NOW - timedelta(days=3000)) == ()


def test_of_two_backups_of_one_second_the_one_with_more_entries_is_the_newer() -> None:
    at = NOW - timedelta(days=5)
    first, second = (
        replace(backup(at), path=Path(f"{name}.db"), entries=n) for name, n in (("b", 3), ("a", 4))
    )

    assert to_clear([first, second], NOW) == (first,)


def test_every_kind_has_a_thai_label_of_its_own() -> None:
    labels = Counter(kind.label for kind in BackupKind)

    assert max(labels.values()) == 1
    assert all("ก" <= label[0] <= "ๆ" for label in labels)
