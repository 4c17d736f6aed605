import json
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from tests.command_line import REPORT, Said, clock, database_in, everything_in, said

YEAR = FiscalYear(2566)
HEAD = "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ\n"
ROW = "๑. ติดป้ายบอกทาง\tทำป้ายไม้\tกองช่าง\tม.ค. – ก.พ. ๒๕๖๖\tติดแล้วเสร็จ\n"


def read(file: Path, database: Path, *options: str, year: str = "2566") -> Said:
    return said("import", file, "--year", year, "--db", database, *options)


def written(folder: Path, content: str | bytes, name: str = "รายงาน.txt") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def titles_in(database: Path) -> list[tuple[int, str]]:
    with tasks.open_existing(database, clock) as store:
        return [(measure.number, measure.title) for measure in store.measures.all(YEAR)]


# --- what is told ----------------------------------------------------------------------------------------------


def test_import_tells_measures_doubts_what_was_left_out_and_where_it_is_saved(tmp_path: Path) -> None:
    database = tmp_path / "ใหม่.db"

    answer = read(REPORT, database, year="๒๕๖๖")

    lines = answer.out.splitlines()
    doubts = [line for line in lines if line.startswith("  ! ")]
    left_out = [line for line in lines if line.startswith("  – ")]
    assert (answer.code, answer.err) == (0, "")
    assert lines[0] == "อ่าน rimthan-2566.txt เข้าปีงบประมาณ ๒๕๖๖"
    assert "มาตรการ (๑๑)" in lines
    assert "  ๑. ทำให้บุคลากรรู้วิธียืมของหลวง (IIT)" in answer.out
    assert "     กองคลัง · ก.พ. – เม.ย. ๒๕๖๖ · ✓ แล้วเสร็จ" in lines
    assert f"ข้อสงสัยที่ควรตรวจ ({_thai(len(doubts))})" in lines
    assert all("มาตรการ" in doubt or "ลิงก์" in doubt for doubt in doubts)
    assert f"ไม่ได้นำเข้า ({_thai(len(left_out))})" in lines
    assert lines[-1] == f"บันทึกไว้ที่ {database}"
    assert len(titles_in(database)) == 11


def _thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


OWN_CATALOGUE = """
[catalogue]
confidence = "verified"
measures_item = "o2"
report_item = "o3"
report_covers = "ปีงบประมาณเดียวกัน"

[catalogue.grouping]
confidence = "verified"

[[catalogue.grouping.group]]
id = "1"
name = "ข้อมูลพื้นฐาน"

[[catalogue.item]]
code = "o1"
name = "โครงสร้าง"
group = "1"

[[catalogue.item]]
code = "o2"
name = "มาตรการ"
group = "1"

[[catalogue.item]]
code = "o3"
name = "รายงานผล"
group = "1"
"""


def lay_own_rulebook(folder: Path, text: str) -> None:
    (folder / "rulebook").mkdir()
    (folder / "rulebook" / "2566.toml").write_text(text, encoding="utf-8")


