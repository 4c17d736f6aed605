"""Links that carry a key: whoever reads the link can do what its holder can."""

import re
from urllib.parse import unquote

LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'«»“”]+", re.IGNORECASE)

HIDDEN = "…"

# Names of parameters whose value opens something: tokenId, access_token, apikey, sig, sessionid …
_NAMES = re.compile(
    r"token|secret|passw|pwd|signature|session|credential|jwt|otp"
    r"|^(?:sig|sid|auth|key|pin)$|(?:api|access|private|auth|user|share|resource)[_-]?key|auth(?:key|code)",
    re.IGNORECASE,
)
_UUID = re.compile(r"[0-9a-z]{8,9}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}", re.IGNORECASE)
_HEX = re.compile(r"(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{16,}", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z0-9_=-]+")
_TURN = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])")
_SHORTEST_RANDOM, _TURNS = 16, 4
_USER = re.compile(r"^(https?://)[^/?#@]+:[^/?#@]*@", re.IGNORECASE)
_PIECE = re.compile(r"(?P<before>[/?&#;])(?P<name>[^/?&#;=]*=)?(?P<value>[^/?&#;]*)")


def hidden_key(link: str) -> str:
    """The link with its keys hidden; empty where it carries none that can be told.

    Keys are values of parameters with a telling name, long random values, and a password before the host.
    """
    found = 0

    def piece(match: re.Match[str]) -> str:
        nonlocal found
        name, value = match["name"] or "", match["value"]
        if not value or not (_NAMES.search(name.removesuffix("=")) or _is_random(unquote(value))):
            return match.group()
        found += 1
        return f"{match['before']}{name}{HIDDEN}"

    begin = link.find("//") + 2 if "//" in link else 0
    shown = f"{link[:begin]}{_PIECE.sub(piece, link[begin:])}"
    if _USER.match(link):
        return _USER.sub(rf"\g<1>{HIDDEN}@", shown)
    return shown if found else ""


def _is_random(value: str) -> bool:
    """Whether a value looks drawn by chance: a UUID, a digest, or letters and digits in no order of words."""
    name = value.partition(".")[0]
    if _UUID.fullmatch(name) or _HEX.fullmatch(name):
        return True
    return (
        len(name) >= _SHORTEST_RANDOM
        and _LETTERS.fullmatch(name) is not None
        and len(_TURN.findall(name)) >= _TURNS
    )
