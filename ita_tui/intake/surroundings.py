"""What the texts around the tables tell: whose report it is, of which year, and where its surveys stand."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ita_tui.domain.agency import Agency, AgencyKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.respondents import Survey
from ita_tui.intake.blocks import Text
from ita_tui.intake.draft import Doubt, DoubtKind
from ita_tui.intake.offices import office_data
from ita_tui.thai.numerals import arabic_digits, digits

_LETTERS = "ก-ฮะ-ฺเ-ๅ็-๎"
_REGION = re.compile(rf"(?:อำเภอ|อ\.)\s*([{_LETTERS}]{{2,40}})\s+(?:จังหวัด|จ\.)\s*([{_LETTERS}]{{2,40}})")
_DISTRICT = re.compile(rf"อำเภอ\s*([{_LETTERS}]{{2,40}})")
_PROVINCE = re.compile(rf"จังหวัด\s*([{_LETTERS}]{{2,40}})")
_BE_YEAR = re.compile(r"(?:ปีงบประมาณ|พ\.?\s?ศ\.?|ปี)\s*(?:พ\.?\s?ศ\.?)?\s*([๐-๙0-9]{4})(?![๐-๙0-9])")
_BE_MARK = r"\s*:?\s*(?:พ\.?\s?ศ\.?)?\s*"
_FISCAL_YEAR = re.compile(rf"ปีงบ(?:ประมาณ|ฯ){_BE_MARK}([๐-๙0-9]{{4}})(?![๐-๙0-9])")
# A title that leaves out งบประมาณ: ประจำปี พ.ศ. ๒๕๖๘, ปี 2566
_YEAR_OF_TITLE = re.compile(rf"ปี{_BE_MARK}([๐-๙0-9]{{4}})(?![๐-๙0-9])")
_LINK = re.compile(r"https?://[^\s<>\"'“”«»]+", re.IGNORECASE)
# A link with words of its own before it is about those words, not about the text above.
_LEADS_TO_LINK = re.compile(r"(?:ลิงก์|ลิงค์|link|url|ได้ที่|คลิก|[\s<(\[:=>–-])*", re.IGNORECASE)
_THAI_LETTER = re.compile("[\u0e01-\u0e4f\u0e5a\u0e5b]")
_SURVEY_WORDS = re.compile(r"แบบวัด|แบบสอบถาม|แบบสำรวจ|IIT|EIT", re.IGNORECASE)


@dataclass(frozen=True)
class FoundLink:
    """A link to a survey as it was written, as it must be to work, and whether Thai words were glued to it."""

    instrument: Instrument
    written: str
    link: str
    line: int


def agency_in(texts: Sequence[Text]) -> Agency | None:
    """The agency that the texts name most often, in full, with the district and province beside its name."""
    names = Counter(name for text in texts for name in _agency_names(text.words))
    if not names:
        return None
    name = names.most_common(1)[0][0]
    kinds = office_data()["agencies"]
    prefix = next(prefix for prefix in kinds if name.startswith(prefix))
    district, province = _region(texts)
    return Agency(name, district, province, AgencyKind(str(kinds[prefix])))


def _region(texts: Sequence[Text]) -> tuple[str, str]:
    """District and province: those that stand side by side most often, else each by itself."""
    together = Counter(region for text in texts for region in _REGION.findall(text.words))
    if together:
        (district, province), _ = together.most_common(1)[0]
        return district, province
    districts = Counter(name for text in texts for name in _DISTRICT.findall(text.words))
    provinces = Counter(name for text in texts for name in _PROVINCE.findall(text.words))
    return _commonest(districts), _commonest(provinces)


def _commonest(names: Counter[str]) -> str:
    return names.most_common(1)[0][0] if names else ""


def year_in(texts: Iterable[Text]) -> FiscalYear | None:
    """The fiscal year that the document names first: its title does, be it without the word งบประมาณ."""
    words = [text.words for text in texts]
    first = next((year for text in words for year in fiscal_years_in(text)), None)
    found = (be_year(match.group(1)) for text in words for match in _YEAR_OF_TITLE.finditer(text))
    return first or next(filter(None, found), None)


def fiscal_years_in(words: str) -> tuple[FiscalYear, ...]:
    """The fiscal years that a text names, in order (ปีงบประมาณ พ.ศ. ๒๕๖๘)."""
    years = (be_year(match.group(1)) for match in _FISCAL_YEAR.finditer(words))
    return tuple(year for year in years if year)


def years_named(words: str) -> tuple[FiscalYear, ...]:
    """All Buddhist years that a text names, in order (ปี ๒๕๖๔, พ.ศ. ๒๕๖๔, ปีงบประมาณ ๒๕๖๔)."""
    years = (be_year(match.group(1)) for match in _BE_YEAR.finditer(words))
    return tuple(year for year in years if year)


def be_year(digits: str) -> FiscalYear | None:
    """Four digits as a fiscal year, or None where they cannot be a Buddhist year."""
    try:
        return FiscalYear(int(arabic_digits(digits)))
    except ValueError:
        return None


def survey_links(texts: Sequence[Text], eit: Instrument) -> tuple[FoundLink, ...]:
    """The links to surveys: those that name EIT or IIT themselves or stand under a text that does.

    ``eit`` is the form of EIT that people answer by themselves in the year.
    """
    found = []
    about: Instrument | None = None
    for text in texts:
        links = list(_LINK.finditer(text.words))
        named = _instrument(_LINK.sub(" ", text.words), eit)
        if named or not links or not _LEADS_TO_LINK.fullmatch(text.words[: links[0].start()]):
            about = named
        for match in links:
            written = match.group()
            cut = _THAI_LETTER.search(written)
            link = arabic_digits(written[: cut.start()] if cut else written).rstrip(".,;:)")
            instrument = about or _instrument(written, eit)
            if instrument:
                found.append(FoundLink(instrument, written, link, text.line))
    return tuple(found)


def surveys_of(links: Sequence[FoundLink]) -> tuple[Survey, ...]:
    """One survey for each instrument that has a link: the first that was found."""
    first: dict[Instrument, str] = {}
    for found in links:
        first.setdefault(found.instrument, found.link)
    return tuple(Survey(instrument, link=link) for instrument, link in first.items())


def about_links(links: Sequence[FoundLink]) -> Iterator[Doubt]:
    """Links that were changed to work, and second links of the same survey."""
    taken: dict[Instrument, str] = {}
    for found in links:
        place = f"ลิงก์แบบวัด {found.instrument.label}"
        if re.search("[๐-๙]", found.written):
            words = f"ลิงก์ในเอกสารเขียนด้วยเลขไทยจึงเปิดไม่ได้: {found.written}"
            yield _repaired(found, place, words)
        elif _THAI_LETTER.search(found.written):
            words = f"ตัดข้อความไทยที่ติดท้ายลิงก์ออก: {found.written}"
            yield _repaired(found, place, words)
        first = taken.setdefault(found.instrument, found.link)
        if first != found.link:
            words = f"พบลิงก์มากกว่าหนึ่ง ลิงก์ที่ไม่ได้ใช้: {found.link}"
            yield Doubt(DoubtKind.LINK, place, words, first, standing=True)


def _repaired(found: FoundLink, place: str, words: str) -> Doubt:
    key = f"link:{found.line}:{found.instrument.value}"
    return Doubt(DoubtKind.LINK, place, words, found.link, standing=True, choice=True, key=key)


def about_year(found: FiscalYear | None, asked: FiscalYear) -> Iterator[Doubt]:
    if found and found != asked:
        words = f"เอกสารเป็นของปีงบประมาณ {digits(found.be)} แต่กำลังอ่านเข้าปีงบประมาณ {digits(asked.be)}"
        yield Doubt(DoubtKind.OTHER_YEAR, "ทั้งเอกสาร", words, f"นำเข้าปี {digits(found.be)}")


def _agency_names(words: str) -> Iterator[str]:
    """Full names, up to a space or a word that no name holds; others cannot be told apart and are skipped."""
    data = office_data()
    full = {prefix: prefix for prefix in data["agencies"]} | {
        k: str(v) for k, v in data["abbreviations"].items()
    }
    behind = "|".join(map(re.escape, data["behind_names"]["words"]))
    for begin, prefix in full.items():
        name = rf"{re.escape(begin)}\s?([{_LETTERS}]{{2,40}}?)(?={behind}|[^{_LETTERS}ฯ]|$)"
        for match in re.finditer(name, words):
            yield prefix + match.group(1)


def _instrument(words: str, eit: Instrument) -> Instrument | None:
    """The one survey that the words are about, or None where they name both or neither."""
    if not _SURVEY_WORDS.search(words):
        return None
    upper = words.upper()
    about_eit, about_iit = "EIT" in upper, "IIT" in upper
    if about_eit == about_iit:
        return None
    return eit if about_eit else Instrument.IIT
