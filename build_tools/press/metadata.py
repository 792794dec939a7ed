"""What a PDF says of itself: the information dictionary and the same in XMP (ISO 32000-1, 14.3)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

import pydyf

PRODUCER = "Kanko"
_PDFX: Final = "http://ns.adobe.com/pdfx/1.3/"
_PDFUAID: Final = "http://www.aiim.org/pdfua/ns/id/"


@dataclass(frozen=True)
class Description:
    """What a document says of itself; the date is the edition's, `manuscript` the hash of what it was made from."""

    title: str
    author: str
    subject: str
    language: str
    date: datetime.date
    manuscript: str = ""


def information(description: Description) -> bytes:
    """The information dictionary (14.3.3). The date is the edition's, so the bytes do not depend on the day of the
    build.
    """
    stamp = f"D:{description.date:%Y%m%d}000000Z"
    values = {
        "Title": description.title,
        "Author": description.author,
        "Subject": description.subject,
        "Producer": PRODUCER,
        "CreationDate": stamp,
        "ModDate": stamp,
        "KankoManuscript": description.manuscript,
    }
    return bytes(pydyf.Dictionary({key: pydyf.String(value) for key, value in values.items() if value}).data)


def packet(description: Description, has_attachments: bool = False) -> bytes:
    """The same as an XMP packet (14.3.2), with the standards that the document follows (ISO 14289-1, 5; ISO 19005-2,
    6.6.4): PDF/UA-1 and PDF/A-2a. Part 2 allows no other attachments than PDF/A: with any, it is PDF/A-3a.
    """
    title, author, subject = map(escape, (description.title, description.author, description.subject))
    stamp = f"{description.date.isoformat()}T00:00:00Z"
    made_from = description.manuscript
    source = f"\n<pdfx:KankoManuscript>{made_from}</pdfx:KankoManuscript>" if made_from else ""
    schemas = _UA_SCHEMA + (_MANUSCRIPT_SCHEMA if made_from else "")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfx="{_PDFX}" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="{_PDFUAID}" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate><pdf:Producer>{PRODUCER}</pdf:Producer>{source}
<pdfaid:part>{3 if has_attachments else 2}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()


def _schema(name: str, address: str, prefix: str, key: str, kind: str, what: str) -> str:
    """The description of a schema with one property, which PDF/A wants of each that XMP does not define (ISO 19005-2,
    6.6.2.3.3).
    """
    return f"""
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{name}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{address}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>{key}</pdfaProperty:name>
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{what}</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"""


_UA_SCHEMA: Final = _schema(
    "PDF/UA identification schema", _PDFUAID, "pdfuaid", "part", "Integer", "Part of ISO 14289 that the file follows"
)
_MANUSCRIPT_SCHEMA: Final = _schema(
    "Kanko", _PDFX, "pdfx", "KankoManuscript", "Text", "SHA-256 of the manuscript that the file was made from"
)
