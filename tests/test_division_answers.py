"""A division's workbook: handed out, filled in as a person would, read back, compared with the year and taken."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ita_tui import tasks
from ita_tui.division_sheets import (
    DivisionUnknown,
    HandOut,
    NothingTaken,
    OtherYear,
    compare_answers,
    hand_out,
    read_answers,
    take_answers,
)
from ita_tui.domain.agency import Agency, Division
from ita_tui.domain.answer_changes import Answered, Change, Proposed
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.intake.refusals import AnswersAreNoReport, IntakeError, NewerAnswerSheet, NotAnAnswerSheet
from ita_tui.reports.answer_sheet import (
    ITEM_COLUMNS,
    ITEM_SHEET,
    KEPT_HEADS,
    KEPT_SHEET,
    MEASURE_COLUMNS,
    MEASURE_SHEET,
)
from store.database import Store
from tests.store_builders import YEAR, begun_store, number_of

TODAY = date(2026, 1, 16)
LEDGER, FAIR, STORES = "จัดทำทะเบียนคุมทรัพย์สิน", "จัดเวทีประชาคม ๓ หมู่บ้าน", "ตรวจนับพัสดุประจำปี"
Fill = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A year with three measures and two OIT items, most of them of กองคลัง."""
    with begun_store(tmp_path / "ข้อมูล.db") as store:
        store.agencies.save(Agency("องค์การบริหารส่วนตำบลบ้านสวน"))
        store.agencies.save_divisions(
            [Division("สำนักปลัด"), Division("กองคลัง", contact="หัวหน้ากอง ต่อ 14"), Division("กองช่าง")]
        )
        period = Period("ต.ค. ๖๘ – มี.ค. ๖๙", date(2025, 10, 1), date(2026, 3, 31))
        steps = (Step("สำรวจ", WorkStatus.COMPLETED), Step("บันทึกทะเบียน"), Step("รายงานผู้บริหาร"))
        store.measures.add(
            YEAR,
            [
                Measure(
                    1,
                    LEDGER,
                    steps=steps,
                    divisions=("กองคลัง",),
                    status=WorkStatus.IN_PROGRESS,
                    period=period,
                ),
                Measure(2, FAIR, divisions=("สำนักปลัด",), result="จัดแล้ว ๑ หมู่บ้าน"),
                Measure(3, STORES, divisions=("กองคลัง", "กองช่าง"), result="นับแล้วครึ่งหนึ่ง"),
            ],
        )
        for code in ("o1", "o12"):
            item = next(one for one in store.disclosure.all(YEAR) if one.code == code)
            store.disclosure.save(YEAR, replace(item, divisions=("กองคลัง",)))
        yield store


def handed(store: Store, folder: Path, division: str = "กองคลัง") -> Path:
    return hand_out(store, YEAR, [division], folder, [HandOut.ANSWERS], today=TODAY)[0]


def filled(path: Path, fill: Fill) -> Path:
    """The workbook as somebody sends it back."""
    workbook = openpyxl.load_workbook(path)
    fill(workbook)
    workbook.save(path)
    return path


def row_of(sheet: Worksheet, title: str) -> int:
    return next(at for at, cell in enumerate(sheet["C"], start=1) if str(cell.value) == title)


def put(workbook: openpyxl.Workbook, title: str, **cells: object) -> None:
    """Fill in cells of the row with a title, by the key of their columns."""
    for name, columns in ((MEASURE_SHEET, MEASURE_COLUMNS), (ITEM_SHEET, ITEM_COLUMNS)):
        sheet = workbook[name]
        if title in {str(cell.value) for cell in sheet["C"]}:
            keys = [column.key for column in columns]
            for key, value in cells.items():
                sheet.cell(row_of(sheet, title), keys.index(key) + 1).value = value  # type: ignore[assignment]


def found(store: Store, path: Path) -> Proposed:
    return compare_answers(store, YEAR, read_answers(path), TODAY)


def one(proposed: Proposed, kind: Answered) -> Change:
    return next(change for change in proposed.changes if change.kind is kind)


def measure(store: Store, title: str) -> Measure:
    return next(one for one in store.measures.all(YEAR) if one.title == title)


def item(store: Store, code: str) -> DisclosureItem:
    return next(one for one in store.disclosure.all(YEAR) if one.code == code)


# --- there and back --------------------------------------------------------------------------------------------


