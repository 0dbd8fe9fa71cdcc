"""Bring an older file to this program's schema: verified backup first, then one transaction, row counts verified."""

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from models.backup import backup
from models.database import Database, Report
from models.errors import Condition
from models.migrations import upgrade


def upgrade_file(database: Database, report: Report | None = None) -> None:
    """Upgrade the open database in place; it cannot be undone past that. Rolled back whole when a table lost rows."""
    backup(database, report=report)
    with database.connection() as connection:
        before = _counts(connection)
        upgrade(connection)
        after = _counts(connection)
        lost = [name for name, count in before.items() if name in after and after[name] < count]
        if lost:
            raise Condition(
                f"升级“{database.path.name}”时核对行数不符，已全部退回。",
                "数据没有变化；请用原来的版本打开，并联系我们。",
            )
    database.do("升级数据文件", _nothing, wall=True)


def _nothing(session: Session) -> None:
    """The step is the wall itself."""


def _counts(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}
