"""Whatever measures a year has: printed in any layout, read in and printed again, its tables are the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exports import docx, xlsx
from exports.data_sheet import DataSheet
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.period import read_period
from ita_tui.domain.report import Report
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import DoubtKind
from ita_tui.reports.arranging import arrange
from ita_tui.reports.layouts import layout_named, shipped_layouts
from ita_tui.reports.options import Options
from ita_tui.reports.page import Page, Signatory
from ita_tui.rulebook.loading import rules_for
from tests.long_series import length
from tests.printed_years import AGENCY, FULL, ISSUES, SCORES

YEAR = FiscalYear(2569)
OPTIONS = Options(rules=rules_for(YEAR), scores_rules=rules_for(YEAR.previous()))
LAYOUTS = tuple(layout.name for layout in shipped_layouts())
WORDS = (
    "จัดทำ", "ปรับปรุง", "เว็บไซต์", "ข้อมูล", "น้ำประปา", "ที่ศาลา", "กองคลัง", "[ร่าง]", "=สรุป", "แล้วเสร็จ", "พ.ศ. 2566",
    "9.4", "E-Service", "<ไม่ใช่แท็ก>", "&", '"คำพูด"', "2 ครั้ง", "ฯลฯ", "มาตรการ", "อบรม/ประชุม", "ร้อยละ ๘๐",
)  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
cells = st.one_of(
    st.just(""),
    st.lists(phrases, min_size=1, max_size=3).map("\n".join),
    st.lists(phrases, min_size=2, max_size=4).map(
        lambda items: "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    ),
)
measures = st.builds(
    Measure,
    number=st.just(1),
    title=st.builds("{}{}".format, st.sampled_from(("เปิดเผย", "ส่งเสริม", "ป้องกัน")), phrases),
    guideline=cells,
    method=cells,
    responsible=st.sampled_from(("", "สำนักปลัด", "สำนักปลัด\nกองคลัง", "ทุกส่วนราชการ")),
    period=st.sampled_from(("ก.พ. – เม.ย. ๒๕๖๙", "ตลอดปีงบประมาณ", "")).map(
        lambda text: read_period(text, YEAR)
    ),
    status=st.sampled_from((WorkStatus.NOT_STARTED, WorkStatus.IN_PROGRESS, WorkStatus.COMPLETED)),
    result=cells,
    outcome=cells,
    recommendation=cells,
    follow_up=cells,
    issue=st.sampled_from((None, *range(1, 8))),
    weak_item=st.sampled_from(("", "i10 การยืมทรัพย์สิน", "O8 คู่มือ")),
)


def numbered(written: list[Measure], *, proposal: bool = False) -> tuple[Measure, ...]:
    return tuple(replace(one, number=number, proposal=proposal) for number, one in enumerate(written, 1))


def page_of(report: Report, layout: str) -> Page:
    return arrange(report, layout_named(layout), OPTIONS)


def tables_of(page: Page) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    return [
        (tuple(head.text for head in table.heads), [row.cells for row in table.rows]) for table in page.tables
    ]


def read_again(report: Report, layout: str, form: str, folder: Path) -> Report:
    """The report that is read from the file it was printed to."""
    page, target = page_of(report, layout), folder / f"again.{form}"
    if form == "xlsx":
        xlsx.save(page, target, overwrite=True, data=DataSheet.of(report))
    else:
        docx.save(page, target, overwrite=True)
    draft = read_document(target, YEAR)
    return Report(
        AGENCY,
        YEAR,
        measures=draft.measures,
        proposals=draft.proposals,
        scores=draft.scores,
        issues=draft.issues,
    )


def report_of(written: list[Measure], proposed: list[Measure], *, scored: bool) -> Report:
    """A year with those measures and proposals, with or without last year's results."""
    return Report(
        AGENCY,
        YEAR,
        measures=numbered(written),
        proposals=numbered(proposed, proposal=True),
        scores=SCORES if scored else None,
        issues=ISSUES if scored else (),
    )


reports = st.builds(
    report_of,
    st.lists(measures, min_size=1, max_size=4),
    st.lists(measures, max_size=2),
    scored=st.booleans(),
)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@settings(deadline=None, max_examples=length(6, 80))
@given(st.sampled_from(LAYOUTS), reports)
def test_any_year_is_read_in_and_printed_with_the_same_cells(
    tmp_path_factory: pytest.TempPathFactory, form: str, layout: str, report: Report
) -> None:
    assume(page_of(report, layout).tables)  # without results the analysis has none

    again = read_again(report, layout, form, tmp_path_factory.getbasetemp())

    assert tables_of(page_of(again, layout)) == tables_of(page_of(report, layout))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_who_signs_side_by_side_under_a_table_is_no_row_of_it(tmp_path: Path, layout: str) -> None:
    who = (Signatory("นายทดลอง สมมุติ", "เลขานุการ"), Signatory("", "ประธานกรรมการ"), Signatory("นางตัวอย่าง"))
    page = arrange(FULL, layout_named(layout), replace(OPTIONS, signatories=who))
    target = xlsx.save(page, tmp_path / "แผ่นเดียว.xlsx", overwrite=False)

    draft = read_document(target, YEAR)

    told = [*draft.measures, *draft.proposals, *draft.issues, draft.scores]
    assert not any(words in repr(told) for words in ("ทดลอง", "ประธานกรรมการ", "ตำแหน่ง"))
    assert not [doubt for doubt in draft.doubts if doubt.kind is DoubtKind.UNKNOWN_TABLE]
