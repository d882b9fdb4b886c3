"""The packet: findings and templates become a PDF.

:mod:`dossier.packet.assemble` is the door.  Below it, :mod:`~dossier.packet.view`
prepares what templates see, :mod:`~dossier.packet.typeset` turns their XML into pages,
and :mod:`~dossier.packet.figures` draws the timeline and the evidence with its marks.
"""
