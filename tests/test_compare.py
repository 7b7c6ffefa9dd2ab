"""Wordings side by side: which words articles share, which differ in marks, which stand elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kaztui import Dossier, load
from kaztui.compare import JOINT, MOST_COLUMNS, Column, compare
from kaztui.records import COLLECTIONS, About, Actor, Quote, Record, Source, Statement, Text

SAMPLE = Path(__file__).parent / "sample" / "dossier"
SIGNS = {"all": "", "some": "+", "marks": "~", "moved": "^", "again": "*", "only": "!"}


def made(*columns: Sequence[str | None]) -> Dossier:
    """A dossier of one statement: a source for each column, a quote for each text; None is only reported."""
    collections: dict[str, dict[str, Record]] = {name: {} for name in COLLECTIONS}
    collections["actors"]["a"] = Actor(id="a", name="A", kind="person")
    quotes: list[Quote] = []
    for number, texts in enumerate(columns):
        text = Text(sha256="0" * 64, length=9_999, body=((0, 9_999),), paragraphs=(0,))
        collections["sources"][f"s{number}"] = Source(id=f"s{number}", title="T", text=text)
        for place, words in enumerate(texts):
            fields: dict[str, Any] = {"mode": "direct", "text": words} if words is not None else {
                "mode": "indirect", "paraphrase": "same words"}  # fmt: skip
            quotes.append(Quote(id=f"q{number}-{place}", source=f"s{number}", at=(place, place + 1),
                                digest="1:0123456789abcdef", **fields))  # fmt: skip
    # not in article order: the comparison puts them so
    collections["statements"]["said"] = Statement(id="said", speaker="a", gist="G", quotes=tuple(reversed(quotes)))
    return Dossier(About(id="made", title="Made"), collections)


def drawn(column: Column) -> str:
    """The words of a column, each before the sign of how it is shared."""
    return " ".join(column.text[word.start : word.end] + SIGNS[word.how] for word in column.words)


NFD = unicodedata.normalize("NFD", "đảo chính")

CASES: list[tuple[list[list[str | None]], list[str]]] = [
    ([["a b c"], ["a b c"]], ["a b c", "a b c"]),
    ([["a b c"], ["a x c"]], ["a b! c", "a x! c"]),
    ([["a b c d"], ["a b c"], ["a b"]], ["a b c+ d!", "a b c+", "a b"]),
    ([["Đảo chính"], ["đao chính"]], ["Đảo~ chính", "đao~ chính"]),
    ([["đảo chính"], [NFD]], ["đảo chính", NFD]),
    ([["hòa bình"], ["hoà bình"]], ["hòa~ bình", "hoà~ bình"]),
    ([["a b c d e"], ["d e a b c"]], ["a b c d^ e^", "d^ e^ a b c"]),
    ([["a b a"], ["a b"]], ["a b a*", "a b"]),
    ([["a a"], ["a a"], ["a"]], ["a a+", "a a+", "a"]),
    ([["no", "more"], ["no more"]], ["no more", "no more"]),
    ([["“A,” he said: 2.030!"], ["a he said 2.030"]], ["A~ he said 2.030", "a~ he said 2.030"]),
    ([["10/1–12/1"], ["10/1 12/1"]], ["10/1 12/1", "10/1 12/1"]),
    ([["中国说"], ["中国"]], ["中 国 说!", "中 国"]),
    ([["a b"]], ["a b"]),
    ([["a b"], [None]], ["a b", ""]),
    ([[None], [None]], ["", ""]),
    ([["…!"], ["a"]], ["", "a"]),
    ([["a b", None], [None, "b"]], ["a! b", "b"]),
]


@pytest.mark.parametrize(("columns", "expected"), CASES)
def test_words(columns: list[list[str | None]], expected: list[str]) -> None:
    assert [drawn(column) for column in compare(made(*columns), "said").columns] == expected


def test_what_tokayev_said_about_shooting() -> None:
    comparison = compare(load(), "tok-not-fire")
    assert {column.source: drawn(column) for column in comparison.columns} == {
        "000": "không bao giờ nổ súng",
        "001": "không bao giờ nổ súng vào+ những+ người+ biểu+ tình+ ôn+ hòa+",
        "004": "không bao giờ nổ súng vào+ những+ người+ biểu+ tình+ ôn+ hòa+",
    }
    assert [column.paraphrases for column in comparison.columns] == [
        ("tok-not-fire-000",), ("tok-not-fire-001",), ("tok-not-fire-004",)
    ]  # fmt: skip
    assert comparison.worded == 3


def test_a_word_knows_which_columns_have_it() -> None:
    first, _, _ = compare(made(["a b"], ["a"], ["b a"]), "said").columns
    assert [(word.others, word.how) for word in first.words] == [((1, 2), "all"), ((2,), "moved")]


def test_quotes_of_one_article_are_joined_in_article_order() -> None:
    (column,) = compare(made(["one", None, "two"]), "said").columns
    assert column.text == f"one{JOINT}two"
    assert [(part.quote, column.text[part.start : part.end]) for part in column.parts] == [
        ("q0-0", "one"), ("q0-2", "two")
    ]  # fmt: skip
    assert column.quotes == ("q0-0", "q0-1", "q0-2")
    assert column.paraphrases == ("q0-1",)


def test_a_term_at_arms_length_is_not_the_speakers_and_not_compared() -> None:
    first, second = compare(load(), "putin-no-colour").columns
    assert (first.marked, drawn(first)) == ((), "các! cuộc cách mạng màu")
    assert second.marked == ("putin-no-colour-004",)
    assert [part.quote for part in second.parts] == ["putin-no-colour-004b"]
    assert second.text == load().quotes["putin-no-colour-004b"].text
    assert compare(load(SAMPLE), "no-night-release").worded == 0


@pytest.mark.parametrize("columns", [1, 2, 3, 60])
def test_words_and_text_agree_in_every_statement(columns: int) -> None:
    dossiers = [load(), made(*[[f"a b{n} c"] for n in range(columns)])]
    for dossier in dossiers:
        for statement in dossier.statements:
            for column in compare(dossier, statement).columns:
                ends = [0, *(edge for word in column.words for edge in word[:2]), len(column.text)]
                assert ends == sorted(ends)
                assert all(column.text[word.start : word.end].strip() for word in column.words)


def test_of_very_much_only_the_beginning_is_compared() -> None:
    texts = ["x" + " a b c d e f g" * 20_000, " a c b d e f g" * 20_000 + " y"]
    columns = compare(made(*([text] for text in texts)), "said").columns
    assert [len(column.words) for column in columns] == [10_000, 10_000]
    many = compare(made(*[["a"]] * (MOST_COLUMNS + 1)), "said").columns
    assert [len(column.words) for column in many] == [1] * MOST_COLUMNS + [0]
    assert many[-1].text == "a"


def test_an_unknown_statement() -> None:
    with pytest.raises(KeyError):
        compare(load(), "nothing")
