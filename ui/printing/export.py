"""Files of a print: their names, one for each sheet in a folder, and the way to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.files import replace_file
from models.papers.apart import render_apart
from models.papers.press import Report
from models.papers.sheet import Sheet
from models.printing.produce import Extras, write
from ui import messages

_FORBIDDEN = frozenset('\\/:*?"<>|')
_LONGEST = 80


def file_name(text: str) -> str:
    """`text` as a file name that Windows and Linux accept, without ending."""
    line = " ".join(text.split())
    kept = "".join("_" if c in _FORBIDDEN or ord(c) < 32 else c for c in line)
    return kept[:_LONGEST].strip(" .") or "材料"


def write_each(
    sheets: Sequence[Sheet],
    folder: Path,
    form: str,
    report: Report,
    template: Path | None = None,
    cover: tuple[str, bytes] | None = None,
) -> list[Path]:
    """A file for each sheet, "01-市公安局.pdf"; `form` is "pdf", "docx" or "xlsx", which may fill a `template`.

    Before them `cover`, its name and PDF, as "00-分发目录.pdf". Cancelled, it leaves none of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{number:02d}-{file_name(sheet.name or sheet.title)}.{form}" for number, sheet in enumerate(sheets, 1)]
    with TemporaryDirectory(prefix=".导出-", dir=folder) as kept:
        made = [Path(kept) / name for name in names]
        if form in ("xlsx", "docx"):
            for number, (sheet, path) in enumerate(zip(sheets, made, strict=True), 1):
                report(number - 1, len(sheets), f"正在写入“{path.name}”")
                write((sheet,), form, path, extras=Extras(template=template))
        else:
            for path, pdf in zip(made, render_apart(sheets, report=report), strict=True):
                path.write_bytes(pdf)
        if cover is not None:
            names.insert(0, f"00-{cover[0]}.pdf")
            made.insert(0, Path(kept) / names[0])
            made[0].write_bytes(cover[1])
        for path in made:
            replace_file(path, folder / path.name)
    report(len(sheets), len(sheets), "")
    return [folder / name for name in names]


def say_where(widget: QWidget, sentence: str, folder: Path) -> None:
    """Say that files were written, with a way to their folder."""
    messages.say(widget, sentence, kind="ok", action=("打开所在文件夹", partial(open_folder, widget, folder)))


def open_folder(widget: QWidget, folder: Path) -> None:
    """Show a folder in the system's file manager, or say where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        messages.say(widget, f"系统没有打开文件夹，它在：{folder}", kind="warning")
