"""落到网格 in the inspector of a task: its rules in words with progress, what the grid changed, ways to add more."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.task import queries
from models.task.queries import DutyRow, RuleChanges, RuleRow
from models.task.rules import count_states
from ui.page import Page
from ui.style import px
from ui.task.grid_desk import GridDesk
from ui.widgets.inspector import Inspector

OFFERS_DELAY_MS = 160


class RuleLine(QWidget):
    """One rule: its words, its progress, and what can be done with it."""

    shown = Signal()
    changed = Signal()
    removed = Signal()

    def __init__(self, words: str, progress: str, *, is_rule: bool, parent: QWidget) -> None:
        super().__init__(parent)
        text = QLabel(words, self)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        self.progress = QLabel(progress, self)
        self.progress.setTextFormat(Qt.TextFormat.PlainText)
        self.progress.setProperty("caption", True)
        self.progress.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(0)
        self.rows_button = link("看各处", self)
        self.rows_button.clicked.connect(self.shown)
        buttons.addWidget(self.rows_button)
        if is_rule:
            self.edit_button = link("修改", self)
            self.edit_button.clicked.connect(self.changed)
            self.delete_button = link("删除", self)
            self.delete_button.clicked.connect(self.removed)
            buttons.addWidget(self.edit_button)
            buttons.addWidget(self.delete_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(2), 0, px(6))
        layout.setSpacing(px(2))
        layout.addWidget(text)
        layout.addWidget(self.progress)
        layout.addLayout(buttons)


class OfferBar(QFrame):
    """A quiet bar: the grid changed, with a link to look at it. Hidden when nothing changed."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("offerBar", True)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.button = link("查看并更新", self)
        self.button.clicked.connect(self.clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(4), px(2), px(4))
        row.setSpacing(px(4))
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def set_offers(self, offers: tuple[RuleChanges, ...]) -> None:
        """Say how much changed."""
        counts = {"新增": 0, "撤销": 0, "换单位": 0}
        for changes in offers:
            for row in changes.rows:
                counts[row.what] += 1
        words = "，".join(f"{what} {count} 处" for what, count in counts.items() if count)
        self.words.setText(f"网格有变化：{words}")
        self.setVisible(bool(words))


