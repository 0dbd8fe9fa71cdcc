"""What one paper tells: its place, units, people, duties, drawn from a seed."""

from dataclasses import dataclass, field

from tests.corpus.content import places, units
from tests.corpus.content.dice import Dice
from tests.corpus.content.times import Deadline, deadline, plain_deadline
from tests.corpus.content.wording import CAMPAIGNS, CAMPAIGNS_HELD, Campaign, Pool, campaign


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: its first clause, the rest of it, who leads and supports, who answers in person, by when."""

    title: str
    rest: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    person: str = ""
    deadline: Deadline | None = None


@dataclass(slots=True)
class World:
    """The place and the year of a paper, and its draws of units, people and duties; nobody is drawn twice."""

    dice: Dice
    level: str
    place: str
    short: str
    year: int
    work: Campaign
    _people: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    @property
    def campaign_title(self) -> str:
        return f"{self.place}{self.work.name}"

    @property
    def office(self) -> str:
        """The office of the work, with its level: 市创卫办."""
        return {"city": "市", "district": "区", "county": "县"}[self.level] + self.work.office

    def person(self) -> str:
        """A new invented name."""
        while True:
            name = self.dice.pick(places.SURNAMES, places.SURNAMES_HELD) + self.dice.pick(places.GIVEN)
            if name not in self._people:
                self._people.add(name)
                return name

    def units(self, count: int) -> list[str]:
        """So many different units of this level."""
        common, held = units.POOLS[self.level]
        return [name.replace("{short}", self.short) for name in self.dice.several(count, common, held)]

    def collective(self) -> str:
        return self.dice.pick(*units.COLLECTIVE[self.level])

    def street(self) -> str:
        return self.dice.pick(places.STREETS, places.STREETS_HELD) + "街道办事处"

    def lead_and_support(self, leads: int = 0, supports: int = -1) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Units for a duty: one or two that lead, none to six that support, now and then a collective one last."""
        leads = leads or self.dice.pick((1, 1, 1, 2))
        supports = supports if supports >= 0 else self.dice.pick((1, 2, 3, 4, 6))
        names = self.units(leads + supports)
        support = names[leads:]
        if support and self.dice.chance(0.4):
            support[-1] = self.collective() if self.dice.chance(0.7) else self.street()
        return tuple(names[:leads]), tuple(support)

    def duties(self, count: int, *, leads: int = 0, dated: float = 0.7, in_sentence: bool = False) -> list[Duty]:
        """Items (first clause and the rest) with their units and deadlines."""
        texts = self._several(count, self.work.items)
        return [self._duty(text, leads, dated, in_sentence) for text in texts]

    def heads(self, count: int, *, leads: int = 0, dated: float = 0.0) -> list[Duty]:
        """Big items: a heading, and sentences below it."""
        texts = self._several(count, self.work.heads)
        return [self._duty(text, leads, dated, False) for text in texts]

    def _several(self, count: int, pool: Pool) -> list[str]:
        """Wordings that this paper has not told yet."""
        common, held = ([text for text in texts if text not in self._told] for texts in (pool.common, pool.held))
        drawn = self.dice.several(count, common, held) if common or self.dice.held else []
        self._told |= set(drawn)
        return drawn

    def _duty(self, text: str, leads: int, dated: float, in_sentence: bool) -> Duty:
        title, *rest = text.split("｜")
        lead, support = self.lead_and_support(leads)
        when = None
        if self.dice.chance(dated):
            when = (plain_deadline if in_sentence else deadline)(self.dice, self.year)
        return Duty(title, "".join(rest), lead, support, self.person(), when)


LEVELS = {
    "city": (places.CITIES, places.CITIES_HELD, "市"),
    "district": (places.DISTRICTS, places.DISTRICTS_HELD, "区"),
    "county": (places.COUNTIES, places.COUNTIES_HELD, "县"),
}


def new_world(dice: Dice) -> World:
    """A place with a work going on."""
    level = dice.pick(("city", "city", "district", "county"))
    common, held, end = LEVELS[level]
    short = dice.pick(common, held)
    work = campaign(dice.pick(CAMPAIGNS, CAMPAIGNS_HELD))
    return World(dice, level, short + end, short, dice.pick((2024, 2025, 2026)), work)
