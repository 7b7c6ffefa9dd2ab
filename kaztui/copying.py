"""What is copied of a selected record, or of several marked ones: a citation that can be put into somebody's text.

What is quoted stands in quotation marks, what is only reported never does: :mod:`kaztui.cite` sees to that.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import wording
from .cite import STYLES, NotCitable, Style, cite
from .cite.markdown import escape
from .dossier import Dossier
from .records import Actor, Place
from .text import sanitise

__all__ = ["STYLES", "NotCitable", "Style", "copied"]


def copied(dossier: Dossier, ids: Sequence[str], style: Style | None = None) -> str:
    """The text that is copied of the records with these ids, in their order, each once; safe for a terminal.

    Without a ``style`` one record is plain text, and several are one Markdown note with its sources at the end. No
    line end at its end: a plain citation can be pasted into a sentence, and into a shell without being run.
    Actors and places are no sources' words, so they are copied as who or what they are, before what is cited;
    in a style that has citations only they raise :class:`NotCitable`. Raises ``KeyError`` for an unknown id.
    """
    ids = list(dict.fromkeys(ids))
    style = style or ("plain" if len(ids) == 1 else "markdown")
    named = [record for id in ids if isinstance(record := dossier.record(id), Actor | Place)]
    if style in ("csl-json", "bibtex"):
        return cite(dossier, ids, style).rstrip("\n")
    texts = [_named(dossier, record, style) for record in named]
    cited = [id for id in ids if not isinstance(dossier.record(id), Actor | Place)]
    if cited:
        texts.append(cite(dossier, cited, style).rstrip("\n"))
    return "\n\n".join(texts)


def _named(dossier: Dossier, record: Actor | Place, style: Style) -> str:
    """``Vladimir Putin (Владимир Путин): President of Russia``; its name alone is in bold in Markdown."""
    native = ", ".join(record.native.values()) if isinstance(record, Actor) else ""
    what = wording.role(dossier, record) or record.kind if isinstance(record, Actor) else record.kind or ""
    name = sanitise(record.name)
    rest = sanitise((f" ({native})" if native else "") + (f": {what}" if what else ""))
    return f"**{escape(name)}**{escape(rest)}" if style == "markdown" else name + rest
