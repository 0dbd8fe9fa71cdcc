"""Actions on a real database: what they write, what they refuse, and that one undo takes them back."""

from datetime import date

import pytest

from models.errors import Refusal
from models.org.tables import Campaign
from models.task import actions, queries
from models.task.actions import CellEdit
from models.task.rules import UnknownUnits
from models.task.terms import PersonRole, Role, TaskKind
from tests.models.task.conftest import Work

LEAD, RESPONSIBLE, SUPPORT, OVERSEE = Role


def tree(work: Work) -> dict[str, int]:
    """甲 (一 二 三), 乙, 丙."""
    ids = {title: work.add(title) for title in ("甲", "乙", "丙")}
    ids |= {title: work.add(title, ids["甲"]) for title in ("一", "二", "三")}
    return ids


def test_rows_come_in_tree_order_with_official_numbers(work: Work) -> None:
    ids = tree(work)
    work.add("细", ids["二"])
    rows = work.rows()
    assert [(row.number, row.title) for row in rows] == [
        ("一、", "甲"),
        ("（一）", "一"),
        ("（二）", "二"),
        ("1.", "细"),
        ("（三）", "三"),
        ("二、", "乙"),
        ("三、", "丙"),
    ]
    assert work.row(ids["甲"]).children == 3


def test_a_row_goes_between_its_neighbours_without_touching_them(work: Work) -> None:
    ids = tree(work)
    done = work.database.do(
        "插入", actions.add_task, campaign_id=work.campaign, parent_id=ids["甲"], title="新", after_id=ids["一"]
    )
    assert done.areas == {"task"}
    assert work.titles() == ["甲", "  一", "  新", "  二", "  三", "乙", "丙"]
    assert work.database.read(_versions) == {1}


def _versions(session: object) -> set[int]:
    from sqlalchemy import select

    from models.task.tables import Task

    return set(session.scalars(select(Task.version)))  # type: ignore[attr-defined]


def test_many_rows_fit_at_one_place(work: Work) -> None:
    first, last = work.add("首"), work.add("末")
    for number in range(30):
        work.add(f"{number}", after_id=first)
    assert work.titles() == ["首", *(str(number) for number in reversed(range(30))), "末"]
    work.add("前", before_id=last)
    assert work.titles()[-2:] == ["前", "末"]


def test_update_writes_only_what_differs(work: Work) -> None:
    task = work.add("整治占道经营")
    done = work.database.do("改", actions.update_task, task_id=task, title="整治占道经营", note="")
    assert done.seq is None
    work.do(
        actions.update_task, task_id=task, title=" 整治 流动摊贩 ", points=250, note="重点", kind=TaskKind.REPORTING
    )
    row = work.row(task)
    assert (row.title, row.points, row.note, row.kind, row.pinyin) == (
        "整治 流动摊贩",
        250,
        "重点",
        TaskKind.REPORTING,
        "zz ldtf",
    )


def test_deadline_words_compute_the_dates_of_the_campaigns_year(work: Work) -> None:
    task = work.add("整治", deadline="5月底前")
    assert (work.row(task).deadline, work.row(task).due_to) == ("5月底前", date(2026, 5, 31))
    work.do(actions.update_task, task_id=task, deadline="尽快")
    assert work.row(task).due_to is None
    work.do(actions.update_task, task_id=task, deadline="按通知", due_to=date(2026, 7, 1))
    assert (work.row(task).deadline, work.row(task).due_to) == ("按通知", date(2026, 7, 1))
    with pytest.raises(Refusal, match="晚于"):
        work.do(actions.update_task, task_id=task, due_from=date(2026, 8, 1))


def test_unknown_field_is_a_bug(work: Work) -> None:
    task = work.add("甲")
    with pytest.raises(TypeError, match="colour"):
        work.do(actions.update_task, task_id=task, colour="red")


def test_delete_takes_everything_below_and_undo_brings_it_back(work: Work) -> None:
    ids = tree(work)
    work.do(actions.set_units, task_id=ids["二"], role=LEAD, unit_ids=[work.units["商务局"]])
    work.do(actions.add_target, campaign_id=work.campaign, task_id=ids["二"], value="≥90%")
    before = work.rows()
    assert work.do(actions.delete_tasks, task_ids=[ids["甲"], ids["二"]]) == 4
    assert work.titles() == ["乙", "丙"]
    assert work.database.read(queries.targets, campaign_id=work.campaign) == ()
    work.database.undo()
    assert work.rows() == before


