"""Verb `import`: what documents would change, and with --yes all that is without doubt as one step."""

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models import verbs
from models.acceptance.differences import Differences, RowChange
from models.acceptance.opening import Opened, opened_documents, wishes_for
from models.acceptance.terms import Part, State
from models.database import Database, create_database
from models.errors import Condition
from models.intake.draft import KIND_LABELS, Draft, Kind
from models.intake.naming import campaign_name_of
from models.intake.sorting import doubtful_items, is_empty, without_doubt
from models.org.rules import masked

DOUBTFUL_LEFT = 3
BOTH_CHANGED = "库里和文件里都改过，没有改动库里的。"
_MOST_LINES = 40
# Parts of a draft whose places are those of the rows they are compared by.
_COMPARED = {"groups": Part.GROUPS, "seats": Part.SEATS, "tasks": Part.TASKS, "targets": Part.TARGETS,
             "reporting": Part.REPORTING, "contacts": Part.CONTACTS, "criteria": Part.CRITERIA}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Document:
    """A file with what was read in it: all of it, what is without doubt, the rest, and what both would change."""

    opened: Opened
    draft: Draft
    sure: Draft
    doubtful: list[dict[str, Any]]
    differences: Differences | None = None

    @property
    def file(self) -> str:
        return self.opened.file

    @property
    def title(self) -> str:
        name = self.opened.name
        return self.draft.title or (Path(name).stem if name else "")


def run_import(args: argparse.Namespace) -> int:
    """Show what the files would change; with `--yes` write it. Answers 3 when doubtful rows are left."""
    documents: list[_Document] = []
    for opened in opened_documents(args, wishes_for(args)):
        if opened.reading is None:
            raise opened.why or Condition(f"没有读成“{opened.file}”。", "请检查这个文件。")
        documents.append(_document(opened))
    if all(is_empty(document.draft) for document in documents):
        raise Condition(
            "没有读到可以导入的内容，什么也没有写。", "这份材料可能不是方案或名单；可以在窗口里打开它对照原文。"
        )
    documents = _compared(args, documents)
    if not args.yes:
        _show(args, documents, None)
        return 0
    written = _write(args, documents)
    left = [{"file": document.file, **item} for document in documents for item in document.doubtful]
    if args.doubtful is not None:
        from models.files import write_atomically

        write_atomically(args.doubtful, json.dumps(left, ensure_ascii=False, indent=2).encode("utf-8"))
    _show(args, documents, written)
    return DOUBTFUL_LEFT if left else 0


def _document(opened: Opened) -> _Document:
    assert opened.reading is not None
    draft = opened.reading.draft
    if draft.kind in (Kind.SPEECH, Kind.UNKNOWN):  # nothing of it is written without a person
        return _Document(
            opened, replace(Draft(draft.kind, draft.title), warnings=draft.warnings), Draft(draft.kind), []
        )
    left = [item for item in doubtful_items(draft) if item["part"] != "problems"]
    return _Document(opened, draft, without_doubt(draft), left)


# ---- comparing --------------------------------------------------------------------------------------------------


def _compared(args: argparse.Namespace, documents: Sequence[_Document]) -> list[_Document]:
    """The documents with what they would change; doubtful rows that stand in the file as read are doubtful no more."""
    if getattr(args, "held", None) is None and not args.db.exists():
        return list(documents)
    with verbs.opened(args) as database:
        return [database.read(_differences, document=document, campaign=args.campaign) for document in documents]


def _differences(session: Session, *, document: _Document, campaign: str | None) -> _Document:
    from models.acceptance.queries import changes_of

    told: dict[str, Any] = {"source": document.opened.name, "digest": document.opened.digest}
    campaign_id = _campaign(session, document, campaign)
    whole = changes_of(session, draft=document.draft, campaign_id=campaign_id, **told).places()
    left = [item for item, at in _with_places(document) if not _is_there(whole, item["part"], at)]
    found = changes_of(session, draft=document.sure, campaign_id=campaign_id, **told)
    clashes = [row for row in found.rows if row.state is State.CONFLICT]
    left += [{"part": row.part.value, "doubts": [BOTH_CHANGED, *(one.words for one in row.fields)],
              "item": {"title": row.title}} for row in clashes]  # fmt: skip
    return replace(document, doubtful=left, differences=found)


def _with_places(document: _Document) -> list[tuple[dict[str, Any], int | None]]:
    """The doubtful rows with their places in the draft."""
    kept = document.sure
    places: dict[str, list[int]] = {}
    for part in _COMPARED:
        known = set(map(id, getattr(kept, part)))
        places[part] = [at for at, item in enumerate(getattr(document.draft, part)) if id(item) not in known]
    found: list[tuple[dict[str, Any], int | None]] = []
    counted: dict[str, int] = {}
    for item in document.doubtful:
        part = item["part"]
        number = counted[part] = counted.get(part, -1) + 1
        found.append((item, places[part][number] if part in places else None))
    return found


def _is_there(rows: Mapping[tuple[Part, int], RowChange], part: str, at: int | None) -> bool:
    row = rows.get((_COMPARED[part], at)) if part in _COMPARED and at is not None else None
    return row is not None and row.state in (State.SAME, State.OURS)


def _campaign(session: Session, document: _Document, campaign: str | None) -> int | None:
    from models.acceptance.queries import campaign_for
    from models.org.queries import campaigns

    if campaign:
        return next((row.id for row in campaigns(session) if row.name == campaign), None)
    opened = document.opened
    return campaign_for(session, draft=document.draft, source=opened.name, digest=opened.digest)


# ---- writing ----------------------------------------------------------------------------------------------------


