"""The real printed reports, read in and arranged again: the same columns in the same order, every word in place."""

import re
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import DoubtKind, Draft
from ita_tui.intake.page_marks import is_page_number
from ita_tui.reports.arranging import arrange
from ita_tui.reports.layouts import layout_named
from ita_tui.reports.options import Options
from ita_tui.reports.page import Page, Table
from ita_tui.rulebook.loading import rules_for
from ita_tui.thai.numerals import arabic_digits
from tests.printed_years import AGENCY, as_text
from tests.reading_in import read_text

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
TABLES = {
    "progress": "thamsing-2566",
    "progress-recommendation": "napho-2565",
    "activity-outcome": "nayai-2568",
    "numbered-outcome": "talubo-2567",
    "plan": "hannangam-2568",
    "proposals": "napho-2565",
}
"""Which report each table of measures is that of."""

OWN_LAYOUTS = {
    "thamsing-2566": ("progress",),
    "napho-2565": ("progress-recommendation", "score-review"),
    "nayai-2568": ("activity-outcome",),
    "talubo-2567": ("numbered-outcome",),
    "hannangam-2568": ("analysis", "plan"),
}
"""Which layouts hold what a report holds."""

LEFT_OUT: dict[str, dict[str, frozenset[int]]] = {
    "thamsing-2566": {
        "title, introduction and headings: the layout has its own": frozenset({3, 4, 6, 8, 10, 33, 35}),
        "the link, whose digits are repaired": frozenset({37}),
        "who signs: chosen when it is printed": frozenset({39, 41, 43}),
    },
    "napho-2565": {
        "title and introduction": frozenset({3, 4, 6}),
        "cover and foreword": frozenset({*range(13, 32)}),
        "reasons and headings": frozenset({33, 35, 37, 40, 52, 74, 86, 103}),
        "results in a sentence: printed in one of ours": frozenset({42, 70, 72, 76, 82}),
        "what is to be developed, before its table": frozenset({44, 46, 48, 88, 93, 98}),
        "who wrote it": frozenset({118}),
    },
    "nayai-2568": {"title": frozenset({3, 4})},
    "talubo-2567": {"title and introduction": frozenset({3, 4, 6})},
    "hannangam-2568": {
        "cover": frozenset({*range(1, 14)}),
        "title, introduction and headings": frozenset({15, 17, 29, 33, 35, 39, 145, 148}),
        "results of the instruments: printed in a table": frozenset({20, 22, 24, 27}),
        "headings of the issues: the rules have their names": frozenset(
            {53, 67, 84, 96, 108, 119, 132, 150, 157, 163, 168, 173, 179, 185}
        ),
        "what stands under each of them": frozenset({55, 69, 86, 98, 110, 121, 134}),
        "the name of an indicator, misspelt": frozenset({46}),
        "heads that say more than ours": frozenset({152, 159, 165, 170, 175, 181, 187}),
    },
}
"""The lines of each report that are left out, and why."""

_LOWEST = re.compile("ข้อคำถามที่ได้คะแนนน้อยที่สุด.*?(?=สาเหตุ|หมายเหตุ|แนวทางการยกระดับ|$)")
_LABEL = re.compile("สาเหตุเกิดจาก:?|หมายเหตุ:?|แนวทางการยกระดับ(?:ผลการประเมิน)?ฯ?:?")
_CODE = re.compile("^[0-9A-Za-z]{2,4}[.]?(?=[ก-ฮเ-ไA-Z])")

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")


@cache
def draft_of(name: str) -> Draft:
    return read_document(SEEDS / f"{name}.txt", FiscalYear(int(name[-4:])))


@cache
def page_of(name: str, layout: str) -> Page:
    draft = draft_of(name)
    year = draft.planned_for or draft.year_found
    assert year is not None
    report = Report(
        draft.agency or AGENCY,
        year,
        measures=draft.measures,
        proposals=draft.proposals,
        scores=draft.scores,
        issues=draft.issues,
        surveys=draft.surveys,
    )
    scores_rules = rules_for(FiscalYear(draft.scores.year)) if draft.scores else None
    link = next((survey.link for survey in draft.surveys), "")
    return arrange(
        report, layout_named(layout), Options(rules=rules_for(year), scores_rules=scores_rules, eit_link=link)
    )


def bare(text: str) -> str:
    """A text without tags, Markdown signs and white space, in Arabic digits; items of a list carry their marks."""
    plain = re.sub(r"<ol[^>]*>.*?</ol>", _numbered, text)
    plain = re.sub(r"<li>\s*(?![-–])", "- ", plain)
    plain = re.sub(r"</?[a-z]+(?: [a-z-]+=\"[^\"]*\")?>|\*\*|\s", "", plain)
    return arabic_digits(plain)


def _numbered(items: re.Match[str]) -> str:
    """The items of a list with the numbers that a page shows before them."""
    numbers = count(1)
    return re.sub(r"<li>\s*(?![๐-๙0-9])", lambda _: f"{next(numbers)}. ", items.group())


