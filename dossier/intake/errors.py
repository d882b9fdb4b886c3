"""What can go wrong with one file, as codes; the words stand in ``templates/phrases``."""

from __future__ import annotations


class IntakeError(Exception):
    """A file that cannot be used.

    Attributes:
        code: names the phrase ``problem.<code>``.
        detail: shown with the phrase; never markup, never a traceback.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[IntakeError], tuple[str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.code, self.detail)


class Unreadable(IntakeError):  # noqa: N818 - it says what the file is, not what we did
    """The content cannot be read; the file itself stays listed or told."""


class OriginalChanged(IntakeError):  # noqa: N818
    """The bytes on disk are no longer those that were taken in."""
