"""The exact reading of a paper in the form of the design's reading.md, made from what the paper tells.

Keys beginning with `_` are notes for the comparison: other titles that a clerk might as well have chosen, units whose
listing is a matter of taste, whether a stated count is wrong.
"""

from typing import Any

from tests.corpus.content.times import Deadline
from tests.corpus.content.world import Duty

Json = dict[str, Any]
LISTS = ("leaders", "units", "tasks", "phases", "targets", "reporting", "contacts", "cells", "problems", "criteria")


class Expected:
    """Collects the reading while the layout writes the paper."""

    def __init__(self, kind: str, title: str) -> None:
        self.json: Json = {"kind": kind, "title": title, **{key: [] for key in LISTS}, "warnings": []}
        self.json["_free_units"] = []
        self.json["_wrong_count"] = None

    def seat(self, role: str, name: str | None, post: str | None, group: str | None = None) -> None:
        self.json["leaders"].append({"group": group, "role": role, "name": name, "post": post})

    def units(self, *names: str) -> None:
        for name in names:
            if name not in self.json["units"]:
                self.json["units"].append(name)

    def task(
        self,
        title: str,
        *,
        parent: str | None = None,
        lead: tuple[str, ...] = (),
        support: tuple[str, ...] = (),
        people: tuple[tuple[str, str], ...] = (),
        when: Deadline | None = None,
        also: tuple[str, ...] = (),
        head: bool = False,
    ) -> None:
        """A duty. `people` are (name, role); `also` are titles as good; a `head` only gathers the duties below."""
        due = {"from": None, "to": None} if when is None else {"from": when.start, "to": when.end}
        self.json["tasks"].append(
            {
                "parent": parent,
                "title": title,
                "lead_units": list(lead),
                "support_units": list(support),
                "people": [{"name": name, "role": role} for name, role in people],
                "deadline": when.words if when else None,
                "due": due,
                "_also": list(also),
                "_unclear_due": when is not None and when.unclear,
                "_head": head,
            }
        )
        self.units(*lead, *support)

    def duty(self, duty: Duty, **more: Any) -> None:
        """A duty of the world, as told in full."""
        self.task(duty.title, lead=duty.lead, support=duty.support, when=duty.deadline, **more)

    def phase(self, name: str, time: str) -> None:
        self.json["phases"].append({"name": name, "time": time})

    def target(self, indicator: str, value: str) -> None:
        self.json["targets"].append({"indicator": indicator, "value": value})

    def report(self, who: tuple[str, ...], what: str, deadline: str) -> None:
        self.json["reporting"].append({"who": list(who), "what": what, "deadline": deadline})

    def contact(self, unit: str, name: str, post: str | None, phone: str | None) -> None:
        self.json["contacts"].append({"unit": unit, "name": name, "post": post, "phone": phone})

    def cell(self, area: str, points: tuple[str, ...]) -> None:
        self.json["cells"].append({"area": area, "points": list(points)})

    def problem(self, **fields: Any) -> None:
        """place, problem, lead_units, people, measures, deadline, status."""
        self.json["problems"].append(fields)

    def criterion(self, **fields: Any) -> None:
        """section, item, points, unit, rules, cap."""
        self.json["criteria"].append(fields)
