"""Which OIT item goes on from which one, with what a reading of the shipped catalogues adds to their names."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from ita_tui.domain.item_mapping import NOTHING_READ, ItemMatch, ReadMapping, item_mapping
from ita_tui.domain.rules import Catalogue, Confidence, Stated, YearRules
from ita_tui.rulebook.loading import rules_for


def mapped_catalogues(old: YearRules, new: YearRules) -> tuple[ItemMatch, ...]:
    """For every item of one year's catalogue, which item of another year's goes on from it."""
    return item_mapping(old.catalogue, new.catalogue, reading_of(old, new))


def reading_of(old: YearRules, new: YearRules) -> ReadMapping:
    """What was read of two years that follow each other; nothing of items that her own rulebook names otherwise."""
    read = _shipped().get((old.year.be, new.year.be), NOTHING_READ)
    shipped_old, shipped_new = rules_for(old.year).catalogue, rules_for(new.year).catalogue

    def meant(code: str, successor: str | None) -> bool:
        same = _named_alike(code, old.catalogue, shipped_old)
        return same and (successor is None or _named_alike(successor, new.catalogue, shipped_new))

    return ReadMapping(
        {code: successor for code, successor in read.follows.items() if meant(code, successor)},
        {code: successor for code, successor in read.merged.items() if meant(code, successor)},
        read.stated,
    )


def _named_alike(code: str, own: Catalogue, shipped: Catalogue) -> bool:
    mine, theirs = own.item(code), shipped.item(code)
    return mine is not None and theirs is not None and mine.name == theirs.name


@cache
def _shipped() -> Mapping[tuple[int, int], ReadMapping]:
    text = resources.files("ita_tui.rulebook").joinpath("item_mapping.toml").read_text(encoding="utf-8")
    return {
        (table["from"], table["to"]): ReadMapping(
            {code: successor or None for code, successor in table["follows"].items()},
            table["merged"],
            Stated(Confidence(table["confidence"]), table["note"]),
        )
        for table in tomllib.loads(text)["years"]
    }
