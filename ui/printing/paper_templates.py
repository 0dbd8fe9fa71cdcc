"""The templates of the paper in hand: the user's copy of the page layout, and the workbook that is filled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from models.errors import Condition
from models.papers.drawing import Drawing
from models.papers.own import copy_template, reset_template, template_folder, template_row
from ui import background, messages
from ui.printing import export
from ui.printing.subject import Subject
from ui.printing.template_section import TemplateSection

_BOOKS = "Excel工作簿 (*.xlsx)"
_DRAWN = "svg"


class PaperTemplates(QObject):
    """Joins a section with the paper; `reload` shows what is in use."""

    def __init__(self, subject: Subject, section: TemplateSection) -> None:
        super().__init__(section)
        self._subject = subject
        self._section = section
        self._name = "drawing" if _DRAWN in subject.offer.formats else "breakdown"
        if "xlsx" not in subject.formats:
            section.hide_book()
        section.copy_wanted.connect(self._on_copy_wanted)
        section.folder_wanted.connect(self._on_folder_wanted)
        section.reset_wanted.connect(self._on_reset_wanted)
        section.book_wanted.connect(self._on_book_wanted)
        section.no_book_wanted.connect(self._on_no_book_wanted)
        section.sample_wanted.connect(self._on_sample_wanted)
        self._stamp = self._stamp_now()
        program = QGuiApplication.instance()
        assert isinstance(program, QGuiApplication), "windows are shown"
        program.applicationStateChanged.connect(self._on_application_state_changed)

    def reload(self) -> None:
        self._stamp = self._stamp_now()
        self._section.show_page(template_row(self._name))
        self._section.show_book(self._subject.book_template)

    def _stamp_now(self) -> tuple[int, int] | None:
        """When and how large the user's layout was saved; None where there is none."""
        try:
            row = template_row(self._name)
            stat = row.path.stat() if row.is_own else None
        except OSError:
            return None
        return (stat.st_mtime_ns, stat.st_size) if stat is not None else None

    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        """Back from another program: what was saved there meanwhile is drawn."""
        if state is not Qt.ApplicationState.ApplicationActive or self._stamp == self._stamp_now():
            return
        self.reload()
        if self._section.isVisible():
            self._subject.changed.emit()

    # ---- the layout of the pages ------------------------------------------------------------------------------

    def _on_copy_wanted(self) -> None:
        try:
            path = copy_template(self._name)
        except (Condition, OSError) as error:
            self._refuse(error)
            return
        self.reload()
        words = f"模板已复制到“{path}”，用文本编辑器改好保存后，回到这里就按改过的打印。"
        export.say_where(self._subject.page, words, path.parent)

    def _on_folder_wanted(self) -> None:
        export.open_folder(self._subject.page, template_folder())

    def _on_reset_wanted(self) -> None:
        try:
            aside = reset_template(self._name)
        except (Condition, OSError) as error:
            self._refuse(error)
            return
        self.reload()
        messages.say(self._subject.page, f"已恢复程序自带的版式，你改过的留在“{aside}”。", kind="ok")
        self._subject.changed.emit()

    def _refuse(self, error: Condition | OSError) -> None:
        if isinstance(error, OSError):
            error = Condition(f"模板文件夹“{template_folder()}”写不进去。", "请检查磁盘空间和文件夹权限后再试。")
        messages.refuse(self._subject.page, error)

    # ---- the workbook -----------------------------------------------------------------------------------------

    def _on_book_wanted(self) -> None:
        now = self._subject.book_template
        messages.choose_file(
            self._subject.page, "选择Excel模板", _BOOKS, self._take_book, folder=now.parent if now else None
        )

    def _take_book(self, path: Path) -> None:
        self._subject.set_book_template(path)
        self.reload()
        messages.say(self._subject.page, f"导出Excel时会填进“{path.name}”的副本，模板本身不改动。", kind="ok")

    def _on_no_book_wanted(self) -> None:
        self._subject.set_book_template(None)
        self.reload()

    def _on_sample_wanted(self) -> None:
        name = f"{self._subject.offer.name}样板.xlsx"
        messages.choose_save(self._subject.page, "另存一份样板", _BOOKS, self._save_sample, name=name, suffix="xlsx")

    def _save_sample(self, path: Path) -> None:
        try:
            made = self._subject.make()
        except Condition as condition:
            messages.refuse(self._subject.page, condition)
            return
        assert not isinstance(made, Drawing), "only tables have workbooks"
        sheet = made[0]

        def work(report: background.Report) -> Path:
            from models.printing.filling import sample_template

            sample_template(sheet, path)
            return path

        background.run(self._subject.page, "另存一份样板", work, self._say_saved)

    def _say_saved(self, path: Path) -> None:
        words = f"样板已存为“{path}”。在里面改格式、调整各列，带 {{{{ }}}} 的格子留着，再选它作模板。"
        export.say_where(self._subject.page, words, path.parent)
