"""Real printed reports, read beside this repository where they are; each claim is checked by simple means of its own."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import DoubtKind, Draft

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
NAMES = ("thamsing-2566", "napho-2565", "nayai-2568", "talubo-2567", "hannangam-2568")

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")


@cache
def draft(name: str) -> Draft:
    return read_document(SEEDS / f"{name}.txt", FiscalYear(int(name[-4:])))


def raw(name: str) -> str:
    return (SEEDS / f"{name}.txt").read_text(encoding="utf-8")


def bare(text: str) -> str:
    """A text without tags, Markdown signs and white space."""
    return re.sub(r"</?[a-z]+(?: [a-z-]+=\"[^\"]*\")?>|\*\*|^#+|\s", "", text, flags=re.MULTILINE)


def cells_of(name: str) -> list[list[str]]:
    """The data rows of a report with five columns: no heads, and no ordinal before the first cell."""
    rows = [line.split("\t") for line in raw(name).splitlines() if line.count("\t") == 4]
    rows = [row for row in rows if bare(row[0]) != "มาตรการ"]
    return [[re.sub(r"^[๐-๙]+\.", "", bare(row[0])), *map(bare, row[1:])] for row in rows]


def printed(measure: Measure) -> list[str]:
    texts = (measure.title, measure.method, measure.responsible, measure.period.text, measure.result)
    return [bare(text) for text in texts]


def every_word_kept(draft: Draft) -> str:
    """All texts of a draft, one after the other, without white space."""
    parts = list(draft.left_out)
    parts += [column.head for table in draft.tables for column in table.columns]
    for measure in (*draft.measures, *draft.proposals):
        parts += [measure.title, measure.guideline, measure.method, measure.responsible, measure.period.text]
        parts += [
            measure.result,
            measure.outcome,
            measure.recommendation,
            measure.follow_up,
            measure.weak_item,
        ]
    for issue in draft.issues:
        parts += [issue.lowest, issue.cause, issue.remark, issue.improvement]
    if draft.scores:
        parts += [question.text for question in draft.scores.questions] + [draft.scores.printed_level]
        for item in draft.scores.to_develop:
            parts += [item.indicator, item.scope, item.text]
    return " ".join(bare(part) for part in parts)


def test_thamsing_gives_its_eleven_measures_word_for_word() -> None:
    measures = draft("thamsing-2566").measures

    rows = cells_of("thamsing-2566")

    assert len(rows) == 11
    assert [printed(measure) for measure in measures] == rows
    assert [measure.number for measure in measures] == list(range(1, 12))


def test_thamsing_periods_have_dates() -> None:
    spans = {(m.period.start, m.period.end) for m in draft("thamsing-2566").measures}

    assert {(str(start), str(end)) for start, end in spans} == {
        ("2023-02-01", "2023-04-30"),
        ("2023-02-01", "2023-03-31"),
    }


def test_thamsing_is_all_done_and_says_so_with_a_doubt_each() -> None:
    read = draft("thamsing-2566")

    proposed = [doubt for doubt in read.doubts if doubt.kind is DoubtKind.PROPOSED_STATUS]

    assert {measure.status for measure in read.measures} == {WorkStatus.COMPLETED}
    assert [doubt.measure for doubt in proposed] == list(range(1, 12))
    assert {doubt.proposal for doubt in proposed} == {"แล้วเสร็จ"}


def test_thamsing_names_its_agency_year_and_the_repaired_link_of_eit() -> None:
    read = draft("thamsing-2566")

    (survey,) = read.surveys
    (doubt,) = [doubt for doubt in read.doubts if doubt.kind is DoubtKind.LINK]

    assert read.agency is not None
    assert read.agency.name == re.findall(r"ภายใน(องค์การบริหารส่วนตำบล\S+) ประจำปี", raw("thamsing-2566"))[0]
    assert read.year_found == FiscalYear(2566)
    assert survey.instrument is Instrument.EIT1
    assert re.search("[๐-๙]", survey.link) is None
    assert doubt.proposal == survey.link
    assert survey.link.endswith("departmentId=1609")


def test_thamsing_items_cover_the_whole_catalogue_but_one_group() -> None:
    codes = [code for measure in draft("thamsing-2566").measures for code in measure.items]

    assert codes == [f"o{number}" for number in range(1, 44)]


def test_napho_gives_three_measures_seven_proposals_and_last_years_scores() -> None:
    read = draft("napho-2565")

    assert (len(read.measures), len(read.proposals)) == (3, 7)
    assert all(measure.recommendation and measure.period.start for measure in read.measures)
    assert all(proposal.guideline and proposal.follow_up and proposal.proposal for proposal in read.proposals)
    assert read.scores is not None
    assert (read.scores.year, read.scores.printed_total) == (2564, Decimal("69.66"))
    assert read.scores.printed_level == "C"
    assert [str(score) for score in read.scores.indicators] == re.findall(
        r"\t(\d\d\.\d\d)",
        "\n".join(sorted(re.findall(r"^\d+\t.*$", raw("napho-2565"), re.MULTILINE), key=_order)),
    )
    assert [item.instrument for item in read.scores.to_develop] == [
        Instrument.IIT,
        Instrument.EIT,
        Instrument.OIT,
    ]


def _order(line: str) -> int:
    """The indicators of the ranking in the order of the assessment, told by what each is about."""
    about = ("หน้าที่", "งบประมาณ", "อำนาจ", "ทรัพย์สิน", "แก้ไข", "คุณภาพ", "สื่อสาร", "ปรับปรุง", "เปิดเผย", "ป้องกัน")
    return next(at for at, word in enumerate(about) if word in line)


def test_nayai_joins_the_measure_that_a_page_break_cut() -> None:
    read = draft("nayai-2568")
    fourth = read.measures[3]

    continued = [doubt.measure for doubt in read.doubts if doubt.kind is DoubtKind.CONTINUED]

    assert len(read.measures) == 7
    assert continued == [4]
    assert len(fourth.steps) == 3
    assert all(measure.outcome for measure in read.measures)


def test_talubo_gives_twelve_measures_and_flags_the_shifted_row() -> None:
    read = draft("talubo-2567")

    shifted = [doubt.measure for doubt in read.doubts if doubt.kind is DoubtKind.SHIFTED_COLUMNS]

    assert len(read.measures) == 12
    assert shifted == [2]
    assert read.scores is not None
    assert (read.scores.year, read.scores.printed_total, read.scores.printed_level) == (
        2567,
        Decimal("91.67"),
        "ผ่าน",
    )
    assert read.agency is not None
    assert read.agency.province == re.findall(r"จังหวัด(\S+)", raw("talubo-2567"))[0]


def test_hannangam_gives_its_plan_under_the_seven_issues_with_analysis_and_scores() -> None:
    read = draft("hannangam-2568")

    two = {doubt.measure for doubt in read.doubts if doubt.kind is DoubtKind.TWO_IN_ROW}

    assert [measure.issue for measure in read.measures] == [1, 1, 1, 2, 2, 3, 4, 5, 5, 6, 6, 7]
    assert read.proposals == ()
    assert two == {8}
    assert [issue.number for issue in read.issues] == list(range(1, 8))
    assert [issue.lowest for issue in read.issues if issue.number != 3] == [
        "i10",
        "e7",
        "i10",
        "o13",
        "o16",
        "i13",
    ]
    assert read.scores is not None
    assert read.scores.printed_total == Decimal("49.74")
    assert read.scores.instruments[Instrument.EIT1] == Decimal("95.50")
    assert len(read.scores.questions) == 44


LABELS = "ข้อคำถามที่ได้คะแนนน้อยที่สุด|สาเหตุเกิดจาก|หมายเหตุ|แนวทางการยกระดับผลการประเมินฯ"


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_report_is_lost_unseen(name: str) -> None:
    kept = re.sub(r"[^\u0e01-\u0e4ea-zA-Z ]", "", every_word_kept(draft(name)))

    # The indicators' names stand as places in the order of the ten, and an analysis is split at its labels.
    indicators = {row.split("\t")[1] for row in re.findall(r"^\d+\t.*$", raw(name), re.MULTILINE)}
    pieces = re.split(rf"<[^<>]*>|[\t\n๐-๙0-9]|{LABELS}", raw(name))
    words = {re.sub(r"[^\u0e01-\u0e4ea-zA-Z]", "", piece) for piece in pieces if piece not in indicators}
    missing = {word for word in words if len(word) > 1 and word not in kept}

    assert missing == set()
