"""Several targets in one sentence: growth, thresholds, and things to be made in numbers."""

import pytest

from models.intake.fields.targets import targets_in

SALES = "社会消费品零售总额增长6%以上，外贸进出口总额突破120亿元，新增限上商贸企业40家。"


def test_each_target_of_a_sentence_is_read_and_a_guessed_name_is_not_sure() -> None:
    assert [(one.indicator, one.value, one.sure) for one in targets_in(SALES)] == [
        ("社会消费品零售总额", "增长6%以上", True),
        ("外贸进出口总额", "突破120亿元", True),
        ("新增限上商贸企业", "40家", False),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建成便民生活圈8个、海外仓2个", [("建成便民生活圈", "8个")]),
        ("培育备案企业30家，发放消费券2000万元。", [("培育备案企业", "30家"), ("发放消费券", "2000万元")]),
        ("已建成便民生活圈8个。", []),
        ("去年，新增限上商贸企业40家。", []),
        ("新增第3批8个点位。", []),
        ("新增停车泊位不少于1200个。", [("新增停车泊位", "不少于1200个")]),
    ],
)
def test_things_to_be_made(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.indicator, one.value) for one in targets_in(text)] == found
