"""Where words stand: the spans of quotes and reports against the measure of the source's text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise

from ..records import Answer, Event, Quote, Record, Report, Source, Span, Statement, Text
from .attribution import check_chain, check_outlet
from .breach import Path, Say
from .figures import LARGEST, TOO_LARGE
from .wordings import check_date, check_mode


def _check_measure(text: Text, say: Say) -> None:
    if text.length > LARGEST:
        say(("text", "length"), TOO_LARGE)
        return
    body_is_sound = _check_body(text, say)
    for index, (before, start) in enumerate(pairwise(text.paragraphs), 1):
        if start <= before:
            say(("text", "paragraphs", index), f"{start} does not come after {before}")
    for index, start in enumerate(text.paragraphs if body_is_sound else ()):
        if _wrong_span((start, start + 1), text):
            say(("text", "paragraphs", index), f"{start} is in none of the stretches of 'body'")


def _check_body(text: Text, say: Say) -> bool:
    """Whether all is well with it."""
    if not text.body:
        say(("text", "body"), "empty: which stretch of the text is the article?")
        return False
    sound, last = True, 0
    for index, (start, end) in enumerate(text.body):
        if start >= end:
            what = f"[{start}, {end}] ends where it starts, or before"
        elif end > text.length:
            what = f"[{start}, {end}] reaches beyond the text, which has {text.length} characters"
        elif start < last:
            what = f"[{start}, {end}] begins before the stretch above it ends, at {last}"
        else:
            last = end
            continue
        sound = False
        say(("text", "body", index), what)
    return sound


class Anchors:
    """The texts of a dossier's sources, against which quotes and reports are held."""

    def __init__(self, sources: Mapping[str, Record]) -> None:
        self._sources = {source.id: source for source in sources.values() if isinstance(source, Source)}
        self._sound: dict[str, Text] = {}
        self._unsound: dict[str, list[tuple[Path, str]]] = {}
        for id, source in self._sources.items():
            wrong: list[tuple[Path, str]] = []
            _check_measure(source.text, lambda path, what, wrong=wrong: wrong.append((path, what)))  # type: ignore[misc]
            if wrong:  # that is one breach, not one for each quote that is held against it
                self._unsound[id] = wrong
            else:
                self._sound[id] = source.text

    def check_source(self, source: Source, say: Say) -> None:
        """A source by itself."""
        check_outlet(source, say)
        for path, what in self._unsound.get(source.id, ()):
            say(path, what)

    def check_statement(self, statement: Statement, say: Say) -> None:
        """A statement's date and its quotes, the references apart."""
        check_date(statement, say)
        seen: dict[tuple[str, Span, str | None], str] = {}
        for index, quote in enumerate(statement.quotes):
            path = ("quotes", index)
            check_mode(quote, path, say)
            self._check_anchor(quote, quote.sentence, path, say)
            check_chain(quote, self._sources.get(quote.source), statement.speaker, path, say)
            if len(statement.quotes) > 1:
                first = seen.setdefault((quote.source, quote.at, quote.text), quote.id)
                if first != quote.id:
                    say(path, f"the same words at the same place as quote {first!r}")

    def check_reports(self, reported: Event | Answer, path: Path, say: Say) -> None:
        """The reports of an event or an answer, the references apart."""
        seen: dict[tuple[str | None, str | None, Span | None], int] = {}
        for index, report in enumerate(reported.reports):
            self._check_report(report, (*path, "reports", index), say)
            first = seen.setdefault((report.quote, report.source, report.at), index)
            if first != index and (report.quote or report.at):
                say((*path, "reports", index), f"the same as reports[{first}]")

    def _check_report(self, report: Report, path: Path, say: Say) -> None:
        if report.quote is not None:
            for field in ("source", "at", "digest", "chain", "chain_basis"):
                if getattr(report, field):
                    say((*path, field), f"a report through a quote has no {field!r}: it is the quote's")
            return
        missing = [field for field in ("source", "at", "digest") if getattr(report, field) is None]
        if len(missing) == 3:
            say(path, "a report needs 'quote', or 'source', 'at' and 'digest'")
            return
        for field in missing:
            say(path, f"a report without 'quote' needs {field!r}")
        check_chain(report, self._sources.get(report.source or ""), None, path, say)
        self._check_anchor(report, None, path, say)

    def _check_anchor(self, anchored: Quote | Report, sentence: Span | None, path: Path, say: Say) -> None:
        at = anchored.at
        if at is None:
            return
        text = self._sound.get(anchored.source or "")
        field, around = ("at", at) if sentence is None else ("sentence", sentence)
        if what := _wrong_span(around, text):
            say((*path, field), what)
        elif at[0] >= at[1]:
            say((*path, "at"), _backwards(at))
        elif at[0] < around[0] or around[1] < at[1]:
            what = f"[{at[0]}, {at[1]}] is not inside the sentence, [{around[0]}, {around[1]}]"
            say((*path, "at"), what)
        elif sentence is None and getattr(anchored, "text", None) is not None:
            return  # the digest has been held against the text itself
        elif anchored.digest and int(anchored.digest.partition(":")[0]) > around[1] - around[0]:
            say((*path, "digest"), f"of a sentence longer than [{around[0]}, {around[1]}]")


def _wrong_span(span: Span, text: Text | None) -> str:
    start, end = span
    if start >= end:
        return _backwards(span)
    if text is None:
        return ""
    if end > text.length:
        return f"[{start}, {end}] reaches beyond the text, which has {text.length} characters"
    stretch = bisect_right(text.body, (start, text.length)) - 1
    if stretch < 0 or end > text.body[stretch][1]:
        return f"[{start}, {end}] is in none of the stretches of the article itself"
    return ""


def _backwards(span: Span) -> str:
    return f"[{span[0]}, {span[1]}] ends where it starts, or before"
