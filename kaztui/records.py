"""What a record is: the typed, frozen form of everything that a dossier holds.

One class a record, one field a line. Field names in files are CSL-JSON's, FollowTheMoney's, W3C Web
Annotation's and PARC3's where those have one (``container-title``, ``URL``); in Python they are
``container_title`` and ``url``. Everything is kept as it was written: dates are EDTF strings (see
:mod:`kaztui.dates`), text is not made safe for a screen (see :mod:`kaztui.text`).

The schemas for editors, the strict loader and the JSON form are all derived from these classes.
"""

# Without "from __future__ import annotations": msgspec would have to compile every type that is written here as text,
# which takes longer than to read all that a dossier holds.

from collections.abc import Callable
from operator import attrgetter
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct

FORMAT_VERSION = 1

# `$` alone lets a last line end through in Python; `\Z` would keep it out, but JSON Schema has none.
ID_PATTERN = r"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$(?!\n)"
DIGEST_PATTERN = r"^[1-9][0-9]{0,6}:[0-9a-f]{16}$(?!\n)"
SHA256_PATTERN = r"^[0-9a-f]{64}$(?!\n)"

Id = Annotated[str, Meta(extra={"kaztui": "id"}, extra_json_schema={"pattern": ID_PATTERN})]
"""The name of a record, unique in the whole dossier. :mod:`kaztui.store` compares the pattern when it reads what
somebody has written; done by msgspec, for each id whenever a record is made, it takes longer than all the rest.
One that names another record needs no look: nothing has a name that is no id."""
Line = Annotated[str, Meta(min_length=1)]
"""Text that may not be empty."""
Edtf = Annotated[str, Meta(min_length=1, max_length=64, extra={"kaztui": "edtf"})]
"""A date, EDTF level 1 or a one-of set."""
Offset = Annotated[int, Meta(ge=0)]
Span = tuple[Offset, Offset]
"""``[start, end]`` in the source's pinned text: Unicode code points, end exclusive."""
Digest = Annotated[str, Meta(pattern=DIGEST_PATTERN)]
# A link that stands alone is no `Id` here: in a union with a list, msgspec 0.22.0 mistakes the pattern's regex for
# the type of the list's items, and then garbage collection crashes (as in its issue 717). That each link names an
# actor is checked with the other references.
Chain = tuple[Line | tuple[Id, ...], ...]
"""Links, nearest to the source first; a list is "one of these, the article does not say which"."""

OutletBasis = Literal["stated", "inferred", "unknown"]
Basis = Literal["stated", "inferred"]
ChainBasis = Literal["stated", "inferred", "article"]
ActorKind = Literal["person", "organization", "state", "media", "group"]
EventKind = Literal[
    "protest", "violence", "emergency", "deployment", "withdrawal", "meeting", "diplomacy",
    "appointment", "arrest", "mourning", "restoration", "background",
]  # fmt: skip
EventStatus = Literal["happened", "planned", "alleged", "ongoing"]
Mode = Literal["direct", "mixed", "indirect", "scare"]
Certainty = Literal["certain", "probable", "doubtful"]
Stance = Literal["reports", "contradicts"]
AnswerStatus = Literal["reported", "disputed", "retracted"]


def _doc(text: str) -> Meta:
    """A field's description, shown by editors that know the schema."""
    return Meta(description=text)


