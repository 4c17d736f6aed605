"""Texts padded to a number of cells, so that what stands beside them stands in columns."""

from ita_tui.thai.cells import cell_width


def padded(text: str, width: int) -> str:
    """The text at the left of ``width`` cells; a longer one stays whole."""
    return text + " " * max(0, width - cell_width(text))


def padded_left(text: str, width: int) -> str:
    """The text at the right of ``width`` cells; a longer one stays whole."""
    return " " * max(0, width - cell_width(text)) + text
