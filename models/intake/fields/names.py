"""Names of persons: surnames, padding (何  韬), masks (张××, **), and names set apart from posts."""

import re

from models.intake.characters import HAN, squeezed
from models.intake.fields.units import is_unit_like

_SINGLE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜"
    "郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮"
    "龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊"
    "宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双"
    "闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容"
    "向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空"
    "曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公付佟覃闫仝兰岳代邸底亓补青涂佘麦区律肖仉初原谌钏"
    "苟阳战芦冼冯遇祖矫曲生逢银贝雒刀岩玉者宝玛拉格索尼才扎次达"
)
_DOUBLE = (
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳"
    "|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐|呼延|东郭|西门|百里|轩辕"
)
_MASK = "×xX＊*某○〇"
_NAME = re.compile(
    rf"(?:(?:{_DOUBLE})[{HAN}]{{1,2}}|[{_SINGLE}][{HAN}]{{1,2}}|[{HAN}]{{2,3}}[·•・][{HAN}]{{2,8}}"
    rf"|[{HAN}]?[{_MASK}]{{1,3}}|[{_SINGLE}]{{2}}[{HAN}]{{2}})"
)
_POST_END = re.compile(
    r"(?:书记|主任|局长|区长|县长|市长|镇长|乡长|部长|处长|科长|院长|校长|所长|站长|队长|支队长"
    r"|大队长|主席|会长|经理|董事长|秘书长|秘书|委员|常委|主任委员|组长|成员|专员|调研员|巡视员"
    r"|负责人|干部|主管|总监|行长|台长|社长|馆长|园长|总工程师|总工|检察长|法官|政委|参谋长|主任科员"
    r"|股长|干事|科员|副职|领导|同志|助理|负责同志|台长|关长|指导员|教导员|代表|网格长|村长|理事长"
    r"|督查专员|督学|总队长|参事|二级巡视员|一级调研员|主任助理)"
    r"(?:[（(][^（）()]*[）)])?$"
)
_NOT_NAMES = re.compile(
    r"(?:第[一二三四五六七八九十]|主要|分管|各|有关|相关|单位|部门|领导|同志|负责|全体|其他|办公|成员"
    r"|小组|市场|工作|组织|任务|时间|职责|分工|单位领导)"
)


def is_post_like(text: str) -> bool:
    """Whether words end as the title of a post does."""
    return bool(_POST_END.search(text))


def is_name_like(text: str) -> bool:
    """Whether words (blanks removed) read like the name of one person."""
    name = squeezed(text)
    if not _NAME.fullmatch(name) or _NOT_NAMES.search(name):
        return False
    return not (len(name) > 2 and is_unit_like(name)) and not (len(name) >= 2 and is_post_like(name))


def leading_name(text: str) -> tuple[str, str] | None:
    """(name, rest) when a text starts with a name that a blank, comma or bracket sets apart: 何  韬  党工委委员."""
    tokens = [(match.start(), match.end()) for match in re.finditer(r"[^ \t\u3000\u00a0，,（(、：:]+", text)]
    if not tokens or tokens[0][0] != len(text) - len(text.lstrip()):
        return None
    first = text[tokens[0][0] : tokens[0][1]]
    if len(first) == 1 and len(tokens) > 1:
        for count in (3, 2):
            if len(tokens) < count or any(end - start != 1 for start, end in tokens[1 : count - 1]):
                continue
            if re.search(
                r"[^ \t\u3000\u00a0]", "".join(text[tokens[n][1] : tokens[n + 1][0]] for n in range(count - 1))
            ):
                continue
            joined = "".join(text[start:end] for start, end in tokens[:count])
            if len(joined) <= 4 and (is_name_like(joined) or len(joined) == 2):
                return joined, text[tokens[count - 1][1] :]
        return None
    if first.endswith("同志") and is_name_like(first.removesuffix("同志")):
        return first.removesuffix("同志"), text[tokens[0][1] :]
    if is_name_like(first):
        return first, text[tokens[0][1] :]
    return None


def trailing_name(text: str) -> tuple[str, str] | None:
    """(name, post) when a post stands before the name: 市商务局局长王小明, 区委书记 张三."""
    plain = text.strip().removesuffix("同志")
    parts = re.split(r"[ \t\u3000\u00a0]+", plain)
    for count in (1, 2):
        name, post = "".join(parts[-count:]), "".join(parts[:-count])
        padded = count == 1 or all(len(part) == 1 for part in parts[-count:])
        if len(parts) > count and padded and is_name_like(name) and is_post_like(post):
            return name, post
    glued = squeezed(plain)
    for length in (3, 2, 4):
        name, post = glued[-length:], glued[:-length]
        if len(post) >= 2 and is_name_like(name) and is_post_like(post):
            return name, post
    return None


def names_of(text: str) -> list[str]:
    """Names separated by 、 ， or 和 及: A、B及C三名工作人员. Parts that are no names are left out."""
    plain = re.sub(
        r"(?:等)?(?:[一二三四五六七八九十两\d]{1,2}(?:名|位|人)|(?:名|位))?(?:工作人员|同志|人员|人)?$",
        "",
        text.strip().rstrip("。；;"),
    )
    names: list[str] = []
    for part in re.split(r"[、，,；;]", plain):
        pieces = [part] if is_name_like(part) else re.split(r"以及|和|及|与", part)
        names += [
            squeezed(piece).removesuffix("同志")
            for piece in pieces
            if is_name_like(squeezed(piece).removesuffix("同志"))
        ]
    return list(dict.fromkeys(names))