def test_answers_typed_as_people_type_come_back_into_the_year_as_one_undo(
    store: Store, tmp_path: Path
) -> None:
    before = store.report(YEAR)

    def fill(workbook: openpyxl.Workbook) -> None:
        put(workbook, LEDGER, status="แล้วเสร็จ", done="๒-๓", result="บันทึกทะเบียนครบ ๒๑๔ รายการ")
        put(workbook, LEDGER, evidence="ทะเบียนคุม https://example.go.th/ledger\nบันทึกข้อความที่ กค ๑๒/๖๙")
        put(workbook, STORES, percent="๕๐ %", note="16 ม.ค. 69: นับคลังใหญ่แล้ว\n๒๐/๑/๒๕๖๙: นับคลังย่อย")
        put(workbook, "โครงสร้าง", url="https://example.go.th/o1", status="เผยแพร่แล้ว")

    path = filled(handed(store, tmp_path / "แจก"), fill)
    proposed = found(store, path)
    future = [change.doubts for change in proposed.changes if not change.sure]
    taken = take_answers(store, YEAR, proposed.answers, {change.key for change in proposed.changes}, TODAY)

    ledger, stores = measure(store, LEDGER), measure(store, STORES)
    (backup,) = store.path.with_name("backups").iterdir()
    assert backup.name.startswith("ข้อมูล.before-import.")
    assert proposed.doubts == ()
    assert future == [("วันที่ของบันทึกยังมาไม่ถึง",)]
    assert (taken.changes, taken.subjects) == (len(proposed.changes), 3)
    assert ledger.status is WorkStatus.COMPLETED
    assert all(step.status is WorkStatus.COMPLETED for step in ledger.steps)
    assert ledger.result == "บันทึกทะเบียนครบ ๒๑๔ รายการ"
    assert [(piece.title, piece.kind, piece.url) for piece in ledger.evidence] == [
        ("ทะเบียนคุม", EvidenceKind.LINK, "https://example.go.th/ledger")
    ]
    assert ledger.proof is Proof.PARTIAL
    assert [(note.on, note.text) for note in ledger.notes] == [(TODAY, "หลักฐานที่แจ้ง: บันทึกข้อความที่ กค ๑๒/๖๙")]
    assert stores.percent == 50
    assert stores.result == "นับแล้วครึ่งหนึ่ง"
    assert [(note.on, note.text) for note in stores.notes] == [
        (date(2026, 1, 16), "นับคลังใหญ่แล้ว"),
        (date(2026, 1, 20), "นับคลังย่อย"),
    ]
    assert item(store, "o1").url == "https://example.go.th/o1"
    assert item(store, "o1").status is DisclosureStatus.PUBLISHED
    assert found(store, path).changes == ()

    entry = store.history.undo()

    assert entry is not None
    assert "กองคลัง" in entry.words
    assert store.report(YEAR) == before


def test_empty_cells_and_untouched_workbooks_change_nothing(store: Store, tmp_path: Path) -> None:
    proposed = found(store, handed(store, tmp_path / "แจก"))

    assert not proposed.changes
    assert not proposed.doubts
    with pytest.raises(NothingTaken):
        take_answers(store, YEAR, proposed.answers, {"measure:1/status/"}, TODAY)
    assert "กองคลัง" not in (store.history.recent(1)[0].words)


def test_rows_that_were_sorted_and_measures_that_were_renumbered_are_known_again(
    store: Store, tmp_path: Path
) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        put(workbook, STORES, result="นับครบแล้ว")
        sheet = workbook[MEASURE_SHEET]
        first, second = row_of(sheet, LEDGER), row_of(sheet, STORES)
        for column in range(1, len(MEASURE_COLUMNS) + 1):
            a, b = sheet.cell(first, column), sheet.cell(second, column)
            a.value, b.value = b.value, a.value

    path = filled(handed(store, tmp_path / "แจก"), fill)
    for number, title in ((9, LEDGER), (1, STORES)):
        store.measures.save(replace(measure(store, title), number=number))
    proposed = found(store, path)

    assert [(change.name, change.new, change.doubts) for change in proposed.changes] == [
        ("มาตรการ ๑", "นับครบแล้ว", ())
    ]
    assert proposed.doubts == ()


