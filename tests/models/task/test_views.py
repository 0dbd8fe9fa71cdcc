"""The views of the 责任分解表 by person, cell and deadline, and the sheets they are cut into."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.tables import Person, Post, Tenure
from models.papers.sheet import Sheet, plain
from models.task import actions, papers, queries
from models.task.actions import CellEdit
from models.task.papers import BreakdownOptions, Split, View, Who
from models.task.tables import Assignment, TaskPerson
from models.task.terms import PersonRole, Role
from tests.models.task.conftest import Work
from tests.models.task.test_spreading import build_grid

DAY = date(2026, 3, 18)


def sheets(work: Work, view: View, split: Split = Split.WHOLE, **more: object) -> tuple[Sheet, ...]:
    options = BreakdownOptions(**{key: more.pop(key) for key in ("who", "post_first", "gaps") if key in more})  # type: ignore[arg-type]
    found: tuple[Sheet, ...] = work.database.read(
        papers.view_sheets, campaign_id=work.campaign, view=view, split=split, options=options, on=DAY, **more
    )
    return found


def texts(paper: Sheet, *keys: str) -> list[tuple[str, ...]]:
    return [tuple(plain(row.cells.get(key, "")) for key in keys) for row in paper.rows]


def name_people(session: Session, *, tasks: dict[str, int], unit: int) -> None:
    people = [Person(name=name, pinyin=key) for name, key in (("阮一鸣", "ruanyiming"), ("鲍晓棠", "baoxiaotang"))]
    post = Post(unit_id=unit, title="副局长")
    session.add_all([*people, post])
    session.flush()
    first, second = people
    session.add(Tenure(post_id=post.id, person_id=first.id))
    session.add(TaskPerson(task_id=tasks["一"], person_id=first.id, role=PersonRole.LEADER))
    session.add(TaskPerson(task_id=tasks["二"], person_id=first.id, role=PersonRole.LEADER))
    session.add(TaskPerson(task_id=tasks["二"], person_id=first.id, role=PersonRole.OWNER))
    session.add(TaskPerson(task_id=tasks["二"], person_id=second.id, role=PersonRole.CONTACT))


@pytest.fixture
def tasks(work: Work) -> dict[str, int]:
    big = work.add("市容环境卫生")
    found = {
        key: work.add(title, big) for key, title in (("一", "整治占道经营"), ("二", "清理死角"), ("三", "修补道路"))
    }
    edits = [
        CellEdit(found["一"], "lead", "城管局"),
        CellEdit(found["二"], "lead", "商务局"),
        CellEdit(found["二"], "support", "城管局"),
        CellEdit(found["一"], "deadline", "5月底前"),
        CellEdit(found["二"], "deadline", "2026年4月20日前"),
    ]
    work.do(actions.set_cells, edits=edits)
    work.do(name_people, tasks=found, unit=work.units["城管局"])
    return found


def test_by_person_each_task_once_with_all_they_are_to_it(work: Work, tasks: dict[str, int]) -> None:
    (paper,) = sheets(work, View.PERSON)
    assert paper.title.endswith("责任分解表\n（按责任人）")
    assert paper.columns[0].heading == "责任人" and paper.columns[0].merge == 1
    assert texts(paper, "section0", "no", "title", "duty") == [
        ("阮一鸣\n云溪市城市管理执法局副局长", "1", "整治占道经营", "责任领导"),
        ("阮一鸣\n云溪市城市管理执法局副局长", "2", "清理死角", "责任领导、责任人"),
        ("鲍晓棠", "1", "清理死角", "联系人"),
        ("未明确责任人", "1", "修补道路", "缺责任人"),
    ]
    assert paper.notes[0] == "共 2 人、3 项任务，其中 1 处缺责任人。"
    assert len({row.groups[0] for row in paper.rows}) == 3


def test_by_post_the_post_stands_over_the_name(work: Work, tasks: dict[str, int]) -> None:
    (paper,) = sheets(work, View.PERSON, post_first=True, gaps=False)
    assert [text for (text,) in texts(paper, "section0")] == [
        "云溪市城市管理执法局副局长\n阮一鸣",
        "云溪市城市管理执法局副局长\n阮一鸣",
        "岗位未录入\n鲍晓棠",
    ]


def test_only_those_of_one_role(work: Work, tasks: dict[str, int]) -> None:
    (paper,) = sheets(work, View.PERSON, who=Who.OWNER)
    assert texts(paper, "section0", "title", "duty") == [
        ("阮一鸣\n云溪市城市管理执法局副局长", "清理死角", "责任人"),
        ("未明确责任人", "整治占道经营", "缺责任人"),
        ("未明确责任人", "修补道路", "缺责任人"),
    ]
    (leaders,) = sheets(work, View.PERSON, who=Who.LEADER)
    assert leaders.title.endswith("（按责任领导）") and leaders.columns[0].heading == "责任领导"
    assert texts(leaders, "section0", "duty")[-1] == ("未明确责任领导", "缺责任领导")
    assert leaders.notes[0] == "共 1 人、3 项任务，其中 1 处缺责任领导。"
    with pytest.raises(Refusal, match="还没有这样的人员"):
        sheets(work, View.PERSON, who=Who.FOR_UNIT)


def test_a_sheet_for_each_person(work: Work, tasks: dict[str, int]) -> None:
    found = sheets(work, View.PERSON, Split.PART)
    assert [paper.name for paper in found] == ["阮一鸣", "鲍晓棠", "未明确责任人"]
    assert found[0].title.endswith("\n（阮一鸣，云溪市城市管理执法局副局长）")
    assert "section0" not in [column.key for column in found[0].columns]
    assert found[0].notes[0] == "共 2 项。"
    pieces = work.database.read(
        papers.view_pieces, campaign_id=work.campaign, view=View.PERSON, split=Split.PART, on=DAY
    )
    assert [(piece.name, piece.rows) for piece in pieces] == [("阮一鸣", 2), ("鲍晓棠", 1), ("未明确责任人", 1)]
    (one,) = sheets(work, View.PERSON, Split.PART, parts={pieces[1].key})
    assert one.name == "鲍晓棠"
    with pytest.raises(Refusal, match="没有选中"):
        sheets(work, View.PERSON, Split.PART, parts=set())


def test_by_person_cut_by_unit_marks_both_roles(work: Work, tasks: dict[str, int]) -> None:
    found = {paper.name: paper for paper in sheets(work, View.PERSON, Split.UNIT)}
    assert list(found) == ["商务局", "城管局"]
    assert texts(found["城管局"], "section0", "title", "own", "duty")[:3] == [
        ("阮一鸣\n云溪市城市管理执法局副局长", "整治占道经营", "牵头", "责任领导"),
        ("阮一鸣\n云溪市城市管理执法局副局长", "清理死角", "配合", "责任领导、责任人"),
        ("鲍晓棠", "清理死角", "配合", "联系人"),
    ]
    assert [row.strong for row in found["城管局"].rows] == [True, False, False]


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("split", list(Split))
def test_pieces_are_the_sheets_that_are_made(work: Work, tasks: dict[str, int], view: View, split: Split) -> None:
    levels, _, _ = work.do(build_grid)
    work.do(actions.add_rule, task_id=tasks["三"], level_id=levels["点位"])
    pieces = work.database.read(papers.view_pieces, campaign_id=work.campaign, view=view, split=split, on=DAY)
    made = sheets(work, view, split)
    is_split = view is View.UNIT or split is Split.UNIT or (split is Split.PART and view is not View.TASK)
    assert [(piece.name, piece.rows) for piece in pieces] == [
        (paper.name, len(paper.rows)) for paper in made if is_split
    ]


def test_by_person_without_anybody_says_what_to_do(work: Work) -> None:
    work.add("整治占道经营")
    with pytest.raises(Refusal, match="还没有这样的人员"):
        sheets(work, View.PERSON)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("立行立改", "立行立改"),
        ("2026年4月20日前", "2026年4月"),
        ("2026年12月底前", "2026年12月"),
        ("2027年1月15日前", "2027年1月"),
        ("每月25日前", "定期"),
        ("长期坚持", "长期坚持"),
        ("视情况推进", "其他时限"),
        ("", "未定时限"),
    ],
)
def test_deadlines_fall_into_parts(work: Work, words: str, part: str) -> None:
    task = work.add("整治占道经营")
    work.do(actions.set_cells, edits=[CellEdit(task, "deadline", words)])
    (paper,) = sheets(work, View.DEADLINE)
    assert texts(paper, "section0") == [(part,)]


def test_by_deadline_in_order_of_the_day(work: Work) -> None:
    words = (
        "每月25日前",
        "2026年10月",
        "",
        "长期坚持",
        "2026年2月底前",
        "2026年10月8日前",
        "立行立改",
        "2025年12月底前",
    )
    for number, word in enumerate(words):
        task = work.add(f"任务{number}")
        work.do(actions.set_cells, edits=[CellEdit(task, "deadline", word)])
    (paper,) = sheets(work, View.DEADLINE)
    assert [title for (title,) in texts(paper, "title")] == [
        "任务6", "任务7", "任务4", "任务5", "任务1", "任务0", "任务3", "任务2",
    ]  # fmt: skip
    assert texts(paper, "section0", "no")[3:5] == [("2026年10月", "1"), ("2026年10月", "2")]
    assert paper.notes[0] == "共 8 项任务，其中 1 处未定时限。"
    (known,) = sheets(work, View.DEADLINE, gaps=False)
    assert len(known.rows) == 7
    parts = sheets(work, View.DEADLINE, Split.PART)
    assert [one.name for one in parts][:3] == ["立行立改", "2025年12月", "2026年2月"]


def test_by_cell_units_of_the_place_and_of_the_whole_task(work: Work) -> None:
    levels, _, units = work.do(build_grid)
    task, other = work.add("改造农贸市场"), work.add("清理小广告")
    work.do(actions.set_units, task_id=task, role=Role.LEAD, unit_ids=[work.units["公安局"]])
    work.do(actions.set_units, task_id=other, role=Role.LEAD, unit_ids=[work.units["公安局"]])
    work.do(actions.add_rule, task_id=task, level_id=levels["点位"])
    (paper,) = sheets(work, View.CELL)
    assert [column.heading for column in paper.columns[:2]] == ["所在区域", "网格"]
    assert texts(paper, "section1", "lead", "responsible") == [
        ("滨江市场", "公安局", "临江区"),
        ("文昌市场", "公安局", "临江区"),
        ("南门市场", "公安局", "商务局"),
        ("古樟市场", "公安局", "青石区"),
    ]
    (own,) = sheets(work, View.CELL, Split.UNIT, unit_ids={units["青石区"]})
    assert texts(own, "section1", "own") == [("古樟市场", "责任")]
    assert len(sheets(work, View.CELL, Split.PART)) == 4


def test_a_cell_the_task_does_not_reach_is_listed(work: Work) -> None:
    levels, _, _ = work.do(build_grid)
    task = work.add("改造农贸市场")
    work.do(actions.add_rule, task_id=task, level_id=levels["点位"])
    found = work.database.read(queries.duties, campaign_id=work.campaign, day=DAY)
    row = next(row for row in found if row.cell == "南门市场")
    work.do(end_duty, duty_id=row.id)
    (paper,) = sheets(work, View.CELL)
    assert ("南门市场", "缺责任单位") in texts(paper, "section1", "duty")
    assert paper.notes[0] == "共 4 个网格、1 项任务，其中 1 处缺责任单位。"
    (known,) = sheets(work, View.CELL, gaps=False)
    assert "南门市场" not in [name for (name,) in texts(known, "section1")]


def end_duty(session: Session, *, duty_id: int) -> None:
    found = session.get(Assignment, duty_id)
    assert found is not None
    session.delete(found)
