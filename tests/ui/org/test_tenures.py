"""Posts on the page 组织: somebody stands in for a time, the holder comes back, dates of a tenure are put right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.org import queries
from models.org.queries import PostRow
from models.org.terms import TenureKind
from tests.ui.org.desk import Desk
from tests.ui.org.test_page import go


@pytest.fixture
def posts(desk: Desk) -> Desk:
    """The posts, the only one current."""
    go(desk, "posts")
    desk.stand_on("局长", "title", "title")
    return desk


def post(desk: Desk, day: date) -> PostRow:
    return desk.store.read(queries.posts, day=day)[0]


def stand_in(desk: Desk, starts: date, ends: date | None, who: str = "贺明川") -> None:
    desk.page.find_action("org.stand_in").trigger()  # type: ignore[union-attr]
    form = desk.dialog()
    proposed = [option.text for option in desk.page.view.people.options()]  # type: ignore[attr-defined]
    form.person.setText(next((words for words in proposed if who and words.startswith(who)), ""))
    form.kind.setCurrentIndex(form.kind.findData(TenureKind.SECONDED.value))
    form.starts.setText(starts.isoformat())
    form.ends.setText(ends.isoformat() if ends else "")
    desk.click("确定")


def test_somebody_stands_in_until_a_day_and_the_holder_is_back_without_typing(posts: Desk) -> None:
    today = date.today()
    ends = today + timedelta(days=30)
    stand_in(posts, today, ends)
    assert not posts.has_dialog
    assert posts.texts("holder") == ["贺明川"]
    row = post(posts, today)
    assert (row.kind, row.away) == (TenureKind.SECONDED, "周晓岚")
    panel = posts.page.view.inspector  # type: ignore[attr-defined]
    assert panel._subtitle.text() == f"挂职：贺明川，到 {ends}；周晓岚保留岗位"
    assert [(held.text, held.secondary) for held in panel.holders.rows] == [("贺明川", "挂职"), ("周晓岚", "")]
    assert post(posts, ends).holder == "贺明川"
    assert post(posts, ends + timedelta(days=1)).holder == "周晓岚"
    assert post(posts, today - timedelta(days=1)).holder == "周晓岚"


def test_the_holder_comes_back_on_a_day(posts: Desk) -> None:
    today = date.today()
    posts.page.find_action("org.come_back").trigger()  # type: ignore[union-attr]
    assert "没有人挂职或主持工作" in posts.said[-1]
    stand_in(posts, today - timedelta(days=10), None)
    posts.page.find_action("org.come_back").trigger()  # type: ignore[union-attr]
    form = posts.dialog()
    form.on.setText("明天")
    posts.click("返岗")
    assert form.isVisible()
    form.on.setText(today.isoformat())
    posts.click("返岗")
    assert posts.texts("holder") == ["周晓岚"]
    assert post(posts, today - timedelta(days=1)).holder == "贺明川"
    posts.store.undo()
    assert posts.texts("holder") == ["贺明川"]


def test_wrong_days_keep_the_form_open_or_are_refused(posts: Desk) -> None:
    today = date.today()
    stand_in(posts, today, today - timedelta(days=5))
    assert posts.has_dialog
    posts.click("取消")
    stand_in(posts, today, None, "")
    assert posts.has_dialog
    posts.click("取消")
    stand_in(posts, today, None, "周晓岚")
    assert "“周晓岚”已经任职这个岗位，时间重叠" in posts.said[-1]
    assert post(posts, today).kind is TenureKind.REGULAR


def test_dates_of_a_tenure_are_put_right(posts: Desk) -> None:
    panel = posts.page.view.inspector  # type: ignore[attr-defined]
    panel.holders.row_activated.emit(panel.holders.rows[0].key)
    form = posts.dialog()
    form.starts.setText("2024-01-01")
    form.ends.setText("2023-01-01")
    posts.click("保存")
    assert form.isVisible()
    form.ends.setText("")
    posts.click("保存")
    assert panel.holders.rows[0].right == "2024-01-01 起"
    assert post(posts, date(2023, 12, 31)).holder == ""


def test_a_second_office_is_appointed_as_such(desk: Desk) -> None:
    go(desk, "people")
    desk.stand_on("贺明川", "name")
    desk.page.view.inspector.appoint_requested.emit()  # type: ignore[attr-defined]
    form = desk.dialog()
    form.unit.setText("云溪市公安局")
    form.title.setText("督查专员")
    form.kind.setCurrentIndex(form.kind.findData(TenureKind.CONCURRENT.value))
    desk.click("确定")
    person = next(row for row in desk.store.read(queries.people) if row.name == "贺明川")
    assert [held.words for held in person.posts] == ["云溪市公安局督查专员（兼任）"]
