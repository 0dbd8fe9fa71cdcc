"""The panel beside the 对照: the two indicators in hand, how they stand to each other, the tasks that serve both."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from models.standard.queries import IndicatorRow, LinkRow
from ui.page import Page
from ui.standard.book import Book
from ui.standard.columns import served_words
from ui.standard.pairs import serving_both
from ui.standard.relations import RELATIONS, relation_of
from ui.tables.editors import Option
from ui.widgets.inspector import ChoiceField, Inspector, LineField, ReadField
from ui.widgets.rowlist import ListRow, RowList

NO_LINK = "none"
_CHOICES = (Option(NO_LINK, "没有对应"), *RELATIONS)


class PairPanel(Inspector):
    """`edited` says "relation" (a value of RELATIONS, or NO_LINK) or "link_note"."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, empty="在两边各选一个指标，在这里看它们的关系。")
        self._page = page
        self.add_section()
        section = self.sections[0]
        section.add("one", "左边", ReadField())
        section.add("other", "右边", ReadField())
        section.add("relation", "左边对右边", ChoiceField(_CHOICES))
        section.add("link_note", "备注", LineField("哪些一样、哪些不一样"))
        tasks = self.add_section("两边兼顾的任务")
        self.tasks = RowList(self, height=28)
        self.tasks_note = QLabel(self)
        self.tasks_note.setWordWrap(True)
        self.tasks_note.setProperty("caption", True)
        tasks.add_widget(self.tasks_note)
        tasks.add_widget(self.tasks)
        self.tasks.row_activated.connect(self._on_task_activated)

    def show_pair(self, one: IndicatorRow, other: IndicatorRow, link: LinkRow | None, book: Book) -> None:
        """Show two indicators."""
        values = {
            "one": _about(one),
            "other": _about(other),
            "relation": relation_of(link) if link is not None else NO_LINK,
            "link_note": link.note if link is not None else "",
        }
        title = "已对应" if link is not None else "还没有对应"
        self.set_values(title, values, "按 1 相同、2 是其中一部分、3 包含其中一部分、4 部分重合，Delete 取消。")
        self.field("link_note").setEnabled(link is not None)
        tasks = serving_both(one, link, book) if link is not None else ()
        self.tasks.set_rows([ListRow(task.id, task.title, task.above) for task in tasks])
        self.tasks.setVisible(bool(tasks))
        self.tasks_note.setText(_said(link, bool(tasks)))

    def _on_task_activated(self, task_id: object) -> None:
        if isinstance(task_id, int):
            self._page.go("task", task_id)


def _about(row: IndicatorRow) -> str:
    return "\n".join(part for part in (row.title, row.words, served_words(row)) if part)


def _said(link: LinkRow | None, has_tasks: bool) -> str:
    if link is None:
        return "对应以后，这里列出一项工作能兼顾两边的任务。"
    return "做一次，两边都算：" if has_tasks else "还没有能兼顾两边的任务。"