@pytest.mark.parametrize(
    ("moved", "parent", "before", "expected"),
    [
        (["丙"], None, "甲", ["丙", "甲", "  一", "  二", "  三", "乙"]),
        (["三", "一"], None, None, ["甲", "  二", "乙", "丙", "三", "一"]),
        (["乙"], "甲", "二", ["甲", "  一", "  乙", "  二", "  三", "丙"]),
        (["甲", "一"], "丙", None, ["乙", "丙", "  甲", "    一", "    二", "    三"]),
        (["一", "二"], "甲", "一", ["甲", "  一", "  二", "  三", "乙", "丙"]),
        (["二", "三"], "甲", "二", ["甲", "  一", "  二", "  三", "乙", "丙"]),
    ],
)
def test_move(work: Work, moved: list[str], parent: str | None, before: str | None, expected: list[str]) -> None:
    ids = tree(work)
    work.do(
        actions.move_tasks,
        task_ids=[ids[title] for title in moved],
        parent_id=ids[parent] if parent else None,
        before_id=ids[before] if before else None,
    )
    assert work.titles() == expected


def test_a_task_does_not_go_below_itself(work: Work) -> None:
    ids = tree(work)
    with pytest.raises(Refusal, match="自己的下级"):
        work.do(actions.move_tasks, task_ids=[ids["甲"]], parent_id=ids["二"])
    assert work.titles() == ["甲", "  一", "  二", "  三", "乙", "丙"]


def test_shift_indent_outdent(work: Work) -> None:
    ids = tree(work)
    work.do(actions.shift_tasks, task_ids=[ids["二"], ids["三"]], step=-1)
    assert work.titles() == ["甲", "  二", "  三", "  一", "乙", "丙"]
    work.do(actions.shift_tasks, task_ids=[ids["二"]], step=1)
    assert work.titles()[1:4] == ["  三", "  二", "  一"]
    assert work.do(actions.indent_tasks, task_ids=[ids["乙"], ids["丙"]]) == ids["甲"]
    assert work.titles() == ["甲", "  三", "  二", "  一", "  乙", "  丙"]
    work.do(actions.outdent_tasks, task_ids=[ids["二"], ids["一"]])
    assert work.titles() == ["甲", "  三", "  乙", "  丙", "二", "一"]


@pytest.mark.parametrize(
    ("action", "chosen", "kw", "sentence"),
    [
        (actions.shift_tasks, ["甲"], {"step": -1}, "第一行"),
        (actions.shift_tasks, ["丙"], {"step": 1}, "最后一行"),
        (actions.indent_tasks, ["一"], {}, "没有同级任务"),
        (actions.outdent_tasks, ["乙"], {}, "已经是大项"),
        (actions.indent_tasks, ["一", "乙"], {}, "不在同一级"),
    ],
)
def test_moves_that_do_not_go(work: Work, action: object, chosen: list[str], kw: dict[str, int], sentence: str) -> None:
    ids = tree(work)
    with pytest.raises(Refusal, match=sentence):
        work.do(action, task_ids=[ids[title] for title in chosen], **kw)


def test_units_keep_their_order_and_their_rows(work: Work) -> None:
    task = work.add("整治")
    unit = work.units
    set_ = {"task_id": task, "role": SUPPORT}
    work.do(actions.set_units, unit_ids=[unit["公安局"], unit["商务局"]], **set_)
    first = work.details(task).assignments
    work.do(actions.set_units, unit_ids=[unit["城管局"], unit["公安局"], unit["卫健委"], unit["公安局"]], **set_)
    second = work.details(task).assignments
    assert [row.label for row in second] == ["城管局", "公安局", "卫健委"]
    assert second[1].id == first[0].id
    work.do(actions.set_units, unit_ids=[], **set_)
    assert work.row(task).support == ()


