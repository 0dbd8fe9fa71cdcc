"""Lines into a standard: what is new, changed and the same, one undoable step; the known lines; round trip by file."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import Database
from models.errors import Condition, Refusal
from models.standard import actions, queries
from models.standard.actions import LinesTaken
from models.standard.importing.matching import ImportRow, LineState, left_alone, lines_of, propose
from models.standard.importing.reading import read_block, read_standard, reading_of
from models.standard.known import KNOWN, known_lines
from models.standard.queries import IndicatorRow
from models.standard.queries.known import known_standards
from models.standard.terms import Comparison
from models.standard.workbook import workbook_of, write_standard
from models.worker import Worker
from tests.models.standard.sheets import workbook

HEAD = ["编号", "指标", "标准值", "满分"]


class Office:
    """A file with one standard of three lines."""

    def __init__(self, database: Database) -> None:
        self.database = database
        rows = propose(self.read(["一", "环境"], ["1", "绿化率", "≥38%", "2"], ["2", "保洁", "", "3"]))
        self.standard = self.do(actions.import_standard, name="创城", issue="2026版", rows=rows).standard_id

    @staticmethod
    def read(*rows: list[str]) -> Any:
        return lines_of(read_block([HEAD, *rows]))

    def do(self, action: Any, **kw: Any) -> Any:
        return self.database.do("导入", action, **kw).value

    def rows(self) -> tuple[IndicatorRow, ...]:
        return self.database.read(queries.indicators, standard_id=self.standard)

    def proposed(self, *rows: list[str]) -> tuple[ImportRow, ...]:
        return propose(self.read(*rows), self.rows())

    def take(self, rows: Any) -> LinesTaken:
        taken: LinesTaken = self.do(actions.import_lines, standard_id=self.standard, rows=rows)
        return taken

    def tree(self) -> list[tuple[int, str, str, str]]:
        return [(row.depth, row.no, row.name, row.words) for row in self.rows()]


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def test_a_new_standard_is_one_step(office: Office) -> None:
    assert office.tree() == [(0, "一", "环境", ""), (1, "1", "绿化率", "不低于 38%"), (1, "2", "保洁", "")]
    (head,) = office.database.read(queries.standards)
    assert (head.title, head.points) == ("创城（2026版）", 500)
    office.database.undo()
    assert office.database.read(queries.standards) == () and office.rows() == ()


def test_states_and_differences(office: Office) -> None:
    rows = office.proposed(
        ["一", "环境"], ["0", "新的"], ["1", "绿化率", "≥40%", "2"], ["2", "保洁", "", ""], ["3", "坏的", "", "优"]
    )
    assert [row.state for row in rows] == [
        LineState.SAME,
        LineState.NEW,
        LineState.CHANGED,
        LineState.SAME,
        LineState.WRONG,
    ]
    (change,) = rows[2].differences
    assert (change.label, change.before, change.after) == ("标准值", "不低于 38%", "不低于 40%")
    assert rows[2].words == "标准值：不低于 38% → 不低于 40%"
    assert not rows[4].can_be_taken and "E" not in rows[4].words and "D6" in rows[4].words


def test_new_lines_come_where_the_file_has_them(office: Office) -> None:
    taken = office.take(
        office.proposed(["一", "环境"], ["0", "先"], ["1", "绿化率", "≥40%"], ["1.5", "中"], ["2", "保洁"], ["9", "末"])
    )
    assert (taken.added, taken.changed, taken.words) == (3, 1, "新增 3 行，更改 1 行")
    assert [(row.no, row.name) for row in office.rows() if row.depth == 1] == [
        ("0", "先"),
        ("1", "绿化率"),
        ("2", "保洁"),
        ("9", "末"),
    ]
    office.database.undo()
    assert office.tree()[1] == (1, "1", "绿化率", "不低于 38%") and len(office.rows()) == 3


def test_empty_cells_and_missing_lines_leave_what_is_there(office: Office) -> None:
    rows = office.proposed(["一", "环境"], ["1", "绿化率"])
    assert [row.state for row in rows] == [LineState.SAME, LineState.SAME]
    assert [row.name for row in left_alone(rows, office.rows())] == ["保洁"]
    assert office.take(rows).words == "没有改动"
    assert office.database.do("再", actions.import_lines, standard_id=office.standard, rows=rows).seq is None
    assert office.rows()[1].points == 200


def test_a_bare_number_keeps_the_comparison_and_is_to_be_confirmed(office: Office) -> None:
    office.take(office.proposed(["一", "环境"], ["1", "绿化率", "45%"]))
    row = office.rows()[1]
    assert (row.comparison, row.threshold, row.to_confirm) == (Comparison.AT_LEAST, "45", True)
    office.take(office.proposed(["一", "环境"], ["1", "绿化率", "≥45%"]))
    assert not office.rows()[1].to_confirm


def test_lines_are_found_by_name_number_or_anywhere(office: Office) -> None:
    renumbered, renamed, elsewhere = office.proposed(["5", "绿化率"], ["一", "环境卫生"], ["", "保洁"])
    by_name = {row.name: row.id for row in office.rows()}
    assert renumbered.indicator_id == by_name["绿化率"] and "位置不变" in renumbered.words
    assert renamed.indicator_id == by_name["环境"] and "名称不同" in renamed.words
    assert elsewhere.indicator_id == by_name["保洁"]


def test_a_line_with_a_problem_is_refused_whole(office: Office) -> None:
    rows = office.proposed(["二", "健康"], ["1", "体检", "", "优"])
    with pytest.raises(Refusal, match=r"第 3 行（体检）：.*“优”不是分值"):
        office.take(rows)
    assert len(office.rows()) == 3
    office.take([row for row in rows if row.can_be_taken])
    assert office.rows()[-1].name == "健康"


def test_children_of_a_line_left_out_go_to_the_heading_above(office: Office) -> None:
    rows = office.proposed(["一", "环境"], ["（一）", "水"], ["7", "水质"])
    office.take([row for row in rows if row.line.name != "水"])
    added = next(row for row in office.rows() if row.name == "水质")
    assert added.path == ("环境",)


def test_a_number_taken_by_a_line_not_in_the_file_is_refused(office: Office) -> None:
    with pytest.raises(Refusal, match="编号“2”"):
        office.take(office.proposed(["一", "环境"], ["2", "绿化率"], ["3", "保洁费"]))


def test_lines_may_pass_their_numbers_on(office: Office) -> None:
    office.take(office.proposed(["一", "环境"], ["2", "绿化率"], ["1", "保洁"]))
    assert [(row.no, row.name) for row in office.rows()[1:]] == [("2", "绿化率"), ("1", "保洁")]


def test_pasted_rows_stand_below_a_heading_after_a_sibling(office: Office) -> None:
    heading, first, _ = (row.id for row in office.rows())
    taken = office.do(
        actions.paste_indicators,
        standard_id=office.standard,
        block=[["a", "甲", "≥1"], ["b", "乙", "≥2"]],
        parent_id=heading,
        after_id=first,
    )
    assert [row.name for row in office.rows()] == ["环境", "绿化率", "甲", "乙", "保洁"]
    assert len(taken.tops) == 2
    with pytest.raises(Refusal, match="编号“1”"):
        office.do(
            actions.paste_indicators,
            standard_id=office.standard,
            block=[["编号", "指标"], ["1", "丙"]],
            parent_id=heading,
        )
    assert len(office.rows()) == 5


def test_a_standard_of_that_name_twice_is_refused(office: Office) -> None:
    with pytest.raises(Refusal, match="已经有"):
        office.do(actions.import_standard, name="创城", issue="2026版", rows=propose(office.read(["1", "甲"])))
    with pytest.raises(Refusal, match="没有要写入"):
        office.do(actions.import_standard, name="另一套", rows=())


def test_the_history_of_a_standard_tells_what_became_of_its_lines(office: Office) -> None:
    from models.overview.records import steps_of_record

    office.take(office.proposed(["一", "环境"], ["1", "绿化率", "≥40%"]))
    steps = office.database.read(steps_of_record, table="standard", row_id=office.standard)
    assert [step.title for step in steps] == ["导入", "导入"]


# ---- known lines --------------------------------------------------------------------------------------------


def test_known_lines_are_added_once_and_what_is_not_sure_is_marked(database: Database) -> None:
    taken = database.do("加", actions.add_known_lines).value
    rows = database.read(queries.indicators, standard_id=taken.standard_id)
    leaves = {row.no: row for row in rows if not row.children}
    assert sorted(map(int, leaves)) == list(range(33, 57))
    assert {no for no, row in leaves.items() if row.to_confirm} == {"36", "43", "44", "45", "46", "48", "56"}
    assert leaves["41"].words == "不高于 18/10万 或持续降低"
    assert leaves["38"].words == "不高于近 5 年平均水平" and leaves["55"].words == "达到 C 级"
    assert leaves["33"].threshold == "" and leaves["33"].comparison is Comparison.TREND_DOWN
    assert all(not line.problems for line in known_lines(KNOWN[0].key))
    with pytest.raises(Refusal, match="都已经在了"):
        database.do("加", actions.add_known_lines)
    (known,) = database.read(known_standards)
    assert (known.lines, known.missing, known.standard_id) == (24, 0, taken.standard_id)


def test_known_lines_fill_gaps_and_never_change_what_the_office_set(database: Database) -> None:
    standard = database.do("加", actions.add_known_lines).value.standard_id
    by_no = {row.no: row for row in database.read(queries.indicators, standard_id=standard)}
    database.do("删", actions.delete_indicators, indicator_ids=[by_no["35"].id, by_no["36"].id])
    database.do("清", actions.update_indicator, indicator_id=by_no["39"].id, comparison=Comparison.NONE, threshold="")
    database.do("改", actions.update_indicator, indicator_id=by_no["42"].id, threshold="80", note="市里加码")
    assert database.read(known_standards)[0].missing == 3
    taken = database.do("加", actions.add_known_lines).value
    assert (taken.added, taken.changed) == (2, 1)
    rows = [row for row in database.read(queries.indicators, standard_id=standard) if row.no]
    assert [int(row.no) for row in rows] == list(range(33, 57))
    now = {row.no: row for row in rows}
    assert now["39"].words == by_no["39"].words
    assert (now["42"].threshold, now["42"].note) == ("80", "市里加码")


def test_known_lines_find_those_of_an_imported_flat_list(database: Database) -> None:
    rows = propose(lines_of(read_block([["编号", "指标"], ["1", "中小学生近视率"], ["2", "别的"]])))
    standard = database.do("导", actions.import_standard, name="国家卫生城市标准", issue="2021 版", rows=rows).value
    taken = database.do("加", actions.add_known_lines).value
    assert taken.standard_id == standard.standard_id
    names = [row.name for row in database.read(queries.indicators, standard_id=standard.standard_id)]
    assert names.count("中小学生近视率") == 1 and len(names) == 26


# ---- files --------------------------------------------------------------------------------------------------


def test_a_file_is_read_in_the_child_process(tmp_path: Path) -> None:
    book = tmp_path / "国家标准（2021版）.xlsx"
    book.write_bytes(workbook([["编号", "指标", "标准值"], [1, "接种率", 0.95]], formats={"C2": "0%"}))
    text = tmp_path / "标准.csv"
    text.write_bytes("编号;指标\n1;甲\n".encode("utf-16"))
    with Worker() as worker:
        reading = read_standard(book, worker)
        assert (reading.suggested, reading.sheets[0].lines[0].threshold) == (("国家标准", "2021版"), "95")
        assert read_standard(text, worker).sheets[0].lines[0].name == "甲"
        with pytest.raises(Condition, match="文件夹"):
            read_standard(tmp_path, worker)
        with pytest.raises(Condition):
            read_standard(tmp_path / "没有.xlsx", worker)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"<html><table></table></html>", "网页"),
        (b"%PDF-1.4", "已损坏"),
        (workbook([["a", "b", "c", "d", "e", "f", "g"]]), "没有认出"),
        (workbook([["编号", "指标"]]), "没有指标"),
        (workbook([[None]]), "没有表格"),
    ],
)
def test_files_that_cannot_be_read_say_why(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        reading_of(data, "标准.xlsx")


def test_one_cell_at_the_far_end_of_a_sheet_costs_nothing(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["编号", "指标"])
    sheet.append([1, "甲"])
    sheet["XFD1048576"] = "x"
    path = tmp_path / "大.xlsx"
    book.save(path)
    with Worker() as worker:
        (read,) = read_standard(path, worker).sheets
    assert [line.name for line in read.lines] == ["甲"]


def test_an_exported_standard_comes_back_the_same(database: Database, tmp_path: Path) -> None:
    office = Office(database)
    heading = office.rows()[0].id
    office.do(
        actions.create_indicator,
        standard_id=office.standard,
        name="=1+1 “难写”的，名称",
        parent_id=office.do(actions.create_indicator, standard_id=office.standard, name="第二级", parent_id=heading),
        body="两行\n文字",
        evidence="@材料",
        note="+备注",
        points=250,
        to_confirm=True,
    )
    (head,) = database.read(queries.standards)
    assert write_standard(head, office.rows(), tmp_path / "出.xlsx") == 5
    reading = reading_of((tmp_path / "出.xlsx").read_bytes(), "出.xlsx")
    assert reading.suggested == ("创城", "2026版")
    assert [row.state for row in propose(lines_of(reading), office.rows())] == [LineState.SAME] * 5
    with pytest.raises(Refusal, match="不认识"):
        write_standard(head, office.rows(), tmp_path / "出.doc")


_NAMES = st.lists(
    st.tuples(st.integers(0, 3), st.text("甲乙丙丁=@0一、（）. 1", min_size=1, max_size=6)), min_size=1, max_size=8
)


@given(_NAMES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_tree_survives_export_and_import(database: Database, names: list[tuple[int, str]]) -> None:
    if database.read(queries.standards):
        for head in database.read(queries.standards):
            database.do("清", actions.delete_standard, standard_id=head.id)
    standard = database.do("建", actions.create_standard, name="试").value
    above: list[int] = []
    for place, (depth, name) in enumerate(names):
        if not name.strip():
            continue
        del above[depth:]
        parent = above[-1] if above else None
        above.append(
            database.do(
                "加", actions.create_indicator, standard_id=standard, name=name, parent_id=parent, no=f"N-{place}"
            ).value
        )
    rows = database.read(queries.indicators, standard_id=standard)
    if not rows:
        return
    (head,) = database.read(queries.standards)
    lines = lines_of(reading_of(workbook_of(head, rows), "x.xlsx"))
    assert [(line.depth, line.no) for line in lines] == [(row.depth, row.no) for row in rows]
