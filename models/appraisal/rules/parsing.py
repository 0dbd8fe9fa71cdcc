"""Rules read from the wording of a 考核办法. API: `read_rule(words, points) → Reading`.

`Reading.rule` holds what was understood (None: nothing), `rest` the sentences with points in them that were not,
`doubts` what a person should look at. Take a rule unasked only when `is_whole`: what is not understood is marked by
hand, never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from models.appraisal.rules.kinds import (
    Alternatives,
    Bonus,
    Choice,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    Steps,
    Threshold,
    Tiers,
    Veto,
    gives_bonus,
)
from models.appraisal.rules.numerals import plain
from models.appraisal.rules.phrases import Found, Mark, phrase_at
from models.appraisal.rules.slips import cap_slips
from models.appraisal.rules.tiered import says_bound, tiers_of
from models.appraisal.rules.wording import BY_HAND, usual_start
from models.appraisal.terms import Scope, Start

_MARKER = re.compile(
    r"(?:\d{1,2}[.、）](?!\d)|（(?:\d{1,2}|[一二三四五六七八九十]{1,3})）|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
_LABEL = re.compile(r"(?:(?:评分|扣分|计分|考核|评价|得分|加分|考评)(?:标准|办法|方法|方式|细则|说明|规则)|说明|注)：")
_ANY_POINTS = re.compile(
    r"扣|\d分(?!钟|管|局|类|级|别|公司|之|区|期|批|队|会|步|支)|[一二两三四五六七八九十半]分(?![钟管局类级别公之区期批队会步支])"
    r"|得分|加分|减分|满分|零分|计分|记分|评分|打分|给分|赋分|减半|折半|翻倍|加倍|否决|评先|评优|就高|×"
)
_LEVEL = re.compile(r"[^，；。、\d]{0,8}?：?\d+(?:\.\d+)?分?[—至到]\d+(?:\.\d+)?分?")
_GAIN = re.compile(r"[^，；。、：扣每]{1,30}(?:得|计)\d+(?:\.\d+)?分|[^，；。、：扣本该此]{1,30}不得分")
_BRACKETED = re.compile(r"（(?:得)?(\d+(?:\.\d+)?分|\d+(?:\.\d+)?[—至到]\d+(?:\.\d+)?分?)）")
_RANK = re.compile(r"第?[一二三四五六七八九十\d]+名得?\d+(?:\.\d+)?分")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a wording."""

    rule: Rule | None
    rest: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all that speaks of points was understood."""
        return self.rule is not None and not self.rest


def read_rule(words: str, points: Fraction | None = None) -> Reading:
    """The rule that the words state for an item of so many points (None: not known)."""
    text = words.strip()
    if plain(text).rstrip("。") == BY_HAND:
        return Reading(None)
    made = _Made(points)
    rest: list[str] = []
    spoken = False
    later: list[tuple[str, list[Found]]] = []  # caps that stand before what they cap
    for sentence in _sentences(text):
        body = _stripped(plain(sentence))
        if not body or _LABEL.fullmatch(body):
            continue
        if not _ANY_POINTS.search(body) and not phrase_at(body, points):
            continue  # says what is asked, nothing of points
        spoken = True
        found = _phrases(body, points)
        if found is not None and not made.parts and all(isinstance(one.what, Mark) for one in found):
            later.append((sentence.strip(), found))
        elif found is None or not made.take(found):
            rest.append(sentence.strip())
    rest += [sentence for sentence, found in later if not made.take(found)]
    rule = made.rule()
    if rule is None or not spoken:
        return Reading(None, text)
    return Reading(rule, "\n".join(rest), _doubts(rule, points, text))


def _sentences(text: str) -> list[str]:
    """The text cut at ；。 and new lines outside brackets; scales and ranks written over several stay one."""
    found, level, start = [], 0, 0
    for at, char in enumerate(text):
        if char in "（([【〔":
            level += 1
        elif char in "）)]】〕":
            level = max(level - 1, 0)
        elif char == "\n" or (char in "；;。" and not level):
            found.append(text[start:at])
            start, level = at + 1, 0
    found.append(text[start:])
    found = [one for one in found if one.strip()]
    for pattern in (_LEVEL, _RANK, _GAIN):
        found = _joined(found, pattern)
    return found


def _joined(sentences: list[str], pattern: re.Pattern[str]) -> list[str]:
    """Neighbours that all have the form stand in one sentence."""
    found: list[str] = []
    open_run = False
    for one in sentences:
        fits = pattern.fullmatch(_stripped(plain(one))) is not None
        if fits and open_run:
            found[-1] += "、" + one.strip()
        else:
            found.append(one)
        open_run = fits
    return found


def _stripped(body: str) -> str:
    """Without list numbers and labels in front, the points of a list taken out of their brackets."""
    body = body.strip("。，、；.")
    while True:
        cut = _MARKER.match(body) or _LABEL.match(body)
        if cut is None or cut.end() == len(body):
            break
        body = body[cut.end() :]
    if len(_BRACKETED.findall(body)) > 1 and "扣" not in body:
        body = _BRACKETED.sub(lambda found: ("" if re.search("[—至到]", found[1]) else "得") + found[1], body)
    return body


def _phrases(body: str, points: Fraction | None) -> list[Found] | None:
    """The phrases of a sentence one after the other; None when one of them is not understood."""
    found: list[Found] = []
    body = body.lstrip("（，、")
    while body:
        if found and not _ANY_POINTS.search(body) and not phrase_at(body, points):
            return found  # remarks behind the points
        one = phrase_at(body, points)
        if one is None:
            return None
        found.append(one)
        separator = body[one.end : one.end + 1]
        found[-1] = Found(one.what, one.end, separator)
        body = body[one.end :].lstrip("，、：）") if separator != "（" else body[one.end + 1 :]
    return found


class _Made:
    """The parts gathered so far."""

    def __init__(self, points: Fraction | None) -> None:
        self.points = points
        self.parts: list[Part] = []
        self.most_lost: Fraction | None = None
        self.start: Start | None = None
        self.base = False
        self._first = 0  # the first part of the sentence that is being taken

    def take(self, found: Sequence[Found]) -> bool:
        """Take the phrases of one sentence, all or none."""
        kept = (list(self.parts), self.most_lost, self.start, self.base)
        self._first = len(self.parts)
        separator = ""
        for one in found:
            if isinstance(one.what, Mark):
                if not self._mark(one.what):
                    self.parts, self.most_lost, self.start, self.base = kept
                    return False
            elif not (separator in ("、", "，", "/") and self._beside(one.what, separator)):
                self.parts.append(one.what)
            separator = one.separator
        if not self._tiered():
            self.parts, self.most_lost, self.start, self.base = kept
            return False
        return True

    def _tiered(self) -> bool:
        """Choices of this sentence that are all intervals of one value become its tiers; ones with holes: False."""
        for at in range(self._first, len(self.parts)):
            part = self.parts[at]
            alone = choice_of(part)
            if alone is not None and alone.points > 0 and says_bound(alone.name) and len(self._own) > 1:
                return False  # one bound of several that do not go together
            if not isinstance(part, Alternatives) or len(part.choices) < 2 or part.beyond:
                continue
            names = [choice.name for choice in part.choices]
            if not all(map(says_bound, names)) or part.cap is not None or part.highest_only:
                continue
            tiers = tiers_of([(choice.name, choice.points) for choice in part.choices])
            if tiers is None:
                return False
            self.parts[at] = replace(tiers, what=tiers.what or part.what)
        return True

    @property
    def _own(self) -> list[Part]:
        """The parts of this sentence."""
        return self.parts[self._first :]

    def _beside(self, part: Part, separator: str) -> bool:
        """Make the last part and this one alternatives: 省媒得3分、市媒得2分; 优秀得10分，不合格不得分."""
        if not self._own:
            return False
        last = self.parts[-1]
        choice = choice_of(part)
        if isinstance(part, Veto) and part.scope is Scope.PART and part.what:
            choice = Choice(part.what, Fraction(0))
        before = choice_of(last)
        if isinstance(last, Veto) and last.scope is Scope.PART and says_bound(last.what):
            before = Choice(last.what, Fraction(0))  # 低于60%不得分，60%—80%得3分
        if choice is None or (separator == "，" and (choice.points < 0 or isinstance(part, Bonus))):
            return False
        beyond = isinstance(last, Bonus) or (isinstance(last, Alternatives) and last.beyond)
        if beyond is not isinstance(part, Bonus):
            return False
        if isinstance(last, Alternatives):
            self.parts[-1] = replace(last, choices=(*last.choices, choice))
            return True
        if before is None or (separator == "，" and before.points < 0):
            return False
        what, colon, name = before.name.rpartition("：")
        first = Choice(name, before.points) if colon else before
        self.parts[-1] = Alternatives((first, choice), what, beyond=beyond)
        return True

    def _mark(self, mark: Mark) -> bool:
        match mark.kind:
            case "cap":
                return mark.value is not None and self._cap(mark.value, mark.words, over_all=mark.over_all)
            case "event":
                return self._highest()
            case "halved":
                return self._halved(mark.words)
            case "begun":
                return self._begun(mark.value)
            case "start":
                self.start = Start.of(mark.words)
            case "base":
                self.base = True
        return True

    def _cap(self, value: Fraction, of: str, *, over_all: bool) -> bool:
        """A cap of the part before; of all parts when it stands alone or says so. One that may mean either: False."""
        if self._own and len(self._own) > 1 and not over_all and all(map(_only_gives, self._own)):
            merged = _as_alternatives(self._own)  # 省级每次加2分，市级加1分，最高加5分: of all together
            if merged is not None:
                self.parts[self._first :] = [replace(merged, highest_only=False)]
        if self._own and not over_all:
            if any(_uncapped(part) for part in self._own[:-1]):
                return False
            return self._change(len(self.parts) - 1, {"cap": value, "ceiling": value})
        counted = [at for at, part in enumerate(self.parts) if _is_counted(part)]
        if of == "加":
            counted = [at for at in counted if gives_bonus(self.parts[at])]
        elif counted and (of == "扣" or all(_loses(self.parts[at]) for at in counted)):
            if not any(map(_loses, self.parts)) or self.most_lost is not None:
                return False
            self.most_lost = value
            return True
        return len(counted) == 1 and self._change(counted[0], {"cap": value, "ceiling": value})

    def _highest(self) -> bool:
        """Facts of one event count once: in the part before; several gains of a sentence become alternatives first."""
        own = self._own or self.parts
        able = [part for part in own if isinstance(part, PerOccurrence | Alternatives | Bonus)]
        if len(able) > 1:
            merged = _as_alternatives(own)
            if merged is None:
                return False
            self.parts[len(self.parts) - len(own) :] = [merged]
            return True
        at = len(self.parts) - len(own)
        return bool(able) and self._change(at + own.index(able[0]), {"highest_only": True})

    def _halved(self, words: str) -> bool:
        first = self._first if self._own else 0
        able = [at for at in range(first, len(self.parts)) if isinstance(self.parts[at], PerOccurrence)]
        if not words or not able or (self._own and len(able) > 1):
            return False
        return all(self._change(at, {"halved": words}) for at in able)

    def _begun(self, step: Fraction | None) -> bool:
        last = self.parts[-1] if self._own else None
        if not isinstance(last, Steps) or (step is not None and step != last.step):
            return False
        return self._change(len(self.parts) - 1, {"started": True})

    def _change(self, at: int, changes: dict[str, Any]) -> bool:
        """Change what a part has of these fields and has not set yet."""
        part = self.parts[at]
        able = {key: value for key, value in changes.items() if hasattr(part, key)}
        once = choice_of(part) is not None or (isinstance(part, Bonus) and part.ceiling == part.each)
        if not able or any(getattr(part, key) and not once for key in able):
            return False
        self.parts[at] = replace(part, **able)
        return True

    def rule(self) -> Rule | None:
        """The rule of all that was taken; None when there is none."""
        if not self.parts and not self.base and self.start is None:
            return None
        parts = _said_once(self.parts)
        return Rule(self.start or usual_start(parts), parts, self.most_lost)


def _said_once(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without what is only said again: 按整改率得分，整改率×20; 按完成比例得分，整改率×20."""
    found = list(dict.fromkeys(parts))
    for part in parts:
        others = [one for one in found if isinstance(one, Ratio) and one != part]
        if isinstance(part, Ratio) and part == Ratio(part.points) and any(one.points == part.points for one in others):
            found.remove(part)
    return tuple(found)


