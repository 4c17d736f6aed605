"""Chooses the divisions (ส่วนราชการ) and sections (งาน) that are responsible; a new one can be added."""

from collections.abc import Sequence

from ita_tui.domain.agency import Division
from ita_tui.thai.folding import folded
from screens.pick_dialog import PickDialog


class DivisionsDialog(PickDialog[str]):
    """Gives the chosen names in the order of the agency's list, new ones at its end."""

    QUESTION = "ส่วนราชการที่รับผิดชอบ"
    FIELD_HINT = "เพิ่มส่วนราชการใหม่ แล้วกด ↵"

    def __init__(self, divisions: Sequence[Division], chosen: Sequence[str]) -> None:
        names = dict.fromkeys((*(division.name for division in divisions), *chosen))
        super().__init__(((name, name) for name in names), chosen)

    def value_of(self, typed: str) -> str:
        """The name on the list that is the same but for digits, blanks or letter forms, else a new one."""
        sought = folded(typed)
        return next((name for name in self.lines if folded(name) == sought), typed)


class SectionsDialog(PickDialog[str]):
    """Gives the chosen names of sections; those of the chosen divisions are offered, or of all where none is."""

    QUESTION = "งานหรือฝ่ายที่รับผิดชอบ"
    FIELD_HINT = "เพิ่มงานหรือฝ่ายใหม่ แล้วกด ↵"

    def __init__(
        self, divisions: Sequence[Division], chosen_divisions: Sequence[str], chosen: Sequence[str]
    ) -> None:
        offered = [one for one in divisions if one.name in chosen_divisions or not chosen_divisions]
        names = {section.name: f"{section.name}  ({one.name})" for one in offered for section in one.sections}
        super().__init__(({name: name for name in chosen} | names).items(), chosen)

    def value_of(self, typed: str) -> str:
        """The name on the list that is the same but for digits, blanks or letter forms, else a new one."""
        sought = folded(typed)
        return next((name for name in self.lines if folded(name) == sought), typed)
