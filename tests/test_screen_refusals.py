"""What is refused where nobody looked out for it is told, and the program goes on."""

from pathlib import Path

import pytest

from ita_tui import tasks
from screens.export import ExportScreen
from screens.overview import OverviewScreen
from store.refusals import VaultFullError
from tests.screen_app import opened, press, sample_database, store_of
from tests.typing_thai import type_thai
from tests.waiting import until_told


async def test_what_the_store_refuses_anywhere_is_a_sentence_and_the_program_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled_out(*_args: object, **_more: object) -> None:
        raise VaultFullError("ก.pdf")

    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "enter", "ctrl+e")
        monkeypatch.setattr(store_of(pilot).evidence, "of_year", pulled_out)
        await press(pilot, "u")
        await until_told(pilot, "พื้นที่ดิสก์เต็ม")
        monkeypatch.setattr(store_of(pilot).history, "undo", pulled_out)
        await press(pilot, "escape", "f9")

        assert isinstance(pilot.app.screen, ExportScreen)


async def test_a_check_for_damage_that_meets_damage_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_store: object) -> None:
        raise VaultFullError("ก.pdf")

    monkeypatch.setattr(tasks, "verify", damaged)
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f12")
        await type_thai(pilot, "ตรวจสอบความครบถ้วน")
        await press(pilot, "enter")
        await until_told(pilot, "พื้นที่ดิสก์เต็ม")

        assert isinstance(pilot.app.screen, OverviewScreen)
