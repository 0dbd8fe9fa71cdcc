"""Five real texts, read where they are at hand: what they hold, and no duty that they do not hold."""

from pathlib import Path

import pytest

from models.intake.draft import Draft, Kind
from models.intake.reading import read_bytes

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real texts are not here")


def read(number: str) -> Draft:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return read_bytes(path.read_bytes(), path.name).draft


def test_the_plan_is_read_completely() -> None:
    draft = read("003")
    assert draft.kind is Kind.PLAN and draft.years == (2019, 2020) and draft.warnings == ()
    listed = [seat for seat in draft.seats if seat.group != "办公室"]
    assert [seat.role for seat in listed] == ["指挥长"] + ["副指挥长"] * 11 + ["成员"] * 20
    assert len({seat.name for seat in listed}) == 31
    assert [seat.role for seat in draft.seats if seat.group == "办公室"] == [
        "办公室主任",
        *["副主任"] * 3,
        *["工作人员"] * 3,
    ]
    assert [task.no for task in draft.tasks] == ["(一)", "（二）", "（三）", "（四）", "（五）", "（六）", "（七）"]
    assert all(task.parent is None and task.body and not task.doubts for task in draft.tasks)
    assert [(len(task.lead_units), len(task.support_units)) for task in draft.tasks] == [
        (2, 7),
        (1, 7),
        (2, 4),
        (1, 3),
        (2, 3),
        (1, 3),
        (2, 5),
    ]
    assert {unit.role for unit in draft.tasks[6].units} == {"牵头单位", "责任单位"}
    assert len(draft.units) == 11
    assert [phase.time for phase in draft.phases] == ["4月-5月", "5月-9月", "10月-12月"]
    assert all(phase.years == (2019, 2020) for phase in draft.phases)
    assert [target.value for target in draft.targets] == ["≥90%"]
    (hand_in,) = draft.reporting
    assert hand_in.who == ("各牵头部门",) and hand_in.deadline == "5月31日前"


def test_a_report_gives_places_and_only_dated_duties() -> None:
    draft = read("000")
    assert [(cell.area, len(cell.points)) for cell in draft.cells] == [
        ("冷水滩区", 14),
        ("零陵区", 13),
        ("永州技术经济开发区", 2),
    ]
    assert [task.deadline for task in draft.tasks] == ["2月中、下旬前", "2月底前"]
    assert all(task.doubts for task in draft.tasks)
    assert [seat.role for seat in draft.seats[:2]] == ["组长", "副组长"] and draft.seats[0].name == ""
    assert draft.targets == () and draft.phases == () and draft.reporting == ()


def test_prose_without_responsibilities_gives_only_its_dated_duties() -> None:
    draft = read("001")
    (task,) = draft.tasks
    assert (task.title, task.deadline, task.lead_units) == ("组织召开部署会", "4月底前", ("各区",))
    (hand_in,) = draft.reporting
    assert (hand_in.who, hand_in.deadline) == (("各区",), "动员部署会议后第二天")
    assert draft.seats == () and draft.cells == () and draft.years == ()


@pytest.mark.parametrize("number", ["002", "004"])
def test_speeches_say_that_they_hold_few_duties(number: str) -> None:
    draft = read(number)
    assert draft.kind is Kind.SPEECH
    assert draft.tasks == () and draft.seats == () and draft.reporting == () and draft.units == ()
    assert any("讲话" in warning for warning in draft.warnings)


def test_what_a_speech_states_in_figures_is_doubtful() -> None:
    draft = read("004")
    assert [target.value for target in draft.targets] == ["从7.5提高到8.5平方米", "从50%提高到85%"]
    assert [phase.time for phase in draft.phases] == ["4月到6月份", "6月份以后"]
    assert all(target.doubts for target in draft.targets) and all(phase.doubts for phase in draft.phases)
