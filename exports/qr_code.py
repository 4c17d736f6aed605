"""A link as a QR code, the same one for the same link: to be drawn, or as the bytes of a picture (PNG)."""

import io

import segno

from exports.refusals import LinkTooLongForCode

QUIET = 4
"""Modules of white around it, without which a telephone finds no code."""

_SCALE = 8


def qr_code(link: str) -> segno.QRCode:
    """The QR code that leads to ``link``, readable where up to 15 % of it is spoilt (level M).

    Raises LinkTooLongForCode for more than a code holds (2,331 bytes).
    """
    try:
        return segno.make(link, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise LinkTooLongForCode(link) from error


def qr_png(link: str) -> bytes:
    """The picture of :func:`qr_code`; raises as that does."""
    out = io.BytesIO()
    qr_code(link).save(out, kind="png", scale=_SCALE, border=QUIET)
    return out.getvalue()
