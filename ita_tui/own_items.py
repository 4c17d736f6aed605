"""Fills the OIT items about this very work from the program: prints the document and attaches it to its item."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import places, printing
from ita_tui.disclosing import attach_taken_in, items_of, kept_item
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.own_items import OwnItem, OwnState, covered_years, own_item, who_sees_to
from ita_tui.domain.rounds import standing
from ita_tui.domain.rules import Catalogue
from ita_tui.errors import ItaError
from ita_tui.saving import NotSaved, TargetExists, TargetOpen, TargetReadOnly
from ita_tui.signed_copies import copy_of
from ita_tui.thai.numerals import Numerals, chosen, digits, thai_digits

if TYPE_CHECKING:
    from store.database import Store
    from store.vault import VaultFile

OnProgress = Callable[[int, int], None]
_PLAN, _PROGRESS = "plan", "progress"


class NothingToPrint(ItaError):
    """The year that an item is about has no measures, or is not there."""

    def __init__(self, state: OwnState) -> None:
        year = digits(state.covers.be)
        missing = f"ยังไม่มีปีงบประมาณ {year} ในโปรแกรม" if state.measures is None else f"ปี {year} ยังไม่มีมาตรการ"
        super().__init__(
            f"{missing} จึงยังไม่ได้จัดทำไฟล์",
            f"ข้อนี้ต้องเผยแพร่{state.kind.label}ของปี {year}",
            f"เปิดปี {year} แล้วเพิ่มมาตรการใน F3 หรืออ่านรายงานของปี {year} เข้ามาก่อน",
        )


@dataclass(frozen=True)
class OwnPrinting:
    """A document that is to be made for an item: how it is printed, in which format, and under which title it is kept."""

    code: str
    state: OwnState
    printing: printing.Printing
    form: str
    title: str
    target: Path


@dataclass(frozen=True)
class Made:
    """What was made: where the file lies, and the item as it stands now."""

    path: Path
    item: DisclosureItem


def own_states(
    store: "Store", year: FiscalYear, catalogue: Catalogue, today: date
) -> dict[str, tuple[OwnState, ...]]:
    """What the program has for each of the year's own items, by code; call it in a thread."""
    found: dict[str, tuple[OwnState, ...]] = {}
    for code in filter(None, (catalogue.measures_item, catalogue.report_item)):
        kind = own_item(code, catalogue)
        assert kind is not None
        years = covered_years(kind, catalogue, year)
        found[code] = tuple(_state(store, kind, covers, today) for covers in years)
    return found


def _state(store: "Store", kind: OwnItem, covers: FiscalYear, today: date) -> OwnState:
    round_of = covers.current_round(today)
    if covers not in store.years.all():
        return OwnState(kind, covers, round_of, None)
    measures = len(store.measures.all(covers))
    return OwnState(kind, covers, round_of, measures, standing(store.rounds.all(covers), round_of))


def own_printing(store: "Store", code: str, state: OwnState, today: date) -> OwnPrinting:
    """What is printed for an item, as the export screen last printed: PDF where one can be made, else a workbook.

    The measures are printed in the layout of plans; the report in the progress layout that was used last. A round that
    was signed is printed as it was signed, with its code. Raises NothingToPrint, SignedCopyBroken.
    """
    if not state.ready:
        raise NothingToPrint(state)
    how = _how(store, state, today)
    form = "xlsx" if printing.pdf_refusal() else "pdf"
    copy = None if how.frozen is None else copy_of(store, how.frozen)
    layout = printing.layouts_of(store, copy).named(how.layout)
    title = f"{state.kind.label} ปีงบประมาณ {thai_digits(state.covers.be)} (จัดทำจากโปรแกรม)"
    round_of = None if state.kind is OwnItem.MEASURES else how.round_of
    name = printing.report_name(state.covers, round_of, layout.title, form)
    return OwnPrinting(code, state, how, form, title, _folder(store) / name)