def choice_of(part: Part) -> Choice | None:
    """A fixed number of points for something that is so or not: 省媒得3分, 严重的扣5分."""
    if isinstance(part, PerOccurrence) and part.cap == abs(part.each) and part.per == "次" and part.what:
        return None if part.halved or part.highest_only else Choice(part.what, part.each)
    if isinstance(part, Bonus) and part.ceiling == part.each and part.per == "次" and part.what:
        return None if part.highest_only else Choice(part.what, part.each)
    return None


def _as_alternatives(parts: Sequence[Part]) -> Alternatives | None:
    """省级每篇得3分，市级每篇得2分 as alternatives; None where the parts are not alike."""
    choices = []
    beyond = all(isinstance(part, Bonus) for part in parts)
    for part in parts:
        if not isinstance(part, Bonus if beyond else PerOccurrence) or not part.what or part.highest_only:
            return None
        if (isinstance(part, PerOccurrence) and part.halved) or (not _uncapped(part) and choice_of(part) is None):
            return None
        choices.append(Choice(part.what, part.each))
    same_sign = len({choice.points > 0 for choice in choices}) == 1
    return Alternatives(tuple(choices), highest_only=True, beyond=beyond) if same_sign else None


def _only_gives(part: Part) -> bool:
    return isinstance(part, PerOccurrence | Bonus) and part.each > 0


