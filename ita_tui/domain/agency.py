"""The agency (หน่วยงาน), its kind and size, and its divisions (ส่วนราชการ) with their sections (งาน)."""

from dataclasses import dataclass
from enum import StrEnum


class AgencyKind(StrEnum):
    """Kinds of agency that the rules tell apart; the value is the code in files, :attr:`label` the Thai word."""

    SAO = "sao"
    SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality"
    TOWN_MUNICIPALITY = "town_municipality"
    CITY_MUNICIPALITY = "city_municipality"
    PAO = "pao"
    POLICY_OFFICE = "policy_office"
    SERVICE_OFFICE = "service_office"
    UNIVERSITY = "university"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]

    @property
    def short_label(self) -> str:
        """The usual abbreviation where there is one: อบต., อบจ."""
        return {AgencyKind.SAO: "อบต.", AgencyKind.PAO: "อบจ."}.get(self, self.label)

    @property
    def has_sizes(self) -> bool:
        """Whether the rules tell small, medium and large agencies of this kind apart (EIT part 1, since 2567)."""
        return self in {AgencyKind.SAO, AgencyKind.SUBDISTRICT_MUNICIPALITY}


_KIND_LABELS = {
    AgencyKind.SAO: "องค์การบริหารส่วนตำบล (อบต.)",
    AgencyKind.SUBDISTRICT_MUNICIPALITY: "เทศบาลตำบล",
    AgencyKind.TOWN_MUNICIPALITY: "เทศบาลเมือง",
    AgencyKind.CITY_MUNICIPALITY: "เทศบาลนคร",
    AgencyKind.PAO: "องค์การบริหารส่วนจังหวัด (อบจ.)",
    AgencyKind.POLICY_OFFICE: "สำนักงานปลัดกระทรวง/หน่วยนโยบาย",
    AgencyKind.SERVICE_OFFICE: "ส่วนกลางที่มีภารกิจอนุมัติอนุญาต/ให้บริการ",
    AgencyKind.UNIVERSITY: "สถาบันอุดมศึกษา",
    AgencyKind.OTHER: "หน่วยงานอื่น",
}


class AgencySize(StrEnum):
    """Size as the secretary chooses it: how ITAS decides it is not published."""

    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"

    @property
    def label(self) -> str:
        return f"{self.word} ({self.value})"

    @property
    def word(self) -> str:
        return {"S": "เล็ก", "M": "กลาง", "L": "ใหญ่"}[self.value]


@dataclass(frozen=True)
class Agency:
    """The office whose year this is. Only ``name`` is needed, in full, e.g. องค์การบริหารส่วนตำบล…"""

    name: str
    district: str = ""
    province: str = ""
    kind: AgencyKind = AgencyKind.SAO
    size: AgencySize | None = None

    @property
    def short_name(self) -> str:
        """The name with the usual abbreviation: องค์การบริหารส่วนตำบลตัวอย่าง is อบต.ตัวอย่าง."""
        for full, short in (("องค์การบริหารส่วนตำบล", "อบต."), ("องค์การบริหารส่วนจังหวัด", "อบจ.")):
            if self.name.startswith(full):
                return short + self.name.removeprefix(full).strip()
        return self.name


def other_agency(named: Agency | None, here: Agency | None) -> str:
    """A sentence where a document names another agency than ``here``; empty where it does not, or one is unknown."""
    if named is None or here is None:
        return ""
    theirs, ours = ("".join(agency.short_name.split()) for agency in (named, here))
    if not theirs or not ours or theirs == ours:
        return ""
    return f"เอกสารนี้เป็นของ {named.name} แต่ข้อมูลในโปรแกรมเป็นของ {here.name} โปรดตรวจว่าเลือกไฟล์ถูก"


@dataclass(frozen=True)
class Section:
    """A section (งาน/ฝ่าย) of a division, e.g. งานธุรการ of สำนักปลัด."""

    name: str
    id: int | None = None


@dataclass(frozen=True)
class Division:
    """A division (ส่วนราชการ), e.g. กองคลัง, in the order the agency lists them.

    ``contact`` says whom to call there, as written: a post, a name, an extension.
    """

    name: str
    sections: tuple[Section, ...] = ()
    id: int | None = None
    contact: str = ""
