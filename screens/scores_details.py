"""What stands beside or below the lists of the scores screen: everything about the line under the cursor."""

from collections.abc import Iterable, Iterator

from textual.content import Content

from ita_tui.domain.analysis import IssueResult, code_shown, indicator_code, indicator_named, is_weak, rank
from ita_tui.domain.analysis_gaps import Gap, instrument_of
from ita_tui.domain.analysis_years import Series
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure
from ita_tui.domain.rules import Level, Stated
from ita_tui.domain.scores import QuestionScore, half_up, held_down, weights_of
from ita_tui.thai.numerals import digits, said, shown
from screens.scores_lists import signed
from screens.scores_shown import ScoresShown, View
from screens.typed_points import shown_points
from screens.widgets.year_plot import YearColumn, YearPlotted

ANSWER_NAMES = ("มากที่สุด", "มาก", "ค่อนข้างมาก", "น้อย", "น้อยที่สุด", "ไม่มี")
"""The six answers to a question, from 100 points to 0."""

ONE_YEAR = "มีผลการประเมินปีเดียว กราฟจะเห็นการเปลี่ยนแปลงเมื่อมีตั้งแต่สองปี · เปิดปีงบประมาณอื่นแล้วพิมพ์หรืออ่านคะแนนของปีนั้น"
_NO_TOTAL = "ยังคำนวณคะแนนรวมไม่ได้"

Part = Content | tuple[str, str] | str


def headline(it: ScoresShown) -> Content:
    """The total and level by the rules beside the printed ones."""
    result, scores = it.computed, it.scores
    lacking = [said(name.label) for name in weights_of(it.rules) if name not in result.instruments]
    found = (
        f"คำนวณได้ {shown_points(result.total)} {result.level}".strip()
        if result.total is not None
        else f"{_NO_TOTAL} ขาดคะแนน {' '.join(lacking)}"
    )
    printed = " ".join(filter(None, (shown_points(scores.printed_total), shown(scores.printed_level))))
    return Content.assemble(
        f"ผลการประเมินปี {digits(scores.year)} · ",
        (found, "bold"),
        f" · ในรายงาน {printed or 'ไม่ได้บันทึก'}",
        (
            "  ✓ ตรงกัน" if result.total is not None and printed and not it.contradiction else "",
            "$text-success",
        ),
    )


def details_of(key: str, view: View, it: ScoresShown) -> Content:
    """A line in full: its words, what it is worth, and the measures that answer it."""
    parts = [*_summed_up(it)] if view is View.WHAT_IF else []
    question, issue, row = it.question(key), it.issue(key), it.to_develop(key)
    indicator = it.indicator(key)
    if question is not None:
        parts += _question(question[1], it)
    elif issue is not None:
        parts += _issue(issue, it)
    elif row is not None:
        parts += [(shown(f"{said(row[1].instrument.label)} {row[1].indicator}"), "bold")]
        parts += _labelled((("ประเด็นการประเมิน", row[1].scope), ("ประเด็นที่ควรพัฒนา", row[1].text)))
    elif indicator is not None:
        parts += _indicator(indicator, it)
    elif key == "total":
        parts += _total(it)
    elif key.startswith("instrument:"):
        parts += _instrument(Instrument(key.partition(":")[2]), it)
    if it.weak(key) is not None:
        parts += _answering(it.answering(key))
    return Content.assemble(*parts)


def plotted_of(key: str, it: ScoresShown) -> YearPlotted | str:
    """The plot of a figure over the years, or the words that say why there is none yet."""
    found = next((one for one in it.series if f"series:{one.key}" == key), None)
    if found is None or len(found.points) < 2:
        return ONE_YEAR
    columns = [YearColumn(digits(year), score, shown_points(score)) for year, score in found.points]
    mark = it.rules.pass_mark
    return YearPlotted(columns, mark, digits(mark.to_eng_string()))


def series_words(key: str, it: ScoresShown) -> Content:
    """What is said above the plot: the figure, its last change, and since when it is known."""
    found = next((one for one in it.series if f"series:{one.key}" == key), None)
    if found is None:
        return Content("")
    return Content.assemble((shown(found.name), "bold"), _changed(found))