def _write(args: argparse.Namespace, documents: Sequence[_Document]) -> list[Any]:
    wanted = [document for document in documents if not is_empty(replace(document.sure, problems=()))]
    if not wanted:
        return []
    if getattr(args, "held", None) is None and not args.db.exists():
        database = create_database(args.db, os.environ.get(verbs.PASSWORD_VARIABLE))
        try:
            return _step(database, wanted, args.campaign)
        finally:
            database.close()
    with verbs.opened(args) as database:
        from models.backup import backup

        backup(database)
        return _step(database, wanted, args.campaign)


def _step(database: Database, documents: Sequence[_Document], campaign: str | None) -> list[Any]:
    names = "、".join(document.title for document in documents)
    written: list[Any] = database.do(f"导入“{names[:60]}”", _accept_all, documents, campaign).value
    return written


def _accept_all(session: Session, documents: Sequence[_Document], campaign: str | None) -> list[Any]:
    from models.acceptance.actions import accept_reading

    return [
        accept_reading(
            session,
            draft=document.sure,
            campaign_id=_campaign(session, document, campaign),
            campaign_name=campaign or campaign_name_of(document.title),
            source=document.opened.name,
            digest=document.opened.digest,
            report=verbs.progress_on_stderr,
        )
        for document in documents
    ]


# ---- showing ----------------------------------------------------------------------------------------------------


def _show(args: argparse.Namespace, documents: Sequence[_Document], written: list[Any] | None) -> None:
    if args.json:
        verbs.print_json([_plain(document, written is not None) for document in documents])
        return
    for document in documents:
        _print(document, written=written is not None)
    for taken in written or ():
        print(taken.words)
        if taken.new.same_people:
            print(f"  同名按一个人处理：{'、'.join(taken.new.same_people)}")
    if written is None:
        print("以上内容还没有写入；加 --yes 写入没有疑问的内容。")
    elif any(document.doubtful for document in documents):
        where = f"，已存到 {args.doubtful}" if args.doubtful is not None else "；加 --doubtful 文件 可以存下来"
        print(f"有疑问的内容没有写入{where}。")


def _plain(document: _Document, written: bool) -> dict[str, Any]:
    found = document.differences
    return {
        "file": document.file,
        "kind": document.draft.kind.value,
        "title": document.draft.title,
        "written": written,
        **_counts(document.sure),
        "doubtful": len(document.doubtful),
        "base": found.base if found is not None else "",
        **{state.value: found.count(state) if found is not None else 0 for state in State if state is not State.NEW},
        "changes": [_change(row) for row in _changes(found)],
        "warnings": list(document.draft.warnings),
    }


def _change(row: RowChange) -> dict[str, Any]:
    fields = [
        {
            "field": one.label,
            "before": masked(one.before) if one.is_phone else one.before,
            "after": masked(one.after) if one.is_phone else one.after,
            "state": one.state.value,
        }
        for one in row.fields
    ]
    return {"part": row.part.value, "title": row.title, "state": row.state.value, "fields": fields}


def _changes(found: Differences | None) -> list[RowChange]:
    wanted = (State.CHANGED, State.CONFLICT, State.GONE)
    return [row for row in found.rows if row.state in wanted] if found is not None else []


def _print(document: _Document, *, written: bool) -> None:
    counts = "、".join(f"{count} {label}" for label, count in _labelled(document.sure) if count)
    print(f"{document.file}：{KIND_LABELS[document.draft.kind]}“{document.title}”")
    print(f"  {'没有疑问' if written else '可导入'}：{counts or '没有'}")
    if document.draft.problems:
        print(
            f"  整改台账 {len(document.draft.problems)} 条：没有存放的地方，不写入；用 read --ledger 文件.xlsx 另存。"
        )
    found = document.differences
    if found is not None and found.rows:
        base = f"（与{found.base}比较）" if found.base else ""
        print(f"  与库里比较{base}：{found.words}")
        changes = _changes(found)
        for row in changes[:_MOST_LINES]:
            words = "；".join(_words_of(one) for one in _change(row)["fields"])
            print(f"  {row.state.label}：{row.part.label}“{row.title}”{f'（{words}）' if words else ''}")
        if len(changes) > _MOST_LINES:
            print(f"  另有 {len(changes) - _MOST_LINES} 行变化，加 --json 可看全部。")
    for warning in document.draft.warnings:
        print(f"  提醒：{warning}")
    for item in document.doubtful:
        print(f"  有疑问：{_words(item['item'])}（{''.join(item['doubts'])}）")


def _words_of(field: dict[str, str]) -> str:
    return f"{field['field']}：{field['before'] or '（空）'} → {field['after'] or '（空）'}"


def _labelled(draft: Draft) -> list[tuple[str, int]]:
    return [
        ("个单位", len(draft.units)),
        ("个席位", len(draft.seats)),
        ("项任务", len(draft.tasks)),
        ("个阶段", len(draft.phases)),
        ("个目标", len(draft.targets)),
        ("项报送事项", len(draft.reporting)),
        ("个点位", sum(len(cell.points) for cell in draft.cells)),
        ("条通讯录", len(draft.contacts)),
        ("个评分项目", sum(not one.is_heading for one in draft.criteria)),
    ]


def _counts(draft: Draft) -> dict[str, int]:
    names = ("units", "seats", "tasks", "phases", "targets", "reporting", "points", "contacts", "criteria")
    return dict(zip(names, (count for _, count in _labelled(draft)), strict=True))


def _words(item: dict[str, Any]) -> str:
    for key in ("title", "what", "indicator", "item", "problem", "area", "name", "post", "unit"):
        if item.get(key):
            return str(item[key])
    return "（无名）"
