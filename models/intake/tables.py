"""Tables of the intake: documents that were taken in, and what the office's forms mean by their columns."""

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Day, Record, Reference, Words, refers
from models.references import GOES_ALONG


class TakenDocument(Record):
    """导入的文件: `content` is the draft as it was written (JSON), the base when a newer issue of it comes in."""

    __tablename__ = "taken_document"
    __table_args__ = {"comment": "导入的文件"}

    campaign_id: Mapped[Reference] = mapped_column(refers("campaign.id"), info=GOES_ALONG, comment="专项工作")
    name: Mapped[str] = mapped_column(String, comment="文件名")
    title: Mapped[Words] = mapped_column(comment="标题")
    kind: Mapped[str] = mapped_column(String(32), comment="类型")
    digest: Mapped[str] = mapped_column(String(64), comment="摘要")  # SHA-256 of the file
    taken_on: Mapped[Day] = mapped_column(comment="导入日期")
    content: Mapped[str] = mapped_column(Text, default="", comment="内容")


class ColumnMeaning(Record):
    """列的含义: how the office reads a column of a form, known by the digest of the form's headings."""

    __tablename__ = "column_meaning"
    __table_args__ = (UniqueConstraint("layout", "heading"), {"comment": "列的含义"})

    layout: Mapped[str] = mapped_column(String(64), comment="表样")
    heading: Mapped[str] = mapped_column(String, comment="列名")
    meaning: Mapped[str] = mapped_column(String(64), comment="含义")
