"""The foot of every page of a Word document: its number, which Word counts itself, and the verification code."""

from docx.document import Document

from exports.word_blank import WIDTH
from exports.word_xml import Element, element, run, written

CODE = "รหัสตรวจสอบ"
"""What stands before the code by which a printed paper can be checked."""


def write_footer(document: Document, *, thai_numerals: bool, code: str) -> None:
    """Number the pages (หน้า ๒ จาก ๖), with the code at the left margin where there is one."""
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    made = footer.paragraphs[0]._p  # noqa: SLF001 - python-docx makes no fields
    switch = "THAIARABIC" if thai_numerals else "Arabic"
    one = "๑" if thai_numerals else "1"
    if code:
        tabs = element("tabs", element("tab", val="center", pos=WIDTH // 2))
        properties = made.get_or_add_pPr()
        properties.append(tabs)
        properties.append(element("jc", val="left"))
        made.append(run(f"{CODE} {code}\t"))
    made.append(run("หน้า "))
    made.extend(_field(f"PAGE \\* {switch}", one))
    made.append(run(" จาก "))
    made.extend(_field(f"NUMPAGES \\* {switch}", one))


def _field(instruction: str, shown: str) -> list[Element]:
    """A field as Word keeps it; ``shown`` stands there until Word has counted."""
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", written("instrText", f" {instruction} ")),
        element("r", element("fldChar", fldCharType="separate")),
        run(shown),
        element("r", element("fldChar", fldCharType="end")),
    ]
