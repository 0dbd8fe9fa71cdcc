"""From lines to paragraphs: cut lines of papers that indent their paragraphs, titles above them, signatures below."""

from models.intake.layout import blocks_of
from models.intake.loaders.text import source_of_text


def texts(text: str) -> list[str]:
    return [block.text for block in blocks_of(source_of_text(text))]


def test_cut_lines_of_any_width_are_joined_where_paragraphs_are_indented() -> None:
    assert texts(
        "云溪市任务分解\n　　1、打造文明实践示范点，活动有计划、有记录、有评\n价。\n"
        "　　牵头单位：市文明办；配合单位：市机关事务管理局、\n各街道办事处、市城管局、市教委；时间节\n点：2025年11月\n"
        "　　2、推行网约车文明服务，车容整洁，设置公\n司监督电话。\n云溪市文明办\n2025年3月1日\n"
    ) == [
        "云溪市任务分解",
        "1、打造文明实践示范点，活动有计划、有记录、有评价。",
        "牵头单位：市文明办；配合单位：市机关事务管理局、各街道办事处、市城管局、市教委；时间节点：2025年11月",
        "2、推行网约车文明服务，车容整洁，设置公司监督电话。",
        "云溪市文明办",
        "2025年3月1日",
    ]


def test_a_title_above_indented_paragraphs_takes_nothing_of_what_follows() -> None:
    assert texts("在推进会上的讲话\n同志们：\n　　今天召开会议，主要任务是总结前一阶段工作，对\n下一步再部署。\n")[
        :2
    ] == [
        "在推进会上的讲话",
        "同志们：",
    ]


def test_a_list_of_members_without_blanks_before_them_stays_a_list() -> None:
    lines = ["　　成员名单如下：", "　　组长：张　帆　市委副书记、市长", "何　越　市城管局局长", "王　芳　市商务局局长"]
    assert texts("\n".join(lines)) == [line.strip() for line in lines]


def test_a_paragraph_longer_than_any_is_read_in_pieces() -> None:
    pieces = texts("市商务局负责市场改造。" * 2000)
    assert len(pieces) > 1 and max(map(len, pieces)) <= 4000 and all(piece.endswith("。") for piece in pieces)
