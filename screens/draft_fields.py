"""The fields of a form as a draft has them: each by its name, with its words on the screen and what stands in it."""

from collections.abc import Iterator, Mapping

from textual.widget import Widget
from textual.widgets import Label, Static

from ita_tui.drafts import TypedField
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea

AnyField = ThaiInput | ThaiTextArea | ChoiceRow


def fields_of(form: Widget) -> dict[str, AnyField]:
    """Every field of a form by its own name, or its line's, or its place among those that have none."""
    named: dict[str, AnyField] = {}
    for at, field in enumerate(form.query("ThaiInput, ThaiTextArea, ChoiceRow")):
        if isinstance(field, ThaiInput | ThaiTextArea | ChoiceRow):
            line = field.query_ancestor(Field) if _in_line(field) else None
            name = field.id or (line.id if line is not None else None) or f"{at}"
            named[name if name not in named else f"{name}-{at}"] = field
    return named


def text_of(field: AnyField) -> str:
    return field.text if isinstance(field, ThaiTextArea) else field.value


def fill(field: AnyField, text: str) -> None:
    """Put a text into a field; a choice that is no longer offered stays as it is."""
    if isinstance(field, ThaiTextArea):
        field.load_text(text)
    elif isinstance(field, ThaiInput) or text in dict(field.choices):
        field.value = text


def typed_fields(form: Widget, first: Mapping[str, str]) -> tuple[TypedField, ...]:
    """What stands in the fields now; ``first`` is what stood there when nobody had typed yet."""
    return tuple(
        TypedField(name, label_of(field), text_of(field), first.get(name, ""))
        for name, field in fields_of(form).items()
    )


def only_chosen(form: Widget, fields: tuple[TypedField, ...]) -> bool:
    """Whether nothing was typed: at most something was chosen with the arrow keys."""
    known = fields_of(form)
    return all(isinstance(known[field.name], ChoiceRow) for field in fields if field.text != field.before)


def label_of(field: AnyField) -> str:
    """What the screen calls a field."""
    if isinstance(field, ChoiceRow):
        return field.label.strip()
    if _in_line(field):
        return field.query_ancestor(Field).label.strip()
    beside = next(_words_before(field), "")
    return beside or (field.placeholder if isinstance(field, ThaiInput) else "") or "ข้อความ"


def title_of(form: Widget) -> str:
    """What a form asks: its first words."""
    words = (str(line.render()).strip() for line in form.query("Label, Static").results(Static))
    return next(filter(None, words), "แบบฟอร์ม").splitlines()[0]


def _in_line(field: Widget) -> bool:
    return any(isinstance(above, Field) for above in field.ancestors)


def _words_before(field: Widget) -> Iterator[str]:
    """The words that stand before a field in its line."""
    assert isinstance(field.parent, Widget)
    for beside in field.parent.children:
        if beside is field:
            return
        if isinstance(beside, Label | Static) and (words := str(beside.render()).strip()):
            yield words
