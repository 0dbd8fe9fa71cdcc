"""Tasks: which items of the outline are duties, their tree, their text, who carries them and by when."""

import re
from dataclasses import replace

from models.intake.characters import first_clause, sentences, split_outside, squeezed
from models.intake.draft import Task
from models.intake.fields.known import NOBODY, KnownUnits
from models.intake.fields.responsibility import Responsibility, of_sentences, with_first_leading
from models.intake.fields.targets import targets_in
from models.intake.fields.times import deadlines_in, time_alone, without_weekday
from models.intake.outline import INLINE, Node
from models.intake.readers.claims import Claim, Part, claim_of, give_units_of_heading, move_labels_up, unit_as_heading
from models.intake.readers.demands import addressed_in, dated_duties_of, demands_of
from models.intake.readers.heading import Chapter
from models.intake.source import Spot
from models.task.deadlines import NOTHING, Due, parse_deadline

FROM_TEXT = "责任单位是从正文里读出来的，请核对。"
FROM_SPEECH = "这是从讲话里读出来的，请核对是不是任务。"
FROM_PROSE = "这项任务是从正文里读出来的，请核对。"
NO_UNIT = "没有读到责任单位。"
_END = "。；;：:，,、．. \u3000"
_INNER_NUMBER = re.compile(
    r"(?:(?P<no>\d{1,2}|[（(]\d{1,2}[）)]|[①-⑳])[.．、]?|[一二三四五六七八九十](?:是要?|要(?=[\u4e00-\u9fff]{2}))|[—－-]{1,2})(?=\D)"
)
_DUTY_LINE = re.compile(r"^(?P<who>[^：:。，；]{2,40})[：:](?P<text>.+)$", re.S)


