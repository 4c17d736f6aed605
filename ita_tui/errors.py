"""The one family of errors that the secretary can put right; everything else is a bug."""


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
