"""Tables of attachments: a file is kept once by its SHA-256 beside the database, and hangs on any record."""

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Record, Reference, Words, refers


class Attachment(Record):
    """资料: the file of that SHA-256 in the folder beside the database; `name` is the one it came with."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("sha256"), {"comment": "资料"})

    sha256: Mapped[str] = mapped_column(String(64), comment="摘要")
    name: Mapped[str] = mapped_column(String, comment="文件名")
    size: Mapped[int] = mapped_column(BigInteger, default=0, comment="大小")


class AttachedFile(Record):
    """An attachment on a record, under a name of its own."""

    __tablename__ = "attached_file"
    __table_args__ = (Index("ix_attached_file_of_table_row_id", "of_table", "row_id"), {"comment": "附件"})

    attachment_id: Mapped[Reference] = mapped_column(refers("attachment.id"), comment="资料")
    of_table: Mapped[str] = mapped_column(String(64), comment="所属表")
    row_id: Mapped[int] = mapped_column(BigInteger, comment="所属记录")
    name: Mapped[str] = mapped_column(String, comment="名称")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
    note: Mapped[Words] = mapped_column(comment="说明")


class AttachedLink(Record):
    """A web address or a shared folder on a record."""

    __tablename__ = "attached_link"
    __table_args__ = (Index("ix_attached_link_of_table_row_id", "of_table", "row_id"), {"comment": "链接"})

    of_table: Mapped[str] = mapped_column(String(64), comment="所属表")
    row_id: Mapped[int] = mapped_column(BigInteger, comment="所属记录")
    target: Mapped[str] = mapped_column(String, comment="地址")
    name: Mapped[Words] = mapped_column(comment="名称")
    position: Mapped[int] = mapped_column(default=0, comment="次序")
