"""Notices: none stands twice or on the keys, a dialog is told over only what answers it, and nothing is lost."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets._toast import Toast

from ita_tui.app import ItaApp
from screens.choice import Choice
from screens.overview import OverviewScreen
from tests.screen_app import clock, press, sample_database, screen_text, settle
from tests.typing_thai import followed
from tests.waiting import notices, until

TITLE = "ไฟล์ฐานข้อมูลถูกแทนที่ขณะที่โปรแกรมเปิดอยู่ จึงยังไม่ได้บันทึก ข้อความที่พิมพ์ยังอยู่บนจอ"
WORDS = "โปรแกรมอื่นเขียนไฟล์ทับ หรือมีการคัดลอกไฟล์มาวาง\nปิดโปรแกรมแล้วเปิดใหม่ หรือเขียนไฟล์กลับไว้ที่เดิม"
SMALL = (80, 24)


def app_on(folder: Path) -> ItaApp:
    return ItaApp(sample_database(folder), clock=clock)


def standing(pilot: Pilot[int]) -> list[str]:
    """The titles of the notices that the screen on top shows, from above."""
    return [toast._notification.title for toast in pilot.app.screen.query(Toast)]


def warn(pilot: Pilot[int], title: str = TITLE, *, timeout: float = 60) -> None:
    pilot.app.notify(WORDS, title=title, severity="warning", timeout=timeout, markup=False)


async def stand(pilot: Pilot[int], *titles: str) -> None:
    await until(pilot, lambda: standing(pilot) == list(titles))


async def test_words_told_again_stand_once_for_their_whole_time(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        warn(pilot, timeout=20)
        await followed(pilot)
        for _ in range(3):
            warn(pilot)
        await stand(pilot, TITLE)

        (notice,) = app._notifications
        assert notice.time_left > 40
        assert screen_text(pilot).count("ปิดโปรแกรมแล้วเปิดใหม่") == 1


async def test_in_a_room_two_stand_above_the_keys_and_the_place_of_one_that_ends_is_for_the_next(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        keys = screen_text(pilot).splitlines()[-2:]
        for title in ("หนึ่ง", "สอง", "สาม"):
            warn(pilot, title)
        await stand(pilot, "สอง", "สาม")
        assert screen_text(pilot).splitlines()[-2:] == keys
        app.screen.query(Toast).last()._expire()
        await until(pilot, lambda: set(standing(pilot)) == {"หนึ่ง", "สอง"})


async def test_what_the_program_tells_by_itself_waits_until_the_dialog_is_closed(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        warn(pilot, "ก่อนถาม")
        await stand(pilot, "ก่อนถาม")
        app.push_screen(Choice("เลือก", [("a", "หนึ่ง"), ("b", "สอง")]))
        await followed(pilot)
        app.run_worker(lambda: app.call_from_thread(warn, pilot, "นาฬิกา"), thread=True)
        await until(pilot, lambda: "นาฬิกา" in notices(pilot))
        for notice in app._notifications:
            notice.raised_at -= 1000  # while it waits its time stands still
        assert standing(pilot) == []

        await press(pilot, "escape")
        assert isinstance(app.screen, OverviewScreen)
        await until(pilot, lambda: set(standing(pilot)) == {"ก่อนถาม", "นาฬิกา"})


async def test_what_answers_a_dialog_stands_above_it_and_its_choices_and_keys_stay_in_sight(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        for keys, hint in (
            (("f3", "s"), "↵ ตกลง"),
            (("escape", "f5", "enter"), "Ctrl+S บันทึก"),
            (("escape", "f3", "enter", "ctrl+e", "a"), "↵ บันทึก · Esc ยกเลิก"),
            (("f1",), "Esc ปิด"),
        ):
            await press(pilot, *keys)
            warn(pilot, "หนึ่ง")
            warn(pilot)
            await stand(pilot, TITLE)
            await settle(pilot)
            (toast,) = app.screen.query(Toast)
            box = next(child for child in app.screen.children if "Rack" not in type(child).__name__)
            assert not toast.region.overlaps(box.region)
            assert box.region.bottom <= SMALL[1]
            assert any(hint in line for line in screen_text(pilot).splitlines())
            app.clear_notifications()
            await stand(pilot)


async def test_the_question_that_follows_a_refusal_is_not_covered_by_it(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "f3", "n", "ก", "f2")
        await until(pilot, lambda: len(standing(pilot)) == 1)  # what was typed is not saved yet
        await press(pilot, "escape")
        assert isinstance(app.screen, Choice)
        assert standing(pilot) == []
        await press(pilot, "enter")  # back to the form
        await until(pilot, lambda: len(standing(pilot)) == 1)
