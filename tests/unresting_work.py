"""Work without a pause, as a whole office does it in a week: what must be there after so many steps is known.

Each step is determined by its number, so that nothing but the number of the last acknowledged one has to be remembered
to say what a folder must hold.
"""

import hashlib
import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ita_tui import tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from store.database import Store
from tests.store_builders import BANGKOK, ITEMS, SURVEYS, YEAR, added, measure, number_of

NEXT_YEAR = FiscalYear(YEAR.be + 1)
"""The year that reports are read into; the rest is done in ``YEAR``."""
LONG_RESULT = "ผลการดำเนินการตามมาตรการ " * 200


class Act(Enum):
    """What a step does."""

    EDIT = auto()
    ATTACH = auto()
    TAKE_IN = auto()
    EXPORT = auto()
    BACK_UP = auto()
    BRING_BACK = auto()


_IN_TURN = (
    Act.EDIT,
    Act.ATTACH,
    Act.EXPORT,
    Act.TAKE_IN,
    Act.BACK_UP,
    Act.EDIT,
    Act.ATTACH,
    Act.EDIT,
    Act.EXPORT,
    Act.TAKE_IN,
    Act.ATTACH,
    Act.EDIT,
    Act.BRING_BACK,
)
"""Each of them once and again; between a backup and its return something is saved that the return takes back."""


def act_of(number: int) -> Act:
    """What the step of this number does; they are counted from 1."""
    return _IN_TURN[(number - 1) % len(_IN_TURN)]


@dataclass(frozen=True)
class Standing:
    """What a database holds: the numbers of the steps that made it so, 0 for none."""

    edited: int = 0
    attached: tuple[int, ...] = ()
    taken_in: int = 0


@dataclass(frozen=True)
class Folder:
    """What a whole folder holds: the database, the last export, and the backups by the steps that made them."""

    database: Standing = Standing()
    exported: int | None = None
    """The last edit that the export tells of."""
    backups: tuple[tuple[int, Standing], ...] = ()


@cache
def folder_after(number: int) -> Folder:
    """What must be there after the step of this number."""
    if number == 0:
        return Folder()
    before = folder_after(number - 1)
    here = before.database
    match act_of(number):
        case Act.EDIT:
            after = replace(before, database=replace(here, edited=number))
        case Act.ATTACH:
            after = replace(before, database=replace(here, attached=(*here.attached, number)))
        case Act.TAKE_IN:
            after = replace(before, database=replace(here, taken_in=number))
        case Act.EXPORT:
            after = replace(before, exported=here.edited)
        case Act.BACK_UP:
            after = replace(before, backups=(*before.backups, (number, here)))
        case Act.BRING_BACK:
            after = replace(before, database=before.backups[-1][1])
    return after


def database_in(folder: Path) -> Path:
    """Where the work keeps its database."""
    return folder / "งาน.db"


def export_in(folder: Path) -> Path:
    """Where the work writes its export, over the one before."""
    return folder / "ส่งออก.json"


def backup_in(folder: Path, number: int) -> Path:
    """Where the step of this number puts its backup."""
    return folder / f"สำรอง-{number}.db"


def content_of(number: int, most: int) -> bytes:
    """The evidence that the step attaches: as many bytes as its number says, up to ``most``."""
    chance = random.Random(number)  # noqa: S311 - content, no secret
    return chance.randbytes(chance.randrange(1, most))


def digest_of(number: int, most: int) -> str:
    """The SHA-256 of what the step attaches."""
    return hashlib.sha256(content_of(number, most)).hexdigest()


def clock_at(number: int) -> Callable[[], datetime]:
    """A clock for the step of this number: an hour a step, a second a look."""
    moment = datetime(2026, 1, 16, tzinfo=BANGKOK) + timedelta(hours=number)
    seconds = iter(range(3600))
    return lambda: moment + timedelta(seconds=next(seconds))


def prepare(folder: Path) -> None:
    """Make the database that the work begins with: two years, in the first a measure."""
    with tasks.open_store(database_in(folder), clock_at(0)) as store:
        for year in (YEAR, NEXT_YEAR):
            store.years.begin(year, SURVEYS, ITEMS)
        added(store)


@cache
def load() -> None:
    """Take every kind of step once, so that processes made of this one need not load what it takes."""
    with TemporaryDirectory() as name:
        folder = Path(name, "folder")
        folder.mkdir()
        prepare(folder)
        steps = work(folder, 1, 1000, lambda _: None)
        for _ in _IN_TURN:
            next(steps)
        steps.close()


def work(folder: Path, first: int, most: int, say: Callable[[int], None]) -> Generator[None, None, None]:
    """Take one step after the other from ``first`` on, evidence of up to ``most`` bytes, and say each when it is done."""
    number = first
    store = tasks.open_store(database_in(folder), clock_at(number))
    try:
        say(number - 1)  # ready, and what stands is as it was acknowledged
        while True:
            if act_of(number) is Act.BRING_BACK:
                store.close()
                _bring_back(folder, number)
                store = tasks.open_store(database_in(folder), clock_at(number))
            else:
                _step(store, folder, number, most)
            say(number)
            yield
            number += 1
    finally:
        store.close()


def _bring_back(folder: Path, number: int) -> None:
    made_by, _ = folder_after(number - 1).backups[-1]
    tasks.restore(backup_in(folder, made_by), database_in(folder), clock_at(number))


def _step(store: Store, folder: Path, number: int, most: int) -> None:
    match act_of(number):
        case Act.EDIT:
            kept = store.measures.all(YEAR)[0]
            edited = replace(kept, result=LONG_RESULT + str(number), recommendation=str(number))
            store.measures.save(edited)
        case Act.ATTACH:
            _attach(store, folder, number, most)
        case Act.TAKE_IN:
            came = tuple(measure(one, f"อ่านเข้า {number}") for one in (1, 2, 3))
            parts = Report(Agency("เทศบาลตำบลริมน้ำ"), NEXT_YEAR, measures=came)
            tasks.take_in(store, parts, NEXT_YEAR, tasks.TakeIn.REPLACE, "รายงาน")
        case Act.EXPORT:
            today = clock_at(number)().date()
            tasks.export_open_format(store, YEAR, today, export_in(folder), overwrite=True)
        case _:
            target = backup_in(folder, number)
            target.unlink(missing_ok=True)  # one that was made and not acknowledged
            tasks.back_up(store, target)


def _attach(store: Store, folder: Path, number: int, most: int) -> None:
    source = folder.with_name(f"{folder.name}.source")
    source.write_bytes(content_of(number, most))
    kept = number_of(store.measures.all(YEAR)[0])
    tasks.attach_file(store, kept, source, Evidence(str(number), EvidenceKind.FILE))
