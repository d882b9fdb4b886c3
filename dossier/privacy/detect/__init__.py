"""What tells of a secret: one file a kind.

A detector is a function that takes the cells of one page and yields
:class:`~dossier.privacy.detect.cells.Spot`: a stretch of one cell's text and what
kind of secret stands there.  :mod:`~dossier.privacy.detect.registry` lists them.
"""
