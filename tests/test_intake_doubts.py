"""What looks wrong in a measure is said; nothing is put right by itself."""

import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import WorkStatus
from ita_tui.intake.draft import DoubtKind, Draft
from ita_tui.intake.measures import status_of
from ita_tui.intake.numbering import ordinal, read_numbered, without_ordinal
from ita_tui.intake.offices import offices_in
from tests.reading_in import read_text

YEAR = FiscalYear(2566)
HEAD = "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ"


def read(
    *titles: str,
    method: str = "ทำ",
    responsible: str = "กองคลัง",
    period: str = "มี.ค. ๒๕๖๖",
    result: str = "ดี",
) -> Draft:
    rows = [f"{title}\t{method}\t{responsible}\t{period}\t{result}" for title in titles]
    return read_text("\n".join((HEAD, *rows)), YEAR)


def doubts(draft: Draft, kind: DoubtKind) -> list[str]:
    return [str(doubt) for doubt in draft.doubts if doubt.kind is kind]


@pytest.mark.parametrize(
    ("result", "status"),
    [
        ("", WorkStatus.NOT_STARTED),
        ("  \n ", WorkStatus.NOT_STARTED),
        ("ดำเนินการแล้วเสร็จ", WorkStatus.COMPLETED),
        ("ปรับปรุงเว็บไซต์แล้ว เสร็จ", WorkStatus.COMPLETED),
        ("ยังไม่แล้วเสร็จ", WorkStatus.IN_PROGRESS),
        ("ดำเนินการยังไม่แล้วเสร็จ", WorkStatus.IN_PROGRESS),
        ("งวดแรกแล้วเสร็จ งวดที่สองจะแล้วเสร็จเดือนหน้า", WorkStatus.IN_PROGRESS),
        ("ไม่สามารถดำเนินการแล้วเสร็จ", WorkStatus.IN_PROGRESS),
        ("คาดว่าจะดำเนินการแล้วเสร็จ", WorkStatus.IN_PROGRESS),
        ("ประชุมแล้วหนึ่งครั้ง", WorkStatus.IN_PROGRESS),
    ],
)
def test_the_words_of_the_result_propose_the_status(result: str, status: WorkStatus) -> None:
    assert status_of(result) is status


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("๑. ปรับปรุง", 1, "ปรับปรุง"),
        ("๒.มาตรการสร้าง", 2, "มาตรการสร้าง"),
        ("1๑. ป้องกัน", 11, "ป้องกัน"),
        ("๓) เปิดเผย", 3, "เปิดเผย"),
        ("มาตรการที่ ๔ เผยแพร่", 4, "เผยแพร่"),
        ("๑๐ . ส่งเสริม", 10, "ส่งเสริม"),
    ],
)
def test_the_ordinal_before_a_title_is_its_number(title: str, number: int, rest: str) -> None:
    assert (ordinal(title), without_ordinal(title)) == (number, rest)


@pytest.mark.parametrize("title", ["๙.๔ การบริหาร", "๒๕๖๗ เป็นปีแห่ง", "ปรับปรุง ๑. ทาง", "๐. ศูนย์"])
def test_a_decimal_a_year_and_a_later_number_are_no_ordinals(title: str) -> None:
    assert ordinal(title) is None


def test_a_title_that_begins_with_a_duration_keeps_it() -> None:
    draft = read("๗ วันต้องตอบเรื่องร้องเรียน", "เปิดเผยข้อมูล")

    assert [measure.title for measure in draft.measures] == ["๗ วันต้องตอบเรื่องร้องเรียน", "เปิดเผยข้อมูล"]


@pytest.mark.parametrize(
    ("method", "steps"),
    [
        ("๑. ก ๒. ข ๓. ค", ("ก", "ข", "ค")),
        ("เกริ่น ๑.ก พ.ศ. ๒๕๖๗ ๒..ข ๙.๔ ค", ("ก พ.ศ. ๒๕๖๗", "ข ๙.๔ ค")),
        ("1) ก\n2) ข", ("ก", "ข")),
        ("๔ .ก ๕.ข", ()),
        ("๑. ก ๓. ค", ()),
        ("๑. ก ๒. ข ๑. ค ๒. ง", ()),
        ("ตัวชี้วัดที่ ๙.๔ ปี ๒๕๖๗", ()),
        ("๑. ข้อเดียว", ()),
        ("", ()),
    ],
)
def test_steps_are_split_only_where_the_numbers_count_up_from_one(
    method: str, steps: tuple[str, ...]
) -> None:
    (measure,) = (
        read("๑. ก้าวแรก", method=method).measures if "\n" not in method else read_lines(method).measures
    )

    assert tuple(step.text for step in measure.steps) == steps


