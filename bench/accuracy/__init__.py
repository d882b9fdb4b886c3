"""How often a field is read right, and how often a wrong one is given as certain."""
