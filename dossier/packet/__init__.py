"""The packet: findings and templates become a PDF.

:mod:`dossier.packet.assemble` is the door.  Below it, :mod:`~dossier.packet.view`
prepares what templates see, :mod:`~dossier.packet.markup` turns their XML into
flowables, :mod:`~dossier.packet.document` sets pages, and
:mod:`~dossier.packet.exhibit` draws the evidence with its marks.
"""
