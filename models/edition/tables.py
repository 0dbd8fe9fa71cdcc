"""Table of editions. What an edition holds never changes; it is withdrawn, not edited."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Day, Record, Reference, Words, refers


class Edition(Record):
    """版次 of a campaign's breakdown: `content` is its frozen rows as JSON, `head` the journal's head when issued."""

    __tablename__ = "edition"
    __table_args__ = {"comment": "版次"}

    campaign_id: Mapped[Reference] = mapped_column(refers("campaign.id"), comment="专项工作")
    number: Mapped[int] = mapped_column(comment="版次")
    title: Mapped[str] = mapped_column(String, default="", comment="标题")
    document_no: Mapped[Words] = mapped_column(comment="文号")
    issued_on: Mapped[Day] = mapped_column(comment="日期")
    withdrawn_on: Mapped[Day] = mapped_column(comment="撤回日期")
    reason: Mapped[Words] = mapped_column(comment="撤回原因")
    head: Mapped[Words] = mapped_column(comment="历史摘要")
    digest: Mapped[Words] = mapped_column(comment="内容摘要")  # SHA-256 over number, 文号, title, date and content
    tasks: Mapped[int] = mapped_column(default=0, comment="任务数")
    units: Mapped[int] = mapped_column(default=0, comment="单位数")
    content: Mapped[str] = mapped_column(Text, default="", comment="内容")
    note: Mapped[Words] = mapped_column(comment="备注")
