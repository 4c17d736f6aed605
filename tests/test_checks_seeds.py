"""What is wrong in five real printed reports, written down from reading them: the checks find all of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.checks import Finding, Level, blocking
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.report import Report
from store.database import Store
from tests.store_builders import BANGKOK

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
SIGNING = datetime(2026, 3, 18, 10, 32, tzinfo=BANGKOK)

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")


@dataclass(frozen=True, eq=False)
class Known:
    """A report, the year it is read into, and by rule where something is wrong in it (``measure:4 result``).

    ``torn`` are places where a line of the printed page ended inside a word; there may be more of them.
    """

    name: str
    year: int
    wrong: Mapping[str, tuple[str, ...]]
    torn: tuple[str, ...] = ()


def measures(first: int, last: int, field: str) -> tuple[str, ...]:
    return tuple(f"measure:{number} {field}" for number in range(first, last + 1))


NOT_COUNTED = ("survey:IIT", "survey:EIT1")
KNOWN = (
    # "Done" eleven times, and not one piece of evidence named.
    Known(
        "thamsing-2566",
        2566,
        {"no_evidence": measures(1, 11, "evidence"), "no_counts": NOT_COUNTED},
        ("measure:1 title", "measure:3 result", "measure:7 responsible", "measure:11 method"),
    ),
    Known(
        "napho-2565",
        2565,
        {"no_evidence": measures(1, 3, "evidence"), "no_counts": ("survey:IIT", "survey:EIT")},
        ("proposal:1 follow_up", "scores"),
    ),
    Known(
        "nayai-2568",
        2568,
        {"no_evidence": measures(1, 7, "evidence"), "no_counts": NOT_COUNTED},
        ("measure:2 title", "measure:4 method", "measure:7 result"),
    ),
    # A row's responsible and result are shifted by one column; the project of the same day under two measures.
    Known(
        "talubo-2567",
        2567,
        {
            "no_evidence": measures(1, 12, "evidence"),
            "swapped_cells": ("measure:2 responsible",),
            "same_result": ("measure:4 outcome",),
            "no_counts": NOT_COUNTED,
        },
        ("measure:2 method", "measure:11 title", "measure:11 result"),
    ),
    # 49.74 printed, 94.18 by its own table. The rest is a plan: nothing is to be told of it yet.
    Known(
        "hannangam-2568",
        2569,
        {"contradicted_score": ("scores",), "no_counts": NOT_COUNTED},
        ("measure:3 weak_item", "measure:11 method", "measure:12 title", "scores"),
    ),
)


@cache
def read_in(known: Known, folder: Path) -> tuple[Report, tuple[Finding, ...]]:
    """A report as it stands in a store once everything that was proposed is accepted, and what is found in it."""
    year = FiscalYear(known.year)
    with Store.open(folder / f"{known.name}.db", clock=lambda: SIGNING) as store:
        draft = tasks.read_in(SEEDS / f"{known.name}.txt", year)
        tasks.take_in(store, draft, year, tasks.TakeIn.INTO_EMPTY, known.name)
        return store.report(year), tasks.look_over(store, year, SIGNING)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("seeds")


def places(found: tuple[Finding, ...], rule: str) -> list[str]:
    return [f"{one.where} {one.field}".strip() for one in found if one.rule == rule]


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_all_that_is_known_to_be_wrong_is_found_and_nothing_else(known: Known, folder: Path) -> None:
    _, found = read_in(known, folder)

    rules = {one.rule for one in found} - {"torn_words"}

    assert {rule: tuple(places(found, rule)) for rule in rules} == dict(known.wrong)
    assert set(known.torn) <= set(places(found, "torn_words"))


def test_the_shifted_row_and_the_copied_outcome_are_told_in_words(folder: Path) -> None:
    _, found = read_in(KNOWN[3], folder)

    shifted, copied = (
        next(one for one in found if one.rule == rule) for rule in ("swapped_cells", "same_result")
    )

    assert (shifted.level, copied.level) == (Level.BLOCKS, Level.WARNS)
    assert "สลับกัน" in shifted.words
    assert copied.words.startswith("ผลลัพธ์/ผลสำเร็จของมาตรการ ๑, ๔ เกือบเหมือนกัน")


def test_the_headline_that_its_own_table_contradicts_blocks_the_signature(folder: Path) -> None:
    _, found = read_in(KNOWN[4], folder)

    assert [one.words for one in blocking(found)] == [
        "คะแนนรวมในรายงาน ๔๙.๗๔ ไม่ตรงกับตารางตัวชี้วัด ซึ่งคำนวณได้ ๙๔.๑๘"
    ]


def test_the_link_as_it_was_printed_does_not_open(folder: Path) -> None:
    """Reading in proposes Arabic digits; where she refuses that, the link of the paper stands."""
    report, found = read_in(KNOWN[0], folder)
    printed = (
        (SEEDS / "thamsing-2566.txt").read_text(encoding="utf-8").partition("<https")[2].partition(">")[0]
    )
    surveys = tuple(
        replace(one, link=f"https{printed}") if one.instrument is Instrument.EIT1 else one
        for one in report.surveys
    )

    with Store.open(folder / "link.db", clock=lambda: SIGNING) as store:
        again = tasks.found_in(store, replace(report, surveys=surveys), SIGNING.date(), {})

    assert places(found, "thai_digits_in_link") == []
    assert places(again, "thai_digits_in_link") == ["survey:EIT1 link"]
