"""What stands anywhere in the outline of a document: hand-ins, targets, places and contacts."""

import re
from collections.abc import Iterable

from models.intake.characters import half_digits
from models.intake.draft import Cell, Contact, Reporting, Target
from models.intake.fields.known import KnownUnits
from models.intake.fields.names import is_name_like
from models.intake.fields.reporting import reporting_in
from models.intake.fields.sites import sites_in
from models.intake.fields.targets import targets_in
from models.intake.fields.times import without_weekday
from models.intake.fields.units import is_unit_like
from models.intake.outline import Node
from models.intake.readers.heading import Chapter
from models.intake.source import Spot
from models.task.deadlines import parse_deadline

SPEECH_TARGET = "这是讲话里提到的数字，请核对是不是目标。"
WHO_GUESSED = "报送单位是从前文推出来的，请核对。"


def _paragraphs(root: Node) -> Iterable[tuple[Node, str, int]]:
    for node in root.walk():
        if node.text:
            yield node, node.text, node.number
        for block in node.blocks:
            yield node, block.text, block.number


def _spoken(root: Node) -> Iterable[tuple[Node, str, int]]:
    """Like `_paragraphs`, with the heading of an item before its text when they are one line."""
    for node in root.walk():
        if node.rank >= 0:
            yield node, node.block.text[len(node.no) :].lstrip("、.．　 "), node.number
        for block in node.blocks:
            yield node, block.text, block.number


def reporting_of(
    root: Node, parts: dict[int, Chapter], years: tuple[int, ...], known: KnownUnits
) -> Iterable[Reporting]:
    """Duties to hand something in."""
    year = years[0] if len(years) == 1 else None
    for node, text, number in _paragraphs(root):
        if parts[id(node)] is Chapter.PAST:
            continue
        for told in reporting_in(text, known):
            due = parse_deadline(without_weekday(told.deadline), year=year, years=years)
            doubts, unsure = ((), ()) if told.sure else ((WHO_GUESSED,), ("who",))
            yield Reporting(told.who, told.what, told.deadline, told.to, due, Spot(number), doubts, unsure)


def targets_of(root: Node, parts: dict[int, Chapter], keys: dict[int, int], *, speech: bool) -> Iterable[Target]:
    """Indicators with values, each with the task (by `keys`) that its item became."""
    for node, text, number in [
        *((node, node.heading, node.number) for node in root.walk() if node.heading),
        *_paragraphs(root),
    ]:
        if parts[id(node)] is Chapter.PAST or sites_in(node.block.text[len(node.no) :].lstrip("、.．")) is not None:
            continue
        task = next((keys[id(one)] for one in (node, *node.ancestors()) if id(one) in keys), None)
        for figure in targets_in(text):
            doubts = (SPEECH_TARGET,) if speech else () if figure.sure else ("这个指标名称请核对。",)
            unsure = () if figure.sure or speech else ("indicator",)
            yield Target(figure.indicator, figure.value, task, Spot(number), doubts, unsure)


def places_of(root: Node, parts: dict[int, Chapter], *, chosen: bool) -> tuple[list[Cell], list[str]]:
    """(areas with their places, notices about stated counts). In a paper `chosen` as a list any name is a place."""
    found: list[Cell] = []
    warnings: list[str] = []
    for node in root.walk():
        whole = node.block.text[len(node.no) :].lstrip("、.．　 ") if node.rank >= 0 else ""
        listing = chosen or _lists_places(node)
        for text, number in [(whole, node.number), *((block.text, block.number) for block in node.blocks)]:
            sites = sites_in(text, any_name=listing) if text else None
            if sites is not None:
                found.append(Cell(sites.area, sites.points, Spot(number)))
                warnings += sites.warnings
    return found, warnings


def _lists_places(node: Node) -> bool:
    """Whether a heading above announces a list of places."""
    titles = [node.title, *(one.title for one in node.ancestors())]
    return any(
        re.search(r"(?:市场|点位|小区|公厕|学校|医院|改造|整治)(?:名单|清单|分布|一览|名录|点位)|名单$", title)
        for title in titles
    )


_CONTACT = re.compile(
    r"联系人[：:]\s*(?P<name>[^，,；;。、\d]{2,8}?)[，,；;、\s]*(?:联系)?(?:电话"
    r"|方式)?[：:]?\s*(?P<phone>(?:1\d{10}|0\d{2,3}[-－]?\d{7,8}|\d{7,8}))"
)


_PHONE = re.compile(r"(?:联系)?(?:电话|手机)?[：:]?(?P<phone>1\d{10}|0\d{2,3}[-－]?\d{7,8}|\d{7,8})[。；;]?")


_WORDS_BETWEEN = ("电话", "联系电话", "手机", "手机号", "办公电话", "联系人")


def _contact_line(text: str, number: int, above: str, known: KnownUnits) -> Contact | None:
    """A line of unit, name, post (or none) and phone, set apart by blanks, marks or brackets. A line that begins with
    the name is of the unit on a line of its own `above`."""
    words = re.sub(r"^(?:\d{1,3}[.、．\s]|[（(]\d{1,3}[）)])\s*", "", text)
    words = re.sub(r"[（(](?=[\d电手])|(?<=\d)[）)]|[：:]", " ", words)
    parts = re.split(r"[\s，,、；;]+", words.strip(" 。；;"))
    phone = _PHONE.fullmatch(half_digits(parts[-1])) if 2 <= len(parts) <= 7 else None
    if phone is None:
        return None
    unit, first = (parts[0], 1) if len(parts[0]) <= 20 and is_unit_like(parts[0], known) else (above, 0)
    middle = [part for part in parts[first:-1] if part not in _WORDS_BETWEEN]
    if not unit or not middle:
        return None
    for count in (1, 2, 3):
        name, post = "".join(middle[:count]), "".join(middle[count:])
        padded = count == 1 or all(len(part) == 1 for part in middle[:count])
        if padded and len(middle) >= count and is_name_like(name):
            return Contact(unit, name, post, phone["phone"], Spot(number))
    if len(middle) == 2 and is_name_like(middle[1]):  # 联络员 王方
        return Contact(unit, middle[1], middle[0], phone["phone"], Spot(number))
    return None


def contacts_of(root: Node, keys: dict[int, int], known: KnownUnits) -> Iterable[Contact]:
    """Contacts told in lines or in brackets, outside the items that became tasks."""
    above = ""
    for node, text, number in _spoken(root):
        if id(node) in keys:  # named as a person of the task
            continue
        if len(text) <= 30 and is_unit_like(text.strip("：:"), known):
            above = text.strip("：:")
            continue
        line = _contact_line(text, number, above, known) if len(text) <= 80 else None
        if line is not None:
            yield line
            continue
        above = ""
        for match in _CONTACT.finditer(text):
            ahead = re.split(
                r"[，,。；;：:（(]|报送至|报送|报至|上报|报(?!社)|送至|至|向",
                text[: match.start()].rstrip("（(，,：: "),
            )[-1]
            unit = ahead if is_unit_like(ahead, known) and len(ahead) <= 20 else ""
            yield Contact(unit, "".join(match["name"].split()), "", match["phone"], Spot(number))
