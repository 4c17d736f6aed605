"""What stands on every page of a Word document: its number, which Word counts itself, and the verification code."""

from collections.abc import Sequence

from docx.document import Document
from docx.section import Section

from exports.paper import ON_ITS_SIDE, UPRIGHT
from exports.word_blank import text_width
from exports.word_xml import Element, element, run, written
from ita_tui.reports.page import Page

CODE = "รหัสตรวจสอบ"
"""What stands before the code by which a printed paper can be checked."""


END = "report_end"
"""The bookmark at the end of a report that a memo goes before."""


def write_page_marks(document: Document, page: Page) -> None:
    """Number the report's pages at their foot (หน้า ๒ จาก ๖), with the code at the left margin where there is one.

    A memo before it is none of them: its second page and further ones are numbered at the top (- ๒ -).
    """
    report = document.sections[-1]
    if page.memo:
        _write_number_of_memo(document.sections[0], thai_numerals=page.thai_numerals)
        report.header.is_linked_to_previous = False
    _write_foot(report, page)


def _write_foot(section: Section, page: Page) -> None:
    footer = section.footer
    footer.is_linked_to_previous = False
    made = footer.paragraphs[0]._p  # noqa: SLF001 - python-docx makes no fields
    if page.code:
        paper = UPRIGHT if page.upright else ON_ITS_SIDE
        tabs = element("tabs", element("tab", val="center", pos=text_width(paper) // 2))
        properties = made.get_or_add_pPr()
        properties.append(tabs)
        properties.append(element("jc", val="left"))
        made.append(run(f"{CODE} {page.code}\t"))
    made.append(run("หน้า "))
    made.extend(_field("PAGE", thai_numerals=page.thai_numerals))
    made.append(run(" จาก "))
    made.extend(_pages_in_all(page))


def _pages_in_all(page: Page) -> list[Element]:
    """Behind a memo Word counts the pages of the section. LibreOffice cannot, and shows what Word counted last.

    There it finds another field, which it knows: the number of the page with the report's end.
    """
    thai = page.thai_numerals
    if not page.memo:
        return _field("NUMPAGES", thai_numerals=thai)
    return _field("SECTIONPAGES", thai_numerals=thai, shown=_field(f"PAGEREF {END}", thai_numerals=thai))


def _write_number_of_memo(section: Section, *, thai_numerals: bool) -> None:
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    made = header.paragraphs[0]._p  # noqa: SLF001 - python-docx makes no fields
    made.append(run("- "))
    made.extend(_field("PAGE", thai_numerals=thai_numerals))
    made.append(run(" -"))


def _field(counted: str, *, thai_numerals: bool, shown: Sequence[Element] = ()) -> list[Element]:
    """A field as Word keeps it; a one stands there until Word has counted, or what is to be ``shown``."""
    switch, one = ("THAIARABIC", "๑") if thai_numerals else ("Arabic", "1")
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", written("instrText", f" {counted} \\* {switch} ")),
        element("r", element("fldChar", fldCharType="separate")),
        *(shown or [run(one)]),
        element("r", element("fldChar", fldCharType="end")),
    ]
