"""Rules of attachments: which files may be kept and opened, what names and addresses are stored. No file is touched."""

import re
import unicodedata
from pathlib import PurePath

from models.errors import Refusal

LARGEST = 200 * 1024 * 1024
LONGEST_NAME = 120  # characters; 360 bytes of Chinese would not fit the 255 of a file system, see `file_name`
LONGEST_TARGET = 2_000
_NAME_BYTES = 240

_RUNS = frozenset((
    ".ade", ".adp", ".app", ".appimage", ".appref-ms", ".apk", ".bat", ".bin", ".chm", ".cmd", ".com",
    ".command", ".cpl", ".deb", ".desktop", ".dll", ".dmg", ".elf", ".exe", ".gadget", ".hta", ".inf", ".ins",
    ".isp", ".iso", ".jar", ".job", ".js", ".jse", ".ksh", ".lnk", ".mjs", ".msc", ".msh", ".msi", ".msix",
    ".msp", ".mst", ".out", ".pif", ".pl", ".ps1", ".ps1xml", ".psc1", ".psd1", ".psm1", ".py", ".pyc", ".pyw",
    ".reg", ".rpm", ".run", ".scf", ".scr", ".sct", ".settingcontent-ms", ".sh", ".shb", ".sys", ".url", ".vb",
    ".vbe", ".vbs", ".vhd", ".vhdx", ".workflow", ".ws", ".wsc", ".wsf", ".wsh", ".xbap", ".xll", ".xpi",
))  # fmt: skip
"""Kinds that run or start something when they are opened."""

_OPENS = frozenset((
    ".doc", ".docx", ".wps", ".rtf", ".odt", ".txt", ".md", ".csv", ".xls", ".xlsx", ".et", ".ods", ".ppt",
    ".pptx", ".dps", ".odp", ".pdf", ".ofd", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp",
    ".heic", ".mp3", ".wav", ".m4a", ".amr", ".aac", ".mp4", ".avi", ".mov", ".wmv", ".mkv", ".dwg", ".dxf",
    ".eml",
))  # fmt: skip
"""Kinds opened with the system's program; all others are saved somewhere first (macros, archives, web pages)."""

_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\0\0\0\x01\x14\x02\0",
)
"""How programs, scripts and shortcuts begin, under whatever name."""

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
_HOST = re.compile(r"[^\s/?#@\\:]+(:\d{1,5})?(?=[/?#]|$)")
_SHARE = re.compile(r"[^\s\\/:*?\"<>|][^\\/:*?\"<>|]*\\[^\\/:*?\"<>|]+(\\[^\\/:*?\"<>|]+)*\\?$")


def suffix_of(name: str) -> str:
    """The kind a system sees in a file name: lower case with its dot; blanks and dots at the end do not count."""
    return PurePath(name.rstrip(" .")).suffix.lower()


def why_not_attachable(name: str, size: int) -> Refusal | None:
    """Why a file of that name and size (bytes) cannot be attached, or None."""
    suffix = suffix_of(name)
    if suffix in _RUNS:
        return Refusal(
            f"“{name}”是程序、脚本或快捷方式（{suffix}），不能作附件，没有添加。",
            "快捷方式请换成它指向的文件；程序请不要放进数据里。",
        )
    if suffix == ".zrt":
        return Refusal(f"“{name}”是责任田的数据文件，不能作附件，没有添加。", "要附上内容，请先导出成PDF或Excel。")
    if size > LARGEST:
        return Refusal(
            f"“{name}”有 {size_words(size)}，超过了 {size_words(LARGEST)}，没有添加。",
            "请压缩或分成几个文件，或改为添加一个共享文件夹的链接。",
        )
    if size == 0:
        return Refusal(f"“{name}”是空文件（0 字节），没有添加。", "请核对文件，重新选择。")
    return None


def why_not_this_content(name: str, start: bytes) -> Refusal | None:
    """Why a file that begins with `start` cannot be attached, whatever it is called; or None."""
    if start.startswith(_STARTS):
        return Refusal(
            f"“{name}”的内容是程序、脚本或快捷方式，不能作附件，没有添加。", "请核对文件的来源；不放心就不要打开它。"
        )
    return None


def why_not_openable(name: str) -> Refusal | None:
    """Why an attachment is not opened with the system's program, or None."""
    if suffix_of(name) in _OPENS:
        return None
    return Refusal(
        f"“{name}”这类文件不在程序里直接打开（可能带有宏、脚本，或要先解压）。", "请点“另存为…”保存到文件夹后再打开。"
    )


def clean_name(name: str) -> str:
    """The name under which a file is kept: no folders, no control or direction marks, not too long; never empty.

    Direction marks go because they make “表‮xslx.exe” look like a table.
    """
    plain = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    plain = plain.replace("\\", "/").split("/")[-1].translate(_FORBIDDEN).strip().rstrip(" .")
    if not plain.strip("._ "):
        return "附件"
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    return _shortened(plain, LONGEST_NAME, _NAME_BYTES)


