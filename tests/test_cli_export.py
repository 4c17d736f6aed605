import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import ProgressNote
from ita_tui.intake.file_kinds import form_of
from ita_tui.report_parts import OwnText, ReportParts, remember, remember_signatories
from ita_tui.reports.options import Memo
from ita_tui.reports.page import Signatory
from tests.command_line import REPORT, Said, clock, database_in, everything_in, said


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one year read in, eleven measures."""
    return database_in(tmp_path)


def test_layouts_are_named_with_their_columns_without_a_database(tmp_path: Path) -> None:
    answer = said("layouts", "--db", tmp_path / "none.db")

    assert answer.code == 0
    assert answer.out.startswith("progress  ตารางความก้าวหน้าตามมาตรการ\n")
    assert "หัวตาราง: มาตรการ · วิธีการดำเนินการ · ผู้รับผิดชอบ · ระยะเวลา · ผลการดำเนินการ" in answer.out
    assert everything_in(tmp_path) == {}


def test_each_table_of_a_layout_with_several_is_named_with_its_own_heads(tmp_path: Path) -> None:
    several = said("layouts", "--db", tmp_path / "none.db").out.split("\n\n")[6].splitlines()

    assert several[0].startswith("score-review  ")
    assert several[2:] == [
        "  หัวตาราง (อันดับคะแนนรายตัวชี้วัด): อันดับ · ตัวชี้วัด · คะแนน",
        "  หัวตาราง (ประเด็นที่ควรพัฒนาตามเครื่องมือประเมิน): ตัวชี้วัด · ประเด็นการประเมิน · ประเด็นที่ควรพัฒนา",
        "  หัวตาราง (มาตรการที่เสนอ): มาตรการ · แนวทางการปฏิบัติ · ขั้นตอน/วิธีการปฏิบัติ · ผู้รับผิดชอบ · การกำกับติดตาม",
    ]


def test_tables_without_a_heading_are_numbered_and_placeholders_stand_in_thai_words(tmp_path: Path) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "ours.toml").write_text(
        'title = "สองตาราง"\n[heading]\ntitle = ["คะแนน"]\n'
        '[[parts]]\nkind = "ranking"\n[[parts]]\nkind = "indicators"\nheading = "ผลปี {score_year}"\n',
        encoding="utf-8",
    )

    listed = said("layouts", "--db", tmp_path / "ita.db").out

    assert "ours  สองตาราง\n  หัวตาราง (ตารางที่ ๑): อันดับ · ตัวชี้วัด · คะแนน\n" in listed
    assert "  หัวตาราง (ผลปี {ปีของคะแนน}): ตัวชี้วัดที่ · รายละเอียดตัวชี้วัด · คะแนน\n" in listed


def own_layout(folder: Path, name: str) -> Path:
    """A layout of her own beside the database, a copy of the shipped one."""
    shipped = REPORT.parents[2] / "ita_tui" / "reports" / "shipped" / "progress.toml"
    own = folder / "layouts" / f"{name}.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_bytes(shipped.read_bytes())
    return own


def test_own_layouts_beside_the_database_are_listed_and_a_broken_one_is_told_beside_them(
    tmp_path: Path,
) -> None:
    own_layout(tmp_path, "ours")
    own_layout(tmp_path, "broken").write_bytes("title = 'ตาราง'".encode("cp874"))

    listed = said("layouts", "--db", tmp_path / "ita.db")

    assert listed.code == 0
    assert re.findall(r"^(progress|ours|broken)  ", listed.out, re.MULTILINE) == ["progress", "ours"]
    assert "broken.toml" in listed.err
    assert "UTF-8" in listed.err


def test_export_prints_past_a_broken_layout_unless_that_is_the_one_asked_for(
    database: Path, tmp_path: Path
) -> None:
    own_layout(tmp_path, "broken").write_text("title = [", encoding="utf-8")
    typed = ("export", "--year", "2566", "--db", database, "--layout")

    printed = said(*typed, "progress", "-o", tmp_path / "ก.xlsx")
    asked = said(*typed, "broken", "-o", tmp_path / "ข.xlsx")

    assert (printed.code, asked.code) == (0, 1)
    assert "แบบรายงาน broken ใช้ไม่ได้" in printed.err
    assert "แบบรายงาน broken ใช้ไม่ได้" in asked.err
    assert (tmp_path / "ก.xlsx").exists()
    assert not (tmp_path / "ข.xlsx").exists()


@pytest.mark.parametrize("name", ["รายงาน.txt", "รายงาน"])
def test_export_adds_the_suffix_of_the_format_as_the_screen_does(
    name: str, database: Path, tmp_path: Path
) -> None:
    typed = ("export", "--year", "2566", "--layout", "progress", "--db", database, "-o", tmp_path / name)

    workbook, whole_year = said(*typed, "--format", "xlsx"), said(*typed, "--format", "json")

    assert workbook.out.endswith(f"{name}.xlsx\n")
    assert whole_year.out.endswith(f"{name}.json\n")
    assert (tmp_path / f"{name}.xlsx").exists()
    assert not (tmp_path / name).exists()


def cells_of(workbook: Path) -> list[str]:
    sheet = load_workbook(workbook).active
    assert sheet is not None
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def test_export_prints_the_workbook_with_the_options_asked(database: Path, tmp_path: Path) -> None:
    typed = ("export", "--year", "2566", "--layout", "progress", "--db", database)

    thai = said(*typed, "-o", tmp_path / "ก.xlsx")
    arabic = said(*typed, "-o", tmp_path / "ข.xlsx", "--numerals", "arabic", "--round", "๑๒")

    assert (thai.code, arabic.code) == (0, 0)
    assert thai.out == f"ส่งออกปีงบประมาณ ๒๕๖๖ ไว้ที่ {tmp_path / 'ก.xlsx'}\n"
    # ๒๐ มีนาคม is in the first round, which runs until the end of that month.
    assert any("พ.ศ. ๒๕๖๖ (รอบ ๖ เดือน)" in cell for cell in cells_of(tmp_path / "ก.xlsx"))
    assert any("พ.ศ. 2566 (รอบ 12 เดือน)" in cell for cell in cells_of(tmp_path / "ข.xlsx"))


def test_export_of_the_whole_year_needs_no_layout(database: Path, tmp_path: Path) -> None:
    answer = said("export", "--year", "2566", "--format", "json", "--db", database, "-o", tmp_path / "y.json")

    written = json.loads((tmp_path / "y.json").read_text(encoding="utf-8"))

    assert answer.code == 0
    assert (written["format"], written["version"], written["exported"]) == ("ita-tui", 1, "2023-03-20")
    assert len(written["measures"]) == 11


@pytest.mark.parametrize("name", ["y.json", "y.xlsx"])
def test_export_overwrites_only_when_told(name: str, database: Path, tmp_path: Path) -> None:
    target = tmp_path / name
    target.write_text("เดิม", encoding="utf-8")
    typed = ("export", "--year", "2566", "--layout", "progress", "--db", database, "-o", target)

    refused = said(*typed)
    kept = target.read_text(encoding="utf-8")
    forced = said(*typed, "--force")

    assert (refused.code, kept) == (1, "เดิม")
    assert f"มีไฟล์ {name} อยู่แล้ว" in refused.err
    assert forced.code == 0
    assert target.read_bytes()[:1] in {b"{", b"P"}


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_a_report_is_written_as_what_its_name_says_and_is_read_in_again(
    format_: str, database: Path, tmp_path: Path
) -> None:
    target = tmp_path / f"a.{format_}"

    answer = said("export", "--year", "2566", "--layout", "progress", "--db", database, "-o", target)
    other = tmp_path / "again.db"
    again = said("import", target, "--year", "2566", "--db", other)
    whole = [said("export", "--year", "2566", "--db", db, "-o", f"{db}.json") for db in (database, other)]

    assert (answer.code, answer.err) == (0, "")
    assert str(target) in answer.out
    assert target.suffix in form_of(target.read_bytes(), target.name).suffixes
    assert again.code == 0
    assert [one.code for one in whole] == [0, 0]
    first, second = (json.loads(Path(f"{db}.json").read_text(encoding="utf-8")) for db in (database, other))
    assert len(first["measures"]) == len(second["measures"]) == 11
    assert [one["title"] for one in second["measures"]] == [one["title"] for one in first["measures"]]


# --- before it is published ------------------------------------------------------------------------------------

YEAR = FiscalYear(2566)
IDENTITY, PHONE = "1-1017-00230-70-8", "๐๘๑-๒๓๔-๕๖๗๘"


def written_into(database: Path, result: str, measures: int = 1) -> None:
    """Say something in the results of the first measures."""
    with tasks.open_store(database, clock) as store:
        for measure in store.measures.all(YEAR)[:measures]:
            store.measures.save(replace(measure, result=result))


def linked_to(database: Path, link: str) -> None:
    """Give the surveys of the EIT a link."""
    with tasks.open_store(database, clock) as store:
        for survey in store.surveys.all(YEAR):
            store.surveys.save(YEAR, replace(survey, link=link))


def printed(database: Path, target: Path, layout: str = "progress") -> Said:
    return said("export", "--year", "2566", "--layout", layout, "--db", database, "-o", target)


def test_personal_data_in_a_printed_report_is_told_masked_with_its_place(
    database: Path, tmp_path: Path
) -> None:
    written_into(database, f"ผู้ประสานงาน {IDENTITY} โทร. {PHONE}")

    report = printed(database, tmp_path / "a.docx")
    whole = said("export", "--year", "2566", "--db", database, "-o", tmp_path / "a.json")

    assert (report.code, whole.code, whole.err) == (0, 0, "")
    assert report.err.splitlines() == [
        "! รายงานอาจมีข้อมูลส่วนบุคคล ๒ แห่ง ควรตรวจก่อนเผยแพร่",
        "!   มาตรการ ๑: เลขประจำตัว ๑๓ หลัก ๑-xxxx-xxxxx-x๐-๘",
        "!   มาตรการ ๑: หมายเลขโทรศัพท์ ๐๘๑-xxx-xx๗๘",
    ]


def test_personal_data_that_only_the_data_of_a_workbook_holds_is_told(database: Path, tmp_path: Path) -> None:
    with tasks.open_store(database, clock) as store:
        measure = store.measures.all(YEAR)[0]
        store.measures.save(replace(measure, result="โทร. 081-234-5678"))
        store.measures.note(
            measure.id or 0, ProgressNote(date(2023, 3, 1), f"ประสาน {PHONE} และ 02-000-0000")
        )

    paper, workbook = (printed(database, tmp_path / f"a.{form}").err for form in ("pdf", "xlsx"))

    assert paper.splitlines()[1:] == ["!   มาตรการ ๑: หมายเลขโทรศัพท์ ๐๘๑-xxx-xx๗๘"]
    assert workbook.splitlines()[1:] == [
        "!   มาตรการ ๑: หมายเลขโทรศัพท์ ๐๘๑-xxx-xx๗๘",
        "!   แผ่นงานข้อมูล มาตรการ ๑ ช่องบันทึกประจำวัน: หมายเลขโทรศัพท์ 02-0xx-xx00",
    ]


def test_a_link_with_a_key_is_told_where_it_only_begins_like_the_link_to_the_eit(
    database: Path, tmp_path: Path
) -> None:
    linked_to(database, "https://itas.example.go.th/eit")
    written_into(
        database,
        "ดูที่ https://itas.example.go.th/eit?token=a1b2c3d4e5f6a7b8 และ https://itas.example.go.th/eit.",
    )

    answer = printed(database, tmp_path / "a.docx")

    assert "ลิงก์ที่มีรหัสเข้าถึง https://itas.example.go.th/eit?token=…" in answer.err


def test_of_much_personal_data_ten_are_told_and_the_rest_is_counted(database: Path, tmp_path: Path) -> None:
    written_into(database, f"โทร. {PHONE}", measures=11)

    answer = printed(database, tmp_path / "a.docx")

    assert "๑๑ แห่ง" in answer.err
    assert len(answer.err.splitlines()) == 12
    assert answer.err.splitlines()[-1] == "!   … และอีก ๑ แห่ง"


def test_the_link_to_the_eit_is_no_personal_data(database: Path, tmp_path: Path) -> None:
    link = "https://itas.example.go.th/eit?token=a1b2c3d4e5f6a7b8"
    linked_to(database, link)

    printed_link = printed(database, tmp_path / "a.docx")
    written_into(database, f"ส่งแบบวัดทาง {link.replace('eit', 'iit')}")
    in_a_measure = printed(database, tmp_path / "b.docx")

    assert (printed_link.code, printed_link.err) == (0, "")
    assert "ลิงก์ที่มีรหัสเข้าถึง https://itas.example.go.th/iit?token=…" in in_a_measure.err


def test_a_link_to_the_eit_that_does_not_open_is_told_where_it_is_printed(
    database: Path, tmp_path: Path
) -> None:
    answers: dict[str, Said] = {}
    for link in ("ขอได้ที่สำนักปลัด", "https://itas.example.go.th/๑๒๓", ""):
        linked_to(database, link)
        answers[link] = printed(database, tmp_path / f"{len(answers)}.docx")
    linked_to(database, "ขอได้ที่สำนักปลัด")
    elsewhere = printed(database, tmp_path / "plan.docx", "plan")

    no_link, doubtful, none = answers.values()
    assert {one.code for one in (*answers.values(), elsewhere)} == {0}
    assert no_link.err == (
        "! ลิงก์แบบวัด EIT «ขอได้ที่สำนักปลัด» ลิงก์ควรขึ้นต้นด้วย http:// หรือ https:// รายงานจึงพิมพ์เป็นเส้นประ ไม่มี QR code"
        " · แก้ไขได้ที่หน้า F4\n"
    )
    assert doubtful.err.startswith("! ลิงก์แบบวัด EIT «https://itas.example.go.th/๑๒๓» ลิงก์มีเลขไทย")
    assert "เส้นประ" not in doubtful.err
    assert (none.err, elsewhere.err) == ("", "")


def test_export_into_what_is_no_place_for_a_file_is_refused(database: Path, tmp_path: Path) -> None:
    (tmp_path / "โฟลเดอร์.json").mkdir()
    for target, why in (("ไม่มี/a.json", "ไม่พบโฟลเดอร์"), ("โฟลเดอร์.json", "เป็นโฟลเดอร์")):
        answer = said("export", "--year", "2566", "--db", database, "-o", tmp_path / target, "--force")

        assert (answer.code, answer.out) == (1, "")
        assert why in answer.err


def test_export_over_a_file_that_is_read_only_is_refused(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("เดิม", encoding="utf-8")
    target.chmod(0o444)

    answer = said("export", "--year", "2566", "--db", database, "-o", target, "--force")

    assert answer.code == 1
    assert "อ่านได้อย่างเดียว" in answer.err
    assert target.read_text(encoding="utf-8") == "เดิม"


def test_export_of_an_unknown_year_or_layout_is_refused(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"

    year = said("export", "--year", "2567", "--layout", "progress", "--db", database, "-o", target)
    layout = said("export", "--year", "2566", "--layout", "โปร", "--db", database, "-o", target)

    assert (year.code, layout.code) == (1, 1)
    assert "ยังไม่มีข้อมูลของปีงบประมาณ ๒๕๖๗" in year.err
    assert "ไม่มีแบบรายงานชื่อ โปร" in layout.err
    assert not target.exists()


def test_what_is_remembered_on_the_export_screen_counts_on_the_command_line(
    database: Path, tmp_path: Path
) -> None:
    with tasks.open_store(database, clock) as store:
        remember_signatories(store.preferences, (Signatory("นางสาวน้ำใจ ดีงาม", "ปลัดเทศบาล"),))
        memo = Memo(to="นายกเทศมนตรี", number="ทต ๗๑๐๐๑/๑๒")
        own = OwnText(("ความนำของเราเอง ปี {ปี}",), used=True)
        remember(store.preferences, ReportParts(memo=memo, with_memo=True, intros={"progress": own}))
    target = tmp_path / "a.xlsx"

    answer = said("export", "--year", "2566", "--layout", "progress", "--db", database, "-o", target)

    book = load_workbook(target)
    memo_words, report_words = (
        "\n".join(str(cell) for row in book[name].iter_rows(values_only=True) for cell in row if cell)
        for name in ("บันทึกข้อความ", "รายงาน")
    )
    assert answer.code == 0
    for expected in ("บันทึกข้อความ", "ทต ๗๑๐๐๑/๑๒", "นายกเทศมนตรี", "(นางสาวน้ำใจ ดีงาม)"):
        assert expected in memo_words
    for expected in ("ความนำของเราเอง ปี ๒๕๖๖", "(นางสาวน้ำใจ ดีงาม)"):
        assert expected in report_words


def test_a_report_is_printed_as_it_stood_on_a_day_or_the_day_is_refused(
    database: Path, tmp_path: Path
) -> None:
    typed = ("export", "--year", "2566", "--layout", "progress", "--db", database, "-o", tmp_path / "a.xlsx")

    stood = said(*typed, "--as-of", "๒๐ มี.ค. ๒๕๖๖")
    before = said(*typed, "--as-of", "19/3/2566", "--force")
    none = said(*typed, "--as-of", "31 ก.พ. 2566", "--force")
    to_come = said(*typed, "--as-of", "21/3/2566", "--force")

    assert stood.code == 0
    assert (to_come.code, to_come.out) == (1, "")
    assert "๒๑ มีนาคม ๒๕๖๖ ยังไม่มาถึง" in to_come.err
    assert (before.code, before.out) == (1, "")
    assert "ไม่มีประวัติ" in before.err
    assert none.code == 2
