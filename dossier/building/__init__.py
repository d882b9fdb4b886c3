"""Build: a judged case becomes a folder with packets, data and manifest — wholly or not at all.

The outputs go to a stage beside the target and take its place at the end
(:mod:`dossier.staging`), so the target holds either the old packet or the new one.
"""

from dossier.building.build import Built, Masked, Note, build

__all__ = ["Built", "Masked", "Note", "build"]
