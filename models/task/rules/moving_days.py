"""A task moved to another day: whether it can be, and how its deadline is written then."""

from datetime import date

from models.errors import Refusal


def words_of_move(*, due_from: date | None, to: date, year: int | None) -> str:
    """How the deadline of a task moved to the day `to` is written: 5月31日前, of another year than the campaign's
    (`year` None: of a campaign of several years) 2027年5月31日前; a stretch of time keeps its first day."""
    last = _day_words(to, year)
    if due_from is None or due_from > to:
        return f"{last}前"
    if due_from.year != to.year:
        return f"{due_from.year}年{due_from.month}月{due_from.day}日至{to.year}年{to.month}月{to.day}日"
    return f"{_day_words(due_from, year)}至{to.month}月{to.day}日"


def _day_words(day: date, year: int | None) -> str:
    return f"{day.month}月{day.day}日" if day.year == year else f"{day.year}年{day.month}月{day.day}日"


def why_not_movable_to_day(title: str, due_every: str) -> Refusal | None:
    """A task that recurs has no single day to move."""
    if not due_every:
        return None
    return Refusal(f"“{title}”是定期重复的任务，没有单独的一天可移。", "请在表格里改写它的完成时限。")
