"""Settings of an offered paper: completed and checked against what can be chosen, kept as JSON, read from words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from models.errors import Condition
from models.papers.offer import Asked, Kind, Offer, Option, Setting

_YES, _NO = (
    frozenset(("是", "有", "要", "1", "true", "yes", "on")),
    frozenset(("否", "无", "不要", "0", "false", "no", "off")),
)
_SEPARATORS = str.maketrans("，、；;\n", ",,,,,")
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Settled:
    """A question complete with all settings of its paper, and what CHOICE, PICK and PICKS choose from, by key."""

    asked: Asked
    options: Mapping[str, tuple[Option, ...]]


def settled(session: Session, offer: Offer, asked: Asked) -> Settled:
    """`asked` with a value for each setting; one that does not fit (any more) gives way to the default.

    What can be chosen may depend on the settings that come before.
    """
    values: dict[str, Any] = dict(asked.settings)
    options: dict[str, tuple[Option, ...]] = {}
    for setting in offer.settings:
        if setting.options is not None:
            options[setting.key] = setting.options(session, replace(asked, settings=dict(values)))
        values[setting.key] = fitting(setting, values.get(setting.key), options.get(setting.key, ()))
    known = {setting.key: values[setting.key] for setting in offer.settings}
    return Settled(replace(asked, settings=known), options)


def fitting(setting: Setting, value: Any, options: Sequence[Option]) -> Any:
    """`value` as the setting's type where it fits, else the default; a list stands for a tuple."""
    known = [option.value for option in options]
    match setting.kind:
        case Kind.TEXT | Kind.LINES:
            fits = isinstance(value, str)
        case Kind.BOOL:
            fits = isinstance(value, bool)
        case Kind.NUMBER:
            fits = type(value) is int
        case Kind.CHOICE:
            fits = value in known
            if not fits and setting.default not in known:
                return known[0] if known else setting.default
        case Kind.PICK:
            fits = value is None or value in known
            if value is None:
                return setting.default if setting.default in known else None
        case Kind.PICKS:
            chosen = tuple(one for one in known if one in value) if isinstance(value, list | tuple) else ()
            if chosen or (isinstance(value, list | tuple) and not value):
                return chosen
            return setting.default
    return value if fits else setting.default


def kept(offer: Offer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as plain JSON values; `settled` reads them again."""
    return {
        setting.key: list(value) if isinstance(value := values.get(setting.key), tuple) else value
        for setting in offer.settings
        if setting.key in values
    }


# ---- words of the command line ------------------------------------------------------------------------------


def read_words(setting: Setting, words: Sequence[str], options: Sequence[Option]) -> Any:
    """The value that words of the command line mean; records and choices are given by name.

    Raises Condition, naming what can be chosen.
    """
    text = words[-1].strip()
    match setting.kind:
        case Kind.BOOL:
            if text.casefold() in _YES | _NO:
                return text.casefold() in _YES
            raise Condition(f"“{setting.label}”要写“是”或“否”，不能是“{text}”。")
        case Kind.NUMBER:
            if text.lstrip("-").isdecimal():
                return int(text)
            raise Condition(f"“{setting.label}”要写整数，不能是“{text}”。")
        case Kind.CHOICE:
            return _named(setting, text, options)
        case Kind.PICK:
            return _named(setting, text, options) if text else None
        case Kind.PICKS:
            return _several(setting, words, options)
        case _:
            return "\n".join(words) if setting.kind is Kind.LINES else words[-1]


def _several(setting: Setting, words: Sequence[str], options: Sequence[Option]) -> tuple[Any, ...]:
    labels = {option.label for option in options}
    names: list[str] = []
    for text in words:
        names += [text] if text.strip() in labels else text.translate(_SEPARATORS).split(",")
    return tuple(dict.fromkeys(_named(setting, name.strip(), options) for name in names if name.strip()))


def _named(setting: Setting, name: str, options: Sequence[Option]) -> Any:
    """The option of that value or name, of that end of a path 上级/名称, or the only one that holds the words."""
    by_value = [option for option in options if str(option.value) == name]
    if by_value:
        return by_value[0].value
    by_name = [option for option in options if name in option.names]
    if len(by_name) == 1:
        return by_name[0].value
    paths = paths_of(options)
    steps = [step.strip() for step in name.split("/")]
    exact = [at for at, path in enumerate(paths) if list(path[-len(steps) :]) == steps]
    found = exact or [at for at, option in enumerate(options) if name in option.label]
    if len(found) == 1:
        return options[found[0]].value
    if found:
        several = "、".join("/".join(paths[at]) for at in found[:_NAMED])
        raise Condition(f"“{name}”对应 {len(found)} 个{setting.label}：{several}。", "请写全名称，或写成“上级/名称”。")
    some = "、".join(option.label for option in options[:_NAMED]) + ("……" if len(options) > _NAMED else "")
    raise Condition(f"{setting.label}里没有“{name}”。", f"可选：{some}。" if some else "这里还没有可选的内容。")


def paths_of(options: Sequence[Option]) -> list[tuple[str, ...]]:
    """The labels from the top down to each option of a tree."""
    above: list[str] = []
    found: list[tuple[str, ...]] = []
    for option in options:
        del above[option.depth :]
        above.append(option.label)
        found.append(tuple(above))
    return found