def test_what_was_changed_in_the_program_meanwhile_is_shown_and_not_taken_unasked(
    store: Store, tmp_path: Path
) -> None:
    path = filled(
        handed(store, tmp_path / "แจก"),
        lambda workbook: put(workbook, STORES, status="กำลังดำเนินการ", result="นับครบสามคลัง"),
    )
    now = measure(store, STORES)
    store.measures.save(replace(now, status=WorkStatus.COMPLETED, result="นับครบแล้ว รอรายงาน"))
    proposed = found(store, path)
    status, result = one(proposed, Answered.STATUS), one(proposed, Answered.RESULT)

    assert proposed.sure == frozenset()
    assert (status.old, status.new) == ("แล้วเสร็จ", "กำลังดำเนินการ")
    assert status.doubts == ("สถานะถูกแก้ในโปรแกรมหลังแจกแบบ จาก «ยังไม่เริ่ม» เป็น «แล้วเสร็จ»",)
    assert (result.old, result.new) == ("นับครบแล้ว รอรายงาน", "นับครบสามคลัง")
    assert result.doubts == ("ผลการดำเนินการถูกแก้ในโปรแกรมหลังแจกแบบ",)


def test_two_measures_with_one_number_are_handed_out_and_taken_back_each(
    store: Store, tmp_path: Path
) -> None:
    """A measure that was put back may have the number of another one by now, and even its title."""
    first = measure(store, LEDGER)
    store.measures.add(YEAR, [replace(first, id=None), replace(first, id=None, title="จัดทำคู่มือ")])

    def fill(workbook: openpyxl.Workbook) -> None:
        sheet, at = workbook[MEASURE_SHEET], [column.key for column in MEASURE_COLUMNS].index("result") + 1
        for row, cell in enumerate(sheet["C"], start=1):
            if str(cell.value) in {LEDGER, "จัดทำคู่มือ"}:
                sheet.cell(row, at).value = f"ผลในแถว {row}"

    proposed = found(store, filled(handed(store, tmp_path / "แจก"), fill))

    assert len({(change.subject, change.new) for change in proposed.changes}) == 3
    assert all(change.sure for change in proposed.changes)
    assert proposed.doubts == ()


def test_the_answer_for_a_removed_measure_is_not_surely_one_for_another_with_its_title(
    store: Store, tmp_path: Path
) -> None:
    (twin,) = store.measures.add(YEAR, [replace(measure(store, LEDGER), id=None, number=4)])

    def fill(workbook: openpyxl.Workbook) -> None:
        sheet, keys = workbook[MEASURE_SHEET], [column.key for column in MEASURE_COLUMNS]
        rows = [row for row, cell in enumerate(sheet["C"], start=1) if str(cell.value) == LEDGER]
        for row, words in zip(rows, told, strict=True):
            sheet.cell(row, keys.index("result") + 1).value = words

    told = ("", "ผลของมาตรการที่ลบ")
    path = filled(handed(store, tmp_path / "แจก"), fill)
    store.measures.remove([number_of(twin)])
    proposed = found(store, path)
    assert proposed.sure == frozenset()
    assert proposed.changes[0].doubts == (
        "ไม่พบมาตรการ ๔ ที่แจกแบบแล้ว อาจถูกลบ จับคู่กับมาตรการ ๑ เพราะชื่อเหมือนกันเท่านั้น",
    )

    told = ("ผลของมาตรการ ๑", "ผลของมาตรการที่ลบ")
    both = found(store, filled(path, fill))
    assert [(change.new, change.sure) for change in both.changes] == [("ผลของมาตรการ ๑", True)]
    assert both.doubts == (
        "มาตรการ ๑ ช่องผลการดำเนินการ มีคำตอบซ้ำ ใช้ «ผลของมาตรการ ๑» จึงไม่ได้รับคำตอบ: ผลของมาตรการที่ลบ",
    )


def test_a_note_of_hers_on_an_item_is_not_written_over_unasked(store: Store, tmp_path: Path) -> None:
    path = filled(handed(store, tmp_path / "แจก"), lambda w: put(w, item(store, "o1").name, note="ส่งแล้ว"))
    assert one(found(store, path), Answered.ITEM_NOTE).sure

    store.disclosure.save(YEAR, replace(item(store, "o1"), note="โทรตามแล้ว"))
    note = one(found(store, path), Answered.ITEM_NOTE)
    assert (note.old, note.new, note.doubts) == (
        "โทรตามแล้ว",
        "ส่งแล้ว",
        ("หมายเหตุถูกแก้ในโปรแกรมหลังแจกแบบ",),
    )

    def older(workbook: openpyxl.Workbook) -> None:
        """As handed out before notes were kept."""
        workbook[KEPT_SHEET].delete_cols(len(KEPT_HEADS))

    earlier = found(store, filled(path, older))
    assert earlier.doubts == ()
    assert one(earlier, Answered.ITEM_NOTE).doubts == ("ในโปรแกรมมีหมายเหตุอยู่แล้ว อาจถูกแก้ในโปรแกรมหลังแจกแบบ",)
    store.disclosure.save(YEAR, replace(item(store, "o1"), note=""))
    assert one(found(store, path), Answered.ITEM_NOTE).sure


