"""How an OIT item looks: its row under its heading, its details, and the lines above the list."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

from ita_tui.domain.disclosure import (
    DisclosureItem,
    DisclosureStatus,
    applicable,
    catalogue_of,
    published,
    without_link,
)
from ita_tui.domain.disclosure_list import (
    NO_LINK,
    ItemFilter,
    ItemGroup,
    ItemListing,
    published_words,
    texts_of,
)
from ita_tui.domain.links import link_doubt
from ita_tui.domain.measure import Measure
from ita_tui.domain.report import Report
from ita_tui.domain.rules import Catalogue, YearRules
from ita_tui.thai.dates import moment, short_date
from ita_tui.thai.numerals import digits, said, shown
from ita_tui.thai.searching import NOTHING_MARKED, Marks
from ita_tui.thai.words import cut
from screens.found_words import found_elsewhere, marked, marked_cell
from screens.link_repair import doubt_of

if TYPE_CHECKING:
    from datetime import date

    from store.history import Entry

HEADS = ("ข้อ", "ข้อมูลที่ต้องเผยแพร่", "ผู้รับผิดชอบ", "ลิงก์", "สถานะ", "มาตรการ")
OUTSIDE = "นอกบัญชีข้อ OIT ของปีนี้"
UNSTATED = "ยังไม่ระบุ"
NOT_SEEN = "ยังไม่ได้บันทึก"
_TOLD = 3
"""As many titles of evidence are told."""
UNTOUCHED = "ยังไม่มีการแก้ไข"
COLORS = {
    DisclosureStatus.NOT_STARTED: "$foreground-muted",
    DisclosureStatus.PREPARING: "$text-accent",
    DisclosureStatus.PUBLISHED: "$text-success",
    DisclosureStatus.NOT_APPLICABLE: "$foreground-disabled",
}
_RICH_COLORS = {
    DisclosureStatus.NOT_STARTED: "",
    DisclosureStatus.PREPARING: "cyan",
    DisclosureStatus.PUBLISHED: "green",
    DisclosureStatus.NOT_APPLICABLE: "dim",
}
_LINK_COLORS = {"✓": "green", "▲": "yellow", "?": "yellow", "–": "dim"}

ListRow = ItemGroup | DisclosureItem
"""A heading or an item."""


def listing_of(report: Report, rules: YearRules) -> ItemListing:
    """The whole catalogue of the year, kept or not, and what is kept outside of it under a heading of its own."""
    catalogue = rules.catalogue
    kept = {item.code: item for item in report.disclosure}
    inside = [kept.get(item.code, item) for item in catalogue_of(rules)]
    outside = [item for item in report.disclosure if catalogue.item(item.code) is None]
    listing = ItemListing.of(inside, report.measures, catalogue)
    if not outside:
        return listing
    strangers = ItemListing.of(outside, report.measures, catalogue)
    return replace(
        listing,
        groups=(*listing.groups, ItemGroup("", OUTSIDE, tuple(outside))),
        searched={**listing.searched, **strangers.searched},
    )


def rows_of(groups: Iterable[ItemGroup], listing: ItemListing) -> tuple[ListRow, ...]:
    """Headings and items in one list; no headings in a year whose groups are not known."""
    headed = any(group.name for group in listing.groups)
    rows: list[ListRow] = []
    for group in groups:
        rows += [group, *group.items] if headed else group.items
    return tuple(rows)


@dataclass(frozen=True)
class Around:
    """What the details say around an item: its measures, the year's catalogue, its last change in words.

    ``found`` is what a search found, ``own`` what the program has for an item about this very work.
    """

    owners: tuple[Measure, ...]
    catalogue: Catalogue
    change: str
    found: Marks = NOTHING_MARKED
    own: str = ""


# --- rows ----------------------------------------------------------------------------------------------------


def widths(room: int) -> tuple[int, ...]:
    """Cells of each column in a table ``room`` cells wide, one blank between the columns."""
    fixed = (4, 0, 18 if room >= 100 else 12, 7, 14, 9 if room >= 100 else 7)
    name = max(12, room - sum(fixed) - len(fixed))
    return (fixed[0], name, *fixed[2:])


def heads(columns: tuple[int, ...]) -> tuple[Text, ...]:
    return tuple(Text(cut(head, width), no_wrap=True) for head, width in zip(HEADS, columns, strict=True))


def cells(
    row: ListRow, listing: ItemListing, columns: tuple[int, ...], found: Marks = NOTHING_MARKED
) -> tuple[Text, ...]:
    """The cells of a heading or an item, cut between letters with a visible sign where they do not fit."""
    if isinstance(row, ItemGroup):
        done = f"✓ {digits(len(published(row.items)))} / {digits(len(applicable(row.items)))}"
        name = row.name or row.heading
        texts = [digits(row.id), name, "", "", done, ""]
        return tuple(
            marked_cell(text, width, NOTHING_MARKED, "bold")
            for text, width in zip(texts, columns, strict=True)
        )
    link = link_words(row)
    owners = ", ".join(digits(m.number) for m in listing.measures.get(row.code, ()))
    status = f"{row.status.sign} {row.status.label}"
    texts = [*_searched_cells(row), link, status, owners]
    styles = ["", "", "", _LINK_COLORS[link[0]], _RICH_COLORS[row.status], ""]
    marks = [found] * 3 + [NOTHING_MARKED, found, NOTHING_MARKED]
    return tuple(map(marked_cell, texts, columns, marks, styles))


def _searched_cells(item: DisclosureItem) -> tuple[str, str, str]:
    """The texts of the first columns, in which a search looks."""
    return item.code, name_of(item), who_of(item)


def name_of(item: DisclosureItem) -> str:
    """The item's name on one line, in the numerals of the screen."""
    return shown(" ".join(item.name.split()))


