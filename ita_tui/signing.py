"""Freezes a round for signing, releases it for a reason, and tells years later whether the data are what was signed."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from ita_tui import places
from ita_tui.checking import found_in, look_at_files
from ita_tui.code_checks import CodeCheck, Point, changed_words, check_code
from ita_tui.domain.backups import BackupKind
from ita_tui.domain.checks import Finding, blocking
from ita_tui.domain.differences import Difference
from ita_tui.domain.findings import Identity
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.meetings import Meeting, last_ended
from ita_tui.domain.report import Report
from ita_tui.domain.rounds import FrozenRound, Kept, standing
from ita_tui.domain.verification_code import verification_code
from ita_tui.errors import ItaError
from ita_tui.keeping import backed_up_before, kept_signed
from ita_tui.printing import Printing, layout_choice
from ita_tui.rulebook.loading import shipped_text
from ita_tui.thai.numerals import digits
from ita_tui.years import rules_of_scores, year_rules

if TYPE_CHECKING:
    from store.database import Store

__all__ = [
    "CodeCheck",
    "Point",
    "Preparation",
    "ReasonMissing",
    "ReleasedAlready",
    "RoundBlocked",
    "changed_words",
    "check_code",
    "day_to_offer",
    "freeze_round",
    "prepare",
    "release_round",
    "usual_day",
]

OnProgress = Callable[[int, int], None]
_NAMED = 3
"""As many findings are named in a refusal."""


class ReasonMissing(ItaError):
    """A round is to be released, or signed in spite of what was found, without a word why."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"ยังไม่ได้{what} เพราะไม่ได้เขียนเหตุผล",
            "เหตุผลจะอยู่ในประวัติให้ผู้ตรวจอ่านได้ภายหลัง",
            f"เขียนเหตุผลสั้น ๆ แล้ว{what}อีกครั้ง",
        )


class RoundBlocked(ItaError):
    """A round is to be signed while findings stand that block the signature."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self.found = tuple(found)
        named = " · ".join(f"{one.name}: {one.words}" for one in self.found[:_NAMED])
        more = f" และอีก {digits(len(self.found) - _NAMED)} ข้อ" if len(self.found) > _NAMED else ""
        super().__init__(
            f"ยังไม่ได้ปิดรอบ เพราะมีข้อที่ต้องแก้ก่อนลงนาม {digits(len(self.found))} ข้อ",
            f"{named}{more}",
            "เปิดหน้าตรวจ (F8) เพื่อแก้ไขหรือยกเว้นพร้อมเหตุผล หรือยืนยันปิดรอบทั้งที่ยังมีข้อเหล่านี้พร้อมเหตุผล",
        )


class ReleasedAlready(ItaError):
    """A round is to be released that does not stand any more."""

    def __init__(self, frozen: FrozenRound) -> None:
        super().__init__(
            f"รอบ {digits(int(frozen.round_of))} เดือน ปีงบประมาณ {digits(frozen.year.be)} ปลดไว้ก่อนแล้ว",
            "มีเหตุผลอยู่ในประวัติแล้ว",
            "ตรวจสถานะของรอบที่หน้าปิดรอบและลงนาม",
        )


@dataclass(frozen=True)
class Preparation:
    """What would be kept of a round if it were frozen now.

    ``report`` stood so at the end of ``stood_on``, or is as the year stands now; ``later`` is what has changed
    between the two. ``findings`` are those of that report on that day, with their waivers, and ``meeting`` the last one
    that had ended by then. ``head`` is where the history ends now.
    """

    round_of: RoundOf
    report: Report
    stood_on: date | None
    findings: tuple[Finding, ...]
    meeting: Meeting | None
    later: tuple[Difference, ...]
    head: str
    stood_head: str

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings without a waiver that block the signature."""
        return blocking(self.findings)

    @property
    def waived(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.waiver is not None)


# --- freezing --------------------------------------------------------------------------------------------------


def day_to_offer(store: "Store", year: FiscalYear, round_of: RoundOf, today: date) -> date | None:
    """The last day of a round that is over, where the history tells how the year stood then; None otherwise."""
    end = year.reporting_round(round_of).last
    if end >= today:
        return None
    try:
        store.report_as_it_stood(year, _end_of(store, end))
    except ItaError:
        return None
    return end


