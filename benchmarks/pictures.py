"""Draws every screen of the sample year as PNG files, to be looked at: at 80×24, 120×40 and 160×45.

usage: pictures.py FOLDER [NAME ...]      names as in SHOTS; without any, all of them
"""

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from raster import picture
from sample_app import sample_app
from sample_store import sample_database
from textual.pilot import Pilot

SIZES = ((80, 24), (120, 40), (160, 45))
LOOK_SECONDS, STILL_LOOKS, MOST_LOOKS = 0.1, 3, 200


@dataclass(frozen=True)
class Shot:
    """A screen: its file name, the keys that lead there from the first screen, and on which database."""

    name: str
    keys: tuple[str, ...] = ()
    empty: bool = False


SHOTS = (
    Shot("01-first-run", empty=True),
    Shot("02-overview", ("f2",)),
    Shot("03-measures", ("f3",)),
    Shot("04-measures-filtered", ("f3", "slash", "o", "i", "t")),
    Shot("05-walk", ("f3", "enter")),
    Shot("06-evidence", ("f3", "enter", "ctrl+e")),
    Shot("07-surveys", ("f4",)),
    Shot("08-oit-items", ("f5",)),
    Shot("09-export", ("f9",)),
    Shot("10-help", ("f2", "f1")),
    Shot("11-palette", ("f2", "f12")),
)


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the screen has stayed the same for a while: whatever was loading is there and painted."""
    seen, same = "", 0
    for _ in range(MOST_LOOKS):
        await pilot.pause(LOOK_SECONDS)
        now = pilot.app.export_screenshot()
        same = same + 1 if now == seen else 0
        seen = now
        if same == STILL_LOOKS:
            return
    raise TimeoutError(f"the screen never stood still for {STILL_LOOKS * LOOK_SECONDS:.2f} s")


async def draw(shot: Shot, size: tuple[int, int], database: Path, folder: Path) -> Path:
    """Open the program, press the keys, and draw what is seen."""
    target = folder / f"{shot.name}-{size[0]}x{size[1]}.png"
    app = sample_app(database)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in shot.keys:
            await pilot.press(key)
            await settled(pilot)
        picture(app.export_screenshot(), target)
    return target


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    for shot in SHOTS:
        if wanted and shot.name not in wanted:
            continue
        for size in SIZES:
            # A database each: a screen that saves must not change the next picture.
            with tempfile.TemporaryDirectory() as place:
                path = Path(place, "empty.db") if shot.empty else sample_database(Path(place))
                print(asyncio.run(draw(shot, size, path, folder)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
