"""What the papers of standards let the user choose, and what all of them read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.queries import campaign
from models.papers.offer import Asked, Kind, Option, Setting
from models.standard.queries import IndicatorRow, StandardRow, indicators, standards
from models.task.queries.tree import TaskRow, task_tree

NOTHING_TO_PRINT = Refusal(
    "还没有标准，没有可打印的内容。", "先在“标准”页导入一套标准，或添加国家卫生城市标准（2021版）的已知指标。"
)


def standard_options(session: Session, asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(row.id, row.title) for row in standards(session))


STANDARDS = Setting("standards", "标准", Kind.PICKS, None, standard_options)
TITLE = Setting("title", "标题", Kind.TEXT, "")
NUMBER = Setting("number", "文号版次", Kind.TEXT, "")
SIGN_OFF = Setting("sign_off", "签字栏", Kind.LINES, "审核\n填表人")


@dataclass(frozen=True, slots=True)
class Material:
    """All standards with their indicators in tree order, the tasks of the campaigns that serve them, who fills in."""

    standards: tuple[StandardRow, ...]
    rows: tuple[IndicatorRow, ...]
    tasks: Mapping[int, TaskRow]
    filler: str

    @property
    def by_id(self) -> dict[int, IndicatorRow]:
        return {row.id: row for row in self.rows}

    def of(self, standard_id: int) -> tuple[IndicatorRow, ...]:
        return tuple(row for row in self.rows if row.standard_id == standard_id)


def material(session: Session, asked: Asked) -> Material:
    """What the papers are made of, as of the day asked for; with a campaign its tasks only. Refuses when there is no
    standard."""
    heads = standards(session)
    if not heads:
        raise NOTHING_TO_PRINT
    rows = indicators(session, campaign_id=asked.campaign_id)
    campaigns = dict.fromkeys(task.campaign_id for row in rows for task in row.tasks)
    tasks = {
        task.id: task for campaign_id in campaigns for task in task_tree(session, campaign_id=campaign_id, on=asked.day)
    }
    head = campaign(session, campaign_id=asked.campaign_id) if asked.campaign_id is not None else None
    return Material(heads, rows, tasks, f"填报单位：{head.lead_unit}" if head and head.lead_unit else "")


def common(asked: Asked) -> dict[str, Any]:
    """What all sheets take from the settings."""
    return {
        "number": str(asked.get("number", "") or "").strip(),
        "date": f"{asked.day.year}年{asked.day.month}月{asked.day.day}日",
        "sign_off": tuple(line.strip() for line in str(asked.get("sign_off", "") or "").splitlines() if line.strip()),
        "profile": asked.profile,
    }
