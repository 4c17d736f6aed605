"""Looking over what was read: columns are given their meaning and doubts are decided, all before anything is saved."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from ita_tui import papers, tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import WorkStatus
from screens.column_choice import ChosenFirst
from screens.draft_details import column_named_in, details_of, why_no_choice
from screens.draft_lists import Pane, lines_of, titles
from screens.draft_screen import DraftScreen
from screens.overview import OverviewScreen
from screens.read_in import ReadInScreen
from tests.reading_screen import (
    HEADS,
    OTHER,
    RIMTHAN,
    YEAR,
    count,
    looking,
    paste,
    read,
    reading,
    until_drafted,
)
from tests.screen_app import press, screen_text, settle, store_of
from tests.typing_thai import press_all
from tests.waiting import assert_whole, keys, until, until_shown, until_told

NAPHO = Path(__file__).parents[2] / "shared" / "seeds" / "napho-2565.txt"
PERIOD = "ต.ค. ๒๕๖๕ – มี.ค. ๒๕๖๖"
DOUBTFUL = HEADS + "".join(
    f"{title}\t{method}\t{responsible}\t{PERIOD}\t{result}\n"
    for title, method, responsible, result in (
        ("๑. ทำป้ายบอกทาง", "ทำป้าย", "ประชุมชาวบ้านแล้วติดตั้งป้ายครบทุกหมู่บ้านแล้วเสร็จ", "กองช่าง"),
        (
            "๒. มาตรการตรวจสอบพัสดุ มาตรการยืมทรัพย์สิน",
            "๑. ตรวจทุกเดือน ๒. รายงาน ๑. ทำทะเบียนยืม ๒. ทวงคืน",
            "กองคลัง",
            "ทำแล้วเสร็จ",
        ),
        ("๓. อบรมบุคลากร", "จัดอบรม", "สำนักปลัด", "อบรมแล้วเสร็จ"),
        ("๔. ประกาศนโยบาย", "ลงเว็บไซต์", "", ""),
    )
)
STRANGE = "สี\tขนาด\tราคา\nแดง\tเล็ก\t๒\nเขียว\tใหญ่\t๔\n"
ODD_HEAD = DOUBTFUL.replace("ผู้รับผิดชอบ", "มือทำ", 1)


async def walk(pilot: Pilot[Any], lines: OptionList, wanted: int) -> None:
    """Hold an arrow key until the cursor stands on a line; it passes over headings."""
    here = lines.highlighted or 0
    between = lines.options[min(here, wanted) : max(here, wanted)]
    steps = sum(not option.disabled for option in between)
    await press_all(pilot, ["down" if wanted > here else "up"] * steps)
    assert lines.highlighted == wanted


async def choose(pilot: Pilot[Any], label: str) -> None:
    """Take a line of the dialog on top with the arrow keys."""
    options = pilot.app.screen.query_one(OptionList)
    await walk(pilot, options, [str(option.prompt) for option in options.options].index(label))
    await keys(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
    await until_drafted(pilot)


async def go_to(pilot: Pilot[Any], words: str) -> None:
    """Walk to the first line of the list in sight that says something."""
    lines = looking(pilot).list
    prompts = [str(option.prompt) for option in lines.options]
    at = next(at for at, prompt in enumerate(prompts) if words in prompt and not lines.options[at].disabled)
    await walk(pilot, lines, at)


async def decide(pilot: Pilot[Any], *names: str) -> None:
    """Press keys, each once the draft is as the one before decided."""
    for name in names:
        await keys(pilot, name)
        await until_drafted(pilot)


async def test_a_column_gets_another_meaning_by_keys_and_it_arrives_and_goes_again(tmp_path: Path) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        await paste(pilot, ODD_HEAD, "๒๕๖๖")
        screen = looking(pilot)
        assert {measure.responsible for measure in screen.draft.measures} == {""}
        assert "กองคลัง" in screen.draft.left_out

        await keys(pilot, "3")
        await go_to(pilot, "มือทำ")
        await until_shown(pilot, "กด ↵ เพื่อไปกำหนดความหมายของช่อง")
        await keys(pilot, "enter")  # a doubt about a head leads to its column
        assert screen.pane is Pane.TABLES
        assert screen.list.chosen == "column:0:2"
        await keys(pilot, "enter")
        await until_shown(pilot, "ช่อง “มือทำ” คืออะไร")
        assert_whole(pilot)
        await choose(pilot, "ผู้รับผิดชอบ")

        await until_shown(pilot, "✓ มือทำ")
        assert screen.list.chosen == "column:0:2"  # the cursor stayed
        assert [measure.responsible for measure in screen.draft.measures][1:3] == ["กองคลัง", "สำนักปลัด"]
        assert "กองคลัง" not in screen.draft.left_out
        await decide(pilot, "ctrl+z")
        assert {measure.responsible for measure in screen.draft.measures} == {""}
        await keys(pilot, "ctrl+z")
        await until_told(pilot, "ไม่มีอะไรให้ถอน")
        await keys(pilot, "enter")
        await choose(
            pilot, "วิธีการดำเนินการ (แทนช่อง “วิธีการดำเนินการ”)"
        )  # a meaning is taken from another column
        assert screen.draft.measures[2].method == "สำนักปลัด"
        assert "จัดอบรม" in screen.draft.left_out
        await keys(pilot, "up", "enter")
        await choose(pilot, "ผู้รับผิดชอบ")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        arrived = store_of(pilot).measures.all(OTHER)
        assert (arrived[2].method, arrived[2].responsible) == ("สำนักปลัด", "จัดอบรม")
        await settle(pilot)
        await press(pilot, "ctrl+z")
        assert store_of(pilot).years.all() == (YEAR,)


async def test_a_table_whose_heads_nobody_knows_is_no_refusal_but_given_its_meaning(tmp_path: Path) -> None:
    (tmp_path / "แปลก.txt").write_text(STRANGE, encoding="utf-8")
    async with reading(tmp_path, (80, 24)) as pilot:
        await read(pilot, tmp_path / "แปลก.txt")
        screen = looking(pilot)
        assert screen.pane is Pane.TABLES
        for words in ("ยังไม่พบมาตรการที่จะนำเข้าปี ๒๕๖๙", "– สี", "ไม่นำเข้า", "แดง | เล็ก | ๒"):
            await until_shown(pilot, words)
        assert_whole(pilot)
        await keys(pilot, "2")
        await until_shown(pilot, "ยังไม่พบมาตรการ · กด 1 เลือกช่องที่เป็นชื่อมาตรการ")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "มีมาตรการอยู่แล้ว")
        await keys(pilot, "enter")
        await until_told(pilot, "ไม่พบมาตรการหรือข้อมูลอื่นที่นำเข้าได้")
        assert count(pilot, YEAR) == 12

        await keys(pilot, "1")
        for head, meaning in (("– สี", "มาตรการ"), ("– ขนาด", "วิธีการดำเนินการ")):
            await go_to(pilot, head)
            await keys(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ChosenFirst))
            await choose(pilot, meaning)
        assert [(m.title, m.method) for m in screen.draft.measures] == [("แดง", "เล็ก"), ("เขียว", "ใหญ่")]

        await keys(pilot, "home", "enter")
        await until_shown(pilot, "แถวแรกของตารางเป็นอะไร")
        await choose(pilot, "ข้อมูลแถวหนึ่ง ตารางนี้ไม่มีหัวตาราง")
        assert [m.title for m in screen.draft.measures] == ["สี", "แดง", "เขียว"]
        await until_shown(pilot, "แถวแรกเป็นข้อมูลแถวหนึ่ง")
        await keys(pilot, "enter")
        await until_shown(pilot, "แถวแรกของตารางเป็นอะไร")
        await choose(pilot, "หัวตาราง บอกว่าแต่ละช่องคืออะไร")
        assert len(screen.draft.measures) == 2


async def test_what_she_says_to_doubts_changes_the_draft_and_what_arrives(tmp_path: Path) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        await paste(pilot, DOUBTFUL, "๒๕๖๖")
        screen = looking(pilot)
        await go_to(pilot, "ทำป้ายบอกทาง")
        await keys(pilot, "enter")  # from a measure to its doubts
        assert screen.pane is Pane.DOUBTS
        await until_shown(pilot, "ข้อความอาจเลื่อนช่อง")
        await decide(pilot, "a")
        assert screen.draft.measures[0].responsible == "กองช่าง"
        assert screen.draft.measures[0].status is WorkStatus.COMPLETED
        await until_shown(pilot, "✓ ยอมรับ · ใช้ตามข้อเสนอ")
        await decide(pilot, "a")  # the same again takes it back
        assert screen.draft.measures[0].result == "กองช่าง"
        await decide(pilot, "enter", "enter", "enter", "ฟ")  # there and back, then on the Thai layout
        assert screen.draft.measures[0].responsible == "กองช่าง"

        await go_to(pilot, "สองมาตรการ")
        here = screen.list.chosen
        await decide(pilot, "a")
        assert [m.title for m in screen.draft.measures][1:3] == ["มาตรการตรวจสอบพัสดุ", "มาตรการยืมทรัพย์สิน"]
        assert screen.list.chosen == here
        await until_shown(pilot, "๕ มาตรการที่จะนำเข้า")
        await go_to(pilot, "มาตรการ ๔ ช่องผลการดำเนินการ → แล้วเสร็จ")
        await decide(pilot, "d")
        assert screen.draft.measures[3].status is WorkStatus.NOT_STARTED
        await until_shown(pilot, "✕ ไม่ยอมรับ")
        assert_whole(pilot)
        await go_to(pilot, "ช่องนี้ว่าง → ใช้ตามมาตรการก่อนหน้า")
        await decide(pilot, "a")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        arrived = store_of(pilot).measures.all(OTHER)
        assert [(m.number, m.title, m.responsible, m.status) for m in arrived] == [
            (1, "ทำป้ายบอกทาง", "กองช่าง", WorkStatus.COMPLETED),
            (2, "มาตรการตรวจสอบพัสดุ", "กองคลัง", WorkStatus.COMPLETED),
            (3, "มาตรการยืมทรัพย์สิน", "กองคลัง", WorkStatus.COMPLETED),
            (4, "อบรมบุคลากร", "สำนักปลัด", WorkStatus.NOT_STARTED),
            (5, "ประกาศนโยบาย", "สำนักปลัด", WorkStatus.NOT_STARTED),
        ]
        await settle(pilot)
        await press(pilot, "ctrl+z")
        assert store_of(pilot).years.all() == (YEAR,)


async def test_one_key_answers_all_of_a_kind_on_either_layout_and_no_decision_is_lost_unasked(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, (80, 24)) as pilot:
        await paste(pilot, DOUBTFUL.replace("จัดอบรม", "จัดอบรมเรื่องหนึ่ง<br>" * 12), "๒๕๖๖")
        screen = looking(pilot)
        switching = {
            **dict(zip(("ๅ", "/", "-", "ภ", "๑", "๔"), (*Pane, Pane.TABLES, Pane.LEFT_OUT), strict=True)),
            "left": Pane.DOUBTS,
            "right": Pane.LEFT_OUT,
            "2": Pane.MEASURES,
        }
        for key, pane in switching.items():
            await keys(pilot, key)
            assert screen.pane is pane, key
            assert screen.list.has_focus
        await go_to(pilot, "อบรมบุคลากร")
        details = screen.query_one("#details")
        seen = [details.scroll_offset.y]
        while seen[-1] or len(seen) == 1:
            await keys(pilot, "space")  # reads on, and begins again behind the end
            seen.append(details.scroll_offset.y)
        assert max(seen) == details.max_scroll_y > 0
        await keys(pilot, "space", "up")
        assert details.scroll_offset.y == 0  # another line begins at its beginning
        await keys(pilot, "3")
        assert "a ยอมรับ" in screen_text(pilot)
        await go_to(pilot, "→ แล้วเสร็จ")
        await decide(pilot, "d", "s")
        assert {measure.status for measure in screen.draft.measures} == {WorkStatus.NOT_STARTED}
        await decide(pilot, "d")
        await keys(pilot, "ห")  # on the Thai layout; this one is open again, so the answer is asked for
        await until_shown(pilot, "ข้อสงสัยชนิด «สถานะที่เสนอ» ๔ ข้อ")
        await choose(pilot, "ยอมรับทั้ง ๔ ข้อ")
        assert "สถานะที่เสนอ (๔)" in screen_text(pilot)
        assert screen.draft.measures[2].status is WorkStatus.COMPLETED

        awaiting = [doubt.key for doubt in screen.draft.doubts if doubt.choice and doubt.answer == "open"]
        met = []
        for _ in awaiting:
            await keys(pilot, "n")
            met.append((screen.list.chosen or "").removeprefix("doubt:"))
        assert sorted(met) == sorted(awaiting)
        await go_to(pilot, "แจ้งให้ทราบ")
        assert "a ยอมรับ" not in screen_text(pilot)  # the footer shows what works
        await keys(pilot, "enter")
        await until_told(pilot, "เขียนเพิ่มได้หลังนำเข้า")

        await keys(pilot, "f2")
        await until_told(pilot, "ยังไม่ได้นำรายงานเข้า")
        assert pilot.app.screen is screen
        await keys(pilot, "escape")
        await until_shown(pilot, "สิ่งที่ตัดสินไว้ในหน้านี้จะไม่ถูกเก็บ")
        await keys(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        await keys(pilot, "escape")
        await until_shown(pilot, "สิ่งที่ตัดสินไว้ในหน้านี้จะไม่ถูกเก็บ")
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        assert count(pilot, OTHER) == 0


# --- the lists and details themselves --------------------------------------------------------------------------


@pytest.mark.parametrize("path", [RIMTHAN, NAPHO], ids=["rimthan", "napho"])
def test_every_text_of_the_document_stands_whole_in_the_details(path: Path) -> None:
    if not path.exists():
        pytest.skip("the seed reports are not beside this repository")
    draft = tasks.draft(tasks.take_apart(path), OTHER)
    told = {
        pane: [str(details_of(line.key, draft)) for line in lines_of(pane, draft, 60) if not line.heading]
        for pane in Pane
    }

    assert told[Pane.LEFT_OUT] == list(draft.left_out)
    for measure, words in zip((*draft.measures, *draft.proposals), told[Pane.MEASURES], strict=False):
        for text in (measure.method, measure.result, measure.outcome, measure.guideline, measure.follow_up):
            assert text in words
        assert " ".join(measure.responsible.split()) in words
    assert len(told[Pane.DOUBTS]) == len(draft.doubts)
    for doubt in draft.doubts:
        assert any(
            doubt.proposal in words and " ".join(doubt.words.split()) in words for words in told[Pane.DOUBTS]
        )
    for table in draft.tables:
        for row in table.samples:
            assert any(" ".join(row[0].split()) in words for words in told[Pane.TABLES])
    if draft.scores:
        everything = "\n".join(told[Pane.MEASURES])
        assert all(row.text in everything for row in draft.scores.to_develop)


def test_no_line_of_a_list_is_wider_than_its_room_and_none_is_empty() -> None:
    draft = tasks.draft(tasks.take_apart(RIMTHAN), OTHER)
    for room in (40, 60, 76, 110):
        for pane in Pane:
            for line in lines_of(pane, draft, room):
                assert 0 < line.words.cell_length <= room, line
    assert titles(draft, Pane.DOUBTS).cell_length <= 80


def test_an_empty_list_says_what_to_do() -> None:
    nothing = replace(tasks.draft(tasks.take_apart_pasted(STRANGE), YEAR), tables=(), doubts=(), left_out=())

    for pane in Pane:
        (hint,) = lines_of(pane, nothing, 60)
        assert hint.heading
        assert len(hint.words.plain) > 20
    whole = replace(nothing, whole=True)
    assert "ทั้งปี" in lines_of(Pane.TABLES, whole, 60)[0].words.plain


def test_a_doubt_without_a_choice_says_why_and_one_about_heads_leads_to_its_column() -> None:
    paper = tasks.take_apart_pasted(ODD_HEAD)
    draft = tasks.draft(paper, FiscalYear(2566))
    told = [doubt for doubt in draft.doubts if not doubt.choice]

    assert {doubt.kind.value for doubt in told} >= {"unknown_column", "empty_cell"}
    for doubt in told:
        assert why_no_choice(doubt) in str(details_of(f"doubt:{doubt.key}", draft))
    assert [column_named_in(doubt, draft) for doubt in told if doubt.kind == "unknown_column"] == [
        "column:0:2"
    ]
    assert not any(column_named_in(doubt, draft) for doubt in told if doubt.kind == "empty_cell")
    # An answer to it changes nothing.
    assert papers.answered(papers.undecided(), told, "accepted") == papers.undecided()
