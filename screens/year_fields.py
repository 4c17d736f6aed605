"""A fiscal year that begins, as fields: which one, and how many people its surveys count on."""

from textual.app import ComposeResult
from textual.containers import Vertical

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.numerals import digits, said
from screens.typed_numbers import NumberTrouble, typed_people, typed_year
from screens.widgets.field import Field

Typed = tuple[FiscalYear, int | None, int | None]


class YearFields(Vertical):
    """The year, the staff of one year or more (population of the IIT) and the people served (of the EIT)."""

    DEFAULT_CSS = """
    YearFields { height: auto; }
    """

    def __init__(self, year: FiscalYear) -> None:
        super().__init__()
        self.first = year

    def compose(self) -> ComposeResult:
        yield Field("ปีงบประมาณ", digits(self.first.be), id="year")
        yield Field(said("บุคลากร ๑ ปีขึ้นไป"), hint="คน (ใช้คิดค่าขั้นต่ำ IIT เว้นว่างได้)", id="staff")
        yield Field("ผู้รับบริการทั้งปี", hint="คน (ใช้คิดค่าขั้นต่ำ EIT เว้นว่างได้)", id="served")

    @property
    def touched(self) -> bool:
        """Whether anything but the offered year stands in the fields."""
        return any(self.query_one(name, Field).value for name in ("#staff", "#served")) or (
            self.query_one("#year", Field).value != digits(self.first.be)
        )

    def clear(self) -> None:
        """What stood there at first."""
        self.query_one("#year", Field).input.value = digits(self.first.be)
        for name in ("#staff", "#served"):
            self.query_one(name, Field).input.value = ""

    def refuse_year(self, words: str) -> None:
        """Say beside the year why it cannot begin."""
        field = self.query_one("#year", Field)
        field.complaint = words
        field.input.focus()

    def checked(self) -> Typed | None:
        """What was typed, or None with a sentence beside every field that is wrong, the first one focused."""
        wrong: list[Field] = []
        year = self.query_one("#year", Field)
        try:
            begins = typed_year(year.value)
        except NumberTrouble as trouble:
            year.complaint = str(trouble)
            wrong.append(year)
        people = [self._people(name, wrong) for name in ("#staff", "#served")]
        if wrong:
            wrong[0].input.focus()
            return None
        return begins, people[0], people[1]

    def _people(self, name: str, wrong: list[Field]) -> int | None:
        field = self.query_one(name, Field)
        try:
            return typed_people(field.value)
        except NumberTrouble as trouble:
            field.complaint = str(trouble)
            wrong.append(field)
            return None
