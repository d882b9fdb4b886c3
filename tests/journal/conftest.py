"""A folder with a case.yaml, and a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "证据"
    place.mkdir()
    (place / "case.yaml").write_text("订单: CM20240512001\n", encoding="utf-8")
    return place


@pytest.fixture
def noon() -> datetime:
    return datetime(2024, 6, 3, 12, 0, 0, tzinfo=UTC)
