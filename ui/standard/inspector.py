"""The inspector of an indicator: every field, the tasks that serve it, indicators beside it, its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.overview.records import steps_of_record
from models.standard.queries import IndicatorRow, LinkRow
from models.standard.rules import fields_of_text, words_of
from models.standard.terms import Comparison
from models.task.rules import text_of_points
from ui.page import Page
from ui.standard.book import Book
from ui.standard.columns import REQUIREMENT_HINT, SERVED_TONES, served_words
from ui.standard.relations import RELATIONS, relation_of
from ui.style import px
from ui.tables.editors import Option
from ui.widgets.inspector import BoolField, Inspector, LineField, TextField
from ui.widgets.record_history import RecordHistory
from ui.widgets.tie_list import Tie, TieList


class RequirementField(LineField):
    """A requirement in words; under it how it is read, while it is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(f"如 {REQUIREMENT_HINT}", parent=parent)
        self._row: IndicatorRow | None = None
        self.reading = QLabel(self)
        self.reading.setProperty("caption", True)
        self.reading.setWordWrap(True)
        self.reading.setContentsMargins(px(9), 0, px(4), px(4))
        self.reading.hide()
        self._box.addWidget(self.reading)
        self.line.textEdited.connect(self._on_line_text_edited)

    def show_row(self, row: IndicatorRow) -> None:
        """The requirement of which row is typed."""
        self._row = row
        self._say("" if not row.to_confirm else "待核实：请对照标准原文。")

    def _on_line_text_edited(self, text: str) -> None:
        known = self._row.comparison if self._row is not None else Comparison.NONE
        try:
            fields = fields_of_text(text, known)
        except Refusal as refusal:
            self._say(refusal.sentence)
            return
        if not fields.get("threshold") and fields.get("comparison") is Comparison.NONE:
            self._say("读作：没有写要求")
            return
        unit = fields.get("unit", self._row.unit if self._row is not None else "")
        read = words_of(fields.get("comparison", known), fields.get("threshold", ""), unit)
        self._say(f"读作：{read}" + ("，只有数值，要待核实" if fields.get("to_confirm") else ""))

    def _say(self, text: str) -> None:
        self.reading.setText(text)
        self.reading.setVisible(bool(text))

    @override
    def set_value(self, value: object) -> None:
        super().set_value(value)
        if self._row is not None:
            self.show_row(self._row)


class IndicatorInspector(Inspector):
    """`book` is what the page has read last; ties are told by the lists `tasks` and `links`."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, empty="选中一个指标，在这里查看和修改它的要求、承担的任务和对应指标。")
        self._book = Book()
        self._row: IndicatorRow | None = None
        main = self.add_section()
        main.add("name", "指标", TextField(lines=1))
        main.add("no", "编号", LineField())
        self.words = RequirementField()
        main.add("words", "达标要求", self.words)
        main.add("threshold", "标准值", LineField("数，如 90"))
        main.add("unit", "单位", LineField("如 %、‰、/10万、岁"))
        main.add("points", "满分", LineField())
        main.add("to_confirm", "", BoolField("待核实"))
        serving = self.add_section("承担的任务")
        self.served = QLabel(self)
        self.served.setProperty("caption", True)
        self.served.setWordWrap(True)
        self.tasks = TieList("添加任务：名称的一部分或拼音首字母", self._task_options, parent=self)
        serving.add_widget(self.served)
        serving.add_widget(self.tasks)
        beside = self.add_section("对应指标")
        self.links = TieList("添加另一套标准的指标", self._link_options, RELATIONS, parent=self)
        beside.add_widget(self.links)
        more = self.add_section("要求与材料")
        more.add("body", "要求", TextField("标准里的原文", lines=2))
        more.add("evidence", "佐证材料", TextField("检查时要看什么", lines=2))
        more.add("note", "备注", TextField(lines=1))
        self.history = RecordHistory(page, self, read=steps_of_record)

    def show_indicator(self, row: IndicatorRow, book: Book) -> None:
        """Show an indicator."""
        self._row, self._book = row, book
        self.words.show_row(row)
        values: dict[str, object] = {
            key: getattr(row, key)
            for key in ("name", "no", "words", "threshold", "unit", "to_confirm", "body", "evidence", "note")
        }
        values["points"] = text_of_points(row.points)
        parts = [row.standard, *row.path]
        if row.below is not None:
            parts.append(f"下面合计 {text_of_points(row.below)} 分")
        self.set_values(row.name, values, " › ".join(parts))
        self.served.setText(_served(row))
        self.served.setVisible(bool(self.served.text()))
        self.tasks.set_ties([Tie(task.id, task.title, task.above) for task in row.tasks])
        self.links.set_ties([_tie_of(link) for link in row.links])
        self.history.show_record("indicator", row.id)

    def _task_options(self) -> Sequence[Option]:
        return self._book.free_tasks(self._row) if self._row is not None else ()

    def _link_options(self) -> Sequence[Option]:
        return self._book.others(self._row) if self._row is not None else ()


def _tie_of(link: LinkRow) -> Tie:
    words = link.other_words
    caption = f"{link.other_standard} · {words}" if words and words != "待定" else link.other_standard
    return Tie(link.id, link.other_title, caption, relation_of(link), link.note)


def _served(row: IndicatorRow) -> str:
    """By what it is served when not by tasks of its own."""
    if row.tasks or not served_words(row):
        return ""
    tone = SERVED_TONES.get(row.served)
    return f"{tone.shape} {row.served.label}" if tone is not None else row.served.label
