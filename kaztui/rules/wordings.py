"""How a quote words its statement: what each mode needs, and what text and digest owe each other."""

from __future__ import annotations

from .. import text
from ..records import Quote, Statement
from .breach import Path, Say


def check_date(statement: Statement, say: Say) -> None:
    """How a date is known or printed must not be said of no date."""
    if statement.date is None:
        for field in ("date_basis", "date_text"):
            if getattr(statement, field) is not None:
                say((field,), "describes a date, and there is no 'date'")


def check_mode(quote: Quote, path: Path, say: Say) -> None:
    """What the mode, the certainty and the words of a quote owe each other."""
    words, paraphrase = quote.text, quote.paraphrase
    if quote.mode == "indirect":
        if words is not None:
            say((*path, "text"), "indirect speech has no 'text' (or the mode is another)")
        if paraphrase is None:
            say(path, "mode 'indirect' needs 'paraphrase'")
    elif words is None:
        say(path, f"mode {quote.mode!r} needs 'text'")
    if quote.mode == "direct" and paraphrase is not None:
        what = "direct speech has no 'paraphrase' (or the mode is another)"
        say((*path, "paraphrase"), what)
    if quote.certainty != "certain" and quote.note is None:
        say((*path, "certainty"), f"{quote.certainty!r} needs a 'note' that says why")
    if words is not None and quote.mode != "indirect":
        _check_words(quote, words, path, say)


def _check_words(quote: Quote, words: str, path: Path, say: Say) -> None:
    start, end = quote.at
    if start < end and len(words) != end - start:
        say((*path, "at"), f"[{start}, {end}] is {end - start} characters, 'text' has {len(words)}")
    elif (quote.sentence is None or quote.sentence == quote.at) and quote.digest != (right := text.digest(words)):
        say((*path, "digest"), f"not that of 'text', which is {right} (is 'sentence' missing?)")
