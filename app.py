"""Start of 责任田: set-up when in a checkout, then a verb, the tour or the window. Parses on any Python 3.6+."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DESKTOP_FREE = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
NO_DISPLAY = """\
打不开窗口：{reason}
可以这样做：
  · 在电脑的桌面里打开终端，再运行一次；
  · 远程登录时用 ssh -X，或者设置 DISPLAY（例如 DISPLAY=:0）；
  · 不开窗口，直接用命令：{program} --help 列出全部命令；
  · {program} tour --out 文件夹 不开窗口演示全过程（读方案、导入、检查、打印、各页面图片）。"""
HELP = """\
责任田：从工作方案到责任分解表，再到督办和考核。

用法：
  {program}                    打开窗口（上次的文件）
  {program} 文件.zrt           打开窗口和这个文件
  {program} tour --out 文件夹  不开窗口，用示例方案走完全过程
  {program} 命令 …             不开窗口，直接做一件事（命令 --help 看说明）
选项：
  -h, --help       显示这份说明
  --version        显示版本
  --wheels 文件夹  没有网络时，从这个文件夹安装运行环境（写在最前面）
"""
VERSION = "0.1.0"


def program() -> str:
    """How the user calls this program, for messages."""
    name = os.path.basename(sys.argv[0] or "zerentian")
    return "python3 " + name if name.endswith(".py") else name


def mode_of(arguments: "list[str]") -> str:
    """What the arguments ask for: "window", "tour", "worker", "help", "version" or "verb"."""
    if not arguments or arguments[0].lower().endswith(".zrt"):
        return "window"
    modes = {"tour": "tour", "--worker": "worker", "--help": "help", "-h": "help", "--version": "version"}
    return modes.get(arguments[0], "verb")


def platform_of(environ: "dict[str, str]") -> str:
    """What a window would be drawn with on Linux: "offscreen", "x11", "wayland", or "" when there is no display."""
    chosen = environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if chosen in DESKTOP_FREE:
        return "offscreen"
    if chosen == "wayland" or (environ.get("WAYLAND_DISPLAY") and not environ.get("DISPLAY")):
        return "wayland"
    return "x11" if environ.get("DISPLAY") else ""


def needs(mode: str) -> str:
    """Which shared libraries a mode needs before Qt is loaded: "", "offscreen", "x11" or "wayland"."""
    if not sys.platform.startswith("linux"):
        return ""
    return {"tour": "offscreen", "window": platform_of(dict(os.environ))}.get(mode, "")


def display_trouble() -> str:
    """Why no window can be opened on this Linux machine; empty when one can."""
    if not sys.platform.startswith("linux"):
        return ""
    kind, display = platform_of(dict(os.environ)), os.environ.get("DISPLAY", "")
    if not kind:
        return "这里没有图形桌面（DISPLAY 和 WAYLAND_DISPLAY 都没有设置）。"
    socket = "/tmp/.X11-unix/X" + display[1:].split(".")[0]
    if kind == "x11" and display.startswith(":") and not os.path.exists(socket) and not answers(display):
        return "图形桌面 DISPLAY=%s 没有应答。" % display
    return ""


def answers(display: str) -> bool:
    """Whether an X server without the usual socket file accepts a connection (True when that cannot be tested)."""
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def choose_input_method(environ: "os._Environ[str] | dict[str, str]") -> None:
    """Route fcitx5 through the ibus portal: the Qt wheels carry only the ibus and compose plug-ins."""
    asked = environ.get("QT_IM_MODULE", "")
    if asked.startswith("fcitx") or (not asked and "fcitx" in environ.get("XMODIFIERS", "")):
        environ["QT_IM_MODULE"] = "ibus"
        environ["IBUS_USE_PORTAL"] = "1"


def complain(text: str) -> None:
    """Print a message for the user on stderr, when there is one (pythonw has none)."""
    if sys.stderr is not None:
        print(text, file=sys.stderr, flush=True)


def verb_list() -> str:
    """The verbs with their one-line descriptions, a line each."""
    import argparse

    from models.scripting import parser

    lines = ["命令："]
    for group in parser()._actions:
        if isinstance(group, argparse._SubParsersAction):
            lines += ["  {:<12} {}".format(verb.dest, verb.help or "") for verb in group._choices_actions]
    return "\n".join(lines)


def main(argv: "list[str] | None" = None) -> int:
    """Run the program with the given arguments (default: the command line); the result is the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    mode = mode_of(arguments)
    if mode == "worker":
        from models.worker import main as worker

        return worker()
    for stream in (sys.stdout, sys.stderr):  # a console of another code page shows "?" instead of ending the program
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if mode == "version":
        print("责任田 " + VERSION)
        return 0
    if mode == "help":
        print(HELP.format(program=program()) + verb_list())
        return 0
    if mode == "verb":
        from models.scripting import main as scripting

        return scripting(arguments)
    if mode == "tour":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    elif display_trouble():
        complain(NO_DISPLAY.format(reason=display_trouble(), program=program()))
        return 1
    try:
        return show(mode, arguments)
    except ImportError as error:
        if ".so" not in str(error):
            raise
        complain("系统组件不全，图形界面装载不了：%s" % error)
        return 1


def show(mode: str, arguments: "list[str]") -> int:
    """Run the tour or the window; Qt is loaded here and not before."""
    choose_input_method(os.environ)
    if mode == "tour":
        from ui.tour import main as tour

        return tour(arguments[1:])
    from pathlib import Path

    from ui.application import run

    return run(Path(arguments[0]) if arguments else None)


def start() -> int:
    """Start as a script: in a checkout the environment is made first, then the program runs in it."""
    folder = os.path.join(HERE, "packaging")
    if getattr(sys, "frozen", False) or not os.path.exists(os.path.join(folder, "bootstrap.py")):
        return main()
    sys.path.insert(0, folder)
    import bootstrap

    try:
        wheels, arguments = bootstrap.take_option(sys.argv[1:], "--wheels")
        mode = mode_of(arguments)
        if wheels is None and (mode == "version" or (mode == "window" and display_trouble())):
            return main(arguments)  # answered before anything is downloaded
        need = needs(mode)
        bootstrap.prepare(HERE, "app", need, [os.path.abspath(__file__)], arguments, wheels)
    except bootstrap.Stop as stop:
        bootstrap.say(str(stop))
        return 1
    except KeyboardInterrupt:
        bootstrap.say("已中断。下次启动会接着准备。")
        return 130
    sys.path.remove(folder)
    return main(arguments)


if __name__ == "__main__":
    sys.exit(start())
