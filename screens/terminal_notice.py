"""Says once, of a terminal that gives Thai marks columns of their own, which one would be better."""

from typing import TYPE_CHECKING, Any

from textual.app import App

from ita_tui.errors import ItaError
from screens.notices import tell

if TYPE_CHECKING:
    from store.preferences import Preferences

MARKS_APART_TITLE = "เทอร์มินัลนี้แสดงสระและวรรณยุกต์แยกเป็นคนละช่อง"
MARKS_APART = (
    "โปรแกรมจึงจัดกรอบและตารางตามที่เทอร์มินัลนี้แสดง ข้อมูลและไฟล์ที่ส่งออกเหมือนเดิมทุกประการ\n"
    "เพื่อให้อ่านง่ายขึ้น โปรดเปิดโปรแกรมใน Windows Terminal รุ่น 1.22 ขึ้นไป "
    "หรือในเทอร์มินัลอื่นที่แสดงภาษาไทยได้ถูกต้อง"
)
_TOLD = "told_of_terminal"


def tell_of_terminal(app: App[Any], preferences: "Preferences") -> None:
    """Tell it from a thread, and remember on this database that it was told."""
    if preferences.get(_TOLD, False):
        return
    app.call_from_thread(
        app.notify, MARKS_APART, title=MARKS_APART_TITLE, severity="warning", timeout=30, markup=False
    )
    try:
        preferences.set(_TOLD, True)
    except ItaError as refusal:
        app.call_from_thread(tell, app, refusal)
