"""Says that a form still holds what was typed, so that no key takes it away unasked."""

from ita_tui.errors import ItaError


class StillTyped(ItaError):
    """A form is about to be left with text in it. ``save`` and ``drop`` name the keys for both ways out."""

    def __init__(self, *, save: str, drop: str) -> None:
        super().__init__(
            "ยังมีข้อความที่พิมพ์ไว้และยังไม่ได้บันทึก",
            "สิ่งที่พิมพ์ยังอยู่ครบในแบบฟอร์ม",
            f"{save} หรือ{drop} แล้วจึงกดปุ่มเดิมอีกครั้ง",
        )
