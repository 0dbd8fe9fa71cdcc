"""What the user chose for the breakdown on paper: kept per campaign and for the paper, given to models as options."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Self

from models.papers.sheet import Paper, Profile
from models.task.papers import COLUMNS, BreakdownOptions, Split, View, Who
from ui.printing.handouts import MOST_COPIES
from ui.printing.paper_choice import PaperChoice, are_margins, is_body_size, is_paper, more_of_layout

MARGINS = (20.0, 16.0, 17.0, 16.0)
SIGN_OFF = "审核\n填表人"
OF_CAMPAIGN = ("title", "number", "filler", "day", "notes", "unit_ids", "parts", "copies")
"""What belongs to the campaign; the rest belongs to the office's paper."""

OF_PAPER = tuple(entry.name for entry in fields(PaperChoice))
"""What is a PaperChoice of its own."""

_KNOWN = frozenset(column.key for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Choices:
    """`cover` goes before the sheets of the units.

    None for `columns`: all usual ones; for `unit_ids` and `parts`: all there are; for `filler`: the campaign's lead
    unit. `copies` names the sheets of a split print that are wanted more than once, by their keys as text.
    """

    view: str = View.TASK.value
    split: str = Split.WHOLE.value
    who: str = Who.ALL.value
    post_first: bool = False
    gaps: bool = True
    columns: tuple[str, ...] | None = None
    paper: str = Paper.A4.value
    landscape: bool = True
    body_size: float = 10.0
    margins: tuple[float, ...] = MARGINS
    title_size: float | None = None
    heading_size: float | None = None
    note_size: float | None = None
    fonts: tuple[tuple[str, str], ...] = ()
    named: str = ""
    sign_off: str = SIGN_OFF
    cover: bool = True
    list_cells: bool = False
    title: str = ""
    number: str = ""
    filler: str | None = None
    day: date | None = None
    notes: str = ""
    unit_ids: tuple[int, ...] | None = None
    parts: tuple[str, ...] | None = None
    copies: tuple[tuple[str, int], ...] = ()

    @property
    def cut(self) -> Split:
        """Into which sheets the view is really cut: by task it is always one table, by unit one for each."""
        by_view = {View.TASK.value: Split.WHOLE, View.UNIT.value: Split.UNIT}
        return by_view.get(self.view) or Split.of(self.split)

    def profile(self) -> Profile:
        return self.paper_choice.on(Profile(title_size=20.0 if self.body_size < 12 else 22.0))

    @property
    def paper_choice(self) -> PaperChoice:
        return PaperChoice(**{key: getattr(self, key) for key in OF_PAPER})

    def on_paper(self, choice: PaperChoice) -> Self:
        """The same on another paper."""
        return replace(self, **{key: getattr(choice, key) for key in OF_PAPER})

    def options(self) -> BreakdownOptions:
        """The same as models.task.papers takes it."""
        return BreakdownOptions(
            columns=self.columns,
            title=self.title or None,
            number=self.number,
            unit=self.filler,
            day=self.day,
            notes=_lines(self.notes),
            sign_off=_lines(self.sign_off),
            list_cells=self.list_cells,
            who=Who.of(self.who),
            post_first=self.post_first,
            gaps=self.gaps,
            profile=self.profile(),
        )

    def to_layouts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Plain JSON values: of the paper, of the campaign."""
        values = asdict(self)
        values["day"] = self.day.isoformat() if self.day else None
        for key in ("columns", "margins", "unit_ids", "parts"):
            values[key] = list(values[key]) if values[key] is not None else None
        values["fonts"], values["copies"] = dict(self.fonts), dict(self.copies)
        campaign = {key: values.pop(key) for key in OF_CAMPAIGN}
        return values, campaign

    @classmethod
    def from_layouts(cls, paper: dict[str, Any], campaign: dict[str, Any]) -> Self:
        """What `to_layouts` gave; a value that does not fit gives way to the default."""
        made = cls()
        for entry in fields(cls):
            source = campaign if entry.name in OF_CAMPAIGN else paper
            if entry.name in source:
                value = _fitting(entry.name, source[entry.name])
                if value is not _UNFIT:
                    made = replace(made, **{entry.name: value})
        return replace(made, **more_of_layout(paper))


_UNFIT = object()


def _fitting(name: str, value: Any) -> Any:
    match name:
        case "view":
            return value if value in [view.value for view in View] else _UNFIT
        case "who":
            return value if value in [who.value for who in Who] else _UNFIT
        case "split":
            return value if value in [split.value for split in Split] else _UNFIT
        case "paper":
            return value if is_paper(value) else _UNFIT
        case "landscape" | "cover" | "list_cells" | "post_first" | "gaps":
            return value if isinstance(value, bool) else _UNFIT
        case "body_size":
            return float(value) if is_body_size(value) else _UNFIT
        case "margins":
            return tuple(float(side) for side in value) if are_margins(value) else _UNFIT
        case "columns":
            if value is None:
                return None
            known = [key for key in value if key in _KNOWN] if isinstance(value, list) else []
            return tuple(known) or _UNFIT
        case "unit_ids":
            if value is None:
                return None
            return tuple(key for key in value if type(key) is int) if isinstance(value, list) else _UNFIT
        case "title_size" | "heading_size" | "note_size" | "fonts" | "named":
            return _UNFIT  # taken together by more_of_layout
        case "parts":
            if value is None:
                return None
            return tuple(key for key in value if isinstance(key, str)) if isinstance(value, list) else _UNFIT
        case "copies":
            return _copies_of(value) if isinstance(value, dict) else _UNFIT
        case "day":
            try:
                return date.fromisoformat(value) if value else None
            except (TypeError, ValueError):
                return _UNFIT
        case "filler":
            return value if value is None or isinstance(value, str) else _UNFIT
        case _:
            return value if isinstance(value, str) else _UNFIT


def _copies_of(value: dict[Any, Any]) -> tuple[tuple[str, int], ...]:
    found = ((key, copies) for key, copies in value.items() if isinstance(key, str) and type(copies) is int)
    return tuple((key, copies) for key, copies in found if 1 < copies <= MOST_COPIES)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
