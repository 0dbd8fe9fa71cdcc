"""Settings of offered papers: completed, checked against what can be chosen, kept as JSON, read from words."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Condition
from models.papers.offer import Asked, Kind, Offer, Option, Setting
from models.printing.settings import fitting, kept, paths_of, read_words, settled

TREE = (
    Option(1, "临江区"),
    Option(2, "橘园社区", 1),
    Option(3, "一号市场", 2),
    Option(4, "青石区"),
    Option(5, "一号市场", 1),
    Option(6, "菜场、果场", 1),
)
CHOICES = (Option("task", "按任务"), Option("unit", "按单位"))


def tree(session: Any, asked: Asked) -> tuple[Option, ...]:
    return TREE


def below(session: Any, asked: Asked) -> tuple[Option, ...]:
    """What can be chosen depends on the cell chosen before."""
    return (Option(7, "摊位"),) if asked.get("cell") == 3 else ()


SETTINGS = (
    Setting("title", "标题", Kind.TEXT, ""),
    Setting("notes", "附注", Kind.LINES, ""),
    Setting("lines", "画线", Kind.BOOL, True),
    Setting("most", "最多", Kind.NUMBER, 3),
    Setting("by", "编排", Kind.CHOICE, "task", lambda session, asked: CHOICES),
    Setting("cell", "网格", Kind.PICK, None, tree),
    Setting("cells", "几个网格", Kind.PICKS, None, tree),
    Setting("stall", "摊位", Kind.PICK, None, below),
)
OFFER = Offer("x", "某表", "table", lambda session, asked: (), SETTINGS)
BY_KEY = {setting.key: setting for setting in SETTINGS}
DEFAULTS = {setting.key: setting.default for setting in SETTINGS}


def completed(values: dict[str, Any]) -> dict[str, Any]:
    return dict(settled(None, OFFER, Asked(None, date.today(), values)).asked.settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "given", "taken"),
    [
        ("title", "表", "表"),
        ("title", 3, ""),
        ("lines", False, False),
        ("lines", "no", True),
        ("most", 9, 9),
        ("most", True, 3),
        ("by", "unit", "unit"),
        ("by", "cell", "task"),
        ("cell", 5, 5),
        ("cell", 99, None),
        ("cells", [5, 3, 99], (3, 5)),
        ("cells", [99], None),
        ("cells", [], ()),
        ("cells", None, None),
    ],
)
def test_what_does_not_fit_gives_way_to_the_default(key: str, given: Any, taken: Any) -> None:
    assert completed({key: given}) == DEFAULTS | {key: taken}


def test_choices_may_depend_on_what_was_set_before() -> None:
    assert completed({"cell": 3, "stall": 7})["stall"] == 7
    assert completed({"cell": 4, "stall": 7})["stall"] is None


def test_an_option_that_is_gone_gives_way_to_the_first() -> None:
    gone = Setting("by", "编排", Kind.CHOICE, "old", lambda session, asked: CHOICES)
    assert fitting(gone, "old", CHOICES) == "task"


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False), st.lists, max_leaves=4
)


@given(st.dictionaries(st.sampled_from([*BY_KEY, "other"]), JUNK))
def test_kept_settings_are_read_again_whatever_they_were(junk: dict[str, Any]) -> None:
    values = completed(junk)
    assert set(values) == set(BY_KEY)
    assert completed(json.loads(json.dumps(kept(OFFER, values)))) == values


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [
        ("title", ["表"], "表"),
        ("notes", ["一", "二"], "一\n二"),
        ("lines", ["否"], False),
        ("lines", ["yes"], True),
        ("most", ["12"], 12),
        ("by", ["按单位"], "unit"),
        ("by", ["unit"], "unit"),
        ("cell", ["橘园"], 2),
        ("cell", ["青石区/一号市场"], 5),
        ("cell", ["橘园社区/一号市场"], 3),
        ("cell", ["6"], 6),
        ("cells", ["临江区、青石区"], (1, 4)),
        ("cells", ["菜场、果场"], (6,)),
        ("cells", ["临江区", "橘园社区，临江区"], (1, 2)),
    ],
)
def test_words_of_the_command_line(key: str, words: list[str], value: Any) -> None:
    setting = BY_KEY[key]
    options = setting.options(None, Asked(None, date.today())) if setting.options else ()  # type: ignore[arg-type]
    assert read_words(setting, words, options) == value


@pytest.mark.parametrize(
    ("key", "words", "sentence"),
    [
        ("lines", "也许", "要写“是”或“否”"),
        ("most", "许多", "要写整数"),
        ("by", "按人", "没有“按人”"),
        ("cell", "一号市场", "对应 2 个网格：临江区/橘园社区/一号市场、青石区/一号市场"),
        ("cell", "三号市场", "没有“三号市场”"),
        ("cells", "临江区、三号市场", "没有“三号市场”"),
    ],
)
def test_words_that_mean_nothing_say_what_can_be_chosen(key: str, words: str, sentence: str) -> None:
    setting = BY_KEY[key]
    options = setting.options(None, Asked(None, date.today())) if setting.options else ()  # type: ignore[arg-type]
    with pytest.raises(Condition) as refused:
        read_words(setting, [words], options)
    assert sentence in str(refused.value)


def test_paths_lead_from_the_top() -> None:
    assert paths_of(TREE)[2] == ("临江区", "橘园社区", "一号市场")
    assert paths_of(TREE)[4] == ("青石区", "一号市场")
