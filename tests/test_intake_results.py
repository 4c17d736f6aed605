"""Last year's results and the analysis of the seven issues, out of tables and sentences with slips."""

from decimal import Decimal

import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.intake.draft import DoubtKind, Draft
from ita_tui.intake.question_codes import read_question
from ita_tui.intake.results import points
from ita_tui.rulebook.loading import rules_for

YEAR = FiscalYear(2568)
PLAN = ("มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ", "๑. เดิน\tทำ\tกองคลัง")


def paste(*lines: str, year: FiscalYear = YEAR) -> Draft:
    return read_text("\n".join((*lines, *PLAN)), year)


@pytest.mark.parametrize(
    ("sentence", "total", "level", "year"),
    [
        ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ โดยภาพรวมได้คะแนน ๙๑.๖๗ อยู่ในระดับ ผ่าน ดังนี้", "91.67", "ผ่าน", 2567),
        ("ปี ๒๕๖๔ มีค่าคะแนนเท่ากับ **๖๙.๖๖ คะแนน** อยู่ในระดับ **B** ดังนี้", "69.66", "B", 2564),
        ("มีผลคะแนน 88 คะแนน อยู่ในระดับผลประเมิน ผ่านดี", "88", "ผ่านดี", 2567),
    ],
)
from tests.reading_in import read_text
def test_the_headline_result_is_read_from_its_sentence(
    sentence: str, total: str, level: str, year: int
) -> None:
    scores = paste(sentence).scores

    assert scores is not None
    assert (scores.printed_total, scores.printed_level, scores.year) == (Decimal(total), level, year)


def test_a_result_without_a_year_is_taken_for_last_years_with_a_doubt() -> None:
    read = paste("มีผลคะแนน 88 คะแนน อยู่ในระดับ ผ่านดี")

    (doubt,) = [doubt for doubt in read.doubts if doubt.kind is DoubtKind.SCORE]
    assert doubt.proposal == "ปี ๒๕๖๗"


def test_a_report_without_results_has_no_scores() -> None:
    assert paste("คำนำ").scores is None


def test_instruments_are_read_with_both_parts_of_eit() -> None:
    read = paste(
        "แบบวัดการรับรู้ภายใน (IIT) คะแนนรวม ๙๕.๖๘ คะแนน",
        "แบบวัดภายนอก (EIT๑) คะแนนรวม ๙๕.๕๐ คะแนน",
        "แบบวัดภายนอก (EIT๒) คะแนนรวม ๑๐๐ คะแนน",
        "แบบตรวจ (IOIT) คะแนนรวม ๙๐.๓๘ คะแนน",
    )

    assert read.scores is not None
    assert dict(read.scores.instruments) == {
        Instrument.IIT: Decimal("95.68"),
        Instrument.EIT1: Decimal("95.50"),
        Instrument.EIT2: Decimal(100),
        Instrument.OIT: Decimal("90.38"),
    }
    assert any("IOIT" in doubt.words for doubt in read.doubts)


def test_indicators_stand_in_their_order_whatever_the_ranking() -> None:
    read = paste(
        "อันดับ\tตัวชี้วัด\tคะแนน",
        "๑\tคุณภาพการดำเนินงาน\t๙๕.๘๒",
        "๒\tการปฏิบัติหน้าที่\t87.73",
        "๓\tการแก้ไขปัญหากาทุจริต\t73.66",
        "๔\tความสูงของเสาธง\t12",
    )

    assert read.scores is not None
    assert read.scores.indicators[0] == Decimal("87.73")
    assert read.scores.indicators[4:6] == (Decimal("73.66"), Decimal("95.82"))
    assert read.scores.indicators[9] is None
    assert "ความสูงของเสาธง 12" in read.left_out
    assert "การแก้ไขปัญหากาทุจริต" in read.left_out


