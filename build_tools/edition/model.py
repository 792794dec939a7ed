"""What an edition is: everything that counts for a publication as a whole, each fact once."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from build_tools.edition.collation import Collation
from build_tools.edition.fields import (
    Address,
    CaptionPattern,
    Count,
    Day,
    Fact,
    Flag,
    Help,
    Id,
    Line,
    Model,
    Name,
    OptionalPattern,
    PageForm,
    Pattern,
    Size,
    WebFolder,
    bytes_of,
)
from build_tools.edition.fonts import Fonts
from build_tools.edition.numbering import BUILT_IN
from build_tools.edition.people import Committee, Contact
from build_tools.edition.prepress import Images, Press
from build_tools.edition.reuse import Attribution, Replaced, Withdrawn

SUFFIXES = (".md", ".rst")


class Link(Model):
    """A web page that the publication names, printed and clickable."""

    title: Annotated[Line, Help("What the page is called.", "リンク先の名称", '"スマートシティ・ガイドブック"')]
    url: Annotated[Address, Help("Its address.", "アドレス", '"https://www.mlit.go.jp/"')]


class Origin(Model):
    """The publication from which this edition was made."""

    title: Annotated[Line, Help("Title of the original.", "原典の名称", '"知見集"')]
    publisher: Annotated[Line, Help("Who published it.", "原典の公表者", '"国土交通省"')]
    date: Annotated[Day, Help("When it was published.", "原典の公表日", "2022-03-31")]
    url: Annotated[Address, Help("Where it is.", "原典のアドレス", '"{links.collection.url}"')]


class Spelling(Model):
    """One spelling that the house keeps to."""

    use: Annotated[Line, Help("The spelling to use.", "用いる表記", '"取組"')]
    instead_of: Annotated[
        tuple[Line, ...], Help("Spellings it replaces, where some are known.", "用いない表記（あれば）", '["取り組み"]')
    ] = ()


class Allowance(Model):
    """A warning that does not stop the build, and why."""

    warning: Annotated[Line, Help("Name of the warning.", "許容する警告の名前", '"myst.header"')]
    reason: Annotated[Line, Help("Why it may stand.", "許容する理由（空欄不可）", '"原典の見出しのとおり"')]


class Check(Model):
    """How much the findings of a rule weigh in this edition, and why."""

    rule: Annotated[Line, Help("Code of the rule.", "点検の規則の名前", '"page.blank"')]
    severity: Annotated[
        Literal["off", "note", "warning", "error"],
        Help(
            "How much its findings weigh; an error stops the publication, off: nobody looks.",
            "重さ。error は公開を止め、off は点検しない",
            '"warning"',
        ),
    ]
    reason: Annotated[
        Line, Help("Why it is so here.", "そのようにする理由（空欄不可）", '"裏表紙の前の白紙は意図したもの"')
    ]


class NumberingProfile(Model):
    """How parts, chapters, sections, figures and tables are numbered. The sample in the braces shows the numeral."""

    part: Annotated[OptionalPattern, Help("A part's number.", "部の番号", '"第{１}部"')] = ""
    chapter: Annotated[OptionalPattern, Help("A chapter's number.", "章の番号", '"第{１}章"')] = ""
    section: Annotated[
        tuple[Pattern, ...],
        Help("Numbers of sections, level by level.", "節以下の番号（上の段から順に）", '["{１}．", "（{１}）"]'),
    ] = ()
    figure: Annotated[
        CaptionPattern,
        Help(
            "A captioned figure's number: two numerals count by chapter, one through the document.",
            "題の付いた図の番号（数字が二つなら章ごと、一つなら通し番号）",
            '"図{１－１}"',
        ),
    ] = ""
    table: Annotated[
        CaptionPattern,
        Help("A captioned table's number, in the same way.", "題の付いた表の番号（書き方は図と同じ）", '"表{１－１}"'),
    ] = ""
    chapters_restart: Annotated[
        Flag,
        Help("Whether chapters count from 1 again in every part.", "章の番号を部ごとに１から数え直すか", "false"),
    ] = True


class Chapter(Model):
    """One source file in a document. In TOML a plain string stands for `{file = "…"}`."""

    file: Annotated[
        Line,
        Help(
            "The file, relative to the edition's folder.",
            "原稿ファイル（版フォルダからの相対パス）",
            '"report/purpose.md"',
        ),
    ]
    kind: Annotated[
        Literal["chapter", "part", "unnumbered"],
        Help(
            "A numbered chapter, a part's title page, or a chapter without number.",
            "章、部の扉、番号なしの章の別",
            '"part"',
        ),
    ] = "chapter"
    layout: Annotated[
        Line | None, Help("Another layout for this chapter alone.", "この章だけに用いる体裁", '"overview-sheet"')
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: object) -> object:
        return {"file": value} if isinstance(value, str) else value

    @property
    def docname(self) -> str:
        """The file as Sphinx names it: without its suffix."""
        suffix = next((end for end in SUFFIXES if self.file.endswith(end)), "")
        return self.file.removesuffix(suffix)


class Attached(Model):
    """A file that a document carries. In TOML a plain string stands for `{file = "…"}`."""

    file: Annotated[
        Line,
        Help(
            "The file, relative to the edition's folder; readers save it under its name without folders.",
            "ファイル（版フォルダからの相対パス）。読者が保存するときの名前は、フォルダを除いたもの",
            '"data/table.csv"',
        ),
    ]
    description: Annotated[str, Help("What it is, in a sentence.", "内容の説明", '"集計表の元データ"')] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: object) -> object:
        return {"file": value} if isinstance(value, str) else value

    @property
    def name(self) -> str:
        """The name under which a reader saves it."""
        return PurePosixPath(self.file).name


class References(Model):
    """How the text names a page: `{page}` is its number, `{document}` the document that holds it."""

    page: Annotated[PageForm, Help("A page of the same document.", "同じ文書のページの示し方", '"{page}ページ"')] = (
        "{page}ページ"
    )
    page_elsewhere: Annotated[
        PageForm,
        Help("A page of another document of the set.", "ほかの文書のページの示し方", '"{document} {page}ページ"'),
    ] = "{document} {page}ページ"


class Pages(Model):
    """How many pages a document may have: what has more, or fewer, was not meant so."""

    at_least: Annotated[Count | None, Help("The fewest pages.", "最少のページ数", "1")] = None
    at_most: Annotated[Count | None, Help("The most pages.", "最多のページ数", "2")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Pages:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise PydanticCustomError("edition.bad-bounds", "at_least is above at_most")
        return self


class Document(Model):
    """One PDF of the set."""

    id: Annotated[Id, Help("Its name, also of the PDF file.", "文書の名前（PDF のファイル名になる）", '"report"')]
    title: Annotated[Line, Help("Its title.", "文書の表題", '"「{title}」の公開"')]
    name: Annotated[
        str, Help("What references call it; its title when empty.", "参照するときの呼び名（空なら表題）", '"報告書"')
    ] = ""
    layout: Annotated[
        Line,
        Help(
            "The print layout: a folder of templates/print.",
            "体裁（templates/print のフォルダ名）",
            '"report"',
        ),
    ]
    numbering: Annotated[
        Line,
        Help(
            "A numbering profile: report, release, none, or one of [numbering].",
            "番号の付け方の名前",
            '"report"',
        ),
    ] = "none"
    chapters: Annotated[
        tuple[Chapter, ...],
        Field(min_length=1),
        Help("Its chapters in order.", "章（この順に並ぶ）", '["report/purpose.md"]'),
    ]
    lists: Annotated[
        tuple[Literal["figures", "tables", "index"], ...],
        Help(
            "Which lists it prints where its layout has them; one with nothing in it is left out.",
            "体裁にある一覧のうち印刷するもの（図一覧・表一覧・索引）。中身のないものは入らない",
            '["index"]',
        ),
    ] = ("figures", "tables", "index")
    attachments: Annotated[
        tuple[Attached, ...],
        Help(
            "Files that the PDF carries in it; no two of the same name.",
            "PDF に添付するファイル（同じ名前のものは添付できない）",
            '["data/table.csv", { file = "data/survey.csv", description = "…" }]',
        ),
    ] = ()

    pages: Annotated[
        Pages | None,
        Help(
            "How many pages the finished document may have; the checks hold it to that.",
            "仕上がりのページ数の範囲（点検で確かめる）",
            "{ at_least = 2, at_most = 2 }",
        ),
    ] = None
    budget: Annotated[
        Size,
        Help(
            "How large the file for people may be; the checks hold it to that.",
            "公開用ファイルの大きさの上限（点検で確かめる）",
            '"2MB"',
        ),
    ] = ""

    @property
    def most_bytes(self) -> int | None:
        """How many bytes the file may have, where that is said."""
        return bytes_of(self.budget) or None

    def holds(self, docname: str) -> bool:
        """Whether a chapter, as Sphinx names it, stands in this document."""
        return any(chapter.docname == docname for chapter in self.chapters)

    def level(self, chapter: Chapter) -> int:
        """How deep a chapter of this document stands: 0 for a part and what stands beside parts, else 1."""
        has_parts = any(each.kind == "part" for each in self.chapters)
        return 0 if has_parts and chapter.kind != "chapter" else 1


class Publication(Model):
    """What publication.toml says."""

    id: Annotated[Id, Help("Name of the edition.", "版の名前", '"chikenshu-2022"')]
    title: Annotated[Line, Help("Title of the publication.", "刊行物の表題", '"知見集"')]
    subtitle: Annotated[str, Help("Its subtitle.", "副題", '"～皆様へ～"')] = ""
    date: Annotated[Day, Help("Day of publication.", "公表日", "2022-03-31")]
    issuer: Annotated[Line, Help("Who issues it.", "発行者", '"国土交通省"')]
    language: Annotated[Line, Help("Language of the text.", "本文の言語", '"ja"')] = "ja"
    address: Annotated[
        WebFolder,
        Help(
            "Where the site with the PDFs in it is put on the web; links from one PDF to another start with it, and are"
            " relative without.",
            "ウェブサイト（PDF を含む）を公開する場所。PDF どうしのリンクがこのアドレスで始まる（空なら相対リンク）",
            '"https://example.jp/chikenshu/"',
        ),
    ] = ""
    notice: Annotated[
        str,
        Help(
            "What every document says of its own standing.",
            "各文書に掲げるおことわり",
            '"「{origin.title}」を編集・加工して作成"',
        ),
    ] = ""
    licence: Annotated[str, Help("The licence line.", "利用条件の表示", '"公共データ利用規約（第1.0版）"')] = ""
    committee: Annotated[Committee | None, Help("The committee.", "委員会")] = None
    contact: Annotated[Contact | None, Help("Where readers ask.", "問い合わせ先")] = None
    links: Annotated[
        dict[Name, Link],
        Help("Web pages that the text names.", "本文で示すリンク"),
    ] = Field(default_factory=dict)
    origin: Annotated[Origin | None, Help("What this edition was made from.", "原典")] = None
    facts: Annotated[
        dict[Name, Fact],
        Help(
            "Further facts: text, whole numbers, dates.",
            "その他の事実（文字列・整数・日付）",
            "kaga_headcount = 32",
        ),
    ] = Field(default_factory=dict)
    spelling: Annotated[tuple[Spelling, ...], Help("The house's spellings.", "表記の統一")] = ()
    numbering: Annotated[dict[Id, NumberingProfile], Help("Own numbering profiles.", "独自の番号の付け方")] = Field(
        default_factory=dict
    )
    fonts: Annotated[Fonts, Help("Fonts in the place of the layouts'.", "書体（体裁の書体の代わり）")] = Field(
        default_factory=Fonts
    )
    readings: Annotated[
        Literal["all", "once"],
        Help(
            "Where readings (ruby) are printed: at every place, or once in a chapter.",
            "ルビを付ける所。all はすべて、once は章ごとに初めの一か所",
            '"once"',
        ),
    ] = "all"
    references: Annotated[References, Help("How the text names pages.", "ページの示し方")] = Field(
        default_factory=References
    )
    documents: Annotated[
        tuple[Document, ...],
        Field(min_length=1),
        Help("The PDFs of the set, in order.", "文書（PDF）の一覧"),
    ]
    allow: Annotated[tuple[Allowance, ...], Help("Warnings that may stand.", "許容する警告")] = ()
    checks: Annotated[tuple[Check, ...], Help("What the checks weigh differently.", "点検の重さの変更")] = ()
    collation: Annotated[
        Collation, Help("What counts as the same in a collation.", "決裁版との照合で同じとみなすもの")
    ] = Field(default_factory=Collation)
    press: Annotated[Press | None, Help("How the printing house prints.", "印刷用ファイルの作り方")] = None
    images: Annotated[Images, Help("How images are kept in the files for people.", "公開用ファイルの画像")] = Field(
        default_factory=Images
    )
    attribution: Annotated[Attribution, Help("How others name this edition.", "転載の際の出典の記載")] = Field(
        default_factory=Attribution
    )
    withdrawn: Annotated[tuple[Withdrawn, ...], Help("Sections not to use any more.", "転載を取りやめた節")] = ()
    replaced: Annotated[tuple[Replaced, ...], Help("Sections that had other names.", "名前の変わった節")] = ()


class Edition(Publication):
    """A publication with the folder that it was loaded from; `numbering` holds the built-in profiles too."""

    folder: Path


def built_in_profiles() -> dict[str, NumberingProfile]:
    """The numbering profiles that every edition has: report, release, none."""
    return {name: NumberingProfile.model_validate(profile) for name, profile in BUILT_IN.items()}
