"""A file on another computer, a clock that was put back, settings that are damaged: told once, and nothing is lost."""

import sqlite3
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from ita_tui import tasks
from store import backups, refusals, verifying
from store.clock_warning import clock_warning
from store.place_warnings import place_warning, shared_drive, shared_mount
from store.refusals_place import NoLocksError
from store.start_warnings import warnings_at_start
from tests.faulty_disk import can_inject, injected
from tests.store_builders import BANGKOK, YEAR, added, begun_store, open_store

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/งาน /srv/ita nfs4 rw,relatime 0 0
//server/share /mnt/งาน\\040กลาง cifs rw 0 0
/dev/sdb1 /srv/ita/usb vfat rw 0 0
สมศรี@host:/ /home/somsri/remote fuse.sshfs rw 0 0
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.mark.parametrize(
    ("lies", "kind"),
    [
        ("/home/somsri/a.db", ""),
        ("/srv/ita/a.db", "nfs4"),
        ("/srv/ita/usb/a.db", ""),
        ("/srv/itab/a.db", ""),
        ("/mnt/งาน กลาง/ปี ๒๕๖๙/a.db", "cifs"),
        ("/home/somsri/remote/a.db", "fuse.sshfs"),
    ],
)
def test_fault_a_folder_that_another_computer_shares_is_recognised(lies: str, kind: str) -> None:
    assert shared_mount(PurePosixPath(lies), MOUNTS) == kind


