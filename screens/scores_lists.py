"""The lists of the scores screen: a line for each instrument, indicator, question, issue, figure or gap."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from textual.content import Content

from ita_tui.domain.analysis import (
    STRONG_ABOVE,
    Scored,
    code_shown,
    is_weak,
    rank,
    strengths,
    weaknesses,
)
from ita_tui.domain.analysis_gaps import Gap
from ita_tui.domain.analysis_years import Series
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure
from ita_tui.domain.scores import INSTRUMENT_INDICATORS, TOLERANCE
from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import digits, said, shown
from ita_tui.thai.words import cut
from screens.scores_shown import ScoresShown, View
from screens.typed_points import shown_points
from screens.widgets.gauge import bar
from screens.widgets.line_list import Line
from screens.widgets.padding import padded, padded_left

STRONG, WEAK, MISSING = "✓", "▼", "–"
_POINTS, _BESIDE, _ANSWERS, _CODE, _SMALLEST_BAR = 8, 12, 10, 4, 8
_YEAR_CELLS, _CHANGE = 8, 9
EMPTY = {
    View.RANKING: "ยังไม่มีคะแนนรายตัวชี้วัด · กด e เพื่อพิมพ์คะแนนตัวชี้วัด",
    View.QUESTIONS: "ยังไม่มีคะแนนรายข้อ · กด a เพื่อเพิ่มข้อคำถามหรือข้อ OIT",
    View.YEARS: "ยังไม่มีคะแนนที่เปรียบเทียบได้ · กด e เพื่อพิมพ์คะแนน",
    View.WHAT_IF: "ทุกข้อที่มีคะแนนถึงเป้าหมายแล้ว หรือยังไม่มีคะแนน",
}
"""What stands in a view that has nothing to list."""


def titles(shown_now: ScoresShown, current: View) -> Content:
    """The line above the lists: their keys and names, the one in sight lit up."""
    counts = {View.QUESTIONS: len(shown_now.scores.questions)}
    parts = []
    for view in View:
        lit = "bold reverse" if view is current else ""
        count = f" {digits(counts[view])}" if view in counts else ""
        key = (f" {digits(view.key)} ", lit or "bold $text-accent")
        parts.append(Content.assemble(key, (f"{view.label}{count} ", lit)))
    return Content(" ").join(parts)


def lines_of(view: View, it: ScoresShown, room: int) -> list[Line]:
    """The lines of a view ``room`` cells wide; where there is nothing to list, what to do about it."""
    listed = {
        View.OVERVIEW: _overview,
        View.RANKING: _ranking,
        View.QUESTIONS: _questions,
        View.ISSUES: _issues,
        View.YEARS: _years,
        View.WHAT_IF: _what_if,
    }[view]
    lines = list(listed(it, room))
    return lines or [_heading("empty", EMPTY.get(view, ""), room)]


def answers_words(measures: Iterable[Measure]) -> str:
    """→ ๓, ๕, เสนอ ๑: which measures and proposals answer an item."""
    found = tuple(measures)
    own = [digits(one.number) for one in found if not one.proposal]
    proposed = [digits(one.number) for one in found if one.proposal]
    words = ", ".join([*own, *([f"เสนอ {' '.join(proposed)}"] if proposed else [])])
    return f"→ {words}" if words else ""


def signed(points: Decimal | None) -> str:
    """A change with its sign: +๑๗.๘๔."""
    if points is None:
        return ""
    sign = "+" if points > 0 else "-" if points < 0 else "±"
    return f"{sign}{shown_points(abs(points))}"


# --- the views ---------------------------------------------------------------------------------------------------


def _overview(it: ScoresShown, room: int) -> Iterator[Line]:
    before = room - _POINTS - 1 - _BESIDE
    heads = padded("", before) + padded_left("คำนวณได้", _POINTS + 1) + padded_left("ในรายงาน", _BESIDE)
    yield Line("heads", Content.styled(heads, "$foreground-muted"), heading=True)
    total, printed = it.computed.total, it.scores.printed_total
    yield Line("total", _measured("คะแนนรวม", total, printed, it, room))
    for instrument in _instruments(it):
        score, stated = it.computed.instruments.get(instrument), it.scores.instruments.get(instrument)
        words = said(instrument.label)
        yield Line(f"instrument:{instrument}", _measured(words, score, stated, it, room))
        for number in _numbers(instrument):
            yield Line(f"indicator:n{number}", _indicator(number, it, room))


def _instruments(it: ScoresShown) -> tuple[Instrument, ...]:
    """Those of the results' year and whatever else has a score."""
    of_year = {*it.rules.weights, Instrument.EIT, *it.scores.instruments}
    return tuple(instrument for instrument in Instrument if instrument in of_year)


