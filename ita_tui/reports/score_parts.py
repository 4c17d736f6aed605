"""Last year's results in a report: sentences, the table of indicators, their ranking, what is strong and what weak."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ita_tui.domain import analysis
from ita_tui.domain.analysis import Scored, rank
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.scores import ToDevelop, every_decimal, two_decimals
from ita_tui.reports.layout_parts import Field, PartTemplate
from ita_tui.reports.material import Material
from ita_tui.reports.measure_table import heads
from ita_tui.reports.page import Heading, Paragraph, Part, Row, Table
from ita_tui.reports.results_shown import ResultsShown
from ita_tui.reports.writing import plain_lines
from ita_tui.thai.numerals import arabic_digits, thai_digits

_NO_SCORES = "ยังไม่ได้บันทึกผลการประเมินของปีก่อน"
_NO_INDICATORS = "ยังไม่ได้บันทึกคะแนนรายตัวชี้วัด"
_NOTHING_TO_DEVELOP = "ยังไม่ได้บันทึกประเด็นที่ควรพัฒนา"


def scores(part: PartTemplate, material: Material) -> Iterator[Part]:
    """The total with its level, and each instrument's score: a sentence each, in a form that reading in knows."""
    del part
    results = material.results
    sentences = [] if results is None else [_total(results, material), *map(_instrument, _scored(results))]
    for sentence in filter(None, sentences):
        yield Paragraph(material.write(sentence))
    if not any(sentences):
        yield Paragraph(_NO_SCORES)


def _total(results: ResultsShown, material: Material) -> str:
    if results.total is None:
        return ""
    # No ปีงบประมาณ here: above a table that would be read as the year that the table is planned for.
    of = f"ประจำปี พ.ศ. {results.year} ของ{material.known['agency']}"
    level = f" อยู่ในระดับ {results.level}" if results.level else ""
    return (
        f"ผลการประเมินคุณธรรมและความโปร่งใส (ITA) {of} มีค่าคะแนนเท่ากับ {two_decimals(results.total)} คะแนน{level}"
    )


def _scored(results: ResultsShown) -> Iterable[tuple[Instrument, str]]:
    return ((instrument, two_decimals(score)) for instrument, score in results.instruments.items())


def _instrument(scored: tuple[Instrument, str]) -> str:
    instrument, score = scored
    name = instrument.full_name.partition("(")[0].partition("ส่วนที่")[0].strip()
    return arabic_digits(f"{name} ({instrument.label}) ได้คะแนน {score} คะแนน")


def indicators(part: PartTemplate, material: Material) -> Iterator[Part]:
    """The indicators in order; those without a score have no row."""
    results = material.results
    yield from _indicator_table(part, material, results.indicators if results else ())


def ranking(part: PartTemplate, material: Material) -> Iterator[Part]:
    """The indicators from the highest score to the lowest; equal scores share a rank."""
    results = material.results
    yield from _indicator_table(part, material, results.ranking if results else ())


def _indicator_table(part: PartTemplate, material: Material, rows: Sequence[Scored]) -> Iterator[Part]:
    if not rows:
        yield Paragraph(_NO_INDICATORS)
        return
    shown: Mapping[Field, Callable[[Scored], str]] = {
        Field.INDICATOR_NUMBER: lambda one: str(one.number),
        Field.RANK: lambda one: str(rank(one, rows)),
        Field.INDICATOR: lambda one: one.name,
        Field.SCORE: lambda one: every_decimal(one.score),
    }
    printed = tuple(
        Row(
            tuple(material.write(shown[column.field](one)) for column in part.columns),
            f"ตัวชี้วัดที่ {thai_digits(one.number)}",
        )
        for one in rows
    )
    yield Table(heads(part.columns, material.write), printed, "คะแนนรายตัวชี้วัด")


def strengths(part: PartTemplate, material: Material) -> Iterator[Part]:
    """The indicators above the layout's points, the highest first: a numbered line each."""
    strong = analysis.strengths(material.results.indicators if material.results else (), part.points)
    yield from _listed(strong, f"ไม่มีตัวชี้วัดที่ได้มากกว่า {part.points} คะแนน", material)


def weaknesses(part: PartTemplate, material: Material) -> Iterator[Part]:
    """The indicators that are not above the layout's points, the lowest first: a numbered line each."""
    weak = analysis.weaknesses(material.results.indicators if material.results else (), part.points)
    yield from _listed(weak, f"ไม่มีตัวชี้วัดที่ได้ไม่เกิน {part.points} คะแนน", material)


def _listed(some: Sequence[Scored], none: str, material: Material) -> Iterator[Part]:
    if material.results is None or not material.results.indicators:
        yield Paragraph(_NO_INDICATORS)
        return
    lines = [f"{n}. {one.name} {every_decimal(one.score)} คะแนน" for n, one in enumerate(some, start=1)]
    for line in lines or [none]:
        yield Paragraph(material.write(line))


def to_develop(part: PartTemplate, material: Material) -> Iterator[Part]:
    """What is to be developed: a heading and a table for each instrument that has any."""
    scores = material.report.scores
    every = scores.to_develop if scores else ()
    for instrument in Instrument:
        own = [one for one in every if one.instrument is instrument]
        if own:
            yield Heading(material.write(arabic_digits(instrument.full_name)))
            yield _to_develop_table(part, material, own)
    if not every:
        yield Paragraph(_NOTHING_TO_DEVELOP)


def _to_develop_table(part: PartTemplate, material: Material, rows: Sequence[ToDevelop]) -> Table:
    shown: Mapping[Field, Callable[[ToDevelop], str]] = {
        Field.INDICATOR: lambda one: one.indicator,
        Field.SCOPE: lambda one: one.scope,
        Field.TO_DEVELOP: lambda one: one.text,
    }
    printed = tuple(
        Row(
            tuple(material.write(plain_lines(shown[column.field](one))) for column in part.columns),
            f"ประเด็นที่ควรพัฒนา {one.instrument.label} {one.indicator}".strip(),
        )
        for one in rows
    )
    return Table(heads(part.columns, material.write), printed, "ประเด็นที่ควรพัฒนา")
