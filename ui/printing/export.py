"""Files of a print: their names, one for each sheet in a folder, and the way to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from models.files import write_atomically
from models.papers.press import Report
from models.papers.render import render_pdf
from models.papers.sheet import Sheet
from models.papers.xlsx import render_xlsx
from ui import messages

_FORBIDDEN = frozenset('\\/:*?"<>|')
_LONGEST = 80


def file_name(text: str) -> str:
    """`text` as a file name that Windows and Linux accept, without ending."""
    line = " ".join(text.split())
    kept = "".join("_" if c in _FORBIDDEN or ord(c) < 32 else c for c in line)
    return kept[:_LONGEST].strip(" .") or "材料"


def write_each(sheets: Sequence[Sheet], folder: Path, form: str, report: Report) -> list[Path]:
    """A file for each sheet, "01-市公安局.pdf"; `form` is "pdf" or "xlsx". Cancelling leaves the finished ones."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for number, sheet in enumerate(sheets, 1):
        report(number - 1, len(sheets), f"第 {number} 个，共 {len(sheets)} 个")
        path = folder / f"{number:02d}-{file_name(sheet.name or sheet.title)}.{form}"
        if form == "xlsx":
            render_xlsx(sheet, path)
        else:
            write_atomically(path, render_pdf(sheet))
        written.append(path)
    report(len(sheets), len(sheets), "")
    return written


def say_where(widget: QWidget, sentence: str, folder: Path) -> None:
    """Say that files were written, with a way to their folder."""
    messages.say(widget, sentence, kind="ok", action=("打开所在文件夹", partial(open_folder, widget, folder)))


def open_folder(widget: QWidget, folder: Path) -> None:
    """Show a folder in the system's file manager, or say where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        messages.say(widget, f"系统没有打开文件夹，它在：{folder}", kind="warning")
