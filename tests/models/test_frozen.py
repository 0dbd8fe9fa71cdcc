"""Records come back exactly from their JSON; what does not fit is refused."""

import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.frozen import BROKEN, digest_of, read, text_of
from models.words import Labelled


class Colour(Labelled):
    RED = "red", "红"
    BLUE = "blue", "蓝"


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    amount: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Fruit:
    weight: int


@dataclass(frozen=True, slots=True)
class Branch:
    """All that a record may hold, itself included."""

    id: int
    parts: tuple[Leaf | Fruit, ...] = ()
    pair: tuple[str, int] = ("", 0)
    colours: frozenset[Colour] = frozenset()
    colour: Colour | None = None
    day: date | None = None
    is_dry: bool = False
    only: Leaf | Fruit | None = None
    below: tuple["Branch", ...] = ()


LEAVES = st.builds(Leaf, st.text(max_size=4), st.fractions()) | st.builds(Fruit, st.integers())
FLAT = st.builds(
    Branch,
    st.integers(),
    parts=st.lists(LEAVES, max_size=3).map(tuple),
    pair=st.tuples(st.text(max_size=3), st.integers()),
    colours=st.frozensets(st.sampled_from(Colour)),
    colour=st.none() | st.sampled_from(Colour),
    day=st.none() | st.dates(),
    is_dry=st.booleans(),
    only=st.none() | LEAVES,
)
BRANCHES = st.builds(Branch, st.integers(), below=st.lists(FLAT, max_size=3).map(tuple)) | FLAT


@given(BRANCHES)
def test_a_record_comes_back_exactly_from_canonical_text(record: Branch) -> None:
    text = text_of(record)
    assert read(Branch, text) == record
    assert text_of(read(Branch, text)) == text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_what_is_as_usual_is_left_out() -> None:
    assert text_of(Branch(7)) == '{"id":7}'
    assert text_of(Branch(7, (Fruit(2),), colours=frozenset(Colour), day=date(2026, 3, 1))) == (
        '{"colours":["blue","red"],"day":"2026-03-01","id":7,"parts":[{"kind":"Fruit","weight":2}]}'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"id":"7"}',
        '{"id":true}',
        '{"id":7,"colour":"green"}',
        '{"id":7,"day":"2026-02-30"}',
        '{"id":7,"unknown":1}',
        '{"id":7,"is_dry":1}',
        '{"id":7,"pair":["a"]}',
        '{"id":7,"parts":{}}',
        '{"id":7,"parts":[{"weight":2}]}',
        '{"id":7,"parts":[{"kind":"Branch","id":2}]}',
        '{"id":7,"only":{"kind":"Leaf","name":"a","amount":0.5}}',
        '{"id":7,"only":{"kind":"Leaf","name":"a","amount":"1/0"}}',
    ],
)
def test_what_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(BROKEN):
        read(Branch, text)


@pytest.mark.parametrize(
    "other", [("甲", 2, date(2026, 3, 1)), ("甲", 1, None), ("乙", 1, date(2026, 3, 1)), ("甲", 1)]
)
def test_a_digest_covers_every_part(other: tuple[Any, ...]) -> None:
    assert digest_of("甲", 1, date(2026, 3, 1)) != digest_of(*other)
    assert digest_of("甲", 1, date(2026, 3, 1)) == digest_of("甲", 1, date(2026, 3, 1))
