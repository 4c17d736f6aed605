"""What was kept of a round when it was signed: read back only while it is, to the byte, what the code stands for."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ita_tui.domain.differences import Difference
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.report import Report
from ita_tui.domain.rounds import FrozenRound, last_signed, standing
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from ita_tui.reports.kept_printing import KeptPrinting
    from store.database import Store
    from store.history import Entry


class SignedCopyBroken(ItaError):
    """The kept copy of a signed round is not what was kept: it is neither printed nor compared."""

    def __init__(self, frozen: FrozenRound, problem: str) -> None:
        super().__init__(
            f"สำเนาที่ลงนามของรอบ {digits(int(frozen.round_of))} เดือน ปีงบประมาณ {digits(frozen.year.be)} "
            f"ไม่ใช่ฉบับที่ลงนาม จึงไม่ได้ใช้ ข้อมูลปัจจุบันของปียังอยู่ครบ",
            f"{problem} ไฟล์ฐานข้อมูลถูกแก้จากนอกโปรแกรมหรือเสียหาย",
            "นำไฟล์สำรองที่ทำไว้หลังลงนามกลับมา (ita-tui restore) หรือพิมพ์ข้อมูลปัจจุบันแทน",
        )


class SignedCopyUnreadable(SignedCopyBroken):
    """The kept copy is what was kept, and this version of the program cannot read it."""

    def __init__(self, frozen: FrozenRound, problem: str) -> None:
        ItaError.__init__(
            self,
            f"สำเนาที่ลงนามของรอบ {digits(int(frozen.round_of))} เดือน ปีงบประมาณ {digits(frozen.year.be)} "
            f"ตรงกับลายนิ้วมือ แต่โปรแกรมรุ่นนี้อ่านไม่ได้ จึงไม่ได้ใช้ ข้อมูลปัจจุบันของปียังอยู่ครบ",
            problem,
            "ใช้โปรแกรมรุ่นที่ใหม่กว่า หรือพิมพ์ข้อมูลปัจจุบันแทน",
        )


@dataclass(frozen=True)
class SignedCopy:
    """A round as it was signed: the year as it was then, and how it was printed."""

    frozen: FrozenRound
    report: Report
    printing: "KeptPrinting"


@dataclass(frozen=True)
class SinceSigned:
    """What differs now from what was signed last; without a round that stands nothing can be compared.

    ``entry`` is the number of the history's entry of the signing.
    """

    frozen: FrozenRound | None = None
    differences: tuple[Difference, ...] = ()
    entry: int = 0


def copy_of(store: "Store", round_id: int) -> SignedCopy:
    """What was kept of a round. Raises RecordGoneError, and SignedCopyBroken where it is not whole.

    What is whole and still cannot be read is told apart: SignedCopyUnreadable.
    """
    from ita_tui.reports.refusals import NewerFormatError, OpenFormatError

    frozen, kept = store.rounds.get(round_id), store.rounds.kept(round_id)
    problems = store.rounds.problems(round_id)
    if problems:
        raise SignedCopyBroken(frozen, problems[0])
    try:
        report, printing = _read(kept.report, kept.printing)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SignedCopyUnreadable(frozen, "อ่านวิธีพิมพ์ที่เก็บไว้ไม่ได้") from error
    except NewerFormatError as refusal:
        raise SignedCopyUnreadable(frozen, refusal.happened) from refusal
    except OpenFormatError as refusal:
        raise SignedCopyUnreadable(frozen, f"ที่ {refusal.place} {refusal.wrong}".strip()) from refusal
    return SignedCopy(frozen, report, printing)


def standing_copy(store: "Store", year: FiscalYear, round_of: RoundOf) -> SignedCopy | None:
    """What was kept of a round that stands signed, None where it does not. Raises SignedCopyBroken."""
    frozen = standing(store.rounds.all(year), round_of)
    return None if frozen is None or frozen.id is None else copy_of(store, frozen.id)


@lru_cache(maxsize=4)
def _read(report: str, printing: str) -> "tuple[Report, KeptPrinting]":
    """A kept copy is read once while the program runs: its texts never change."""
    from ita_tui.reports.kept_printing import read_printing
    from ita_tui.reports.signed_year import read_signed

    how = read_printing(printing)
    return read_signed(report, how.numbers), how


def since_signed(store: "Store", year: FiscalYear, now: Report | None = None) -> SinceSigned:
    """What changed in a year since the round that was signed last; ``now`` is the year where it was read already.

    A copy that is not whole is told by ``verify``: nothing is compared with it.
    """
    from ita_tui.reports.signed_year import unlike

    frozen = last_signed(store.rounds.all(year))
    if frozen is None or frozen.id is None:
        return SinceSigned()
    entry = _entry_of(store, frozen)
    try:
        copy = copy_of(store, frozen.id)
    except SignedCopyBroken:
        return SinceSigned(frozen, entry=entry)
    return SinceSigned(frozen, unlike(copy.report, store.report(year) if now is None else now), entry)


def signed_entry(store: "Store", year: FiscalYear) -> int:
    """The number of the history's entry of the last signing that stands; 0 where nothing does."""
    frozen = last_signed(store.rounds.all(year))
    return 0 if frozen is None else _entry_of(store, frozen)


def entries_after(store: "Store", year: FiscalYear, entries: "Iterable[Entry]") -> frozenset[int]:
    """The numbers of those entries that changed, after the last signing, what was signed; call it in a thread."""
    signed = signed_entry(store, year)
    if not signed:
        return frozenset()
    own = {*_subjects(store.report(year)), *_signed_subjects(store, year)}
    return frozenset(one.id for one in entries if one.id > signed and own & set(one.subject.split()))


def _entry_of(store: "Store", frozen: FrozenRound) -> int:
    entries = store.history.about(f"round:{frozen.year.be}:{int(frozen.round_of)}", 1)
    return entries[0].id if entries else 0


def _subjects(report: Report) -> Iterator[str]:
    """What the history calls that of a year which is signed."""
    measures = (*report.measures, *report.proposals)
    of_measures = (one.evidence for one in measures)
    evidence = (*of_measures, *(item.evidence for item in report.disclosure))
    yield from (f"measure:{one.id}" for one in measures)
    yield from (f"item:{one.id}" for one in report.disclosure)
    yield from (f"survey:{one.id}" for one in report.surveys)
    yield from (f"evidence:{piece.id}" for pieces in evidence for piece in pieces)
    yield from ("agency", f"scores:{report.year.be}", f"issues:{report.year.be}")


def _signed_subjects(store: "Store", year: FiscalYear) -> Iterator[str]:
    """The same of what was signed: a measure that is gone is known by it."""
    frozen = last_signed(store.rounds.all(year))
    if frozen is not None and frozen.id is not None:
        with suppress(SignedCopyBroken):
            yield from _subjects(copy_of(store, frozen.id).report)
