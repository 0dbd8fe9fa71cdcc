"""The score table of the scheme in hand, edited like a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from typing_extensions import override

from models.appraisal import actions
from models.appraisal.actions.pasting import COLUMNS, paste_criteria, read_rules
from models.appraisal.actions.rows import change_rows
from models.appraisal.rows import CriterionRow
from models.blocks import Block
from ui import messages
from ui.appraisal.figures import text_of
from ui.appraisal.scheme.book import Book
from ui.appraisal.scheme.columns import EVERYONE, Readings, criteria_columns, read_points, read_words, readings
from ui.appraisal.scheme.inspector import CriterionInspector
from ui.appraisal.scheme.naming import component_of, divided, one_of, scope_of, scope_options
from ui.page import Page
from ui.tables.editors import Option
from ui.tables.tree import TreeRowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView, drop_place

NEW_NAME = "新项目"


class CriteriaView(RecordView):
    """Everything that can be done with the rows, one step each; rows of a frozen scheme can only be read."""

    noun = "考核项目"
    add_text = "新项目"
    paste_columns = COLUMNS

    import_requested = Signal()

    def __init__(self, page: Page) -> None:
        self.book = Book()
        model = TreeRowsModel(
            criteria_columns(self._components, self._scopes),
            tree_column="name",
            group=_is_group,
            search_text=_search_text,
        )
        super().__init__(page, model, "appraisal.criteria", lines=2)
        self.tree = model
        self.table.set_draggable(True)
        self.table.indent_requested.connect(self._on_table_indent_requested)
        self.panel.reading.wanted.connect(self._on_reading_wanted)

    # ---- showing ----------------------------------------------------------------------------------------------

    @override
    def make_inspector(self) -> Inspector:
        return CriterionInspector(self.page)

    @property
    def panel(self) -> CriterionInspector:
        """The inspector beside the table."""
        assert isinstance(self.inspector, CriterionInspector)
        return self.inspector

    def show_book(self, book: Book) -> None:
        """Show the rows of the scheme in hand."""
        self.book = book
        self.show_rows(book.criteria)
        self.lock(book.frozen)
        if not book.criteria and book.scheme is not None:
            self.empty.show_state(
                f"“{book.scheme.label}”里还没有考核项目。",
                icon="scoreboard-outline",
                note="有评分表就导入，或从 WPS、Excel 复制整块粘贴：序号、考核项目、分值、考核内容、评分标准。",
                buttons=(
                    ("导入评分表…", self.import_requested.emit),
                    ("粘贴表格", self.paste_clipboard_as_new),
                    ("新项目", self.new),
                )
                if book.frozen is None
                else (),
            )

    @override
    def reload(self) -> None:
        self.page.reload()

    @override
    def show_row(self, row: Any | None) -> None:
        if isinstance(row, CriterionRow):
            self.panel.show_criterion(row, self.book)
        else:
            self.panel.clear()

    @override
    def count_words(self) -> str:
        chosen = [row for row_id in self.table.selected_ids() if (row := self.model.row(row_id)) is not None]
        if len(chosen) > 1:
            return f"已选 {len(chosen)} 行，合计 {text_of(_sum(chosen))} 分"
        items = [row for row in self.book.criteria if not row.children]
        if not items:
            return ""
        tops = sum((row.sum for row in self.book.criteria if row.parent_id is None), start=items[0].sum * 0)
        words = f"{len(items)} 项，合计 {text_of(tops)} 分"
        details = self.book.details
        is_plain = details is not None and all(one.weight is None for one in details.components)
        if not is_plain or any(row.scope_words for row in items):
            return f"{len(items)} 项"  # weights and scopes: it is not these points that come to the full mark
        if details is None or tops == details.row.full:
            return words
        return f"{words} / 满分 {text_of(details.row.full)}"

    @override
    def readings(self) -> Readings:
        return readings(self._read_component, self._read_scope)

    @override
    def fill_value(self, row: Any, key: str) -> Any:
        return (row.group_ids, row.unit_ids) if key == "scope" else getattr(row, key)

    @override
    def select(self, row_id: Any) -> None:
        self.tree.reveal(row_id)
        super().select(row_id)

    def _components(self, row: Any) -> Sequence[Option]:
        return self.book.component_options

    def _scopes(self, row: Any) -> Sequence[Option]:
        return (Option(EVERYONE, EVERYONE), *scope_options(self.book))

    def _read_component(self, text: str) -> int | None:
        return component_of(self.book, text)

    def _read_scope(self, text: str) -> Any:
        return scope_of(self.book, text)

    # ---- rows -------------------------------------------------------------------------------------------------

    @override
    def new(self, after: object = None) -> None:
        row = self.model.row(after if after is not None else self.current_id())
        self._add(row.parent_id if row is not None else None, row.id if row is not None else None)

    def new_below(self) -> None:
        """A new item at the end of the current one."""
        if self._is_locked():
            return
        current = self.current_row()
        self._add(current.id if current is not None else None, None)
        if current is not None:
            self.tree.expand(current.id)

    def _add(self, parent_id: int | None, after_id: int | None) -> None:
        if self.book.scheme is None or self._is_locked():
            return
        place: dict[str, Any] = {"scheme_id": self.book.scheme.id, "parent_id": parent_id, "after_id": after_id}
        done = self.do("添加考核项目", actions.add_criterion, name=NEW_NAME, **place)
        if done is not None:
            self.model.hold([done.value])
            self.select(done.value)
            self.table.edit_cell(done.value, "name")

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        row = self.model.row(row_id)
        if row is None:
            return
        fields = {"indicator_id": None} if key == "indicator" else {key: value}
        if key == "points":
            fields = {"points": read_points(str(value))}
        elif key == "rule" and isinstance(value, str):
            fields = {"rule": read_words(value, row.points)}
        elif key == "scope":
            fields = {"scope": scope_of(self.book, value) if isinstance(value, str) else divided(value)}
        elif key == "indicator" and value:
            fields = {"indicator_id": one_of(self.book.indicators, str(value), "指标")}
        self.do(f"修改考核项目“{row.name}”", change_rows, changes={row.id: fields})

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        said = f"{title}：{len(changes)} 行。" if len(changes) > 1 else ""
        self.do(title, change_rows, said=said, changes=changes)

    @override
    def paste_new(self, block: Block) -> None:
        if self.book.scheme is None:
            return
        row = self.current_row()
        place: dict[str, Any] = {"parent_id": row.parent_id, "after_id": row.id} if row is not None else {}
        readings = {key: reading for key, (_, reading) in self.readings().items()}
        done = self.do(
            "粘贴考核项目", paste_criteria, scheme_id=self.book.scheme.id, block=block, readings=readings, **place
        )
        if done is not None:
            messages.say(self, f"已粘贴 {done.value.words}。", kind="ok", undo=True)
            self.select(done.value.tops[0])

    def read_wordings(self) -> None:
        """Give items without a rule the one that their wording states."""
        if self.book.scheme is None or self._is_locked():
            return
        done = self.do("读懂评分标准", read_rules, scheme_id=self.book.scheme.id)
        if done is None:
            return
        left = f"还有 {done.value.left} 项没有全读懂，请逐项看。" if done.value.left else ""
        if done.value.read:
            messages.say(self, f"{done.value.read} 项照评分标准设了规则，请核对。{left}", kind="ok", undo=True)
        else:
            messages.say(self, left or "没有要读的：有评分标准的项目都已有规则。")

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        rows = [row for row in self.model.rows if row.id in set(ids)]
        if not rows:
            return
        words = f"“{rows[0].name}”" if len(rows) == 1 else f" {len(rows)} 个考核项目"
        done = self.do(f"删除{words.strip()}", actions.delete_criteria, criterion_ids=[row.id for row in rows])
        if done is not None:
            more = done.value - len(rows)
            messages.say(self, f"已删除{words}" + (f"和下面 {more} 项。" if more > 0 else "。"), kind="ok", undo=True)

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        if not self._is_sorted():
            self.do("调整考核项目次序", actions.shift_criteria, criterion_ids=list(ids), by=by)

    @override
    def drop(self, ids: Sequence[Any], target: Any, where: str) -> None:
        if self._is_sorted():
            return
        parent, before = drop_place(self.model.rows, target, where)
        done = self.do(
            "移动考核项目", actions.move_criteria, criterion_ids=list(ids), parent_id=parent, before_id=before
        )
        if done is not None and parent is not None:
            self.tree.expand(parent)

    def indent_selected(self, by: int) -> None:
        """One level down (+1) or up (-1)."""
        self._on_table_indent_requested(self.table.selected_ids(), by)

    def _on_table_indent_requested(self, ids: Sequence[Any], by: int) -> None:
        if not ids or self._is_sorted() or self._is_locked():
            return
        current, key = self.current_id(), self.table.current_key()
        if by < 0:
            self.do("升级考核项目", actions.outdent_criteria, criterion_ids=list(ids))
            return
        done = self.do("降级考核项目", actions.indent_criteria, criterion_ids=list(ids))
        if done is not None:
            self.tree.expand(done.value)
            self.table.select_id(current, key)

    def open_rule(self) -> None:
        """To the rule in the inspector."""
        row = self.current_row()
        if row is not None and not row.children and not self._is_locked():
            self.panel.rule.open()

    def _on_reading_wanted(self, rule: object) -> None:
        row = self.current_row()
        if row is not None and not self._is_locked():
            self.do(f"照评分标准设“{row.name}”的规则", change_rows, changes={row.id: {"rule": rule}})

    def _is_sorted(self) -> bool:
        """Under a sorted column the place of a row means nothing."""
        if self.model.is_sorted:
            messages.say(self, "现在按列排序，不能移动行。再点列头回到原来的顺序后移动。", kind="warning")
        return self.model.is_sorted


def _sum(rows: Sequence[CriterionRow]) -> Any:
    """The sum of the chosen items; a heading counts only what is not chosen by itself."""
    chosen = {row.id for row in rows}
    items = [row for row in rows if not row.children]
    heads = [row for row in rows if row.children and row.parent_id not in chosen]
    return sum((row.sum for row in (items or heads)), start=rows[0].sum * 0)


def _is_group(row: CriterionRow) -> bool:
    return row.children > 0


def _search_text(row: CriterionRow) -> str:
    return row.note
