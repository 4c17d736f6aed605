"""The Thai Kedmanee layout: which Thai letter lies on which key of a US keyboard.

A table of our own, because importing any part of pythainlp loads its tokenizer; a test compares the two.
Source: TIS 820-2538, as the layouts "Thai Kedmanee" of Windows and "th" of XKB have it.
"""

import re
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

_US = {thai: key for key, thai in KEDMANEE.items()}
_THAI = re.compile("[\u0e01-\u0e5b]")

# Names that Textual gives to keys and that are not the character's Unicode name.
_RENAMED = {"slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_"} | {
    unicodedata.name(mark).lower().translate(str.maketrans("- ", "__")): mark
    for mark in KEDMANEE.values()
    if not mark.isalnum()
}


def thai_twin(key: str) -> str | None:
    """Give the Thai letter on a key, or nothing where the key has none.

    ``key`` is one character ("j", "/") or the framework's name of one ("slash", "question_mark"), alone or held
    together with others ("ctrl+s"). A key whose Thai side is another ASCII sign ("2" gives "/", "M" gives "?") has
    no twin: on the English layout that sign is a key of its own.
    """
    twin = KEDMANEE.get(_character(key.rpartition("+")[2] or key))
    return None if twin is None or twin.isascii() else twin


def both_layouts(key: str) -> str:
    """Write a key so that a binding answers on either layout: "a" gives "a,ฟ", "," gives "comma,ม".

    Keys without a twin ("f2", "") come back unchanged, and so does what is held with Ctrl ("ctrl+s"): those keys
    are turned into the English ones before any binding is asked, see :func:`english_key`.
    """
    twin = None if "+" in key[:-1] else thai_twin(key)
    named = "comma" if key == "," else key
    return named if twin is None else f"{named},{twin}"


def english_key(key: str) -> str | None:
    """Give the key that is meant by a Thai letter held with Ctrl, Alt or the like: "ctrl+ห" is "ctrl+s".

    None where it is no such key. Terminals that tell keys by number name the letter of the layout that is on; the
    framework then names a mark by its Unicode name ("ctrl+thai_character_sara_ii").
    """
    held, plus, letter = key.rpartition("+")
    english = _US.get(_character(letter))
    if not plus or english is None or not _THAI.match(_character(letter)):
        return None
    return f"{held}{plus}{english.lower()}"


def on_other_layout(text: str) -> str:
    """Give what the same keys write on the other layout: "lj'" and "ส่ง" are each other's."""
    table = _US if _THAI.search(text) else KEDMANEE
    return "".join(table.get(letter, letter) for letter in text)


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
