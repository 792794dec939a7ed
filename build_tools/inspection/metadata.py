"""Metadata (ISO 32000-1, 14.3): the information dictionary and the XMP stream, each as it says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.dom import Node

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from build_tools.inspection import values
from build_tools.inspection.document import Metadata, Property

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"


def metadata(reader: PdfReader) -> Metadata:
    """Both sources of metadata. XMP that is not well-formed is none."""
    info = values.entries(reader.trailer, "/Info")
    return Metadata(values.listed(info), _xmp(reader))


def _xmp(reader: PdfReader) -> tuple[Property, ...] | None:
    try:
        found = reader.xmp_metadata
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return None if found is None else tuple(_properties(found.rdf_root))


def _properties(root: Any) -> Iterator[Property]:
    for description in _elements(root):
        for attribute in (description.attributes or {}).values():
            if attribute.namespaceURI not in (RDF, XML, "http://www.w3.org/2000/xmlns/"):
                yield Property(attribute.namespaceURI or "", attribute.localName, ((None, attribute.value),))
        for element in _elements(description):
            yield Property(element.namespaceURI or "", element.localName, tuple(_values(element)))


def _values(element: Any) -> Iterator[tuple[str | None, str]]:
    """The items of an array (Alt, Bag, Seq), or the element's own text; each with the language that it is given."""
    listed = list(element.getElementsByTagNameNS(RDF, "li"))
    for holder in listed or [element]:
        yield holder.getAttributeNS(XML, "lang") or None, _text(holder)


def _text(element: Any) -> str:
    kept = (Node.TEXT_NODE, Node.CDATA_SECTION_NODE)
    found = "".join(child.data for child in element.childNodes if child.nodeType in kept)
    return found.strip() or element.getAttributeNS(RDF, "resource")


def _elements(node: Any) -> Iterator[Any]:
    return (child for child in node.childNodes if child.nodeType == Node.ELEMENT_NODE)
