"""The preview of a page: every part of every layout, whole in eighty columns."""

from collections import Counter
from io import StringIO

import pytest
from rich.console import Console

from ita_tui.domain.measure import Measure
from ita_tui.reports.arranging import arrange
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.layouts import layout_named, shipped_layouts
from ita_tui.reports.options import Memo, Options
from ita_tui.reports.page import Page, Signatory, Table
from ita_tui.rulebook.loading import rules_for
from screens.page_view import MOST_ROWS, page_view
from tests.printed_years import FULL, YEAR

LINK = "https://itas.example.go.th/eit?tokenId=2759482"
SIGNATORIES = tuple(Signatory(f"นายสมมุติ คนที่ {at}", "กรรมการ") for at in range(1, 4))


def page_of(name: str, *measures: Measure) -> Page:
    report = FULL if not measures else type(FULL)(FULL.agency, YEAR, measures=measures)
    options = Options(
        eit_link=LINK,
        memo=Memo(to="นายก"),
        annex=Annex.BY_MEASURE,
        signatories=SIGNATORIES,
        scores_rules=rules_for(YEAR.previous()),
    )
    return arrange(report, layout_named(name), options)


def drawn(page: Page, width: int = 78) -> list[str]:
    console = Console(file=StringIO(), width=width, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        console.print(page_view(page))
    return captured.get().splitlines()


def letters(texts: list[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if letter.isalnum())


@pytest.mark.parametrize("name", [layout.name for layout in shipped_layouts()])
def test_no_letter_of_a_page_is_missing_from_its_preview(name: str) -> None:
    page = page_of(name)

    shown = letters(drawn(page))

    hidden = [part.link for part in page.parts if hasattr(part, "link")]
    printed = letters([text for _, text in page.texts()]) - letters(hidden)
    assert not printed - shown


def test_what_goes_across_the_page_stands_in_one_piece() -> None:
    page = page_of("progress")

    squeezed = "".join("".join(drawn(page)).split())

    for part in page.parts:
        if not isinstance(part, Table) and not hasattr(part, "signatures"):
            words = [text for place, text in part.texts() if place != "QR code"]
            assert all("".join(text.split()) in squeezed for text in words)
    assert "QRcodeแบบวัดEIT" in squeezed


def test_a_new_page_and_signatures_side_by_side_can_be_seen() -> None:
    lines = drawn(page_of("progress"))

    assert sum("ขึ้นหน้าใหม่" in line for line in lines) == 2
    assert sum("นายสมมุติ คนที่ ๑" in line and "นายสมมุติ คนที่ ๒" in line for line in lines) == 2
    assert sum("นายสมมุติ คนที่ ๓" in line and "คนที่ ๒" not in line for line in lines) == 2


def test_of_a_long_table_the_first_rows_are_drawn_and_the_rest_is_counted() -> None:
    page = page_of("progress", *(Measure(number, f"มาตรการลำดับ {number}") for number in range(1, 101)))

    lines = drawn(page)

    assert any("และอีก ๔๐ แถว" in line for line in lines)
    assert MOST_ROWS == 60
    assert any("๖๐." in line for line in lines)
    assert not any("๖๑." in line for line in lines)


def test_marks_of_the_screen_in_a_measure_are_letters() -> None:
    lines = drawn(page_of("progress", Measure(1, "[bold]ตรวจ[/bold] [link=x]")), 120)

    assert any("[bold]" in line for line in lines)
