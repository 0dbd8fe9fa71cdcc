"""What is wrong with a template of the user: what it may not contain, and typst's own sentences in Chinese."""

import re
from collections.abc import Iterator, Sequence

_SKIPPED = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"', re.S)
_IMPORTS = re.compile(r"\b(?:import|include)\b(?!-)\s*([^\s:])")
_FORBIDDEN = re.compile(r"(?<![\w-])(eval|std)(?![\w-])")
_QUOTED = '"'

_WORDS: tuple[tuple[str, str], ...] = (
    (r"unclosed delimiter", "括号没有成对"),
    (r"unclosed string", "引号没有成对"),
    (r"unexpected closing (?:delimiter|bracket|brace|paren).*", "多了一个右括号"),
    (r"unexpected end of .*", "这里没有写完"),
    (r"expected (?:expression|pattern|identifier|block|keyword `in`|colon|comma|equals sign).*", "这里少了内容"),
    (r"unknown variable: (.+)", "不认识名称“{0}”"),
    (r"unexpected argument: (.+)", "不认识参数“{0}”"),
    (r"unexpected argument", "多了一个参数"),
    (r"missing argument: (.+)", "缺少参数“{0}”"),
    (r"duplicate argument: (.+)", "参数“{0}”写了两次"),
    (r"expected (.+), found (.+)", "这里应当是{0}，写的是{1}"),
    (r"cannot (?:add|subtract|multiply|divide|compare) (.+) (?:and|from|with|by) (.+)", "{0}和{1}不能这样计算"),
    (r"type (.+) has no (?:method|field) `(.+)`", "{0}没有“{1}”"),
    (r"(?:dictionary|module) .*does not contain (?:key )?[`\"](.+)[`\"]", "没有名为“{0}”的内容"),
    (r".*index out of bounds.*", "序号超出了范围"),
    (r"cannot loop over (.+)", "{0}不能逐个列出"),
    (r"file not found.*", "找不到要引用的文件"),
    (r".*would escape the project root.*|.*outside of (?:the )?project.*", "读取了模板文件夹以外的文件"),
    (r"failed to (?:load|read) file.*", "读不出要引用的文件"),
    (r"failed to download package.*|package not found.*", "引用了外部软件包"),
    (r"label `<(.+)>` does not exist.*", "缺少标签“{0}”"),
    (r"maximum (?:function call|layout|show rule) depth exceeded.*", "内容套得太深，可能在重复调用自己"),
    (r"loop seems to be infinite", "循环不会结束"),
)
_TYPES = {
    "integer": "整数",
    "float": "小数",
    "string": "文字",
    "length": "长度",
    "relative length": "长度",
    "content": "内容",
    "array": "数组",
    "dictionary": "字典",
    "none": "空",
    "boolean": "是否",
    "color": "颜色",
    "function": "函数",
    "alignment": "对齐方式",
}


def chinese(message: str, hints: Sequence[str] = ()) -> str:
    """A sentence of typst in Chinese, its hint behind; one we do not know keeps its words."""
    said = message
    for pattern, words in _WORDS:
        found = re.fullmatch(pattern, message.strip())
        if found:
            said = words.format(*(_type(group) for group in found.groups()))
            break
    unit = next((hint for hint in hints if "needs a unit" in hint), "")
    if unit:
        meant = re.search(r"did you mean (\S+?)\??$", unit)
        return f"{said}（长度要带单位{f'，例如 {meant[1]}' if meant else ''}）"
    return said


def _type(words: str) -> str:
    parts = re.split(r", | or ", words)
    return "或".join(_TYPES.get(part.strip(), part.strip()) for part in parts)


def why_unsafe(text: str) -> tuple[int, str] | None:
    """Line and sentence about what a template may not do: packages, names made while it runs; None when it is fine.

    A template reads the files of its own folder and nothing else; the typesetter itself forbids what lies outside.
    """
    for line, sentence in _unsafe(text):
        return line, sentence
    return None


def _unsafe(text: str) -> Iterator[tuple[int, str]]:
    code = _SKIPPED.sub(_blanked, text)
    for found in _IMPORTS.finditer(code):
        line = text.count("\n", 0, found.start()) + 1
        if found[1] != _QUOTED:
            yield line, "import 和 include 后面只能直接写文件名"
        elif text[found.start(1) + 1 : found.start(1) + 2] == "@":
            yield line, "引用了外部软件包（以 @ 开头）"
    for found in _FORBIDDEN.finditer(code):
        yield text.count("\n", 0, found.start()) + 1, f"不能使用 {found[1]}"


def _blanked(found: re.Match[str]) -> str:
    """Comments and the inside of strings as blanks, so that places stay the same."""
    words = found[0]
    if words.startswith(_QUOTED):
        return _QUOTED + re.sub(r"[^\n]", " ", words[1:-1]) + _QUOTED
    return re.sub(r"[^\n]", " ", words)
