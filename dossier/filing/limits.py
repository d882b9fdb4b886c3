"""How large and how many the attachments of a web form may be."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 10**6
"""Bytes; the narrower of the two meanings, so that a file fits under either."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file in bytes, and the most files of one folder of attachments; None is no limit."""

    largest: int | None = None
    files: int | None = None

    @classmethod
    def of(cls, max_mb: float | None, max_files: int | None) -> Limits:
        """From megabytes, as the command line gives them."""
        return cls(None if max_mb is None else int(max_mb * MEGABYTE), max_files)

    def hold(self, data: bytes) -> bool:
        """Whether a file is small enough."""
        return self.largest is None or len(data) <= self.largest
