"""Scoring sentences: each with its points and the most that all of them may take."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.fields.rules import rules_of, stated_points

CASES: list[tuple[str, str | None, list[tuple[str, str | None]], str | None]] = [
    ("每少一次扣0.5分，累计不超过3分", "5", [("每少一次扣0.5分", "-0.5")], "3"),
    ("每少一次扣0.5分，扣完为止。", "5", [("每少一次扣0.5分", "-0.5")], "5"),
    ("每少一次扣0.5分（扣完为止）", None, [("每少一次扣0.5分", "-0.5")], None),
    ("每发现1处扣０．５分，最多扣2分。", "5", [("每发现1处扣０．５分", "-0.5")], "2"),
    ("每发现1处扣0.5分（最多扣2分）", "5", [("每发现1处扣0.5分", "-0.5")], "2"),
    (
        "未制定方案的扣2分；未按时报送的，每次扣0.5分，扣完该项分值为止",
        "4",
        [("未制定方案的扣2分", "-2"), ("未按时报送的，每次扣0.5分", "-0.5")],
        "4",
    ),
    ("迟报一次扣0.5分，漏报一次扣1分", None, [("迟报一次扣0.5分", "-0.5"), ("漏报一次扣1分", "-1")], None),
    ("无方案、无总结、无台账的，各扣1分", None, [("无方案、无总结、无台账的，各扣1分", "-1")], None),
    ("无方案扣1分、无总结扣两分", None, [("无方案扣1分", "-1"), ("无总结扣两分", "-2")], None),
    (
        "优秀得5分，良好得3分，其他不得分",
        "5",
        [("优秀得5分", "5"), ("良好得3分", "3"), ("其他不得分", None)],
        None,
    ),
    ("完成100%得满分，每低1个百分点扣0.1分", "5", [("完成100%得满分", None), ("每低1个百分点扣0.1分", "-0.1")], None),
    ("按完成比例得分", "5", [("按完成比例得分", None)], None),
    ("缺项扣3分。发生重大事故的，一票否决。", "5", [("缺项扣3分", "-3"), ("发生重大事故的，一票否决", None)], None),
    ("被市级表彰的，加2分，累计加分不超过5分", None, [("被市级表彰的，加2分", "2")], "5"),
    ("视情扣1-3分", "5", [("视情扣1-3分", None)], None),
    ("每推迟30分钟扣1分", "5", [("每推迟30分钟扣1分", "-1")], None),
    ("被通报的，加扣2分", None, [("被通报的，加扣2分", "-2")], None),
    ("满分10分，每少1人扣1分，扣完为止", None, [("每少1人扣1分", "-1")], "10"),
    ("①未开会扣1分；②未记录扣半分", None, [("未开会扣1分", "-1"), ("未记录扣半分", "-0.5")], None),
    ("1.未开会扣1分\n2.未记录扣0.5分", None, [("未开会扣1分", "-1"), ("未记录扣0.5分", "-0.5")], None),
    ("按时报送得2分，以签收为准", None, [("按时报送得2分，以签收为准", "2")], None),
    (
        "每迟报1次扣1分，最多扣3分；每漏报1次扣2分，最多扣4分",
        "7",
        [("每迟报1次扣1分，最多扣3分", "-1"), ("每漏报1次扣2分，最多扣4分", "-2")],
        None,
    ),
    ("建立台账，专人管理。", "5", [], None),
    ("", None, [], None),
]


@pytest.mark.parametrize(("text", "points", "rules", "cap"), CASES)
def test_rules(text: str, points: str | None, rules: list[tuple[str, str | None]], cap: str | None) -> None:
    found, most = rules_of(text, Decimal(points) if points else None)
    assert [(rule.text, rule.points) for rule in found] == [
        (words, Decimal(value) if value else None) for words, value in rules
    ]
    assert most == (Decimal(cap) if cap else None)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("组织领导（20分）", "20"),
        ("组织领导(满分２０分)", "20"),
        ("分值：5分", "5"),
        ("组织领导（共15.5分）", "15.5"),
        ("组织领导", None),
        ("会议（30分钟）", None),
    ],
)
def test_points_behind_a_heading(text: str, points: str | None) -> None:
    assert stated_points(text) == (Decimal(points) if points else None)


@given(st.text(alphabet="每少一次扣加得0.5分，。；、（）()累计不超过3最多完为止 \n", max_size=60))
def test_any_words_are_read_and_rules_are_words_of_the_text(text: str) -> None:
    for rule in rules_of(text)[0]:
        assert set(rule.text) <= set(text) | {"，"}
