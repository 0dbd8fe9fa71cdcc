"""Rows of a sheet or of the clipboard as contact entries: one row per person, or one row per unit with both of them.

Columns are recognised by heading words; without headings by what stands in them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.blocks import Block
from models.errors import Refusal
from models.intake.fields.names import is_name_like, is_post_like
from models.intake.fields.units import is_unit_like
from models.org.contact_entries import ContactEntry
from models.org.phones import phones_of
from models.org.rules import clean_name, is_nobody
from models.org.terms import ContactRole

_HEAD = r"主要负责人|主要领导|分管负责人|分管领导|责任领导|包保领导|负责人|负责同志|责任人|领导"
_LIAISON = r"联络员|联系人|联络人|经办人|具体联系人"
_ROLES = ((ContactRole.LIAISON, re.compile(_LIAISON)), (ContactRole.HEAD, re.compile(_HEAD)))
_FIELDS: tuple[tuple[str, str], ...] = (
    ("number", r"序号|序|编号|№|no\.?"),
    ("unit", r"(?:成员|责任|工作|所在|所属|参建)?单位(?:名称|全称)?|部门(?:名称)?|单位部门|机构"),
    ("role", r"角色|类别|类型|人员类别|身份|职责"),
    ("name", r"姓名|名字|人员"),
    ("post", r"(?:单位(?:及|和)?)?职务(?:职称|及职称)?|职位|岗位|现任职务|单位职务"),
    ("office_phone", r"办公(?:室)?(?:电话|号码|座机)|座机(?:号码)?|固定?话|固定电话|单位电话|值班电话|办电"),
    ("phone", r"(?:联系|移动)?(?:电话|手机)(?:号码?)?|联系方式|电话号码|手机号码?|移动电话|手机"),
    ("email", r"(?:电子)?邮箱(?:地址)?|电子邮件|e-?mail"),
    ("note", r"备注|说明|微信号?|传真|fax|qq号?|短号"),
)
_TOP_ROWS = 12


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: a field, and whose it is where a row holds two people."""

    field: str
    role: ContactRole | None = None


def entries_of_block(block: Block, *, place: str = "第 {} 行", first_id: int = 1) -> list[ContactEntry]:
    """The people of a block of cells; `place` names a row for the user. Refusal when no column can be recognised."""
    rows = [[_tidy(cell) for cell in row] for row in block]
    start, columns = _headings(rows)
    if not columns:
        start, columns = 0, _by_content(rows)
    if not any(column.field == "name" for column in columns.values()):
        raise Refusal("没有认出姓名这一列。", "请在第一行写上表头：单位、角色、姓名、职务、电话、办公电话、邮箱。")
    entries: list[ContactEntry] = []
    unit = role = ""
    for number, row in enumerate(rows[start:], start + 1):
        values: dict[tuple[str, ContactRole | None], str] = {}
        for at, column in columns.items():
            text = row[at] if at < len(row) else ""
            if text and (column.field, column.role) not in values:
                values[(column.field, column.role)] = text
        if values.get(("unit", None)) and _is_heading_again(values):
            continue
        if values.get(("unit", None)):
            unit, role = values[("unit", None)].replace("\n", ""), ""
        role = values.get(("role", None)) or role
        entries += _people_of(values, columns, unit, place.format(number), len(entries) + first_id)
    return entries


def has_contact_headings(block: Block) -> bool:
    """Whether the first rows name the columns of a contact list."""
    _, columns = _headings([[_tidy(cell) for cell in row] for row in block])
    return any(column.field == "name" for column in columns.values())


def _people_of(
    values: dict[tuple[str, ContactRole | None], str],
    columns: dict[int, _Column],
    unit: str,
    place: str,
    first_id: int,
) -> list[ContactEntry]:
    """The people of one row, by the roles its columns stand for."""
    found: list[ContactEntry] = []
    for role in dict.fromkeys(column.role for column in columns.values() if column.field == "name"):
        written = values.get(("name", role), "")
        if not written or is_nobody(written):
            continue
        said = role or role_of(values.get(("role", None), ""))
        phones = [
            phones_of(values.get((key, role), "") or (values.get((key, None), "") if role is None else ""))
            for key in ("phone", "office_phone")
        ]
        doubts = [f"“{phone.rest[:20]}”不像电话号码。" for phone in phones if phone.rest]
        names = [written] if is_name_like(written) and "\n" not in written else _several(written)
        if len(names) > 1:
            doubts.append(f"一格里有 {len(names)} 个姓名。")
        elif not _may_be_name(names[0]):
            doubts.append(f"“{names[0][:20]}”不像姓名。")
        mobile, office = _sorted_out(phones[0].mobile, phones[0].office, phones[1].mobile, phones[1].office)
        mobiles = mobile.split("、")
        for at, name in enumerate(names):
            entry = ContactEntry(
                id=first_id + len(found),
                place=place,
                unit=unit,
                role=said,
                name=clean_name(name),
                post=values.get(("post", role), "").replace("\n", ""),
                phone=mobile,
                office_phone=office,
                email=values.get(("email", role), ""),
                doubts=tuple(doubts),
            )
            if len(names) > 1:
                entry = replace(entry, phone=mobiles[at] if len(mobiles) == len(names) else "")
            found.append(entry)
    return found


