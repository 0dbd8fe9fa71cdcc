"""The menu 导出 of the page: which files the paper in hand can become, and how they are written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from models.files import write_atomically
from models.papers.drawing import Drawing
from models.papers.notice import Notice
from models.papers.offer import Made
from models.papers.pdf import cut
from models.papers.render import Print
from models.printing import notices, produce
from ui import background, messages
from ui.page import Page
from ui.printing import export
from ui.printing.notice_form import NoticeForm, NoticeOrder
from ui.printing.subject import Subject

_WORDS = {"pdf": "PDF文件…", "xlsx": "Excel文件…", "docx": "Word文件…", "png": "图片（PNG）…", "svg": "矢量图（SVG）…"}
_EACH = {"each_pdf": "PDF", "each_xlsx": "Excel", "each_docx": "Word"}
_SAVE = {"pdf": "导出PDF", "xlsx": "导出Excel", "docx": "导出Word", "png": "导出图片", "svg": "导出矢量图"}
_FILTERS = {
    "pdf": "PDF文件 (*.pdf)",
    "xlsx": "Excel文件 (*.xlsx)",
    "docx": "Word文件 (*.docx)",
    "png": "PNG图片 (*.png)",
    "svg": "SVG矢量图 (*.svg)",
}


class Exports(QObject):
    """`offer` sets the menu for a paper, `take` gives it the finished print."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._subject: Subject | None = None
        self._made: Made | None = None
        self._print: Print | None = None
        self._name = ""
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self.actions = {key: QAction(_WORDS.get(key, ""), group) for key in (*_WORDS, *_EACH)}
        for key, action in self.actions.items():
            action.setObjectName(key)
        group.triggered.connect(self._on_group_triggered)

    def offer(self, subject: Subject, part: str) -> None:
        """Show what can be written; `part` is what one of several sheets stands for, empty when there is one."""
        self._subject, formats = subject, subject.formats
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
        elif key == "docx" and self._subject is not None and "xlsx" in self._subject.formats:
            self._ask_notice()
        else:
            self._ask_file(key)

    def _ask_notice(self) -> None:
        """Word files may have a 通知 before the tables; its words are kept with the paper."""
        subject, made = self._subject, self._made
        if subject is None or made is None or isinstance(made, Drawing):
            return
        context = self._page.context
        proposal: Notice = self._page.store.read(
            notices.proposed, title=made[0].title, campaign_id=context.campaign_id, day=context.today
        )
        kept = self._page.settings.layout(f"{subject.remembered_of_campaign}.notice")
        usual = subject.offer.key in notices.USUAL
        form = NoticeForm(proposal, kept, usual=usual, parent=self._page.window())
        messages.open_form(self._page, form, partial(self._on_notice_ordered, subject))

    def _on_notice_ordered(self, subject: Subject, order: NoticeOrder) -> None:
        self._page.settings.set_layout(f"{subject.remembered_of_campaign}.notice", order.kept)
        self._ask_file("docx", produce.Extras(notice=order.notice))

    def _ask_file(self, form: str, extras: produce.Extras = produce.Extras()) -> None:
        if form == "xlsx" and self._subject is not None:
            extras = produce.Extras(template=self._subject.book_template)
        save = partial(self._save, form, extras)
        name = f"{self._name}.{form}"
        messages.choose_save(self._page, _SAVE[form], _FILTERS[form], save, name=name, suffix=form)

    def _save(self, form: str, extras: produce.Extras, path: Path) -> None:
        made, answer = self._made, self._print
        if made is None or answer is None:
            return

        def work(report: background.Report) -> tuple[list[Path], str]:
            if form == "pdf":  # the pages on the desk, and no others
                write_atomically(path, answer.pdf)
                return [path], ""
            report(0, 0, f"正在写入“{path.name}”")
            notes: list[str] = []
            written = produce.write(made, form, path, report=report, extras=extras, warn=notes.append)
            return written, "".join(notes) if form == "xlsx" else ""

        background.run(self._page, _SAVE[form], work, self._on_saved)

    def _ask_folder(self, form: str) -> None:
        title = self.actions[f"each_{form}"].text().rstrip("…")
        messages.choose_folder(self._page, f"{title}：选择文件夹", partial(self._save_each, form))

    def _save_each(self, form: str, folder: Path) -> None:
        made = self._made
        if made is None or isinstance(made, Drawing):
            return
        target = folder / self._name
        template = self._subject.book_template if form == "xlsx" and self._subject is not None else None

        cover = self._cover(made)

        def work(report: background.Report) -> list[Path]:
            return export.write_each(made, target, form, report, template, cover)

        def done(paths: list[Path]) -> None:
            listed = f"和{cover[0]}" if cover is not None else ""
            export.say_where(self._page, f"已导出 {len(made)} 个文件{listed}到“{target}”。", target)

        background.run(self._page, "导出文件", work, done)

    def _cover(self, made: Made) -> tuple[str, bytes] | None:
        """The list of who gets what that stands before the sheets on the desk, as a PDF of its own."""
        if self._subject is None or self._print is None or not self._print.cover_pages:
            return None
        name = self._subject.handed_out(made, self._print)[0].name
        return name, cut(self._print.pdf, 0, self._print.cover_pages)

    def _on_saved(self, answer: tuple[list[Path], str]) -> None:
        self.say_saved(*answer)

    def say_saved(self, paths: list[Path], note: str = "") -> None:
        """Where the files are, and what could not be kept."""
        first = paths[0]
        words = f"已导出“{first}”。" if len(paths) == 1 else f"已导出 {len(paths)} 个图片，第一个是“{first}”。"
        export.say_where(self._page, words + note, first.parent)
