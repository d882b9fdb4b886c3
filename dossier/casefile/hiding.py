"""What ``case.yaml`` says of masks: places to hide, and words that are no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.casefile.model import DrawnMask, Release
from dossier.forms import form
from dossier.forms.form import Field, Reader, each, record
from dossier.model import Box

if TYPE_CHECKING:
    from dossier.casefile.paths import Folder
    from dossier.forms.tree import Node

_LARGEST = 999_999
_pixels = each(form.number(0, _LARGEST))


def area(node: Node, key: str) -> Box:
    """A rectangle as ``[left, top, right, bottom]`` in pixels of the upright picture."""
    values = _pixels(node, key)
    if len(values) != len(Box._fields) or values[0] >= values[2] or values[1] >= values[3]:
        raise form.wrong(node, "casefile.expected.area", key)
    return Box(*values)


def mask(folder: Folder) -> Reader[DrawnMask]:
    """A place to hide, in a file of the folder."""
    return record(
        DrawnMask,
        Field("file", ("文件",), folder.path, needed=True),
        Field("page", ("页", "页码"), form.number(), needed=True),
        Field("box", ("区域",), area, needed=True),
        Field("reason", ("原因", "理由"), form.line),
    )


def release(folder: Folder) -> Reader[Release]:
    """Words that were hidden without need."""
    return record(
        Release,
        Field("file", ("文件",), folder.path, needed=True),
        Field("page", ("页", "页码"), form.number(), needed=True),
        Field("text", ("内容",), form.line, needed=True),
    )