def test_units_that_are_gone_are_refused(work: Work) -> None:
    task = work.add("整治")
    with pytest.raises(Refusal, match="单位已不存在"):
        work.do(actions.set_units, task_id=task, role=LEAD, unit_ids=[1])


def test_roles_of_a_matrix_cell(work: Work) -> None:
    task, unit = work.add("整治"), work.units
    work.do(actions.set_units, task_id=task, role=LEAD, unit_ids=[unit["城管局"]])
    work.do(actions.set_roles, task_id=task, unit_id=unit["商务局"], roles={LEAD, SUPPORT})
    matrix = work.database.read(queries.matrix, campaign_id=work.campaign)
    assert matrix.roles[task, unit["商务局"]] == (LEAD, SUPPORT)
    assert [ref.name for ref in work.row(task).lead] == ["城管局", "商务局"]
    work.do(actions.set_roles, task_id=task, unit_id=unit["商务局"], roles={OVERSEE})
    matrix = work.database.read(queries.matrix, campaign_id=work.campaign)
    assert matrix.roles == {(task, unit["商务局"]): (OVERSEE,), (task, unit["城管局"]): (LEAD,)}
    counted = {column.label: (column.leads, column.tasks) for column in matrix.units}
    assert counted["城管局"] == (1, 1) and counted["商务局"] == (0, 1) and counted["公安局"] == (0, 0)


def test_one_role_in_many_cells_is_one_step(work: Work) -> None:
    tasks = [work.add("甲"), work.add("乙")]
    cells = [(task, work.units[name]) for task in tasks for name in ("商务局", "公安局")]
    work.do(actions.set_role_in_cells, cells=cells, role=SUPPORT)
    assert work.database.read(queries.counts, campaign_id=work.campaign).assignments == 4
    work.do(actions.set_role_in_cells, cells=cells[:2], role=SUPPORT, on=False)
    assert work.database.read(queries.counts, campaign_id=work.campaign).assignments == 2
    work.do(actions.set_role_in_cells, cells=cells, role=None)
    assert work.database.read(queries.counts, campaign_id=work.campaign).assignments == 0
    work.database.undo()
    work.database.undo()
    assert work.database.read(queries.counts, campaign_id=work.campaign).assignments == 4


def test_the_campaigns_rule_shows_who_leads(work: Work) -> None:
    task, unit = work.add("整治"), work.units
    work.do(actions.set_units, task_id=task, role=RESPONSIBLE, unit_ids=[unit["公安局"], unit["商务局"]])
    assert [(ref.name, ref.leads_by_rule) for ref in work.row(task).lead] == [("公安局", True), ("商务局", True)]
    work.database.do("规则", _first_unit_leads, campaign_id=work.campaign)
    assert [ref.name for ref in work.row(task).lead] == ["公安局"]


def _first_unit_leads(session: object, *, campaign_id: int) -> None:
    session.get(Campaign, campaign_id).first_unit_leads = True  # type: ignore[attr-defined]


def test_cells_are_written_as_typed(work: Work) -> None:
    task = work.add("整治")
    phase = work.do(actions.add_phase, campaign_id=work.campaign, name="集中整治阶段")
    texts = {
        "title": "农贸市场环境整治",
        "no": "1",
        "lead": "swj",
        "responsible": "城管局、市场监管",
        "support": "公安局",
        "oversee": "",
        "leaders": "沈明远",
        "owners": "陆文静、沈明远",
        "deadline": "5月底前",
        "points": "2.5分",
        "target": "达标率≥90%；投诉下降",
        "phase": "集中整治阶段",
        "kind": "报送事项",
        "note": "每周报一次",
    }

    work.do(actions.set_cells, edits=[CellEdit(task, column, text) for column, text in texts.items()])
    row = work.row(task)
    assert (row.title, row.number, row.points, row.phase_id) == ("农贸市场环境整治", "1", 250, phase)
    assert [ref.name for ref in row.lead] == ["商务局"]
    assert [ref.name for ref in row.responsible] == ["城管局", "市场监管局"]
    assert (row.leaders, row.owners) == (("沈明远",), ("陆文静", "沈明远"))
    assert (row.target, row.due_to, row.kind) == ("达标率≥90%；投诉下降", date(2026, 5, 31), TaskKind.REPORTING)
    work.do(actions.set_cells, edits=[CellEdit(task, "target", "投诉下降"), CellEdit(task, "phase", "")])
    assert (work.row(task).target, work.row(task).phase) == ("投诉下降", "")


