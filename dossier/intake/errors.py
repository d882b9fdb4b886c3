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
    """The bytes on disk are no longer those that were taken in.

    Attributes:
        path: of the original, relative to the folder.
        before: SHA-256 of what was taken in.
        after: SHA-256 of what lies there now; empty when nothing does that could be read.
        more: how many other originals have changed as well, as far as they were looked at.
    """

    def __init__(self, path: str, before: str, after: str = "", more: int = 0) -> None:
        super().__init__("original-changed")
        self.path = path
        self.before = before
        self.after = after
        self.more = more

    @property
    def values(self) -> dict[str, str | int]:
        """What the phrase ``error.original-changed`` names."""
        return {"path": self.path, "before": self.before, "after": self.after, "more": self.more}

    def __reduce__(self) -> tuple[type[OriginalChanged], tuple[str, str, str, int]]:  # type: ignore[override]
        """Survive the way back from a worker process."""
        return type(self), (self.path, self.before, self.after, self.more)
