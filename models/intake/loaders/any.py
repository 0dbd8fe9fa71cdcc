"""A file of any kind through the gate to its loader."""

from models.errors import Refusal
from models.intake.gate import FileKind, kind_of_file
from models.intake.loaders.docx import load_docx
from models.intake.loaders.html import load_html
from models.intake.loaders.text import load_text
from models.intake.source import Source


def load(data: bytes, name: str) -> Source:
    """The source of a file, told by its content. Raises Refusal with the way out for what cannot be read."""
    kind = kind_of_file(data, name)
    if kind is FileKind.DOCX:
        return load_docx(data, name)
    if kind is FileKind.HTML:
        return load_html(data, name)
    if kind is FileKind.XLSX:
        raise Refusal(
            f"“{name}”是电子表格，现在还不能读取。", "请把表格复制到Word文档里保存为 .docx，或者复制后直接粘贴进来。"
        )
    return load_text(data, name)
