"""What the pages read: findings, counts, due soon, by unit, matrix, search."""

from datetime import date
from typing import Any

from models.org.tables import Unit
from models.org.terms import UnitKind
from models.task import actions, queries
from models.task.actions import CellEdit
from models.task.rules import IssueKind
from models.task.terms import Role, TaskKind
from tests.models.task.conftest import Work

DAY = date(2026, 6, 1)


def filled(work: Work) -> dict[str, int]:
    big = work.add("市容环境卫生")
    ids = {
        "big": big,
        "late": work.add("整治占道经营", big, deadline="5月底前", points=500),
        "soon": work.add("清理卫生死角", big, deadline="6月底前", points=250),
        "bare": work.add("更换破损果皮箱", big),
        "report": work.add("报送工作小结", kind=TaskKind.REPORTING, due_every="FREQ=MONTHLY;BYMONTHDAY=25"),
    }
    cells = {"late": ("lead", "城管局、公安局"), "soon": ("lead", "城管局"), "report": ("responsible", "商务局")}
    edits = [CellEdit(ids[key], column, text) for key, (column, text) in cells.items()]
    work.do(actions.set_cells, edits=[*edits, CellEdit(ids["soon"], "support", "公安局、卫健委")])
    return ids


def test_findings_name_task_or_unit(work: Work) -> None:
    ids = filled(work)
    found = work.database.read(queries.findings, campaign_id=work.campaign, on=DAY)
    assert [(finding.id, finding.kind) for finding in found] == [
        (ids["late"], IssueKind.OVERDUE),
        (ids["late"], IssueKind.JOINT_LEAD),
        (ids["bare"], IssueKind.NO_LEAD),
        (ids["bare"], IssueKind.NO_DEADLINE),
        (work.units["市场监管局"], IssueKind.IDLE_UNIT),
    ]
    assert found[0].sentence == "完成时限 2026-05-31 已过 1 天。"
    assert found[0].where == "（一）整治占道经营"


def test_counts(work: Work) -> None:
    filled(work)
    counts = work.database.read(queries.counts, campaign_id=work.campaign, on=DAY, days=30)
    assert (counts.tasks, counts.big_items, counts.small_items, counts.reporting) == (5, 2, 3, 1)
    assert (counts.units, counts.units_with_tasks, counts.assignments) == (5, 4, 6)
    assert (counts.without_lead, counts.without_deadline, counts.gaps, counts.overdue) == (1, 1, 2, 1)
    assert (counts.due_soon, counts.notices, counts.points) == (1, 2, 750)


def test_a_collective_name_is_never_idle(work: Work) -> None:
    work.database.do("加", _add_collective)
    kinds = [f.where for f in work.database.read(queries.findings, campaign_id=work.campaign, on=DAY)]
    assert "各成员单位" not in kinds and "商务局" in kinds


def _add_collective(session: object) -> None:
    session.add(Unit(name="各成员单位", kind=UnitKind.COLLECTIVE, position=99))  # type: ignore[attr-defined]


def test_due_soon_comes_by_date_with_the_past_first(work: Work) -> None:
    ids = filled(work)
    soon = work.database.read(queries.due_soon, campaign_id=work.campaign, on=DAY, days=29, overdue=True)
    assert [row.id for row in soon] == [ids["late"], ids["soon"]]
    assert work.database.read(queries.due_soon, campaign_id=work.campaign, on=DAY, days=28) == ()


def test_by_unit_in_official_order_with_roles(work: Work) -> None:
    ids = filled(work)
    found = work.database.read(queries.by_unit, campaign_id=work.campaign, on=DAY)
    assert [(unit.unit.label, len(unit.duties)) for unit in found] == [
        ("商务局", 1),
        ("城管局", 2),
        ("卫健委", 1),
        ("公安局", 2),
    ]
    assert found[0].duties[0][1] == (Role.LEAD, Role.RESPONSIBLE)
    assert [(row.id, roles) for row, roles in found[3].duties] == [
        (ids["late"], (Role.LEAD,)),
        (ids["soon"], (Role.SUPPORT,)),
    ]
    assert found[1].count(Role.LEAD) == 2


def test_matrix_shows_former_units_only_where_they_carry_a_task(work: Work) -> None:
    ids = filled(work)
    work.database.do("停用", _end_units, names=("商务局", "市场监管局"))
    matrix = work.database.read(queries.matrix, campaign_id=work.campaign, on=DAY)
    assert [unit.label for unit in matrix.units] == ["商务局", "城管局", "卫健委", "公安局"]
    assert matrix.roles[ids["report"], work.units["商务局"]] == (Role.RESPONSIBLE,)


def _end_units(session: object, *, names: tuple[str, ...]) -> None:
    from sqlalchemy import select

    for unit in session.scalars(select(Unit).where(Unit.short_name.in_(names))):  # type: ignore[attr-defined]
        unit.valid_to = date(2026, 1, 1)