def _numbers(instrument: Instrument) -> range:
    where = INSTRUMENT_INDICATORS.get(instrument)
    return range(where.start + 1, where.stop + 1) if where else range(0)


def _name(name: str) -> str:
    """A name in the column that holds the longest one with its number."""
    width = 5 + max(map(cell_width, INDICATORS))
    return padded(cut(name, width - 1), width)


def _measured(
    name: str, score: Decimal | None, printed: Decimal | None, it: ScoresShown, room: int
) -> Content:
    """The total or an instrument, its printed score beside the computed one."""
    differs = score is not None and printed is not None and abs(score - printed) > TOLERANCE
    beside = ("! " if differs else "") + shown_points(printed)
    return Content.assemble(
        (_name(name), "bold"),
        _gauge(score, it, room, aside=_BESIDE),
        (padded_left(shown_points(score) or MISSING, _POINTS + 1), "bold"),
        (padded_left(beside, _BESIDE), "$text-warning" if differs else "$foreground-muted"),
    )


def _indicator(number: int, it: ScoresShown, room: int) -> Content:
    score = next((one.score for one in it.indicators if one.number == number), None)
    name = f" {padded_left(digits(number), 2)} {INDICATORS[number - 1]}"
    measures = answers_words(it.answering(f"indicator:n{number}"))
    return Content.assemble(
        _name(name),
        _gauge(score, it, room, aside=_BESIDE),
        padded_left(shown_points(score) or MISSING, _POINTS + 1),
        ("  " + cut(measures, _BESIDE - 2), "$text-accent"),
    )


def _gauge(score: Decimal | None, it: ScoresShown, room: int, *, aside: int) -> Content:
    """A bar of 100 with the pass mark as its line; empty where the score is unknown."""
    width = max(_SMALLEST_BAR, room - cell_width(_name("")) - _POINTS - aside - 1)
    if score is None:
        return Content(" " * width)
    color = "$success" if score >= it.rules.pass_mark else "$warning"
    return bar(float(score), 100, width, float(it.rules.pass_mark), color=color)


def _ranking(it: ScoresShown, room: int) -> Iterator[Line]:
    groups = (
        (f"จุดแข็ง {STRONG} มากกว่า {digits(STRONG_ABOVE.to_eng_string())} คะแนน", strengths(it.indicators)),
        (
            f"จุดอ่อน {WEAK} ไม่เกิน {digits(STRONG_ABOVE.to_eng_string())} คะแนน",
            tuple(reversed(weaknesses(it.indicators))),
        ),
    )
    for at, (heading, own) in enumerate(groups):
        if it.indicators:
            yield _heading(f"group:{at}", f"{heading} ({digits(len(own))})", room)
            yield from (Line(f"indicator:{one.code}", _ranked(one, it, room)) for one in own)
    if it.scores.to_develop:
        count = digits(len(it.scores.to_develop))
        yield _heading("develop", f"ประเด็นที่ควรพัฒนา ({count})", room)
    for at, row in enumerate(it.scores.to_develop):
        text = shown(" ".join(f"{row.indicator} · {row.scope or row.text}".split()))
        measures = cut(answers_words(it.answering(f"develop:{at}")), _ANSWERS)
        words = padded(cut(f"{said(row.instrument.label)} {text}", room - _ANSWERS - 4), room - _ANSWERS - 2)
        yield Line(f"develop:{at}", Content.assemble(f"  {words}", (measures, "$text-accent")))


def _ranked(one: Scored, it: ScoresShown, room: int) -> Content:
    weak = is_weak(one.score)
    measures = answers_words(it.answering(f"indicator:{one.code}"))
    name = f"{padded_left(digits(rank(one, it.indicators)), 2)}  {one.name}"
    return Content.assemble(
        _name(name),
        _gauge(one.score, it, room, aside=_ANSWERS + 3),
        padded_left(shown_points(one.score), _POINTS + 1),
        (f" {WEAK if weak else STRONG} ", "$text-warning" if weak else "$text-success"),
        (cut(measures, _ANSWERS), "$text-accent"),
    )


def _questions(it: ScoresShown, room: int) -> Iterator[Line]:
    text = room - _CODE - _POINTS - 3 - 5 - _ANSWERS - 2
    if it.questions:
        heads = padded("ข้อ", _CODE + 1) + padded(f"ข้อคำถามและข้อ OIT · {it.order.label}", text)
        heads += padded_left("คะแนน", _POINTS) + "   ปด. มาตรการ"
        yield Line("heads", Content.styled(cut(heads, room), "$foreground-muted"), heading=True)
    for at, question in it.questions:
        weak = is_weak(question.score)
        sign = MISSING if question.score is None else WEAK if weak else STRONG
        color = "$text-warning" if weak else "$text-success"
        words = shown(" ".join(question.text.split())) or it.named(question.code)
        measures = cut(answers_words(it.answering(f"question:{at}")), _ANSWERS)
        issue = "" if question.issue is None else digits(question.issue)
        content = Content.assemble(
            (padded(cut(code_shown(question.code) or "?", _CODE), _CODE + 1), "bold"),
            padded(cut(words, text), text),
            padded_left(shown_points(question.score) or MISSING, _POINTS),
            (f" {sign} ", color),
            padded(issue, 4),
            (measures, "$text-accent"),
        )
        yield Line(f"question:{at}", content)


