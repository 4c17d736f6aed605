"""The Thai Kedmanee layout: which Thai letter lies on which key of a US keyboard.

A table of our own, because importing any part of pythainlp loads its tokenizer; a test compares the two.
Source: TIS 820-2538, as the layouts "Thai Kedmanee" of Windows and "th" of XKB have it.
"""

import unicodedata

_PLAIN = {
    "`": "_", "1": "ๅ", "2": "/", "3": "-", "4": "ภ", "5": "ถ", "6": "\N{THAI CHARACTER SARA U}",
    "7": "\N{THAI CHARACTER SARA UE}", "8": "ค", "9": "ต", "0": "จ", "-": "ข", "=": "ช",
    "q": "ๆ", "w": "ไ", "e": "ำ", "r": "พ", "t": "ะ", "y": "\N{THAI CHARACTER MAI HAN-AKAT}",
    "u": "\N{THAI CHARACTER SARA II}", "i": "ร", "o": "น", "p": "ย", "[": "บ", "]": "ล", "\\": "ฃ",
    "a": "ฟ", "s": "ห", "d": "ก", "f": "ด", "g": "เ", "h": "\N{THAI CHARACTER MAI THO}",
    "j": "\N{THAI CHARACTER MAI EK}", "k": "า", "l": "ส", ";": "ว", "'": "ง",
    "z": "ผ", "x": "ป", "c": "แ", "v": "อ", "b": "\N{THAI CHARACTER SARA I}",
    "n": "\N{THAI CHARACTER SARA UEE}", "m": "ท", ",": "ม", ".": "ใ", "/": "ฝ",
}  # fmt: skip
_SHIFTED = {
    "~": "%", "!": "+", "@": "๑", "#": "๒", "$": "๓", "%": "๔", "^": "\N{THAI CHARACTER SARA UU}",
    "&": "฿", "*": "๕", "(": "๖", ")": "๗", "_": "๘", "+": "๙",
    "Q": "๐", "W": '"', "E": "ฎ", "R": "ฑ", "T": "ธ", "Y": "\N{THAI CHARACTER NIKHAHIT}",
    "U": "\N{THAI CHARACTER MAI TRI}", "I": "ณ", "O": "ฯ", "P": "ญ", "{": "ฐ", "}": ",", "|": "ฅ",
    "A": "ฤ", "S": "ฆ", "D": "ฏ", "F": "โ", "G": "ฌ", "H": "\N{THAI CHARACTER MAITAIKHU}",
    "J": "\N{THAI CHARACTER MAI CHATTAWA}", "K": "ษ", "L": "ศ", ":": "ซ", '"': ".",
    "Z": "(", "X": ")", "C": "ฉ", "V": "ฮ", "B": "\N{THAI CHARACTER PHINTHU}",
    "N": "\N{THAI CHARACTER THANTHAKHAT}", "M": "?", "<": "ฒ", ">": "ฬ", "?": "ฦ",
}  # fmt: skip

KEDMANEE = _PLAIN | _SHIFTED
"""US character -> the character that the same key press gives on the Thai layout, both shift states."""

# Names that Textual gives to keys and that are not the character's Unicode name.
_RENAMED = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"}


def thai_twin(key: str) -> str | None:
    """Give the Thai letter on a key, or nothing where the key has none.

    ``key`` is one character ("j", "/") or the framework's name of one ("slash", "question_mark"). A key whose
    Thai side is another ASCII sign ("2" gives "/", "M" gives "?") has no twin: on the English layout that
    sign is a key of its own.
    """
    twin = KEDMANEE.get(_character(key))
    return None if twin is None or twin.isascii() else twin


def both_layouts(key: str) -> str:
    """Write a key so that a binding answers on either layout: "a" gives "a,ฟ", "," gives "comma,ม".

    Keys without a twin ("f2", "ctrl+s", "") come back unchanged.
    """
    twin = thai_twin(key)
    named = "comma" if key == "," else key
    return named if twin is None else f"{named},{twin}"


def _character(key: str) -> str:
    """Turn a key's name into its character; a name that means no character comes back as it is."""
    if len(key) == 1:
        return key
    if key in _RENAMED:
        return _RENAMED[key]
    try:
        return unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return key
