"""Member lists in the forms of real papers, invented names."""

from models.intake.as_json import as_json
from models.intake.draft import Draft, Kind
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source


def read(text: str) -> Draft:
    return read_source(source_of_text(text))


def seats(draft: Draft) -> list[tuple[str, str, str]]:
    return [(seat.role, seat.name, seat.post) for seat in draft.seats]


PADDED = """调整后的云溪市创卫指挥部成员名单如下：
指 挥 长：樊正阳  市委副书记、市长
副指挥长（常务）：祝  明  副市长
何  越　党工委委员
成    员：乔  安  办公室主任
王迎欣  管委会主任助理、市规划局北部分局
局长
莫彬  经济发展局局长
莫  彬  安监局局长
黄达保  消防救援大队
指挥部下设办公室（简称：创卫办），创卫办设在社会事务局，办公室主任由乔安兼任，副主任由侯琳、王菲担任，工作人员由彭雁及卢容二名工作人员组成。
"""


def test_padded_roles_names_wrapped_posts_and_the_office() -> None:
    draft = read(PADDED)
    assert seats(draft) == [
        ("指挥长", "樊正阳", "市委副书记、市长"),
        ("副指挥长（常务）", "祝明", "副市长"),
        ("副指挥长（常务）", "何越", "党工委委员"),
        ("成员", "乔安", "办公室主任"),
        ("成员", "王迎欣", "管委会主任助理、市规划局北部分局局长"),
        ("成员", "莫彬", "经济发展局局长"),
        ("成员", "莫彬", "安监局局长"),
        ("成员", "黄达保", "消防救援大队"),
        ("办公室主任", "乔安", ""),
        ("副主任", "侯琳", ""),
        ("副主任", "王菲", ""),
        ("工作人员", "彭雁", ""),
        ("工作人员", "卢容", ""),
    ]
    main, office = draft.groups
    assert (main.name, main.parent) == ("云溪市创卫指挥部", "")
    assert (office.name, office.parent, office.short, office.host) == (
        "办公室",
        "云溪市创卫指挥部",
        "创卫办",
        "社会事务局",
    )
    assert [seat.group for seat in draft.seats].count("办公室") == 5
    assert draft.kind is Kind.MEMBERS and draft.tasks == () and draft.warnings == ()


def test_posts_in_brackets_under_the_title_of_a_notice() -> None:
    draft = read(
        """关于调整市爱国卫生运动委员会组成人员的通知
各县、区人民政府，市直各单位：
因人事变动，决定对市爱国卫生运动委员会组成人员进行调整。现将名单通知如下：
主  任：张海波（市委副书记、市长）
副主任：李建国（市委常委、副市长）
        王  敏（副市长）
委  员：陈 刚（市委宣传部副部长）
委员会办公室设在市卫生健康委，办公室主任由郑凯同志兼任。
"""
    )
    assert seats(draft) == [
        ("主任", "张海波", "市委副书记、市长"),
        ("副主任", "李建国", "市委常委、副市长"),
        ("副主任", "王敏", "副市长"),
        ("委员", "陈刚", "市委宣传部副部长"),
        ("办公室主任", "郑凯", ""),
    ]
    assert draft.seats[0].group == "市爱国卫生运动委员会"
    assert draft.groups[-1].host == "市卫生健康委"
    assert draft.kind is Kind.MEMBERS


def test_names_on_one_line_posts_before_names_units_as_members() -> None:
    draft = read(
        """区文明城市创建领导小组
组  长：区委书记 赵国强
常务副组长：孙丽（区委常委、宣传部部长）
副组长：周明、吴刚、郑洁
成员（3人）：区委办、区政府办主要负责人
成员单位：区委组织部、区文旅局（2个）
"""
    )
    assert seats(draft)[:5] == [
        ("组长", "赵国强", "区委书记"),
        ("常务副组长", "孙丽", "区委常委、宣传部部长"),
        ("副组长", "周明", ""),
        ("副组长", "吴刚", ""),
        ("副组长", "郑洁", ""),
    ]
    assert [(seat.role, seat.unit) for seat in draft.seats if seat.unit] == [
        ("成员", "区委办"),
        ("成员", "区政府办"),
        ("成员单位", "区委组织部"),
        ("成员单位", "区文旅局"),
    ]
    assert draft.units == ("区委办", "区政府办", "区委组织部", "区文旅局")
    assert draft.warnings == ("“成员”标注3个，实际读到2个",)
    assert as_json(draft)["leaders"][0] == {
        "group": "区文明城市创建领导小组",
        "role": "组长",
        "name": "赵国强",
        "post": "区委书记",
    }


