"""Chooses the divisions (ส่วนราชการ) that are responsible, from the agency's own list; a new one can be added."""

from collections.abc import Sequence

from ita_tui.domain.agency import Division
from screens.pick_dialog import PickDialog


class DivisionsDialog(PickDialog[str]):
    """Gives the chosen names in the order of the agency's list, new ones at its end."""

    QUESTION = "ส่วนราชการที่รับผิดชอบ"
    FIELD_HINT = "เพิ่มส่วนราชการใหม่ แล้วกด ↵"

    def __init__(self, divisions: Sequence[Division], chosen: Sequence[str]) -> None:
        names = dict.fromkeys((*(division.name for division in divisions), *chosen))
        super().__init__(((name, name) for name in names), chosen)

    def value_of(self, typed: str) -> str:
        return typed
