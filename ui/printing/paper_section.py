"""The fields of the paper: named papers, size and way, letters, fonts, margins. The same for every printed paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from models.papers.sheet import Paper
from models.printing.queries import ProfileRow
from ui.printing.letters_section import LettersSection, size_options
from ui.printing.paper_choice import BODY_SIZES, PaperChoice, is_margin
from ui.tables.editors import Option
from ui.widgets.fields import ChoiceField, LineField
from ui.widgets.inspector import Section

_SIDES = ("上", "右", "下", "左")
_OWN = "自定"


class PaperSection(Section):
    """`set_choice` and `set_profiles` show, `chosen(PaperChoice)` tells of each change by the user.

    `save_wanted`, `rename_wanted` and `delete_wanted` come from the menu of the named papers.
    """

    chosen = Signal(object)
    save_wanted = Signal()
    rename_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("纸张", False, parent)
        self._choice = PaperChoice(Paper.A4.value, True, BODY_SIZES[0], (0.0, 0.0, 0.0, 0.0))
        self._rows: tuple[ProfileRow, ...] = ()
        self._build_menu()
        papers = [f"{paper.value} {way}" for paper in Paper for way in ("横向", "纵向")]
        self.named = ChoiceField(self._names)
        self.paper = ChoiceField([Option(text, text) for text in papers])
        self.body_size = ChoiceField(self._sizes)
        self.margins = [LineField() for _ in _SIDES]
        self.add("named", "版面方案", self.named)
        self.add("paper", "纸张", self.paper)
        self.add("body_size", "字号", self.body_size)
        for side, field in zip(_SIDES, self.margins, strict=True):
            self.add(f"margin.{side}", f"{side}边距", field)
            field.line.setToolTip("毫米，0 到 80")
        self.letters = LettersSection(self)
        self.add_widget(self.letters)
        self.edited.connect(self._on_edited)
        self.letters.chosen.connect(self._on_letters_chosen)

    def _build_menu(self) -> None:
        self.menu_button = QToolButton(self)
        self.menu_button.setText("方案…")
        self.menu_button.setProperty("link", True)
        self.menu_button.setToolTip("把现在的纸张、字号、字体、边距存成方案，或改名、删除")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.menu_button)
        menu.setToolTipsVisible(True)
        self.save_action = menu.addAction("另存为方案…")
        self.rename_action = menu.addAction("方案改名…")
        self.delete_action = menu.addAction("删除方案")
        self.menu_button.setMenu(menu)
        self.add_title_widget(self.menu_button)
        self.save_action.triggered.connect(self.save_wanted)
        self.rename_action.triggered.connect(self.rename_wanted)
        self.delete_action.triggered.connect(self.delete_wanted)

    @property
    def choice(self) -> PaperChoice:
        return self._choice

    @property
    def row_in_hand(self) -> ProfileRow | None:
        """The named paper that is chosen."""
        return next((row for row in self._rows if row.name == self._choice.named), None)

    def set_profiles(self, rows: Sequence[ProfileRow]) -> None:
        """The named papers to choose from."""
        self._rows = tuple(rows)
        self._show()

    def set_choice(self, choice: PaperChoice) -> None:
        """Show this paper; tells nobody."""
        self._choice = choice
        self._show()

    def hide_letters(self) -> None:
        """For drawings, which find the size of their letters themselves."""
        self.set_shown("body_size", False)
        self.letters.hide_sizes()

    def _show(self) -> None:
        choice = self._choice
        with QSignalBlocker(self):
            self.named.set_value(choice.named)
            self.paper.set_value(f"{choice.paper} {'横向' if choice.landscape else '纵向'}")
            self.body_size.set_value(choice.body_size)
            for side, field in enumerate(self.margins):
                field.set_value(f"{choice.margins[side]:g}")
            self.letters.set_choice(choice)
        row = self.row_in_hand
        why = "先在“版面方案”里选一个。" if row is None else "程序自带的方案不能改名或删除。" if row.is_preset else ""
        for action in (self.rename_action, self.delete_action):
            action.setEnabled(not why)
            action.setToolTip(why)

    def _names(self) -> list[Option]:
        return [Option("", _OWN), *(Option(row.name, row.name) for row in self._rows)]

    def _sizes(self) -> list[Option]:
        return size_options(BODY_SIZES, self._choice.body_size)

    def _on_edited(self, key: str, value: object) -> None:
        if key.startswith("margin."):
            self._set_margin(_SIDES.index(key.removeprefix("margin.")), str(value))
        elif key == "named":
            row = next((row for row in self._rows if row.name == value), None)
            self._tell(PaperChoice.of_row(row) if row is not None else replace(self._choice, named=""))
        elif key == "paper":
            paper, way = str(value).split(" ")
            self._change(replace(self._choice, paper=paper, landscape=way == "横向"))
        elif isinstance(value, float):
            self._change(replace(self._choice, body_size=value))

    def _set_margin(self, side: int, text: str) -> None:
        try:
            value = float(text.replace("，", ".").replace("。", "."))
        except ValueError:
            value = -1.0
        if not is_margin(value):
            self.margins[side].set_value(f"{self._choice.margins[side]:g}")
            return
        margins = list(self._choice.margins)
        margins[side] = value
        self._change(replace(self._choice, margins=tuple(margins)))

    def _on_letters_chosen(self, choice: PaperChoice) -> None:
        self._change(choice)

    def _change(self, choice: PaperChoice) -> None:
        """Another value is no longer the named paper."""
        if choice != self._choice:
            self._tell(replace(choice, named=""))

    def _tell(self, choice: PaperChoice) -> None:
        if choice != self._choice:
            self.set_choice(choice)
            self.chosen.emit(choice)
