"""Our own sRGB profile: what the packet's red, green and blue mean.

Computed from the numbers of IEC 61966-2-1 in exact fractions, so its bytes are
the same on every computer.  Laid out after ICC.1:2004-10 (version 4.2, the one
that PDF 1.7 names): three colours and one curve that they share.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

Vector = tuple[Fraction, Fraction, Fraction]
Matrix = tuple[Vector, Vector, Vector]

_RED, _GREEN, _BLUE, _WHITE = ("0.64", "0.33"), ("0.30", "0.60"), ("0.15", "0.06"), ("0.3127", "0.3290")
"""Chromaticities x, y of the primaries and of D65."""
_D50 = (Fraction("0.9642"), Fraction(1), Fraction("0.8249"))
"""The white to which a profile's colours are adapted (ICC.1, 6.3.4.3)."""
_CURVE = (Fraction("2.4"), 1 / Fraction("1.055"), Fraction("0.055") / Fraction("1.055"),
          1 / Fraction("12.92"), Fraction("0.04045"))  # fmt: skip
"""g, a, b, c, d of the curve (ax + b)^g, cx below d (parametric curve type 3)."""
_MADE = (2026, 11, 23, 0, 0, 0)
"""When this profile was laid down; it is not the date of any packet."""
NAME = "sRGB IEC61966-2.1"


def _vector(x: str, y: str, z: str) -> Vector:
    return Fraction(x), Fraction(y), Fraction(z)


_BRADFORD: Matrix = (
    _vector("0.8951", "0.2664", "-0.1614"),
    _vector("-0.7502", "1.7135", "0.0367"),
    _vector("0.0389", "-0.0685", "1.0296"),
)
"""To the eye's cones, in which one white is exchanged for another (ICC.1, annex E)."""


@cache
def profile() -> bytes:
    """The profile, ready for an output intent."""
    adapted = _adaptation()
    red, green, blue = _columns(_times(adapted, _primaries()))
    curve = b"para" + struct.pack(">I2H", 0, 3, 0) + b"".join(map(_fixed, _CURVE))
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text("No rights reserved"),
        b"wtpt": _xyz(_D50),
        b"chad": b"sf32" + bytes(4) + b"".join(_fixed(value) for row in adapted for value in row),
        b"rXYZ": _xyz(red),
        b"gXYZ": _xyz(green),
        b"bXYZ": _xyz(blue),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    return _laid_out(tags)


def _laid_out(tags: dict[bytes, bytes]) -> bytes:
    """Header, table and data; equal data stand once."""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    body = b""
    for data in tags.values():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
    table = b"".join(name + struct.pack(">II", places[data], len(data)) for name, data in tags.items())
    rest = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(">I4xI", 128 + len(rest), 0x04200000) + b"mntrRGB XYZ "
    head += struct.pack(">6H", *_MADE) + b"acsp" + bytes(28) + b"".join(map(_fixed, _D50))
    return head.ljust(128, b"\0") + rest


def _text(words: str) -> bytes:
    """One English text (multiLocalizedUnicodeType)."""
    text = words.encode("utf-16-be")
    return b"mluc" + struct.pack(">3I", 0, 1, 12) + b"enUS" + struct.pack(">II", len(text), 28) + text


def _xyz(colour: Vector) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_fixed, colour))


def _fixed(value: Fraction) -> bytes:
    """s15Fixed16Number."""
    return struct.pack(">i", round(value * 65536))


def _primaries() -> Matrix:
    """Red, green and blue as columns of XYZ under D65, so strong that together they make white."""
    xyz = _columns(tuple(_of(*colour) for colour in (_RED, _GREEN, _BLUE)))
    strength = _apply(_inverse(xyz), _of(*_WHITE))
    return _matrix([[value * strength[column] for column, value in enumerate(row)] for row in xyz])


def _adaptation() -> Matrix:
    """From D65 to D50."""
    old, new = _apply(_BRADFORD, _of(*_WHITE)), _apply(_BRADFORD, _D50)
    scaled = _matrix([[new[i] / old[i] * value for value in row] for i, row in enumerate(_BRADFORD)])
    return _times(_inverse(_BRADFORD), scaled)


def _of(x: str, y: str) -> Vector:
    """XYZ of a chromaticity at luminance 1."""
    across, up = Fraction(x), Fraction(y)
    return across / up, Fraction(1), (1 - across - up) / up


def _matrix(rows: Sequence[Sequence[Fraction]]) -> Matrix:
    first, second, third = ((row[0], row[1], row[2]) for row in rows)
    return first, second, third


def _columns(rows: Sequence[Sequence[Fraction]]) -> Matrix:
    return _matrix([[row[i] for row in rows] for i in range(3)])


def _apply(matrix: Matrix, vector: Vector) -> Vector:
    x, y, z = (sum((a * b for a, b in zip(row, vector, strict=True)), Fraction(0)) for row in matrix)
    return x, y, z


def _times(left: Matrix, right: Matrix) -> Matrix:
    return _columns([_apply(left, column) for column in _columns(right)])


def _inverse(matrix: Matrix) -> Matrix:
    """By cofactors."""

    def minor(row: int, column: int) -> Fraction:
        (a, b), (c, d) = ([matrix[i][j] for j in range(3) if j != column] for i in range(3) if i != row)
        return a * d - b * c

    signed = [[(-1) ** (i + j) * minor(i, j) for j in range(3)] for i in range(3)]
    whole = sum((matrix[0][j] * signed[0][j] for j in range(3)), Fraction(0))
    return _columns([[value / whole for value in row] for row in signed])
