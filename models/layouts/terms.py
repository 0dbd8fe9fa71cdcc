"""Words of filters: what kind of value a column holds, and how it may be compared."""

from models.words import Labelled


class FieldKind(Labelled):
    TEXT = "text", "文字"
    NUMBER = "number", "数字"
    DAY = "day", "日期"
    NAMES = "names", "名单"

    @property
    def compares(self) -> tuple["Compare", ...]:
        """How values of this kind may be compared, the usual one first."""
        return _COMPARES[self]


class Compare(Labelled):
    """`takes` says how many values it is compared with; None for any number of them."""

    CONTAINS = "contains", "包含"
    LACKS = "lacks", "不包含"
    IS = "is", "是"
    IS_NOT = "is_not", "不是"
    STARTS = "starts", "开头是"
    HAS = "has", "有"
    HAS_NOT = "has_not", "没有"
    FIRST = "first", "第一位是"
    ONE_OF = "one_of", "是其中之一"
    AT_LEAST = "at_least", "≥"
    AT_MOST = "at_most", "≤"
    MORE = "more", "＞"
    LESS = "less", "＜"
    BETWEEN = "between", "介于"
    WITHIN = "within", "今天起几天内"
    PAST = "past", "早于今天"
    EMPTY = "empty", "为空"
    FILLED = "filled", "不为空"

    @property
    def takes(self) -> int | None:
        if self in (Compare.EMPTY, Compare.FILLED, Compare.PAST):
            return 0
        if self is Compare.ONE_OF:
            return None
        return 2 if self is Compare.BETWEEN else 1

    def label_for(self, kind: FieldKind) -> str:
        """The label in the words of a kind: days are not ≥ but 不早于."""
        return _DAY_LABELS.get(self, self.label) if kind is FieldKind.DAY else self.label


_DAY_LABELS = {
    Compare.AT_LEAST: "不早于",
    Compare.AT_MOST: "不晚于",
    Compare.MORE: "晚于",
    Compare.LESS: "早于",
}
_NUMBERS = (Compare.AT_LEAST, Compare.AT_MOST, Compare.MORE, Compare.LESS, Compare.BETWEEN)
_ENDS = (Compare.EMPTY, Compare.FILLED)
_COMPARES = {
    FieldKind.TEXT: (
        Compare.CONTAINS,
        Compare.LACKS,
        Compare.IS,
        Compare.IS_NOT,
        Compare.STARTS,
        Compare.ONE_OF,
        *_ENDS,
    ),
    FieldKind.NUMBER: (Compare.IS, Compare.IS_NOT, *_NUMBERS, Compare.ONE_OF, *_ENDS),
    FieldKind.DAY: (Compare.WITHIN, Compare.PAST, *_NUMBERS, Compare.IS, Compare.IS_NOT, Compare.ONE_OF, *_ENDS),
    FieldKind.NAMES: (
        Compare.HAS,
        Compare.HAS_NOT,
        Compare.FIRST,
        Compare.CONTAINS,
        Compare.LACKS,
        Compare.ONE_OF,
        *_ENDS,
    ),
}
