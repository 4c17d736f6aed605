"""A command in a hint acts on the database that was worked on."""

import os
from pathlib import Path

import pytest

from ita_tui.cli_values import with_database


def test_without_a_named_database_the_hint_stays() -> None:
    assert with_database("พิมพ์ ita-tui restore --undo", None) == "พิมพ์ ita-tui restore --undo"


def test_each_command_gets_the_database_and_other_words_none() -> None:
    hint = "ดู ita-tui backups หรือ ita-tui close-year --yes (ita-tui --help) ita-tui หรือ"

    told = with_database(hint, Path("ปี๒๕๖๖.db"))

    assert told == (
        "ดู ita-tui backups --db ปี๒๕๖๖.db หรือ ita-tui close-year --db ปี๒๕๖๖.db --yes (ita-tui --help) ita-tui หรือ"
    )


@pytest.mark.skipif(os.name == "nt", reason="another shell, another way to quote")
@pytest.mark.parametrize(
    ("name", "typed"),
    [("งาน ปีนี้/ita.db", "'งาน ปีนี้/ita.db'"), ("it's.db", "'it'\"'\"'s.db'"), (r"a\1.db", "'a\\1.db'")],
)
def test_a_name_that_the_shell_would_take_apart_is_quoted(name: str, typed: str) -> None:
    assert with_database("ita-tui verify", Path(name)) == f"ita-tui verify --db {typed}"
