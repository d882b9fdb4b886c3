"""The pass over a finished PDF that makes it PDF/A-3u.

ReportLab's fonts, pictures and page contents conform as they are and are copied
byte for byte.  Added are the metadata, the meaning of the colours, a flag on
each link, and the attachments.  The clock is not asked: a packet has no date of
its own, and the stand-in that ReportLab writes is taken out again.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel, String

from dossier.archival import colour, metadata
from dossier.archival.attachment import Attachment

_PRINT = 4
"""The flag that lets an annotation be printed; a conforming file sets it and hides none (6.3.2)."""
_NOTHING = {"", "(anonymous)", "anonymous", "(unspecified)", "unspecified", "untitled"}
"""What ReportLab writes where it was told nothing."""
_COMPRESSIBLE = ("text/", "application/json")


def archive(pdf: bytes, attachments: Iterable[Attachment] = ()) -> bytes:
    """A conforming file with the same pages; the same bytes for the same input.

    Args:
        pdf: what :func:`dossier.packet.assemble.write` made.
        attachments: taken one after the other, so that their bytes need not all be
            at hand at once.

    Raises:
        pikepdf.PdfError: ``pdf`` is no PDF.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _describe(document)
        _define_colours(document)
        _flag_annotations(document)
        _attach(document, attachments)
        out = io.BytesIO()
        document.save(
            out,
            min_version="1.7",
            fix_metadata_version=False,
            preserve_pdfa=True,  # sets each stream's end on a line of its own (6.1.7.1)
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return out.getvalue()


def _describe(document: Pdf) -> None:
    old = {str(key).removeprefix("/"): str(value) for key, value in document.docinfo.items()}
    told = {entry: old[entry] for entry in metadata.KNOWN if old.get(entry, "") not in _NOTHING}
    del document.docinfo
    for entry, value in told.items():
        document.docinfo[Name("/" + entry)] = String(value)
    stream = Stream(document, metadata.xmp(told))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    document.Root.Metadata = document.make_indirect(stream)
    document.Root.Lang = String(metadata.LANGUAGE)


def _define_colours(document: Pdf) -> None:
    """Say that red, green and blue, and grey, are those of sRGB (6.2.3)."""
    stream = Stream(document, zlib.compress(colour.profile(), 9), N=3, Filter=Name.FlateDecode)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(colour.NAME),
        Info=String(colour.NAME),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=stream,
    )
    document.Root.OutputIntents = Array([document.make_indirect(intent)])


def _flag_annotations(document: Pdf) -> None:
    for page in document.pages:
        for annotation in page.obj.get(Name.Annots, ()):
            annotation[Name.F] = _PRINT


def _attach(document: Pdf, attachments: Iterable[Attachment]) -> None:
    """Carry files: in the tree by which readers list them, and tied to the whole packet (6.8)."""
    files = {
        attachment.key: document.make_indirect(_file(document, attachment)) for attachment in attachments
    }
    if not files:
        return
    root = document.Root
    if Name.Names not in root:
        root[Name.Names] = Dictionary()
    names = Array(part for key in sorted(files) for part in (String(key), files[key]))
    root.Names.EmbeddedFiles = document.make_indirect(Dictionary(Names=names))
    root.AF = document.make_indirect(Array(files.values()))


def _file(document: Pdf, attachment: Attachment) -> Dictionary:
    """The file specification; originals lie in it as they are, since pictures do not shrink further."""
    data = attachment.data
    parameters = Dictionary(Size=len(data))
    if not attachment.verbatim:
        parameters.CheckSum = String(hashlib.md5(data, usedforsecurity=False).digest())
    if attachment.media.startswith(_COMPRESSIBLE) and not attachment.verbatim:
        stream = Stream(document, zlib.compress(data, 9), Filter=Name.FlateDecode)
    else:
        stream = Stream(document, data)
    stream.Type, stream.Subtype, stream.Params = Name.EmbeddedFile, Name("/" + attachment.media), parameters
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.key),
        UF=String(attachment.name),
        Desc=String(attachment.description),
        AFRelationship=Name("/" + attachment.relationship.value),
        EF=Dictionary(F=stream, UF=stream),
    )
