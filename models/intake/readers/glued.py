"""Cells of units put right: names that a copy has run together (县公安局县财政局), set apart by blanks alone, or broken
in two by a narrow column."""

import re
from collections import Counter
from dataclasses import replace

from models.intake.fields.labels import About
from models.intake.fields.units import is_unit_like
from models.intake.readers.forms import Heads
from models.intake.source import Table

RUN_TOGETHER = "单位是连在一起写的，已经拆开，请核对。"
_SAMPLE, _LONGEST = 60, 200
_AREAS = "省市区县州旗镇乡"
_ENDS = "局委办部队会院心司府处所站科团室"
_CUTS = {area: re.compile(rf"(?<=[{_ENDS}])(?={area}[\u4e00-\u9fff]|各[\u4e00-\u9fff])") for area in _AREAS}
_LISTED = re.compile(r"[、，,；;：:\s（(]")
_INSIDE = re.compile(r"[（(][^（）()]{1,8}[）)]")  # 县商务（经济）局
_MARK = re.compile(r"[、，,；;：:]")
_BLANKS = re.compile(r"[ \t\u3000\u00a0]+")


def unglued(table: Table, heads: Heads) -> tuple[Table, frozenset[int]]:
    """(the table with 、 between the names of its cells of units, the rows where names were run together).

    Those come apart only where most cells hold one name and all of these begin with the same 县 or 市.
    """
    columns = heads.label_columns(About.UNITS)
    start = heads.last + 1
    area = _common_area(table, columns, start)
    rows, apart = list(table.rows), set()
    for index in range(start, len(rows)):
        row = rows[index]
        for at in columns:
            text = row[at].strip()
            if len(text) < 6 or len(text) > _LONGEST:
                continue
            parts = _parts(text, area) if text[0] == area else []
            fresh = "、".join(parts) if len(parts) > 1 else _set_apart(_mended(text))
            if fresh != text:
                rows[index] = (*rows[index][:at], fresh, *rows[index][at + 1 :])
                if len(parts) > 1:
                    apart.add(index)
    return replace(table, rows=tuple(rows)), frozenset(apart)


def _common_area(table: Table, columns: list[int], start: int) -> str:
    """The 县 or 市 with which the names of single units begin; empty when they begin differently."""
    body = table.rows[start : start + _SAMPLE]
    alone = Counter(row[at].strip()[0] for row in body for at in columns if _is_one(row[at].strip()))
    area, count = alone.most_common(1)[0] if alone else ("", 0)
    return area if area in _CUTS and count >= 3 and count * 10 >= sum(alone.values()) * 8 else ""


def _is_one(text: str) -> bool:
    if not 2 < len(text) <= 16 or _LISTED.search(_INSIDE.sub("", text)) or not is_unit_like(text):
        return False
    return len(_parts(text, text[0])) < 2


def _parts(text: str, area: str) -> list[str]:
    """The names of a run; none when it has marks of its own or a part is no name."""
    if area not in _CUTS or _LISTED.search(_INSIDE.sub("", text)):
        return []
    parts = [part for part in _CUTS[area].split(text) if part]
    return parts if all(len(part) > 2 and is_unit_like(part) for part in parts) else []


def _set_apart(text: str) -> str:
    """Names between blanks alone, each of them whole."""
    parts = _BLANKS.split(text)
    if len(parts) < 2 or _MARK.search(text) or "\n" in text:
        return text
    return "、".join(parts) if all(len(part) > 2 and is_unit_like(part) for part in parts) else text


def _mended(text: str) -> str:
    """Names broken at the end of a line: 县人力资源和⏎社会保障局."""
    lines = text.split("\n")
    found = lines[0]
    for line in lines[1:]:
        tail, head = _MARK.split(found.split("\n")[-1])[-1].strip(), _MARK.split(line)[0].strip()
        broken = len(tail) > 1 and not is_unit_like(tail) and is_unit_like(tail + head)
        found = f"{found.rstrip()}{line.lstrip()}" if broken else f"{found}\n{line}"
    return found
