"""The query line: one line of text is the whole state of an explorer. It selects quotes.

  word        every word must match; marks and typos do not matter, marks that are typed come first (dao
              chinh)
  "a phrase"  these words in this order, exactly but for marks ("cach mang mau")
  -word       leaves out what has it; so do -"a phrase" and -field:value (-putin)
  speaker:    who says it (speaker:"Wang Yi")
  actor:      who speaks, is addressed, or takes part in what it is about (actor:zas)
  source:     which article: its id, outlet or title (source:PLVN)
  via:        through whom it reached the article; inferred links count and are marked (via:tass)
  basis:      how that is known: stated, article, inferred or none (basis:stated)
  mode:       how it is quoted: direct, mixed, indirect or scare (mode:direct)
  kind:       what kind of event it was said at, or tells of (kind:deployment)
  place:      where that was, or in what larger place (place:almaty)
  topic:      what it is about (topic:coup)
  event:      the event that it was said at or tells of: its id or words of its title (event:meeting)
  on:         said on that day, in that month or range; perhaps, where the date is open (on:5/1..8/1)
  after:      that day or later (after:2022-01-10)
  before:     that day or earlier (before:10 jan)
  has:        variants: several wordings of one statement; reply: is or has an answer (has:variants)
  is:         of the event: happened, planned, alleged or ongoing (is:planned)
  certainty:  of who said it: certain, probable or doubtful (certainty:probable)

A comma between values is or, a field given twice is and, -field:a,b is neither of the two.
A field's name may be cut short (sp:putin); a value is a name, another name or an id, roughly typed.
Days are 10/1 (day/month), 10 jan, 2022-01-10, any EDTF date, or a range 5/1..8/1, 5/1.., ..8/1.
Anything else is words: pasted text needs no care.

This table is :func:`as_text`, which a test compares. :func:`parse` reads a line; a mistake never stops it unless it is
told to be strict. What values name, and which quotes answer, :mod:`kaztui.conditions` works out for one dossier.
"""

from __future__ import annotations

from .grammar import FIELDS, NOTES, RULES, Field, Rule, as_markdown, as_text
from .read import MAX_LENGTH, beyond, field_named, parse
from .terms import (
    DOUBLE_MARKS,
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
    printed_value,
)

__all__ = [
    "DOUBLE_MARKS", "FIELDS", "MAX_LENGTH", "NOTES", "RULES", "Condition", "Exclusion", "Field", "Mistake", "Phrase",
    "Problem", "Query", "QueryError", "Rule", "Term", "Value", "Word", "as_markdown", "as_text", "beyond",
    "field_named", "parse", "printed", "printed_value",
]  # fmt: skip
