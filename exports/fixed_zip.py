"""Packs the parts of an office document so that the same parts make the same bytes: in a fixed order, without a clock."""

import io
import zipfile
from collections.abc import Mapping

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name; it stands for no moment at all."""

_FIRST = ("[Content_Types].xml", "_rels/.rels")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a document of such parts, by their names inside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(parts, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            target.writestr(entry, parts[name])
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a document by their names inside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}
