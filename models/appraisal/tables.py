"""Tables of the appraisal: the scheme with its groups, components, criteria and bands; rounds, entries, objections.

Points are in 1/100; numbers of rules are exact texts inside `rule` (JSON, models.appraisal.rules.stored).
"""

from sqlalchemy import BigInteger, Boolean, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.appraisal.terms import EntryState, Outcome, RoundState, SchemeState, Ties
from models.base import Choice, Day, OptionalReference, Record, Reference, Words, refers


class Scheme(Record):
    """考核办法 of a campaign; `number` counts its versions, `origin_id` is the version it was made from."""

    __tablename__ = "scheme"
    __table_args__ = {"comment": "考核办法"}

    campaign_id: Mapped[Reference] = mapped_column(refers("campaign.id"), comment="专项工作")
    name: Mapped[str] = mapped_column(String, comment="名称")
    number: Mapped[int] = mapped_column(default=1, comment="版次")
    origin_id: Mapped[OptionalReference] = mapped_column(refers("scheme.id"), comment="来自")
    document_no: Mapped[Words] = mapped_column(comment="文号")
    state: Mapped[SchemeState] = mapped_column(Choice(SchemeState), default=SchemeState.DRAFT, comment="状态")
    in_force_from: Mapped[Day] = mapped_column(comment="施行日期")
    full: Mapped[int] = mapped_column(default=10_000, comment="满分")  # in 1/100
    digits: Mapped[int] = mapped_column(default=2, comment="小数位数")
    stages: Mapped[str] = mapped_column(String(64), default="total", comment="取舍环节")  # Stage values, by comma
    bonus_ceiling: Mapped[int | None] = mapped_column(comment="加分上限")  # in 1/100
    bonus_beyond: Mapped[bool] = mapped_column(Boolean, default=True, comment="加分可超过满分")
    ties: Mapped[Ties] = mapped_column(Choice(Ties), default=Ties.SHARED, comment="同分")
    breakers: Mapped[Words] = mapped_column(comment="同分比较")  # ids of components, by comma, in order
    shows_ranks: Mapped[bool] = mapped_column(Boolean, default=False, comment="公布名次")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    note: Mapped[Words] = mapped_column(comment="备注")


class SchemeGroup(Record):
    """同类组: units that are ranked among themselves."""

    __tablename__ = "scheme_group"
    __table_args__ = {"comment": "考核组"}

    scheme_id: Mapped[Reference] = mapped_column(refers("scheme.id"), comment="考核办法")
    name: Mapped[str] = mapped_column(String, comment="名称")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class SchemeMember(Record):
    """A unit in a group."""

    __tablename__ = "scheme_member"
    __table_args__ = (UniqueConstraint("group_id", "unit_id"), {"comment": "考核对象"})

    group_id: Mapped[Reference] = mapped_column(refers("scheme_group.id"), comment="考核组")
    unit_id: Mapped[Reference] = mapped_column(refers("unit.id"), comment="单位")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class SchemeComponent(Record):
    """系统, 现场, 履职; 日常, 暗访, 年终: with a weight in 1/10000, or none (its points are added as they are)."""

    __tablename__ = "scheme_component"
    __table_args__ = {"comment": "考核部分"}

    scheme_id: Mapped[Reference] = mapped_column(refers("scheme.id"), comment="考核办法")
    name: Mapped[str] = mapped_column(String, comment="名称")
    weight: Mapped[int | None] = mapped_column(comment="权重")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class Criterion(Record):
    """考核项目: a heading or an item with points and a rule. `body` is the wording of the document; `rule` JSON, empty
    for an item that is marked by hand."""

    __tablename__ = "criterion"
    __table_args__ = {"comment": "考核项目"}

    scheme_id: Mapped[Reference] = mapped_column(refers("scheme.id"), comment="考核办法")
    parent_id: Mapped[OptionalReference] = mapped_column(refers("criterion.id"), comment="上级")
    component_id: Mapped[OptionalReference] = mapped_column(refers("scheme_component.id"), comment="考核部分")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    no: Mapped[Words] = mapped_column(comment="序号")
    name: Mapped[str] = mapped_column(String, comment="考核项目")
    content: Mapped[Words] = mapped_column(comment="考核内容")
    body: Mapped[Words] = mapped_column(comment="评分标准")
    points: Mapped[int | None] = mapped_column(comment="分值")  # in 1/100; a heading's own is what the paper says
    rule: Mapped[str] = mapped_column(Text, default="", comment="规则")
    assessor: Mapped[Words] = mapped_column(comment="负责考核部门")
    indicator_id: Mapped[OptionalReference] = mapped_column(refers("indicator.id"), comment="指标")
    note: Mapped[Words] = mapped_column(comment="备注")


