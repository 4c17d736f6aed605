"""A store of which a part is missing or another's: said in one sentence, and nothing is begun over it."""

import shutil
from pathlib import Path

import pytest

from ita_tui.domain.evidence import Evidence, EvidenceKind
from store import backups, refusals, verifying
from store.left_beside import journal_of
from store.refusals_place import EmptiedFileError, ForeignJournalError
from tests.damaged_files import half_saved
from tests.store_builders import YEAR, added, begun_store, number_of, open_store

pytestmark = pytest.mark.fault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน.db"


def with_evidence(path: Path) -> Path:
    """A store with a measure and two evidence files; their vault."""
    with begun_store(path) as store:
        kept = number_of(added(store))
        for name in ("ภาพ.jpg", "คำสั่ง.pdf"):
            (path.parent / name).write_text(name, encoding="utf-8")
            file = store.vault.take_in(path.parent / name)
            store.evidence.attach([kept], Evidence(name, EvidenceKind.FILE), [file])
        return store.vault.folder


def test_fault_a_database_copied_without_its_evidence_opens_and_names_each_missing_file(path: Path) -> None:
    shutil.rmtree(with_evidence(path))

    with open_store(path) as store:
        found = verifying.verify(store)

    assert not found.sound
    assert sorted(found.evidence) == [
        "หลักฐาน «คำสั่ง.pdf» (คำสั่ง.pdf): ไฟล์หายไป",
        "หลักฐาน «ภาพ.jpg» (ภาพ.jpg): ไฟล์หายไป",
    ]


def test_fault_evidence_copied_in_part_or_cut_is_named_and_comes_back_when_it_is_attached_again(
    path: Path,
) -> None:
    vault = with_evidence(path)
    files = sorted(one for one in vault.rglob("*") if one.is_file())
    files[0].unlink()
    files[1].chmod(0o600)
    files[1].write_bytes(files[1].read_bytes()[:5])

    with open_store(path) as store:
        assert len(verifying.verify(store).evidence) == 2
        for name in ("ภาพ.jpg", "คำสั่ง.pdf"):
            store.vault.take_in(path.parent / name)
        assert verifying.verify(store).sound


@pytest.mark.parametrize("there", [True, False])
def test_fault_nothing_is_begun_where_a_database_with_backups_was(path: Path, *, there: bool) -> None:
    with begun_store(path) as store:
        added(store)
        backup = backups.back_up(store)
    path.unlink()
    if there:
        path.touch()

    with pytest.raises(EmptiedFileError, match="ข้อมูลสำรอง") as refused:
        open_store(path)

    assert backup.exists()
    assert "แต่พบข้อมูลสำรองของวันนี้ เวลา ๑๐:" in refused.value.happened
    assert backup.name not in refused.value.happened
    assert path.exists() is there
    assert not there or path.stat().st_size == 0


@pytest.mark.parametrize("there", [True, False])
def test_fault_nothing_is_begun_where_evidence_of_a_lost_database_lies(path: Path, *, there: bool) -> None:
    with_evidence(path)
    path.unlink()
    if there:
        path.touch()

    with pytest.raises(EmptiedFileError, match=r"งาน\.evidence"):
        open_store(path)


def test_another_databases_backups_keep_no_new_one_from_beginning(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
        backups.back_up(store)

    begun_store(path.with_name("งานใหม่.db")).close()
    open_store(path.with_name("เริ่มใหม่.db")).close()


def test_fault_a_file_of_no_bytes_beside_a_journal_that_could_bring_it_back_is_left_alone(
    path: Path, tmp_path: Path
) -> None:
    with begun_store(path) as store:
        added(store)
    journal_of(path).write_bytes(half_saved(path, tmp_path)[1])
    before = journal_of(path).read_bytes()
    path.write_bytes(b"")

    with pytest.raises(EmptiedFileError, match="journal"):
        open_store(path)

    assert journal_of(path).read_bytes() == before


def test_fault_a_file_copied_half_is_refused_as_damaged_and_left_as_it_is(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
    content = path.read_bytes()[: 4096 * 9 + 100]
    path.write_bytes(content)

    with pytest.raises(refusals.DamagedFileError, match="คัดลอกไฟล์ไม่ครบ"):
        open_store(path)

    assert path.read_bytes() == content


@pytest.mark.parametrize("first_page", [True, False])
def test_fault_a_journal_of_another_file_is_not_played_into_this_one(
    path: Path, tmp_path: Path, *, first_page: bool
) -> None:
    with begun_store(path) as store:
        kept = added(store)
    (tmp_path / "อื่น").mkdir()
    other = tmp_path / "อื่น" / "งาน.db"
    with begun_store(other) as store:
        added(store, 7)
    for number in range(8, 13):
        with open_store(other) as store:
            added(store, number)
    journal_of(path).write_bytes(half_saved(other, tmp_path / "อื่น", first_page=first_page)[1])
    before = path.read_bytes(), journal_of(path).read_bytes()

    with pytest.raises(ForeignJournalError, match=r"ย้าย «งาน\.db-journal»"):
        open_store(path)

    assert (path.read_bytes(), journal_of(path).read_bytes()) == before
    journal_of(path).unlink()
    with open_store(path) as store:
        assert store.report(YEAR).measures == (kept,)
        assert verifying.verify(store).sound


def test_fault_a_journal_of_this_file_is_played_back_as_ever(path: Path, tmp_path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)
    torn, journal = half_saved(path, tmp_path)
    assert torn != path.read_bytes()
    path.write_bytes(torn)
    journal_of(path).write_bytes(journal)

    with open_store(path) as store:
        assert store.report(YEAR).measures == (kept,)
        assert verifying.verify(store).sound
