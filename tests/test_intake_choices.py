"""A document is read once; what she decides about it makes another draft of it, and no word is lost on the way."""

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import WorkStatus
from ita_tui.intake.choices import NO_CHOICES, Answer, Choices
from ita_tui.intake.documents import read_pasted
from ita_tui.intake.draft import Doubt, DoubtKind, Draft, TablePurpose
from ita_tui.intake.headings import Column
from ita_tui.intake.paper import Paper
from ita_tui.rulebook.loading import rules_for

YEAR = FiscalYear(2566)
HEAD = "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ"
LONG = "จัดอบรมเจ้าหน้าที่ทุกคนเรื่องการยืมทรัพย์สินของราชการที่ศาลาประชาคมเมื่อวันที่สิบสองมีนาคม"


def paper(*rows: str, head: str = HEAD) -> Paper:
    return read_pasted("\n".join((head, *rows)))


def drafted(document: Paper, choices: Choices = NO_CHOICES, year: FiscalYear = YEAR) -> Draft:
    return document.draft(year, rules_for, choices)


def of_kind(draft: Draft, kind: DoubtKind) -> list[Doubt]:
    return [doubt for doubt in draft.doubts if doubt.kind is kind]


def answered(document: Paper, kind: DoubtKind, answer: Answer, year: FiscalYear = YEAR) -> Draft:
    """The draft with one answer to every doubt of a kind."""
    keys = [doubt.key for doubt in of_kind(drafted(document, year=year), kind)]
    assert keys
    return drafted(document, NO_CHOICES.answered(keys, answer), year)


def test_a_shifted_row_is_put_right_only_where_she_accepts_it() -> None:
    deeds = "ติดประกาศที่ศาลา ๒. เปิดสายด่วนร้องทุกข์ ๓. ให้รถแห่เสียงแจ้งทุกหมู่บ้าน"
    document = paper(f"๑. เปิดช่องทาง\tทำ\t{deeds}\tมี.ค. ๒๕๖๖\tสำนักปลัด กองช่าง")

    as_written = drafted(document)
    accepted = answered(document, DoubtKind.SHIFTED_COLUMNS, Answer.ACCEPTED)
    refused = answered(document, DoubtKind.SHIFTED_COLUMNS, Answer.REFUSED)

    assert (as_written.measures[0].responsible, as_written.measures[0].result) == (deeds, "สำนักปลัด กองช่าง")
    assert (accepted.measures[0].responsible, accepted.measures[0].result) == ("สำนักปลัด กองช่าง", deeds)
    assert accepted.measures[0].divisions == ("สำนักปลัด", "กองช่าง")
    assert refused.measures == as_written.measures
    assert of_kind(accepted, DoubtKind.SHIFTED_COLUMNS)[0].answer is Answer.ACCEPTED


def test_a_period_among_the_responsible_changes_places_once_though_two_doubts_say_so() -> None:
    document = paper("๑. เปิดช่องทาง\tทำ\tก.พ. – เม.ย. ๒๕๖๖\tกองคลัง\tดี")

    (measure,) = answered(document, DoubtKind.SHIFTED_COLUMNS, Answer.ACCEPTED).measures

    assert (measure.responsible, measure.period.text) == ("กองคลัง", "ก.พ. – เม.ย. ๒๕๖๖")
    assert str(measure.period.start) == "2023-02-01"


def test_two_measures_in_one_row_become_two_and_those_below_count_on() -> None:
    document = paper(
        "๑. มาตรการเดินหน้า มาตรการถอยหลัง\t๑. ก ๒. ข ๑. ค ๒. ง\tกองคลัง\tมี.ค. ๒๕๖๖\tทำแล้ว",
        "๒. มาตรการเลี้ยว\tหมุน\tกองช่าง\tมี.ค. ๒๕๖๖\tหมุนแล้ว",
    )

    one = drafted(document)
    two = answered(document, DoubtKind.TWO_IN_ROW, Answer.ACCEPTED)

    assert [measure.number for measure in one.measures] == [1, 2]
    assert [(m.number, m.title, len(m.steps)) for m in two.measures] == [
        (1, "มาตรการเดินหน้า", 2),
        (2, "มาตรการถอยหลัง", 2),
        (3, "มาตรการเลี้ยว", 0),
    ]
    assert two.measures[1].responsible == "กองคลัง"
    assert of_kind(two, DoubtKind.NUMBERING) == []


