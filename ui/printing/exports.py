"""The menu 导出 of the page: which files the paper in hand can become, and how they are written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from models.files import write_atomically
from models.papers.drawing import Drawing
from models.papers.offer import Made
from models.papers.render import Print
from models.printing import produce
from ui import background, messages
from ui.page import Page
from ui.printing import export

_WORDS = {"pdf": "PDF文件…", "xlsx": "Excel文件…", "png": "图片（PNG）…", "svg": "矢量图（SVG）…"}
_EACH = {"each_pdf": "PDF", "each_xlsx": "Excel"}
_SAVE = {"pdf": "导出PDF", "xlsx": "导出Excel", "png": "导出图片", "svg": "导出矢量图"}
_FILTERS = {
    "pdf": "PDF文件 (*.pdf)",
    "xlsx": "Excel文件 (*.xlsx)",
    "png": "PNG图片 (*.png)",
    "svg": "SVG矢量图 (*.svg)",
}


class Exports(QObject):
    """`offer` sets the menu for a paper, `take` gives it the finished print."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._made: Made | None = None
        self._print: Print | None = None
        self._name = ""
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self.actions = {key: QAction(_WORDS.get(key, ""), group) for key in (*_WORDS, *_EACH)}
        for key, action in self.actions.items():
            action.setObjectName(key)
        group.triggered.connect(self._on_group_triggered)

    def offer(self, formats: tuple[str, ...], part: str) -> None:
        """Show what can be written; `part` is what one of several sheets stands for, empty when there is one."""
        for key in _WORDS:
            self.actions[key].setVisible(key in formats)
        for key, word in _EACH.items():
            self.actions[key].setText(f"每{part}一个{word}…")
            self.actions[key].setVisible(bool(part) and key.removeprefix("each_") in formats)

    def take(self, made: Made, answer: Print, name: str) -> None:
        """What is on the desk, and how a file of it is called."""
        self._made, self._print, self._name = made, answer, name

    def forget(self) -> None:
        """Nothing is on the desk."""
        self._made = self._print = None

    def _on_group_triggered(self, action: QAction) -> None:
        key = action.objectName()
        if key in _EACH:
            self._ask_folder(key.removeprefix("each_"))
        else:
            self._ask_file(key)

    def _ask_file(self, form: str) -> None:
        save = partial(self._save, form)
        name = f"{self._name}.{form}"
        messages.choose_save(self._page, _SAVE[form], _FILTERS[form], save, name=name, suffix=form)

    def _save(self, form: str, path: Path) -> None:
        made, answer = self._made, self._print
        if made is None or answer is None:
            return

        def work(report: background.Report) -> list[Path]:
            if form == "pdf":  # the pages on the desk, and no others
                write_atomically(path, answer.pdf)
                return [path]
            report(0, 0, f"正在写入“{path.name}”")
            return produce.write(made, form, path, report=report)

        background.run(self._page, _SAVE[form], work, self.say_saved)

    def _ask_folder(self, form: str) -> None:
        title = self.actions[f"each_{form}"].text().rstrip("…")
        messages.choose_folder(self._page, f"{title}：选择文件夹", partial(self._save_each, form))

    def _save_each(self, form: str, folder: Path) -> None:
        made = self._made
        if made is None or isinstance(made, Drawing):
            return
        target = folder / self._name

        def work(report: background.Report) -> list[Path]:
            return export.write_each(made, target, form, report)

        def done(paths: list[Path]) -> None:
            export.say_where(self._page, f"已导出 {len(paths)} 个文件到“{target}”。", target)

        background.run(self._page, "导出文件", work, done)

    def say_saved(self, paths: list[Path]) -> None:
        """Where the files are."""
        first = paths[0]
        words = f"已导出“{first}”。" if len(paths) == 1 else f"已导出 {len(paths)} 个图片，第一个是“{first}”。"
        export.say_where(self._page, words, first.parent)
