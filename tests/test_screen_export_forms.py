"""Export in every format: what the machine lacks is said, what may be personal is shown, writing can be stopped."""

import threading
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from textual.pilot import Pilot

from exports.refusals import PdfMakerMissing
from ita_tui import tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.intake.file_kinds import form_of
from ita_tui.thai.numerals import thai_digits
from screens.dialogs import Choice
from screens.export import ExportScreen
from screens.file_writing import FileWriting, Stopped
from screens.overview import OverviewScreen
from screens.personal_data import PersonalDataScreen
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from tests.long_series import some
from tests.screen_app import opened, sample_database, screen_text, store_of
from tests.test_screen_export import YEAR, cells, result, squeezed, to_export, write_to
from tests.waiting import assert_whole, keys, until, until_shown, until_told

FORMS = ("xlsx", "docx", "pdf", "json", "zip", "folder")


async def choose_form(pilot: Pilot[Any], form: str) -> None:
    pilot.app.screen.query_one("#format", ChoiceRow).focus()
    await keys(pilot, *["right"] * FORMS.index(form))


async def written(pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: "เขียนแล้ว" in result(pilot))


async def test_every_layout_is_reached_with_the_arrow_keys_and_from_the_list(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        screen = await to_export(pilot)
        layouts = tasks.layout_choice(None).usable
        screen.query_one("#layout").focus()
        for layout in (*layouts[1:], layouts[0]):
            await keys(pilot, "right")
            await until_shown(pilot, layout.title)
            assert screen.printing().layout == layout.name
            offered = Path(screen.query_one("#target", Field).value).name
            assert offered == f"{layout.title}-2569-รอบ6เดือน.xlsx"
            assert_whole(pilot)

        for at in (2, 3):  # the list begins where the choice stands
            await keys(pilot, "l")
            await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
            await keys(pilot, *["down"] * (2 if at == 2 else 1), "enter")
            await until(pilot, lambda: screen.printing().layout == layouts[at].name)  # noqa: B023 - in this round


async def test_documents_are_written_from_the_screen_and_hold_the_measures(tmp_path: Path) -> None:
    for form in some(("docx", "pdf"), 1):
        (tmp_path / form).mkdir()
        await writes_a_document(form, tmp_path / form)


async def writes_a_document(form: str, tmp_path: Path) -> None:
    target = tmp_path / f"รายงาน.{form}"
    async with opened(sample_database(tmp_path)) as pilot:
        await to_export(pilot)
        await choose_form(pilot, form)
        await write_to(pilot, target)
        await written(pilot)
        titles = [one.title for one in store_of(pilot).measures.all(YEAR)]
    again = tasks.read_in(target, YEAR).measures

    assert target.suffix in form_of(target.read_bytes(), target.name).suffixes
    assert [squeezed(one.title) for one in again] == list(map(squeezed, titles))


async def test_without_the_pdf_extra_what_to_install_is_said_and_a_document_is_written_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = PdfMakerMissing("typst")

    def refused(*_given: object, **_more: object) -> Path:
        raise missing

    monkeypatch.setattr(tasks, "pdf_refusal", lambda: missing)
    monkeypatch.setattr("exports.pdf.save", refused)
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await to_export(pilot)
        await choose_form(pilot, "pdf")
        await until_shown(pilot, "pip install 'ita-tui[pdf]'")
        await write_to(pilot, tmp_path / "รายงาน.pdf")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await until_shown(pilot, "เขียนเป็น Word (.docx) แทน")
        assert_whole(pilot)
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        assert not any((tmp_path / f"รายงาน.{suffix}").exists() for suffix in ("pdf", "docx"))

        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await keys(pilot, "enter")
        await written(pilot)
        assert "รายงาน.docx" in result(pilot)

    assert docx.Document(str(tmp_path / "รายงาน.docx")).tables


async def test_whether_the_typeface_is_installed_is_said_and_another_can_be_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (("TH Sarabun New", False), ("TH SarabunPSK", False), ("Sarabun", True))
    monkeypatch.setattr(tasks, "faces", lambda: found)
    database = sample_database(tmp_path)
    async with opened(database, (80, 24)) as pilot:
        screen = await to_export(pilot)
        await until_shown(pilot, "ไม่พบแบบอักษร TH Sarabun New ในเครื่องนี้")
        await until(pilot, lambda: squeezed("หรือเลือก Sarabun") in squeezed(screen_text(pilot)))
        screen.query_one("#face").focus()
        await keys(pilot, "right", "right")
        await until_shown(pilot, "✓ พบแบบอักษร Sarabun ในเครื่องนี้")
        await write_to(pilot, tmp_path / "สำรอง.xlsx")
        await written(pilot)
    async with opened(database) as pilot:
        screen = await to_export(pilot)
        await until(pilot, lambda: screen.printing().face == "Sarabun")
        await choose_form(pilot, "pdf")
        await until_shown(pilot, "ฝังแบบอักษร Sarabun")

    sheet = openpyxl.load_workbook(tmp_path / "สำรอง.xlsx").worksheets[0]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Sarabun"}


async def test_what_may_be_personal_is_listed_before_the_file_is_written(tmp_path: Path) -> None:
    target = tmp_path / "เผยแพร่.xlsx"
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        store = store_of(pilot)
        measure = store.measures.all(YEAR)[0]
        phone = "ประสานนางสาวใจดี โทร. ๐๘๑-๒๓๔-๕๖๗๘ เรื่องข้อ ๐๓๙ ๐๔๐ ๐๔๑ แล้ว"
        store.measures.save(replace(measure, result=phone))
        screen = await to_export(pilot)
        await until_shown(pilot, "อาจมีข้อมูลส่วนบุคคล ๑ แห่ง")
        screen.query_one("#layout").focus()
        await keys(pilot, "p")
        await until(pilot, lambda: isinstance(pilot.app.screen, PersonalDataScreen))
        await until_shown(pilot, "มาตรการ ๑: หมายเลขโทรศัพท์")
        assert "๐๘๑-๒๓๔-๕๖๗๘" not in screen_text(pilot)
        assert "เขียนไฟล์ต่อ" not in screen_text(pilot)
        await keys(pilot, "escape")

        await write_to(pilot, target)
        await until(pilot, lambda: isinstance(pilot.app.screen, PersonalDataScreen))
        assert_whole(pilot)
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        assert not target.exists()

        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, PersonalDataScreen))
        await keys(pilot, "down", "enter")
        await written(pilot)
        assert target.exists()

        await write_to(pilot, tmp_path / "อีกครั้ง.xlsx")
        await until(pilot, lambda: "อีกครั้ง.xlsx" in result(pilot) and "เขียนแล้ว" in result(pilot))


