"""What holds for every text and every query."""

from __future__ import annotations

import unicodedata
from array import array
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kaztui
from kaztui.fields import documents, fields_of
from kaztui.search import Damaged, Index, contents
from kaztui.search.coverage import Coverage
from kaztui.search.highlight import Highlighter
from kaztui.search.postings import Postings, numbers_in
from kaztui.slices import done, found_by
from kaztui.text import fold, fold_map, unfold_span

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậớờởỡợ ABĐßİﬁЩщ…“”0129.-/", max_size=60)
ODD = st.one_of(
    VIETNAMESE,
    st.text(max_size=80),
    st.text("\"-:(){}[]\\*?+^$|~ ", max_size=40),
    st.text("\x00\x1b\u202e\u2066\ud800\udfff\u0301\u0323\ufe0fأب", max_size=40),
    st.lists(st.sampled_from(["10/1", "8-1", "d9ao3", "ddaor", "dao", "chihn", "tokayev", "«", "ngay"])).map(" ".join),
)


@pytest.fixture(scope="module")
def shipped() -> Index:
    dossier = kaztui.load()
    names = [[actor.name, *actor.native.values(), *actor.aliases] for actor in dossier.actors.values()]
    return Index(
        documents(dossier, "quote"), names=names, fields_of=fields_of(dossier, "quote")
    )


@given(VIETNAMESE, st.data(), st.sampled_from(["NFC", "NFD"]))
def test_a_folded_span_maps_back_to_itself(text: str, data: st.DataObject, form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, text)
    folded, origin = fold_map(text)
    assert folded == fold(text)
    if not folded:
        return
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, len(folded)))
    first, last = unfold_span(text, origin, start, end)
    assert folded[start:end] in fold(text[first:last])
    assert last == len(text) or not unicodedata.combining(text[last])
    assert not unicodedata.combining(text[first])


@given(ODD)
@settings(max_examples=300, deadline=None)
@example("a" * 10_000)
@example("10/1 " * 2_000)
@example("\u0301" * 10_000)
@example("ﷺ" * 5_000)
@example("toithichan " * 13)
@example("-" * 10_000)
@example('"' * 9_999)
@example("8-1 d9ao3 dao dao chihn tokayev tokayev tokayev ngay d9ao3 8-1 8-1 8-1 d9ao3 chihn tokayev ngay")
def test_no_query_is_too_odd(shipped: Index, query: str) -> None:
    matches = shipped.find(query, limit=20)  # how long that takes, tests/test_views_slices.py asks of the whole line
    spans = [match.spans for match in matches]
    assert [match.id for match in matches] == [match.id for match in shipped.find(query, limit=20)]
    assert all(0 <= match.score <= 1 for match in matches)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    for match, found in zip(matches, spans, strict=True):
        fields = shipped.fields(match.document)
        for name, pairs in found.items():
            ends = 0
            for start_, end in pairs:
                assert ends <= start_ < end <= len(fields[name])
                assert end == len(fields[name]) or not unicodedata.combining(fields[name][end])
                ends = end


@given(st.one_of(ODD, st.sampled_from(("dao chinh", "8,164", "8.164", "10/1", "toi 7 gio", "WeiSSrussland", "Токаев"))))
@settings(max_examples=150, deadline=None)
def test_no_hit_is_in_a_text_that_is_passed_over(shipped: Index, query: str) -> None:
    for match in shipped.find(query, limit=5):
        fields = shipped.fields(match.document)
        every = Highlighter(match._answer.question, shipped.contents)
        every._needed = [""]
        assert match.marked == every.marked(fields)


@given(ODD, st.integers(0, 1 << 130))
@settings(max_examples=150, deadline=None)
@example("0:0:0:0:0:0:0:0:0:0:0:DO:A:O", 1 << 16)
def test_a_filter_never_adds_a_match(shipped: Index, query: str, allowed: int) -> None:
    whole = {match.id for match in shipped.find(query)}
    filtered = {match.id for match in shipped.find(query, allowed=allowed)}
    ids = {shipped.ids[number] for number in numbers_in(allowed) if number < len(shipped)}
    assert filtered == whole & ids


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 40)), max_size=8), st.integers(0, 255))
def test_coverage_adds_as_numbers_do(added: list[tuple[int, int]], among: int) -> None:
    coverage = Coverage()
    for bitmap, weight in added:
        coverage.add(bitmap, weight)
    sums = [sum(weight for bitmap, weight in added if bitmap >> n & 1) for n in range(8)]
    members = [n for n in range(8) if among >> n & 1]
    assert coverage.best(among) == max((sums[n] for n in members), default=0)
    for level in range(0, 60, 3):
        assert numbers_in(coverage.at_least(level, among)) == [n for n in members if sums[n] >= level]


