"""Prints a year: the page of a layout in any format, the year in the open format, the bundle for the auditor."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import places
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.links import link_doubt
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import link_to_print
from ita_tui.domain.rounds import standing
from ita_tui.errors import ItaError
from ita_tui.report_parts import ReportParts, remembered, remembered_signatories
from ita_tui.rulebook.loading import rules_for
from ita_tui.signed_copies import SignedCopy, copy_of
from ita_tui.thai.file_names import safe_name
from ita_tui.thai.numerals import digits
from ita_tui.years import rules_of_scores, year_rules

if TYPE_CHECKING:
    from ita_tui.domain.checks import Finding as CheckFinding
    from ita_tui.domain.personal_data import Finding
    from ita_tui.domain.respondents import Survey
    from ita_tui.domain.rules import YearRules
    from ita_tui.reports.layout_parts import Annex
    from ita_tui.reports.layouts import Layout
    from ita_tui.reports.options import Memo
    from ita_tui.reports.page import Page, Signatory
    from store.database import Store

OnProgress = Callable[[int, int], None]
FORMATS = ("xlsx", "docx", "pdf")
"""The formats that a page is printed in; the open format (json) holds the whole year and is no page."""


@dataclass(frozen=True)
class Printing:
    """How a report is to be printed; without ``today`` it names no date.

    ``face`` names the typeface of the workbook (as :mod:`exports.faces` does), empty for the official one. ``annex``,
    ``memo``, ``intro``, ``committee`` and ``notes`` are as in the options of :mod:`ita_tui.reports.options`. With
    ``stood_on`` the year is printed as it was saved at the end of that day, told from the history. With ``frozen``,
    the store's number of a round that was signed, that is printed to the letter, and as it was printed then: of the
    choices made here only the layout counts (see :func:`as_signed`).
    """

    layout: str = "progress"
    thai_numerals: bool = True
    round_of: RoundOf = RoundOf.TWELVE_MONTHS
    signatories: tuple["Signatory", ...] = ()
    today: date | None = None
    face: str = ""
    annex: "Annex | None" = None
    memo: "Memo | None" = None
    intro: tuple[str, ...] | None = None
    committee: tuple[str, ...] | None = None
    notes: bool = False
    stood_on: date | None = None
    frozen: int | None = None


class KeptTextUnreadable(ItaError):
    """What a round was printed with when it was signed cannot be read by this version of the program."""

    def __init__(self, what: str, refusal: ItaError) -> None:
        super().__init__(
            f"พิมพ์ตามที่ลงนามไม่ได้ เพราะโปรแกรมรุ่นนี้อ่าน{what}ที่เก็บไว้ตอนลงนามไม่ได้ สำเนาที่ลงนามยังอยู่ครบ",
            refusal.happened,
            "ใช้โปรแกรมรุ่นที่ลงนาม เลือกแบบรายงานอื่น หรือพิมพ์ข้อมูลปัจจุบันแทน",
        )


@dataclass(frozen=True)
class LayoutChoice:
    """The layouts that can be printed: the shipped ones, and the secretary's own beside the database.

    ``broken`` tells why the others of her own cannot be used, by their names; the name is empty where her folder
    cannot be looked into. They stand in nobody's way unless one of them is asked for.
    """

    usable: tuple["Layout", ...]
    broken: Mapping[str, ItaError]

    def named(self, name: str) -> "Layout":
        """The layout of that name, her own before a shipped one; raises LayoutUnknown, or what is wrong with it."""
        from ita_tui.reports.layouts import layout_named

        if name in self.broken:
            raise self.broken[name]
        return layout_named(name, self.usable)


def layout_choice(database: Path | None) -> LayoutChoice:
    """Every layout, without opening the database: it need not be there, and may be open elsewhere."""
    from ita_tui.reports.layouts import read_layout, shipped_layouts

    usable, broken = list(shipped_layouts()), dict[str, ItaError]()
    try:
        own = places.own_layouts(database) if database else {}
    except places.OwnFileUnreadable as refusal:
        return LayoutChoice(tuple(usable), {"": refusal})
    for name, text in own.items():
        try:
            if isinstance(text, places.OwnFileUnreadable):
                raise text
            usable.append(read_layout(text, name))
        except ItaError as refusal:
            broken[name] = refusal
    return LayoutChoice(tuple(usable), broken)


def page(store: "Store", year: FiscalYear, printing: Printing) -> "Page":
    """The page that the screen previews and the exporter prints."""
    return _arranged(store, report_to_print(store, year, printing), printing)


def _arranged(store: "Store", report: Report, printing: Printing) -> "Page":
    from ita_tui.reports.arranging import arrange
    from ita_tui.reports.layout_parts import Annex
    from ita_tui.reports.options import Options

    copy = None if printing.frozen is None else copy_of(store, printing.frozen)
    if copy is not None:
        printing = as_signed(copy, printing.layout)
    return arrange(
        report,
        layouts_of(store, copy).named(printing.layout),
        Options(
            today=printing.today,
            thai_numerals=printing.thai_numerals,
            round_of=printing.round_of,
            signatories=printing.signatories,
            eit_link=link_to_print(report.surveys),
            rules=_rules(store, report.year, copy),
            scores_rules=_rules(store, FiscalYear(report.scores.year), copy) if report.scores else None,
            intro=printing.intro,
            committee=printing.committee,
            annex=printing.annex or Annex.NONE,
            memo=printing.memo,
            notes=printing.notes,
            stood_on=printing.stood_on,
            code=copy.frozen.code if copy else "",
            signed_on=None if copy else _signed_on(store, report, printing),
        ),
    )


def _signed_on(store: "Store", report: Report, printing: Printing) -> date | None:
    """The day on which the round that is printed was signed in another state than this one."""
    signed = standing(store.rounds.all(report.year), printing.round_of)
    return None if signed is None else signed.at.date()


def layouts_of(store: "Store", copy: SignedCopy | None) -> LayoutChoice:
    """Every layout; that in which a round was signed as it was then, whatever has become of it since.

    Where its kept text cannot be read, it is told as broken: another of the same name would not print what was signed.
    """
    from ita_tui.reports.layouts import read_layout

    choice = layout_choice(store.path)
    if copy is None or not copy.printing.layout_text:
        return choice
    name = copy.printing.layout
    others = tuple(one for one in choice.usable if one.name != name)
    broken = {one: refusal for one, refusal in choice.broken.items() if one != name}
    try:
        signed = read_layout(copy.printing.layout_text, name)
    except ItaError as refusal:  # from a version of the program that read other layouts
        unread = KeptTextUnreadable(f"แบบรายงาน {name}", refusal)
        return LayoutChoice(others, {**broken, name: unread})
    at = next((at for at, one in enumerate(choice.usable) if one.name == name), len(others))
    return LayoutChoice((*others[:at], signed, *others[at:]), broken)


def _rules(store: "Store", year: FiscalYear, copy: SignedCopy | None) -> "YearRules":
    """The rules of a year, those of a round that was signed as they were then. Raises KeptTextUnreadable."""
    if copy is None:
        return year_rules(store, year)
    kept = copy.printing
    try:
        return rules_for(year, kept.rulebooks.get(year.be), kept.shipped_rulebooks.get(year.be, ""))
    except ItaError as refusal:
        raise KeptTextUnreadable(f"เกณฑ์ของปี {digits(year.be)}", refusal) from refusal


def as_signed(copy: SignedCopy, layout: str = "") -> Printing:
    """How a round was printed when it was signed, in another layout where one is named.

    The texts of her own before and after the tables were written for the layout that was signed.
    """
    kept = copy.printing
    same = layout in {"", kept.layout}
    return Printing(
        layout=layout or kept.layout,
        thai_numerals=kept.thai_numerals,
        round_of=kept.round_of,
        signatories=kept.signatories,
        today=kept.today,
        face=kept.face,
        annex=kept.annex,
        memo=kept.memo,
        intro=kept.intro if same else None,
        committee=kept.committee if same else None,
        notes=kept.notes,
        stood_on=kept.stood_on,
        frozen=copy.frozen.id,
    )


def as_remembered(store: "Store", printing: Printing) -> Printing:
    """The printing with signatories, memo, texts and annex as they are remembered from the export screen."""
    preferences = store.preferences
    return with_parts(printing, remembered(preferences), remembered_signatories(preferences))


def with_parts(printing: Printing, parts: ReportParts, signatories: "tuple[Signatory, ...]") -> Printing:
    """The printing with what goes around the tables of its layout."""
    return replace(
        printing,
        signatories=signatories,
        annex=parts.annex,
        memo=parts.memo if parts.with_memo else None,
        intro=parts.intro(printing.layout).printed,
        committee=parts.committee(printing.layout).printed,
        notes=parts.notes,
    )


def doubt_of_link(surveys: "Sequence[Survey]", layout: "Layout") -> str:
    """Why the link to the EIT survey that a layout prints may not open; empty where it looks well or is not printed."""
    from ita_tui.reports.eit_link import web_link
    from ita_tui.reports.layout_parts import Kind

    link = link_to_print(surveys)
    doubt = link_doubt(link)
    if not doubt or all(part.kind is not Kind.EIT_LINK for part in layout.parts):
        return ""
    return doubt if web_link(link) else f"{doubt} รายงานจึงพิมพ์เป็นเส้นประ ไม่มี QR code"


def report_of(store: "Store", year: FiscalYear, stood_on: date | None) -> Report:
    """The year as it stands, or as it stood at the end of the day that was chosen."""
    if stood_on is None:
        return store.report(year)
    return store.report_as_it_stood(year, datetime.combine(stood_on, time.max, store.door.zone))


def report_to_print(store: "Store", year: FiscalYear, printing: Printing) -> Report:
    """The year that is printed: what was signed, or as :func:`report_of` tells. Raises SignedCopyBroken."""
    if printing.frozen is not None:
        return copy_of(store, printing.frozen).report
    return report_of(store, year, printing.stood_on)


def export_report(
    store: "Store",
    year: FiscalYear,
    printing: Printing,
    target: Path,
    *,
    form: str = "xlsx",
    overwrite: bool = False,
    on_progress: OnProgress | None = None,
) -> Path:
    """Print a year as a workbook, a Word document or a PDF (``form``: one of FORMATS); call it from a thread.

    What ``on_progress`` raises ends the printing, and nothing is left behind.
    """
    report = report_to_print(store, year, printing)
    return print_report(
        store, report, printing, target, form=form, overwrite=overwrite, on_progress=on_progress
    )


def print_report(
    store: "Store",
    report: Report,
    printing: Printing,
    target: Path,
    *,
    form: str,
    overwrite: bool = False,
    on_progress: OnProgress | None = None,
) -> Path:
    """Print a year that was read once: what changes meanwhile is in no part of the file, or of any other beside it."""
    made = _arranged(store, report, printing)
    if form == "docx":
        from exports import docx

        return docx.save(made, target, overwrite=overwrite, on_progress=on_progress)
    if form == "pdf":
        from exports import pdf

        return pdf.save(made, target, overwrite=overwrite, on_progress=on_progress)
    return _workbook(store, report, made, printing, target, overwrite=overwrite, on_progress=on_progress)


def _workbook(
    store: "Store",
    report: Report,
    made: "Page",
    printing: Printing,
    target: Path,
    *,
    overwrite: bool,
    on_progress: OnProgress | None,
) -> Path:
    """The workbook with its data sheet, and the sheet that tells what it was made from."""
    from exports import xlsx
    from exports.about_sheet import About
    from exports.data_sheet import DataSheet
    from exports.faces import FACES, TH_SARABUN_NEW

    copy = None if printing.frozen is None else copy_of(store, printing.frozen)
    if copy is not None:
        printing = as_signed(copy, printing.layout)
    about = None
    if printing.today is not None:
        about = About(
            version=_version(),
            stood_on=printing.stood_on or printing.today,
            digest=copy.frozen.digest if copy else digest_of_year(store, report),
            history_head=copy.printing.head if copy else store.history.head(),
            code=made.code,
        )
    face = next((face for face in FACES if face.name == printing.face), TH_SARABUN_NEW)
    return xlsx.save(
        made,
        target,
        overwrite=overwrite,
        data=DataSheet.of(report),
        about=about,
        font=face,
        on_progress=on_progress,
    )


def export_open_format(
    store: "Store", year: FiscalYear, today: date, target: Path, *, overwrite: bool = False
) -> Path:
    """Write a whole year in the open format (JSON), which reading in takes back without loss.

    What the checks find is in it for other programs. Evidence files are no part of the format, nor is what has
    become of them in the vault: the same year tells the same findings in every file.
    """
    from exports import json
    from ita_tui.checking import found_in

    report = store.report(year)
    found = found_in(store, report, today, files={})
    return json.save(_open_format(store, report, today, found), target, overwrite=overwrite)


def digest_of_year(store: "Store", report: Report) -> str:
    """The SHA-256 of a year in the open format, keys in order and without blanks; the day of writing is no part of it."""
    import json

    whole = _open_format(store, report, report.year.first)
    data = {name: value for name, value in whole.items() if name != "exported"}
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _open_format(
    store: "Store", report: Report, today: date, found: "Sequence[CheckFinding]" = ()
) -> dict[str, object]:
    """The year as :func:`digest_of_year` sees it; ``found`` of the checks is no part of that."""
    from ita_tui.reports.open_format import to_dict

    rules = year_rules(store, report.year)
    return to_dict(report, rules, today, scores_rules=rules_of_scores(store, report), findings=found)


def pdf_refusal() -> ItaError | None:
    """Why no PDF can be made on this machine, with what to install; None where one can."""
    from exports.pdf_maker import refuse_without_maker

    try:
        refuse_without_maker()
    except ItaError as refusal:
        return refusal
    return None


def faces() -> tuple[tuple[str, bool], ...]:
    """The typefaces that a workbook can be set in, the official one first, and whether this machine has them."""
    from exports.faces import FACES
    from exports.installed_faces import installed_faces

    found = installed_faces()
    return tuple((face.name, face in found) for face in FACES)


def looked_through(
    store: "Store", year: FiscalYear, printing: Printing, *, form: str
) -> "tuple[Page, tuple[Finding, ...]]":
    """The page of a report, and what may be personal data in all that is published with it as ``form``.

    A workbook, and the bundle with one in it, carry the whole data of the measures besides what is printed.
    """
    from ita_tui.reports.personal_texts import personal_data_in

    report = report_to_print(store, year, printing)
    made = _arranged(store, report, printing)
    return made, personal_data_in(made, None if form in {"docx", "pdf"} else report)


def report_name(year: FiscalYear, round_of: RoundOf | None, title: str, suffix: str) -> str:
    """The file name offered for a report; ``title`` is the layout's, ``round_of`` None of what has no round."""
    name = f"{title}-{year.be}" if round_of is None else f"{title}-{year.be}-รอบ{round_of.value}เดือน"
    return safe_name(f"{name}.{suffix}")


def year_name(year: FiscalYear) -> str:
    """The name offered for the whole year in the open format, without a suffix."""
    return f"ข้อมูลทั้งปี-{year.be}"


def _version() -> str:
    try:
        return version("ita-tui")
    except PackageNotFoundError:  # run from a folder that was never installed
        return ""
