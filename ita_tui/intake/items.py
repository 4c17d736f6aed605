"""OIT items (ข้อ O) named in a measure, resolved against the catalogue of the year."""

import re
from dataclasses import dataclass

from ita_tui.domain.disclosure import DisclosureItem, codes_in
from ita_tui.domain.measure import Measure
from ita_tui.domain.rules import Catalogue
from ita_tui.intake.offices import offices_in, parts_of
from ita_tui.thai.numerals import digits

_WHO = re.compile(r"^[\s\-–•๐-๙0-9.)]*(.*?)\s*(?:ตาม)?\s*ข้อ", re.DOTALL)


@dataclass(frozen=True)
class FoundItems:
    """The codes found; ``strange`` are not in the year's catalogue, ``outside`` not among those of the title."""

    codes: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def find_items(title: str, responsible: str, catalogue: Catalogue) -> FoundItems:
    """The items of a measure: those of its title, then those that its responsible parties are given."""
    of_title, of_parties = codes_in(title), codes_in(responsible)
    every = tuple(dict.fromkeys((*of_title, *of_parties)))
    strange = tuple(code for code in every if catalogue.item(code) is None)
    outside = tuple(code for code in of_parties if of_title and code not in of_title)
    return FoundItems(tuple(code for code in every if code not in strange), strange, outside)


def parties_of_items(measures: tuple[Measure, ...], catalogue: Catalogue) -> tuple[DisclosureItem, ...]:
    """Who sees to which item, as the ผู้รับผิดชอบ cells say (``งานนิติกร ข้อ ๐๒๗ ๐๒๘``), in catalogue order.

    Items that no cell gives to anybody are not listed.
    """
    parties: dict[str, dict[str, None]] = {}
    for measure in measures:
        parts = parts_of(measure.responsible)
        if len(parts) == 1 and not codes_in(parts[0]):
            for code in codes_in(measure.title):
                parties.setdefault(code, {}).setdefault(" ".join(parts[0].lstrip("-–• ").split()))
        for part in parts:
            who = _WHO.match(part)
            for code in codes_in(part) if who and who.group(1) else ():
                parties.setdefault(code, {}).setdefault(" ".join(who.group(1).split()) if who else "")
    return tuple(
        DisclosureItem(
            code=item.code,
            name=item.name,
            group=item.group,
            responsible=", ".join(parties[item.code]),
            divisions=offices_in("\n".join(parties[item.code])).divisions,
        )
        for item in catalogue.items
        if item.code in parties
    )


def spoken(codes: tuple[str, ...]) -> str:
    """ข้อ O๑ O๒ …, as the secretary writes them."""
    return "ข้อ " + " ".join("O" + digits(code[1:]) for code in codes)
