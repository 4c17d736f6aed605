import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text
from textual.app import App, ComposeResult

from screens.widgets.thai_text_area import ThaiTextArea
from screens.widgets.wrapped_line import WrappedLine, _Parts

pytestmark = pytest.mark.painted

texts = st.text(st.sampled_from("กที่น้ำ \tab"), max_size=40)
spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["bold", "red"])), max_size=4
)


@given(texts, spans, st.sets(st.integers(1, 39), max_size=6))
@settings(deadline=None)
def test_the_painted_part_of_a_line_is_the_one_that_dividing_all_of_it_gives(
    text: str, styled: list[tuple[int, int, str]], cuts: set[int]
) -> None:
    offsets = sorted(cut for cut in cuts if cut < len(text))
    whole, line = Text(text, end="", no_wrap=True), WrappedLine(text, end="", no_wrap=True)
    for start, end, style in styled:
        whole.stylize(style, start, end)
        line.stylize(style, start, end)

    for index, expected in enumerate(whole.divide(offsets)):
        parts = line.divide(offsets)
        painted = parts[index]
        assert painted.plain == expected.plain
        assert [style_at(painted, at) for at in range(len(painted))] == [
            style_at(expected, at) for at in range(len(expected))
        ]
        assert [parts[before].plain.count("\t") for before in range(index)] == [
            section.plain.count("\t") for section in list(whole.divide(offsets))[:index]
        ]


def style_at(text: Text, at: int) -> list[str]:
    return [str(span.style) for span in text.spans if span.start <= at < span.end]


class _Long(App[None]):
    def compose(self) -> ComposeResult:
        yield ThaiTextArea("ก" * 20_000)


async def test_a_paragraph_of_a_thousand_lines_makes_no_text_for_those_that_are_not_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []
    make = _Parts._made

    def counted(self: _Parts, start: int, end: int) -> Text:
        made.append(start)
        return make(self, start, end)

    monkeypatch.setattr(_Parts, "_made", counted)

    app = _Long()
    async with app.run_test(size=(40, 12)) as pilot:
        area = app.query_one(ThaiTextArea)
        assert area.wrapped_document.height > 500
        area.focus()
        area.move_cursor(area.document.end)
        await pilot.pause()

        assert 0 < len(made) < 100
