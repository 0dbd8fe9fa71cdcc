"""Actions of the window as data: id, words, icon, shortcut, slot. Menus are lists of ids."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """`slot` names a method of ui.commands.Commands; `needs_file` disables it while no file is open."""

    id: str
    text: str
    icon: str
    shortcut: str
    slot: str
    group: str = "程序"
    needs_file: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("file.new", "新建文件…", "file-plus-outline", "Ctrl+Alt+N", "on_file_new", "文件"),
    ActionSpec("file.open", "打开…", "folder-open-outline", "Ctrl+O", "on_file_open", "文件"),
    ActionSpec("file.saved", "立即保存", "content-save-outline", "Ctrl+S", "on_file_saved", "文件", True),
    ActionSpec("file.save_as", "另存为…", "content-save-move-outline", "Ctrl+Shift+S", "on_file_save_as", "文件", True),
    ActionSpec("file.backup", "立即备份", "backup-restore", "", "on_file_backup", "文件", True),
    ActionSpec("file.restore", "恢复备份…", "restore", "", "on_file_restore", "文件"),
    ActionSpec("file.password", "设置密码…", "lock-outline", "", "on_file_password", "文件", True),
    ActionSpec("file.close", "关闭文件", "close", "Ctrl+W", "on_file_close", "文件", True),
    ActionSpec("file.sample", "打开示例", "school-outline", "", "on_file_sample", "文件"),
    ActionSpec("edit.undo", "撤销", "undo", "Ctrl+Z", "on_undo", "编辑", True),
    ActionSpec("edit.redo", "重做", "redo", "Ctrl+Y", "on_redo", "编辑", True),
    ActionSpec("view.search", "搜索", "magnify", "Ctrl+K", "on_search", "查看", True),
    ActionSpec("view.filter", "筛选本页", "filter-outline", "Ctrl+F", "on_filter", "查看", True),
    ActionSpec("view.inspector", "显示或隐藏右侧面板", "dock-right", "F4", "on_inspector", "查看"),
    ActionSpec("view.history", "历史", "history", "Ctrl+Shift+H", "on_history", "查看", True),
    ActionSpec("view.print", "打印本页", "printer-outline", "Ctrl+P", "on_print", "查看", True),
    ActionSpec("view.fullscreen", "全屏", "fullscreen", "F11", "on_fullscreen", "查看"),
    ActionSpec("help.manual", "使用手册", "help-circle-outline", "F1", "on_manual", "帮助"),
    ActionSpec("help.shortcuts", "快捷键", "keyboard-outline", "Ctrl+/", "on_shortcuts", "帮助"),
    ActionSpec("help.about", "关于责任田", "information-outline", "", "on_about", "帮助"),
    ActionSpec("app.quit", "退出", "exit-to-app", "Ctrl+Q", "on_quit", "程序"),
)

MAIN_MENU: tuple[str, ...] = (
    "file.new",
    "file.open",
    "@recent",
    "-",
    "file.save_as",
    "file.backup",
    "file.restore",
    "file.password",
    "file.close",
    "-",
    "file.sample",
    "-",
    "help.manual",
    "help.shortcuts",
    "help.about",
    "-",
    "app.quit",
)

TABLE_KEYS: tuple[tuple[str, str], ...] = (
    ("F2 / 直接输入", "修改单元格"),
    ("Enter / Tab", "确认并移到下一行 / 下一列"),
    ("Ctrl+C / Ctrl+V", "复制 / 粘贴（可与 WPS、Excel 互贴）"),
    ("Ctrl+D", "向下填充"),
    ("Delete", "清空单元格；在首列删除整行"),
    ("Alt+↑ / Alt+↓", "上移 / 下移"),
    ("Tab / Shift+Tab", "在任务树首列：降级 / 升级"),
    ("Ctrl+→ / Ctrl+←", "展开 / 收起"),
)
MATRIX_KEYS: tuple[tuple[str, str], ...] = (
    ("Q / Z / P / D", "矩阵：牵头 / 责任 / 配合 / 督导"),
    ("Delete", "矩阵：清空"),
)
