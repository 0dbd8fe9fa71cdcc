"""The history: steps newest first, filtered by words, operator or record; undo, redo and the way to the record."""

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Condition
from models.history import field_changes, operators, steps
from models.history_rows import FieldChange, StepRow
from models.overview.records import RECORDED, name_of_record, place_of, steps_of_record
from ui import messages
from ui.history.changes_panel import MOST_CHANGES, ChangesPanel
from ui.history.columns import STEP_COLUMNS, step_lines
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.quiet import Combo

PAGE_STEPS = 300
_LAYOUT = "history.split"


@dataclass(frozen=True, slots=True)
class Followed:
    """The one record whose history is shown."""

    table: str
    row_id: int
    name: str


class HistoryPage(Page):
    """Left the steps, right what the chosen one changed."""

    key: ClassVar[str] = "history"
    title: ClassVar[str] = "历史"
    areas: ClassVar[frozenset[str]] = RECORDED

    @override
    def _build(self) -> None:
        self._limit = PAGE_STEPS
        self._text = ""
        self._followed: Followed | None = None
        self._wanted: int | None = None
        self.model = RowsModel(STEP_COLUMNS, parent=self)
        self.table = TableView(self.model, name="history.steps", whole_rows=True)
        self.table.setAccessibleName("步骤")
        self.more = QPushButton("显示更早的步骤", self)
        self.more.setProperty("link", True)
        self.changes = ChangesPanel(self)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.more)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(left)
        self.split.addWidget(self.changes)
        sizes = self.settings.layout(_LAYOUT).get("sizes")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) for size in sizes):
            self.split.setSizes(sizes)
        else:
            self.split.setSizes([640, 620])
        for at, share in enumerate((1, 1)):
            self.split.setStretchFactor(at, share)
        self.set_body(self.split)
        self.setFocusProxy(self.table)
        self.head.add_filter("筛选事项、操作员…")
        self.operator = Combo(self)
        self.operator.setAccessibleName("操作员")
        self.operator.setMinimumWidth(px(120))
        self.head.add_widget(self.operator)
        self.followed = QPushButton(self)
        self.followed.setIcon(icon("filter-remove-outline"))
        self.followed.setToolTip("看全部历史")
        self.followed.hide()
        self.head.add_widget(self.followed)
        self.undo_button = self.head.add_button("撤销", "undo", self._on_undo_requested)
        self.redo_button = self.head.add_button("重做", "redo", self._on_redo_requested)

    @override
    def _wire(self) -> None:
        self.head.filter_changed.connect(self._on_head_filter_changed)
        self.operator.activated.connect(self._on_operator_activated)
        self.followed.clicked.connect(self._on_followed_clicked)
        self.more.clicked.connect(self._on_more_clicked)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.changes.go_requested.connect(self._on_changes_go_requested)
        self.changes.follow_requested.connect(self._on_changes_follow_requested)
        self.split.splitterMoved.connect(self._on_split_moved)

    @override
    def reload(self) -> None:
        self._show_operators()
        self._show_turn()
        found = self._steps()
        self.show_body()
        self.model.set_rows(step_lines(found))
        is_narrowed = bool(self._text or self._followed or self._operator())
        self.head.set_count(f"{len(found):,} 步" + ("（已筛选）" if is_narrowed else ""))
        self.more.setVisible(len(found) >= self._limit)
        if not found:
            self._show_nothing(is_narrowed)
            return
        is_there = self._wanted is not None and self.table.select_id(self._wanted)
        if not is_there and self.table.current_id() is None:
            self.table.select_id(found[0].seq)
        self._wanted = None
        self._show_changes(self.table.current_id())

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """A step by its number; with a table's name as payload the history of that record."""
        if isinstance(payload, str) and payload and record_id is not None:
            self._follow(payload, record_id)
            return
        self._forget_filters()
        if record_id is not None:
            newest = self.store.read(steps, limit=1)
            self._limit = max(PAGE_STEPS, newest[0].seq - record_id + 50) if newest else PAGE_STEPS
            self._wanted = record_id
        self.reload()

    @override
    def take_focus(self) -> None:
        """The keyboard acts in the list of steps, wherever it acted here before."""
        if self.table.isVisibleTo(self):
            self.table.setFocus()
        else:
            super().take_focus()

    # ---- showing ----------------------------------------------------------------------------------------------

    def _steps(self) -> tuple[StepRow, ...]:
        if self._followed is None:
            return self.store.read(steps, limit=self._limit, text=self._text, operator=self._operator())
        followed = self._followed
        found = self.store.read(steps_of_record, table=followed.table, row_id=followed.row_id, limit=self._limit)
        operator, text = self._operator(), self._text
        return tuple(
            step
            for step in found
            if (operator is None or step.operator == operator) and (text in step.title or text in step.operator)
        )

    def _operator(self) -> str | None:
        return self.operator.currentData() or None

    def _show_operators(self) -> None:
        chosen = self._operator()
        names = self.store.read(operators)
        self.operator.clear()
        self.operator.addItem("所有操作员", None)
        for name in names:
            self.operator.addItem(name, name)
        self.operator.setCurrentIndex(max(0, self.operator.findData(chosen)) if chosen else 0)
        self.operator.setVisible(len(names) > 1)

    def _show_turn(self) -> None:
        turn = self.store.turn()
        for button, word, title, why_not in (
            (self.undo_button, "撤销", turn.undo, str(turn.why_no_undo)),
            (self.redo_button, "重做", turn.redo, "没有可以重做的步骤。"),
        ):
            button.setEnabled(title is not None)
            button.setToolTip(f"{word}“{title}”" if title else why_not)

    def _show_changes(self, seq: object) -> None:
        line = self.model.row(seq)
        if line is None:
            self.changes.show_step(None, ())
            return
        self.changes.show_step(line.step, self.store.read(field_changes, seq=line.id, limit=MOST_CHANGES))

    def _show_nothing(self, is_narrowed: bool) -> None:
        self.changes.show_step(None, ())
        if is_narrowed:
            self.show_empty("没有符合的步骤。", "看全部历史", self._on_followed_clicked, icon="magnify")
        else:
            self.show_empty("还没有做过任何改动。", icon="history", note="每做一步，这里就多一行，可以查看和撤销。")

    def _follow(self, table: str, row_id: int) -> None:
        name = self.store.read(name_of_record, table=table, row_id=row_id)
        self._forget_filters()
        self._followed = Followed(table, row_id, name)
        shown = name if len(name) <= 16 else f"{name[:15]}…"
        self.followed.setText(f"只看“{shown}”")
        self.followed.setAccessibleName(f"只看“{name}”，按下看全部历史")
        self.followed.show()
        self.reload()

    def _forget_filters(self) -> None:
        self._followed = None
        self._limit = PAGE_STEPS
        self._text = ""
        if self.head.filter is not None:
            self.head.filter.blockSignals(True)
            self.head.filter.clear()
            self.head.filter.blockSignals(False)
        self.operator.setCurrentIndex(0)
        self.followed.hide()

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_head_filter_changed(self, text: str) -> None:
        self._text = text.strip()
        self.reload()

    def _on_operator_activated(self, index: int) -> None:
        self.reload()

    def _on_followed_clicked(self) -> None:
        self._forget_filters()
        self.reload()

    def _on_more_clicked(self) -> None:
        self._limit += PAGE_STEPS
        self.reload()

    def _on_table_current_changed(self, seq: object) -> None:
        self._show_changes(seq)

    def _on_changes_go_requested(self, change: FieldChange) -> None:
        place = self.store.read(place_of, seq=change.seq, table=change.table, row_id=change.row_id)
        if place is None:
            return
        if place.id is None:
            messages.say(self, f"“{change.record}”已经删除，撤销删除它的那一步可以取回。")
            return
        self.go(place.page, place.id, place.kind)

    def _on_changes_follow_requested(self, change: FieldChange) -> None:
        self._follow(change.table, change.row_id)

    def _on_undo_requested(self) -> None:
        self._turn(back=True)

    def _on_redo_requested(self) -> None:
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        word = "撤销" if back else "重做"
        try:
            title = self.store.undo() if back else self.store.redo()
        except Condition as condition:
            messages.refuse(self, condition)
            return
        messages.say(self, f"已{word}：{title}", kind="ok")

    def _on_split_moved(self, position: int, index: int) -> None:
        self.settings.set_layout(_LAYOUT, {"sizes": self.split.sizes()})
