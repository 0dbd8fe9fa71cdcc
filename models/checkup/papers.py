"""体检清单: the findings as a table paper, the kind as a merged cell."""

from sqlalchemy.orm import Session

from models.checkup.queries import checkup
from models.checkup.terms import Gap
from models.errors import Refusal
from models.org.queries import campaign
from models.papers.offer import Asked, Kind, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet
from models.task.papers import usual_title

_ALL = "all"

COLUMNS = (
    Column("gap", "检查项目", merge=1),
    Column("no", "序号"),
    Column("title", "对象", align=Align.LEFT),
    Column("where", "所在", align=Align.LEFT),
    Column("sentence", "情况", align=Align.LEFT),
    Column("action", "处理意见", width=1.4),
)


def _kinds(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option(_ALL, "全部"), *(Option(gap.value, gap.label) for gap in Gap))


def checkup_sheet(session: Session, asked: Asked) -> tuple[Sheet, ...]:
    """The findings of one kind or of all. Refuses when there is nothing to put right."""
    head = campaign(session, campaign_id=asked.campaign_id) if asked.campaign_id is not None else None
    if head is None:
        raise Refusal("还没有专项工作，没有可检查的内容。", "先导入一份方案，或新建一项专项工作。")
    kind = asked.get("gap", _ALL) or _ALL
    found = checkup(session, campaign_id=head.id, day=asked.day)
    rows = found.rows if kind == _ALL else found.of(Gap.of(kind))
    if not rows:
        what = "各项检查" if kind == _ALL else f"“{Gap.of(kind).label}”"
        raise Refusal(f"{what}没有发现问题，没有可打印的内容。", "换一个检查项目，或换一个日期。")
    numbers: dict[Gap, int] = {}
    lines = []
    for row in rows:
        numbers[row.gap] = numbers.get(row.gap, 0) + 1
        lines.append(
            Row(
                {
                    "gap": row.gap.label,
                    "no": str(numbers[row.gap]),
                    "title": row.title,
                    "where": row.where,
                    "sentence": row.sentence,
                },
                groups=(row.gap.value,),
            )
        )
    return (
        Sheet(
            title=usual_title(head.name, "责任体检清单"),
            columns=COLUMNS,
            rows=tuple(lines),
            unit=f"填报单位：{head.lead_unit}" if head.lead_unit else "",
            date=f"{asked.day.year}年{asked.day.month}月{asked.day.day}日",
            name="体检清单",
            profile=asked.profile,
        ),
    )


OFFERS = (
    Offer(
        "checkup",
        "体检清单",
        "clipboard-pulse-outline",
        checkup_sheet,
        settings=(Setting("gap", "检查项目", Kind.CHOICE, default=_ALL, options=_kinds),),
        profile=Profile(landscape=True),
        needs_campaign=True,
        note="网格、任务、岗位、席位还缺什么，一项一行，留有处理意见一栏。",
    ),
)
