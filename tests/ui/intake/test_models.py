"""The models of the page keep Qt's contract, whatever is shown."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from models.intake.review import Block
from ui.intake.source_view import Line, SourceModel


def test_the_source_keeps_the_numbers_of_the_paper(qtmodeltester: Any) -> None:
    model = SourceModel()
    qtmodeltester.check(model)
    model.set_lines([Line(1, "标题"), Line(2, "  "), Line(3, "一、任务"), Line(7, "单位", cell=True)])
    qtmodeltester.check(model)
    assert [model.place_of(number) for number in (1, 2, 3, 7, 99)] == [0, -1, 1, 2, -1]
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "第 3 段：一、任务"
    told: list[bool] = []
    model.relit.connect(lambda: told.append(True))
    model.set_lit(frozenset((3,)), frozenset((7,)))
    model.set_lit(frozenset((3,)), frozenset((7,)))
    model.set_lit(frozenset((3,)), frozenset())
    assert len(told) == 2


@pytest.mark.parametrize("block", list(Block))
def test_the_tables_keep_the_contract(hand: Any, qtmodeltester: Any, block: Block) -> None:
    hand.page.desk.show_block(block)
    model = hand.page.desk.table.rows_model
    qtmodeltester.check(model)
    model.set_filter("没有的词")
    qtmodeltester.check(model)
    assert model.rowCount() == 0