def read_lines(method: str) -> Draft:
    return read("๑. ก้าวแรก", method=f"<p>{method.replace(chr(10), '</p><p>')}</p>")


def test_a_numbered_cell_says_whether_it_restarts_or_skips() -> None:
    assert read_numbered("๑. ก ๒. ข ๑. ค").restarts
    assert read_numbered("๑. ก ๓. ค").skips
    assert read_numbered("๒. ข ๓. ค").skips
    assert not read_numbered("ห้อง ๙. เปิด").skips


def test_numbers_that_skip_are_kept_with_a_doubt() -> None:
    draft = read("๑. ก้าว", "๔. กระโดด")

    assert [measure.number for measure in draft.measures] == [1, 4]
    assert doubts(draft, DoubtKind.NUMBERING) == ["มาตรการ ๔: ไม่พบมาตรการที่ ๒ ๓ ก่อนมาตรการนี้ → ใช้ลำดับตามเอกสาร"]


def test_numbers_that_restart_or_repeat_count_on_with_a_doubt() -> None:
    draft = read("๑. ก้าว", "๒. ย่าง", "๒. เดิน", "๑. วิ่ง")

    assert [measure.number for measure in draft.measures] == [1, 2, 3, 4]
    assert len(doubts(draft, DoubtKind.NUMBERING)) == 2
    assert "เขียนลำดับเป็น ๒" in doubts(draft, DoubtKind.NUMBERING)[0]


def test_a_misread_number_between_two_good_ones_does_not_carry_on() -> None:
    draft = read("๑. ก้าว", "๔. ย่าง", "๓. เดิน")

    assert [measure.number for measure in draft.measures] == [1, 2, 3]


def test_two_measures_in_one_row_are_pointed_out() -> None:
    by_title = read("๑. ก้าว ๒. ย่าง", "๓. เดิน")
    by_name = read("มาตรการเดินหน้า มาตรการถอยหลัง")
    by_method = read("๑. ก้าว", method="๑. ก ๒. ข ๑. ค ๒. ง")

    assert [len(doubts(draft, DoubtKind.TWO_IN_ROW)) for draft in (by_title, by_name, by_method)] == [1, 1, 1]


def test_a_result_of_divisions_alone_is_taken_for_a_shifted_row() -> None:
    shifted = read(
        "๑. เปิดช่องทาง",
        responsible="ติดประกาศที่ศาลา ๒. เปิดสายด่วนร้องทุกข์ ๓. ให้รถแห่เสียงแจ้งทุกหมู่บ้าน",
        result="๑. เจ้าหน้าที่ ๒. กองช่าง กองการประปา สำนักปลัด",
    )
    straight = read("๑. เปิดช่องทาง", result="สำนักปลัด และกองช่างเปิดสายด่วนร้องทุกข์ให้ทุกหมู่บ้านแล้ว")

    assert len(doubts(shifted, DoubtKind.SHIFTED_COLUMNS)) == 1
    assert doubts(straight, DoubtKind.SHIFTED_COLUMNS) == []


def test_a_period_among_the_responsible_is_taken_for_a_shifted_row() -> None:
    draft = read("๑. เปิดช่องทาง", responsible="ก.พ. – เม.ย. ๒๕๖๖", period="กองคลัง")

    places = [doubt.place for doubt in draft.doubts if doubt.kind is DoubtKind.SHIFTED_COLUMNS]
    assert places == ["มาตรการ ๑ ช่องผู้รับผิดชอบ", "มาตรการ ๑ ช่องระยะเวลา"]
    assert len(doubts(draft, DoubtKind.UNREAD_PERIOD)) == 1


