"""Label lines whose words go on in the line below them."""

import pytest

from models.intake.draft import Task
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source

PAPER = """整治工作方案
一、主要任务
1.整治背街小巷。责任单位：市城管局
完成时限：6月底前
2.整治占道经营。责任单位：市城管局
{line}
完成时限：长期
3.治理噪声。
责任单位：市城管局
{line}
完成时限：长期
"""


def _tasks(line: str) -> tuple[Task, ...]:
    return read_source(source_of_text(PAPER.format(line=line))).tasks[1:]  # the second in one line, the third in lines


@pytest.mark.parametrize(
    ("line", "names"),
    [("各街道", ("市城管局", "各街道")), ("市公安局、市交通运输局", ("市城管局", "市公安局", "市交通运输局"))],
)
def test_a_line_of_units_between_label_lines_continues_the_label(line: str, names: tuple[str, ...]) -> None:
    for task in _tasks(line):
        assert tuple(unit.name for unit in task.units) == names
        assert {unit.role for unit in task.units} == {"责任单位"}
        assert (task.deadline, task.body, task.doubts) == ("长期", "", ())


def test_a_line_between_labels_that_may_be_units_is_kept_and_asked_about() -> None:
    for task in _tasks("夜市自治小队那边"):
        assert [unit.name for unit in task.units] == ["市城管局"]
        assert task.body == "夜市自治小队那边"
        assert task.unsure == ("units",)
        assert "夜市自治小队那边" in task.doubts[0]
