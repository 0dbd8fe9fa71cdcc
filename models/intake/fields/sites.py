"""Places of the work per area, in lists or in prose: batch, stage as written, progress in per cent."""

import re
from dataclasses import dataclass, replace

from models.grid.terms import Stage
from models.intake.characters import half_digits, number_of, sentences, split_outside, squeezed
from models.intake.draft import Point
from models.intake.stages import stage_of

_KIND = (
    "农贸市场|集贸市场|批发市场|菜市场|市场|商场|超市|公园|广场|公厕|公共厕所|厕所|小区|社区|医院"
    "|卫生院|学校|小学|中学|幼儿园|车站|汽车站|工地|商业街|步行街|中转站|转运站|宾馆|网吧|背街小巷"
)
_NAME = re.compile(rf"(?P<name>[\u4e00-\u9fffA-Za-z0-9·]{{1,14}}?(?:{_KIND}))")
_AREA = re.compile(
    r"[\u4e00-\u9fff]{1,16}(?:区|县|市|镇|乡|街道|街道办事处|街道办|办事处|开发区|园区|新区|社区"
    r"|管委会|新城|旗|州)(?:[（(][^（）()]{1,12}[）)])?"
)
_BATCH = re.compile(
    r"(?P<batch>第[一二三四五六七八九十\d]+批(?:次)?)(?:改造|建设|整治|创建|提升|打造"
    r"|验收)?(?:的)?(?:农贸|集贸)?(?:市场|点位|小区|项目)?[：:]?"
)
_PROGRESS = re.compile(r"(\d{1,3})(?:\.\d+)?[%％]")
_COUNT = re.compile(r"等(?P<n>\d{1,3}|[一二三四五六七八九十两]{1,3})(?:个|家|处|座|所)")
_REFERS = re.compile(
    r"^(?:部分|重点|难点|第|全市|全区|中心|城区|标准|农贸|各|有关|已|对|在|将|由|我|该|本|新建|老旧"
    r"|批发|专业|建设|改造)"
)


@dataclass(frozen=True, slots=True)
class Sites:
    """An area with its places and notices about stated counts."""

    area: str
    points: tuple[Point, ...]
    warnings: tuple[str, ...] = ()


def area_of(text: str) -> tuple[str, str] | None:
    """(area, the rest) of a text like 冷水滩区：A市场、B市场; None when no area heads it."""
    parts = split_outside(text, "：:")
    if len(parts) < 2:
        return None
    head = re.sub(r"(?:共|有|共有)\d{1,3}(?:个|家|处|座)$", "", half_digits(squeezed(parts[0])))
    if not _AREA.fullmatch(head):
        return None
    return re.sub(r"[（(][^（）()]*[）)]$", "", head), text[len(parts[0]) + 1 :].strip()


def sites_in(text: str, *, any_name: bool = False) -> Sites | None:
    """Places of a paragraph that begins with an area; with `any_name` (a list of places by its heading) also those
    whose names do not tell what they are. None when it is no such paragraph."""
    headed = area_of(text)
    if headed is None:
        return None
    area, rest = headed
    stated = _stated_in_head(text)
    points: list[Point] = []
    warnings: list[str] = []
    batch = ""
    for sentence in sentences(rest):
        for clause in split_outside(sentence.rstrip("。"), "；;"):
            match = _BATCH.search(clause)
            if match is not None and match.start() < 6:
                batch = match["batch"]
                clause = clause[match.end() :]
            found = _points_of(clause, batch, any_name=any_name)
            count = _COUNT.search(clause)
            if count and found and number_of(count["n"]) not in (None, len(found)):
                warnings.append(f"{area}：标注“{count[0]}”，实际读到{len(found)}个")
            known = {point.name for point in points}
            points += [point for point in found if point.name not in known]
    if not points:
        return None
    if len(points) == 1 and not (any_name or batch or stage_of(points[0].stage, points[0].progress) is not Stage.NONE):
        return None  # one name alone is a sentence about a place, not a list
    if stated is not None and stated != len(points):
        warnings.append(f"{area}：标注{stated}个，实际读到{len(points)}个")
    return Sites(area, tuple(points), tuple(warnings))


def _stated_in_head(text: str) -> int | None:
    match = re.match(
        r"[^：:]{1,20}(?:[（(](?:共)?|共有?)(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?:个|家|处|座)[）)]?",
        half_digits(text),
    )
    return number_of(match["n"]) if match else None


_STATE = re.compile(r"(?P<name>[^（()）]+)[（(](?P<state>[^（()）]{2,40})[）)](?P<rest>.*)")


def _points_of(clause: str, batch: str, *, any_name: bool) -> list[Point]:
    """Places named one after the other by 、 at the start of a clause; what follows them is their stage, a bracket
    behind one is its own."""
    parts = [squeezed(part) for part in split_outside(clause, "、")]
    kinds = sum(1 for part in parts if _NAME.match(part))
    points: list[Point] = []
    stage = ""
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        own = _STATE.fullmatch(part)
        plain = own["name"] if own is not None and (last or not own["rest"]) else part
        match = _NAME.match(plain)
        name = ""
        if match is not None and not _REFERS.match(match["name"]):
            name, stage = match["name"], plain[match.end() :]
        elif any_name and 1 < len(plain) <= 16 and (last or not re.search(r"[，,]", plain)):
            name = re.sub(r"等$|[，,].*$", "", plain)
        elif kinds > 1 and _PLAIN_NAME.fullmatch(plain):  # 阳光花园 between 东门小区 and 人民路公厕
            name = plain
        if not name:
            break
        state = own["state"] if own is not None and plain != part else ""
        points.append(_point(name, batch, state))
        if own is not None and plain != part:
            stage = own["rest"]
        if stage:
            break
    told = re.sub(
        r"^(?:和|及)?等(?:\d+|[一二三四五六七八九十]+)?(?:个|家|处)?(?:农贸|集贸)?(?:市场|点位|小区)?", "", stage
    ).strip("，,：: ")
    progress = _progress(told)
    return [point if point.stage else replace(point, stage=told, progress=progress) for point in points]


_PLAIN_NAME = re.compile(r"(?!.*(?:进行|完成|改造|正在|加强|推进|[的了已和]))[\u4e00-\u9fffA-Za-z0-9·]{2,10}")


def _point(name: str, batch: str, state: str) -> Point:
    """A place with what a bracket behind it says: 第一批，已完工."""
    match = _BATCH.match(state)
    if match is not None:
        batch, state = match["batch"], state[match.end() :].strip("，,；;、 ")
    return Point(name, batch, state, _progress(state))


def _progress(words: str) -> int | None:
    found = _PROGRESS.search(half_digits(words))
    return int(found[1]) if found and int(found[1]) <= 100 else None
