"""Units through the one door: names, tree, order, deletion, paste, and undo of each."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.database import Database
from models.errors import Refusal
from models.org import actions, queries
from models.org.tables import Unit
from models.org.terms import UnitKind


def add(database: Database, name: str, **fields: Any) -> int:
    made = database.do("新单位", actions.create_unit, name=name, **fields)
    return int(made.value)


def tree(database: Database) -> list[tuple[int, str]]:
    return [(row.depth, row.name) for row in database.read(queries.units)]


def test_a_new_unit_has_kind_pinyin_and_place(database: Database) -> None:
    first = add(database, " 云溪市商务局", short_name="商务局", aliases=["市商务局"], former=[("市商业局", None)])
    second = add(database, "梅湾街道办事处", before_id=first)
    rows = database.read(queries.units)
    assert [row.id for row in rows] == [second, first]
    row = rows[1]
    assert (row.kind, row.pinyin, row.initials) == (UnitKind.DEPARTMENT, "yunxishishangwuju", "yxsswj")
    assert row.aliases == ("市商务局",)
    assert [old.name for old in row.former] == ["市商业局"]
    assert rows[0].kind is UnitKind.STREET


def test_a_name_twice_on_one_level_is_refused_and_nothing_is_written(database: Database) -> None:
    add(database, "市商务局")
    with pytest.raises(Refusal, match="已有单位"):
        add(database, "市商务局")
    assert tree(database) == [(0, "市商务局")]
    with pytest.raises(Refusal):
        add(database, "  ")


def test_moving_into_itself_is_refused(database: Database) -> None:
    top = add(database, "市政府")
    low = add(database, "市商务局", parent_id=top)
    with pytest.raises(Refusal, match="不能移到它下面"):
        database.do("移动", actions.move_units, unit_ids=[top], parent_id=low)
    assert tree(database) == [(0, "市政府"), (1, "市商务局")]


def test_moving_several_takes_their_branches_once_and_undo_brings_them_back(database: Database) -> None:
    a, b = add(database, "甲局"), add(database, "乙局")
    below = add(database, "甲局下属中心", parent_id=a)
    target = add(database, "市政府")
    before = tree(database)
    database.do("移动", actions.move_units, unit_ids=[below, a, b], parent_id=target)
    assert tree(database) == [(0, "市政府"), (1, "甲局"), (2, "甲局下属中心"), (1, "乙局")]
    database.undo()
    assert tree(database) == before


def test_shifting_writes_only_the_rows_that_change_places(database: Database) -> None:
    ids = [add(database, name) for name in ("甲局", "乙局", "丙局", "丁局")]
    done = database.do("上移", actions.shift_units, unit_ids=[ids[2]], by=-1)
    assert [name for _, name in tree(database)] == ["甲局", "丙局", "乙局", "丁局"]
    assert done.seq is not None
    assert database.do("上移", actions.shift_units, unit_ids=[ids[0]], by=-1).seq is None


def test_other_names_as_a_whole(database: Database) -> None:
    unit = add(database, "市市场监管局", aliases=["市监局", "市监局", "市市场监管局"])
    assert database.read(queries.units)[0].aliases == ("市监局",)
    database.do(
        "别名",
        actions.set_unit_names,
        unit_id=unit,
        aliases=["市监"],
        former=[("工商局", None), ("食药监局", date(2019, 1, 1))],
    )
    row = database.read(queries.units)[0]
    assert (row.aliases, [old.name for old in row.former]) == (("市监",), ["工商局", "食药监局"])
    add(database, "市商务局")
    with pytest.raises(Refusal, match="另一个单位的全称"):
        database.do("别名", actions.set_unit_names, unit_id=unit, aliases=["市商务局"])


def test_ensure_unit_finds_every_name_and_never_an_ambiguous_one(database: Database) -> None:
    first = add(database, "云溪市商务局", short_name="商务局", former=[("商业局", None)])
    add(database, "临江县住建局", short_name="住建局")
    add(database, "云溪市住建局", short_name="住建局")
    known = database.read(actions.known_units)
    assert known["商务局"] == known["商业局"] == known["云溪市商务局"] == first
    assert "住建局" not in known
    done = database.do("导入", actions.ensure_unit, name="市 财政局", known=known)
    assert done.value == known["市财政局"]
    assert database.do("导入", actions.ensure_unit, name="商业局").seq is None


def test_an_import_of_many_units_is_one_step_and_one_undo(database: Database) -> None:
    def bring(session: object, *, count: int) -> None:
        known = actions.known_units(session)  # type: ignore[arg-type]
        for number in range(count):
            actions.ensure_unit(session, name=f"第{number}号单位", known=known)  # type: ignore[arg-type]

    database.do("导入单位", bring, count=300)
    assert len(database.read(queries.units)) == 300
    database.undo()
    assert database.read(queries.units) == ()


def test_deleting_says_where_a_unit_is_in_use(database: Database) -> None:
    unit = add(database, "市商务局", aliases=["商务"])
    campaign = database.do("新建", actions.create_campaign, name="创卫", lead_unit_id=unit).value
    with pytest.raises(Refusal) as caught:
        database.do("删除", actions.delete_units, unit_ids=[unit])
    assert caught.value.sentence == "“市商务局”还在使用：专项工作（牵头单位）1 处，没有删除。"
    database.do("改", actions.update_campaign, campaign_id=campaign, lead_unit_id=None)
    below = add(database, "下属中心", parent_id=unit)
    post = database.do("岗位", actions.create_post, unit_id=below, title="主任").value
    assert post
    assert database.do("删除", actions.delete_units, unit_ids=[unit]).value == 2
    assert database.read(queries.units) == ()
    database.undo()
    assert [row.aliases for row in database.read(queries.units)] == [("商务",), ()]


def test_an_assigned_unit_cannot_be_deleted(database: Database) -> None:
    from models.task.tables import Assignment, Task
    from models.task.terms import Role

    unit = add(database, "市商务局")
    campaign = database.do("新建", actions.create_campaign, name="创卫").value

    def assign(session: object) -> None:
        task = Task(campaign_id=campaign, title="整治市场")
        session.add(task)  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]
        session.add(Assignment(task_id=task.id, unit_id=unit, role=Role.LEAD))  # type: ignore[attr-defined]

    database.do("任务", assign)
    with pytest.raises(Refusal, match="责任分解（单位）1 处"):
        database.do("删除", actions.delete_units, unit_ids=[unit])


def test_validity_and_successor(database: Database) -> None:
    old, new = add(database, "市工商局"), add(database, "市市场监管局")
    database.do("撤并", actions.update_unit, unit_id=old, valid_to=date(2019, 3, 1), successor_id=new)
    assert [row.name for row in database.read(queries.units, day=date(2019, 2, 28))] == ["市工商局", "市市场监管局"]
    assert [row.name for row in database.read(queries.units, day=date(2019, 3, 1))] == ["市市场监管局"]
    with pytest.raises(Refusal, match="并回自己"):
        database.do("撤并", actions.update_unit, unit_id=new, successor_id=old)
    with pytest.raises(Refusal, match="早于开始"):
        database.do("日期", actions.update_unit, unit_id=new, valid_from=date(2020, 1, 2), valid_to=date(2020, 1, 2))


def test_a_block_is_pasted_with_its_tree(database: Database) -> None:
    block = [
        ["序号", "单位", "简称", "上级", "类别", "原名"],
        ["1", "市政府", "", "", "", ""],
        ["2", "市市场监管局", "市监局", "市政府", "部门", "工商局、食药监局"],
        ["3", "云溪区", "", "", "", ""],
    ]
    ids = database.do("粘贴单位", actions.paste_units, block=block).value
    assert len(ids) == 3
    assert tree(database) == [(0, "市政府"), (1, "市市场监管局"), (0, "云溪区")]
    row = database.read(queries.units)[1]
    assert [old.name for old in row.former] == ["工商局", "食药监局"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["市商务局"], "第 2 行“全称”：同一级里已有单位“市商务局”"),
        (["市财政局", "", "机关"], "第 2 行“类别”：没有单位类别“机关”"),
        (["市财政局", "", "", "省政府"], "第 2 行“上级”：没有叫“省政府”的单位"),
        (["市财政局", "", "", "", "市商务局"], "第 2 行“别名”：“市商务局”是另一个单位的全称"),
    ],
)
def test_a_bad_row_leaves_nothing_behind(database: Database, line: list[str], sentence: str) -> None:
    add(database, "市商务局")
    with pytest.raises(Refusal) as caught:
        database.do("粘贴单位", actions.paste_units, block=[["市审计局"], line])
    assert sentence in caught.value.sentence
    assert tree(database) == [(0, "市商务局")]


def test_posts_come_in_the_official_order_of_the_tree(database: Database) -> None:
    first, second = add(database, "甲局"), add(database, "乙局")
    below = add(database, "甲局下属中心", parent_id=first)
    for unit, title in ((None, "顾问"), (second, "局长"), (below, "主任"), (first, "局长")):
        database.do("岗位", actions.create_post, unit_id=unit, title=title)
    assert [row.unit for row in database.read(queries.posts)] == ["甲局", "甲局下属中心", "乙局", ""]


def test_a_name_of_the_past_is_never_taken_silently(database: Database) -> None:
    old, new = (
        add(database, "市工商局", short_name="工商局"),
        add(database, "市市场监管局", former=[("市质监局", None)]),
    )
    database.do("撤并", actions.update_unit, unit_id=old, valid_to=date(2026, 3, 1), successor_id=new)
    group = database.do("组", actions.add_group, campaign_id=_campaign(database), name="专班").value
    for name, words in (
        ("市工商局", "“市工商局”不是现在的名称：原市工商局，2026-03-01 并入市市场监管局"),
        ("工商局", "“工商局”不是现在的名称：原市工商局，2026-03-01 并入市市场监管局"),
        ("市质监局", "“市质监局”不是现在的名称：是市市场监管局的原名"),
    ):
        with pytest.raises(Refusal) as caught:
            database.do("粘贴", actions.paste_seats, group_id=group, block=[["角色", "单位"], ["成员", name]])
        assert caught.value.sentence == f"第 2 行“单位”：{words}。"
        assert caught.value.next_step == "请改成“市市场监管局”。"
    assert database.read(queries.seats, group_id=group) == ()
    known = database.read(actions.known_units, day=date(2026, 2, 28))
    assert known.find("市工商局") == old


def test_a_unit_split_up_names_its_parts(database: Database) -> None:
    old = add(database, "市城管局")
    for name in ("市执法局", "市市容局"):
        add(database, name)
    ids = {row.name: row.id for row in database.read(queries.units)}

    def part(session: Session) -> None:
        for name in ("市执法局", "市市容局"):
            session.get_one(Unit, ids[name]).origin_id = old
        session.get_one(Unit, old).valid_to = date(2026, 2, 1)

    database.do("分设", part)
    with pytest.raises(Refusal) as caught:
        database.read(actions.known_units).find("市城管局")
    assert caught.value.sentence.endswith("原市城管局，2026-02-01 分设为市执法局、市市容局。")
    assert caught.value.next_step == "请改成“市执法局”或“市市容局”。"


def _campaign(database: Database) -> int:
    return int(database.do("新建", actions.create_campaign, name="创卫").value)
