"""Surveys (แบบวัด IIT and EIT): who must answer, how many have, and whether the minimum is reached in time.

Counts only: the program never keeps a respondent's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

from ita_tui.domain.agency import Agency
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import Confidence, FixedMinimum, MinimumRule, PopulationRule, YearRules
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits

# The mean growth that the forecast goes by is that of so many days.
GROWTH_DAYS = 14
USE_ITAS = "โปรดใช้ตัวเลขจากระบบ ITAS"


@dataclass(frozen=True)
class Count:
    """How many people had answered on a day, cumulative: of the whole agency, or of one division."""

    on: date
    total: int
    division: str = ""
    id: int | None = None

    def __post_init__(self) -> None:
        if self.total < 0:
            raise ValueError(f"a count cannot be negative: {self.total}")


@dataclass(frozen=True)
class Survey:
    """One survey of a year: its population, its window, its link and its dated counts.

    ``population`` is ผู้มีส่วนได้ส่วนเสียทั้งหมด in people. ``official_minimum`` is the number that ITAS told the
    agency, with ``official_reason`` saying where it comes from; it beats the computed one.
    """

    instrument: Instrument
    population: int | None = None
    official_minimum: int | None = None
    official_reason: str = ""
    opens: date | None = None
    closes: date | None = None
    link: str = ""
    counts: tuple[Count, ...] = ()
    id: int | None = None

    def __post_init__(self) -> None:
        if self.population is not None and self.population < 0:
            raise ValueError(f"a population cannot be negative: {self.population}")
        if self.official_minimum is not None and self.official_minimum < 1:
            raise ValueError(f"an official minimum is at least 1: {self.official_minimum}")


class MinimumSource(StrEnum):
    """Where a minimum comes from."""

    OFFICIAL = "official"
    RULE = "rule"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Minimum:
    """The minimum respondents (ค่าขั้นต่ำ) in people, or None where nothing can be proposed.

    ``words`` is the Thai sentence that says which rule gave the number, or what is missing.
    """

    number: int | None
    source: MinimumSource
    words: str
    confidence: Confidence | None = None


@dataclass(frozen=True)
class Total:
    """How many people had answered by the end of a day."""

    on: date
    total: int


@dataclass(frozen=True)
class SurveyStanding:
    """Where a survey stands on a day: people, days and the sentences that follow from them.

    ``lacking``, ``reached`` and ``pace`` are None without a minimum. ``days_left`` are the days on which answers
    can still come in, today included: 0 once closed, None where no closing day is set. ``pace`` is how many
    people a day reach the minimum in time. ``forecast`` is the day it is reached at the growth of the last 14
    days; where there is none, ``growth_missing`` says in Thai what it lacks. ``sentence`` is the short line under
    the gauge, ``details`` all of it, one sentence each.
    """

    survey: Survey
    minimum: Minimum
    total: int
    lacking: int | None
    reached: bool | None
    days_left: int | None
    pace: int | None
    forecast: date | None
    growth_missing: str
    sentence: str
    details: tuple[str, ...] = ()


def minimum_respondents(survey: Survey, agency: Agency, rules: YearRules) -> Minimum:
    """The minimum (ค่าขั้นต่ำ): the number from ITAS where she typed it, else by the year's rule, else None.

    In a year with two EIT parts a survey of EIT as a whole has the minimum of part 1; part 2 is collected by
    the assessors and has none. Nothing is ever proposed from a figure that is not there.
    """
    if survey.official_minimum is not None:
        reason = f" · {survey.official_reason.strip()}" if survey.official_reason.strip() else ""
        words = f"ค่าขั้นต่ำ {_people(survey.official_minimum)} (ตัวเลขจากระบบ ITAS){reason}"
        return Minimum(survey.official_minimum, MinimumSource.OFFICIAL, words)
    if survey.instrument is Instrument.EIT2:
        words = "ผู้ประเมินเป็นผู้เก็บข้อมูล EIT ส่วนที่ ๒ จึงไม่มีค่าขั้นต่ำที่หน่วยงานต้องเก็บ"
        return Minimum(None, MinimumSource.UNKNOWN, words)
    rule = rules.minimums.get(survey.instrument)
    if rule is None and survey.instrument is Instrument.EIT:
        rule = rules.minimums.get(Instrument.EIT1)
    if rule is None or not (rule.by_kind or rule.by_population):
        return _unknown(f"ยังไม่พบเกณฑ์ค่าขั้นต่ำของปี {digits(rules.year.be)}")
    if rule.by_kind:
        return _minimum_by_kind(rule, agency)
    assert rule.by_population is not None
    if not survey.population:
        return _unknown("ยังไม่ได้ใส่จำนวนผู้มีส่วนได้ส่วนเสียทั้งหมด จึงยังคำนวณค่าขั้นต่ำไม่ได้")
    number = _by_population(survey.population, rule.by_population)
    return _by_rule(number, _population_words(survey.population, rule.by_population), rule)


def totals(survey: Survey) -> tuple[Total, ...]:
    """The cumulative total on each day that has a count, in order of days.

    Counts of the whole agency and counts by division are two books of the same answers: the total of a day is
    the larger of the latest whole count so far and the sum of each division's latest so far.
    """
    latest: dict[str, int] = {}
    by_day: dict[date, int] = {}
    for count in sorted(survey.counts, key=lambda count: count.on):
        latest[count.division] = count.total
        divisions = sum(total for division, total in latest.items() if division)
        by_day[count.on] = max(latest.get("", 0), divisions)
    return tuple(Total(on, total) for on, total in by_day.items())


def link_to_print(surveys: Sequence[Survey]) -> str:
    """The link to the EIT that the agency's report names: of EIT, or of its part 1 in a year of two; else empty.

    Never that of part 2: its answers are collected by the assessors from people they choose, and an agency that
    printed their link would spread a survey that is not its own.
    """
    own = {Instrument.EIT, Instrument.EIT1}
    return next((survey.link for survey in surveys if survey.link and survey.instrument in own), "")


def standing(survey: Survey, agency: Agency, rules: YearRules, today: date) -> SurveyStanding:
    """Where the survey stands on ``today``; counts dated after it are not counted yet."""
    minimum = minimum_respondents(survey, agency, rules)
    so_far = tuple(total for total in totals(survey) if total.on <= today)
    total = so_far[-1].total if so_far else 0
    left = _days_left(survey, today)
    if minimum.number is None:
        sentence = _no_minimum_words(survey)
        return SurveyStanding(
            survey, minimum, total, None, None, left, None, None, "", sentence, (minimum.words,)
        )
    lacking = max(0, minimum.number - total)
    pace = 0 if not lacking else ceil(lacking / left) if left else None
    forecast, missing = _forecast(so_far, lacking, survey, today)
    sentences = _sentences(survey, lacking, pace, today)
    details = (*sentences, *_forecast_words(forecast, survey), *filter(None, (missing,)), minimum.words)
    sentence = sentences[-1] if pace is not None and pace > 1 else sentences[0]
    return SurveyStanding(
        survey, minimum, total, lacking, lacking == 0, left, pace, forecast, missing, sentence, details
    )


def _minimum_by_kind(rule: MinimumRule, agency: Agency) -> Minimum:
    of_kind = [fixed for fixed in rule.by_kind if fixed.kind is agency.kind]
    if not of_kind:
        return _unknown(f"เกณฑ์ของปีนี้ไม่มีตัวเลขสำหรับ{agency.kind.label}")
    found = next((fixed for fixed in of_kind if fixed.size in {None, agency.size}), None)
    if found is None:
        return _unknown("ยังไม่ได้เลือกขนาดของหน่วยงาน")
    if found.number is None:
        return _unknown(f"ยังไม่พบตัวเลขสำหรับ{_kind_words(found)}")
    return _by_rule(found.number, f"เกณฑ์ของ{_kind_words(found)}", rule)


def _kind_words(fixed: FixedMinimum) -> str:
    return fixed.kind.short_label + (f" ขนาด{fixed.size.word}" if fixed.size else "")


def _by_population(population: int, rule: PopulationRule) -> int:
    if population < rule.floor:
        return population
    if population > rule.cap_population:
        return rule.cap
    return max(rule.floor, -(-population * rule.percent // 100))


def _population_words(population: int, rule: PopulationRule) -> str:
    if population < rule.floor:
        return f"ทุกคน เพราะมีไม่ถึง {digits(rule.floor)} คน"
    if population > rule.cap_population:
        return f"ผู้มีส่วนได้ส่วนเสียมากกว่า {digits(f'{rule.cap_population:,}')} คน"
    return f"ร้อยละ {digits(rule.percent)} แต่ไม่น้อยกว่า {digits(rule.floor)}"


def _by_rule(number: int, why: str, rule: MinimumRule) -> Minimum:
    confidence = rule.stated.confidence
    sure = {
        Confidence.VERIFIED: "",
        Confidence.INFERRED: f" · อนุมานจากรายงานจริง {USE_ITAS}",
        Confidence.SECONDARY: f" · จากแหล่งข้อมูลชั้นรอง {USE_ITAS}",
        Confidence.UNVERIFIED: f" · ยังไม่พบเอกสารยืนยันของปีนี้ {USE_ITAS}",
    }[confidence]
    words = f"ค่าขั้นต่ำ {_people(number)} ({why}){sure}"
    return Minimum(number, MinimumSource.RULE, words, confidence)


def _unknown(missing: str) -> Minimum:
    return Minimum(None, MinimumSource.UNKNOWN, f"{missing} · {USE_ITAS}")


def _people(number: int) -> str:
    return f"{digits(f'{number:,}')} คน"


def _days_left(survey: Survey, today: date) -> int | None:
    """Days on which answers can come in, today included; before the window opens, the days of the window."""
    if survey.closes is None:
        return None
    begins = max(today, survey.opens or today)
    return max(0, (survey.closes - begins).days + 1)


def _forecast(so_far: Sequence[Total], lacking: int, survey: Survey, today: date) -> tuple[date | None, str]:
    """The day the minimum is reached from today on at the growth of the last 14 days, or what is missing for it."""
    if not lacking:
        return None, ""
    if survey.closes is None:
        return None, "ยังคาดวันที่ครบไม่ได้ เพราะยังไม่ได้กำหนดวันปิดรับคำตอบ"
    if len(so_far) < 2:
        return None, "ยังคาดวันที่ครบไม่ได้ เพราะต้องมีจำนวนผู้ตอบอย่างน้อย ๒ วัน"
    growth = _daily_growth(so_far, today)
    if growth <= 0:
        return None, f"ยังคาดวันที่ครบไม่ได้ เพราะไม่มีผู้ตอบเพิ่มใน {digits(GROWTH_DAYS)} วันที่ผ่านมา"
    days = ceil(lacking / growth)
    if days > (date.max - today).days:
        return None, "ยังคาดวันที่ครบไม่ได้ เพราะมีผู้ตอบเพิ่มน้อยมาก"
    return today + timedelta(days=days), ""


def _daily_growth(so_far: Sequence[Total], today: date) -> Fraction:
    """Mean growth a day of the last 14 days, or of those since the first count, today being the last of them.

    Days after the last count brought nobody as far as anybody knows, so a pause slows the growth; what lies
    between two counts is taken as even.
    """
    last = so_far[-1]
    since = max(so_far[0].on, today - timedelta(days=GROWTH_DAYS))
    if last.on <= since:
        return Fraction(0)
    before = max((total for total in so_far if total.on <= since), key=lambda total: total.on)
    after = min((total for total in so_far if total.on > since), key=lambda total: total.on)
    share = Fraction((since - before.on).days, (after.on - before.on).days)
    at_since = before.total + share * (after.total - before.total)
    return (last.total - at_since) / (today - since).days


def _sentences(survey: Survey, lacking: int, pace: int | None, today: date) -> tuple[str, ...]:
    if not lacking:
        return ("ถึงค่าขั้นต่ำแล้ว",)
    if survey.closes is not None and survey.closes < today:
        return (f"ปิดแล้ว · ขาด {_people(lacking)}",)
    lacks = f"อีก {_people(lacking)} · {_closing_words(survey, today)}"
    return (lacks,) if pace is None else (lacks, f"วันละ {_people(pace)} จึงจะทัน")


def _closing_words(survey: Survey, today: date) -> str:
    if survey.opens is not None and today < survey.opens:
        return f"เปิด {short_date(survey.opens)}"
    if survey.closes is None:
        return "ยังไม่ได้กำหนดวันปิด"
    days = (survey.closes - today).days
    return f"ปิดใน {digits(days)} วัน" if days else "ปิดวันนี้"


def _forecast_words(forecast: date | None, survey: Survey) -> tuple[str, ...]:
    if forecast is None or survey.closes is None:
        return ()
    late = " ซึ่งหลังวันปิด" if forecast > survey.closes else ""
    return (f"ตามอัตรา {digits(GROWTH_DAYS)} วันที่ผ่านมา จะครบ {short_date(forecast)}{late}",)


def _no_minimum_words(survey: Survey) -> str:
    if survey.instrument is Instrument.EIT2:
        return "ผู้ประเมินเป็นผู้เก็บข้อมูล"
    return "ยังไม่มีค่าขั้นต่ำ · ใส่ตัวเลขจากระบบ ITAS"
