"""Outputs that are whole or not there: made in a work folder beside their place, moved into it at one moment.

:class:`Stage` makes a folder so; :func:`tidy` clears away what killed processes left.
"""

from dossier.staging.stage import Stage, Written, tidy

__all__ = ["Stage", "Written", "tidy"]
