"""A year is told as it stood at an earlier moment, and nothing in the file changes by it."""

import contextlib
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ita_tui import tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.report import Report
from ita_tui.errors import ItaError
from ita_tui.reports.page import Page
from ita_tui.saving import FolderExists, TargetExists
from store.database import Store
from store.refusals import PastNotKeptError, YearNotThereError
from tests.long_series import length
from tests.store_builders import BANGKOK, YEAR, Clock, added, begun_store, number_of, open_store
from tests.test_undo import COMMANDS, FILE, edit_outside

STEPS = st.lists(st.sampled_from([*COMMANDS, "undo", "undo", "redo", "again"]), min_size=1, max_size=12)
ROUND_END = datetime(2026, 3, 31, 16, 0, tzinfo=BANGKOK)


def report_or_none(store: Store, moment: datetime | None = None) -> Report | None:
    """The year now or at a moment; None where it was not begun, or its beginning was undone."""
    try:
        return store.report(YEAR) if moment is None else store.report_as_it_stood(YEAR, moment)
    except YearNotThereError:
        return None


@pytest.mark.long
@given(STEPS)
@settings(deadline=None, max_examples=length(5, 200))
def test_every_earlier_moment_is_told_exactly_as_it_was(steps: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path, clock = Path(folder, "a.db"), Clock()
        begun_store(path).close()
        store = open_store(path, clock)
        kept = added(store)
        store.evidence.attach([number_of(kept)], Evidence("รายงานการประชุม", EvidenceKind.FILE), [FILE])
        kept = store.measures.get(number_of(kept))
        stood = [(clock.now, report_or_none(store))]
        for step in steps:
            if step == "again":
                store.close()
                store = open_store(path, clock)
                continue
            if step in {"detach", "add file"} and not store.evidence.of_year(YEAR):
                continue
            with contextlib.suppress(ItaError):  # what cannot be done any more changes nothing
                if step in {"undo", "redo"}:
                    getattr(store.history, step)()
                else:
                    COMMANDS[step](store, kept)
            stood.append((clock(), report_or_none(store)))

        with store:
            head = store.history.head()
            for moment, report in stood:
                assert report_or_none(store, moment) == report
            assert report_or_none(store) == stood[-1][1]
            assert store.history.head() == head
            assert store.history.verify() == ()


def test_what_the_history_does_not_tell_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        kept = added(store)
        moment = store.door.clock()
        store.measures.save(replace(kept, result="เสร็จ"))
        store.years.begin(FiscalYear(2570), [], [])
        before = store.report(YEAR)

        with pytest.raises(PastNotKeptError, match="ไม่มีประวัติ"):
            store.report_as_it_stood(YEAR, datetime(2020, 1, 1, tzinfo=BANGKOK))
        with pytest.raises(YearNotThereError):
            store.report_as_it_stood(FiscalYear(2570), moment)
        edit_outside(store, "UPDATE measure SET result = 'จากนอกโปรแกรม'")
        with pytest.raises(PastNotKeptError):
            store.report_as_it_stood(YEAR, moment)
        edit_outside(store, "UPDATE measure SET result = 'เสร็จ'")

        assert store.report(YEAR) == before


def words_of(page: Page) -> str:
    return "\n".join(words for _, words in page.texts())


def printed(store: Store, today: date, stood_on: date | None) -> str:
    printing = tasks.Printing(round_of=RoundOf.SIX_MONTHS, today=today, stood_on=stood_on)
    return words_of(tasks.page(store, YEAR, printing))


def test_a_report_of_six_months_can_be_printed_in_september_as_it_stood_in_march(tmp_path: Path) -> None:
    begun_store(tmp_path / "a.db").close()
    clock = Clock(ROUND_END)
    with open_store(tmp_path / "a.db", clock) as store:
        kept = store.measures.save(
            replace(added(store), status=WorkStatus.IN_PROGRESS, result="ประชุมแล้ว ๑ ครั้ง")
        )
        clock.now += timedelta(days=170)
        store.measures.save(replace(kept, status=WorkStatus.COMPLETED, result="ประชุมครบ ๔ ครั้ง"))
        september = clock.now.date()

        now, then = (printed(store, september, stood) for stood in (None, date(2026, 3, 31)))

        assert "ประชุมครบ ๔ ครั้ง" in now
        assert "ข้อมูล ณ วันที่" in now
        assert "ร้อยละ ๑๐๐" in now
        assert "ประชุมแล้ว ๑ ครั้ง" in then
        assert "ประชุมครบ" not in then
        assert "ข้อมูล ณ วันที่" not in then
        assert "แล้วเสร็จ ๐" in then


def test_the_data_sheet_stands_as_the_report_does(tmp_path: Path) -> None:
    begun_store(tmp_path / "a.db").close()
    clock = Clock(ROUND_END)
    with open_store(tmp_path / "a.db", clock) as store:
        kept = store.measures.save(replace(added(store), result="ของเดิม"))
        clock.now += timedelta(days=170)
        store.measures.save(replace(kept, result="ของใหม่"))
        printing = tasks.Printing(today=clock.now.date(), stood_on=date(2026, 3, 31))

        book = tasks.export_report(store, YEAR, printing, tmp_path / "มีนาคม.xlsx")

        assert [one.result for one in tasks.read_in(book, YEAR).measures] == ["ของเดิม"]


def test_the_bundle_holds_the_evidence_that_its_report_tells_of(tmp_path: Path) -> None:
    begun_store(tmp_path / "a.db").close()
    clock = Clock(ROUND_END)
    with open_store(tmp_path / "a.db", clock) as store:
        number = number_of(added(store))
        store.evidence.attach([number], Evidence("ข่าวเดือนมีนาคม", EvidenceKind.LINK), [])
        clock.now += timedelta(days=170)
        store.evidence.attach([number], Evidence("ข่าวเดือนกันยายน", EvidenceKind.LINK), [])

        tasks.bundle(store, YEAR, [], tmp_path / "ชุด", stood_on=date(2026, 3, 31), as_folder=True)

        index = load_workbook(tmp_path / "ชุด" / "ดัชนีหลักฐาน.xlsx").worksheets[0]
        words = {str(cell) for row in index.iter_rows(values_only=True) for cell in row}
        assert "ข่าวเดือนมีนาคม" in words
        assert "ข่าวเดือนกันยายน" not in words


def test_what_is_saved_while_a_report_is_printed_is_in_no_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Store.report

    def changed_behind(self: Store, year: FiscalYear) -> Report:
        found = read(self, year)
        self.measures.save(replace(found.measures[0], result=found.measures[0].result + "ใหม่"))
        return found

    with begun_store(tmp_path / "a.db") as store:
        store.measures.save(replace(added(store), result="เดิม"))
        printing = tasks.Printing(today=date(2026, 1, 20))
        monkeypatch.setattr(Store, "report", changed_behind)
        book = tasks.export_report(store, YEAR, printing, tmp_path / "a.xlsx")
        tasks.bundle(store, YEAR, [printing], tmp_path / "ชุด", as_folder=True)

    def told(path: Path) -> str:
        rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
        return "\n".join(str(cell) for row in rows for cell in row if cell)

    (bundled,) = (tmp_path / "ชุด").rglob("*รอบ*.xlsx")
    for path, result in ((book, "เดิม"), (bundled, "เดิมใหม่")):
        assert [one.result for one in tasks.read_in(path, YEAR).measures] == [result]
        assert result in told(path).split("\n")


def test_the_digest_of_a_year_is_that_of_its_data_whatever_the_day(tmp_path: Path) -> None:
    def digest(name: str, today: date) -> object:
        printing = tasks.Printing(today=today)
        book = load_workbook(tasks.export_report(store, YEAR, printing, tmp_path / name))
        rows = book["เกี่ยวกับ"].iter_rows(values_only=True)
        return next(row[1] for row in rows if re.fullmatch("[0-9a-f]{64}", str(row[1])))

    with begun_store(tmp_path / "a.db") as store:
        kept = added(store)
        first, second = digest("1.xlsx", date(2026, 1, 20)), digest("2.xlsx", date(2026, 5, 2))
        store.measures.save(replace(kept, result="ข้อความใหม่"))
        third = digest("3.xlsx", date(2026, 1, 20))

    assert first == second != third


def test_a_bundle_whose_place_is_taken_is_refused_before_anything_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.xlsx.save", lambda *_given, **_more: pytest.fail("printed in vain"))
    (tmp_path / "ชุด.zip").write_bytes(b"mine")
    (tmp_path / "ชุด").mkdir()
    with begun_store(tmp_path / "a.db") as store:
        with pytest.raises(TargetExists):
            tasks.bundle(store, YEAR, [tasks.Printing()], tmp_path / "ชุด.zip")
        with pytest.raises(FolderExists):
            tasks.bundle(store, YEAR, [tasks.Printing()], tmp_path / "ชุด", as_folder=True)
