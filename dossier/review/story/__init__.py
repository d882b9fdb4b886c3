"""The story tab: orders, findings, the timeline as a figure, and its events one by one.

:func:`of` is the door.
"""

from dossier.review.story.whole import FindingView, OrderView, PremiseView, Story, finding_id, of

__all__ = ["FindingView", "OrderView", "PremiseView", "Story", "finding_id", "of"]
