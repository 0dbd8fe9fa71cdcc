"""The settings left of the pages: view, units, columns, the words around the table, the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.task.papers import CHOICES, View, usual_columns
from ui.printing.checklist import CheckList, Entry
from ui.printing.choices import OF_PAPER, Choices
from ui.printing.handouts_box import HandoutsBox
from ui.printing.paper_choice import PaperChoice
from ui.printing.paper_section import PaperSection
from ui.printing.template_section import TemplateSection
from ui.printing.view_section import ViewSection
from ui.style import px
from ui.widgets.fields import DateField, LineField, TextField
from ui.widgets.inspector import Section


class SettingsPanel(QScrollArea):
    """`set_choices` shows, `changed(Choices)` tells of each change by the user."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = Choices()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget(self)
        self._layout = QVBoxLayout(content)
        self._layout.setContentsMargins(0, px(8), 0, px(8))
        self._layout.setSpacing(0)
        self.view_section = ViewSection(content)
        self.view_section.chosen.connect(self._on_view_chosen)
        self._layout.addWidget(self.view_section)
        self._build_words(content)
        self._build_columns(content)
        self.paper_section = PaperSection(content)
        self.paper_section.chosen.connect(self._on_paper_chosen)
        self.template_section = TemplateSection(content)
        self._layout.addWidget(self.paper_section)
        self._layout.addWidget(self.template_section)
        self.fonts_note = QLabel(content)
        self.fonts_note.setTextFormat(Qt.TextFormat.PlainText)
        self.fonts_note.setWordWrap(True)
        self.fonts_note.setProperty("caption", True)
        self.fonts_note.setContentsMargins(px(16), px(8), px(12), px(8))
        self.fonts_note.hide()
        self._layout.addWidget(self.fonts_note)
        self._layout.addStretch(1)
        self.setWidget(content)

    # ---- showing ----------------------------------------------------------------------------------------------

    @property
    def choices(self) -> Choices:
        return self._choices

    @property
    def handouts(self) -> HandoutsBox:
        """Who gets a sheet of a split print."""
        return self.view_section.handouts

    def set_choices(self, choices: Choices, hints: Mapping[str, str]) -> None:
        """Show `choices`; `hints` are the words that stand for empty fields (title, filler, day)."""
        self._choices = choices
        self.view_section.set_choices(choices)
        self._show_columns()
        for key, field in self._lines.items():
            field.line.setPlaceholderText(hints.get(key, ""))
        self._lines["title"].set_value(choices.title)
        self._lines["number"].set_value(choices.number)
        self._lines["filler"].set_value(choices.filler or "")
        self._lines["day"].set_value(choices.day)
        self.notes.set_value(choices.notes)
        self.sign_off.set_value(choices.sign_off)
        self.paper_section.set_choice(choices.paper_choice)

    def set_fonts_note(self, note: str) -> None:
        self.fonts_note.setText(note)
        self.fonts_note.setVisible(bool(note))

    def _show_columns(self) -> None:
        chosen = self._choices.columns
        known = {column.key: column for column in CHOICES}
        order = [key for key in chosen or () if key in known]
        rest = [column for column in CHOICES if column.key not in order]
        entries = [Entry(key, known[key].heading, True) for key in order]
        usual = usual_columns(View.of(self._choices.view))
        entries += [Entry(column.key, column.heading, chosen is None and column.key in usual) for column in rest]
        self.columns.set_entries(entries)
        self.columns_note.setText("空着的列自动不印（备注除外）。" if chosen is None else "按这里的次序印出勾选的列。")
        self.columns_reset.setVisible(chosen is not None)

    # ---- building ---------------------------------------------------------------------------------------------

    def _section(self, title: str, parent: QWidget) -> Section:
        section = Section(title, False, parent)
        self._layout.addWidget(section)
        return section

    def _build_words(self, parent: QWidget) -> None:
        section = self._section("表头和表尾", parent)
        self._lines = {"title": LineField(), "number": LineField(), "filler": LineField(), "day": DateField()}
        for key, label in (("title", "标题"), ("number", "文号版次"), ("filler", "填报单位"), ("day", "日期")):
            section.add(key, label, self._lines[key])
        self.notes = TextField("每行一条", lines=2)
        self.sign_off = TextField("每行一栏，留空则不印", lines=2)
        section.add("notes", "表下附注", self.notes)
        section.add("sign_off", "签字栏", self.sign_off)
        section.edited.connect(self._on_section_edited)

    def _build_columns(self, parent: QWidget) -> None:
        section = self._section("列", parent)
        self.columns = CheckList("要打印的列", section, movable=True, rows=8)
        section.add_widget(self.columns)
        row = QHBoxLayout()
        self.columns_note = QLabel(section)
        self.columns_note.setTextFormat(Qt.TextFormat.PlainText)
        self.columns_note.setProperty("caption", True)
        self.columns_reset = self._link("恢复默认", section)
        row.addWidget(self.columns_note, 1)
        row.addWidget(self.columns_reset)
        below = QWidget(section)
        below.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        section.add_widget(below)
        self.columns.changed.connect(self._on_columns_changed)
        self.columns_reset.clicked.connect(self._on_columns_reset_clicked)

    @staticmethod
    def _link(text: str, parent: QWidget) -> QPushButton:
        button = QPushButton(text, parent)
        button.setProperty("link", True)
        return button

    # ---- slots ------------------------------------------------------------------------------------------------

    def _tell(self, **values: object) -> None:
        changed = replace(self._choices, **values)  # type: ignore[arg-type]
        if changed != self._choices:
            self._choices = changed
            self.changed.emit(changed)

    def _on_section_edited(self, key: str, value: object) -> None:
        if key == "filler":
            self._tell(filler=str(value) or None)
        elif key == "day" and isinstance(value, str):  # no day: what stood there comes back
            self._lines["day"].set_value(self._choices.day)
        else:
            self._tell(**{key: value})

    def _on_view_chosen(self, values: dict[str, object]) -> None:
        self._tell(**values)
        if values.keys() & {"view", "split"}:
            self.view_section.set_choices(self._choices)
            self._show_columns()

    def _on_paper_chosen(self, choice: PaperChoice) -> None:
        self._tell(**{key: getattr(choice, key) for key in OF_PAPER})

    def _on_columns_changed(self) -> None:
        ticked = tuple(str(key) for key in self.columns.ticked())
        if not ticked:  # a table needs a column
            self._show_columns()
            return
        self._tell(columns=ticked)
        self.columns_note.setText("按这里的次序印出勾选的列。")
        self.columns_reset.show()

    def _on_columns_reset_clicked(self) -> None:
        self._tell(columns=None)
        self._show_columns()
