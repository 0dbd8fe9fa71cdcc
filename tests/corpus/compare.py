"""Compares a reading with the expected one, field by field, and duty by duty.

Texts are equal after inner padding (spaces of all kinds) is removed; titles, posts, times and sentences also after
full and half width punctuation is made the same and closing punctuation dropped. Tasks are matched by their titles,
each expected one with the first read one of that title not yet taken (`_also` holds titles that a clerk might as well
have chosen); what is said of a task counts under the task it was matched with. Units, people and measures are sets.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Key = tuple[Any, ...]

FIELDS = (
    "kinds", "titles", "leaders", "units", "tasks", "task tree", "lead units", "support units", "people", "deadlines",
    "dates", "phases", "targets", "reporting", "sites", "problems", "problem fields", "criteria", "criterion fields",
    "contacts", "stated counts",
)  # fmt: skip
_WIDTH = str.maketrans("（），：；．！？～", "(),:;.!?~")


def bare(text: object) -> str:
    """Without padding."""
    return re.sub(r"\s", "", str(text or ""))


def even(text: object) -> str:
    """Without padding, one width of punctuation, no closing punctuation."""
    return bare(text).translate(_WIDTH).strip("。;,:、.~—-")


@dataclass(slots=True)
class Wrong:
    """A failure: the field, what was expected (or None: invented), what was got (or None: missing)."""

    field: str
    expected: object
    got: object


@dataclass(slots=True)
class Score:
    """Counts of one document or of many: right, invented and missing of each field; duties."""

    right: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    duties: int = 0
    duties_right: int = 0
    wrong_marked: int = 0
    invented_duties: int = 0
    invented_marked: int = 0
    wrongs: list[Wrong] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for mine, others in ((self.right, other.right), (self.invented, other.invented), (self.missing, other.missing)):
            mine.update(others)
        for name in ("duties", "duties_right", "wrong_marked", "invented_duties", "invented_marked"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def count(self, name: str, expected: Iterable[Key], got: Iterable[Key]) -> None:
        """Both as multisets."""
        wanted, read = Counter(expected), Counter(got)
        self.right[name] += (wanted & read).total()
        for key, times in (read - wanted).items():
            self.invented[name] += times
            self.wrongs.append(Wrong(name, None, key))
        for key, times in (wanted - read).items():
            self.missing[name] += times
            self.wrongs.append(Wrong(name, key, None))

    def forget(self, name: str) -> None:
        """Leave a field out: the paper tells it in too many ways."""
        for counts in (self.right, self.invented, self.missing):
            counts.pop(name, None)
        self.wrongs = [wrong for wrong in self.wrongs if wrong.field != name]

    def figures(self, name: str) -> tuple[float, float, float, int]:
        """Precision, recall, F1 and how many were expected."""
        right, read, wanted = self.right[name], self.invented[name], self.missing[name]
        precision = right / (right + read) if right + read else 1.0
        recall = right / (right + wanted) if right + wanted else 1.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0, right + wanted

    @property
    def share(self) -> float:
        return self.duties_right / self.duties if self.duties else 1.0


def compare(expected: Json, got: Json, doubted: frozenset[int] = frozenset()) -> Score:
    """The score of one document; `doubted` are the places (from 0) of read tasks that carry a doubt."""
    score = Score()
    kind = got["kind"] if got["kind"] in expected.get("_also_kinds", ()) else expected["kind"]
    score.count("kinds", [(kind,)], [(got["kind"],)])
    if expected["title"]:
        names = [_title(title) for title in (expected["title"], *expected.get("_also_titles", ()))]
        name = _title(got["title"]) if _title(got["title"]) in names else names[0]
        score.count("titles", [(name,)], [(_title(got["title"]),)] if got["title"] else [])
    score.count("leaders", map(_leader, expected["leaders"]), map(_leader, got["leaders"]))
    free = set(map(bare, expected.get("_free_units", ())))
    units = [{(bare(name),) for name in one["units"] if bare(name) not in free} for one in (expected, got)]
    score.count("units", units[0], units[1])
    _tasks(score, expected, got["tasks"], doubted)
    score.count("phases", map(_phase, expected["phases"]), map(_phase, got["phases"]))
    score.count("targets", map(_target, expected["targets"]), map(_target, got["targets"]))
    score.count("reporting", map(_reporting, expected["reporting"]), map(_reporting, got["reporting"]))
    score.count("contacts", map(_contact, expected["contacts"]), map(_contact, got["contacts"]))
    score.count("sites", _sites(expected), _sites(got))
    _problems(score, expected["problems"], got["problems"])
    _criteria(score, expected, got["criteria"])
    _counts(score, expected.get("_wrong_count"), got["warnings"])
    for name in expected.get("_skip", ()):
        score.forget(name)
    return score


def _title(title: str) -> str:
    """Without the years, the day or the draft mark that may stand behind it in brackets."""
    return re.sub(r"(?:\([^()]*(?:年|稿|日)\))+$", "", even(title))


def _leader(seat: Json) -> Key:
    role = bare(seat["role"])
    return (role.removeprefix("办公室") or role, bare(seat["name"]), even(seat["post"]))


def _phase(phase: Json) -> Key:
    name = re.sub(r"^第.{1,2}阶段[:：]?", "", even(phase["name"])) or even(phase["name"])
    return (name.removesuffix("阶段"), even(phase["time"]))


def _target(target: Json) -> Key:
    return (even(target["indicator"]), bare(target["value"]))


def _reporting(duty: Json) -> Key:
    return (tuple(sorted(map(bare, duty["who"]))), even(duty["what"]), even(duty["deadline"]))


def _contact(contact: Json) -> Key:
    return (bare(contact["unit"]), bare(contact["name"]), bare(contact["post"]), bare(contact["phone"]))


def _sites(reading: Json) -> list[Key]:
    return [(bare(cell["area"]), bare(point)) for cell in reading["cells"] for point in cell["points"]]


def _titles(task: Json) -> set[str]:
    return {even(title) for title in (task["title"], *task.get("_also", ()))}


def _due(task: Json) -> Key:
    return (task["due"].get("from"), task["due"].get("to"))


def _time(task: Json) -> str:
    """The deadline as written, without the 完成 that may follow it."""
    return even(task["deadline"]).removesuffix("完成")


def _tasks(score: Score, reading: Json, got: list[Json], doubted: frozenset[int]) -> None:
    free = set(map(even, reading.get("_free_tasks", ())))
    kept = [at for at, task in enumerate(got) if even(task["title"]) not in free]
    doubted = frozenset(place for place, at in enumerate(kept) if at in doubted)
    expected, got = reading["tasks"], [got[at] for at in kept]
    taken: dict[int, int] = {}  # got → expected
    for place, task in enumerate(expected):
        names = _titles(task)
        found = next((at for at, one in enumerate(got) if at not in taken and even(one["title"]) in names), None)
        if found is not None:
            taken[found] = place

    def name(at: int) -> str:
        return even(expected[taken[at]]["title"]) if at in taken else even(got[at]["title"])

    wanted = [(even(task["title"]), task) for task in expected]
    read = [(name(at), task) for at, task in enumerate(got)]
    score.count("tasks", [(title,) for title, _ in wanted], [(title,) for title, _ in read])
    for label, key in (("lead units", "lead_units"), ("support units", "support_units")):
        sides = [[(title, bare(unit)) for title, task in side for unit in task[key]] for side in (wanted, read)]
        score.count(label, *sides)
    people = [
        [(title, bare(one["name"]), bare(one["role"])) for title, task in side for one in task["people"]]
        for side in (wanted, read)
    ]
    score.count("people", *people)
    sides = [[(title, _time(task)) for title, task in side if task["deadline"]] for side in (wanted, read)]
    score.count("deadlines", *sides)
    sides = [[(title, even(task["parent"])) for title, task in side if task["parent"]] for side in (wanted, read)]
    score.count("task tree", *sides)
    dated = {
        at: place
        for at, place in taken.items()
        if expected[place]["deadline"] and got[at]["deadline"] and not expected[place].get("_unclear_due")
    }
    score.count(
        "dates",
        [(even(expected[place]["title"]), *_due(expected[place])) for place in dated.values()],
        [(name(at), *_due(got[at])) for at in dated],
    )
    _duties(score, expected, got, taken, doubted)


def _duties(
    score: Score, expected: list[Json], got: list[Json], taken: dict[int, int], doubted: frozenset[int]
) -> None:
    """A duty is right when its title, lead units, support units and deadline are."""
    places = {place: at for at, place in taken.items()}
    for place, task in enumerate(expected):
        if task.get("_head"):
            continue
        score.duties += 1
        at = places.get(place)
        if at is not None and _same_duty(task, got[at]):
            score.duties_right += 1
            continue
        if at is None:
            names = _titles(task)
            loose = (one for one in range(len(got)) if one not in taken and _alike(even(got[one]["title"]), names))
            at = next(loose, None)
        score.wrong_marked += at in doubted
        score.wrongs.append(Wrong("duty", _short(task), None if at is None else _short(got[at])))
    for at in range(len(got)):
        if at not in taken:
            score.invented_duties += 1
            score.invented_marked += at in doubted


def _same_duty(task: Json, got: Json) -> bool:
    return all(
        sorted(map(bare, task[key])) == sorted(map(bare, got[key])) for key in ("lead_units", "support_units")
    ) and _time(task) == _time(got)


def _alike(title: str, names: set[str]) -> bool:
    return any(title.startswith(name[:6]) or name.startswith(title[:6]) or name[:8] in title for name in names)


def _short(task: Json) -> Json:
    return {key: task[key] for key in ("title", "lead_units", "support_units", "deadline")}


def _problems(score: Score, expected: list[Json], got: list[Json]) -> None:
    score.count("problems", map(_problem, expected), map(_problem, got))
    sides: list[list[Key]] = []
    for side in (expected, got):
        keys: list[Key] = []
        for one in side:
            name = _problem(one)
            keys += [(*name, "unit", bare(unit)) for unit in one["lead_units"]]
            keys += [(*name, "person", bare(person)) for person in one["people"]]
            keys += [(*name, "measure", even(measure)) for measure in one["measures"]]
            keys += [(*name, key, even(one[key])) for key in ("deadline", "status") if one[key]]
        sides.append(keys)
    score.count("problem fields", *sides)


def _problem(problem: Json) -> Key:
    return (bare(problem["place"]), even(problem["problem"]))


def _criteria(score: Score, expected: Json, got: list[Json]) -> None:
    free = [even(text) for text in expected.get("_free_criteria", ())]
    read = [
        one
        for one in got
        if even(one["item"]) not in free and not any(even(rule["text"]) in free for rule in one["rules"])
    ]
    wanted = expected["criteria"]
    score.count("criteria", map(_criterion, wanted), map(_criterion, read))
    texts: dict[str, list[Json]] = {}
    for one in wanted:
        texts.setdefault(even(one["item"]), []).extend(one["rules"])
    sides: list[list[Key]] = []
    for side in (wanted, read):
        keys: list[Key] = []
        for one in side:
            item = even(one["item"])
            keys += [(item, key, _section(one[key])) for key in ("section", "unit") if one[key]]
            if one["cap"] is not None:
                keys.append((item, "cap", float(one["cap"])))
            for rule in one["rules"]:
                keys.append((item, _core(even(rule["text"]), texts.get(item, [])), rule["points"]))
        sides.append(keys)
    score.count("criterion fields", *sides)


def _criterion(criterion: Json) -> Key:
    points = criterion["points"]
    return (even(criterion["item"]), None if points is None else float(points))


def _section(text: str) -> str:
    """The group without its points in brackets."""
    return re.sub(r"\(?\d+分\)?$", "", even(text))


def _core(text: str, rules: list[Json]) -> str:
    """The rule that the text tells: a read rule may carry the words of its cap."""
    return next((even(rule["text"]) for rule in rules if text.startswith(even(rule["text"]))), text)


def _counts(score: Score, stated: int | None, warnings: list[str]) -> None:
    """A wrong stated count (its number) is warned of with that number; a right one (0) is not warned of."""
    if stated is None:
        return
    told = [warning for warning in warnings if re.search(r"\d+", warning) and "读到" in warning]
    score.count("stated counts", [(True,)] if stated else [], [(True,) for _ in told[:1]])
