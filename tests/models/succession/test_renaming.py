"""A unit bears another name from a day on; before it the old one, however often that happens."""

from datetime import date

import pytest

from models.errors import Refusal
from models.org import actions as org
from models.org import queries
from models.succession import actions
from tests.models.succession.office import Office, past_of
from tests.models.succession.sheets import sheets

FIRST, SECOND, THIRD = date(2024, 3, 1), date(2025, 3, 1), date(2026, 3, 1)


def rename(office: Office, name: str, day: date, short: str | None = None, unit: str = "市工商局") -> None:
    office.do(actions.rename_unit, unit_id=office[unit], name=name, short_name=short, day=day)


def name_on(office: Office, day: date) -> tuple[str, str]:
    row = next(row for row in office.database.read(queries.units, day=day) if row.id == office["市工商局"])
    return row.name, row.short_name


def test_every_sheet_shows_the_name_borne_on_its_day(office: Office) -> None:
    office.do(org.update_unit, unit_id=office["市工商局"], short_name="工商局")
    read = office.database.read
    earlier = read(sheets, day=date(2024, 2, 29))
    rename(office, "市市场监督管理局", FIRST, "市监局")
    assert read(sheets, day=date(2024, 2, 29)) == earlier
    assert name_on(office, date(2024, 2, 29)) == ("市工商局", "工商局")
    assert name_on(office, FIRST) == ("市市场监督管理局", "市监局")
    posts = {row.id: row.unit for row in read(queries.posts, day=FIRST)}
    assert posts[office["旧局长"]] == "市市场监督管理局"
    assert read(queries.groups, campaign_id=office["创卫"], day=FIRST)[0].lead_unit == "市市场监督管理局"
    row = next(row for row in read(queries.units) if row.id == office["市工商局"])
    assert (row.initials, [old.name for old in row.former]) == ("sscjdglj", ["市工商局"])
    assert [event.words for event in past_of(office, row.id).events] == [
        "“市工商局”改称“市市场监督管理局”",
        "简称“工商局”改为“市监局”",
    ]


def test_a_name_may_be_borne_again(office: Office) -> None:
    rename(office, "甲局", FIRST)
    rename(office, "市工商局", SECOND)
    rename(office, "甲局", THIRD)
    days = (date(2023, 1, 1), FIRST, SECOND, THIRD)
    assert [name_on(office, day)[0] for day in days] == ["市工商局", "甲局", "市工商局", "甲局"]


def test_other_names_can_be_edited_without_losing_those_with_a_day(office: Office) -> None:
    office.do(org.update_unit, unit_id=office["市工商局"], short_name="工商局")
    rename(office, "甲局", FIRST, "甲")
    rename(office, "市工商局", SECOND, "工商局")
    office.do(org.update_units, changes={office["市工商局"]: {"aliases": ["工商"]}})
    assert name_on(office, FIRST) == ("甲局", "甲")
    assert name_on(office, date(2023, 1, 1)) == ("市工商局", "工商局")


def test_a_second_change_on_one_day_replaces_the_first(office: Office) -> None:
    rename(office, "甲局", FIRST)
    rename(office, "乙局", FIRST)
    row = next(row for row in office.database.read(queries.units) if row.id == office["市工商局"])
    assert (row.name, [old.name for old in row.former]) == ("乙局", ["市工商局"])
    rename(office, "市工商局", FIRST)
    row = next(row for row in office.database.read(queries.units) if row.id == office["市工商局"])
    assert (row.name, row.former) == ("市工商局", ())


def test_an_alias_becomes_the_name(office: Office) -> None:
    office.do(org.add_alias, unit_id=office["市工商局"], name="市监局")
    rename(office, "市监局", FIRST)
    row = next(row for row in office.database.read(queries.units) if row.id == office["市工商局"])
    assert (row.aliases, [old.name for old in row.former]) == ((), ["市工商局"])


@pytest.mark.parametrize(
    ("name", "day", "sentence"),
    [
        ("", SECOND, "单位没有名称"),
        ("市商务局", SECOND, "同一级里已有单位“市商务局”"),
        ("乙局", date(2024, 1, 1), "在 2024-03-01 已经改过名"),
        ("乙局", date(2020, 1, 1), "从 2020-01-01 起才有"),
        ("乙局", date(2027, 1, 1), "用到 2026-12-31 为止"),
    ],
)
def test_refused_with_the_reason(office: Office, name: str, day: date, sentence: str) -> None:
    rename(office, "甲局", FIRST)
    office.do(org.update_unit, unit_id=office["市工商局"], valid_from=date(2020, 1, 1), valid_to=date(2027, 1, 1))
    with pytest.raises(Refusal, match=sentence):
        rename(office, name, day)
    assert name_on(office, SECOND)[0] == "甲局"
