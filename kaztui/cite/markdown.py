"""Citations as one Markdown note (CommonMark): the passages, then their sources, each once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..dossier import Dossier
from ..records import Claim, Quote, Source
from ..text import sanitise
from . import words

# What can begin inline markup or HTML; then what makes a heading, a list or a rule of a line that begins with it.
_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$]|!(?=\[)")
_BLOCK = re.compile(r"^(\s*\d*)([#+\-=.)])")


def markdown(dossier: Dossier, records: Sequence[words.Citable]) -> str:
    """One note: a block for each record, with numbers that lead to the sources at its end."""
    sources = words.sources_of(dossier, records)
    numbers = {source.id: number for number, source in enumerate(sources, start=1)}
    blocks = [_block(dossier, record, numbers) for record in records if not isinstance(record, Source)]
    listed = [f"{numbers[source.id]}. {_source(dossier, source)}" for source in sources]
    if blocks:
        return "\n\n".join([*blocks, "## Sources", "\n".join(listed)]) + "\n"
    return "\n".join(listed) + "\n"


def _block(dossier: Dossier, record: Quote | Claim | words.Reported, numbers: dict[str, int]) -> str:
    if isinstance(record, Claim):
        return escape(words.claim_line(record))
    if not isinstance(record, Quote):
        lines = [f"{escape(words.reported_line(dossier, record))}."]
        for report in record.reports:
            source = dossier.source_of_report(report)
            lines.append("- " + escape(words.report_line(dossier, report, ""))
                         + _reference(numbers[source], words.report_place(dossier, report)))  # fmt: skip
        return "\n".join([lines[0], "", *lines[1:]])
    where = _reference(numbers[record.source], words.place(dossier, record.source, record.at[0]))
    speaker = escape(words.speaker(dossier, record))
    about = escape(words.about(dossier, record))
    if words.is_reported(record):
        return f"**{speaker}**, {about}; {escape(words.reported(record))} {where}"
    quoted = [escape(words.own_words(record))]
    if gloss := words.translation(dossier, record):
        quoted.append(escape(gloss))
    return "\n>\n".join(f"> {line}" for line in quoted) + f"\n\n**{speaker}**, {about} {where}"


def _reference(number: int, place: str) -> str:
    return f"\\[{number}{f', {place}' if place else ''}\\]"


def _source(dossier: Dossier, source: Source) -> str:
    """The source's line; its URL alone is not escaped where it can stand in angle brackets."""
    url = sanitise(source.url or "")
    line = escape(words.source_line(dossier, source))
    if re.fullmatch(r"https?://[^\s<>]+", url):
        line = line.removesuffix(escape(url)) + f"<{url}>"
    return line


def escape(text: str) -> str:
    """``text`` as CommonMark that shows just that."""
    return _BLOCK.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", text))
