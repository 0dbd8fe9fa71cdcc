"""Coverage figures, the tasks that serve an indicator in the end, gaps, papers and verbs, on the sample."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import models.schema  # noqa: F401 - all tables known
from models import scripting
from models.checkup.queries import checkup
from models.checkup.terms import Gap
from models.database import Database, create_database
from models.errors import Refusal
from models.org.actions import create_campaign
from models.org.queries import campaigns
from models.papers.offer import Asked
from models.papers.sheet import Sheet, plain
from models.printing.catalogue import offer
from models.sample.actions import TITLE, build_sample
from models.standard import actions, queries
from models.standard.queries import IndicatorRow
from models.standard.queries.serving import tasks_serving
from models.standard.terms import Comparison, Served
from models.task import actions as tasks
from tests.models.standard.sheets import workbook

DAY = date(2026, 6, 10)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("standard") / "示例.zrt"
    database = create_database(path)
    database.do(TITLE, build_sample, today=DAY)
    database.close()
    return path


@pytest.fixture
def sample(path: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of its own for each test."""
    from models.database import open_database

    copy = tmp_path / "示例.zrt"
    copy.write_bytes(path.read_bytes())
    database = open_database(copy)
    yield database
    database.close()


@pytest.fixture
def run(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    copy = tmp_path / "动词.zrt"
    copy.write_bytes(path.read_bytes())

    def go(*argv: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = scripting.main([*map(str, argv), "--db", str(copy)])
        out, err = capsys.readouterr()
        return code, out, err

    return go


def named(database: Database, name: str) -> IndicatorRow:
    return next(row for row in database.read(queries.indicators) if row.name == name)


def sheets(database: Database, key: str, **settings: object) -> tuple[Sheet, ...]:
    campaign = database.read(campaigns)[0].id
    made = database.read(offer(key).make, asked=Asked(campaign, DAY, settings))
    assert isinstance(made, tuple)
    return made


def test_every_indicator_is_counted_once(sample: Database) -> None:
    rows = sample.read(queries.indicators)
    for head in sample.read(queries.standards):
        whole, *parts = sample.read(queries.coverage, standard_id=head.id)
        leaves = [row for row in rows if row.standard_id == head.id and not row.children]
        assert whole.is_whole and whole.total == len(leaves) == sum(part.total for part in parts)
        for key in ("with_task", "by_link", "bare", "to_confirm"):
            assert getattr(whole, key) == sum(getattr(part, key) for part in parts), key
        assert whole.with_task + whole.by_link + whole.bare == whole.total
    assert len(sample.read(queries.coverage)) == 2 + 1 + 4


def test_lines_on_top_without_a_heading_stand_together(sample: Database) -> None:
    standard = sample.read(queries.standards)[1].id
    sample.do("加", actions.create_indicator, standard_id=standard, name="单独一项")
    whole, *parts = sample.read(queries.coverage, standard_id=standard)
    assert (parts[-1].title, parts[-1].id, parts[-1].total) == ("其他指标", None, 1)
    assert whole.total == sum(part.total for part in parts)


def test_a_share_of_all_is_said_only_of_all(sample: Database) -> None:
    first = sample.read(queries.coverage)[0]
    assert first.share == f"{first.served * 100 // first.total}%" != "100%"
    new = sample.do("建", actions.create_standard, name="空的").value
    assert sample.read(queries.coverage, standard_id=new)[0].share == "—"


def test_only_the_tasks_of_the_campaign_count(sample: Database) -> None:
    other = sample.do("建", create_campaign, name="另一项").value
    assert {row.with_task for row in sample.read(queries.coverage, campaign_id=other)} == {0}
    task = sample.do("加", tasks.add_task, campaign_id=other, title="消除四害").value
    sample.do("接", actions.add_task, indicator_id=named(sample, "婴儿死亡率").id, task_id=task)
    assert sum(row.with_task for row in sample.read(queries.coverage, campaign_id=other) if row.is_whole) == 1
    assert len(sample.read(queries.bare_indicators, campaign_id=other)) == 38


def test_tasks_that_serve_through_links_and_headings(sample: Database) -> None:
    rows = {row.id: row for row in sample.read(queries.indicators)}
    linked = named(sample, "适龄儿童免疫规划疫苗接种率")
    (serving,) = tasks_serving(linked, rows)
    assert (serving.task.title, serving.via) == ("免疫规划和预防接种", "国家卫生城市标准 43")
    assert tasks_serving(named(sample, "基层医疗卫生机构床位和人员配备"), rows) == ()  # overlaps only
    task = named(sample, "中小学生近视率").tasks[0].id
    sample.do("接", actions.add_task, indicator_id=named(sample, "文明素养").id, task_id=task)
    below = named(sample, "文明出行、排队礼让")
    assert below.served is Served.ABOVE
    (serving,) = tasks_serving(below, {row.id: row for row in sample.read(queries.indicators)})
    assert serving.id == task and serving.via == "上级“三 文明素养”"


def test_every_served_indicator_has_tasks_that_serve_it(sample: Database) -> None:
    rows = {row.id: row for row in sample.read(queries.indicators)}
    for row in rows.values():
        assert bool(tasks_serving(row, rows)) == (row.served is not Served.NOT), row.title


# ---- 体检 ----------------------------------------------------------------------------------------------------


def test_gaps_go_once_the_indicator_is_served_or_settled(sample: Database) -> None:
    campaign = sample.read(campaigns)[0].id

    def gaps(gap: Gap) -> list[str]:
        return [row.title for row in sample.read(checkup, campaign_id=campaign, day=DAY).of(gap)]

    assert "39 婴儿死亡率" in gaps(Gap.BARE_INDICATOR) and "33 中小学生近视率" not in gaps(Gap.BARE_INDICATOR)
    row = named(sample, "婴儿死亡率")
    sample.do("接", actions.add_task, indicator_id=row.id, task_id=named(sample, "中小学生近视率").tasks[0].id)
    assert "39 婴儿死亡率" not in gaps(Gap.BARE_INDICATOR)
    assert len(gaps(Gap.OPEN_INDICATOR)) == 7
    row = named(sample, "3岁以下儿童系统管理率")
    sample.do("核", actions.update_indicator, indicator_id=row.id, to_confirm=False)
    assert len(gaps(Gap.OPEN_INDICATOR)) == 6
    sample.do("清", actions.update_indicator, indicator_id=row.id, threshold="")
    assert len(gaps(Gap.OPEN_INDICATOR)) == 7
    sample.do("清", actions.update_indicator, indicator_id=row.id, comparison=Comparison.NONE, threshold="90")
    found = sample.read(checkup, campaign_id=campaign, day=DAY).of(Gap.OPEN_INDICATOR)
    assert "没有写明不低于还是不高于" in next(one.sentence for one in found if one.record_id == row.id)


def test_standards_that_a_campaign_does_not_serve_are_not_its_gaps(sample: Database) -> None:
    campaign = sample.read(campaigns)[0].id
    other = sample.do("建", actions.create_standard, name="别的标准").value
    sample.do("加", actions.create_indicator, standard_id=other, name="不相干")
    titles = [row.title for row in sample.read(checkup, campaign_id=campaign, day=DAY).of(Gap.BARE_INDICATOR)]
    assert titles and "不相干" not in titles
    fresh = sample.do("建", create_campaign, name="新的一项").value
    titles = [row.title for row in sample.read(checkup, campaign_id=fresh, day=DAY).of(Gap.BARE_INDICATOR)]
    assert "不相干" in titles  # it serves none yet: all are shown


# ---- papers -------------------------------------------------------------------------------------------------


def test_the_table_of_tasks_names_every_indicator_and_marks_the_bare_ones(sample: Database) -> None:
    for sheet, head in zip(sheets(sample, "indicators"), sample.read(queries.standards), strict=True):
        leaves = [row for row in sample.read(queries.indicators, standard_id=head.id) if not row.children]
        lines = [row for row in sheet.rows if not row.over]
        assert list(dict.fromkeys(row.groups[0] for row in lines)) == [str(row.id) for row in leaves]
        bare = {row.groups[0] for row in lines if row.cells["task"] == "（尚无任务）"}
        assert bare == {str(row.id) for row in leaves if row.is_bare}
        assert all(row.strong == (row.groups[0] in bare) for row in lines)
    rats = [row for row in sheets(sample, "indicators")[0].rows if not row.over and row.cells["no"] == "55"]
    assert [row.cells["task"] for row in rats] == ["开展春、秋季集中灭鼠", "开展夏秋季灭蚊灭蝇", "开展灭蟑活动"]
    assert plain(rats[0].cells["lead"]) == "市疾控中心" and rats[0].cells["deadline"]


def test_columns_without_content_are_left_out_and_parts_chosen(sample: Database) -> None:
    first, second = sheets(sample, "indicatorduty", evidence=True)
    assert {"points", "evidence"}.isdisjoint(column.key for column in first.columns)
    assert {"points", "evidence"} <= {column.key for column in second.columns}
    assert "points" not in {column.key for column in sheets(sample, "indicatorduty", points=False)[1].columns}
    (only,) = sheets(sample, "indicatorduty", standards=(sample.read(queries.standards)[1].id,))
    assert only.title == "云溪市文明城市创建指标（示例）指标责任分解表"
    bare = [row.cells["name"] for row in sheets(sample, "indicatorduty", shown="bare")[1].rows if not row.over]
    assert bare == [row.name for row in sample.read(queries.bare_indicators) if row.standard.startswith("云溪")]
    along = next(row for row in second.rows if row.cells.get("no") == "6")
    assert along.cells["note"] == "随国家卫生城市标准 43" and plain(along.cells["lead"]) == "市卫健委"


def test_no_unit_stands_twice_in_a_row_of_duties(sample: Database) -> None:
    for sheet in sheets(sample, "indicatorduty"):
        for row in sheet.rows:
            units = [unit for role in ("lead", "responsible", "support") for unit in row.cells.get(role, ())]
            assert len(units) == len(set(units))


def test_the_crosswalk_holds_each_link_and_each_indicator_alone_once(sample: Database) -> None:
    (sheet,) = sheets(sample, "crosswalk")
    assert [row.over for row in sheet.rows if row.over] == [
        "一、共性指标：相同（2）",
        "二、共性指标：一方是另一方的一部分（1）",
        "三、共性指标：部分重合（1）",
        "四、个性指标：只在国家卫生城市标准（2021版）（20）",
        "五、个性指标：只在云溪市文明城市创建指标（示例）（11）",
    ]
    lines = [row for row in sheet.rows if not row.over]
    for key in ("one", "other"):
        titles = [row.cells[key] for row in lines if row.cells[key] != "—"]
        assert len(titles) == len(set(titles)) == (24 if key == "one" else 15)
    part = next(row for row in lines if row.cells["other"] == "7 严重精神障碍患者服务管理")
    assert (part.cells["kind"], plain(part.cells["tasks"])) == ("包含其中一部分", "严重精神障碍患者管理")
    (short,) = sheets(sample, "crosswalk", alone=False)
    assert len([row for row in short.rows if not row.over]) == 4
    first, second = (head.id for head in sample.read(queries.standards))
    (turned,) = sheets(sample, "crosswalk", first=second, second=first)
    assert turned.title.startswith("云溪市") and "是其中一部分" in {row.cells.get("kind") for row in turned.rows}


@pytest.mark.parametrize("key", ["indicators", "indicatorduty", "crosswalk"])
def test_papers_of_nothing_are_refused(database: Database, key: str) -> None:
    with pytest.raises(Refusal, match="还没有标准"):
        database.read(offer(key).make, asked=Asked(None, DAY))
    one = database.do("建", actions.create_standard, name="只有一套").value
    with pytest.raises(Refusal):
        database.read(offer(key).make, asked=Asked(None, DAY))
    with pytest.raises(Refusal):
        database.read(offer(key).make, asked=Asked(None, DAY, {"first": one, "second": one, "shown": "bare"}))


# ---- verbs --------------------------------------------------------------------------------------------------


def test_listings_and_coverage(run: Run) -> None:
    code, out, _ = run("list", "standards", "--json")
    assert code == 0 and [row["name"] for row in json.loads(out)] == ["国家卫生城市标准", "云溪市文明城市创建指标"]
    bare = json.loads(run("list", "bare-indicators", "--json")[1])
    assert len(bare) == 14 and {row["served"] for row in bare} == {"没有任务"}
    everything = json.loads(run("list", "indicators", "--json")[1])
    assert next(row for row in everything if row["no"] == "43")["links"]
    figures = json.loads(run("standard", "coverage", "--json", "--standard", "文明")[1])
    assert figures[0] == {
        "standard": "云溪市文明城市创建指标（示例）",
        "total": 15,
        "with_task": 8,
        "by_link": 3,
        "bare": 4,
        "share": "73%",
        "to_confirm": 0,
        "points": "63",
        "points_served": "50",
    }
    assert figures[1]["heading"] == "一 公共环境"
    code, _, err = run("standard", "coverage", "--standard", "没有的")
    assert code == 1 and "可以写：国家卫生城市标准（2021版）" in err


def test_import_shows_first_and_writes_with_yes(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "健康城市指标（2026版）.xlsx"
    book.write_bytes(workbook([["编号", "指标", "标准值", "满分"], [1, "甲", "≥5%", 2], [2, "乙", "30", "优"]]))
    code, out, _ = run("standard", "import", book)
    assert code == 0 and "还没有写入" in out and "有误\t第 3 行" in out
    assert len(json.loads(run("list", "standards", "--json")[1])) == 2
    code, out, _ = run("standard", "import", book, "--yes")
    assert code == 3 and "已写入：新增 1 行" in out and "有误的行没有写入" in out
    heads = json.loads(run("list", "standards", "--json")[1])
    assert (heads[2]["name"], heads[2]["issue"], heads[2]["indicators"]) == ("健康城市指标", "2026版", 1)
    book.write_bytes(workbook([["编号", "指标", "标准值", "满分"], [1, "甲", "≥6%", 2], [2, "乙", "≤30", 3]]))
    code, out, _ = run("standard", "import", book, "--into", "健康城市指标", "--yes")
    assert code == 0 and "新增 1 行，更改 1 行" in out
    code, _, err = run("standard", "import", book, "--sheet", "没有")
    assert code == 1 and "可以写：Sheet" in err


def test_known_and_export(run: Run, tmp_path: Path) -> None:
    code, _, err = run("standard", "known")
    assert code == 1 and "都已经在了" in err
    out = tmp_path / "出.xlsx"
    assert run("standard", "export", "--out", out)[0] == 0
    code, text, _ = run("standard", "import", out, "--into", "国家卫生城市标准")
    assert code == 0 and "相同 25；" in text
