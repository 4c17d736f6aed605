"""``ita-tui export``, ``bundle`` and ``layouts``: a year into files, and what to look at before they go out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import places, tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.respondents import link_to_print
from ita_tui.domain.rounds import standing
from ita_tui.errors import ItaError
from ita_tui.thai.clusters import cut
from ita_tui.thai.dates import long_date
from ita_tui.thai.numerals import choose, digits

if TYPE_CHECKING:
    from exports.bundle_contents import Bundled, NotInBundle
    from ita_tui.cli_parser import Arguments
    from ita_tui.domain.respondents import Survey
    from ita_tui.reports.layouts import Layout
    from store.database import Store

_MOST_LINES = 10
"""Of a list of findings; the rest is counted."""

_LINK_ROOM = 48  # columns for a link in a sentence
_OF_BUNDLE = "progress"
"""The layout of the report in a bundle, unless others are named."""

Clock = Callable[[], datetime]


class DayNotYet(ItaError):
    """A report is to be printed as the year will stand on a day to come."""

    def __init__(self, asked: date, today: date) -> None:
        super().__init__(
            f"วันที่ {long_date(asked)} ยังไม่มาถึง (วันนี้ {long_date(today)}) จึงยังไม่ได้เขียนไฟล์",
            "--as-of พิมพ์ตามข้อมูลที่บันทึกไว้แล้วในวันนั้น",
            "ตรวจวันที่ที่พิมพ์ หรือไม่ต้องใส่ --as-of เพื่อใช้ข้อมูลปัจจุบัน",
        )


@dataclass(frozen=True)
class Written:
    """What became of a command, and what she should look at all the same, a line each."""

    text: str
    warnings: tuple[str, ...] = ()


@contextmanager
def _open_year(
    arguments: "Arguments", database: Path, clock: Clock
) -> "Iterator[tuple[Store, FiscalYear, date]]":
    """The open store, the year that was asked for, and today."""
    with tasks.open_existing(database, clock) as store:
        choose(tasks.screen_numerals(store))
        today = clock().date()
        yield store, tasks.known_year(store, arguments.year, today), today


# --- export ----------------------------------------------------------------------------------------------------


def export(arguments: "Arguments", database: Path, clock: Clock) -> Written:
    """Print a report, or write the whole year in the open format. Raises ItaError."""
    assert arguments.target is not None
    target = places.with_suffix(arguments.target, arguments.format)
    warnings: tuple[str, ...] = ()
    with _open_year(arguments, database, clock) as (store, year, today):
        if arguments.format == "json":
            path = tasks.export_open_format(store, year, today, target, overwrite=arguments.force)
        else:
            printing = _printing(store, arguments, arguments.layout, year, today)
            path = tasks.export_report(
                store, year, printing, target, form=arguments.format, overwrite=arguments.force
            )
            copy = _copy_of(store, printing)
            choice = tasks.layouts_of(store, copy)
            surveys = (store.report(year) if copy is None else copy.report).surveys
            link = _link_warnings(surveys, choice.named(printing.layout))
            personal = _personal_data(store, year, [printing], form=arguments.format)
            warnings = (*_about_signed(store, year, printing), *_broken(choice), *personal, *link)
    return Written(f"ส่งออกปีงบประมาณ {digits(year.be)} ไว้ที่ {path.absolute()}", warnings)


def _printing(
    store: "Store", arguments: "Arguments", layout: str, year: FiscalYear, today: date
) -> tasks.Printing:
    """As the export screen would print it: what is remembered there counts here, too.

    A round that stands signed is printed as it was signed, unless another state of it is asked for. Raises DayNotYet,
    and SignedCopyBroken.
    """
    if arguments.as_of is not None and arguments.as_of > today:
        raise DayNotYet(arguments.as_of, today)
    round_of = arguments.round or year.current_round(today)
    if not arguments.current and arguments.as_of is None:
        signed = tasks.standing_copy(store, year, round_of)
        if signed is not None:
            return tasks.as_signed(signed, layout)
    asked = tasks.Printing(
        layout,
        thai_numerals=arguments.numerals == "thai",
        round_of=round_of,
        today=today,
        stood_on=arguments.as_of,
    )
    return tasks.as_remembered(store, asked)


def _copy_of(store: "Store", printing: tasks.Printing) -> tasks.SignedCopy | None:
    return None if printing.frozen is None else tasks.copy_of(store, printing.frozen)


def _about_signed(store: "Store", year: FiscalYear, printing: tasks.Printing) -> Iterator[str]:
    """What is to be known of a file of a round that stands signed: what was signed, or another state of it."""
    signed = standing(store.rounds.all(year), printing.round_of)
    if signed is None:
        return
    named = (
        f"รอบ {digits(int(signed.round_of))} เดือน ลงนามแล้วเมื่อ {long_date(signed.at.date())} รหัส {signed.code}"
    )
    if printing.frozen is None:
        yield f"{named} · ไฟล์นี้ไม่ใช่ฉบับที่ลงนาม จึงไม่มีรหัสตรวจสอบ"
        return
    yield f"{named} · ไฟล์นี้พิมพ์ตามที่ลงนาม ทั้งข้อมูล ตัวเลข ผู้ลงนาม และส่วนประกอบ (--current คือข้อมูลปัจจุบัน)"
    of_layout = tasks.copy_of(store, printing.frozen).printing.layout
    if of_layout != printing.layout:
        yield f"ฉบับที่ลงนามพิมพ์ด้วยแบบ {of_layout} · ไฟล์นี้พิมพ์ข้อมูลเดียวกันด้วยแบบ {printing.layout}"


def _personal_data(
    store: "Store", year: FiscalYear, printings: Sequence[tasks.Printing], *, form: str
) -> Iterator[str]:
    """What may be personal data in printed reports and what is written with them, each with its place."""
    looks = (tasks.looked_through(store, year, printing, form=form)[1] for printing in printings)
    found = tuple(dict.fromkeys(one for look in looks for one in look))
    if found:
        yield f"รายงานอาจมีข้อมูลส่วนบุคคล {digits(len(found))} แห่ง ควรตรวจก่อนเผยแพร่"
    yield from _listed([f"{one.place}: {one.kind.label} {one.masked}" for one in found], "แห่ง")


def _link_warnings(surveys: "Sequence[Survey]", layout: "Layout") -> Iterator[str]:
    """What is wrong with the link to the EIT survey, where the layout prints it."""
    if doubt := tasks.doubt_of_link(surveys, layout):
        link = cut(" ".join(link_to_print(surveys).split()), _LINK_ROOM)
        yield f"ลิงก์แบบวัด EIT «{link}» {doubt} · แก้ไขได้ที่หน้า F4"


# --- bundle ----------------------------------------------------------------------------------------------------


def bundle(arguments: "Arguments", database: Path, clock: Clock) -> Written:
    """Write the evidence bundle with the reports in it. Raises ItaError."""
    assert arguments.target is not None
    target = arguments.target if arguments.folder else places.with_suffix(arguments.target, "zip")
    with _open_year(arguments, database, clock) as (store, year, today):
        layouts = dict.fromkeys(arguments.layouts or [_OF_BUNDLE])
        printings = [_printing(store, arguments, layout, year, today) for layout in layouts]
        made = tasks.bundle(
            store,
            year,
            printings,
            target,
            stood_on=arguments.as_of,
            as_folder=arguments.folder,
            overwrite=arguments.force,
        )
        personal = tuple(_personal_data(store, year, printings, form="zip"))
        signed = tuple(dict.fromkeys(line for one in printings for line in _about_signed(store, year, one)))
    lines = (
        f"เขียนชุดหลักฐานปีงบประมาณ {digits(year.be)} ไว้ที่ {made.path.absolute()}",
        f"มีรายงาน {digits(made.reports)} ไฟล์ และหลักฐาน {digits(made.files)} ไฟล์",
    )
    choice = tasks.layout_choice(database)
    about = (*_about_reports(), *_about_evidence(made))
    return Written("\n".join(lines), (*signed, *_broken(choice), *personal, *about))


def _about_reports() -> Iterator[str]:
    if tasks.pdf_refusal():
        yield (
            "รายงานในชุดเป็น DOCX แทน PDF เพราะเครื่องนี้ยังไม่ได้ติดตั้งส่วนที่สร้าง PDF"
            " · ติดตั้งได้ด้วยคำสั่ง pip install 'ita-tui[pdf]'"
        )


def _about_evidence(made: "Bundled") -> Iterator[str]:
    """What of the evidence is not in the bundle."""
    if not made.pieces:
        yield "ปีนี้ยังไม่มีหลักฐานของมาตรการใด ในชุดจึงมีเฉพาะรายงานและดัชนี"
    if made.left_out:
        yield f"ไม่ได้รวมหลักฐาน {digits(len(made.left_out))} ไฟล์ เพราะไฟล์หายไปหรือถูกแก้ไข"
    yield from _listed([_left_out(one) for one in made.left_out], "ไฟล์")


def _left_out(one: "NotInBundle") -> str:
    measures = f" (มาตรการ {', '.join(map(digits, one.measures))})" if one.measures else ""
    return f"ลำดับที่ {digits(one.number)} {one.name or one.title}{measures}: {one.state.label}"


# --- layouts ---------------------------------------------------------------------------------------------------


def layouts(database: Path) -> Written:
    """The layouts by name with the heads of their tables; the database need not be there, and may be open."""
    choice = tasks.layout_choice(database)
    return Written("\n\n".join(map(_layout, choice.usable)), tuple(_broken(choice)))


def _layout(layout: "Layout") -> str:
    lines = (f"{layout.name}  {layout.title}", layout.purpose, *_heads(layout))
    return "\n  ".join(line for line in lines if line)


def _heads(layout: "Layout") -> Iterator[str]:
    """The heads of each table, under the table's name where there are several."""
    from ita_tui.reports.placeholder_words import to_be_edited

    tables = [part for part in layout.parts if part.columns]
    for number, part in enumerate(tables, start=1):
        name = to_be_edited(part.heading) or f"ตารางที่ {digits(number)}"
        of_several = f" ({name})" if len(tables) > 1 else ""
        yield f"หัวตาราง{of_several}: {' · '.join(column.head for column in part.columns)}"


def _broken(choice: tasks.LayoutChoice) -> Iterator[str]:
    """What is wrong with layouts of her own; the commands do without them."""
    return map(str, choice.broken.values())


def _listed(lines: Sequence[str], of: str) -> Iterator[str]:
    """Lines of a list, not more than are read; the rest is counted."""
    yield from (f"  {line}" for line in lines[:_MOST_LINES])
    if len(lines) > _MOST_LINES:
        yield f"  … และอีก {digits(len(lines) - _MOST_LINES)} {of}"
