"""Formats that are not read themselves (.doc, .wps, .xls, .et, .rtf, ODF, Office 2003 XML): told by content, locked
ones found, and what the user does about each."""

import struct
from enum import Enum

from models.errors import Refusal

SAVE_AS = "请用WPS或Word打开它，点“文件 → 另存为”，类型选“Word 文档（*.docx）”，再选新文件。"
SAVE_AS_XLSX = "请用WPS或Excel打开它，点“文件 → 另存为”，类型选“Excel 工作簿（*.xlsx）”，再选新文件。"
_REMOVE_PASSWORD = "请用WPS打开它，点“文件 → 文档加密 → 密码加密”清除密码，保存后再选一次。"
HEAD = 1_024  # bytes that tell whether a file is of an old format
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_SECTOR = 512
_DOC_HEAD, _DOC_LOCKED = b"\xec\xa5", 0x0100  # FibBase: wIdent, fEncrypted
_XLS_HEADS = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05")  # BOF of BIFF 8 and 5
_XLS_LOCKED, _XLS_WRITE_LOCKED = b"\x2f\x00", b"\x86\x00"  # FILEPASS; WRITEPROT may stand before it


class OldForm(Enum):
    """A document or a workbook in a format that can be converted; the value is the usual ending of its name."""

    DOC = ".doc"
    RTF = ".rtf"
    ODT = ".odt"
    WORD_XML = ".xml"
    XLS = ".xls"
    ODS = ".ods"
    SHEET_XML = ".XML"
    XLSB = ".xlsb"

    @property
    def is_sheet(self) -> bool:
        return self in (OldForm.XLS, OldForm.ODS, OldForm.SHEET_XML, OldForm.XLSB)

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def save_as(self) -> str:
        """How the user makes a new file of it."""
        return SAVE_AS_XLSX if self.is_sheet else SAVE_AS


_WORDS = {
    OldForm.DOC: "旧版Word或WPS文档（.doc、.wps）",
    OldForm.RTF: "RTF文件",
    OldForm.ODT: "ODF格式（LibreOffice）的文件",
    OldForm.WORD_XML: "XML格式的Word文档",
    OldForm.XLS: "旧版Excel或WPS表格（.xls、.et）",
    OldForm.ODS: "ODF格式（LibreOffice）的表格",
    OldForm.SHEET_XML: "XML格式的Excel表格",
    OldForm.XLSB: "二进制格式的Excel表格（.xlsb）",
}
_MARKS = (
    (b"application/vnd.oasis.opendocument.text", OldForm.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", OldForm.ODS),
    (b'progid="Word.Document"', OldForm.WORD_XML),
    (b'progid="Excel.Sheet"', OldForm.SHEET_XML),
    (b"xl/workbook.bin", OldForm.XLSB),
)


def may_be_old(head: bytes) -> bool:
    """Whether a file that begins like this (HEAD bytes) is worth a look by `old_form`."""
    return head.startswith(OLE) or head.lstrip().startswith(_RTF) or any(mark in head for mark, _ in _MARKS)


def old_form(data: bytes, name: str) -> OldForm | None:
    """The old format a file has; None for other files. Raises Refusal for an OLE file that is locked or no document."""
    if data.startswith(OLE):
        return _form_of_ole(data, name)
    if data[:HEAD].lstrip().startswith(_RTF):
        return OldForm.RTF
    if not data.startswith((b"PK\x03\x04", b"<?xml", b"\xef\xbb\xbf<?xml")):
        return None
    return next((form for mark, form in _MARKS if mark in data[:HEAD]), None)


def about_old(form: OldForm, name: str) -> Refusal:
    """Why a file in an old format is not read itself, with the way out."""
    return Refusal(f"“{name}”是{form.words}，不能直接读取。", form.save_as)


def _form_of_ole(data: bytes, name: str) -> OldForm:
    if _is_locked(data):
        raise Refusal(f"“{name}”设有打开密码，读不了。", _REMOVE_PASSWORD)
    if _holds(data, "WordDocument"):
        return OldForm.DOC
    if _holds(data, "Workbook") or _holds(data, "Book"):
        return OldForm.XLS
    if _holds(data, "PowerPoint Document"):
        raise Refusal(f"“{name}”是演示文稿，不能读取。", "请把文字复制出来，粘贴进来。")
    raise Refusal(f"“{name}”是旧格式的办公文件，不能直接读取。", SAVE_AS)


def _holds(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _is_locked(data: bytes) -> bool:
    """Whether an OLE file asks for a password: a locked new file is inside it, or its old stream is marked so."""
    if _holds(data, "EncryptedPackage") or _holds(data, "EncryptionInfo"):
        return True
    for at in range(_SECTOR, len(data) - 32, _SECTOR):  # streams begin at sectors
        if data.startswith(_DOC_HEAD, at):
            return bool(struct.unpack_from("<H", data, at + 10)[0] & _DOC_LOCKED)
        if data.startswith(_XLS_HEADS, at):
            following = at + 4 + struct.unpack_from("<H", data, at + 2)[0]
            if data.startswith(_XLS_WRITE_LOCKED, following):
                following += 4
            return data.startswith(_XLS_LOCKED, following)
    return False
