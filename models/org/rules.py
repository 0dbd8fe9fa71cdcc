"""Rules of the organisation on plain values: names, validity, who holds a post, which name was borne, kinds by name."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import Refusal
from models.org.terms import GroupKind, SeatRole, TenureKind, UnitKind

LONGEST_NAME = 120
LONGEST_TEXT = 4_000

_INNER_SPACE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_SEPARATORS = re.compile(r"[、，,；;\n\t/|]+")
_PHONE = re.compile(r"[0-9+\-()（）\s转,，、/*]{3,60}")
_NOBODY = re.compile(r"[（(]?(?:待定|待补|未定|暂缺|空缺|缺|无|[×xX*＊○〇]{2,3}|[-—/\\]+)[）)]?")
_EMAIL = re.compile(r"[^@\s,，;；]+@[^@\s,，;；.]+(\.[^@\s,，;；.]+)+")
_NUMBER = re.compile(r"(?P<area>\+?86[\s-]?(?=1\d)|[(（]0\d{2,3}[)）][\s-]?|0\d{2,3}[\s-])?(?P<own>\d(?:[\s-]?\d){5,})")


@dataclass(frozen=True, slots=True)
class Held:
    """One tenure: who, from which day (None: always), to which day (exclusive; None: still), and how."""

    person_id: int
    valid_from: date | None
    valid_to: date | None
    kind: TenureKind = TenureKind.REGULAR


@dataclass(frozen=True, slots=True)
class Formerly:
    """A name borne until a day (exclusive; None: unknown)."""

    name: str
    valid_to: date | None


# ---- names --------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Text as a form field keeps it: no control or direction marks, spaces at the ends or tripled inside."""
    kept = "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co"))
    return re.sub(r"[ \u3000\u00a0]{2,}", " ", kept.replace("\u3000", " ").replace("\u00a0", " ")).strip()


def clean_name(text: str) -> str:
    """A name on one line; spaces set between Chinese characters for the look ("张  伟") go."""
    return _INNER_SPACE.sub("", " ".join(clean(text).split()))


def why_no_name(name: str, what: str) -> Refusal | None:
    """Why `name` cannot be the name of a `what` (单位, 人员 …); None when it can."""
    tidy = clean_name(name)
    if not tidy:
        return Refusal(f"{what}没有名称。", f"请写上{what}的名称。")
    if len(tidy) > LONGEST_NAME:
        return Refusal(f"{what}名称有 {len(tidy)} 个字，太长。", f"名称不超过 {LONGEST_NAME} 个字，其余写在备注里。")
    return None


def why_no_phone(text: str) -> Refusal | None:
    """Why `text` cannot be a phone number. Empty is allowed; so are extensions, several numbers and masks."""
    tidy = clean(text)
    if not tidy or _PHONE.fullmatch(tidy):
        return None
    return Refusal(f"“{tidy[:20]}”不像电话号码。", "只写数字、横线、括号和“转”，其余写在备注里。")


def why_no_email(text: str) -> Refusal | None:
    """Why `text` cannot be an e-mail address; empty is allowed."""
    tidy = clean_name(text)
    if not tidy or _EMAIL.fullmatch(tidy):
        return None
    return Refusal(f"“{tidy[:30]}”不像邮箱地址。", "写成 name@example.com 的样子，或不填。")


def kept_phone(written: str, known: str) -> str:
    """The phone to keep when `written` is given for somebody whose phone is `known`: a mask of it changes nothing."""
    tidy = clean_name(written)
    return known if "*" in tidy and tidy == masked(known) else tidy


def masked(phone: str) -> str:
    """Phones as shown unless somebody asked to see them: of every number the middle is hidden.

    A mobile keeps three digits in front and four at the end, a landline its area code and the last three; an
    extension and a number of up to five digits (12345) stay.
    """
    return _NUMBER.sub(_masked_number, phone)


