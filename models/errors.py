"""Two kinds of failure: a `Condition` the user can act on, and everything else, which is our bug.

Sentences are Chinese and say what happened and what is safe; the next step says what to do.
"""


class Condition(Exception):
    """Something the user can act on: a file in use, a full disk, a missing printer."""

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence, next_step)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return self.sentence + self.next_step


class Refusal(Condition):
    """A rule of the work says no; nothing was changed."""


class FileBusy(Condition):
    """The database file is held by another program; the command line exits with 75."""


class PasswordNeeded(Condition):
    """The database file is encrypted and the password is missing or wrong."""


class Cancelled(Exception):
    """The user cancelled; the transaction was rolled back and nothing was changed."""
