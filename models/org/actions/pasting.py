"""Units, people and seats pasted from a sheet: all rows, or none and the bad cell named."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.blocks import Block, BlockColumn, BlockRow, rows_of, word_reader
from models.errors import Refusal
from models.org.actions.groups import add_seat
from models.org.actions.known_units import known_units
from models.org.actions.people import create_person, ensure_post, known_posts
from models.org.actions.units import create_unit
from models.org.rules import clean_name, is_nobody, role_of_wording, split_names, why_no_name, why_no_phone
from models.org.seat_matching import NewSeat
from models.org.tables import Group, Person, Seat, Tenure, Unit
from models.org.terms import SeatRole, UnitKind
from models.records import fetch, next_position, siblings, write_order
from models.trees import reordered

UNIT_COLUMNS = (
    BlockColumn("name", ("全称", "单位", "单位名称", "名称", "单位全称"), required=True),
    BlockColumn("short_name", ("简称", "单位简称")),
    BlockColumn("kind", ("类别", "单位类别", "类型")),
    BlockColumn("parent", ("上级", "上级单位", "主管单位")),
    BlockColumn("aliases", ("别名", "又名")),
    BlockColumn("former", ("原名", "曾用名")),
    BlockColumn("note", ("备注", "说明")),
)
PERSON_COLUMNS = (
    BlockColumn("name", ("姓名", "名字"), required=True),
    BlockColumn("unit", ("单位", "工作单位", "单位名称")),
    BlockColumn("title", ("职务", "岗位", "职位")),
    BlockColumn("phone", ("电话", "联系电话", "手机", "手机号", "联系方式")),
    BlockColumn("note", ("备注", "说明")),
)
SEAT_COLUMNS = (
    BlockColumn("wording", ("角色", "职责", "组内职务", "小组职务")),
    BlockColumn("person", ("姓名", "名字", "人员")),
    BlockColumn("post_text", ("职务", "单位及职务", "单位职务", "现任职务")),
    BlockColumn("unit", ("单位", "工作单位", "单位名称")),
    BlockColumn("phone", ("电话", "联系电话", "手机", "手机号", "联系方式")),
    BlockColumn("note", ("备注", "说明")),
)

read_unit_kind = word_reader([(kind.label, kind) for kind in UnitKind], "单位类别")


def paste_units(
    session: Session, *, block: Block, parent_id: int | None = None, before_id: int | None = None
) -> list[int]:
    """New units from a block (UNIT_COLUMNS), below `parent_id` unless the row names another 上级; answers the ids."""
    rows = rows_of(block, UNIT_COLUMNS)
    known = known_units(session)
    taken = {
        (unit.parent_id, unit.name)
        for unit in session.execute(select(Unit.parent_id, Unit.name).where(Unit.valid_to.is_(None)))
    }
    positions: dict[int | None, int] = {}
    made: list[int] = []
    for row in rows:
        values = row.values
        name = clean_name(values["name"])
        row.check("name", why_no_name(name, "单位"))
        parent = row.read("parent", known.find) if values["parent"] else parent_id
        if (parent, name) in taken:
            raise row.refuse("name", Refusal(f"同一级里已有单位“{name}”。", "删去这一行，或在名称里写出区别。"))
        taken.add((parent, name))
        if parent not in positions:
            positions[parent] = next_position(session, Unit, parent_id=parent)
        with _named(row, "aliases"):
            unit_id = create_unit(
                session,
                name=name,
                short_name=values["short_name"],
                kind=row.read("kind", read_unit_kind) if values["kind"] else None,
                parent_id=parent,
                position=positions[parent],
                aliases=split_names(values["aliases"]),
                former=[(old, None) for old in split_names(values["former"])],
                note=values["note"],
                check_name=False,
            )
        positions[parent] += 1
        known[name] = unit_id
        made.append(unit_id)
    if before_id is not None:
        listed = siblings(session, Unit, parent_id=parent_id)
        own = set(made)
        here = [unit.id for unit in listed if unit.id in own]
        write_order(listed, reordered([unit.id for unit in listed], here, before_id))
    return made


def paste_people(session: Session, *, block: Block, same_name_is_new: bool = False) -> list[int]:
    """New people from a block (PERSON_COLUMNS), each with the post named; answers the ids.

    A name that someone bears already is refused unless the clerk has said that it is another person.
    """
    rows = rows_of(block, PERSON_COLUMNS)
    known = known_units(session)
    posts = known_posts(session)
    names = set(session.scalars(select(Person.name)))
    made: list[int] = []
    for row in rows:
        values = row.values
        name = clean_name(values["name"])
        row.check("name", why_no_name(name, "人员"))
        row.check("phone", why_no_phone(values["phone"]))
        if name in names and not same_name_is_new:
            raise row.refuse("name", Refusal(f"已经有一位“{name}”。", "同名不同人时，请选择“都作为新人员”。"))
        names.add(name)
        unit_id = row.read("unit", known.find) if values["unit"] else None
        person_id = create_person(session, name=name, phone=values["phone"], note=values["note"])
        if values["title"]:
            post_id = ensure_post(session, unit_id=unit_id, title=values["title"], known=posts)
            session.add(Tenure(post_id=post_id, person_id=person_id))
        elif unit_id is not None:
            raise row.refuse("unit", Refusal("写了单位，没有写职务。", "补上职务，例如“工作人员”。"))
        made.append(person_id)
    return made


def paste_seats(
    session: Session,
    *,
    group_id: int,
    block: Block,
    before_id: int | None = None,
    people: Mapping[str, int | None] | None = None,
) -> list[int]:
    """New seats from a block (SEAT_COLUMNS) at the end of a group, or in front of `before_id`; answers the ids.

    `people` is what the clerk decided for names that exist already: the id, or None for a new person. A name that
    exists and was not decided is refused; a name twice in the block is one person in two seats. An empty role cell
    goes on with the role above it, as lists of members are written.
    """
    rows = rows_of(block, SEAT_COLUMNS)
    fetch(session, Group, group_id)
    known = known_units(session)
    decided: dict[str, int | None] = dict(people or {})
    existing = set(session.scalars(select(Person.name)))
    position = next_position(session, Seat, group_id=group_id)
    wording, made = "", []
    for row in rows:
        values = row.values
        wording = values["wording"] or wording
        name = "" if is_nobody(values["person"]) else clean_name(values["person"])
        row.check("phone", why_no_phone(values["phone"]))
        unit_id = row.read("unit", known.find) if values["unit"] else None
        if not (name or unit_id or values["post_text"] or values["person"]):
            raise Refusal(f"第 {row.number} 行没有姓名、职务，也没有单位。", "请补上其中一项，或删去这一行。")
        person_id = None
        if name:
            if name in existing and name not in decided:
                raise row.refuse("person", Refusal(f"已经有一位“{name}”。", "请先选择是同一人，还是新的人员。"))
            person_id = decided.get(name)
            if person_id is None:
                person_id = create_person(session, name=name, phone=values["phone"])
                decided[name] = person_id
                existing.add(name)
        made.append(
            add_seat(
                session,
                group_id=group_id,
                role=role_of_wording(wording) if wording else SeatRole.MEMBER,
                wording=wording,
                position=position,
                person_id=person_id,
                unit_id=unit_id,
                post_text=values["post_text"],
                note=values["note"],
            )
        )
        position += 1
    if before_id is not None:
        listed = siblings(session, Seat, group_id=group_id)
        write_order(listed, reordered([seat.id for seat in listed], made, before_id))
    return made


def add_seats(session: Session, *, group_id: int, seats: Sequence[NewSeat]) -> list[int]:
    """New seats at the end of a group as the clerk checked them; answers the ids.

    A new name twice in the list is one person in two seats.
    """
    if not seats:
        raise Refusal("名单里没有席位。", "请至少保留一行。")
    fetch(session, Group, group_id)
    position = next_position(session, Seat, group_id=group_id)
    fresh: dict[str, int] = {}
    made: list[int] = []
    for number, seat in enumerate(seats, 1):
        person_id = seat.person_id
        name = clean_name(seat.name)
        if person_id is None and name and seat.post_id is None:
            if name not in fresh:
                refusal = why_no_name(name, "人员")
                if refusal:
                    raise Refusal(f"第 {number} 行：{refusal.sentence}", refusal.next_step)
                fresh[name] = create_person(session, name=name)
                session.flush()
            person_id = fresh[name]
        made.append(
            add_seat(
                session,
                group_id=group_id,
                role=role_of_wording(seat.wording) if seat.wording else SeatRole.MEMBER,
                wording=seat.wording,
                position=position + number - 1,
                person_id=person_id,
                post_id=seat.post_id,
                unit_id=seat.unit_id,
                post_text=seat.post_text,
            )
        )
    return made


def names_in(block: Block, columns: Sequence[BlockColumn], key: str) -> tuple[str, ...]:
    """The names of one column of a block, each once, so that the page can ask about those that exist already."""
    names = (clean_name(row.values[key]) for row in rows_of(block, columns))
    return tuple(dict.fromkeys(name for name in names if name and not is_nobody(name)))


class _named:
    """Puts row and column in front of a Refusal raised inside."""

    def __init__(self, row: BlockRow, key: str) -> None:
        self._row, self._key = row, key

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Refusal):
            raise self._row.refuse(self._key, error) from None
