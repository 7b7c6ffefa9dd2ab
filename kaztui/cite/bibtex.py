"""Citations as BibTeX, in UTF-8: for biblatex, Zotero and Pandoc, which read ``date``, and for classic styles.

The file is written by bibtexparser. Its own encoder knows no Vietnamese and would turn what it does know into
accent macros, so the ten characters that LaTeX reads as commands are escaped here and all others kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from .. import dates, wording
from ..dossier import Dossier
from ..records import Source
from ..text import sanitise
from . import words

_COMMANDS = str.maketrans(
    {
        **{character: "\\" + character for character in "%&_#${}"},
        "\\": "{\\textbackslash}",
        "~": "{\\textasciitilde}",
        "^": "{\\textasciicircum}",
    }
)
_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "^": "%5E"})
_TYPES = {"article-newspaper": "article", "article-magazine": "article", "article-journal": "article",
          "webpage": "online", "book": "book", "report": "report"}  # fmt: skip
_READ_BY_BIBLATEX = frozenset({"day", "month", "year", "season", "decade", "century", "datetime", "interval"})


def bibtex(dossier: Dossier, records: Sequence[words.Citable]) -> str:
    """An entry for each article; what is cited from it is in its annotation."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Block, Entry, Field
    from bibtexparser.writer import BibtexFormat

    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.block_separator = "\n"
    entries: list[Block] = []
    for source in words.sources_of(dossier, records):
        fields = [Field(name, value) for name, value in _fields(dossier, source, records).items() if value]
        entries.append(Entry(_TYPES.get(source.type, "misc"), source.id, fields))
    return write_string(Library(entries), bibtex_format=layout)


def _fields(dossier: Dossier, source: Source, records: Sequence[words.Citable]) -> dict[str, str]:
    how, *cited = _notes(dossier, source, records)
    return {
        # In braces a name is one whole, which is not cut at its last word: a Vietnamese family name is the first.
        "author": " and ".join(f"{{{_escaped(author)}}}" for author in source.author),
        "title": f"{{{_escaped(source.title)}}}",
        "journal": _escaped(source.container_title or ""),
        **_date(source),
        "url": sanitise(source.url or "").translate(_IN_URL),
        "langid": wording.LANGUAGES.get(source.language or "", "").lower(),
        "note": how,
        "annote": " ".join(cited),
    }


def _notes(dossier: Dossier, source: Source, records: Sequence[words.Citable]) -> list[str]:
    """How outlet and date are known, then what is cited."""
    lines = words.notes(dossier, source, records)
    how = [line for line in lines if not line.startswith("Cited")]
    date = ""
    if source.issued and "date" not in _date(source):
        date = f"Issued {words.issued(dossier, source)}."
    return [_escaped(" ".join([*how, *([date] if date else [])])), *map(_escaped, lines[len(how) :])]


def _date(source: Source) -> dict[str, str]:
    """``date`` as EDTF, where biblatex reads its form, and the ``year`` for classic styles, where there is one."""
    if source.issued is None:
        return {}
    date = dates.parse(source.issued)
    if date.form not in _READ_BY_BIBLATEX:
        return {}
    one_year = date.earliest and date.latest and date.earliest[0] == date.latest[0]
    year = {"year": str(date.earliest[0])} if one_year and date.earliest and date.earliest[0] > 0 else {}
    return {"date": date.text, **year}


def _escaped(text: str) -> str:
    return sanitise(text).translate(_COMMANDS)
