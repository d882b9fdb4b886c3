"""Review: a page on this computer that shows what was read, and takes what the person knows better.

It shows what the pipeline made and writes into ``case.yaml``; it judges nothing
itself.  Nobody but the person at this computer can ask for it, see
:mod:`dossier.review.access`.
"""

from dossier.review.desk import Desk
from dossier.review.making import Maker
from dossier.review.server import Server

__all__ = ["Desk", "Maker", "Server"]
