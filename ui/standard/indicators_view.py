"""The indicators of one standard as a table that is edited like a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from models.blocks import Block, BlockColumn, changes_of
from models.errors import Refusal
from models.layouts.rules import Group
from models.standard import actions
from models.standard.actions.rows import change_rows
from models.standard.queries import IndicatorRow, StandardRow
from models.task.rules import text_of_points
from ui import messages
from ui.page import Page
from ui.standard.book import Book, one_of
from ui.standard.changes import fields_pasted, fields_typed
from ui.standard.columns import Readings, indicator_columns, readings, search_text
from ui.standard.inspector import IndicatorInspector
from ui.standard.tie_desk import TieDesk
from ui.tables.cells import Paste, Spread
from ui.tables.editors import Option
from ui.tables.filter_bar import FilterBar
from ui.tables.tree import TreeRowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView, drop_place

NEW_NAME = "新指标"
Predicate = Callable[[IndicatorRow], bool]


class IndicatorsView(RecordView):
    """Everything that can be done with the rows of the standard in hand, one step each."""

    noun = "指标"
    add_text = "新指标"
    filter_hint = "筛选指标、要求、任务…"
    paste_columns = (
        BlockColumn("no", ("编号", "序号", "指标编号")),
        BlockColumn("name", ("指标", "指标名称", "测评指标", "评价指标", "测评内容", "名称"), required=True),
        BlockColumn("words", ("达标要求", "标准值", "目标值", "测评标准", "评价标准", "要求")),
        BlockColumn("unit", ("单位", "计量单位")),
        BlockColumn("points", ("满分", "分值", "权重")),
        BlockColumn("evidence", ("佐证材料", "材料", "备查资料")),
        BlockColumn("note", ("备注",)),
    )

    import_requested = Signal()
    known_requested = Signal()
    whole_requested = Signal()  # all filters off

    def __init__(self, page: Page) -> None:
        self.book = Book()
        self.standard: StandardRow | None = None
        model = TreeRowsModel(
            indicator_columns(self._task_options, self._other_options),
            tree_column="name",
            group=_is_group,
            search_text=search_text,
        )
        super().__init__(page, model, "standard.indicators", lines=2)
        self.tree = model
        self.table.set_draggable(True)
        self.table.indent_requested.connect(self._on_table_indent_requested)
        self.table.spread_requested.connect(self._on_table_spread_requested)
        self.ties = TieDesk(self, self.panel, self.do)
        self.table.chip_removed.connect(self._on_table_chip_removed)
        self.filter_bar = FilterBar(self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.filter_bar)
        self.filter_bar.cleared.connect(self.whole_requested)
        self.filter_bar.edit_requested.connect(self.table.arranging.open_conditions)
        self.table.arrangement.changed.connect(self._show_filter)
        self.model.modelReset.connect(self._show_filter)

    # ---- showing ----------------------------------------------------------------------------------------------

    @override
    def make_inspector(self) -> Inspector:
        return IndicatorInspector(self.page)

    @property
    def panel(self) -> IndicatorInspector:
        """The inspector beside the table."""
        assert isinstance(self.inspector, IndicatorInspector)
        return self.inspector

    def show_standard(self, standard: StandardRow | None, book: Book) -> None:
        """Show the rows of a standard."""
        self.standard, self.book = standard, book
        rows = book.rows_of(standard.id) if standard is not None else ()
        self.show_rows(rows)
        if not rows and standard is not None:
            self.empty.show_state(
                f"“{standard.title}”里还没有指标。",
                icon="ruler-square",
                note="有表格就导入或粘贴：编号、指标、标准值、单位、满分、佐证材料；表头写不全也能读。",
                buttons=(
                    ("导入表格…", self.import_requested.emit),
                    ("粘贴表格", self.paste_clipboard_as_new),
                    ("新指标", self.new),
                ),
                links=(("加入 2021 版已知条目", self.known_requested.emit),),
            )

    @override
    def reload(self) -> None:
        self.page.reload()

    @override
    def show_row(self, row: Any | None) -> None:
        if isinstance(row, IndicatorRow):
            self.panel.show_indicator(row, self.book)
        else:
            self.panel.clear()

    @override
    def count_words(self) -> str:
        if self.standard is None:
            return ""
        chosen = [row for row_id in self.table.selected_ids() if (row := self.model.row(row_id)) is not None]
        if len(chosen) > 1:
            points = [row.points for row in chosen if row.points is not None]
            total = f"，满分合计 {text_of_points(sum(points))}" if points else ""
            return f"已选 {len(chosen)} 行{total}"
        found = self.book.coverage_of(self.standard.id)
        words = [f"{self.standard.indicators} 个指标"]
        if self.standard.points is not None:
            words.append(f"满分 {text_of_points(self.standard.points)}")
        if found is not None and found.total:
            words.append(f"承担 {found.share}")
        return "，".join(words)

    @override
    def readings(self) -> Readings:
        return readings(self.book.find_tasks)

    @override
    def fill_value(self, row: Any, key: str) -> Any:
        return tuple(task.id for task in row.tasks) if key == "tasks" else getattr(row, key)

    @override
    def select(self, row_id: Any) -> None:
        self.tree.reveal(row_id)
        super().select(row_id)

    def clear_filters(self) -> None:
        """Take the filters of the columns away."""
        if not self.table.arrangement.filters.is_empty:
            self.table.arrangement.set_filters(Group())

    def _show_filter(self) -> None:
        total, found = len(self.model.rows), self.model.found
        held = sum(self.model.index_of(row_id).isValid() for row_id in self.model.held)
        self.filter_bar.show_state(found, total, held, self.table.arrangement.sentence())

    def _task_options(self, row: Any) -> Sequence[Option]:
        return self.book.free_tasks(row)

    def _other_options(self, row: Any) -> Sequence[Option]:
        return self.book.others(row)

    # ---- rows -------------------------------------------------------------------------------------------------

    @override
    def new(self, after: object = None) -> None:
        row = self.model.row(after if after is not None else self.current_id())
        self._add(row.parent_id if row is not None else None, row.id if row is not None else None)

    def new_below(self) -> None:
        """A new indicator at the end of the current one."""
        current = self.current_row()
        if current is None:
            self.new()
            return
        self._add(current.id, None)
        self.tree.expand(current.id)

    def _add(self, parent_id: int | None, after_id: int | None) -> None:
        if self.standard is None:
            return
        place: dict[str, Any] = {"standard_id": self.standard.id, "parent_id": parent_id, "after_id": after_id}
        done = self.do("添加指标", actions.create_indicator, name=NEW_NAME, **place)
        if done is not None:
            self.model.hold([done.value])
            self.select(done.value)
            self.table.edit_cell(done.value, "name")

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        row = self.model.row(row_id)
        if row is None:
            return
        if key == "tasks":
            self.ties.add_task(row, one_of(self.book.free_tasks(row), str(value), "任务"))
        elif key == "links":
            self.ties.link(row, one_of(self.book.others(row), str(value), "指标"))
        else:
            fields = fields_typed(row, key, value)
            self.do(f"修改指标“{row.name}”", actions.update_indicator, indicator_id=row.id, **fields)

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        rows = {row.id: row for row in self.model.rows}
        try:
            fields = fields_pasted(rows, changes)
        except Refusal as refusal:
            messages.refuse(self, refusal)
            return
        said = f"{title}：{len(fields)} 行。" if len(fields) > 1 else ""
        self.do(title, change_rows, said=said, changes=fields, campaign_id=self.page.context.campaign_id)

    @override
    def _on_table_paste_requested(self, paste: Paste) -> None:
        if not paste.cut:
            super()._on_table_paste_requested(paste)
            return
        allowed = self.readings()
        try:
            changes = changes_of(paste.block, paste.row_ids, paste.keys, allowed, self.noun)
            for row_id, key in paste.cut:
                if key in allowed and key not in changes.get(row_id, {}):
                    changes.setdefault(row_id, {})[key] = allowed[key][1]("")
        except Refusal as refusal:
            messages.refuse(self, refusal)
            return
        self.change_many("移动单元格", changes)

    def _on_table_spread_requested(self, spread: Spread) -> None:
        allowed = self.readings()
        text = "" if spread.value is None else str(spread.value)
        changes: dict[int, dict[str, Any]] = {}
        try:
            for row_id, key in spread.cells:
                if key in allowed:
                    changes.setdefault(row_id, {})[key] = allowed[key][1](text)
        except Refusal as refusal:
            messages.refuse(self, refusal)
            return
        if changes:
            self.change_many(f"填充 {len(spread.cells)} 格", changes)

    @override
    def paste_new(self, block: Block) -> None:
        if self.standard is None:
            return
        row = self.current_row()
        place: dict[str, Any] = {"parent_id": row.parent_id, "after_id": row.id} if row is not None else {}
        done = self.do("粘贴指标", actions.paste_indicators, standard_id=self.standard.id, block=block, **place)
        if done is not None:
            messages.say(self, f"已粘贴：{done.value.words}。", kind="ok", undo=True)
            if done.value.tops:
                self.select(done.value.tops[0])

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        rows = [row for row in self.model.rows if row.id in set(ids)]
        if not rows:
            return
        words = f"指标“{rows[0].name}”" if len(rows) == 1 else f"{len(rows)} 个指标"
        done = self.do(f"删除{words}", actions.delete_indicators, indicator_ids=[row.id for row in rows])
        if done is not None:
            more = done.value - len(rows)
            below = f"和下面 {more} 个" if more > 0 else ""
            messages.say(self, f"已删除{words}{below}，承担它们的任务还在。", kind="ok", undo=True)

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        if not self._is_sorted():
            self.do("调整指标次序", actions.shift_indicators, indicator_ids=list(ids), by=by)

    @override
    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        if self._is_sorted():
            return
        parent, before = drop_place(self.model.rows, target, where)
        done = self.do("移动指标", actions.move_indicators, indicator_ids=list(ids), parent_id=parent, before_id=before)
        if done is not None and parent is not None:
            self.tree.expand(parent)

    def indent_selected(self, by: int) -> None:
        """One level down (+1) or up (-1)."""
        self._on_table_indent_requested(self.table.selected_ids(), by)

    def _on_table_indent_requested(self, ids: Sequence[Any], by: int) -> None:
        if not ids or self._is_sorted():
            return
        current, key = self.current_id(), self.table.current_key()
        if by < 0:
            self.do("升级指标", actions.outdent_indicators, indicator_ids=list(ids))
            return
        done = self.do("降级指标", actions.indent_indicators, indicator_ids=list(ids))
        if done is not None:
            self.tree.expand(done.value)
            self.table.select_id(current, key)

    def _on_table_chip_removed(self, row_id: object, key: str, chip_id: object) -> None:
        row = self.model.row(row_id)
        if row is not None and key == "tasks":
            self.ties.remove_task(row, chip_id)
        elif row is not None:
            self.ties.unlink(row, chip_id)

    def _is_sorted(self) -> bool:
        """Under a sorted column the place of a row means nothing."""
        if self.model.is_sorted:
            messages.say(self, "现在按列排序，不能移动指标。再点列头回到原来的顺序后移动。", kind="warning")
        return self.model.is_sorted


def _is_group(row: IndicatorRow) -> bool:
    return row.children > 0