def test_a_report_is_read_by_the_secretarys_own_rules_beside_the_database(tmp_path: Path) -> None:
    shipped = json.loads(read(REPORT, tmp_path / "x.db", "--json", "--dry-run").out)
    lay_own_rulebook(tmp_path, OWN_CATALOGUE)

    own = json.loads(read(REPORT, tmp_path / "x.db", "--json", "--dry-run").out)

    assert {"o1", "o11", "o43"} <= set(shipped["disclosure"])
    assert own["disclosure"] == ["o1", "o2", "o3"]
    draft = tasks.read_in(REPORT, YEAR, database=tmp_path / "x.db")
    assert {code for measure in draft.measures for code in measure.items} == {"o1", "o2", "o3"}
    assert len({code for measure in tasks.read_in(REPORT, YEAR).measures for code in measure.items}) > 30


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_rulebook_that_cannot_be_read_stops_the_import_before_anything(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    lay_own_rulebook(tmp_path, "[catalogue\n")

    answer = read(REPORT, tmp_path / "x.db", *options)

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("อ่านไฟล์เกณฑ์ปี ๒๕๖๖ ไม่ได้ บรรทัด ๑")
    assert not (tmp_path / "x.db").exists()


def test_json_is_one_object_with_the_same_and_nothing_else(tmp_path: Path) -> None:
    answer = read(REPORT, tmp_path / "x.db", "--json")

    told = json.loads(answer.out)

    assert (answer.code, answer.err) == (0, "")
    assert list(told) == [
        "file", "year", "mode", "saved", "agency", "warning", "year_found", "measures", "proposals", "added", "filled", "kept",
        "surveys", "disclosure", "scores", "issues", "doubts", "left_out",
    ]  # fmt: skip
    assert (told["file"], told["year"], told["year_found"]) == ("rimthan-2566.txt", 2566, 2566)
    assert (told["mode"], told["saved"]) == ("into_empty", str(tmp_path / "x.db"))
    assert told["agency"] == "องค์การบริหารส่วนตำบลริมธาร"
    assert [measure["number"] for measure in told["measures"]] == told["added"] == list(range(1, 12))
    assert told["measures"][0]["period"] == {
        "text": "ก.พ. – เม.ย. ๒๕๖๖",
        "start": "2023-02-01",
        "end": "2023-04-30",
    }
    assert {"kind", "place", "words", "proposal", "measure", "of_proposal"} == set(told["doubts"][0])
    assert "proposed_status" in {doubt["kind"] for doubt in told["doubts"]}
    assert "ทำให้บุคลากร" in answer.out  # Thai stays readable


def test_a_year_that_is_not_the_documents_is_a_doubt_and_still_done(tmp_path: Path) -> None:
    answer = read(REPORT, tmp_path / "x.db", "--json", year="2567")

    told = json.loads(answer.out)

    assert answer.code == 0
    assert (told["year"], told["year_found"]) == (2567, 2566)
    assert "other_year" in {doubt["kind"] for doubt in told["doubts"]}


# --- a dry run -------------------------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing_and_tells_the_same(tmp_path: Path) -> None:
    tried = read(REPORT, tmp_path / "x.db", "--dry-run")
    tried_json = json.loads(read(REPORT, tmp_path / "x.db", "--dry-run", "--json").out)
    left = everything_in(tmp_path)
    done = read(REPORT, tmp_path / "x.db")

    assert left == {}
    assert tried.code == 0
    assert tried_json["saved"] is None
    assert tried.out.splitlines()[-1] == "ยังไม่ได้บันทึกอะไร (--dry-run)"
    assert tried.out.splitlines()[1:-1] == done.out.splitlines()[1:-1]


def test_a_dry_run_into_a_database_leaves_every_byte_and_refuses_what_would_be_refused(
    tmp_path: Path,
) -> None:
    database = database_in(tmp_path)
    more = written(tmp_path, HEAD + ROW)
    before = everything_in(tmp_path)

    refused = read(more, database, "--dry-run")
    added = json.loads(read(more, database, "--dry-run", "--add", "--json").out)
    merged = read(REPORT, database, "--dry-run", "--merge")

    after = everything_in(tmp_path)
    after.pop("ita.db-journal", None)  # emptied, it holds nothing
    assert after == before
    assert (refused.code, refused.out) == (1, "")
    assert "มีมาตรการอยู่แล้ว ๑๑ มาตรการ" in refused.err
    assert added["added"] == [12]
    assert "เพิ่มใหม่ ๐ มาตรการ · เติมช่องว่าง ๐ มาตรการ" in merged.out


# --- a year that has measures ----------------------------------------------------------------------------------


def test_a_year_with_measures_is_refused_unless_told_what_to_do(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    before = database.read_bytes()

    answer = read(REPORT, database)

    assert (answer.code, answer.out) == (1, "")
    assert all(option in answer.err for option in ("--add", "--replace", "--merge"))
    assert database.read_bytes() == before


def test_add_puts_them_behind_and_replace_puts_them_instead(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    more = written(tmp_path, HEAD + ROW)

    added = read(more, database, "--add", "--json")
    after_adding = titles_in(database)
    replaced = read(more, database, "--replace")

    assert (added.code, replaced.code) == (0, 0)
    assert json.loads(added.out)["added"] == [12]
    assert after_adding[-1] == (12, "ติดป้ายบอกทาง")
    assert len(after_adding) == 12
    assert titles_in(database) == [(1, "ติดป้ายบอกทาง")]


def test_merge_fills_what_is_empty_keeps_what_is_there_and_says_so(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    first = written(tmp_path, HEAD + ROW.replace("ทำป้ายไม้", "").replace("กองช่าง", "กองคลัง"), "ก.txt")
    second = written(tmp_path, HEAD + ROW + ROW.replace("๑. ติดป้าย", "๒. ซ่อมป้าย"), "ข.txt")
    read(first, database)

    answer = read(second, database, "--merge")
    told = json.loads(read(second, database, "--merge", "--json").out)

    assert "เพิ่มใหม่ ๑ มาตรการ · เติมช่องว่าง ๑ มาตรการ" in answer.out
    assert "  มาตรการ ๑ ช่องผู้รับผิดชอบ" in answer.out
    assert {"measure": 1, "field": "responsible"} in told["kept"]
    with tasks.open_existing(database, clock) as store:
        (one, two) = store.measures.all(YEAR)
    assert (one.method, one.responsible, two.title) == ("ทำป้ายไม้", "กองคลัง", "ซ่อมป้ายบอกทาง")


def test_each_import_is_one_undo(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    read(written(tmp_path, HEAD + ROW), database, "--replace")

    with tasks.open_existing(database, clock) as store:
        store.history.undo()

    assert len(titles_in(database)) == 11


# --- what cannot be read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ว่าง"),
        (b"\xef\xbb\xbf \r\n\t", "ว่าง"),
        (bytes(range(256)) * 40, ""),
        (b"PK\x03\x04" + b"\0" * 100, ""),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ""),
        ("ข้อความที่ไม่มีตาราง\nเลย\n", "ไม่พบตาราง"),
        ("กขค\tงจฉ\tชซฌ\n๑\t๒\t๓\n", ""),
        ("ไม่ใช่ {\n".encode("utf-16-le")[:-1], ""),
    ],
    ids=["empty", "blank", "binary", "zip", "pdf", "no table", "unknown heads", "half a letter"],
)
@pytest.mark.parametrize("option", ["--json", "--dry-run", "--replace"])
def test_what_is_no_report_is_refused_and_nothing_is_written(
    content: str | bytes, sentence: str, option: str, tmp_path: Path
) -> None:
    file = written(tmp_path, content)
    before = everything_in(tmp_path)

    answer = read(file, tmp_path / "x.db", option)

    assert (answer.code, answer.out) == (1, "")
    assert sentence in answer.err
    assert "รายงาน.txt" in answer.err
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"format": "ita-tui"', "อ่านไม่ได้ตั้งแต่บรรทัด"),
        ('{"format": "ita-tui", "version": 9, "year": 2566}', "รูปแบบรุ่นที่ ๙"),
        ('{"format": "ita-tui", "version": 1}', "ข้อมูล JSON ใช้ไม่ได้"),
        ("[1, 2]", "ข้อมูล JSON ใช้ไม่ได้"),
        (
            '{"format": "ita-tui", "version": 1, "agency": {"name": "อบต."}, "year": 2566, "measures": []}',
            "ไม่พบมาตรการ",
        ),
    ],
)
def test_json_that_is_no_year_is_refused_and_nothing_is_written(
    content: str, sentence: str, tmp_path: Path
) -> None:
    file = written(tmp_path, content, "ปี.json")
    before = everything_in(tmp_path)

    answer = read(file, tmp_path / "x.db")

    assert (answer.code, answer.out) == (1, "")
    assert sentence in answer.err
    assert everything_in(tmp_path) == before


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    missing = read(tmp_path / "ไม่มี.txt", tmp_path / "x.db")
    folder = read(tmp_path, tmp_path / "x.db")
    nowhere = read(REPORT, tmp_path / "ไม่มี" / "x.db")

    assert [answer.code for answer in (missing, folder, nowhere)] == [1, 1, 1]
    assert missing.err.startswith("ไม่พบไฟล์")
    assert "เป็นโฟลเดอร์" in folder.err
    assert "ไม่พบโฟลเดอร์" in nowhere.err
    assert everything_in(tmp_path) == {}


