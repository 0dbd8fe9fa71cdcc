"""The search box over the sample: words, other names, initials, ranking."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.database import Database, create_database
from models.org.actions import create_campaign
from models.org.queries import campaigns
from models.sample.actions import make_sample
from models.search import PER_KIND, Hit, search


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = create_database(tmp_path_factory.mktemp("search") / "示例.zrt")
    make_sample(database, today=date(2026, 6, 10))
    yield database
    database.close()


def found(sample: Database, text: str, **kw: int) -> list[tuple[str, str]]:
    return [(hit.kind, hit.title) for hit in sample.read(search, text=text, **kw)]


@pytest.mark.parametrize(
    ("text", "kind", "title", "page"),
    [
        ("市商务局", "unit", "云溪市商务局", "org"),
        ("云溪市商务局", "unit", "云溪市商务局", "org"),
        ("swj", "unit", "云溪市商务局", "org"),
        ("市工商局", "unit", "云溪市市场监督管理局", "org"),
        ("云溪市卫生局", "unit", "云溪市卫生健康委员会", "org"),
        ("swjw", "unit", "云溪市卫生健康委员会", "org"),
        ("景安澜", "person", "景安澜", "org"),
        ("jal", "person", "景安澜", "org"),
        ("jinganlan", "person", "景安澜", "org"),
        ("农贸市场建设与管理专业组", "group", "农贸市场建设与管理专业组", "org"),
        ("取缔马路市场", "task", "取缔马路市场", "task"),
        ("qdmlsc", "task", "取缔马路市场", "task"),
        ("QDMLSC", "task", "取缔马路市场", "task"),
        ("黄泥坡市场", "cell", "黄泥坡市场", "grid"),
        ("hnpsc", "cell", "黄泥坡市场", "grid"),
        ("商务局 副局长", "person", "景安澜", "org"),
        ("婴儿死亡率", "indicator", "39 婴儿死亡率", "standard"),
        ("yeswl", "indicator", "39 婴儿死亡率", "standard"),
        ("督查调度会纪要", "file", "2026-06-04 督查调度会纪要.txt", "task"),
        ("屋面改造", "file", "黄泥坡市场改造现场.png", "grid"),
        ("fileserver", "file", "创卫资料共享", "task"),
        ("第1版", "edition", "第1版（云创卫办〔2026〕5号）", "edition"),
        ("云创卫办", "edition", "第1版（云创卫办〔2026〕5号）", "edition"),
        ("创建国家卫生城市工作考核办法", "scheme", "云溪市创建国家卫生城市工作考核办法", "appraisal"),
        ("云创卫指", "scheme", "云溪市创建国家卫生城市工作考核办法", "appraisal"),
        ("2026年4月考核", "round", "2026年4月考核", "appraisal"),
        ("群众满意度", "criterion", "4 群众满意度", "appraisal"),
        ("行业场所暗访", "criterion", "11 行业场所暗访", "appraisal"),
        ("市场 点位均无问题", "criterion", "7 农贸市场", "appraisal"),
    ],
)
def test_the_record_meant_comes_first(sample: Database, text: str, kind: str, title: str, page: str) -> None:
    first = sample.read(search, text=text)[0]
    assert (first.kind, first.title, first.page) == (kind, title, page)


def test_all_kinds_answer_one_word(sample: Database) -> None:
    kinds = {"task", "unit", "person", "group", "cell", "criterion", "file"}
    assert {kind for kind, _ in found(sample, "市场")} == kinds


def test_a_cell_says_where_it_lies_and_who_watches(sample: Database) -> None:
    hit = sample.read(search, text="黄泥坡市场")[0]
    where = "云溪市中心城区 / 临江区 / 南门街道办事处 / 南门口社区"
    assert hit.subtitle == f"{where}；网格员 关秋白，包保领导 安知行"


@pytest.mark.parametrize("text", ["孔繁星", "kfx", "kongfan"])
def test_a_person_leads_to_the_cells_watched_over(sample: Database, text: str) -> None:
    hits = [hit for hit in sample.read(search, text=text) if hit.kind == "cell"]
    assert len(hits) == PER_KIND and all("网格员 孔繁星" in hit.subtitle for hit in hits)


def test_a_post_leads_its_holder_to_the_cell(sample: Database) -> None:
    hits = [hit for hit in sample.read(search, text="瞿海潮") if hit.kind == "cell"]
    assert [hit.title for hit in hits] == ["滨江街道办事处"]


def test_a_task_says_its_big_item_and_a_person_the_post(sample: Database) -> None:
    assert sample.read(search, text="取缔马路市场")[0].subtitle == "农贸市场建设与管理"
    assert sample.read(search, text="景安澜")[0].subtitle == "市商务局副局长"


def test_words_of_the_body_are_found_after_titles(sample: Database) -> None:
    hits = [hit for hit in sample.read(search, text="公厕") if hit.kind == "task"]
    assert any("公厕" not in hit.title for hit in hits)
    in_title = ["公厕" in hit.title for hit in hits]
    assert in_title == sorted(in_title, reverse=True)


def test_full_pinyin_inside_a_name(sample: Database) -> None:
    assert {kind for kind, _ in found(sample, "shichang")} >= {"unit", "cell"}


def test_all_words_must_be_found(sample: Database) -> None:
    assert ("task", "取缔马路市场") in found(sample, "市场 取缔")
    assert ("task", "取缔马路市场") not in found(sample, "市场 水源")


@pytest.mark.parametrize("text", ["", "   ", "查无此人此事", "%%", "_", "zzzzqqqq"])
def test_nothing_is_found(sample: Database, text: str) -> None:
    assert found(sample, text) == []


def test_another_campaign_has_its_own_tasks_and_groups(sample: Database) -> None:
    other = sample.do("新建专项工作", create_campaign, name="文明城市", year=2026).value
    kinds = {kind for kind, _ in found(sample, "市场", campaign_id=other)}
    assert kinds == {"unit", "person", "cell", "file"}
    own = next(row.id for row in sample.read(campaigns) if row.id != other)
    assert {kind for kind, _ in found(sample, "市场", campaign_id=own)} >= {"task", "group"}
    sample.undo()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_answered_in_order(sample: Database, text: str) -> None:
    hits: tuple[Hit, ...] = sample.read(search, text=text)
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    for kind in {hit.kind for hit in hits}:
        assert sum(hit.kind == kind for hit in hits) <= PER_KIND
    assert len({(hit.kind, hit.id, hit.title) for hit in hits}) == len(hits)  # two files of one task are two answers
