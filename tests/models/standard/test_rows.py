"""Fields and tasks of several indicators in one step."""

from models.database import Database
from models.org.tables import Campaign
from models.standard import actions, queries
from models.standard.actions.rows import change_rows
from models.standard.actions.ties import set_link_note
from models.task import actions as tasks


def _campaign(session: object, *, name: str) -> int:
    row = Campaign(name=name, year=2026)
    session.add(row)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    return row.id


def test_the_tasks_of_one_campaign_are_set_and_those_of_others_stay(database: Database) -> None:
    def do(action: object, **kw: object) -> int:
        return database.do("测试", action, **kw).value  # type: ignore[arg-type]

    def served(indicator_id: int) -> list[int]:
        rows = {row.id: row for row in database.read(queries.indicators)}
        return [task.id for task in rows[indicator_id].tasks]

    here, there = do(_campaign, name="创卫"), do(_campaign, name="创城")
    one, two = (do(tasks.add_task, campaign_id=here, title=title) for title in ("甲", "乙"))
    other = do(tasks.add_task, campaign_id=there, title="丙")
    standard = do(actions.create_standard, name="标准")
    first, second = (do(actions.create_indicator, standard_id=standard, name=name) for name in ("一", "二"))
    do(actions.connect_tasks, indicator_id=first, task_ids=[one, other])
    changes = {first: {"task_ids": (two,), "points": 300}, second: {"task_ids": (two, one)}}
    do(change_rows, changes=changes, campaign_id=here)
    assert (served(first), served(second)) == ([other, two], [two, one])
    database.undo()
    assert (set(served(first)), served(second)) == ({one, other}, [])
    do(change_rows, changes={first: {"task_ids": ()}})
    assert served(first) == []


def test_the_words_about_a_link(database: Database) -> None:
    def do(action: object, **kw: object) -> int:
        return database.do("测试", action, **kw).value  # type: ignore[arg-type]

    rows = [
        do(actions.create_indicator, standard_id=do(actions.create_standard, name=name), name="一") for name in "甲乙"
    ]
    link = do(actions.link_indicators, indicator_id=rows[0], other_id=rows[1])
    do(set_link_note, link_id=link, note=" 只算城区 ")
    notes = {row.links[0].note for row in database.read(queries.indicators)}
    assert notes == {"只算城区"}
