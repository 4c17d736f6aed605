"""Sizes of files as they are told, on screens and by commands alike: ๘๐๐ ไบต์, ๔๑ KB, ๑๒.๓ MB, ๑.๕ GB."""

from ita_tui.thai.numerals import digits

_KB, _MB, _GB = 1_000, 1_000_000, 1_000_000_000


def size_words(size: int) -> str:
    """A number of bytes, counted in thousands as the disks are."""
    if size < _KB:
        return f"{digits(size)} ไบต์"
    if round(size / _KB) < _KB:
        return f"{digits(round(size / _KB))} KB"
    unit, name = (_MB, "MB") if round(size / _MB, 1) < _KB else (_GB, "GB")
    return f"{digits(f'{size / unit:.1f}')} {name}"
