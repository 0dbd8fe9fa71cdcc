"""The view 结对挂钩 of the page 网格: a table of 结对共建 and 挂钩联系, edited in place, ended on a date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.blocks import Block
from models.errors import Condition, Refusal
from models.grid import actions, queries
from models.grid.actions.pairings import PAIRING_COLUMNS, read_kind
from models.grid.field_rules import read_day
from models.grid.queries import CellRow, PairingRow
from models.org import queries as org_queries
from models.org.rules import clean
from models.trees import branch
from ui import messages
from ui.grid.pairing_columns import edited_value, flat_fields, pairing_columns, read_end
from ui.grid.pairing_form import PairingForm, day_of
from ui.grid.parts import Grid, GridPart
from ui.grid.ties import TieBook, words_of_pairing
from ui.icons import icon
from ui.page import Page
from ui.style import px
from ui.tables.rows import RowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView

if TYPE_CHECKING:
    from models.database import Done


class PairingTable(RecordView):
    """The rows below the area chosen in the tree."""

    noun = "结对"
    add_text = "新结对"
    paste_columns = PAIRING_COLUMNS

    def __init__(self, page: Page) -> None:
        self.book = TieBook()
        self.grid: Grid | None = None
        self.area: CellRow | None = None
        self.with_ended = False
        super().__init__(page, RowsModel(pairing_columns(self._book), search_text=words_of_pairing), "grid.pairings")
        self.inspector.hide()  # the page shows the cell of the row

    def _book(self) -> TieBook:
        return self.book

    @override
    def make_inspector(self) -> Inspector:
        return Inspector(self)

    @override
    def show_row(self, row: Any | None) -> None:
        """The cell of the row is shown by the page."""

    def day(self) -> date:
        """The day that is shown."""
        return self.grid.day if self.grid is not None else self.page.context.today

    @override
    def do(self, title: str, action: Callable[..., Any], /, *, said: str = "", **kw: Any) -> Done | None:
        locked = self.grid.locked if self.grid is not None else None
        if locked is not None:
            messages.refuse(self, locked)
            return None
        return super().do(title, action, said=said, **kw)

    def set_grid(self, grid: Grid) -> None:
        """Read pairings, and what names can mean."""
        self.grid = grid
        store = self.page.store
        self.book = TieBook(
            grid.units, store.read(org_queries.posts, day=self.day()), store.read(org_queries.people), grid.cells
        )
        self.reload()

    @override
    def reload(self) -> None:
        if self.grid is None:
            return
        rows = self.page.store.read(queries.pairings, day=self.day(), current=not self.with_ended)
        if self.area is not None:
            wanted = set(branch({row.id: row.parent_id for row in self.grid.cells}, [self.area.id]))
            rows = tuple(row for row in rows if row.cell_id in wanted)
        self.show_rows(rows)
        if not rows:
            where = f"“{self.area.name}”里" if self.area is not None else "这一天"
            self.empty.show_state(
                f"{where}还没有结对共建或挂钩联系。",
                icon="handshake-outline",
                note="从 Excel 复制：类别、结对方、结对对象、开始日期、结束日期、备注。",
                buttons=(("新结对", self.new), ("粘贴表格", self.paste_clipboard_as_new)),
            )

    @override
    def count_words(self) -> str:
        return f"{len(self.model.rows)} 对"

    @override
    def readings(self) -> Mapping[str, tuple[str, Callable[[str], Any]]]:
        return {
            "kind": ("类别", read_kind),
            "who": ("结对方", self.book.who),
            "goal": ("结对对象", self.book.goal),
            "valid_from": ("开始", read_day),
            "valid_to": ("最后一天", read_end),
            "note": ("备注", clean),
        }

    @override
    def fill_value(self, row: Any, key: str) -> Any:
        if key == "who":
            return {name: getattr(row, name) for name in ("unit_id", "post_id", "person_id") if getattr(row, name)}
        if key == "goal":
            return {name: getattr(row, name) for name in ("cell_id", "partner_id") if getattr(row, name)}
        return getattr(row, key)

    # ---- work -------------------------------------------------------------------------------------------------

    @override
    def new(self, after: object = None) -> None:
        if self.grid is None:
            return
        goal = self.book.words_of_cell(self.area.id) if self.area is not None else ""
        form = PairingForm(self.window(), self.book, day=self.day(), goal=goal)
        messages.open_form(self, form, self._on_form_accepted)

    def _on_form_accepted(self, value: dict[str, Any]) -> None:
        done = self.do("新结对", actions.create_pairing, said="已添加结对。", **value)
        if done is not None:
            self.select(done.value)

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        self.change_many("修改结对", {row_id: {key: edited_value(self.book, key, value)}})

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        said = f"{title}：{len(changes)} 行。" if len(changes) > 1 else ""
        flat = {pairing_id: flat_fields(fields) for pairing_id, fields in changes.items()}
        self.do(title, actions.update_pairings, said=said, changes=flat)

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        self.do("调整结对次序", actions.shift_pairings, pairing_ids=list(ids), by=by)

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        self.do("删除结对", actions.delete_pairings, said=f"已删除 {len(ids)} 对结对。", pairing_ids=list(ids))

    @override
    def paste_new(self, block: Block) -> None:
        done = self.do("粘贴结对", actions.paste_pairings, block=block)
        if done is not None:
            messages.say(self, f"已写入 {len(done.value)} 对结对。", kind="ok", undo=True)

    def end_selected(self) -> None:
        """Ask for the last day and end what is selected on it."""
        ids = self.table.selected_ids() or tuple(i for i in (self.table.current_id(),) if i is not None)
        if not ids:
            messages.refuse(self, Refusal("还没有选中结对。", "先在表里选中要结束的行。"))
            return
        self._ending = ids
        title, today = f"结束 {len(ids)} 对结对", self.day().isoformat()
        messages.ask_text(self, title, "最后一天", self._on_last_day_given, value=today, why_not=_why_no_day)

    def _on_last_day_given(self, text: str) -> None:
        last = day_of(text, "最后一天")
        if last is not None:
            said = f"{len(self._ending)} 对结对到 {last} 结束。"
            self.do("结束结对", actions.end_pairings, said=said, pairing_ids=list(self._ending), last=last)


class PairingsPart(GridPart):
    """The table with its own row of actions."""

    filter_hint = "筛选结对方、对象、备注…"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.table = PairingTable(page)
        self.add_button = _button(self, "新结对", "plus", "添加一对结对或挂钩")
        self.end_button = _button(self, "结束…", "calendar-end", "选中的结对到哪一天为止")
        self.delete_button = _button(self, "删除", "trash-can-outline", "删除选中的结对（可以撤销）")
        self.paste_button = _button(self, "粘贴", "content-paste", "把复制的表格行添加为结对")
        self.ended = QCheckBox("包括已结束和未开始的", self)
        bar = QFrame(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(12), px(6), px(12), px(6))
        row.setSpacing(px(4))
        for button in (self.add_button, self.end_button, self.paste_button, self.delete_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.ended)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.table, 1)
        self._wire()

    def _wire(self) -> None:
        self.add_button.clicked.connect(self._on_add_button_clicked)
        self.end_button.clicked.connect(self.table.end_selected)
        self.delete_button.clicked.connect(self.table.delete_selected)
        self.paste_button.clicked.connect(self.table.paste_clipboard_as_new)
        self.ended.toggled.connect(self._on_ended_toggled)
        self.table.changed_selection.connect(self._on_table_changed_selection)

    @override
    def set_grid(self, grid: Grid) -> None:
        self.table.set_grid(grid)
        self.counted.emit()

    @override
    def set_area(self, area: CellRow | None) -> None:
        self.table.area = area
        self.table.reload()
        self.counted.emit()

    @override
    def set_filter(self, text: str) -> None:
        self.table.model.set_filter(text)

    @override
    def select(self, cell_id: int) -> None:
        row = next((row for row in self.table.model.rows if row.cell_id == cell_id), None)
        if row is not None:
            self.table.select(row.id)

    @override
    def count_words(self) -> str:
        return self.table.count_words()

    def _on_add_button_clicked(self) -> None:
        self.table.new()

    def _on_ended_toggled(self, on: bool) -> None:
        self.table.with_ended = on
        self.table.reload()
        self.counted.emit()

    def _on_table_changed_selection(self, row_id: object) -> None:
        row = self.table.model.row(row_id)
        if isinstance(row, PairingRow) and row.cell_id is not None:
            self.current_changed.emit(row.cell_id)


def _button(parent: QWidget, text: str, name: str, hint: str) -> QPushButton:
    button = QPushButton(text, parent)
    button.setIcon(icon(name))
    button.setProperty("quiet", True)
    button.setToolTip(hint)
    return button


def _why_no_day(text: str) -> Refusal | None:
    try:
        return (
            None if day_of(text, "最后一天") is not None else Refusal("没有写日期。", "请写最后一天，例如 2026-05-31。")
        )
    except Condition as condition:
        return Refusal(condition.sentence, condition.next_step)
