"""A file of any kind through the gate to its loader."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.intake.gate import LARGEST_FILE, FileKind, kind_of_file, too_large
from models.intake.loaders.csv import load_csv
from models.intake.loaders.docx import load_docx
from models.intake.loaders.html import load_html, load_mht
from models.intake.loaders.pdf.reading import load_pdf
from models.intake.loaders.text import load_text
from models.intake.loaders.xlsx import load_xlsx
from models.intake.source import Source


def file_of(payload: Mapping[str, Any]) -> tuple[bytes, str]:
    """The content and the name of the file that a job is given: `data`, or what stands at `path`; Refusal when it is
    too large. `name` may differ from that of the path, where the file was converted."""
    if "data" in payload:
        return payload["data"], payload["name"]
    path = Path(payload["path"])
    name = payload.get("name") or path.name
    if path.stat().st_size > LARGEST_FILE:
        raise too_large(name)
    return path.read_bytes(), name


def source_of(payload: Mapping[str, Any]) -> Source:
    """The source of the file that a job is given, with the `notice` of a conversion before those of its loader."""
    source = load(*file_of(payload))
    if payload.get("notice"):
        return replace(source, notices=(payload["notice"], *source.notices))
    return source


def load(data: bytes, name: str) -> Source:
    """The source of a file, told by its content. Raises Refusal with the way out for what cannot be read."""
    return _LOADERS[kind_of_file(data, name)](data, name)


_LOADERS: Mapping[FileKind, Callable[[bytes, str], Source]] = {
    FileKind.DOCX: load_docx,
    FileKind.XLSX: load_xlsx,
    FileKind.CSV: load_csv,
    FileKind.HTML: load_html,
    FileKind.MHT: load_mht,
    FileKind.PDF: load_pdf,
    FileKind.TEXT: load_text,
}
