"""A ledger that was read goes out as a workbook or as JSON, photos with it; it has no place in the file yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices

from models.acceptance.ledger import write_ledger
from models.intake.draft import Problem
from models.intake.review import Block
from models.printing.paperwork import file_name
from ui import background, messages
from ui.background import Report

if TYPE_CHECKING:
    from ui.intake.page import IntakePage

WAYS = (("导出为 Excel（连同照片）…", ".xlsx", "Excel 表格 (*.xlsx)"), ("导出为 JSON…", ".json", "JSON (*.json)"))


class LedgerExport(QObject):
    """The menu 导出台账."""

    def __init__(self, page: IntakePage) -> None:
        super().__init__(page)
        self._page = page
        self.actions: list[QAction] = []
        for words, suffix, filters in WAYS:
            action = QAction(words, self)
            action.triggered.connect(partial(self.ask, suffix, filters))
            self.actions.append(action)

    @property
    def is_offered(self) -> bool:
        """Whether the draft in hand holds a ledger."""
        review = self._page.review
        return review is not None and bool(review.count(Block.PROBLEMS).kept)

    def ask(self, suffix: str, filters: str) -> None:
        """Where to, then write."""
        review = self._page.review
        if review is None:
            return
        name = file_name(review.title or "整改台账") + suffix
        messages.choose_save(self._page, "导出台账", filters, self.write, name=name, suffix=suffix)

    def write(self, path: Path) -> None:
        """Write the kept rows of the ledger."""
        review, reading = self._page.review, self._page.reading
        if review is None or reading is None:
            return
        problems = review.to_draft().problems
        work = partial(_write, path, review.title, problems, dict(reading.source.pictures))
        done = partial(self._on_written, path, len(problems))
        background.run(self._page, f"导出“{path.name}”", work, done)

    def _on_written(self, path: Path, count: int, answer: None) -> None:
        folder = ("打开文件夹", partial(_open_folder, path))
        messages.say(self._page, f"已导出 {count} 行到“{path.name}”。", kind="ok", action=folder)


def _write(path: Path, title: str, problems: Sequence[Problem], pictures: Mapping[str, bytes], report: Report) -> None:
    report(0, 0, "正在写文件")
    write_ledger(path, title, problems, pictures)


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
