import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ita_tui import __main__ as front_door
from ita_tui import cli
from ita_tui.cli_parser import _parsers, read_arguments
from ita_tui.console import GOOD, ConsoleWidths
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.cells import cell_width
from ita_tui.thai_parser import in_thai
from tests.command_line import ROOT, said, started

COMMANDS = (
    "demo",
    "import",
    "export",
    "bundle",
    "layouts",
    "status",
    "check",
    "hand-out",
    "collect",
    "backup",
    "backups",
    "restore",
    "salvage",
    "close-year",
    "verify",
)
YEAR = FiscalYear(2566)
# What may stand in Latin letters: names of the program, its commands, formats, folders and instruments.
LATIN = {
    "ita", "tui", *COMMANDS, "xlsx", "docx", "pdf", "json", "txt", "tsv", "csv", "html", "xls", "ods", "odt", "progress", "thai", "arabic", "db",
    "backups", "media", "usb", "ITA", "JSON", "F", "year", "help", "version", "h", "o", "output", "layout",
    "format", "numerals", "round", "force", "add", "replace", "merge", "dry", "run",
    "zip", "folder", "analysis", "as", "of", "hand", "out", "division", "answers", "all", "OIT", "current", "code", "undo", "compare", "close", "remove", "evidence", "yes", "unsigned", "MR", "VX", "SQVE",
}  # fmt: skip


def latin_words(text: str) -> set[str]:
    return set(re.findall("[A-Za-z]+", text))


# --- help and wrong usage --------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_thai_fits_eighty_columns_and_names_every_option(command: str) -> None:
    answer = said(*filter(None, (command, "--help")))

    program, commands = _parsers()
    parser = commands.get(command, program)
    options = {option for action in parser._actions for option in action.option_strings}

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("วิธีใช้: ita-tui")
    assert latin_words(answer.out) <= LATIN
    assert max(map(cell_width, answer.out.splitlines())) <= 80
    assert options <= set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", answer.out))
    assert "ตัวอย่าง:" in answer.out


