"""`app.py print KEY`: every paper of the catalogue with options made from its settings; `list papers` names them."""

import argparse
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from typing_extensions import override

from models import verbs
from models.database import Database
from models.errors import Condition
from models.org.queries import campaign_named, campaigns
from models.papers.drawing import Drawing
from models.papers.fonts import VOICES
from models.papers.offer import Asked, Cover, Kind, Made, Offer, Setting
from models.printing import breakdown, editions
from models.printing.catalogue import offers
from models.printing.office_options import add_office_options, add_paper_options, extras_of, profile_of
from models.printing.paperwork import put, put_apart, put_sample
from models.printing.produce import Extras, cover_of, formats_of, make
from models.printing.queries import profiles as named_papers
from models.printing.settings import read_words
from models.printing.template_verbs import add_template_verb
from models.verbs import Listing

_SHAPES = {
    Kind.TEXT: "文字",
    Kind.LINES: "文字",
    Kind.BOOL: "是/否",
    Kind.NUMBER: "数字",
    Kind.CHOICE: "选项",
    Kind.PICK: "名称",
    Kind.PICKS: "名称",
}


def add_verbs(commands: Any) -> None:
    printing = commands.add_parser("print", help="把材料输出成 PDF、xlsx 或图片")
    printing.add_subparsers(title="内容", required=True, metavar="内容", action=_Papers)
    add_template_verb(commands)
    editions.add_verbs(commands)


class _Papers(argparse._SubParsersAction):  # type: ignore[type-arg]
    """The parsers of all papers, made when one is asked for: no other verb has to import every feature's papers."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choices = None  # type: ignore[assignment]  # not checked before they are known

    def _fill(self) -> None:
        if self._name_parser_map:
            return
        for offer in offers():
            if offer.key == breakdown.KEY:
                breakdown.add_parser(self)
            else:
                _add_parser(self, offer)

    @override
    def _get_subactions(self) -> Any:
        self._fill()
        return super()._get_subactions()

    @override
    def __call__(self, *args: Any, **more: Any) -> None:
        self._fill()
        super().__call__(*args, **more)


def _add_parser(things: Any, offer: Offer) -> None:
    parser = things.add_parser(offer.key, help=offer.name, description=offer.note or offer.name)
    verbs.add_database_argument(parser)
    verbs.add_campaign_argument(parser)
    parser.add_argument("--as-of", type=verbs.day, metavar="日期", help="按哪一天的名称和任职（默认今天）")
    for setting in offer.settings:
        note = f"（{setting.note}）" if setting.note else ""
        again = "，可以写几次" if setting.kind in (Kind.PICKS, Kind.LINES) else ""
        parser.add_argument(
            option_of(setting),
            dest=_dest(setting),
            action="append",
            nargs="?" if setting.kind is Kind.BOOL else None,
            const="是" if setting.kind is Kind.BOOL else None,
            metavar=_SHAPES[setting.kind],
            help=f"{setting.label}{note}{again}".replace("%", "%%"),
        )
    parser.add_argument("--set", action="append", default=[], metavar="项=值", help="按名称给出上面任一项设置")
    parser.add_argument("--phones", action="store_true", help="电话不隐去中间几位")
    add_paper_options(parser)
    if "xlsx" in offer.formats:
        add_office_options(parser, offer.key)
    if offer.part:
        parser.add_argument("--split", action="store_true", help=f"每{offer.part}一个文件，--out 是文件夹")
    forms = formats_of(offer)
    parser.add_argument("--format", choices=forms, default=forms[0], help=f"文件格式（默认 {forms[0]}）")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="文件", help="写到哪里；几页的图片在文件名后加 -1、-2"
    )
    parser.set_defaults(run=partial(_print, offer))


def option_of(setting: Setting) -> str:
    """How a setting is written on the command line."""
    return f"--{setting.key.replace('_', '-')}"


def _dest(setting: Setting) -> str:
    return f"setting_{setting.key}"


def _print(offer: Offer, args: argparse.Namespace) -> int:
    words = _words(offer, args)
    with verbs.opened(args) as database:
        asked = Asked(
            campaign_id=_campaign_id(database, args.campaign),
            day=args.as_of or date.today(),
            profile=profile_of(database, args, offer.profile),
            phones=args.phones,
        )
        made, cover = database.read(_make, offer=offer, asked=asked, words=words)
        is_table = "xlsx" in offer.formats
        extras = extras_of(database, args, offer.key, made, asked.campaign_id, args.format) if is_table else Extras()
    if is_table and args.sample_template:
        put_sample(made, args.out)
    elif offer.part and args.split and not isinstance(made, Drawing):
        put_apart(made, args.format, args.out, extras)
    else:
        put(made, args.format, args.out, cover=cover, extras=extras)
    return 0


def _make(session: Session, *, offer: Offer, asked: Asked, words: dict[str, list[str]]) -> tuple[Made, Cover | None]:
    values: dict[str, Any] = {}
    for setting in offer.settings:
        if setting.key in words:
            so_far = replace(asked, settings={**_defaults(offer), **values})
            options = setting.options(session, so_far) if setting.options is not None else ()
            values[setting.key] = read_words(setting, words[setting.key], options)
    complete = replace(asked, settings={**_defaults(offer), **values})
    made = make(session, offer, complete)
    return made, cover_of(offer, made, complete)


def _defaults(offer: Offer) -> dict[str, Any]:
    return {setting.key: setting.default for setting in offer.settings}


def _words(offer: Offer, args: argparse.Namespace) -> dict[str, list[str]]:
    """What was written for each setting, as an option of its own or by --set."""
    by_name = {name: setting for setting in offer.settings for name in (setting.key, setting.label)}
    found = {setting.key: list(given) for setting in offer.settings if (given := getattr(args, _dest(setting)))}
    for text in args.set:
        name, equals, value = text.partition("=")
        setting = by_name.get(name.strip())
        if not equals or setting is None:
            known = "、".join(f"{setting.key}（{setting.label}）" for setting in offer.settings)
            raise Condition(f"--set 不认识“{text}”。", f"请写成 项=值，可用的项：{known or '这种材料没有设置'}。")
        found.setdefault(setting.key, []).append(value)
    return found


def _campaign_id(database: Database, name: str | None) -> int | None:
    if name is None and not database.read(campaigns):
        return None
    return int(database.read(campaign_named, name=name).id)


def papers(database: Database, args: argparse.Namespace) -> list[dict[str, Any]]:
    return [
        {
            "key": offer.key,
            "name": offer.name,
            "formats": list(breakdown.FORMATS if offer.key == breakdown.KEY else formats_of(offer)),
            "settings": [f"{setting.key}={setting.label}" for setting in offer.settings],
            "note": offer.note,
        }
        for offer in offers()
    ]


def profiles(database: Database, args: argparse.Namespace) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "built_in": row.is_preset,
            "paper": row.profile.paper.value,
            "way": "横向" if row.profile.landscape else "纵向",
            "margins": [f"{side:g}" for side in row.profile.margins],
            "letters": [f"{getattr(row.profile, f'{voice}_size'):g}" for voice in VOICES],
            "fonts": [f"{VOICES[voice]}={font}" for voice, font in row.profile.fonts.items()],
        }
        for row in database.read(named_papers)
    ]


LISTINGS: dict[str, Listing] = {"papers": papers, "profiles": profiles}
