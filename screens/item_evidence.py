"""The evidence of one OIT item: what proves that it stands on the website, or stood there."""

from pathlib import Path

from ita_tui import disclosing
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.evidence import Evidence
from ita_tui.thai.numerals import digits
from screens.desk import Desk
from screens.evidence import EvidenceList, evidence_help, evidence_keys
from screens.keys import HISTORY, bindings


class ItemEvidenceScreen(EvidenceList):
    """The list of an item's evidence; an item of the catalogue that is not kept yet is kept with its first piece."""

    WHOSE = "ข้อนี้"
    OTHERS = "ใช้หลักฐานใดกับข้อนี้ด้วย"
    HELP = evidence_help(WHOSE)
    KEYS = evidence_keys(WHOSE, "รายการข้อ OIT")
    BINDINGS = bindings((*KEYS, *HISTORY))

    def __init__(self, desk: Desk, item: DisclosureItem) -> None:
        super().__init__(desk)
        self.item = item

    def _kept(self) -> DisclosureItem:
        """The item as the store has it now; as the catalogue has it where it is not kept (any more)."""
        kept = self.desk.store.disclosure.all(self.desk.year)
        return next((one for one in kept if one.code == self.item.code), disclosing.untouched(self.item))

    def read_pieces(self) -> tuple[Evidence, ...]:
        self.item = self._kept()
        return self.item.evidence

    def heading(self) -> str:
        return f"หลักฐานของข้อ {self.item.code} ({digits(len(self.pieces))}) · {self.item.status.label}"

    def attach(self, piece: Evidence, path: Path | None) -> None:
        disclosing.attach_to_item(
            self.desk.store, self.desk.year, self._kept(), piece, path, on_progress=self.tell_progress
        )

    def use(self, evidence_id: int) -> None:
        disclosing.use_for_item(self.desk.store, self.desk.year, self._kept(), evidence_id)

    def detach(self, evidence_id: int) -> None:
        item = self._kept()
        if item.id is not None:
            self.desk.store.evidence.detach_item(evidence_id, item.id)
