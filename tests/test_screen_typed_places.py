"""Every place with a field to type in: no key takes away unasked what was typed there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.app import ItaApp
from ita_tui.domain.analysis import IssueResult, WeakItem
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure
from ita_tui.domain.meetings import AgendaItem, Meeting, Resolution
from ita_tui.domain.respondents import Count
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, ToDevelop
from ita_tui.report_parts import ReportParts
from screens.agency_form import AgencyForm
from screens.backups import AskFile
from screens.backups_folder import SecondFolderDialog
from screens.carry_over import CarryOverScreen
from screens.choice import Choice
from screens.desk import Desk
from screens.dialogs import Ask, TypingDialog
from screens.disclosure_form import DisclosureForm, MeasuresDialog
from screens.divisions import DivisionsDialog, SectionsDialog
from screens.draft_fields import AnyField, fields_of, text_of
from screens.evidence_form import EvidenceForm
from screens.form import Form
from screens.keeping_dialog import KeepingDialog
from screens.link_list import LinksPreview, LinksText, LinksTextDialog
from screens.measure_form import NewMeasureForm
from screens.meeting_forms import (
    AgendaItemForm,
    CarryOutForm,
    MeetingForm,
    MeetingRoomForm,
    PersonForm,
    ResolutionForm,
)
from screens.meeting_paper_writing import PaperScreen
from screens.next_year import NextYearDialog
from screens.pasted_text import PastedTextDialog
from screens.pick_dialog import PickDialog
from screens.plan_form import PlanForm, PlanLists
from screens.plan_picks import AnswersDialog, ItemsDialog
from screens.plan_picks import SectionsDialog as SectionsOfPlan
from screens.report_parts_form import ReportPartsForm
from screens.review_list import ReviewList
from screens.scores_form import ResultsForm
from screens.scores_item_forms import DevelopForm, IssueForm, QuestionForm
from screens.scores_measure_form import StartMeasureForm
from screens.signatories import SignatoriesScreen
from screens.step_form import StepForm
from screens.survey_form import CountForm, SettingsForm, SurveyForm
from screens.widgets.choice_row import ChoiceRow
from screens.years import YearsScreen
from tests.long_series import some
from tests.screen_app import NOW, opened, press, sample_database, settle, store_of
from tests.typing_thai import followed, type_thai

TYPED = "ที่นี่"
TODAY = NOW.date()
ISSUES = [IssueResult(number, "ประเด็น", (), (), IssueAnalysis(number)) for number in range(1, 8)]
WITHOUT_TEXT = {CarryOverScreen, LinksPreview}
"""Ticks and choices alone."""
NAMES_OF_FILES = {AskFile, PaperScreen, SecondFolderDialog}
"""What is typed there says where a file goes, and is offered anew each time."""
GROUND = {TypingDialog, KeepingDialog, Form, MeetingRoomForm, SurveyForm, PickDialog, ReviewList}
"""What the others stand on."""


async def never(_: object) -> bool:
    return False


def plan(desk: Desk, measure: Measure) -> PlanForm:
    lists = PlanLists((), {}, {}, desk.store.agencies.divisions, lambda: ())
    return PlanForm(measure, lists, never, field="weak_item")


def parts_form(desk: Desk) -> ReportPartsForm:
    layout = tasks.layout_choice(desk.store.path).usable[0]
    return ReportPartsForm(ReportParts(), layout, today=TODAY, agency="อบต.", keep=never)


def results(desk: Desk) -> ResultsForm:
    report = desk.store.report(desk.year)
    assert report.scores is not None
    rules = tasks.year_rules(desk.store, desk.year)
    return ResultsForm(report.scores, rules, lambda _: rules, never)


def disclosure(desk: Desk) -> DisclosureForm:
    item = desk.store.disclosure.all(desk.year)[0]
    return DisclosureForm(item, (), lambda: (), never, near=TODAY)


FORMS: dict[type, Callable[[Desk], TypingDialog[Any]]] = {
    Ask: lambda _: Ask("เพราะเหตุใด"),
    EvidenceForm: lambda _: EvidenceForm(near=TODAY),
    StepForm: lambda _: StepForm(None, never),
    NewMeasureForm: lambda _: NewMeasureForm(never),
    MeetingForm: lambda _: MeetingForm(Meeting(1), (), near=TODAY, keep=never),
    AgendaItemForm: lambda _: AgendaItemForm(AgendaItem(""), never),
    PersonForm: lambda _: PersonForm("ผู้มาประชุม", "", "", never),
    ResolutionForm: lambda _: ResolutionForm(Resolution(""), (), lambda: (), near=TODAY, keep=never),
    CarryOutForm: lambda _: CarryOutForm(Resolution("มติ"), today=TODAY, keep=never),
    CountForm: lambda desk: CountForm(
        desk.store.surveys.all(desk.year)[0], Count(TODAY, 1), (), near=TODAY, keep=never
    ),
    SettingsForm: lambda desk: SettingsForm(desk.store.surveys.all(desk.year)[0], near=TODAY, keep=never),
    QuestionForm: lambda _: QuestionForm(QuestionScore("", None), (), ISSUES, never),
    DevelopForm: lambda _: DevelopForm(ToDevelop(Instrument.IIT, "", "", ""), never),
    IssueForm: lambda _: IssueForm(ISSUES[0], never),
    ResultsForm: results,
    StartMeasureForm: lambda _: StartMeasureForm(WeakItem(("i1",), "ข้อ"), (), never),
    ReportPartsForm: parts_form,
    PlanForm: lambda desk: plan(desk, desk.store.measures.all(desk.year)[0]),
    DisclosureForm: disclosure,
    SignatoriesScreen: lambda _: SignatoriesScreen(()),
    PastedTextDialog: lambda _: PastedTextDialog(""),
    LinksTextDialog: lambda _: LinksTextDialog(LinksText("")),
    DivisionsDialog: lambda desk: DivisionsDialog(desk.store.agencies.divisions(), ()),
    SectionsDialog: lambda desk: SectionsDialog(desk.store.agencies.divisions(), (), ()),
    SectionsOfPlan: lambda desk: SectionsOfPlan(desk.store.agencies.divisions(), (), ()),
    ItemsDialog: lambda _: ItemsDialog({"o1": "โครงสร้าง"}, ()),
    AnswersDialog: lambda _: AnswersDialog({"i1": "ข้อคำถาม"}, ()),
    MeasuresDialog: lambda desk: MeasuresDialog(desk.store.measures.all(desk.year), frozenset()),
    NextYearDialog: lambda desk: NextYearDialog(desk, tasks.offer_next_year(desk.store, desk.year)),
}
KEYS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "ctrl+q")


def made_of(kind: type[object]) -> Iterator[type[object]]:
    for one in kind.__subclasses__():
        if not one.__module__.startswith("tests"):
            yield one
            yield from made_of(one)


def test_every_form_with_a_field_is_looked_at_here() -> None:
    there = {TypingDialog, *made_of(TypingDialog)}

    assert there - GROUND - WITHOUT_TEXT - NAMES_OF_FILES == set(FORMS)


async def typed_into(pilot: Any) -> tuple[Screen[Any], AnyField]:  # noqa: ANN401 (a Pilot of any program)
    """Type a word into the first field of the form on top that takes letters."""
    form = pilot.app.screen
    field = next(one for one in fields_of(form).values() if not isinstance(one, ChoiceRow) and one.focusable)
    field.focus()
    await followed(pilot)
    await type_thai(pilot, TYPED)
    assert TYPED in text_of(field), form
    return form, field


async def dropped(pilot: Any, form: Screen[Any]) -> None:  # noqa: ANN401
    """Esc asks; the answer is to drop it."""
    await press(pilot, "escape")
    asked = pilot.app.screen
    assert isinstance(asked, Choice), form
    asked.dismiss("drop")
    await settle(pilot)
    assert pilot.app.screen is not form


@pytest.mark.story
async def test_no_key_takes_away_unasked_what_was_typed_in_a_form(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (100, 40)) as pilot:
        app = pilot.app
        assert isinstance(app, ItaApp)
        assert app.desk is not None
        assert app.drafts is not None
        for kind in some(tuple(FORMS), 5):
            app.push_screen(FORMS[kind](app.desk))
            await settle(pilot)
            form, field = await typed_into(pilot)
            for key in KEYS:
                await press(pilot, key)
                assert app.screen is form, (kind, key)
            await press(pilot, "f12")
            await type_thai(pilot, "ภาพรวม")
            await press(pilot, "enter")
            assert app.screen is form, (kind, "palette")
            await pilot.click(offset=(2, 0))
            if kind is not PastedTextDialog:  # gives its text to the screen below, however it is closed
                await press(pilot, "escape")
                assert isinstance(app.screen, Choice), (kind, "Esc")
                await press(pilot, "escape")
            assert app.screen is form, kind
            assert TYPED in text_of(field), kind
            if kind is PastedTextDialog:
                form.dismiss(None)
                await settle(pilot)
            else:
                await dropped(pilot, form)
            app.drafts.files.flush()
            assert app.drafts.files.found().drafts == (), kind


async def test_the_agency_is_saved_when_its_form_is_left_and_asked_about_where_it_cannot_be(
    tmp_path: Path,
) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        for key in ("f3", "escape"):
            await pilot.app.run_action("edit_agency")
            await settle(pilot)
            assert isinstance(pilot.app.screen, AgencyForm)
            await typed_into(pilot)
            await press(pilot, key)
            agency = store_of(pilot).agencies.current()
            assert agency is not None
            assert TYPED in agency.name
        await pilot.app.run_action("edit_agency")
        await settle(pilot)
        form = pilot.app.screen
        assert isinstance(form, AgencyForm)
        await press(pilot, *["backspace"] * 100)
        await press(pilot, "f3")
        assert pilot.app.screen is form
        await press(pilot, "escape")

        assert isinstance(pilot.app.screen, Choice)


async def test_numbers_of_a_year_that_has_not_begun_are_asked_about(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await pilot.app.run_action("choose_year")
        await settle(pilot)
        await press(pilot, "end", "enter")
        form = pilot.app.screen
        assert isinstance(form, YearsScreen)
        await press(pilot, "tab")
        await type_thai(pilot, "๖๐")

        await press(pilot, "f3")
        assert pilot.app.screen is form
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Choice)
        await press(pilot, "escape")

        assert text_of(fields_of(form)["staff"]) == "๖๐"
        await dropped_years(pilot)


async def dropped_years(pilot: Any) -> None:  # noqa: ANN401
    await press(pilot, "escape")
    pilot.app.screen.dismiss("drop")
    await settle(pilot)
    assert text_of(fields_of(pilot.app.screen)["staff"]) == ""


async def test_a_first_run_keeps_what_was_typed_while_another_way_is_looked_at(tmp_path: Path) -> None:
    async with opened(tmp_path / "new.db") as pilot:
        ways = pilot.app.screen.query_one(OptionList)
        ways.highlighted = ways.get_option_index("form")
        await press(pilot, "enter")
        _, field = await typed_into(pilot)

        await press(pilot, "f10")
        assert text_of(field) == TYPED
        await press(pilot, "escape")
        ways.highlighted = ways.get_option_index("form")
        await press(pilot, "enter")

        assert text_of(field) == TYPED


async def test_a_measure_is_saved_whichever_key_leaves_it(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        for times, key in enumerate(("f2", "f5", "escape", "pagedown"), start=1):
            await press(pilot, "f3", "enter")
            pilot.app.screen.query_one("#result").focus()
            await followed(pilot)
            await type_thai(pilot, TYPED)

            await press(pilot, key)

            measure = store_of(pilot).measures.all(app_year(pilot))[0]
            assert measure.result.count(TYPED) == times, key


def app_year(pilot: Any) -> Any:  # noqa: ANN401
    return pilot.app.desk.year
