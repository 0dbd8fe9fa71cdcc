"""The rule editor: every kind has a form that gives back what it shows; parts are added, ordered, removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from typing import Any, get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.appraisal.rows import CriterionRow
from models.appraisal.rules.kinds import (
    Alternatives,
    Bonus,
    Choice,
    Direct,
    Graded,
    Level,
    Multiplier,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    ShareOfBest,
    Steps,
    Threshold,
    Tier,
    Tiers,
    Veto,
    VetoBelow,
)
from models.appraisal.rules.wording import rule_words
from models.appraisal.terms import Best, Compare, Mean, Scope, Start
from models.errors import Refusal
from ui.appraisal.figures import number_of, text_of
from ui.appraisal.scheme.rule.cells import LinesCell, SignedCell
from ui.appraisal.scheme.rule.editor import RuleEditor
from ui.appraisal.scheme.rule.forms import KINDS
from ui.appraisal.scheme.view import SchemeView
from ui.store import Store

F = Fraction
PARTS: tuple[Part, ...] = (
    PerOccurrence(F(-1, 2), "处", "发现垃圾", F(2), "当场整改", True),
    PerOccurrence(F(1, 3)),
    Alternatives((Choice("省级媒体", F(3)), Choice("市级 媒体", F(-2))), "被报道", F(5), True),
    Alternatives((Choice("省级", F(3)), Choice("市级", F(2))), "表彰", F(5), beyond=True),
    Tiers((Tier(F(95), F(8)), Tier(F(90), F(6))), F(1), "办结率", "%"),
    Tiers((Tier(F(3), F(5)), Tier(F(5), F(3))), F(0), "投诉", "件", at_most=True),
    Ratio(F(15), "处理率"),
    Steps(F(90), F(5), F(-1), "办结率", "%", F(3), True, True),
    Threshold(Compare.LESS, F(3), F(5), F(1), "投诉", "件"),
    RankTable((F(60), F(57), F(54)), Best.LOWEST, F(2), F(10), "问题数"),
    ShareOfBest(F(6), Best.LOWEST, "用时"),
    Graded(F(20), (Level("国家级", F(9), F(10)), Level("省级", F(0), F(17, 2))), F(10), Mean.TRIMMED),
    Direct(F(8), Mean.TRIMMED),
    Bonus(F(1, 2), "篇", "信息采用", F(3), True),
    Bonus(F(-2), "次", "瞒报", F(6)),
    Multiplier(F(3, 2), "没有问题的"),
    Veto(Scope.HONOUR, "弄虚作假"),
    VetoBelow(Scope.WHOLE, F(7, 10)),
)


VETOES = tuple(part for part in PARTS if isinstance(part, Multiplier | Veto))


@pytest.fixture
def editor(qtbot: QtBot) -> RuleEditor:
    made = RuleEditor()
    qtbot.addWidget(made)
    made.set_points(F(10))
    return made


def test_every_kind_can_be_added_and_is_shown_whole() -> None:
    assert {kind.part for kind in KINDS} == set(get_args(Part)) == {type(part) for part in PARTS}
    for kind in KINDS:
        assert {spec.key for spec in kind.specs} == {one.name for one in fields(kind.part)}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_form_gives_back_what_it_shows(editor: RuleEditor, part: Part) -> None:
    rule = Rule(Start.FULL, (part,), F(4))
    editor.set_value(rule)
    assert editor.read() == rule
    assert editor.words.text() == rule_words(rule, F(10))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.part.__name__)
def test_a_new_part_stands_at_once(editor: RuleEditor, kind: Any, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.committed) as told:
        next(one for one in editor.menu.actions() if one.objectName() == kind.part.__name__).trigger()
    (rule,) = told.args
    assert [type(part) for part in rule.parts] == [kind.part]
    assert editor.read() == rule
    assert rule_words(rule, F(10)) == editor.words.text()


def test_words_follow_the_typing_and_the_value_comes_when_it_is_left(editor: RuleEditor, qtbot: QtBot) -> None:
    editor.set_value(Rule(Start.FULL, (PARTS[0],)))
    told: list[Any] = []
    editor.committed.connect(told.append)
    cell = editor.forms[0].cells["each"]
    assert isinstance(cell, SignedCell)
    cell.line.clear()
    qtbot.keyClicks(cell.line, "2")
    assert "每处扣2分" in editor.words.text()
    assert told == []
    qtbot.keyClick(cell.line, Qt.Key.Key_Return)
    assert [rule.parts[0].each for rule in told] == [F(-2)]


def test_what_cannot_stand_is_said_and_the_rule_is_kept(editor: RuleEditor, qtbot: QtBot) -> None:
    rule = Rule(Start.FULL, (PARTS[0],))
    editor.set_value(rule)
    line = editor.forms[0].cells["cap"].findChild(QLineEdit)
    assert line is not None
    line.clear()
    qtbot.keyClicks(line, "2x")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not editor.problem.isHidden() and "不是分值" in editor.problem.text()
    assert editor.value() == rule


def test_from_deducting_to_earning_the_item_starts_from_nothing(editor: RuleEditor) -> None:
    editor.set_value(Rule(Start.FULL, (PerOccurrence(F(-1)),)))
    cell = editor.forms[0].cells["each"]
    assert isinstance(cell, SignedCell)
    cell.side.setCurrentText("得")
    cell.side.activated.emit(1)
    assert editor.value() == Rule(Start.ZERO, (PerOccurrence(F(1)),))


def test_tab_goes_through_a_form_in_the_order_in_which_it_stands(editor: RuleEditor, qtbot: QtBot) -> None:
    editor.set_value(Rule(Start.FULL, (PARTS[0],)))
    form = editor.forms[0]
    each, per = form.cells["each"], form.cells["per"].findChild(QLineEdit)
    assert isinstance(each, SignedCell) and per is not None
    editor.show()
    chain: list[QWidget] = []
    at: QWidget | None = form.cells["what"].findChild(QLineEdit)
    while at is not None and len(chain) < 40:
        chain.append(at)
        at = at.nextInFocusChain()
    assert chain.index(each.side) < chain.index(each.line) < chain.index(per)


@pytest.mark.parametrize("text", ["50", "0.5", "10%"])
def test_a_number_is_no_unit_of_counting(editor: RuleEditor, qtbot: QtBot, text: str) -> None:
    rule = Rule(Start.FULL, (PARTS[0],))
    editor.set_value(rule)
    line = editor.forms[0].cells["per"].findChild(QLineEdit)
    assert line is not None
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "不是计量单位" in editor.problem.text() and editor.value() == rule
    line.setText("10起")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.value().parts[0].per == "10起"


def test_tiers_are_typed_line_by_line(editor: RuleEditor) -> None:
    editor.set_value(Rule(Start.ZERO, (Tiers((Tier(F(95), F(8)),), unit="%"),)))
    cell = editor.forms[0].cells["tiers"]
    assert isinstance(cell, LinesCell)
    cell.text.edit.setPlainText("95% 8\n达到90得6分")
    assert cell.read() == (Tier(F(95), F(8)), Tier(F(90), F(6)))
    cell.text.edit.setPlainText("95")
    with pytest.raises(Refusal):
        cell.read()


def test_parts_change_places_and_go(editor: RuleEditor) -> None:
    editor.set_value(Rule(Start.FULL, (PARTS[0], VETOES[0], VETOES[1])))
    told: list[Any] = []
    editor.committed.connect(told.append)
    assert not editor.forms[0].up.isEnabled() and not editor.forms[2].down.isEnabled()
    editor.forms[0].down.click()
    assert editor.value().parts == (VETOES[0], PARTS[0], VETOES[1])
    editor.forms[1].remove.click()
    assert editor.value().parts == (VETOES[0], VETOES[1])
    editor.clear.click()
    assert editor.value() is None
    assert editor.forms == []
    assert [rule and len(rule.parts) for rule in told] == [3, 2, None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("省级 3\n市级：2分", (Choice("省级", F(3)), Choice("市级", F(2)))),
        ("一类问题 -0.5；二类问题 －1", (Choice("一类问题", F(-1, 2)), Choice("二类问题", F(-1)))),
        ("省级3", (Choice("省级", F(3)),)),
    ],
)
def test_levels_are_read_line_by_line(editor: RuleEditor, text: str, found: tuple[Choice, ...]) -> None:
    editor.set_value(Rule(Start.ZERO, (PARTS[2],)))
    cell = editor.forms[0].cells["choices"]
    assert isinstance(cell, LinesCell)
    cell.text.edit.setPlainText(text)
    assert cell.read() == found


@pytest.mark.parametrize("text", ["", "省级", "3", "省级三分"])
def test_a_line_without_a_name_or_points_is_refused(editor: RuleEditor, text: str) -> None:
    editor.set_value(Rule(Start.ZERO, (PARTS[2],)))
    cell = editor.forms[0].cells["choices"]
    assert isinstance(cell, LinesCell)
    cell.text.edit.setPlainText(text)
    with pytest.raises(Refusal):
        cell.read()


@pytest.mark.parametrize(
    ("text", "number"), [("2.5", F(5, 2)), ("２．５分", F(5, 2)), ("40%", F(40)), ("1/3", F(1, 3)), ("-1", F(-1))]
)
def test_numbers_are_exact(text: str, number: Fraction) -> None:
    assert number_of(text) == number
    assert number_of(text_of(number)) == number


@pytest.mark.parametrize("text", ["", "十", "1/0", "1.2.3", "9" * 20, "1e5", "NaN"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        number_of(text)


def test_a_rule_set_in_the_inspector_is_one_step(
    view: SchemeView, row: Callable[[str], CriterionRow], store: Store, qtbot: QtBot
) -> None:
    view.table.select(row("门前三包").id)
    panel = view.table.panel
    assert panel.rule_section.isVisible()
    next(one for one in panel.rule.menu.actions() if one.objectName() == "Ratio").trigger()
    assert row("门前三包").rule == Rule(Start.ZERO, (Ratio(F(8)),))
    assert row("门前三包").rule_words == panel.rule.words.text()
    store.undo()
    assert row("门前三包").rule is None
    assert panel.rule.forms == []
    view.table.select(row("市容环境").id)
    assert not panel.rule_section.isVisible()
