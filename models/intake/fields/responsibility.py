"""Who carries a duty, as a piece of text says it: label lines, brackets behind a duty, and plain sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from models.intake.characters import brackets, split_outside, squeezed
from models.intake.draft import Duty, TaskPerson, TaskUnit
from models.intake.fields.known import NOBODY, KnownUnits
from models.intake.fields.labels import About, Piece, pieces_of
from models.intake.fields.names import is_name_like, leading_name, names_of, trailing_name
from models.intake.fields.times import time_alone
from models.intake.fields.units import TO_CHOOSE, Named, is_collective, is_no_unit, is_to_choose, is_unit_like, units_of

_PHONE = re.compile(r"(?<!\d)(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8})(?!\d)")
_AT_UNIT = re.compile(r"(?P<unit>\S{2,20})[ \u3000]+(?P<name>[\u4e00-\u9fff]{2,4})")
_NOT_UNIT = "这个名称不像单位名称。"
_SEVERAL_UNITS = "像是几个单位连在一起写的，请核对。"
_RUN_TOGETHER = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局|委|办|院|中心)(?:(?:[市区县州]|[\u4e00-\u9fff]{2}[市区县])[\u4e00-\u9fff]{2,}|各[\u4e00-\u9fff]+)(?:局|委|办|中心|街道|乡镇)$"
)


@dataclass(slots=True)
class Responsibility:
    """What one or more pieces of text say about a duty: units, people, time, notices and doubts."""

    units: list[TaskUnit] = field(default_factory=list)
    people: list[TaskPerson] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    known: KnownUnits = NOBODY

    def __bool__(self) -> bool:
        return bool(self.units or self.people or self.deadlines)

    def add(self, other: "Responsibility") -> None:
        """Take what another piece says; a unit in the same role is named once, its order counts on."""
        for unit in other.units:
            self._add_unit(unit)
        self.people += [person for person in other.people if person not in self.people]
        self.deadlines += [words for words in other.deadlines if words not in self.deadlines]
        self.warnings += other.warnings
        self.doubts += [doubt for doubt in other.doubts if doubt not in self.doubts]

    def add_units(self, units: Iterable[Named], role: str, duty: Duty) -> None:
        for unit in units:
            if not is_unit_like(unit.name, self.known):
                self.doubts.append(f"“{unit.name}”：{_NOT_UNIT}")
            elif unit.name not in self.known and _RUN_TOGETHER.search(unit.name):
                self.doubts.append(f"“{unit.name}”：{_SEVERAL_UNITS}")
            if (unit.mark or duty) is Duty.LEAD and is_to_choose(unit.name) and TO_CHOOSE not in self.doubts:
                self.doubts.append(TO_CHOOSE)
            self._add_unit(TaskUnit(unit.name, unit.mark_word or role, unit.mark or duty, 0, unit.scope))

    def _add_unit(self, unit: TaskUnit) -> None:
        same = [other for other in self.units if other.role == unit.role]
        if all(other.name != unit.name or other.scope != unit.scope for other in same):
            self.units.append(replace(unit, order=len(same) + 1))


# ---- labelled pieces ----------------------------------------------------------------------------------------


def of_pieces(pieces: Sequence[Piece], known: KnownUnits = NOBODY) -> Responsibility:
    """What labelled pieces (牵头单位：A、B；完成时限：6月底前) say."""
    found = Responsibility(known=known)
    for piece in pieces:
        label = piece.label
        if label.about is About.UNITS and label.duty is not None:
            _units_after_label(found, piece.value, label.word, label.duty)
        elif label.about is About.PEOPLE:
            found.people += people_of(piece.value, label.word)
        elif label.about is About.TIME and piece.value:
            found.deadlines.append(squeezed(piece.value).rstrip("。；;，,"))
    return found


def _units_after_label(found: Responsibility, value: str, role: str, duty: Duty) -> None:
    """Units after a label; a group that ends in 牵头 or 配合 has that role instead."""
    groups = split_outside(value, "，,；;")
    while len(groups) > 1 and time_alone(groups[-1]):  # 配合：甲局、乙局；5个工作日内完成
        found.deadlines.append(time_alone(groups.pop()))
    value = "；".join(groups) if len(groups) < len(split_outside(value, "，,；;")) else value
    told = _roles_told(value, found.known)
    if told:
        found.add(told)
        return
    listed = units_of(value, found.known)
    found.add_units(listed.units, role, duty)
    if listed.stated is not None and listed.stated != len(listed.units) and listed.units:
        found.warnings.append(f"“{role}”标注{listed.stated}个单位，实际读到{len(listed.units)}个")


def people_of(value: str, role: str) -> list[TaskPerson]:
    """People after a label: names, names with posts, posts with names, phones."""
    people: list[TaskPerson] = []
    phones = _PHONE.findall(value)
    text = _PHONE.sub(" ", value)
    text = re.sub(r"(?:联系)?电话[：:]?", " ", text)
    for part in split_outside(text, "、；;，,\n"):
        plain = part.strip().strip("。")
        if not plain:
            continue
        named = leading_name(plain)
        trailing = trailing_name(plain)
        at_unit = _AT_UNIT.fullmatch(plain)
        if at_unit is not None and not (is_unit_like(squeezed(at_unit["unit"])) and is_name_like(at_unit["name"])):
            at_unit = None
        if named is not None:
            post = squeezed(named[1]).strip("，,（）()：:")
            people.append(TaskPerson(named[0], role, post))
        elif trailing is not None:
            people.append(TaskPerson(trailing[0], role, trailing[1]))
        elif at_unit is not None:
            people.append(TaskPerson(at_unit["name"], role, squeezed(at_unit["unit"])))
        elif people and not people[-1].post and not is_name_like(plain):
            people[-1] = replace(people[-1], post=squeezed(plain))
        else:
            people += [TaskPerson(name, role) for name in names_of(plain)] or [TaskPerson("", role, squeezed(plain))]
    if len(people) == len(phones) and phones:
        people = [replace(person, phone=phone) for person, phone in zip(people, phones, strict=True)]
    return people


# ---- brackets -----------------------------------------------------------------------------------------------

_TOLD = re.compile(
    r"^(?P<who>.+?)(?:等)?(?:(?:按照?|根据)(?:各自)?(?:职责|职能)(?:分工|任务)?)?(?:共同|分别|具体"
    r"|联合|按职责)?(?P<verb>为牵头(?:责任)?(?:单位|部门)|为(?:主要|第一)?责任(?:单位|部门)|为配合(?:单位|部门)|牵头负责|牵头组织|牵头落实|牵头|主责|负责落实|负责|组织实施|落实|承担"
    r"|承办|主办|配合落实|协助配合|配合|协助|协办|参与|督导|督查|监督)$"
)
_VERB_DUTY = (
    (re.compile("牵头|主责|主办"), Duty.LEAD),
    (re.compile("配合|协助|协办|参与"), Duty.SUPPORT),
    (re.compile("督导|督查|监督"), Duty.OVERSEE),
    (re.compile("."), Duty.RESPONSIBLE),
)
_TOGETHER = re.compile(r"会同|联合(?!会|体|社)")


def of_bracket(content: str, known: KnownUnits = NOBODY, *, bare_units: bool = False) -> Responsibility | None:
    """What a bracket behind a duty says about who carries it; None when the bracket is about something else.

    （牵头单位：A，配合单位：B）, （A、B负责）, （A牵头，B配合）, （A会同有关部门负责）, （A、B，6月底前完成）;
    with `bare_units`, when a rule sentence of the paper says so, a bracket of nothing but units too.
    """
    before, pieces = pieces_of(content)
    if pieces:
        found = of_pieces(pieces, known)
        if before.strip(" ，,；;"):
            ahead = of_bracket(before, known, bare_units=bare_units)
            if ahead is not None:
                ahead.add(found)
                return ahead
        return found
    told = _roles_told(content, known)
    if told is not None:
        return told
    timed = [group for group in split_outside(content, "，,；;") if time_alone(group)]
    if timed and not bare_units:  # 甲局、乙局，6月底前完成
        names = units_of("、".join(one for one in split_outside(content, "，,；;") if one not in timed), known)
        if names.units and all(is_unit_like(name, known) and not is_collective(name) for name in names.names):
            found = Responsibility(known=known)
            found.add_units(names.units, "责任单位", Duty.RESPONSIBLE)
            found.deadlines += [time_alone(group) for group in timed]
            return found
    if bare_units:
        listed = units_of(content, known)
        if listed.units and all(is_unit_like(name, known) for name in listed.names):
            found = Responsibility(known=known)
            found.add_units(listed.units, "责任单位", Duty.RESPONSIBLE)
            return found
    return None


def _roles_told(content: str, known: KnownUnits) -> Responsibility | None:
    """A牵头，B、C配合，6月底前完成: groups of units that end in a verb; None when no group does."""
    found = Responsibility(known=known)
    waiting: list[str] = []
    spoke = False
    for group in split_outside(content, "，,；;。"):
        plain = squeezed(group)
        if not plain:
            continue
        time = time_alone(plain)
        if time:
            found.deadlines.append(time)
            continue
        match = _TOLD.match(plain)
        if match is None:
            waiting.append(plain)
            continue
        spoke = True
        verb = match["verb"]
        duty = next(meaning for pattern, meaning in _VERB_DUTY if pattern.search(verb))
        who = re.sub(r"^由", "", match["who"])
        first, *others = _TOGETHER.split(who)
        listed = units_of("、".join([*waiting, first]), known)
        waiting = []
        if not listed.units or not any(is_unit_like(name, known) for name in listed.names):
            return None
        found.add_units(listed.units, verb, duty)
        for other in others:
            found.add_units(units_of(other, known).units, "会同", Duty.SUPPORT)
    if not spoke:
        return None
    if waiting:
        listed = units_of("、".join(waiting), known)
        found.add_units(listed.units, "责任单位", Duty.RESPONSIBLE)
    return found


def brackets_of_duty(
    text: str, known: KnownUnits = NOBODY, *, bare_units: bool
) -> list[tuple[int, int, Responsibility]]:
    """(start, end, what it says) of each bracket in a text that says who carries a duty."""
    found: list[tuple[int, int, Responsibility]] = []
    for start, end, content in brackets(text):
        said = of_bracket(content, known, bare_units=bare_units)
        if said is not None and said:
            found.append((start, end, said))
    return found


# ---- plain sentences ----------------------------------------------------------------------------------------

_BY = re.compile(
    r"(?:^|[，,；;。：:])(?:此项工作|该项工作"
    r"|本项工作)?由(?P<who>[^，,；;。]{2,60}?)(?P<verb>牵头负责|牵头组织|牵头实施|牵头|负责|组织实施"
    r"|组织|具体负责|承担)(?P<rest>[，,；;。]|$|[\u4e00-\u9fff])"
)
_WITH = re.compile(r"[，,；;](?P<who>[^，,；;。]{2,80}?)(?:积极|协同|共同|做好)?(?:配合|协助|参与)(?:[，,；;。]|$)")
_STARTS = re.compile(
    r"^(?P<who>[^，,；;。：:]{2,60}?)(?P<verb>牵头负责|牵头组织|牵头开展|牵头|负责组织|负责"
    r"|组织相关部门|组织有关部门|会同[^，,；;。]{2,40}?(?:负责|组织|开展|制定|实施|制作|推进|做好"
    r"|落实|建立|完善|加强|编制|研究|整治|检查|督促|指导|建设))"
)


def of_sentences(text: str, known: KnownUnits = NOBODY) -> Responsibility:
    """What running text says in so many words: 由A牵头，B配合; A组织相关部门…; A会同B负责…"""
    found = Responsibility(known=known)
    for sentence in re.split(r"[。\n]", text):
        plain = squeezed(sentence)
        if not plain:
            continue
        match = _BY.search(plain) or _STARTS.match(plain)
        if match is None:
            continue
        verb = match["verb"]
        first, *others = _TOGETHER.split(match["who"])
        listed = units_of(first, known).units
        if not listed or not all(is_unit_like(unit.name, known) for unit in listed):
            continue
        duty = Duty.LEAD if re.search("牵头|组织|会同", verb) else Duty.RESPONSIBLE
        found.add_units(listed, "牵头" if "牵头" in verb else verb[:2], duty)
        if verb.startswith("会同"):
            others = [
                re.sub(
                    r"(?:负责|组织|开展|制定|实施|制作|推进|做好|落实|建立|完善|加强|编制|研究|整治|检查|督促|指导"
                    r"|建设)$",
                    "",
                    verb[2:],
                )
            ]
        for other in others:
            found.add_units(
                (unit for unit in units_of(other, known).units if is_unit_like(unit.name, known)), "会同", Duty.SUPPORT
            )
        helper = _WITH.search(plain, match.start("verb"))
        if helper is not None:
            named = units_of(helper["who"], known)
            if named.units and all(is_unit_like(name, known) for name in named.names):
                found.add_units(named.units, "配合", Duty.SUPPORT)
    return found


def of_role_sentence(sentence: str, known: KnownUnits = NOBODY) -> Responsibility | None:
    """What a sentence says that only says who carries a duty and by when (由A牵头，B、C配合，6月底前完成); None for any
    other, also for one that goes on with what is to be done."""
    plain = squeezed(sentence).strip("。；;")
    if len(plain) > 300 or not re.match(r"由|[^，,]{2,80}(?:牵头|负责)(?:[，,]|$)", plain):
        return None
    if re.search(r"要|须|应(?!急)|落实|专人|亲自|指定|明确|安排", plain):
        return None
    groups = [group for group in split_outside(plain, "，,；;") if group]
    spoke = False
    for group in groups:
        told = _TOLD.match(group)
        if told is None and time_alone(group):
            continue
        names = units_of(re.sub(r"^由", "", told["who"] if told is not None else group), known).names
        if not names or not all(is_unit_like(name, known) for name in names):
            return None
        spoke = told is not None
    return _roles_told(plain, known) if spoke or (len(groups) > 1 and time_alone(groups[-1])) else None


# ---- rules of a whole paper ---------------------------------------------------------------------------------

_FIRST_LEADS = re.compile(
    r"(?:列|排)(?:在|于|名)?(?:第一位|首位|第一|最前面?|第一个|前面)的?(?:[\u4e00-\u9fff]{0,4}(?:单位|部门))?(?:即|均)?(?:为|是|作为)(?:牵头"
    r"|主责|第一责任|总牵头)|(?:第一个|首个|首位|第一)(?:责任)?(?:单位|部门)(?:即|均)?(?:为|是|作为)(?:牵头|主责)"
)
_BRACKETS_NAME = re.compile(
    r"(?:括号内|括号中|括号里)(?:的)?(?:单位|部门)?(?:为|是|列|注明)|(?:责任|牵头)(?:单位|部门)(?:见|列于|标注在)括号"
)


_LAST_BRACKET = re.compile(
    r"[（(](?P<content>(?:[^（）()\n]|[（(][^（）()\n]{1,12}[）)]){2,120})[）)][。；;]?[ \u3000]*"
    r"(?:\n|$)"
)


def is_note(text: str) -> bool:
    """Whether a paragraph is a note on how units are named (备注：列第一位的为牵头单位), and no part of a duty."""
    plain = squeezed(text)
    about = bool(_FIRST_LEADS.search(plain) or _BRACKETS_NAME.search(plain) or "牵头单位" in plain)
    return len(plain) <= 80 and (
        bool(re.match(r"[（(]?(?:注|备注|说明)[：:]", plain)) or (about and bool(_FIRST_LEADS.search(plain)))
    )


def rules_in(text: str) -> tuple[bool, bool]:
    """(the first unit leads, brackets of units name the responsible) as a rule sentence of the paper says."""
    named = bool(_BRACKETS_NAME.search(text) or _FIRST_LEADS.search(text))
    return bool(_FIRST_LEADS.search(text)), named or _ends_in_units(text)


def _ends_in_units(text: str) -> bool:
    """Whether two or more paragraphs end in a bracket of nothing but units (…。（市商务局、各区））."""
    found = 0
    for match in _LAST_BRACKET.finditer(text):
        names = units_of(match["content"]).names
        sure = all(is_unit_like(name) and (len(name) > 3 or is_collective(name)) for name in names)
        found += bool(names) and sure and not units_of(match["content"]).left_out
    return found > 1


def with_first_leading(said: Responsibility) -> Responsibility:
    """The first unit leads where no lead is stated: by the rule sentence 列第一位的为牵头单位."""
    if any(unit.duty is Duty.LEAD for unit in said.units):
        return said
    first = next((index for index, unit in enumerate(said.units) if unit.duty is Duty.RESPONSIBLE), None)
    if first is not None:
        said.units[first] = replace(said.units[first], duty=Duty.LEAD)
    return said


def units_after(text: str, known: KnownUnits = NOBODY) -> Responsibility:
    """Units alone in a cell or on lines below an empty label."""
    found = Responsibility(known=known)
    listed = units_of(text, known)
    found.add_units((unit for unit in listed.units if not is_no_unit(unit.name)), "责任单位", Duty.RESPONSIBLE)
    return found
