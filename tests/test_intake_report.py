"""A whole report of an imaginary agency, with the slips of real ones, read as a secretary would read it in."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from ita_tui.domain.agency import AgencyKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import WorkStatus
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import DoubtKind, Draft, TablePurpose

REPORT = Path(__file__).parent / "data" / "rimthan-2566.txt"
YEAR = FiscalYear(2566)


@pytest.fixture(scope="module")
def read() -> Draft:
    return read_document(REPORT, YEAR)


def measures_in_doubt(draft: Draft, kind: DoubtKind) -> list[int | None]:
    return [doubt.measure for doubt in draft.doubts if doubt.kind is kind]


def test_the_report_gives_eleven_measures_in_order(read: Draft) -> None:
    assert [measure.number for measure in read.measures] == list(range(1, 12))
    assert read.measures[0].title.startswith("ทำให้บุคลากรรู้วิธียืมของหลวง")
    assert read.measures[9].title == "ป้องกันการรับของขวัญ (No Gift Policy)"
    assert read.tables[0].purpose is TablePurpose.MEASURES
    assert read.tables[0].rows == 11


def test_heads_repeated_on_each_page_are_one_table(read: Draft) -> None:
    assert len(read.tables) == 1
    assert [column.taken_for for column in read.tables[0].columns] == [
        "มาตรการ",
        "วิธีการดำเนินการ",
        "ผู้รับผิดชอบ",
        "ระยะเวลา",
        "ผลการดำเนินการ",
    ]


def test_a_row_cut_by_a_page_break_is_one_measure_with_a_doubt(read: Draft) -> None:
    seventh = read.measures[6]

    assert seventh.method.endswith("ระเบียบ พ.ศ. ๒๕๖๔\n๓.นำคู่มือฉบับใหม่ลงเว็บไซต์พร้อมวันที่ปรับปรุง")
    assert seventh.result == "คู่มือปรับปรุงแล้วหกเล่มจากแปดเล่ม อีกสองเล่มจะเสร็จในเดือนพฤษภาคม"
    assert [step.text for step in seventh.steps] == [
        "สำรวจว่าคู่มือใดเก่ากว่าสองปี",
        "ให้เจ้าของงานปรับปรุงตามระเบียบ พ.ศ. ๒๕๖๔",
        "นำคู่มือฉบับใหม่ลงเว็บไซต์พร้อมวันที่ปรับปรุง",
    ]
    assert measures_in_doubt(read, DoubtKind.CONTINUED) == [7]


def test_tags_become_lines_and_numbers(read: Draft) -> None:
    third, fourth = read.measures[2:4]

    assert third.title == "ยื่นคำขอรับบริการจากบ้านได้ (OIT)\n-คำขอถังขยะ\n-คำขอน้ำอุปโภค"
    assert third.method.splitlines() == [
        "1. ออกแบบแบบคำขอให้กรอกได้บนโทรศัพท์",
        "2. ทดลองกับผู้นำหมู่บ้านสองเดือน",
        "3. เปิดให้ใช้ทั้งตำบล",
    ]
    assert (
        fourth.responsible == "ผู้ประสานงานของแต่ละส่วน\n-กองช่าง -สำนักปลัด -กองคลัง -กองการศึกษาฯ -หน่วยตรวจสอบภายใน"
    )


def test_a_tag_open_at_the_end_of_a_line_lets_the_cell_go_on_below(read: Draft) -> None:
    fifth = read.measures[4]

    assert fifth.method == "ตั้งป้าย QR ที่เคาน์เตอร์ และให้นักเรียนจิตอาสา\nช่วยผู้สูงอายุตอบแบบวัด"
    assert fifth.result == "มีผู้ตอบครบตามค่าขั้นต่ำ\nดำเนินการแล้วเสร็จ"


def test_words_that_look_like_markup_or_a_formula_stay_words(read: Draft) -> None:
    assert read.measures[8].method.startswith("[ฉบับร่าง] ")
    assert read.measures[9].method.startswith("=ประกาศนโยบาย")


def test_the_status_is_proposed_from_the_result_and_never_says_proved(read: Draft) -> None:
    completed = [m.number for m in read.measures if m.status is WorkStatus.COMPLETED]
    not_started = [m.number for m in read.measures if m.status is WorkStatus.NOT_STARTED]

    assert completed == [1, 2, 4, 5, 6, 8, 9]
    assert not_started == [10]
    assert measures_in_doubt(read, DoubtKind.PROPOSED_STATUS) == list(range(1, 12))
    assert {measure.proof.value for measure in read.measures} == {"none"}
    assert {step.status for step in read.measures[1].steps} == {WorkStatus.COMPLETED}
    assert {step.status for step in read.measures[2].steps} == {WorkStatus.NOT_STARTED}


def test_every_period_has_its_days_and_its_words_as_written(read: Draft) -> None:
    second, ninth, tenth = read.measures[1], read.measures[8], read.measures[9]

    assert all(measure.period.start for measure in read.measures)
    assert second.period.text == "ก.พ – เม.ย ๒๕๖๖"
    assert (str(second.period.start), str(second.period.end)) == ("2023-02-01", "2023-04-30")
    assert (ninth.period.text, str(ninth.period.start)) == ("๑ มี.ค ๖6 - ๓๐ เม.ย ๖๖", "2023-03-01")
    assert (tenth.period.start, tenth.period.end) == (YEAR.first, YEAR.last)


def test_divisions_and_sections_are_found_and_spelt_once(read: Draft) -> None:
    divisions = {
        division.name: [section.name for section in division.sections] for division in read.divisions
    }

    assert list(divisions) == [
        "กองคลัง",
        "สำนักปลัด",
        "กองช่าง",
        "กองการศึกษา",
        "หน่วยตรวจสอบภายใน",
        "ศูนย์พัฒนาเด็กเล็ก",
    ]
    assert divisions["สำนักปลัด"] == ["งานนิติกร", "งานสารบรรณ", "งานบริหารงานบุคคล"]
    assert read.measures[5].sections == ("งานเทคโนโลยีสารสนเทศ", "งานกิจการสภา", "งานสารบรรณ")
    (near,) = [doubt for doubt in read.doubts if doubt.kind is DoubtKind.NEAR_NAME]
    assert (near.place, near.proposal) == ("มาตรการ ๙ ช่องผู้รับผิดชอบ", "งานบริหารงานบุคคล")
    assert read.measures[8].responsible == "สำนักปลัด งานบริหารงานบุดคล"


def test_items_are_counted_out_and_given_to_their_parties(read: Draft) -> None:
    parties = {item.code: item.responsible for item in read.disclosure}

    assert read.measures[5].items == tuple(f"o{number}" for number in range(1, 11))
    assert read.measures[10].items == tuple(f"o{number}" for number in range(31, 44))
    assert (parties["o2"], parties["o43"]) == ("งานกิจการ สภา", "สำนักปลัด")
    assert all(item.name for item in read.disclosure)


def test_the_agency_and_the_survey_link_come_from_the_text_around_the_table(read: Draft) -> None:
    assert read.agency is not None
    assert read.agency.name == "องค์การบริหารส่วนตำบลริมธาร"
    assert (read.agency.district, read.agency.province) == ("ธารทอง", "สมมุติบุรี")
    assert read.agency.kind is AgencyKind.SAO
    assert read.year_found == YEAR
    (survey,) = read.surveys
    assert survey.instrument is Instrument.EIT1
    assert (
        survey.link
        == "https://itas.example.go.th/go/answer?tokenId=1234567&tokenValue=ab12-34cd&departmentId=9001"
    )


def test_thai_digits_in_a_link_are_repaired_only_as_a_proposal(read: Draft) -> None:
    (doubt,) = [doubt for doubt in read.doubts if doubt.kind is DoubtKind.LINK]

    assert "tokenId=๑๒๓๔๕๖๗" in doubt.words
    assert doubt.proposal == read.surveys[0].link
    assert any("tokenId=๑๒๓๔๕๖๗" in text for text in read.left_out)


def test_an_empty_result_is_a_doubt(read: Draft) -> None:
    (doubt,) = [doubt for doubt in read.doubts if doubt.kind is DoubtKind.EMPTY_CELL]

    assert str(doubt) == "มาตรการ ๑๐ ช่องผลการดำเนินการ: ช่องนี้ว่าง → เว้นว่างไว้ แล้วเติมภายหลัง"


def test_what_was_not_taken_is_listed_in_order(read: Draft) -> None:
    assert read.left_out[0] == "รายงานความก้าวหน้าตามมาตรการยกระดับคุณธรรมและความโปร่งใส"
    assert read.left_out[5:7] == ("- ๒ -", "~ c ~")
    assert read.left_out[-3:] == (
        "คณะกรรมการขับเคลื่อนคุณธรรมและความโปร่งใส",
        "ขององค์การบริหารส่วนตำบลริมธาร",
        "~ d ~",
    )


def test_a_report_of_another_year_is_read_with_a_doubt() -> None:
    read = read_document(REPORT, FiscalYear(2567))

    first = read.doubts[0]
    assert first.kind is DoubtKind.OTHER_YEAR
    assert "๒๕๖๖" in first.words
    assert "๒๕๖๗" in first.words
    assert 1 in measures_in_doubt(read, DoubtKind.OUTSIDE_YEAR)


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "tis-620": lambda text: text.encode("cp874"),
    "utf-16 little endian": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16 big endian": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old line ends": lambda text: text.replace("\n", "\r").encode(),
    "tis-620 with windows line ends": lambda text: text.replace("\n", "\r\n").encode("cp874"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_report_reads_the_same_in_every_encoding(read: Draft, encoding: str, tmp_path: Path) -> None:
    copy = tmp_path / REPORT.name
    copy.write_bytes(ENCODINGS[encoding](REPORT.read_text(encoding="utf-8")))

    assert read_document(copy, YEAR) == read