def _masked_number(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found["own"])
    if len(digits) >= 10:
        return f"{found['area'] or ''}{digits[:3]}****{digits[-4:]}"
    return f"{found['area'] or ''}****{digits[-3:]}"


def is_nobody(text: str) -> bool:
    """Whether a cell for a name says that nobody is named: 待定, 空缺, ×××, —."""
    return _NOBODY.fullmatch(clean_name(text)) is not None


def split_names(text: str) -> list[str]:
    """Names typed in one field, separated by 、，； or line breaks; each once, in order."""
    return list(dict.fromkeys(name for part in _SEPARATORS.split(text) if (name := clean_name(part))))


# ---- kinds --------------------------------------------------------------------------------------------------

_KINDS: tuple[tuple[UnitKind, str], ...] = (
    (UnitKind.COLLECTIVE, r"^(各|有关|相关|其他|全体|全市)|(各成员单位|有关单位|相关单位|有关部门|等单位)$"),
    (UnitKind.COMPANY, r"(公司|集团|企业|银行|合作社)$"),
    (UnitKind.COMMUNITY, r"(社区|居委会|村委会|村民委员会|居民委员会|村)$"),
    (UnitKind.STREET, r"(街道|街道办|街道办事处|乡|镇|乡政府|镇政府|乡人民政府|镇人民政府)$"),
    (
        UnitKind.DISTRICT,
        r"(区|县|旗|区政府|县政府|区人民政府|县人民政府|开发区|新区|园区|管委会|管理委员会|区委|县委|分管委)$",
    ),
    (UnitKind.VERTICAL, r"(税务局|海关|海事局|气象局|烟草专卖局|烟草局|邮政管理局|消防救援支队|供电局|统计调查队)$"),
)


def kind_of_name(name: str) -> UnitKind:
    """The kind of a unit as its name tells it; a department when it tells nothing."""
    tidy = clean_name(name)
    return next((kind for kind, pattern in _KINDS if re.search(pattern, tidy)), UnitKind.DEPARTMENT)


_GROUP_KINDS: tuple[tuple[GroupKind, str], ...] = (
    (GroupKind.OFFICE, r"办公室$"),
    (GroupKind.HEADQUARTERS, r"指挥部$"),
    (GroupKind.LEADING, r"领导小组$"),
    (GroupKind.TASKFORCE, r"专班$"),
    (GroupKind.SPECIALIST, r"(专业组|专责组|专项组)$"),
)


def kind_of_group(name: str) -> GroupKind:
    """The kind of a group as its name tells it; a working group when it tells nothing."""
    tidy = clean_name(name)
    return next((kind for kind, pattern in _GROUP_KINDS if re.search(pattern, tidy)), GroupKind.WORKING)


_ROLES: tuple[tuple[SeatRole, str], ...] = (
    (SeatRole.DEPUTY_DIRECTOR, r"办公室副主任|副主任"),
    (SeatRole.DIRECTOR, r"办公室主任|主任"),
    (SeatRole.EXECUTIVE_DEPUTY, r"常务副|第一副"),
    (SeatRole.DEPUTY, r"副(组长|指挥长|总指挥|召集人|政委)"),
    (SeatRole.HEAD, r"(组长|指挥长|总指挥|政委)"),
    (SeatRole.CONVENER, r"召集人"),
    (SeatRole.LIAISON, r"联络员|联系人"),
    (SeatRole.STAFF, r"工作人员|专干|干事"),
)


def role_of_wording(wording: str) -> SeatRole:
    """The role that a paper's word for a seat means (指挥长 → HEAD); a member when it means nothing else."""
    tidy = clean_name(wording)
    if "常务" in tidy and "副" in tidy:
        return SeatRole.EXECUTIVE_DEPUTY
    return next((role for role, pattern in _ROLES if re.search(pattern, tidy)), SeatRole.MEMBER)