@pytest.mark.parametrize("encoding", ["cp874", "utf-16", "utf-8-sig"])
def test_text_of_other_encodings_reads_the_same(encoding: str, tmp_path: Path) -> None:
    file = written(tmp_path, REPORT.read_text(encoding="utf-8").encode(encoding, errors="ignore"))

    answer = read(file, tmp_path / "x.db")

    assert answer.code == 0
    assert "มาตรการ (๑๑)" in answer.out
    assert titles_in(tmp_path / "x.db")[1][1].startswith("เปิดช่องทางร้องเรียนให้ชาวบ้าน")


def test_what_breaks_while_saving_leaves_no_new_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = database_in(tmp_path)
    before = everything_in(tmp_path)

    def break_down(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ita_tui.taking_in._scores_in", break_down)
    for file in (tmp_path / "new.db", database):
        with pytest.raises(KeyboardInterrupt):
            read(REPORT, file, "--replace")

    after = everything_in(tmp_path)
    after.pop("ita.db-journal", None)  # emptied, it holds nothing
    (backup,) = [name for name in after if name.startswith("backups/")]  # made before it was begun
    del after[backup]
    assert after == before


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no such device")
def test_a_device_is_no_report(tmp_path: Path) -> None:
    answer = read(Path("/dev/null"), tmp_path / "x.db")

    assert (answer.code, everything_in(tmp_path)) == (1, {})


def test_another_agencys_report_is_taken_in_with_a_warning(tmp_path: Path) -> None:
    database = database_in(tmp_path)
    other = written(tmp_path, REPORT.read_text(encoding="utf-8").replace("ริมธาร", "หนองบัวใหญ่"), "อื่น.txt")

    same = read(REPORT, database, "--merge")
    strange = read(other, database, "--add", "--dry-run")
    strange_json = json.loads(read(other, database, "--add", "--json").out)

    assert "เอกสารนี้เป็นของ" not in same.out
    assert "เอกสารนี้เป็นของ องค์การบริหารส่วนตำบลหนองบัวใหญ่ แต่ข้อมูลในโปรแกรมเป็นของ" in strange.out
    assert strange.code == 0
    assert "หนองบัวใหญ่" in strange_json["warning"]
