"""A home folder of its own for a started program, in which nothing but the program may make anything."""

import os
import sys
from pathlib import Path


def environment_at(home: Path) -> dict[str, str]:
    """The environment of a program whose home is ``home``; what this process told pythainlp is forgotten."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHAINLP_")}
    own = {"HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": os.pathsep.join(sys.path)}
    return kept | own | {"PYTHONIOENCODING": "utf-8"}
