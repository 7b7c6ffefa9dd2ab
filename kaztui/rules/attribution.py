"""Through whom: the rules of chains, outlets and titles."""

from __future__ import annotations

from ..records import Chain, Quote, Report, Source
from .breach import Path, Say


def check_chain(link: Quote | Report, source: Source | None, speaker: str | None, path: Path, say: Say) -> None:
    """The chain of a quote or report against how it is known.

    ``source``: the article, None where it is not known. ``speaker``: None for what the article says itself.
    """
    chain, basis = link.chain, link.chain_basis
    if basis == "article":
        if chain:
            what = "not written with chain_basis 'article': it is the source's credits"
            say((*path, "chain"), what)
        elif source is not None and not source.credits:
            say((*path, "chain_basis"), f"'article' is the source's credits, and {source.id!r} credits nobody")
    elif chain and basis is None:
        say((*path, "chain"), "a chain needs chain_basis: 'stated' or 'inferred'")
    elif basis is not None and not chain:
        say((*path, "chain_basis"), f"{basis!r} needs a chain")
    if chain:
        _check_links(chain, speaker, path, say)


def _check_links(chain: Chain, speaker: str | None, path: Path, say: Say) -> None:
    seen: set[str] = set()
    for index, link in enumerate(chain):
        alone = isinstance(link, str)
        if not alone and len(link) < 2:
            say((*path, "chain", index), "a list in a chain is 'one of these': two ids at least")
        for position, id in enumerate((link,) if isinstance(link, str) else link):
            if id == speaker or id in seen:
                where = (*path, "chain", index) if alone else (*path, "chain", index, position)
                what = f"the speaker, {id!r}, is not repeated" if id == speaker else f"{id!r} is there already"
                say(where, what)
            seen.add(id)


def check_outlet(source: Source, say: Say) -> None:
    """Whether outlet, title and date of issue agree with how they are known."""
    if source.container_title is not None and source.outlet_basis == "unknown":
        say(("container-title",), "an outlet needs outlet_basis: 'stated' or 'inferred'")
    if source.container_title is None and source.outlet_basis != "unknown":
        say(("outlet_basis",), f"{source.outlet_basis!r} needs the outlet, 'container-title'")
    in_brackets = source.title.startswith("[") and source.title.endswith("]")
    if source.title_basis == "supplied" and not in_brackets:
        say(("title",), "a title that is not printed stands in [square brackets]")
    if source.title_basis == "printed" and in_brackets:
        say(("title",), "a title in [square brackets] is not printed: it needs title_basis: supplied")
    if source.issued is None and source.issued_basis == "inferred":
        say(("issued_basis",), "no 'issued' that could be inferred")
