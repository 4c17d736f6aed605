"""Writes a value of the open format as a JSON file."""

import json
from collections.abc import Mapping
from pathlib import Path

from exports.refusals import DataUnprintable
from ita_tui.saving import put_in_place


def save(data: Mapping[str, object], target: Path, *, overwrite: bool) -> Path:
    """Write ``data`` as the file ``target`` (UTF-8, one space of indent) and return its path.

    Raises DataUnprintable for half a character, and the refusals of :mod:`ita_tui.saving`.
    """
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    try:
        encoded = text.encode("utf-8")
    except UnicodeEncodeError as error:
        near = text[max(error.start - 40, 0) : error.start].rpartition('"')[2]
        raise DataUnprintable(near) from error
    return put_in_place(encoded, target, overwrite=overwrite)
