"""The program's table of contents: one short function per request, called by screens and commands alike.

The only place that uses two rooms at once; what is long of it stands in :mod:`ita_tui.years`,
:mod:`ita_tui.papers`, :mod:`ita_tui.printing`, :mod:`ita_tui.bundling` and :mod:`ita_tui.taking_in`, whose names are
offered here too. The heavy rooms are imported inside the functions that need them, because the first paint waits for
none of them.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ita_tui import keeping, places
from ita_tui.bundling import bundle, bundle_name
from ita_tui.checking import (
    NoReasonGiven,
    digests_of,
    found_in,
    glance_at_files,
    how_many_block,
    lines_checked,
    look_at_files,
    look_over,
    waive,
    withdraw,
)
from ita_tui.closing import look_at_closing, remove_evidence, what_goes, what_went
from ita_tui.domain.agency import Agency
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.keeping import (
    BackupComparison,
    KeptBackups,
    NotBegun,
    backed_up_before,
    choose_second_folder,
    compare_backup,
    keep_backups,
    list_backups,
    second_folder,
    would_come_back,
)
from ita_tui.kept_words import KeptWords, kept_words
from ita_tui.mending import history_now, salvage, verify, verify_at_start, warnings_at_start, ways_out
from ita_tui.next_year import NextYear, offer_next_year, start_next_year
from ita_tui.papers import draft, read_in, take_apart, take_apart_pasted
from ita_tui.printing import (
    LayoutChoice,
    Printing,
    as_remembered,
    as_signed,
    doubt_of_link,
    export_open_format,
    export_report,
    faces,
    layout_choice,
    layouts_of,
    looked_through,
    page,
    pdf_refusal,
    report_name,
    with_parts,
    year_name,
)
from ita_tui.signed_copies import SignedCopy, copy_of, entries_after, signed_entry, standing_copy
from ita_tui.signing import (
    CodeCheck,
    Preparation,
    ReasonMissing,
    RoundBlocked,
    changed_words,
    check_code,
    day_to_offer,
    freeze_round,
    prepare,
    release_round,
    usual_day,
)
from ita_tui.taking_in import (
    UNNAMED,
    NothingToTake,
    TakeIn,
    YearHasMeasures,
    YearParts,
    refuse_full_year,
    stranger,
    take_in,
    what_becomes,
)
from ita_tui.thai.numerals import Numerals, thai_digits
from ita_tui.years import (
    YearState,
    YearUnknown,
    begin_year,
    known_year,
    load_year,
    newest_year,
    year_rules,
)

if TYPE_CHECKING:
    from store.database import Store
    from store.restoring import Restored

__all__ = [
    "UNNAMED",
    "BackupComparison",
    "Clock",
    "CodeCheck",
    "DatabaseMissing",
    "KeptBackups",
    "KeptWords",
    "LayoutChoice",
    "NextYear",
    "NoReasonGiven",
    "NotBegun",
    "NothingToTake",
    "OnProgress",
    "Preparation",
    "Printing",
    "ReasonMissing",
    "RoundBlocked",
    "SignedCopy",
    "TakeIn",
    "YearHasMeasures",
    "YearParts",
    "YearState",
    "YearUnknown",
    "as_remembered",
    "as_signed",
    "attach_file",
    "attach_revision",
    "back_up",
    "backed_up_before",
    "begin_year",
    "bring_back",
    "bundle",
    "bundle_name",
    "changed_words",
    "check_code",
    "choose_second_folder",
    "compare_backup",
    "copy_of",
    "day_to_offer",
    "digests_of",
    "doubt_of_link",
    "draft",
    "entries_after",
    "export_open_format",
    "export_report",
    "faces",
    "found_in",
    "freeze_round",
    "glance_at_files",
    "go_back",
    "history_now",
    "how_many_block",
    "keep_backups",
    "kept_words",
    "known_year",
    "layout_choice",
    "layouts_of",
    "lines_checked",
    "list_backups",
    "load_year",
    "look_at_closing",
    "look_at_files",
    "look_over",
    "looked_through",
    "newest_year",
    "offer_next_year",
    "open_demo",
    "open_existing",
    "open_store",
    "page",
    "pdf_refusal",
    "prepare",
    "reaches",
    "read_in",
    "refuse_full_year",
    "release_round",
    "remove_evidence",
    "report_name",
    "restore",
    "salvage",
    "second_folder",
    "set_up",
    "signed_entry",
    "standing_copy",
    "start_next_year",
    "start_with_sample",
    "stranger",
    "take_apart",
    "take_apart_pasted",
    "take_in",
    "undo_restore",
    "usual_day",
    "verify",
    "verify_at_start",
    "waive",
    "warnings_at_start",
    "ways_out",
    "what_becomes",
    "what_goes",
    "what_went",
    "with_parts",
    "withdraw",
    "would_come_back",
    "year_name",
    "year_rules",
]

Clock = Callable[[], datetime]
SCREEN_NUMERALS = "screen_numerals"
"""The preference that says in which numerals the screens speak."""
OnProgress = Callable[[int, int], None]


class DatabaseMissing(ItaError):
    """There is no database yet where one is only to be looked at."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"ยังไม่มีไฟล์ฐานข้อมูล «{path}» จึงไม่ได้ทำอะไร",
            "ยังไม่เคยเริ่มใช้โปรแกรมกับไฟล์นี้ หรือพิมพ์ชื่อไฟล์ไม่ตรง",
            "ตรวจชื่อไฟล์ หรือเริ่มด้วยคำสั่ง ita-tui หรือ ita-tui import",
        )