def _how(store: "Store", state: OwnState, today: date) -> printing.Printing:
    if state.kind is OwnItem.REPORT and state.frozen is not None and state.frozen.id is not None:
        return printing.as_signed(copy_of(store, state.frozen.id))
    plan = state.kind is OwnItem.MEASURES
    numerals = store.preferences.get("export_numerals", str(chosen()))
    how = printing.Printing(
        layout=_PLAN if plan else _progress_layout(store, printing.layout_choice(store.path)),
        thai_numerals=numerals == Numerals.THAI,
        round_of=RoundOf.TWELVE_MONTHS if plan else state.round_of,
        today=today,
        face=store.preferences.get("export_face", ""),
    )
    return printing.as_remembered(store, how)


def _progress_layout(store: "Store", layouts: printing.LayoutChoice) -> str:
    """The layout chosen last on the export screen where it prints results, else the plain one."""
    from ita_tui.reports.layout_parts import Field

    last = store.preferences.get("export_layout", "")
    usable = [
        one.name for one in layouts.usable if any(column.field is Field.RESULT for column in one.columns)
    ]
    return last if last in usable else _PROGRESS


def _folder(store: "Store") -> Path:
    """Where the last report went, while that folder is there; else her documents."""
    kept = Path(store.preferences.get("export_folder", ""))
    return kept if kept.is_absolute() and kept.is_dir() else places.documents_folder()


def make_own(
    store: "Store", year: FiscalYear, wanted: OwnPrinting, on_progress: OnProgress | None = None
) -> Made:
    """Print the document, attach it to its item, and note who sees to it; call it from a thread.

    No file is ever written over: a name that is taken is counted on. A document that was made before gets the new
    one as its next revision. Whoever is named already and a status beyond the first stay. Raises NotSaved.
    """
    path = _printed(store, wanted, on_progress)
    file = store.vault.take_in(path)
    item = next(one for one in items_of(store, year) if one.code == wanted.code)
    with store.one_step(f"จัดทำ{wanted.state.kind.label}จากโปรแกรม แนบกับข้อ OIT {thai_digits(item.number)}"):
        filled = _filled(store, year, item)
        if filled != item or item.id is None:
            item = store.disclosure.save(year, filled)
        _attach(store, year, kept_item(store, year, item), wanted, file)
    return Made(path, next(one for one in items_of(store, year) if one.code == wanted.code))


def _printed(store: "Store", wanted: OwnPrinting, on_progress: OnProgress | None) -> Path:
    target = wanted.target
    while True:
        try:
            return printing.export_report(
                store,
                wanted.state.covers,
                wanted.printing,
                target,
                form=wanted.form,
                overwrite=False,
                on_progress=on_progress,
            )
        except (TargetExists, TargetOpen, TargetReadOnly) as taken:
            target = _free(taken)


def _free(taken: NotSaved) -> Path:
    if taken.proposed is None:
        raise taken
    return taken.proposed


def _filled(store: "Store", year: FiscalYear, item: DisclosureItem) -> DisclosureItem:
    """The item with somebody who sees to it, and on its way."""
    preparing = item.status is DisclosureStatus.NOT_STARTED
    status = DisclosureStatus.PREPARING if preparing else item.status
    if item.responsible.strip() or item.divisions:
        return replace(item, status=status)
    divisions = who_sees_to(item, store.measures.all(year))
    return replace(item, status=status, divisions=divisions, responsible=", ".join(divisions))


def _attach(
    store: "Store", year: FiscalYear, item: DisclosureItem, wanted: OwnPrinting, file: "VaultFile"
) -> None:
    before = next((piece for piece in item.evidence if piece.title == wanted.title), None)
    if before is None or before.id is None:
        piece = Evidence(wanted.title, EvidenceKind.FILE, document_date=wanted.printing.today)
        attach_taken_in(store, year, item, piece, [file])
        return
    current = before.current_files
    if any(one.sha256 == file.sha256 for one in current):
        return
    store.evidence.add_file(before.id, file, current[0].slot if current else None)
    store.evidence.save(replace(store.evidence.get(before.id), document_date=wanted.printing.today))
