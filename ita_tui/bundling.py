"""The bundle for the auditor: reports printed for it, and the year's evidence with its files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from ita_tui.errors import ItaError, for_the_administrator, technical_word
from ita_tui.printing import (
    LayoutChoice,
    OnProgress,
    Printing,
    layouts_of,
    pdf_refusal,
    print_report,
    report_name,
    report_to_print,
)
from ita_tui.saving import refuse_folder_in_vain, refuse_in_vain
from ita_tui.signed_copies import copy_of

if TYPE_CHECKING:
    from exports.bundle_contents import Bundled, Piece
    from ita_tui.domain.evidence import Evidence
    from store.database import Store


class NoTemporaryFolder(ItaError):
    """The system offers no folder in which the reports of a bundle could be made."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "เตรียมรายงานสำหรับชุดหลักฐานไม่สำเร็จ จึงยังไม่ได้เขียนชุดหลักฐาน",
            f"พื้นที่ดิสก์อาจเต็ม หรือไม่มีสิทธิ์เขียนในโฟลเดอร์ชั่วคราวของเครื่อง{for_the_administrator(detail)}",
            "ลบไฟล์ที่ไม่ใช้ แล้วลองใหม่",
        )


def bundle_name(year: FiscalYear) -> str:
    """The name offered for the evidence bundle, without a suffix."""
    return f"ชุดหลักฐาน-{year.be}"


def bundle(
    store: "Store",
    year: FiscalYear,
    printings: Sequence[Printing],
    target: Path,
    *,
    stood_on: date | None = None,
    as_folder: bool = False,
    overwrite: bool = False,
    on_progress: OnProgress | None = None,
) -> "Bundled":
    """Write the evidence bundle of a year with a report for each of ``printings``, as one zip or as a folder.

    The year is read once, as it stands or as it stood at the end of ``stood_on``, or as it was signed where one of the
    printings says so: reports and evidence tell the same.
    Files that are missing or changed are named in what comes back, and left out. Raises NoTemporaryFolder, and as
    :func:`ita_tui.printing.export_report` and the exporter of bundles do; a target that is taken is refused first.
    """
    from exports import bundle as exporter
    from exports.bundle_contents import Bundle, ReportFile

    if as_folder:
        refuse_folder_in_vain(target)
    else:
        refuse_in_vain(target, overwrite=overwrite)
    signed = next((printing for printing in printings if printing.frozen is not None), None)
    report = report_to_print(store, year, signed or Printing(stood_on=stood_on))
    reports: dict[str, bytes] = {}
    for printing in printings:
        of_that = replace(printing, stood_on=stood_on, frozen=signed.frozen if signed else None)
        reports |= _printed(store, report, of_that, on_progress)
    files = tuple(ReportFile(name, content) for name, content in reports.items())
    whole = Bundle(report.agency.name, year, files, tuple(_pieces(store, report)))
    if as_folder:
        return exporter.save_as_folder(whole, target, on_progress=on_progress)
    return exporter.save(whole, target, overwrite=overwrite, on_progress=on_progress)


def _printed(
    store: "Store", report: Report, printing: Printing, on_progress: OnProgress | None
) -> dict[str, bytes]:
    """A report as the bundle has it, file name to bytes: a workbook, and a PDF where one can be made, else a document."""
    printed: dict[str, bytes] = {}
    copy = None if printing.frozen is None else copy_of(store, printing.frozen)
    title = _title_alone(layouts_of(store, copy), printing.layout)
    try:
        with TemporaryDirectory() as folder:
            for form in ("xlsx", "docx" if pdf_refusal() else "pdf"):
                target = Path(folder, report_name(report.year, printing.round_of, title, form))
                path = print_report(store, report, printing, target, form=form, on_progress=on_progress)
                printed[path.name] = path.read_bytes()
    except OSError as error:
        raise NoTemporaryFolder(technical_word(error)) from error
    return printed


def _title_alone(choice: LayoutChoice, name: str) -> str:
    """A layout's title, with its name where another one has the same: both reports may go into one bundle."""
    layout = choice.named(name)
    same = [one for one in choice.usable if one.title == layout.title]
    return layout.title if len(same) == 1 else f"{layout.title} ({name})"


def _pieces(store: "Store", report: Report) -> "list[Piece]":
    """Every piece of evidence once, with all the measures and OIT items that it proves; those of measures first."""
    from exports.bundle_contents import Piece, PieceFile, ProvedMeasure

    found: dict[object, tuple[Evidence, list[ProvedMeasure], dict[str, None]]] = {}
    key: object
    for measure in report.measures:
        for evidence in measure.evidence:
            key = evidence.id if evidence.id is not None else (measure.number, evidence)
            _, proved, items = found.setdefault(key, (evidence, [], {}))
            proved.append(ProvedMeasure(measure.number, measure.title))
            items.update(dict.fromkeys(measure.items))
    for item in report.disclosure:
        for evidence in item.evidence:
            key = evidence.id if evidence.id is not None else (item.code, evidence)
            found.setdefault(key, (evidence, [], {}))[2][item.code] = None
    return [
        Piece(
            evidence,
            tuple(proved),
            tuple(items),
            tuple(
                PieceFile(
                    _in_vault(store, file.sha256),
                    file.sha256,
                    file.name,
                    file.size,
                    removed=store.removals.holds(file.sha256),
                )
                for file in evidence.current_files
            ),
        )
        for evidence, proved, items in found.values()
    ]


def _in_vault(store: "Store", sha256: str) -> Path | None:
    try:
        return store.vault.path(sha256)
    except ValueError:  # no digest at all: nothing can lie there
        return None