def _changed(one: Series) -> str:
    if one.change is None:
        return ""
    before, last = one.points[-2], one.points[-1]
    first, change = one.points[0], last[1] - one.points[0][1]
    words = f"  ปี {digits(before[0])} → {digits(last[0])} {signed(one.change)}"
    return words + (f" · ตั้งแต่ปี {digits(first[0])} {signed(change)}" if len(one.points) > 2 else "")


# --- one line ----------------------------------------------------------------------------------------------------


def _question(question: QuestionScore, it: ScoresShown) -> Iterator[Part]:
    yield shown(it.words_of(question)) or "ข้อที่ยังไม่มีรหัส", "bold"
    yield from _scored(shown_points(question.score), weak=is_weak(question.score))
    yield from _worth(question.code, it)
    if question.issue is not None:
        yield f"\n{shown(it.issues[question.issue - 1].heading)}"
    if question.answers:
        counted = zip(ANSWER_NAMES, question.answers, strict=False)
        told = " · ".join(f"{name} {digits(count)}" for name, count in counted)
        yield f"\nผู้ตอบ (คน)  {told}"


def _indicator(number: int, it: ScoresShown) -> Iterator[Part]:
    yield shown(indicator_named(number)), "bold"
    found = next((one for one in it.indicators if one.number == number), None)
    yield from _scored(
        shown_points(found.score) if found else "", weak=found is not None and is_weak(found.score)
    )
    if found is not None:
        yield f" · อันดับ {digits(rank(found, it.indicators))} จาก {digits(len(it.indicators))}"
    yield f" · {said(instrument_of(number).label)}"
    yield from _worth(indicator_code(number), it)


def _scored(points: str, *, weak: bool) -> Iterator[Part]:
    yield "\nคะแนน "
    yield points or "ยังไม่มี", "bold $text-warning" if weak else "bold"


def _worth(code: str, it: ScoresShown) -> Iterator[Part]:
    """By how much the total rises where the item reaches 100."""
    gap = it.gap(code)
    if gap is None:
        return
    if gap.worth is None:
        yield f"\n{shown(gap.share.unknown)}", "$text-warning"
        return
    yield f"\nถ้าได้ {digits(100)} คะแนนรวมเพิ่มขึ้น "
    yield f"{shown_points(gap.points)} คะแนน", "bold"
    yield _sure(gap, it), "$foreground-muted"


def _sure(gap: Gap, it: ScoresShown) -> str:
    """How sure the rules are that the worth follows from."""
    stated = it.rules.weights_stated
    if gap.code.startswith("o"):
        stated = it.rules.catalogue.groups_stated
    elif not gap.code.startswith("n"):
        stated = it.rules.questions_stated
    return f" ({_confidence(stated)})"


def _confidence(stated: Stated) -> str:
    return f"ความแน่ใจของเกณฑ์: {stated.confidence.label}"


def _issue(issue: IssueResult, it: ScoresShown) -> Iterator[Part]:
    yield shown(issue.heading), "bold"
    for lowest in issue.lowest:
        yield "\nต่ำสุด  "
        yield f"{shown(it.words_of(lowest))}  {shown_points(lowest.score)}", "$text-warning"
    if not issue.questions:
        yield f"\nยังไม่มีข้อที่จัดไว้ในประเด็นนี้ · กด {digits(3)} แล้วกด ↵ ที่ข้อ เพื่อเลือกประเด็น"
    if issue.lowest_differs:
        yield (
            f"\n! บทวิเคราะห์ระบุ {code_shown(issue.analysis.lowest)} แต่ไม่ใช่ข้อที่ได้คะแนนต่ำสุดของประเด็น",
            "$text-warning",
        )
    texts = issue.analysis
    yield from _labelled(
        (("สาเหตุ", texts.cause), ("หมายเหตุ", texts.remark), ("แนวทางการยกระดับ", texts.improvement))
    )
    if len(issue.questions) > len(issue.lowest):
        told = " · ".join(f"{code_shown(q.code)} {shown_points(q.score)}".strip() for q in issue.questions)
        yield "\nทุกข้อ  ", "$text-accent"
        yield told


