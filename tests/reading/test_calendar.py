"""Values carry their own width; relative words count back from the capture."""

from __future__ import annotations

from datetime import datetime

import pytest

from dossier.model import Precision
from dossier.reading import calendar


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "precision"),
    [
        ("2024-05-12T14:02:10+08:00", "2024-05-12T14:02:10", "2024-05-12T14:02:10", Precision.SECOND),
        ("2024-05-12T14:02+08:00", "2024-05-12T14:02:00", "2024-05-12T14:02:59", Precision.MINUTE),
        ("2024-05-12", "2024-05-12T00:00:00", "2024-05-12T23:59:59", Precision.DAY),
        (
            "2024-05-12T14:02+08:00/2024-05-12T14:06+08:00",
            "2024-05-12T14:02:00",
            "2024-05-12T14:06:59",
            Precision.MINUTE,
        ),
        ("2024-05-12T14:02+08:00/2024-05-12", "2024-05-12T14:02:00", "2024-05-12T23:59:59", Precision.DAY),
    ],
)
def test_intervals(value: str, earliest: str, latest: str, precision: Precision) -> None:
    known = calendar.interval(value)
    assert known.earliest == datetime.fromisoformat(earliest).replace(tzinfo=calendar.BEIJING)
    assert known.latest == datetime.fromisoformat(latest).replace(tzinfo=calendar.BEIJING)
    assert calendar.precision(value) is precision


@pytest.mark.parametrize("value", ["T14:02", "--05-12T14:02", "昨天T14:02", ""])
def test_incomplete_values_are_no_moments(value: str) -> None:
    assert not calendar.is_complete(value)
