"""Which notices stand on the screen on top: none twice, few at once, and on a dialog only those that answer it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.notifications import Notification, Notifications, Notify
from textual.screen import ModalScreen, Screen
from textual.widgets._toast import ToastRack
from textual.worker import NoActiveWorker, get_current_worker

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

Result = TypeVar("Result")
TOLD = "-told"
"""The class of a dialog while a notice stands above it: the notice takes lines of its own from it."""
_TALL = 30
"""Lines of a screen that has room for one notice more."""
_SHORTEST_NOTICE, _LONGEST_NOTICE, _READ_A_SECOND = 3, 6, 15
"""In seconds, and letters that are read in one."""


@dataclass
class Told(Notification):
    """A notice with the screen that it answers; none where the program itself told it, asked by nobody.

    While it ``waits`` its time stands still.
    """

    answers: Screen[Any] | None = None
    waits: bool = False

    @property
    def time_left(self) -> float:
        """In seconds."""
        return self.timeout if self.waits else super().time_left

    def begun_again(self, *, waits: bool) -> "Told":
        """The same words for the time that is left, as a notice of its own: a box that stands already ends alone."""
        left = max(_SHORTEST_NOTICE, self.time_left)
        return Told(
            self.message, self.title, self.severity, left, self.markup, answers=self.answers, waits=waits
        )


class StandingNotices(App[Result]):
    """The program's notices. What was told elsewhere waits while a dialog is open, and is shown once it is closed.

    On a dialog a notice stands above the box, on lines that it takes from it; in a room over the last lines, above
    the keys. So neither covers what can be chosen or pressed.
    """

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notice; plain information as long as it takes to be read, for it stands over the last lines."""
        if timeout is None and severity == "information":
            timeout = min(_LONGEST_NOTICE, max(_SHORTEST_NOTICE, len(title + message) // _READ_A_SECOND))
        lasts = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.post_message(Notify(Told(message, title, severity, lasts, markup, answers=self._answered())))

    def _answered(self) -> Screen[Any] | None:
        """The screen whose work tells something now; none where it is work of the program itself."""
        try:
            node = get_current_worker().node
        except NoActiveWorker:
            return self.screen_stack[-1] if self.screen_stack else None
        return None if isinstance(node, App) else node.screen

    def _on_notify(self, event: Notify) -> None:
        """Before a notice is added, the same words that stand already go: what is told again is told anew."""
        new = event.notification
        for old in list(self._notifications):
            if (old.title, old.message) == (new.title, new.message):
                del self._notifications[old]

    def _unnotify(self, notification: Notification, refresh: bool = True) -> None:  # noqa: FBT001, FBT002 (Textual's)
        """The place of a notice that has ended is for one that waits."""
        super()._unnotify(notification, refresh or any(_waits(one) for one in self._notifications))

    def _refresh_notifications(self) -> None:
        """Show on the screen on top what is to stand there."""
        try:
            screen = self.screen
            rack = screen.get_child_by_type(ToastRack)
        except (ScreenStackError, NoMatches):  # nothing can be shown there yet
            return
        shown = self._standing_on(screen)
        standing = Notifications()
        for notice in shown:
            standing.add(notice)
        screen.set_class(bool(shown) and isinstance(screen, ModalScreen), TOLD)
        self.call_later(_show, rack, standing)

    def _standing_on(self, screen: Screen[Any]) -> list[Notification]:
        """The newest of those that may stand on a screen; for all others time stands still."""
        dialog = isinstance(screen, ModalScreen)
        may = [one for one in self._notifications if not dialog or _answers(one, screen)]
        most = (1 if dialog else 2) + (self.size.height >= _TALL)
        newest = {one.identity for one in may[-most:]}
        kept = list(self._notifications)
        self._notifications.clear()
        shown: list[Notification] = []
        for one in kept:
            stands = one.identity in newest
            again = one
            if isinstance(one, Told) and one.waits is stands:
                again = one.begun_again(waits=not stands)
            self._notifications.add(again)
            if stands:
                shown.append(again)
        return shown


def _show(rack: ToastRack, standing: Notifications) -> None:
    """Take away the boxes of all others first, also those that have not been filled yet."""
    boxes = {ToastRack._toast_id(notice) for notice in standing}  # noqa: SLF001 (Textual names them nowhere else)
    for box in list(rack.children):
        if box.id not in boxes:
            box.remove()
    rack.show(standing)


def _waits(notice: Notification) -> bool:
    return isinstance(notice, Told) and notice.waits


def _answers(notice: Notification, screen: Screen[Any]) -> bool:
    return not isinstance(notice, Told) or notice.answers is screen
