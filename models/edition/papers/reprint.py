"""An edition printed again from its frozen content, whole or only what changed; the code is that of the breakdown."""

from collections.abc import Collection
from dataclasses import replace

from models.edition.queries import EditionRow, Side
from models.edition.revision import revision
from models.edition.thawing import thawed
from models.errors import Refusal
from models.papers.sheet import Sheet
from models.task.papers import BreakdownOptions, Split, View, sheets_of

NOW = "now"
"""Stands for the breakdown as it is, where an edition is asked for."""
_SHOWN = 16  # characters of a digest on paper


def reprint(
    side: Side,
    view: View,
    options: BreakdownOptions,
    *,
    split: Split = Split.WHOLE,
    unit_ids: Collection[int] | None = None,
    parts: Collection[str] | None = None,
    since: Side | None = None,
) -> tuple[Sheet, ...]:
    """The sheets of an edition, or of the breakdown as it stands; with `since` only tasks that differ from that.

    Refuses when nothing is left to print.
    """
    only = None
    if since is not None:
        only = revision(since.content, side.content).task_ids & {task.id for task in side.content.tasks}
        if not only:
            raise Refusal(
                f"{side.words}与{since.words}相比没有变化的任务，没有可打印的内容。", "请选全部任务，或换一版来比较。"
            )
        note = f"只列与{since.words}相比有变化的任务，序号是全表中的序号。"
        options = replace(options, notes=(note, *options.notes))
    material = thawed(side.content, _dressed(side.edition, options), only)
    return sheets_of(material, view, split, unit_ids=unit_ids, parts=parts)


def _dressed(edition: EditionRow | None, options: BreakdownOptions) -> BreakdownOptions:
    """Title, 文号, date and foot of the edition, whatever was set."""
    if edition is None:
        return replace(options, small_print="未印发，供核对")
    return replace(
        options,
        title=edition.title,
        number="　".join(part for part in (edition.document_no, f"第{edition.number}版") if part),
        day=edition.issued_on,
        small_print=small_print(edition),
    )


def small_print(edition: EditionRow) -> str:
    """第2版 · 历史第57步 1a2b… · 内容 9f8e…, so that a sheet of paper can be held against the file."""
    seq, _, head = edition.head.partition(" ")
    parts = [
        f"第{edition.number}版",
        f"历史第{seq}步 {head[:_SHOWN]}" if head else "",
        f"内容 {edition.digest[:_SHOWN]}",
    ]
    if edition.withdrawn_on is not None:
        parts.append(f"已于{edition.withdrawn_on.isoformat()}撤回")
    return " · ".join(part for part in parts if part)
