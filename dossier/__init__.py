"""Turns a buyer's pile of screenshots into a complaint packet that gets answered."""

__version__ = "0.1.0"
