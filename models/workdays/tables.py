"""Table of the days that the office set itself, for years the official calendar in the program does not know."""

from datetime import date

from sqlalchemy import Boolean, Date, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Record, Words


class OfficeDay(Record):
    """A day that is worked (调休上班) or free (放假) as the office says; it wins over the calendar in the program."""

    __tablename__ = "office_day"
    __table_args__ = (UniqueConstraint("day"), {"comment": "工作日历"})

    day: Mapped[date] = mapped_column(Date, comment="日期")
    is_working: Mapped[bool] = mapped_column(Boolean, default=False, comment="上班")
    name: Mapped[Words] = mapped_column(comment="名称")