def _loses(part: Part) -> bool:
    if isinstance(part, Alternatives):
        return any(choice.points < 0 for choice in part.choices)
    return isinstance(part, PerOccurrence | Steps) and part.each < 0


def _gives(part: Part) -> bool:
    if isinstance(part, PerOccurrence | Alternatives):
        return not _loses(part) and not gives_bonus(part)
    return isinstance(part, Threshold | Tiers)


def _is_counted(part: Part) -> bool:
    return isinstance(part, PerOccurrence | Steps | Alternatives | Bonus)


def _uncapped(part: Part) -> bool:
    return _is_counted(part) and (part.ceiling if isinstance(part, Bonus) else getattr(part, "cap", None)) is None


def _doubts(rule: Rule, points: Fraction | None, text: str) -> tuple[str, ...]:
    """What a person should look at: figures that do not go with the item's points, ranks that are not provided for."""
    silent = [
        f"没有写第{len(part.points)}名以后得多少分，按不得分计。"
        for part in rule.parts
        if isinstance(part, RankTable) and not re.search("其余|其他|其它|以后|以下|每", text)
    ]
    gains = any(_gives(part) for part in rule.parts)
    if gains and any(map(_loses, rule.parts)) and not re.search("零分起|满分起|倒扣", text):
        silent.append("有得分也有扣分，没有写从满分起还是从零分起，按从零分起计。")
    return tuple(dict.fromkeys((*silent, *cap_slips(rule, points))))