def test_a_person_already_known_is_not_made_twice(work: Work) -> None:
    task = work.add("整治")
    work.do(actions.set_cells, edits=[CellEdit(task, "owners", "陆文静、陆文静")])
    work.do(actions.set_cells, edits=[CellEdit(task, "leaders", "陆文静")])
    names = [name for _, name, _ in work.database.read(queries.person_choices)]
    assert names == ["陆文静", "沈明远"]


def test_a_bad_cell_is_named_and_nothing_is_written(work: Work) -> None:
    first, second = work.add("甲"), work.add("乙")
    before = work.rows()
    edits = [CellEdit(first, "title", "改了"), CellEdit(second, "lead", "教育局")]
    with pytest.raises(Refusal, match="第 2 行“牵头单位”：没有单位“教育局”"):
        work.do(actions.set_cells, edits=edits)
    assert work.rows() == before


def test_paste_fills_rows_and_adds_the_rest(work: Work) -> None:
    ids = tree(work)
    pasted = work.do(
        actions.paste_block,
        campaign_id=work.campaign,
        columns=["title", "target", "lead"],
        rows=[["三改", "≥90%", "商务局"], ["四", "", "城管局、公安局"], ["五"]],
        task_ids=[ids["三"]],
        parent_id=ids["甲"],
        after_id=ids["三"],
    )
    assert work.titles() == ["甲", "  一", "  二", "  三改", "  四", "  五", "乙", "丙"]
    assert pasted[0] == ids["三"]
    assert [ref.name for ref in work.row(pasted[1]).lead] == ["城管局", "公安局"]
    work.database.undo()
    assert work.titles() == ["甲", "  一", "  二", "  三", "乙", "丙"]


def test_paste_is_all_or_nothing(work: Work) -> None:
    ids = tree(work)
    before = work.rows()
    kw = {"campaign_id": work.campaign, "task_ids": [ids["乙"], ids["丙"]]}
    with pytest.raises(Refusal, match="第 3 行“分值”：“很多”不是分值"):
        work.do(actions.paste_block, columns=["title", "points"], rows=[["a", "1"], ["b", "2"], ["c", "很多"]], **kw)
    with pytest.raises(Refusal, match=r"有 3 列.*只有 2 列"):
        work.do(actions.paste_block, columns=["title", "points"], rows=[["a", "1", "x"]], **kw)
    assert work.rows() == before


def test_people_by_id_keep_their_order(work: Work) -> None:
    task = work.add("整治")
    work.do(actions.set_cells, edits=[CellEdit(task, "owners", "陆文静、何立新")])
    people = {name: person_id for person_id, name, _ in work.database.read(queries.person_choices)}
    order = [people["何立新"], people["沈明远"], people["陆文静"]]
    work.do(actions.set_people, task_id=task, role=PersonRole.OWNER, person_ids=order)
    assert work.row(task).owners == ("何立新", "沈明远", "陆文静")


def test_renumbering_drops_typed_numbers(work: Work) -> None:
    ids = tree(work)
    work.do(actions.update_tasks, task_ids=[ids["甲"], ids["乙"]], no="第十项")
    assert work.row(ids["乙"]).number == "第十项"
    assert work.do(actions.renumber_tasks, campaign_id=work.campaign) == 2
    assert work.row(ids["乙"]).number == "二、"