def test_two_numbered_measures_in_one_row_lose_their_numbers_when_they_are_parted() -> None:
    document = paper("๑. ก้าว ๒. ย่าง\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี", "๓. เดิน\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี")

    two = answered(document, DoubtKind.TWO_IN_ROW, Answer.ACCEPTED)

    assert [(measure.number, measure.title) for measure in two.measures[:2]] == [(1, "ก้าว"), (2, "ย่าง")]


def test_a_proposed_status_that_is_refused_leaves_the_measure_not_started() -> None:
    document = paper("๑. เดิน\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tแล้วเสร็จ")

    assert drafted(document).measures[0].status is WorkStatus.COMPLETED
    refused = answered(document, DoubtKind.PROPOSED_STATUS, Answer.REFUSED)
    assert refused.measures[0].status is WorkStatus.NOT_STARTED
    assert refused.measures[0].result == "แล้วเสร็จ"


def test_an_empty_period_may_be_that_of_the_measure_above_or_the_whole_year() -> None:
    first = answered(paper("๑. เดิน\tทำ\tกองคลัง\t\tดี"), DoubtKind.NO_PERIOD, Answer.ACCEPTED)
    second = answered(
        paper("๑. เดิน\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี", "๒. วิ่ง\tทำ\tกองคลัง\t\tดี"),
        DoubtKind.NO_PERIOD,
        Answer.ACCEPTED,
    )

    assert (first.measures[0].period.start, first.measures[0].period.end) == (YEAR.first, YEAR.last)
    assert second.measures[1].period == second.measures[0].period


def test_a_period_outside_the_year_is_moved_into_it_where_she_accepts() -> None:
    document = paper("๑. เดิน\tทำ\tกองคลัง\tต.ค. ๒๕๖๖ - ก.ย. ๒๕๖๗\tดี")

    moved = answered(document, DoubtKind.OUTSIDE_YEAR, Answer.ACCEPTED).measures[0].period

    assert (moved.start, moved.end) == (YEAR.first, YEAR.last)
    assert drafted(document).measures[0].period.text == "ต.ค. ๒๕๖๖ - ก.ย. ๒๕๖๗"
    assert answered(document, DoubtKind.OUTSIDE_YEAR, Answer.ACCEPTED).left_out == ("ต.ค. ๒๕๖๖ - ก.ย. ๒๕๖๗",)


def test_a_repeated_text_is_emptied_in_the_second_measure_alone() -> None:
    rows = [f"{number}. {title}\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\t{LONG}" for number, title in ((1, "เดิน"), (2, "วิ่ง"))]

    emptied = answered(paper(*rows), DoubtKind.REPEATED_TEXT, Answer.ACCEPTED)

    assert [measure.result for measure in emptied.measures] == [LONG, ""]
    assert emptied.left_out == (LONG,)
    assert drafted(paper(*rows)).left_out == ()


def test_an_empty_responsible_cell_may_be_as_in_the_measure_above() -> None:
    document = paper("๑. เดิน\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี", "๒. วิ่ง\tทำ\t\tมี.ค. ๒๕๖๖\tดี")

    filled = answered(document, DoubtKind.EMPTY_CELL, Answer.ACCEPTED)

    assert drafted(document).measures[1].responsible == ""
    assert (filled.measures[1].responsible, filled.measures[1].divisions) == ("กองคลัง", ("กองคลัง",))


