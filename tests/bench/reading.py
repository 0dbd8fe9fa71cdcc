"""How well papers are read: precision, recall and F1 per field over the held-out half of the corpus.

python3 tests/bench/reading.py                the held-out half
python3 tests/bench/reading.py --tune         the half that the readers were tuned on
python3 tests/bench/reading.py --failures     what was wrong, paper by paper, tables apart from prose
python3 tests/bench/reading.py --show plan-04 one paper: its text, and expected beside got where they differ
python3 tests/bench/reading.py --draw 7       as many other papers of the same half, from other seeds
python3 tests/bench/reading.py --seeds        the real papers beside the project, where they are
"""

import argparse
import json
from collections.abc import Iterable

import measure

from tests.corpus.compare import FIELDS, Score, Wrong, even
from tests.corpus.content.dice import Dice
from tests.corpus.documents import Document, documents
from tests.corpus.paper import Grid
from tests.corpus.running import Result, run, run_half, run_seed, total
from tests.corpus.seeds import NUMBERS


def text_of(document: Document) -> list[str]:
    """The paper's lines before it became a file, table rows with bars between cells."""
    paper, _ = document.maker(Dice(document.name, document.held), document.number, document.form)
    lines: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Grid):
            lines += [_row(row) for row in block.rows]
        else:
            lines.append(block.full)
    for tab in paper.tabs:
        lines.append(f"[{tab.name}]")
        lines += [_row(row) + ("  [hidden]" if at in tab.hidden_rows else "") for at, row in enumerate(tab.rows)]
    return lines


def _row(row: Iterable[str]) -> str:
    return " | ".join(cell.replace("\n", "⏎") for cell in row)


def excerpt(wrong: Wrong, lines: list[str]) -> str:
    """The lines around the first place that holds the value (or the title of its task)."""
    told = wrong.expected if wrong.expected is not None else wrong.got
    values = told.values() if isinstance(told, dict) else told if isinstance(told, tuple) else (told,)
    keys = [even(value)[:8] for value in values if isinstance(value, str) and value]
    for key in keys:
        for at, line in enumerate(lines):
            if key and key in even(line):
                return " ⏎ ".join(lines[at : at + 4])[:260]
    return ""


def figures(score: Score, name: str) -> None:
    """The table of one half."""
    print(f"\n| {name} | precision | recall | F1 | expected |\n|---|---|---|---|---|")
    for field in FIELDS:
        precision, recall, both, count = score.figures(field)
        if count or score.invented[field]:
            print(f"| {field} | {precision:.3f} | {recall:.3f} | {both:.3f} | {count} |")
    wrong = score.duties - score.duties_right
    print(
        f"\nduties right: {score.duties_right} of {score.duties} = {score.share:.1%} (bar 95 %); wrong: {wrong}, "
        f"of them marked doubtful: {score.wrong_marked}; read but not there: {score.invented_duties}, "
        f"of them marked doubtful: {score.invented_marked}"
    )


def failures(results: list[Result]) -> None:
    """Everything wrong, papers in tables apart from prose."""
    for head, in_table in (("PROSE", False), ("TABLES", True)):
        print(f"\n################ {head}")
        for result in results:
            if result.document.in_table != in_table or not result.score.wrongs:
                continue
            lines = text_of(result.document)
            print(f"\n==== {result.document.file}: {len(result.score.wrongs)} wrong")
            for wrong in result.score.wrongs:
                print(f"  {wrong.field}\n    expected: {_plain(wrong.expected)}\n    got:      {_plain(wrong.got)}")
                print(f"    source:   {excerpt(wrong, lines)}")


def _plain(value: object) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)


def hard_cases(results: list[Result]) -> None:
    """The papers with the most duties wrong, or else the most fields."""
    print("\nhardest papers (duties wrong, fields wrong):")
    worst = sorted(results, key=lambda one: (one.score.duties_right - one.score.duties, -len(one.score.wrongs)))
    for result in worst[:12]:
        score = result.score
        if score.wrongs:
            fields = ", ".join(sorted({wrong.field for wrong in score.wrongs}))
            print(f"  {result.document.file}: {score.duties - score.duties_right}, {len(score.wrongs)} ({fields})")


def show(name: str) -> None:
    """One paper, side by side where it differs."""
    (document,) = (one for one in documents() if one.name == name)
    result = run(document)
    print("\n".join(text_of(document)))
    print("\nexpected\n", json.dumps(result.expected, ensure_ascii=False, indent=1))
    print("\ngot\n", json.dumps(result.got, ensure_ascii=False, indent=1))
    failures([result])


def seeds(*, details: bool) -> None:
    """The real papers, those that are at hand."""
    scores = {number: score for number in NUMBERS if (score := run_seed(number)) is not None}
    figures(total(scores.values()), f"{len(scores)} real papers")
    for number, score in scores.items():
        print(f"  {number}: duties right {score.duties_right} of {score.duties}, fields wrong {len(score.wrongs)}")
        for wrong in score.wrongs if details else ():
            print(f"    {wrong.field}\n      expected: {_plain(wrong.expected)}\n      got:      {_plain(wrong.got)}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--draw", type=int, default=0)
    parser.add_argument("--show")
    parser.add_argument("--seeds", action="store_true")
    chosen = parser.parse_args()
    if chosen.show:
        show(chosen.show)
        return
    print(measure.machine())
    if chosen.seeds:
        seeds(details=chosen.failures)
        return
    results = run_half(not chosen.tune, chosen.draw)
    figures(total(one.score for one in results), "tuning half" if chosen.tune else "held-out half")
    for head, in_table in (("prose", False), ("tables", True)):
        part = total(one.score for one in results if one.document.in_table == in_table)
        print(f"  {head}: duties right {part.duties_right} of {part.duties} = {part.share:.1%}")
    hard_cases(results)
    if chosen.failures:
        failures(results)


if __name__ == "__main__":
    main()
