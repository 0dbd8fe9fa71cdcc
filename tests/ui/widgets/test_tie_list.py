"""Ties of a record: proposals by initials, keys, kinds and notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.tables.editors import Option
from ui.widgets.tie_list import Tie, TieList

CHOICES = (
    Option(2**61, "公共厕所管理", ("ggcsgl",), "市容环境"),
    Option(7, "公共场所卫生", ("ggcsws",)),
    Option(8, "农贸市场整治", ("nmsczz",)),
)


@pytest.fixture
def ties(shown: Callable[[Any], Any]) -> TieList:
    made: TieList = shown(TieList("添加", lambda: CHOICES, (Option("same", "相同"), Option("part", "一部分"))))
    return made


def test_initials_propose_and_enter_takes(ties: TieList, qtbot: QtBot) -> None:
    ties.line.setFocus()
    qtbot.keyClicks(ties.line, "ggcs")
    assert [option.text for option in ties.line.proposals()] == ["公共厕所管理", "公共场所卫生"]
    with qtbot.waitSignal(ties.added) as heard:
        qtbot.keyClick(ties.line, Qt.Key.Key_Return)
    assert heard.args == [2**61]
    assert ties.line.text() == ""


@pytest.mark.parametrize(("typed", "signal", "said"), [("农贸", "added", 8), ("公共", "unknown", "公共")])
def test_what_is_typed_without_a_proposal(ties: TieList, qtbot: QtBot, typed: str, signal: str, said: object) -> None:
    ties.line.setFocus()
    ties.line.setText(typed)
    with qtbot.waitSignal(getattr(ties, signal)) as heard:
        qtbot.keyClick(ties.line, Qt.Key.Key_Return)
    assert heard.args == [said]


def test_a_tie_is_opened_described_and_taken_away(ties: TieList, qtbot: QtBot) -> None:
    ties.set_ties([Tie(2**61, "公共厕所管理", "市容环境", "same"), Tie(8, "农贸市场整治", kind="part", note="城区")])
    first, second = ties.lines
    assert second.kind is not None and second.note is not None
    assert (second.kind.box.currentText(), second.note.line.text()) == ("一部分", "城区")
    with qtbot.waitSignal(ties.opened) as heard:
        first.title.setFocus()
        qtbot.keyClick(first.title, Qt.Key.Key_Return)
    assert heard.args == [2**61]
    with qtbot.waitSignal(ties.removed) as heard:
        qtbot.mouseClick(first.cross, Qt.MouseButton.LeftButton)
    assert heard.args == [2**61]
    with qtbot.waitSignal(ties.kind_chosen) as heard:
        second.kind.box.setCurrentIndex(0)
        second.kind.box.activated.emit(0)
    assert heard.args == [8, "same"]
    with qtbot.waitSignal(ties.note_written) as heard:
        second.note.setFocus()
        second.note.line.setText("全市")
        qtbot.keyClick(second.note.line, Qt.Key.Key_Return)
    assert heard.args == [8, "全市"]


def test_the_same_ties_keep_their_lines(ties: TieList) -> None:
    ties.set_ties([Tie(7, "公共场所卫生")])
    (line,) = ties.lines
    ties.set_ties([Tie(7, "公共场所卫生")])
    assert ties.lines == [line]
    ties.set_ties([])
    assert ties.lines == [] and not line.isVisible()
