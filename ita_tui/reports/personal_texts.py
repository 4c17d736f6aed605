"""What may be personal data in all that is published with a report: its page, and the data that a workbook carries."""

import re
from collections.abc import Iterable, Iterator

from ita_tui.domain.personal_data import Finding, personal_data
from ita_tui.domain.report import Report
from ita_tui.reports.data_columns import COLUMNS, subject_of, written
from ita_tui.reports.data_results import RESULT_HEADS, subject_of_result, written_results
from ita_tui.reports.page import Page
from ita_tui.reports.workbook_sheets import DATA_SHEET
from ita_tui.thai.numerals import arabic_digits, digits

_END_OF_LINK = r"(?!\.?[A-Za-z0-9/?&=#%_~+-])"
"""Not where a link is only how a longer one begins."""

_DIGEST = re.compile("[0-9a-f]{64}")


def personal_data_in(page: Page, data: Report | None = None) -> tuple[Finding, ...]:
    """Possible personal data that a page would publish, each with its place and masked.

    The link to the EIT survey is printed to be used by everybody, key and all: it is not among them. With ``data``
    the sheet ข้อมูล of that year counts, too; what the page tells already is not told again.
    """
    links = "|".join(map(re.escape, page.links))
    opened = re.compile(f"(?:{links}){_END_OF_LINK}") if links else None

    def found(texts: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
        return personal_data((place, opened.sub(" ", text) if opened else text) for place, text in texts)

    printed = found(page.texts())
    told = {(one.kind, arabic_digits(one.masked)) for one in printed}
    more = found(_data_texts(data)) if data else ()
    return (*printed, *(one for one in more if (one.kind, arabic_digits(one.masked)) not in told))


def _data_texts(report: Report) -> Iterator[tuple[str, str]]:
    """The texts of the sheet ข้อมูล with their places, without the digests of files."""
    for measure in (*report.measures, *report.proposals):
        cells = written(measure, report.year)
        for column in COLUMNS:
            value = cells[column.key]
            if isinstance(value, str):
                place = f"แผ่นงาน{DATA_SHEET} {digits(subject_of(measure))} ช่อง{column.head}"
                yield place, _DIGEST.sub("", value)
    for result in written_results(report.scores, report.issues):
        for key, value in result.items():
            if isinstance(value, str):
                yield f"แผ่นงาน{DATA_SHEET} {digits(subject_of_result(result))} ช่อง{RESULT_HEADS[key]}", value
