"""Words of the grid: the stages a place goes through while it is rebuilt."""

from models.words import Labelled


class Stage(Labelled):
    """改造阶段 of a place, in the order of the work."""

    NONE = "none", ""
    SURVEY = "survey", "摸底"
    DESIGN = "design", "方案设计"
    REVIEW = "review", "评审"
    START = "start", "开工"
    BUILDING = "building", "改造中"
    DONE = "done", "完工"
    ACCEPTED = "accepted", "验收"
    PAID = "paid", "补贴拨付"