def who_of(item: DisclosureItem) -> str:
    return " ".join((", ".join(item.divisions) or item.responsible).split())


def link_words(item: DisclosureItem) -> str:
    """Whether there is a link, and whether she saw what it opens, as a sign and a word.

    None is missing where the item does not concern the agency.
    """
    if item.url.strip():
        return "▲ ตรวจ" if link_doubt(item.url) else "✓ เห็น" if item.seen else "✓ มี"
    return "? ไม่มี" if without_link([item]) else "–"


# --- around the list -----------------------------------------------------------------------------------------


def summary(listing: ItemListing) -> Content:
    """เผยแพร่แล้ว ๑๙ / ๒๖ · ยังไม่มีลิงก์ ๗, and how many do not concern the agency."""
    items = listing.items
    missing = len(without_link(items))
    foreign = len(items) - len(applicable(items))
    label = DisclosureStatus.NOT_APPLICABLE.label
    return Content.assemble(
        (f"✓ {published_words(items)}", "bold"),
        (f" · ? {NO_LINK} {digits(missing)}", "$text-warning" if missing else "$foreground-muted"),
        (f" · – {label} {digits(foreign)}" if foreign else "", "$foreground-muted"),
    )


def certainty(catalogue: Catalogue) -> str:
    """How sure the year's catalogue is, with its note, and how sure its groups are."""
    sure = catalogue.stated
    note = f" · {sure.note}" if sure.note else ""
    groups = catalogue.groups_stated.confidence.label
    return said(f"ความแน่ใจของบัญชีข้อ OIT: {sure.confidence.label}{note} · การแบ่งกลุ่ม: {groups}")


def filter_words(wanted: ItemFilter, found: int, everything: int, how: str = "") -> str:
    """How a search found what it did, the active filters, how many items they leave, and how to be rid of them."""
    count = f"{digits(found)} จาก {digits(everything)} ข้อ"
    return f"{f'{how} · ' if how else 'กรอง: '}{wanted.words} · {count} · Esc ล้างตัวกรอง"


# --- one item ------------------------------------------------------------------------------------------------


