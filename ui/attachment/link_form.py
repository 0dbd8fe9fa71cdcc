"""A link: the address and what it is called."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.attachment.queries import LinkRow
from models.attachment.rules import link_target
from models.errors import Refusal
from ui.widgets.form import FormDialog


class LinkForm(FormDialog):
    """`value()` is (target, name); `row` is the link to change, None for a new one."""

    def __init__(self, parent: QWidget | None = None, row: LinkRow | None = None, address: str = "") -> None:
        super().__init__("修改链接" if row else "添加链接", parent, accept_text="确定" if row else "添加")
        self.target = QLineEdit(row.target if row else address, self)
        self.target.setPlaceholderText("https://…  或  \\\\服务器\\共享\\文件夹")
        self.name = QLineEdit(row.name if row and row.name != row.target else "", self)
        self.name.setPlaceholderText("可以不写，不写就显示地址")
        self.add("地址", self.target, "网页，或单位共享文件夹里的文件夹、文件。只记地址，不复制内容。")
        self.add("名称", self.name)

    @override
    def value(self) -> tuple[str, str]:
        return self.target.text(), self.name.text()

    @override
    def why_not(self) -> Refusal | None:
        try:
            link_target(self.target.text())
        except Refusal as refusal:
            return refusal
        return None
