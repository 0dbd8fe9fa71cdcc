"""What the clerk corrected in the review stays when the document, or a newer issue of it, is read again."""

from dataclasses import replace

from models.acceptance.actions import accept_reading
from models.acceptance.queries import changes_of
from models.acceptance.terms import Choice, Part, State
from models.database import Database
from models.intake.draft import Draft, Kind, Task
from models.intake.review import Block, Review

READ = Draft(
    Kind.PLAN,
    "青溪市促消费方案",
    tasks=(
        Task(0, "组织企业参加境内外展会", "1.", body="全年不少于四场。"),
        Task(1, "清理广告；改造市场", "2."),
        Task(2, "多余的一段", "3."),
    ),
)


def ids(review: Review) -> list[int]:
    return [item.id for item in review.rows(Block.TASKS)]


def take(database: Database, review: Review, campaign_id: int | None = None) -> int:
    taken = database.do(
        "导入", accept_reading, draft=review.to_draft(), campaign_id=campaign_id, source="方案.docx",
        as_read=review.as_read(),
    ).value  # fmt: skip
    assert taken.campaign_id is not None
    return int(taken.campaign_id)


def states(database: Database, draft: Draft, home: int) -> list[tuple[str, State]]:
    rows = database.read(changes_of, draft=draft, campaign_id=home, source="方案.docx").rows
    return [(row.title, row.state) for row in rows if row.part is Part.TASKS]


def test_a_correction_is_kept_and_what_was_dropped_stays_out(database: Database) -> None:
    review = Review(READ)
    first, second, third = ids(review)
    review.edit(first, title="办展", body="")
    review.split(second, "title", 5)
    review.drop([third])
    home = take(database, review)
    assert states(database, READ, home) == [
        ("组织企业参加境内外展会", State.OURS),
        ("清理广告；改造市场", State.OURS),
        ("多余的一段", State.LEFT),
    ], "nothing is new, and the row made by splitting is not missed"

    revised = replace(READ, tasks=(*READ.tasks[:1], replace(READ.tasks[1], body="新增一句。"), *READ.tasks[2:]))
    again = Review(revised)
    assert [state for _, state in states(database, revised, home)] == [State.OURS, State.CHANGED, State.LEFT]
    take(database, again, home)
    assert [state for _, state in states(database, revised, home)] == [State.OURS, State.OURS, State.LEFT]
    (kept, *_) = database.read(changes_of, draft=revised, campaign_id=home, source="方案.docx").rows
    assert [(one.key, one.before) for one in kept.fields] == [("title", "办展"), ("body", "")]
    assert kept.choices == (Choice.KEEP, Choice.TAKE) and set(kept.taken(Choice.TAKE)) == {"title", "body"}


def test_joined_rows_do_not_come_back(database: Database) -> None:
    review = Review(READ)
    first, second, _ = ids(review)
    review.join([first, second])
    home = take(database, review)
    found = [state for _, state in states(database, READ, home)]
    assert found[1:] == [State.LEFT, State.SAME] and found[0] in (State.OURS, State.SAME)


def test_a_row_that_waits_is_still_new(database: Database) -> None:
    review = Review(READ)
    review.confirm(ids(review)[0])
    taken = database.do(
        "导入", accept_reading, draft=review.to_draft(confirmed_only=True), source="方案.docx",
        as_read=review.as_read(confirmed_only=True),
    ).value  # fmt: skip
    assert [state for _, state in states(database, READ, taken.campaign_id)] == [State.SAME, State.NEW, State.NEW]


def test_a_new_row_that_was_not_wanted_is_left(database: Database) -> None:
    home = take(database, Review(replace(READ, tasks=READ.tasks[:2])))
    review = Review(READ)
    changed = replace(READ.tasks[0], body="全年五场。")
    review.edit(ids(review)[0], body=changed.body)
    database.do(
        "导入", accept_reading, draft=review.to_draft(), campaign_id=home, source="方案.docx",
        as_read=review.as_read(), choices={"tasks:2": Choice.KEEP},
    )  # fmt: skip
    assert states(database, READ, home)[2] == ("多余的一段", State.LEFT)
