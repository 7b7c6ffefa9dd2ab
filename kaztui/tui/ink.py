"""Lines of text in inks: what panes are made of before they meet a terminal.

An ink is the name of a meaning (``own``: somebody's own words); :mod:`kaztui.tui.theme` knows its colours. Widths
are terminal cells, so that wide and combining characters line up. Nothing here reads markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len, get_character_cell_size

from ..text import sanitise


class Link(NamedTuple):
    """Where words lead, and what they ask where they become a filter.

    ``target``: a record's id, or ``event@source`` for what one article says of an event; empty where they lead to no
    record. ``field`` and ``value``: a condition of the query line, the value being an id, a day or a topic. ``row``:
    it is a row of a list, which one sees.
    """

    target: str = ""
    field: str = ""
    value: str = ""
    row: bool = False


class Span(NamedTuple):
    """Text in one ink; made by :func:`ink`. ``link`` says where it leads."""

    text: str
    ink: str
    link: Link | None = None


class Line(Struct, frozen=True):
    """One line of a screen."""

    spans: tuple[Span, ...] = ()


Spans = Sequence[Span]

_WIDE = "\u1100-\u115e\u2e80-\u303e\u3041-\u33ff\u3400-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
# A line may end at a space or beside an ideograph, never at a no-break space. Where ideographs are takes longer to
# compile than a first screen to lay out, so that is done when there is text that may have one.
_WORDS = r"[^ ]+ *| +"
_WORDS_AND_IDEOGRAPHS = rf"[{_WIDE}] *|[^ {_WIDE}]+ *| +"


def ink(text: str, name: str = "text") -> Span:
    """``text`` in an ink, made safe for a screen: the one way in for the words of a record."""
    return Span(sanitise(text), name)


def marked(text: str, spans: Iterable[tuple[int, int]], name: str = "text") -> list[Span]:
    """``text`` in an ink, with ``spans`` of the original characters marked as what matched."""
    parts: list[Span] = []
    done = 0
    for start, end in spans:
        parts += [ink(text[done:start], name), ink(text[start:end], f"{name} match")]
        done = end
    parts.append(ink(text[done:], name))
    return [part for part in parts if part.text]


def linked(spans: Iterable[Span], target: str, field: str = "", value: str = "") -> list[Span]:
    """The spans, leading to a record; what else they lead to already is kept."""
    link = Link(target, field, value or target)
    return [span if span.link or not span.text else span._replace(link=link) for span in spans]


def width_of(spans: Iterable[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)


def wrap(
    spans: Spans, width: int, *, first: int | None = None, most: int = 1_000, hang: int = 0
) -> list[tuple[Span, ...]]:
    """Lines of at most ``width`` cells, the first of at most ``first``, broken between words; at least one.

    Lines after the first begin with ``hang`` spaces. Of more than ``most`` lines the last that is kept ends in ``…``.
    """
    width = max(2, width)
    first, hang = width if first is None else max(2, first), min(hang, width - 2)
    text = "".join(span.text for span in spans)
    breaks = _breaks(text, first, width - hang)
    pad = (Span(" " * hang, "text"),) if hang else ()
    lines = [
        (pad if number else ()) + _cut(spans, start, start + len(text[start:end].rstrip(" ")))
        for number, (start, end) in enumerate(zip(breaks, breaks[1:], strict=False))
    ]
    if len(lines) > most:
        rest, room = ((), first) if most == 1 else (pad, width - hang)
        lines[most - 1 :] = [rest + crop(_cut(spans, breaks[most - 1], len(text)), room)]
    return lines


def crop(spans: Spans, width: int) -> tuple[Span, ...]:
    """The spans cut to ``width`` cells, ending in ``…`` where something was cut."""
    if width_of(spans) <= width:
        return tuple(spans)
    if width < 1:
        return ()
    text = "".join(span.text for span in spans)
    kept = _cut(spans, 0, len(text[: _fitting(text, 0, width - 1, least=0)].rstrip(" ")))
    return (*kept, kept[-1]._replace(text="…") if kept else Span("…", "text"))


def spread(left: Spans, right: Spans, width: int, *, gap: int = 1, fill: Span | None = None) -> tuple[Span, ...]:
    """``left`` and ``right`` at the two edges; ``left`` is cropped, ``right`` left out where not even that helps."""
    room = width - width_of(right) - (gap if right else 0)
    if right and room < min(8, width_of(left)):
        return spread(left, (), width, fill=fill)
    left = crop(left, max(0, room))
    middle = width - width_of(left) - width_of(right)
    between = Span((fill.text if fill else " ") * max(0, middle), fill.ink if fill else "text")
    return (*left, between, *right) if right or fill else tuple(left)


def _breaks(text: str, first: int, rest: int) -> list[int]:
    """Where lines begin, then the end of the text."""
    starts, used, room = [0], 0, first
    for word in re.finditer(_WORDS if max(text, default="") < "\u2e80" else _WORDS_AND_IDEOGRAPHS, text):
        wide = cell_len(word[0].rstrip(" "))
        if used and used + wide > room:
            starts.append(word.start())
            used, room = 0, rest
        position = word.start()
        while wide > room:  # a word longer than a line
            position = _fitting(text, position, room)
            starts.append(position)
            wide, used, room = cell_len(text[position : word.end()].rstrip(" ")), 0, rest
        used += cell_len(text[position : word.end()])
    return [*starts, len(text)]


def _fitting(text: str, start: int, width: int, least: int = 1) -> int:
    """The end of the longest stretch from ``start`` that ``width`` cells hold, or of ``least`` characters."""
    used = 0
    for position in range(start, len(text)):
        used += get_character_cell_size(text[position])
        if used > width:
            return max(position, start + least)
    return len(text)


def _cut(spans: Spans, start: int, end: int) -> tuple[Span, ...]:
    """The spans between two character positions of their joined text."""
    parts: list[Span] = []
    position = 0
    for span in spans:
        piece = span.text[max(0, start - position) : max(0, end - position)]
        if piece:
            parts.append(span._replace(text=piece))
        position += len(span.text)
    return tuple(parts)