def usual_day(store: "Store", year: FiscalYear, round_of: RoundOf, today: date) -> date | None:
    """The day that is signed unless she says otherwise: the end of the first round, while the second one goes on.

    The report of the whole year is finished after the year's end: it is signed as it stands.
    """
    return day_to_offer(store, year, round_of, today) if round_of is RoundOf.SIX_MONTHS else None


def prepare(
    store: "Store",
    year: FiscalYear,
    round_of: RoundOf,
    today: date,
    *,
    stood_on: date | None = None,
    on_progress: OnProgress | None = None,
) -> Preparation:
    """Look at what would be signed; call it in a thread, it reads every evidence file.

    Raises RoundFrozenError where the round stands signed already, PastNotKeptError, and YearNotThereError.
    """
    from ita_tui.reports.signed_year import unlike
    from store.refusals import RoundFrozenError

    if standing(store.rounds.all(year), round_of) is not None:
        raise RoundFrozenError(year, round_of)
    head, now = store.history.head(), store.report(year)
    report, stood_head = now, head
    if stood_on is not None:
        at = _end_of(store, stood_on)
        report, stood_head = store.report_as_it_stood(year, at), store.history.head_at(at)
    checked = replace(report, waivers=now.waivers)  # what was waived since counts
    judged_on = today if stood_on is None else min(today, stood_on)
    found = found_in(store, checked, judged_on, look_at_files(store, report, on_progress))
    return Preparation(
        round_of=round_of,
        report=report,
        stood_on=stood_on,
        findings=found,
        meeting=last_ended(_ended_by(store, now.meetings, stood_on)),
        later=unlike(report, now) if stood_on else (),
        head=head,
        stood_head=stood_head,
    )


def _ended_by(store: "Store", meetings: Sequence[Meeting], day: date | None) -> tuple[Meeting, ...]:
    """The meetings that had ended by the end of a day, all that have ended where none is given."""
    ended = ((one.ended, one) for one in meetings if one.ended is not None)
    return tuple(one for at, one in ended if day is None or at <= _end_of(store, day))


def freeze_round(
    store: "Store",
    year: FiscalYear,
    round_of: RoundOf,
    printing: Printing,
    now: datetime,
    *,
    despite: str = "",
    seen: Collection[Identity] | None = None,
    on_progress: OnProgress | None = None,
    on_told: Callable[[str], None] = lambda _: None,
) -> FrozenRound:
    """Keep a round as it is signed: what ``printing`` prints (``stood_on`` says as of which day), and how.

    With findings that block the signature it is kept only ``despite`` them, for a reason that is kept, too: it covers
    those that were ``seen`` when it was given, all where that is not told. Call it in a thread. Raises RoundBlocked with
    those that it does not cover, YearNotKept where what would be kept could not be read back, and as :func:`prepare`
    does. A backup of it is kept for good; where that fails ``on_told`` hears it, and the round stands all the same.
    """
    from ita_tui.reports.kept_proof import prove

    while True:
        ready = prepare(
            store, year, round_of, now.date(), stood_on=printing.stood_on, on_progress=on_progress
        )
        uncovered = ready.blocking
        if despite.strip():
            uncovered = tuple(one for one in ready.blocking if seen is not None and one.identity not in seen)
        if uncovered:
            raise RoundBlocked(uncovered)
        reason = despite.strip() if ready.blocking else ""
        kept = _kept(store, ready, printing, now, reason)
        prove(kept, ready.report)
        digest = _digest(kept)
        frozen = FrozenRound(year, round_of, now, digest, verification_code(year, round_of, digest))
        with store.one_step("", why=reason):
            same = store.history.head() == ready.head  # else something was saved meanwhile: look again
            signed = store.rounds.freeze(frozen, kept) if same else None
        if signed is not None:
            if untold := kept_signed(store, signed):
                on_told(untold)
            return signed


