"""Member lists pasted as text, in the forms of real papers; invented names."""

import pytest

from models.intake.seat_list import read_seat_list

Read = list[tuple[int, str, str, str, str]]


def told(text: str) -> Read:
    return [(one.line, one.role, one.name, one.post, one.unit) for one in read_seat_list(text)]


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        (
            "组　长：樊正阳　市政府副市长\n副组长：何　越（市商务局局长）、王迎欣（市公安局副局长）\n"
            "副组长（常务）：祝明　市政府副秘书长\n成　员：\n"
            "莫  彬  市财政局副局长\n黄达保\t市卫健委主任\n侯琳 市教育局",
            [
                (1, "组长", "樊正阳", "市政府副市长", ""),
                (2, "副组长", "何越", "市商务局局长", ""),
                (2, "副组长", "王迎欣", "市公安局副局长", ""),
                (3, "副组长（常务）", "祝明", "市政府副秘书长", ""),
                (5, "成员", "莫彬", "市财政局副局长", ""),
                (6, "成员", "黄达保", "市卫健委主任", ""),
                (7, "成员", "侯琳", "市教育局", ""),
            ],
        ),
        (
            "组长\t樊正阳\t市政府副市长\n副组长\t何越\t市商务局\t局长\n\t王迎欣\t市公安局副局长\n成员\t待定\n\t\t市卫健委",
            [
                (1, "组长", "樊正阳", "市政府副市长", ""),
                (2, "副组长", "何越", "市商务局局长", ""),
                (3, "副组长", "王迎欣", "市公安局副局长", ""),
                (4, "成员", "", "", ""),
                (5, "成员", "", "", "市卫健委"),
            ],
        ),
        (
            "序号\t姓名\t职务\n1\t樊正阳\t市商务局局长\n2\t何越\t市公安局副局长",
            [(2, "成员", "樊正阳", "市商务局局长", ""), (3, "成员", "何越", "市公安局副局长", "")],
        ),
        (
            "成员：市商务局、市公安局主要负责人",
            [(1, "成员", "", "", "市商务局"), (1, "成员", "", "", "市公安局")],
        ),
        (
            "组长：分管副市长\n成员：市商务局局长 市公安局副局长\n联络员：待定",
            [
                (1, "组长", "", "分管副市长", ""),
                (2, "成员", "", "市商务局局长", ""),
                (2, "成员", "", "市公安局副局长", ""),
                (3, "联络员", "", "", ""),
            ],
        ),
        (
            "樊正阳\n何越、王迎欣",
            [(1, "成员", "樊正阳", "", ""), (2, "成员", "何越", "", ""), (2, "成员", "王迎欣", "", "")],
        ),
        (
            "1．组长：樊正阳 副市长\n2．副组长：何越 局长",
            [(1, "组长", "樊正阳", "副市长", ""), (2, "副组长", "何越", "局长", "")],
        ),
        (
            "组长：樊正阳 副组长：何越、王迎欣",
            [(1, "组长", "樊正阳", "", ""), (1, "副组长", "何越", "", ""), (1, "副组长", "王迎欣", "", "")],
        ),
        ("", []),
        ("关于成立专班的名单如下：\n\n", []),
    ],
)
def test_lists_of_papers(text: str, seats: Read) -> None:
    assert told(text) == seats
    assert [one.doubts for one in read_seat_list(text)] == [()] * len(seats)


def test_what_is_not_understood_stands_there_with_a_doubt() -> None:
    entries = read_seat_list("组长：樊正阳 副市长\n（以下略，详见会议纪要第三条。）\n联络员：何越")
    assert [entry.name for entry in entries] == ["樊正阳", "", "何越"]
    assert "没有读出来" in entries[1].doubts[0] and entries[1].line == 2


def test_a_line_taken_for_the_rest_of_a_post_is_said() -> None:
    entries = read_seat_list("成员：\n樊正阳 橘园社区\n居民委员会办公室\n何越 市财政局副局长")
    assert [entry.name for entry in entries] == ["樊正阳", "何越"]
    assert entries[0].post == "橘园社区居民委员会办公室" and "接在后面" in entries[0].doubts[0]
    assert [entry.id for entry in entries] == [1, 2]