def _shortened(name: str, letters: int, size: int) -> str:
    """The name cut before its suffix so that it has at most so many letters and bytes."""
    suffix = PurePath(name).suffix
    if len(suffix) > 20 or len(suffix.encode()) > 40:
        suffix = ""
    stem = name[: len(name) - len(suffix)] if suffix else name
    stem = stem[: letters - len(suffix)]
    while len((stem + suffix).encode()) > size:
        stem = stem[:-1]
    return (stem.rstrip(" .") or "附件") + suffix


def renamed(old: str, typed: str) -> str:
    """The name after the user typed one: cleaned, and with the suffix of `old` when another or none was typed.

    Raises Refusal when nothing was typed.
    """
    if not typed.strip():
        raise Refusal("没有写名称，没有改名。", "请写一个名称。")
    name, suffix = clean_name(typed), PurePath(old).suffix
    return name if not suffix or suffix_of(name) == suffix.lower() else clean_name(name + suffix)


def free_name(name: str, taken: set[str]) -> str:
    """`name`, or the first of “name (2)”, “name (3)” … that is not in `taken` (compared without case)."""
    used = {other.casefold() for other in taken}
    path, number, free = PurePath(name), 1, name
    while free.casefold() in used:
        number += 1
        free = f"{path.stem} ({number}){path.suffix}"
    return free


def link_target(typed: str) -> str:
    """The address as it is stored: https://…, http://… or \\\\服务器\\共享…. Raises Refusal for anything else."""
    text = "".join(letter for letter in typed if unicodedata.category(letter) not in ("Cc", "Cf", "Cs")).strip()
    if not text:
        raise Refusal("没有写地址，没有添加链接。", "请粘贴网址，或共享文件夹的地址。")
    if len(text) > LONGEST_TARGET:
        raise Refusal(f"地址太长（{len(text):,} 个字），没有添加链接。", f"最多 {LONGEST_TARGET:,} 个字，请核对。")
    lower = text.lower()
    for scheme in ("https://", "http://"):
        if lower.startswith(scheme):
            return scheme + _web(text[len(scheme) :])
    if lower.startswith("www."):
        return "http://" + _web(text)
    for scheme in ("file://", "smb://"):
        if lower.startswith(scheme):
            return _share(text[len(scheme) :].lstrip("/") if lower.startswith("file:////") else text[len(scheme) :])
    if text.startswith(("\\\\", "//")):
        return _share(text[2:])
    raise Refusal(
        f"“{text[:60]}”不是网址，也不是共享文件夹的地址，没有添加链接。",
        "可以填 https:// 或 http:// 开头的网址，或 \\\\服务器\\共享 这样的地址；本机上的文件请用“添加文件”。",
    )


def is_share(target: str) -> bool:
    """Whether a stored address is a shared folder or a file in one."""
    return target.startswith("\\\\")


def opens_as_folder(target: str) -> str:
    """What is opened for a share: the address itself when it is a folder or a kind that may be opened, else the folder
    around it (nothing on a share is run)."""
    last = target.rstrip("\\").rpartition("\\")[2]
    if not suffix_of(last) or suffix_of(last) in _OPENS:
        return target
    return target.rstrip("\\").rpartition("\\")[0]


def _web(rest: str) -> str:
    if "@" in re.split(r"[/?#]", rest, maxsplit=1)[0]:
        raise Refusal("网址里 @ 前面的字会让人认错网站，没有添加链接。", "请去掉 @ 和它前面的部分，再试一次。")
    if not _HOST.match(rest) or rest.startswith("."):
        raise Refusal("网址没有写完整，没有添加链接。", "请从浏览器的地址栏复制整个网址。")
    return rest.replace(" ", "%20").replace("\\", "/")


def _share(rest: str) -> str:
    path = rest.replace("/", "\\")
    if not _SHARE.match(path) or ".." in path.split("\\"):
        raise Refusal(
            "共享文件夹的地址没有写完整，没有添加链接。",
            "应写成 \\\\服务器\\共享名\\文件夹；本机上的文件请用“添加文件”。",
        )
    last = path.rstrip("\\").rpartition("\\")[2]
    if suffix_of(last) in _RUNS and path.rstrip("\\").count("\\") >= 2:
        raise Refusal(f"“{last}”是程序、脚本或快捷方式，不能作链接，没有添加。", "请链接到它所在的文件夹。")
    return "\\\\" + path


def size_words(size: int) -> str:
    """736 KB, 12.4 MB."""
    return f"{max(1, round(size / 1024)):,} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:,.1f} MB"