def test_torn_words_are_joined_where_she_accepts_and_stay_where_she_does_not() -> None:
    document = paper("๑. เดิน\tแจ้งส่วน ราชการให้ทราบ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี")

    (doubt,) = of_kind(drafted(document), DoubtKind.TORN_WORDS)
    mended = answered(document, DoubtKind.TORN_WORDS, Answer.ACCEPTED)

    assert doubt.place == "มาตรการ ๑ ช่องวิธีการดำเนินการ"
    assert drafted(document).measures[0].method == "แจ้งส่วน ราชการให้ทราบ"
    assert mended.measures[0].method == "แจ้งส่วนราชการให้ทราบ"


def test_a_row_that_was_joined_can_be_taken_apart_and_joined_again() -> None:
    document = paper("๑. เดิน\t๑. เริ่ม\tกองคลัง\tมี.ค. ๒๕๖๖\tดี", "\t๒. จบ\t\t\tเสร็จ")

    apart = answered(document, DoubtKind.CONTINUED, Answer.REFUSED)
    (doubt,) = of_kind(apart, DoubtKind.CONTINUED)

    assert [measure.method for measure in drafted(document).measures] == ["๑. เริ่ม\n๒. จบ"]
    assert [measure.method for measure in apart.measures] == ["๑. เริ่ม", "๒. จบ"]
    assert doubt.answer is Answer.REFUSED


def test_a_repaired_link_stays_as_written_where_she_refuses_it() -> None:
    measure = "๑. เดิน\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี"
    text = f"{HEAD}\n{measure}\n\nแบบวัด EIT https://eit.example.go.th/a?id=๑๒"
    document = read_pasted(text)

    refused = answered(document, DoubtKind.LINK, Answer.REFUSED)

    assert drafted(document).surveys[0].link == "https://eit.example.go.th/a?id=12"
    assert refused.surveys[0].link == "https://eit.example.go.th/a?id=๑๒"


def test_a_headline_score_gives_way_to_the_figures_only_where_she_accepts() -> None:
    indicators = "\n".join(
        f"{at}\t{name}\t90.00"
        for at, name in enumerate(
            (
                "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ",
                "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน",
                "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
            ),
            1,
        )
    )  # fmt: skip
    lines = (
        "ปี ๒๕๖๕ หน่วยงานมีคะแนน ๔๕.๐๐ คะแนน อยู่ในระดับ F",
        "อันดับ\tตัวชี้วัด\tคะแนน",
        indicators,
    )
    document = read_pasted("\n".join(lines))

    as_printed = drafted(document).scores
    by_figures = answered(document, DoubtKind.CONTRADICTION, Answer.ACCEPTED).scores

    assert as_printed is not None
    assert by_figures is not None
    assert (str(as_printed.printed_total), as_printed.printed_level) == ("45.00", "F")
    assert (str(by_figures.printed_total), by_figures.printed_level) == ("90.00", "A")


def test_a_table_with_unknown_heads_is_read_as_she_says() -> None:
    document = paper("ปลูกต้นไม้\tเวรวันพระ\tสีเขียว", "ทำป้าย\tเวรวันศุกร์\tสีฟ้า", head="เรื่อง\tใครทำ\tสี")
    before = drafted(document)
    (table,) = before.tables
    columns = [column.column for column in table.columns]

    choices = NO_CHOICES.meaning(table.key, columns, 0, Column.TITLE)
    choices = choices.meaning(table.key, choices.columns[table.key], 1, Column.RESPONSIBLE)
    after = drafted(document, choices)

    assert (before.measures, table.purpose) == ((), TablePurpose.UNUSED)
    assert [(m.title, m.responsible) for m in after.measures] == [
        ("ปลูกต้นไม้", "เวรวันพระ"),
        ("ทำป้าย", "เวรวันศุกร์"),
    ]
    assert after.left_out == ("สีเขียว", "สีฟ้า")


