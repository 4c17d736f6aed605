"""What may be personal data in a report that is to be published: shown to be looked at, never taken out.

OIT items written side by side (๐๓๙ ๐๔๐ ๐๔๑), document numbers, years, money and dates are none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ita_tui.domain.links import UNSEEN
from ita_tui.domain.secret_links import LINK, hidden_key
from ita_tui.thai.numerals import arabic_digits


class PersonalKind(StrEnum):
    """What was found; the value is the code in files, :attr:`label` the Thai words."""

    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    EMAIL = "email"
    LINK_WITH_TOKEN = "link_with_token"  # noqa: S105 - the name of a kind

    @property
    def label(self) -> str:
        return {
            "identity_number": "เลขประจำตัว ๑๓ หลัก",
            "phone": "หมายเลขโทรศัพท์",
            "email": "ที่อยู่อีเมล",
            "link_with_token": "ลิงก์ที่มีรหัสเข้าถึง",
        }[self.value]


@dataclass(frozen=True)
class Finding:
    """Something that may be personal: where it stands, what it is, and its text with most of it hidden."""

    place: str
    kind: PersonalKind
    masked: str


@dataclass(frozen=True)
class _Found:
    """A stretch of a text, from ``start`` to before ``end``."""

    kind: PersonalKind
    start: int
    end: int
    masked: str


def personal_data(texts: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """Look through texts, each with the words for its place; findings in their order, the same one once a place.

    Found are identity numbers of 13 digits whose check digit is right, Thai telephone numbers, e-mail addresses,
    and links that carry a key; in Thai or Arabic digits. The link to the official EIT survey carries one on purpose:
    it is found as what it is, and the caller decides.
    """
    findings: dict[Finding, None] = {}
    for place, text in texts:
        for found in sorted(_found(text), key=lambda one: one.start):
            findings.setdefault(Finding(place, found.kind, found.masked))
    return tuple(findings)


def is_identity_number(digits: str) -> bool:
    """Whether 13 Arabic digits end with the check digit of a Thai identity number.

    The first twelve are weighted 13 down to 2; the last one is 11 less the sum's remainder by 11, its last digit.
    """
    if len(digits) != 13 or not digits.isascii() or not digits.isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(digits[-1])


_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+")


def _found(text: str) -> Iterator[_Found]:
    """Links first, then addresses, then numbers: what was found once is no part of something else."""
    shown = UNSEEN.sub("", text)
    plain = arabic_digits(shown)
    taken: list[tuple[int, int]] = []
    for link in LINK.finditer(plain):
        masked = hidden_key(shown[link.start() : link.end()])
        if masked:
            yield _Found(PersonalKind.LINK_WITH_TOKEN, link.start(), link.end(), masked)
        taken.append(link.span())
    left = _without(plain, taken)
    for mail in _EMAIL.finditer(left):
        name, _, host = shown[mail.start() : mail.end()].partition("@")
        yield _Found(PersonalKind.EMAIL, mail.start(), mail.end(), f"{name[0]}***@{host}")
        taken.append(mail.span())
    for kind, start, end in _numbers(_without(plain, taken)):
        keep = 1 if kind is PersonalKind.IDENTITY_NUMBER else 3
        yield _Found(kind, start, end, _masked(shown[start:end], keep))


def _without(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """The text with some stretches made blank, every other letter where it was."""
    for start, end in taken:
        text = f"{text[:start]}{chr(10) * (end - start)}{text[end:]}"
    return text


def _masked(number: str, keep: int) -> str:
    """A number with its first digits and its last two, the others as x; what parts them stays."""
    places = [at for at, letter in enumerate(number) if letter.isdigit()]
    hidden = set(places[keep:-2])
    return "".join("x" if at in hidden else letter for at, letter in enumerate(number))


# --- numbers -------------------------------------------------------------------------------------------------

_DASH = "‐‑‒–—―−-"
# Groups of digits that may be one number: parted by a blank, a dash or a bracket, or by a few of them.
_GROUP = "[0-9]++(?![A-Za-z])"
_RUN = re.compile(rf"(?<![0-9]){_GROUP}(?:(?![0-9])[ \u00a0()]{{0,2}}[{_DASH}]?[ \u00a0(]{{0,2}}{_GROUP})*+")
_DIGITS = re.compile("[0-9]+")
_PHONE_WORD = re.compile(
    r"(?:โทร(?:ศัพท์|สาร|\.)?|มือถือ|เบอร์|แฟกซ์|แฟ็กซ์|tel|phone|mobile|fax|line)[^0-9\n]{0,15}$", re.IGNORECASE
)
_NEAR = 40
"""In letters: how far before a number the word may stand that says what it is."""

_ITEM = re.compile(r"0[0-9]{1,2}")
_YEAR = re.compile(r"25[0-9]{2}")
_OF_DOCUMENT_BEFORE = re.compile(r"[0-9][/.,:]$|/$")
_OF_DOCUMENT_AFTER = re.compile(r"/25[0-9]{2}(?![0-9])|[.,:][0-9]")
_IDENTITY_SHAPE = (1, 4, 5, 2, 1)
_MOBILE = re.compile(r"0[689][0-9]{8}")
_LANDLINE = re.compile(r"0(?:2|[3457][0-9])[0-9]{6,7}")
_ABROAD = re.compile(r"(?:00)?66(?:0?[689][0-9]{8}|0?[2-57][0-9]{7})")
_OF_PROCUREMENT = re.compile("660")
"""Numbers of projects and contracts in the e-GP of 2566 begin with year and month: 66059123456."""

_MOST_GROUPS = 5


@dataclass(frozen=True)
class _Group:
    """A group of digits and where it stands."""

    digits: str
    start: int
    end: int


def _numbers(text: str) -> Iterator[tuple[PersonalKind, int, int]]:
    for run in _RUN.finditer(text):
        groups = [
            _Group(group.group(), run.start() + group.start(), run.start() + group.end())
            for group in _DIGITS.finditer(run.group())
        ]
        at = 0
        while at < len(groups):
            kind, count = _number_at(text, groups, at)
            if kind:
                start, end = groups[at].start, groups[at + count - 1].end
                yield kind, _beginning(text, start, end), end
            at += count


def _beginning(text: str, start: int, end: int) -> int:
    """Where a number begins: with a plus sign before its first digit, or with a bracket that closes inside it."""
    before = text[start - 1] if start else ""
    return start - 1 if before == "+" or (before == "(" and ")" in text[start:end]) else start


def _number_at(text: str, groups: Sequence[_Group], at: int) -> tuple[PersonalKind | None, int]:
    """What begins at a group of digits, and how many groups it takes."""
    rest = groups[at : at + 13]
    for count in dict.fromkeys((1, len(_IDENTITY_SHAPE), len(rest))):
        own = [group.digits for group in rest[:count]]
        whole = at == 0 and count == len(groups)
        if is_identity_number("".join(own)) and _shaped_like_identity(own, whole=whole):
            return PersonalKind.IDENTITY_NUMBER, count
    for count in range(min(_MOST_GROUPS, len(rest)), 0, -1):
        if _is_phone(text, rest[:count]):
            return PersonalKind.PHONE, count
    return None, 1


def _shaped_like_identity(groups: Sequence[str], *, whole: bool) -> bool:
    """13 digits in one, parted as on the card, or any parting that is neither a list of items nor of years."""
    if len(groups) == 1 or tuple(map(len, groups)) == _IDENTITY_SHAPE:
        return True
    return whole and not all(_ITEM.fullmatch(group) or _YEAR.fullmatch(group) for group in groups)


def _is_phone(text: str, groups: Sequence[_Group]) -> bool:
    words = [group.digits for group in groups]
    start, end = groups[0].start, groups[-1].end
    before, after = text[max(0, start - _NEAR) : start], text[end : end + 6]
    if not _has_phone_digits("".join(words), plus=before.endswith("+")):
        return False
    if _PHONE_WORD.search(before):
        return True
    in_one = len(groups) == 1
    if in_one and _OF_PROCUREMENT.match(words[0]) and not before.endswith("+"):
        return False
    if in_one and (_OF_DOCUMENT_BEFORE.search(before) or _OF_DOCUMENT_AFTER.match(after)):
        return False
    return _shaped_like_phone(words)


def _has_phone_digits(digits: str, *, plus: bool) -> bool:
    """10 digits of a mobile number, 9 of a landline, or either behind the country's 66."""
    if plus or len(digits) >= 11:
        return _ABROAD.fullmatch(digits) is not None
    number = _MOBILE if len(digits) == 10 else _LANDLINE
    return len(digits) in {9, 10} and number.fullmatch(digits) is not None


def _shaped_like_phone(groups: Sequence[str]) -> bool:
    """Parted as telephone numbers are: three digits at least behind the first group, and no list of OIT items."""
    if len(groups) > 1 and all(_ITEM.fullmatch(group) for group in groups):
        return False
    return groups[0] in {"66", "0066"} or all(len(group) >= 3 for group in groups[1:])
