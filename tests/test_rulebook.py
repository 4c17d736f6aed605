"""The rulebooks that are shipped, and the secretary's own."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.agency import AgencyKind, AgencySize
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import Confidence, PopulationRule, YearRules
from ita_tui.errors import ItaError
from ita_tui.rulebook.loading import rules_for
from ita_tui.rulebook.refusals import RulebookError

SOURCES = Path(__file__).parents[2] / "shared" / "rules"
RULEBOOK = Path(__file__).parents[1] / "ita_tui" / "rulebook"
SHIPPED = tuple(FiscalYear(be) for be in range(2562, 2570))
YEAR = FiscalYear(2568)
IIT, EIT, EIT1, EIT2, OIT = Instrument


def confidences(rules: YearRules) -> set[Confidence]:
    stated = [
        rules.weights_stated,
        rules.levels_stated,
        rules.catalogue.stated,
        rules.catalogue.groups_stated,
    ]
    stated += [
        rules.issues_stated,
        rules.questions_stated,
        *(rule.stated for rule in rules.minimums.values()),
    ]
    return {block.confidence for block in stated}


def refused(own: str) -> RulebookError:
    with pytest.raises(RulebookError) as caught:
        rules_for(YEAR, own)
    return caught.value


def test_eight_years_are_shipped_and_speak_for_themselves() -> None:
    shipped = sorted(int(path.stem) for path in RULEBOOK.glob("[0-9]*.toml"))

    assert shipped == [year.be for year in SHIPPED]
    for year in SHIPPED:
        assert rules_for(year).year == year


@pytest.mark.parametrize(
    ("be", "items"),
    [(2562, 48), (2563, 43), (2564, 43), (2565, 43), (2566, 43), (2567, 35), (2568, 28), (2569, 26)],
)
def test_each_year_has_its_own_catalogue(be: int, items: int) -> None:
    catalogue = rules_for(FiscalYear(be)).catalogue

    assert [item.code for item in catalogue.items] == [f"o{number}" for number in range(1, items + 1)]
    assert all(item.name for item in catalogue.items)


@pytest.mark.parametrize("year", SHIPPED)
def test_every_block_says_how_sure_it_is_in_thai(year: FiscalYear) -> None:
    rules = rules_for(year)

    assert all(rule.stated.note for rule in rules.minimums.values())
    for block in (
        rules.weights_stated,
        rules.levels_stated,
        rules.catalogue.stated,
        rules.catalogue.groups_stated,
    ):
        assert block.note
        assert block.confidence.label


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source tables are not beside the repository")
@pytest.mark.parametrize("year", SHIPPED)
def test_names_weights_and_bounds_are_those_of_the_source_tables(year: FiscalYear) -> None:
    source = yaml.safe_load((SOURCES / f"{year.be}.yaml").read_text(encoding="utf-8"))
    rules = rules_for(year)
    disclosure = source["disclosure"]

    assert {str(name): int(points) for name, points in rules.weights.items()} == source["weights"]["values"]
    assert [(item.code, item.name, item.group or None) for item in rules.catalogue.items] == [
        (item["code"], item["name_th"], item["sub"]) for item in disclosure["items"]
    ]
    assert [(group.id, group.name) for group in rules.catalogue.groups] == [
        (group["id"], group["name_th"]) for group in disclosure["sub_indicators"]
    ]
    assert rules.catalogue.measures_item == disclosure["measures_item"]
    assert rules.catalogue.report_item == disclosure["report_item"]
    assert [(level.label, float(level.total_min)) for level in rules.levels] == [
        (level["label"], float(level.get("min", level.get("total_min"))))
        for level in source["levels"]["values"]
    ]


def test_eit_is_one_survey_to_2565_and_two_since_2566() -> None:
    assert rules_for(FiscalYear(2565)).surveys == (IIT, EIT)
    assert rules_for(FiscalYear(2566)).surveys == (IIT, EIT1, EIT2)


def test_the_minimum_of_later_years_depends_on_kind_and_size() -> None:
    fixed = {(rule.kind, rule.size): rule.number for rule in rules_for(YEAR).minimums[EIT1].by_kind}

    assert fixed[AgencyKind.SAO, AgencySize.MEDIUM] == 40
    assert fixed[AgencyKind.SUBDISTRICT_MUNICIPALITY, AgencySize.LARGE] is None
    assert fixed[AgencyKind.UNIVERSITY, None] == 400


def test_2569_has_no_minimum_rule() -> None:
    for rule in rules_for(FiscalYear(2569)).minimums.values():
        assert (rule.by_population, rule.by_kind, rule.stated.confidence) == (None, (), Confidence.UNVERIFIED)


def test_the_seven_issues_stand_from_2567_on() -> None:
    assert rules_for(FiscalYear(2566)).issues == ()
    for be in (2567, 2568, 2569):
        assert len(rules_for(FiscalYear(be)).issues) == 7


def test_the_questions_of_2568_are_three_to_an_indicator() -> None:
    indicator = rules_for(YEAR).question_indicator

    assert len(indicator) == 24
    assert (indicator["i1"], indicator["i3"], indicator["i4"], indicator["i15"]) == (1, 1, 2, 5)
    assert (indicator["e1"], indicator["e4"], indicator["e9"]) == (6, 7, 8)


@pytest.mark.parametrize(("be", "nearest"), [(2570, 2569), (2580, 2569), (2561, 2562)])
def test_a_year_without_a_rulebook_borrows_the_nearest_and_trusts_none_of_it(be: int, nearest: int) -> None:
    borrowed = rules_for(FiscalYear(be))

    assert borrowed.year == FiscalYear(be)
    assert borrowed.catalogue.items == rules_for(FiscalYear(nearest)).catalogue.items
    assert confidences(borrowed) == {Confidence.UNVERIFIED}
    assert str(nearest).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) in borrowed.levels_stated.note


def test_her_own_block_beats_the_shipped_one_and_leaves_the_others() -> None:
    own = """
    [minimums.IIT]
    confidence = "verified"
    note = "หนังสือแจ้งจากสำนักงาน ป.ป.ช."
    by_population = {percent = 5, floor = 20, cap_population = 4000, cap = 200}
    """

    rules = rules_for(YEAR, own)

    assert rules.minimums[IIT].by_population == PopulationRule(5, 20, 4000, 200)
    assert rules.minimums[IIT].stated.confidence is Confidence.VERIFIED
    assert rules.minimums[EIT1] == rules_for(YEAR).minimums[EIT1]
    assert rules.catalogue == rules_for(YEAR).catalogue


def test_her_own_block_is_trusted_in_a_year_that_borrows_the_rest() -> None:
    own = '[weights]\nconfidence = "verified"\n[weights.points]\nIIT = 30\nEIT1 = 20\nEIT2 = 10\nOIT = 40\n'

    rules = rules_for(FiscalYear(2570), own)

    assert rules.weights[EIT1] == Decimal(20)
    assert rules.weights_stated.confidence is Confidence.VERIFIED
    assert rules.catalogue.stated.confidence is Confidence.UNVERIFIED


@pytest.mark.parametrize("own", [None, "", "  \n", "# แก้เกณฑ์ไว้ตรงนี้\n"])
def test_an_empty_file_changes_nothing(own: str | None) -> None:
    assert rules_for(YEAR, own) == rules_for(YEAR)


def test_the_shipped_text_is_itself_a_valid_file_of_her_own() -> None:
    shipped = RULEBOOK.joinpath(f"{YEAR.be}.toml").read_text(encoding="utf-8")

    assert rules_for(YEAR, shipped) == rules_for(YEAR)


LEVELS = "[levels] | confidence = 'verified' | pass_mark = 85"
FIRST_LEVEL = "[[levels.level]] | label = 'ผ่าน'"
WEIGHTS = "[weights] | confidence = 'verified' | [weights.points]"
BY_KIND = "[minimums.EIT1] | confidence = 'verified' | [[minimums.EIT1.by_kind]] | kind = 'sao' | number = 30"
CATALOGUE = "[catalogue] | confidence = 'verified' | [catalogue.grouping] | confidence = 'verified'"
FIRST_ITEM = "[[catalogue.item]] | name = 'โครงสร้าง'"


@pytest.mark.parametrize(
    ("own", "line", "key"),
    [
        ("[weights", 1, ""),
        ("year = 2568 | year = 2568", 2, ""),
        (" | year = 2567", 2, "year"),
        ("year = 2568 | เกณฑ์ = 1", 2, ""),
        ("weight = 3", 1, "weight"),
        ("minimums = 3", 1, "minimums"),
        ("[minimums.IIT] |  | confidence = 'sure'", 3, "minimums.IIT.confidence"),
        ("[minimums.IIT] | note = 'x'", 1, "minimums.IIT.confidence"),
        ("[minimums.IIT] | confidence = 'verified' | floors = 30", 3, "minimums.IIT.floors"),
        (f"{BY_KIND} | [[minimums.EIT1.by_kind]] | kind = 'อบต.'", 7, "minimums.EIT1.by_kind[2].kind"),
        (f"{BY_KIND} | [[minimums.EIT1.by_kind]] | number = 0", 6, "minimums.EIT1.by_kind[2].kind"),
        (f"{WEIGHTS} | IIT = 30 | EIT = 30 | OIT = 30", 3, "weights.points"),
        (f"{WEIGHTS} | IIT = 60 | EIT1 = 0 | OIT = 40", 3, "weights.points"),
        (f"{WEIGHTS} | IIT = true", 4, "weights.points.IIT"),
        (f"{LEVELS} | {FIRST_LEVEL} | total_min = 85", 4, "levels.level"),
        (f"{LEVELS} | {FIRST_LEVEL} | total_min = 0 | {FIRST_LEVEL} | total_min = 85", 4, "levels.level"),
        (f"{LEVELS} | {FIRST_LEVEL} | total_min = 101", 6, "levels.level[1].total_min"),
        ("[levels] | confidence = 'verified' | pass_mark = 'สูง'", 3, "levels.pass_mark"),
        (f"{CATALOGUE} | {FIRST_ITEM} | code = 'o2'", 7, "catalogue.item[1].code"),
        (f"{CATALOGUE} | {FIRST_ITEM} | code = 'o1' | group = '9.1'", 8, "catalogue.item[1].group"),
        (f"{CATALOGUE} | {FIRST_ITEM} | code = 1", 7, "catalogue.item[1].code"),
        (CATALOGUE, 1, "catalogue.item"),
        (
            "[questions] | confidence = 'verified' | [questions.indicator] | i1 = 11",
            4,
            "questions.indicator.i1",
        ),
        ("[issues] | confidence = 'verified' | names = 'เดียว'", 3, "issues.names"),
    ],
)
def test_a_slip_in_her_file_is_named_by_line_and_key(own: str, line: int, key: str) -> None:
    error = refused(own.replace(" | ", "\n"))

    assert (error.line, error.key) == (line, key)
    assert str(error).startswith("อ่านไฟล์เกณฑ์ปี ๒๕๖๘ ไม่ได้ บรรทัด ")
    assert isinstance(error, ItaError)


def test_a_refusal_says_what_happened_what_was_kept_and_what_to_do() -> None:
    error = refused("[minimums.IIT]\nconfidence = 'sure'")

    assert error.happened == (
        "อ่านไฟล์เกณฑ์ปี ๒๕๖๘ ไม่ได้ บรรทัด ๒ ที่ minimums.IIT.confidence: "
        "“sure” ต้องเป็นคำใดคำหนึ่ง: verified, inferred, secondary, unverified"
    )
    assert error.means == "ข้อมูลที่บันทึกไว้ไม่เปลี่ยนแปลง"
    assert "ไฟล์เกณฑ์" in error.do


TOML_LIKE = st.text(alphabet="[]=\"'{}.,# \nweightslvcofdn0123", max_size=60)


@given(TOML_LIKE | st.text(max_size=30))
@settings(deadline=None)
def test_any_text_is_either_a_rulebook_or_a_refusal(own: str) -> None:
    try:
        year = rules_for(YEAR, own).year
    except RulebookError as error:
        year = error.year

    assert year == YEAR
