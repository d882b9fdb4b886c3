"""The source of chance."""

from __future__ import annotations

from random import Random

from corpus.words import OPEN, Words


class Dice(Random):
    """Seeded chance, with the pool of words it draws from."""

    words: Words = OPEN
