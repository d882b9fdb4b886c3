"""What a check found to be other than it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was sealed.

    ``code`` names the phrase ``verify.<code>``; ``path`` is the file, ``detail`` what
    else its phrase tells, e.g. the new name of a renamed file.
    """

    code: str
    path: str
    detail: str = ""
