"""How a survey looks: its gauge in the list, its counts, its plot, and the words about it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

from ita_tui.domain.counting import people
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.respondents import Count, MinimumSource, Survey, SurveyStanding, totals
from ita_tui.domain.rules import YearRules
from ita_tui.thai.cells import cell_width
from ita_tui.thai.dates import moment, short_date
from ita_tui.thai.numerals import digits, said, shown
from ita_tui.thai.words import cut
from screens.link_repair import doubt_of
from screens.widgets.gauge import goal_bar
from screens.widgets.padding import padded, padded_left
from screens.widgets.trend import TrendLine

if TYPE_CHECKING:
    from store.history import Entry

WHOLE_AGENCY = "ทั้งหน่วยงาน"
ASK_MINIMUM = "กด e เพื่อใส่ค่าขั้นต่ำจากระบบ ITAS"
COUNT_HEADS = ("วันที่", "ผู้ตอบ", "เพิ่ม", "  ของ")
COUNT_WIDTHS = (11, 6, 6)
_LABEL, _NUMBERS = 14, 17


def asks_minimum(standing: SurveyStanding) -> bool:
    """Whether nothing can be proposed, so that the official number must be asked for."""
    unknown = standing.minimum.source is MinimumSource.UNKNOWN
    return unknown and standing.survey.instrument is not Instrument.EIT2


def survey_line(standing: SurveyStanding, width: int) -> Content:
    """Two lines of the list: the gauge with its minimum and the numbers, and the sentence that follows from it."""
    minimum = standing.minimum.number
    label = padded(said(standing.survey.instrument.label), _LABEL)
    room = max(8, width - _LABEL - _NUMBERS)
    if minimum is None:
        empty = "ไม่มีค่าขั้นต่ำ" if standing.survey.instrument is Instrument.EIT2 else ""
        middle = Content.styled(padded(cut(empty, room), room), "$foreground-muted")
        numbers = people(standing.total)
    else:
        middle = goal_bar(standing.total, minimum, room)
        numbers = f"{digits(standing.total)} / {people(minimum)}"
    below = sentence_of(standing, max(8, width - _LABEL))
    first = Content.assemble((label, "bold"), middle, (padded_left(numbers, _NUMBERS), "bold"))
    calm = "$text-success" if standing.reached else "$foreground-muted"
    style = "$text-warning" if standing.lacking or asks_minimum(standing) else calm
    return Content.assemble(first, "\n", " " * _LABEL, (below, style))


def sentence_of(standing: SurveyStanding, width: int) -> str:
    """What follows for a survey in ``width`` cells: days left and people a day both, the rest where there is room."""
    ways = [said(words) for words in _sentences(standing)]
    return next((words for words in ways if cell_width(words) <= width), cut(ways[-1], width))


def _sentences(standing: SurveyStanding) -> tuple[str, ...]:
    """The same in fewer and fewer words."""
    if not standing.lacking or not standing.pace:
        return f"{standing.sentence}{_window_words(standing)}", standing.sentence
    lacking, pace = standing.details[:2]
    closing = lacking.partition(" · ")[2]
    return f"{lacking} · {pace}", f"{closing} · {pace}", f"{closing} · วันละ {people(standing.pace)}"


def _window_words(standing: SurveyStanding) -> str:
    closes = standing.survey.closes
    told = closes is None or standing.reached is None or "ปิด" in standing.sentence
    return "" if told or closes is None else f" · ปิด {short_date(closes)}"


def count_cells(survey: Survey, count: Count, today: date, room: int) -> tuple[Text, ...]:
    """A row of the dated counts, with how many more than the count before it of the same division."""
    before = [c for c in survey.counts if c.division == count.division and c.on < count.on]
    more = count.total - max(before, key=lambda c: c.on).total if before else None
    grown = "" if more is None else f"+{digits(more)}" if more >= 0 else f"▼{digits(-more)}"
    of = f"{shown(count.division) or WHOLE_AGENCY}{' · ยังไม่ถึงวัน' if count.on > today else ''}"
    cells = (
        Text(short_date(count.on)),
        Text(digits(f"{count.total:,}"), justify="right"),
        Text(grown, justify="right", style="bold yellow" if more is not None and more < 0 else ""),
        Text("  " + cut(of, max(4, room - 2)), style="" if count.division else "dim"),
    )
    for cell in cells:
        cell.no_wrap = True
    return cells


def trend_of(standing: SurveyStanding, today: date) -> TrendLine | str:
    """The plot from the opening to the closing of the window, or the words that say what is missing for one."""
    survey = standing.survey
    points = tuple((total.on, total.total) for total in totals(survey) if total.on <= today)
    if not points:
        return "ยังไม่มีจำนวนผู้ตอบของแบบวัดนี้ จึงยังไม่มีกราฟ\nกด a เพื่อบันทึกจำนวนแรก"
    if len(points) < 2:
        ((day, total),) = points
        return (
            f"มีจำนวนผู้ตอบวันเดียว คือ {people(total)} ณ {short_date(day)}\n"
            f"กราฟต้องมีอย่างน้อย {digits(2)} วัน · กด a เพื่อบันทึกจำนวนของวันอื่น"
        )
    first = min(points[0][0], survey.opens or points[0][0])
    last = max(points[-1][0], survey.closes or today)
    return TrendLine(points, first, last, today, standing.minimum.number, standing.forecast)


def survey_words(
    standing: SurveyStanding, rules: YearRules, entries: Iterable["Entry"], today: date
) -> Content:
    """Everything to be said about a survey: what follows, where the minimum comes from, the window, the history."""
    details = [said(sentence) for sentence in standing.details if sentence != standing.minimum.words]
    parts: list[Content | tuple[str, str] | str] = [(" · ".join(details), "bold"), "\n" if details else ""]
    parts += [shown(standing.minimum.words), *_sure(standing, rules)]
    parts += [
        "\n\n",
        (said(standing.survey.instrument.full_name), "$text-accent"),
        *_settings(standing.survey),
    ]
    told = [f"\n{moment(entry.at, today)}  {shown(entry.words)}" for entry in entries]
    if told:
        parts += ["\n\n", ("ประวัติการแก้ไข", "$text-accent"), *told]
    return Content.assemble(*parts)


def _sure(standing: SurveyStanding, rules: YearRules) -> Iterable[tuple[str, str]]:
    """How sure the rule is that gave the minimum; without one, the way to the official number."""
    minimum = standing.minimum
    instrument = standing.survey.instrument
    if asks_minimum(standing):
        yield f"\n{ASK_MINIMUM}", "$text-warning"
    if minimum.confidence is not None:
        rule = rules.minimums.get(instrument) or rules.minimums.get(Instrument.EIT1)
        note = f" · {rule.stated.note}" if rule is not None and rule.stated.note else ""
        yield f"\nความแน่ใจของเกณฑ์: {minimum.confidence.label}{said(note)}", "$foreground-muted"


def _settings(survey: Survey) -> Iterable[str | tuple[str, str]]:
    everybody = "ยังไม่ได้ใส่" if survey.population is None else people(survey.population)
    yield f"\nผู้มีส่วนได้ส่วนเสียทั้งหมด {everybody}"
    opens, closes = (short_date(day) if day else "ยังไม่กำหนด" for day in (survey.opens, survey.closes))
    yield f"\nเปิด {opens} · ปิด {closes}"
    yield f"\nลิงก์ {survey.link or 'ยังไม่มี'}"
    doubt = doubt_of(survey.link)
    if doubt:
        yield f"\n▲ {doubt}", "$text-warning"