def _issues(it: ScoresShown, room: int) -> Iterator[Line]:
    low, done = 17, 12
    name = room - low - done - _ANSWERS - 2
    heads = padded("ประเด็น", name) + padded(" ต่ำสุด", low) + padded("บทวิเคราะห์", done) + "มาตรการ"
    yield Line("heads", Content.styled(cut(heads, room), "$foreground-muted"), heading=True)
    for issue in it.issues:
        lowest = issue.lowest[0] if issue.lowest else None
        weak = lowest is not None and is_weak(lowest.score)
        more = f" +{digits(len(issue.lowest) - 1)}" if len(issue.lowest) > 1 else ""
        words = f"{code_shown(lowest.code)} {shown_points(lowest.score)}{more}" if lowest else MISSING
        analysed = (
            (f"{STRONG} เขียนแล้ว", "$text-success") if issue.written else ("○ ยังไม่เขียน", "$foreground-muted")
        )
        measures = cut(answers_words(it.answering(f"issue:{issue.number}")), _ANSWERS)
        content = Content.assemble(
            padded(cut(f"{digits(issue.number)} {shown(issue.name)}", name), name),
            (" " + padded(cut(words, low - 2), low - 1), "$text-warning" if weak else ""),
            (padded(analysed[0], done), analysed[1]),
            (measures, "$text-accent"),
        )
        yield Line(f"issue:{issue.number}", content)


def _years(it: ScoresShown, room: int) -> Iterator[Line]:
    every = [one.year for one in it.years]
    name = min(34, max(20, room // 2))
    years = every[-max(1, (room - name - _CHANGE) // _YEAR_CELLS) :]
    if it.series:
        heads = padded("", name) + "".join(padded_left(digits(year), _YEAR_CELLS) for year in years)
        heads += padded_left("เปลี่ยน", _CHANGE)
        yield Line("heads", Content.styled(heads, "$foreground-muted"), heading=True)
    for one in it.series:
        yield Line(f"series:{one.key}", _series(one, years, name))


def _series(one: Series, years: Sequence[int], name: int) -> Content:
    change = one.change
    color = "$foreground-muted" if not change else "$text-success" if change > 0 else "$text-warning"
    label = f" {shown(one.name.removeprefix('ตัวชี้วัดที่ '))}" if one.key[:1] == "n" else said(one.name)
    return Content.assemble(
        (padded(cut(label, name), name), "" if one.key[:1] == "n" else "bold"),
        "".join(padded_left(shown_points(one.of(year)) or MISSING, _YEAR_CELLS) for year in years),
        (padded_left(signed(change), _CHANGE), color),
    )


def _what_if(it: ScoresShown, room: int) -> Iterator[Line]:
    for key, heading, of_indicators in (
        ("indicators", "ตัวชี้วัด", True),
        ("items", "ข้อคำถามและข้อ OIT", False),
    ):
        own = [gap for gap in it.gaps if (gap.code[:1] == "n") is of_indicators]
        if own:
            words = f"{heading} · ข้อที่เพิ่มคะแนนรวมมากที่สุดอยู่บน"
            yield _heading(key, words, room)
            yield from (Line(f"gap:{gap.code}", _gap(gap, it, room)) for gap in own)


def _gap(gap: Gap, it: ScoresShown, room: int) -> Content:
    target, worth = shown_points(gap.target), gap.points
    tick = "[✓] " if gap.code in it.ticked else "[ ] "
    rise = "?" if worth is None else f"+{shown_points(worth)}"
    steps = f"{padded_left(shown_points(gap.score), 7)} → {padded(target, 7)}"
    name = max(12, room - 4 - cell_width(steps) - _POINTS - _ANSWERS - 2)
    measures = cut(answers_words(it.answering(f"gap:{gap.code}")), _ANSWERS)
    return Content.assemble(
        (tick, "bold" if gap.code in it.ticked else "$foreground-muted"),
        padded(cut(shown(gap.name), name), name),
        (steps, "$foreground-muted"),
        (padded_left(rise, _POINTS), "$text-warning" if worth is None else "bold $text-success"),
        (f"  {measures}", "$text-accent"),
    )


def _heading(key: str, words: str, room: int) -> Line:
    return Line(key, Content.styled(cut(words, room), "$text-accent"), heading=True)
