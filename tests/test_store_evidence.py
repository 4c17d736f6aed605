"""Evidence: attached, shared, revised and detached; proof follows; files are never deleted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ita_tui.domain.evidence import Evidence, EvidenceKind, FileState
from ita_tui.domain.measure import Proof
from store import refusals
from store.database import Store
from store.vault import VaultFile
from tests.store_builders import BANGKOK, YEAR, added, begun_store, number_of

REPORT = Evidence(
    "รายงานการประชุม",
    EvidenceKind.FILE,
    document_number="ตย ๗๑๐๐๑/๑๒",
    page="๓",
    document_date=date(2026, 1, 5),
)
FILE = VaultFile("a" * 64, "รายงาน.pdf", 10)
OTHER = VaultFile("b" * 64, "รายงาน (แก้ไข).pdf", 12)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with begun_store(tmp_path / "a.db") as opened:
        yield opened


def attached(store: Store, *measures: int) -> int:
    number = store.evidence.attach(measures, REPORT, [FILE]).id
    assert number is not None
    return number


def proof(store: Store, measure_id: int) -> Proof:
    return store.measures.get(measure_id).proof


def test_attaching_makes_proof_partial_in_the_same_step(store: Store) -> None:
    kept = number_of(added(store, 4))

    piece = store.evidence.attach([kept], REPORT, [FILE])

    assert proof(store, kept) is Proof.PARTIAL
    assert store.measures.get(kept).evidence == (piece,)
    last = store.history.last()
    assert last is not None
    assert last.words == "แนบหลักฐาน «รายงานการประชุม» กับมาตรการ ๔"
    store.history.undo()
    assert proof(store, kept) is Proof.NONE
    assert store.evidence.of_year(YEAR) == ()


def test_an_attached_file_says_when_and_keeps_the_documents_own_date(store: Store) -> None:
    piece = store.evidence.attach([number_of(added(store))], REPORT, [FILE, OTHER])

    assert piece.document_date == date(2026, 1, 5)
    assert piece.attached is not None
    assert piece.attached > datetime(2026, 1, 16, 10, 32, tzinfo=BANGKOK)
    assert [(file.slot, file.revision, file.name) for file in piece.files] == [
        (1, 1, "รายงาน.pdf"),
        (2, 1, "รายงาน (แก้ไข).pdf"),
    ]


def test_proof_that_was_checked_stays_checked(store: Store) -> None:
    kept = added(store)
    store.measures.save(replace(kept, proof=Proof.VERIFIED))

    number = attached(store, number_of(kept))
    store.evidence.detach(number, number_of(kept))

    assert proof(store, number_of(kept)) is Proof.VERIFIED


def test_detaching_the_last_one_lowers_partial_proof_and_keeps_everything(
    store: Store, tmp_path: Path
) -> None:
    kept = number_of(added(store))
    (tmp_path / "ภาพ.jpg").write_bytes("ภาพถ่าย".encode())
    file = store.vault.take_in(tmp_path / "ภาพ.jpg")
    first = attached(store, kept)
    second = store.evidence.attach([kept], replace(REPORT, title="ภาพถ่าย"), [file]).id
    assert second is not None

    store.evidence.detach(first, kept)
    between = proof(store, kept)
    store.evidence.detach(second, kept)

    assert (between, proof(store, kept)) == (Proof.PARTIAL, Proof.NONE)
    assert store.vault.state(file.sha256, thorough=True) is FileState.PRESENT
    assert {piece.title for piece in store.evidence.of_year(YEAR)} == {"รายงานการประชุม", "ภาพถ่าย"}
    with pytest.raises(refusals.RecordGoneError):
        store.evidence.detach(second, kept)


def test_one_piece_proves_several_measures(store: Store) -> None:
    first, second, third = (number_of(added(store, number)) for number in (1, 2, 3))

    number = attached(store, first, second)
    store.evidence.link(number, third)

    assert {proof(store, kept) for kept in (first, second, third)} == {Proof.PARTIAL}
    assert len(store.evidence.of_year(YEAR)) == 1
    with pytest.raises(refusals.AlreadyLinkedError, match="มาตรการ ๓"):
        store.evidence.link(number, third)


def test_the_same_file_is_not_attached_twice_to_a_measure(store: Store) -> None:
    first, second = number_of(added(store, 1)), number_of(added(store, 2))
    attached(store, first)

    with pytest.raises(refusals.AlreadyEvidenceError, match="«รายงานการประชุม»"):
        store.evidence.attach([second, first], replace(REPORT, title="ชื่ออื่น"), [FILE])

    assert proof(store, second) is Proof.NONE
    again = attached(store, second)
    with pytest.raises(refusals.AlreadyEvidenceError):
        store.evidence.link(again, first)
    with pytest.raises(refusals.AlreadyEvidenceError):
        store.evidence.add_file(again, FILE)


def test_a_revision_never_overwrites_the_one_before(store: Store) -> None:
    number = attached(store, number_of(added(store)))

    piece = store.evidence.add_file(number, OTHER, replaces_slot=1)

    assert [(file.slot, file.revision, file.sha256[0]) for file in piece.files] == [(1, 1, "a"), (1, 2, "b")]
    assert [file.name for file in piece.current_files] == ["รายงาน (แก้ไข).pdf"]
    assert [file.slot for file in store.evidence.add_file(number, FILE).current_files] == [1, 2]
    with pytest.raises(refusals.RecordGoneError):
        store.evidence.add_file(number, replace(FILE, sha256="c" * 64), replaces_slot=9)


def test_what_is_written_about_evidence_can_be_changed(store: Store) -> None:
    number = attached(store, number_of(added(store)))
    piece = store.evidence.get(number)

    saved = store.evidence.save(replace(piece, title="รายงานการประชุม ครั้งที่ ๒", url="https://a.th", files=()))

    assert saved == replace(piece, title="รายงานการประชุม ครั้งที่ ๒", url="https://a.th")
    last = store.history.last()
    assert last is not None
    assert last.words == "หลักฐาน «รายงานการประชุม ครั้งที่ ๒»: ชื่อหลักฐาน, ลิงก์"


def test_evidence_stays_when_its_measure_is_deleted(store: Store) -> None:
    kept = number_of(added(store))
    number = attached(store, kept)

    store.measures.remove([kept])

    assert store.evidence.get(number).files[0].sha256 == FILE.sha256


def test_what_is_gone_is_refused(store: Store) -> None:
    with pytest.raises(refusals.RecordGoneError, match="หลักฐาน"):
        store.evidence.get(5)
    with pytest.raises(refusals.RecordGoneError):
        store.evidence.save(REPORT)
    with pytest.raises(refusals.MeasureGoneError):
        store.evidence.attach([5], REPORT, [FILE])
