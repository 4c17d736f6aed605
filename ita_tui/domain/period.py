"""A period (ระยะเวลา) as it was written, with its days where the words tell them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """The words of the ระยะเวลา cell, kept as written, and its first and last day where they can be told.

    Either both days are known or neither: ``๗ วัน`` and unknown words have none, and a period without days
    is never late.
    """

    text: str = ""
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError(f"a period has both days or neither: {self}")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"a period cannot end before it begins: {self}")
