"""A hold-out: invented cases in many dresses, each with what is true of it and what may be concluded."""
