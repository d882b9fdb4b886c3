"""What the templates see: the case as plain values with the references that prove them."""

from dossier.packet.view.whole import View, of

__all__ = ["View", "of"]
