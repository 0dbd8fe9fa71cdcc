"""Appraisal rules in prose (考核办法, 考核细则): items with their points, scoring sentences and cap."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from models.intake.characters import brackets, number_of, sentences, squeezed
from models.intake.draft import Criterion, CriterionRule, Duty
from models.intake.fields.known import KnownUnits
from models.intake.fields.labels import About, pieces_of
from models.intake.fields.responsibility import of_bracket
from models.intake.fields.rules import rules_of, stated_points
from models.intake.outline import Node
from models.intake.source import Spot

NO_POINTS = "没有读到这一项的分值。"
_EXTRA = re.compile(r"加分|扣分|减分|奖励|奖惩|否决|倒扣|附加")
_ABOUT = re.compile(r"考核|考评|评分|计分|奖惩|评比|打分|记分")
_GROUP_ONLY = re.compile(
    r"(?:考核|考评|评分|计分|评比|检查)?(?:的)?(?:项目|内容|指标|标准|办法|细则|方法)?(?:及|和|与|、)?(?:考核|评分|计分|考评)?(?:内容|标准|办法|细则|分值|方法)"
)
_LIST_FOLLOWS = re.compile(r"(?:下列|以下|如下|之一)[^。；;]{0,40}[：:]?$")
_INNER = re.compile(r"(?:(?<=[。；;：:\s])|^)(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[一二三四五六七八九十]是)")
_END = "。；;：:，,、．. \u3000"
_ASSESSOR = re.compile(r"考核|考评|评分|评价|打分")


@dataclass(slots=True)
class RulesReading:
    """Criteria in order, and notices about stated points that do not add up; `named`: the title names an appraisal."""

    named: bool = False
    criteria: list[Criterion] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_rules(root: Node, title: str, known: KnownUnits, *, chosen: bool) -> RulesReading:
    """The criteria of a paper on appraisal; none for other papers unless the user chose to read it as one."""
    named = bool(_ABOUT.search(title))
    reader = _Reader(known, anywhere=chosen or named)
    for node in root.children:
        reader.visit(node, None, "", extra=False)
    if not root.children or not reader.found.criteria:
        reader.lines(root)
    found = reader.found
    if not chosen and not named and sum(1 for one in found.criteria if one.points is not None or one.rules) < 3:
        return RulesReading()
    found.named = named
    reader.check_sums()
    return found


class _Reader:
    def __init__(self, known: KnownUnits, *, anywhere: bool) -> None:
        self.units = known
        self.found = RulesReading()
        self.anywhere = anywhere
        self.known: dict[int, bool] = {}

    # ---- the outline ----

    def visit(self, node: Node, parent: int | None, section: str, *, extra: bool) -> None:
        if not self.anywhere and parent is None and not _ABOUT.search(node.title):
            return
        if not self._scores(node):
            return
        heading = _named(node)
        extra = extra or bool(_EXTRA.search(heading))
        scored = [child for child in node.children if self._scores(child)]
        own = _own_points(node)
        if not scored:
            self._leaf(node, parent, section, extra=extra)
            return
        if own is None and (node.rank <= 0 or _GROUP_ONLY.fullmatch(heading) or len(heading) > 24):
            for child in node.children:
                self.visit(child, parent, section, extra=extra)
            return
        key = self._append(
            Criterion(
                0, heading, section, node.no, parent, own, is_heading=True, body=node.body(), spot=Spot(node.number)
            )
        )
        for child in node.children:
            self.visit(child, key, heading, extra=extra)

    def _scores(self, node: Node) -> bool:
        """Whether an item or one below it states points of its own or tells how points are taken or given."""
        known = self.known.get(id(node))
        if known is None:
            rules = rules_of(_text(node))[0]
            known = (
                _own_points(node) is not None
                or any(rule.points is not None for rule in rules)
                or (bool(rules) and bool(_LIST_FOLLOWS.search(node.title) or re.search("否决|扣|不得分", _text(node))))
                or any(self._scores(child) for child in node.children)
            )
            self.known[id(node)] = known
        return known

    def _leaf(self, node: Node, parent: int | None, section: str, *, extra: bool) -> None:
        text = _text(node)
        own = _own_points(node)
        inner = _inner_items(node)
        if inner:
            key = parent
            if inner[0][0] != node.no and node.heading:
                key = self._append(
                    Criterion(0, _named(node), section, node.no, parent, own, is_heading=True, spot=Spot(node.number))
                )
            for no, part in inner:
                self._item(part, no, key, _named(node) if key != parent else section, node.number, extra=extra)
            return
        below = [one.block.text for child in node.children for one in child.walk()]
        if below:
            text = "\n".join([text, *below])
        self._item(text, node.no, parent, section, node.number, extra=extra, heading=_named(node), below=below)

    def lines(self, root: Node) -> None:
        """Items without numbers: each paragraph that states points or tells how they are taken."""
        for block in root.blocks:
            rules = rules_of(block.text)[0]
            if _bracket_points(block.text) is not None or any(rule.points is not None for rule in rules):
                self._item(block.text, "", None, "", block.number, extra=False)

    # ---- one item ----

    def _item(
        self,
        text: str,
        no: str,
        parent: int | None,
        section: str,
        number: int,
        *,
        extra: bool,
        heading: str = "",
        below: list[str] | None = None,
    ) -> None:
        bare, unit, doer = _who(text, self.units)
        points = _bracket_points(bare)
        bare = _without_points(bare, "。")
        if points is None and not extra:
            points, bare, heading = _given(bare, heading)
        rules, cap = rules_of(bare, points)
        if below and _LIST_FOLLOWS.search(heading) and sum(1 for rule in rules if rule.points is not None) < 2:
            each = rules[0].points if rules else None
            rules = tuple(CriterionRule(_plain(line), each) for line in below)
        scoring = {rule.text for rule in rules}
        item = _without_points(heading) or _first(bare)
        told = [one.lstrip(_END) for line in bare.split("\n") for one in sentences(line)]
        content = [one for one in told if one.strip(_END) not in ("", item) and not any(it in one for it in scoring)]
        doubts: tuple[str, ...] = ()
        unsure: tuple[str, ...] = ()
        if points is None and not extra and any(rule.points is not None for rule in rules):
            doubts, unsure = (NO_POINTS,), ("points",)
        self._append(
            Criterion(
                0,
                item,
                section,
                no,
                parent,
                points,
                content="".join(content),
                unit=unit,
                doer=doer,
                body=text.strip(),
                rules=rules,
                cap=cap,
                spot=Spot(number),
                doubts=doubts,
                unsure=unsure,
            )
        )

    def _append(self, criterion: Criterion) -> int:
        key = len(self.found.criteria)
        self.found.criteria.append(replace(criterion, key=key))
        return key

    def check_sums(self) -> None:
        """Stated points of a heading against those of its items."""
        for heading in self.found.criteria:
            if not heading.is_heading or heading.points is None:
                continue
            below = [one.points for one in self.found.criteria if one.parent == heading.key]
            if not below or any(points is None for points in below):
                continue
            total = sum((points for points in below if points is not None), Decimal(0))
            if total != heading.points:
                self.found.warnings.append(f"“{heading.item}”标注{heading.points}分，各项合计{total}分")


def _text(node: Node) -> str:
    return "\n".join(part for part in (node.heading, node.body()) if part)


def _own_points(node: Node) -> Decimal | None:
    """The points in brackets behind the heading or in the first sentence of an item (组织领导（20分）)."""
    if node.heading:
        found = _bracket_points(node.heading)
        if found is not None:
            return found
        match = re.match(r"[（(][^（）()]{1,12}[）)]", node.text.strip())
        return _bracket_points(match[0]) if match else None
    first = sentences(node.text)[:1]
    inner = len(_INNER.findall(node.text)) > 1
    return _bracket_points(first[0]) if first and not inner else None


def _bracket_points(text: str) -> Decimal | None:
    opening = sentences(text)[0] if text.strip() else ""
    for start, _, content in brackets(opening):
        if start >= 0 and len(content) <= 12:
            points = stated_points(f"（{content}）")
            if points is not None:
                return points
    return None


_GIVEN = re.compile(
    r"[，,、]?(?:(?:可?得|计|共|满分|占|分值[为：:]?)\s*|(?<=[\u4e00-\u9fff]))(?P<n>\d{1,3}(?:\.\d+)?)\s*分(?![钟类以之])"
    r"(?P<mark>[，,；;。：:\n]|$)"
)


def _given(text: str, heading: str) -> tuple[Decimal | None, str, str]:
    """(points that the first sentence gives, the text and the heading without them): 公厕干净，得10分，一处扣1分."""
    match = _GIVEN.search(text)
    if match is None or re.search(r"[扣减加奖每。；;]|以[上下]", text[: match.start("n")]):
        return None, text, heading
    rest = text[match.end() :]
    return Decimal(match["n"]), f"{text[: match.start()]}。{rest}", _GIVEN.sub("", heading)


def _without_points(text: str, mark: str = "") -> str:
    for start, end, content in reversed(list(brackets(text))):
        if len(content) <= 12 and stated_points(f"（{content}）") is not None and "扣" not in content:
            text = text[:start] + mark + text[end:]
    return text.strip()


def _named(node: Node) -> str:
    heading = node.heading or (sentences(node.text) or [""])[0]
    for start, _, content in brackets(heading):
        if start > 1 and len(content) <= 12 and stated_points(f"（{content}）") is not None:
            return heading[:start].strip(_END)  # what follows the points is no part of the name
    return _without_points(node.heading or _first(node.text)).strip(_END)


def _first(text: str) -> str:
    return re.split(r"[，,。；;：:\n]", text.strip())[0].strip(_END)


def _plain(line: str) -> str:
    return re.sub(r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳])\s*", "", line).strip(_END)


def _inner_items(node: Node) -> list[tuple[str, str]]:
    """(number, text) of several items in one paragraph, when most of them state points of their own."""
    text = node.text
    marks = list(_INNER.finditer(text))
    first = number_of(node.no)
    goes_on = bool(marks) and first is not None and number_of(_number_in(marks[0])) == first + 1
    if len(marks) < 2 and not goes_on:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = [
        (squeezed(mark.group()).strip("、.．"), text[mark.end() : end].strip())
        for mark, end in zip(marks, ends, strict=True)
    ]
    if goes_on:
        parts.insert(0, (node.no, "。".join(one for one in (node.heading, text[: marks[0].start()].strip()) if one)))
    stated = sum(1 for _, part in parts if _bracket_points(part) is not None)
    return parts if stated * 2 >= len(parts) else []


def _number_in(mark: re.Match[str]) -> str:
    return re.sub(r"[^\d一二三四五六七八九十]|是", "", mark.group())


def _who(text: str, known: KnownUnits) -> tuple[str, str, str]:
    """(the text without them, who assesses, who does it) from brackets and label lines."""
    unit: list[str] = []
    doer: list[str] = []
    for start, end, content in reversed(list(brackets(text))):
        judged = re.fullmatch(
            r"(?:由)?(?P<unit>[^，,。；;：:]{2,24}?)(?:负责)?(?:考核|考评|评分|打分|评价)", squeezed(content)
        )
        said = None if judged else of_bracket(content, known)
        if judged is None and (said is None or not said.units):
            continue
        text = text[:start] + text[end:]
        if judged:
            unit.insert(0, judged["unit"])
        for one in said.units if said else ():
            (unit if _is_assessor(one.role, one.duty) else doer).append(one.name)
    kept: list[str] = []
    for line in text.split("\n"):
        before, pieces = pieces_of(line)
        if not pieces:
            kept.append(line)
            continue
        kept.append(before)
        for piece in pieces:
            if piece.label.about is About.UNITS:
                into = unit if _is_assessor(piece.label.word, piece.label.duty) else doer
                into.append(piece.value)
    return "\n".join(part for part in kept if part), "、".join(unit), "、".join(doer)


def _is_assessor(role: str, duty: Duty | None) -> bool:
    return duty is Duty.OVERSEE or bool(_ASSESSOR.search(role))
