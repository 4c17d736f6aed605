"""The functions of Rich and Textual that the widgets replace: found, or told to be gone."""

from importlib import import_module
from importlib.metadata import version
from typing import Any


class FrameworkMovedError(RuntimeError):
    """Rich or Textual no longer has a function that is replaced: the version bounds are too wide."""

    def __init__(self, place: str, name: str) -> None:
        self.place = place
        self.name = name
        super().__init__(
            f"{place}.{name} is gone in rich {version('rich')}, textual {version('textual')}: "
            "screens/widgets/ must be fitted to these versions, or they be bound more narrowly."
        )


def standing_at(place: str, name: str) -> tuple[object, Any]:
    """Find the module or class that holds a name, and what it holds there. Raises FrameworkMovedError."""
    module, _, holder_name = place.rpartition(".")
    try:
        holder: object = (
            getattr(import_module(module), holder_name) if holder_name[0].isupper() else import_module(place)
        )
        return holder, getattr(holder, name)
    except (ImportError, AttributeError) as missing:
        raise FrameworkMovedError(place, name) from missing
