"""Sheets and pasted rows of contacts in the forms that offices send."""

import io
from datetime import date
from pathlib import Path

import pytest

from models.errors import Refusal
from models.intake.contacts.reading import entries_of_file, read_contacts
from models.intake.contacts.sheet import entries_of_block
from models.org.contact_entries import ContactEntry
from models.org.contact_sheet import workbook_of
from models.org.queries.contacts import ContactRow
from models.org.terms import ContactRole
from models.worker import Worker

HEAD, LIAISON = ContactRole.HEAD, ContactRole.LIAISON


def rows(*lines: str) -> list[list[str]]:
    return [line.split("|") for line in lines]


def told(entries: list[ContactEntry]) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (one.unit, one.role.label if one.role else "", one.name, one.post, one.phone, one.office_phone)
        for one in entries
    ]


def test_two_rows_per_unit_with_the_unit_over_both() -> None:
    found = entries_of_block(
        rows(
            "云溪市创卫工作通讯录|||||",
            "序号|单位|姓名|职务|手机号码|办公电话",
            "1|市商务局|周晓岚|局长|13900000001|0746-8321234",
            "||贺  明川|科长|139 0000 0002|",
            "2|市公安局|严若溪|副局长|13900000003|",
            "||待定|||",
            "填表人：甲|||||",
        )
    )
    assert told(found) == [
        ("市商务局", "", "周晓岚", "局长", "13900000001", "0746-8321234"),
        ("市商务局", "", "贺明川", "科长", "13900000002", ""),
        ("市公安局", "", "严若溪", "副局长", "13900000003", ""),
    ]
    assert [one.place for one in found] == ["第 3 行", "第 4 行", "第 5 行"]
    assert len({one.id for one in found}) == 3


def test_both_people_in_one_row() -> None:
    found = entries_of_block(
        rows(
            "单位|分管领导|职务|联系电话|联络员|职务|联系电话",
            "市商务局|周晓岚|副局长|13900000001|贺明川|科长|13900000002",
        )
    )
    assert told(found) == [
        ("市商务局", "负责人", "周晓岚", "副局长", "13900000001", ""),
        ("市商务局", "联络员", "贺明川", "科长", "13900000002", ""),
    ]


def test_roles_above_the_fields() -> None:
    found = entries_of_block(
        rows(
            "单位名称|负责人|||联络员||",
            "|姓名|职务|电话|姓名|职务|电话",
            "市商务局|周晓岚|局长|13900000001|贺明川|科长|0746-8321234",
        )
    )
    assert told(found) == [
        ("市商务局", "负责人", "周晓岚", "局长", "13900000001", ""),
        ("市商务局", "联络员", "贺明川", "科长", "", "0746-8321234"),
    ]


def test_a_role_column_and_numbers_in_the_wrong_column() -> None:
    found = entries_of_block(
        rows(
            "单位（部门）|类别|姓名|职务|办公电话|手机|电子邮箱",
            "商务局|负责人|周晓岚|局长|13900000001||zhou@example.com",
            "|联络员|贺明川|||0746-8321234|",
        )
    )
    assert told(found) == [
        ("商务局", "负责人", "周晓岚", "局长", "13900000001", ""),
        ("商务局", "联络员", "贺明川", "", "", "0746-8321234"),
    ]
    assert found[0].email == "zhou@example.com"


def test_rows_without_headings_are_told_by_what_stands_in_them() -> None:
    found = entries_of_block(rows("市商务局|联络员|贺明川|科长|13900000002", "市公安局|联络员|严若溪|干事|13900000003"))
    assert told(found)[1] == ("市公安局", "联络员", "严若溪", "干事", "13900000003", "")


def test_doubts_are_named() -> None:
    found = entries_of_block(
        [
            ["单位", "联络员", "电话"],
            ["商务局", "周晓岚\n贺明川", "13900000001 13900000002"],
            ["公安局", "办公室", "略"],
        ]
    )
    assert [one.name for one in found] == ["周晓岚", "贺明川", "办公室"]
    assert [one.phone for one in found[:2]] == ["13900000001", "13900000002"]
    assert "2 个姓名" in found[0].doubts[0]
    assert any("不像姓名" in doubt for doubt in found[2].doubts)
    assert any("不像电话" in doubt for doubt in found[2].doubts)


def test_a_block_without_names_is_refused() -> None:
    with pytest.raises(Refusal, match="没有认出姓名"):
        entries_of_block(rows("甲|1", "乙|2"))


def book() -> list[ContactRow]:
    def row(number: int, role: ContactRole, **fields: str) -> ContactRow:
        texts = {"person": "", "post": "", "phone": "", "office_phone": "", "email": "", **fields}
        person = number if texts["person"] else None
        return ContactRow(number, 7, "=市商务局", role, person, valid_from=None, valid_to=None, **texts)

    return [
        row(1, HEAD, person="周晓岚", post="局长", phone="13900000001", office_phone="0746-8321234转801"),
        row(2, LIAISON, person="贺明川", phone="13900000002", email="he@example.com"),
    ]


def test_what_is_exported_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "通讯录.xlsx"
    path.write_bytes(workbook_of(book(), date(2026, 5, 31)))
    with Worker() as worker:
        found = read_contacts(path, worker)
    assert told(list(found)) == [
        ("=市商务局", "负责人", "周晓岚", "局长", "13900000001", "0746-8321234转801"),
        ("=市商务局", "联络员", "贺明川", "", "13900000002", ""),
    ]
    hidden = entries_of_file(workbook_of(book(), date(2026, 5, 31), phones=False), "a.xlsx")
    assert [one.phone for one in hidden] == ["139****0001", "139****0002"]


def test_numbers_kept_as_numbers_and_hidden_sheets() -> None:
    from openpyxl import Workbook

    made = Workbook()
    sheet = made.active
    sheet.append(["单位", "姓名", "手机"])
    sheet.append(["商务局", "周晓岚", 13900000001.0])
    other = made.create_sheet("旧")
    other.append(["姓名", "手机"])
    other.append(["甲一", 13900000009])
    other.sheet_state = "hidden"
    data = io.BytesIO()
    made.save(data)
    assert told(entries_of_file(data.getvalue(), "a.xlsx")) == [("商务局", "", "周晓岚", "", "13900000001", "")]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空文件"),
        (b"\x89PNG\r\n", "图片"),
        (b"PK\x03\x04 broken", "损坏"),
        ("只有一行字".encode(), "没有认出姓名"),
        (b"<html><table></table></html>", "不是通讯录能读的格式"),
    ],
)
def test_other_files_are_refused_with_the_reason(data: bytes, word: str) -> None:
    with pytest.raises(Refusal, match=word):
        entries_of_file(data, "a")


def test_text_with_commas_in_the_code_of_windows() -> None:
    text = "单位,姓名,职务,电话\n市商务局,周晓岚,局长,13900000001\n"
    assert told(entries_of_file(text.encode("gb18030"), "a.csv"))[0][2:5] == ("周晓岚", "局长", "13900000001")
