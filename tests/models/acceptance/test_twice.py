"""Whatever a document holds: taken in twice, the second time changes nothing; undone, the file is as before."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.acceptance.actions import accept_reading
from models.acceptance.queries import campaign_for, changes_of
from models.acceptance.taken import content_of, draft_of
from models.acceptance.terms import State
from models.base import Base
from models.database import Database, create_database
from models.errors import Refusal
from models.intake.draft import (
    Cell,
    Contact,
    Criterion,
    Draft,
    Duty,
    Group,
    Kind,
    Phase,
    Point,
    Reporting,
    Seat,
    Target,
    Task,
    TaskPerson,
    TaskUnit,
)
from models.task.deadlines import Due

UNITS = st.sampled_from(["市城管局", "市商务局", "各区", "市教育 局", "市商务局"])
NAMES = st.sampled_from(["石远", "何苗", "江  岭", "×××", ""])
WORDS = st.sampled_from(["整治市容", "清理广告", "改造市场", "整治 市容。", "一、抓落实", "=1+1", "长" * 90, "甲\n乙"])
DUES = st.sampled_from(
    [
        Due(),
        Due(None, date(2026, 5, 31)),
        Due(date(2026, 3, 1), date(2026, 4, 1)),
        Due(None, None, "FREQ=MONTHLY"),
    ]
)
POSTS = st.sampled_from(["", "市城管局局长", "副市长"])
ROLES = {Duty.LEAD: "牵头单位", Duty.RESPONSIBLE: "责任单位", Duty.SUPPORT: "配合单位", Duty.OVERSEE: "督导单位"}


def unit_of(pair: tuple[str, Duty]) -> TaskUnit:
    return TaskUnit(pair[0], ROLES[pair[1]], pair[1])


TASK_UNITS = st.lists(st.tuples(UNITS, st.sampled_from(Duty)).map(unit_of), max_size=3).map(tuple)
PEOPLE = st.lists(
    st.builds(TaskPerson, NAMES, st.sampled_from(["责任领导", "责任人", "联系人"]), POSTS),
    max_size=2,
).map(tuple)
TASKS = st.lists(
    st.builds(
        Task,
        key=st.just(0),
        title=WORDS,
        no=st.sampled_from(["", "1.", "（一）"]),
        parent=st.none() | st.integers(0, 5),
        body=st.sampled_from(["", "清理街巷。", " 两行 \n文字 "]),
        units=TASK_UNITS,
        people=PEOPLE,
        deadline=st.sampled_from(["", "5月底前", "每月10日前"]),
        due=DUES,
    ),
    max_size=6,
)


def numbered(tasks: list[Task]) -> tuple[Task, ...]:
    """Keys counted from 0, parents only of earlier tasks."""
    return tuple(
        replace(task, key=key, parent=task.parent if task.parent is not None and task.parent < key else None)
        for key, task in enumerate(tasks)
    )


DRAFTS = st.builds(
    Draft,
    kind=st.just(Kind.PLAN),
    title=st.just("青溪市整治方案"),
    years=st.sampled_from([(), (2026,), (2025, 2026)]),
    groups=st.lists(
        st.builds(
            Group,
            st.sampled_from(["领导小组", "办公室", "工作 专班"]),
            parent=st.sampled_from(["", "领导小组", "无此组"]),
            host=st.sampled_from(["", "市城管局"]),
            duty=st.sampled_from(["", "统筹 协调"]),
        ),
        max_size=3,
        unique_by=lambda group: group.name,
    ).map(tuple),
    seats=st.lists(
        st.builds(
            Seat,
            st.sampled_from(["", "领导小组", "新组"]),
            st.sampled_from(["组长", "成员", "副 组 长"]),
            NAMES,
            POSTS,
            st.sampled_from(["", "市商务局"]),
        ),
        max_size=4,
    ).map(tuple),
    units=st.lists(UNITS, max_size=3).map(tuple),
    tasks=TASKS.map(numbered),
    phases=st.lists(
        st.builds(
            Phase,
            st.sampled_from(["动员阶段", "实施阶段"]),
            st.sampled_from(["", "3月", "4月-6月"]),
            DUES,
            st.sampled_from([(), (2025, 2026)]),
            st.sampled_from(["", "开会。"]),
        ),
        max_size=3,
    ).map(tuple),
    targets=st.lists(
        st.builds(
            Target,
            st.sampled_from(["覆盖率", "", "合格 率"]),
            st.sampled_from(["≥90%", "95%", ""]),
            st.none() | st.integers(0, 5),
        ),
        max_size=3,
    ).map(tuple),
    reporting=st.lists(
        st.builds(
            Reporting,
            st.lists(UNITS, max_size=2).map(tuple),
            st.sampled_from(["方案", "总结"]),
            st.sampled_from(["", "5月31日前"]),
            st.sampled_from(["", "市创卫办"]),
            DUES,
        ),
        max_size=3,
    ).map(tuple),
    cells=st.lists(
        st.builds(
            Cell,
            st.sampled_from(["城南区", "青云街道", "开发区"]),
            st.lists(
                st.builds(
                    Point,
                    st.sampled_from(["南门市场", "河西 市场"]),
                    st.sampled_from(["", "第一批"]),
                    st.sampled_from(["", "已完工", "正在改造"]),
                    st.sampled_from([None, 45, 100]),
                ),
                max_size=2,
            ).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    contacts=st.lists(
        st.builds(
            Contact,
            st.sampled_from(["", "市城管局", "市商务局"]),
            NAMES,
            st.sampled_from(["", "科长", "局长"]),
            st.sampled_from(["", "13900001111", "0571-1234567", "见附表"]),
        ),
        max_size=4,
    ).map(tuple),
    criteria=st.lists(
        st.builds(
            Criterion,
            st.just(0),
            st.sampled_from(["例会", "资料", "创新"]),
            st.sampled_from(["", "加分项", "日常"]),
            st.sampled_from(["", "1"]),
            st.none(),
            st.sampled_from([None, Decimal(5), Decimal("2.5")]),
            body=st.sampled_from(["", "每少一次扣1分。", "酌情。"]),
        ),
        max_size=3,
    ).map(lambda rows: tuple(replace(row, key=key) for key, row in enumerate(rows))),
)


@contextmanager
def empty_file() -> Iterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        database = create_database(Path(folder) / "x.zrt")
        try:
            yield database
        finally:
            database.close()


NOTHING_TO_TAKE = (State.SAME, State.OURS)  # a parent that only a later row brings is missing on our side


def counts(session: Session) -> dict[str, int]:
    tables = [table for table in Base.metadata.sorted_tables if not table.name.startswith("journal_")]
    return {table.name: session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    deadline=None,
)
@given(DRAFTS)
def test_the_second_time_changes_nothing(draft: Draft) -> None:
    with empty_file() as database:
        before = database.read(counts)
        try:
            first = database.do("导入", accept_reading, draft=draft, source="方案.docx")
        except Refusal:
            assert database.read(counts) == before, "refused as a whole"
            return
        after = database.read(counts)
        home = first.value.campaign_id
        if home is not None:
            assert database.read(campaign_for, draft=draft, source="方案.docx") == home
        found = database.read(changes_of, draft=draft, campaign_id=home, source="方案.docx")
        assert [row for row in found.rows if row.state not in NOTHING_TO_TAKE] == []
        second = database.do("再导入", accept_reading, draft=draft, campaign_id=home, source="方案.docx")
        assert second.seq is None and second.value.is_same
        assert database.read(counts) == after
        if first.seq is not None:
            database.undo()
            assert database.read(counts) == before


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(DRAFTS, DRAFTS)
def test_a_newer_issue_is_taken_once(first: Draft, second: Draft) -> None:
    """Whatever the issue before held: after taking the newer one, nothing of it is left to take."""
    with empty_file() as database:
        try:
            home = database.do("导入", accept_reading, draft=first, source="方案.docx").value.campaign_id
            taken = database.do("导入新版", accept_reading, draft=second, campaign_id=home, source="方案.docx").value
        except Refusal:
            return
        found = database.read(changes_of, draft=second, campaign_id=taken.campaign_id, source="方案.docx")
        left = [row for row in found.rows if row.state not in (*NOTHING_TO_TAKE, State.GONE)]
        assert left == []


@given(DRAFTS)
def test_a_draft_kept_comes_back(draft: Draft) -> None:
    assert draft_of(content_of(draft)) == draft


def test_content_of_another_program_is_no_base() -> None:
    assert draft_of("") is None and draft_of('{"kind": "?"}') is None and draft_of("[]") is None
