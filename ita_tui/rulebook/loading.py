"""A year's rules: the shipped ones, with what the secretary's own file says laid over them."""

import re
import tomllib
from copy import deepcopy
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.rules import Confidence, YearRules
from ita_tui.rulebook.block import Source
from ita_tui.rulebook.reading import read_rules
from ita_tui.rulebook.refusals import RulebookError
from ita_tui.thai.numerals import thai_digits

_SHIPPED = range(2562, 2570)
_YEAR = re.compile(r"(?<!\d)(?:25\d\d|๒๕[๐-๙]{2})(?!\d)")

Tables = dict[str, object]


def rules_for(year: FiscalYear, own: str | None = None, shipped: str = "") -> YearRules:
    """The rules of ``year``; each block of the TOML text ``own`` replaces the shipped block of that name.

    Blocks are weights, levels, catalogue, issues, questions and each survey under minimums. A year beyond the
    shipped ones takes the nearest year's rules, every block unverified and with a note that says whose they are;
    the year that its report is about moves with it.
    ``shipped`` is the text that an earlier version of the program shipped for the year, see :func:`shipped_text`.

    Raises RulebookError with line and key where ``own`` is no TOML or says what no rulebook can.
    """
    base = shipped or shipped_text(year)
    if own is None or not own.strip():
        return _shipped_rules(year, base)
    tables = _parse(own, year)
    return read_rules(_laid_over(_shipped_tables(year, base), tables), Source(year, own))


def shipped_text(year: FiscalYear) -> str:
    """The TOML text that comes with the program for a year: beyond the shipped ones, that of the nearest."""
    return _text(min(max(year.be, _SHIPPED.start), _SHIPPED.stop - 1))


@lru_cache(maxsize=32)
def _shipped_rules(year: FiscalYear, text: str) -> YearRules:
    return read_rules(_shipped_tables(year, text), Source(year, text))


@cache
def _text(be: int) -> str:
    return resources.files("ita_tui.rulebook").joinpath(f"{be}.toml").read_text(encoding="utf-8")


def _shipped_tables(year: FiscalYear, text: str) -> Tables:
    tables = _parse(text, year)
    of = tables.get("year")
    if of == year.be:
        return tables
    note = f"ใช้เกณฑ์ของปี {thai_digits(str(of))} เพราะยังไม่มีเกณฑ์ของปี {thai_digits(year.be)}"
    lent = _unsure(tables, note)
    lent["year"] = year.be
    catalogue = lent["catalogue"]
    if isinstance(catalogue, dict) and isinstance(of, int) and "report_covers" in catalogue:
        on = year.be - of
        covers = str(catalogue["report_covers"])
        catalogue["report_covers"] = _YEAR.sub(lambda at: _moved(at.group(), on), covers)
    return lent


def _moved(year: str, years: int) -> str:
    """A year as it is written, some years on, in the same digits."""
    moved = str(int(year) + years)
    return moved if year.isascii() else thai_digits(moved)


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
