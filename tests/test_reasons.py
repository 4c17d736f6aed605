"""Of an entry's reason a person reads what a person wrote."""

import pytest

from ita_tui.domain.reasons import her_reason

HEAD = "07dca" * 12 + "1234"


@pytest.mark.parametrize(
    ("why", "shown"),
    [
        (f"left:4:{HEAD}", ""),
        ("left:0:", ""),
        (f"แก้ตามมติ left:12:{HEAD}", "แก้ตามมติ"),
        ("ตามมติ  ที่ประชุม\nครั้งที่ 2", "ตามมติ  ที่ประชุม\nครั้งที่ 2"),
        ("left:over", "left:over"),
        ("", ""),
    ],
)
def test_what_the_program_notes_for_itself_is_not_shown(why: str, shown: str) -> None:
    assert her_reason(why) == shown