@pytest.mark.parametrize(
    ("cell", "code", "sure"),
    [
        ("e๗ หน่วยงานเปิดโอกาส", "e7", True),
        ("i๑๐. ในหน่วยงานของท่าน", "i10", True),
        ("1๑๐ เจ้าหน้าที่ในหน่วยงานของท่าน", "i10", False),
        ("1๑. การปฏิบัติงาน", "i1", False),
        ("๑๓ ผู้บริหารสูงสุด", "i13", False),
        ("๐๑๑ ข้อมูลสถิติการให้บริการ", "o11", True),
        ("๑๒๖ รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "o26", False),
        ("๐๙๙ ข้อที่ไม่มี", "", False),
        ("ข้อคำถามที่ไม่มีรหัส", "", False),
    ],
)
def test_codes_that_a_scan_mangled_are_resolved_with_a_doubt(cell: str, code: str, *, sure: bool) -> None:
    found = read_question(cell, rules_for(YEAR).catalogue)

    assert (found.code, found.sure) == (code, sure)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("๙๐.๙๕", "90.95"),
        ("1๐๐", "100"),
        ("๐", "0"),
        ("๑๐๐.๐๑", None),
        ("-1", None),
        ("NaN", None),
        ("สูง", None),
        ("", None),
    ],
)
def test_points_are_between_none_and_a_hundred(text: str, value: str | None) -> None:
    assert points(text) == (None if value is None else Decimal(value))


def test_an_analysis_is_split_at_its_labels_over_several_rows() -> None:
    read = paste(
        "ประเด็นที่ ๒ การให้บริการและระบบ E-Service",
        "ประเด็นข้อคำถาม\tระดับคะแนน\tการวิเคราะห์ผลการประเมินฯ",
        "e๗ เปิดโอกาสให้มีส่วนร่วม\t๙๓.๔๙\t<p><b>ข้อคำถามที่ได้คะแนนน้อยที่สุด :</b> e๗ เปิดโอกาส</p> <p><b>สาเหตุเกิดจาก :</b> ชาวบ้านมาน้อย</p>",
        "e๘ ปรับปรุง\tสูงมาก\tหมายเหตุ จัดตอนเย็น",
        "\t\tแนวทางการยกระดับผลการประเมินฯ : แจ้งทางเสียงตามสาย",
    )

    (issue,) = read.issues
    assert (issue.number, issue.lowest, issue.cause, issue.remark) == (2, "e7", "ชาวบ้านมาน้อย", "จัดตอนเย็น")
    assert issue.improvement == "แจ้งทางเสียงตามสาย"
    assert read.scores is not None
    assert [(q.code, q.score, q.issue) for q in read.scores.questions] == [
        ("e7", Decimal("93.49"), 2),
        ("e8", None, 2),
    ]
    assert any("สูงมาก" in doubt.words for doubt in read.doubts)


def test_an_analysis_without_any_label_is_left_out_in_sight() -> None:
    read = paste(
        "ประเด็นที่ ๒ การให้บริการ",
        "ประเด็นข้อคำถาม\tระดับคะแนน\tการวิเคราะห์ผลการประเมินฯ",
        "e๗ เปิดโอกาส\t๙๓.๔๙\tฝนตกทั้งเดือน",
    )

    assert [(issue.number, issue.cause) for issue in read.issues] == [(2, "")]
    assert "ฝนตกทั้งเดือน" in read.left_out


def test_an_analysis_under_no_issue_is_left_out_in_sight() -> None:
    read = paste(
        "ประเด็นข้อคำถาม\tระดับคะแนน\tการวิเคราะห์ผลการประเมินฯ",
        "e๗ เปิดโอกาส\t๙๓.๔๙\tสาเหตุเกิดจาก : ฝนตก",
    )

    assert read.issues == ()
    assert "สาเหตุเกิดจาก : ฝนตก" in read.left_out


def test_what_is_to_be_developed_is_sorted_by_the_instrument_named_above() -> None:
    head = "ตัวชี้วัด\tประเด็นการประเมิน\tประเด็นที่ควรพัฒนา"
    read = paste(
        head,
        "การใช้อำนาจ\tก\tข",
        "ตามแบบตรวจการเปิดเผยข้อมูลสาธารณะ (Open Data Integrity and Transparency Assessment: OIT)",
        head,
        "การป้องกันการทุจริต\tค\tง",
    )

    assert read.scores is not None
    assert [(d.instrument, d.indicator, d.text) for d in read.scores.to_develop] == [
        (Instrument.OIT, "การป้องกันการทุจริต", "ง")
    ]
    assert "การใช้อำนาจ\nก\nข" in read.left_out
