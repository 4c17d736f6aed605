"""The checks before signing: a year looked over with its evidence files, and findings that are waived or not any more."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from ita_tui.domain.checks import RULES, Checked, Finding, blocking, findings
from ita_tui.domain.evidence import FileState
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from ita_tui.domain.waivers import Waiver
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import thai_digits
from ita_tui.years import rules_of_scores, year_rules

if TYPE_CHECKING:
    from store.database import Store

_NAMES = {rule.code: rule.name for rule in RULES}
_KINDS = {
    "measure": "มาตรการ",
    "proposal": "มาตรการที่เสนอ",
    "item": "ข้อ",
    "survey": "แบบวัด",
    "scores": "คะแนนปีก่อน",
}

OnProgress = Callable[[int, int], None]
"""Told how many files were looked at, and how many there are."""
OnRead = Callable[[str, FileState], None]
"""Told the digest of a file that was read whole, and how it was found."""


class NoReasonGiven(ItaError):
    """A finding was to be waived without a word why."""

    def __init__(self) -> None:
        super().__init__(
            "ยังไม่ได้ยกเว้น เพราะไม่ได้เขียนเหตุผล",
            "เหตุผลจะอยู่ในบันทึกให้ผู้ตรวจอ่านได้ภายหลัง",
            "เขียนเหตุผลสั้น ๆ ว่าทำไมจึงปล่อยไว้ตามเดิม",
        )


def look_over(
    store: "Store",
    year: FiscalYear,
    now: datetime,
    on_progress: OnProgress | None = None,
    *,
    files: Mapping[str, FileState] | None = None,
) -> tuple[Finding, ...]:
    """Everything that is found in a year, the worst first, with the waivers laid on; call it in a thread.

    Every evidence file is read whole and compared with its digest, unless ``files`` tells what an earlier look found.
    Raises YearNotThereError; what ``on_progress`` raises ends the look.
    """
    report = store.report(year)
    known = look_at_files(store, report, on_progress) if files is None else files
    return found_in(store, report, now.date(), known)


def found_in(
    store: "Store", report: Report, today: date, files: Mapping[str, FileState]
) -> tuple[Finding, ...]:
    """What is found in a year that has been read, with what is known of its files."""
    from ita_tui.intake.offices import share_of_offices
    from ita_tui.intake.torn_words import torn_places

    return findings(
        Checked(
            report,
            year_rules(store, report.year),
            today,
            scores_rules=rules_of_scores(store, report),
            files=files,
            torn=torn_places,
            offices=share_of_offices,
        )
    )


def how_many_block(
    store: "Store", report: Report, today: date, files: Mapping[str, FileState] | None = None
) -> int:
    """How many findings block the signature, without looking for torn words: those never do.

    Without ``files`` these are only glanced at, and the number is the least that it may be.
    """
    from ita_tui.intake.offices import share_of_offices

    checked = Checked(
        report,
        year_rules(store, report.year),
        today,
        scores_rules=rules_of_scores(store, report),
        files=glance_at_files(store, report) if files is None else files,
        offices=share_of_offices,
    )
    return len(blocking(findings(checked)))


def lines_checked() -> str:
    """What is looked for, in one line."""
    return " · ".join(rule.name for rule in RULES)


def digests_of(report: Report) -> tuple[str, ...]:
    """The digests of every revision of every evidence file of a year, each once."""
    planned = (*report.measures, *report.proposals)
    measures = (piece for measure in planned for piece in measure.evidence)
    items = (piece for item in report.disclosure for piece in item.evidence)
    return tuple(dict.fromkeys(file.sha256 for piece in (*measures, *items) for file in piece.files))


def glance_at_files(store: "Store", report: Report) -> dict[str, FileState]:
    """Whether the evidence files are there, by their size: quick, and blind to a change that kept it."""
    return {sha256: store.vault.state(sha256, thorough=False) for sha256 in digests_of(report)}


def look_at_files(
    store: "Store",
    report: Report,
    on_progress: OnProgress | None = None,
    known: Mapping[str, FileState] = MappingProxyType({}),
    *,
    on_read: OnRead | None = None,
) -> dict[str, FileState]:
    """Whether the evidence files are there as they were: every one that is not ``known`` yet is read whole.

    ``on_read`` is told of each at once, so that what was read is not lost where the look is ended.
    """
    digests, states = digests_of(report), dict(known)
    for done, sha256 in enumerate(digests):
        if sha256 in states:
            continue
        if on_progress is not None:
            on_progress(done, len(digests))
        states[sha256] = store.vault.state(sha256, thorough=True)
        if on_read is not None:
            on_read(sha256, states[sha256])
    if on_progress is not None:
        on_progress(len(digests), len(digests))
    return states


def waive(store: "Store", year: FiscalYear, found: Sequence[Finding], reason: str) -> tuple[Waiver, ...]:
    """Let findings stand as they are, for a reason that stays on record; one step of the history.

    What is waived already is passed over. Raises NoReasonGiven.
    """
    if not reason.strip():
        raise NoReasonGiven
    standing = [one for one in found if one.stands]
    if not standing:
        return ()
    words = _waived_words(standing)
    return store.waivers.add(year, [one.waived(reason.strip()) for one in standing], words)


def withdraw(store: "Store", found: Iterable[Waiver]) -> int:
    """Take waivers back, as one step of the history; how many there were. Raises RecordGoneError."""
    ids = [one.id for one in found if one.id is not None]
    if not ids:
        return 0
    words = "ถอนการยกเว้นข้อตรวจ" + (f" {thai_digits(len(ids))} ข้อ" if len(ids) > 1 else "")
    with store.one_step(words):
        for waiver_id in ids:
            store.waivers.withdraw(waiver_id, words)
    return len(ids)


def _waived_words(standing: Sequence[Finding]) -> str:
    if len(standing) > 1:
        return f"ยกเว้นข้อตรวจ {thai_digits(len(standing))} ข้อ"
    found = standing[0]
    kind, _, which = found.where.partition(":")
    number = thai_digits(which) if kind in {"measure", "proposal"} else which
    return f"ยกเว้นข้อตรวจ «{_NAMES.get(found.rule, found.rule)}» {_KINDS.get(kind, '')} {number}".rstrip()
