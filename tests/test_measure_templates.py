"""Templates of measures by issue: those that are shipped, and the secretary's own."""

from collections import Counter
from pathlib import Path

import pytest

from ita_tui import places
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import WorkStatus
from ita_tui.rulebook.measure_templates import (
    TemplatesError,
    read_templates,
    shipped_templates,
    templates_with,
)

YEAR = FiscalYear(2569)
OWN = """
[[template]]
issue = 2
title = "เปิดจุดบริการเคลื่อนที่"
steps = ["ทำแผน", "ออกหน่วย"]
"""


def test_there_are_at_least_three_templates_for_each_of_the_seven_issues_and_none_twice() -> None:
    counted = Counter(template.issue for template in shipped_templates())

    assert set(counted) == set(range(1, 8))
    assert min(counted.values()) >= 3
    assert len({template.title for template in shipped_templates()}) == sum(counted.values())


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda template: template.title[:30])
def test_every_shipped_template_is_a_whole_plan(template: object) -> None:
    assert template in shipped_templates()
    one = next(found for found in shipped_templates() if found == template)
    measure = one.measure(9, YEAR, ("กองคลัง",))

    assert 3 <= len(measure.steps) <= 6
    assert measure.guideline
    assert measure.follow_up
    assert one.divisions
    assert measure.period.span is not None
    assert (measure.number, measure.issue, measure.responsible) == (9, one.issue, "กองคลัง")
    assert measure.status is WorkStatus.NOT_STARTED
    assert not measure.result


def test_her_own_templates_stand_first_and_replace_those_of_the_same_title() -> None:
    title = shipped_templates()[0].title
    templates = templates_with(OWN + OWN.replace("2", "1").replace("เปิดจุดบริการเคลื่อนที่", title))

    assert len(templates) == len(shipped_templates()) + 1
    assert [t.title for t in templates if t.own] == [title, "เปิดจุดบริการเคลื่อนที่"]
    assert next(t for t in templates if t.issue == 2).own
    assert [t.issue for t in templates] == sorted(t.issue for t in templates)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("[[template]]\nissue = 9\n", "template[1].issue", 2),
        ('[[template]]\nissue = 1\ntitle = " "\nsteps = ["ก"]\n', "template[1].title", 3),
        ('[[template]]\nissue = 1\ntitle = "ก"\nsteps = []\n', "template[1].steps", 4),
        ('[[template]]\nissue = 1\ntitle = "ก"\nsteps = ["ก"]\nstep = 1\n', "template[1].step", 5),
        ('[[template]]\nissue = 1\ntitle = "ก"\n', "template[1].steps", 1),
        ('templates = "ก"\n', "templates", 1),
        ("[[template]\n", "", 1),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_line_and_key(text: str, key: str, line: int) -> None:
    with pytest.raises(TemplatesError) as caught:
        read_templates(text)

    assert (caught.value.key, caught.value.line) == (key, line)
    assert "แม่แบบที่มากับโปรแกรมยังใช้ได้" in str(caught.value)


def test_the_file_of_her_own_lies_beside_the_database(tmp_path: Path) -> None:
    assert places.own_templates(tmp_path / "ita.db") is None
    assert templates_with(None) == templates_with("  ") == shipped_templates()

    (tmp_path / "measure_templates.toml").write_text(OWN, encoding="utf-8-sig")

    assert places.own_templates(tmp_path / "ita.db") == OWN


def test_suggested_divisions_are_those_of_the_office_in_its_own_spelling() -> None:
    borrow = next(t for t in shipped_templates() if t.divisions == ("กองคลัง", "หน่วยตรวจสอบภายใน"))

    assert borrow.suggested(["สำนักปลัด", "หน่วย ตรวจสอบภายใน", "กองคลัง"]) == ("หน่วย ตรวจสอบภายใน", "กองคลัง")
    assert borrow.suggested([]) == ()
