"""Schemes on a real database: drafts with groups, components, criteria, bands; frozen in force; new versions; undo."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.appraisal import actions, queries
from models.appraisal.actions.pasting import paste_criteria, read_rules
from models.appraisal.rows import CriterionRow, SchemeDetails
from models.appraisal.rules.kinds import Band, PerOccurrence, Rule
from models.appraisal.terms import SchemeState, Stage, Ties
from models.database import Database
from models.errors import Refusal
from models.org.actions import create_campaign, create_unit
from models.standard.actions import create_indicator, create_standard, delete_indicators, delete_standard

F = Fraction
HALF = Rule(parts=(PerOccurrence(F(-1, 2), "处", "垃圾"),))


@dataclass
class Draft:
    """A draft with two groups, two components, a heading with two items; ids by name."""

    database: Database
    campaign: int = 0
    id: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    def do(self, action: Callable[..., Any], **kw: Any) -> Any:
        return self.database.do("步骤", action, **kw).value

    def add(self, name: str, **kw: Any) -> int:
        self.ids[name] = self.do(actions.add_criterion, scheme_id=self.id, name=name, **kw)
        return self.ids[name]

    def rows(self, scheme_id: int | None = None) -> list[CriterionRow]:
        return list(self.database.read(queries.criteria, scheme_id=scheme_id or self.id))

    def outline(self) -> list[str]:
        return ["　" * row.depth + row.name for row in self.rows()]

    def row(self, name: str) -> CriterionRow:
        return next(row for row in self.rows() if row.name == name)

    def details(self, scheme_id: int | None = None) -> SchemeDetails:
        found = self.database.read(queries.scheme, scheme_id=scheme_id or self.id)
        assert isinstance(found, SchemeDetails)
        return found


@pytest.fixture
def draft(database: Database) -> Draft:
    found = Draft(database)
    found.campaign = found.do(create_campaign, name="创建国家卫生城市", year=2026)
    found.id = found.do(
        actions.create_scheme, campaign_id=found.campaign, name=" 考核办法 ", document_no="云创卫〔2026〕3号"
    )
    for name in ("甲街道", "乙街道", "丙局"):
        found.ids[name] = found.do(create_unit, name=name)
    for name, units in (("街道", ("甲街道", "乙街道")), ("部门", ("丙局",))):
        found.ids[name] = found.do(actions.add_group, scheme_id=found.id, name=name)
        found.do(actions.set_members, group_id=found.ids[name], unit_ids=[found.ids[one] for one in units])
    for name, weight in (("系统", F(2, 5)), ("现场", F(3, 5))):
        found.ids[name] = found.do(actions.add_component, scheme_id=found.id, name=name, weight=weight)
    found.add("市容环境", no="一", component_id=found.ids["系统"])
    found.add("道路", parent_id=found.ids["市容环境"], points=F(60), rule=HALF)
    found.add("公厕", parent_id=found.ids["市容环境"], points=F("39.5"))
    found.add("市场", points=F(100), component_id=found.ids["现场"])
    found.do(actions.set_scope, criterion_ids=[found.ids["公厕"]], group_ids=[found.ids["街道"]])
    found.do(actions.set_scope, criterion_ids=[found.ids["市场"]], unit_ids=[found.ids["丙局"], found.ids["甲街道"]])
    bands = [Band("优秀", F(90), money=F(20000), flag="通报表扬"), Band("不合格", None, F(60), deduction=F(2))]
    found.do(actions.set_bands, scheme_id=found.id, bands=bands)
    return found


def test_a_scheme_as_it_is_read(draft: Draft) -> None:
    found = draft.details()
    assert (found.row.name, found.row.full, found.row.state) == ("考核办法", F(100), SchemeState.DRAFT)
    assert [(one.name, [name for _, name in one.units]) for one in found.groups] == [
        ("街道", ["甲街道", "乙街道"]),
        ("部门", ["丙局"]),
    ]
    assert [(one.name, one.weight) for one in found.components] == [("系统", F(2, 5)), ("现场", F(3, 5))]
    assert [row.band.name for row in found.bands] == ["优秀", "不合格"]
    assert found.bands[0].band.money == 20000
    assert not found.shows_ranks  # publishing a ranking is a choice
    assert [(row.name, row.depth, row.points, row.sum, set(row.scope_words.split("、"))) for row in draft.rows()] == [
        ("市容环境", 0, None, F("99.5"), {""}),
        ("道路", 1, F(60), F(60), {""}),
        ("公厕", 1, F("39.5"), F("39.5"), {"街道"}),
        ("市场", 0, F(100), F(100), {"甲街道", "丙局"}),
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "  "}, "名称"),
        ({"full": F(0)}, "满分要大于零"),
        ({"full": F("100.125")}, "小数多于两位"),
        ({"full": F(-1)}, "不在 0 至"),
        ({"digits": 5}, "小数位数要在 0 至 4 之间"),
    ],
)
def test_settings_that_cannot_be(draft: Draft, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        draft.do(actions.update_scheme, scheme_id=draft.id, **fields)


def test_settings_are_kept(draft: Draft) -> None:
    wanted: dict[str, Any] = {
        "digits": 1, "stages": frozenset((Stage.ITEM.value, Stage.TOTAL.value)), "bonus_ceiling": F(5), "full": F(1000),
        "bonus_beyond": False, "ties": Ties.BREAKERS, "breakers": (draft.ids["现场"], draft.ids["系统"]),
    }  # fmt: skip
    draft.do(actions.update_scheme, scheme_id=draft.id, **wanted)
    found = draft.details()
    assert found.row.full == wanted.pop("full")
    assert {key: getattr(found, key) for key in wanted} == wanted


@pytest.mark.parametrize(
    ("action", "arguments", "words"),
    [
        (actions.add_group, {"scheme_id": "", "name": "街道"}, "已经有叫“街道”的考核组"),
        (actions.set_members, {"group_id": "部门", "unit_ids": ["甲街道"]}, "已在“街道”组"),
        (actions.delete_groups, {"group_ids": ["街道"]}, "考核项目“公厕”等 1 项只适用于这个组"),
        (actions.delete_components, {"component_ids": ["系统"]}, "有 1 个考核项目在这个部分里"),
        (actions.add_component, {"scheme_id": "", "name": "履职", "weight": F(3, 2)}, "不在 0 至 100%"),
        (actions.add_component, {"scheme_id": "", "name": "现场"}, "已经有叫“现场”的考核部分"),
        (actions.add_criterion, {"scheme_id": "", "name": " "}, "名称"),
        (actions.add_criterion, {"scheme_id": "", "name": "新", "points": F(1, 3)}, "小数多于两位"),
        (actions.move_criteria, {"criterion_ids": ["市容环境"], "parent_id": "道路"}, "不能移到它自己的下级"),
        (actions.indent_criteria, {"criterion_ids": ["市容环境"]}, "不能再降级"),
        (actions.outdent_criteria, {"criterion_ids": ["市场"]}, "不能再升级"),
        (actions.indent_criteria, {"criterion_ids": ["市场", "公厕"]}, "不在同一级"),
    ],
)
def test_what_is_refused_leaves_everything_as_it_was(
    draft: Draft, action: Callable[..., Any], arguments: dict[str, Any], words: str
) -> None:
    def ids(value: Any) -> Any:
        if isinstance(value, list):
            return [draft.ids[one] for one in value]
        return draft.ids.get(value, value)

    known = {
        key: draft.id if key == "scheme_id" else value if key == "name" else ids(value)
        for key, value in arguments.items()
    }
    before = (draft.details(), draft.rows())
    with pytest.raises(Refusal, match=words):
        draft.do(action, **known)
    assert (draft.details(), draft.rows()) == before


def test_a_heading_and_its_rows_are_moved_and_deleted_as_one(draft: Draft) -> None:
    draft.do(actions.move_criteria, criterion_ids=[draft.ids["市容环境"]], parent_id=None)
    assert draft.outline() == ["市场", "市容环境", "　道路", "　公厕"]
    draft.do(actions.indent_criteria, criterion_ids=[draft.ids["市容环境"]])
    assert draft.outline() == ["市场", "　市容环境", "　　道路", "　　公厕"]
    draft.do(actions.outdent_criteria, criterion_ids=[draft.ids["公厕"]])
    assert draft.outline() == ["市场", "　市容环境", "　　道路", "　公厕"]
    draft.do(actions.shift_criteria, criterion_ids=[draft.ids["公厕"]], by=-1)
    assert draft.outline() == ["市场", "　公厕", "　市容环境", "　　道路"]
    assert draft.do(actions.delete_criteria, criterion_ids=[draft.ids["市场"]]) == 4
    assert draft.outline() == []
    for _ in range(5):
        draft.database.undo()
    assert draft.outline() == ["市容环境", "　道路", "　公厕", "市场"]
    assert draft.row("公厕").scope_words == "街道"


def test_rules_and_fields_of_several_rows_are_one_step(draft: Draft) -> None:
    changes = {draft.ids["道路"]: {"points": F(50), "no": "1"}, draft.ids["公厕"]: {"body": "每处扣1分"}}
    draft.do(actions.update_criteria, changes=changes)
    draft.do(actions.set_rule, criterion_id=draft.ids["道路"], rule=None)
    assert (draft.row("道路").points, draft.row("道路").no, draft.row("道路").rule) == (F(50), "1", None)
    draft.database.undo()
    assert draft.row("道路").rule == HALF
    draft.database.undo()
    assert (draft.row("道路").points, draft.row("公厕").body) == (F(60), "")


FROZEN: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (actions.update_scheme, {"scheme_id": "", "full": F(120)}),
    (actions.set_bands, {"scheme_id": "", "bands": []}),
    (actions.add_group, {"scheme_id": "", "name": "社区"}),
    (actions.rename_group, {"group_id": "街道", "name": "镇街"}),
    (actions.shift_groups, {"group_ids": ["街道"], "by": 1}),
    (actions.delete_groups, {"group_ids": ["部门"]}),
    (actions.set_members, {"group_id": "街道", "unit_ids": []}),
    (actions.add_component, {"scheme_id": "", "name": "履职"}),
    (actions.update_component, {"component_id": "系统", "weight": None}),
    (actions.shift_components, {"component_ids": ["系统"], "by": 1}),
    (actions.delete_components, {"component_ids": ["系统"]}),
    (actions.add_criterion, {"scheme_id": "", "name": "新"}),
    (actions.update_criteria, {"changes": {"道路": {"points": F(1)}}}),
    (actions.set_rule, {"criterion_id": "道路", "rule": None}),
    (actions.set_scope, {"criterion_ids": ["道路"], "unit_ids": []}),
    (actions.delete_criteria, {"criterion_ids": ["道路"]}),
    (actions.move_criteria, {"criterion_ids": ["道路"], "parent_id": None}),
    (actions.indent_criteria, {"criterion_ids": ["公厕"]}),
    (actions.outdent_criteria, {"criterion_ids": ["公厕"]}),
    (actions.shift_criteria, {"criterion_ids": ["公厕"], "by": -1}),
    (paste_criteria, {"scheme_id": "", "block": [["一", "新"]], "readings": {}}),
    (read_rules, {"scheme_id": ""}),
    (actions.delete_scheme, {"scheme_id": ""}),
]


@pytest.mark.parametrize(("action", "arguments"), FROZEN, ids=[one.__name__ for one, _ in FROZEN])
def test_a_scheme_in_force_is_frozen_and_says_what_next(
    draft: Draft, action: Callable[..., Any], arguments: dict[str, Any]
) -> None:
    draft.do(actions.put_in_force, scheme_id=draft.id, on=date(2026, 1, 1))
    before = (draft.details(), draft.rows())
    known: dict[str, Any] = {}
    for key, value in arguments.items():
        if key.endswith("_id"):
            known[key] = draft.ids[value] if value else draft.id if key == "scheme_id" else None
        elif key.endswith("_ids"):
            known[key] = [draft.ids[one] for one in value]
        elif key == "changes":
            known[key] = {draft.ids[name]: fields for name, fields in value.items()}
        else:
            known[key] = value
    with pytest.raises(Refusal, match="不能再改") as refused:
        draft.do(action, **known)
    assert "另起新版" in refused.value.next_step
    assert (draft.details(), draft.rows()) == before


def test_publishing_ranks_may_change_in_force(draft: Draft) -> None:
    draft.do(actions.put_in_force, scheme_id=draft.id, on=date(2026, 1, 1))
    draft.do(actions.update_scheme, scheme_id=draft.id, shows_ranks=True, note="经会议研究")
    assert draft.details().shows_ranks


def test_an_empty_scheme_is_not_put_in_force(draft: Draft) -> None:
    empty = draft.do(actions.create_scheme, campaign_id=draft.campaign, name="另一份")
    with pytest.raises(Refusal, match="还没有考核项目"):
        draft.do(actions.put_in_force, scheme_id=empty, on=date(2026, 1, 1))
    draft.do(actions.add_criterion, scheme_id=empty, name="项")
    with pytest.raises(Refusal, match="还没有考核组"):
        draft.do(actions.put_in_force, scheme_id=empty, on=date(2026, 1, 1))


def test_a_new_version_has_everything_and_ends_the_old_one_in_force(draft: Draft) -> None:
    breakers = (draft.ids["现场"],)
    draft.do(actions.update_scheme, scheme_id=draft.id, ties=Ties.BREAKERS, breakers=breakers)
    draft.do(actions.put_in_force, scheme_id=draft.id, on=date(2026, 1, 1))
    second = draft.do(actions.new_version, scheme_id=draft.id)

    def plain(scheme_id: int) -> tuple[Any, ...]:
        found, rows = draft.details(scheme_id), draft.rows(scheme_id)
        names = {one.key: one.name for one in found.components}
        return (
            [(one.name, one.units) for one in found.groups],
            [(one.name, one.weight) for one in found.components],
            [row.band for row in found.bands],
            [names[one] for one in found.breakers],
            [(row.depth, row.no, row.name, row.points, row.rule, row.component, row.scope_words) for row in rows],
        )

    assert plain(second) == plain(draft.id)
    assert not {row.id for row in draft.rows()} & {row.id for row in draft.rows(second)}
    assert (draft.details(second).row.number, draft.details(second).row.state) == (2, SchemeState.DRAFT)
    draft.do(actions.put_in_force, scheme_id=second, on=date(2026, 7, 1))
    assert draft.details().row.state is SchemeState.ENDED
    assert draft.details(draft.do(actions.new_version, scheme_id=draft.id)).row.number == 3
    for _ in range(3):
        draft.database.undo()
    assert draft.details().row.state is SchemeState.IN_FORCE
    assert [row.id for row in draft.database.read(queries.schemes, campaign_id=draft.campaign)] == [draft.id]


def test_a_draft_is_deleted_with_everything_and_comes_back_whole(draft: Draft) -> None:
    before = (draft.details(), draft.rows())
    draft.do(actions.delete_scheme, scheme_id=draft.id)
    assert draft.database.read(queries.scheme, scheme_id=draft.id) is None
    draft.database.undo()
    assert (draft.details(), draft.rows()) == before


def test_a_draft_that_others_were_made_from_is_deleted_alone(draft: Draft) -> None:
    later = draft.do(actions.new_version, scheme_id=draft.id)
    draft.do(actions.delete_scheme, scheme_id=draft.id)
    assert draft.details(later).row.origin_id is None
    draft.database.undo()
    assert draft.details(later).row.origin_id == draft.id


@pytest.mark.parametrize("action", [delete_indicators, delete_standard])
def test_an_indicator_that_an_item_goes_back_to_is_not_deleted(draft: Draft, action: Callable[..., Any]) -> None:
    standard = draft.do(create_standard, name="国家卫生城市标准")
    indicator = draft.do(create_indicator, standard_id=standard, name="道路机扫率")
    draft.do(actions.update_criteria, changes={draft.ids["道路"]: {"indicator_id": indicator}})
    what = {"indicator_ids": [indicator]} if action is delete_indicators else {"standard_id": standard}
    with pytest.raises(Refusal, match="考核项目（指标）1 处"):
        draft.do(action, **what)
    draft.do(actions.update_criteria, changes={draft.ids["道路"]: {"indicator_id": None}})
    assert draft.do(action, **what) == 1


READINGS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("content", "body", "assessor", "note"), str),
    "points": lambda text: F(text) if text else None,
    "component_id": lambda text: None,
    "rule": lambda text: None,
    "scope": lambda text: ((), ()),
}
TABLE = [
    ["序号", "考核项目", "分值", "评分标准"],
    ["一", "组织领导", "", ""],
    ["1", "专班运行", "10", "每缺1次会议扣1分，扣完为止。"],
    ["2", "台账资料", "20", "参照省里的办法执行"],
    ["二", "宣传发动", "", ""],
    ["1", "信息采用", "10", "按完成比例得分，满分10分。"],
]


def test_a_pasted_table_keeps_its_depth_and_reads_its_rules(draft: Draft) -> None:
    done = draft.do(paste_criteria, scheme_id=draft.id, block=TABLE, readings=READINGS, after_id=draft.ids["市容环境"])
    assert (done.added, done.ruled, len(done.tops)) == (5, 2, 2)
    assert draft.outline() == [
        "市容环境", "　道路", "　公厕", "组织领导", "　专班运行", "　台账资料", "宣传发动", "　信息采用", "市场",
    ]  # fmt: skip
    assert draft.row("专班运行").rule is not None
    assert (draft.row("台账资料").rule, draft.row("台账资料").body) == (None, "参照省里的办法执行")
    draft.database.undo()
    assert draft.outline() == ["市容环境", "　道路", "　公厕", "市场"]


def test_a_bad_cell_pastes_nothing_and_says_where(draft: Draft) -> None:
    bad = [*TABLE[:3], ["2", "台账资料", "0.001", ""]]
    with pytest.raises(Refusal, match=r"第 4 行：.*没有粘贴任何一行"):
        draft.do(paste_criteria, scheme_id=draft.id, block=bad, readings=READINGS)
    assert len(draft.rows()) == 4
