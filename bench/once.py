"""``dossier`` without second readings, to see what the first ones cost alone.

python bench/once.py build FOLDER -o OUT
"""

from __future__ import annotations

from dossier.cli import main
from dossier.ocr import evidence, registry

if __name__ == "__main__":
    evidence.create = registry.plain
    main()
