"""Thai and Arabic digits. Thai digits are a display choice: never inside links, e-mail addresses or paths."""

import re

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# What must keep its digits: links, e-mail addresses, drive and absolute paths, bare host names, file names.
_UNTOUCHED = re.compile(
    r"""(?:
        [a-zA-Z][a-zA-Z0-9+.-]*://[^\s<>"'«»]+
      | www\.[^\s<>"'«»]+
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
      | [A-Za-z]:\\[^\s<>"|?*]+
      | (?<![\w/])/(?:[\w.+-]+/)+[\w.+-]*
      | [A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:th|com|org|net|gov|info|io)(?:/[^\s<>"'«»]*)?
      | [^\s<>"/\\|?*:«»()]+\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|zip|csv|tsv|txt|json|html?|odt|ods)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def thai_digits(value: int | str) -> str:
    """Write a number, or every digit of a text, in Thai digits."""
    return str(value).translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """Write every Thai digit of a text in Arabic digits."""
    return text.translate(_TO_ARABIC)


def in_numerals(text: str, *, thai: bool) -> str:
    """Show a text in the chosen numerals, leaving links, addresses, paths and file names as they are.

    ``thai=False`` leaves the text as written: a report in Arabic numerals does not rewrite what she typed.
    """
    if not thai:
        return text
    parts: list[str] = []
    end = 0
    for kept in _UNTOUCHED.finditer(text):
        parts += (thai_digits(text[end : kept.start()]), kept.group())
        end = kept.end()
    parts.append(thai_digits(text[end:]))
    return "".join(parts)