def test_a_measure_that_is_gone_renamed_or_of_another_division_is_told(store: Store, tmp_path: Path) -> None:
    path = filled(handed(store, tmp_path / "แจก"), lambda w: put(w, LEDGER, result="ทำแล้ว"))
    ledger = measure(store, LEDGER)
    store.measures.save(replace(ledger, title="จัดทำทะเบียนคุมครุภัณฑ์"))
    renamed = found(store, path).changes[0]
    store.measures.save(replace(ledger, divisions=("กองช่าง",)))
    elsewhere = found(store, path).changes[0]
    store.measures.remove([number_of(ledger)])
    gone = found(store, path)

    assert "ชื่อในโปรแกรมเปลี่ยนหลังแจกแบบ" in renamed.doubts[0]
    assert elsewhere.doubts == ("ไม่ได้อยู่ในความรับผิดชอบของกองคลัง",)
    assert gone.changes == ()
    assert gone.doubts == (f"ไม่พบมาตรการ ๑ «{LEDGER}» ในปีนี้แล้ว จึงไม่ได้รับคำตอบ: ทำแล้ว",)


def test_steps_that_changed_meanwhile_are_doubtful_and_numbers_beyond_them_are_told(
    store: Store, tmp_path: Path
) -> None:
    path = filled(handed(store, tmp_path / "แจก"), lambda w: put(w, LEDGER, done="๒ และ ๗"))
    ledger = measure(store, LEDGER)
    store.measures.save(replace(ledger, steps=(*ledger.steps[:2], Step("ขั้นตอนใหม่"))))
    proposed = found(store, path)

    assert one(proposed, Answered.STEPS).value == (2,)
    assert one(proposed, Answered.STEPS).doubts == ("ขั้นตอนในโปรแกรมเปลี่ยนหลังแจกแบบ เลขขั้นตอนอาจไม่ตรงกัน",)
    assert proposed.doubts == ("แผ่นงาน «มาตรการ» แถวที่ ๘ มาตรการ ๑ ไม่มีขั้นตอนที่ ๗",)


