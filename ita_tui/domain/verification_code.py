"""The verification code (รหัสตรวจสอบ) on a signed report: short enough to be typed, and it tells when it was mistyped.

``2569-12-7F3K-9QXM-2C4D-8H``: the year, the round, 60 bits that follow from the digest of what was signed together
with year and round, and two letters that check all the others. The alphabet is Crockford's: it has no I, L, O and U,
which are misread. The check letters are those of a Reed-Solomon code over the 32 letters (places weighted with powers
of a primitive element, and with the powers of its square): any two letters that are mistyped or swapped are noticed.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from ita_tui.domain.fiscal_year import EARLIEST, LATEST, FiscalYear, RoundOf
from ita_tui.thai.numerals import arabic_digits, digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DATA, _CHECKS, _GROUP = 12, 2, 4
_BITS = 5
_FIELD = 0b100101  # x^5 + x^2 + 1, under which 2 is primitive among the 32 letters
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s\u200b\ufeff.\-‐‑‒–—−_]+")
_WRITTEN = re.compile(rf"(?P<year>[0-9]{{4}})(?P<months>6|12)(?P<letters>[{ALPHABET}]{{{_DATA + _CHECKS}}})")
_STRANGE = re.compile(rf"[^{ALPHABET}]")


@dataclass(frozen=True)
class TypedCode:
    """A code as it was typed: ``code`` as it is written, or empty with ``slip``, what is wrong with it in Thai."""

    code: str
    slip: str = ""


def verification_code(year: FiscalYear, round_of: RoundOf, digest: str) -> str:
    """The code of a round whose kept report has this SHA-256 (64 hex digits)."""
    mixed = hashlib.sha256(f"ita-tui {year.be} {int(round_of)} {digest}".encode()).digest()
    number = int.from_bytes(mixed) >> (8 * len(mixed) - _BITS * _DATA)
    letters = [(number >> (_BITS * place)) % 32 for place in reversed(range(_DATA))]
    whole = "".join(ALPHABET[letter] for letter in (*letters, *_checks(year.be, int(round_of), letters)))
    groups = (whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))
    return "-".join((str(year.be), str(int(round_of)), *groups))


def typed_code(text: str) -> TypedCode:
    """Read a code as she types it: small letters, Thai digits, blanks and missing hyphens, O for 0, I or L for 1."""
    bare = _BETWEEN.sub("", arabic_digits(text)).upper().translate(_MISREAD)
    written = _WRITTEN.fullmatch(bare)
    if written is None:
        return TypedCode("", _slip(bare))
    be, months, letters = int(written["year"]), int(written["months"]), written["letters"]
    values = [ALPHABET.index(letter) for letter in letters]
    if not EARLIEST <= be <= LATEST or values[_DATA:] != _checks(be, months, values[:_DATA]):
        return TypedCode("", "มีตัวอักษรที่พิมพ์ผิดหรือสลับที่")
    groups = (letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
    return TypedCode("-".join((written["year"], written["months"], *groups)))


def _slip(bare: str) -> str:
    if not bare:
        return "ยังไม่ได้พิมพ์รหัส"
    if strange := _STRANGE.search(bare):
        return f"มีอักขระ «{strange[0]}» ซึ่งไม่มีในรหัสใด"
    months = 1 if bare[4:5] == "6" else 2
    wanted = 4 + months + _DATA + _CHECKS
    if len(bare) != wanted:
        return f"มีตัวอักษร {digits(len(bare))} ตัว รหัสมี {digits(wanted)} ตัว (ไม่นับขีด)"
    return "ต้องขึ้นต้นด้วยปี พ.ศ. สี่หลัก และรอบ 6 หรือ 12"


def _checks(be: int, months: int, letters: Iterable[int]) -> list[int]:
    """The two letters that check year, round and the letters between."""
    checked = (*map(int, str(be)), months, *letters)
    return [
        reduce(
            lambda total, term: total ^ term, (_times(_power(by * at), one) for at, one in enumerate(checked))
        )
        for by in (1, 2)
    ]


def _power(exponent: int) -> int:
    """A power of the primitive element."""
    return reduce(lambda value, _: _times(value, 2), range(exponent % 31), 1)


def _times(left: int, right: int) -> int:
    """The product of two letters in the field of 32."""
    product = 0
    for bit in range(_BITS):
        if right >> bit & 1:
            product ^= left << bit
    for bit in reversed(range(_BITS, 2 * _BITS - 1)):
        if product >> bit & 1:
            product ^= _FIELD << (bit - _BITS)
    return product
