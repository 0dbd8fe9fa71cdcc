"""Rules of the grid on plain values: levels and templates, which cell may hang under which, progress and stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import Refusal
from models.grid.terms import Stage, WatchHolder
from models.org.rules import clean_name, why_no_name

MOST_LEVELS = 6
MOST_ROLES = 12


@dataclass(frozen=True, slots=True)
class LevelForm:
    """A level as it is edited: the id of one that exists, or None for a new one."""

    id: int | None
    name: str
    is_site: bool = False


@dataclass(frozen=True, slots=True)
class RoleForm:
    """A role over cells as it is edited; `stands` are the places of the levels it stands on (0 is the top), each with
    whether somebody must be there."""

    id: int | None
    name: str
    holder: WatchHolder = WatchHolder.ANY
    duty: str = ""
    stands: tuple[tuple[int, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class LevelTemplate:
    """A usual set of levels from the top down with its roles; the last level holds the sites when `has_sites`."""

    name: str
    levels: tuple[str, ...]
    has_sites: bool = True
    roles: tuple[RoleForm, ...] = ()

    @property
    def forms(self) -> tuple[LevelForm, ...]:
        last = len(self.levels) - 1
        return tuple(LevelForm(None, name, self.has_sites and i == last) for i, name in enumerate(self.levels))


def _role(name: str, stands: str, duty: str, holder: WatchHolder = WatchHolder.ANY) -> RoleForm:
    """A role from a line with a sign per level: - not there, o may be there, x must be there."""
    return RoleForm(None, name, holder, duty, tuple((at, sign == "x") for at, sign in enumerate(stands) if sign != "-"))


_LEADER = "统筹包保网格的整治工作，每月至少到现场督导一次，协调解决突出问题。"
_HEAD = "负责网格内日常管理，组织巡查整改，按时上报进展和问题。"
_WORKER = "每天巡查，发现问题当场劝导并登记，跟踪整改到位。"
_RESIDENT = "驻点参与整治，协助经营单位落实改造和日常保洁。"
_PARTNER = "与网格结对共建，组织志愿服务，帮助解决人力物力困难。"

# The forms seen in real offices' papers (product.md, "Grids").
TEMPLATES = (
    LevelTemplate(
        "市 / 区 / 街道办事处 / 社区 / 点位",
        ("市", "区", "街道办事处", "社区", "点位"),
        roles=(
            _role("包保领导", "oxooo", _LEADER),
            _role("网格长", "-xxxo", _HEAD),
            _role("网格员", "---xx", _WORKER),
            _role("入驻人员", "----o", _RESIDENT),
            _role("结对单位", "---oo", _PARTNER, WatchHolder.UNIT),
        ),
    ),
    LevelTemplate(
        "市 / 区 / 点位",
        ("市", "区", "点位"),
        roles=(
            _role("包保领导", "oxo", _LEADER),
            _role("网格长", "-xo", _HEAD),
            _role("网格员", "--x", _WORKER),
            _role("入驻人员", "--o", _RESIDENT),
            _role("结对单位", "--o", _PARTNER, WatchHolder.UNIT),
        ),
    ),
    LevelTemplate(
        "市本级 / 镇街 / 村社区 / 企业",
        ("市本级", "镇街", "村社区", "企业"),
        roles=(
            _role("网格责任领导", "xxoo", _LEADER),
            _role("分管领导", "oxo-", "协助网格责任领导抓好分管领域的落实。"),
            _role("主要责任人", "-oxx", "对本网格的工作负总责，组织自查自改。"),
            _role("直接负责人", "--ox", "具体落实各项措施，建立台账，按期销号。"),
            _role("网格员", "--xx", _WORKER),
        ),
    ),
    LevelTemplate(
        "区 / 片区 / 单位",
        ("区", "片区", "单位"),
        has_sites=False,
        roles=(
            _role("包保领导", "xxo", _LEADER),
            _role("片区长", "-xo", _HEAD),
            _role("责任人", "--x", "对本单位的工作负总责，组织自查自改。"),
            _role("联络员", "-ox", "负责上下联络，报送材料和信息。"),
        ),
    ),
)


def why_no_levels(levels: Sequence[LevelForm]) -> Refusal | None:
    """Why these levels cannot be kept: names, number, and sites only at the bottom."""
    if not levels:
        return Refusal("网格至少要有一个层级。", "可以先选一个常用模板。")
    if len(levels) > MOST_LEVELS:
        return Refusal(f"网格最多 {MOST_LEVELS} 个层级，现在有 {len(levels)} 个。", "请合并相近的层级。")
    seen: set[str] = set()
    for level in levels:
        refusal = why_no_name(level.name, "层级")
        if refusal:
            return refusal
        name = clean_name(level.name)
        if name in seen:
            return Refusal(f"有两个层级都叫“{name}”。", "请改成不同的名称。")
        seen.add(name)
    for level in levels[:-1]:
        if level.is_site:
            return Refusal(f"“{clean_name(level.name)}”不是最下一级，不能作点位层级。", "点位只能在最下一级。")
    return None


def why_no_roles(roles: Sequence[RoleForm], levels: int) -> Refusal | None:
    """Why these roles cannot be kept over so many levels: names, number, and each stands somewhere."""
    if len(roles) > MOST_ROLES:
        return Refusal(f"网格最多 {MOST_ROLES} 个角色，现在有 {len(roles)} 个。", "请合并相近的角色。")
    seen: set[str] = set()
    for role in roles:
        refusal = why_no_name(role.name, "角色")
        if refusal:
            return refusal
        name = clean_name(role.name)
        if name in seen:
            return Refusal(f"有两个角色都叫“{name}”。", "请改成不同的名称。")
        seen.add(name)
        if not any(0 <= place < levels for place, _ in role.stands):
            return Refusal(f"“{name}”在哪一级都没有。", "请在至少一级点成 ○ 或“必须”，或删去这个角色。")
    return None


def why_not_under(level: int, parent_level: int | None, name: str, parent: str) -> Refusal | None:
    """Why a cell of a level (positions, 0 is the top) cannot hang under a cell of another level."""
    if parent_level is None or parent_level < level:
        return None
    return Refusal(f"“{name}”的层级不低于“{parent}”，不能放在它下面。", "请选择更高一级的网格作上级。")


def progress_for(stage: Stage, progress: int | None) -> int | None:
    """The progress to keep: per cent only while building, none in every other stage."""
    return progress if stage is Stage.BUILDING else None


def why_no_progress(progress: int | None) -> Refusal | None:
    """Why a progress cannot be kept."""
    if progress is None or 0 <= progress <= 100:
        return None
    return Refusal(f"进度 {progress}% 不对。", "请写 0 到 100 的整数。")


def stage_words(stage: Stage, progress: int | None) -> str:
    """The stage as papers write it: 改造中 45%."""
    if stage is Stage.BUILDING and progress is not None:
        return f"{stage.label} {progress}%"
    return stage.label
