"""The grid of the sample: 市, 区, 街道办事处, 社区, and the markets as places with batch and stage."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.base import new_id
from models.grid.tables import GridCell, Level
from models.journal import insert_many
from models.pinyin import initials, sort_key
from models.sample.shelf import load


def add_grid(session: Session, units: Mapping[str, int], *, copies: int = 0) -> int:
    """Write levels and cells; `copies` adds the districts' insides that many times more. Answers the cells written."""
    plan = load("grid")
    levels = [new_id() for _ in plan["levels"]]
    insert_many(
        session,
        Level,
        [
            {"id": level_id, "position": place, "name": name, "is_site": place == len(levels) - 1}
            for place, (level_id, name) in enumerate(zip(levels, plan["levels"], strict=True))
        ],
    )
    rows: list[dict[str, Any]] = []

    def add(level: int, parent_id: int | None, name: str, code: str, **more: Any) -> int:
        cell_id = new_id()
        rows.append(
            {
                "id": cell_id,
                "level_id": levels[level],
                "parent_id": parent_id,
                "position": len(rows),
                "code": code,
                "name": name,
                "pinyin": sort_key(name),
                "initials": initials(name),
                **more,
            }
        )
        return cell_id

    city = add(0, None, plan["city"], "")
    districts = [
        add(1, city, entry["name"], f"{number:02d}", unit_id=units[entry["unit"]])
        for number, entry in enumerate(plan["districts"], 1)
    ]
    for copy in range(copies + 1):
        tail = f"{copy + 1}片" if copy else ""
        for number, (district_id, district) in enumerate(zip(districts, plan["districts"], strict=True), 1):
            for place, street in enumerate(district["streets"], 1 + copy * 10):
                code = f"{number:02d}{place:03d}"
                street_id = add(2, district_id, street["name"] + tail, code, unit_id=units[street["unit"]])
                for order, community in enumerate(street["communities"], 1):
                    inner = f"{code}{order:02d}"
                    unit_id = units.get(community.get("unit", ""))
                    community_id = add(3, street_id, community["name"] + tail, inner, unit_id=unit_id)
                    for index, market in enumerate(community["markets"], 1):
                        name, batch, stage, progress, operator, stalls = market
                        add(
                            4,
                            community_id,
                            name + tail,
                            f"{inner}{index:02d}",
                            unit_id=units[street["unit"]],
                            batch=batch,
                            stage=stage,
                            progress=progress,
                            operator=operator,
                            address=f"{district['name']}{street['name'].removesuffix('办事处')}{community['name']}",
                            stalls=stalls,
                        )
    insert_many(session, GridCell, rows)
    return len(rows)
