"""Draws screenshots of shops that do not exist, and remembers where each word stands."""