def test_a_period_outside_the_year_is_a_doubt() -> None:
    draft = read("๑. เดิน", period="ต.ค. ๒๕๖๖ - ก.ย. ๒๕๖๗")

    assert doubts(draft, DoubtKind.OUTSIDE_YEAR) == [
        "มาตรการ ๑ ช่องระยะเวลา: ๑ ต.ค. ๖๖ – ๓๐ ก.ย. ๖๗ อยู่นอกปีงบประมาณ ๒๕๖๖ → เลื่อนเป็น ๑ ต.ค. ๖๕ – ๓๐ ก.ย. ๖๖"
    ]


def test_the_same_long_text_under_two_measures_is_a_doubt() -> None:
    long = "จัดอบรมเจ้าหน้าที่ทุกคนเรื่องการยืมทรัพย์สินของราชการที่ศาลาประชาคมเมื่อวันที่สิบสองมีนาคม"
    draft = read("๑. เดิน", "๒. วิ่ง", result=long)

    assert doubts(draft, DoubtKind.REPEATED_TEXT) == [
        "มาตรการ ๒ ช่องผลการดำเนินการ: ข้อความเหมือนมาตรการ ๑ ทุกคำ → ล้างช่องนี้เพื่อเขียนใหม่"
    ]
    assert doubts(read("๑. เดิน", "๒. วิ่ง", result="แล้วเสร็จ"), DoubtKind.REPEATED_TEXT) == []


def test_items_outside_the_catalogue_or_the_titles_range_are_doubts() -> None:
    draft = read("๑. เปิดเผยข้อมูล ข้อ ๐๑ ถึงข้อ ๐๓", responsible="กองคลัง ข้อ ๐๒ ๐๙ ๐๙๙")

    assert draft.measures[0].items == ("o1", "o2", "o3", "o9")
    assert doubts(draft, DoubtKind.ITEM_CODE) == [
        "มาตรการ ๑: ข้อ O๙๙ ไม่มีในบัญชี OIT ของปีนี้ จึงไม่ผูกกับมาตรการ → เก็บไว้ในข้อความ ไม่ผูกกับข้อ OIT",
        "มาตรการ ๑ ช่องผู้รับผิดชอบ: ข้อ O๙ O๙๙ อยู่ในช่องนี้ แต่ไม่อยู่ในช่วงที่ชื่อมาตรการบอก → เก็บไว้ตามเอกสาร",
    ]


@pytest.mark.parametrize(
    ("text", "divisions", "sections"),
    [
        ("สำนัก ปลัด/กอง คลัง", ("สำนักปลัด", "กองคลัง"), ()),
        ("กองคลังงานพัฒนารายได้", ("กองคลัง",), ("งานพัฒนารายได้",)),
        ("งานพัสดุ/ กองคลัง", ("กองคลัง",), ("งานพัสดุ",)),
        ("ผู้ประสานงานธุรการ พนักงานส่วนตำบล", (), ()),
        ("หน่วยงานตรวจสอบภายใน", ("หน่วยตรวจสอบภายใน",), ()),
        ("กองการศึกษา ศาสนาและวัฒนธรรม", ("กองการศึกษา",), ()),
        ("-งานตลาดสดเทศบาล -กองคลัง", ("กองคลัง",), ("งานตลาดสดเทศบาล",)),
        ("ทุกส่วนราชการ", (), ()),
    ],
)
def test_divisions_and_sections_are_told_from_other_words(
    text: str, divisions: tuple[str, ...], sections: tuple[str, ...]
) -> None:
    found = offices_in(text)

    assert (found.divisions, found.sections) == (divisions, sections)


def test_links_are_given_to_their_surveys_and_second_ones_are_doubts() -> None:
    lines = (
        HEAD,
        "๑. เดิน\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี",
        "แบบวัด IIT ตอบได้ที่ https://iit.example.go.th/a?x=1.",
        "แบบวัด EIT",
        "https://eit.example.go.th/b?x=2แล้วเสร็จ",
        "แบบวัด EIT อีกครั้ง https://eit.example.go.th/c",
        "เว็บไซต์หลัก https://www.example.go.th",
    )
    draft = read_text("\n".join(lines), YEAR)

    assert [(s.instrument.value, s.link) for s in draft.surveys] == [
        ("IIT", "https://iit.example.go.th/a?x=1"),
        ("EIT1", "https://eit.example.go.th/b?x=2"),
    ]
    assert len(doubts(draft, DoubtKind.LINK)) == 2
