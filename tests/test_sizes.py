"""Sizes are told in one way everywhere, and none that is there is told as nothing."""

import pytest

from ita_tui.thai.sizes import size_words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "๐ ไบต์"),
        (999, "๙๙๙ ไบต์"),
        (1_000, "๑ KB"),
        (40_960, "๔๑ KB"),
        (999_499, "๙๙๙ KB"),
        (999_500, "๑.๐ MB"),
        (12_345_678, "๑๒.๓ MB"),
        (999_949_999, "๙๙๙.๙ MB"),
        (999_950_000, "๑.๐ GB"),
        (1_500_000_000, "๑.๕ GB"),
    ],
)
def test_a_size_is_told_in_the_unit_that_says_most(size: int, words: str) -> None:
    assert size_words(size) == words
