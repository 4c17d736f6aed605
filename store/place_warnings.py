"""Where a database lies, as far as it matters: on a disk of this PC, or in a folder that another one shares."""

import ctypes
import os
import re
from contextlib import suppress
from pathlib import Path, PurePath

MOUNTS = Path("/proc/mounts")
_SHARED = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "davfs"}
)
_SHARED_BY_A_PROGRAM = frozenset({"sshfs", "davfs2", "glusterfs", "rclone", "gvfsd-fuse", "smbnetfs"})
_OCTAL = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4  # as Windows numbers its kinds of drives


def place_warning(path: Path) -> str:
    """A Thai sentence where the database lies on another computer; empty where it lies on this one."""
    kind = shared_drive(path) if os.name == "nt" else shared_mount(path, _mounts())
    if not kind:
        return ""
    return (
        f"ไฟล์ฐานข้อมูลอยู่ในโฟลเดอร์เครือข่าย ({kind}) ถ้าเครือข่ายหลุดหรือมีผู้เปิดจากเครื่องอื่นพร้อมกันอาจบันทึกไม่ได้"
        " ควรเก็บไฟล์ไว้ในเครื่องนี้ แล้วตั้งโฟลเดอร์เครือข่ายเป็นที่สำรองแห่งที่สอง"
    )


def shared_mount(path: PurePath, mounts: str) -> str:
    """The file system of another computer on which ``path`` lies, by the text of /proc/mounts; empty for this one's."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(_OCTAL.sub(_unescaped, fields[1]))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind if kind in _SHARED or kind.removeprefix("fuse.") in _SHARED_BY_A_PROGRAM else ""


def _unescaped(octal: re.Match[str]) -> str:
    return chr(int(octal[1], 8))  # blanks and the like; Thai letters stand there as they are


def shared_drive(path: PurePath) -> str:
    r"""``\\server\share`` or the letter of a drive that Windows has from another computer; empty for this one's."""
    drive = path.drive.replace("\\\\?\\UNC\\", "\\\\").removeprefix("\\\\?\\")
    if drive.startswith("\\\\"):
        return drive
    windows = getattr(ctypes, "windll", None)
    if not drive or windows is None:
        return ""
    return drive if windows.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE else ""


def takes_locks(folder: Path, name: str) -> bool:
    """Whether a program can hold a file of the folder for itself; tried on an empty file of that name."""
    if os.name == "nt":
        return True
    import fcntl

    probe = folder / name
    try:
        with probe.open("xb") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileExistsError:
        return True
    except OSError:
        return not probe.exists()
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return True


def _mounts() -> str:
    with suppress(OSError):
        return MOUNTS.read_text(encoding="utf-8", errors="replace")
    return ""
