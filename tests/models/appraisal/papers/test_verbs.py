"""The verbs on a real file: scores, explanations, rounds from creation to withdrawal, entries, listings."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.papers.pdf import page_text
from models.scripting import run
from tests.models.appraisal.papers.conftest import Appraised


@pytest.fixture
def file(template: tuple[Path, Appraised], tmp_path: Path) -> Path:
    """A closed file with a scheme in force and a round on trial."""
    return Path(shutil.copy(template[0], tmp_path / "考核.zrt"))


@pytest.fixture
def call(file: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a verb on the file: (code, stdout, stderr)."""

    def run_verb(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([*words, "--db", str(file)], held=None)
        return (code, *capsys.readouterr())

    return run_verb


def test_scores_are_exact_texts_with_the_digits_of_the_scheme(call: Any) -> None:
    code, out, _ = call("score", "--round", "一季度考核", "--json")
    found = json.loads(out)
    assert (code, found["state"], found["digits"], found["frozen"]) == (0, "试算", 2, False)
    streets, bureaus = found["groups"]
    first = streets["units"][0]
    assert (first["unit"], first["score"], first["rank"], first["grade"], first["bonus"]) == (
        "东关街道", "101.84", 1, "优秀", "2.00")  # fmt: skip
    assert [(one["name"], one["weight"], one["score"]) for one in first["components"]] == [
        ("系统", "40%", "39.84"), ("现场", "40%", "40.00"), ("履职", "20%", "20.00")]  # fmt: skip
    assert [one["score"] for one in bureaus["units"]] == ["97.28", "96.64", "96.00"]
    assert streets["units"][2]["vetoes"] == [{"scope": "honour", "what": "发生责任事故"}]
    assert "items" not in first
    _, out, _ = call("score", "--items", "--json")
    items = json.loads(out)["groups"][0]["units"][1]["items"]
    assert {"item": "道路保洁", "score": "38.00"} in items


def test_scores_as_lines(call: Any) -> None:
    code, out, _ = call("score")
    assert code == 0
    assert "1\t东关街道\t101.84\t优秀" in out.splitlines()


def test_an_item_is_explained_with_its_entries(call: Any) -> None:
    code, out, _ = call("explain", "--round", "一季度", "--unit", "西河", "--item", "道路保洁", "--json")
    found = json.loads(out)
    assert code == 0 and found["unit"] == "西河街道"
    node = found["explained"]
    assert (node["score"], node["points"]) == ("38.00", "40")
    assert [one["points"] for one in node["lines"]] == ["-2"]
    assert [one["day"] for one in node["entries"]] == [f"2026-03-0{day}" for day in range(2, 8)]
    assert {one["points"] for one in node["entries"]} == {"-0.5"}
    code, out, _ = call("explain", "--unit", "西河街道")
    assert code == 0 and "人民路3号门前垃圾未清" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("score", "--round", "八月"), "没有叫“八月”的考核期"),
        (("score", "--round", "一季度考核", "--version", "3"), "没有第3版"),
        (("explain", "--unit", "北湖街道"), "没有参加考核"),
        (("explain", "--unit", "街道"), "对应几个单位"),
        (("explain", "--unit", "东关街道", "--item", "绿化"), "没有序号或名称是“绿化”"),
        (("entry", "add", "--round", "一季度考核", "--unit", "东关街道", "--item", "市容环境"), "是标题"),
        (
            ("entry", "add", "--round", "一季度考核", "--unit", "东关街道", "--item", "道路保洁", "--part", "4"),
            "第4部分",
        ),
        (("round", "create", "--name", "x", "--scheme", "无"), "没有叫“无”的考核办法"),
        (("round", "lock", "--round", "一季度考核"), "还没有公示"),
    ],
)
def test_what_cannot_be_is_one_line(call: Any, words: tuple[str, ...], said: str) -> None:
    code, out, err = call(*words)
    assert (code, out) == (1, "") and said in err and err.count("\n") == 1


