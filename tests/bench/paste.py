"""Pasting 2,000 rows of ten cells into a breakdown of some 5,000 tasks as one step with its journal: plain cells, and
four of the ten naming units; against the bare insertion of the same rows (same driver, same PRAGMAs, one commit).

Ratios are of processor time, so that they hold on a busy machine too."""

import shutil
import time
from pathlib import Path

from measure import FOLDER, line, machine, median, stress_database

ROWS = 2_000
RUNS = 5
PLAIN = ("no", "title", "body", "target", "deadline", "points", "note", "source", "kind", "phase")
WITH_UNITS = ("title", "body", "lead", "responsible", "support", "oversee", "deadline", "points", "note", "source")


def plain_block() -> list[tuple[str, ...]]:
    """Ten columns that name nobody."""
    return [
        (f"{number}", f"任务{number}", f"内容{number}", f"≥{number % 90}%", f"{number % 12 + 1}月底前", "2.5", "备注",
         "方案第三条", "任务", "")
        for number in range(ROWS)
    ]  # fmt: skip


def unit_block(names: list[str]) -> list[tuple[str, ...]]:
    """Ten columns, four of them with one to three units each."""

    def some(number: int, count: int) -> str:
        return "、".join(names[(number * 7 + place * 3) % len(names)] for place in range(count))

    return [
        (f"任务{number}", f"内容{number}", some(number, 1), some(number + 1, 2), some(number + 2, 3),
         some(number + 3, 1), f"{number % 12 + 1}月底前", "2.5", "备注", "方案第三条")
        for number in range(ROWS)
    ]  # fmt: skip


def measured(kind: str) -> tuple[float, float, float, int]:
    """Median seconds of the paste, on the clock and of the processor, of the bare insertion (processor), and the rows
    it inserted."""
    import sqlcipher3.dbapi2 as driver

    from models.database import open_database
    from models.held_file import take, tune
    from models.org.queries import campaigns
    from models.task import actions, queries

    pasted, worked, bare_times, inserted = [], [], [], 0
    for number in range(RUNS):
        copy, bare_path = FOLDER / f"paste-{number}.zrt", FOLDER / f"paste-bare-{number}.zrt"
        for path in (copy, bare_path):
            shutil.copyfile(stress_database(58), path)
        database = open_database(copy)
        campaign = database.read(campaigns)[0].id
        names = [unit.label for unit in database.read(queries.unit_names)]
        names = [name for name in names if names.count(name) == 1]
        columns, block = (PLAIN, plain_block()) if kind == "plain" else (WITH_UNITS, unit_block(names))
        start, cpu = time.perf_counter(), time.process_time()
        database.do("粘贴", actions.paste_block, campaign_id=campaign, columns=columns, rows=block, task_ids=())
        pasted.append(time.perf_counter() - start)
        worked.append(time.process_time() - cpu)
        tables = ("task", "assignment", "target")
        with database.driver_connection() as raw:
            fresh = {
                table: raw.execute(
                    f"SELECT * FROM {table} WHERE id IN (SELECT row_id FROM journal_change WHERE seq ="
                    " (SELECT max(seq) FROM journal_change) AND table_name = ?)",
                    (table,),
                ).fetchall()
                for table in tables
            }
        database.close()
        bare = driver.connect(str(bare_path), isolation_level=None)
        take(bare, None)
        tune(bare)
        cpu = time.process_time()
        bare.execute("BEGIN IMMEDIATE")
        for table, rows in fresh.items():
            if rows:
                places = ",".join("?" * len(rows[0]))
                bare.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        bare.execute("COMMIT")
        bare_times.append(time.process_time() - cpu)
        inserted = sum(map(len, fresh.values()))
        bare.close()
        for path in (copy, bare_path):
            Path(path).unlink()
    return median(pasted), median(worked), median(bare_times), inserted


def main() -> None:
    print(machine())
    found = {kind: measured(kind) for kind in ("plain", "units")}
    for kind, words, bar in (("plain", "plain cells", "≤ 1 s"), ("units", "cells, four columns of units", "≤ 4 s")):
        paste, worked, bare, inserted = found[kind]
        absolute = (
            f"{paste:.2f} s ({worked:.2f} s of processor) against {bare * 1000:.0f} ms; {inserted} rows of tables"
        )
        line(f"paste of {ROWS} × 10 {words} / bare insertion", worked / bare, bar, absolute)
    line("paste with units / plain", found["units"][1] / found["plain"][1], "≤ 4", "")


if __name__ == "__main__":
    main()
