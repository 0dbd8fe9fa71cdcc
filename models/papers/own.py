"""Templates of the user: copies in a folder of their own that are used instead of the program's; a broken one gives
way to the program's for that print."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from models.errors import Cancelled, Condition, Refusal
from models.files import write_atomically
from models.papers.typst import TEMPLATES
from models.worker import JobFailed

T = TypeVar("T")

NAMES = {"breakdown": "表格材料", "drawing": "图和公示牌"}
"""Name of the template file → what it draws."""
VARIABLE = "ZERENTIAN_TEMPLATES"
_ASIDE = ".旧"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template: `path` is the file in use, `is_own` when it is the user's, `is_changed` when that differs."""

    id: str
    label: str
    path: Path
    is_own: bool
    is_changed: bool


def template_folder() -> Path:
    """Where the user's templates lie (ZERENTIAN_TEMPLATES names another folder)."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("zerentian", appauthor=False) / "templates"


def templates() -> tuple[TemplateRow, ...]:
    """All templates and which file is used for each."""
    return tuple(template_row(name) for name in NAMES)


def template_row(name: str) -> TemplateRow:
    """The template `name`. Raises Condition when there is none."""
    if name not in NAMES:
        known = "、".join(f"{key}（{label}）" for key, label in NAMES.items())
        raise Condition(f"没有名为“{name}”的模板。", f"可用的有：{known}。")
    own = _own(name)
    is_own = own.is_file()
    is_changed = is_own and own.read_bytes() != _shipped(name).read_bytes()
    return TemplateRow(name, NAMES[name], own if is_own else _shipped(name), is_own, is_changed)


def copy_template(name: str) -> Path:
    """Copy the program's template into the user's folder, from where it is used from now on."""
    row = template_row(name)
    if row.is_own:
        raise Refusal(f"“{row.label}”的模板已经在你的文件夹里：{row.path}。", "直接修改它，或先恢复原样。")
    own = _own(name)
    own.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(own, _shipped(name).read_bytes())
    return own


def reset_template(name: str) -> Path:
    """Use the program's template again; the user's is put aside (breakdown.typ.旧). Answers where."""
    row = template_row(name)
    if not row.is_own:
        raise Refusal(f"“{row.label}”用的就是程序自带的模板。")
    aside = row.path.with_name(row.path.name + _ASIDE)
    row.path.replace(aside)
    return aside


def drawn_with(name: str, draw: Callable[[Path], T]) -> tuple[T, str]:
    """`draw(template)` with the user's template, or with the program's where there is none or it fails.

    Also answers what was wrong with it, for the user; what is wrong with the data is raised as always.
    """
    own = _own(name)
    if not own.is_file():
        return draw(_shipped(name)), ""
    try:
        return draw(own), ""
    except Cancelled:
        raise
    except (Condition, JobFailed, RuntimeError, LookupError, TypeError, ValueError) as fault:
        made = draw(_shipped(name))
        said = fault.sentence if isinstance(fault, Condition) else f"模板“{own.name}”画出来的内容不对。"
        return made, f"{said}这次用了程序自带的模板。请改正“{own}”，或恢复原样。"


def _own(name: str) -> Path:
    return template_folder() / f"{name}.typ"


def _shipped(name: str) -> Path:
    return TEMPLATES / f"{name}.typ"