def _total(it: ScoresShown) -> Iterator[Part]:
    yield "คะแนนรวม", "bold"
    weights = " + ".join(
        f"{said(name.label)} × {digits(_number(weight))} %" for name, weight in weights_of(it.rules).items()
    )
    yield f"\nน้ำหนัก  {weights}"
    yield f"\n{_confidence(it.rules.weights_stated)}", "$foreground-muted"
    yield f"\nระดับ  {' · '.join(map(_level_words, it.rules.levels[:-1]))}"
    held = held_down(it.computed, it.rules)
    if held is not None:
        low = " ".join(
            f"{said(one.label)} {shown_points(it.computed.instruments[one])}" for one in held.instruments
        )
        levels = f"คะแนนรวมถึง{shown(held.level.label)} แต่ได้{shown(it.computed.level)}"
        bound = digits(_number(held.level.every_instrument_min))
        yield f"\n! {levels} เพราะ {low} ไม่ถึง {bound}", "$text-warning"
    yield f"\n{_confidence(it.rules.levels_stated)}", "$foreground-muted"


def _level_words(level: Level) -> str:
    """What a level asks: of the total, and of every instrument where it does."""
    words = f"{shown(level.label)} {digits(_number(level.total_min))} ขึ้นไป"
    every = level.every_instrument_min
    return words if every is None else f"{words} และทุกแบบวัด {digits(_number(every))} ขึ้นไป"


def _instrument(instrument: Instrument, it: ScoresShown) -> Iterator[Part]:
    yield said(instrument.full_name), "bold"
    weight = weights_of(it.rules).get(instrument, it.rules.weights.get(instrument))
    if weight is not None:
        yield f"\nน้ำหนัก {digits(_number(weight))} % · {_confidence(it.rules.weights_stated)}"
    printed = it.scores.instruments.get(instrument)
    yield f"\nคำนวณได้ {shown_points(it.computed.instruments.get(instrument)) or '–'} · ในรายงาน {shown_points(printed) or '–'}"


def _number(number: object) -> str:
    """A number without the noughts behind its point."""
    written = str(number)
    return written.rstrip("0").rstrip(".") if "." in written else written


def _summed_up(it: ScoresShown) -> Iterator[Part]:
    """What follows where the ticked gaps are closed together."""
    if not it.ticked:
        yield (
            f"กดแป้นวรรคเพื่อเลือกหลายข้อรวมกัน · กด t เปลี่ยนเป้าหมาย ({shown_points(it.target)})\n",
            "$foreground-muted",
        )
        return
    together = it.together
    yield f"ถ้า {digits(len(it.ticked))} ข้อที่เลือกถึง {shown_points(it.target)}: ", "$text-accent"
    if together.before is None or together.after is None:
        yield f"คะแนนรวมเพิ่มขึ้น {shown_points(half_up(together.rise))}\n", "bold"
        return
    before, after = shown_points(half_up(together.before)), shown_points(half_up(together.after))
    levels = " → ".join(dict.fromkeys((together.level_before, together.level_after)))
    yield f"คะแนนรวม {before} → {after} ({levels})\n", "bold"


def _labelled(texts: Iterable[tuple[str, str]]) -> Iterator[Part]:
    for label, text in texts:
        if text.strip():
            yield f"\n{label}  ", "$text-accent"
            yield shown(text.strip())


def _answering(measures: tuple[Measure, ...]) -> Iterator[Part]:
    if not measures:
        yield "\nยังไม่มีมาตรการที่ตอบข้อนี้ · กด m เพื่อตั้งมาตรการ", "$foreground-muted"
        return
    yield "\nมาตรการที่ตอบ", "$text-accent"
    yield " (กด g เพื่อเปิด)", "$foreground-muted"
    for measure in measures:
        kind = "ข้อเสนอ " if measure.proposal else ""
        yield f"\n{measure.status.sign} {kind}{digits(measure.number)}. {shown(' '.join(measure.title.split()))}"
