"""Groups, components, bands and settings of a scheme by clicking and typing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.appraisal.rules.kinds import Band
from models.appraisal.terms import Stage, Ties
from tests.ui.appraisal.scheme.conftest import Made
from tests.ui.conftest import Prompts
from ui.appraisal.scheme.bands_panel import band_words
from ui.appraisal.scheme.forms import ForceForm
from ui.appraisal.scheme.view import SchemeView
from ui.store import Store


def units_of(view: SchemeView, group_id: int) -> list[int]:
    return [unit_id for group in view.book.groups if group.id == group_id for unit_id, _ in group.units]


def test_units_are_put_into_a_group_by_typing(
    view: SchemeView, made: Made, qtbot: QtBot, prompts: Prompts, store: Store
) -> None:
    view.show_side("groups")
    card = view.groups.cards[made.streets]
    card.picker.add_text("南山、城管")
    assert units_of(view, made.streets) == [made.east, made.south, made.police]
    assert card.count.text() == "3 个单位"
    store.undo()
    assert units_of(view, made.streets) == [made.east]
    assert not view.groups.cards[made.offices].picker.add_text("东湖街道")
    assert "已在“街道”组" in prompts.said[-1]
    assert "南山街道、城管局" in view.groups.left.text()


def test_groups_are_added_renamed_moved_and_deleted(view: SchemeView, made: Made, qtbot: QtBot) -> None:
    view.show_side("groups")
    view.groups.add.click()
    new = next(group.id for group in view.book.groups if group.id not in (made.streets, made.offices))
    card = view.groups.cards[new]
    card.name.setText("二区一园")
    qtbot.keyClick(card.name, Qt.Key.Key_Return)
    card.up.click()
    assert [group.name for group in view.book.groups] == ["街道", "二区一园", "市直单位"]
    assert not view.groups.cards[made.streets].up.isEnabled()
    view.groups.cards[new].remove.click()
    assert [group.name for group in view.book.groups] == ["街道", "市直单位"]


def test_a_name_that_is_taken_is_refused_and_the_old_one_stands(
    view: SchemeView, made: Made, qtbot: QtBot, prompts: Prompts
) -> None:
    view.show_side("groups")
    card = view.groups.cards[made.offices]
    card.name.setText("街道")
    qtbot.keyClick(card.name, Qt.Key.Key_Return)
    assert "已经有叫“街道”的考核组" in prompts.said[-1]
    assert card.name.text() == "市直单位"


def test_weights_are_typed_as_per_cent(view: SchemeView, made: Made) -> None:
    view.show_side("components")
    panel = view.components
    assert "权重合计 100%" in panel.note.text()
    assert "2 个考核项目没有放进任何部分" in panel.note.text()
    panel.model.edit_requested.emit(made.daily, "weight", "50%")
    assert [one.weight for one in panel.model.rows] == [Fraction(1, 2), Fraction(2, 5)]
    assert "90%，不是 100%" in panel.note.text()
    panel.table.select_id(made.spot)
    panel._on_up_clicked()
    assert [one.name for one in panel.model.rows] == ["暗访", "日常"]


def test_a_component_in_use_stays(view: SchemeView, made: Made, prompts: Prompts) -> None:
    view.show_side("components")
    view.components.table.select_id(made.spot)
    view.components._on_delete_clicked()
    assert "有 1 个考核项目在这个部分里" in prompts.said[-1]
    assert view.components.model.row(made.spot) is not None


def test_bands_are_typed_ordered_and_deleted(view: SchemeView) -> None:
    view.show_side("bands")
    panel = view.bands
    panel.usual.click()
    assert [(one.band.name, one.band.low) for one in panel.model.rows] == [
        ("优秀", 90),
        ("良好", 80),
        ("合格", 60),
        ("不合格", None),
    ]
    panel.model.edit_requested.emit(panel.model.rows[3].id, "deduction", "2")
    panel.model.edit_requested.emit(panel.model.rows[3].id, "flag", "约谈")
    panel.model.edit_requested.emit(panel.model.rows[0].id, "low", "95")
    assert panel.model.rows[3].band == Band("不合格", None, Fraction(60), deduction=Fraction(2), flag="约谈")
    assert panel.model.rows[0].band.low == 95
    panel.table.select_id(panel.model.rows[3].id)
    panel._on_up_clicked()
    assert [one.band.name for one in panel.model.rows] == ["优秀", "良好", "不合格", "合格"]
    panel._on_delete_clicked()
    assert [one.band.name for one in panel.model.rows] == ["优秀", "良好", "合格"]


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (Band("优", Fraction(90)), "不低于 90"),
        (Band("良", Fraction(80), Fraction(90)), "不低于 80，低于 90"),
        (Band("中", Fraction(80), Fraction(90), low_open=True, high_closed=True), "大于 80，不高于 90"),
        (Band("全"), "不限"),
    ],
)
def test_a_band_in_words(band: Band, words: str) -> None:
    assert band_words(band) == words


def test_settings_are_written_at_once(view: SchemeView, made: Made, prompts: Prompts) -> None:
    view.show_side("settings")
    edit = view.settings.form.edited.emit
    edit("full", "120")
    edit("digits", 1)
    edit("stage.item", True)
    edit("bonus_ceiling", "5分")
    edit("ties", Ties.BREAKERS)
    edit("breakers", (made.spot, made.daily))
    details = view.book.details
    assert details is not None
    assert (details.row.full, details.digits, details.bonus_ceiling) == (Fraction(120), 1, Fraction(5))
    assert details.stages == {Stage.ITEM.value, Stage.TOTAL.value}
    assert (details.ties, details.breakers) == (Ties.BREAKERS, (made.spot, made.daily))
    assert not details.shows_ranks
    edit("full", "很多")
    assert "不是满分" in prompts.said[-1]
    assert view.settings.form.field("full").value() == "120"


def test_in_force_only_the_ranks_and_the_note_can_be_changed(view: SchemeView, prompts: Prompts) -> None:
    prompts.answer(lambda form: None)
    view.force.click()
    view.show_side("settings")
    form = view.settings.form
    assert [key for section in form.sections for key, field in section.fields.items() if field.isEnabled()] == [
        "shows_ranks",
        "note",
    ]
    form.edited.emit("shows_ranks", True)
    assert view.book.details is not None and view.book.details.shows_ranks
    view.show_side("bands")
    view.bands._on_add_clicked()
    assert view.bands.model.rows == ()
    view.show_side("groups")
    card = next(iter(view.groups.cards.values()))
    assert card.chips.isVisible() and not card.picker.isVisible() and card.name.isReadOnly()
    assert not view.groups.add.isVisible()


def test_what_cannot_be_right_is_listed_and_leads_to_its_place(
    view: SchemeView, made: Made, qtbot: QtBot, prompts: Prompts
) -> None:
    view.show_side("checks")
    panel = view.checks
    assert view.switch.findChildren(QPushButton)[-1].text() == f"自查 {len(panel.model.rows)}"
    row = next(row for row in panel.model.rows if "写明30分，下面各项合计18分" in row.finding.sentence)
    assert row.place == "一 市容环境"
    panel.table.select_id(row.id)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert view.side == "table"
    assert view.table.current_id() == row.finding.criterion_id
    view.table.model.edit_requested.emit(row.finding.criterion_id, "points", "18")
    view.show_side("checks")
    assert "一 市容环境" not in [one.place for one in panel.model.rows if "写明" in one.finding.sentence]
    empty = next(row for row in panel.model.rows if row.place == "考核组")
    panel.table.clicked.emit(panel.model.index_of(empty.id, "go"))
    assert view.side == "groups"


def test_before_it_comes_into_force_the_form_says_what_is_still_found(view: SchemeView, prompts: Prompts) -> None:
    texts: list[str] = []

    def look(form: ForceForm) -> None:
        texts.extend(label.text() for label in form.findChildren(QLabel))

    prompts.answer(look)
    view.force.click()
    assert any(f"自查还有 {len(view.findings)} 处要核对" in text for text in texts)


def test_words_of_users_are_never_markup(view: SchemeView) -> None:
    labels = [label for side in (view, view.table.panel) for label in side.findChildren(QLabel) if label.text()]
    rich = [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText]
    assert labels and rich == []