@pytest.mark.parametrize(
    ("lies", "drive"),
    [
        ("\\\\server\\share\\งาน\\a.db", "\\\\server\\share"),
        ("\\\\?\\UNC\\server\\share\\a.db", "\\\\server\\share"),
        ("a.db", ""),
    ],
)
def test_fault_a_windows_share_is_recognised_by_its_name(lies: str, drive: str) -> None:
    assert shared_drive(PureWindowsPath(lies)) == drive


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells its drives by themselves")
def test_fault_a_shared_folder_is_warned_of_in_one_sentence_and_not_refused(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(f"server:/x {tmp_path} nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("store.place_warnings.MOUNTS", tmp_path / "mounts")

    with begun_store(path) as store:
        (said,) = tasks.warnings_at_start(store)

    assert "โฟลเดอร์เครือข่าย (nfs)" in said
    assert place_warning(PurePosixPath("/elsewhere/a.db")) == ""  # type: ignore[arg-type]


OPENED = """
import sys
from pathlib import Path
from ita_tui.errors import ItaError
from tests.store_builders import open_store
try:
    open_store(Path(sys.argv[1]))
    print("OPENED")
except ItaError as error:
    print(type(error).__name__)
"""


@pytest.mark.fault
@pytest.mark.skipif(not can_inject(), reason="strace is not here, or may not trace")
@pytest.mark.parametrize("word", ["ENOLCK", "EINVAL", "EOPNOTSUPP"])
def test_fault_a_place_without_locks_is_refused_by_its_name_and_not_as_a_full_disk(
    path: Path, word: str
) -> None:
    begun_store(path).close()
    before = path.read_bytes()

    answer = injected(f"fcntl:error={word}", path, OPENED, path.with_name(".a.db.try"))

    assert answer == "NoLocksError"
    assert path.read_bytes() == before
    with (
        open_store(path),
        pytest.raises(refusals.DatabaseInUseError),
    ):  # where there are locks, they are told of
        open_store(path)
    assert "คัดลอกไฟล์มาไว้ในเครื่องนี้" in str(NoLocksError(path))


# --- the clock -----------------------------------------------------------------------------------------------


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 2, day, hour, tzinfo=BANGKOK)


@pytest.mark.fault
def test_fault_a_clock_behind_the_newest_entry_is_warned_of_with_both_times(path: Path) -> None:
    begun_store(path).close()
    with open_store(path, lambda: at(20)) as store:
        added(store)

    with open_store(path, lambda: at(3)) as store:
        (said,) = warnings_at_start(store)
        added(store, 2)
        assert verifying.verify(store).sound
        assert store.history.undo() is not None

    assert "๓ กุมภาพันธ์ ๒๕๖๙" in said
    assert "๒๐ กุมภาพันธ์ ๒๕๖๙" in said


@pytest.mark.fault
def test_fault_a_clock_behind_the_newest_backup_is_warned_of(path: Path) -> None:
    with open_store(path, lambda: at(20)) as store:
        backups.back_up(store)

        assert "๒๐ กุมภาพันธ์" in clock_warning(store, at(3))
        assert clock_warning(store, at(20) - timedelta(minutes=4)) == ""
        assert clock_warning(store, at(21)) == ""


def measures_told(path: Path, moment: datetime) -> list[int]:
    with open_store(path, lambda: at(28)) as store:
        return [one.number for one in store.report_as_it_stood(YEAR, moment).measures]


def worked(path: Path, *moments: datetime) -> None:
    """A measure added at each moment, numbered from 1, as the clock of the day says it."""
    begun_store(path).close()
    for number, moment in enumerate(moments, 1):
        with open_store(path, lambda moment=moment: moment) as store:  # type: ignore[misc]
            added(store, number)


@pytest.mark.fault
def test_fault_an_empty_clock_battery_does_not_bring_later_work_into_an_earlier_report(path: Path) -> None:
    """One entry says 2015: what stood before it in the order was written before it, whatever the clock said."""
    worked(path, at(2), at(4), at(6), datetime(2015, 1, 1, tzinfo=BANGKOK), at(10), at(12))

    assert measures_told(path, at(5)) == [1, 2]
    assert measures_told(path, at(11)) == [1, 2, 3, 4, 5]
    with pytest.raises(refusals.PastNotKeptError):
        measures_told(path, at(1) - timedelta(days=300))


@pytest.mark.fault
def test_fault_a_clock_that_ran_ahead_for_a_day_hides_no_later_work_from_a_report(path: Path) -> None:
    worked(path, at(2), at(25), at(4), at(6), at(8))

    assert measures_told(path, at(7)) == [1, 2, 3, 4]
    assert measures_told(path, at(3)) == [1]
    assert measures_told(path, at(26)) == [1, 2, 3, 4, 5]


# --- settings ------------------------------------------------------------------------------------------------


def changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.fault
@pytest.mark.parametrize("value", ["'{'", "x'ff00fe'", "'[1, 2]'", "'1.5'", "''", "'null'", "7"])
def test_fault_a_damaged_setting_is_kept_aside_and_the_program_goes_on_without_it(
    path: Path, value: str
) -> None:
    with begun_store(path) as store:
        store.preferences.set("looks", "dark")
        store.preferences.set("folders", ["ก", "ข"])
    changed(path, f"UPDATE preference SET value = {value} WHERE key = 'looks'")  # noqa: S608

    with open_store(path) as store:
        told = warnings_at_start(store)
        default = store.preferences.get("looks", "default")
        kept = store.preferences.get("folders", [""])
        store.preferences.set("looks", "light")

    if value == "7":  # a number is a setting too, and no look
        assert (told, default) == ((), "default")
        return
    assert default == "default"
    assert kept == ["ก", "ข"]
    assert len(told) == 1
    assert "การตั้งค่าโปรแกรม ๑ รายการเสียหาย" in told[0]
    with closing(sqlite3.connect(path)) as connection:
        rows = dict(connection.execute("SELECT key, value FROM preference WHERE key LIKE 'damaged:%'"))
    assert len(rows) == 1
    assert "looks" in next(iter(rows))
    with open_store(path) as store:
        assert store.preferences.get("looks", "") == "light"
        assert warnings_at_start(store) == ()


@pytest.mark.fault
def test_fault_all_settings_damaged_at_once_leave_a_program_that_opens(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)
        for name in ("looks", "screen_numerals", "export_folder"):
            store.preferences.set(name, "x")
    changed(path, "UPDATE preference SET value = x'80', key = CAST(x'ff' || key AS TEXT)")

    with open_store(path) as store:
        assert store.preferences.get("looks", "") == ""
        store.preferences.set("looks", "dark")
        assert store.report(YEAR).measures == (kept,)
        assert len(warnings_at_start(store)) == 1
