"""The appraisal at its full size: 300 units, 200 items of all kinds, 12 rounds, 100,000 entries.

Bars are those of the issue; times are of the processor, so that they hold on a busy machine too; below 1 holds."""

import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from measure import FOLDER, line, machine, median

UNITS, ITEMS, ROUNDS, ENTRIES, GROUPS = 300, 200, 12, 100_000, 4
F = Fraction


def rules() -> list[Any]:
    """A rule of every kind that is common in papers."""
    from models.appraisal.rules.kinds import (
        Bonus,
        Direct,
        Graded,
        Level,
        PerOccurrence,
        RankTable,
        Ratio,
        Rule,
        ShareOfBest,
        Steps,
        Threshold,
    )
    from models.appraisal.terms import Compare, Start

    levels = (Level("好", F(9), F(10)), Level("中", F(7), F(8)), Level("差", F(0), F(6)))
    return [
        Rule(parts=(PerOccurrence(F(-1, 2), what="发现问题", cap=F(3)),)),
        Rule(parts=(PerOccurrence(F(-1), what="逾期"), Bonus(F(1), what="受表扬", ceiling=F(2)))),
        Rule(parts=(PerOccurrence(F(-1, 5), what="不整洁", highest_only=True),)),
        Rule(Start.ZERO, (Ratio(F(5)),)),
        Rule(parts=(Steps(F(90), F(5), F(-1), "覆盖率", "%"),)),
        Rule(Start.ZERO, (Threshold(Compare.AT_LEAST, F(90), F(5)),)),
        Rule(Start.ZERO, (RankTable((F(5), F(4), F(3)), fall=F(1, 10)),)),
        Rule(Start.ZERO, (ShareOfBest(F(5)),)),
        Rule(Start.ZERO, (Graded(F(5), levels),)),
        Rule(Start.ZERO, (Direct(F(5)),)),
    ]


