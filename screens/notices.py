"""Tells a refusal as a notice, from any screen."""

from typing import Any

from textual.app import App

from ita_tui.errors import ItaError


def tell(app: App[Any], refusal: ItaError) -> None:
    """What happened as the title, below it what it means and what to do."""
    message = "\n".join(part for part in (refusal.means, refusal.do) if part)
    app.notify(
        message or refusal.happened,
        title=refusal.happened if message else "",
        severity="warning",
        timeout=12,
        markup=False,
    )
