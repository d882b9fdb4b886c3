"""What the rules share: an order's story, what is published for it, premises, and the way to a verdict."""
