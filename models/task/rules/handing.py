"""When duties can be handed on."""

from models.errors import Refusal

MOST_CELLS = 10_000  # of the matrix in one step


def why_not_handed(from_unit_id: int, to_unit_id: int | None, count: int) -> Refusal | None:
    """Something is chosen, and somebody else takes it."""
    if not count:
        return Refusal("没有选中任务。", "请先在右边选中要移交的任务。")
    if to_unit_id is None:
        return Refusal("没有选接手的单位。", "请输入简称、拼音或名称的一部分。")
    if to_unit_id == from_unit_id:
        return Refusal("接手的就是这个单位。", "请选择另一个单位。")
    return None


def why_not_holder(post: str | None, post_unit_id: int | None, unit_id: int, unit: str) -> Refusal | None:
    """A duty of a unit is settled on a post of that unit (`post` None: it is gone), or on one of no unit."""
    if post is None:
        return Refusal("这个岗位已不存在。", "请重新选择岗位。")
    if post_unit_id is not None and post_unit_id != unit_id:
        return Refusal(f"“{post}”不是{unit}的岗位。", "请选本单位的岗位，或直接选人员。")
    return None


def why_not_to_person(person_id: int | None, to_person_id: int | None) -> Refusal | None:
    """Somebody else takes it."""
    if to_person_id is None:
        return Refusal("没有选接手的人。", "请输入姓名或拼音首字母；名单里没有的人，请先在“组织”里添加。")
    if to_person_id == person_id:
        return Refusal("接手的就是他本人。", "请选择另一个人。")
    return None


def why_not_in_block(cells: int) -> Refusal | None:
    """A block of the matrix that is set at once is not larger than anybody means."""
    if cells <= MOST_CELLS:
        return None
    return Refusal(f"选了 {cells} 格，一次最多设 {MOST_CELLS} 格，没有改动。", "请缩小选择，或先筛选任务、收起单位。")