def details(item: DisclosureItem, around: Around, width: int) -> Content:
    """What stands beside the list: the item in full, and first where a search found it."""
    found = around.found
    elsewhere = found_elsewhere(texts_of(item, around.owners), found, _searched_cells(item), width)
    parts: list[Content | tuple[str, str] | str] = [elsewhere, "\n\n"] if elsewhere else []
    parts += [marked(f"{item.code}  {name_of(item)}", found, "bold")]
    parts += ["\n", (f"{item.status.sign} {item.status.label}", COLORS[item.status])]
    role = _role(item, around.catalogue)
    parts += [(f"\n{role}" if role else "", "$foreground-muted")]
    parts += [(f"\n{around.own} · g จัดทำจากโปรแกรม" if around.own else "", "$text-accent")]
    divisions = ", ".join((*item.divisions, *item.sections))
    parts += ["\n\n", ("ผู้รับผิดชอบ", "$text-accent"), "  ", marked(item.responsible or UNSTATED, found)]
    parts += ["\n", ("ส่วนราชการ", "$text-accent"), "  ", marked(divisions or UNSTATED, found)]
    parts += ["\n\n", ("ลิงก์", "$text-accent"), "\n", marked(item.url, found) if item.url else NO_LINK]
    doubt = doubt_of(item.url)
    parts += [(f"\n▲ {doubt}" if doubt else "", "$text-warning")]
    parts += [
        "\n\n",
        ("เห็นบนเว็บไซต์เมื่อ", "$text-accent"),
        "  ",
        short_date(item.seen) if item.seen else NOT_SEEN,
    ]
    parts += ["\n", ("หลักฐาน", "$text-accent"), "  ", evidence_words(item)]
    if item.note.strip():
        parts += ["\n\n", ("หมายเหตุ", "$text-accent"), "\n", marked(item.note, found)]
    parts += ["\n\n", ("มาตรการที่เกี่ยวข้อง", "$text-accent")]
    for measure in around.owners:
        parts += ["\n", marked(f"{digits(measure.number)}. {' '.join(measure.title.split())}", found)]
    parts += [] if around.owners else ["\nไม่มี"]
    parts += ["\n\n", ("แก้ไขล่าสุด", "$text-accent"), "\n", (around.change, "$foreground-muted")]
    return Content.assemble(*parts)


def glance(item: DisclosureItem, around: Around, width: int) -> Content:
    """An item in at most four lines ``width`` cells wide, where there is no room for its details.

    The last one says where a search found it, if it is nowhere in sight, else its note and its last change.
    """
    found = around.found
    doubt = doubt_of(item.url)
    seen = f"เห็น {short_date(item.seen)} · " if item.seen else ""
    link = f"{f'▲ {doubt} · ' if doubt else ''}{seen}{item.url or NO_LINK}"
    note = " ".join(item.note.split())
    proof = f"หลักฐาน {digits(len(item.evidence))}" if item.evidence else ""
    # A line may end up to a word early, so two lines hold a little less than twice the width.
    name = cut(name_of(item), max(width, 2 * width - 24))
    last = cut(" · ".join(filter(None, (around.own, proof, note, around.change))), width)
    in_sight = (*_searched_cells(item), name, cut(link, width), last)
    elsewhere = found_elsewhere(texts_of(item, around.owners), found, in_sight, width)
    return Content.assemble(
        marked(name, found, "bold $foreground"),
        "\n",
        marked(cut(link, width), found, "$text-warning" if doubt else ""),
        "\n",
        elsewhere or marked(last, found),
    )


def evidence_words(item: DisclosureItem) -> str:
    """The titles of the first pieces of evidence, and how many there are."""
    titles = [" ".join(shown(piece.title).split()) for piece in item.evidence]
    more = f" และอีก {digits(len(titles) - _TOLD)} รายการ" if len(titles) > _TOLD else ""
    return f"{' · '.join(titles[:_TOLD])}{more}" if titles else "ไม่มี"


def last_change(entry: "Entry | None", today: "date") -> str:
    return UNTOUCHED if entry is None else f"{moment(entry.at, today)} {shown(entry.words)}"


def _role(item: DisclosureItem, catalogue: Catalogue) -> str:
    """What the item has to do with this very work."""
    if item.code == catalogue.measures_item:
        return "ข้อนี้คือมาตรการส่งเสริมคุณธรรมและความโปร่งใส"
    if item.code == catalogue.report_item:
        covers = f" {catalogue.report_covers}" if catalogue.report_covers else ""
        return f"ข้อนี้คือรายงานผลการดำเนินการตามมาตรการ{covers}"
    return ""