class GridSection(QWidget):
    """Made into a section of `panel`. `show_task(id, title)` shows the rules; `rows_requested` asks for the rows."""

    rows_requested = Signal(object)  # task id

    def __init__(self, page: Page, desk: GridDesk, panel: Inspector) -> None:
        super().__init__(panel)
        self._page = page
        self._desk = desk
        self._task_id: int | None = None
        self._title = ""
        self._rules: tuple[RuleRow, ...] = ()
        self._offers: tuple[RuleChanges, ...] = ()
        self._lines: list[_Relay] = []
        self._offers_delay = QTimer(self)  # the whole grid is compared: not while the cursor moves on
        self._offers_delay.setSingleShot(True)
        self._offers_delay.setInterval(OFFERS_DELAY_MS)
        self.offer_bar = OfferBar(self)
        self.missing = QLabel(self)
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        self.missing.setWordWrap(True)
        self.missing.setProperty("caption", True)
        self.missing.hide()
        self.hint = QLabel("还没有落到网格。可以让每个点位、每个社区各有一份，各自记进度。", self)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.hint.setProperty("caption", True)
        self.add_button = link("按规则展开…", self)
        self.one_button = link("单独指定一处…", self)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(0)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.one_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(2), px(4), 0)
        layout.setSpacing(px(4))
        layout.addWidget(self.offer_bar)
        layout.addWidget(self.hint)
        layout.addLayout(self._list)
        layout.addWidget(self.missing)
        layout.addLayout(buttons)
        self.section = panel.add_section("落到网格")
        self.section.add_widget(self)
        self._wire()

    def _wire(self) -> None:
        self.add_button.clicked.connect(self._on_add_clicked)
        self.one_button.clicked.connect(self._on_one_clicked)
        self.offer_bar.clicked.connect(self._on_offer_bar_clicked)
        self._offers_delay.timeout.connect(self._on_offers_delay_timeout)

    @property
    def rules(self) -> tuple[RuleRow, ...]:
        """The rules shown."""
        return self._rules

    @property
    def lines(self) -> list[RuleLine]:
        """The lines shown: rules, then the cells set by hand."""
        return [relay.line for relay in self._lines]

    def show_task(self, task_id: int | None, title: str = "") -> None:
        """Show the rules of a task; what the grid changed follows when the cursor rests."""
        if task_id != self._task_id or task_id is None:
            self.offer_bar.hide()
            self.missing.hide()
        self._task_id, self._title = task_id, title
        if task_id is None:
            self._offers_delay.stop()
            return
        today = self._page.context.today
        self._rules = self._page.store.read(queries.rules_of_task, task_id=task_id, day=today)
        by_hand = self._by_hand(task_id, today)
        self._clear()
        for rule in self._rules:
            self._add(_Relay(self, rule, RuleLine(rule.words, rule.states.words, is_rule=True, parent=self)))
        if by_hand:
            words = "单独指定：" + "、".join(dict.fromkeys(row.cell for row in by_hand[:4]))
            words += f" 等 {len(by_hand)} 处" if len(by_hand) > 4 else ""
            progress = count_states(row.state for row in by_hand).words
            self._add(_Relay(self, None, RuleLine(words, progress, is_rule=False, parent=self)))
        self.hint.setVisible(not self._lines)
        if self._lines:
            self._offers_delay.start()
        else:
            self._offers_delay.stop()
            self._show_offers((), "")

    def _by_hand(self, task_id: int, today: date) -> list[DutyRow]:
        if self._page.store.read(queries.has_cells_by_hand, task_id=task_id, day=today):
            found = self._page.store.read(queries.duties, task_id=task_id, day=today)
            return [row for row in found if row.rule_id is None]
        return []

    def _clear(self) -> None:
        for relay in self._lines:
            self._list.removeWidget(relay.line)
            relay.line.hide()
            relay.line.deleteLater()
        self._lines.clear()

    def _add(self, relay: _Relay) -> None:
        self._lines.append(relay)
        self._list.addWidget(relay.line)

    def _on_offers_delay_timeout(self) -> None:
        if self._task_id is None or not self._page.store.is_open or self.section.is_folded:
            return
        read, today = self._page.store.read, self._page.context.today
        offers = read(queries.changes_of_rules, task_id=self._task_id, day=today)
        reach = read(queries.reach_of_task, task_id=self._task_id, day=today)
        gaps = [f"{row.level}还缺 {len(row.missing)} 处：{'、'.join(row.missing[:3])}" for row in reach if row.missing]
        self._show_offers(offers, "\n".join(gaps))

    def _show_offers(self, offers: tuple[RuleChanges, ...], missing: str) -> None:
        self._offers = offers
        self.offer_bar.set_offers(offers)
        self.missing.setText(missing)
        self.missing.setVisible(bool(missing))

    # ---- what is asked for ------------------------------------------------------------------------------------

    def _on_add_clicked(self) -> None:
        if self._task_id is not None:
            self._desk.add_rule(self._task_id, self._title)

    def _on_one_clicked(self) -> None:
        if self._task_id is not None:
            self._desk.assign(self._task_id, self._title)

    def _on_offer_bar_clicked(self) -> None:
        self._desk.show_offers(self._offers, self._rules)

    def show_rows(self) -> None:
        """Ask for the rows of the task."""
        self.rows_requested.emit(self._task_id)

    def edit(self, rule: RuleRow) -> None:
        self._desk.edit_rule(rule)

    def remove(self, rule: RuleRow) -> None:
        self._desk.delete_rule(rule)


class _Relay:
    """Knows which rule a line stands for (None: the cells set by hand)."""

    def __init__(self, section: GridSection, rule: RuleRow | None, line: RuleLine) -> None:
        self.line = line
        self._section = section
        self._rule = rule
        line.shown.connect(section.show_rows)
        line.changed.connect(self.on_changed)
        line.removed.connect(self.on_removed)

    def on_changed(self) -> None:
        if self._rule is not None:
            self._section.edit(self._rule)

    def on_removed(self) -> None:
        if self._rule is not None:
            self._section.remove(self._rule)


def link(text: str, parent: QWidget) -> QPushButton:
    """A quiet button in the accent colour."""
    button = QPushButton(text, parent)
    button.setProperty("link", True)
    return button