def _sorted_out(mobile: str, landline: str, office_mobile: str, office: str) -> tuple[str, str]:
    """(phone, office phone): each number where its kind belongs, whatever column it was written in."""
    if not office:
        return mobile or office_mobile, landline
    return mobile or landline or office_mobile, office


def role_of(text: str) -> ContactRole | None:
    """The role that a word of a list means (分管领导, 联系人); None for other words."""
    return next((role for role, pattern in _ROLES if pattern.search(text)), None)


def _may_be_name(text: str) -> bool:
    """Whether a cell under 姓名 holds a name: rare surnames too, but no office and no post."""
    if is_name_like(text):
        return True
    short = re.fullmatch(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff·•]{4,16}|[A-Za-z][A-Za-z .'-]{1,40}", text)
    return bool(short) and not (is_post_like(text) or is_unit_like(text) or re.search(r"(?:室|科|处|股|办|组)$", text))


def _several(text: str) -> list[str]:
    names = [part for part in re.split(r"[、，,；;/\n]|\s{2,}", text) if part.strip()]
    return names if len(names) > 1 and all(is_name_like(part) for part in names) else [text]


# ---- columns ------------------------------------------------------------------------------------------------


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, _Column]]:
    """(first row below the headings, columns): one row of headings, or two with the roles above the fields."""
    for at, row in enumerate(rows[:_TOP_ROWS]):
        found = [_heading(cell) for cell in row]
        if sum(column is not None for column in found) < 2 or not any(
            column is not None and column.field in ("unit", "name") for column in found
        ):
            continue
        below = [_heading(cell) for cell in rows[at + 1]] if at + 1 < len(rows) else []
        if sum(column is not None for column in below) >= 2:
            return at + 2, _of_two_rows(row, found, below)
        return at + 1, _with_roles(found)
    return 0, {}


def _with_roles(found: Sequence[_Column | None]) -> dict[int, _Column]:
    """A column without a role of its own right of one that names a person (联络员 | 职务 | 电话) is that person's."""
    named = [column.role for column in found if column is not None and column.field == "name" and column.role]
    columns: dict[int, _Column] = {}
    role: ContactRole | None = None
    for at, column in enumerate(found):
        if column is None:
            continue
        if column.field == "name":
            role = column.role
        if named and column.role is None and column.field in ("post", "phone", "office_phone", "email"):
            column = replace(column, role=role)
        columns[at] = column
    return columns


def _of_two_rows(
    top: Sequence[str], found: Sequence[_Column | None], below: Sequence[_Column | None]
) -> dict[int, _Column]:
    columns: dict[int, _Column] = {}
    role: ContactRole | None = None
    for at in range(max(len(top), len(below))):
        upper = found[at] if at < len(found) else None
        lower = below[at] if at < len(below) else None
        if at < len(top) and top[at]:
            role = role_of(top[at]) if upper is None or upper.field == "name" else None
        if lower is not None:
            columns[at] = replace(lower, role=lower.role or role)
        elif upper is not None:
            columns[at] = upper
    return columns


def _heading(text: str) -> _Column | None:
    plain = re.sub(r"[（(][^（）()]*[）)]|[\s：:*＊/]", "", text)
    if not plain or len(plain) > 12:
        return None
    for role, pattern in _ROLES:
        found = pattern.match(plain)
        if found is not None:
            rest = plain[found.end() :]
            if not rest:
                return _Column("name", role)
            key = _field(rest)
            return _Column(key, role) if key is not None else None
    key = _field(plain)
    return _Column(key) if key is not None else None


def _field(plain: str) -> str | None:
    return next((key for key, pattern in _FIELDS if re.fullmatch(pattern, plain, re.IGNORECASE)), None)


def _is_heading_again(values: dict[tuple[str, ContactRole | None], str]) -> bool:
    """A heading that is repeated on each page of a long sheet."""
    found = [_heading(text) for text in values.values()]
    return sum(column is not None for column in found) >= 2


def _by_content(rows: Sequence[Sequence[str]]) -> dict[int, _Column]:
    """Columns told by what stands in them, each by its majority."""
    wide = max(map(len, rows), default=0)
    columns: dict[int, _Column] = {}
    taken: Counter[str] = Counter()
    for at in range(wide):
        texts = [row[at] for row in rows if at < len(row) and row[at]]
        counted = Counter(_kind(text) for text in texts)
        kind = counted.most_common(1)[0][0] if counted else ""
        if kind == "phone" and taken["phone"]:
            kind = "office_phone"
        if kind and not taken[kind]:
            columns[at] = _Column(kind)
            taken[kind] += 1
    return columns


def _kind(text: str) -> str:
    if "@" in text:
        return "email"
    phones = phones_of(text)
    if (phones.mobile or phones.office) and not phones.rest:
        return "number" if re.fullmatch(r"\d{1,4}", text) else "phone"
    if re.fullmatch(rf"{_HEAD}|{_LIAISON}", text):
        return "role"
    if is_name_like(text):
        return "name"
    return "unit" if is_unit_like(text) else "post"


def _tidy(cell: str) -> str:
    lines = [clean_name(line) for line in cell.splitlines()]
    text = "\n".join(line for line in lines if line)
    if re.fullmatch(r"1\d{10}\.0+", text):  # a number that a sheet kept as one
        return text.split(".")[0]
    return text