async def test_a_link_that_nobody_can_open_is_said_where_the_report_shows_it(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        store = store_of(pilot)
        for survey in store.surveys.all(YEAR):
            if survey.link:
                store.surveys.save(YEAR, replace(survey, link="https://itas.example/e-it/๑๒"))
        screen = await to_export(pilot)
        await until_shown(pilot, "ลิงก์มีเลขไทย")

        screen.query_one("#layout", ChoiceRow).choose("plan")
        await until(pilot, lambda: "ลิงก์มีเลขไทย" not in screen_text(pilot))


async def test_the_bundle_is_written_with_the_report_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    for form in some(("zip", "folder"), 1):
        (tmp_path / form).mkdir()
        await writes_a_bundle(form, tmp_path / form)


async def writes_a_bundle(form: str, tmp_path: Path) -> None:
    source = tmp_path / "คำสั่ง.txt"
    source.write_text("คำสั่งแต่งตั้งคณะทำงาน", encoding="utf-8")
    (tmp_path / "ส่งตรวจ").mkdir()
    async with opened(sample_database(tmp_path)) as pilot:
        store = store_of(pilot)
        measure = store.measures.all(YEAR)[0]
        assert measure.id is not None
        lost = tasks.attach_file(store, measure.id, source, Evidence("ฉบับที่หายไป", EvidenceKind.DOCUMENT))
        store.vault.path(lost.current_files[0].sha256).unlink()
        await to_export(pilot)
        await choose_form(pilot, form)
        await until_shown(pilot, "ชุดหลักฐานมีรายงานนี้")
        await write_to(pilot, tmp_path / "ส่งตรวจ")
        await written(pilot)
        await until_told(pilot, "ไม่ได้รวมในชุดหลักฐาน")
        await until_told(pilot, "ไฟล์หายไป")
        assert "ไม่รวมหลักฐาน ๑ ไฟล์" in result(pilot)
        await until_shown(pilot, "ไม่รวมหลักฐาน ๑ ไฟล์")

    (bundle,) = (tmp_path / "ส่งตรวจ").iterdir()
    if form == "zip":
        names = zipfile.ZipFile(bundle).namelist()
    else:
        names = [path.relative_to(bundle).as_posix() for path in bundle.rglob("*")]
    assert bundle.name == ("ชุดหลักฐาน-2569.zip" if form == "zip" else "ชุดหลักฐาน-2569")
    for suffix in ("xlsx", "pdf"):
        assert any(name.endswith(f"ตารางความก้าวหน้าตามมาตรการ-2569-รอบ6เดือน.{suffix}") for name in names)


async def test_a_folder_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    old = tmp_path / "ชุดหลักฐาน-2569"
    old.mkdir()
    (old / "เดิม.txt").write_text("ของเดิม", encoding="utf-8")
    async with opened(sample_database(tmp_path)) as pilot:
        await to_export(pilot)
        await choose_form(pilot, "folder")
        await write_to(pilot, old)
        await until_shown(pilot, "บันทึกเป็น ชุดหลักฐาน-2569 (2)")
        assert "เขียนทับ" not in screen_text(pilot).replace("จึงยังไม่ได้เขียนทับ", "")
        await keys(pilot, "enter")
        await written(pilot)

        target = pilot.app.screen.query_one("#target", Field)
        pilot.app.screen.query_one("#format", ChoiceRow).choose("docx")
        await until(pilot, lambda: target.value.endswith(".docx"))
        assert Path(target.value).parent == tmp_path

    assert [path.name for path in old.iterdir()] == ["เดิม.txt"]
    assert (tmp_path / "ชุดหลักฐาน-2569 (2)").is_dir()


async def test_writing_is_shown_and_stopped_with_escape_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = threading.Event()
    ended: list[BaseException] = []

    def slow(*_given: object, on_progress: FileWriting, **_more: object) -> Path:
        going.set()
        try:
            for done in range(10_000):
                on_progress(min(done + 45, 99), 100)
                threading.Event().wait(0.01)
        except Stopped as stopped:
            ended.append(stopped)
            raise
        return tmp_path / "ไม่ควรถึง"

    target = tmp_path / "ใหญ่.xlsx"
    target.write_bytes(b"mine")
    monkeypatch.setattr(tasks, "export_report", slow)
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await to_export(pilot)
        await write_to(pilot, target)
        await until(pilot, going.is_set)
        await until_shown(pilot, "% · Esc หยุดเขียน")
        await keys(pilot, "f2")
        await until_told(pilot, "กำลังเขียน ใหญ่.xlsx อยู่")
        assert isinstance(pilot.app.screen, ExportScreen)
        await keys(pilot, "escape")
        await until_shown(pilot, "หยุดเขียนแล้ว")
        assert_whole(pilot)
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

    assert len(ended) == 1
    assert target.read_bytes() == b"mine"


def in_july() -> datetime:
    return datetime(2026, 7, 6, 9, 5, tzinfo=timezone(timedelta(hours=7)))


async def test_a_round_that_is_over_can_be_printed_as_it_stood_when_it_ended(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    async with opened(database, (80, 24), clock=in_july) as pilot:
        store = store_of(pilot)
        measure = store.measures.all(YEAR)[0]
        store.measures.save(replace(measure, result="ผลของเดือนกรกฎาคม"))
        screen = await to_export(pilot)
        assert not screen.query_one("#stood").display
        screen.query_one("#round", ChoiceRow).focus()
        await keys(pilot, "left")
        await until_shown(pilot, "สิ้นรอบ ๓๑ มี.ค. ๖๙ ตามที่บันทึกไว้ในวันนั้น")
        assert_whole(pilot)
        await write_to(pilot, tmp_path / "วันนี้.xlsx")
        await written(pilot)
        screen.query_one("#stood", ChoiceRow).focus()
        await keys(pilot, "right")
        await write_to(pilot, tmp_path / "มีนาคม.xlsx")
        await until(pilot, lambda: "มีนาคม.xlsx" in result(pilot) and "เขียนแล้ว" in result(pilot))

    now, then = (cells(tmp_path / f"{name}.xlsx") for name in ("วันนี้", "มีนาคม"))
    assert "ผลของเดือนกรกฎาคม" in squeezed(now)
    assert "หลังสิ้นรอบ" in squeezed(now)
    assert "ผลของเดือนกรกฎาคม" not in squeezed(then)
    assert "หลังสิ้นรอบ" not in squeezed(then)
    assert squeezed(thai_digits(measure.result)) in squeezed(then)


async def test_a_day_that_the_history_does_not_know_gives_todays_data_and_says_so(tmp_path: Path) -> None:
    database = tmp_path / "ita.db"
    with tasks.open_store(database, in_july) as store:
        tasks.start_with_sample(store, in_july())
        year = store.years.all()[0]
    async with opened(database, clock=in_july) as pilot:
        screen = await to_export(pilot)
        screen.query_one("#round", ChoiceRow).choose("6")
        await until_shown(pilot, "(รอบ ๖ เดือน)")
        screen.query_one("#stood", ChoiceRow).choose("round_end")
        await until_told(pilot, "ไม่มีประวัติ")
        await until(pilot, lambda: screen.printing().stood_on is None)
        await until_shown(pilot, "(•) วันนี้")
        await until_shown(pilot, "(รอบ ๖ เดือน)")
    assert year == YEAR


async def test_layout_and_format_are_remembered_over_a_restart(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    async with opened(database) as pilot:
        screen = await to_export(pilot)
        screen.query_one("#layout", ChoiceRow).choose("plan")
        screen.query_one("#format", ChoiceRow).choose("pdf")
        await until_shown(pilot, "แผนมาตรการรายประเด็น")
    async with opened(database) as pilot:
        await keys(pilot, "f9")
        await until_shown(pilot, "แผนมาตรการรายประเด็น")
        await until_shown(pilot, "(•) PDF")
        assert str(pilot.app.screen.query_one("#target", Field).value).endswith("รอบ6เดือน.pdf")


async def test_the_preview_is_scrolled_from_wherever_the_focus_is(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        screen = await to_export(pilot)
        page = screen.query_one("#page")
        for focused in ("#layout", "#target ThaiInput"):
            screen.query_one(focused).focus()
            before = page.scroll_y
            await keys(pilot, "pagedown")
            await until(pilot, lambda: page.scroll_y > before)  # noqa: B023 - waited for in this round
        await keys(pilot, "pageup", "pageup")
        await until(pilot, lambda: page.scroll_y == 0)
