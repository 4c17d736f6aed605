"""Arranges a year's measures as the table of progress that the committee's secretary reports."""

from collections.abc import Callable, Mapping, Sequence

from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.report import Report
from ita_tui.reports.layouts import LINK, About, Field, Layout, SectionTemplate
from ita_tui.reports.page import (
    DOTS,
    Head,
    Page,
    Properties,
    Row,
    Section,
    Signatory,
    SignatureBlock,
    signature_lines,
)
from ita_tui.thai.numerals import in_numerals, thai_digits


def arrange(
    report: Report,
    layout: Layout,
    *,
    thai_numerals: bool,
    round_of: RoundOf,
    signatories: Sequence[Signatory],
    eit_link: str,
) -> Page:
    """Arrange a year as a page: one row a measure, in the order of the report.

    Without ``signatories`` the layout's positions are printed under dotted lines, without ``eit_link`` a dotted
    line stands for it. Digits become Thai everywhere but in links, e-mail addresses, paths and file names.
    """
    known = _known(report, round_of)
    title = _filled(layout.title_lines, known)
    page = Page(
        title=title,
        intro=_filled(layout.intro, known),
        heads=tuple(Head(column.head, column.weight, column.align) for column in layout.columns),
        rows=tuple(_row(measure, layout) for measure in report.measures),
        sections=tuple(_section(section, known, eit_link) for section in layout.sections),
        signature=_signature(layout, known, signatories),
        properties=Properties(" ".join(title), report.agency.name, report.year.be, layout.name),
        thai_numerals=thai_numerals,
    )
    return page.with_texts(lambda text: _in_numerals(text, eit_link)) if thai_numerals else page


def cell_text(measure: Measure, field: Field) -> str:
    """The text of one cell; empty where nothing is known.

    A measure without a word on its result shows its status, and where it is not carried out the reason.
    """
    derived = _DERIVED.get(field)
    text = derived(measure) if derived else str(getattr(measure, field.value))
    return "\n".join(text.splitlines()).strip("\n")


def _row(measure: Measure, layout: Layout) -> Row:
    cells = tuple(cell_text(measure, column.field) for column in layout.columns)
    return Row(cells, f"มาตรการ {thai_digits(measure.number)}")


def _numbered_steps(measure: Measure) -> str:
    return "\n".join(f"{number}. {step.text}" for number, step in enumerate(measure.steps, start=1))


def _status_words(measure: Measure) -> str:
    if measure.status is WorkStatus.CANCELLED and measure.cancel_reason.strip():
        return f"{measure.status.label} เนื่องจาก{measure.cancel_reason.strip().removeprefix('เนื่องจาก')}"
    return measure.status.label


_DERIVED: Mapping[Field, Callable[[Measure], str]] = {
    Field.TITLE: lambda measure: f"{measure.number}. {measure.title}",
    Field.TITLE_ALONE: lambda measure: measure.title,
    Field.METHOD: lambda measure: measure.method if measure.method.strip() else _numbered_steps(measure),
    Field.PERIOD: lambda measure: measure.period.text,
    Field.STATUS: _status_words,
    Field.RESULT: lambda measure: measure.result if measure.result.strip() else _status_words(measure),
}


def _known(report: Report, round_of: RoundOf) -> dict[str, str]:
    agency = report.agency
    known = {
        "agency": agency.name,
        "district": agency.district,
        "province": agency.province,
        "year": str(report.year.be),
        "round": str(round_of.value),
    }
    return {key: text.strip() for key, text in known.items() if text.strip()}


def _filled(templates: Sequence[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Fill the placeholders; a line that needs what is not known is left out."""
    lines: list[str] = []
    for template in templates:
        try:
            lines.append(template.format_map(known))
        except KeyError:
            continue
    return tuple(lines)


def _section(template: SectionTemplate, known: Mapping[str, str], eit_link: str) -> Section:
    link = eit_link if template.about is About.EIT_LINK else ""
    filled = {**known, LINK: link or DOTS}
    headings = _filled((template.heading,), filled)
    return Section(headings[0] if headings else "", _filled(template.paragraphs, filled), link)


def _signature(layout: Layout, known: Mapping[str, str], signatories: Sequence[Signatory]) -> SignatureBlock:
    who = signatories or tuple(Signatory(position=position) for position in layout.positions)
    return SignatureBlock(_filled(layout.committee, known), tuple(map(signature_lines, who)))


def _in_numerals(text: str, link: str) -> str:
    """Thai digits, but the link letter by letter: a link that leads nowhere is worse than a strange digit."""
    if not link:
        return in_numerals(text, thai=True)
    return link.join(in_numerals(part, thai=True) for part in text.split(link))
