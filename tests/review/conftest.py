"""A page in the same process, asked by a plain client."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from review_client import Client, Serve

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Serves a copy of a sample, or a folder that a test made."""
    clients: list[Client] = []

    def start(name: str = "inside-window", folder: Path | None = None) -> Client:
        place = folder or tmp_path / name
        if folder is None:
            shutil.copytree(SAMPLES / name, place)
        clients.append(Client(place))
        return clients[-1]

    yield start
    for client in clients:
        client.close()
