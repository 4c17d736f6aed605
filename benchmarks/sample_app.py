"""The program itself on a database of the sample year; the one place that knows how it is built."""

from pathlib import Path

from sample_store import sample_clock
from textual.app import App

from ita_tui.app import ItaApp


def sample_app(database: Path) -> App[int]:
    """The app as ``ita-tui --db DATABASE`` builds it, but on the sample's own day."""
    return ItaApp(database, clock=sample_clock)
