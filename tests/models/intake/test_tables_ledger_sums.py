"""The row 合计 of a ledger is checked against the rows above it."""

import pytest

from tests.models.intake.by_hand import read, sheet

HEADS = ["序号", "点位", "存在问题", "整改措施", "责任单位", "整改时限", "整改情况"]


@pytest.mark.parametrize(
    ("words", "warned"),
    [
        ("共3个问题，已完成2个", ()),
        ("共3个问题，已完成3个", ("合计行标注“已完成3个”，实际读到2个",)),
        ("共5个问题，已完成2个", ("合计行标注“共5个问题”，实际读到3个",)),
    ],
)
@pytest.mark.parametrize("merged", [False, True])
def test_a_sum_that_does_not_fit_is_told(words: str, warned: tuple[str, ...], *, merged: bool) -> None:
    last = [f"合计：{words}", *[""] * 6] if merged else ["合计", "", words, "", "", "", ""]
    draft = read(
        sheet(
            [
                ["问题整改台账", *[""] * 6],
                HEADS,
                ["1", "东门市场", "污水外溢", "立即疏通", "市城管局", "6月底前", "已完成"],
                ["2", "西门市场", "垃圾堆积", "立即清理", "市城管局", "6月底前", "整改中"],
                ["3", "南门市场", "占道经营", "劝导", "市城管局", "6月底前", "已完成"],
                last,
            ]
        )
    )
    assert [one.problem for one in draft.problems] == ["污水外溢", "垃圾堆积", "占道经营"]
    assert [one.kind for one in draft.problems] == ["", "", ""]
    assert tuple(line for line in draft.warnings if "合计" in line) == warned