def test_search_by_words_initials_and_body(work: Work) -> None:
    ids = filled(work)
    work.do(actions.update_task, task_id=ids["bare"], body="背街小巷占道的果皮箱")
    for text, expected in (
        ("占道", [ids["late"], ids["bare"]]),
        ("zlzd", []),
        ("zzzd", [ids["late"]]),
        ("qlws", [ids["soon"]]),
        ("%", []),
        ("  ", []),
    ):
        hits = work.database.read(queries.search, text=text)
        assert [hit.id for hit in hits] == expected, text
    assert work.database.read(queries.search, text="死角")[0].above == "市容环境卫生"


def test_details_order_assignments_by_role(work: Work) -> None:
    ids = filled(work)
    details = work.details(ids["soon"])
    assert [(row.label, row.role) for row in details.assignments] == [
        ("城管局", Role.LEAD),
        ("公安局", Role.SUPPORT),
        ("卫健委", Role.SUPPORT),
    ]
    assert work.database.read(queries.task_details, task_id=1) is None


def test_a_campaign_that_is_gone_has_no_rows(work: Work) -> None:
    assert work.database.read(queries.task_tree, campaign_id=1) == ()


def test_only_touched_rows_are_read_again(work: Work) -> None:
    ids = filled(work)
    rows = work.rows(on=DAY)
    seq = work.database.read(queries.changes_since, seq=None).seq
    assert not work.database.read(queries.changes_since, seq=seq).task_ids
    work.do(actions.set_cells, edits=[CellEdit(ids["bare"], "lead", "商务局"), CellEdit(ids["bare"], "points", "3")])
    work.do(actions.set_cells, edits=[CellEdit(ids["late"], "owners", "陆文静")])
    work.do(actions.set_cells, edits=[CellEdit(ids["soon"], "target", "≥90%")])
    changed = work.database.read(queries.changes_since, seq=seq)
    assert changed.task_ids == frozenset((ids["bare"], ids["late"], ids["soon"]))
    old = [row for row in rows if row.id in changed.task_ids]
    again = work.database.read(queries.task_rows, campaign_id=work.campaign, known=old, on=DAY)
    fresh = queries.by_id(work.rows(on=DAY))
    assert list(again) == [fresh[row.id] for row in old]
    work.database.undo()
    undone = work.database.read(queries.changes_since, seq=changed.seq)
    assert undone.task_ids == frozenset((ids["soon"],))


def test_a_moved_tree_is_put_together_from_what_is_known(work: Work) -> None:
    ids = filled(work)
    steps: tuple[tuple[Any, dict[str, Any]], ...] = (
        (actions.add_task, {"campaign_id": work.campaign, "title": "新", "before_id": ids["big"]}),
        (actions.add_task, {"campaign_id": work.campaign, "title": "第一个小项", "parent_id": ids["bare"]}),
        (actions.shift_tasks, {"task_ids": [ids["soon"]], "step": -1}),
        (actions.move_tasks, {"task_ids": [ids["late"]], "parent_id": None, "before_id": ids["big"]}),
        (actions.indent_tasks, {"task_ids": [ids["report"]]}),
        (actions.delete_tasks, {"task_ids": [ids["bare"]]}),
        (actions.update_task, {"task_id": ids["soon"], "no": "9"}),
    )
    known = work.rows(on=DAY)
    seq = work.database.read(queries.changes_since, seq=None).seq
    for action, kw in [*steps, (None, {}), (None, {})]:
        if action is None:
            work.database.undo()
        else:
            work.do(action, **kw)
        changed = work.database.read(queries.changes_since, seq=seq)
        assert changed.task_ids is not None
        rows = work.database.read(
            queries.task_tree_again,
            campaign_id=work.campaign,
            known=queries.by_id(known),
            touched=changed.task_ids,
            on=DAY,
        )
        assert rows == work.rows(on=DAY), action
        known, seq = rows, changed.seq


def test_beside_a_typed_number_none_is_made_up(work: Work) -> None:
    first, second = work.add("宣传行动", no="（五）"), work.add("新的一项")
    below = work.add("小项", second)
    assert [row.number for row in work.rows(on=DAY)] == ["（五）", "", "（一）"]
    known, seq = work.rows(on=DAY), work.database.read(queries.changes_since, seq=None).seq
    for task, no, numbers in (
        (below, "1.", ["（五）", "", "1."]),
        (first, "", ["一、", "二、", "1."]),
        (second, "（八）", ["", "（八）", "1."]),
        (second, "", ["一、", "二、", "1."]),
    ):
        work.do(actions.update_task, task_id=task, no=no)
        changed = work.database.read(queries.changes_since, seq=seq)
        assert changed.is_moved and changed.task_ids is not None
        known = work.database.read(
            queries.task_tree_again,
            campaign_id=work.campaign,
            known=queries.by_id(known),
            touched=changed.task_ids,
            on=DAY,
        )
        assert [row.number for row in known] == numbers
        assert known == work.rows(on=DAY)
        assert known == work.database.read(queries.task_rows, campaign_id=work.campaign, known=known, on=DAY)
        seq = changed.seq


def test_a_renamed_unit_asks_for_everything(work: Work) -> None:
    filled(work)
    seq = work.database.read(queries.changes_since, seq=None).seq
    work.database.do("停用", _end_units, names=("商务局",))
    assert work.database.read(queries.changes_since, seq=seq).task_ids is None
