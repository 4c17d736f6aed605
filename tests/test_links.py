"""Links: what is doubtful about them, and the one sensible repair of a broken one."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ita_tui.domain.links import link_doubt, repaired
from ita_tui.thai.numerals import arabic_digits, shown, thai_digits

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
PLAIN = string.ascii_letters + string.digits
HOSTS = st.from_regex(r"[a-z][a-z0-9]{1,8}(\.[a-z0-9]{2,6}){0,2}\.(go\.th|or\.th|com)", fullmatch=True)
PATHS = st.lists(st.text(PLAIN + "-_%", min_size=1, max_size=8), max_size=3).map(
    lambda parts: "/".join(["", *parts])
)
QUERIES = st.lists(
    st.tuples(st.text(PLAIN, min_size=1, max_size=5), st.text(PLAIN + "-", max_size=9)), max_size=3
)


@st.composite
def good_links(draw: st.DrawFn) -> str:
    """An ordinary link to a website, with or without path, Thai address and query."""
    link = f"{draw(st.sampled_from(['http', 'https']))}://{draw(HOSTS)}{draw(PATHS)}"
    link += draw(st.sampled_from(["", "", "/ข่าวประชาสัมพันธ์", "/แผน/งบประมาณ"]))
    query = "&".join(f"{name}={value}" for name, value in draw(QUERIES))
    return f"{link}?{query}" if query else link


@given(good_links())
@settings(deadline=None)
def test_a_good_link_is_neither_doubted_nor_changed(link: str) -> None:
    assert link_doubt(link) == ""
    assert repaired(link) is None
    assert shown(link) == link


@given(good_links())
@settings(deadline=None)
def test_a_link_whose_digits_were_turned_to_thai_is_repaired_to_itself(link: str) -> None:
    broken = thai_digits(link)
    assume(broken != link)

    assert "เลขไทย" in link_doubt(broken)
    assert repaired(broken) == link


@given(
    good_links(), st.sampled_from(["\u200b", "\ufeff", "\u2060", "\u00ad", "\n", "\r\n ", "\n  "]), st.data()
)
@settings(deadline=None)
def test_a_link_parted_by_a_line_end_or_by_what_cannot_be_seen_is_joined(
    link: str, between: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(link.index("://") + 3, len(link) - 1))
    if between.isspace():
        assume(not re.match("[ก-๙]", link[at:]))

    assert repaired(link[:at] + between + link[at:]) == link


@given(st.text(alphabet="https:/. ๑๒1aก\u200b\n?&=%E0B9(),", max_size=30) | st.text(max_size=30))
@settings(deadline=None)
def test_a_repair_is_a_good_link_and_needs_no_other(text: str) -> None:
    better = repaired(text)

    if better is not None:
        assert better != text
        assert link_doubt(better) == ""
        assert repaired(better) is None


@pytest.mark.parametrize(
    ("broken", "doubt", "better"),
    [
        ("https://a.go.th/ข่าว?id=๑๒", "เลขไทย", "https://a.go.th/ข่าว?id=12"),
        ("https://a๑.go.th/x", "เลขไทย", "https://a1.go.th/x"),
        ("https://a.go.th/%E๐%B๘%๘๑", "เลขไทย", "https://a.go.th/%E0%B8%81"),
        ("https://a.go.th/?id=%E0%B9%92%E0%B9%95", "เลขไทย", "https://a.go.th/?id=25"),
        ("http://๑๙๒.๑๖๘.๐.๑/x", "เลขไทย", "http://192.168.0.1/x"),
        ("<https://a.go.th/go?id=๑>", "http://", "https://a.go.th/go?id=1"),
        ("www.a.go.th/x", "http://", "https://www.a.go.th/x"),
        ("WWW.a.go.th", "http://", "https://WWW.a.go.th"),
        ("a.go.th/๒", "http://", "https://a.go.th/2"),
        ("drive.google.com/file/d/1AbC", "http://", "https://drive.google.com/file/d/1AbC"),
        ("http//a.go.th", "http://", "http://a.go.th"),
        ("http:/a.go.th/x", "ไม่มีชื่อเว็บไซต์", "http://a.go.th/x"),
        ("htps://a.go.th", "http://", "https://a.go.th"),
        ("https:\\\\a.go.th/x", "ไม่มีชื่อเว็บไซต์", "https://a.go.th/x"),
        ("https:// a.go.th/x", "ช่องว่าง", "https://a.go.th/x"),
        ("https://www. a.go.th/x", "ช่องว่าง", "https://www.a.go.th/x"),
        ("https://a.go.th/ b/c", "ช่องว่าง", "https://a.go.th/b/c"),
        ("https://a.go.th/x?a=12 34&b= 5", "ช่องว่าง", "https://a.go.th/x?a=1234&b=5"),
        ("https://a.go.th/a ตามที่แนบมา", "ช่องว่าง", "https://a.go.th/a"),
        ("ดูที่ https://a.go.th/a", "ช่องว่าง", "https://a.go.th/a"),
        ("https://a.go.th/a.pdfตามประกาศ", "ข้อความไทย", "https://a.go.th/a.pdf"),
        ("https://a.go.thตามลิงก์นี้", "ข้อความไทย", "https://a.go.th"),
        ("https://a.go.th/a.", "เครื่องหมาย", "https://a.go.th/a"),
        ("https://a.go.th/a),", "เครื่องหมาย", "https://a.go.th/a"),
        ("(https://a.go.th/a)", "http://", "https://a.go.th/a"),
        ("https://a\u200b.go.th", "มองไม่เห็น", "https://a.go.th"),
    ],
)
def test_a_broken_link_is_repaired_where_there_is_one_sensible_way(
    broken: str, doubt: str, better: str
) -> None:
    assert doubt in link_doubt(broken)
    assert repaired(broken) == better


@pytest.mark.parametrize(
    ("link", "doubt"),
    [
        ("https://a.go.th/my file.pdf", "ช่องว่าง"),
        ("https://a.go.th/a https://b.go.th/b", "ช่องว่าง"),
        ("https://a.go.th/ข่าว๒๕๖๗.pdf", "เลขไทย"),
        ("https://a.go.th/%E0%B8%81%E0%B9%92", "เลขไทย"),
        ("javascript:alert(1)", "http://"),
        ("ftp://a.go.th/x", "http://"),
        ("mailto:a@b.go.th", "http://"),
        ("http://localhost:8080", "ไม่มีชื่อเว็บไซต์"),
        ("https://[::1", "ไม่ถูกรูปแบบ"),
        ("ยังไม่มีลิงก์", "http://"),
        ("๑", "http://"),
    ],
)
def test_where_more_or_nothing_could_be_meant_there_is_a_doubt_and_no_repair(link: str, doubt: str) -> None:
    assert doubt in link_doubt(link)
    assert repaired(link) is None


@pytest.mark.parametrize("letters", [" ", "\n", "a.", ".", ")", "ก", "/ ", '"', "http:", "๑", "?a="])
def test_a_paste_of_a_hundred_thousand_letters_is_looked_at_once(letters: str) -> None:
    """Anything that looks at every letter from every other would take minutes here."""
    for start in ("", "https://a.go.th/", "https://a.go.th/ ", "www."):
        text = f"{start}{letters * (100_000 // len(letters))}"
        better = repaired(f"{text}a")

        assert better is None or len(better) <= len(text) + len("https://a")
        assert link_doubt(text) is not None


@pytest.mark.parametrize(
    "link",
    [
        "", "  ", "https://a.go.th", "https://เว็บ.ไทย/ข่าว", "https://a.go.th/a_(b)", "https://a.go.th/x?next=http://b.go.th/",
        "https://a.go.th/ข่าว/ปี-2567.pdf", "http://a.go.th:8080/x#ก", "https://a.go.th/%E0%B8%81%202567",
    ],
)  # fmt: skip
def test_a_link_that_opens_is_left_alone(link: str) -> None:
    assert link_doubt(link) == ""
    assert repaired(link) is None


@pytest.mark.skipif(not SEEDS.exists(), reason="the published reports are not beside the project")
def test_the_broken_link_of_a_published_report_is_repaired() -> None:
    texts = (path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    links = [link for text in texts for link in re.findall(r"https?://[^\s<>]*[๐-๙][^\s<>]*", text)]

    assert links
    for link in links:
        assert "เลขไทย" in link_doubt(link)
        assert repaired(link) == arabic_digits(link)