def test_help_of_the_program_names_every_command_and_none_that_is_not_there() -> None:
    answer = said("--help")

    listed = re.findall(r"^  ([a-z][a-z-]+) {3,}\S", answer.out, re.MULTILINE)

    assert tuple(listed) == COMMANDS
    assert set(COMMANDS) == set(cli._COMMANDS) - {""}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("nonsense", "ไม่รู้จักคำสั่ง 'nonsense' · ดูคำสั่งทั้งหมดได้จาก ita-tui --help"),
        ("chek", "ไม่รู้จักคำสั่ง 'chek' · ดูคำสั่งทั้งหมดได้จาก ita-tui --help"),
        ("check --year 66", "--year: ต้องเป็นปี พ.ศ. สี่หลัก ตั้งแต่ ๒๕๖๒ เช่น 2566 หรือ ๒๕๖๖"),
        ("import", "ต้องระบุ ไฟล์"),
        ("import a.txt", "คำสั่ง import ต้องระบุปีงบประมาณ เช่น --year 2566"),
        ("import a.txt --year", "--year ต้องมีค่าตามหลัง"),
        ("import a.txt --year 66", "--year: ต้องเป็นปี พ.ศ. สี่หลัก ตั้งแต่ ๒๕๖๒ เช่น 2566 หรือ ๒๕๖๖"),
        ("import a.txt b.txt --year 2566", "ไม่รู้จัก «b.txt»"),
        ("import a.txt --year 2566 --add --merge", "ใช้ --merge พร้อมกับ --add ไม่ได้"),
        ("export --year 2566 --format json", "ต้องระบุ -o/--output"),
        ("export -o a.json", "คำสั่ง export ต้องระบุปีงบประมาณ เช่น --year 2566"),
        ("export --year 2566 -o a.xlsx", "ต้องระบุรูปแบบรายงานด้วย --layout (ดูชื่อได้จากคำสั่ง ita-tui layouts)"),
        ("export --year 2566 --format doc -o a", "--format: ต้องเป็นคำใดคำหนึ่งใน xlsx docx pdf json"),
        ("export --year 2566 --numerals roman -o a", "--numerals: ต้องเป็นคำใดคำหนึ่งใน thai arabic"),
        ("export --year 2566 --round 9 -o a.json", "--round: ต้องเป็น 6 หรือ 12 (เดือน)"),
        ("export --year 2566 --force=yes -o a.json", "--force ไม่รับค่าใด"),
        ("bundle -o a.zip", "คำสั่ง bundle ต้องระบุปีงบประมาณ เช่น --year 2566"),
        ("bundle --year 2566", "ต้องระบุ -o/--output"),
        ("bundle --year 2566 -o a --layout", "--layout ต้องมีค่าตามหลัง"),
        (
            "bundle --year 2566 -o a --folder --force",
            "ใช้ --folder พร้อมกับ --force ไม่ได้ เพราะโฟลเดอร์ที่มีอยู่แล้วไม่ถูกเขียนทับ",
        ),
        ("status --yeer 2566", "ไม่รู้จัก «--yeer 2566»"),
        ("status --ye 2566", "ไม่รู้จัก «--ye 2566»"),
        (
            "restore",
            "ต้องระบุไฟล์สำรองที่จะนำกลับมาใช้ หรือ --undo อย่างใดอย่างหนึ่ง (ดูรายการได้จาก ita-tui backups)",
        ),
        (
            "restore a.db --undo",
            "ต้องระบุไฟล์สำรองที่จะนำกลับมาใช้ หรือ --undo อย่างใดอย่างหนึ่ง (ดูรายการได้จาก ita-tui backups)",
        ),
        ("backups --year 2566", "backups ใช้ --year ได้เมื่อมี --compare"),
        ("--year 2566 verify", "คำสั่ง verify ไม่ใช้ --year"),
        ("verify --json", "verify ใช้ --json ได้เมื่อมี --code"),
        ("verify --code", "--code ต้องมีค่าตามหลัง"),
        (
            "bundle --year 2566 --current --as-of 31/3/2566 -o a.zip",
            "ใช้ --current พร้อมกับ --as-of ไม่ได้ เลือกอย่างใดอย่างหนึ่ง",
        ),
        ("--db", "--db ต้องมีค่าตามหลัง"),
        ("--year ๒๕๖๑", "--year: ต้องเป็นปี พ.ศ. สี่หลัก ตั้งแต่ ๒๕๖๒ เช่น 2566 หรือ ๒๕๖๖"),
    ],
)
def test_wrong_usage_is_saidin_thai_on_stderr_and_ends_with_two(typed: str, sentence: str) -> None:
    answer = said(*typed.split())

    first, *usage = answer.err.splitlines()

    assert (answer.code, answer.out) == (2, "")
    assert first == sentence
    assert usage[0].startswith("วิธีใช้: ita-tui")


@pytest.mark.parametrize("name", ["", "  ", "ก" * 3000, "a\0b"])
@pytest.mark.parametrize("typed", [("status", "--db"), ("restore",), ("import", "--year", "2566")])
def test_a_name_that_no_file_can_have_is_wrong_usage(typed: tuple[str, ...], name: str) -> None:
    answer = said(*typed, name)

    assert answer.code == 2
    assert re.match("(--db|ไฟล์): (ต้องระบุชื่อไฟล์|ใช้ชื่อไฟล์นี้ไม่ได้)", answer.err)


def test_a_sentence_of_the_parser_that_nobody_foresaw_is_not_shown_in_english() -> None:
    assert in_thai("argument --x: something quite new") == "พิมพ์คำสั่งไม่ถูกต้อง"


def test_a_christian_year_is_told_as_a_buddhist_one() -> None:
    assert "(ค.ศ. ๒๐๒๓ คือ พ.ศ. ๒๕๖๖)" in said("status", "--year", "2023").err


@pytest.mark.parametrize("typed", [("--year", "2566"), ("--year", "๒๕๖๖"), ("--year=๒๕๖6",)])
def test_a_year_is_readin_thai_and_arabic_digits(typed: tuple[str, ...]) -> None:
    assert read_arguments(typed).year == YEAR
    assert read_arguments(["status", *typed]).year == YEAR
    assert read_arguments([*typed, "status"]).year == YEAR


def test_the_database_named_after_the_command_wins_over_the_one_before() -> None:
    assert read_arguments(["--db", "a.db", "verify", "--db", "b.db"]).db == Path("b.db")
    assert read_arguments(["--db", "a.db", "verify"]).db == Path("a.db")
    assert read_arguments(["verify"]).db is None


