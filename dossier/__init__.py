"""Turns a buyer's pile of screenshots into a complaint packet that gets answered."""
