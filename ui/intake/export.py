"""A ledger that was read goes out as a workbook or as JSON, photos with it; it has no place in the file yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from models.intake.review import Block

if TYPE_CHECKING:
    from ui.intake.page import IntakePage

HOMELESS = "整改台账现在还没有自己的页面：可以在这里核对，再导出为 Excel 或 JSON；“确认导入”只写入其余内容。"


class LedgerExport(QObject):
    """The menu 导出台账."""

    def __init__(self, page: IntakePage) -> None:
        super().__init__(page)
        self._page = page
        self.actions: list[QAction] = []

    @property
    def is_offered(self) -> bool:
        """Whether the draft in hand holds a ledger."""
        review = self._page.review
        return review is not None and bool(review.count(Block.PROBLEMS).kept)
