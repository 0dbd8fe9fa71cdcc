"""Units of the page 组织: the tree in official order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from typing_extensions import override

from models.blocks import Block
from models.org import actions, queries
from models.org.actions.pasting import UNIT_COLUMNS
from models.org.rules import end_after, split_names
from models.org.terms import UnitKind
from models.succession.queries import lineage
from models.task.queries import task_counts
from ui import messages
from ui.org.books import UnitBook, with_unit
from ui.org.columns import UNIT_READINGS, Readings, UnitLine, read_day, unit_columns, word_of, words_of_unit
from ui.org.forms import UnitForm, UnitValue
from ui.org.unit_inspector import UnitInspector
from ui.org.unit_steps import UnitSteps
from ui.page import Page
from ui.tables.tree import TreeRowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView, drop_place


class UnitsView(RecordView):
    """Edits in cells and inspector, order by drag and Alt+Up/Down, tree by drag and Tab."""

    noun = "单位"
    add_text = "新单位"
    filter_hint = "筛选单位、简称、拼音…"
    paste_columns = UNIT_COLUMNS

    opened = Signal(object)  # id of a post or of another unit

    def __init__(self, page: Page) -> None:
        self.book = UnitBook()
        self._tasks: dict[int, int] = {}
        self._counted: int | None = None  # the campaign whose tasks were counted
        self._with_ended = False
        super().__init__(page, TreeRowsModel(unit_columns(), search_text=words_of_unit), "org.units")
        self.model.set_predicate(self._is_in_use)
        self.steps = UnitSteps(page, self, self.do)
        self.steps.made.connect(self._on_steps_made)
        self.table.set_draggable(True)
        self.table.indent_requested.connect(self._on_table_indent_requested)

    @override
    def make_inspector(self) -> Inspector:
        panel = UnitInspector(self.page)
        panel.rename_requested.connect(self.rename)
        panel.merge_requested.connect(self.merge)
        panel.split_requested.connect(self.split)
        panel.post_opened.connect(self.opened)
        panel.unit_opened.connect(self.opened)
        return panel

    @override
    def reload(self) -> None:
        units = self.page.store.read(queries.units)
        self.book = UnitBook(units)
        campaign = self.page.context.campaign_id
        if self._counted != campaign:
            self._tasks = self.page.store.read(task_counts, campaign_id=campaign) if campaign is not None else {}
            self._counted = campaign
        self.show_rows([UnitLine(row.id, row.parent_id, row, self._tasks.get(row.id, 0)) for row in units])
        if not units:
            self.empty.show_state(
                "还没有单位。",
                icon="office-building-outline",
                note="导入工作方案时会带出单位；也可以从 Excel 复制名单，在这里粘贴。",
                buttons=(("添加单位", self.new), ("粘贴名单", self.paste_clipboard_as_new)),
            )

    def forget(self, areas: frozenset[str]) -> None:
        """After a step: count the tasks of the units again at the next reading if it touched them."""
        if areas & {"assignment", "task", "*"}:
            self._counted = None

    @override
    def count_words(self) -> str:
        return f"{len(self.model.rows) - self.missing_count} 个单位"

    @override
    def readings(self) -> Readings:
        return UNIT_READINGS

    @override
    def show_row(self, row: Any | None) -> None:
        panel = self.inspector
        assert isinstance(panel, UnitInspector)
        if not isinstance(row, UnitLine):
            panel.clear("选中一个单位，在这里查看和修改。")
            return
        posts = self.page.store.read(queries.posts, unit_id=row.id, day=self.page.context.today)
        panel.show_unit(row, self.book, posts, self.page.store.read(lineage, unit_id=row.id))

    @override
    def fill_value(self, row: Any, key: str) -> Any:
        value = getattr(row.row, key)
        return list(value) if key == "aliases" else value

    @override
    def new(self, after: object = None) -> None:
        row = self.model.row(after) if after is not None else None
        above = self.book.name(row.parent_id) if row is not None else ""
        messages.open_form(self, UnitForm(self.window(), self.book, above), self._on_form_accepted)

    def new_below(self) -> None:
        """A new unit below the current one."""
        row = self.current_row()
        above = row.row.name if row is not None else ""
        messages.open_form(self, UnitForm(self.window(), self.book, above), self._on_form_accepted)

    def _on_form_accepted(self, value: UnitValue) -> None:
        done = self.do(
            "新单位",
            actions.create_unit,
            said=f"已添加单位“{value.name}”。",
            name=value.name,
            short_name=value.short_name,
            kind=value.kind,
            parent_id=self.book.find(value.parent) if value.parent else None,
        )
        if done is not None:
            self.select(done.value)

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        line = self.model.row(row_id)
        if line is None:
            return
        name = line.row.name
        if key == "kind":
            self.do(f"修改“{name}”的类别", actions.update_unit, unit_id=row_id, kind=word_of(UnitKind, value))
        elif key == "aliases":
            self.do(
                f"修改“{name}”的别名",
                actions.update_units,
                changes={row_id: {"aliases": split_names(str(value))}},
            )
        elif key == "former":
            kept = {old.name: old.valid_to for old in line.row.former}
            self.do(
                f"修改“{name}”的原名",
                actions.set_unit_names,
                unit_id=row_id,
                aliases=line.row.aliases,
                former=[(old, kept.get(old)) for old in split_names(str(value))],
            )
        elif key == "last_day":
            self.do(f"修改“{name}”的停用日期", actions.update_unit, unit_id=row_id, valid_to=end_after(read_day(value)))
        elif key == "parent":
            self._set_parent(row_id, name, str(value))
        elif key == "valid_from":
            self.do(f"修改“{name}”的启用日期", actions.update_unit, unit_id=row_id, valid_from=read_day(value))
        else:
            words = {"name": "名称", "short_name": "简称", "note": "备注"}[key]
            self.do(f"修改“{name}”的{words}", actions.update_unit, unit_id=row_id, **{key: value})

    def _set_parent(self, row_id: Any, name: str, text: str) -> None:
        def found(unit_id: int | None) -> None:
            self.do(f"移动“{name}”", actions.move_units, unit_ids=[row_id], parent_id=unit_id)

        with_unit(self.page, self.book, text, found)

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        words = self.book.name(ids[0]) if len(ids) == 1 else f"{len(ids)} 个单位"
        self.do(f"删除{words}", actions.delete_units, said=f"已删除{words}。", unit_ids=list(ids))

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        self.do("调整单位次序", actions.shift_units, unit_ids=list(ids), by=by)

    @override
    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        parent, before = drop_place(self.model.rows, target, where)
        self.do("移动单位", actions.move_units, unit_ids=list(ids), parent_id=parent, before_id=before)

    def _on_table_indent_requested(self, ids: tuple[Any, ...], by: int) -> None:
        row = self.model.row(ids[0]) if ids else None
        if row is None:
            return
        siblings = [other.id for other in self.model.rows if other.parent_id == row.parent_id]
        if by > 0:
            place = siblings.index(row.id)
            if place:
                self.do("单位降一级", actions.move_units, unit_ids=list(ids), parent_id=siblings[place - 1])
        elif row.parent_id is not None:
            parent, before = drop_place(self.model.rows, row.parent_id, "below")
            self.do("单位升一级", actions.move_units, unit_ids=list(ids), parent_id=parent, before_id=before)

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        self.do(title, actions.update_units, said=f"{title}：{len(changes)} 行。", changes=changes)

    @override
    def paste_new(self, block: Block) -> None:
        done = self.do("粘贴单位", actions.paste_units, block=block)
        if done is not None:
            messages.say(self, f"已添加 {len(done.value)} 个单位。", kind="ok", undo=True)
            self.select(done.value[0])

    def rename(self) -> None:
        """A new name from a day on; the old one stays as a former name."""
        row = self.current_row()
        if row is not None:
            self.steps.rename(row.row)

    def merge(self) -> None:
        """The selected units into another one, from a day on."""
        ids = self.table.selected_ids() or tuple(i for i in (self.table.current_id(),) if i is not None)
        chosen = [self.model.row(row_id) for row_id in ids]
        self.steps.merge([line.row for line in chosen if line is not None], self.book)

    def split(self) -> None:
        """New units out of the current one, from a day on."""
        row = self.current_row()
        if row is not None:
            self.steps.split(row.row)

    # ---- ended units ------------------------------------------------------------------------------------------

    missing_text = "已撤并"  # the remark in the head that shows them

    @property
    def missing_count(self) -> int:
        """How many units have ended."""
        return sum(1 for row in self.model.rows if self._has_ended(row))

    def show_missing(self, only: bool) -> None:
        """Show ended units in grey among the others, or leave them out."""
        self._with_ended = only
        self.model.set_predicate(None if only else self._is_in_use)

    def _is_in_use(self, row: UnitLine) -> bool:
        return not self._has_ended(row)

    def _has_ended(self, row: UnitLine) -> bool:
        return row.row.valid_to is not None and row.row.valid_to <= self.page.context.today

    @override
    def select(self, row_id: Any) -> None:
        row = self.model.row(row_id)
        if row is not None and self._has_ended(row) and not self._with_ended:
            self.show_missing(True)
        super().select(row_id)

    def _on_steps_made(self, unit_id: object) -> None:
        self.select(unit_id)
