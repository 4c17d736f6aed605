"""Which addresses may be clicked in a printed document: those of the web and of mail; any other stays text."""

import re

LONGEST_LINK = 2079
"""In letters: a workbook with a longer one is taken for damaged."""

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]+", re.IGNORECASE)


def is_safe_link(link: str) -> bool:
    """Whether an address may be clicked: http, https and mailto, without a sign that no address has."""
    return _ADDRESS.fullmatch(link) is not None