class TaskReader:
    """Reads the tasks of one document; `keys` maps the id() of each node that became a task to its key.

    `speech`: only what the text says in so many words is read; `spoken`: a speech that the user wants read as a plan,
    whose demands (一要…, 各单位要…) are tasks to look at.
    """

    def __init__(
        self,
        root: Node,
        chapters: dict[int, Chapter],
        years: tuple[int, ...],
        *,
        first_leads: bool,
        bare_units: bool,
        speech: bool,
        spoken: bool = False,
        groups: frozenset[str] = frozenset(),
        known: KnownUnits = NOBODY,
    ) -> None:
        self.known = known
        self.root = root
        self.chapters = chapters
        self.years = years
        self.first_leads = first_leads
        self.speech = speech
        self.spoken = spoken
        self.groups = groups
        self.report = any(chapter is Chapter.PAST for chapter in chapters.values())
        self.claims: dict[int, Claim] = {id(node): claim_of(node, known, bare_units=bare_units) for node in root.walk()}
        for node in root.walk():
            move_labels_up(node, self.claims)
        self.unit_heads = {
            id(node)
            for node in root.walk()
            if chapters[id(node)] is Chapter.TASKS and give_units_of_heading(node, self.claims, known)
        }
        self.claimed = {
            id(node) for node in root.walk() if self.claims[id(node)].said.units or self.claims[id(node)].parts
        }
        self.beside_claimed = {id(node.parent) for node in root.walk() if id(node) in self.claimed}
        self.tasks: list[Task] = []
        self.keys: dict[int, int] = {}
        self.warnings: list[str] = []

    def read(self) -> list[Task]:
        for node in self.root.children:
            self._visit(node, None)
        self._root_duties()
        for node in self.root.walk():
            if id(node) not in self.keys and not any(id(one) in self.keys for one in node.ancestors()):
                self._told(node)
        if not self.spoken:
            self._doubt_leaves()
        if self.spoken or self.speech:
            self.tasks = [_doubted(task, FROM_SPEECH, about="") for task in self.tasks]
        return self.tasks

    def _told(self, node: Node) -> None:
        """Duties that sentences tell where no item was read as a task."""
        chapter = self.chapters[id(node)]
        if self.spoken:
            told = demands_of(node, chapter, self.known)
        elif node.rank < 0 and self.root.children:
            return
        else:
            told = dated_duties_of(
                node, chapter, self.known, future=self.report and chapter is Chapter.TASKS and not self.speech
            )
        for duty in told:
            task = Task(len(self.tasks), duty.title, duty.no, body=duty.body, spot=Spot(duty.number))
            if not self.spoken:
                task = _doubted(task, FROM_PROSE, about="")
            self._append(_doubted(task, FROM_TEXT if duty.said.units else NO_UNIT), duty.said, prose=duty.body)

    def _doubt_leaves(self) -> None:
        """Where tasks of a paper say who carries them, one that does not (and holds none that does) is doubtful."""
        if not any(task.units for task in self.tasks):
            return
        parents = {task.parent for task in self.tasks}
        for index, task in enumerate(self.tasks):
            if not task.units and task.key not in parents and NO_UNIT not in task.doubts:
                self.tasks[index] = _doubted(task, NO_UNIT)

    # ---- which items are tasks ----

    def _visit(self, node: Node, parent: int | None) -> None:
        chapter = self.chapters[id(node)]
        if self._is_group(node, chapter):
            return
        key = parent
        claim = self.claims[id(node)]
        if claim.parts and not claim.said.units and self._heads_chapter(node, chapter):
            self._parts(claim, parent)  # duties without numbers below the heading of a chapter
        elif self._is_task(node, chapter, parent):
            key = self._add(node, parent, chapter)
            if self._is_whole(node):
                return
        for child in node.children:
            self._visit(child, key)
        if chapter is Chapter.TASKS and re.search("职责|分工", node.title):
            self._unit_lines(node, key)

    def _is_group(self, node: Node, chapter: Chapter) -> bool:
        """A working group under 组织领导 with units of its own is no task."""
        return chapter is Chapter.ORGANISATION or node.title in self.groups

    def _is_task(self, node: Node, chapter: Chapter, parent: int | None) -> bool:
        if self.speech or self.spoken:
            return id(node) in self.claimed and chapter not in (Chapter.PAST, Chapter.IDEAS)
        below = any(id(one) in self.claimed for one in node.walk())
        if chapter in (Chapter.PAST, Chapter.IDEAS):
            return False
        if id(node) in self.unit_heads:
            return False
        if id(node) in self.claimed:
            return True
        if self._heads_chapter(node, chapter):
            return False
        if chapter in (Chapter.REQUIREMENTS, Chapter.PHASES, Chapter.TARGETS):
            return below and any(id(one) in self.claimed for one in node.children) and len(node.title) > 2
        if chapter is Chapter.TASKS:
            return not self.report and not self._is_target(node)
        if id(node.parent) in self.beside_claimed:
            return True  # one of several items of which others say who carries them
        return below and not _is_container(node)

    def _is_target(self, node: Node) -> bool:
        """Whether an item under 目标任务 is nothing but an indicator with its value (快检公示率≥95%)."""
        if not any("目标" in one.title for one in node.ancestors()) or node.children or node.blocks:
            return False
        whole = squeezed(node.heading or node.text).strip(_END)
        figures = targets_in(whole)
        told = figures[0].indicator + figures[0].value if figures else ""
        return bool(told) and len(told) >= len(re.sub(r"^(?:到|力争|确保|实现)?(?:20\d\d年底?)?[，,]?", "", whole)) - 2

    def _heads_chapter(self, node: Node, chapter: Chapter) -> bool:
        """Whether a node is the heading of a chapter of its own (主要任务), and no item in one."""
        if chapter is Chapter.OTHER:
            return False
        return node.parent is None or self.chapters[id(node.parent)] is not chapter

    def _is_whole(self, node: Node) -> bool:
        """Items below a task are its text when it has units and none of them has any, at the fourth level, and
        where they are 一是…, 二是…."""
        below = [one for child in node.children for one in child.walk()]
        if any(id(one) in self.claimed for one in below):
            return False
        inline = bool(node.children) and all(child.rank >= INLINE for child in node.children)
        return id(node) in self.claimed or node.rank >= 4 or inline

    # ---- one task ----

    def _add(self, node: Node, parent: int | None, chapter: Chapter) -> int:
        claim = self.claims[id(node)]
        body = claim.body
        if self._is_whole(node):
            inner = [one.block.text + ("\n" + _plain_blocks(one) if one.blocks else "") for one in _below(node)]
            body = "\n".join(part for part in (body, *inner) if part)
        said = claim.said
        heading = claim.heading
        told_in_text = False
        if heading and not said.units:
            by_unit = unit_as_heading(heading, claim.lines[0] if claim.lines else "", self.known)
            if by_unit is not None:
                said.add(by_unit)
                self.claimed.add(id(node))
                heading = ""
        no_claim_below = not any(id(one) in self.claimed for one in _below(node))
        if not said.units and not claim.parts and no_claim_below:
            told = of_sentences("。".join(part for part in (node.heading, body) if part), self.known)
            told = told if told.units else addressed_in(body, self.known)
            if told.units:
                said.add(told)
                told_in_text = True
        if heading and not body and not node.children and _is_sentence(node, claim):
            body, heading = f"{heading}。", ""
        title = (heading or _act_of(body) or node.title).strip(_END)
        task = Task(
            key=len(self.tasks),
            title=title or node.title or node.no,
            no=node.no if node.rank < INLINE else "",
            parent=parent,
            body=body if body.rstrip("。；;") != title else "",
            spot=Spot(node.number),
        )
        key = self._append(
            _doubted(task, FROM_TEXT) if told_in_text else task,
            said,
            prose=f"{node.heading}。{body}" if heading else body,
        )
        self.keys[id(node)] = key
        self._parts(claim, key)
        return key

    def _parts(self, claim: Claim, parent: int | None) -> None:
        """Several duties in one paragraph, or one below the other without numbers: each a task."""
        for part in claim.parts:
            number = _INNER_NUMBER.match(part.text)
            text = part.text[number.end() :] if number else part.text
            first, _, rest = text.partition("\n")
            heading = first.strip(_END)
            if (not rest and re.search("[。，,；;]", first.rstrip("。；;"))) or len(heading) > 42:
                heading, rest = _act_of(text).strip(_END), text
            self._append(
                Task(
                    key=len(self.tasks),
                    title=heading or text[:30],
                    no=(number["no"] or "") if number else "",
                    parent=parent,
                    body=rest.strip(),
                    spot=Spot(part.number),
                ),
                part.said,
                prose=text,
            )

    def _append(self, task: Task, said: Responsibility, *, prose: str) -> int:
        if self.first_leads:
            said = with_first_leading(said)
        self.warnings += said.warnings
        deadline, deadlines, due = self._deadline(said.deadlines, prose)
        task = _doubted(task, *said.doubts)
        self.tasks.append(
            replace(
                task,
                units=tuple(said.units),
                people=tuple(said.people),
                deadline=deadline,
                deadlines=deadlines,
                due=due,
            )
        )
        return task.key

    def _deadline(self, stated: list[str], prose: str) -> tuple[str, tuple[str, ...], Due]:
        year = self.years[0] if len(self.years) == 1 else None
        found = tuple(dict.fromkeys([*stated, *([] if stated else deadlines_in(prose))]))
        if not found:
            return "", (), NOTHING
        if stated:
            return stated[0], found, parse_deadline(without_weekday(stated[0]), year=year, years=self.years)
        dues = [parse_deadline(without_weekday(words), year=year, years=self.years) for words in found]
        last = max(range(len(found)), key=lambda index: (dues[index].to is not None, dues[index].to or 0, index))
        return found[last], found, dues[last]

    # ---- duties outside the items ----

    def _root_duties(self) -> None:
        """Label lines or brackets before any numbered item: a paper without numbers."""
        claim = self.claims[id(self.root)]
        if self.speech:
            return
        self._parts(claim, None)
        if claim.said.units and not claim.parts and not self.root.children and claim.lines:
            self._parts(Claim(parts=[Part("\n".join(claim.lines), claim.said, self.root.blocks[0].number)]), None)

    def _unit_lines(self, node: Node, parent: int | None) -> None:
        """市商务局：负责… as unnumbered lines of a chapter on who does what."""
        for block in node.blocks:
            match = _DUTY_LINE.match(block.text)
            said = unit_as_heading(match["who"], match["text"], self.known) if match else None
            if match is None or said is None:
                continue
            text = match["text"].strip()
            self._append(
                Task(
                    len(self.tasks), first_clause(text).strip(_END), parent=parent, body=text, spot=Spot(block.number)
                ),
                said,
                prose=text,
            )


