"""Sheets for the tests: invented tasks and units, with any row lengths."""

import random

from models.papers.sheet import Align, Column, Profile, Row, Sheet, Text

UNITS = (
    "市住房城乡建设局", "市市场监管局", "市城管执法局", "市卫生健康委", "市交通运输局", "市教育局", "市公安局",
    "东城街道办事处", "高新区管委会", "市工业和信息化局",
)  # fmt: skip
TEXT = (
    "完善农贸市场升级改造实施方案，全面排查市场内占道经营、乱堆乱放问题，建立台账，逐项销号；规范活禽宰杀区“三分离”，"
    "落实每日清洗消毒制度，病媒生物密度控制在国家标准C级以内（PM2.5平均浓度≤35微克/立方米，日产日清率≥98%）。"
)
COLUMNS = (
    Column("no", "序号"),
    Column("big", "任务大项", merge=1),
    Column("task", "具体任务", align=Align.LEFT),
    Column("lead", "牵头单位"),
    Column("support", "配合单位", align=Align.LEFT),
    Column("due", "完成时限"),
    Column("points", "分值"),
)
TITLE = "云溪市创建国家卫生城市责任分解表"


def task_text(number: int, length: int) -> str:
    """A text of `length` characters that begins with its own mark, so that it can be found on the page."""
    mark = f"任务{number}号"
    return (mark + TEXT * (length // len(TEXT) + 1))[: max(length, len(mark))]


def make_sheet(groups: list[list[int]], *, profile: Profile | None = None, **more: object) -> Sheet:
    """A sheet with one group for each list, and one row for each length of the task's text."""
    dice = random.Random(7)
    rows: list[Row] = []
    for group, lengths in enumerate(groups, 1):
        for length in lengths:
            number = len(rows) + 1
            cells: dict[str, Text] = {
                "no": str(number),
                "big": f"第{group}大项工作",
                "task": task_text(number, length),
                "lead": (dice.choice(UNITS),),
                "support": tuple(dice.sample(UNITS, dice.randint(0, 4))),
                "due": dice.choice(["2026年5月31日前", "4月底前", "长期坚持"]),
                "points": str(dice.randint(1, 5)),
            }
            rows.append(Row(cells, (str(group),)))
    parts: dict[str, object] = {
        "number": "云创卫办〔2026〕5号",
        "unit": "填报单位：云溪市创卫办",
        "date": "2026年3月18日",
        "notes": ("列第一位的单位为主要配合单位。",),
        "sign_off": ("主要领导签字", "填表人", "日期"),
    }
    parts = {"title": TITLE, "columns": COLUMNS} | parts | more
    return Sheet(rows=tuple(rows), profile=profile or Profile(), **parts)  # type: ignore[arg-type]