def rows_of(name: str, width: int) -> list[list[str]]:
    """The rows of a report's tables of that many columns, a cell that goes on below put together, heads once."""
    rows: list[list[str]] = []
    for line in (SEEDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        row = [bare(cell) for cell in line.split("\t")]
        if len(row) != width or all(set(cell) <= {"-", "."} for cell in row):
            continue
        if rows and row[0] == "":
            rows[-1] = [above + below for above, below in zip(rows[-1], row, strict=True)]
        elif row[0] not in {before[0] for before in rows[:1]}:
            rows.append(row)
    return rows


def printed(table: Table) -> list[list[str]]:
    return [[bare(cell) for cell in row.cells] for row in table.rows]


def said(name: str) -> list[str]:
    """What a report says in each cell and line, in order, but what is left out of it.

    The lowest question of an issue is printed as the question it is; codes are repaired.
    """
    without = frozenset[int]().union(*LEFT_OUT[name].values())
    texts: list[str] = []
    heads: set[str] = set()  # printed once on each page
    for number, line in enumerate((SEEDS / f"{name}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if number in without or bare(line) in heads:
            continue
        if line.startswith(("มาตรการ\t", "มาตรการ/", "ลำดับ", "ประเด็น")):
            heads.add(bare(line))
        for cell in line.split("\t"):
            parts = _LABEL.split(_LOWEST.sub("", bare(cell)))
            texts += [_CODE.sub("", part) for part in parts]
    return [text for text in texts if re.search("[ก-ฮ0-9]", text) and not is_page_number(text)]


@pytest.mark.parametrize("name", OWN_LAYOUTS)
def test_nothing_that_a_report_says_is_lost_but_what_is_listed(name: str) -> None:
    texts = [bare(text) for layout in OWN_LAYOUTS[name] for _, text in page_of(name, layout).texts()]
    left = "\0".join(texts)

    lost = []
    for text in sorted(said(name), key=len, reverse=True):
        at = left.find(text)
        if at < 0:
            lost.append(text)
        left = left[:at] + "\0" + left[at + len(text) :] if at >= 0 else left

    assert lost == []


@pytest.mark.parametrize(
    "layout", ["progress", "progress-recommendation", "activity-outcome", "numbered-outcome"]
)
def test_every_word_of_a_report_stands_in_its_cell_again(layout: str) -> None:
    (table,) = page_of(TABLES[layout], layout).tables
    heads, *rows = rows_of(TABLES[layout], len(table.heads))

    assert [bare(head.text) for head in table.heads] == heads
    assert printed(table) == rows


def test_every_planned_measure_stands_under_its_issue_with_every_word() -> None:
    page = page_of(TABLES["plan"], "plan")

    rows = [row for table in page.tables for row in printed(table)]
    words = bare((SEEDS / "hannangam-2568.txt").read_text(encoding="utf-8"))

    assert len(page.tables) == 7
    assert len(rows) == 12
    assert all(cell in words for row in rows for cell in row)
    assert [row[0] for row in rows] == [row[0] for row in rows_of("hannangam-2568", 5)[1:]]


def test_every_proposal_stands_in_its_row_with_every_word() -> None:
    for layout in ("proposals", "score-review"):
        table = page_of("napho-2565", layout).tables[-1]
        heads, *rows = rows_of("napho-2565", 5)

        assert [bare(head.text) for head in table.heads] == heads
        assert printed(table) == rows


def test_the_analysis_keeps_every_question_score_and_word_of_its_issue() -> None:
    draft, page = draft_of("hannangam-2568"), page_of("hannangam-2568", "analysis")
    assert draft.scores is not None

    tables = page.tables[1:]
    questions = [row for table in tables for row in printed(table)]
    analyses = ["".join(row[2] for row in printed(table)) for table in tables]

    assert len(tables) == 7
    assert len(questions) == len(draft.scores.questions)
    for row, question in zip(questions, draft.scores.questions, strict=True):
        assert row[0].endswith(bare(question.text))
        assert row[1] == f"{question.score:.2f}"
    for text, issue in zip(analyses, draft.issues, strict=True):
        assert all(bare(words) in text for words in (issue.cause, issue.remark, issue.improvement))


def test_the_review_ranks_the_indicators_as_the_report_does() -> None:
    table = page_of("napho-2565", "score-review").tables[0]

    assert printed(table) == rows_of("napho-2565", 3)[1:11]


def test_the_repaired_link_of_the_eit_stands_letter_by_letter() -> None:
    link = draft_of("thamsing-2566").surveys[0].link

    assert link in [words for _, words in page_of("thamsing-2566", "progress").texts()]


@pytest.mark.parametrize(("layout", "name"), TABLES.items())
def test_what_is_printed_is_read_in_again_as_the_same_measures(layout: str, name: str) -> None:
    page = page_of(name, layout)

    again = read_text(as_text(page), FiscalYear(page.properties.year))

    was = draft_of(name).proposals if layout == "proposals" else draft_of(name).measures
    assert [(m.title, m.issue, m.period.text, m.responsible.split()) for m in again.measures] == [
        (thai(m.title), m.issue, thai(m.period.text), thai(m.responsible).split()) for m in was
    ]
    assert not any(doubt.kind is DoubtKind.OTHER_YEAR for doubt in again.doubts)


@pytest.mark.parametrize(("name", "layout"), [("hannangam-2568", "analysis"), ("napho-2565", "score-review")])
def test_the_results_are_read_in_again_as_they_were(name: str, layout: str) -> None:
    was, page = draft_of(name).scores, page_of(name, layout)

    again = read_text(as_text(page), FiscalYear(page.properties.year)).scores

    assert was is not None
    assert again is not None
    assert (again.year, again.printed_total, again.printed_level, again.indicators) == (
        was.year,
        was.printed_total,
        was.printed_level,
        was.indicators,
    )
    assert was.instruments.items() <= again.instruments.items()


def thai(text: str) -> str:
    """A text as it is printed in Thai numerals; none of these reports holds a link in a measure."""
    return text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
