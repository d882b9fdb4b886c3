"""The buyer's own words, looked through for what harms a complaint.

A clerk believes facts and puts feelings, threats and verdicts aside.  :func:`examine`
finds such wording in a text, :mod:`~dossier.tone.places` gathers the texts that the
buyer wrote into ``case.yaml``, :mod:`~dossier.tone.told` shows the result.  Nothing
here changes a word: each remark goes with an objective alternative, and the buyer
decides.
"""

from dossier.tone.examine import examine
from dossier.tone.model import Kind, Wording

__all__ = ["Kind", "Wording", "examine"]
