"""Whether every edition is as it was issued, and the journal still the one it names: its part of the check."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.check import Finding
from models.database import Database, Report
from models.edition.content import content_of
from models.edition.tables import Edition
from models.errors import Condition
from models.frozen import digest_of
from models.journal import Step


def findings(database: Database, report: Report | None = None) -> list[Finding]:
    """A sentence for each edition whose content, words or ground in the journal is not what it was."""
    found: list[Finding] = database.read(_findings, report=report)
    return found


def _findings(session: Session, *, report: Report | None) -> list[Finding]:
    found = []
    for number, row in enumerate(session.scalars(select(Edition).order_by(Edition.campaign_id, Edition.number))):
        if report:
            report(number, number + 1, "正在核对版次")
        words = f"版次“第{row.number}版 {row.title}”"
        if digest_of(row.number, row.document_no, row.title, row.issued_on, row.content) != row.digest:
            found.append(Finding(f"{words}与印发时不一致，内容、文号、标题或日期在程序外被改动过。"))
            continue
        try:
            content_of(row.content)
        except Condition as condition:
            found.append(Finding(f"{words}：{condition.sentence}"))
        seq, _, digest = row.head.partition(" ")
        if seq and session.scalar(select(Step.hash).where(Step.seq == int(seq))) != digest:
            found.append(Finding(f"{words}印发时的历史（第 {seq} 步）已不在，历史被截断或替换过。"))
    return found
