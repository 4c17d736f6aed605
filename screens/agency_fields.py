"""The agency as fields to type into: used when it is first entered, and when it is changed."""

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from ita_tui.domain.agency import Agency, AgencyKind, AgencySize
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field

_UNKNOWN = "unknown"
_LABEL = 21
"""Cells before the choices: they stand under the fields."""


class AgencyFields(Vertical):
    """Name, district, province, kind, and the size where the rules tell sizes of that kind apart."""

    DEFAULT_CSS = """
    AgencyFields { height: auto; }
    """

    def __init__(self, agency: Agency | None = None) -> None:
        super().__init__()
        self.agency = agency or Agency("")

    def compose(self) -> ComposeResult:
        agency = self.agency
        yield Field("ชื่อหน่วยงาน", agency.name, hint="ชื่อเต็มตามที่พิมพ์ในรายงาน", id="name", select=False)
        yield Field("อำเภอ", agency.district, id="district", select=False)
        yield Field("จังหวัด", agency.province, id="province", select=False)
        kinds = [(kind.value, kind.short_label) for kind in AgencyKind]
        yield ChoiceRow(kinds, value=agency.kind.value, label="ประเภท".ljust(_LABEL), id="kind")
        sizes = [(_UNKNOWN, "ยังไม่ทราบ"), *((size.value, size.label) for size in AgencySize)]
        chosen = agency.size.value if agency.size else _UNKNOWN
        yield ChoiceRow(sizes, value=chosen, label="ขนาด".ljust(_LABEL), id="size")

    def on_mount(self) -> None:
        self._show_size()

    @on(ChoiceRow.Changed, "#kind")
    def _show_size(self) -> None:
        self.query_one("#size").display = self._kind.has_sizes

    @property
    def _kind(self) -> AgencyKind:
        return AgencyKind(self.query_one("#kind", ChoiceRow).value)

    def show(self, agency: Agency) -> None:
        """Put another agency into the fields."""
        self.agency = agency
        for name, words in (
            ("#name", agency.name),
            ("#district", agency.district),
            ("#province", agency.province),
        ):
            self.query_one(name, Field).input.value = words
        self.query_one("#kind", ChoiceRow).value = agency.kind.value
        self.query_one("#size", ChoiceRow).value = agency.size.value if agency.size else _UNKNOWN
        self._show_size()

    def typed(self) -> Agency:
        """The agency as the fields say it; its name may be empty."""
        size = self.query_one("#size", ChoiceRow).value
        kind = self._kind
        return replace(
            self.agency,
            name=self.query_one("#name", Field).value,
            district=self.query_one("#district", Field).value.removeprefix("อำเภอ").strip(),
            province=self.query_one("#province", Field).value.removeprefix("จังหวัด").strip(),
            kind=kind,
            size=AgencySize(size) if kind.has_sizes and size != _UNKNOWN else None,
        )

    def checked(self) -> Agency | None:
        """The agency, or None with a sentence beside the field that is wrong, which then has the focus."""
        agency = self.typed()
        if agency.name:
            return agency
        name = self.query_one("#name", Field)
        name.complaint = "พิมพ์ชื่อหน่วยงานก่อน ชื่อนี้จะอยู่ในทุกรายงาน"
        name.input.focus()
        return None
