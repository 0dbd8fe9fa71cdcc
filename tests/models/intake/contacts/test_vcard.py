"""vCards: what phones write is read; what is written is read back as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.intake.contacts.vcard import entries_of_vcards, is_vcard, split_escaped, unfolded
from models.org.queries.contacts import ContactRow
from models.org.terms import ContactRole
from models.org.vcards import VERSIONS, escaped, folded, vcards_of

OLD_PHONE = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\n"
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=91=A8;=E6=99=93=E5=B2=9A;;;\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=91=A8=\r\n=E6=99=93=E5=B2=9A\r\n"
    "TEL;CELL;PREF:139-0000-0001\r\nTEL;WORK:0746-8321234\r\nTEL;FAX;WORK:0746-8329999\r\n"
    "ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=95=86=E5=8A=A1=E5=B1=80;=E5=B8=82=E5=9C=BA=E7=A7=91\r\n"
    "TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=A7=91=E9=95=BF\r\n"
    "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQ\r\n AAAQABAAD\r\n\r\nEND:VCARD\r\n"
)


def test_the_card_of_an_old_phone() -> None:
    (one,) = entries_of_vcards(OLD_PHONE.encode(), "联系人.vcf")
    assert (one.name, one.unit, one.post) == ("周晓岚", "商务局", "市场科科长")
    assert (one.phone, one.office_phone) == ("13900000001", "0746-8321234")
    assert one.place == "第 1 张名片" and one.doubts == ()


def test_charsets_of_old_cards() -> None:
    card = "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=GBK:周晓岚\nORG:商务局\nEND:VCARD\n"
    (one,) = entries_of_vcards(card.encode("gb18030"), "a.vcf")
    assert (one.name, one.unit) == ("周晓岚", "商务局")
    (wide,) = entries_of_vcards(card.replace(";CHARSET=GBK", "").encode("utf-16"), "a.vcf")
    assert wide.name == "周晓岚"
    assert is_vcard(card.encode("utf-16")) and is_vcard(b"\xef\xbb\xbfbegin:vcard\n") and not is_vcard(b"PK\x03\x04")


def test_versions_3_and_4_with_groups_quotes_and_uris() -> None:
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:贺\n 明川\nitem1.ORG:云溪市公安局\\, 治安支队;\n"
        "CATEGORIES:同事,联络员\nEMAIL;TYPE=INTERNET:he@example.com\nEND:VCARD\n"
        'BEGIN:VCARD\nVERSION:4.0\nFN:严若溪\nTEL;VALUE=uri;TYPE="voice,work":tel:+86-746-8321234;ext=801\n'
        "TEL;TYPE=cell:+86 139 0000 0002\nROLE:分管领导\nEND:VCARD\n"
    )
    first, second = entries_of_vcards(text.encode(), "a.vcf")
    assert (first.name, first.unit, first.role) == ("贺明川", "云溪市公安局, 治安支队", ContactRole.LIAISON)
    assert first.email == "he@example.com"
    assert (second.phone, second.office_phone) == ("13900000002", "0746-8321234转801")
    assert second.role is ContactRole.HEAD


def test_what_is_no_card_or_half_a_card() -> None:
    with pytest.raises(Refusal, match="没有名片"):
        entries_of_vcards(b"hello\nworld\n", "a.vcf")
    (half,) = entries_of_vcards("BEGIN:VCARD\nVERSION:3.0\nFN:周晓岚\nTEL:见微信\n".encode(), "a.vcf")
    assert "不完整" in "".join(half.doubts) and "不像电话号码" in "".join(half.doubts)


def row(**fields: str) -> ContactRow:
    values = {"person": "周晓岚", "unit": "商务局", "post": "", "phone": "", "office_phone": "", "email": "", **fields}
    return ContactRow(id=1, unit_id=2, role=ContactRole.HEAD, person_id=3, valid_from=None, valid_to=None, **values)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp"]), max_size=60
)


@given(unit=TEXTS.filter(bool), post=TEXTS, version=st.sampled_from(VERSIONS))
def test_any_text_comes_back(unit: str, post: str, version: str) -> None:
    written = vcards_of([row(unit=unit, post=post, phone="13900000001、13900000002")], version)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    (one,) = entries_of_vcards(written, "a.vcf")
    assert (one.unit, one.post, one.name, one.role) == (unit, post, "周晓岚", ContactRole.HEAD)
    assert one.phone == "13900000001、13900000002"


@given(st.text(max_size=200).filter(lambda text: not re.search(r"[\r\n]", text)))
def test_folding_and_escapes_are_undone(text: str) -> None:
    lines = list(unfolded(folded("NOTE:" + escaped(text))))
    assert lines == [("NOTE:" + escaped(text)).encode("utf-8")]
    assert split_escaped(escaped(text), ";") == [text]


def test_empty_rows_make_no_card() -> None:
    empty = ContactRow(-4, 2, "商务局", ContactRole.HEAD, None, "", "", "", "", "", None, None)
    assert vcards_of([empty]) == b""
    assert vcards_of([row()]).startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:\xe5\x91\xa8;")
