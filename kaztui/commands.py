"""What the commands do: each reads a dossier, prints, and says whether anything was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import progress
from .output import Refused, say, say_lines, write_json, write_lines, write_text

if TYPE_CHECKING:
    import argparse

    from .dossier import Dossier
    from .query import Query
    from .records import Record
    from .render.line import Line
    from .views import View

FOUND, NOTHING, WRONG = 0, 1, 2
_KINDS = {"quotes": ("quote",), "events": ("event",), "actors": ("actor",), "all": ("quote", "event", "actor")}


def run(name: str, asked: argparse.Namespace) -> int:
    """Do the command ``name`` and return the exit status.

    Raises :class:`kaztui.output.Refused`, :class:`kaztui.QueryError` for a query with a mistake in it, and
    :class:`kaztui.DossierError` for a dossier that is not in order.
    """
    return _COMMANDS[name](asked)


def load(path: str | None, *, fresh: bool = False, to_ask: bool = False) -> Dossier:
    """As :func:`kaztui.load`; what takes long says so. ``to_ask``: with all that queries need."""
    from . import load

    with progress.line() as tell:
        dossier = load(path, fresh=fresh, progress=tell)
        if to_ask and dossier.awaits_index:
            for _ in dossier.prepare():
                tell("indexing", dossier.share_indexed)
    return dossier


def _search(asked: argparse.Namespace) -> int:
    dossier = load(asked.dossier, to_ask=True)
    limit = _whole(asked.limit)
    hits = dossier.search(_line(asked), limit + 1, _KINDS[asked.kinds])
    more, hits = len(hits) > limit, hits[:limit]
    if asked.json:
        from .export import hits_json

        write_json(hits_json(dossier, hits))
    elif hits:
        from .render.quotes import hits as hit_lines

        write_lines(hit_lines(dossier, hits, more))
    return _found(hits, asked, dossier)


def _timeline(asked: argparse.Namespace) -> int:
    from .render import tables

    dossier, view = _view(asked)
    if asked.csv:
        from .export import timeline_csv

        write_text(timeline_csv(dossier, view))
        return _found(view.events, asked, dossier)
    return _listing(dossier, view.events, lambda: tables.timeline(dossier, view), asked)


def _actors(asked: argparse.Namespace) -> int:
    from .render import tables

    dossier, view = _view(asked)
    ids = [count.actor for count in view.actors]
    return _listing(dossier, ids, lambda: tables.actors(dossier, view), asked)


def _quotes(asked: argparse.Namespace) -> int:
    dossier, view = _view(asked)
    if asked.csv:
        from .export import quotes_csv

        write_text(quotes_csv(dossier, view))
        return _found(view.quotes, asked, dossier)
    from .render.quotes import quotes

    return _listing(dossier, view.quotes, lambda: quotes(dossier, view), asked)


def _sources(asked: argparse.Namespace) -> int:
    from .render import tables

    dossier = load(asked.dossier)
    return _listing(dossier, list(dossier.sources), lambda: tables.sources(dossier), asked)


def _claims(asked: argparse.Namespace) -> int:
    from .render.claims import claims

    dossier = load(asked.dossier)
    return _listing(dossier, list(dossier.claims), lambda: claims(dossier), asked)


def _matrix(asked: argparse.Namespace) -> int:
    from .render import tables
    from .views import matrix

    dossier, view = _view(asked)
    rows = matrix(dossier, view.events)
    if asked.json:
        from .export import matrix_json

        write_json(matrix_json(rows))
    elif rows:
        write_lines(tables.matrix(dossier, rows))
    return _found(rows, asked, dossier)


def _show(asked: argparse.Namespace) -> int:
    dossier = load(asked.dossier)
    id = asked.words[0]
    if _unknown(dossier, [id]):
        return NOTHING
    if asked.json:
        from .export import show_json

        write_json(show_json(dossier, id))
    else:
        from .render.page import page

        write_lines(page(dossier, id))
    return FOUND


def _cite(asked: argparse.Namespace) -> int:
    from .cite import NotCitable, cite

    dossier = load(asked.dossier)
    if _unknown(dossier, asked.words):
        return NOTHING
    try:
        text = cite(dossier, asked.words, asked.style)
    except NotCitable as error:
        raise Refused(str(error)) from None
    write_text(text)
    return FOUND


def _check(asked: argparse.Namespace) -> int:
    dossier = load(asked.dossier, fresh=True)
    names = ("sources", "actors", "places", "events", "statements", "quotes", "claims", "answers")
    numbers = [(len(dossier.collection(name)), name) for name in names]
    counts = ", ".join(f"{number:,} {name if number != 1 else name[:-1]}" for number, name in numbers)
    write_text(f"{dossier.about.id}: in order: {counts}\n")
    return FOUND


def _verify(asked: argparse.Namespace) -> int:
    from .articles import ArticlesError
    from .verify import lines, verify

    try:
        verification = verify(_collections(asked), _articles(asked))
    except ArticlesError as error:
        raise Refused(str(error)) from None
    for problem in verification.problems:
        say(problem)
    if asked.json:
        rows = zip(verification.as_json(), verification.rows, strict=True)
        write_json([fields | ({"why": row.why} if row.why else {}) for fields, row in rows])
    else:
        write_text("".join(f"{line}\n" for line in lines(verification)))
    return FOUND if verification.ok else NOTHING


def _anchor(asked: argparse.Namespace) -> int:
    from .anchor import anchor, lines, open_article, text_lines
    from .articles import ArticlesError

    source, *words = asked.words
    try:
        subject = open_article(source, _collections(asked), _articles(asked))
        finding = anchor(subject, " ".join(words)) if words else None
        text = "".join(f"{line}\n" for line in (lines(finding) if finding else text_lines(subject)))
    except ArticlesError as error:
        raise Refused(str(error)) from None
    write_text(text)
    return NOTHING if finding and finding.how == "nearest" else FOUND


def _export(asked: argparse.Namespace) -> int:
    from .export import dossier_json

    write_json(dossier_json(load(asked.dossier)))
    return FOUND


def _keys(asked: argparse.Namespace) -> int:
    import os

    from . import config
    from .keymap import as_toml

    try:
        commands = config.load(asked.config, os.environ).commands
    except config.ConfigError as error:
        say_lines(error)
        return WRONG
    write_text(as_toml(commands))
    return FOUND


def _schema(asked: argparse.Namespace) -> int:
    from .nearest import did_you_mean
    from .schema import NAMES, text

    if not asked.words:
        write_text("".join(f"{name}\n" for name in NAMES))
        return FOUND
    name = asked.words[0]
    if name not in NAMES:
        raise Refused(f"no collection {name!r}{did_you_mean(name, NAMES)}; kaztui schema lists them")
    write_text(text(name))
    return FOUND


def _sshd(asked: argparse.Namespace) -> int:
    from . import sshd

    texts = {"config": sshd.config, "launcher": sshd.launcher}
    (name,) = asked.words
    if name not in texts:
        raise Refused(f"kaztui sshd config or kaztui sshd launcher, not {name!r}")
    try:
        publication = sshd.publication(vars(asked))
        text = texts[name](publication, sshd.command(name, publication))
    except sshd.Unfit as error:
        raise Refused(str(error)) from None
    write_text(text)
    for path, closed in sshd.out_of_reach(publication):
        say(f"the user {publication.user} may not get to {path}: see who may read {closed}")
    return FOUND


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "search": _search,
    "timeline": _timeline,
    "actors": _actors,
    "quotes": _quotes,
    "sources": _sources,
    "claims": _claims,
    "matrix": _matrix,
    "show": _show,
    "cite": _cite,
    "check": _check,
    "verify": _verify,
    "anchor": _anchor,
    "export": _export,
    "keys": _keys,
    "schema": _schema,
    "sshd": _sshd,
}


def _line(asked: argparse.Namespace) -> str:
    return " ".join(asked.words)


def _query(dossier: Dossier, line: str) -> Query:
    return dossier.query(f"{line} ")  # a space: as in a search, no word is being typed any more


def _view(asked: argparse.Namespace) -> tuple[Dossier, View]:
    from .views import view

    dossier = load(asked.dossier, to_ask=True)
    return dossier, view(dossier, _query(dossier, _line(asked)))


def _listing(
    dossier: Dossier, ids: Sequence[str], lines: Callable[[], Iterable[Line]], asked: argparse.Namespace
) -> int:
    if asked.json:
        from .export import list_json

        write_json(list_json(dossier, ids))
    elif ids:
        write_lines(lines())
    return _found(ids, asked, dossier)


def _found(found: Sequence[Any], asked: argparse.Namespace, dossier: Dossier) -> int:
    """The status for a list; an empty one is said on stderr, too, with what in the query emptied it."""
    if found:
        return FOUND
    line = _line(asked)
    if not line:
        say("nothing to list")
        return NOTHING
    from .wording import why_empty

    query = _query(dossier, line)
    why = why_empty(dossier, query)
    if getattr(asked, "kinds", "") == "quotes" and not query.conditions:
        found = dossier.search(line, 3, ("event", "actor"))
        why += f" --in all finds {', '.join(hit.id for hit in found)}." if found else ""
    say(f"nothing found for “{line}”" + (f". {why}" if why else ""))
    return NOTHING


def _unknown(dossier: Dossier, ids: Iterable[str]) -> bool:
    """Whether an id names no record; each such id is said."""
    from .nearest import nearest

    known = set(dossier.ids())
    unknown = [id for id in ids if id not in known]
    for id in unknown:
        best = nearest(id, known)
        say(f'no record "{id}"' + (f' (did you mean "{best}"?)' if best else ""))
    return bool(unknown)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise Refused(f"--limit is a whole number from 1 up, not {text!r}")
    return int(text)


def _articles(asked: argparse.Namespace) -> str:
    if asked.articles is None:
        raise Refused("--articles DIR is missing: the folder with the articles as plain text")
    return str(asked.articles)


def _collections(asked: argparse.Namespace) -> dict[str, Mapping[str, Record]]:
    from . import store

    return store.read(store.shipped() if asked.dossier is None else asked.dossier)[1]
