"""The one family of errors that the secretary can put right; everything else is a bug."""

from errno import errorcode


class ItaError(Exception):
    """A refusal in three parts: what happened and what was kept, what it usually means, what to do now.

    Every room words its own refusals in subclasses that take values and write the Thai sentence.
    The command line prints ``str(error)`` on stderr and ends with exit code 1; a screen shows it as a notice.
    """

    def __init__(self, happened: str, means: str = "", do: str = "") -> None:
        self.happened = happened
        self.means = means
        self.do = do
        super().__init__(" · ".join(part for part in (happened, means, do) if part))


def for_the_administrator(detail: str) -> str:
    """A technical word that a refusal keeps for whoever helps her, in parentheses after its Thai sentence."""
    return f" (รายละเอียดสำหรับผู้ดูแลระบบ: {detail})" if detail else ""


def technical_word(error: OSError) -> str:
    """The system's short name of what went wrong, like EIO; empty where it has none. Never its English sentence."""
    return errorcode.get(error.errno or 0, "")
