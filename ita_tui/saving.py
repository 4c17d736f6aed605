"""Puts a file whole into its place, or leaves everything as it was: no reader ever meets half a file.

The bytes go to a temporary file beside the target, reach the disk, and take the target's name in one step.
The refusals stand here too, for this room may look at no other.
"""

import errno
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from ita_tui.errors import ItaError, for_the_administrator, technical_word

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_SUCH_CALL = frozenset({errno.EINVAL, errno.ENOTSUP})  # network drives flush no folders; the file is there
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR})
_COUNTED = re.compile(r" \((\d{1,4})\)$")
# A virus scanner holds a fresh file for a moment on Windows; a spreadsheet holds it until it is closed.
_IS_WINDOWS = os.name == "nt"
_PAUSES = (0.1, 0.3) if _IS_WINDOWS else ()


class NotSaved(ItaError):
    """The file was not written and whatever stood at ``target`` is untouched.

    ``proposed`` is a free path beside the target where writing would help, else None.
    """

    def __init__(
        self, target: Path, happened: str, means: str = "", do: str = "", *, proposed: Path | None = None
    ) -> None:
        super().__init__(happened, means, do)
        self.target = target
        self.proposed = proposed


class TargetExists(NotSaved):
    """There is a file of that name, and nobody allowed overwriting it."""

    def __init__(self, target: Path) -> None:
        free = free_name(target)
        super().__init__(
            target,
            f"มีไฟล์ {target.name} อยู่แล้ว จึงยังไม่ได้เขียนทับ",
            do=f"บันทึกเป็น {free.name} แทน หรือยืนยันให้เขียนทับ",
            proposed=free,
        )


class TargetOpen(NotSaved):
    """A spreadsheet or word processor holds the target."""

    def __init__(self, target: Path) -> None:
        free = free_name(target)
        super().__init__(
            target,
            f"ไฟล์ {target.name} เปิดอยู่ในโปรแกรมอื่น จึงยังไม่ได้เขียนทับ",
            do=f"บันทึกเป็น {free.name} แทน หรือปิดไฟล์แล้วลองใหม่",
            proposed=free,
        )


class TargetReadOnly(NotSaved):
    """The target itself is marked read-only, which somebody did on purpose."""

    def __init__(self, target: Path) -> None:
        free = free_name(target)
        super().__init__(
            target,
            f"ไฟล์ {target.name} ตั้งไว้ให้อ่านได้อย่างเดียว จึงยังไม่ได้เขียนทับ",
            do=f"บันทึกเป็น {free.name} แทน หรือยกเลิกการตั้งค่าอ่านอย่างเดียวแล้วลองใหม่",
            proposed=free,
        )


class TargetIsFolder(NotSaved):
    """A folder has the name that was given."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            target,
            f"{target} เป็นโฟลเดอร์ จึงเขียนไฟล์ชื่อนี้ไม่ได้",
            do="พิมพ์ชื่อไฟล์ต่อท้ายชื่อโฟลเดอร์ แล้วลองใหม่",
        )


class FolderExists(NotSaved):
    """There is something of the name that a new folder should have; a folder is never replaced."""

    def __init__(self, target: Path) -> None:
        number = 2
        while os.path.lexists(free := target.with_name(f"{target.name} ({number})")):
            number += 1
        super().__init__(
            target,
            f"มี {target.name} อยู่แล้ว จึงยังไม่ได้เขียนโฟลเดอร์ชื่อนี้",
            do=f"บันทึกเป็น {free.name} แทน หรือเลือกที่อื่น",
            proposed=free,
        )


class FolderMissing(NotSaved):
    """The folder that the file should stand in is not there."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            target,
            f"ไม่พบโฟลเดอร์ {target.parent} จึงยังไม่ได้เขียนไฟล์ {target.name}",
            "ชื่อโฟลเดอร์อาจพิมพ์ผิด หรือถอดไดรฟ์ออกไปแล้ว",
            "ตรวจชื่อโฟลเดอร์หรือเลือกโฟลเดอร์อื่น แล้วลองใหม่",
        )


