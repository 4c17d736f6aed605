"""Minimum respondents, totals, pace and forecast."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency, AgencyKind, AgencySize
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.respondents import (
    Count,
    MinimumSource,
    Survey,
    SurveyStanding,
    Total,
    link_to_print,
    minimum_respondents,
    standing,
    totals,
)
from ita_tui.domain.rules import Confidence, YearRules
from ita_tui.rulebook.loading import rules_for

RULES = rules_for(FiscalYear(2568))
RULES_2569 = rules_for(FiscalYear(2569))
SAO = Agency("องค์การบริหารส่วนตำบลตัวอย่าง", size=AgencySize.MEDIUM)
OPENS, CLOSES = date(2025, 1, 6), date(2025, 2, 28)
TODAY = date(2025, 2, 19)


def survey(
    *counts: Count,
    instrument: Instrument = Instrument.IIT,
    population: int | None = 300,
    official: int | None = None,
    opens: date | None = OPENS,
    closes: date | None = CLOSES,
) -> Survey:
    return Survey(
        instrument, population, official, "หนังสือแจ้งค่าขั้นต่ำ" if official else "", opens, closes, counts=counts
    )


def counted(days_ago: int, total: int, division: str = "") -> Count:
    return Count(TODAY - timedelta(days=days_ago), total, division)


def at(found: Survey, today: date = TODAY, rules: YearRules = RULES) -> SurveyStanding:
    return standing(found, SAO, rules, today)


@pytest.mark.parametrize(
    ("population", "minimum"),
    [
        (1, 1), (29, 29), (30, 30), (31, 30), (300, 30), (301, 31), (999, 100), (3991, 400), (4000, 400), (4001, 400),
        (10000, 400),
    ],
)  # fmt: skip
def test_ten_per_cent_rounded_up_but_thirty_at_least_and_four_hundred_at_most(
    population: int, minimum: int
) -> None:
    found = minimum_respondents(survey(population=population), SAO, RULES)

    assert (found.number, found.source, found.confidence) == (
        minimum,
        MinimumSource.RULE,
        Confidence.UNVERIFIED,
    )


def test_an_unsure_rule_says_so_and_points_to_the_national_system() -> None:
    words = minimum_respondents(survey(population=60), SAO, RULES).words

    assert words == ("ค่าขั้นต่ำ ๓๐ คน (ร้อยละ ๑๐ แต่ไม่น้อยกว่า ๓๐) · ยังไม่พบเอกสารยืนยันของปีนี้ โปรดใช้ตัวเลขจากระบบ ITAS")


def test_the_official_number_beats_every_rule_and_keeps_its_reason() -> None:
    found = minimum_respondents(survey(population=None, official=35), SAO, RULES_2569)

    assert (found.number, found.source) == (35, MinimumSource.OFFICIAL)
    assert found.words == "ค่าขั้นต่ำ ๓๕ คน (ตัวเลขจากระบบ ITAS) · หนังสือแจ้งค่าขั้นต่ำ"


@pytest.mark.parametrize("population", [None, 0])
def test_without_a_population_nothing_is_proposed(population: int | None) -> None:
    found = minimum_respondents(survey(population=population), SAO, RULES)

    assert (found.number, found.source) == (None, MinimumSource.UNKNOWN)
    assert "จำนวนผู้มีส่วนได้ส่วนเสีย" in found.words
    assert "ITAS" in found.words


def test_a_year_without_a_rule_proposes_nothing_and_is_never_reached() -> None:
    found = at(survey(counted(1, 500)), rules=RULES_2569)

    assert (found.minimum.number, found.reached, found.lacking, found.pace) == (None, None, None, None)
    assert found.minimum.words == "ยังไม่พบเกณฑ์ค่าขั้นต่ำของปี ๒๕๖๙ · โปรดใช้ตัวเลขจากระบบ ITAS"
    assert found.sentence == "ยังไม่มีค่าขั้นต่ำ · ใส่ตัวเลขจากระบบ ITAS"
    assert found.total == 500


@pytest.mark.parametrize(
    ("kind", "size", "minimum"),
    [
        (AgencyKind.SAO, AgencySize.SMALL, 30),
        (AgencyKind.SAO, AgencySize.MEDIUM, 40),
        (AgencyKind.SAO, AgencySize.LARGE, 50),
        (AgencyKind.SUBDISTRICT_MUNICIPALITY, AgencySize.SMALL, 60),
        (AgencyKind.SUBDISTRICT_MUNICIPALITY, AgencySize.MEDIUM, 70),
        (AgencyKind.SUBDISTRICT_MUNICIPALITY, AgencySize.LARGE, None),
        (AgencyKind.UNIVERSITY, None, 400),
        (AgencyKind.SAO, None, None),
        (AgencyKind.PAO, None, None),
    ],
)
def test_eit_part_one_has_a_fixed_minimum_by_kind_and_size(
    kind: AgencyKind, size: AgencySize | None, minimum: int | None
) -> None:
    agency = Agency("หน่วยงานตัวอย่าง", kind=kind, size=size)

    found = minimum_respondents(survey(instrument=Instrument.EIT1, population=9999), agency, RULES)

    assert found.number == minimum
    assert minimum is not None or "ITAS" in found.words


def test_a_missing_size_is_named_as_what_is_missing() -> None:
    agency = Agency("องค์การบริหารส่วนตำบลตัวอย่าง")

    found = minimum_respondents(survey(instrument=Instrument.EIT1), agency, RULES)

    assert found.words == "ยังไม่ได้เลือกขนาดของหน่วยงาน · โปรดใช้ตัวเลขจากระบบ ITAS"


def test_eit_part_two_is_the_assessors_and_has_no_minimum_unless_typed() -> None:
    assert minimum_respondents(survey(instrument=Instrument.EIT2), SAO, RULES).number is None
    assert minimum_respondents(survey(instrument=Instrument.EIT2, official=10), SAO, RULES).number == 10
    assert at(survey(instrument=Instrument.EIT2)).sentence == "ผู้ประเมินเป็นผู้เก็บข้อมูล"


def test_eit_as_a_whole_has_the_minimum_of_part_one_in_a_year_of_two_parts() -> None:
    assert minimum_respondents(survey(instrument=Instrument.EIT), SAO, RULES).number == 40


def test_whole_counts_and_division_counts_are_two_books_of_the_same_answers() -> None:
    found = totals(
        survey(
            counted(9, 10),
            counted(8, 4, "กองคลัง"),
            counted(7, 5, "สำนักปลัด"),
            counted(6, 9, "กองคลัง"),
            counted(5, 12),
        )
    )

    assert [total.total for total in found] == [10, 10, 10, 14, 14]


def test_a_later_count_corrects_an_earlier_one_and_order_of_entry_does_not_matter() -> None:
    in_order = totals(survey(counted(3, 20), counted(1, 18)))

    assert in_order == totals(survey(counted(1, 18), counted(3, 20)))
    assert in_order[-1] == Total(TODAY - timedelta(days=1), 18)
    assert totals(survey()) == ()


def test_counts_dated_after_today_are_not_counted_yet() -> None:
    assert at(survey(counted(1, 5), counted(-3, 50))).total == 5


def test_the_sketch_of_twenty_eight_of_thirty() -> None:
    found = at(survey(counted(0, 28)))

    assert (found.total, found.lacking, found.reached) == (28, 2, False)
    assert (found.days_left, found.pace) == (10, 1)
    assert found.sentence == "อีก ๒ คน · ปิดใน ๙ วัน"


def test_a_pace_of_more_than_one_a_day_is_the_sentence() -> None:
    found = at(survey(counted(0, 24), instrument=Instrument.EIT1))

    assert (found.lacking, found.pace) == (16, 2)
    assert found.sentence == "วันละ ๒ คน จึงจะทัน"
    assert found.details[:2] == ("อีก ๑๖ คน · ปิดใน ๙ วัน", "วันละ ๒ คน จึงจะทัน")


def test_once_reached_nothing_more_is_asked() -> None:
    found = at(survey(counted(2, 31)))

    assert (found.reached, found.lacking, found.pace, found.forecast) == (True, 0, 0, None)
    assert found.sentence == "ถึงค่าขั้นต่ำแล้ว"
    assert found.growth_missing == ""


def test_the_last_day_counts_and_after_it_the_survey_is_closed() -> None:
    last_day, after = (
        at(survey(counted(0, 20)), CLOSES),
        at(survey(counted(0, 20)), CLOSES + timedelta(days=1)),
    )

    assert (last_day.days_left, last_day.pace) == (1, 10)
    assert last_day.details[0] == "อีก ๑๐ คน · ปิดวันนี้"
    assert (after.days_left, after.pace) == (0, None)
    assert after.sentence == "ปิดแล้ว · ขาด ๑๐ คน"


def test_before_the_window_opens_its_own_days_are_counted() -> None:
    found = at(survey(), OPENS - timedelta(days=10))

    assert (found.days_left, found.pace) == (54, 1)
    assert found.sentence == "อีก ๓๐ คน · เปิด ๖ ม.ค. ๖๘"


def test_the_forecast_is_the_day_the_minimum_is_reached_at_the_growth_of_the_last_fourteen_days() -> None:
    found = at(survey(counted(14, 4), counted(7, 11), counted(0, 18)))

    assert found.forecast == TODAY + timedelta(days=12)
    assert "ตามอัตรา ๑๔ วันที่ผ่านมา จะครบ ๓ มี.ค. ๖๘ ซึ่งหลังวันปิด" in found.details


def test_growth_before_the_last_fourteen_days_does_not_count() -> None:
    slow = at(survey(counted(40, 0), counted(14, 22), counted(7, 23), counted(0, 24)))

    assert slow.forecast == TODAY + timedelta(days=42)


def test_a_pause_in_answering_slows_the_forecast_which_goes_on_from_today() -> None:
    # Ten more in eight days, then three more in twelve: the days after the last count brought nobody.
    assert at(survey(counted(8, 10), counted(3, 20))).forecast == TODAY + timedelta(days=8)
    assert at(survey(counted(12, 2), counted(10, 27))).forecast == TODAY + timedelta(days=2)


def test_a_survey_that_nobody_answers_any_more_is_not_promised_for_today() -> None:
    fast_then_silent = survey(Count(date(2025, 1, 4), 10), Count(date(2025, 1, 5), 20), closes=CLOSES)

    found = at(fast_then_silent, date(2025, 1, 18))

    assert found.forecast == date(2025, 2, 1)
    assert "ตามอัตรา ๑๔ วันที่ผ่านมา จะครบ ๑ ก.พ. ๖๘" in found.details


def test_the_forecast_is_never_today_while_somebody_is_lacking() -> None:
    assert at(survey(counted(1, 0), counted(0, 29))).forecast == TODAY + timedelta(days=1)


@pytest.mark.parametrize("own", [Instrument.EIT, Instrument.EIT1])
def test_the_link_to_print_is_that_of_the_agencys_own_part_of_the_eit(own: Instrument) -> None:
    assessors = Survey(Instrument.EIT2, link="https://itas.example.go.th/assessor")
    staff = Survey(Instrument.IIT, link="https://itas.example.go.th/iit")

    assert link_to_print([staff, assessors, Survey(own, link="https://itas.example.go.th/eit")]) == (
        "https://itas.example.go.th/eit"
    )
    assert not link_to_print([staff, assessors, Survey(own)])


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        (survey(), "อย่างน้อย ๒ วัน"),
        (survey(counted(1, 5)), "อย่างน้อย ๒ วัน"),
        (survey(counted(9, 5), counted(1, 5)), "ไม่มีผู้ตอบเพิ่ม"),
        (survey(counted(9, 8), counted(1, 5)), "ไม่มีผู้ตอบเพิ่ม"),
        (survey(counted(30, 5), counted(20, 9)), "ไม่มีผู้ตอบเพิ่ม"),
        (survey(counted(9, 5), counted(1, 8), closes=None), "ยังไม่ได้กำหนดวันปิด"),
    ],
)
def test_without_a_forecast_it_says_what_is_missing(found: Survey, missing: str) -> None:
    reached = at(found)

    assert reached.forecast is None
    assert missing in reached.growth_missing


def test_without_a_closing_day_there_is_no_pace() -> None:
    found = at(survey(counted(1, 5), closes=None))

    assert (found.days_left, found.pace) == (None, None)
    assert found.sentence == "อีก ๒๕ คน · ยังไม่ได้กำหนดวันปิด"


def test_impossible_counts_are_refused_at_birth() -> None:
    with pytest.raises(ValueError, match="negative"):
        Count(TODAY, -1)
    with pytest.raises(ValueError, match="negative"):
        survey(population=-1)
    with pytest.raises(ValueError, match="at least 1"):
        Survey(Instrument.IIT, official_minimum=0)


@given(st.integers(1, 50_000))
@settings(deadline=None)
def test_the_minimum_never_exceeds_the_population_and_never_falls_as_it_grows(population: int) -> None:
    here = minimum_respondents(survey(population=population), SAO, RULES).number
    there = minimum_respondents(survey(population=population + 1), SAO, RULES).number

    assert here is not None
    assert there is not None
    assert 1 <= here <= min(population, 400)
    assert here <= there
    assert 10 * here >= min(4000, population)


@given(st.integers(0, 29), st.integers(0, 53))
@settings(deadline=None)
def test_the_pace_is_enough_and_no_more_than_needed(total: int, days_before: int) -> None:
    found = at(survey(Count(OPENS, total)), CLOSES - timedelta(days=days_before))

    assert found.lacking == 30 - total
    assert found.pace is not None
    assert found.days_left == days_before + 1
    assert found.pace * found.days_left >= found.lacking
    assert (found.pace - 1) * found.days_left < found.lacking
