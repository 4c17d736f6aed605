"""The next year begins from this one: one step, one undo, nothing of last year lost or carried along stale."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.meetings import CommitteeMember
from ita_tui.domain.period import read_period
from ita_tui.next_year import offer_next_year, start_next_year
from store.database import Store
from tests.store_builders import open_store

OLD, NEW = FiscalYear(2566), FiscalYear(2567)
COMMITTEE = [
    CommitteeMember("นายสมมุติ ใจดี", "ประธานกรรมการ"),
    CommitteeMember("นางตัวอย่าง มีสุข", "กรรมการและเลขานุการ"),
]


def year_of_2566(path: Path) -> Store:
    store = open_store(path)
    tasks.set_up(store, Agency("องค์การบริหารส่วนตำบลริมธาร"), OLD, staff=42, served=1500)
    store.measures.add(
        OLD,
        [
            Measure(
                1, "เสร็จแล้ว", status=WorkStatus.COMPLETED, result="เสร็จ", period=read_period("ก.พ. ๒๕๖๖", OLD)
            ),
            Measure(2, "ยังทำอยู่", status=WorkStatus.IN_PROGRESS, items=("o42",), divisions=("กองคลัง",)),
        ],
    )
    store.measures.add(OLD, [Measure(1, "เสนอไว้", proposal=True)])
    store.meetings.save_committee(OLD, COMMITTEE)
    item = store.disclosure.all(OLD)[0]
    store.disclosure.save(
        OLD, replace(item, responsible="สำนักปลัด", divisions=("สำนักปลัด",), url="https://a.example")
    )
    return store


def test_the_next_year_begins_with_what_was_chosen(tmp_path: Path) -> None:
    with year_of_2566(tmp_path / "a.db") as store:
        offer = offer_next_year(store, OLD)
        assert [one.measure.title for one in offer.offered] == ["ยังทำอยู่", "เสนอไว้", "เสร็จแล้ว"]
        assert (offer.begun, offer.staff, offer.served) == (False, 42, 1500)

        chosen = [one.measure for one in offer.offered if one.chosen]
        assert start_next_year(store, OLD, chosen, staff=40, served=offer.served) == NEW

        report = store.report(NEW)
        assert [(m.number, m.title, m.status, m.result) for m in report.measures] == [
            (1, "ยังทำอยู่", WorkStatus.NOT_STARTED, ""),
            (2, "เสนอไว้", WorkStatus.NOT_STARTED, ""),
            (3, "เสร็จแล้ว", WorkStatus.NOT_STARTED, ""),
        ]
        assert [m.follows for m in report.measures] == [one.id for one in chosen]
        assert report.measures[2].period.start == date(2024, 2, 1)
        assert report.measures[0].items == (tasks.year_rules(store, NEW).catalogue.measures_item,)
        assert [(one.name, one.role) for one in report.committee] == [
            (one.name, one.role) for one in COMMITTEE
        ]
        assert {survey.instrument: survey.population for survey in report.surveys}[Instrument.IIT] == 40
        (item,) = [item for item in report.disclosure if item.responsible]
        assert (item.divisions, item.url) == (("สำนักปลัด",), "")


def test_it_is_one_step_and_last_year_stays_as_it_was(tmp_path: Path) -> None:
    with year_of_2566(tmp_path / "a.db") as store:
        before = store.report(OLD)
        start_next_year(store, OLD, before.measures)
        assert store.report(OLD) == before

        entry = store.history.undo()

        assert entry is not None
        assert entry.words == "เลิกทำ: เริ่มปีงบประมาณ ๒๕๖๗ จากปี ๒๕๖๖ (๒ มาตรการ)"
        assert store.years.all() == (OLD,)
        assert store.report(OLD) == before


def test_what_was_left_can_follow_later_without_repeating(tmp_path: Path) -> None:
    with year_of_2566(tmp_path / "a.db") as store:
        first, second = store.measures.all(OLD)
        start_next_year(store, OLD, [first])
        (new,) = store.measures.all(NEW)
        store.measures.save(replace(new, title="เปลี่ยนชื่อแล้ว", responsible="กองช่าง"))

        offer = offer_next_year(store, OLD)
        assert offer.begun
        assert [one.measure.title for one in offer.offered] == ["ยังทำอยู่", "เสนอไว้"]
        start_next_year(store, OLD, [second])

        assert [(m.number, m.title) for m in store.measures.all(NEW)] == [(1, "เปลี่ยนชื่อแล้ว"), (2, "ยังทำอยู่")]


@pytest.mark.parametrize("be", [2564, 2567, 2568])
def test_every_year_of_the_rules_can_follow(tmp_path: Path, be: int) -> None:
    year = FiscalYear(be)
    with open_store(tmp_path / "a.db") as store:
        tasks.set_up(store, Agency("เทศบาลตำบลสมมุติ"), year)
        for item in store.disclosure.all(year):
            store.disclosure.save(year, replace(item, responsible=f"ผู้ดูแล {item.code}"))

        start_next_year(store, year, [])

        new = store.disclosure.all(year.next())
        assert sum(bool(item.responsible) for item in new) >= len(new) * 2 // 3
        assert not any(item.url or item.note for item in new)