def test_a_dump_answers_as_the_index_did(shipped: Index) -> None:
    loaded = Index.load(shipped.dump(), fields_of=lambda id: shipped.fields(shipped.ids.index(id)))
    for query in ("dao chinh", "tokayev 10/1", "ODKB", "ddaor chinhs", "color revolution", ""):
        ours, theirs = shipped.find(query), loaded.find(query)
        assert [(match.id, match.score) for match in ours] == [(match.id, match.score) for match in theirs]
        assert [match.spans for match in ours[:3]] == [match.spans for match in theirs[:3]]
    assert loaded.dump() == shipped.dump()


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_dump_is_refused(shipped: Index, data: st.DataObject) -> None:
    whole = shipped.dump()
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Damaged):
        Index.load(whole[:cut])
    flipped = bytearray(whole)
    flipped[cut] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Damaged):
        Index.load(bytes(flipped))


@pytest.mark.parametrize(
    ("query", "statement"),
    [
        ("dao chinh", "tok-coup"),
        ("am muu dao chihn", "tok-coup"),
        ("blinken kho de ho roi di", "blinken-hard-to-leave"),
        ("wang yi sac mau", "wang-colour"),
    ],
)
def test_the_shipped_dossier(shipped: Index, query: str, statement: str) -> None:
    assert shipped.find(query)[0].id.startswith(statement)


@given(st.lists(st.sets(st.integers(0, 1_999), max_size=12), min_size=1, max_size=60))
def test_the_documents_with_any_of_many_rare_forms_are_those_with_one_of_them(having: list[set[int]]) -> None:
    """However many they are: they are gathered a bit a document, or a byte."""
    postings = done(found_by(Postings.of(2_000, [array("I", sorted(numbers)) for numbers in having])))
    found = postings.union(range(len(having)))
    assert found == sum(1 << number for number in set().union(*having))


_RARE = st.sets(st.integers(0, 1_999), max_size=12)
_FREQUENT = st.builds(lambda start: set(range(start, 2_000, 7)), st.integers(0, 6))


@given(st.lists(_RARE | _FREQUENT, min_size=1, max_size=12), st.lists(_RARE | _FREQUENT, min_size=1), st.data())
def test_a_form_has_its_own_documents_and_those_of_the_groups_that_it_is_in(
    own: list[set[int]], sharing: list[set[int]], data: st.DataObject
) -> None:
    groups = data.draw(st.dictionaries(
        st.integers(0, len(own) - 1), st.lists(st.integers(0, len(sharing) - 1), max_size=4, unique=True)
    ))  # fmt: skip
    lists, shared = ([array("I", sorted(numbers)) for numbers in each] for each in (own, sharing))
    postings = done(found_by(Postings.of(2_000, lists, groups, shared)))
    assert not lists
    for form, numbers in enumerate(own):
        expected = numbers.union(*[sharing[group] for group in groups.get(form, ())])
        assert postings.count[form] == len(expected)
        assert postings.bitmap(form) == sum(1 << number for number in expected)


def test_as_many_forms_as_two_bytes_cannot_number_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [(f"q-{number}", {"text": f"word{number} common {number}"}) for number in range(300)]
    narrow = Index(documents)
    monkeypatch.setattr(contents, "_NARROW", 100)
    wide = Index(documents)
    assert narrow.contents.words.itemsize < wide.contents.words.itemsize  # type: ignore[attr-defined]
    assert list(narrow.contents.words) == list(wide.contents.words)
    for query in ("word7 common", "commn word250", "common 299"):
        assert [(each.id, each.score) for each in narrow.find(query)] == [
            (each.id, each.score) for each in wide.find(query)
        ]


def test_a_document_that_says_a_phrase_again_and_again_has_its_pairs_once() -> None:
    """More than there are of them in one bucket, counted twice, would make a bitmap of what is a list."""
    documents = [(f"q-{number}", {"text": f"word{number} other{number}"}) for number in range(2_000)]
    documents[5:9] = [(f"again-{n}", {"text": "one phrase, one phrase, one phrase, one phrase"}) for n in range(4)]
    index = Index(documents).contents
    expected: dict[int, set[int]] = {}
    for number in range(2_000):
        tokens = [index.vocabulary.token_of[form] for form in index.stretch(number) if form not in index.fields]
        codes = [contents.code(index.vocabulary.tokens[token]) for token in tokens]
        for first, second in pairwise(codes):
            bucket = contents.bucket(first, second) & contents.buckets_for(2_000) - 1
            expected.setdefault(bucket, set()).add(number)
    for bucket, numbers in expected.items():
        assert set(numbers_in(index.pairs.bitmap(bucket))) == numbers
