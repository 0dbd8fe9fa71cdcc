"""The typesetter: one compile as a job of the child process, and the calls that hand it over."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.errors import Condition

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "papers"
MEMORY = 3 << 30
SECONDS = 120.0

_PACKAGE = re.compile(r"@(?:preview|local)\b|import\s+\"@")


def compile_job(payload: Mapping[str, Any]) -> Any:
    """In the child: compile a template. `payload`: template (path), job (JSON text), fonts (folders), answer.

    `answer` "pdf" gives the file as bytes, "png" (at `ppi`) and "svg" the file, or a list of files when there are
    several pages; anything else is a label whose one value comes back as plain data.
    Raises Condition for a fault in a template of the user (`own` true), else typst's own error: a bug of ours.
    """
    import typst

    template = Path(payload["template"])
    own = bool(payload.get("own"))
    if own and _PACKAGE.search(template.read_text(encoding="utf-8")):
        raise Condition(f"模板“{template.name}”引用了外部软件包，不能使用。", "请去掉以 @ 开头的 import 后再试。")
    fonts = _fonts(tuple(payload["fonts"]))
    inputs = {"job": payload["job"]}
    try:
        if payload["answer"] in ("png", "svg"):
            ppi = float(payload.get("ppi", 144))
            return typst.compile(str(template), font_paths=fonts, sys_inputs=inputs, format=payload["answer"], ppi=ppi)
        if payload["answer"] != "pdf":
            found = typst.query(
                str(template), f"<{payload['answer']}>", field="value", one=True, font_paths=fonts, sys_inputs=inputs
            )
            return json.loads(found)
        return typst.compile(
            str(template), font_paths=fonts, sys_inputs=inputs, format="pdf", pdf_tags=bool(payload.get("tags"))
        )
    except typst.TypstError as error:
        if not own:
            raise
        sentence = f"模板“{template.name}”有错：{_place_of(error)}"
        raise Condition(sentence, "请改正模板，或换用程序自带的模板。") from error


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


def _place_of(error: Any) -> str:
    place = re.search(r"([^\s/\\]+\.typ):(\d+)", error.diagnostic or "")
    line = f"第 {place.group(2)} 行，" if place else ""
    hints = "；".join(error.hints or ())
    return f"{line}{error.message}{f'（{hints}）' if hints else ''}。"


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
