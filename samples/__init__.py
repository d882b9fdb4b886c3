"""Invented evidence: a drawing kit for shop screenshots, and the folders drawn with it."""