def test_entries_are_added_and_values_replaced(call: Any) -> None:
    words = ("entry", "add", "--round", "一季度考核", "--unit", "东关街道")
    assert call(*words, "--item", "垃圾收运", "--amount", "2", "--reason", "桶满", "--date", "2026-03-30")[0] == 0
    assert call(*words, "--item", "事件处理率", "--amount", "90%")[0] == 0
    _, out, _ = call("list", "entries", "--json")
    own = [one for one in json.loads(out) if one["unit"] == "东关街道"]
    assert [(one["amount"], one["points"], one["day"]) for one in own if one["item"] == "垃圾收运"] == [
        ("2", "-2", "2026-03-30")]  # fmt: skip
    assert [one["amount"] for one in own if one["item"] == "事件处理率"] == ["0.9"]
    _, out, _ = call("list", "ranking", "--round", "一季度考核", "--json")
    first = json.loads(out)
    assert (
        next(one["score"] for one in first if one["unit"] == "东关街道") == "98.64"
    )  # 54 + 39.6 → 37.44; 39.2; 20; +2


def test_a_round_from_creation_to_withdrawal(call: Any) -> None:
    code, out, _ = call(
        "round", "create", "--name", "二季度考核", "--from", "2026-04-01", "--to", "2026-06-30", "--json"
    )
    made = json.loads(out)
    assert (code, made["units"], made["state"], made["starts"]) == (0, 7, "试算", "2026-04-01")
    post = ("round", "post", "--round", "一季度考核", "--from", "2026-04-08", "--until", "2026-04-14")
    assert call(*post)[0] == 0
    assert "不能再公示" in call(*post)[2]
    posted = json.loads(call("score", "--round", "一季度考核", "--json")[1])
    assert posted["frozen"] is True and posted["head"]
    assert "已经公示" in call("entry", "add", "--round", "一季度考核", "--unit", "东关", "--item", "垃圾收运")[2]
    assert "还不能锁定" in call("round", "lock", "--round", "一季度考核", "--date", "2026-04-10")[2]
    assert call("round", "lock", "--round", "一季度考核", "--date", "2026-04-15")[0] == 0
    code, out, _ = call("round", "withdraw", "--round", "一季度考核", "--reason", "漏记一项", "--date", "2026-04-16",
                        "--json")  # fmt: skip
    assert (code, json.loads(out)["version"], json.loads(out)["state"]) == (0, 2, "试算")
    rows = json.loads(call("list", "rounds", "--json")[1])
    assert sorted((one["name"], one["version"], one["state"]) for one in rows) == [
        ("一季度考核", 1, "撤回"), ("一季度考核", 2, "试算"), ("二季度考核", 1, "试算")]  # fmt: skip
    old = json.loads(call("score", "--round", "一季度考核", "--version", "1", "--json")[1])
    assert old["groups"] == posted["groups"] and old["state"] == "撤回"


def test_schemes_and_their_items_are_listed(call: Any) -> None:
    (scheme,) = json.loads(call("list", "schemes", "--json")[1])
    assert (scheme["name"], scheme["state"], scheme["full"]) == ("市容环境综合考核办法", "施行", "100")
    items = {one["name"]: one for one in json.loads(call("list", "criteria", "--json")[1])}
    assert items["市容环境"]["points"] == "70" and items["道路保洁"]["depth"] == 1
    assert items["占道经营"]["applies_to"] == "街道" and items["垃圾收运"]["rule"] == "满溢每次扣1分，扣完为止。"
    assert json.loads(call("list", "objections", "--json")[1]) == []


def test_a_paper_takes_the_newest_round_of_a_name_and_older_ones_by_their_version(call: Any, tmp_path: Path) -> None:
    for words in (
        ("post", "--from", "2026-04-08", "--until", "2026-04-14"),
        ("withdraw", "--reason", "漏记一项", "--date", "2026-04-10"),
    ):
        assert call("round", words[0], "--round", "一季度考核", *words[1:])[0] == 0
    for name, says in (("一季度考核", "第2版"), ("一季度考核（第1版）", "已撤回：漏记一项")):
        path = tmp_path / "表.pdf"
        assert call("print", "ranking", "--round", name, "--out", str(path))[0] == 0
        assert says in page_text(path.read_bytes(), 0).replace("\n", "")