def test_phases_and_targets(work: Work) -> None:
    names = ("动员部署", "集中整治", "巩固提升")
    first, second, third = (work.do(actions.add_phase, campaign_id=work.campaign, name=name) for name in names)
    task = work.add("整治", phase_id=second)
    work.do(actions.move_phase, phase_id=third, step=-1)
    rows = work.database.read(queries.phases, campaign_id=work.campaign)
    assert [(row.name, row.tasks) for row in rows] == [("动员部署", 0), ("巩固提升", 0), ("集中整治", 1)]
    work.do(actions.update_phase, phase_id=first, starts=date(2026, 3, 1), ends=date(2026, 3, 31))
    with pytest.raises(Refusal, match="晚于"):
        work.do(actions.update_phase, phase_id=first, starts=date(2026, 4, 1))
    with pytest.raises(Refusal, match="没有名称"):
        work.do(actions.update_phase, phase_id=first, name=" ")
    work.do(actions.delete_phases, phase_ids=[second])
    assert work.row(task).phase_id is None
    target = work.do(actions.add_target, campaign_id=work.campaign, indicator="满意率", value="≥90%")
    work.do(actions.update_target, target_id=target, value="≥95%")
    assert [row.value for row in work.database.read(queries.campaign_targets, campaign_id=work.campaign)] == ["≥95%"]
    work.do(actions.delete_targets, target_ids=[target])
    assert work.database.read(queries.targets, campaign_id=work.campaign) == ()


TABLE = (
    ("序号", "任务大项", "具体任务", "牵头单位", "配合单位", "完成时限", "分值"),
    ("1", "市容环境", "整治占道经营", "城管局", "公安局、商务局", "5月底前", "2.5"),
    ("2", "", "清理卫生死角", "城管局", "", "长期坚持", ""),
    ("", "", "", "", "", "", ""),
    ("3", "农贸市场", "改造棚顶", "商务局", "", "", "5"),
)


def test_a_whole_table_is_pasted_with_its_headings(work: Work) -> None:
    old = work.add("农贸市场")
    added = work.do(actions.paste_table, campaign_id=work.campaign, block=TABLE)
    assert work.titles() == ["农贸市场", "  改造棚顶", "市容环境", "  整治占道经营", "  清理卫生死角"]
    assert old not in added and len(added) == 4
    row = next(row for row in work.rows() if row.title == "整治占道经营")
    assert [ref.name for ref in row.support] == ["公安局", "商务局"]
    assert (row.points, row.due_to) == (250, date(2026, 5, 31))
    work.database.undo()
    assert work.titles() == ["农贸市场"]


def test_a_table_without_big_items_goes_where_the_cursor_is(work: Work) -> None:
    ids = tree(work)
    block = (("任务名称", "责任单位"), ("甲一", "商务局"), ("甲二", "公安局"))
    kw = {"parent_id": ids["甲"], "after_id": ids["一"]}
    work.do(actions.paste_table, campaign_id=work.campaign, block=block, **kw)
    assert work.titles()[:5] == ["甲", "  一", "  甲一", "  甲二", "  二"]


def test_a_line_of_a_big_item_alone_describes_it(work: Work) -> None:
    block = (("任务大项", "具体任务", "牵头单位"), ("市容环境", "", "城管局"), ("", "整治占道经营", "公安局"))
    work.do(actions.paste_table, campaign_id=work.campaign, block=block)
    big, small = work.rows()
    assert [ref.name for ref in big.lead] == ["城管局"] and [ref.name for ref in small.lead] == ["公安局"]


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        ((("任务", "颜色"), ("甲", "红")), "不认识表头“颜色”"),
        ((("任务", "牵头单位"), ("", "商务局")), "第 2 行“具体任务”：没有写任务"),
        ((("任务", "分值"), ("甲", "1"), ("乙", "多")), "第 3 行“分值”"),
    ],
)
def test_a_bad_table_changes_nothing(work: Work, block: tuple[tuple[str, ...], ...], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        work.do(actions.paste_table, campaign_id=work.campaign, block=block)
    assert work.rows() == ()


def test_unknown_units_are_named_together_and_may_be_added(work: Work) -> None:
    task = work.add("整治")
    edits = [CellEdit(task, "lead", "教育局"), CellEdit(task, "support", "体育局、商务局、教育局")]
    with pytest.raises(UnknownUnits) as refused:
        work.do(actions.set_cells, edits=edits)
    assert refused.value.names == ("教育局", "体育局")
    work.do(actions.set_cells, edits=edits, add_units=refused.value.names)
    assert [ref.name for ref in work.row(task).support] == ["体育局", "商务局", "教育局"]
    work.database.undo()
    with pytest.raises(UnknownUnits):
        work.do(actions.set_cells, edits=edits)
