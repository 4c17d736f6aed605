"""The instruments (แบบวัด) of the assessment."""

from enum import StrEnum


class Instrument(StrEnum):
    """IIT, EIT (in one part to 2565, in two since 2566) and OIT; the value is the code in files."""

    IIT = "IIT"
    EIT = "EIT"
    EIT1 = "EIT1"
    EIT2 = "EIT2"
    OIT = "OIT"

    @property
    def label(self) -> str:
        return {"IIT": "IIT", "EIT": "EIT", "EIT1": "EIT ส่วนที่ ๑", "EIT2": "EIT ส่วนที่ ๒", "OIT": "OIT"}[
            self.value
        ]

    @property
    def full_name(self) -> str:
        return {
            "IIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
            "EIT": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
            "EIT1": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก ส่วนที่ ๑ (EIT)",
            "EIT2": "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก ส่วนที่ ๒ (EIT)",
            "OIT": "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
        }[self.value]