def build(path: Path) -> None:
    """The database of that size, made once."""
    import models.schema  # noqa: F401
    from models.appraisal import actions
    from models.database import create_database
    from models.journal import insert_many
    from models.org.actions import create_campaign
    from models.org.tables import Unit

    database = create_database(path)

    def do(action: Callable[..., Any], **kw: Any) -> Any:
        return database.do("步骤", action, **kw).value

    campaign = do(create_campaign, name="创卫")
    units = do(lambda session: insert_many(session, Unit, [{"name": f"街道{one}"} for one in range(UNITS)]))
    scheme = do(actions.create_scheme, campaign_id=campaign, name="考核办法")
    for number in range(GROUPS):
        group = do(actions.add_group, scheme_id=scheme, name=f"第{number + 1}组")
        do(actions.set_members, group_id=group, unit_ids=units[number::GROUPS])
    parts = [do(actions.add_component, scheme_id=scheme, name=name, weight=F(1, 2)) for name in ("日常", "现场")]

    def table(session: Any) -> list[int]:
        kinds, found = rules(), []
        for head in range(20):
            top = actions.add_criterion(session, scheme_id=scheme, name=f"类{head}", component_id=parts[head % 2])
            for number in range(ITEMS // 20):
                rule = kinds[number % len(kinds)]
                where = {"scheme_id": scheme, "parent_id": top, "name": f"项{head}-{number}"}
                found.append(actions.add_criterion(session, **where, points=F(5), rule=rule))
        return found

    items = do(table)
    do(actions.put_in_force, scheme_id=scheme, on=date(2026, 1, 1))
    dice = random.Random(20260601)
    for month in range(1, ROUNDS + 1):
        days = {"starts": date(2026, month, 1), "ends": date(2026, month, 28)}
        round_id = do(actions.create_round, campaign_id=campaign, scheme_id=scheme, name=f"{month}月", **days)
        do(lambda session, key=round_id: insert_many(session, entry(), rows(dice, key, units, items)))
    database.close()


def entry() -> Any:
    from models.appraisal.tables import Entry

    return Entry


def rows(dice: random.Random, round_id: int, units: list[int], items: list[int]) -> list[dict[str, Any]]:
    """The entries of one round: more than half count occurrences, the others are values and marks."""
    texts = dict.fromkeys(("event", "scorer", "refusal", "source", "of_table"), "")
    found = []
    for _ in range(ENTRIES // ROUNDS + 1):
        place = dice.choice([0, 1, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
        item = dice.randrange(ITEMS // 10) * 10 + place
        amount = {3: f"0.{dice.randrange(50, 99)}", 4: str(dice.randrange(60, 99)), 5: str(dice.randrange(80, 99))}
        value = amount.get(place, str(dice.randrange(1, 6)))
        found.append(
            {"round_id": round_id, "unit_id": dice.choice(units), "criterion_id": items[item], "amount": value,
             "reason": "占道经营", "day": date(2026, 3, 5), **texts}
        )  # fmt: skip
    return found


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    from models.appraisal import actions, queries
    from models.appraisal.queries import live, posted
    from models.database import open_database
    from models.org.queries import campaigns

    kept, path = FOLDER / "appraisal.zrt", FOLDER / "appraisal-run.zrt"
    FOLDER.mkdir(exist_ok=True)
    if not kept.exists():
        build(kept)
    shutil.copyfile(kept, path)
    database = open_database(path)
    campaign = database.read(campaigns)[0].id
    ids = [row.id for row in database.read(queries.rounds, campaign_id=campaign)]

    def result(round_id: int) -> Any:
        return database.read(queries.result, round_id=round_id)

    def forget() -> None:
        live._KEPT.clear()
        posted._KEPT.clear()

    def told(what: str, found: float, bar: float) -> None:
        line(what, found / bar, f"≤ {bar:g} s", f"{found * 1000:.1f} ms")

    print(f"FIGURES appraisal ({machine()})")
    result(ids[0])
    ones = []
    for _ in range(5):
        forget()
        ones.append(seconds(lambda: result(ids[0])))
    told("one round read and scored, 300 × 200", median(ones), 1)
    forget()
    told("all twelve rounds, 100,000 entries", seconds(lambda: [result(one) for one in ids]), 8)
    last = result(ids[-1])
    unit = last.groups[0].units[0].unit_id
    for name, place in (("counted", 0), ("compared within its group", 6)):
        item = next(row.id for row in database.read(queries.criteria, scheme_id=last.round.scheme_id)
                    if row.name == f"项3-{place}")  # fmt: skip
        again, whole = [], []
        for amount in range(15):
            where = {"round_id": ids[-1], "unit_id": unit, "criterion_id": item, "amount": str(amount % 5 + 1)}
            start = time.process_time()
            database.do("记分", actions.set_value if place else actions.add_entry, **where)
            again.append(seconds(lambda: result(ids[-1])))
            whole.append(time.process_time() - start)
        told(f"the result after one entry ({name})", median(again), 0.02)
        line(f"the same with saving the entry ({name})", None, "", f"{median(whole) * 1000:.1f} ms")
    found = [seconds(lambda: database.read(queries.explain, round_id=ids[-1], unit_id=unit)) for _ in range(15)]
    told("explain one unit", median(found), 0.05)
    spent = seconds(lambda: database.do("公示", actions.post_round, round_id=ids[0], on=date(2026, 2, 1),
                                        until=date(2026, 2, 8), wall=True))  # fmt: skip
    line("posting a round", None, "", f"{spent * 1000:.0f} ms")
    forget()
    told("a posted round read for the first time", seconds(lambda: result(ids[0])), 1)
    told("explain one unit of a posted round",
         median([seconds(lambda: database.read(queries.explain, round_id=ids[0], unit_id=unit)) for _ in range(9)]),
         0.05)  # fmt: skip
    proposed = seconds(lambda: database.do("建议", actions.propose, round_id=ids[-1], today=date(2026, 12, 31)))
    line("propose of all sources", None, "", f"{proposed * 1000:.0f} ms")
    result(ids[-1])
    what = seconds(lambda: database.read(queries.what_if, round_id=ids[-1], added=[queries.Supposed(unit, item)]))
    line("what if of one entry", None, "", f"{what * 1000:.1f} ms")
    start, before = time.perf_counter(), _spent()
    pages = _printed(database, campaign)
    told(f"300 score sheets printed, {pages} pages", time.perf_counter() - start, 60)
    line("the same in seconds of the processor, children included", None, "", f"{_spent() - before:.0f} s")
    size = database.read(lambda session: len(session.get_one(_round(), ids[0]).content))
    line("frozen content of a round", None, "", f"{size / 1e6:.2f} MB")
    database.close()


def _printed(database: Any, campaign: int) -> int:
    """The filled score sheets of all units as one PDF; how many pages."""
    from models.papers.offer import Asked
    from models.papers.press import Press
    from models.papers.render import render_print
    from models.printing.catalogue import offer
    from models.printing.produce import make

    paper = offer("scoresheet")
    sheets = database.read(make, offer=paper, asked=Asked(campaign, date(2026, 12, 31), {}, paper.profile))
    press = Press()
    found = render_print(sheets, worker=press)
    press.close()
    return sum(found.page_counts)


def _spent() -> float:
    """Seconds of the processor, of this process and of children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _round() -> Any:
    from models.appraisal.tables import AppraisalRound

    return AppraisalRound


if __name__ == "__main__":
    main()