class CriterionScope(Record):
    """Where an item applies: to a group or to one unit; an item without any applies to all."""

    __tablename__ = "criterion_scope"
    __table_args__ = {"comment": "适用范围"}

    criterion_id: Mapped[Reference] = mapped_column(refers("criterion.id"), comment="考核项目")
    group_id: Mapped[OptionalReference] = mapped_column(refers("scheme_group.id"), comment="考核组")
    unit_id: Mapped[OptionalReference] = mapped_column(refers("unit.id"), comment="单位")


class SchemeBand(Record):
    """等次 or another band of totals, with what follows from it. Bounds in 1/100."""

    __tablename__ = "scheme_band"
    __table_args__ = {"comment": "等次"}

    scheme_id: Mapped[Reference] = mapped_column(refers("scheme.id"), comment="考核办法")
    name: Mapped[str] = mapped_column(String, comment="名称")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    low: Mapped[int | None] = mapped_column(comment="下限")
    high: Mapped[int | None] = mapped_column(comment="上限")
    low_open: Mapped[bool] = mapped_column(Boolean, default=False, comment="不含下限")
    high_closed: Mapped[bool] = mapped_column(Boolean, default=False, comment="含上限")
    deduction: Mapped[int | None] = mapped_column(comment="年度扣分")
    money: Mapped[int | None] = mapped_column(comment="奖惩金额")  # in 1/100 元
    flag: Mapped[Words] = mapped_column(comment="后果")


class AppraisalRound(Record):
    """考核期: a period under a scheme version. Once posted, `content` holds its frozen result (JSON), `digest` the
    SHA-256 of it, `head` the journal's head of that moment; a withdrawn one is followed by a new version."""

    __tablename__ = "appraisal_round"
    __table_args__ = {"comment": "考核期"}

    campaign_id: Mapped[Reference] = mapped_column(refers("campaign.id"), comment="专项工作")
    scheme_id: Mapped[Reference] = mapped_column(refers("scheme.id"), comment="考核办法")
    name: Mapped[str] = mapped_column(String, comment="名称")
    number: Mapped[int] = mapped_column(default=1, comment="版次")
    origin_id: Mapped[OptionalReference] = mapped_column(refers("appraisal_round.id"), comment="来自")
    starts: Mapped[Day] = mapped_column(comment="开始日期")
    ends: Mapped[Day] = mapped_column(comment="结束日期")  # the last day
    weight: Mapped[int] = mapped_column(default=10_000, comment="年度权重")  # in 1/10000
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    state: Mapped[RoundState] = mapped_column(Choice(RoundState), default=RoundState.TRIAL, comment="状态")
    posted_on: Mapped[Day] = mapped_column(comment="公示日期")
    posted_until: Mapped[Day] = mapped_column(comment="公示截止")
    locked_on: Mapped[Day] = mapped_column(comment="锁定日期")
    withdrawn_on: Mapped[Day] = mapped_column(comment="撤回日期")
    reason: Mapped[Words] = mapped_column(comment="撤回原因")
    head: Mapped[Words] = mapped_column(comment="历史摘要")
    digest: Mapped[Words] = mapped_column(comment="内容摘要")
    content: Mapped[str] = mapped_column(Text, default="", comment="内容")
    note: Mapped[Words] = mapped_column(comment="备注")


