"""The typesetter: one compile as a job of the child process, and the calls that hand it over."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.errors import Condition
from models.papers.faults import chinese, why_unsafe

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "papers"
MEMORY = 3 << 30
SECONDS = 120.0
_NO_PACKAGES = str(TEMPLATES / "packages")
"""There are none: templates get by without packages from elsewhere."""


def compile_job(payload: Mapping[str, Any]) -> Any:
    """In the child: compile a template. `payload`: template (path), job (JSON text), fonts (folders), answer.

    `answer` "pdf" gives the file as bytes, "png" (at `ppi`) and "svg" the file, or a list of files when there are
    several pages; anything else is a label whose one value comes back as plain data.
    Raises Condition for a fault in a template of the user (`own` true), else typst's own error: a bug of ours.
    """
    import typst

    template = Path(payload["template"])
    own = bool(payload.get("own"))
    if own:
        _check_safe(template)
    fonts = _fonts(tuple(payload["fonts"]))
    common = {
        "font_paths": fonts,
        "sys_inputs": {"job": payload["job"]},
        "root": str(template.parent),
        "package_path": _NO_PACKAGES,
        "package_cache_path": _NO_PACKAGES,
    }
    try:
        if payload["answer"] in ("png", "svg"):
            ppi = float(payload.get("ppi", 144))
            return typst.compile(str(template), format=payload["answer"], ppi=ppi, **common)
        if payload["answer"] != "pdf":
            return json.loads(typst.query(str(template), f"<{payload['answer']}>", field="value", one=True, **common))
        return typst.compile(str(template), format="pdf", pdf_tags=bool(payload.get("tags")), **common)
    except RuntimeError as error:
        if not own:
            raise
        sentence = f"模板“{template.name}”有错：{_sentence_of(_placed(error, str(template), common))}"
        raise Condition(sentence, "请改正模板，或换用程序自带的模板。") from error


def _placed(error: RuntimeError, template: str, common: Mapping[str, Any]) -> RuntimeError:
    """The same fault with its place: asking for a value does not tell the place, drawing does."""
    import typst

    if isinstance(error, typst.TypstError):
        return error
    try:
        typst.compile(template, format="svg", **common)
    except typst.TypstError as placed:
        return placed
    return error


_loaded: dict[tuple[str, ...], Any] = {}


def _fonts(folders: tuple[str, ...]) -> Any:
    """Fonts of these folders; the child keeps the last set warm."""
    import typst

    if folders not in _loaded:
        _loaded.clear()
        _loaded[folders] = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
        )
    return _loaded[folders]


def _check_safe(template: Path) -> None:
    """Raises Condition for a template, or a file beside it, that reaches out of its folder."""
    for file in sorted(template.parent.glob("*.typ")):
        try:
            unsafe = why_unsafe(file.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise Condition(f"模板“{file.name}”不是UTF-8编码的文字。", "请用文本编辑器另存为UTF-8编码。") from error
        if unsafe is not None:
            line, sentence = unsafe
            raise Condition(f"模板“{file.name}”第 {line} 行，{sentence}，不能使用。", "请删去这一行后再试。")


def _sentence_of(error: RuntimeError) -> str:
    diagnostic, hints = getattr(error, "diagnostic", "") or "", getattr(error, "hints", None) or ()
    message = str(getattr(error, "message", "") or error).removeprefix("failed to compile document: ")
    place = re.search(r"([^\s/\\]+\.typ):(\d+)", diagnostic)
    line = f"第 {place.group(2)} 行，" if place else ""
    return f"{line}{chinese(message, hints)}。"


Compile = Callable[[Mapping[str, Any]], Any]


def payload_for(
    template: Path, job: Mapping[str, Any], folders: Sequence[Path], answer: str, *, own: bool = False
) -> dict[str, Any]:
    """What `compile_job` takes."""
    return {
        "template": str(template),
        "job": json.dumps(job, ensure_ascii=False, separators=(",", ":")),
        "fonts": [str(folder) for folder in folders],
        "answer": answer,
        "own": own,
    }