def test_not_carried_out_asks_for_a_reason_and_takes_it_from_the_note(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "แจก"
    without = found(store, filled(handed(store, folder), lambda w: put(w, STORES, status="ไม่ดำเนินการ")))
    path = filled(handed(store, folder), lambda w: put(w, STORES, status="ยกเลิก", note="ไม่ได้รับงบประมาณ"))
    proposed = found(store, path)
    take_answers(store, YEAR, proposed.answers, proposed.sure, TODAY)

    assert one(without, Answered.STATUS).doubts == ("ไม่ดำเนินการต้องมีเหตุผล แต่ช่องบันทึกหรือเหตุผลว่าง",)
    assert measure(store, STORES).status is WorkStatus.CANCELLED
    assert measure(store, STORES).cancel_reason == "ไม่ได้รับงบประมาณ"
    assert measure(store, STORES).notes == ()


# --- what cannot be read ---------------------------------------------------------------------------------------


def test_formulas_and_unknown_words_are_told_with_their_cells_and_not_taken(
    store: Store, tmp_path: Path
) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        put(workbook, LEDGER, status="เกือบเสร็จ", done="สองขั้น", result='=HYPERLINK("http://x.example")')
        put(workbook, STORES, percent="250", status="=1+1")
        put(workbook, "โครงสร้าง", url="อยู่หน้าเว็บ", status="#N/A")

    path = filled(handed(store, tmp_path / "แจก"), fill)
    proposed = found(store, path)
    told = "\n".join(proposed.doubts)

    assert proposed.changes == ()
    for words in (
        "ช่องสถานะ “เกือบเสร็จ” ไม่ใช่สถานะที่รู้จัก",
        "ช่องขั้นตอนที่เสร็จแล้ว “สองขั้น” อ่านเป็นเลขขั้นตอนไม่ได้",
        "แถวที่ ๘ ช่องผลการดำเนินการ เป็นสูตรหรือค่าผิดพลาด",
        "ช่องร้อยละ “250” ต้องเป็นจำนวนเต็ม",
        "แถวที่ ๙ ช่องสถานะ เป็นสูตรหรือค่าผิดพลาด",
        "ช่องลิงก์ “อยู่หน้าเว็บ” ไม่ใช่ลิงก์",
        "แผ่นงาน «ข้อ OIT» แถวที่ ๘ ช่องสถานะ เป็นสูตรหรือค่าผิดพลาด",
    ):
        assert words in told
    assert len(proposed.doubts) == 7


def test_a_text_that_looks_like_a_formula_is_handed_out_and_taken_back_as_the_text_it_is(
    store: Store, tmp_path: Path
) -> None:
    nasty = "=1+1 และ +66 @ช่าง"
    store.measures.save(replace(measure(store, LEDGER), title=nasty, result="-๑"))
    path = handed(store, tmp_path / "แจก")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[MEASURE_SHEET]
    row = next(cell.row for cell in sheet["C"] if str(cell.value).startswith("="))
    typed = sheet.cell(row, [column.key for column in MEASURE_COLUMNS].index("result") + 1)
    typed.value, typed.data_type = "=SUM(A1)", "s"
    kinds = {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None}
    workbook.save(path)
    proposed = found(store, path)
    take_answers(store, YEAR, proposed.answers, proposed.sure, TODAY)

    assert "f" not in kinds
    assert measure(store, nasty).result == "=SUM(A1)"


def test_deleted_copied_and_strange_rows_are_told_and_nothing_of_them_is_lost(
    store: Store, tmp_path: Path
) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        sheet = workbook[MEASURE_SHEET]
        put(workbook, LEDGER, result="ผลหนึ่ง")
        row = row_of(sheet, LEDGER)
        keys = [column.key for column in MEASURE_COLUMNS]
        for at, value in enumerate([cell.value for cell in sheet[row]], start=1):
            sheet.cell(20, at).value = value
        sheet.cell(20, keys.index("result") + 1).value = "ผลสอง"
        sheet.cell(21, keys.index("result") + 1).value = "ผลลอย"
        sheet.delete_rows(row_of(sheet, STORES))

    proposed = found(store, filled(handed(store, tmp_path / "แจก"), fill))

    assert [change.new for change in proposed.changes] == ["ผลหนึ่ง"]
    assert proposed.doubts == (
        "แผ่นงาน «มาตรการ» แถวที่ ๑๙ ซ้ำกับแถวก่อนหน้า จึงไม่ได้รับคำตอบ: ผลสอง",
        "แผ่นงาน «มาตรการ» แถวที่ ๒๐ ไม่รู้ว่าเป็นของเรื่องใด จึงไม่ได้รับคำตอบ: ผลลอย",
        f"ไม่มีแถวของมาตรการ ๓ «{STORES}» ในแบบที่ส่งคืน จึงไม่มีคำตอบของเรื่องนี้",
    )


def test_a_row_without_its_key_is_known_by_its_title_and_a_title_put_over_another_is_doubtful(
    store: Store, tmp_path: Path
) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        sheet = workbook[MEASURE_SHEET]
        put(workbook, LEDGER, result="ผลหนึ่ง")
        put(workbook, STORES, result="ผลสาม")
        sheet.cell(row_of(sheet, LEDGER), 1).value = None
        sheet.cell(row_of(sheet, STORES), 3).value = "ชื่ออื่น"

    first, third = found(store, filled(handed(store, tmp_path / "แจก"), fill)).changes

    assert first.new == "ผลหนึ่ง"
    assert "ไม่มีรหัสของแถว จับคู่จากชื่อ" in first.doubts[0]
    assert third.new == "ผลสาม"
    assert "ชื่อในแถวไม่ตรงกับรหัสของแถว" in third.doubts[0]


def test_doubtful_links_are_put_right_and_told_and_those_there_already_are_no_change(
    store: Store, tmp_path: Path
) -> None:
    links = "www.example.go.th/plan\nhttps://drive.example.com/f?token=abc123"
    path = filled(handed(store, tmp_path / "แจก"), lambda w: put(w, STORES, evidence=links))
    mended, secret = found(store, path).changes

    assert mended.new.endswith("https://www.example.go.th/plan")
    assert "ปรับลิงก์จากที่พิมพ์ว่า «www.example.go.th/plan»" in mended.doubts
    assert any("รหัสสำหรับเข้าถึง" in doubt for doubt in secret.doubts)


def test_answers_of_another_year_are_refused_and_those_of_another_agency_are_doubtful(
    store: Store, tmp_path: Path
) -> None:
    path = filled(handed(store, tmp_path / "แจก"), lambda w: put(w, LEDGER, result="ทำแล้ว"))
    answers = read_answers(path)
    store.agencies.save(Agency("องค์การบริหารส่วนตำบลบ้านไร่"))
    proposed = compare_answers(store, YEAR, answers, TODAY)

    with pytest.raises(OtherYear):
        compare_answers(store, FiscalYear(2568), answers, TODAY)
    assert "องค์การบริหารส่วนตำบลบ้านสวน" in proposed.doubts[0]
    assert proposed.sure == frozenset()


def test_files_that_are_no_answers_are_refused_in_thai(store: Store, tmp_path: Path) -> None:
    report = hand_out(store, YEAR, ["กองคลัง"], tmp_path, [HandOut.XLSX], today=TODAY)[0]
    text = tmp_path / "แบบตอบ.txt"
    text.write_text("มาตรการ\tผล", encoding="utf-8")
    broken = tmp_path / "เสีย.xlsx"
    broken.write_bytes(handed(store, tmp_path).read_bytes()[:2000])

    def newer(workbook: openpyxl.Workbook) -> None:
        workbook[KEPT_SHEET]["B2"].value = "division-answers 2"

    def strange(workbook: openpyxl.Workbook) -> None:
        workbook[KEPT_SHEET]["B2"].value = "อย่างอื่น"

    for path in (report, text, filled(handed(store, tmp_path), strange)):
        with pytest.raises(NotAnAnswerSheet):
            read_answers(path)
    with pytest.raises(AnswersAreNoReport):
        tasks.read_in(handed(store, tmp_path), YEAR)
    with pytest.raises(NewerAnswerSheet):
        read_answers(filled(handed(store, tmp_path), newer))
    for path in (broken, tmp_path / "ไม่มี.xlsx", tmp_path):
        with pytest.raises(IntakeError):
            read_answers(path)


# --- handing out -----------------------------------------------------------------------------------------------


def test_files_are_named_in_thai_never_written_over_and_only_for_divisions_with_work(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "แจก"
    told: list[tuple[int, int]] = []
    first = hand_out(
        store, YEAR, ["กองคลัง", "สำนักปลัด"], folder, [HandOut.ANSWERS], today=TODAY,
        on_progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    kept = first[0].read_bytes()
    again = handed(store, folder)

    assert [path.name for path in first] == ["แบบตอบ-กองคลัง-2569.xlsx", "แบบตอบ-สำนักปลัด-2569.xlsx"]
    assert again.name == "แบบตอบ-กองคลัง-2569 (2).xlsx"
    assert again.read_bytes() == kept == first[0].read_bytes()
    assert told == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(DivisionUnknown):
        hand_out(store, YEAR, ["กองการศึกษา"], folder, [HandOut.PDF], today=TODAY)


def test_cells_to_fill_in_are_open_with_lists_and_everything_else_is_locked(
    store: Store, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(handed(store, tmp_path / "แจก"))
    sheet = workbook[MEASURE_SHEET]
    row = row_of(sheet, LEDGER)
    locked = {c.key: sheet.cell(row, at).protection.locked for at, c in enumerate(MEASURE_COLUMNS, 1)}
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]

    assert workbook[KEPT_SHEET].sheet_state == "hidden"
    assert sheet.protection.sheet
    assert {key for key, is_locked in locked.items() if not is_locked} == {
        "status", "done", "result", "evidence", "note",
    }  # fmt: skip
    assert lists == ['"ยังไม่เริ่ม,กำลังดำเนินการ,แล้วเสร็จ,ไม่ดำเนินการ"']
    assert {rule.formula1 for rule in workbook[ITEM_SHEET].data_validations.dataValidation} >= {
        '"ยังไม่เผยแพร่,กำลังจัดเตรียม,เผยแพร่แล้ว,ไม่เกี่ยวข้อง"'
    }
    assert sheet.column_dimensions["A"].hidden
