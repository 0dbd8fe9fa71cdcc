"""Names and role words as typists align them: two characters spread with spaces or the wide space."""

from tests.corpus.content.dice import Dice


class Padding:
    """The way one document aligns role words and names."""

    def __init__(self, dice: Dice) -> None:
        self._fill = dice.pick(("  ", "　", " "), ("\u2002\u2002", "   "))
        self._names = dice.chance(0.7)
        self._roles = dice.chance(0.7)
        self.gap = dice.pick(("  ", "　", "　　", " "), ("\t", "    "))
        self.colon = dice.pick(("：", "：", ":"))

    def name(self, name: str) -> str:
        """Two-character names spread to three."""
        return name[0] + self._fill + name[1] if self._names and len(name) == 2 else name

    def role(self, role: str) -> str:
        """组长 → 组    长, 副组长 stays; longer words stay."""
        if not self._roles or len(role) > 4:
            return role
        if len(role) == 2:
            return role[0] + self._fill * 2 + role[1]
        if len(role) == 3 and not role.startswith("副"):
            return (" " if self._fill != "　" else "　").join(role)
        return role
