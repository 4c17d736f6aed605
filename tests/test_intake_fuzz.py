"""Broken files of every format: each is refused in Thai or comes in whole, and nothing in between is ever saved."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.intake.draft import Draft
from store.database import Store
from tests.long_series import length, printed_chance
from tests.remade import report_of
from tests.remade_formats import writers
from tests.store_builders import open_store, standing_clock

REPORT = Path(__file__).parent / "data" / "rimthan-2566.txt"
YEAR = FiscalYear(2566)
SAVED = length(1, 4) / 4
"""The share of readable files that are taken into a database, which costs more than to read them."""

FORMATS = ("docx", "xlsx", "ods", "html", "txt", "csv", "pdf", "json")
EACH = -(-length(160, 2000) // len(FORMATS))

pytestmark = pytest.mark.long


@cache
def whole(form: str) -> bytes:
    """A sound report in a format."""
    if form == "json":
        draft = tasks.read_in(REPORT, YEAR)
        data = {"format": "ita-tui", "version": 1, "agency": {"name": "อบต."}, "year": YEAR.be}
        return json.dumps(
            {**data, "measures": [{"number": m.number, "title": m.title} for m in draft.measures]}
        ).encode()
    return writers(lists=True)[form](report_of(REPORT.read_text(encoding="utf-8")))


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def shuffled(data: bytes, chance: random.Random) -> bytes:
    """A piece of the file stands where another belongs."""
    size = chance.randrange(1, max(2, len(data) // 4))
    here, there = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:here] + data[there : there + size] + data[here + size :]


def random_behind_its_first_bytes(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.choice((0, 4, 8, 64))] + chance.randbytes(chance.randrange(1, 4000))


def broken_inside(data: bytes, chance: random.Random) -> bytes:
    """A sound package with one of its parts damaged; other formats are flipped."""
    if not data.startswith(b"PK"):
        return flipped(data, chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sound, zipfile.ZipFile(buffer, "w") as broken:
        victim = chance.choice([name for name in sound.namelist() if sound.getinfo(name).file_size])
        for entry in sound.infolist():
            part = sound.read(entry)
            damage = chance.choice((cut, flipped, shuffled))
            broken.writestr(entry, damage(part, chance) if entry.filename == victim else part)
    return buffer.getvalue()


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut,
    flipped,
    broken_inside,
    broken_inside,
    shuffled,
    random_behind_its_first_bytes,
)


def damaged(form: str, chance: random.Random) -> Iterator[bytes]:
    for _ in range(EACH):
        yield chance.choice(DAMAGES)(whole(form), chance)


@pytest.mark.parametrize("form", FORMATS)
def test_a_broken_file_is_refused_in_thai_or_comes_in_whole(form: str, tmp_path: Path) -> None:
    chance = printed_chance()
    file = tmp_path / f"รายงาน.{form}"
    refused = 0
    with open_store(tmp_path / "a.db", standing_clock) as store:
        for data in damaged(form, chance):
            file.write_bytes(data)
            before = store.history.last()
            draft, refusal = read(file)
            if draft is not None and chance.random() < SAVED:
                refusal = saved(store, draft, file.name)
            if refusal is not None:
                refused += 1
                assert refusal.happened
                assert refusal.do
                assert store.history.last() == before
            elif draft is not None and store.history.last() != before:
                # A number that came twice is given anew: what was read is all there, whatever it is called.
                held = sorted((m.title, m.method, m.result) for m in store.measures.all(YEAR))
                assert held == sorted((m.title, m.method, m.result) for m in draft.measures)
        assert store.history.verify() == ()
    print(f"{form}: {refused} of {EACH} refused")  # noqa: T201 - the figure for docs/safety.md


def read(file: Path) -> tuple[Draft | None, ItaError | None]:
    try:
        return tasks.read_in(file, YEAR), None
    except ItaError as refusal:
        return None, refusal


def saved(store: Store, draft: Draft, name: str) -> ItaError | None:
    try:
        tasks.take_in(store, draft, YEAR, tasks.TakeIn.REPLACE, name)
    except ItaError as refusal:
        return refusal
    return None