def test_a_table_without_known_heads_is_guessed_from_its_cells_with_a_doubt() -> None:
    document = paper("๒. ทำป้าย\tตอกไม้\tกองคลัง\tเม.ย. ๒๕๖๖\tเสร็จ", head="๑. เดิน\tทำ\tกองช่าง\tมี.ค. ๒๕๖๖\tดี")
    draft = drafted(document)

    assert [(m.title, m.method, m.divisions, m.result) for m in draft.measures] == [
        ("เดิน", "ทำ", ("กองช่าง",), "ดี"),
        ("ทำป้าย", "ตอกไม้", ("กองคลัง",), "เสร็จ"),
    ]
    assert len(of_kind(draft, DoubtKind.NO_HEADS)) == 1


def test_a_table_without_heads_keeps_its_first_row_where_she_says_so() -> None:
    document = paper("ทำป้าย\tกองคลัง", head="ปลูกต้นไม้\tกองช่าง")
    (table,) = drafted(document).tables

    choices = NO_CHOICES.meaning(table.key, [None, None], 0, Column.TITLE).first_row(table.key, is_data=True)

    assert [measure.title for measure in drafted(document, choices).measures] == ["ปลูกต้นไม้", "ทำป้าย"]


def test_a_column_that_means_something_else_takes_the_meaning_from_the_one_that_had_it() -> None:
    document = paper("๑. เดิน\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี")
    (table,) = drafted(document).tables
    columns = [column.column for column in table.columns]

    swapped = drafted(document, NO_CHOICES.meaning(table.key, columns, 4, Column.METHOD))

    assert (swapped.measures[0].method, swapped.left_out) == ("ดี", ("ทำ",))


def test_a_head_told_by_a_word_is_left_out_where_she_refuses_it() -> None:
    document = paper("๑. เดิน\tทำ\tกองคลัง", head="มาตรการ\tวิธีทำงานของเรา\tผู้รับผิดชอบ")

    refused = answered(document, DoubtKind.NEAR_HEADING, Answer.REFUSED)

    assert drafted(document).measures[0].method == "ทำ"
    assert (refused.measures[0].method, refused.left_out) == ("", ("ทำ",))
    assert of_kind(refused, DoubtKind.NEAR_HEADING)[0].answer is Answer.REFUSED


def test_every_doubt_has_a_key_of_its_own_and_a_proposal() -> None:
    document = paper(
        "๑. ก้าว ๒. ย่าง\t๑. ก ๓. ค\t\tนานแล้ว\tดี",
        "๑. เดิน\t\tกองคลัง\tมี.ค. ๒๕๖๗\tดี\tเกิน",
    )

    doubts = drafted(document).doubts

    assert len({doubt.key for doubt in doubts}) == len(doubts)
    assert all(doubt.proposal for doubt in doubts)


def test_her_own_names_of_columns_are_known_beside_the_shipped_ones() -> None:
    own = '[columns]\ntitle = ["เรื่องของเรา"]\nresponsible = ["ใครทำ"]\n'

    (measure,) = read_pasted("เรื่องของเรา\tใครทำ\nปลูกต้นไม้\tกองช่าง", own).draft(YEAR, rules_for).measures

    assert (measure.title, measure.responsible) == ("ปลูกต้นไม้", "กองช่าง")


def test_no_accepted_proposal_that_only_moves_words_leaves_any_out() -> None:
    document = paper(
        "๑. มาตรการเดินหน้า มาตรการถอยหลัง\t๑. ก ๒. ข ๑. ค ๒. ง\tก.พ. – เม.ย. ๒๕๖๖\tกองคลัง\tแจ้งส่วน ราชการแล้ว"
    )
    keys = [doubt.key for doubt in drafted(document).doubts if doubt.choice]

    assert drafted(document, NO_CHOICES.answered(keys, Answer.ACCEPTED)).left_out == ()


def test_a_number_as_written_takes_its_doubts_along() -> None:
    document = paper("๑. ก้าว\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี", "๙. เดิน\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี")

    refused = answered(document, DoubtKind.NUMBERING, Answer.REFUSED)

    assert [measure.number for measure in refused.measures] == [1, 9]
    assert {doubt.measure for doubt in refused.doubts} == {1, 9}
