"""How a round was printed when it was signed: everything that prints it again just so, as JSON text and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.options import Memo
from ita_tui.reports.page import Signatory
from ita_tui.reports.signed_year import Numbers


@dataclass(frozen=True)
class KeptPrinting:
    """The choices of :class:`~ita_tui.reports.options.Options`, and what they rested on.

    ``layout_text`` is the TOML text of the layout, ``rulebooks`` those of her own rulebooks by year and
    ``shipped_rulebooks`` those that came with the program: each may have been changed since. Of a round that was signed
    by the first versions, the texts that came with the program were not kept: they are empty. ``today`` is the day of signing; ``stood_on`` the day that the data stood so, where
    they are not of that day. ``head`` is where the history's chain ended when it was signed and ``entries`` how many
    entries it had (None where that was not kept), ``stood_head`` where it
    ended when the data stood so. ``numbers`` are the store's, see :data:`~ita_tui.reports.signed_year.Numbers`.
    ``despite`` is why it was signed with findings that block the signature.
    """

    layout: str = "progress"
    layout_text: str = ""
    thai_numerals: bool = True
    face: str = ""
    round_of: RoundOf = RoundOf.TWELVE_MONTHS
    signatories: tuple[Signatory, ...] = ()
    today: date | None = None
    stood_on: date | None = None
    annex: Annex = Annex.NONE
    memo: Memo | None = None
    intro: tuple[str, ...] | None = None
    committee: tuple[str, ...] | None = None
    notes: bool = False
    rulebooks: Mapping[int, str] = field(default_factory=dict)
    shipped_rulebooks: Mapping[int, str] = field(default_factory=dict)
    head: str = ""
    stood_head: str = ""
    entries: int | None = None
    numbers: Numbers = field(default_factory=dict)
    despite: str = ""

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_printing(text: str) -> KeptPrinting:
    """What was kept of a printing. Raises ValueError, TypeError, KeyError or AttributeError for what nobody kept."""
    kept: dict[str, Any] = json.loads(text)
    memo = kept["memo"]
    return KeptPrinting(
        layout=str(kept["layout"]),
        layout_text=str(kept["layout_text"]),
        thai_numerals=kept["thai_numerals"] is True,
        face=str(kept["face"]),
        round_of=RoundOf(kept["round"]),
        signatories=_signatories(kept["signatories"]),
        today=_day(kept["today"]),
        stood_on=_day(kept["stood_on"]),
        annex=Annex(kept["annex"]),
        memo=None if memo is None else _memo(memo),
        intro=_lines(kept["intro"]),
        committee=_lines(kept["committee"]),
        notes=kept["notes"] is True,
        rulebooks=_rulebooks(kept["rulebooks"]),
        shipped_rulebooks=_rulebooks(kept.get("shipped_rulebooks", {})),
        head=str(kept["head"]),
        stood_head=str(kept["stood_head"]),
        entries=None if kept.get("entries") is None else int(kept["entries"]),
        numbers={
            str(name): [(number, list(pieces)) for number, pieces in things]
            for name, things in kept["numbers"].items()
        },
        despite=str(kept["despite"]),
    )


def _plain(kept: KeptPrinting) -> dict[str, object]:
    return {
        "layout": kept.layout,
        "layout_text": kept.layout_text,
        "thai_numerals": kept.thai_numerals,
        "face": kept.face,
        "round": int(kept.round_of),
        "signatories": [[one.name, one.position] for one in kept.signatories],
        "today": _written(kept.today),
        "stood_on": _written(kept.stood_on),
        "annex": kept.annex.value,
        "memo": None if kept.memo is None else _plain_memo(kept.memo),
        "intro": kept.intro,
        "committee": kept.committee,
        "notes": kept.notes,
        "rulebooks": {str(year): text for year, text in kept.rulebooks.items()},
        "shipped_rulebooks": {str(year): text for year, text in kept.shipped_rulebooks.items()},
        "head": kept.head,
        "stood_head": kept.stood_head,
        "entries": kept.entries,
        "numbers": kept.numbers,
        "despite": kept.despite,
    }


def _plain_memo(memo: Memo) -> dict[str, object]:
    return {
        "number": memo.number,
        "dated": _written(memo.dated),
        "to": memo.to,
        "subject": memo.subject,
        "office": memo.office,
        "paragraphs": memo.paragraphs,
        "signatories": [[one.name, one.position] for one in memo.signatories],
    }


def _memo(kept: Mapping[str, Any]) -> Memo:
    return Memo(
        number=str(kept["number"]),
        dated=_day(kept["dated"]),
        to=str(kept["to"]),
        subject=str(kept["subject"]),
        office=str(kept["office"]),
        paragraphs=_lines(kept["paragraphs"]) or (),
        signatories=_signatories(kept["signatories"]),
    )


def _signatories(kept: list[tuple[str, str]]) -> tuple[Signatory, ...]:
    return tuple(Signatory(str(name), str(position)) for name, position in kept)


def _rulebooks(kept: Mapping[str, str]) -> dict[int, str]:
    return {int(year): str(rules) for year, rules in kept.items()}


def _lines(kept: list[str] | None) -> tuple[str, ...] | None:
    return None if kept is None else tuple(map(str, kept))


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)
