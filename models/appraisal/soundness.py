"""Whether every posted round is as it was posted, and the journal still the one it names: its part of the check."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.content import content_of
from models.appraisal.queries.posted import digest_of_round
from models.appraisal.tables import AppraisalRound
from models.appraisal.terms import RoundState
from models.check import Finding
from models.database import Database, Report
from models.errors import Condition
from models.journal import Step


def findings(database: Database, report: Report | None = None) -> list[Finding]:
    """A sentence for each posted round whose content, days or ground in the journal is not what it was."""
    found: list[Finding] = database.read(_findings, report=report)
    return found


def _findings(session: Session, *, report: Report | None) -> list[Finding]:
    found = []
    query = select(AppraisalRound).order_by(AppraisalRound.campaign_id, AppraisalRound.position, AppraisalRound.number)
    for number, row in enumerate(session.scalars(query.where(AppraisalRound.state != RoundState.TRIAL))):
        if report:
            report(number, number + 1, "正在核对考核期")
        words = f"考核期“{row.name}”" + (f"（第{row.number}版）" if row.number > 1 else "")
        if digest_of_round(row) != row.digest:
            found.append(Finding(f"{words}与公示时不一致，结果、名称或日期在程序外被改动过。"))
            continue
        try:
            content_of(row.content)
        except Condition as condition:
            found.append(Finding(f"{words}：{condition.sentence}"))
        seq, _, digest = row.head.partition(" ")
        if seq and session.scalar(select(Step.hash).where(Step.seq == int(seq))) != digest:
            found.append(Finding(f"{words}公示时的历史（第 {seq} 步）已不在，历史被截断或替换过。"))
    return found
