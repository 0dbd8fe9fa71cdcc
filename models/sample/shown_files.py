"""The sample's attachments: a plan, minutes and a drawn photo, made on the spot; one of them hangs at two places."""

import struct
import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment.actions import add_link, attach, set_note
from models.attachment.store import Stored, put_all
from models.grid.tables import GridCell
from models.sample.shelf import FOLDER
from models.task.tables import Task

_PLAN, _MINUTES, _PHOTO = "清河新区专项整治行动工作方案.docx", "{day} 督查调度会纪要.txt", "黄泥坡市场改造现场.png"
_WIDTH, _HEIGHT = 240, 160
_SKY, _ROOF, _WALL, _GROUND, _DOOR = (188, 214, 236), (168, 72, 58), (226, 214, 190), (120, 126, 118), (74, 92, 116)


def put_sample_files(database: Path, today: date) -> tuple[Stored, ...]:
    """Put the files beside the new database; `add_files` hangs them on records."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        plan, minutes, photo = (
            folder / name.format(day=today - timedelta(days=6)) for name in (_PLAN, _MINUTES, _PHOTO)
        )
        plan.write_bytes((FOLDER / "plan.docx").read_bytes())
        minutes.write_text(_minutes(today - timedelta(days=6)), encoding="utf-8-sig")
        photo.write_bytes(_png())
        return put_all(database, (plan, minutes, photo))


def add_files(session: Session, files: Sequence[Stored], *, campaign_id: int) -> None:
    """Hang the plan, the minutes and the photo, in that order, on tasks and on a market; and two links."""
    plan, minutes, photo = files
    tasks = {
        title: task_id
        for task_id, title in session.execute(
            select(Task.id, Task.title).where(Task.campaign_id == campaign_id).order_by(Task.id.desc())
        )
    }
    market = session.scalars(select(GridCell.id).where(GridCell.name == "黄泥坡市场")).first()
    for table, row_id, file, note in (
        ("task", tasks.get("签订目标管理责任书"), plan, "区级方案，供各区参照"),
        ("task", tasks.get("建立每月督查通报制度"), minutes, ""),
        ("task", tasks.get("整治“十乱”现象"), photo, "整改前"),
        ("grid_cell", market, photo, "屋面改造，施工中"),
    ):
        if row_id is not None:
            (file_id,) = attach(session, of_table=table, row_id=row_id, files=[file]).ids
            set_note(session, file_id=file_id, note=note)
    duty = tasks.get("签订目标管理责任书")
    if duty is not None:
        for target, name in (
            ("http://www.nhc.gov.cn/", "国家卫生健康委员会"),
            (r"\\fileserver\创卫资料", "创卫资料共享"),
        ):
            add_link(session, of_table="task", row_id=duty, target=target, name=name)


def _minutes(day: date) -> str:
    return (
        f"督查调度会纪要\r\n\r\n时间：{day.year}年{day.month}月{day.day}日 下午\r\n地点：云溪市创卫办会议室\r\n\r\n"
        "一、各区汇报本月问题整改情况，逾期未改的列入下月重点。\r\n"
        "二、黄泥坡市场等三处改造进度偏慢，由属地街道每周报一次进度。\r\n"
        "三、下次会议前，各单位把整改前后的照片报市创卫办。\r\n"
    )


def _png() -> bytes:
    """A market under its roof, 240 × 160."""
    rows = bytearray()
    for y in range(_HEIGHT):
        rows.append(0)
        for x in range(_WIDTH):
            rows += bytes(_color_at(x, y))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes(rows), 9)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _color_at(x: int, y: int) -> tuple[int, int, int]:
    if y > 130:
        return _GROUND
    if y > 80 and 40 < x < 200:
        return _DOOR if (x // 20) % 2 and y > 100 else _WALL
    if 45 < y <= 80 and abs(x - 120) < 60 + (y - 45):
        return _ROOF
    return _SKY
