"""What a row of a division's answers is about, as it stood on the day it was handed out: how it is known again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.measure import Measure
from ita_tui.thai.numerals import arabic_digits

_DIGEST, _OF_KEY = 16, 6


@dataclass(frozen=True)
class HandedRow:
    """What a row was about.

    ``id`` is the store's number (None where unsaved), ``number`` a measure's number or an OIT code, ``status`` its
    code. The digests are of texts as they stood (``text_digest`` of a measure's result or an item's link,
    ``note_digest`` of an item's note): an answer tells by them whether they changed meanwhile. Workbooks that were
    handed out before notes were kept have none of these.
    """

    key: str
    id: int | None
    number: str
    title: str
    title_digest: str
    steps_digest: str
    status: str
    percent: str
    text_digest: str
    note_digest: str = ""

    @property
    def is_item(self) -> bool:
        """Whether the row is about an OIT item."""
        return self.number.startswith("o")


def handed_measure(measure: Measure) -> HandedRow:
    """What is kept about a measure; its key is its number with a digest of its title and the store's number."""
    title = digest_of(measure.title)
    return HandedRow(
        f"M{measure.number}-{digest_of(measure.title, str(measure.id))[:_OF_KEY]}",
        measure.id,
        str(measure.number),
        measure.title,
        title,
        digest_of(*(step.text for step in measure.steps)),
        measure.status.value,
        "" if measure.percent is None else str(measure.percent),
        digest_of(measure.result),
    )


def handed_item(item: DisclosureItem) -> HandedRow:
    """What is kept about an OIT item; its key is its code."""
    title = digest_of(item.name)
    return HandedRow(
        item.code,
        item.id,
        item.code,
        item.name,
        title,
        "",
        item.status.value,
        "",
        digest_of(item.url),
        digest_of(item.note),
    )


def digest_of(*texts: str) -> str:
    """A short digest of texts: runs of blanks count as one, and digits are the same in either numerals."""
    folded = "\0".join(arabic_digits(" ".join(text.split())) for text in texts)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


class Known(Enum):
    """How surely a measure is the one that was handed out."""

    SURELY = auto()
    BY_TITLE = auto()
    RENAMED = auto()


def measure_handed(row: HandedRow, measures: Iterable[Measure]) -> tuple[Measure | None, Known]:
    """The measure that a row is about now, and how surely it is.

    By the store's number and the title together, else by a title that one measure alone has: after renumbering, and
    in a database that was read in anew. Where nothing but the title is the same, and the store's number is no more,
    the measure may have been removed, and this be another one. At last by both numbers alone, for one that was
    renamed.
    """
    listed = list(measures)
    same = [one for one in listed if digest_of(one.title) == row.title_digest]
    by_both = next((one for one in same if row.id is not None and one.id == row.id), None)
    if by_both is not None:
        return by_both, Known.SURELY
    if len(same) == 1:
        gone = row.id is not None and all(one.id != row.id for one in listed)
        by_title = gone and same[0].id is not None and str(same[0].number) != row.number
        return same[0], Known.BY_TITLE if by_title else Known.SURELY
    numbered = (
        one for one in listed if row.id is not None and one.id == row.id and str(one.number) == row.number
    )
    return next(numbered, None), Known.RENAMED


def item_handed(row: HandedRow, items: Iterable[DisclosureItem]) -> tuple[DisclosureItem | None, bool]:
    """The OIT item that a row is about now, and whether its name is another one than it was: by its code alone."""
    item = next((one for one in items if one.code == row.number), None)
    return item, item is not None and digest_of(item.name) != row.title_digest
