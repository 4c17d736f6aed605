"""A year's rules: the shipped ones, with what the secretary's own file says laid over them."""

import re
import tomllib
from copy import deepcopy
from decimal import Decimal
from functools import cache
from importlib import resources

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.rules import Confidence, YearRules
from ita_tui.rulebook.block import Source
from ita_tui.rulebook.reading import read_rules
from ita_tui.rulebook.refusals import RulebookError
from ita_tui.thai.numerals import thai_digits

_SHIPPED = range(2562, 2570)

Tables = dict[str, object]


def rules_for(year: FiscalYear, own: str | None = None) -> YearRules:
    """The rules of ``year``; each block of the TOML text ``own`` replaces the shipped block of that name.

    Blocks are weights, levels, catalogue, issues, questions and each survey under minimums. A year beyond the
    shipped ones takes the nearest year's rules, every block unverified and with a note that says whose they are.

    Raises RulebookError with line and key where ``own`` is no TOML or says what no rulebook can.
    """
    if own is None or not own.strip():
        return _shipped_rules(year)
    tables = _parse(own, year)
    return read_rules(_laid_over(_shipped_tables(year), tables), Source(year, own))


@cache
def _shipped_rules(year: FiscalYear) -> YearRules:
    return read_rules(_shipped_tables(year), Source(year, _text(_nearest(year))))


@cache
def _text(be: int) -> str:
    return resources.files("ita_tui.rulebook").joinpath(f"{be}.toml").read_text(encoding="utf-8")


def _nearest(year: FiscalYear) -> int:
    return min(max(year.be, _SHIPPED.start), _SHIPPED.stop - 1)


def _shipped_tables(year: FiscalYear) -> Tables:
    nearest = _nearest(year)
    tables = _parse(_text(nearest), year)
    if nearest == year.be:
        return tables
    note = f"ใช้เกณฑ์ของปี {thai_digits(nearest)} เพราะยังไม่มีเกณฑ์ของปี {thai_digits(year.be)}"
    lent = _unsure(tables, note)
    lent["year"] = year.be
    return lent


def _unsure(tables: Tables, note: str) -> Tables:
    """The same tables with every block unverified."""
    marked: Tables = {
        key: _unsure(value, note) if isinstance(value, dict) else value for key, value in tables.items()
    }
    if "confidence" in marked:
        marked |= {"confidence": Confidence.UNVERIFIED.value, "note": note}
    return marked


def _laid_over(shipped: Tables, own: Tables) -> Tables:
    minimums, own_minimums = shipped["minimums"], own.get("minimums")
    together = deepcopy(shipped) | own
    if isinstance(minimums, dict) and isinstance(own_minimums, dict):
        together["minimums"] = minimums | own_minimums
    return together


def _parse(text: str, year: FiscalYear) -> Tables:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        raise RulebookError(year, "เขียนไม่ถูกรูปแบบ TOML", line=line) from error
