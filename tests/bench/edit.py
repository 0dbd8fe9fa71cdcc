"""One cell edit with its journal entry against a bare commit of the same row (same driver, same PRAGMAs), at 5,000
and at 50,000 tasks; the two take turns so that a change of the machine's speed hits both."""

import shutil
import time
from pathlib import Path

from measure import FOLDER, line, machine, median, stress_database

RUNS = 200


def measured(scale: int) -> tuple[int, float, float]:
    """Number of tasks, median seconds of an edit and of a bare commit."""
    import sqlcipher3.dbapi2 as driver

    from models.database import open_database
    from models.held_file import take, tune
    from models.task import actions, queries

    copy = FOLDER / f"edit-{scale}.zrt"
    shutil.copyfile(stress_database(scale), copy)
    bare_path = FOLDER / f"bare-{scale}.zrt"
    shutil.copyfile(copy, bare_path)
    database = open_database(copy)
    bare = driver.connect(str(bare_path), isolation_level=None)
    take(bare, None)
    tune(bare)
    with database.driver_connection() as raw:
        campaign = raw.execute("SELECT id FROM campaign").fetchone()[0]
    rows = database.read(queries.task_tree, campaign_id=campaign)
    task_id = rows[len(rows) // 2].id
    edits, commits = [], []
    for number in range(RUNS + 5):
        start = time.perf_counter()
        database.do("修改任务", actions.update_task, task_id=task_id, note=f"备注{number}")
        middle = time.perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("UPDATE task SET note=?, version=version+1 WHERE id=?", (f"备注{number}", task_id))
        bare.execute("COMMIT")
        end = time.perf_counter()
        if number >= 5:
            edits.append(middle - start)
            commits.append(end - middle)
    bare.close()
    database.close()
    for path in (copy, bare_path):
        Path(path).unlink()
    return len(rows), median(edits), median(commits)


def main() -> None:
    print(machine())
    found = [measured(scale) for scale in (58, 580)]
    for tasks, edit, commit in found:
        absolute = f"{edit * 1000:.2f} ms against {commit * 1000:.2f} ms"
        line(f"cell edit / bare commit, {tasks} tasks", edit / commit, "≤ 6", absolute)
    line("cell edit, 50,000 / 5,000 tasks", found[1][1] / found[0][1], "0.8–1.2", "")


if __name__ == "__main__":
    main()
