"""What the page shows of a case, in words: one file a part of the page."""

from dossier.review.views.room import Room

__all__ = ["Room"]
