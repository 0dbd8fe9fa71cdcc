"""reading."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "taken_document",
        sa.Column("campaign_id", sa.BigInteger(), nullable=False, comment="专项工作"),
        sa.Column("name", sa.String(), nullable=False, comment="文件名"),
        sa.Column("title", sa.String(), nullable=False, comment="标题"),
        sa.Column("kind", sa.String(length=32), nullable=False, comment="类型"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="摘要"),
        sa.Column("taken_on", sa.Date(), nullable=True, comment="导入日期"),
        sa.Column("content", sa.Text(), nullable=False, comment="内容"),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="版本"),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_taken_document_campaign_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_document")),
        comment="导入的文件",
    )
    op.create_index(op.f("ix_taken_document_campaign_id"), "taken_document", ["campaign_id"], unique=False)
    op.create_table(
        "column_meaning",
        sa.Column("layout", sa.String(length=64), nullable=False, comment="表样"),
        sa.Column("heading", sa.String(), nullable=False, comment="列名"),
        sa.Column("meaning", sa.String(length=64), nullable=False, comment="含义"),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="版本"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_meaning")),
        sa.UniqueConstraint("layout", "heading", name=op.f("uq_column_meaning_layout_heading")),
        comment="列的含义",
    )
    op.create_table(
        "source_tie",
        sa.Column("scheme_id", sa.BigInteger(), nullable=False, comment="考核办法"),
        sa.Column("source", sa.String(length=32), nullable=False, comment="来源"),
        sa.Column("words", sa.String(), nullable=False, comment="含有"),
        sa.Column("criterion_id", sa.BigInteger(), nullable=False, comment="考核项目"),
        sa.Column("part", sa.Integer(), nullable=False, comment="第几条"),
        sa.Column("position", sa.Integer(), nullable=False, comment="次序"),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="版本"),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["criterion.id"],
            name=op.f("fk_source_tie_criterion_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["scheme.id"], name=op.f("fk_source_tie_scheme_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_tie")),
        comment="记分来源对应",
    )
    op.create_index(op.f("ix_source_tie_criterion_id"), "source_tie", ["criterion_id"], unique=False)
    op.create_index(op.f("ix_source_tie_scheme_id"), "source_tie", ["scheme_id"], unique=False)
