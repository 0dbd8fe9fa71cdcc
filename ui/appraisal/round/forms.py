"""Forms of a round: a new one, 公示, 锁定, 撤回."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from typing_extensions import override

from models.appraisal.rows import RoundRow, SchemeRow
from models.appraisal.rules.figures import percent
from models.appraisal.rules.limits import ten_thousandths
from models.appraisal.rules.posting import why_not_locked, why_round_not_withdrawn
from models.errors import Condition, Refusal
from models.org.rules import why_no_name
from ui.appraisal.round.part_form import weight_of
from ui.page import Page
from ui.style import px
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo

_SCHEME_NEW = "考核名单按办法现在的考核组定下，以后改办法不影响本期"
_SCHEME_OTHER = "可以改用办法的另一版：名单不变，项目和规则相同的记分照旧"
POSTED_DAYS = 5  # 公示期 of most offices, in days


@dataclass(frozen=True, slots=True)
class RoundValue:
    """What the form of a round was filled with; `fields` as `create_round` takes them."""

    scheme_id: int
    fields: dict[str, Any]


def day_of(line: QLineEdit) -> date | str | None:
    """The day in a line: None for empty, the text when it is none."""
    text = line.text().strip()
    return parse_day(text) if text else None


def why_no_day(line: QLineEdit) -> Refusal | None:
    """Why what stands in a line is no day."""
    found = day_of(line)
    return Refusal(f"“{found}”不是日期。", "请写如 2026-05-31。") if isinstance(found, str) else None


def month_of(today: date) -> tuple[date, date]:
    """The first and last day of the month."""
    first = today.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return first, after - timedelta(days=1)


class RoundForm(FormDialog):
    """A new round, or name, days and weight of one on trial."""

    def __init__(self, page: Page, schemes: Sequence[SchemeRow], row: RoundRow | None = None) -> None:
        super().__init__(
            "新考核期" if row is None else "考核期", page.window(), accept_text="新建" if row is None else "确定"
        )
        first, last = month_of(page.context.today)
        self.name_line = QLineEdit(row.name if row is not None else f"{first.year}年{first.month}月考核", self)
        self.scheme = Combo(self)
        for one in schemes:
            self.scheme.addItem(one.label, one.id)
        if row is not None:
            self.scheme.setCurrentIndex(max(0, self.scheme.findData(row.scheme_id)))
            self.scheme.setEnabled(len(schemes) > 1)
        starts, ends = (row.starts, row.ends) if row is not None else (first, last)
        self.starts = QLineEdit(starts.isoformat() if starts is not None else "", self)
        self.ends = QLineEdit(ends.isoformat() if ends is not None else "", self)
        self.weight = QLineEdit(percent(row.weight) if row is not None else "100%", self)
        self.add("名称", self.name_line)
        self.add("考核办法", self.scheme, _SCHEME_NEW if row is None else _SCHEME_OTHER if len(schemes) > 1 else "")
        self.add("开始日期", self.starts)
        self.add("结束日期", self.ends)
        self.add("年度权重", self.weight, "年度得分按各期的权重平均；各期一样重时都写 100%")
        self.name_line.selectAll()

    @override
    def why_not(self) -> Refusal | None:
        refusal = why_no_name(self.name_line.text(), "考核期") or why_no_day(self.starts) or why_no_day(self.ends)
        if refusal is not None:
            return refusal
        starts, ends = day_of(self.starts), day_of(self.ends)
        if isinstance(starts, date) and isinstance(ends, date) and starts > ends:
            return Refusal("开始日期晚于结束日期。", "请改其中一个。")
        try:
            ten_thousandths(weight_of(self.weight.text()))
        except Condition as condition:
            return Refusal(condition.sentence, condition.next_step)
        return None

    @override
    def value(self) -> RoundValue:
        return RoundValue(
            self.scheme.currentData(),
            {
                "name": self.name_line.text().strip(),
                "starts": day_of(self.starts),
                "ends": day_of(self.ends),
                "weight": weight_of(self.weight.text()),
            },
        )


class PostForm(FormDialog):
    """公示 from one day until another; what it means is said before."""

    def __init__(self, page: Page, row: RoundRow, unscored: int, unfilled: str) -> None:
        super().__init__(f"公示“{row.name}”", page.window(), accept_text="公示")
        today = page.context.today
        self.on = QLineEdit(today.isoformat(), self)
        self.until = QLineEdit((today + timedelta(days=POSTED_DAYS - 1)).isoformat(), self)
        words = "公示以后得分和记分都定下来，不能直接修改，也不能撤销这一步；发现有误，先撤回，再在新版里改。"
        if unscored:
            words += f"\n还有 {unscored} 个单位没有得分，公示的结果里不排名。"
        self.add("", _sentence(self, words))
        if unfilled:
            self.add("", _notice(self, unfilled))
        if row.ends is not None and today <= row.ends:
            ends = f"考核期到 {row.ends.isoformat()} 才结束，现在公示，以后几天的事就记不进来了。"
            self.add("", _notice(self, ends))
        self.add("公示日期", self.on)
        self.add("公示截止", self.until)
        self.until.setFocus()

    @override
    def why_not(self) -> Refusal | None:
        refusal = why_no_day(self.on) or why_no_day(self.until)
        if refusal is not None:
            return refusal
        on, until = day_of(self.on), day_of(self.until)
        if not isinstance(on, date):
            return Refusal("请写公示日期。")
        if isinstance(until, date) and until < on:
            return Refusal("公示截止早于公示日期。", "请改其中一个。")
        return None

    @override
    def value(self) -> tuple[Any, Any]:
        return day_of(self.on), day_of(self.until)


class LockForm(FormDialog):
    """锁定: final."""

    def __init__(self, page: Page, row: RoundRow, unfilled: str) -> None:
        super().__init__(f"锁定“{row.name}”", page.window(), accept_text="锁定")
        self._row = row
        self._today = page.context.today
        self.on = QLineEdit(page.context.today.isoformat(), self)
        until = f"公示到 {row.posted_until.isoformat()}。" if row.posted_until is not None else ""
        self.add("", _sentence(self, f"{until}锁定以后这一期的结果作为定稿计入年度，以后改名、改办法都不影响它。"))
        if unfilled:
            self.add("", _notice(self, unfilled))
        self.add("锁定日期", self.on)
        self.on.setFocus()

    @override
    def why_not(self) -> Refusal | None:
        refusal = why_no_day(self.on)
        if refusal is not None:
            return refusal
        on, row = day_of(self.on), self._row
        if not isinstance(on, date):
            return Refusal("请写锁定日期。")
        return why_not_locked(
            row.state, until=row.posted_until, on=on, today=self._today, waiting=row.objections, upheld=0
        )

    @override
    def value(self) -> Any:
        return day_of(self.on)


class WithdrawForm(FormDialog):
    """撤回 with its reason; a new version on trial comes of it."""

    def __init__(self, page: Page, row: RoundRow) -> None:
        super().__init__(f"撤回“{row.name}”", page.window(), accept_text="撤回")
        self._row = row
        self._today = page.context.today
        words = "原来的结果留作备查，一字不变；名单、记分和附件带到新的一版里，改好以后重新公示。"
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(72))
        self.on = QLineEdit(page.context.today.isoformat(), self)
        self.add("", _sentence(self, words))
        self.add("原因", self.reason)
        self.add("撤回日期", self.on)
        self.reason.setFocus()

    @override
    def why_not(self) -> Refusal | None:
        if not self.reason.toPlainText().strip():
            return Refusal("请写明撤回的原因。", "原因会留在记录里。")
        refusal = why_no_day(self.on)
        if refusal is not None:
            return refusal
        reason, on = self.value()
        return why_round_not_withdrawn(
            self._row.state, posted_on=self._row.posted_on, on=on, today=self._today, reason=reason
        )

    @override
    def value(self) -> tuple[str, Any]:
        return self.reason.toPlainText().strip(), day_of(self.on)


def _sentence(parent: FormDialog, text: str) -> QLabel:
    made = QLabel(text, parent)
    made.setWordWrap(True)
    made.setProperty("muted", True)
    return made


def _notice(parent: FormDialog, text: str) -> QLabel:
    """What should be looked at before going on; it hinders nothing."""
    made = QLabel(text, parent)
    made.setWordWrap(True)
    made.setProperty("tone", "near")
    return made
