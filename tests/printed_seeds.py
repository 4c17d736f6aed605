"""Reports that are read in, kept in a store and printed in every layout, as the secretary prints them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from exports import xlsx
from exports.faces import FACES, TH_SARABUN_NEW
from ita_tui import tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.instruments import Instrument
from ita_tui.printing import Printing, export_report
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.layouts import shipped_layouts
from ita_tui.reports.options import Memo
from ita_tui.reports.page import Page, Signatory
from store.database import Store
from tests.long_series import LONG, some
from tests.printed_years import FULL
from tests.store_builders import number_of, standing_clock

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
REAL = ("hannangam-2568", "napho-2565", "nayai-2568", "talubo-2567", "thamsing-2566")
OWN = ("rimthan-2566", "imaginary-2569")
"""A report that lies beside the tests, and the imaginary year in which nothing is missing."""

LAYOUTS = tuple(layout.name for layout in shipped_layouts())
LINK = "https://itas.example.go.th/go/eit?tokenId=2759482&tokenValue=acd12187a-9280&departmentId=1609"
SIGNATORIES = (
    Signatory("นางสาวสมมุติ ตัวอย่าง", "เลขานุการคณะกรรมการ"),
    Signatory("นายทดลอง สมมุติ", "ประธานกรรมการ"),
    Signatory("", "กรรมการ"),
    Signatory("นางตัวอย่าง ทดลองพิมพ์ชื่อยาว", "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ รักษาราชการแทนปลัด"),
)
MEMO = Memo("สม ๗๑๐๐๑/๑๒๓", date(2026, 10, 16), "นายกองค์การบริหารส่วนตำบล", office="สำนักปลัด งานนโยบายและแผน")
PIECES = (
    Evidence("คำสั่งแต่งตั้งคณะทำงาน", EvidenceKind.ORDER, document_number="คำสั่งที่ 12/2568", page="หน้า 3"),
    Evidence("หน้าเว็บคู่มือการปฏิบัติงาน", EvidenceKind.LINK, url="https://www.example.go.th/o8?id=2569"),
)


class Case(NamedTuple):
    """A report and the layout that it is printed in."""

    report: str
    layout: str

    def __str__(self) -> str:
        return f"{self.report}-{self.layout}"


CASES = tuple(Case(*pair) for pair in product((*REAL, *OWN), LAYOUTS))
SHARES: tuple[str, ...] = (*REAL, *OWN) if LONG else ("real", "own")
"""In the long form every report; in the short one a case of the real ones, and one of our own, by chance."""


def cases_of(share: str) -> list[Case]:
    """The cases of a share; skips where the real reports are not there."""
    if share not in {"own", *OWN} and not SEEDS.is_dir():
        pytest.skip("the real reports are not beside this repository")
    if share in {"own", "real"}:
        kin = OWN if share == "own" else REAL
        return list(some([case for case in CASES if case.report in kin], 1))
    return [case for case in CASES if case.report == share]


def printing_of(case: Case, face: str = "") -> Printing:
    """How a case is printed: all that can be chosen is chosen in some of the reports and some of the layouts."""
    at = (*REAL, *OWN).index(case.report) + LAYOUTS.index(case.layout)
    return Printing(
        case.layout,
        thai_numerals=at % 4 != 3,
        round_of=RoundOf.SIX_MONTHS if at % 5 == 4 else RoundOf.TWELVE_MONTHS,
        signatories=SIGNATORIES[: at % 5],
        today=date(2026, 10, 5),
        face=face,
        annex=tuple(Annex)[at % 3],
        memo=MEMO if at % 2 else None,
    )


class Shelf:
    """The stores of the reports, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stores: dict[str, tuple[Store, FiscalYear]] = {}
        self._printed: set[Path] = set()

    def store_of(self, report: str) -> tuple[Store, FiscalYear]:
        if report not in self._stores:
            store = tasks.open_store(self.folder / f"{report}.db", standing_clock)
            self._stores[report] = store, self._filled(store, report)
        return self._stores[report]

    def page(self, case: Case) -> Page:
        store, year = self.store_of(case.report)
        return tasks.page(store, year, printing_of(case))

    def printed(self, case: Case, form: str, *, face: str = TH_SARABUN_NEW.name, again: str = "") -> Path:
        """The file of a case, printed when it is first asked for; ``again`` asks for another one."""
        target = self.folder / f"{case}{again}{face.replace(' ', '')}.{form}"
        if target not in self._printed:
            store, year = self.store_of(case.report)
            self._printed.add(export_report(store, year, printing_of(case, face), target, form=form))
        return target

    def printed_alone(self, case: Case, face: str) -> Path:
        """The workbook of a case with nothing but the sheet for print."""
        target = self.folder / f"{case}-alone{face.replace(' ', '')}.xlsx"
        if target not in self._printed:
            font = next(one for one in FACES if one.name == face)
            self._printed.add(xlsx.save(self.page(case), target, overwrite=False, font=font))
        return target

    def close(self) -> None:
        for store, _year in self._stores.values():
            store.close()

    def _filled(self, store: Store, report: str) -> FiscalYear:
        if report == "imaginary-2569":
            tasks.take_in(store, FULL, FULL.year, tasks.TakeIn.INTO_EMPTY, report)
            year = FULL.year
        else:
            year = taken_in(store, document_of(report), FiscalYear(int(report[-4:])))
            self._prove(store, year)
        self._link_survey(store, year)
        return year

    def _prove(self, store: Store, year: FiscalYear) -> None:
        """Evidence for the first measures, as no report holds any: one piece for two of them, with a file."""
        numbers = [number_of(measure) for measure in store.measures.all(year)[:2]]
        paper = self.folder / "คำสั่ง ที่ 12.pdf"
        paper.write_bytes(b"%PDF-1.7")
        for piece, files in zip(PIECES, ([store.vault.take_in(paper)], []), strict=True):
            store.evidence.attach(numbers, piece, files)

    @staticmethod
    def _link_survey(store: Store, year: FiscalYear) -> None:
        """The link of the survey that people outside answer, where the report told none."""
        survey = next(
            one for one in store.surveys.all(year) if one.instrument in {Instrument.EIT, Instrument.EIT1}
        )
        if not survey.link:
            store.surveys.save(year, replace(survey, link=LINK))


def document_of(report: str) -> Path:
    folder = Path(__file__).parent / "data" if report in OWN else SEEDS
    return folder / f"{report}.txt"


def taken_in(store: Store, document: Path, year: FiscalYear) -> FiscalYear:
    """Read a document into an empty store; the year that it went into."""
    draft = tasks.read_in(document, year)
    found = draft.planned_for or draft.year_found or year
    tasks.take_in(store, draft, found, tasks.TakeIn.INTO_EMPTY, document.name)
    return found


@contextmanager
def emptied(folder: Path) -> Iterator[Store]:
    """An empty store for one document, gone afterwards."""
    path = folder / "again.db"
    with tasks.open_store(path, standing_clock) as store:
        yield store
    for left in folder.glob("again.db*"):
        left.unlink()
