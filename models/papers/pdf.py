"""PDF files: how many pages, a page as an image, the text of a page, files joined and cut. One thread at a time."""

import io
import threading
from collections.abc import Sequence

import pypdfium2 as pdfium

from models.errors import Condition

_ONE_AT_A_TIME = threading.Lock()
"""pdfium is not safe in several threads."""

_MOST_PIXELS = 120_000_000


def page_count(pdf: bytes) -> int:
    """Number of pages. Raises Condition when `pdf` is damaged."""
    with _ONE_AT_A_TIME:
        document = _open(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in pt (1/72 inch)."""
    with _ONE_AT_A_TIME:
        document = _open(pdf)
        try:
            return [document.get_page_size(index) for index in range(len(document))]
        finally:
            document.close()


def page_image(pdf: bytes, index: int, dpi: float) -> tuple[int, int, bytes]:
    """Page `index` (from 0) drawn at `dpi`: width, height, and pixels as B, G, R, A bytes without row padding.

    On a little-endian machine this is Qt's Format_RGB32. Raises IndexError when there is no such page.
    """
    with _ONE_AT_A_TIME:
        document = _open(pdf)
        try:
            if not 0 <= index < len(document):
                raise IndexError(f"page {index} of {len(document)}")
            width, height = document.get_page_size(index)
            scale = dpi / 72
            if width * height * scale * scale > _MOST_PIXELS:
                raise Condition("这一页放得太大，内存不够画。", "请缩小显示比例。")
            page = document[index]
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            try:
                return bitmap.width, bitmap.height, _packed(bitmap)
            finally:
                bitmap.close()
                page.close()
        finally:
            document.close()


def page_text(pdf: bytes, index: int) -> str:
    """The text of a page in the order in which it stands in the file."""
    with _ONE_AT_A_TIME:
        document = _open(pdf)
        try:
            page = document[index]
            text = page.get_textpage()
            try:
                return str(text.get_text_bounded())
            finally:
                text.close()
                page.close()
        finally:
            document.close()


def join(parts: Sequence[bytes]) -> bytes:
    """All pages of `parts` in one file; its properties (title) are those of the first."""
    if not parts:
        raise ValueError("nothing to join")
    if len(parts) == 1:
        return parts[0]
    with _ONE_AT_A_TIME:
        whole = _open(parts[0])
        try:
            for part in parts[1:]:
                document = _open(part)
                try:
                    whole.import_pages(document)
                finally:
                    document.close()
            target = io.BytesIO()
            whole.save(target)
            return target.getvalue()
        finally:
            whole.close()


def cut(pdf: bytes, first: int, pages: int) -> bytes:
    """Pages `first` (from 0) to `first + pages - 1` as a file of their own."""
    with _ONE_AT_A_TIME:
        document = _open(pdf)
        try:
            if first == 0 and pages == len(document):
                return pdf
            part = pdfium.PdfDocument.new()
            try:
                part.import_pages(document, list(range(first, first + pages)))
                target = io.BytesIO()
                part.save(target)
                return target.getvalue()
            finally:
                part.close()
        finally:
            document.close()


def _open(pdf: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise Condition("这个PDF文件已损坏，打不开。", "请重新生成。") from error


def _packed(bitmap: pdfium.PdfBitmap) -> bytes:
    data = bytes(bitmap.buffer)
    row = bitmap.width * 4
    if bitmap.stride == row:
        return data[: row * bitmap.height]
    return b"".join(data[y * bitmap.stride : y * bitmap.stride + row] for y in range(bitmap.height))
