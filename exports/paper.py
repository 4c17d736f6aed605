"""The paper that is printed on, with its margins, in points."""

from dataclasses import dataclass, replace
from typing import Final

INCH: Final = 72.0
CENTIMETRE: Final = INCH / 2.54

EMBLEM: Final = 1.5 * CENTIMETRE
"""Height of the ครุฑ at the top left of a form: none is printed, but room for it is left beside the form's name."""


@dataclass(frozen=True)
class Paper:
    """A sheet of paper. Its text stands between the margins."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def is_upright(self) -> bool:
        return self.height > self.width

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


UPRIGHT: Final = Paper(
    595.28, 841.89, left=3 * CENTIMETRE, right=2 * CENTIMETRE, top=2.5 * CENTIMETRE, bottom=2 * CENTIMETRE
)
"""A4 as the regulation on correspondence (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ) wants a memo."""

ON_ITS_SIDE: Final = replace(UPRIGHT, width=UPRIGHT.height, height=UPRIGHT.width)
"""A4 with the same margins for a report that is written on in."""

WIDE: Final = Paper(
    ON_ITS_SIDE.width,
    ON_ITS_SIDE.height,
    left=0.55 * INCH,
    right=0.55 * INCH,
    top=0.6 * INCH,
    bottom=0.65 * INCH,
)
"""A4 on its side with narrow margins, for the wide tables of a report that is printed as it is."""
