"""Names of groups (领导小组, 指挥部, 专班 …) in running text and titles."""

import re

from models.intake.fields.labels import label_of

_GROUP_WORD = (
    "(?:领导小组|指挥部|协调小组|推进小组|工作小组|工作领导小组|工作组|专业组|专责组|专项组|工作专班"
    "|专班|委员会|联席会议|领导组|小组)"
)
_GROUP_NAME = re.compile(rf"(?P<name>[\u4e00-\u9fffA-Za-z“”\"（）()0-9·]{{2,48}}?{_GROUP_WORD})(?P<office>办公室)?")
_BEFORE_NAME = re.compile(
    r"^.*(?:成立了?|设立了?|组建了?|建立了?|调整(?:充实)?后的|决定对|对|为(?=[^，]{0,6}组长的)|的通知"
    r"|关于|由|向|将|按照|根据)"
)
_LISTED = re.compile(r"(?:组成)?(?:成员|人员|组成人员)(?:组成)?(?:名单)?(?:调整)?(?:如下|名单)?|名单|如下|组成")


def group_in(text: str, *, listed: bool = False) -> str:
    """The group a text is about; with `listed`, only one whose members the text announces (…成员名单如下)."""
    found = ""
    for match in _GROUP_NAME.finditer(text):
        after = text[match.end() :]
        if listed and not _LISTED.match(after):
            continue
        if listed and re.match(r"成员单位(?!名单|如下|[：:])", after):
            continue
        name = _BEFORE_NAME.sub("", match["name"])
        name = re.sub(r"^(?:[^“”]{0,3}[”])", "", name).strip('“”"（）() ')
        if len(name) >= 3 and not label_of(name):
            found = name + (match["office"] or "")
            if not listed:
                return found
    return found


def group_announced(sentence: str) -> str:
    """The group that a sentence sets up when it says that its members follow (成立××指挥部，成员名单如下：)."""
    if not re.search(r"如下|名单|[：:]\s*$", sentence):
        return ""
    parts = re.split(r"成立了?|设立了?|组建了?", sentence)
    return group_in(parts[-1]) if len(parts) > 1 else ""


def group_of_title(title: str) -> str:
    """The group that a title names (关于成立××领导小组的通知); empty when it names none."""
    return group_in(title)