class _Record(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    pass


class Languages(_Record, frozen=True, kw_only=True):
    quotes: Annotated[Line | None, _doc("BCP 47 tag of the quotes' language")] = None
    gloss: Annotated[Line | None, _doc("BCP 47 tag of the glosses' language")] = None


class About(_Record, frozen=True, kw_only=True):
    """``dossier.yaml``: what the dossier as a whole is."""

    id: Id
    title: Line
    summary: Line | None = None
    period: Annotated[Edtf | None, _doc("the time it covers; open dates are clipped to it")] = None
    timezone: Annotated[Line | None, _doc("IANA name of the zone that its dates are in")] = None
    languages: Languages | None = None
    licence: Line | None = None
    note: Line | None = None


class Text(_Record, frozen=True, kw_only=True):
    """The pinned plain text of a source, which is not part of the dossier, as its measure."""

    sha256: Annotated[str, Meta(pattern=SHA256_PATTERN), _doc("of the file's bytes")]
    length: Annotated[int, Meta(ge=1), _doc("in Unicode code points")]
    body: Annotated[tuple[Span, ...], _doc("the stretches that are the article itself")]
    paragraphs: Annotated[tuple[Offset, ...], _doc("where the body's paragraphs begin")]


class Source(_Record, frozen=True, kw_only=True, rename={"container_title": "container-title", "url": "URL"}):
    """One article."""

    id: Id
    title: Annotated[Line, _doc("as printed, or a description in [square brackets]")]
    title_basis: Annotated[Literal["printed", "supplied"], _doc("supplied: not printed")] = "printed"
    type: Annotated[Line, _doc("CSL type")] = "article-newspaper"
    author: tuple[Line, ...] = ()
    container_title: Annotated[Line | None, _doc("the outlet")] = None
    outlet_basis: Annotated[OutletBasis, _doc("how the outlet is known")] = "unknown"
    url: Line | None = None
    language: Line | None = None
    issued: Edtf | None = None
    issued_basis: Basis = "stated"
    credits: Annotated[tuple[Id, ...], _doc("actors that the article credits as a whole")] = ()
    text: Text
    note: Line | None = None


class Role(_Record, frozen=True, kw_only=True):
    title: Line
    of: Annotated[Id | None, _doc("the actor in which the role is held")] = None
    since: Edtf | None = None
    until: Edtf | None = None


class Actor(_Record, frozen=True, kw_only=True):
    """A person, organisation, state, medium or group that acts or speaks."""

    id: Id
    name: Line
    kind: ActorKind
    native: Annotated[dict[str, Line], _doc("language tag: the name in it")] = {}
    aliases: Annotated[tuple[Line, ...], _doc("every other form that a reader may type")] = ()
    roles: tuple[Role, ...] = ()
    member_of: tuple[Id, ...] = ()
    note: Line | None = None


class Place(_Record, frozen=True, kw_only=True):
    id: Id
    name: Line
    kind: Line | None = None
    part_of: Annotated[Id | None, _doc("a place")] = None
    aliases: tuple[Line, ...] = ()
    note: Line | None = None


class Participant(_Record, frozen=True, kw_only=True):
    actor: Id
    role: Line | None = None


class Report(_Record, frozen=True, kw_only=True):
    """Where an event or an answer is printed: through a quote, or by the article itself."""

    quote: Annotated[Id | None, _doc("the quote through which the article says it")] = None
    source: Annotated[Id | None, _doc("the article that says it itself")] = None
    at: Span | None = None
    digest: Digest | None = None
    chain: Chain = ()
    chain_basis: ChainBasis | None = None
    stance: Stance = "reports"
    note: Line | None = None


class Event(_Record, frozen=True, kw_only=True):
    """Something that happened, is planned or is alleged."""

    id: Id
    title: Line
    kind: EventKind
    date: Edtf | None = None
    date_basis: Basis = "stated"
    date_text: Annotated[Line | None, _doc("the date as printed")] = None
    part_of_day: Line | None = None
    summary: Line | None = None
    status: EventStatus = "happened"
    places: tuple[Id, ...] = ()
    participants: tuple[Participant, ...] = ()
    part_of: Annotated[Id | None, _doc("an event")] = None
    reports: Annotated[tuple[Report, ...], Meta(min_length=1)]
    note: Line | None = None


class Quote(_Record, frozen=True, kw_only=True):
    """One source's wording of one statement, quoted or reported."""

    id: Id
    source: Id
    mode: Mode
    text: Annotated[Line | None, _doc("the quoted words, character for character")] = None
    paraphrase: Annotated[Line | None, _doc("the reported clause in our own words")] = None
    gloss: Annotated[Line | None, _doc("English; quoted words only in marks")] = None
    at: Annotated[Span, _doc("where the words, or the reporting clause, stand")]
    sentence: Annotated[Span | None, _doc("the sentence around it; default: at")] = None
    digest: Annotated[Digest, _doc("of the normalised sentence; `kaztui anchor` prints it")]
    cue: Annotated[Line | None, _doc("the words that introduce it")] = None
    chain: Chain = ()
    chain_basis: ChainBasis | None = None
    certainty: Certainty = "certain"
    note: Line | None = None


class Statement(_Record, frozen=True, kw_only=True):
    """One point that one speaker made on one occasion."""

    id: Id
    speaker: Id
    gist: Annotated[Line, _doc("one English sentence in our own words")]
    date: Annotated[Edtf | None, _doc("default: the occasion's")] = None
    date_basis: Basis | None = None
    date_text: Line | None = None
    occasion: Annotated[Id | None, _doc("an event")] = None
    to: Annotated[tuple[Id, ...], _doc("the actors addressed")] = ()
    topics: tuple[Line, ...] = ()
    replies_to: Annotated[Id | None, _doc("the statement that it answers")] = None
    about: Annotated[Id | None, _doc("the statement that it explains or quotes")] = None
    quotes: Annotated[tuple[Quote, ...], Meta(min_length=1)]
    note: Line | None = None


class Answer(_Record, frozen=True, kw_only=True):
    """One answer to a claim's question, with who gives it."""

    id: Id
    answer: Line
    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    unit: Line | None = None
    of: Annotated[Line | None, _doc("whom or what it counts")] = None
    printed: Annotated[Line | None, _doc("the figure as printed")] = None
    as_of: Edtf | None = None
    by: Annotated[Id | None, _doc("the actor who says it; default: the quote's speaker")] = None
    status: AnswerStatus = "reported"
    reports: Annotated[tuple[Report, ...], Meta(min_length=1)]
    note: Line | None = None


class Claim(_Record, frozen=True, kw_only=True):
    """A question to which sources give answers."""

    id: Id
    question: Line
    note: Annotated[Line | None, _doc("why the answers are or are not comparable")] = None
    answers: Annotated[tuple[Answer, ...], Meta(min_length=1)]


Record = Source | Actor | Place | Event | Statement | Claim
"""A record that stands in a collection of its own."""

COLLECTIONS: dict[str, type[Record]] = {
    "sources": Source,
    "actors": Actor,
    "places": Place,
    "events": Event,
    "statements": Statement,
    "claims": Claim,
}
"""Collection (and file) name → record class, in the order in which a dossier is written and checked."""


class Inside(NamedTuple):
    """Where in a record there are others with ids of their own."""

    field: str
    kind: str
    of: Callable[[Any], tuple[Any, ...]]


INSIDE = {
    "statements": Inside("quotes", "quote", attrgetter("quotes")),
    "claims": Inside("answers", "answer", attrgetter("answers")),
}
"""Collection name → the records with ids of their own that are inside one of its records."""

KINDS: dict[str, type[Struct]] = {
    "source": Source,
    "actor": Actor,
    "place": Place,
    "event": Event,
    "statement": Statement,
    "quote": Quote,
    "claim": Claim,
    "answer": Answer,
}
"""The kinds of things that have an id, by the word that commands and JSON use."""


def kind_of(record: Any) -> str:
    """The word for a record's class: ``"quote"`` for a :class:`Quote`."""
    return type(record).__name__.lower()
