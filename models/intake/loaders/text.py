"""Text files and pasted text: the encoding found strictly, never a replacement character."""

import codecs

from models.errors import Refusal
from models.intake.source import Source, paragraphs_of

MOST_BYTES = 16 << 20
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes, name: str) -> str:
    """The text of a file: by its byte order mark, else strict UTF-8, else UTF-16 without a mark, else GB18030.

    Raises Refusal when it is none of them, or longer than anybody's document.
    """
    if len(data) > MOST_BYTES:
        raise Refusal(f"“{name}”里的文字多得不正常，没有打开。", "请把要读的部分另存为一个文件。")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text:
        return text
    bare = _utf16_without_mark(data)
    if bare is not None:
        return bare
    return _strict(data, "gb18030", name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal(
            f"“{name}”不是文本文件，或者文字编码认不出来。", "请用记事本打开它，另存为“UTF-8”编码再试。"
        ) from error
    if "\x00" in text:
        raise Refusal(f"“{name}”不是文本文件，里面有二进制内容。", "请选择Word文档（.docx）或文本文件（.txt）。")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 text without a mark: line ends and digits show where the zero bytes are."""
    if len(data) % 2 or b"\x00" not in data:
        return None
    little = data[1::2].count(0) >= data[0::2].count(0)
    try:
        text = data.decode("utf-16-le" if little else "utf-16-be")
    except UnicodeDecodeError:
        return None
    return text if "\x00" not in text else None


def source_of_text(text: str, name: str = "", kind: str = "text") -> Source:
    """Text as a source, a paragraph for each line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Source(name, kind, paragraphs_of(lines))


def load_text(data: bytes, name: str) -> Source:
    """A text file as a source."""
    return source_of_text(decoded(data, name), name)
