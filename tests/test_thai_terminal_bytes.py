"""Thai as bytes through a real terminal: what stands on the screen, where the cursor is, and what was stored."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from tests.real_terminal import Terminal, needs_tmux, program
from tests.store_builders import standing_clock

pytestmark = needs_tmux
YEAR = FiscalYear(2569)
SEARCH_ROW, SEARCH_COLUMN = 1, 1


@pytest.fixture
def database(sample_folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(sample_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "ita.db"


@pytest.fixture(scope="module")
def terminal(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """One program for all tests that change nothing; each empties the search field first."""
    folder = tmp_path_factory.mktemp("searched")
    shutil.copytree(sample_folder, folder, dirs_exist_ok=True)
    with program(folder / "ita.db") as terminal:
        terminal.until_shown("ต้องทำก่อน")
        terminal.press("F3")
        terminal.until_shown("๑๒ จาก ๑๒ มาตรการ")
        terminal.press("/")
        yield terminal


def stands(terminal: Terminal, text: str, cells: int) -> None:
    """Wait until the search field holds a text and the cursor stands so many cells into it."""
    place = (SEARCH_COLUMN + cells, SEARCH_ROW)
    terminal.until(
        lambda screen: screen.splitlines()[SEARCH_ROW].strip() == text and terminal.cursor() == place,
        f"{text!r} with the cursor at {place}",
    )


def words_are_known(terminal: Terminal) -> None:
    """Wait for the dictionary, which comes after the screen: the last word of the field is passed in one step."""

    def passed_whole(screen: str) -> bool:
        text, at = screen.splitlines()[SEARCH_ROW].strip(), terminal.cursor()[0]
        terminal.press("End", "C-Left")
        return text.endswith("ปฏิบัติ") and at == SEARCH_COLUMN + 7

    terminal.until(passed_whole, "the dictionary")


def empty(terminal: Terminal) -> None:
    terminal.press("End", "C-u")
    stands(terminal, "ค้นหา", 0)


def test_bytes_of_thai_are_typed_moved_through_and_deleted_by_letter_and_word(terminal: Terminal) -> None:
    empty(terminal)

    terminal.type("น้ำที่หน้าที่ปฏิบัติ")
    stands(terminal, "น้ำที่หน้าที่ปฏิบัติ", 11)
    terminal.press("Left", "Left")
    stands(terminal, "น้ำที่หน้าที่ปฏิบัติ", 9)
    words_are_known(terminal)
    terminal.press("End", "C-Left", "C-Left")
    stands(terminal, "น้ำที่หน้าที่ปฏิบัติ", 3)
    terminal.press("Home", "DC")
    stands(terminal, "ที่หน้าที่ปฏิบัติ", 0)
    terminal.press("Right", "BSpace")
    stands(terminal, "ทีหน้าที่ปฏิบัติ", 1)
    terminal.press("End", "C-w")
    stands(terminal, "ทีหน้าที่", 5)
    terminal.press("C-z")
    stands(terminal, "ทีหน้าที่ปฏิบัติ", 9)


def test_a_paste_of_several_lines_keeps_every_word_in_one_line(terminal: Terminal) -> None:
    empty(terminal)

    terminal.paste("มาตรการ\r\nที่ น\u0e4d\u0e49า\n".encode())

    stands(terminal, "มาตรการ ที่ น้ำ", 12)


def test_sara_am_in_two_bytes_sequences_is_one_letter(terminal: Terminal) -> None:
    empty(terminal)

    for part in ("น", "\u0e4d", "\u0e49", "า", "ก"):
        terminal.type(part)

    stands(terminal, "น้ำก", 3)


def test_bytes_that_are_not_utf_8_do_not_end_the_program(terminal: Terminal) -> None:
    empty(terminal)

    terminal.paste("ประชุม น้ำ".encode("cp874"))
    stands(terminal, "ประชุม น้ำ", 8)
    terminal.until_shown("รหัสอักขระ TIS-620")
    terminal.paste(b" \xff\xfe-caf\xe9")
    stands(terminal, "ประชุม น้ำ -caf", 13)
    terminal.until_shown("ตัดอักขระที่อ่านไม่ได้ออก ๓ ตัว")
    terminal.tmux("send-keys", "-t", "it", "-H", "a1", "a2")
    terminal.until_shown("เทอร์มินัลส่งมาในรหัสที่ไม่ใช่ UTF-8")
    terminal.type("ก")

    stands(terminal, "ประชุม น้ำ -cafก", 14)
    assert terminal.alive()


def test_what_was_typed_and_pasted_as_bytes_is_stored_clean(database: Path) -> None:
    with program(database) as terminal:
        terminal.until_shown("ต้องทำก่อน")
        write_a_result(terminal)
        terminal.press("F10")
        terminal.until_ended()

    with tasks.open_store(database, standing_clock) as store:
        assert store.measures.all(YEAR)[0].result == "น้ำเสียบรรทัดสอง\nบรรทัดสาม"


def write_a_result(terminal: Terminal) -> None:
    terminal.press("F3")
    terminal.until_shown("๑๒ จาก ๑๒ มาตรการ")
    terminal.press("Enter")
    terminal.until_shown("มาตรการ ๑ จาก ๑๒")
    terminal.press("Tab", "Tab")  # from the status over the steps to the result
    terminal.until(lambda _: terminal.cursor()[0] == 2, "the field of the result with the cursor in it")
    terminal.press("C-a", "DC")  # selects everything
    terminal.until(lambda screen: "๑๘ งานบริการ" not in screen, "an empty field")
    terminal.type("น\u0e4d\u0e49าเสีย\u200b")
    terminal.paste("บรรทัดสอง\r\nบรรทัดสาม".encode())
    terminal.until_shown("บรรทัดสาม")
    terminal.press("C-s")
    terminal.until_shown("บันทึกแล้ว")
