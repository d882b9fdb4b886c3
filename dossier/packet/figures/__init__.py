"""What is drawn: the timeline and the pages of evidence, made from the view and the originals."""

from dossier.packet.figures.making import of
from dossier.packet.figures.originals import FromFolder, Originals

__all__ = ["FromFolder", "Originals", "of"]
