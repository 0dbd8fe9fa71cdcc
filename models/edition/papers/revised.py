"""修订对照表: what two editions differ in, old beside new; the words of a task are merged over its changed fields."""

from models.edition.papers.reprint import small_print
from models.edition.queries import Comparison, Side
from models.edition.revision import RevisionRow
from models.errors import Refusal
from models.papers.sheet import Align, Column, Profile, Row, Sheet
from models.task.papers import usual_title


def revision_sheet(comparison: Comparison, profile: Profile, *, notes: tuple[str, ...] = ()) -> Sheet:
    """One row per changed field. Refuses when nothing differs."""
    old, new, revision = comparison.old, comparison.new, comparison.revision
    if not revision.rows:
        raise Refusal(f"{old.words}与{new.words}没有差别，没有可打印的内容。", "请换两版比较，或换一个单位。")
    renamed = "；".join(f"“{was}”更名为“{now}”" for was, now in revision.renamed)
    day = (new.edition.issued_on if new.edition is not None else None) or new.content.day
    lead = new.content.campaign.lead_unit
    return Sheet(
        title=usual_title(new.content.campaign.name, "责任分解表修订对照表"),
        columns=(
            Column("where", "任务大项", merge=1),
            Column("turn", "修订", merge=2),
            Column("old_no", "原序号", merge=3),
            Column("new_no", "现序号", merge=4),
            Column("title", "任务", merge=5, width=10.0),
            Column("field", "项目"),
            Column("old", f"原文（{old.words}）", align=Align.LEFT),
            Column("new", f"现文（{new.words}）", align=Align.LEFT),
        ),
        rows=tuple(line for row in revision.rows for line in _lines(row)),
        number=f"{_long(old)} → {_long(new)}",
        unit=f"填报单位：{lead}" if lead else "",
        date=f"{day.year}年{day.month}月{day.day}日",
        notes=(
            f"共 {len(revision.rows)} 处：{revision.summary}。",
            *([f"单位更名：{renamed}。"] if renamed else []),
            *notes,
        ),
        small_print=" → ".join(small_print(side.edition) if side.edition else "现在，未印发" for side in (old, new)),
        name="修订对照表",
        profile=profile,
    )


def _long(side: Side) -> str:
    return side.edition.words if side.edition is not None else f"现在（{side.content.day.isoformat()}）"


def _lines(row: RevisionRow) -> list[Row]:
    words = {
        "where": row.where or row.title,
        "turn": f"{row.turn.mark}{row.turn.label}",
        "old_no": row.old_number,
        "new_no": row.new_number,
        "title": row.title,
    }
    groups = (row.where or row.id, *(row.id for _ in range(4)))
    return [
        Row({**words, "field": heading, "old": old or "—", "new": new or "—"}, groups=groups)
        for heading, old, new in row.lines
    ]
