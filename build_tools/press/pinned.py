"""What is touched in WeasyPrint and pydyf that they do not promise: each function, who of ours needs it, and why.

`pins` checks the table. A new version is taken up by reading what its sentences name, then setting VERSIONS and the
digests.
"""

from __future__ import annotations

from typing import Final

from build_tools.press.replaced import REPLACED, Pin

VERSIONS: Final = {"weasyprint": "70.0", "pydyf": "0.13.0"}

PINS: Final = (
    *REPLACED,
    Pin(
        "weasyprint.text.line_break:line_size",
        "03fa04fd51fc69aa",
        "economies.first_line_metrics",
        "width and height of a line in CSS px",
    ),
    Pin(
        "weasyprint.css:StyleFor.__init__",
        "b1e725a7552502aa",
        "economies.set_computed_styles",
        "it sets styles in tree order; elements whose parents share a style and that have the same rules share theirs",
    ),
    Pin(
        "weasyprint.css:find_style_attributes",
        "c5b4eb4d3c008b07",
        "economies.set_computed_styles",
        "the anchor of an element is a rule of its own",
    ),
    Pin(
        "weasyprint.layout.percent:resolve_percentages",
        "71673078096fcf87",
        "economies.resolve_percentages",
        "the function that the modules of layout call",
    ),
    Pin(
        "weasyprint.layout.page:set_page_type_computed_styles",
        "4e68b396b35c4a06",
        "economies.set_computed_styles",
        "the styles of pages and margin boxes are set anew for every page",
    ),
    Pin(
        "weasyprint.layout.page:_standardize_page_based_counters",
        "6c3791760c3fbe13",
        "economies.set_computed_styles",
        "it changes the style of a page or a margin box to what it is already, after the first time",
    ),
    Pin(
        "weasyprint.text.fonts:font_features",
        "e35741064c068852",
        "economies.setup",
        "the arguments in their order; nothing to add for plain text",
    ),
    Pin(
        "weasyprint.text.constants",
        "82d0bdd876f3722d",
        "economies.setup",
        "PANGO_DIRECTION",
    ),
    Pin(
        "weasyprint.layout.inline:remove_last_whitespace",
        "53f0c79c9fbbda50",
        "composing.Line",
        "a text box may lose its last spaces, its layout keeps them; first_line_direction is asked for",
    ),
    Pin(
        "weasyprint.layout.preferred:inline_line_widths",
        "6c24f789e3ce5bb7",
        "composing.split_first_line",
        "it finds split_first_line by its global name, and takes lengths from the start of the rest of a text",
    ),
    Pin(
        "weasyprint.draw.text:draw_text",
        "ebaf96239c6ca363",
        "composing.Line",
        "of a layout, it calls reactivate, deactivate and draw_first_line, by its global name",
    ),
    Pin(
        "weasyprint.text.fonts:get_pango_font_key",
        "74cbeff1fac3860c",
        "faces.Face",
        "the key by which a document knows a font, and the size of the font in CSS px",
    ),
    Pin("weasyprint.matrix:Matrix", "312bf3b1eee91a0a", "showing._moved", "its six values"),
    Pin(
        "weasyprint:CSS",
        "c9b29e561ebe07ea",
        "economies.stylesheet",
        "a parsed stylesheet is not changed by the documents that use it",
    ),
    Pin(
        "weasyprint.text.fonts:FontConfiguration",
        "c9caaf607dac068c",
        "economies.fonts",
        "nothing in it is a document's but the fonts of @font-face, of which a stylesheet here adds none",
    ),
    Pin(
        "weasyprint.draw:draw_inline_level",
        "068162a401d00efd",
        "engine._draw_text",
        "it finds draw_text by its global name",
    ),
    Pin(
        "weasyprint.layout.inline:add_word_spacing",
        "879516e71f1b80fa",
        "typesetting._Slack",
        "what _Slack does for Japanese: a box moves by the space before it and grows by its own",
    ),
    # The boxes and layouts of a line.
    Pin(
        "weasyprint.text.line_break:Layout",
        "681b737d1ba5e004",
        "typesetting.SpacedLayout, composing.Line, faces.Face",
        "setup, set_text, deactivate, reactivate; set_text is called again when a text box is drawn; decorations",
    ),
    Pin(
        "weasyprint.text.ffi",
        "530e83118f7841d2",
        "typesetting.SpacedLayout, faces.Face",
        "Pango's declared functions and structs, TO_UNITS and FROM_UNITS",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:Box.translate",
        "2e16dfbea8bd7d51",
        "typesetting._Slack",
        "moves a box and all in it",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:Box.is_in_normal_flow",
        "5f49d6ab23da7e51",
        "typesetting._Slack, gridding.Gridding",
        "no floats; what is in the flow of a page",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:LineBox",
        "1a068a4d0ed800f8",
        "typesetting._text_boxes, gridding.Gridding",
        "the line, its place, its height and its children",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:InlineBox",
        "4feae895b8404092",
        "typesetting._text_boxes",
        "what holds text boxes",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:TextBox",
        "7fcb818c71c2bb89",
        "typesetting._Slack",
        "text, style, width, position_x, pango_layout, element",
    ),
    Pin(
        "weasyprint.layout.absolute:AbsolutePlaceholder",
        "336e26c56311f105",
        "interlinear.place, tagging._Reading",
        "where a box is positioned absolutely, a placeholder is among the children; its _box is that box, laid out",
    ),
    Pin(
        "weasyprint.stacking:_dispatch",
        "003563d2565b4d30",
        "interlinear.place",
        "such a box is drawn behind the text around it; the boxes of the page are those that are drawn",
    ),
    Pin(
        "weasyprint.css.counters:CounterStyle",
        "055153dad23cfda7",
        "economies.stylesheet, economies.counter_styles",
        "counter styles by their names; the ones of the user agent are added when a document is made",
    ),
    # The pages as laid out.
    Pin(
        "weasyprint.document:Page",
        "69061840d66b7804",
        "compile._symbols, compile._bookmarks, engine.typeset",
        "anchors, links and bookmarks of a page, and its height in CSS px from the top",
    ),
    Pin(
        "weasyprint.anchors:gather_anchors",
        "373f8c676f27da3b",
        "compile._symbols, compile._relocate_links, engine._is_link",
        "links: (kind, target, rectangle, box); anchors: (x, y, …); bookmarks: (level, title, point, state)",
    ),
    Pin(
        "weasyprint.document:Document.__init__",
        "3e9c12ed2ef35b9b",
        "compile.compile_unit",
        "fonts: the drawn fonts by their keys",
    ),
    Pin(
        "weasyprint.pdf.anchors:resolve_links",
        "f95937bb4e4f1007",
        "compile._relocate_links",
        "a link to a place that the unit lacks is warned of and gets no annotation",
    ),
    Pin(
        "weasyprint.pdf.anchors:add_links",
        "262e8b9b299892a7",
        "compile._relocate_links",
        "box.link_annotation has Contents, and A for addresses elsewhere; it is None before",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:Box.border_box_y",
        "0191b81e1616d73e",
        "gridding.Gridding",
        "where a box begins below its margin, which collapsed with those before it",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:BlockBox",
        "c829b2b6161b1e9f",
        "gridding._stands_apart",
        "blocks that are no tables, flex boxes or replaced ones; the wrapper of a table says is_table_wrapper",
    ),
    Pin(
        "weasyprint.layout.block:block_level_layout",
        "c1301dde9284e245",
        "gridding.Gridding",
        "margin_top is that of the style, 0 for margins that an unforced break cuts off at the head of a page",
    ),
    Pin(
        "weasyprint.layout.background:layout_box_backgrounds",
        "617a870678c82755",
        "gridding._stands_apart",
        "background is None where a box has none",
    ),
    # The PDF objects.
    Pin(
        "weasyprint.pdf:generate_pdf",
        "626343ef25c396e8",
        "engine.typeset, compile.compile_unit",
        "the order of its steps; a page has Contents, Resources and its number as StructParents",
    ),
    Pin(
        "weasyprint.pdf:_reference_resources",
        "756b700111d82ad9",
        "compile._Objects",
        "drawings share the page's font resources",
    ),
    Pin(
        "weasyprint.pdf:_use_references",
        "4d1abd9646c3f4dc",
        "compile._Objects",
        "what is drawn in a page is an object of its own",
    ),
    # The boxes of which the structure tree is made.
    Pin(
        "weasyprint.layout.page:make_page",
        "656f183328e8b1b5",
        "tagging._Reading",
        "children of a page: its text, its footnotes, its margins; repeated groups of rows are copies, of one element",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:MarginBox",
        "79a17d1578a5dbfe",
        "tagging._furniture",
        "at_keyword says where on the page it is",
    ),
    Pin(
        "weasyprint.formatting_structure.build:element_to_box",
        "2d0a37e45b7f3e0c",
        "roles.Roles.text",
        "element and element_tag of a box: those of the HTML, a pseudo-element's with its name, as ::footnote-call",
    ),
    Pin(
        "weasyprint.formatting_structure.boxes:Box.hit_area",
        "6bcee8a80f0cfc6d",
        "notelinks.note_link",
        "x, y, width and height of a box on its page, in CSS px from the top",
    ),
    Pin(
        "weasyprint.pdf.stream:Stream.clone",
        "a4f89c7ab7de235c",
        "tagging._Reading",
        "a group is a stream of its own that shares _tags with its page",
    ),
    Pin(
        "weasyprint.pdf.stream:Stream.begin_text",
        "bf5f18b4689d4512",
        "engine._draw_text",
        "a text object that follows another is joined to it: an operator is one item of the stream",
    ),
    Pin(
        "weasyprint.pdf.stream:Stream.end_text",
        "967bc1ae82320060",
        "engine._draw_text",
        "_old_font[0] is the key of the font drawn",
    ),
    Pin(
        "weasyprint.pdf.stream:Stream.set_font_size",
        "34b9096d1555895d",
        "engine._draw_text",
        "the font's key, as its resource name",
    ),
    Pin(
        "weasyprint.pdf.stream:Stream.add_font",
        "e4226e1117477217",
        "compile._font_use, showing._font",
        "keys of fonts do not depend on the unit; fonts of a document lie in _fonts",
    ),
    Pin(
        "weasyprint.pdf.fonts:Font.__init__",
        "1f281166b10302a4",
        "compile._font_use",
        "hash, family, file_content, index, flags, ascent, descent, italic_angle, stemv; hash is the same everywhere",
    ),
    # Nothing is fetched but through our fetcher.
    Pin(
        "weasyprint.urls:fetch",
        "a0b61dca95970b6d",
        "engine._Assets",
        "every address goes through the fetcher that was given",
    ),
    Pin(
        "weasyprint.urls:URLFetcher",
        "2bd2febdc13553b7",
        "engine._Assets",
        "it is called with an address and asks fetch; data addresses are left to it",
    ),
    Pin("weasyprint.logger", "3c1e715fc63e3391", "messages.collecting", "all warnings go to LOGGER"),
    # pydyf as it is captured and as it writes.
    Pin("pydyf:_to_bytes", "1cefd02c285d3aee", "compile._parts, compile._Objects", "how values become syntax"),
    Pin("pydyf:Object", "09d351b7b8390001", "link", "number, data, indirect, compressible"),
    Pin(
        "pydyf:Dictionary",
        "cfe61f79fe4f02cb",
        "compile._Objects, link, fonts, outline, metadata",
        "a dict with its syntax as data",
    ),
    Pin("pydyf:Array", "454aeae795e116ac", "compile._Objects, link, fonts", "a list with its syntax as data"),
    Pin(
        "pydyf:String",
        "e479710d4177f8f9",
        "compile._own_identifiers, attributes.Attributes, link",
        "string may be set; data escapes it",
    ),
    Pin(
        "pydyf:Stream.__init__",
        "724d3de996aeab1e",
        "compile._Objects",
        "stream is the list of items, extra a dict",
    ),
    Pin(
        "pydyf:Stream.data",
        "bdc2bc513f286de7",
        "compile._parts",
        "items are joined by line feeds, deflated when compress is set",
    ),
    Pin("pydyf:Stream.show_text", "3e008af86f62f42c", "engine._draw_text", "one item that ends with '] TJ'"),
    Pin(
        "pydyf:PDF",
        "430a7b480a612b67",
        "compile.compile_unit, link",
        "objects by number, Kids in threes (number, 0, R), what write compresses and in which order",
    ),
)
