"""What holds for every test: nobody's own data is touched, and statements are compiled once for all stores."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy
from _pytest.terminal import TerminalReporter
from _pytest.unraisableexception import gc_collect_iterations_key
from hypothesis import settings
from textual._compositor import Compositor

from ita_tui import places, tasks
from ita_tui.thai.numerals import Numerals, choose
from tests import quick_textual, rewritten_once, stories
from tests.long_series import CI, LONG, figures, length, seed_of_run
from tests.store_builders import standing_clock

if TYPE_CHECKING:
    from store.database import Store

# What a property is tried with where it names no number of its own.
settings.register_profile("short", max_examples=length(15, 400))
settings.load_profile("short")

# Where platformdirs and pythainlp look, by the folder that stands there in tests. Started programs inherit them.
_PLACES = {
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_DOCUMENTS_DIR": "documents",
    "LOCALAPPDATA": "data",
    "APPDATA": "config",
    "PYTHAINLP_DATA": "pythainlp",
}


class YouForgotToChooseADataFile(Exception):
    """A test opened the default database. Give it a file of its own, or the fixture ``default_place``."""


@pytest.fixture(autouse=True)
def nobodys_data(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The user's folders are temporary ones, and opening the default database there fails loudly."""
    wanted = "default_place" in request.fixturenames
    home = tmp_path_factory.mktemp("user") if wanted else tmp_path_factory.getbasetemp() / "nobody"
    for variable, name in _PLACES.items():
        (home / name).mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(variable, str(home / name))
    for left in ("log", "drafts"):  # what an earlier test broke is not told to the next one
        shutil.rmtree(home / "data" / "ita-tui" / left, ignore_errors=True)
    # Windows and macOS do not ask the environment.
    monkeypatch.setattr(places, "user_data_path", lambda name, **_: home / "data" / name)
    monkeypatch.setattr(places, "user_documents_path", lambda: home / "documents")
    if not wanted:
        monkeypatch.setattr(tasks, "open_store", _refusing_the_default(tasks.open_store))


@pytest.fixture(autouse=True)
def good_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the tests run, the program shows itself as on a terminal that can do everything."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    for variable in ("NO_COLOR", "ITA_TUI_ASCII"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def default_place(nobodys_data: None) -> Path:  # noqa: ARG001 (it made the place)
    """The default database of a test that means it: in an empty folder of its own."""
    return places.default_database()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample year as it stands on the standing clock's day: ``ita.db`` and its vault, to copy."""
    folder = tmp_path_factory.mktemp("sample")
    with tasks.open_store(folder / "ita.db", standing_clock) as store:
        tasks.start_with_sample(store, standing_clock())
    return folder


@pytest.fixture(autouse=True)
def _thai_numerals_after_each_test() -> Iterator[None]:
    """A test that chooses other numerals for the screen leaves none of them to the next test."""
    yield
    choose(Numerals.THAI)


def _refusing_the_default(
    open_store: Callable[[Path, Callable[[], datetime]], "Store"],
) -> Callable[[Path, Callable[[], datetime]], "Store"]:
    def guarded(path: Path, clock: Callable[[], datetime]) -> "Store":
        if path == places.default_database():
            raise YouForgotToChooseADataFile(path)
        return open_store(path, clock)

    return guarded


@pytest.fixture(autouse=True, scope="session")
def _statements_compiled_once() -> None:
    """Engines share their dialect and with it the compiled statements: else every store compiles its own."""
    from store import opening

    made: list[sqlalchemy.Engine] = []

    def create_engine(*arguments: Any, **options: Any) -> sqlalchemy.Engine:  # noqa: ANN401 - passed on
        engine = sqlalchemy.create_engine(*arguments, **options)
        if made:
            engine.dialect = made[0].dialect
            engine._compiled_cache = made[0]._compiled_cache
        made[:] = made or [engine]
        return engine

    vars(opening)["create_engine"] = create_engine


@pytest.fixture(autouse=True, scope="session")
def _textual_is_quick() -> None:
    """In the long form the program runs as it is."""
    quick_textual.install(quick=not LONG)


@pytest.fixture(autouse=True, scope="session")
def _cursor_soon_at_rest() -> None:
    """The moment after which a list shows more of the row under the cursor is one that no test looks at."""
    from screens.searched_list import SearchedList

    SearchedList.DETAILS_AFTER = 0.01


@pytest.fixture(autouse=True, scope="session")
def _looked_through_where_it_is_asked() -> None:
    """The look through everything at each start takes a thousand programs half a minute; in the long form all have it."""
    from screens.keeping_app import KeepingApp

    KeepingApp.LOOKS_THROUGH = LONG


@pytest.fixture(autouse=True)
def _painted_where_it_is_looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes are laid out but not written to the terminal, whose bytes no test sees: a fifth of the time went there.

    Tests marked ``painted`` have them written, as has every test in the long form. What a test reads of a screen is
    rendered whole when it asks.
    """
    if LONG or request.node.get_closest_marker("painted"):
        return

    def nothing(self: Compositor, *_: object, **__: object) -> None:
        self._dirty_regions.clear()

    monkeypatch.setattr(Compositor, "render_update", nothing)


def pytest_configure(config: pytest.Config) -> None:
    seed_of_run()  # drawn before there are workers: all of them draw from the same
    # Hundreds of programs are opened in one process: a quarter of the time went into looking for their remains.
    gc.set_threshold(20_000, 20, 20)
    config.stash[gc_collect_iterations_key] = (
        1  # five rounds over everything took each worker several seconds
    )
    worker = getattr(config, "workerinput", None)
    if worker is not None and rewritten_once.possible(config):
        folder = config.cache.mkdir("rewritten")
        part = int(worker["workerid"].removeprefix("gw"))
        rewritten_once.keep_in(folder)
        if any(Path(asked).is_dir() for asked in config.args):  # else few files are asked for
            rewritten_once.rewrite_part(config, folder, part=part, parts=worker["workercount"])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A short run tells some of the stories."""
    if not stories.all_are_told(config):
        items[:], left = stories.drawn(items)
        config.hook.pytest_deselected(items=left)


def pytest_collection_finish() -> None:
    """What has been imported and collected by now lasts to the end: nobody need look for remains among it."""
    gc.freeze()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:  # noqa: ARG001 (the hook's name for it)
    """More than there are cores: a test of a screen waits for threads and timers a third of its time."""
    return 1 + (os.cpu_count() or 1)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """How many faults of disk, file and machine were tried, among the figures that the series leave."""
    came = {
        outcome: sum("fault" in getattr(one, "keywords", ()) for one in terminalreporter.getreports(outcome))
        for outcome in ("passed", "failed", "skipped")
    }
    if any(came.values()) and not hasattr(terminalreporter.config, "workerinput"):  # one tells for all
        figures("faults", **came)


def pytest_report_header() -> str:
    long = "in full" if LONG else "as in CI" if CI else "short (ITA_TUI_LONG=1 runs them in full)"
    told = "all" if LONG else f"{stories.SOME}, drawn by chance (-m story, -m fault: all)"
    return f"long series: {long}; stories and faults: {told}; ITA_TUI_SEED={seed_of_run()}"
