"""Reading a query line: what is syntax in it, and what only looks like it.

Pasted text is not syntax. A colon makes a field only after a field's name, or nearly one, and before a value; a
dash excludes only at the start of a word; quotation marks count in pairs around whole words; and in a line with a
word that ends as words in sentences do (``nói:``, ``Almaty,``) neither marks nor dashes mean anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .grammar import FIELDS
from .terms import (
    DOUBLE_MARKS,
    FIELD_NAME,
    PROSE_MARKS,
    Condition,
    Exclusion,
    Mistake,
    Phrase,
    Problem,
    Query,
    QueryError,
    Term,
    Value,
    Word,
    printed,
)

MAX_LENGTH = 1_000
"""Characters of a query that are read; a pasted page is cut here."""

_PARTNERS = {
    '"': '"', "“": "”“", "”": "”", "„": "“”‟", "‟": "”", "«": "»", "»": "«", "〝": "〞", "〞": "〞", "＂": "＂",
}  # fmt: skip
_SPACE = re.compile(r"\s*")
_CHUNK = re.compile(r"\S*")
_BARE_VALUE = re.compile(r"[^\s,]+")
_SET = re.compile(r"\[[^\]\s]*\]")
_CLOSED = rf"[{PROSE_MARKS})\]]*(?=\s|$)"
_VALUE_CLOSED = rf",|{_CLOSED}"
_SYMBOLS = frozenset({"Sc", "Sk", "Sm", "So", "Cc", "Cn", "Co", "Cs"})
_FIELD = re.compile(rf"(?<!\S){FIELD_NAME.pattern}")
_OPENS_DATE = "/.[-~"


def parse(line: str, *, strict: bool = False) -> Query:
    """The query that a line of text stands for.

    Never raises, whatever is typed: mistakes are collected in ``problems``, and the rest of the query works. With
    ``strict`` a mistake raises :class:`QueryError`. Whether values name anything only a dossier can tell
    (:meth:`kaztui.dossier.Dossier.problems`).
    """
    text = line[:MAX_LENGTH]
    terms, problems = _scan(text, prose=False)
    if any(isinstance(term, Word | Phrase) and term.divides for term in terms):
        terms, problems = _scan(text, prose=True)
    if not terms and (symbols := _symbols(text)):
        terms = (symbols,)
    if strict and (mistakes := (*problems, *beyond(line))):
        raise QueryError(mistakes)
    return Query(text, terms, problems, _typing(text, terms))


def beyond(line: str) -> tuple[Problem, ...]:
    """The mistake of a line that is longer than what is read of it, if a field is lost or cut: words may be."""
    if len(line) <= MAX_LENGTH:
        return ()
    for place in _FIELD.finditer(line, _last_field(line)):
        piece = line[place.start() : place.start() + MAX_LENGTH]
        found = _field(piece, 0, len(piece) - 1)
        if found and place.start() + found[0].end > MAX_LENGTH:
            what = f"only {MAX_LENGTH:,} characters of a query are read, and a field stands behind them"
            return (Problem(MAX_LENGTH, len(line), what),)
    return ()


def _last_field(line: str) -> int:
    """Where the last field begins of what is read: its value may go on behind that."""
    return max((term.start for term in parse(line).terms if isinstance(term, Condition | Mistake)), default=0)


def _typing(text: str, terms: tuple[Term, ...]) -> int | None:
    """Where the word begins that is being typed: the last, however many filters follow it, if no space ends the line.

    A phrase is looked for exactly, as an exclusion is: it finishes no word either.
    """
    if text[-1:].isspace():
        return None
    return next((term.start for term in reversed(terms) if isinstance(term, Word)), None)


def field_named(typed: str) -> tuple[str, ...]:
    """The names that a typed one may stand for: one by itself or its beginning, or several that begin so."""
    name = typed.lower()
    return (name,) if name in FIELDS else tuple(other for other in FIELDS if other.startswith(name))


def near_field(typed: str) -> str | None:
    """The field whose name was most likely mistyped: one slip away, two from six letters, if it is not too short."""
    name = typed.lower()
    if len(name) < 3:
        return None
    from rapidfuzz.distance import OSA  # 26 ms, and only a mistake needs it

    best = min(FIELDS, key=lambda other: OSA.distance(name, other))
    slips = OSA.distance(name, best)
    return best if len(best) > 3 and slips <= (2 if len(best) >= 6 <= len(name) else 1) else None


def _scan(text: str, *, prose: bool) -> tuple[tuple[Term, ...], tuple[Problem, ...]]:
    terms: list[Term] = []
    problems: list[Problem] = []
    for term, problem in _terms(text, prose):
        terms.append(term)
        if problem:
            problems.append(problem)
    return tuple(terms), tuple(problems)


def _terms(text: str, prose: bool) -> Iterator[tuple[Term, Problem | None]]:
    last = max((place for place, letter in enumerate(text) if letter.isalnum()), default=-1)
    at = 0
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if at > last:  # what is left says nothing
            return
        if found := _field(text, at, last):
            yield found
            at = found[0].end
        elif not prose and (quoted := _quoted(text, at)):
            yield quoted, None
            at = _chunk_end(text, quoted.end)
        else:
            end = _chunk_end(text, at)
            if word := _word(text[at:end], at, prose, end <= last):
                yield word, None
            at = end


def _field(text: str, at: int, last: int) -> tuple[Condition | Mistake, Problem | None] | None:
    match = FIELD_NAME.match(text, at)
    if match is None:
        return None
    negated, typed = bool(match[1]), match[2]
    names = field_named(typed)
    near = None if names else near_field(typed)
    if not names and near is None:
        return None
    is_date = len(names) == 1 and FIELDS[names[0]].kind == "date"
    values, end = _values(text, match.end(), is_date)
    if not values:
        return _valueless(match, text, names, near) if match.end() > last else None
    if len(names) == 1:
        return Condition(names[0], values, negated, at, end, text[at:end]), None
    problem = _unclear(typed, match, names, near)
    return Mistake(printed(typed, values, negated), at, end), problem


def _valueless(
    match: re.Match[str], text: str, names: tuple[str, ...], near: str | None
) -> tuple[Mistake, Problem]:
    """A field whose value is still to be typed."""
    mistake = Mistake(match[0], match.start(), len(text.rstrip()))
    if len(names) == 1:
        what = f"{match[0]} needs a value, as in {FIELDS[names[0]].example}"
        return mistake, Problem(match.start(), match.end(), what)
    return mistake, _unclear(match[2], match, names, near)


def _unclear(typed: str, match: re.Match[str], names: tuple[str, ...], near: str | None) -> Problem:
    start = match.start(2)
    if near is not None:
        return Problem(start, match.end(), f"no field {typed}:", f"{near}:")
    several = " or ".join(f"{name}:" for name in names)
    return Problem(start, match.end(), f"{typed}: may be {several}")


def _values(text: str, at: int, is_date: bool) -> tuple[tuple[Value, ...], int]:
    """The values that stand at ``at``, and where they end; none if what stands there is no value."""
    values: list[Value] = []
    end = at
    while at < len(text):
        if values and text[at] == ",":
            at = end = at + 1
            continue
        inner = _enclosed(text, at, _VALUE_CLOSED)
        if inner:
            start, stop, after = inner
        else:
            start = at
            while start < len(text) and text[start] in DOUBLE_MARKS:  # without its partner
                start += 1
            bare = _bare_value(text, start, is_date)
            if bare is None:
                break
            stop = after = bare
            if not values and not (text[start].isalnum() or (is_date and text[start] in _OPENS_DATE)):
                break
        said = _cleaned(text[start:stop])
        if any(map(str.isalnum, said)):
            values.append(Value(said, start, stop))
            end = after
        elif not values:
            break
        if text[after : after + 1] != ",":
            break
        at = end = after + 1
    return tuple(values), end if values else at


def _bare_value(text: str, at: int, is_date: bool) -> int | None:
    """Where a value without quotation marks ends: a date may have spaces in it (``10 jan``)."""
    match = None
    if is_date:
        from .moments import SPACED  # only a question about time needs its patterns

        match = SPACED.match(text, at) or _SET.match(text, at)
    match = match or _BARE_VALUE.match(text, at)
    return match.end() if match else None


def _quoted(text: str, at: int) -> Phrase | Exclusion | None:
    negated = text[at] == "-"
    inner = _enclosed(text, at + negated, _CLOSED)
    if inner is None:
        return None
    start, stop, end = inner
    said = _cleaned(text[start:stop])
    if not any(map(str.isalnum, said)):
        return None
    divides = any(letter in PROSE_MARKS for letter in text[end : _chunk_end(text, end)])
    return Exclusion(said, True, at, end) if negated else Phrase(said, at, end, divides)


def _enclosed(text: str, at: int, closed: str) -> tuple[int, int, int] | None:
    """``(start, stop, end)`` of what stands between the mark at ``at`` and its partner; None without either.

    ``closed`` is the pattern of what may follow, compiled only now: most queries have no such marks.
    """
    partners = _PARTNERS.get(text[at : at + 1])
    if partners is None:
        return None
    follows = re.compile(closed).match
    for place in range(at + 1, len(text)):
        if text[place] in partners and follows(text, place + 1):
            return at + 1, place, place + 1
    return None


def _chunk_end(text: str, at: int) -> int:
    return _CHUNK.match(text, at).end()  # type: ignore[union-attr]


def _word(chunk: str, at: int, prose: bool, goes_on: bool) -> Word | Exclusion | None:
    places = [place for place, letter in enumerate(chunk) if letter.isalnum()]
    if not places:
        return None
    start, end = places[0], places[-1] + 1
    while end < len(chunk) and unicodedata.category(chunk[end])[0] == "M":
        end += 1
    text = chunk[start:end]
    if not prose and chunk[0] == "-" and start == 1 and chunk[-1] != "-":
        return Exclusion(text, False, at, at + len(chunk))
    divides = any(letter in PROSE_MARKS for letter in chunk[end:]) or (goes_on and chunk[-1] == "-")
    return Word(text, at, at + len(chunk), divides, start > 0 and FIELD_NAME.match(text) is not None)


def _symbols(text: str) -> Word | None:
    """What was asked for where no letter or digit was: no text has it, while lone punctuation is yet to be a query."""
    for chunk in re.finditer(r"\S+", text):
        places = [n for n, letter in enumerate(chunk[0]) if unicodedata.category(letter) in _SYMBOLS]
        if places:
            return Word(chunk[0][places[0] : places[-1] + 1], *chunk.span())
    return None


def _cleaned(text: str) -> str:
    """Without double quotation marks, and with single spaces: what stands between marks must not end them."""
    return " ".join("".join(" " if letter in DOUBLE_MARKS else letter for letter in text).split())
