"""Check a database: pages and references, the journal's chain, and every row against its last after-image."""

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import Base, Record
from models.database import Database, Report
from models.journal import Change, Step, completed, digest_of, plain_value, without_version

FURTHER = ("models.attachment.soundness", "models.edition.soundness", "models.appraisal.soundness")
"""Modules of features that look at more: `findings(database, report)` answers findings; those that also have
`notes(database)` answer sentences on what is worth knowing and no fault."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong, as a Chinese sentence; `is_grave` when the records themselves cannot be trusted."""

    sentence: str
    is_grave: bool = True


@dataclass(frozen=True, slots=True)
class Checked:
    """Result of a check: the journal's head (number and digest), rows compared, what is wrong, what else was seen."""

    steps: int
    head: str
    rows: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def check(database: Database, report: Report | None = None) -> Checked:
    """Check the whole open database. Reads only. `report` may raise Cancelled."""
    findings: list[Finding] = []
    with database.driver_connection() as raw:
        answer = [row[0] for row in raw.execute("PRAGMA integrity_check(20)").fetchall()]
        if answer != ["ok"]:
            findings.append(Finding("数据文件的内部结构有损坏：" + "；".join(answer[:3])))
        for table, row_id, target, _ in raw.execute("PRAGMA foreign_key_check").fetchmany(20):
            findings.append(Finding(f"表 {table} 的记录 {row_id} 指向不存在的 {target}。"))
    steps, head = database.read(_check_chain, findings=findings, report=report)
    rows = database.read(_check_rows, findings=findings, report=report)
    notes: list[str] = []
    for name in FURTHER:
        module = importlib.import_module(name)
        findings += module.findings(database, report)
        notes += module.notes(database) if hasattr(module, "notes") else ()
    return Checked(steps, head, rows, tuple(findings), tuple(notes))


def _check_chain(session: Session, *, findings: list[Finding], report: Report | None) -> tuple[int, str]:
    total = session.scalar(select(func.count()).select_from(Step)) or 0
    changes = _changes_by_step(session)
    current = next(changes, None)
    previous, expected = "0" * 64, 1
    for number, step in enumerate(session.scalars(select(Step).order_by(Step.seq).execution_options(yield_per=500))):
        if report and number % 200 == 0:
            report(number, total, "正在核对历史")
        own: list[dict[str, object]] = []
        while current is not None and current["seq"] == step.seq:
            own.append(current)
            current = next(changes, None)
        if step.seq != expected or step.previous_hash != previous:
            findings.append(Finding(f"历史在第 {step.seq} 步之前断开：有步骤被删除或改动。"))
        if digest_of(step, own) != step.hash:
            findings.append(Finding(f"历史第 {step.seq} 步（{step.title}）的内容被改动过。"))
        previous, expected = step.hash, step.seq + 1
    return total, previous


def _changes_by_step(session: Session) -> Iterator[dict[str, object]]:
    columns = (Change.seq, Change.table_name, Change.row_id, Change.before, Change.after)
    query = select(*columns).order_by(Change.seq, Change.ordinal).execution_options(yield_per=2_000)
    for row in session.execute(query):
        yield dict(row._mapping)


def _check_rows(session: Session, *, findings: list[Finding], report: Report | None) -> int:
    """Every row must equal the last after-image the journal holds of it."""
    compared = 0
    for mapped in sorted(_recorded_tables(), key=lambda mapped: mapped.__tablename__):
        table = Base.metadata.tables[mapped.__tablename__]
        images = _last_images(session, table.name)
        for row in session.execute(select(table)):
            image = {key: plain_value(value) for key, value in row._mapping.items()}
            compared += 1
            if report and compared % 2_000 == 0:
                report(compared, compared, "正在核对记录")
            if without_version(images.pop(image["id"], None)) != without_version(image):
                findings.append(
                    Finding(f"{table.comment}中的一条记录（{image['id']}）与历史不符，可能在程序外被改动。")
                )
        for row_id in images:
            findings.append(Finding(f"{table.comment}中的一条记录（{row_id}）不见了，历史里没有删除它。"))
    return compared


def _recorded_tables() -> list[type[Record]]:
    return [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)]


def _last_images(session: Session, table: str) -> dict[int, dict[str, object]]:
    query = select(Change.row_id, Change.after).where(Change.table_name == table).order_by(Change.seq, Change.ordinal)
    last: dict[int, str | None] = {}
    for row_id, after in session.execute(query.execution_options(yield_per=2_000)):
        last[row_id] = after
    return {row_id: completed(table, json.loads(after)) for row_id, after in last.items() if after is not None}
