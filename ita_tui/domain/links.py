"""What looks wrong about a link before it is printed, and how it is put right; a doubt, never a refusal."""

import re
from urllib.parse import SplitResult, urlsplit

from ita_tui.thai.numerals import arabic_digits

_BLANK = re.compile(r"\s")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
"""What stands in a text unseen and opens nothing: zero-width letters, soft hyphens, byte-order marks."""

_THAI_DIGIT = re.compile("[๐-๙]|%E0%B9%9[0-9]", re.IGNORECASE)
_THAI_LETTER = re.compile("[ก-๎]|%E0%B[89]%[0-9A-F]{2}", re.IGNORECASE)
_BETWEEN_SEGMENTS = re.compile(r"[/?&=#]")
_WORD_AT_END_OF_HOST = re.compile(r"((?:[a-z0-9-]+\.)+[a-z]{2,})[\u0e01-\u0e4e\u0e5a\u0e5b].*", re.IGNORECASE)
_WORD_AFTER_FILE = re.compile(
    r"(?<=\.)(pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|html?|php|aspx?)[\u0e01-\u0e4e\u0e5a\u0e5b].*$",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS_AT_END = ".,;:!'\"”’»>]}…"
_SIGNS_AROUND = "<>\"'“”‘’«»[]{} \t\r\n"
# http:/x, http//x, htps://x, http;//x, https:\\x: a slip in what every link begins with.
_NEARLY_SCHEME = re.compile(r"h+t+p+(?P<safe>s?)\s*(?::\s*[/\\]{1,3}|;\s*//|//:?)\s*(?=\w)", re.IGNORECASE)
_BARE_HOST = re.compile(
    r"(?:www\.[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}|(?:[a-z0-9-]+\.)+(?:th|com|org|net|info|io|ly|gle|me))(?::\d+)?(?=[/?#]|$)",
    re.IGNORECASE,
)
# Not the address that a link hands over in its query.
_LINK_BEGINS = re.compile(r"(?<![=&?/%a-z0-9_.-])https?:", re.IGNORECASE)
# Where a blank was put into a link by the end of a line: beside a sign that only links have, or in its query.
_BROKEN_LINE = re.compile(r"\n|(?<=[/?&=#%_-]) | (?=[/?&=#%_])")


def link_doubt(link: str) -> str:
    """Say in Thai why a link may not open; empty where it looks well, and where there is none."""
    text = link.strip()
    if not text:
        return ""
    if _BLANK.search(text):
        return "ลิงก์มีช่องว่างอยู่ข้างใน อาจคัดลอกมาไม่ครบ"
    if UNSEEN.search(text):
        return "ลิงก์มีอักขระที่มองไม่เห็นปนอยู่ ซึ่งทำให้เปิดไม่ได้"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "ลิงก์เขียนไม่ถูกรูปแบบ"
    wrong = (
        (parts.scheme not in {"http", "https"}, "ลิงก์ควรขึ้นต้นด้วย http:// หรือ https://"),
        ("." not in parts.netloc.strip("."), "ลิงก์ไม่มีชื่อเว็บไซต์"),
        (bool(_THAI_DIGIT.search(text)), "ลิงก์มีเลขไทย ซึ่งมักทำให้เปิดไม่ได้"),
        (_without_words_at_end(text, parts) != text, "ลิงก์มีข้อความไทยติดอยู่ท้ายลิงก์"),
        (_without_signs_at_end(text) != text, "ลิงก์มีเครื่องหมายติดอยู่ท้ายลิงก์"),
    )
    return next((words for is_so, words in wrong if is_so), "")


def has_thai_digits(link: str) -> bool:
    """Whether Thai digits stand in a link, also percent-encoded."""
    return _THAI_DIGIT.search(link) is not None


def broken_by_thai_digits(link: str) -> bool:
    """Whether Thai digits surely keep a link from opening: some stand where no Thai letter stands beside them."""
    segments = _BETWEEN_SEGMENTS.split(_with_thai_digits(link))
    return any(_THAI_DIGIT.search(segment) and not _THAI_LETTER.search(segment) for segment in segments)


def repaired(link: str) -> str | None:
    """The link put right, where it is doubtful and there is exactly one sensible way; else None.

    Put right are Thai digits (also percent-encoded), blanks and line ends inside, a missing or misspelt
    ``https://``, Thai words and signs stuck to the end, and what cannot be seen. Thai letters of an address are
    left alone, and so are Thai digits that only stand beside them: such an address may be meant.
    """
    if not link_doubt(link):
        return None
    whole = _with_scheme(UNSEEN.sub("", link).strip(_SIGNS_AROUND))
    if whole is None:
        return None
    text = _without_blanks(whole)
    try:
        text = _without_words_at_end(text, urlsplit(text))
    except ValueError:
        return None
    text = _in_arabic_digits(_without_signs_at_end(text))
    return text if not link_doubt(text) and text != link else None


def _with_scheme(text: str) -> str | None:
    """The text from its one http:// on; None where there is none to be guessed, or where it holds two links."""
    if nearly := _NEARLY_SCHEME.match(text):
        text = f"http{nearly['safe'].lower()}://{text[nearly.end() :]}"
    elif _BARE_HOST.match(arabic_digits(text)):
        text = f"https://{text}"
    links = list(_LINK_BEGINS.finditer(text))
    return text[links[0].start() :] if len(links) == 1 else None


def _without_blanks(text: str) -> str:
    """Joined where the end of a line parted it, cut off where words follow; other blanks may be meant and stay."""
    text = re.sub(r"\s+", lambda blank: "\n" if set(blank.group()) & {"\r", "\n"} else " ", text)
    followed = re.search(r"\s[(\[“\"']{0,3}[\u0e01-\u0e4e\u0e5a\u0e5b]", text)
    if followed and not _THAI_LETTER.search(text[: followed.start()]):
        text = text[: followed.start()]
    joined = _BROKEN_LINE.sub("", text)
    host = re.match(r"https?://[^/?#]*", joined)
    asked = joined.find("?")
    head = re.sub(r"\s", "", host.group()) if host else ""
    path = joined[len(host.group()) if host else 0 : asked if asked >= 0 else None]
    return head + path + (re.sub(r"\s", "", joined[asked:]) if asked >= 0 else "")


def _without_words_at_end(text: str, parts: SplitResult) -> str:
    """Without Thai words that stick to the host or to the file name at the end of the link."""
    if found := _WORD_AT_END_OF_HOST.fullmatch(parts.netloc):
        return f"{parts.scheme}://{found.group(1)}"
    cut = _WORD_AFTER_FILE.search(text)
    return text[: cut.end(1)] if cut else text


def _without_signs_at_end(text: str) -> str:
    end, unopened = len(text), text.count(")") - text.count("(")
    while end and (text[end - 1] in _SIGNS_AT_END or (text[end - 1] == ")" and unopened > 0)):
        unopened -= text[end - 1] == ")"
        end -= 1
    return text[:end]


def _with_thai_digits(text: str) -> str:
    """With its percent-encoded Thai digits as digits."""
    return re.sub(
        "%E0%B9%9([0-9])", lambda found: chr(0x0E50 + int(found.group(1))), text, flags=re.IGNORECASE
    )


def _in_arabic_digits(text: str) -> str:
    """With Arabic digits, unless every Thai one stands in a segment with Thai letters and may be meant."""
    return arabic_digits(_with_thai_digits(text)) if broken_by_thai_digits(text) else text