# --- opening -------------------------------------------------------------------------------------------------


def open_store(path: Path, clock: Clock) -> "Store":
    """Open the database, making file and data folder where they do not exist yet."""
    from store.database import Store

    _make_data_folder(path)
    return Store.open(path, clock=clock, rescue_folder=places.rescue_folder())


def screen_numerals(store: "Store") -> Numerals:
    """The numerals chosen for the screens of this database; what only a newer version knows is as never chosen."""
    kept = store.preferences.get(SCREEN_NUMERALS, "")
    return Numerals(kept) if kept in set(Numerals) else Numerals.THAI


def _make_data_folder(database: Path) -> None:
    """Make the program's own folder, where the database is to lie in it, and let its user alone look into both.

    No other folder is ever made.
    """
    from store.refusals import ReadOnlyFolderError
    from store.rights import make_private

    if database != places.default_database():
        return
    try:
        places.private(database.parent)
        make_private(database)
    except OSError as error:
        raise ReadOnlyFolderError(database.parent) from error


def open_existing(path: Path, clock: Clock) -> "Store":
    """Open a database to look at it or copy it; raises DatabaseMissing instead of making one."""
    if not places.is_there(path):
        raise DatabaseMissing(path)
    return open_store(path, clock)


def was_left_open(database: Path, now: datetime) -> bool:
    """Whether who had the database open last, on this PC, ended without closing it; asked before it is opened."""
    from store.holder import was_left

    return was_left(database, now)


# --- beginning -----------------------------------------------------------------------------------------------


def set_up(
    store: "Store", agency: Agency, year: FiscalYear, *, staff: int | None = None, served: int | None = None
) -> None:
    """The first run: the agency and its first year, as one step."""
    with store.one_step(f"เริ่มต้นใช้งาน {agency.short_name} ปีงบประมาณ {thai_digits(year.be)}"):
        store.agencies.save(agency)
        begin_year(store, year, staff=staff, served=served)


def start_with_sample(store: "Store", now: datetime) -> FiscalYear:
    """Fill an empty store with the sample year, its evidence files included."""
    from ita_tui.reports.sample_year import sample_evidence, sample_report

    report = sample_report(now.date())
    with TemporaryDirectory() as folder, store.one_step("เริ่มด้วยข้อมูลตัวอย่าง"):
        for name, content in sample_evidence().items():
            path = Path(folder, name)
            path.write_bytes(content)
            store.vault.take_in(path)
        take_in(store, report, report.year, TakeIn.INTO_EMPTY, "ข้อมูลตัวอย่าง")
    return report.year


def open_demo(folder: Path, clock: Clock) -> "Store":
    """A throw-away store with the sample year, inside a folder that the caller removes."""
    store = open_store(folder / "ตัวอย่าง.db", clock)
    try:
        start_with_sample(store, clock())
    except BaseException:
        store.close()
        raise
    return store


# --- evidence ------------------------------------------------------------------------------------------------


def attach_file(
    store: "Store",
    measure_id: int,
    source: Path,
    evidence: Evidence,
    on_progress: OnProgress | None = None,
) -> Evidence:
    """Copy a file into the vault and attach it to a measure, with the title and date that were typed."""
    file = store.vault.take_in(source, on_progress)
    titled = replace(evidence, title=evidence.title.strip() or file.name)
    return store.evidence.attach([measure_id], titled, [file])


def attach_revision(
    store: "Store", evidence_id: int, slot: int | None, source: Path, on_progress: OnProgress | None = None
) -> None:
    """Add a new revision of the file in a slot, the earlier ones stay in the vault; without a slot, another file."""
    store.evidence.add_file(evidence_id, store.vault.take_in(source, on_progress), replaces_slot=slot)


# --- keeping -------------------------------------------------------------------------------------------------


def back_up(store: "Store", target: Path | None = None) -> Path:
    """Copy the database, verified, to a file or into the folder of backups."""
    from store import backups

    return backups.back_up(store, target)


def reaches(folder: Path) -> bool:
    """Whether a folder can be looked into now; not where its share has gone away or is closed. For a thread."""
    return os.path.isdir(folder)  # noqa: PTH112 - Path.is_dir raises where a share is stale


def restore(backup: Path, database: Path, clock: Clock) -> Path | None:
    """Bring a backup back; the database that was there is kept aside under the path that is returned, if any."""
    return bring_back(backup, database, clock).kept


def undo_restore(database: Path, clock: Clock) -> Path:
    """Bring back what the last restore set aside; returns that file. What is there now is set aside in its turn."""
    return go_back(database, clock).brought


def bring_back(backup: Path, database: Path, clock: Clock) -> "Restored":
    """As :func:`restore`, telling also what came back of the evidence."""
    _make_data_folder(database)
    return keeping.bring_back(backup, database, clock)


def go_back(database: Path, clock: Clock) -> "Restored":
    """As :func:`undo_restore`, telling also where the database that was there is kept."""
    return keeping.go_back(database, clock)
