"""A link as a QR code, as the bytes of a picture (PNG): the same bytes for the same link."""

import io

import segno

from exports.word_refusals import LinkTooLongForCode

_SCALE = 8
_QUIET = 4
"""Modules of white around it, without which a telephone finds no code."""


def qr_png(link: str) -> bytes:
    """The picture of a QR code that leads to ``link``, readable where up to 15 % of it is spoilt (level M).

    Raises LinkTooLongForCode for more than a code holds (2,331 bytes).
    """
    out = io.BytesIO()
    try:
        code = segno.make(link, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise LinkTooLongForCode(link) from error
    code.save(out, kind="png", scale=_SCALE, border=_QUIET)
    return out.getvalue()
