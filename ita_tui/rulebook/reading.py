"""Turns the tables of a year's rulebook into the domain's values; the shape is described in docs/rules.md."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from ita_tui.domain.agency import AgencyKind, AgencySize
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import (
    UNSTATED,
    Catalogue,
    CatalogueGroup,
    CatalogueItem,
    Confidence,
    FixedMinimum,
    Level,
    MinimumRule,
    PopulationRule,
    Stated,
    YearRules,
)
from ita_tui.rulebook.block import Block, Source

_PEOPLE = 10_000_000
_INSTRUMENTS = (
    {Instrument.IIT, Instrument.EIT, Instrument.OIT},
    {Instrument.IIT, Instrument.EIT1, Instrument.EIT2, Instrument.OIT},
)


def read_rules(tables: Mapping[str, object], source: Source) -> YearRules:
    """Read a whole rulebook; raises RulebookError with line and key for the first thing that is wrong."""
    book = Block(source, tables)
    book.whole("year", source.year.be, source.year.be)
    weights, weights_stated = _weights(book.block("weights"))
    levels_block = book.block("levels")
    levels_stated = _stated(levels_block)
    pass_mark = levels_block.points("pass_mark")
    apart = levels_block.switch("eit_parts_apart", default=False)
    levels = _levels(levels_block)
    minimums = _minimums(book.block("minimums"))
    catalogue = _catalogue(book.block("catalogue"))
    issues, issues_stated = _issues(book)
    questions, questions_stated = _questions(book)
    book.close()
    return YearRules(
        year=source.year,
        weights=weights,
        weights_stated=weights_stated,
        levels=levels,
        pass_mark=pass_mark,
        levels_stated=levels_stated,
        minimums=minimums,
        catalogue=catalogue,
        issues=issues,
        question_indicator=questions,
        eit_parts_apart=apart,
        issues_stated=issues_stated,
        questions_stated=questions_stated,
    )


def _stated(block: Block) -> Stated:
    return Stated(block.word("confidence", Confidence), block.text("note", ""))


def _weights(block: Block) -> tuple[dict[Instrument, Decimal], Stated]:
    stated = _stated(block)
    points = block.block("points")
    block.close()
    weights = {instrument: points.points(instrument) for instrument in Instrument if points.has(instrument)}
    points.close()
    if sum(weights.values()) != 100:
        raise points.refuse("น้ำหนักต้องรวมกันได้ ๑๐๐")
    if set(weights) not in _INSTRUMENTS:
        raise points.refuse("ต้องมี IIT, OIT และ EIT หรือ EIT1 กับ EIT2 อย่างใดอย่างหนึ่ง")
    return weights, stated


def _levels(block: Block) -> tuple[Level, ...]:
    levels: list[Level] = []
    for table in block.blocks("level"):
        every = table.points("every_instrument_min") if table.has("every_instrument_min") else None
        levels.append(Level(table.text("label"), table.points("total_min"), every))
        table.close()
    if any(above.total_min < below.total_min for above, below in pairwise(levels)):
        raise block.refuse("ระดับต้องเรียงจากคะแนนสูงไปต่ำ", "level")
    if not levels or levels[-1].total_min != 0:
        raise block.refuse("ระดับสุดท้ายต้องเริ่มที่ ๐ คะแนน", "level")
    block.close()
    return tuple(levels)


def _minimums(block: Block) -> dict[Instrument, MinimumRule]:
    surveys = [Instrument.IIT, Instrument.EIT, Instrument.EIT1]
    rules = {survey: _minimum_rule(block.block(survey)) for survey in surveys if block.has(survey)}
    block.close()
    return rules


def _minimum_rule(block: Block) -> MinimumRule:
    stated = _stated(block)
    by_population = _population_rule(block.block("by_population")) if block.has("by_population") else None
    by_kind = tuple(_fixed(table) for table in block.blocks("by_kind"))
    block.close()
    if by_population and by_kind:
        raise block.refuse("ใช้ได้อย่างเดียว: by_population หรือ by_kind")
    return MinimumRule(stated, by_population, by_kind)


def _population_rule(block: Block) -> PopulationRule:
    rule = PopulationRule(
        percent=block.whole("percent", 1, 100),
        floor=block.whole("floor", 1, _PEOPLE),
        cap_population=block.whole("cap_population", 1, _PEOPLE),
        cap=block.whole("cap", 1, _PEOPLE),
    )
    block.close()
    return rule


def _fixed(block: Block) -> FixedMinimum:
    fixed = FixedMinimum(
        kind=block.word("kind", AgencyKind),
        size=block.word("size", AgencySize) if block.has("size") else None,
        number=block.whole("number", 1, _PEOPLE) if block.has("number") else None,
        note=block.text("note", ""),
    )
    block.close()
    return fixed


def _catalogue(block: Block) -> Catalogue:
    stated = _stated(block)
    grouping = block.block("grouping")
    groups_stated = _stated(grouping)
    groups = tuple(_group(table) for table in grouping.blocks("group"))
    grouping.close()
    items = _items(block, {group.id for group in groups})
    codes = {item.code for item in items}
    special = {key: block.text(key, "") or None for key in ("measures_item", "report_item")}
    covers = block.text("report_covers", "")
    block.close()
    for key, code in special.items():
        if code is not None and code not in codes:
            raise block.refuse(f"ไม่มีข้อ {code} ในรายการ", key)
    return Catalogue(items, groups, stated, groups_stated, **special, report_covers=covers)


def _group(block: Block) -> CatalogueGroup:
    group = CatalogueGroup(block.text("id"), block.text("name"))
    block.close()
    return group


def _items(block: Block, groups: set[str]) -> tuple[CatalogueItem, ...]:
    items: list[CatalogueItem] = []
    for number, table in enumerate(block.blocks("item"), start=1):
        item = CatalogueItem(table.text("code"), table.text("name"), table.text("group", ""))
        table.close()
        if item.code != f"o{number}":
            raise table.refuse(f"รหัสต้องเรียงตามลำดับ ข้อนี้ต้องเป็น o{number}", "code")
        if item.group and item.group not in groups:
            raise table.refuse(f"ไม่มีกลุ่ม {item.group}", "group")
        items.append(item)
    if not items:
        raise block.refuse("ต้องมีข้อ OIT อย่างน้อยหนึ่งข้อ", "item")
    return tuple(items)


def _issues(book: Block) -> tuple[tuple[str, ...], Stated]:
    if not book.has("issues"):
        return (), UNSTATED
    block = book.block("issues")
    names, stated = block.texts("names"), _stated(block)
    block.close()
    return names, stated


def _questions(book: Block) -> tuple[dict[str, int], Stated]:
    if not book.has("questions"):
        return {}, UNSTATED
    block = book.block("questions")
    stated, indicator = _stated(block), block.block("indicator")
    block.close()
    return {code: indicator.whole(code, 1, 10) for code in indicator.table}, stated
