"""The metadata of an archived packet as XMP, saying exactly what the document information says."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

LANGUAGE = "zh-CN"

_START = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '<rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
    ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
    "<pdfaid:part>3</pdfaid:part>\n"
    "<pdfaid:conformance>U</pdfaid:conformance>\n"
    "<dc:format>application/pdf</dc:format>\n"
)
_END = '</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>\n'

_PLAIN = {"Producer": "pdf:Producer", "Keywords": "pdf:Keywords", "Creator": "xmp:CreatorTool"}
KNOWN = ("Title", "Author", "Subject", *_PLAIN)
"""The entries of the document information that have a place here."""


def xmp(information: Mapping[str, str]) -> bytes:
    """The packet of metadata.

    Args:
        information: entries of the document information out of :data:`KNOWN`,
            none of them empty.
    """
    parts = [_array("dc:language", "Bag", LANGUAGE)]
    if title := information.get("Title"):
        parts.append(_worded("dc:title", title))
    if author := information.get("Author"):
        parts.append(_array("dc:creator", "Seq", author))
    if subject := information.get("Subject"):
        parts.append(_worded("dc:description", subject))
    parts += [
        f"<{name}>{escape(information[entry])}</{name}>\n"
        for entry, name in _PLAIN.items()
        if entry in information
    ]
    return (_START + "".join(parts) + _END).encode()


def _array(name: str, kind: str, value: str) -> str:
    return f"<{name}><rdf:{kind}><rdf:li>{escape(value)}</rdf:li></rdf:{kind}></{name}>\n"


def _worded(name: str, value: str) -> str:
    """A text in languages; the first is the one for whoever asks for none."""
    items = "".join(f'<rdf:li xml:lang="{lang}">{escape(value)}</rdf:li>' for lang in ("x-default", LANGUAGE))
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>\n"
