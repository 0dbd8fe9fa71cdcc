"""What the clerk says beforehand changes what is looked for: a chosen kind, and speeches read for what they demand."""

import pytest

from models.intake.draft import Draft, Kind
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source
from models.intake.wishes import Wishes

PLAN = """云溪市创建工作方案
一、组织领导
成立云溪市创建指挥部，成员名单如下：
总指挥：樊正阳  市长
二、工作目标
确保农贸市场达标率达到95%以上。
三、主要任务
（一）整治市容。6月底前完成。
牵头单位：市城管局
四、实施步骤
（一）动员阶段（2026年3月）。召开会议。
（二）攻坚阶段（2026年4月至9月）。全面整治。
五、点位
临江区：橘园市场、江湾市场改造已完成。
六、工作要求
各单位于每月25日前将工作进展报市创卫办。联系人：何越，电话：0746-8888888。
"""
PARTS = ("seats", "tasks", "phases", "targets", "reporting", "cells", "contacts", "criteria", "problems")


def read(text: str, kind: Kind | None = None) -> Draft:
    return read_source(source_of_text(text), Wishes(kind=kind))


def filled(draft: Draft) -> set[str]:
    return {part for part in PARTS if getattr(draft, part)}


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (None, {"seats", "tasks", "phases", "targets", "reporting", "cells", "contacts"}),
        (Kind.PLAN, {"seats", "tasks", "phases", "targets", "reporting", "cells", "contacts"}),
        (Kind.MEMBERS, {"seats"}),
        (Kind.SITES, {"cells"}),
        (Kind.CONTACTS, {"contacts"}),
        (Kind.LEDGER, {"problems"}),
        (Kind.RULES, {"reporting"}),
    ],
)
def test_a_chosen_kind_says_what_is_looked_for(kind: Kind | None, parts: set[str]) -> None:
    draft = read(PLAN, kind)
    assert filled(draft) == parts and draft.kind is (kind or Kind.PLAN)


SPEECH = """在创建工作推进会上的讲话
同志们：
今天我们召开推进会，下面我讲三点意见。
一、认清形势
去年各项工作取得了很大成绩，达标率已达到80%。
二、突出重点
一要压实责任。各街道要把责任落实到人，6月底前完成首轮排查。
二要补齐短板。要集中整治背街小巷，常抓不懈。
创建工作意义重大，影响深远。
（一）整治市场。9月底前完成改造。（牵头单位：区商务局，配合单位：各街道）
"""


def test_a_speech_is_said_to_hold_few_duties_and_only_plain_ones_are_read_with_doubts() -> None:
    draft = read(SPEECH)
    assert draft.kind is Kind.SPEECH and any("讲话" in warning for warning in draft.warnings)
    assert [(task.title, task.lead_units, task.deadline) for task in draft.tasks] == [
        ("整治市场", ("区商务局",), "9月底前"),
        ("压实责任", ("各街道",), "6月底前"),
    ]
    assert all(task.doubts for task in draft.tasks)


def test_a_speech_read_as_a_plan_gives_its_demands_each_with_a_doubt() -> None:
    draft = read(SPEECH, Kind.PLAN)
    assert draft.kind is Kind.PLAN and not any("讲话" in warning for warning in draft.warnings)
    assert [(task.title, task.lead_units, task.deadline) for task in draft.tasks] == [
        ("整治市场", ("区商务局",), "9月底前"),
        ("压实责任", ("各街道",), "6月底前"),
        ("补齐短板", (), ""),
    ]
    assert all("讲话" in task.doubts[-1] for task in draft.tasks)


@pytest.mark.parametrize("kind", [Kind.MEMBERS, Kind.RULES, Kind.SITES])
def test_a_speech_holds_nothing_of_other_kinds(kind: Kind) -> None:
    assert filled(read(SPEECH, kind)) == set()


def test_a_plan_chosen_as_a_speech_says_that_it_holds_few_duties() -> None:
    draft = read(PLAN, Kind.SPEECH)
    assert draft.kind is Kind.SPEECH and all(task.doubts for task in draft.tasks)
    assert all(target.doubts for target in draft.targets)
