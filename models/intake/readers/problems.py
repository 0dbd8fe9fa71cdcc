"""A rectification ledger in prose: items or paragraphs with 问题, 整改措施, 责任单位, 整改时限 behind their labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.intake.characters import split_outside, squeezed, trimmed
from models.intake.draft import Problem
from models.intake.fields.known import KnownUnits
from models.intake.fields.labels import Label, Piece, label_of, marks_in
from models.intake.fields.responsibility import Responsibility, brackets_of_duty, of_pieces
from models.intake.outline import Node
from models.intake.readers.ledger import measures_of
from models.intake.source import Spot
from models.task.deadlines import parse_deadline

NO_UNIT = "没有读到责任单位。"
NO_PROBLEM = "没有读到问题是什么。"
_LEDGER = re.compile(r"台账|(?:问题|整改|隐患|反馈)[\u4e00-\u9fff]{0,8}(?:清单|一览|情况|汇总)|问题(?:及|和|与)?整改")
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "problem",
        re.compile(
            r"(?:存在|发现|具体|主要|反馈|突出)?(?:的)?(?:主要)?问题(?:描述|表现|内容)?|隐患(?:描述|内容)?|问题点"
        ),
    ),
    ("place", re.compile(r"(?:问题|所在|具体|检查)?(?:点位|地点|位置|地址|场所)(?:名称)?")),
    (
        "measures",
        re.compile(r"(?:整改|处理|处置|工作|解决|具体)(?:的)?(?:措施|办法|要求|内容|方案|意见|建议)|整改举措"),
    ),
    (
        "status",
        re.compile(r"(?:整改|完成|进展|办理|落实|目前)(?:的)?(?:情况|进展|结果|状态|进度)|是否(?:完成)?整改|销号情况"),
    ),
    ("found", re.compile(r"(?:检查|发现|排查|交办)(?:时间|日期)")),
    ("kind", re.compile(r"(?:问题)?(?:类别|类型|分类)")),
    ("note", re.compile(r"备注|说明")),
)
_END = "。；;：:，,、．. \u3000"


@dataclass(slots=True)
class ProblemReading:
    """Problems in order; `titled`: the title says that the paper is a ledger."""

    problems: list[Problem] = field(default_factory=list)
    titled: bool = False


def read_problems(root: Node, title: str, years: tuple[int, ...], known: KnownUnits, *, chosen: bool) -> ProblemReading:
    """The problems of a paper that is a ledger by its title, by its labels, or because the user says so."""
    found = ProblemReading(titled=bool(_LEDGER.search(squeezed(title))) and "方案" not in title)
    texts = list(_texts(root, ""))
    told = sum(1 for text, *_ in texts if {"problem", "measures"} & _fields_told(text))
    if not (chosen or found.titled) and (told < 3 or "方案" in title):
        return found
    for text, no, number, kind in texts:
        problem = _problem(text, no, number, kind, years, known)
        if problem is not None:
            found.problems.append(problem)
    return found


def _texts(node: Node, kind: str) -> Iterator[tuple[str, str, int, str]]:
    """(text, number, paragraph, heading above) of each stretch that may be a problem of its own."""
    plain = [_whole(child) for child in node.children]
    told = [bool(_fields_told(text)) for text in plain]
    below = "" if node.rank < 0 else node.title
    if node.rank >= 0 and not any(told):
        yield _whole(node), node.no, node.number, kind
        return
    lines: list[str] = [node.block.text[len(node.no) :].lstrip(_END)] if node.rank >= 0 else []
    first = node.number
    for block in node.blocks:
        opens = _FIRST_FIELD.match(block.text)
        if opens and lines and any("problem" in _fields_told(line) for line in lines):
            yield "\n".join(lines), node.no, first, kind
            lines = []
        first = first if lines else block.number
        lines.append(block.text)
    if lines and _fields_told("\n".join(lines)):
        yield "\n".join(lines), node.no, first, kind
    for child in node.children:
        yield from _texts(child, below or kind)


def _whole(node: Node) -> str:
    own = [node.block.text[len(node.no) :].lstrip(_END), *(block.text for block in node.blocks)]
    return "\n".join([*own, *(child.block.text for one in node.children for child in one.walk())])


_FIRST_FIELD = re.compile(
    r"[【\[]?(?:存在|发现|具体|主要|反馈)?(?:的)?(?:主要)?(?:问题|隐患)[\u4e00-\u9fff]{0,2}[】\]]?\s*[：:]"
)


def _find(word: str) -> str | Label | None:
    label = label_of(word)
    if label is not None:
        return label
    return next((name for name, pattern in _WORDS if pattern.fullmatch(squeezed(word))), None)


def _fields_told(text: str) -> set[str]:
    return {found if isinstance(found, str) else "label" for _, _, found in marks_in(text, _find)}


def _problem(text: str, no: str, number: int, kind: str, years: tuple[int, ...], known: KnownUnits) -> Problem | None:
    marks: list[tuple[int, int, str | Label]] = list(marks_in(text, _find))
    ends = [start for start, _, _ in marks[1:]] + [len(text)] * bool(marks)
    told: dict[str, str] = {}
    said = Responsibility(known=known)
    for (start, after, meaning), end in zip(marks, ends, strict=True):
        value = text[after:end].strip().rstrip("；;。，, （(【[")
        if isinstance(meaning, Label):
            said.add(of_pieces([Piece(meaning, value, start, end)], known))
        else:
            told.setdefault(meaning, value)
    head = text[: marks[0][0]] if marks else text
    head = head.rstrip(" \u3000（(【[")
    for start, end, bracket in reversed(brackets_of_duty(head, known, bare_units=False)):
        said.add(bracket)
        head = head[:start] + head[end:]
    place, problem = _place_and_problem(head, told)
    if not (problem or place) or not (said or told.keys() & {"problem", "measures"}):
        return None
    deadline = said.deadlines[0] if said.deadlines else ""
    doubts: list[tuple[str, str]] = [(doubt, "units") for doubt in said.doubts]
    if not said.units:
        doubts.append((NO_UNIT, "units"))
    if not problem:
        doubts.append((NO_PROBLEM, "problem"))
    measures = measures_of(told.get("measures", ""))
    if len(measures) == 1:
        measures = tuple(part.strip(_END) for part in split_outside(measures[0], "；;") if part.strip(_END))
    return Problem(
        problem=problem,
        no=no,
        place=place,
        kind=told.get("kind", kind),
        found=told.get("found", ""),
        units=tuple(said.units),
        people=tuple(said.people),
        measures=measures,
        deadline=deadline,
        due=parse_deadline(deadline, year=years[0] if len(years) == 1 else None, years=years),
        status=told.get("status", ""),
        note=told.get("note", ""),
        spot=Spot(number),
        doubts=tuple(doubt for doubt, _ in doubts),
        unsure=tuple(dict.fromkeys(name for _, name in doubts)),
    )


def _place_and_problem(head: str, told: dict[str, str]) -> tuple[str, str]:
    """银杏农贸市场：熟食摊位无防蝇设施。 → the place and the problem; labels say so before the words do."""
    plain = trimmed(head.replace("\n", " ")).strip(_END)
    place, problem = told.get("place", ""), told.get("problem", "")
    if problem:
        return place or (plain if len(plain) <= 20 else ""), problem
    parts = split_outside(plain, "：:")
    if not place and len(parts) > 1 and len(parts[0]) <= 20 and not re.search(r"[，,。；;]|问题$", parts[0]):
        return squeezed(parts[0]), plain[len(parts[0]) + 1 :].strip(_END)
    if len(parts) > 1 and re.search(r"问题$", parts[0]):
        return place, plain[len(parts[0]) + 1 :].strip(_END)
    return place, plain
