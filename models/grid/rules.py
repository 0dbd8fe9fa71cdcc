"""Rules of the grid on plain values: levels and templates, which cell may hang under which, progress and stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import Refusal
from models.grid.terms import Stage
from models.org.rules import clean_name, why_no_name

MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class LevelForm:
    """A level as it is edited: the id of one that exists, or None for a new one."""

    id: int | None
    name: str
    is_site: bool = False


@dataclass(frozen=True, slots=True)
class LevelTemplate:
    """A usual set of levels from the top down; the last one holds the sites when `has_sites`."""

    name: str
    levels: tuple[str, ...]
    has_sites: bool = True

    @property
    def forms(self) -> tuple[LevelForm, ...]:
        last = len(self.levels) - 1
        return tuple(LevelForm(None, name, self.has_sites and i == last) for i, name in enumerate(self.levels))


# The forms seen in real offices' papers (product.md, "Grids").
TEMPLATES = (
    LevelTemplate("市 / 区 / 街道办事处 / 社区 / 点位", ("市", "区", "街道办事处", "社区", "点位")),
    LevelTemplate("市 / 区 / 点位", ("市", "区", "点位")),
    LevelTemplate("市本级 / 镇街 / 村社区 / 企业", ("市本级", "镇街", "村社区", "企业")),
    LevelTemplate("区 / 片区 / 单位", ("区", "片区", "单位"), has_sites=False),
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