@pytest.mark.parametrize(("name", "format_"), [("a.XLSX", "xlsx"), ("a.json", "json"), ("a.tar.pdf", "pdf")])
def test_the_format_is_told_by_the_file_name_unless_it_is_named(name: str, format_: str) -> None:
    typed = ["export", "--year", "2566", "--layout", "progress", "-o", name]

    assert read_arguments(typed).format == format_
    assert read_arguments([*typed, "--format", "docx"]).format == "docx"


# --- the front door --------------------------------------------------------------------------------------------


def test_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    code = front_door.main(["--version"])

    assert code == 0
    assert re.fullmatch(r"ita-tui [0-9][0-9.]*\n", capsys.readouterr().out)


def test_screens_without_a_terminal_are_refused_with_a_sentence() -> None:
    for typed in ([], ["demo"], ["--year", "2566"]):
        answer = said(*typed)

        assert (answer.code, answer.out) == (1, "")
        assert answer.err.startswith("เปิดหน้าจอไม่ได้")


class PretendedApp:
    """Stands for the screens where only the door to them is asked about."""

    opened: list[tuple[Path, FiscalYear | None, bool]] = []
    crash = ""
    code: int | None = 0

    def __init__(
        self,
        database: Path,
        *,
        clock: object,
        year: FiscalYear | None,
        demo: bool,
        greet: bool,
        widths: ConsoleWidths,
        typed: bytes,
    ) -> None:
        assert clock
        assert greet is not demo
        assert (widths, typed) == (GOOD, b"")  # nobody answers where there is no terminal
        self.opened.append((database, year, demo))

    def run(self) -> int | None:
        return self.code


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> type[PretendedApp]:
    monkeypatch.setattr("ita_tui.app.ItaApp", PretendedApp)
    monkeypatch.setattr(cli, "_on_a_terminal", lambda: True)
    monkeypatch.setattr(PretendedApp, "opened", [])
    return PretendedApp


def test_the_screens_open_the_named_database_and_year(screens: type[PretendedApp]) -> None:
    codes = [said("--db", "a.db", "--year", "๒๕๖๖").code, said("demo").code]

    assert codes == [0, 0]
    assert screens.opened[0] == (Path("a.db"), YEAR, False)
    assert screens.opened[1][1:] == (None, True)


def test_a_crash_of_the_screens_is_told_on_stderr_and_ends_with_one(
    screens: type[PretendedApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "crash", "โปรแกรมทำงานผิดพลาด")

    answer = said("--db", "a.db")

    assert (answer.code, answer.out, answer.err) == (1, "", "โปรแกรมทำงานผิดพลาด\n")


def test_screens_that_end_without_a_word_end_well(
    screens: type[PretendedApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "code", None)

    assert said("--db", "a.db").code == 0


def failing_with(error: BaseException) -> Callable[..., int]:
    def run(*_: object) -> int:
        raise error

    return run


def test_ctrl_c_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cli, "run", failing_with(KeyboardInterrupt()))

    code = front_door.main(["status"])

    assert (code, capsys.readouterr()) == (130, ("", ""))


def test_what_nobody_expected_is_logged_and_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "run", failing_with(ZeroDivisionError("a bug")))

    code = front_door.main(["status"])

    out, err = capsys.readouterr()
    log = Path(re.findall(r"อยู่ในไฟล์ (\S+crash-\d+-\d+\.txt)", err)[0])
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert "ZeroDivisionError: " in log.read_text(encoding="utf-8")


def test_the_clock_of_the_front_door_says_its_time_zone() -> None:
    assert front_door.now().tzinfo is not None


def test_output_is_utf_8_whatever_the_console_says(tmp_path: Path) -> None:
    for encoding in ("cp874", "ascii"):
        answer = started("layouts", folder=tmp_path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")

        assert answer.code == 0
        assert "หัวตาราง: มาตรการ · วิธีการดำเนินการ" in answer.out


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)

    done = subprocess.run(
        [sys.executable, "-m", "ita_tui", "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=write,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(write)

    assert (done.returncode, done.stderr) == (141, b"")
