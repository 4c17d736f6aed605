"""What is worth a sentence at the start, and keeps nobody from working."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ita_tui.thai.numerals import digits
from store.clock_warning import clock_warning
from store.place_warnings import place_warning

if TYPE_CHECKING:
    from store.database import Store


def warnings_at_start(store: "Store") -> tuple[str, ...]:
    """Thai sentences about the place of the file, the PC's clock and damaged settings. Looks at files: in a thread."""
    return tuple(filter(None, _warnings(store)))


def _warnings(store: "Store") -> Iterator[str]:
    yield place_warning(store.path)
    yield clock_warning(store, store.door.clock())
    if count := store.preferences.set_aside:
        yield (
            f"การตั้งค่าโปรแกรม {digits(count)} รายการเสียหาย จึงใช้ค่าเริ่มต้นแทน ข้อมูลของท่านไม่ถูกแตะต้อง"
            " และค่าที่เสียหายเก็บไว้ในฐานข้อมูล ตั้งค่าใหม่ได้ที่ F12 «ตั้งค่า»"
        )
