"""Contents come back exactly from their JSON, those written by this form of the program for ever."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.edition.content import (
    Carrier,
    Content,
    FrozenCell,
    FrozenHead,
    FrozenPerson,
    FrozenPhase,
    FrozenTarget,
    FrozenTask,
    FrozenUnit,
    content_of,
    text_of,
)
from models.errors import Condition
from models.frozen import digest_of
from models.task.terms import Role, TaskKind

WORDS = st.text(max_size=6)
IDS = st.integers(1, 8)
DAYS = st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31))


def made(kind: type, **fields: Any) -> st.SearchStrategy[Any]:
    """A record of that kind; fields with a default that are not named here keep it."""
    return st.builds(kind, **fields)


PEOPLE = st.lists(made(FrozenPerson, id=IDS, name=WORDS, post=WORDS), max_size=2).map(tuple)
CELLS = st.lists(IDS, max_size=2).map(tuple)
UNITS = st.lists(made(FrozenUnit, id=IDS, name=WORDS, cells=CELLS), max_size=3).map(tuple)
PATHS = st.lists(WORDS, max_size=2).map(tuple)
TASKS = st.lists(
    made(
        FrozenTask,
        id=IDS,
        title=WORDS,
        parent_id=st.none() | IDS,
        units=UNITS,
        leaders=PEOPLE,
        deadline=WORDS,
        due_to=DAYS,
        points=st.none() | st.integers(0, 9_999),
    ),
    max_size=5,
    unique_by=lambda task: task.id,
).map(tuple)
CONTENTS = made(
    Content,
    day=st.dates(),
    campaign=made(FrozenHead, id=IDS, name=WORDS, lead_unit=WORDS),
    tasks=TASKS,
    phases=st.lists(made(FrozenPhase, id=IDS, name=WORDS, starts=DAYS), max_size=2).map(tuple),
    targets=st.lists(made(FrozenTarget, id=IDS, indicator=WORDS), max_size=2).map(tuple),
    units=st.lists(made(Carrier, id=IDS, name=WORDS), max_size=3).map(tuple),
    cells=st.lists(made(FrozenCell, id=IDS, name=WORDS, path=PATHS), max_size=2).map(tuple),
)
HEAD = FrozenHead(1, "创建国家卫生城市")
OLD = Content(date(2026, 4, 20), HEAD, (FrozenTask(1, "甲"), FrozenTask(2, "乙"), FrozenTask(3, "丙")))


@given(CONTENTS)
def test_a_content_comes_back_exactly_and_its_text_is_canonical(content: Content) -> None:
    assert content_of(text_of(content)) == content
    assert text_of(content_of(text_of(content))) == text_of(content)


@pytest.mark.parametrize("text", ["", "{}", "[1]", text_of(OLD)[:-3], text_of(OLD).replace('"name"', '"nmae"')])
def test_a_damaged_content_says_so(text: str) -> None:
    with pytest.raises(Condition, match="读不出来"):
        content_of(text)


def test_a_content_of_a_later_program_names_its_form() -> None:
    with pytest.raises(Condition, match="格式 2"):
        content_of(text_of(OLD).replace('"form":1', '"form":2'))


def test_the_digest_covers_every_part() -> None:
    first = digest_of(1, "标题", date(2026, 4, 20), text_of(OLD))
    assert first == digest_of(1, "标题", date(2026, 4, 20), text_of(OLD))
    assert len({first, digest_of(2, "标题", date(2026, 4, 20), text_of(OLD)), digest_of(1, "标题", None, "")}) == 3


FORM_1 = (
    '{"campaign":{"first_unit_leads":true,"id":7,"lead_unit":"市创卫办","name":"创建国家卫生城市","year":2026},'
    '"cells":[{"id":9,"level":"市场","name":"翠苑市场","path":["西湖区","翠苑街道"]}],"day":"2026-04-20","form":1,'
    '"phases":[{"id":3,"name":"集中攻坚阶段","starts":"2026-03-01"}],"targets":[{"id":4,"indicator":"覆盖率","value":"≥90%"}],'
    '"tasks":[{"children":1,"id":1,"number":"一、","title":"市容环境"},{"deadline":"5月底前","depth":1,"due_to":"2026-05-31",'
    '"id":2,"kind":"reporting","leaders":[{"id":5,"name":"喆㛃","post":"副局长"}],"number":"（一）","parent_id":1,"points":1000,'
    '"title":"十乱整治","units":[{"cells":[9],"id":6,"name":"市商务局","role":"lead"}]}],'
    '"units":[{"id":6,"kind":"department","name":"市商务局","short_name":"市商务局"}]}'
)


def test_the_first_form_is_read_for_ever() -> None:
    """What editions of released programs hold; this text never changes, whatever a later form looks like."""
    content = content_of(FORM_1)
    task = content.tasks[1]
    assert (task.kind, task.due_to, task.points) == (TaskKind.REPORTING, date(2026, 5, 31), 1000)
    assert task.units == (FrozenUnit(6, "市商务局", Role.LEAD, cells=(9,)),)
    assert task.leaders == (FrozenPerson(5, "喆㛃", "副局长"),)
    assert content.cells == (FrozenCell(9, "翠苑市场", "市场", ("西湖区", "翠苑街道")),)
    assert content.campaign.responsible_leads
    assert content_of(text_of(content)) == content