def release_round(store: "Store", round_id: int, reason: str) -> FrozenRound:
    """Unfreeze a round; the reason stands in the history, and what was kept stays. Raises ReasonMissing, ReleasedAlready.

    A backup is made before; raises NotBegun where there can be none.
    """
    frozen = store.rounds.get(round_id)
    if not frozen.stands:
        raise ReleasedAlready(frozen)
    if not reason.strip():
        raise ReasonMissing("ปลดการปิดรอบ")
    backed_up_before(store, BackupKind.BEFORE_BULK)
    return store.rounds.release(round_id, reason.strip())


def _kept(store: "Store", ready: Preparation, printing: Printing, now: datetime, despite: str) -> Kept:
    from ita_tui.reports.signed_year import signed_text

    report = ready.report
    return Kept(
        report=signed_text(report, year_rules(store, report.year), rules_of_scores(store, report)),
        printing=_kept_printing(store, ready, printing, now, despite),
        findings=_canonical([_finding(one) for one in ready.findings]),
        meeting="" if ready.meeting is None else _canonical(_meeting(ready.meeting)),
    )


def _digest(kept: Kept) -> str:
    from ita_tui.reports.signed_year import digest_of

    return digest_of(kept.report)


def _kept_printing(
    store: "Store", ready: Preparation, printing: Printing, now: datetime, despite: str
) -> str:
    from ita_tui.reports.kept_printing import KeptPrinting
    from ita_tui.reports.layout_parts import Annex
    from ita_tui.reports.signed_year import numbers_of

    layout_choice(store.path).named(printing.layout)  # one that cannot be printed cannot be signed
    return KeptPrinting(
        layout=printing.layout,
        layout_text=_layout_text(store, printing.layout),
        thai_numerals=printing.thai_numerals,
        face=printing.face,
        round_of=ready.round_of,
        signatories=printing.signatories,
        today=now.date(),
        stood_on=ready.stood_on,
        annex=printing.annex or Annex.NONE,
        memo=printing.memo,
        intro=printing.intro,
        committee=printing.committee,
        notes=printing.notes,
        rulebooks=_own_rulebooks(store, ready.report),
        shipped_rulebooks={be: shipped_text(FiscalYear(be)) for be in _years_of(ready.report)},
        head=ready.head,
        stood_head=ready.stood_head,
        entries=store.history.length(),  # of the chain that ends with this head: the freezing makes sure of it
        numbers=numbers_of(ready.report),
        despite=despite,
    ).text()


def _layout_text(store: "Store", name: str) -> str:
    """The text of a layout, whether it comes with the program or is her own."""
    from ita_tui.reports import layouts

    text = (
        layouts.shipped_text(name)
        if name in layouts.SHIPPED
        else places.own_layouts(store.path).get(name, "")
    )
    return text if isinstance(text, str) else ""


def _own_rulebooks(store: "Store", report: Report) -> dict[int, str]:
    texts = {year: places.own_rulebook(store.path, year) for year in _years_of(report)}
    return {year: text for year, text in texts.items() if text is not None}


def _years_of(report: Report) -> list[int]:
    """The years whose rules a report is printed by."""
    return sorted({report.year.be, report.scores.year if report.scores else report.year.be})


def _finding(found: Finding) -> dict[str, object]:
    waiver = found.waiver
    return {
        "rule": found.rule,
        "level": found.level.value,
        "name": found.name,
        "words": found.words,
        "why": found.why,
        "place": found.place,
        "mark": found.mark,
        "measure": found.measure,
        "waived": None if waiver is None else waiver.reason,
        "waived_at": None if waiver is None or waiver.at is None else waiver.at.isoformat(),
    }


def _meeting(meeting: Meeting) -> dict[str, object]:
    return {
        "number": meeting.number,
        "held": None if meeting.held is None else meeting.held.isoformat(),
        "ended": None if meeting.ended is None else meeting.ended.isoformat(),
        "resolutions": [
            {
                "text": one.text,
                "who": one.who,
                "due": None if one.due is None else one.due.isoformat(),
                "done": None if one.done is None else one.done.isoformat(),
            }
            for one in meeting.resolutions
        ],
    }


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _end_of(store: "Store", day: date) -> datetime:
    return datetime.combine(day, time.max, store.door.zone)
