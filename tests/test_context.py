"""In context: the article's paragraphs with what is quoted in them, and what is said where it is not to be found."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from kaztui import Dossier, load
from kaztui.context import LONGEST, Context, context
from kaztui.records import COLLECTIONS, Report
from kaztui.verify import Verification, verify

SAMPLE = Path(__file__).parent / "sample"
ARTICLES = SAMPLE / "articles"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(SAMPLE / "dossier")


def verified(dossier: Dossier, folder: Path) -> Verification:
    return verify({name: dict(dossier.collection(name)) for name in COLLECTIONS}, folder)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pinned(dossier: Dossier) -> Verification:
    return verified(dossier, ARTICLES)


def marked(found: Context, mark: str = "this") -> list[str]:
    return [
        paragraph.text[stretch.start : stretch.end]
        for paragraph in found.paragraphs
        for stretch in paragraph.stretches
        if stretch.mark == mark
    ]


def test_every_anchor_stands_in_the_paragraph_in_focus(dossier: Dossier, pinned: Verification) -> None:
    for row in pinned.rows:
        found = context(dossier, row.id, pinned)
        focus = found.paragraphs[found.focus]
        assert (found.result, found.says, found.known_by) == ("exact", row.why, "")
        assert any(stretch.id == row.id for stretch in focus.stretches)
        assert found.place == f"paragraph {focus.number} of {len(found.paragraphs)}"
        if quote := dossier.quotes.get(row.id):
            assert quote.text is None or marked(found) == [quote.text]


def test_the_paragraphs_are_the_articles_own(dossier: Dossier, pinned: Verification) -> None:
    found = context(dossier, "q-look", pinned)
    text = (ARTICLES / "thoi-dai.txt").read_text(encoding="utf-8")
    assert [paragraph.start for paragraph in found.paragraphs] == list(dossier.sources["thoi-dai"].text.paragraphs)
    assert all(text[each.start :].startswith(each.text) and "\n" not in each.text for each in found.paragraphs)


def test_what_else_is_anchored_there_is_marked_too_and_nothing_overlaps(dossier: Dossier, pinned: Verification) -> None:
    found = context(dossier, "q-look", pinned)
    others = {quote.id for quote in dossier.quotes.values() if quote.source == "thoi-dai"} - {"q-look"}
    stretches = [stretch for paragraph in found.paragraphs for stretch in paragraph.stretches]
    assert {stretch.id for stretch in stretches if stretch.mark == "quote"} == others
    assert any(stretch.mark == "report" and "#" in stretch.id for stretch in stretches)
    for paragraph in found.paragraphs:
        edges = [edge for stretch in paragraph.stretches for edge in stretch[:2]]
        assert edges == sorted(edges) and all(0 <= edge <= len(paragraph.text) for edge in edges)


def test_a_report_through_a_quote_is_that_quote(dossier: Dossier, pinned: Verification) -> None:
    assert context(dossier, "dead-7#0", pinned) == context(dossier, "q-figures", pinned)


def test_a_report_of_the_articles_own(dossier: Dossier, pinned: Verification) -> None:
    found = context(dossier, "dead-9#0", pinned)
    (clause,) = marked(found)
    assert "9" in clause
    assert found.recorded == (("How many people died?", "Nine"), ("printed", "“9”"))


def test_an_article_is_not_said_to_print_words_of_another(dossier: Dossier) -> None:
    """An event has one text of its date, and an answer one figure as printed, however many articles have it."""
    assert dossier.events["breach"].date_text
    assert context(dossier, "breach#0").recorded == (("event", "The dyke breaks at Bến Lụa (morning)"),)
    claim = dossier.claims["dead"]
    nine = structs.replace(dossier.answers["dead-9"], reports=(
        *dossier.answers["dead-9"].reports, Report(source="mien-song", at=(0, 9), digest="9:0123456789abcdef"),
    ))  # fmt: skip
    collections = {name: dict(dossier.collection(name)) for name in COLLECTIONS}
    collections["claims"]["dead"] = structs.replace(claim, answers=(*claim.answers[:2], nine))
    both = Dossier(dossier.about, collections)  # type: ignore[arg-type]
    for id in ("dead-9#0", "dead-9#1"):
        assert context(both, id).recorded == (("How many people died?", "Nine"),)


def test_a_term_at_arms_length_is_not_called_printed_words(dossier: Dossier) -> None:
    recorded = dict(context(dossier, "q-rumour").recorded)
    assert recorded["marked by the article"] == "“xả lũ trong đêm”" and "printed" not in recorded


def test_without_articles_the_place_and_the_words_of_the_record_are_there(dossier: Dossier) -> None:
    found = context(dossier, "q-look")
    assert (found.result, found.place, found.paragraphs) == ("no-text", "paragraph 4 of 7", ())
    assert found.says == "the article's text is not at hand: --articles DIR"
    assert ("printed", "“Ai nói chậm thì xin mời ra đê mà xem!”") in found.recorded
    assert not found.is_found
    labels = [label for label, _ in context(dossier, "q-heard").recorded]
    assert "printed" not in labels and "reported, in our words" in labels


def edited(tmp_path: Path, edit: Callable[[str], str]) -> Path:
    for path in ARTICLES.iterdir():
        (tmp_path / path.name).write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    return tmp_path


WORDS = "Ai nói chậm thì xin mời ra đê mà xem!"
EDITS: dict[str, tuple[Callable[[str], str], str, list[str], str]] = {
    "a line before": (lambda text: "Quảng cáo\n\n" + text, "moved", [WORDS], "not where the record says"),
    "decomposed": (lambda text: unicodedata.normalize("NFD", text), "normalised",
                   [unicodedata.normalize("NFD", WORDS)], "other marks or spaces"),
    "twice": (lambda text: text + "\n" + text, "ambiguous", [], "more than once"),
    "denied": (lambda text: text.replace(WORDS, "Không."), "lost", [], "not in this text"),
}  # fmt: skip


@pytest.mark.parametrize("how", EDITS)
def test_a_page_that_was_edited(dossier: Dossier, tmp_path: Path, how: str) -> None:
    edit, result, words, says = EDITS[how]
    found = context(dossier, "q-look", verified(dossier, edited(tmp_path, edit)))
    assert (found.result, marked(found), found.is_found) == (result, words, bool(words))
    assert says in found.says
    assert found.known_by == "known by its name, not the pinned text"
    assert found.paragraphs and (not words or words[0] in found.paragraphs[found.focus].text)


ODD: list[Callable[[str], str]] = [
    lambda text: text.replace("\n", " "),
    lambda text: text.replace("\n", "\r"),
    lambda text: "x" * 20_000 + text + "y" * 20_000,
    lambda text: "\u2028".join(text.split()),
    lambda text: text[:1],
    lambda text: "\n".join(text),
    lambda text: text + "\u0301" * 5_000,
]


@pytest.mark.parametrize("edit", ODD, ids=range(len(ODD)))
def test_an_odd_article_is_shown_all_the_same(dossier: Dossier, tmp_path: Path, edit: Callable[[str], str]) -> None:
    verification = verified(dossier, edited(tmp_path, edit))
    for row in verification.rows:
        found = context(dossier, row.id, verification)
        assert found.is_found == (row.found is not None)
        assert 0 <= found.focus < max(1, len(found.paragraphs))
        assert all(len(paragraph.text) <= LONGEST for paragraph in found.paragraphs)
        assert not found.is_found or any(each.mark == "this" for each in found.paragraphs[found.focus].stretches)


def test_all_of_a_very_long_paragraph_is_there_in_pieces(dossier: Dossier, tmp_path: Path) -> None:
    folder = edited(tmp_path, lambda text: " ".join(text.split()) + " A b, c d." * 3_000)
    found = context(dossier, "q-look", verified(dossier, folder))
    text = (folder / "thoi-dai.txt").read_text(encoding="utf-8")
    assert {paragraph.number for paragraph in found.paragraphs} == {1}
    assert " ".join(paragraph.text for paragraph in found.paragraphs) == text
    assert all(paragraph.text.endswith(".") for paragraph in found.paragraphs[1:])


@pytest.mark.parametrize("id", ["oriol", "none", "dead-9#1", "dead-9#x", "dead-9#", "dead-9#9999999", "q-look#0", "#"])
def test_what_is_no_anchor(dossier: Dossier, id: str) -> None:
    with pytest.raises(KeyError):
        context(dossier, id)
