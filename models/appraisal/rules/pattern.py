"""Pieces that the patterns of scoring phrases are made of."""

import re

from models.appraisal.rules.numerals import NUMBER

Pattern = re.Pattern[str]
END = r"(?=[，；。、（）/：]|$)"
"""Where a phrase may end."""
_WORD = rf"(?:(?!扣|\d分|得\d|得满分|加\d|减半|折半|否决|得{NUMBER}分|加{NUMBER}分)[^；。])"
WORDS = f"{_WORD}+"
"""Words without points: what is counted or measured, a condition."""
ANY = f"{_WORD}*?"
"""Such words or none, as few as will do."""
_MEASURES = (
    "平方公里 平方米 立方米 个工作日 个百分点 个小时 个点位 人次 点位 公里 工作日 小时 分钟 社区 街道 路段 单元 "
    "季度 次 处 个 项 条 起 件 例 人 户 篇 期 天 日 台 辆 份 家 名 点 间 座 米 棵 块 桶 车 批 场 村 周 月 年 宗 单 封 "
    "幅 张 面 袋 堆 只 套 班 类 种 组 所 位 部 栋 具 支 片 段 层 门 科 轮 度 ㎡ 吨"
)
MEASURES = tuple(_MEASURES.split())
MEASURE = "(?:" + "|".join(sorted(MEASURES, key=len, reverse=True)) + ")"


def pattern(text: str) -> Pattern:
    """A phrase that begins here and ends where a phrase may end."""
    return re.compile(rf"(?:{text}){END}")


def what_of(text: str) -> str:
    """A condition without the signs and the 的 behind it, and without brackets that have no other half."""
    words = re.sub(r"^(?:其中|凡是|凡)", "", text.strip("，、："))
    words = re.sub(r"的?，?$", "", words).strip("，、：")
    if words.startswith("（") and "）" not in words:
        words = words[1:]
    return words.removesuffix("）") if "（" not in words else words
