"""Sources of proposals are tied to items of a scheme by clicking and typing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from models.appraisal import actions
from models.appraisal.rules.kinds import PerOccurrence, Rule
from models.appraisal.sources import SOURCES
from tests.ui.appraisal.scheme.conftest import Made
from tests.ui.conftest import Prompts
from ui.appraisal.scheme.view import SchemeView
from ui.store import Store


def shown(view: SchemeView) -> list[tuple[str, str, str]]:
    return [(row.tie.source, row.tie.words, row.item) for row in view.ties.model.rows]


def type_in(view: SchemeView, at: int, key: str, value: object) -> None:
    view.ties.model.edit_requested.emit(view.ties.model.rows[at].id, key, value)


def test_a_source_is_tied_to_an_item(view: SchemeView, made: Made, store: Store) -> None:
    view.show_side("ties")
    view.ties.add_button.click()
    assert shown(view) == [(SOURCES[0].name, "", "道路保洁")]  # the only item that counts occurrences
    type_in(view, 0, "words", "垃圾、清运")
    type_in(view, 0, "source", SOURCES[1].name)
    assert shown(view) == [(SOURCES[1].name, "垃圾、清运", "道路保洁")]
    view.ties.add_button.click()
    view.ties.table.select_id(view.ties.model.rows[1].id)
    view.ties.shift([view.ties.model.rows[1].id], -1)
    assert [one[1] for one in shown(view)] == ["", "垃圾、清运"]
    view.ties.delete([view.ties.model.rows[0].id])
    assert [one[1] for one in shown(view)] == ["垃圾、清运"]
    store.undo()
    assert len(shown(view)) == 2


def test_items_and_parts_offered_are_those_that_count(view: SchemeView, made: Made, store: Store) -> None:
    head = next(row for row in view.book.criteria if row.name == "市容环境")
    two = Rule(parts=(PerOccurrence(Fraction(-1), "次", "迟报"), PerOccurrence(Fraction(-2), "次", "漏报")))
    store.do(
        "项目",
        actions.add_criterion,
        scheme_id=made.scheme,
        parent_id=head.id,
        name="报送",
        points=Fraction(5),
        rule=two,
    )
    view.show_side("ties")
    view.ties.new()
    item = next(row for row in view.book.criteria if row.name == "报送")
    type_in(view, 0, "criterion_id", item.id)
    offered = view.ties._parts(view.ties.model.rows[0])
    assert [(one.value, one.text) for one in offered] == [(0, "每迟报1次扣1分"), (1, "每漏报1次扣2分")]
    type_in(view, 0, "part", 1)
    assert view.ties.model.rows[0].part_words == "每漏报1次扣2分"


def test_ties_may_change_while_the_scheme_is_in_force(view: SchemeView, made: Made, store: Store) -> None:
    store.do("施行", actions.put_in_force, scheme_id=made.scheme, on=date(2026, 1, 1))
    view.show_side("ties")
    assert view.book.frozen is not None and view.ties.add_button.isEnabled()
    view.ties.add_button.click()
    assert len(shown(view)) == 1
    view.show_side("bands")
    assert not view.bands.add_button.isEnabled()


def test_without_an_item_that_counts_it_says_what_to_do(
    view: SchemeView, made: Made, store: Store, prompts: Prompts
) -> None:
    item = next(row for row in view.book.criteria if row.name == "道路保洁")
    store.do("规则", actions.set_rule, criterion_id=item.id, rule=None)
    view.show_side("ties")
    view.ties.add_button.click()
    assert "没有按次计分的项目" in prompts.said[-1] and shown(view) == []
