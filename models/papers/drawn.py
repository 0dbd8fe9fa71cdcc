"""A drawing as PDF, PNG or SVG: set by typst in the child processes, many pages in parallel. Data go in as JSON."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from models.papers.drawing import Box, Drawing, DrawnPage, Line, Picture, Shape, Words
from models.papers.fonts import FontSet, font_set
from models.papers.own import drawn_with
from models.papers.pdf import join
from models.papers.press import Press, Report, shared_press
from models.papers.sheet import PT_PER_MM, Align
from models.papers.texts import breakable, clean, is_one_line
from models.papers.typst import TEMPLATES, payload_for
from models.papers.vertical import upright

TEMPLATE = TEMPLATES / "drawing.typ"
Format = Literal["pdf", "png", "svg"]

_PAGES_PER_JOB = 24
_SHAPES_PER_JOB = 4000
_MOST_PIXELS = 60_000_000
_NESTED = re.compile(rb'xlink:href="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"([^>]*)preserveAspectRatio="none"')
_INNER = re.compile(rb'href="(data:image/[a-z]+;base64,[A-Za-z0-9+/=]+)"')
_KINDS: tuple[tuple[bytes, str], ...] = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))


def render_drawing(
    drawing: Drawing,
    fmt: Format,
    *,
    worker: Press | None = None,
    report: Report | None = None,
    dpi: float = 200,
    warn: Callable[[str], object] | None = None,
) -> list[bytes]:
    """`drawing` as files: for "pdf" one, for "png" and "svg" one for each page.

    A page too large for `dpi` as PNG is drawn as finely as memory allows. Raises Cancelled when `report` does.
    `warn` hears of a broken template of the user, which then is not used.
    """
    files, note = drawn_with("drawing", lambda template: _render(drawing, fmt, worker, report, dpi, template))
    if note and warn is not None:
        warn(note)
    return files


def _render(
    drawing: Drawing, fmt: Format, worker: Press | None, report: Report | None, dpi: float, template: Path
) -> list[bytes]:
    if not drawing.pages:
        raise ValueError("a drawing without pages")
    press = worker or shared_press()
    total = len(drawing.pages)

    def tell(done: int) -> None:
        if report is not None:
            report(done, total, f"正在生成，共 {total} 页" if done < total else f"共 {total} 页")

    fonts = font_set(drawing.fonts)
    chunks = _chunks(drawing.pages, apart=fmt == "png")
    starts = [0]
    for chunk in chunks:
        starts.append(starts[-1] + len(chunk))
    common = {"title": clean(drawing.title), "look": _look(fonts)}
    payloads = [
        payload_for(
            template,
            common | {"pages": [_page(page) for page in chunk]},
            fonts.folders,
            fmt,
            own=template != TEMPLATE,
        )
        | {"ppi": min(_fitting_dpi(page, dpi) for page in chunk)}
        for chunk in chunks
    ]
    tell(0)
    found = press.compile_all(payloads, lambda jobs_done: tell(starts[jobs_done]))
    tell(total)
    if fmt == "pdf":
        return [join(found)]
    files = [file for part in found for file in (part if isinstance(part, list) else [part])]
    if len(files) != total:
        raise RuntimeError(f"{len(files)} pages drawn of {total}: the template breaks pages")
    return [_unnested(file) for file in files] if fmt == "svg" else files


def _chunks(pages: Sequence[DrawnPage], *, apart: bool) -> list[list[DrawnPage]]:
    """Pages for one child each; `apart` puts pages of different size into different jobs."""
    chunks: list[list[DrawnPage]] = []
    shapes = 0
    for page in pages:
        last = chunks[-1] if chunks else []
        other = apart and last and (last[0].width, last[0].height) != (page.width, page.height)
        if not last or other or len(last) == _PAGES_PER_JOB or shapes + len(page.shapes) > _SHAPES_PER_JOB:
            chunks.append([page])
            shapes = 0
        else:
            last.append(page)
        shapes += len(page.shapes)
    return chunks


def _fitting_dpi(page: DrawnPage, dpi: float) -> float:
    pixels = (page.width / 25.4 * dpi) * (page.height / 25.4 * dpi)
    return dpi if pixels <= _MOST_PIXELS else dpi * float((_MOST_PIXELS / pixels) ** 0.5)


def _look(fonts: FontSet) -> dict[str, Any]:
    return {
        "fonts": fonts.template_fonts(),
        "weights": {name: voice.weight for name, voice in fonts.voices.items()},
    }


# ---- shapes as the template takes them ----------------------------------------------------------------------


def _page(page: DrawnPage) -> dict[str, Any]:
    specs = (_spec(shape) for shape in page.shapes)
    return {"w": page.width, "h": page.height, "s": [spec for spec in specs if spec is not None]}


def _spec(shape: Shape) -> dict[str, Any] | None:
    match shape:
        case Box():
            return _place("box", shape) | {"f": shape.fill, "l": shape.line, "p": shape.line_pt, "r": shape.radius}
        case Line():
            if len(shape.points) < 2:
                return None
            points = [_rounded(point) for point in shape.points]
            return {"k": "line", "d": points, "l": shape.color, "p": shape.width_pt, "z": shape.dashed}
        case Words(vertical=True):
            return _upright(shape)
        case Words():
            return _level(shape)
        case Picture():
            return _picture(shape)


def _place(kind: str, shape: Box | Words | Picture) -> dict[str, Any]:
    x, y, width, height = _rounded((shape.x, shape.y, shape.width, shape.height))
    return {"k": kind, "x": x, "y": y, "w": width, "h": height}


def _rounded(lengths: Iterable[float]) -> list[float]:
    return [round(length, 3) for length in lengths]


def _level(words: Words) -> dict[str, Any] | None:
    text = breakable(clean(words.text))
    if not text.strip():
        return None
    size, width, height = words.size_pt, words.width * PT_PER_MM, words.height * PT_PER_MM
    spec = _place("words", words) | {
        "t": text,
        "s": size,
        "m": min(words.least_pt, size),
        "a": words.align.value,
        "v": words.voice,
        "c": words.color,
    }
    if is_one_line(text, width / size) and height >= size:
        spec["one"] = True
    if words.align is Align.CENTER and "\n" not in text:
        spec["even"] = True
    return spec


def _upright(words: Words) -> dict[str, Any] | None:
    size, glyphs = upright(words)
    if not glyphs:
        return None
    cells = [[*_rounded((one.x, one.y)), one.text, 1 if one.turned else 2 if one.raised else 0] for one in glyphs]
    return {"k": "upright", "s": size, "v": words.voice, "c": words.color, "g": cells}


def _picture(picture: Picture) -> dict[str, Any] | None:
    """The picture in an SVG of the size of its rectangle: it is fitted into it whatever its own size is."""
    data = "".join(picture.data.split())
    kind = _kind_of(data)
    if not kind or picture.width <= 0 or picture.height <= 0:
        return None
    size = f'width="{picture.width:.3f}" height="{picture.height:.3f}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size}>'
        f'<image {size} preserveAspectRatio="xMidYMid meet" xlink:href="data:image/{kind};base64,{data}"/></svg>'
    )
    return _place("picture", picture) | {"i": svg}


def _kind_of(data: str) -> str:
    """jpeg or png as the first bytes tell; empty when the text is no picture."""
    try:
        head = base64.b64decode(data, validate=True)[:8]
    except (binascii.Error, ValueError):
        return ""
    return next((kind for start, kind in _KINDS if head.startswith(start)), "")


def _unnested(svg: bytes) -> bytes:
    """Pictures directly in the file: many programs show no SVG inside an SVG."""

    def direct(match: re.Match[bytes]) -> bytes:
        inner = _INNER.search(base64.b64decode(match.group(1)))
        if inner is None:
            return match.group()
        return b'xlink:href="' + inner.group(1) + b'"' + match.group(2) + b'preserveAspectRatio="xMidYMid meet"'

    return _NESTED.sub(direct, svg)


def words_of(drawing: Drawing) -> Mapping[str, list[str]]:
    """All texts of a drawing by voice."""
    found: dict[str, list[str]] = {}
    for page in drawing.pages:
        for shape in page.shapes:
            if isinstance(shape, Words):
                found.setdefault(shape.voice, []).append(clean(shape.text))
    return found