def _doubted(task: Task, *doubts: str, about: str = "units") -> Task:
    """A task with reasons to doubt one of its fields."""
    new = tuple(doubt for doubt in dict.fromkeys(doubts) if doubt not in task.doubts)
    if not new:
        return task
    unsure = tuple(dict.fromkeys((*task.unsure, about))) if about else task.unsure
    return replace(task, doubts=(*task.doubts, *new), unsure=unsure)


def _is_sentence(node: Node, claim: Claim) -> bool:
    """Whether a heading with clauses is the text of an item: it ends in 。 or in a bracket of its duty."""
    if not re.search("[，,]", node.heading):
        return False
    return bool(re.search(r"[。；]\s*(?:[（(].*[）)][。；]?)?$", node.block.text)) or (
        not claim.label_blocks and bool(claim.said.units)
    )


_WHO_ONLY = re.compile(r"^由?.{2,60}(?:牵头|负责|配合|协助|参与)$")


def _act_of(text: str) -> str:
    """The first clause of a text, a clause that only says who does it (由A牵头，B配合，…) left out."""
    clauses = [clause.strip() for clause in split_outside(sentences(text)[0] if text.strip() else "", "，,。；;：:")]
    telling = (
        clause for clause in clauses if clause and not _WHO_ONLY.match(squeezed(clause)) and not time_alone(clause)
    )
    return next(telling, first_clause(text))


def _is_container(node: Node) -> bool:
    """A heading that only holds chapters (总体安排, 第一部分): its items are the tasks."""
    return node.rank == 0 or (
        bool(re.fullmatch(r".{0,6}(?:任务|工作|分工|措施|内容|事项|清单|分解)", squeezed(node.title)))
        and node.rank <= 1
    )


def _below(node: Node) -> list[Node]:
    return [one for child in node.children for one in child.walk()]


def _plain_blocks(node: Node) -> str:
    return "\n".join(block.text for block in node.blocks)
