"""Passages in a normalised page, and where its characters come from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaztui.passages import Page
from kaztui.records import Span
from kaztui.text import digest, normalise, normalise_map


@pytest.mark.parametrize(
    ("clause", "printed", "found"),
    [
        ("có tới 5", "có tới 5, nhưng", True),
        ("có tới 5", "có tới 5%", False),
        ("có tới 2", "có tới 2.030", False),
        ("có tới 2", "có tới 2. 030", True),
        ("đêm 3", "đêm 3/5", False),
        ("5 người", "3/5 người", False),
        ("8 người", "18 người", False),
        ("8 người", "(8 người)", True),
        ("từ 2,5", "từ 2,5. Và", True),
        ("lở", "lởm", False),
        ("Nga", "Nga-Mỹ", True),
        ("桥已关闭", "他说桥已关闭三天", True),  # written without spaces: any letter may begin a clause
        ("पुल बंद क", "पुल बंद की", False),  # a vowel sign belongs to its letter
    ],
)
def test_where_a_passage_may_be_cut_out(clause: str, printed: str, found: bool) -> None:
    page = Page(f"Rằng {printed} thế")
    assert bool(page.every(clause)) is found
    if found:
        assert page.sweep({digest(clause)}, page.words) == {digest(clause): page.plain.index(clause)}


@given(st.text(alphabet=st.sampled_from("aạ\u0301\u0323e “'\n\xa0\u2003가\u1100\u1161\u11a8\u212b\u0344"), max_size=40))
def test_a_normalised_map_is_normalise_with_where_each_character_comes_from(text: str) -> None:
    plain, origin = normalise_map(text)
    assert plain == normalise(text)
    assert len(origin) == len(plain) + 1
    assert list(origin) == sorted(origin)


def span_of(page: Page, passage: str) -> Span:
    (start,) = page.every(passage)
    return page.raw(start, start + len(passage))


def test_a_composed_passage_maps_back_to_whole_letters() -> None:
    text = unicodedata.normalize("NFD", "Ông  Lâm\n“nói” thế")
    start, end = span_of(Page(text), 'Lâm "nói"')
    assert unicodedata.normalize("NFC", text[start:end]) == "Lâm\n“nói”"
