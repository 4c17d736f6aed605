"""The verification code on a signed report: it is typed by hand years later, and says so when it was mistyped."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.verification_code import ALPHABET, typed_code, verification_code
from ita_tui.thai.numerals import thai_digits
from tests.long_series import length

YEAR = FiscalYear(2569)
DIGEST = "5e" * 32
CODE = verification_code(YEAR, RoundOf.TWELVE_MONTHS, DIGEST)

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
codes = st.builds(
    verification_code, st.integers(2562, 2600).map(FiscalYear), st.sampled_from(list(RoundOf)), digests
)


def test_a_code_names_its_year_and_round_and_has_no_letter_that_is_misread() -> None:
    six = verification_code(YEAR, RoundOf.SIX_MONTHS, DIGEST)

    assert CODE.startswith("2569-12-")
    assert six.startswith("2569-6-")
    assert [len(group) for group in CODE.split("-")] == [4, 2, 4, 4, 4, 2]
    assert set(CODE) <= {*ALPHABET, "-"}
    assert not set("ILOU") & set(ALPHABET)
    assert six.removeprefix("2569-6-") != CODE.removeprefix("2569-12-")
    assert verification_code(FiscalYear(2570), RoundOf.TWELVE_MONTHS, DIGEST)[8:] != CODE[8:]


@given(codes)
@settings(deadline=None, max_examples=length(40, 1000))
def test_a_code_is_read_however_it_is_written(code: str) -> None:
    ways = (
        code,
        code.lower(),
        thai_digits(code),
        code.replace("-", ""),
        code.replace("-", " "),
        f"  {code.replace('-', ' – ')}\n",
        code.replace("0", "o").replace("1", "l"),
        code.replace("0", "O").replace("1", "I"),
    )

    assert {typed_code(way).code for way in ways} == {code}


@given(codes, st.data())
@settings(deadline=None, max_examples=length(150, 5000))
def test_any_one_letter_that_is_mistyped_is_noticed(code: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([place for place, letter in enumerate(code) if letter != "-"]))
    wrong = data.draw(st.sampled_from(ALPHABET))
    assume(wrong != code[at])

    read = typed_code(code[:at] + wrong + code[at + 1 :])

    assert read.code == ""
    assert read.slip


def test_every_single_slip_of_one_code_is_noticed() -> None:
    bare = CODE.replace("-", "")
    slips = [
        *(
            bare[:at] + wrong + bare[at + 1 :]
            for at, right in enumerate(bare)
            for wrong in ALPHABET
            if wrong != right
        ),
        *(bare[:at] + bare[at + 1 :] for at in range(len(bare))),
        *(bare[:at] + letter + bare[at:] for at in range(len(bare) + 1) for letter in ALPHABET),
        *(
            bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :]
            for at in range(len(bare) - 1)
            if bare[at] != bare[at + 1]
        ),
    ]

    assert [slip for slip in slips if typed_code(slip).code] == []


@given(codes, st.data())
@settings(deadline=None, max_examples=length(100, 5000))
def test_any_two_letters_that_are_mistyped_are_noticed(code: str, data: st.DataObject) -> None:
    places = [place for place, letter in enumerate(code) if place > 7 and letter != "-"]
    first, second = data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2, unique=True))
    letters = list(code)
    for at in (first, second):
        letters[at] = data.draw(st.sampled_from([one for one in ALPHABET if one != code[at]]))

    assert typed_code("".join(letters)).code == ""


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("", "ยังไม่ได้พิมพ์"),
        (" - ", "ยังไม่ได้พิมพ์"),
        (CODE[:-1], "รหัสมี ๒๐ ตัว"),
        (CODE + "7", "๒๑ ตัว"),
        (CODE.replace("2569", "256ก"), "«ก»"),
        (CODE[:-1] + "U", "«U»"),
        ("2569-13" + CODE[7:], "รอบ 6 หรือ 12"),
        ("9999" + CODE[4:], "พิมพ์ผิดหรือสลับที่"),
        ("\x00" * 9, "ซึ่งไม่มีในรหัส"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(text: str, slip: str) -> None:
    read = typed_code(text)

    assert (read.code, slip in read.slip) == ("", True), read.slip


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=length(100, 3000))
def test_no_text_is_too_strange_to_be_refused(text: str) -> None:
    read = typed_code(text)

    assert bool(read.code) != bool(read.slip)