class RoundUnit(Record):
    """A unit of the round's frozen roster, with its group and name of that day; one not checked is left out."""

    __tablename__ = "round_unit"
    __table_args__ = (UniqueConstraint("round_id", "unit_id"), {"comment": "考核名单"})

    round_id: Mapped[Reference] = mapped_column(refers("appraisal_round.id"), comment="考核期")
    unit_id: Mapped[Reference] = mapped_column(refers("unit.id"), comment="单位")
    group_id: Mapped[Reference] = mapped_column(refers("scheme_group.id"), comment="考核组")
    name: Mapped[str] = mapped_column(String, default="", comment="单位名称")
    is_checked: Mapped[bool] = mapped_column(Boolean, default=True, comment="参加考核")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class RoundPart(Record):
    """A sub-round of a component (暗访第一轮, 3月): the component's score is the average over them."""

    __tablename__ = "round_part"
    __table_args__ = {"comment": "分次考核"}

    round_id: Mapped[Reference] = mapped_column(refers("appraisal_round.id"), comment="考核期")
    component_id: Mapped[Reference] = mapped_column(refers("scheme_component.id"), comment="考核部分")
    name: Mapped[str] = mapped_column(String, comment="名称")
    weight: Mapped[int] = mapped_column(default=10_000, comment="权重")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class RoundExemption(Record):
    """What does not apply to a unit in a round, and why: an item (its points go to its neighbours), or a sub-round in
    which the unit was not checked."""

    __tablename__ = "round_exemption"
    __table_args__ = {"comment": "不适用项"}

    round_id: Mapped[Reference] = mapped_column(refers("appraisal_round.id"), comment="考核期")
    unit_id: Mapped[Reference] = mapped_column(refers("unit.id"), comment="单位")
    criterion_id: Mapped[OptionalReference] = mapped_column(refers("criterion.id"), comment="考核项目")
    round_part_id: Mapped[OptionalReference] = mapped_column(refers("round_part.id"), comment="分次考核")
    reason: Mapped[Words] = mapped_column(comment="原因")


class Entry(Record):
    """记分: what is known of a unit for one part of an item's rule. `amount` is exact (a count, a value, a mark);
    `source` names the evidence source that proposed it, `of_table`/`row_id` the record it comes from."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_round_id_unit_id_criterion_id", "round_id", "unit_id", "criterion_id"),
        {"comment": "记分"},
    )

    round_id: Mapped[Reference] = mapped_column(refers("appraisal_round.id"), comment="考核期")
    unit_id: Mapped[Reference] = mapped_column(refers("unit.id"), comment="单位")
    criterion_id: Mapped[Reference] = mapped_column(refers("criterion.id"), comment="考核项目")
    round_part_id: Mapped[OptionalReference] = mapped_column(refers("round_part.id"), comment="分次考核")
    part: Mapped[int] = mapped_column(default=0, comment="规则部分")
    amount: Mapped[str] = mapped_column(String(40), default="1", comment="数量")
    choice: Mapped[int] = mapped_column(default=0, comment="档次")
    halved: Mapped[bool] = mapped_column(Boolean, default=False, comment="减半")
    event: Mapped[Words] = mapped_column(comment="事件")
    scorer: Mapped[Words] = mapped_column(comment="评分人")
    reason: Mapped[Words] = mapped_column(comment="事由")
    day: Mapped[Day] = mapped_column(comment="日期")
    state: Mapped[EntryState] = mapped_column(Choice(EntryState), default=EntryState.ACCEPTED, comment="状态")
    refusal: Mapped[Words] = mapped_column(comment="不采纳原因")
    source: Mapped[Words] = mapped_column(comment="来源")
    of_table: Mapped[Words] = mapped_column(comment="来源表")
    row_id: Mapped[int | None] = mapped_column(BigInteger, comment="来源记录")


class Objection(Record):
    """异议 of a unit during 公示, and the answer."""

    __tablename__ = "objection"
    __table_args__ = {"comment": "异议"}

    round_id: Mapped[Reference] = mapped_column(refers("appraisal_round.id"), comment="考核期")
    unit_id: Mapped[Reference] = mapped_column(refers("unit.id"), comment="单位")
    entry_id: Mapped[OptionalReference] = mapped_column(refers("entry.id"), comment="记分")
    text: Mapped[str] = mapped_column(String, default="", comment="异议内容")
    made_on: Mapped[Day] = mapped_column(comment="提出日期")
    answer: Mapped[Words] = mapped_column(comment="答复")
    answered_on: Mapped[Day] = mapped_column(comment="答复日期")
    outcome: Mapped[Outcome] = mapped_column(Choice(Outcome), default=Outcome.OPEN, comment="处理结果")
    position: Mapped[int] = mapped_column(default=0, comment="次序")


class SourceTie(Record):
    """记分来源对应: proposals of a source whose reason holds `words` ("" = all of them) go to this item of the scheme.

    `part` is the cause within the item (from 0); ties are asked in the order of `position`, the first one that fits
    decides.
    """

    __tablename__ = "source_tie"
    __table_args__ = {"comment": "记分来源对应"}

    scheme_id: Mapped[Reference] = mapped_column(refers("scheme.id"), comment="考核办法")
    source: Mapped[str] = mapped_column(String(32), comment="来源")
    words: Mapped[Words] = mapped_column(comment="含有")
    criterion_id: Mapped[Reference] = mapped_column(refers("criterion.id"), comment="考核项目")
    part: Mapped[int] = mapped_column(default=0, comment="第几条")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
