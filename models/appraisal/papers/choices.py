"""What the papers of the appraisal choose from: rounds, groups and units; settings keep ids of rounds as text."""

import re
from datetime import date

from sqlalchemy.orm import Session

from models.appraisal.queries import roster, rounds
from models.appraisal.rows import RosterRow, RoundRow
from models.appraisal.terms import RoundState
from models.errors import Refusal
from models.papers.offer import Asked, Option
from models.task.papers import usual_title

NONE = ""
_YEAR = re.compile(r"(?:19|20)\d\d年$")


def rounds_newest_first(session: Session, asked: Asked) -> tuple[RoundRow, ...]:
    """The rounds of the campaign, the newest first, withdrawn ones behind all others."""
    if asked.campaign_id is None:
        return ()
    found = reversed(rounds(session, campaign_id=asked.campaign_id))
    return tuple(sorted(found, key=lambda row: row.state is RoundState.WITHDRAWN))


def round_options(session: Session, asked: Asked) -> tuple[Option, ...]:
    """Rounds by name with their state; the name alone means the newest version that stands, an older one goes by its
    number: 3月考核（第1版）."""
    rows = rounds_newest_first(session, asked)
    first: dict[str, RoundRow] = {}
    for row in sorted(rows, key=lambda one: (one.state is RoundState.WITHDRAWN, -one.number)):
        first.setdefault(row.name, row)
    return tuple(
        Option(
            str(row.id),
            round_label(row),
            names=(f"{row.name}（第{row.number}版）", *([row.name] if first[row.name] is row else [])),
        )
        for row in rows
    )


def round_label(row: RoundRow) -> str:
    """3月考核（第2版，公示）."""
    version = f"第{row.number}版，" if row.number > 1 else ""
    return f"{row.name}（{version}{row.state.label}）"


def chosen_round(session: Session, asked: Asked) -> RoundRow:
    """The round to print. Refuses when there is none."""
    chosen = asked.get("round")
    found = next((row for row in rounds_newest_first(session, asked) if str(row.id) == chosen), None)
    if found is None:
        raise Refusal("还没有考核期，没有可打印的内容。", "请先在“考核”页建立考核期。")
    return found


def members(session: Session, asked: Asked) -> tuple[RosterRow, ...]:
    """The roster of the round that is chosen, in its order."""
    chosen = asked.get("round") or NONE
    return roster(session, round_id=int(chosen)) if chosen.isdecimal() else ()


def unit_options(session: Session, asked: Asked) -> tuple[Option, ...]:
    """The units that are checked in the round."""
    return tuple(Option(row.unit_id, row.name) for row in members(session, asked) if row.is_checked)


def group_options(session: Session, asked: Asked) -> tuple[Option, ...]:
    """The peer groups of the round."""
    found = {row.group_id: row.group for row in members(session, asked)}
    return tuple(Option(group_id, name) for group_id, name in found.items())


def is_chosen(asked: Asked, key: str, record_id: int) -> bool:
    """Whether a record is among those picked under `key`; nothing picked means all."""
    picked = asked.get(key)
    return picked is None or record_id in picked


def lines(text: object) -> tuple[str, ...]:
    """The lines of a setting, without empty ones."""
    return tuple(line.strip() for line in str(text or "").splitlines() if line.strip())


def paper_title(campaign: str, rest: str) -> str:
    """创建国家卫生城市2026年10月考核排名表: a year that both say is said once."""
    head = usual_title(campaign, "")
    year = _YEAR.search(head)
    return head.removesuffix(year[0]) + rest if year is not None and rest.startswith(year[0][:4]) else head + rest


def aside(words: str) -> str:
    """In brackets, unless there are some in it."""
    return words if "（" in words else f"（{words}）"


def chinese_date(day: date) -> str:
    """2026年3月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def period(row: RoundRow) -> str:
    """2026年3月1日至3月31日; empty when the round has no days."""
    if row.starts is None or row.ends is None:
        return "" if row.starts is None and row.ends is None else chinese_date(row.starts or row.ends or date.min)
    if row.starts == row.ends:
        return chinese_date(row.starts)
    end = f"{row.ends.month}月{row.ends.day}日" if row.starts.year == row.ends.year else chinese_date(row.ends)
    return f"{chinese_date(row.starts)}至{end}"
