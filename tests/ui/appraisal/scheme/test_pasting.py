"""Blocks from WPS and Excel as new rows: the tree by its numbers, rules by their wording, all or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.appraisal.rows import CriterionRow
from tests.ui.appraisal.scheme.conftest import Made
from tests.ui.conftest import Prompts
from ui.appraisal.scheme.view import SchemeView
from ui.store import Store
from ui.tables import clipboard
from ui.tables.cells import Paste

Finding = Callable[[str], CriterionRow]
HEADS = ("序号", "考核项目", "分值", "评分标准", "责任部门")
PAPER = (
    HEADS,
    ("一、", "市政设施", "20", "", ""),
    ("1", "路灯完好", "12", "每发现一处扣0.5分，最多扣3分。", "城管局"),
    ("2", "井盖管理", "8", "视情况酌情扣分", ""),
    ("二、", "园林绿化", "10", "按完成比例得分", ""),
)


def shape(view: SchemeView) -> list[tuple[int, str, str]]:
    return [(row.depth, row.no, row.name) for row in view.book.criteria]


def test_a_paper_is_pasted_as_a_tree_with_its_rules(
    view: SchemeView, row: Finding, prompts: Prompts, store: Store
) -> None:
    before = shape(view)
    view.table.select(row("宣传报道").id)
    clipboard.put(PAPER)
    view.table.paste_clipboard_as_new()
    assert shape(view)[len(before) :] == [
        (0, "一、", "市政设施"),
        (1, "1", "路灯完好"),
        (1, "2", "井盖管理"),
        (0, "二、", "园林绿化"),
    ]
    assert row("路灯完好").rule_words == "每处扣0.5分，最多扣3分，扣完为止。"
    assert (row("井盖管理").rule, row("井盖管理").body) == (None, "视情况酌情扣分")
    assert row("路灯完好").assessor == "城管局"
    assert prompts.said[-1] == "已粘贴 4 行，其中 2 行有了规则。"
    store.undo()
    assert shape(view) == before


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (("3", "公厕", "很多", "", ""), "第 6 行“分值”"),
        (("3", "公厕", "1.234", "", ""), "小数多于两位"),
        (("3", "", "5", "", ""), "第 6 行没有“考核项目”"),
    ],
)
def test_one_bad_cell_and_nothing_is_pasted(
    view: SchemeView, prompts: Prompts, line: tuple[str, ...], why: str
) -> None:
    before = view.book.criteria
    view.table._on_table_paste_requested(Paste((*PAPER, line), (None,) * 6, HEADS))
    assert view.book.criteria == before
    assert why in prompts.said[-1]


def test_rows_copied_from_the_table_come_back_whole(view: SchemeView, row: Finding, made: Made) -> None:
    view.table.model.edit_requested.emit(row("道路保洁").id, "scope", "街道")
    view.table.model.edit_requested.emit(row("道路保洁").id, "component_id", made.daily)
    source = row("道路保洁")
    columns = [column for column in view.table.model.columns if not column.hidden]
    view.table.paste_new((tuple(column.text(source) for column in columns),))
    copies = [one for one in view.book.criteria if one.name == "道路保洁"]
    assert len(copies) == 2
    assert {(one.points, one.rule, one.component_id, one.group_ids) for one in copies} == {
        (source.points, source.rule, made.daily, (made.streets,))
    }


def test_wordings_are_read_at_once_where_they_are_understood(
    view: SchemeView, row: Finding, prompts: Prompts, store: Store
) -> None:
    view.table.model.edit_requested.emit(row("门前三包").id, "body", "每发现一处扣1分，最多扣4分。")
    view.table.model.edit_requested.emit(row("宣传报道").id, "body", "酌情扣分")
    kept = row("道路保洁").rule
    view.table.read_wordings()
    assert row("门前三包").rule is not None and row("宣传报道").rule is None
    assert row("道路保洁").rule == kept
    assert "1 项照评分标准设了规则" in prompts.said[-1] and "还有 1 项没有全读懂" in prompts.said[-1]
    store.undo()
    assert row("门前三包").rule is None
