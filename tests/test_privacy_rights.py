"""What the program writes is for its user alone, whatever the umask says; what she shares on purpose stays shared."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind
from store.backups import back_up
from store.holder import note_path
from store.restoring import restore
from tests.store_builders import YEAR, Clock, added, begun_store, number_of, open_store

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps rights in the profile's folder"
)


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """A umask that would let everybody read everything."""
    before = os.umask(0o000)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """What others may do with each file and folder below, by name."""
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) & 0o077
        for path in sorted(folder.rglob("*"))
    }


def worked_in(path: Path) -> None:
    """Work that writes every kind of file: database, note, evidence, backups, and what a restore sets aside."""
    clock = Clock()
    source = path.parent.parent / "ภาพ.txt"
    source.write_text("ภาพ", encoding="utf-8")
    with open_store(path, clock) as store:
        if not store.years.all():
            store.years.begin(YEAR, [], [])
        kept = added(store)
        file = store.vault.take_in(source)
        store.evidence.attach([number_of(kept)], Evidence("ภาพ", EvidenceKind.PHOTO), [file])
        assert note_path(path).exists()
        assert stat.S_IMODE(note_path(path).stat().st_mode) == stat.S_IMODE(path.stat().st_mode)
        backup = back_up(store)
    restore(backup, path, clock=clock)


def test_everything_that_is_written_beside_a_new_database_is_for_its_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "ข้อมูล"
    folder.mkdir()

    worked_in(folder / "ita.db")

    found = modes(folder)
    assert {name.partition("/")[0].partition("-")[0] for name in found} >= {
        "ita.db",
        "ita.evidence",
        "backups",
    }
    assert any("before-restore" in name for name in found)
    assert {name for name, others in found.items() if others} == set()


def test_a_database_that_she_opened_to_others_keeps_its_rights_and_its_evidence_can_be_read_by_them(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "ใช้ร่วมกัน"
    folder.mkdir()
    path = folder / "ita.db"
    begun_store(path).close()
    path.chmod(0o664)

    worked_in(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    contents = [one for one in (folder / "ita.evidence").rglob("*") if one.is_file()]
    assert [stat.S_IMODE(one.stat().st_mode) for one in contents] == [0o444]


def test_the_programs_own_folder_is_closed_to_others_even_where_an_earlier_version_left_it_open(
    default_place: Path,
) -> None:
    folder = default_place.parent
    folder.mkdir(mode=0o755, parents=True)
    begun_store(default_place).close()
    default_place.chmod(0o644)

    tasks.open_store(default_place, Clock()).close()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(default_place.stat().st_mode) == 0o600


def test_the_programs_own_folder_is_made_for_the_user_alone(default_place: Path) -> None:
    tasks.open_store(default_place, Clock()).close()

    assert stat.S_IMODE(default_place.parent.stat().st_mode) == 0o700
    assert set(modes(default_place.parent).values()) == {0}
