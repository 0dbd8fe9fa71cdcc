"""The inspector of a row of the score table: its fields, its rule, where it applies, its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from models.appraisal.rows import CriterionRow
from models.overview.records import steps_of_record
from ui.appraisal.figures import text_of
from ui.appraisal.scheme.book import Book
from ui.appraisal.scheme.columns import points_about
from ui.appraisal.scheme.naming import GROUP, UNIT, scope_options
from ui.appraisal.scheme.rule.editor import RuleEditor
from ui.appraisal.scheme.rule.reading_note import ReadingNote
from ui.page import Page
from ui.tables.editors import Option
from ui.widgets.inspector import ChoiceField, Inspector, LineField, TextField, UnitsField
from ui.widgets.record_history import RecordHistory


class CriterionInspector(Inspector):
    """A heading has no rule; an item has one, or is marked by hand."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, empty="选中一个考核项目，在这里设置它的分值、规则和适用范围。")
        self._shown: int | None = None
        self._book = Book()
        main = self.add_section()
        main.add("name", "考核项目", TextField(lines=1))
        main.add("no", "序号", LineField())
        main.add("points", "分值", LineField())
        self.sum = QLabel(self)
        self.sum.setTextFormat(Qt.TextFormat.PlainText)
        self.sum.setWordWrap(True)
        self.sum.setProperty("caption", True)
        main.add_widget(self.sum)
        main.add("body", "评分标准", TextField("照文件原文", lines=2))
        self.rule_section = self.add_section("规则")
        self.rule = RuleEditor(self)
        self.reading = ReadingNote(self)
        self.rule_section.add_across("rule", self.rule)
        self.rule_section.add_widget(self.reading)
        place = self.add_section("范围")
        place.add("component_id", "部分", ChoiceField(self._components))
        place.add("scope", "适用", UnitsField(self._scopes))
        place.add("assessor", "负责考核部门", LineField("如 市城管局"))
        more = self.add_section("内容与指标")
        more.add("content", "考核内容", TextField(lines=2))
        more.add("indicator", "指标", LineField("输入指标名称或拼音首字母", self._indicators))
        more.add("note", "备注", TextField(lines=1))
        self.history = RecordHistory(page, self, read=steps_of_record)

    def show_criterion(self, row: CriterionRow, book: Book) -> None:
        """Show a row."""
        self._book = book
        if row.id != self._shown:
            self._shown = row.id
            self.to_top()
        self.rule.set_points(row.points)
        self.rule_section.setVisible(not row.children)
        names = {option.value: option.text for option in book.indicators}
        scope = [(GROUP, one) for one in row.group_ids] + [(UNIT, one) for one in row.unit_ids]
        self.set_values(
            row.name,
            {
                "name": row.name,
                "no": row.no,
                "points": text_of(row.points),
                "body": row.body,
                "rule": row.rule,
                "component_id": row.component_id,
                "scope": tuple(scope),
                "assessor": row.assessor,
                "content": row.content,
                "indicator": names.get(row.indicator_id, ""),
                "note": row.note,
            },
            _path(row, book),
        )
        self._show_sum(row)
        if not row.children:
            self.reading.show_row(row)
        self.history.show_record("criterion", row.id)

    def _show_sum(self, row: CriterionRow) -> None:
        words = points_about(row)
        tone = "near" if row.wrong_sums else ""
        self.sum.setText(words)
        self.sum.setVisible(bool(words))
        if self.sum.property("tone") != tone:
            self.sum.setProperty("tone", tone)
            self.sum.style().polish(self.sum)

    def _components(self) -> Sequence[Option]:
        return self._book.component_options

    def _scopes(self) -> Sequence[Option]:
        return scope_options(self._book)

    def _indicators(self) -> Sequence[Option]:
        return self._book.indicators


def _path(row: CriterionRow, book: Book) -> str:
    found: list[str] = []
    above = row.parent_id
    while above is not None and above in book.by_id:
        found.append(book.by_id[above].name)
        above = book.by_id[above].parent_id
    return " › ".join(reversed(found))
