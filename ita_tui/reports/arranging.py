"""Arranges a year as a page: what the layout has, with what was chosen for the printing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from ita_tui.domain.report import Report
from ita_tui.reports import front_matter, measure_table, score_parts
from ita_tui.reports.eit_link import eit_link
from ita_tui.reports.evidence_annex import annex, evidence
from ita_tui.reports.issue_questions import questions_by_issue
from ita_tui.reports.layout_parts import Kind, PartTemplate
from ita_tui.reports.layouts import Layout
from ita_tui.reports.material import Material
from ita_tui.reports.options import Options
from ita_tui.reports.page import Heading, Page, Paragraph, Part, Properties
from ita_tui.reports.writing import long_day

_Arranger: TypeAlias = Callable[[PartTemplate, Material], Iterable[Part]]

_BODIES: Mapping[Kind, _Arranger] = {
    Kind.MEASURES: measure_table.measures,
    Kind.MEASURES_BY_ISSUE: measure_table.measures_by_issue,
    Kind.PROPOSALS: measure_table.proposals,
    Kind.SCORES: score_parts.scores,
    Kind.INDICATORS: score_parts.indicators,
    Kind.RANKING: score_parts.ranking,
    Kind.STRENGTHS: score_parts.strengths,
    Kind.WEAKNESSES: score_parts.weaknesses,
    Kind.TO_DEVELOP: score_parts.to_develop,
    Kind.QUESTIONS_BY_ISSUE: questions_by_issue,
    Kind.EVIDENCE: evidence,
}
"""What each kind of part prints under its heading and paragraphs. A text is nothing more than those."""


def arrange(report: Report, layout: Layout, options: Options) -> Page:
    """Arrange a year as a page: title, intro, the layout's parts, the place to sign, the annex; the memo apart.

    Digits become Thai where that was chosen, but in links, e-mail addresses, paths and file names.
    """
    material = Material(report, layout, options)
    title = " ".join(front_matter.title_of(material))
    return Page(
        parts=tuple(_parts(material)),
        properties=Properties(title, report.agency.name, report.year.be, layout.name, layout.title),
        thai_numerals=options.thai_numerals,
        code=options.code,
        memo=tuple(front_matter.memo(material)),
    )


def _parts(material: Material) -> Iterator[Part]:
    yield from front_matter.opening(material)
    yield from _not_what_was_signed(material)
    yield from _state_of_round(material)
    for template in material.layout.parts:
        yield from _part(template, material)
    yield from front_matter.signing(material)
    if all(template.kind is not Kind.EVIDENCE for template in material.layout.parts):
        yield from annex(material.options.annex, material)


def _part(template: PartTemplate, material: Material) -> Iterator[Part]:
    if template.kind is Kind.EIT_LINK:
        yield from eit_link(template, material)
        return
    points = str(template.points)
    yield from map(Heading, material.all_filled((template.heading,), points=points))
    yield from map(Paragraph, material.all_filled(template.paragraphs, points=points))
    if template.kind in _BODIES:
        yield from _BODIES[template.kind](template, material)


def _not_what_was_signed(material: Material) -> Iterator[Part]:
    """Says that another state of the round was signed, where this one could be taken for it."""
    signed, stood = material.options.signed_on, material.options.stood_on or material.options.today
    if signed is None:
        return
    data = "" if stood is None else f" พิมพ์จากข้อมูล ณ วันที่ {long_day(stood)}"
    after = " หลังลงนาม" if stood is None or stood >= signed else ""
    sentence = f"เอกสารนี้ไม่ใช่ฉบับที่ลงนามเมื่อวันที่ {long_day(signed)}{data}{after} จึงไม่มีรหัสตรวจสอบ"
    yield Paragraph(material.write(sentence))


def _state_of_round(material: Material) -> Iterator[Part]:
    """Says of which day the results are, where that is not a day of the round."""
    stood, end = material.options.stood_on or material.options.today, material.end_of_round
    if stood is None or stood <= end or not _tells_results(material.layout):
        return
    sentence = (
        f"ผลการดำเนินการและสถานะในรายงานนี้เป็นข้อมูล ณ วันที่ {long_day(stood)} หลังสิ้นรอบเมื่อวันที่ "
        f"{long_day(end)} โดยไม่นับบันทึกประจำวันและหลักฐานที่ลงวันที่หลังวันสิ้นรอบ"
    )
    yield Paragraph(material.write(sentence))


def _tells_results(layout: Layout) -> bool:
    """Whether a layout shows how far the work is."""
    told = {"result", "outcome", "status", "progress", "notes"}
    return any(column.field.value in told for column in layout.columns)
