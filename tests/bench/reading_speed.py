"""How fast documents are read: a batch in one child process, a large ledger against openpyxl, and files made to harm.

openpyxl reads the same ledger in its read-only mode, values only: what anybody would do by hand. Ours loads it (values
as shown, merges, what is hidden) and reads the problems in it.
"""

import io
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from measure import line, machine, median, times

DOCUMENTS, ROWS, RUNS = 100, 10_000, 5
UNITS = ("市城管局", "市住建局", "市商务局", "市交警支队", "市生态环境局", "清河街道办事处", "柳堤街道办事处")
CLAUSE = "以主次干道、背街小巷和出入城口为重点，全面整治乱堆乱放、乱贴乱挂、乱停乱放，及时修复破损道路和下水道，"
FIGURE = "道路机械化清扫率达到{}%以上，{}月底前完成全部整治任务，建立健全长效管理机制。"


def plan(seed: int) -> bytes:
    """A plan of about ten pages (22 lines of 28 characters each)."""
    from tests.documents import word

    chance = random.Random(seed)
    lines = [f"云溪市第{seed}号专项整治工作方案", "（2026年）", "", "一、总体目标", CLAUSE * 3, "二、主要任务"]
    numbers = "一二三四五六七八九十"
    while sum(map(len, lines)) < 10 * 22 * 26:
        for number in numbers:
            text = CLAUSE * chance.randint(1, 4) + FIGURE.format(chance.randint(70, 99), chance.randint(3, 12))
            first, *others = chance.sample(UNITS, 4)
            lines += [f"（{number}）整治行动{len(lines)}", text, f"牵头单位：{first}", f"配合单位：{'、'.join(others)}"]
    return word.from_text("\n".join([*lines, "三、工作要求", CLAUSE * 3]) + "\n")


def ledger() -> bytes:
    """A ledger of problems with a title, headings, notes and ROWS rows of ten columns."""
    import xlsxwriter

    buffer = io.BytesIO()
    chance = random.Random(1)
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet("问题台账")
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        page.merge_range(0, 0, 0, 9, "创建工作问题整改台账")
        heads = (
            "序号",
            "点位",
            "存在问题",
            "整改措施",
            "责任单位",
            "责任人",
            "联系电话",
            "完成时限",
            "整改状态",
            "备注",
        )
        page.write_row(1, 0, heads)
        for row in range(ROWS):
            unit = chance.choice(UNITS)
            page.write_row(
                row + 2,
                0,
                (row + 1, f"第{row}号市场", f"第{row}处占道经营，垃圾未及时清运", "立即清理，落实日常保洁", unit),
            )
            page.write_row(row + 2, 5, (f"张{numeral(row)}", 13800000000 + row))
            page.write_datetime(row + 2, 7, date(2026, 1, 1) + timedelta(days=row % 365), day)
            page.write_row(row + 2, 8, (chance.choice(("已完成", "整改中", "未启动")), ""))
    return buffer.getvalue()


def numeral(value: int) -> str:
    return "一二三四五六七八九十"[value % 10]


def batch() -> None:
    from models.intake.opening import read_data
    from models.worker import Worker

    documents = [plan(seed) for seed in range(DOCUMENTS)]
    with Worker() as worker:
        read_data(documents[0], "预热.docx", worker)
        start = time.perf_counter()
        tasks = sum(len(read_data(data, f"{at}.docx", worker).draft.tasks) for at, data in enumerate(documents))
        seconds = time.perf_counter() - start
        absolute = f"{seconds:.1f} s ({processor(worker)}), {tasks} tasks; largest child {peak(worker)}"
    line(f"{DOCUMENTS} documents of 10 pages in one child", seconds / 20, "≤ 20 s", absolute)


def large_ledger() -> None:
    from openpyxl import load_workbook

    from models.intake.loaders.any import load
    from models.intake.opening import read_data
    from models.intake.reading import read_source
    from models.worker import Worker

    data = ledger()

    def peer() -> None:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for page in book.worksheets:
            for _ in page.iter_rows(values_only=True):
                pass

    def ours() -> None:
        read_source(load(data, "台账.xlsx"))

    kinds: dict[str, Callable[[], object]] = {"peer": peer, "load": lambda: load(data, "台账.xlsx"), "ours": ours}
    found: dict[str, list[float]] = {key: [] for key in kinds}
    for _ in range(RUNS + 1):  # by turns: all meet the same machine
        for key, work in kinds.items():
            found[key] += times(work, 1, warm_up=0)
    peer_time, load_time, ours_time = (median(found[key][1:]) for key in kinds)
    absolute = f"{load_time:.2f} s against {peer_time:.2f} s"
    line(f"ledger of {ROWS} rows loaded / openpyxl read-only", load_time / peer_time, "", absolute)
    absolute = f"{ours_time:.2f} s against {peer_time:.2f} s"
    line("the same loaded and read", ours_time / peer_time, "≤ 1.5", absolute)
    with Worker() as worker:
        start = time.perf_counter()
        draft = read_data(data, "台账.xlsx", worker).draft
        seconds = time.perf_counter() - start
        absolute = (
            f"{seconds:.2f} s ({processor(worker)}), {len(draft.problems)} problems; largest child {peak(worker)}"
        )
    line("the same through a fresh child process", None, "≤ 512 MB", absolute)


def peak(worker: object) -> str:
    """The most memory a worker's child has had, where the system tells."""
    child = vars(worker)["_child"]
    path = Path(f"/proc/{child.process.pid}/status") if child is not None else None
    if path is None or not path.exists():
        return "unknown"
    size = next(row for row in path.read_text().splitlines() if row.startswith("VmHWM"))
    return f"{int(size.split()[1]) >> 10} MB"


def processor(worker: object) -> str:
    """The processor time that a worker's child has used, where the system tells: on a busy machine the clock lies."""
    child = vars(worker)["_child"]
    path = Path(f"/proc/{child.process.pid}/stat") if child is not None else None
    if path is None or not path.exists():
        return "processor time unknown"
    fields = path.read_text().rpartition(")")[2].split()
    return f"{(int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK'):.1f} s of processor"


def bombs() -> None:
    from models.errors import Condition
    from models.intake.opening import read_data
    from models.worker import Worker
    from tests.documents.bombs import BOMBS

    seconds: dict[str, float] = {}
    with Worker() as worker:
        read_data("一、方案".encode(), "预热.txt", worker)
        for name, (make, words) in BOMBS.items():
            data = make()
            start = time.perf_counter()
            try:
                read_data(data, name, worker)
            except Condition as condition:
                assert words in condition.sentence, (name, condition.sentence)
            else:
                raise AssertionError(f"{name} was read")
            seconds[name] = time.perf_counter() - start
    slowest = max(seconds, key=lambda name: seconds[name])
    absolute = f"{seconds[slowest]:.2f} s ({slowest}), median {median(list(seconds.values())) * 1000:.0f} ms"
    line(f"{len(seconds)} files made to harm, refused through the child: slowest", None, "< 2 s", absolute)


def main() -> None:
    print(machine())
    parts = {"batch": batch, "ledger": large_ledger, "bombs": bombs}
    for name in sys.argv[1:] or parts:
        parts[name]()


if __name__ == "__main__":
    main()
