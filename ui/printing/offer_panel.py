"""The settings of an offered paper: fields made from its description, the day it shows, phones, the paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.papers.offer import Kind, Offer, Setting
from models.printing.settings import Settled
from ui.printing.paper_choice import PaperChoice
from ui.printing.paper_section import PaperSection
from ui.printing.records import PickField, PicksField
from ui.printing.template_section import TemplateSection
from ui.style import px
from ui.tables.editors import Option as Entry
from ui.widgets.fields import BoolField, ChoiceField, DateField, Field, LineField, TextField
from ui.widgets.inspector import Section

DAY = "\0day"
_DRAWN = "svg"


def _choice(setting: Setting) -> Field:
    return _Choices()


def _pick(setting: Setting) -> Field:
    return PickField(whole=setting.default is None)


_FIELDS: dict[Kind, Callable[[Setting], Field]] = {
    Kind.TEXT: lambda setting: LineField(setting.note),
    Kind.LINES: lambda setting: TextField(setting.note or "每行一条", lines=2),
    Kind.BOOL: lambda setting: BoolField(setting.label),
    Kind.NUMBER: lambda setting: _Number(),
    Kind.CHOICE: _choice,
    Kind.PICK: _pick,
    Kind.PICKS: lambda setting: PicksField(setting.label),
}
_OWN_LABEL = (Kind.BOOL, Kind.PICKS)
"""Fields that bear their label themselves, over the whole width."""


class OfferPanel(QScrollArea):
    """`show_settled` shows; `set_by_user(key, value)`, `day_set`, `phones_set` and `paper_set` tell of changes."""

    set_by_user = Signal(str, object)
    day_set = Signal(object)
    phones_set = Signal(bool)
    paper_set = Signal(object)

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = offer
        self._day: date | None = None
        self.fields: dict[str, Field] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget(self)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, px(8), 0, px(8))
        layout.setSpacing(0)
        self.note = self._words(offer.note, content)
        self.section = Section("内容", False, content)
        self._build_fields()
        self.paper_section = PaperSection(content)
        if _DRAWN in offer.formats:  # a drawing finds the size of its letters itself
            self.paper_section.hide_letters()
        self.template_section = TemplateSection(content)
        self.fonts_note = self._words("", content)
        for widget in (self.note, self.section, self.paper_section, self.template_section, self.fonts_note):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(content)
        self.section.edited.connect(self._on_section_edited)
        self.phones.committed.connect(self._on_phones_committed)
        self.paper_section.chosen.connect(self.paper_set)

    @staticmethod
    def _words(text: str, parent: QWidget) -> QLabel:
        label = QLabel(text, parent)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("caption", True)
        label.setContentsMargins(px(16), px(4), px(12), px(4))
        label.setVisible(bool(text))
        return label

    def _build_fields(self) -> None:
        self.day = DateField()
        self.day.setToolTip("名称、任职和人员都按这一天")
        self.section.add(DAY, "截至日期", self.day)
        for setting in self._offer.settings:
            field = _FIELDS[setting.kind](setting)
            self.fields[setting.key] = field
            field.setToolTip(setting.note)
            if setting.kind in _OWN_LABEL:
                field.name(setting.label)
                self.section.add_across(setting.key, field)
            else:
                self.section.add(setting.key, setting.label, field)
        self.phones = BoolField("显示电话")
        self.phones_note = QLabel("电话已隐去中间几位。", self.section)
        self.phones_note.setTextFormat(Qt.TextFormat.PlainText)
        self.phones_note.setProperty("caption", True)
        self.section.add_widget(self.phones_note)
        self.section.add_widget(self.phones)
        self.note_phones(False)

    # ---- showing ----------------------------------------------------------------------------------------------

    def show_settled(self, settled: Settled, day: date | None, today: date, paper: PaperChoice) -> None:
        """Show these settings; tells nobody. `day` None is today."""
        for setting in self._offer.settings:
            field = self.fields[setting.key]
            options = settled.options.get(setting.key, ())
            if isinstance(field, PickField | PicksField | _Choices):
                field.set_options(options)
            field.set_value(settled.asked.get(setting.key))
        self._day = day
        self.day.line.setPlaceholderText(f"今天（{today.isoformat()}）")
        self.day.set_value(day)
        self.phones.set_value(settled.asked.phones)
        self.paper_section.set_choice(paper)

    def note_phones(self, hidden: bool) -> None:
        """Say that phones are hidden, with the switch beside; neither is shown on papers without phones."""
        self.phones_note.setVisible(hidden)
        self.phones.setVisible(hidden or bool(self.phones.value()))

    def set_fonts_note(self, note: str) -> None:
        self.fonts_note.setText(note)
        self.fonts_note.setVisible(bool(note))

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_section_edited(self, key: str, value: object) -> None:
        if key != DAY:
            self.set_by_user.emit(key, value)
        elif isinstance(value, str):  # no day: what stood there comes back
            self.day.set_value(self._day)
        else:
            self._day = value if isinstance(value, date) else None
            self.day_set.emit(value)

    def _on_phones_committed(self, value: object) -> None:
        self.phones_set.emit(bool(value))


class _Number(LineField):
    """A whole number; anything else typed is taken back."""

    @override
    def value(self) -> Any:
        text = self.line.text().strip()
        return int(text) if text.isdecimal() else self._shown

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._shown = value

    @override
    def _commit(self) -> None:
        super()._commit()
        self.set_value(self._shown)


class _Choices(ChoiceField):
    """One of a few that come with each load."""

    def __init__(self) -> None:
        super().__init__(())

    def set_options(self, options: Any) -> None:
        self._options = [Entry(option.value, option.label) for option in options]
        self._fill()
