"""A campaign is named after the work, not after the kind of paper."""

import pytest

from models.intake.naming import campaign_name_of


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (
            "云溪市清河新区创建国家卫生城市专项整治行动工作方案（2026年）",
            "云溪市清河新区创建国家卫生城市专项整治行动（2026年）",
        ),
        ("复审专项整治行动工作方案（2019年-2020年）", "复审专项整治行动（2019年-2020年）"),
        ("农贸市场整治实施方案", "农贸市场整治"),
        ("创建国家卫生城市工作方案（征求意见稿）", "创建国家卫生城市"),
        ("2026年度重点工作计划", "2026年度重点工作"),
        ("专项整治行动方案", "专项整治行动"),
        ("工作方案", "工作方案"),
        ("农贸市场专业组", "农贸市场专业组"),
        ("", ""),
    ],
)
def test_names(title: str, name: str) -> None:
    assert campaign_name_of(title) == name
