"""The page 考核: its views by the switch, by Alt+n and by a jump to a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Prompts
from ui.appraisal.page import AppraisalPage
from ui.appraisal.scheme.view import SchemeView
from ui.appraisal.views import VIEWS
from ui.context import Context


@pytest.fixture
def page(context: Context, campaign: int, shown: Callable[[Any], Any]) -> AppraisalPage:
    made = shown(AppraisalPage(context))
    assert isinstance(made, AppraisalPage)
    return made


def test_each_view_stands_behind_its_word(page: AppraisalPage, qtbot: QtBot) -> None:
    assert [button.text() for button in page.switch.buttons()] == [kind.word for kind in VIEWS]
    for number, kind in enumerate(VIEWS, 1):
        qtbot.keyClick(page, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert page.view.key == kind.key
        assert page.view.isVisible()
        assert [view.tools.isVisible() for view in page.views.values()].count(True) == 1


def test_without_a_scheme_one_can_be_made(page: AppraisalPage, prompts: Prompts) -> None:
    view = page.views["scheme"]
    assert isinstance(view, SchemeView)
    assert view.count_words() == ""
    prompts.answer(lambda form: form.name.setText("市容考核办法"))
    page.new_button.click()
    assert [row.name for row in view.book.schemes] == ["市容考核办法"]
