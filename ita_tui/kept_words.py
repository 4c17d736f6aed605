"""Tells what was kept of a signed round besides its report: who signed, what was found and waived, which meeting saw it."""

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ita_tui.domain.differences import Difference
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.rounds import FrozenRound
from ita_tui.printing import layout_choice
from ita_tui.signed_copies import copy_of
from ita_tui.thai.dates import long_date
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from store.database import Store


@dataclass(frozen=True)
class KeptWords:
    """What was kept beside the report, to be shown: who signed, what was found and waived, which meeting saw it.

    ``later`` is what differs in the year now from what was signed.
    """

    signatories: tuple[str, ...] = ()
    layout: str = ""
    stood_on: date | None = None
    despite: str = ""
    findings: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    meeting: str = ""
    later: tuple[Difference, ...] = ()


def kept_words(store: "Store", frozen: FrozenRound) -> KeptWords:
    """What was kept of a round besides its report, and what has changed since; call it in a thread.

    Raises SignedCopyBroken.
    """
    from ita_tui.reports.signed_year import unlike

    assert frozen.id is not None
    copy, kept = copy_of(store, frozen.id), store.rounds.kept(frozen.id)
    printing = copy.printing
    found = json.loads(kept.findings) if kept.findings else []
    meeting = json.loads(kept.meeting) if kept.meeting else None
    return KeptWords(
        signatories=tuple(" ".join(filter(None, (one.name, one.position))) for one in printing.signatories),
        layout=_title_of(store, printing.layout),
        stood_on=printing.stood_on,
        despite=printing.despite,
        findings=tuple(f"{one['name']}: {one['words']}" for one in found if one["waived"] is None),
        waived=tuple(
            f"{one['name']}: {one['words']} (ยกเว้นเพราะ {one['waived']})"
            for one in found
            if one["waived"] is not None
        ),
        meeting="" if meeting is None else _meeting_words(frozen.year, meeting),
        later=unlike(copy.report, store.report(frozen.year)),
    )


def _title_of(store: "Store", layout: str) -> str:
    """What the layout is called that was signed; one of hers that is gone is known by its name alone."""
    return next((one.title for one in layout_choice(store.path).usable if one.name == layout), layout)


def _meeting_words(year: FiscalYear, meeting: dict[str, str]) -> str:
    held = meeting["held"]
    day = f" วันที่ {long_date(date.fromisoformat(held))}" if held else ""
    return f"ครั้งที่ {digits(meeting['number'])}/{digits(year.be)}{day}"
