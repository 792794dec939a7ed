"""What a PDF says of itself: the information dictionary and the same in XMP (ISO 32000-1, 14.3)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pydyf

PRODUCER = "Kanko"


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


def packet(description: Description) -> bytes:
    """The same as an XMP packet (14.3.2)."""
    title, author, subject = map(escape, (description.title, description.author, description.subject))
    stamp = f"{description.date.isoformat()}T00:00:00Z"
    made_from = description.manuscript
    source = f"\n<pdfx:KankoManuscript>{made_from}</pdfx:KankoManuscript>" if made_from else ""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate><pdf:Producer>{PRODUCER}</pdf:Producer>{source}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
