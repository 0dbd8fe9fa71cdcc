"""A draft with rows of every kind, for the tests of what a person makes of them."""

from decimal import Decimal

from models.intake.draft import (
    Criterion,
    CriterionRule,
    Draft,
    Duty,
    Group,
    Kind,
    Phase,
    Problem,
    Seat,
    Target,
    Task,
    TaskUnit,
)
from models.intake.review import Block, Item, Review
from models.intake.source import Spot


def lead(name: str, order: int = 1) -> TaskUnit:
    return TaskUnit(name, "牵头单位", Duty.LEAD, order)


def helps(name: str, order: int = 1) -> TaskUnit:
    return TaskUnit(name, "配合单位", Duty.SUPPORT, order)


BODY = "清理街巷。改造老旧市场。"
DRAFT = Draft(
    kind=Kind.PLAN,
    title="青溪市环境整治方案",
    years=(2026,),
    groups=(Group("领导小组", spot=Spot(2)),),
    seats=(Seat("领导小组", "组长", "石远", "副市长", spot=Spot(3)),),
    units=("市城管局", "市商务局"),
    tasks=(
        Task(0, "整治市容，改造市场", "（一）", body=BODY, units=(lead("市城管局"),), spot=Spot(5)),
        Task(1, "清理广告", "1.", 0, units=(helps("市商务局"),), spot=Spot(6)),
        Task(2, "补种树木", "（二）", units=(lead("市商务局"),), deadline="5月底前", spot=Spot(8)),
    ),
    phases=(Phase("动员阶段", "3月", spot=Spot(10)),),
    targets=(Target("覆盖率", "≥90%", task=2, spot=Spot(8)),),
    problems=(
        Problem("井盖破损", "1", "东门", units=(lead("市城管局"),), measures=("更换",), spot=Spot(0, "台账", "A4")),
        Problem("路灯不亮", "2", "西门", status="整改中", spot=Spot(0, "台账", "A5")),
    ),
    criteria=(
        Criterion(0, "组织领导", "一、组织", points=Decimal(10), is_heading=True, spot=Spot(20)),
        Criterion(
            1,
            "会议和培训",
            "一、组织",
            parent=0,
            points=Decimal(5),
            body="每少一次会议扣1分。每少一次培训扣2分。",
            rules=(CriterionRule("每少一次会议扣1分", Decimal(-1)), CriterionRule("每少一次培训扣2分", Decimal(-2))),
            spot=Spot(21),
        ),
    ),
)  # fmt: skip


def row(review: Review, block: Block, words: str) -> Item:
    return next(item for item in review.rows(block) if words in str(item.value) and item.is_kept)
