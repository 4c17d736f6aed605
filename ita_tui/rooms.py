"""The rooms of a year, and the ways between them: what the program does with the year that is on the desk."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from screens import close_year
from screens.agency_form import AgencyForm
from screens.checks import ChecksScreen
from screens.collect_answers import CollectScreen
from screens.compare import CompareScreen
from screens.desk import Desk
from screens.digest import DigestScreen
from screens.disclosure import DisclosureScreen
from screens.division_sheets import DivisionSheetsScreen
from screens.drafts_app import DraftsApp
from screens.evidence import EvidenceScreen
from screens.export import ExportScreen
from screens.field_history import FieldHistoryScreen
from screens.history import HistoryScreen
from screens.keeping_app import KeepingApp
from screens.keys import EVERYWHERE, PALETTE_ONLY, ROOMS
from screens.leaving_once import LeavesOnceApp
from screens.measures import MeasuresScreen
from screens.meetings import MeetingsScreen
from screens.next_year import NextYearDialog
from screens.notices import tell
from screens.overview import OverviewScreen
from screens.projector import ProjectorScreen
from screens.read_in import ReadInScreen
from screens.rounds import RoundsScreen
from screens.scores import ScoresScreen
from screens.screen import ItaScreen
from screens.standing_notices import StandingNotices
from screens.surveys import SurveysScreen
from screens.walk import WalkScreen
from screens.years import YearsScreen

_OF_A_YEAR = frozenset(
    {
        "go",
        "read_in",
        "choose_year",
        "edit_agency",
        "show_history",
        "show_field_history",
        "compare_years",
        "start_next_year",
        "show_digest",
        "division_sheets",
        "collect_answers",
        "close_year",
    }
)
"""What is done with a year on the desk."""

_OWN = (
    command.action.removeprefix("app.").partition("(")[0] for command in (*ROOMS, *EVERYWHERE, *PALETTE_ONLY)
)
_NOT_OVER_PROJECTOR = frozenset(_OWN) - {"show_help", "palette"}
"""What is not done while something is projected to a meeting: nothing is changed there by accident."""


class RoomsApp(StandingNotices[int], LeavesOnceApp[int], KeepingApp, DraftsApp):
    """The program with a year on the desk: its rooms, and what can be asked of a year from anywhere."""

    ROOM_SCREENS: ClassVar[dict[str, type[ItaScreen]]] = {
        "overview": OverviewScreen,
        "measures": MeasuresScreen,
        "surveys": SurveysScreen,
        "disclosure": DisclosureScreen,
        "meetings": MeetingsScreen,
        "checks": ChecksScreen,
        "scores": ScoresScreen,
        "export": ExportScreen,
        "rounds": RoundsScreen,
    }

    def lay_on_desk(self, year: FiscalYear) -> None:
        """Show the rooms of a year, the overview first."""
        raise NotImplementedError

    async def _settled(self) -> bool:
        """Whether nothing typed would be lost by leaving the screens that are open."""
        for screen in reversed(self.screen_stack):
            save = getattr(screen, "save_now", None)
            if save is not None and not save():
                return False
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The rooms open with a year on the desk, and not over what is projected; else their keys are not shown."""
        if action in _OF_A_YEAR and self.desk is None:
            return False
        if action in _NOT_OVER_PROJECTOR and any(
            isinstance(one, ProjectorScreen) for one in self.screen_stack
        ):
            return False
        return super().check_action(action, parameters)

    # --- rooms ---------------------------------------------------------------------------------------------

    async def action_go(self, room: str) -> None:
        """Go to a room; what stands over it (a walk, a dialog) is left, with everything saved."""
        if self.desk is None or not await self._settled():
            return
        await self._show_room(self.ROOM_SCREENS[room])

    async def _show_room(self, kind: type[ItaScreen]) -> ItaScreen:
        assert self.desk is not None
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        here = self.screen
        if type(here) is kind:
            return here
        room = kind(self.desk)
        self._leave_notices()
        await self.switch_screen(room)
        return room

    def _leave_notices(self) -> None:
        """What was said in a room stays there; warnings are still to be read in the next one."""
        for notice in list(self._notifications):
            if notice.severity == "information":
                self._unnotify(notice, refresh=False)
        self._refresh_notifications()

    @on(OverviewScreen.Open)
    async def _open_list(self, event: OverviewScreen.Open) -> None:
        room = await self._show_room(self.ROOM_SCREENS[event.room])
        if event.measures is not None and isinstance(room, MeasuresScreen):
            room.show(event.measures)
        elif event.items is not None and isinstance(room, DisclosureScreen):
            room.show(event.items)
        elif event.chosen is not None and isinstance(room, SurveysScreen | DisclosureScreen):
            room.choose(event.chosen)

    async def go_to(self, subject: str, field: str = "") -> None:
        """Open what is named (measure:12, evidence:3, item:5, survey:3, scores), with the cursor in a field of it.

        A measure opens over the room, so that Esc comes back to it; all else opens in its own room. What has been
        removed meanwhile is told. Screens ask for it with ``call_later``: the one that asks may be taken away.
        """
        if self.desk is None or not await self._settled():
            return
        kind, _, number = subject.partition(":")
        try:
            match kind:
                case "measure":
                    await self._go_to_measure(self.desk, int(number), field)
                case "evidence":
                    await self._go_to_evidence(self.desk, int(number))
                case "item":
                    await self._choose_in(DisclosureScreen, int(number))
                case "survey":
                    await self._choose_in(SurveysScreen, int(number))
                case "meeting" if number:
                    await self._choose_in(MeetingsScreen, int(number))
                case _ if kind in self.ROOM_SCREENS:
                    await self._show_room(self.ROOM_SCREENS[kind])
        except ItaError as gone:
            tell(self, gone)

    async def _choose_in(
        self, kind: type[DisclosureScreen | SurveysScreen | MeetingsScreen], number: int
    ) -> None:
        room = await self._show_room(kind)
        assert isinstance(room, DisclosureScreen | SurveysScreen | MeetingsScreen)
        room.choose(number)

    async def _go_to_measure(self, desk: Desk, number: int, field: str) -> None:
        """Walk on from a measure among those of its kind."""
        proposal = desk.store.measures.get(number).proposal
        among = desk.store.measures.all(desk.year, proposals=proposal)
        ids = [measure.id for measure in among if measure.id is not None]
        await self.push_screen(WalkScreen(desk, ids if number in ids else [number], number, field))

    async def _go_to_evidence(self, desk: Desk, number: int) -> None:
        """The list of the first measure or OIT item that has a piece of evidence, the cursor on that."""
        for measure in desk.store.measures.all(desk.year):
            pieces = [piece.id for piece in measure.evidence]
            if measure.id is not None and number in pieces:
                await self._go_to_measure(desk, measure.id, "")
                listed = EvidenceScreen(desk, measure.id)
                await self.push_screen(listed)
                listed.query_one("#pieces", OptionList).highlighted = pieces.index(number)
                return
        for item in desk.store.disclosure.all(desk.year):
            if item.id is not None and number in {piece.id for piece in item.evidence}:
                await self._choose_in(DisclosureScreen, item.id)
                return

    @on(DigestScreen.Open)
    async def _open_from_digest(self, event: DigestScreen.Open) -> None:
        await self.go_to(event.subject)

    @on(RoundsScreen.Print)
    async def _print_round(self, event: RoundsScreen.Print) -> None:
        room = await self._show_room(ExportScreen)
        assert isinstance(room, ExportScreen)
        room.choices.choose("round", str(int(event.round_of)))

    # --- what is asked of the year ---------------------------------------------------------------------------

    def action_read_in(self) -> None:
        if self.desk is not None:
            self.push_screen(ReadInScreen(self.desk), self._read_into)

    def _read_into(self, year: FiscalYear | None) -> None:
        """Show the year that a report went into, where it is another one than is on the desk."""
        if year is not None and self.desk is not None and year != self.desk.year:
            self.lay_on_desk(year)

    def action_edit_agency(self) -> None:
        if self.desk is not None:
            self.push_screen(AgencyForm(self.desk))

    def action_show_history(self) -> None:
        if self.desk is not None:
            self.push_screen(HistoryScreen(self.desk))

    @work
    async def action_close_year(self) -> None:
        """Show what closing the year would remove of its evidence copies; the bundle is made in its room."""
        if self.desk is None or not await self._settled():
            return
        looked = await asyncio.to_thread(close_year.look, self.desk)
        answer = await self.push_screen_wait(close_year.CloseYearDialog(self.desk, looked))
        if answer == "bundle":
            await self._show_room(ExportScreen)
        elif answer == "removed":
            for screen in self.screen_stack:
                if isinstance(screen, ItaScreen):
                    screen.read_state()

    async def action_show_digest(self) -> None:
        if self.desk is None or isinstance(self.screen, DigestScreen) or not await self._settled():
            return
        self.push_screen(DigestScreen(self.desk))

    async def action_division_sheets(self) -> None:
        """Over the room, from the palette or F9; what stands over that is left with everything saved."""
        if self.desk is not None and not self._on_top(DivisionSheetsScreen) and await self._settled():
            self.push_screen(DivisionSheetsScreen(self.desk))

    async def action_collect_answers(self) -> None:
        if self.desk is not None and not self._on_top(CollectScreen) and await self._settled():
            self.push_screen(CollectScreen(self.desk))

    def _on_top(self, kind: type[ItaScreen]) -> bool:
        return any(isinstance(screen, kind) for screen in self.screen_stack)

    def action_show_field_history(self) -> None:
        if self.desk is not None:
            self.push_screen(FieldHistoryScreen(self.desk))

    async def action_compare_years(self) -> None:
        if self.desk is None or isinstance(self.screen, CompareScreen) or not await self._settled():
            return
        self.push_screen(CompareScreen(self.desk))

    @work
    async def action_start_next_year(self) -> None:
        """Begin the year after the one on the desk, and lay it on the desk."""
        if self.desk is None or not await self._settled():
            return
        offer = await asyncio.to_thread(tasks.offer_next_year, self.desk.store, self.desk.year)
        year = await self.push_screen_wait(NextYearDialog(self.desk, offer))
        if year is not None:
            self.lay_on_desk(year)

    @work
    async def action_choose_year(self) -> None:
        if self.desk is None or not await self._settled():
            return
        year = await self.push_screen_wait(YearsScreen(self.desk))
        if year is not None:
            self.lay_on_desk(year)
