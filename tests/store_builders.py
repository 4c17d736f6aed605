"""What the store's tests share: a clock that stands still until it is told, and stores on temporary files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, Step
from ita_tui.domain.period import Period
from ita_tui.domain.respondents import Survey
from store.database import Store

BANGKOK = timezone(timedelta(hours=7))
YEAR = FiscalYear(2569)
SURVEYS = (Survey(Instrument.IIT), Survey(Instrument.EIT1), Survey(Instrument.EIT2))
ITEMS = (DisclosureItem("o1", "โครงสร้าง", "9.1"), DisclosureItem("o12", "รายการจัดซื้อจัดจ้าง", "9.3"))


@dataclass
class Clock:
    """Gives one minute more each time it is asked."""

    now: datetime = datetime(2026, 1, 16, 10, 32, tzinfo=BANGKOK)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def standing_clock() -> datetime:
    return datetime(2026, 1, 16, 3, 32, tzinfo=UTC).astimezone(BANGKOK)


def open_store(path: Path, clock: Callable[[], datetime] | None = None) -> Store:
    return Store.open(path, clock=clock or Clock())


def begun_store(path: Path) -> Store:
    """A store with a year begun, three surveys and two OIT items; a new file is a copy of one made once."""
    if path.exists():
        store = open_store(path)
        store.years.begin(YEAR, SURVEYS, ITEMS)
        return store
    path.write_bytes(_begun_file())
    return open_store(path)


@cache
def _begun_file() -> bytes:
    """The bytes of such a file: making its tables takes longer than most tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "template.db")
        with open_store(path) as store:
            store.years.begin(YEAR, SURVEYS, ITEMS)
        return path.read_bytes()


def measure(number: int = 1, title: str = "ส่งเสริมการมีส่วนร่วมของประชาชน") -> Measure:
    return Measure(
        number=number,
        title=title,
        method="๑. ประชุม\n๒. จัดเวทีที่หมู่บ้านริมน้ำ",
        steps=(Step("ประชุมเตรียมโครงการ"), Step("จัดเวทีรับฟังความคิดเห็น", weight=2)),
        responsible="สำนักปลัด และกองช่าง (งานก่อสร้าง)",
        divisions=("สำนักปลัด", "กองช่าง"),
        sections=("งานก่อสร้าง",),
        period=Period("ต.ค. ๖๘ – มี.ค. ๖๙", date(2025, 10, 1), date(2026, 3, 31)),
        items=("o12",),
    )


def added(store: Store, number: int = 1) -> Measure:
    """A measure of the year as the store keeps it."""
    return store.measures.add(YEAR, [measure(number)])[0]


def number_of(measure: Measure) -> int:
    assert measure.id is not None
    return measure.id
