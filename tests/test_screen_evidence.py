"""Evidence of a measure: files into the vault, links, document numbers; nothing is lost by detaching."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import OptionList

from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Proof
from ita_tui.thai.numerals import thai_digits
from screens import evidence as evidence_screen
from screens.dialogs import Ask, Choice
from screens.evidence import EvidenceScreen
from screens.evidence_form import EvidenceForm
from screens.measures import MeasuresScreen
from screens.widgets.thai_input import ThaiInput
from store.refusals import VaultFullError
from tests.screen_app import opened, press, sample_database, settle, store_of
from tests.typing_thai import paste, type_thai
from tests.waiting import until, until_shown, until_told

SIZE = (80, 30)
"""Small, for speed: what a test does not look at need not be painted."""
YEAR = FiscalYear(2569)


def measure(pilot: object, number: int) -> Measure:
    return next(m for m in store_of(pilot).measures.all(YEAR) if m.number == number)  # type: ignore[arg-type]


async def open_form(pilot: object, number: int) -> None:
    await press(pilot, "f3", *["down"] * (number - 1), "enter", "ctrl+e", "a")  # type: ignore[arg-type]


async def test_a_file_is_copied_into_the_vault_however_its_path_was_given(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", *["down"] * 10, "enter", "ctrl+e")
        for number, form in enumerate(("{path}", '"{path}"', "file://{url}", "  '{path}' ")):
            source = tmp_path / f"รายงานการประชุม น้ำ {number}.pdf"
            source.write_bytes(f"%PDF-1.4 proof {number}".encode())
            await press(pilot, "a")
            await paste(pilot, form.format(path=source, url=source.as_uri().removeprefix("file://")))
            await press(pilot, "enter")
            await until_shown(pilot, f"{source.name}   ไฟล์")

            piece = measure(pilot, 11).evidence[number]
            assert piece.title == source.name
            assert piece.files[0].sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
            assert store_of(pilot).vault.path(piece.files[0].sha256).read_bytes() == source.read_bytes()
            assert measure(pilot, 11).proof is Proof.PARTIAL
            assert source.exists()


async def test_a_link_and_a_document_number_are_evidence_too(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await open_form(pilot, 11)
        pilot.app.screen.query_one("#url", ThaiInput).value = "https://www.example.go.th/a?b=1"
        pilot.app.screen.query_one("#title", ThaiInput).value = "ประกาศบนเว็บไซต์"
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "ประกาศบนเว็บไซต์   ลิงก์")
        await press(pilot, "a")
        pilot.app.screen.query_one("#document_number", ThaiInput).value = "รอ ๗๑๒๐๑/๑๒๓"
        pilot.app.screen.query_one("#page", ThaiInput).value = "๓"
        pilot.app.screen.query_one("#date", ThaiInput).value = "๑๖ ม.ค. ๖๙"
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "เลขที่ รอ ๗๑๒๐๑/๑๒๓")

        link, number = measure(pilot, 11).evidence
        assert (link.kind, link.url, link.title) == (
            EvidenceKind.LINK,
            "https://www.example.go.th/a?b=1",
            "ประกาศบนเว็บไซต์",
        )
        assert number.kind is EvidenceKind.DOCUMENT
        assert (number.document_number, number.page, number.document_date) == (
            "รอ ๗๑๒๐๑/๑๒๓",
            "๓",
            date(2026, 1, 16),
        )


async def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await open_form(pilot, 11)
        for field, typed, sentence in (
            ("path", "", "ยังไม่ได้ระบุหลักฐาน"),
            ("date", "31/2/2569", "อ่านวันที่ในเอกสารไม่ได้"),
            ("url", "javascript:alert(1)", "ลิงก์ต้องขึ้นต้นด้วย"),
        ):
            pilot.app.screen.query_one(f"#{field}", ThaiInput).value = typed
            await press(pilot, "ctrl+s")

            await until_shown(pilot, sentence)
            assert isinstance(pilot.app.screen, EvidenceForm)
            assert pilot.app.screen.query_one(f"#{field}", ThaiInput).value == typed
            assert measure(pilot, 11).evidence == ()
            pilot.app.screen.query_one(f"#{field}", ThaiInput).value = ""


async def test_a_file_that_is_not_there_is_said_and_the_form_stays(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await open_form(pilot, 11)
        await paste(pilot, str(tmp_path / "ไม่มี.pdf"))
        await press(pilot, "enter")
        await until_shown(pilot, "ไม่พบไฟล์นี้")

        assert measure(pilot, 11).evidence == ()
        assert pilot.app.screen.query_one("#path", ThaiInput).value.endswith("ไม่มี.pdf")


async def test_what_the_vault_refuses_is_shown_again_to_be_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise VaultFullError("ก.pdf")

    source = tmp_path / "ก.pdf"
    source.write_bytes(b"x")
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        monkeypatch.setattr(store_of(pilot).vault, "take_in", full)
        await open_form(pilot, 11)
        await paste(pilot, str(source))
        pilot.app.screen.query_one("#title", ThaiInput).value = "รายงานประชุม"
        await press(pilot, "enter")
        await until_told(pilot, "พื้นที่ดิสก์เต็ม")
        await settle(pilot)

        assert isinstance(pilot.app.screen, EvidenceForm)
        assert pilot.app.screen.query_one("#title", ThaiInput).value == "รายงานประชุม"
        assert pilot.app.screen.query_one("#path", ThaiInput).value == str(source)
        assert measure(pilot, 11).evidence == ()


async def test_no_key_takes_a_half_filled_form_away_unasked(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await open_form(pilot, 11)
        pilot.app.screen.query_one("#title", ThaiInput).focus()
        await type_thai(pilot, "ภาพถ่าย")

        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, EvidenceForm)
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, EvidenceForm)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, EvidenceForm)
        assert pilot.app.screen.query_one("#title", ThaiInput).value == "ภาพถ่าย"
        await press(pilot, "escape", "down", "down", "enter")
        assert isinstance(pilot.app.screen, EvidenceScreen)


async def test_detaching_asks_first_keeps_the_file_and_can_be_undone(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        before = measure(pilot, 1)
        sha = before.evidence[0].files[0].sha256 if before.evidence[0].files else ""
        await press(pilot, "f3", "enter", "ctrl+e", "delete", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, EvidenceScreen))
        await until_shown(pilot, f"หลักฐานของมาตรการ ๑ ({thai_digits(len(before.evidence) - 1)})")
        assert len(measure(pilot, 1).evidence) == len(before.evidence) - 1
        if sha:
            assert store_of(pilot).vault.path(sha).exists()

        await press(pilot, "ctrl+z")
        assert measure(pilot, 1) == before
        assert isinstance(pilot.app.screen, EvidenceScreen)
        assert pilot.app.screen.query_one("#pieces", OptionList).option_count == len(before.evidence)


async def test_a_missing_and_a_changed_file_are_shown(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        with_file = next(m for m in store_of(pilot).measures.all(YEAR) if any(e.files for e in m.evidence))
        piece = next(e for e in with_file.evidence if e.files)
        path = store_of(pilot).vault.path(piece.current_files[0].sha256)
        path.chmod(0o600)
        path.unlink()
        await press(pilot, "f3", *["down"] * (with_file.number - 1), "enter", "ctrl+e")

        await until_shown(pilot, "ไฟล์หายไป")


async def test_opening_hands_a_copy_to_the_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[Path | str] = []
    monkeypatch.setattr(evidence_screen, "open_with_desktop", handed.append)
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        with_file = next(m for m in store_of(pilot).measures.all(YEAR) if m.evidence and m.evidence[0].files)
        await press(pilot, "f3", *["down"] * (with_file.number - 1), "enter", "ctrl+e", "enter")
        assert isinstance(pilot.app.screen, Choice)  # two revisions: which one?
        await press(pilot, "enter")
        await until(pilot, lambda: bool(handed))

        (copy,) = handed
        assert isinstance(copy, Path)
        assert (
            copy.read_bytes()
            == store_of(pilot).vault.path(with_file.evidence[0].current_files[0].sha256).read_bytes()
        )
        assert copy != store_of(pilot).vault.path(with_file.evidence[0].current_files[0].sha256)


async def test_the_list_closes_where_undo_takes_the_measure_away(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "n")
        await type_thai(pilot, "มาตรการใหม่")
        await press(pilot, "enter", "ctrl+e")
        assert isinstance(pilot.app.screen, EvidenceScreen)
        await press(pilot, "ctrl+z")

        await until(pilot, lambda: isinstance(pilot.app.screen, MeasuresScreen))
        assert len(store_of(pilot).measures.all(YEAR)) == 12


async def test_a_path_that_no_file_can_have_is_told_and_never_ends_the_program(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        await press(pilot, "f3", "enter", "ctrl+e")
        for typed in ("ก" * 300, '""', "file://", "\x00", "~ไม่มีใคร/ก.pdf"):
            await press(pilot, "a")
            pilot.app.screen.query_one("#path", ThaiInput).value = typed
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, EvidenceForm), typed
            pilot.app.screen.query_one("#path", ThaiInput).value = ""
            await press(pilot, "escape", "r")
            pilot.app.screen.query_one(ThaiInput).value = typed
            await press(pilot, "enter")

            assert isinstance(pilot.app.screen, Ask), typed
            assert len(measure(pilot, 1).evidence) == 2
            await press(pilot, "escape")


async def test_an_address_that_a_report_brought_in_is_not_handed_to_the_desktop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("screens.opening.subprocess.Popen", lambda *a, **_k: started.append(a))
    monkeypatch.setattr("screens.opening.which", lambda name: name)
    addresses = ("file:///C:/Windows/System32/calc.exe", "javascript:alert(1)", "calc.exe")
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        known = measure(pilot, 11).id
        assert known is not None
        for number, url in enumerate(addresses):
            link = Evidence(f"ลิงก์ {number}", EvidenceKind.LINK, url=url)
            store_of(pilot).evidence.attach([known], link, [])
        await press(pilot, "f3", *["down"] * 10, "enter", "ctrl+e")
        for number, url in enumerate(addresses):
            await press(pilot, "home", *["down"] * number, "enter")
            await until_told(pilot, f"ไม่เปิด «{url}» เพื่อความปลอดภัย")

        assert not started