class FolderForbidden(NotSaved):
    """The folder may not be written to: no permission, or a read-only disk."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            target,
            f"ไม่มีสิทธิ์เขียนในโฟลเดอร์ {target.parent} จึงยังไม่ได้เขียนไฟล์ {target.name}",
            "โฟลเดอร์เป็นของผู้อื่น หรือไดรฟ์นั้นอ่านได้อย่างเดียว",
            "เลือกโฟลเดอร์อื่น เช่น เอกสารของท่าน แล้วลองใหม่",
        )


class DiskFull(NotSaved):
    """No room is left: on the disk, in the quota, or for a file of that size."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            target,
            f"พื้นที่ดิสก์เต็ม จึงยังไม่ได้เขียนไฟล์ {target.name} ข้อมูลเดิมยังอยู่ครบ",
            do="ลบไฟล์ที่ไม่ใช้ หรือเลือกไดรฟ์อื่น แล้วลองใหม่",
        )


class NameTooLong(NotSaved):
    """The file system takes no name of that length; on Linux a Thai letter counts three."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            target,
            f"ชื่อไฟล์ยาวเกินไป จึงยังไม่ได้เขียนไฟล์ {target.name[:40]}…",
            do="ตั้งชื่อให้สั้นลง (อักษรไทยไม่เกิน ๘๐ ตัว) แล้วลองใหม่",
        )


class NameUnusable(NotSaved):
    """The name holds characters that no file name may hold."""

    def __init__(self, target: Path) -> None:
        shown = "".join(letter if letter.isprintable() else "�" for letter in target.name)
        super().__init__(
            target,
            f"ชื่อไฟล์ {shown} มีอักขระที่ใช้ตั้งชื่อไม่ได้ จึงยังไม่ได้เขียนไฟล์",
            do='ตั้งชื่อใหม่โดยไม่ใช้ < > : " / \\ | ? * แล้วลองใหม่',
        )


class DiskFailed(NotSaved):
    """The system refused for a reason of its own; ``detail`` is its technical word for it."""

    def __init__(self, target: Path, detail: str) -> None:
        super().__init__(
            target,
            f"เขียนไฟล์ {target.name} ไม่สำเร็จ ข้อมูลเดิมยังอยู่ครบ",
            f"ไดรฟ์อาจถูกถอดหรือขัดข้อง{for_the_administrator(detail)}",
            "ตรวจไดรฟ์ หรือเลือกโฟลเดอร์อื่น แล้วลองใหม่",
        )


class SavedUnconfirmed(ItaError):
    """The file is whole and in its place, but the disk would not say that it keeps its name through a power cut."""

    def __init__(self, target: Path, detail: str) -> None:
        super().__init__(
            f"เขียนไฟล์ {target.name} ครบแล้ว แต่สื่อบันทึกยังไม่ยืนยันว่าเก็บไว้ถาวร",
            f"ถ้าไฟฟ้าดับหรือถอดไดรฟ์ในขณะนี้ ไฟล์อาจหายไป{for_the_administrator(detail)}",
            "ตรวจไดรฟ์ แล้วเปิดไฟล์ดูอีกครั้งก่อนปิดเครื่อง",
        )
        self.target = target


def put_in_place(data: bytes, target: Path, *, overwrite: bool) -> Path:
    """Write ``data`` as the file ``target``, whole or not at all, and return ``target``.

    A link is followed: the file that it names is replaced. Raises a NotSaved that says why not; then the old
    file, if there was one, is untouched and nothing else is left behind. Raises SavedUnconfirmed where the file
    is in its place and only the disk's last word is missing.
    """
    with written_aside(target, overwrite=overwrite) as file:
        file.write(data)
    return target


@contextmanager
def written_aside(target: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A file beside ``target`` to be written bit by bit; it takes the target's name when the block ends well.

    Where the block raises, nothing is left of it and the old file is untouched. Raises as :func:`put_in_place`; an
    OSError of the block counts as the target's, so what it reads it must answer for itself.
    """
    place = refuse_in_vain(target, overwrite=overwrite)
    aside = place.with_name(f".{secrets.token_hex(8)}.ita-tmp")
    try:
        with aside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        refuse_in_vain(target, overwrite=overwrite)  # who came while it was written stays
        if place.exists():
            aside.chmod(stat.S_IMODE(place.stat().st_mode))
        with _said_in_thai(target):
            _rename(aside, place, target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        with suppress(OSError):  # it lies there unused; what went wrong before it is what she must hear
            aside.unlink(missing_ok=True)
    confirm_place(place)


@contextmanager
def folder_written_aside(target: Path) -> Iterator[Path]:
    """An empty folder beside ``target`` to be filled; it takes the target's name when the block ends well.

    A folder is never replaced. Raises FolderExists and as :func:`written_aside`, which it is like otherwise.
    """
    refuse_folder_in_vain(target)
    aside = target.with_name(f".{secrets.token_hex(8)}.ita-tmp")
    try:
        aside.mkdir()
        yield aside
        _sync_below(aside)
        with _said_in_thai(target):
            _rename(aside, target, target)
    except OSError as error:
        raise _refused(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    confirm_place(target)


def free_name(target: Path) -> Path:
    """A path beside ``target`` that nothing has yet: รายงาน (2).xlsx, then (3), and so on."""
    counted = _COUNTED.search(target.stem)
    stem = target.stem[: counted.start()] if counted else target.stem
    number = int(counted[1]) + 1 if counted else 2
    while (free := target.with_name(f"{stem} ({number}){target.suffix}")).exists():
        number += 1
    return free


def is_open_elsewhere(target: Path) -> bool:
    """Whether an office program left its mark beside the file: Excel, Word or LibreOffice has it open."""
    name = target.name
    marks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")  # Word writes over the first two letters
    return target.exists() and any(target.with_name(mark).exists() for mark in marks)


def refuse_in_vain(target: Path, *, overwrite: bool) -> Path:
    """Refuse before anything is written what could not end well; where it could, the place that a link names.

    Raises as :func:`put_in_place`.
    """
    with _said_in_thai(target):
        place = Path(os.path.realpath(target)) if target.is_symlink() else target
        _refuse_place(place, target, overwrite=overwrite)
        return place


def _refuse_place(place: Path, target: Path, *, overwrite: bool) -> None:
    if place.is_dir():
        raise TargetIsFolder(target)
    if not place.parent.is_dir():
        raise FolderMissing(target)
    if not place.exists():
        return
    if not overwrite:
        raise TargetExists(target)
    if is_open_elsewhere(place):
        raise TargetOpen(target)
    if not place.stat().st_mode & stat.S_IWUSR:
        raise TargetReadOnly(target)


def refuse_folder_in_vain(target: Path) -> None:
    """Refuse a new folder that has no place: raises FolderMissing and FolderExists."""
    with _said_in_thai(target):
        if not target.parent.is_dir():
            raise FolderMissing(target)
        if os.path.lexists(target):
            raise FolderExists(target)


def rename_patiently(aside: Path, place: Path) -> None:
    """Give a finished file its name in one step; where a scanner may hold it for a moment, try again a little later.

    Raises OSError as the last try did.
    """
    for pause in _PAUSES:
        try:
            aside.replace(place)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    aside.replace(place)


def _rename(aside: Path, place: Path, target: Path) -> None:
    try:
        rename_patiently(aside, place)
    except PermissionError as error:
        # The folder took the temporary file, so it is the target that is held: on Windows by the program that
        # has it open, elsewhere by its owner or an attribute.
        raise (TargetOpen(target) if _IS_WINDOWS else TargetReadOnly(target)) from error


def confirm_place(place: Path) -> None:
    """Wait until a file that has just taken its name keeps it; raises SavedUnconfirmed."""
    try:
        sync_folder(place.parent)
    except OSError as error:
        raise SavedUnconfirmed(place, technical_word(error)) from error


def sync_folder(folder: Path) -> None:
    """Wait until the folder knows its files by their names, so that these survive a power cut. Raises OSError.

    Windows and some network drives offer no such call: there the file is in its place, and nothing more can be had.
    """
    if _IS_WINDOWS:
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise


class _Refusal(Protocol):
    def __call__(self, target: Path) -> NotSaved: ...


_BY_NUMBER: dict[int, _Refusal] = {
    **dict.fromkeys(_FULL, DiskFull),
    **dict.fromkeys(_FORBIDDEN, FolderForbidden),
    **dict.fromkeys(_NO_FOLDER, FolderMissing),
    errno.ENAMETOOLONG: NameTooLong,
    errno.EINVAL: NameUnusable,
}


def _sync_below(folder: Path) -> None:
    """Wait until all that stands in a folder is on the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


@contextmanager
def _said_in_thai(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _refused(target, error) from error
    except ValueError as error:  # a NUL, or half a character, in the name
        raise NameUnusable(target) from error


def _refused(target: Path, error: OSError) -> NotSaved:
    refusal = _BY_NUMBER.get(error.errno or 0)
    return refusal(target) if refusal else DiskFailed(target, technical_word(error))
