"""A dialog that stays until its answer is saved: what is refused becomes a notice, and nothing typed is lost."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from textual import work

from ita_tui.errors import ItaError
from screens.dialogs import TypingDialog
from screens.notices import tell

Answer = TypeVar("Answer")
Keep = Callable[[Answer], Awaitable[bool]]
"""Saves an answer: False where she would rather change it, ItaError where the store refuses it."""


class KeepingDialog(TypingDialog[Answer], Generic[Answer]):
    """Closes with the answer once ``keep`` has saved it; a key that comes twice saves once."""

    def __init__(self, keep: Keep[Answer], *, pending: bool = False) -> None:
        super().__init__(pending=pending)
        self._keep = keep
        self._keeping = False

    def keep_answer(self, answer: Answer) -> None:
        """Save it and close, unless that is being done already."""
        if not self._keeping:
            self._keeping = True
            self._save(answer)

    @work
    async def _save(self, answer: Answer) -> None:
        try:
            kept = await self._keep(answer)
        except ItaError as refusal:
            tell(self.app, refusal)
            kept = False
        if kept:
            self.drafts.end()
            self.dismiss(answer)
        else:
            self._keeping = False
