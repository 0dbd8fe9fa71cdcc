"""考核通报: a letter made from the result, with the table of scores in it; its words are the office's own."""

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import chinese_date, lines, period
from models.appraisal.papers.figures import round_words, shown, small_print, standing
from models.appraisal.papers.ranking import GROUPS, RANKS, ROUND, WEIGHTED, part_choices, ranking_table
from models.appraisal.papers.telling import Words, good_and_bad, losses, results, vetoes
from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Setting
from models.papers.sheet import PT_PER_MM, Profile, Row, Sheet
from models.papers.texts import em_width
from models.task.papers.pledge import work_words
from models.task.rules import chinese_number

TEXT_SIZE = 16.0
TITLE = "关于{考核期}情况的通报"
OPENING = "根据《{办法}》，对{单位数}个单位{起止}的工作进行了考核。现将有关情况通报如下："
DEMANDS = (
    "各单位要对照考核扣分明细，逐项查找原因，明确责任人和时限，认真整改。\n"
    "得分靠前的单位要巩固成效、再接再厉；得分较低的单位要制定措施、限期改进，整改情况按要求报送。"
)
_MARKS = "{工作}、{办法}、{考核期}、{起止}、{单位数}会换成实际内容。"
_SEAL, _LEAST = 4.0, 2.0
"""Letters right of the date where a seal stands, and right of a long name (GB/T 9704-2012, 7.3.5)."""


def _make(session: Session, asked: Asked) -> Made:
    found = shown(session, asked)
    groups = found.groups(asked)
    if not groups:
        raise Refusal("选中的考核组没有参加考核的单位，没有可通报的结果。", "请换一个考核组。")
    columns, table = ranking_table(found, asked, groups)
    columns = tuple(column for column in columns if column.key not in ("note", "change"))  # vetoes are told in words
    row = found.round
    marks = {
        "{工作}": work_words(found.campaign.name),
        "{办法}": row.scheme,
        "{考核期}": round_words(row),
        "{起止}": period(row),
        "{单位数}": str(sum(len(group.units) for group in groups)),
    }

    def filled(key: str, usual: str) -> list[str]:
        text = str(asked.get(key, usual))
        for mark, word in marks.items():
            text = text.replace(mark, word)
        return list(lines(text))

    words = Words(found, groups, ranked=found.ranks_shown(asked))
    tables = [_text("各单位得分情况如下：", keep=True), *table] if asked.get("table", True) else []
    sections: list[tuple[str, list[Row]]] = [
        ("考核结果", [*map(_text, results(words)), *tables]),
        (
            "红黑榜",
            [*map(_text, good_and_bad(words, asked.get("red", 3), asked.get("black", 1)))]
            if asked.get("lists")
            else [],
        ),
        ("存在问题", [*map(_text, [*(losses(words) if asked.get("problems", True) else []), *vetoes(words)])]),
        ("工作要求", _numbered(filled("demands", DEMANDS))),
    ]
    addressee = str(asked.get("addressee") or "").strip().rstrip("：:")
    body = [Row({}, over=f"{addressee}：", bare=True, flush=True)] if addressee else []
    body += [_text(line) for line in filled("opening", OPENING)]
    for number, (title, content) in enumerate((one for one in sections if one[1]), 1):
        body += [Row({}, over=f"{chinese_number(number)}、{title}", bare=True, strong=True, keep=True), *content]
    body += _signature(asked, str(asked.get("signer") or "").strip() or found.campaign.lead_unit)
    return (
        Sheet(
            title="".join(filled("title", TITLE)) or round_words(row),
            columns=columns,
            rows=tuple(body),
            number="　".join(part for part in (str(asked.get("number") or "").strip(), standing(row)) if part),
            text_size=TEXT_SIZE,
            small_print=small_print(found.result),
            name="考核通报",
            profile=asked.profile,
        ),
    )


def _text(text: str, *, keep: bool = False) -> Row:
    return Row({}, over=text, bare=True, keep=keep)


def _numbered(clauses: list[str]) -> list[Row]:
    several = len(clauses) > 1
    return [_text(f"（{chinese_number(number)}）{one}" if several else one) for number, one in enumerate(clauses, 1)]


def _signature(asked: Asked, signer: str) -> list[Row]:
    """The name over the date, its middle over that of the date, at the right."""
    day = chinese_date(asked.day)
    left, right = asked.profile.margins[3], asked.profile.margins[1]
    room = (asked.profile.size_mm[0] - left - right) * PT_PER_MM / TEXT_SIZE
    name_right = _SEAL + (em_width(day) - em_width(signer)) / 2
    shift = max(_LEAST - name_right, 0.0)
    ends = [(signer, name_right + shift), (day, _SEAL + shift)]
    rows = [Row({}, over="　", bare=True, flush=True, keep=True)]
    for words, blank in ends:
        if words:
            indent = max(round(room - blank - em_width(words)), 0)
            rows.append(Row({}, over="　" * indent + words, bare=True, flush=True, keep=words is signer))
    return rows


OFFER = Offer(
    "bulletin",
    "考核通报",
    "bullhorn-outline",
    _make,
    settings=(
        ROUND,
        GROUPS,
        RANKS,
        Setting("table", "附得分表", Kind.BOOL, True),
        Setting("parts", "各部分得分", Kind.CHOICE, WEIGHTED, part_choices),
        Setting("problems", "写失分较多的项目", Kind.BOOL, True),
        Setting("lists", "写红黑榜", Kind.BOOL, False, note="红榜不含被否决评先资格的单位。"),
        Setting("red", "红榜每组单位数", Kind.NUMBER, 3),
        Setting("black", "黑榜每组单位数", Kind.NUMBER, 1),
        Setting("title", "标题", Kind.TEXT, TITLE, note=_MARKS),
        Setting("number", "文号", Kind.TEXT, ""),
        Setting("addressee", "主送", Kind.TEXT, "各有关单位"),
        Setting("opening", "开头", Kind.LINES, OPENING, note=_MARKS),
        Setting("demands", "工作要求", Kind.LINES, DEMANDS, note="一行一条，清空就不写这一节。"),
        Setting("signer", "落款", Kind.TEXT, "", note="不填就是专项工作的牵头单位。"),
    ),
    formats=("pdf", "docx"),
    profile=Profile(
        landscape=False,
        margins=(37.0, 26.0, 35.0, 28.0),
        title_size=22.0,
        body_size=10.5,
        heading_size=10.5,
        note_size=12.0,
    ),
    needs_campaign=True,
    note="按考核结果写好的通报，带得分表；文字都可以改，也可以输出 Word 文件再改。",
)
