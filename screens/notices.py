"""Tells a refusal as a notice, from any screen: also one that nobody looked out for."""

from typing import Any

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from ita_tui.errors import ItaError
from ita_tui.thai.numerals import said


class CountsRefusals:
    """Mixed into a program that keeps what was typed for something that was refused."""

    refusals_told = 0


def tell(app: App[Any], refusal: ItaError) -> None:
    """What happened as the title, below it what it means and what to do."""
    message = "\n".join(part for part in (refusal.means, refusal.do) if part)
    if isinstance(app, CountsRefusals):
        app.refusals_told += 1
    app.notify(
        said(message or refusal.happened),
        title=said(refusal.happened) if message else "",
        severity="warning",
        timeout=12,
        markup=False,
    )


class TellsRefusals(MessagePump):
    """What is refused while a message is dealt with becomes a notice, and the program goes on.

    Each screen looks out for the refusals that it can do more about; a stick that was pulled out can refuse
    anything anywhere.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except ItaError as refusal:
            tell(self.app, refusal)
