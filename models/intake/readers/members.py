"""Member lists: role lines with names and posts, lines that follow them, offices told in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from models.intake.characters import half_digits, number_of, sentences, split_outside, squeezed, trimmed
from models.intake.draft import Group, Seat
from models.intake.fields.appointments import (
    APPOINTED,
    BY,
    FOUNDED,
    POST_OF_UNIT,
    ROLE,
    ROLE_WITHIN,
    made_by,
    named_in_brackets,
)
from models.intake.fields.groups import group_announced, group_in
from models.intake.fields.known import NOBODY, KnownUnits
from models.intake.fields.labels import is_label_line
from models.intake.fields.names import is_post_like, leading_name, names_of, trailing_name
from models.intake.fields.seats import HEADS, persons_of, seats_of_line
from models.intake.fields.units import is_unit_like, units_of
from models.intake.layout import Block
from models.intake.outline import numbered
from models.intake.source import Spot

_GAPS = r"[ \t\u3000\u00a0]*"
_PADDED_ROLE = re.compile(
    rf"[【\[]?(?P<role>(?:[\u4e00-\u9fff]{_GAPS}){{2,12}}?)(?P<more>[（(][^（）()]{{1,8}}[）)])?[】\]]?"
    rf"{_GAPS}(?:(?P<colon>[：:])|(?=[ \t\u3000\u00a0]))"
)
_ROLE_WORD = re.compile(ROLE)
_OFFICE = re.compile(
    r"(?:(?P<of>[^，,。；;]{0,30}?)(?:下设|设立"
    r"|设))?(?P<name>(?:[^，,。；;下]{0,20}?)办公室)(?:[（(](?:以下)?简称[：:]?[“\"]?(?P<short>[^（）("
    r")”\"]{2,12})[”\"]?[）)])?"
)
_HOST = re.compile(r"(?P<what>[\u4e00-\u9fff]{0,20}?(?:办公室|办))(?:设|挂靠)?在(?P<host>[^，,。；;]{2,24})")
_DUTY = re.compile(r"(?:主要|工作|具体)?(?:职责|任务|负责)[：:](?P<duty>.{4,})", re.S)


@dataclass(slots=True)
class MemberReading:
    """Groups and seats in order, units listed as members, notices, and the places (indices) of blocks used up."""

    groups: list[Group] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    member_units: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def read_members(blocks: Sequence[Block], title: str, known: KnownUnits = NOBODY) -> MemberReading:
    """Read all member lists of a document."""
    reader = _Reader(title, known)
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if reader.take(block, following):
            reader.found.used.add(index)
    reader.close_count()
    return reader.found


class _Reader:
    def __init__(self, title: str, known: KnownUnits) -> None:
        self.known = known
        self.found = MemberReading()
        self.group = group_in(title)
        self.main = self.group
        self.role = ""
        self.stated: int | None = None
        self.stated_from = 0
        self.stated_role = ""

    # ---- one block ----

    def take(self, block: Block, following: Block | None) -> bool:
        text = block.text
        found = numbered(text)
        rest = found[2] if found else text
        if found is not None or _heads_list(text, following):
            self._leave()
            self._heading(rest, block)
        if self._role_line(rest, block) or self._role_alone(rest, block, following):
            return True
        duty = _DUTY.match(rest)
        if duty is not None and self.group and self.group != self.main:
            self._open(Group(self.group, parent=self.main, duty=duty["duty"].strip(), spot=Spot(block.number)))
            self._leave()
            return True
        if self.role and found is None and not _heads_list(text, following) and self._follower(text, block):
            return True
        self._leave()
        if re.search(r"组|指挥部|办公室|专班|委员会", text) or (self.main and APPOINTED.search(text)):
            self._sentences(text, block)
        return False

    def _leave(self) -> None:
        self.role = ""
        self.close_count()

    def close_count(self) -> None:
        if self.stated is not None:
            read = len(self.found.seats) - self.stated_from
            if read and read != self.stated:
                self.found.warnings.append(f"“{self.stated_role}”标注{self.stated}个，实际读到{read}个")
            self.stated = None

    def _heading(self, text: str, block: Block) -> None:
        """A heading that names a group (（二）环境整治组) opens it, below the main group."""
        head = split_outside(text, "。：:；;，,")[0].strip()
        head = re.sub(r"[（(][^（）()]*[）)]$", "", head)
        if (
            re.search(r"(?:组|专班|指挥部|办公室|委员会)$", head)
            and 2 < len(head) <= 26
            and not re.match(r"(?:成立|加强|建立|健全)", head)
        ):
            self.group = self.main if self.main.endswith(head) and "办公室" not in head else head
            if self.main and self.group == head and head != self.main:
                self._open(Group(head, parent=self.main, spot=Spot(block.number)))

    # ---- role lines and their followers ----

    def _role_line(self, text: str, block: Block) -> bool:
        match = _PADDED_ROLE.match(text)
        while match is not None:
            role = squeezed(match["role"])
            if _ROLE_WORD.fullmatch(role):
                break
            match = _longer(match, text)
        if match is None:
            return False
        role, rest = squeezed(match["role"]), text[match.end() :]
        count = re.search(r"\d+|[一二三四五六七八九十]+", half_digits(match["more"] or ""))
        written = role + (squeezed(match["more"]) if match["more"] and not count else "")
        if not match["colon"] and leading_name(rest.strip()) is None:
            return False
        if re.search(r"[。；;]", rest.rstrip("。；; ")) and len(rest) > 40:
            return False
        self.role = written
        self.close_count()
        if count:
            self.stated, self.stated_from, self.stated_role = number_of(count[0]), len(self.found.seats), role
        self._open_current(block)
        if rest.strip():
            self._seats_of(rest.strip().rstrip("。；;"), block)
        return True

    def _role_alone(self, text: str, block: Block, following: Block | None) -> bool:
        """A role on a line of its own, the persons on the lines below it."""
        role = squeezed(text)
        if not _ROLE_WORD.fullmatch(role) or following is None or len(following.text) > 60:
            return False
        if leading_name(following.text) is None and trailing_name(following.text) is None:
            return False
        last = self.found.seats[-1] if self.role and self.found.seats else None
        if last is not None and last.post and not is_post_like(last.post):
            return False  # the rest of a post that was cut
        self.role = role
        self.close_count()
        self._open_current(block)
        return True

    def _follower(self, text: str, block: Block) -> bool:
        """A line below a role line: another person of that role, or the rest of a post that was wrapped."""
        if is_label_line(text) or len(text) > 60 or re.search(r"[。！？：:]", text.rstrip("。")) or "）" in text[:1]:
            return False
        named = leading_name(text)
        if named is not None and (named[1].strip() or named[0] == squeezed(text)):
            return self._seats_of(text.rstrip("。；;"), block)
        seats = self.found.seats
        last = seats[-1] if seats else None
        whole = squeezed(text)
        if (
            last is not None
            and last.role == self.role
            and last.name
            and not is_post_like(last.post)
            and len(whole) <= 20
        ):
            seats[-1] = replace(last, post=last.post + whole.rstrip("。；;"))
            return True
        if self._seats_of(text.rstrip("。；;"), block, only_sure=True):
            return True
        if is_post_like(whole) and 4 < len(whole) <= 30 and last is not None:
            seats.append(Seat(self.group, self.role, post=whole, spot=Spot(block.number)))
            return True
        return False

    def _seats_of(self, text: str, block: Block, *, only_sure: bool = False) -> bool:
        spot = Spot(block.number)
        seats = list(seats_of_line(text, self.role, self.group, spot, self.known, only_sure=only_sure))
        units = [seat for seat in seats if seat.unit]
        stated = units_of(text, self.known).stated if units and self.stated is None else None
        if stated is not None and stated != len(units):
            self.found.warnings.append(f"“{self.role}”标注{stated}个，实际读到{len(units)}个")
        self.found.seats += seats
        self._note_units(seats)
        return bool(seats)

    def _unit_seat(self, group: str, role: str, name: str, spot: Spot) -> Seat:
        if is_unit_like(name, self.known):
            return Seat(group, role, unit=name, spot=spot)
        return Seat(group, role, unit=name, spot=spot, doubts=("这个名称不像完整的单位名称。",), unsure=("unit",))

    def _note_units(self, seats: Sequence[Seat]) -> None:
        self.found.member_units += [seat.unit for seat in seats if seat.unit]

    # ---- groups and sentences ----

    def _open_current(self, block: Block) -> None:
        if self.group and all(group.name != self.group for group in self.found.groups):
            parent = self.main if self.main != self.group else ""
            self._open(Group(self.group, parent=parent, spot=Spot(block.number)))

    def _open(self, group: Group) -> None:
        for index, known in enumerate(self.found.groups):
            if known.name == group.name and known.parent == group.parent:
                self.found.groups[index] = replace(
                    known,
                    short=known.short or group.short,
                    host=known.host or group.host,
                    lead_unit=known.lead_unit or group.lead_unit,
                    duty=known.duty or group.duty,
                )
                return
        self.found.groups.append(group)

    def _sentences(self, text: str, block: Block) -> None:
        for sentence in sentences(text):
            if FOUNDED.search(sentence):
                self._one_sentence(sentence.strip().rstrip("。；;"), block)
                continue
            name = group_in(sentence, listed=True) or group_announced(sentence)
            if name:
                self.group = name
                self.main = name if not self.main or not self.found.groups else self.main
            self._with_roles(sentence.strip().rstrip("。；;"), block)

    def _with_roles(self, sentence: str, block: Block) -> None:
        """A sentence that may name roles with colons within it: 办公室主任：张三（兼）；副主任：李四、王五."""
        marks = list(ROLE_WITHIN.finditer(sentence))
        before = sentence[: marks[0].start("role")] if marks else sentence
        if before.strip("，,；; "):
            self._one_sentence(before.strip("，,；; "), block)
        group, role = self.group, self.role
        office = next((one.name for one in reversed(self.found.groups) if one.name.endswith("办公室")), "")
        ends = [mark.start("role") for mark in marks[1:]] + [len(sentence)] * bool(marks)
        for mark, end in zip(marks, ends, strict=True):
            self.role = mark["role"].removeprefix("办公室") or mark["role"]
            if mark["role"].startswith("办公室") and office:
                self.group = office
            self._open_current(block)
            self._seats_of(sentence[mark.end() : end].strip("，,；;。 "), block)
        self.group, self.role = group, role

    def _one_sentence(self, sentence: str, block: Block) -> None:
        founded = FOUNDED.search(sentence)
        if founded is not None:  # 成立由区长任组长，…为成员的领导小组
            self.group = founded["group"]
            self.main = self.main if self.found.groups and self.main else self.group
            sentence = f"{founded['told']}，{sentence[founded.end() :]}"
        group = self.group
        before = len(self.found.seats)
        forming = group_in(sentence) if re.search(r"成立|设立|组建|建立", sentence) else ""
        group = forming or group
        named = False
        for clause in split_outside(sentence, "，,；;"):
            plain = trimmed(re.sub(r"^(?:其中|一是|二是|三是|同时|并)", "", clause.strip()))
            office = "" if named else self._office(plain, sentence, group, block)
            if office:
                group, named = office, True
            match = BY.search(plain)
            if match is not None:
                self._told(match["role"], match["who"], group, block)
                continue
            made = made_by(plain)
            if made is not None:
                self._told(made[1], re.sub(r"^(?:由|以|分别由)", "", made[0]), group, block)
                continue
            lead = re.fullmatch(r"(?:由|以)?(?P<unit>[^，,。；;]{2,20})(?:为|作为)牵头单位", plain)
            if lead and forming and is_unit_like(lead["unit"], self.known):
                self._open(Group(group, lead_unit=lead["unit"], spot=Spot(block.number)))
                self.found.member_units.append(lead["unit"])
        if len(self.found.seats) > before and group:
            if not self.main:
                self.main = group
            if all(known.name != group for known in self.found.groups):
                self._open(Group(group, parent=self.main if self.main != group else "", spot=Spot(block.number)))
                # the group must stand before groups below it
                self.found.groups.sort(key=lambda known: known.parent != "")

    def _office(self, clause: str, sentence: str, main: str, block: Block) -> str:
        """The office that a sentence sets up (指挥部下设办公室（简称：创卫办），创卫办设在社会事务局)."""
        if not re.search(r"下设|设在|设立办公室|设办公室|^办公室(?:副?主任|工作人员)[^，,。；;]{0,3}由", clause):
            return ""
        match = _OFFICE.search(clause)
        if match is None:
            return ""
        host = _HOST.search(sentence)
        name = re.sub(r"^.*(?:下设|设立|设|成立)", "", match["name"])
        if len(name) > 20:
            name = "办公室"
        hosted = units_of(host["host"], self.known).names if host else ()
        if main == self.group:
            self._open_current(block)
        parent = main if main != name else self.main
        self._open(
            Group(
                name,
                parent=parent if parent != name else "",
                short=match["short"] or "",
                host=hosted[0] if hosted else "",
                spot=Spot(block.number),
            )
        )
        return name

    def _told(self, role: str, who: str, group: str, block: Block) -> None:
        """Seats that a sentence tells: 副主任由A、B、C担任, 由分管副市长任组长, A局、B局为成员."""
        spot = Spot(block.number)
        who = who.strip().removesuffix("同志").strip('“”"')
        whole = trailing_name(who)
        if whole is not None and re.search("、", whole[1]) and all(is_post_like(part) for part in whole[1].split("、")):
            self.found.seats.append(Seat(group, role, name=whole[0], post=whole[1], spot=spot))
            return
        pairs = persons_of(who) or ([(named[0], named[1])] if (named := named_in_brackets(who)) else [])
        if any(post for _, post in pairs):
            self.found.seats += [Seat(group, role, name=name, post=post, spot=spot) for name, post in pairs]
            return
        names = names_of(who)
        stated = re.search(r"(?P<n>[一二三四五六七八九十两\d]{1,3})(?:名|位)[\u4e00-\u9fff]*$", who)
        if names:
            self.found.seats += [Seat(group, role, name=name, spot=spot) for name in names]
            if stated and number_of(stated["n"]) not in (None, len(names)):
                self.found.warnings.append(f"标注“{stated[0]}”，实际读到{len(names)}人")
            return
        parts = split_outside(who, "、")
        with_posts = [trailing_name(part) for part in parts]
        if all(with_posts):
            self.found.seats += [
                Seat(group, role, name=pair[0], post=pair[1], spot=spot) for pair in with_posts if pair
            ]
            return
        if len(parts) > 1 and all(POST_OF_UNIT.fullmatch(part) for part in parts):
            self.found.seats += [Seat(group, role, post=squeezed(part), spot=spot) for part in parts]
            return
        bare = HEADS.sub("", who)
        if (len(parts) > 1 and not all(is_post_like(part) for part in parts)) or (
            role.startswith("成员") and is_unit_like(bare, self.known)
        ):
            listed = units_of(bare, self.known)
            doubts = {
                name: ("这个名称不像完整的单位名称。",) for name in listed.names if not is_unit_like(name, self.known)
            }
            seats = [Seat(group, role, unit=name, spot=spot, doubts=doubts.get(name, ())) for name in listed.names]
            self.found.seats += seats
            self._note_units(seats)
        elif 1 < len(who) <= 24 and not re.search(r"[的了]", who):
            self.found.seats.append(Seat(group, role, post=squeezed(who), spot=spot))


def _heads_list(text: str, following: Block | None) -> bool:
    """Whether an unnumbered line is the name of a group whose members follow (宣传报道组 / 组长：…)."""
    if (
        following is None
        or len(text) > 20
        or not re.fullmatch(r"[\u4e00-\u9fff（）()]{2,18}(?:组|专班|指挥部|办公室)", squeezed(text))
    ):
        return False
    match = _PADDED_ROLE.match(following.text)
    while match is not None and not _ROLE_WORD.fullmatch(squeezed(match["role"])):
        match = _longer(match, following.text)
    return match is not None


def _longer(match: re.Match[str], text: str) -> re.Match[str] | None:
    """The same pattern with a longer role (指 挥 长 before its colon); None when there is none."""
    end = match.end("role")
    colon = re.match(r"[\u4e00-\u9fff \t\u3000\u00a0]{0,24}?[：:]", text[end:])
    if colon is None:
        return None
    whole = re.match(
        rf"[【\[]?(?P<role>[\u4e00-\u9fff \t\u3000\u00a0]{{2,30}}?)(?P<more>[（(][^（）()]{{1,8}}[）)])?[】"
        rf"\]]?{_GAPS}(?P<colon>[：:])",
        text,
    )
    return whole if whole is not None and _ROLE_WORD.fullmatch(squeezed(whole["role"])) else None