_LEADING = re.compile(
    r"(?<!副)(?<!办公室)(局长|主任|书记|区长|县长|市长|镇长|乡长|部长|院长|校长|所长|行长|关长|主席|经理|董事长|支队长|总队长)$"
)


def is_leading_post(title: str) -> bool:
    """Whether a title is that of who leads a unit (局长, 党组书记、局长); deputies and section heads do not."""
    return _LEADING.search(clean_name(title)) is not None


# ---- validity -----------------------------------------------------------------------------------------------


def is_valid_on(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Whether a half-open range holds on a day."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def last_day(valid_to: date | None) -> date | None:
    """The last day of a half-open range, as screens and papers show it."""
    return None if valid_to is None else valid_to - timedelta(days=1)


def end_after(last: date | None) -> date | None:
    """The exclusive end to store for the last day shown."""
    return None if last is None else last + timedelta(days=1)


def overlap(first_from: date | None, first_to: date | None, second_from: date | None, second_to: date | None) -> bool:
    """Whether two half-open ranges have a day in common."""
    begins_in_time = second_to is None or first_from is None or first_from < second_to
    return begins_in_time and (first_to is None or second_from is None or second_from < first_to)


def why_no_range(valid_from: date | None, valid_to: date | None, what: str = "时间") -> Refusal | None:
    """Why a half-open range cannot be kept: it must have at least one day."""
    if valid_from is not None and valid_to is not None and valid_to <= valid_from:
        return Refusal(f"{what}的结束早于开始（{valid_from} 起，{last_day(valid_to)} 止）。", "请改正其中一个日期。")
    return None


def holders_on(tenures: Iterable[Held], day: date) -> list[int]:
    """Who holds a post on a day, the one who signs first."""
    return list(dict.fromkeys(tenure.person_id for tenure in in_charge_on(tenures, day)))


def in_charge_on(tenures: Iterable[Held], day: date) -> list[Held]:
    """The tenures of a post on a day, the one who signs first: who stands in (主持工作, then 挂职) goes before the
    regular holder, who keeps the post meanwhile; a 兼任 signs only when nobody else does. Of one kind the last to
    come is first."""
    held = [tenure for tenure in tenures if is_valid_on(tenure.valid_from, tenure.valid_to, day)]
    held.sort(key=lambda tenure: tenure.valid_from or date.min, reverse=True)
    return sorted(held, key=lambda tenure: _SIGNS_FIRST.index(tenure.kind))


_SIGNS_FIRST = (TenureKind.ACTING, TenureKind.SECONDED, TenureKind.REGULAR, TenureKind.CONCURRENT)
STANDING_IN = (TenureKind.ACTING, TenureKind.SECONDED)  # end with the return of the regular holder


def name_on(name: str, former: Iterable[Formerly], day: date) -> str:
    """The name a unit bore on a day: of its former names the one that ended first after that day, else the present.

    Former names without a date never win: nobody knows when they were borne.
    """
    ended = [old for old in former if old.valid_to is not None and day < old.valid_to]
    return min(ended, key=lambda old: old.valid_to or date.max).name if ended else name


# ---- search -------------------------------------------------------------------------------------------------


def rank(typed: str, names: Sequence[str], pinyin: str = "", initials: str = "") -> int | None:
    """How well a name answers what was typed: 0 exact, 1 begins so, 2 holds it, 3 initials begin so, 4 initials hold
    it, 5 pinyin begins so; None when it does not. `names[0]` is the name whose pinyin is given."""
    text = clean_name(typed).casefold()
    if not text:
        return None
    folded = [name.casefold() for name in names if name]
    if text in folded:
        return 0
    if any(name.startswith(text) for name in folded):
        return 1
    if any(text in name for name in folded):
        return 2
    if text.isascii():
        key = text.replace(" ", "")
        if initials.startswith(key):
            return 3
        if len(key) > 1 and key in initials:
            return 4
        if len(key) > 1 and pinyin.startswith(key):
            return 5
    return None
