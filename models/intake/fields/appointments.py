"""Who is made what in running text: 由A任组长, 副主任由B、C担任, 成立由…任组长、…为成员的领导小组."""

import re

from models.intake.characters import squeezed
from models.intake.fields.names import leading_name

_BASE_ROLE = (
    "总指挥长|总指挥|指挥长|政委|组长|队长|总召集人|召集人|主任委员|顾问|成员|组员|委员|主任|秘书长"
    "|联络员|工作人员|会长|理事长|站长|总协调人|协调人"
)
ROLE = rf"(?:(?:办公室)?(?:名誉|第一|常务|执行)?副?(?:{_BASE_ROLE})(?:单位|部门)?|(?:组成|参与)(?:单位|部门))"
_VERB = re.compile(r"兼任|担任|出任|(?<![主责委])任|为")
_AS_ROLE = re.compile(r"[^，,。；;、]{0,12}?(?P<role>" + ROLE + r")")
BY = re.compile(r"(?P<role>" + ROLE + r")[分别均]{0,2}由(?P<who>.+?)(?:同志)?(?:分别)?(?:兼任|担任|任|组成|承担|抽调)$")
ROLE_WITHIN = re.compile(rf"(?:^|[，,；;。：:\s])(?P<role>{ROLE})[：:]")
APPOINTED = re.compile(rf"(?:担任|兼任|任|为){ROLE}")
FOUNDED = re.compile(
    rf"(?:成立|组建|设立|建立)了?(?:由|以)?(?P<told>[^。]{{2,160}}?(?:任|为|担任){ROLE}[^。]{{0,160}}?)的"
    r"(?P<group>[^，,。；;的]{2,30}?(?:工作领导小组|领导小组|指挥部|工作专班|专班|委员会|工作组|协调小组|小组))(?=[，,。；;]|$)"
)
POST_OF_UNIT = re.compile(
    r"(?!.*(?:常委|书记)).{1,16}(?:局|委|厅|院|中心|街道|办事处|镇|乡|公司|政府|大队|支队|部|办)(?:党组)?(?:常务)?副?"
    r"(?:局长|主任|院长|部长|镇长|乡长|秘书长|经理|大队长|支队长|厅长)"
)


def named_in_brackets(who: str) -> tuple[str, str] | None:
    """张方（区委书记） → the name and the post."""
    named = leading_name(who)
    match = re.fullmatch(r"\s*[（(](?P<post>.{2,40})[）)]", named[1]) if named is not None else None
    return (named[0], squeezed(match["post"])) if named is not None and match is not None else None


def made_by(clause: str) -> tuple[str, str] | None:
    """(who, role) of a clause that ends in 任组长, 兼任办公室主任, 为成员: by the last verb that a role follows."""
    for verb in reversed(list(_VERB.finditer(clause))):
        match = _AS_ROLE.fullmatch(clause, verb.end())
        if match is not None:
            return clause[: verb.start()], match["role"]
    return None
