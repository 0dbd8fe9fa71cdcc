"""Phones: as people write them, and as they are shown when nobody asked to see them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.org.phones import phones_of, same_phones
from models.org.rules import kept_phone, masked, why_no_email

DIGITS = "0123456789"


@pytest.mark.parametrize(
    ("text", "mobile", "office", "rest"),
    [
        ("13900001234", "13900001234", "", ""),
        ("139 0000 1234", "13900001234", "", ""),
        ("+86-13900001234", "13900001234", "", ""),
        ("１３９００００１２３４", "13900001234", "", ""),
        ("0746-8321234", "", "0746-8321234", ""),
        ("（0746）8321234转801", "", "0746-8321234转801", ""),
        ("07468321234", "", "0746-8321234", ""),
        ("0746——8321234", "", "0746-8321234", ""),
        ("0746-8321234-801", "", "0746-8321234转801", ""),
        ("+86-746-8321234", "", "0746-8321234", ""),
        ("83212345", "", "83212345", ""),
        ("13900001234/13900005678", "13900001234、13900005678", "", ""),
        ("办公室：0746-8321234，手机：13900001234", "13900001234", "0746-8321234", ""),
        ("13900001234（短号661234）", "13900001234", "661234", ""),
        ("12345", "", "12345", ""),
        ("400-123-4567", "", "400-123-4567", ""),
        ("139****1234", "139****1234", "", ""),
        ("139000012", "", "", "139000012"),
        ("见微信群", "", "", "见微信群"),
        ("", "", "", ""),
    ],
)
def test_numbers_are_recognised(text: str, mobile: str, office: str, rest: str) -> None:
    found = phones_of(text)
    assert (found.mobile, found.office, found.rest) == (mobile, office, rest)


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert same_phones("0746-8321234", "(0746) 8321234")
    assert same_phones("13900001234、0746-8321234", "0746 8321234，139 0000 1234")
    assert not same_phones("13900001234", "13900001235")
    assert not same_phones("0746-8321234转801", "0746-8321234")


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13900001234", "139****1234"),
        ("139-0000-1234", "139****1234"),
        ("+86 139 0000 1234", "+86 139****1234"),
        ("0746-8321234", "0746-****234"),
        ("(0746)8321234转801", "(0746)****234转801"),
        ("8321234", "****234"),
        ("13900001234、0746-8321234", "139****1234、0746-****234"),
        ("12345", "12345"),
        ("139****1234", "139****1234"),
        ("", ""),
    ],
)
def test_the_middle_of_every_number_is_hidden(phone: str, shown: str) -> None:
    assert masked(phone) == shown


@given(st.lists(st.text(DIGITS, min_size=7, max_size=12), min_size=1, max_size=3), st.sampled_from(["、", "，", " / "]))
def test_no_number_can_be_read_from_its_mask(numbers: list[str], between: str) -> None:
    shown = masked(between.join(numbers))
    assert not any(number in shown for number in numbers)
    assert not re.search(r"\d{6,}", shown)
    assert masked(shown) == shown


def test_a_mask_written_over_its_own_number_changes_nothing() -> None:
    assert kept_phone("139****1234", "13900001234") == "13900001234"
    assert kept_phone("139****9999", "13900001234") == "139****9999"
    assert kept_phone("13900005678", "13900001234") == "13900005678"


@pytest.mark.parametrize(("text", "allowed"), [("", True), ("a@b.cn", True), ("a@b", False), ("a b@c.cn", False)])
def test_mail_addresses(text: str, allowed: bool) -> None:
    assert (why_no_email(text) is None) is allowed
