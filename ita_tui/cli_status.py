"""``ita-tui status``: the overview of a year in one screen of text, or all of its numbers as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence

from ita_tui.domain.digest import Digest, DigestKind, DivisionDigest, digest
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.measure_list import Flag
from ita_tui.domain.overview import Overview, TodoItem
from ita_tui.domain.respondents import SurveyStanding
from ita_tui.tasks import YearState
from ita_tui.thai.cells import cell_width
from ita_tui.thai.dates import moment, short_date
from ita_tui.thai.numerals import arabic_digits, digits, shown
from ita_tui.thai.words import cut

WIDTH, HEIGHT = 80, 24
_STATUSES = (WorkStatus.COMPLETED, WorkStatus.IN_PROGRESS, WorkStatus.NOT_STARTED, WorkStatus.CANCELLED)
_MOST_CALLS, _LEAST_TODO = 3, 5
_LABEL, _COUNT, _CODE, _WHO, _WORDS = 15, 9, 9, 16, 20


def in_one_screen(state: YearState) -> str:
    """The overview in at most 24 lines of 80 columns, the most urgent things to do first and as many as fit."""
    above = [
        *_head(state),
        "",
        *_measures(state.overview),
        "",
        *_around(state.overview),
        *_resolutions(state),
    ]
    below = _foot(state)
    room = HEIGHT - len(above) - len(below) - 2
    calls = _calls(state, min(_MOST_CALLS, room - _LEAST_TODO - 1))
    lines = [*above, "", *_todo(state.overview.todo, room - len(calls)), *calls, *below]
    return "".join(f"{cut(line, WIDTH)}\n" for line in lines)


def _head(state: YearState) -> Iterator[str]:
    seen = state.overview
    agency = cut(state.report.agency.name or "ยังไม่ได้ระบุหน่วยงาน", 40)
    yield f"{agency} · ปีงบประมาณ {digits(state.report.year.be)}"
    signed = " · ลงนามแล้ว" if state.running_signed else ""
    yield f"วันที่ {short_date(state.today)} · {seen.round_words}{signed}"


def _measures(seen: Overview) -> Iterator[str]:
    done = "–" if seen.progress is None else f"{digits(seen.progress)} %"
    yield _row("มาตรการ", f"{digits(len(seen.measures))} มาตรการ · ความคืบหน้า {done}")
    yield "  " + "   ".join(_counted(s.sign, s.label, seen.by_status[s]) for s in _STATUSES)
    yield "  " + "   ".join(_counted(flag.sign, flag.label, found) for flag, found in _flagged(seen))


def _flagged(seen: Overview) -> Sequence[tuple[Flag, Sequence[Measure]]]:
    return (
        (Flag.OVERDUE, seen.overdue),
        (Flag.DUE_SOON, seen.due_soon),
        (Flag.BEHIND, seen.behind),
        (Flag.NO_EVIDENCE, seen.without_evidence),
    )


def _around(seen: Overview) -> Iterator[str]:
    for survey in seen.surveys:
        yield _row(survey.survey.instrument.label, f"{_padded(_answered(survey), _COUNT)}  {survey.sentence}")
    out, of = digits(len(seen.published)), digits(len(seen.applicable))
    yield _row("ข้อ OIT", f"{_padded(f'{out} / {of}', _COUNT)}  เผยแพร่แล้ว")


def _resolutions(state: YearState) -> Iterator[str]:
    if number := _left_open(state):
        yield _row("มติที่ประชุม", f"{DigestKind.RESOLUTION.label} {digits(number)}")


def _left_open(state: YearState) -> int:
    return len(_digest(state).of_kind(DigestKind.RESOLUTION))


def _answered(standing: SurveyStanding) -> str:
    total, minimum = digits(standing.total), standing.minimum.number
    return f"{total} คน" if minimum is None else f"{total} / {digits(minimum)}"


def _todo(items: Sequence[TodoItem], room: int) -> list[str]:
    """The list of what to do first, in at most ``room`` lines: what does not fit is counted."""
    if not items:
        return ["ต้องทำก่อน: ไม่มีเรื่องค้าง"]
    fitting = items if len(items) < room else items[: room - 2]
    lines = [f"ต้องทำก่อน ({digits(len(items))})", *map(_todo_line, fitting)]
    if len(fitting) < len(items):
        lines.append(f"  … และอีก {digits(len(items) - len(fitting))} เรื่อง")
    return lines


def _todo_line(item: TodoItem) -> str:
    title = WIDTH - 4 - _CODE - _WHO - _WORDS - 3
    columns = ((item.code, _CODE), (item.title, title), (item.who, _WHO), (item.words, _WORDS))
    told = (_padded(cut(_one_line(text), width), width) for text, width in columns)
    return f"  {item.kind.sign} {' '.join(told)}".rstrip()


def _digest(state: YearState) -> Digest:
    return digest(state.report, state.rules, state.today, state.earlier)


def _calls(state: YearState, most: int) -> list[str]:
    """Whom to call about what is late or due: a line a division, ``most`` of them, with the contact behind its name."""
    found = _digest(state).divisions
    pressing = [one for one in found if one.pressing and one.of_agency_list]
    if not pressing or most < 1:
        return []
    lines = [_call(one) for one in pressing[:most]]
    more = len(pressing) - len(lines)
    return ["โทรตาม" + (f" (และอีก {digits(more)} ส่วนราชการ)" if more else ""), *lines]


def _call(one: DivisionDigest) -> str:
    late = (DigestKind.OVERDUE, DigestKind.DUE_SOON, DigestKind.RESOLUTION)
    counted = [(kind.label, sum(line.pressing for line in one.of_kind(kind))) for kind in late]
    told = " · ".join(f"{label} {digits(number)}" for label, number in counted if number)
    who = f"{_one_line(one.name)} ({shown(_one_line(one.contact))})" if one.contact else _one_line(one.name)
    return f"  {cut(who, WIDTH - 5 - cell_width(told))} · {told}"


def _foot(state: YearState) -> list[str]:
    lines = []
    results, scores = state.overview.results, state.report.scores
    if results is not None and scores is not None and results.total is not None:
        told = f"คะแนนปี {digits(scores.year)} {digits(str(results.total))} {results.level}"
        lines.append(told.rstrip())
    if state.overview.contradiction:
        lines.append(f"! {_one_line(state.overview.contradiction)}")
    if state.last is not None:
        lines.append(f"แก้ไขล่าสุด {moment(state.last.at, state.today)} {_one_line(state.last.words)}")
    return ["", *lines] if lines else []


def _counted(sign: str, label: str, found: Sequence[object]) -> str:
    return f"{sign} {label} {digits(len(found))}"


def _row(label: str, text: str) -> str:
    return f"{_padded(label, _LABEL)}{text}"


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_width(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


# --- for programs ----------------------------------------------------------------------------------------------


def as_json(state: YearState) -> str:
    """What ``status --json`` prints: one object with every number of the overview.

    ``year`` (BE), ``today``, ``agency``; ``round``: {months, ends, days_left}. ``signed``:
    {round, code, day} of the running round where it stands signed, or null. ``measures``: {total, progress (per
    cent or null), by_status: {not_started … : count}, overdue, due_soon, behind, without_evidence}, the last four
    {count, numbers (ลำดับ)}. ``surveys``: {instrument, total, minimum, lacking, reached, days_left, pace (people a
    day), forecast}, null where unknown. ``disclosure``: {published, applicable}. ``todo``: {kind, code, title,
    who, words}, the most urgent first, ``code`` a measure's number, a survey's name or an OIT code. ``digest``: whom
    to call: {division, contact, lines: {kinds, code, title, words, pressing}}. ``open_resolutions`` of this year and the one before. ``scores``: {year, total, level} of the results, computed, or null;
    ``contradiction`` the sentence that says where the report contradicts itself, or null. ``last_change``:
    {at, words} or null.
    """
    return json.dumps(_numbers(state), ensure_ascii=False, indent=2) + "\n"


def _numbers(state: YearState) -> dict[str, object]:
    seen, results, scores = state.overview, state.overview.results, state.report.scores
    return {
        "year": state.report.year.be,
        "today": state.today.isoformat(),
        "agency": state.report.agency.name,
        "round": {
            "months": int(seen.round),
            "ends": seen.round_ends.isoformat(),
            "days_left": seen.round_days_left,
        },
        "signed": _signed(state),
        "measures": {
            "total": len(seen.measures),
            "progress": seen.progress,
            "by_status": {status.value: len(seen.by_status[status]) for status in WorkStatus},
            "overdue": _numbered(seen.overdue),
            "due_soon": _numbered(seen.due_soon),
            "behind": _numbered(seen.behind),
            "without_evidence": _numbered(seen.without_evidence),
        },
        "surveys": [_survey(standing) for standing in seen.surveys],
        "disclosure": {"published": len(seen.published), "applicable": len(seen.applicable)},
        "todo": [
            {
                "kind": one.kind,
                "code": arabic_digits(one.code),
                "title": one.title,
                "who": one.who,
                "words": one.words,
            }
            for one in seen.todo
        ],
        "digest": [
            {
                "division": one.name,
                "contact": one.contact,
                "lines": [
                    {
                        "kinds": line.kinds,
                        "code": arabic_digits(line.code),
                        "title": line.title,
                        "words": line.words,
                        "pressing": line.pressing,
                    }
                    for line in one.lines
                ],
            }
            for one in _digest(state).divisions
        ],
        "open_resolutions": _left_open(state),
        "scores": None
        if results is None or scores is None
        else {
            "year": scores.year,
            "total": None if results.total is None else float(results.total),
            "level": results.level,
        },
        "contradiction": seen.contradiction,
        "last_change": state.last and {"at": state.last.at.isoformat(), "words": state.last.words},
    }


def _signed(state: YearState) -> dict[str, object] | None:
    one = state.running_signed
    if one is None:
        return None
    return {"round": int(one.round_of), "code": one.code, "day": one.at.date().isoformat()}


def _numbered(measures: Iterable[Measure]) -> dict[str, object]:
    numbers = [measure.number for measure in measures]
    return {"count": len(numbers), "numbers": numbers}


def _survey(standing: SurveyStanding) -> dict[str, object]:
    return {
        "instrument": standing.survey.instrument.value,
        "total": standing.total,
        "minimum": standing.minimum.number,
        "lacking": standing.lacking,
        "reached": standing.reached,
        "days_left": standing.days_left,
        "pace": standing.pace,
        "forecast": standing.forecast.isoformat() if standing.forecast else None,
    }
