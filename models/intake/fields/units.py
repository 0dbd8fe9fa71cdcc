"""Unit names in a piece of text: separators, collective names, brackets inside names, roles set behind a name."""

import re
from dataclasses import dataclass

from models.intake.characters import HAN, brackets, half_digits, number_of, split_outside, squeezed
from models.intake.draft import Duty
from models.intake.fields.known import NOBODY, KnownUnits

_SUFFIX = (
    "局|委|办|室|部|厅|院|所|站|中心|公司|集团|街道|街道办|街办|办事处|镇|乡|区|县|市|旗|社区|村|大队"
    "|支队|总队|中队|队|政府|管委会|委员会|党工委|党委|党组"
    "|办公室|学校|学院|大学|协会|学会|商会|联合会|工会|妇联|团委|残联|科协|文联|侨联|红十字会|工商联"
    "|银行|分行|支行|分局|总局|署|处|科|组|专班|指挥部|法院"
    "|检察院|医院|卫生院|园区|园|开发区|新区|报社|日报|电视台|广播台|广电台|台|馆|校|电信|移动|联通"
    "|铁塔|邮政|供电|水务|烟草|海关|税务|消防|交警|公安|城管|武装部|军分区"
    "|总社|供销社|农场|林场|市场|企业|业主|主办方|单位|部门|机关|工委|纪委|监委|编办|信访|机关事务"
    "|网信办|文明办|卫健|住建|财政|教育|商务|民政|司法|网格|居委会|村委会|媒体|党校|分公司|总公司"
    "|门店|贸促会|计生协|关工委|团市委|团区委|团县委|团省委|团工委|记协|作协|侨办|红会|老科协|慈善总会|消协|消委会|合作社|联社|台联|社科联"
)
_UNIT_LIKE = re.compile(rf"(?:{_SUFFIX})(?:[（(][^（）()]{{1,20}}[）)])?$")
_COLLECTIVE = re.compile(
    r"(?:[市区县镇街道乡州]{0,4}(?:直|级)?)?(?:各|全体|全市|全区|全县|有关各|其他各).{1,24}|(?:市|区"
    r"|县)直(?:各|相关|有关)?(?:部门|单位).{0,8}|[二三四五六两]区(?:一园)?"
    r"|.{1,20}各成员单位|.{0,12}成员单位"
)
_NO_UNIT = re.compile(
    r"(?:等|以及|及|和|与|会同|的)*(?:其他|其它)?(?:有关|相关|责任|涉及|职能|成员)?(?:地方|职能|责任"
    r"|的)*(?:部门|单位|等)"
    r"|(?:有关|相关)(?:部门|单位|地方|科室|企业|镇街|方面)?(?:和单位|及单位|和部门|、单位)?|等|各自"
    r"|按职责(?:分工)?|按照职责(?:分工)?|职责分工"
)
_TAIL = re.compile(
    r"(?:等(?:[一二三四五六七八九十\d]{0,3}(?:个|家)?(?:有关|相关|市直|区直|县直|成员|责任"
    r"|职能)?(?:部门(?:和单位)?|单位|企业)?)?"
    r"|等(?:有关|相关)?(?:部门|单位)?(?:按照?各?自?职责(?:分工)?)?)$"
)
_BY_DUTY = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:按照?|根据)(?:各自)?(?:职责|职能)(?:分工|任务)?(?:分别"
    r"|各自)?(?:负责|落实|组织实施)?$|分别$|共同$|各自$|具体$|分头$|联合$"
)
_ROLE_MARK = {
    "牵头": Duty.LEAD,
    "牵头单位": Duty.LEAD,
    "主责": Duty.LEAD,
    "主办": Duty.LEAD,
    "配合": Duty.SUPPORT,
    "配合单位": Duty.SUPPORT,
    "协办": Duty.SUPPORT,
    "协助": Duty.SUPPORT,
    "参与": Duty.SUPPORT,
    "责任单位": Duty.RESPONSIBLE,
    "督导": Duty.OVERSEE,
}
TO_CHOOSE = "这是集体称谓，请选定是哪些单位。"
_AREA_ALONE = re.compile(r"[\u4e00-\u9fffA-Za-z*×]{1,5}(?:省|市|区|县|旗|州|盟)")
_LONGEST_NAMES = 160  # characters of names that words like 和 join
_JOINER = re.compile(r"和|及|与|以及|暨")
_COUNT = re.compile(
    r"(?P<n>\d{1,3}|[一二三四五六七八九十两]{1,3})(?:个|家)(?:有关|相关|成员|责任|市直"
    r"|区直)?(?:部门和单位|部门及单位|部门|单位|成员单位)?"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as named: its name, the role set behind it in brackets (None: none), its part (城区小区：房管局)."""

    name: str
    mark: Duty | None = None
    mark_word: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class UnitList:
    """Units in order, the stated count (9个部门和单位), and words that were left out because they name no unit."""

    units: tuple[Named, ...] = ()
    stated: int | None = None
    left_out: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(unit.name for unit in self.units)


def is_unit_like(name: str, known: KnownUnits = NOBODY) -> bool:
    """Whether a word reads like the name of a unit or a collective of units, or is a known one."""
    if name in known:
        return True
    return bool(_UNIT_LIKE.search(name) or _COLLECTIVE.fullmatch(name)) and not is_no_unit(name)


def is_collective(name: str) -> bool:
    """各区, 各成员单位, 区直各部门: named in papers, but not one unit."""
    return bool(_COLLECTIVE.fullmatch(name))


_TO_CHOOSE = re.compile(
    r"(?:[市区县州]直)?各(?:有关|相关|责任|成员|牵头|配合|职能)*(?:单位|部门)|各.{0,2}[（(].{1,12}[）)].{0,8}"
)


def is_to_choose(name: str) -> bool:
    """各责任单位, 各有关部门, 各县（市、区）政府: which units are meant the paper does not say; 各区 and 各街道 do."""
    return bool(_TO_CHOOSE.fullmatch(name))


def is_no_unit(name: str) -> bool:
    """等有关部门, 相关单位: words that stand where a unit could and name none."""
    return bool(_NO_UNIT.fullmatch(name))


def units_of(text: str, known: KnownUnits = NOBODY) -> UnitList:
    """Units in the words after a label or inside a bracket: 、 separates first, ， and ； split groups, 和 及 与 and
    blanks only whole names; brackets inside a name never split it. Known names part words that nothing separates."""
    units: list[Named] = []
    left_out: list[str] = []
    stated: int | None = None
    scope = ""
    for group in split_outside(text.replace("\n", "；"), "；;。"):
        scope = ""
        for part in split_outside(group, "，,、/"):
            label, part = _sub_label(part)
            scope = label or scope
            count, part = _stated(part)
            stated = count if count is not None else stated
            for name in _names_of(part, known):
                named = _named(name, scope)
                if named is None:
                    if squeezed(name):
                        left_out.append(squeezed(name))
                elif all(named.name != unit.name or named.scope != unit.scope for unit in units):
                    units.append(named)
    return UnitList(tuple(units), stated, tuple(left_out))


def _names_of(part: str, known: KnownUnits) -> list[str]:
    """The names in a part between separators."""
    bare = _bare(part)
    if bare in known.names:
        return [bare]
    parted = known.parted(bare)
    if parted:
        return list(parted)
    words = part.split()
    spaced = len(words) > 1 and all(_stands_alone(word, known) for word in words)
    return [name for word in (words if spaced else [part]) for name in _joined(_bare(word), known)]


def _stands_alone(word: str, known: KnownUnits) -> bool:
    """Whether a word between blanks is a unit of its own, and no area before one (XX县 教育局) nor a cut name."""
    if word in known.names:
        return True
    return len(word) > 2 and is_unit_like(word) and not _AREA_ALONE.fullmatch(word)


def _sub_label(part: str) -> tuple[str, str]:
    """(sub-label, rest) of 城区小区：房管局."""
    pieces = split_outside(part, "：:")
    if len(pieces) == 1:
        return "", part
    return squeezed(pieces[0]), pieces[-1]


def _stated(part: str) -> tuple[int | None, str]:
    """A count at either end of a part: 9个部门和单位, （15个）, 等9家单位."""
    for start, end, content in brackets(part):
        match = re.fullmatch(r"(?:共)?" + _COUNT.pattern, half_digits(squeezed(content)))
        if match:
            return number_of(match["n"]), part[:start] + part[end:]
    match = re.search(r"等?(?:共)?" + _COUNT.pattern + "$", half_digits(part).strip())
    if match:
        return number_of(match["n"]), part.strip()[: match.start()]
    return None, part


def _bare(part: str) -> str:
    """A part without 等有关部门, 按职责分工负责 and the like at its end."""
    text = squeezed(part).strip("。；;，,、：:")
    while True:
        shorter = _TAIL.sub("", _BY_DUTY.sub("", text))
        if shorter == text:
            return text
        text = shorter


def _joined(part: str, known: KnownUnits = NOBODY) -> list[str]:
    """A and B of "A和B", when both are whole unit names; else the part as it is."""
    if len(part) > _LONGEST_NAMES:
        return [part]
    return list(_Joined(known).parts(part))


class _Joined:
    """Parts names that 和, 及, 与 join; what was found of a rest is remembered, for it is asked again and again."""

    def __init__(self, known: KnownUnits) -> None:
        self.known = known
        self.found: dict[str, tuple[str, ...]] = {}

    def parts(self, part: str) -> tuple[str, ...]:
        if part not in self.found:
            self.found[part] = self._parts(part)
        return self.found[part]

    def _parts(self, part: str) -> tuple[str, ...]:
        if part in self.known.names:
            return (part,)
        for match in _JOINER.finditer(part):
            left, right = part[: match.start()], part[match.end() :]
            if len(left) < 2 or not right or not is_unit_like(left, self.known):
                continue
            if _inside_brackets(part, match.start()):
                continue
            right_bare = _bare(right)
            if is_no_unit(right_bare):
                return (left, right_bare)
            if left not in self.known.names and _is_one_name(left, right_bare):
                continue
            others = self.parts(right_bare)
            if all(is_unit_like(name, self.known) for name in others):
                return (left, *others)
        return (part,)


def _is_one_name(left: str, right: str) -> bool:
    """Whether 和 stands inside one name: 人力资源和社会保障局, 市委和市政府督查室 is two, 卫生和计划生育局 one."""
    return (
        bool(
            re.search(
                r"(?:卫生|教育|文化|商务|财政|公安|民政|司法|移动|电信|税务|城市|园|市场|网格|企业|单位|部门|村)$", left
            )
        )
        and not is_collective(left)
        and not right.startswith("各")
    )


def _inside_brackets(text: str, position: int) -> bool:
    return text[:position].count("（") + text[:position].count("(") > text[:position].count("）") + text[
        :position
    ].count(")")


_VERB_END = re.compile(r"(?:负责|牵头|配合|落实|组织实施|协助|参与|督导|承担|实施)+$")


def _named(text: str, scope: str) -> Named | None:
    name = _VERB_END.sub(
        "",
        re.sub(
            r"^(?:由|请|以及|及(?=.{3})|[和与](?=[市区县各省国州镇乡]|人民)|包括|其中|会同|共(?!青团))+(?=.{2})",
            "",
            text.strip('。；;，,、：:“”"'),
        ),
    )
    mark: Duty | None = None
    word = ""
    for start, end, content in list(brackets(name)):
        if squeezed(content) in _ROLE_MARK and end == len(name):
            word = squeezed(content)
            mark = _ROLE_MARK[word]
            name = name[:start]
    if len(name) < 2 and not re.fullmatch(r"[（(].*", name):
        return None
    if is_no_unit(name) or not re.search(rf"[{HAN}A-Za-z*×]", name):
        return None
    return Named(name, mark, word, scope)
