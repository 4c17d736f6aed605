"""Printing a round that was signed prints what was signed: in every format, to the byte, with the code on it."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx import Document
from openpyxl import load_workbook

from ita_tui import cli, signing, tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.rounds import FrozenRound
from ita_tui.printing import KeptTextUnreadable, Printing, as_signed
from ita_tui.reports.kept_printing import KeptPrinting, read_printing
from ita_tui.reports.layouts import read_layout, shipped_text
from ita_tui.reports.options import Memo
from ita_tui.reports.page import Page, Paragraph, Signatory
from ita_tui.signed_copies import copy_of
from store.database import Store
from tests.store_builders import BANGKOK, YEAR, Clock, added, begun_store, number_of, open_store
from tests.test_pdf_export import pages_of

START = datetime(2026, 9, 20, 9, 0, tzinfo=BANGKOK)
OWN_LAYOUT = """
title = "แบบของเรา"
[heading]
title = ["รายงานของเรา ปี {year}"]
[[columns]]
field = "title"
head = "มาตรการของเรา"
weight = 2
[[columns]]
field = "result"
head = "ผล"
weight = 3
"""
OWN_RULES = '[issues]\nconfidence = "verified"\nnote = "ของเรา"\n'
SIGNED = Printing(
    "ของเรา",
    thai_numerals=False,
    round_of=RoundOf.TWELVE_MONTHS,
    signatories=(Signatory("นางสาวสมใจ ใจดี", "ปลัด"),),
    memo=Memo(to="นายก", paragraphs=("เรียนมาเพื่อทราบ",)),
)


@cache
def _file() -> bytes:
    with TemporaryDirectory() as folder:
        path, clock = Path(folder, "a.db"), Clock(START)
        begun_store(path).close()
        (Path(folder) / "layouts").mkdir()
        (Path(folder) / "layouts" / "ของเรา.toml").write_text(OWN_LAYOUT, encoding="utf-8")
        with open_store(path, clock) as store:
            store.agencies.save(Agency("องค์การบริหารส่วนตำบลริมธาร", "เมือง", "ตัวอย่าง"))
            for number in (1, 2):
                kept = added(store, number)
                store.measures.save(
                    replace(kept, status=WorkStatus.IN_PROGRESS, result=f"จัดเวทีครั้งที่ {number}")
                )
            ids = [number_of(one) for one in store.measures.all(YEAR)]
            store.evidence.attach(ids, Evidence("ประกาศ", EvidenceKind.LINK, url="https://a.go.th/1"), [])
            signing.freeze_round(store, YEAR, RoundOf.TWELVE_MONTHS, SIGNED, clock())
        return path.read_bytes()


def signed_year(folder: Path) -> tuple[Store, FrozenRound]:
    """A year that was signed in a layout of her own, whose file is gone, and changed since."""
    path = folder / "a.db"
    path.write_bytes(_file())
    store = open_store(path, Clock(START + timedelta(days=400)))
    (frozen,) = store.rounds.all(YEAR)
    return store, frozen


def change_everything(store: Store) -> None:
    measures: tuple[Measure, ...] = store.measures.all(YEAR)
    store.measures.save(replace(measures[0], title="ชื่อใหม่", result="ผลใหม่"))
    store.measures.remove([number_of(measures[1])])
    store.agencies.save(Agency("เทศบาลใหม่"))


def words_of(page: Page) -> str:
    return "\n".join(words for _, words in page.texts())


def printing_of(store: Store, frozen: FrozenRound, layout: str = "") -> Printing:
    return as_signed(copy_of(store, frozen.id or 0), layout)


def cells_of(book: Path) -> list[str]:
    """Everything that stands on the sheet for print."""
    rows = load_workbook(book)["รายงาน"].iter_rows(values_only=True)
    return [str(cell) for row in rows for cell in row if cell is not None]


# --- what is printed -------------------------------------------------------------------------------------------


def test_what_was_signed_is_printed_whatever_has_become_of_the_year_and_the_layout(tmp_path: Path) -> None:
    store, frozen = signed_year(tmp_path)
    with store:
        printing = printing_of(store, frozen)
        before = tasks.page(store, YEAR, printing)
        change_everything(store)
        after = tasks.page(store, YEAR, printing)

        assert before == after
        assert after.code == frozen.code
        assert not after.thai_numerals
        words = words_of(after)
        assert "รายงานของเรา ปี 2569" in words
        assert "จัดเวทีครั้งที่ 2" in words
        assert "นางสาวสมใจ ใจดี" in words
        assert "เรียนมาเพื่อทราบ" in words
        assert "ผลใหม่" not in words
        assert printing.today == date(2026, 9, 20)


def test_another_layout_prints_the_same_data_with_its_own_texts(tmp_path: Path) -> None:
    store, frozen = signed_year(tmp_path)
    with store:
        change_everything(store)

        page = tasks.page(store, YEAR, printing_of(store, frozen, "progress"))

        assert page.code == frozen.code
        assert "จัดเวทีครั้งที่ 2" in words_of(page)
        assert page.properties.layout == "progress"
        assert page.properties.agency == "องค์การบริหารส่วนตำบลริมธาร"


def test_choices_made_later_do_not_change_what_was_signed(tmp_path: Path) -> None:
    store, frozen = signed_year(tmp_path)
    with store:
        other = Printing(
            "ของเรา",
            thai_numerals=True,
            round_of=RoundOf.SIX_MONTHS,
            signatories=(Signatory("คนใหม่"),),
            today=date(2027, 1, 1),
            notes=True,
            frozen=frozen.id,
        )

        assert tasks.page(store, YEAR, other) == tasks.page(store, YEAR, printing_of(store, frozen))


def test_the_present_state_says_that_it_is_not_what_was_signed_and_has_no_code(tmp_path: Path) -> None:
    store, _ = signed_year(tmp_path)
    with store:
        now = tasks.page(store, YEAR, Printing(today=date(2027, 10, 25)))
        other_round = tasks.page(store, YEAR, Printing(today=date(2027, 10, 25), round_of=RoundOf.SIX_MONTHS))

        said = [part.text for part in now.parts if isinstance(part, Paragraph) and "ฉบับที่ลงนาม" in part.text]
        assert said == [
            "เอกสารนี้ไม่ใช่ฉบับที่ลงนามเมื่อวันที่ ๒๐ กันยายน ๒๕๖๙ พิมพ์จากข้อมูล ณ วันที่ ๒๕ ตุลาคม ๒๕๗๐ หลังลงนาม จึงไม่มีรหัสตรวจสอบ"
        ]
        assert now.code == ""
        assert "ฉบับที่ลงนาม" not in words_of(other_round)


def rekept(store: Store, frozen: FrozenRound, monkeypatch: pytest.MonkeyPatch, **texts: object) -> None:
    """Let the round have been kept with other texts."""
    copy = copy_of(store, frozen.id or 0)
    other = replace(copy, printing=replace(copy.printing, **texts))  # type: ignore[arg-type]  # by its names
    monkeypatch.setattr("ita_tui.printing.copy_of", lambda *_: other)


def test_a_layout_or_rulebook_that_this_version_cannot_read_is_refused_and_no_other_printed_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, frozen = signed_year(tmp_path)
    with store:
        rekept(store, frozen, monkeypatch, layout="progress", layout_text="title = 'อื่น'\nnew_key = 1")
        with pytest.raises(KeptTextUnreadable, match="แบบรายงาน progress"):
            tasks.page(store, YEAR, Printing("progress", frozen=frozen.id))
        assert tasks.page(store, YEAR, Printing("plan", frozen=frozen.id)).code == frozen.code

        monkeypatch.undo()
        rekept(store, frozen, monkeypatch, shipped_rulebooks={YEAR.be: "year = 2569\nnew_key = 1"})
        with pytest.raises(KeptTextUnreadable, match="เกณฑ์ของปี"):
            tasks.page(store, YEAR, Printing("ของเรา", frozen=frozen.id))


def test_what_came_with_the_program_is_kept_and_printed_whatever_a_later_version_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = signed_year(tmp_path)
    with store:
        signing.release_round(store, 1, "แบบอื่น")
        signed = replace(SIGNED, layout="progress")
        frozen = signing.freeze_round(
            store, YEAR, RoundOf.TWELVE_MONTHS, signed, START + timedelta(days=401), despite="x"
        )
        kept = copy_of(store, frozen.id or 0).printing
        before = tasks.page(store, YEAR, Printing("progress", frozen=frozen.id))
        monkeypatch.setattr(
            "ita_tui.reports.layouts.shipped_layouts", lambda: (read_layout(OWN_LAYOUT, "progress"),)
        )

        assert kept.layout_text == shipped_text("progress")
        assert set(kept.shipped_rulebooks) == {YEAR.be}
        assert tasks.page(store, YEAR, Printing("progress", frozen=frozen.id)) == before
        rekept(
            store, frozen, monkeypatch, layout_text="", shipped_rulebooks={}
        )  # as the first versions kept it
        assert tasks.page(store, YEAR, Printing("progress", frozen=frozen.id)).code == frozen.code


def test_a_printing_that_was_kept_before_shipped_texts_were_is_read() -> None:
    import json

    old = json.loads(KeptPrinting().text())
    del old["shipped_rulebooks"]

    assert read_printing(json.dumps(old)) == KeptPrinting()


# --- files -----------------------------------------------------------------------------------------------------


def test_every_format_is_the_same_bytes_each_time_and_carries_code_and_digest(tmp_path: Path) -> None:
    pytest.importorskip("typst")
    store, frozen = signed_year(tmp_path)
    with store:
        printing = printing_of(store, frozen)

        def printed(name: str) -> list[bytes]:
            return [
                tasks.export_report(
                    store, YEAR, printing, tmp_path / f"{name}.{form}", form=form
                ).read_bytes()
                for form in ("xlsx", "docx", "pdf")
            ]

        first = printed("ก่อน")
        change_everything(store)
        second = printed("หลัง")

    book = load_workbook(tmp_path / "หลัง.xlsx")
    about = {str(row[0]): str(row[1]) for row in book["เกี่ยวกับ"].iter_rows(values_only=True) if row[0]}
    assert first == second
    assert f"หน้า 1 จาก 1   รหัสตรวจสอบ {frozen.code}" in cells_of(tmp_path / "หลัง.xlsx")
    assert about["รหัสตรวจสอบ"] == frozen.code
    assert about["ลายนิ้วมือของข้อมูล (SHA-256)"] == frozen.digest
    assert re.fullmatch("[0-9a-f]{64}", about["หัวของลำดับประวัติ"])
    document = Document(str(tmp_path / "หลัง.docx"))
    assert f"รหัสตรวจสอบ {frozen.code}" in document.sections[-1].footer.paragraphs[0].text
    assert frozen.code in pages_of((tmp_path / "หลัง.pdf").read_bytes())[-1]
    assert [one.result for one in tasks.read_in(tmp_path / "หลัง.xlsx", YEAR).measures] == [
        "จัดเวทีครั้งที่ 1",
        "จัดเวทีครั้งที่ 2",
    ]


def test_the_bundle_holds_what_was_signed_with_its_evidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ita_tui.bundling.pdf_refusal", ValueError)  # a document instead: it is quicker
    store, frozen = signed_year(tmp_path)
    with store:
        change_everything(store)
        printings = [printing_of(store, frozen), printing_of(store, frozen, "progress")]

        made = tasks.bundle(store, YEAR, printings, tmp_path / "ชุด", as_folder=True)

        books = sorted((tmp_path / "ชุด").rglob("*รอบ12เดือน.xlsx"))
        assert [book.name.split("-")[0] for book in books] == ["ตารางความก้าวหน้าตามมาตรการ", "แบบของเรา"]
        for book in books:
            assert any(frozen.code in cell for cell in cells_of(book))
            assert len(tasks.read_in(book, YEAR).measures) == 2
        assert (made.reports, made.pieces) == (4, 1)


def test_a_rulebook_of_her_own_counts_as_it_was_when_the_round_was_signed(tmp_path: Path) -> None:
    store, _ = signed_year(tmp_path)
    with store:
        signing.release_round(store, 1, "เปลี่ยนเกณฑ์")
        rulebook = tmp_path / "rulebook"
        rulebook.mkdir()
        own = rulebook / f"{YEAR.be}.toml"
        own.write_text(
            '[levels]\nconfidence = "verified"\nnote = "ของเรา"\npass_mark = 85\n', encoding="utf-8"
        )
        text = own.read_text(encoding="utf-8")
        layouts = tmp_path / "layouts"
        layouts.mkdir()
        (layouts / "ของเรา.toml").write_text(OWN_LAYOUT, encoding="utf-8")
        own.write_text("", encoding="utf-8")
        frozen = signing.freeze_round(store, YEAR, RoundOf.TWELVE_MONTHS, SIGNED, START + timedelta(days=401))
        own.write_text(text, encoding="utf-8")

        kept = copy_of(store, frozen.id or 0).printing

        assert kept.rulebooks == {YEAR.be: ""}
        assert kept.layout_text == OWN_LAYOUT


# --- commands --------------------------------------------------------------------------------------------------


def said(folder: Path, *typed: object) -> tuple[int, str, str]:
    from io import StringIO

    out, err = StringIO(), StringIO()
    code = cli.run(
        [*map(str, typed), "--db", str(folder / "a.db")], Clock(START + timedelta(days=400)), out, err
    )
    return code, out.getvalue(), err.getvalue()


def results(book: Path) -> list[str]:
    return [one.result for one in tasks.read_in(book, YEAR).measures]


def test_the_command_prints_what_was_signed_and_the_present_state_when_asked(tmp_path: Path) -> None:
    store, frozen = signed_year(tmp_path)
    with store:
        change_everything(store)
    asked = ("export", "--year", "2569", "--round", "12")

    signed = said(tmp_path, *asked, "--layout", "ของเรา", "-o", tmp_path / "1.xlsx")
    other = said(tmp_path, *asked, "--layout", "progress", "-o", tmp_path / "2.xlsx")
    current = said(tmp_path, *asked, "--layout", "progress", "--current", "-o", tmp_path / "3.xlsx")
    unsigned = said(
        tmp_path,
        "export",
        "--year",
        "2569",
        "--round",
        "6",
        "--layout",
        "progress",
        "-o",
        tmp_path / "4.xlsx",
    )
    bundled = said(tmp_path, "bundle", "--year", "2569", "--current", "--folder", "-o", tmp_path / "ชุด")

    assert [one[0] for one in (signed, other, current, unsigned, bundled)] == [0] * 5
    assert f"รหัส {frozen.code} · ไฟล์นี้พิมพ์ตามที่ลงนาม" in signed[2]
    assert "ไฟล์นี้พิมพ์ข้อมูลเดียวกันด้วยแบบ progress" in other[2]
    assert "ไฟล์นี้พิมพ์ข้อมูลเดียวกัน" not in signed[2]
    assert "ไฟล์นี้ไม่ใช่ฉบับที่ลงนาม" in current[2]
    assert "ไฟล์นี้ไม่ใช่ฉบับที่ลงนาม" in bundled[2]
    assert "ลงนาม" not in unsigned[2]
    assert results(tmp_path / "1.xlsx") == results(tmp_path / "2.xlsx") == ["จัดเวทีครั้งที่ 1", "จัดเวทีครั้งที่ 2"]
    assert results(tmp_path / "3.xlsx") == ["ผลใหม่"]
    assert frozen.code not in (tmp_path / "3.xlsx").read_bytes().decode("latin-1")


def test_verify_tells_what_holds_and_what_differs(tmp_path: Path) -> None:
    import json

    store, frozen = signed_year(tmp_path)
    store.close()
    sound = said(tmp_path, "verify", "--code", frozen.code.lower())
    everything = said(tmp_path, "verify")
    with open_store(tmp_path / "a.db") as store:
        change_everything(store)
    changed = said(tmp_path, "verify", "--code", frozen.code)
    data = said(tmp_path, "verify", "--code", frozen.code, "--json")
    mistyped = said(tmp_path, "verify", "--code", frozen.code[:-1])

    assert (sound[0], sound[2]) == (0, "")
    assert f"รหัสตรวจสอบ {frozen.code}\nข้อมูลยังเป็นอย่างที่ลงนามทุกตัวอักษร" in sound[1]
    assert sound[1].count("✓") == 5
    assert (everything[0], "รอบที่ลงนาม ๑ รอบ" in everything[1]) == (0, True)
    assert changed[0] == 1
    assert "มาตรการ ๑ ผลการดำเนินการ: จัดเวทีครั้งที่ ๑ → ผลใหม่" in changed[1]
    assert "มาตรการ ๒ ลบออก" in changed[1]
    assert "✕ ข้อมูลปัจจุบัน: ต่างจากที่ลงนาม" in changed[1]
    told = json.loads(data[1])
    assert (told["holds"], told["round"]["digest"]) == (False, frozen.digest)
    assert [told["points"][name]["holds"] for name in ("code", "copy", "history", "data", "files")] == [
        True,
        True,
        True,
        False,
        True,
    ]
    assert len(told["differences"]) == changed[1].count("\n  ")
    assert mistyped[0] == 1
    assert "รหัสไม่ถูกต้อง จึงยังไม่ได้ตรวจข้อมูล" in mistyped[1]
