"""The articles' texts, found in a folder of plain-text files and matched with the sources of a dossier.

A text is a file's bytes as UTF-8, without a byte order mark and with its line ends as they are, so that
offsets count what is in the file. A text is known, in this order,

- ``sha256``: by the pinned hash, whatever the file is called. This is proof, and of the pinned text; two
  sources that pin the same hash share the file. A file that is one source's pinned text is no other's.
- ``name``: by a file named after the source's id, whole (``plvn.txt``) or up to the first character that no
  id has (``plvn_2022.txt``, not ``plvn-2.txt``), in capitals or not.
- ``guess``: by where more than half of its anchors (of some 60, where it has more) are found, at least twice as
  many as in any other file and as any other source has there. A file named after a source that holds none of
  its anchors may be guessed to be another's if the source itself is found elsewhere: so files that swapped
  names find their way home.

By name and by guess a file belongs to one source only. Nothing here says that an anchor is sound:
:mod:`kaztui.verify` does.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from .passages import Anchor, Page
from .records import Source, Span, Text
from .text import paragraphs_of, sanitise

MAX_BYTES = 16 * 1024 * 1024
"""Larger files are not read: no article is."""

How = Literal["sha256", "name", "guess"]

_BOM = "\ufeff"
_HEAD = re.compile(r"[a-z0-9-]+")
_MARKUP = frozenset({".html", ".htm", ".xhtml", ".xml", ".json", ".jsonl", ".yaml", ".yml"})
# One caption of a few words is printed by every site: that much text must be found for a guess.
_ENOUGH = 60
_SAMPLE = 60


class ArticlesError(Exception):
    """A folder or file that cannot be used; its text is one line, safe to show."""


class Article(NamedTuple):
    """One file of plain text."""

    name: str
    text: str
    sha256: str
    marked: bool = False
    """Whether a byte order mark stood before the text."""


class Known(NamedTuple):
    """The text of a source, and how it is known to be that."""

    name: str
    text: str
    how: How


class Texts(NamedTuple):
    """``known``: source id → its text; ``problems``: one line for each file that cannot be what it seems."""

    known: Mapping[str, Known]
    problems: Sequence[str]


def read(path: str | os.PathLike[str]) -> Article:
    """The plain text in the file ``path``.

    Raises :class:`ArticlesError` for what is no regular file, cannot be read, is too large, not UTF-8 or empty.
    """
    name = os.path.basename(os.fspath(path))
    try:
        # Without O_NONBLOCK a FIFO would be waited for; the check comes after, so that nothing can be swapped.
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
        with open(file, "rb") as stream:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise ArticlesError(f"{sanitise(name)}: not a regular file")
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ArticlesError(f"{sanitise(name)}: {_reason(error)}") from error
    if len(data) > MAX_BYTES:
        raise ArticlesError(f"{sanitise(name)}: larger than {MAX_BYTES // 1024 // 1024} MB, so no article")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise ArticlesError(f"{sanitise(name)}: not UTF-8: byte 0x{byte:02x} at {error.start}") from error
    if "\0" in text:
        raise ArticlesError(f"{sanitise(name)}: not plain text: a NUL character at {text.index(chr(0))}")
    if not text.removeprefix(_BOM).strip():
        raise ArticlesError(f"{sanitise(name)}: empty")
    return Article(name, text.removeprefix(_BOM), sha256(data).hexdigest(), text.startswith(_BOM))


def pin(path: str | os.PathLike[str], body: Sequence[Span] | None = None) -> Text:
    """The measure of a new article's file, as ``sources.yaml`` keeps it; the whole text is ``body`` by default.

    Raises :class:`ArticlesError` as :func:`read` does.
    """
    article = read(path)
    stretches = tuple(body) if body is not None else ((0, len(article.text)),)
    paragraphs = tuple(paragraphs_of(article.text, stretches))
    return Text(sha256=article.sha256, length=len(article.text), body=stretches, paragraphs=paragraphs)


def find_texts(sources: Mapping[str, Source], anchors: Iterable[Anchor], folder: str | os.PathLike[str]) -> Texts:
    """The texts of ``sources`` in ``folder``, whose subfolders and hidden files are not looked at.

    Raises :class:`ArticlesError` if the folder is missing, no folder, unreadable or empty.
    """
    of: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        of.setdefault(anchor.source, []).append(anchor)
    shelf = _Shelf(folder, sources)
    known, spent = _by_hash(sources, shelf)
    named = _by_name([id for id in sources if id not in known], shelf, spent)
    taken = {article.name for article in named.values()}
    free = [name for name in shelf.sizes if name not in spent | taken and not _is_markup(name)]
    guessed = _by_anchors(sources, of, known, named, free, shelf)
    known |= {id: Known(article.name, article.text, "name") for id, article in named.items()}
    known |= {id: Known(article.name, article.text, "guess") for id, article in guessed.items()}
    return Texts({id: known[id] for id in sources if id in known}, shelf.problems)


def require_folder(folder: str | os.PathLike[str]) -> None:
    """Raise :class:`ArticlesError` if no text can be in ``folder``; its files are not read."""
    _Shelf(folder, ())


class _Shelf:
    """The files of a folder, each read at most once, with what is wrong with those that matter."""

    def __init__(self, folder: str | os.PathLike[str], ids: Collection[str]) -> None:
        self.folder = Path(folder)
        self.sizes: dict[str, int] = {}
        self.problems: list[str] = []
        self._ids = ids
        self._read: dict[str, Article | None] = {}
        shown = sanitise(os.fspath(folder))
        try:
            names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
        except OSError as error:
            raise ArticlesError(f"articles: {shown}: {_reason(error)}") from error
        for name in names:
            self._weigh(name)
        if not self.sizes and not self.problems:
            raise ArticlesError(f"articles: {shown}: no file in it")

    def _weigh(self, name: str) -> None:
        try:
            status = os.stat(self.folder / name)
        except OSError as error:
            self._complain(name, f"{sanitise(name)}: {_reason(error)}")
            return
        if stat.S_ISREG(status.st_mode):
            self.sizes[name] = status.st_size
        else:
            self._complain(name, f"{sanitise(name)}: not a regular file")

    def article(self, name: str) -> Article | None:
        if name not in self._read:
            self._read[name] = None
            try:
                self._read[name] = read(self.folder / name)
            except ArticlesError as error:
                self._complain(name, str(error))
        return self._read[name]

    def _complain(self, name: str, problem: str) -> None:
        if name.casefold().endswith(".txt") or _named_after(name) in self._ids:
            self.problems.append(problem)


def _by_hash(sources: Mapping[str, Source], shelf: _Shelf) -> tuple[dict[str, Known], set[str]]:
    """The pinned texts, and the names of all the files that are one."""
    pinned: dict[str, list[str]] = {}
    for id, source in sources.items():
        pinned.setdefault(source.text.sha256, []).append(id)
    lengths = [source.text.length for source in sources.values()] or [0]
    spent: set[str] = set()
    known: dict[str, Known] = {}
    for name, size in shelf.sizes.items():
        if not min(lengths) <= size <= 4 * max(lengths) + len(_BOM.encode()):
            continue  # no text of that length has so few or so many bytes in UTF-8
        article = shelf.article(name)
        if article is None or article.sha256 not in pinned:
            continue
        spent.add(name)
        for id in pinned[article.sha256]:
            if id not in known or _named_after(name) == id:  # of several copies, the one with its name
                known[id] = Known(name, _as_pinned(article, sources[id]), "sha256")
    for id, text in known.items():
        if len(text.text) != sources[id].text.length:
            shelf.problems.append(
                f"{sanitise(text.name)}: the pinned text of {id} has {len(text.text)} code points,"
                f" not {sources[id].text.length} as the record says"
            )
    return known, spent


def _as_pinned(article: Article, source: Source) -> str:
    # A record made by a program that counted the mark as a character has all its offsets one higher.
    if article.marked and source.text.length == len(article.text) + 1:
        return _BOM + article.text
    return article.text


def _by_name(ids: Iterable[str], shelf: _Shelf, spent: Collection[str]) -> dict[str, Article]:
    candidates: dict[str, list[str]] = {}
    for name in shelf.sizes:
        if name not in spent:
            candidates.setdefault(_named_after(name), []).append(name)
    named: dict[str, Article] = {}
    for id in ids:
        names = sorted(candidates.get(id, []), key=lambda name: (Path(name).stem.casefold() != id, name))
        plain = [name for name in names if not _is_markup(name)]
        articles = [article for name in plain if (article := shelf.article(name)) is not None]
        if articles:
            named[id] = articles[0]
        elif names and not plain:
            shelf.problems.append(f"{sanitise(names[0])}: named after {id}, but not plain text")
        if len(articles) > 1:
            others = ", ".join(sanitise(article.name) for article in articles[1:])
            shelf.problems.append(f"{sanitise(articles[0].name)}: taken for {id}; so named too: {others}")
    return named


def _by_anchors(
    sources: Mapping[str, Source],
    anchors: Mapping[str, Sequence[Anchor]],
    known: Mapping[str, Known],
    named: Mapping[str, Article],
    free: Sequence[str],
    shelf: _Shelf,
) -> dict[str, Article]:
    anchors = {id: _sample(of_source) for id, of_source in anchors.items()}
    unlike = {id: article for id, article in named.items() if id in anchors and _is_unlike(article, anchors[id])}
    open_ids = [id for id in sources if id in anchors and id not in known and (id not in named or id in unlike)]
    if not open_ids:
        return {}
    # A page can carry several times its article in furniture; what is larger still is something else, and slow.
    largest = 12 * max(sources[id].text.length for id in open_ids) + 60_000
    articles = [
        article for name in free if shelf.sizes[name] <= largest and (article := shelf.article(name)) is not None
    ]
    guessed = _guess({id: anchors[id] for id in open_ids}, [*articles, *unlike.values()], shelf.problems)
    owners = {article.name: id for id, article in unlike.items()}
    while stolen := [id for id, article in guessed.items() if owners.get(article.name, id) not in guessed]:
        for id in stolen:
            del guessed[id]
    return guessed


def _sample(anchors: Sequence[Anchor]) -> Sequence[Anchor]:
    """Enough of a long article's anchors to tell where most are, evenly spread: each costs a pass over a text."""
    return anchors[:: -(-len(anchors) // _SAMPLE)]


def _is_unlike(article: Article, anchors: Sequence[Anchor]) -> bool:
    page = Page(article.text)
    digests = {anchor.digest for anchor in anchors}
    return not (page.sweep(digests, page.sentences) or page.sweep(digests, page.words))


def _guess(
    anchors: Mapping[str, Sequence[Anchor]], articles: Sequence[Article], problems: list[str]
) -> dict[str, Article]:
    copies = {article.sha256: article for article in reversed(articles)}
    digests = {anchor.digest for of_source in anchors.values() for anchor in of_source}
    held: dict[str, dict[str, int]] = {id: {} for id in anchors}
    for hash, article in copies.items():
        page = Page(article.text)
        found = page.sweep(digests, page.words).keys()
        for id, of_source in anchors.items():
            count = sum(anchor.digest in found for anchor in of_source)
            if count * 2 > len(of_source) and _much({a.digest for a in of_source} & found):
                held[id][hash] = count
    guessed: dict[str, Article] = {}
    for id, counts in held.items():
        if not counts:
            continue
        best = max(counts, key=lambda hash: counts[hash])
        rivals = [count for hash, count in counts.items() if hash != best]
        rivals += [held[other].get(best, 0) for other in held if other != id]
        if counts[best] >= 2 * max(rivals, default=0):
            guessed[id] = copies[best]
        else:
            names = ", ".join(f"{sanitise(copies[hash].name)} ({count})" for hash, count in counts.items())
            problems.append(f"{id}: no text: most of {len(anchors[id])} anchors are in {names}, with no clear winner")
    return guessed


def _much(digests: Collection[str]) -> bool:
    return sum(int(digest.partition(":")[0]) for digest in digests) >= _ENOUGH


def _named_after(name: str) -> str:
    head = _HEAD.match(name.casefold())
    return head[0] if head else ""


def _is_markup(name: str) -> bool:
    return os.path.splitext(name)[1].casefold() in _MARKUP


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
