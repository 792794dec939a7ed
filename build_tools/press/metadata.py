"""What a PDF says of itself: the information dictionary and the same in XMP (ISO 32000-1, 14.3)."""

from __future__ import annotations

import datetime
from xml.sax.saxutils import escape

import pydyf

PRODUCER = "Kanko"


def describe(pdf: pydyf.PDF, title: str, author: str, subject: str, date: datetime.date) -> None:
    """Write title, author, subject and date into a PDF. The date is the edition's, so the bytes do not depend on the
    day of the build.
    """
    stamp = f"D:{date:%Y%m%d}000000Z"
    values = {"Title": title, "Author": author, "Subject": subject, "Producer": PRODUCER}
    values |= {"CreationDate": stamp, "ModDate": stamp}
    pdf.info.update({key: pydyf.String(value) for key, value in values.items() if value})
    packet = _packet(title, author, subject, date)
    metadata = pydyf.Stream([packet], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference


def _packet(title: str, author: str, subject: str, date: datetime.date) -> bytes:
    stamp = f"{date.isoformat()}T00:00:00Z"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(subject)}</rdf:li></rdf:Alt></dc:description>
<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate><pdf:Producer>{PRODUCER}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()
