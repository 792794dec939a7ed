"""What a file for the press says of itself (ISO 15930-7): its version, its printing condition, its metadata; and what
it may not hold.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from build_tools.prepress.profile import Profile

VERSION: Final = "PDF/X-4"
# What the catalog holds for those who read on a screen: actions, forms, attachments, places that links lead to, and
# output intents for other uses.
_FOR_SCREENS: Final = ("/OpenAction", "/AA", "/AcroForm", "/AF", "/Names", "/Dests", "/OutputIntents", "/URI")
_OF_PAGES: Final = ("/Annots", "/AA", "/Tabs", "/Thumb")
_KEPT: Final = ("/Title", "/Author", "/Subject", "/KankoManuscript")
_DATE: Final = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z")


@dataclass(frozen=True)
class Condition:
    """The printing condition: the profile, what it is called, and the most ink (per cent)."""

    profile: Profile
    name: str
    ink_limit: int


def declare(pdf: Pdf, condition: Condition, digest: str) -> None:
    """Say what the file is, in the place of all that it said before; `digest` is that of the file it was made from."""
    _clear(pdf)
    says = {key: str(pdf.docinfo[key]) for key in _KEPT if key in pdf.docinfo}
    stamp = str(pdf.docinfo.get("/ModDate", "D:19700101000000Z"))
    pdf.docinfo = pdf.make_indirect(_information(says, stamp, condition))
    pdf.Root.OutputIntents = Array([_intent(pdf, condition)])
    packet = _packet(says, _iso(stamp), uuid.uuid5(uuid.NAMESPACE_OID, digest))
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _clear(pdf: Pdf) -> None:
    for key in _FOR_SCREENS:
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in _OF_PAGES:
            if key in page.obj:
                del page.obj[key]
    _forget_annotations(pdf)


def _forget_annotations(pdf: Pdf) -> None:
    """Take out of the structure tree the references to annotations (14.7.4.3), which are no longer there."""
    waiting = [pdf.Root.get("/StructTreeRoot")]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, Dictionary) or "/K" not in element:
            continue
        kids = element.K
        if isinstance(kids, Array):
            kept = [kid for kid in kids if not _is_reference(kid)]
            if len(kept) < len(kids):
                element.K = Array(kept)
            waiting += [kid for kid in kept if isinstance(kid, Dictionary) and "/S" in kid]
        elif _is_reference(kids):
            del element["/K"]
        else:
            waiting.append(kids)


def _is_reference(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _information(says: dict[str, str], stamp: str, condition: Condition) -> Dictionary:
    """The information dictionary. The date is that of the file it was made from: no day of a build is in the bytes."""
    texts = {**says, "/Producer": "Kanko", "/CreationDate": stamp, "/ModDate": stamp}
    more = {"/KankoInkLimit": str(condition.ink_limit), "/GTS_PDFXVersion": VERSION}
    return Dictionary({**{key: String(value) for key, value in {**texts, **more}.items()}, "/Trapped": Name("/False")})


def _intent(pdf: Pdf, condition: Condition) -> Dictionary:
    """The output intent (14.11.5), with the profile in it."""
    profile = pdf.make_stream(condition.profile.data, N=4, Alternate=Name.DeviceCMYK)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(condition.name),
        OutputCondition=String(condition.name),
        Info=String(condition.profile.name),
        DestOutputProfile=profile,
    )


def _iso(stamp: str) -> str:
    found = _DATE.fullmatch(stamp)
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else "1970-01-01T00:00:00Z"


def _packet(says: dict[str, str], stamp: str, identity: uuid.UUID) -> str:
    """The XMP packet (14.3.2) with what ISO 15930-7 asks for."""
    title, author, subject = (escape(says.get(key, "")) for key in ("/Title", "/Author", "/Subject"))
    made_from = says.get("/KankoManuscript", "")
    source = f"\n<pdfx:KankoManuscript>{made_from}</pdfx:KankoManuscript>" if made_from else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate><xmp:MetadataDate>{stamp}</xmp:MetadataDate>
<pdf:Producer>Kanko</pdf:Producer><pdf:Trapped>False</pdf:Trapped>{source}
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>{VERSION}</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
