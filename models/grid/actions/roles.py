"""The roles over cells, changed as a whole list together with the levels they stand on."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.actions.levels import set_levels
from models.grid.rules import LevelForm, RoleForm, why_no_roles
from models.grid.tables import GridCell, Level, LevelRole, Watch, WatchRole
from models.org.rules import clean, clean_name
from models.records import change
from models.references import uses_of, why_in_use


def set_roles(session: Session, *, roles: Sequence[RoleForm]) -> list[int]:
    """Make these the roles, in this order, standing on the levels named by their places; answers their ids.

    A role that is left out is deleted, refused while somebody is in it; so is taking it off a level whose cells have
    somebody in it.
    """
    levels = list(session.scalars(select(Level).order_by(Level.position)))
    refusal = why_no_roles(roles, len(levels))
    if refusal:
        raise refusal
    present = {row.id: row for row in session.scalars(select(WatchRole))}
    kept = {form.id for form in roles if form.id is not None}
    standing = {(row.role_id, row.level_id): row for row in session.scalars(select(LevelRole))}
    for role_id, row in present.items():
        if role_id not in kept:
            uses = uses_of(session, WatchRole, [role_id], own=("level_role",))
            refusal = why_in_use(uses, row.name, "先在“责任”里把这个角色的人员清空。")
            if refusal:
                raise refusal
            for key in [key for key in standing if key[0] == role_id]:
                session.delete(standing.pop(key))
            session.delete(row)
    ids: list[int] = []
    for position, form in enumerate(roles):
        values = {
            "name": clean_name(form.name),
            "holder": form.holder,
            "duty": clean(form.duty),
            "position": position,
        }
        if form.id is not None and form.id in present:
            row = present[form.id]
            change(row, values, values)
        else:
            row = WatchRole(**values)
            session.add(row)
            session.flush()
        ids.append(row.id)
        wanted = {levels[place].id: must for place, must in form.stands if 0 <= place < len(levels)}
        for level in levels:
            found = standing.get((row.id, level.id))
            if level.id in wanted and found is None:
                session.add(LevelRole(level_id=level.id, role_id=row.id, required=wanted[level.id]))
            elif found is not None and level.id in wanted:
                change(found, {"required": wanted[level.id]}, ("required",))
            elif found is not None:
                _check_unused(session, row, level)
                session.delete(found)
    session.flush()
    return ids


def set_levels_and_roles(session: Session, *, levels: Sequence[LevelForm], roles: Sequence[RoleForm]) -> list[int]:
    """`set_levels` and `set_roles` in one step; answers the ids of the levels."""
    ids = set_levels(session, levels=levels)
    set_roles(session, roles=roles)
    return ids


def _check_unused(session: Session, role: WatchRole, level: Level) -> None:
    """Refuse to take a role off a level whose cells have somebody of their own in it."""
    query = (
        select(func.count())
        .select_from(Watch)
        .join(GridCell, GridCell.id == Watch.cell_id)
        .where(Watch.role_id == role.id, GridCell.level_id == level.id)
    )
    count = session.execute(query).scalar_one()
    if count:
        raise Refusal(
            f"“{level.name}”这一级已经有 {count} 条“{role.name}”的责任，不能去掉。",
            "先在“责任”里清空这一级的这个角色。",
        )