def test_roles_without_names_told_in_a_sentence() -> None:
    draft = read(
        "完善工作责任体系。一是成立了创卫农贸市场专业组，市商务局为牵头单位，由分管副市长任组长，市商务局局长任副组长，"
        "市农业局、市工商局单位局领导为成员，领导小组下设办公室。"
    )
    assert [(seat.role, seat.name, seat.post, seat.unit) for seat in draft.seats] == [
        ("组长", "", "分管副市长", ""),
        ("副组长", "", "市商务局局长", ""),
        ("成员", "", "", "市农业局"),
        ("成员", "", "", "市工商局"),
    ]
    assert draft.groups[0].name == "创卫农贸市场专业组" and draft.groups[0].lead_unit == "市商务局"
    assert as_json(draft)["leaders"][0]["name"] is None


def test_masked_names_stay_as_written() -> None:
    draft = read("区创卫领导小组成员名单如下：\n组  长：×××  区委书记\n副组长：**  区长\n成  员：张××  教育局局长\n")
    assert [name for _, name, _ in seats(draft)] == ["×××", "**", "张××"]


def test_a_staff_count_that_does_not_fit_is_said() -> None:
    draft = read("领导小组下设办公室，办公室设在区城管局，工作人员由彭雁、卢容三名工作人员组成。")
    assert any("三名工作人员" in warning and "2" in warning for warning in draft.warnings)


def test_groups_under_a_headquarters() -> None:
    draft = read(
        """三、组织领导
成立云溪市创建指挥部，成员名单如下：
总指挥：樊正阳  市长
（一）环境整治组
组长：祝明  副市长
成员：何越  城管局局长
（二）宣传教育组
组长：安然  宣传部部长
"""
    )
    assert [(group.name, group.parent) for group in draft.groups] == [
        ("云溪市创建指挥部", ""),
        ("环境整治组", "云溪市创建指挥部"),
        ("宣传教育组", "云溪市创建指挥部"),
    ]
    assert [seat.group for seat in draft.seats] == ["云溪市创建指挥部", "环境整治组", "环境整治组", "宣传教育组"]
    assert draft.tasks == ()


def test_working_groups_with_duties_are_no_tasks() -> None:
    draft = read(
        """关于成立XX镇环境整治工作专班的通知
一、组成人员
组　长：吴建国　镇党委书记
　　　　郑文斌　镇长
成　员：张强　　镇党政办主任
　　　　各村（社区）党组织书记
专班下设办公室在镇农业农村办，由郑文斌兼任办公室主任。
二、工作职责
（一）综合协调组
组长：张强
职责：负责综合协调、信息报送。
"""
    )
    assert draft.tasks == () and draft.kind is Kind.MEMBERS
    assert seats(draft) == [
        ("组长", "吴建国", "镇党委书记"),
        ("组长", "郑文斌", "镇长"),
        ("成员", "张强", "镇党政办主任"),
        ("成员", "", "各村（社区）党组织书记"),
        ("办公室主任", "郑文斌", ""),
        ("组长", "张强", ""),
    ]
    assert [(group.name, group.host, group.duty) for group in draft.groups] == [
        ("XX镇环境整治工作专班", "", ""),
        ("办公室", "镇农业农村办", ""),
        ("综合协调组", "", "负责综合协调、信息报送。"),
    ]


def test_a_list_with_an_office_of_its_own_chapter() -> None:
    draft = read(
        """县城乡环境整治领导小组及办公室成员名单
一、领导小组
组 长： 刘建华（县委副书记、县长）
成 员： 县委办、县住建局、各乡镇主要负责同志
二、领导小组办公室
主 任： 黄 蓉（兼）
副主任： 杨 过（县住建局局长）、郭 靖（县城管局局长）
联络员： 张无忌（县住建局办公室主任，电话13900000000）
"""
    )
    assert [(group.name, group.parent) for group in draft.groups] == [
        ("县城乡环境整治领导小组", ""),
        ("领导小组办公室", "县城乡环境整治领导小组"),
    ]
    assert seats(draft)[-4:] == [
        ("主任", "黄蓉", ""),
        ("副主任", "杨过", "县住建局局长"),
        ("副主任", "郭靖", "县城管局局长"),
        ("联络员", "张无忌", "县住建局办公室主任"),
    ]
    assert draft.units == ("县委办", "县住建局", "各乡镇")
