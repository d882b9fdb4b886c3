"""Chats exported as a table: one message a row, its columns found by their names."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model import Message


def messages(rows: Sequence[Sequence[str]]) -> tuple[Message, ...]:  # noqa: ARG001 - columns are to come
    """The messages of a table.

    Args:
        rows: all rows of the file, header included; ``line`` of a message is its row, from 1.

    Returns:
        Messages in the order of the file; empty when the table is no chat.
    """
    return ()
