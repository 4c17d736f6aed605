"""Reasons (เหตุผล) in the history: hers are shown, what the program writes there for itself is not."""

import re

_FOR_THE_PROGRAM = re.compile(r"(?<!\S)left:\d+:[0-9a-f]*(?!\S)")  # which history a restore left


def her_reason(why: str) -> str:
    """What of an entry's reason is to be read by a person; empty where nothing is."""
    return " ".join(_FOR_THE_PROGRAM.sub("", why).split()) if _FOR_THE_PROGRAM.search(why) else why
