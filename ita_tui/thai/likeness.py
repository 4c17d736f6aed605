"""How alike two long texts are, for telling a copy from a text of its own."""

from collections.abc import Sequence


def most_alike(text: str, others: Sequence[str], least: float) -> int | None:
    """The place of the text among ``others`` that is most like ``text``; None where none is ``least`` (0–100) like it.

    Two texts are 100 alike where they are equal, 0 where they share no letter.
    """
    from rapidfuzz import fuzz, process  # at the first comparison: no start of the program waits for it

    found = process.extractOne(text, others, scorer=fuzz.ratio, processor=None, score_cutoff=least)
    return None if found is None else int(found[2])
