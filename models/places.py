"""Where a live database may lie: not on a network share, mapped drive or removable stick (a lost link tears it)."""

import os
import sys
from pathlib import Path

from models.errors import Refusal

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "fuse.sshfs", "fuse.gvfsd-fuse"}
_LONGEST = 500  # SQLite takes 512 bytes on POSIX, and its journal's name is longer than the file's
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


def why_not_here(path: Path) -> Refusal | None:
    """Why a live database cannot lie at `path`, or None. Looks at the mount (Linux) or the drive type (Windows)."""
    if path.stem.lower() in _RESERVED:
        return Refusal(f"“{path.stem}”是系统保留的名称，不能作文件名。", "请换一个文件名。")
    if len(os.fsencode(path.absolute())) > _LONGEST:
        return Refusal("文件夹层数太多、路径太长，数据库打不开。", "请换一个短一些的文件夹或文件名。")
    kind = _drive_kind(path)
    if kind == "network":
        return Refusal(
            "数据文件在网络共享盘上，网络一断就可能损坏，不能直接打开。", "请先复制到这台电脑，再打开复制的文件。"
        )
    if kind == "removable":
        return Refusal(
            "数据文件在U盘或移动硬盘上，拔出时可能损坏，不能直接打开。", "请先复制到这台电脑，再打开复制的文件。"
        )
    return None


def _drive_kind(path: Path) -> str:
    """ "network", "removable" or "fixed"."""
    if sys.platform == "win32":
        import ctypes

        text = str(path.absolute())
        if text.startswith("\\\\"):
            return "network"
        drive = ctypes.windll.kernel32.GetDriveTypeW(path.absolute().anchor)
        return {2: "removable", 4: "network"}.get(drive, "fixed")
    return _linux_drive_kind(path.absolute(), Path("/proc/self/mountinfo"), Path("/sys/dev/block"))


def _linux_drive_kind(path: Path, mountinfo: Path, devices: Path) -> str:
    try:
        lines = mountinfo.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return "fixed"
    best, best_length = "fixed", -1
    for line in lines:
        left, _, right = line.partition(" - ")
        fields, kind = left.split(), right.split()[0]
        mount = fields[4].encode().decode("unicode_escape") if "\\" in fields[4] else fields[4]
        if len(mount) > best_length and Path(os.path.realpath(path)).is_relative_to(mount):
            best_length = len(mount)
            best = "network" if kind in _NETWORK else ("removable" if _is_removable(devices / fields[2]) else "fixed")
    return best


def _is_removable(device: Path) -> bool:
    real = Path(os.path.realpath(device))
    for folder in (real, real.parent):  # a partition's disk is its parent
        flag = folder / "removable"
        if flag.is_file():
            return flag.read_text().strip() == "1"
    return False
