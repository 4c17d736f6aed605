"""Reading on in details that are longer than their place, with one key."""

from textual.containers import VerticalScroll


def read_on(details: VerticalScroll) -> None:
    """Show the next part; behind the last one the first again."""
    if details.scroll_offset.y >= details.max_scroll_y:
        details.scroll_home(animate=False)
    else:
        details.scroll_page_down(animate=False)
