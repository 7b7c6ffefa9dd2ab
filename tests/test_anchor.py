"""``anchor``: words found in an article, printed ready to paste into a record."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kaztui.anchor import Place, Subject, anchor, lines, open_article, paste, paste_text, text_lines
from kaztui.articles import ArticlesError, pin
from kaztui.records import Event, Quote, Record, Source, Statement, Text
from kaztui.text import digest
from kaztui.verify import verify

ARTICLE = """Đò ngang Vàm Cống nghỉ chạy

Ông Tám bảo: "Ghe tôi 'già' rồi, chở nữa là mang tội". Bà con đứng lại nghe.
Chị Bảy nói “để đó mai tính” rồi quay đi; hôm sau chị lại nói “để đó mai tính”.

Bến có 12 ghe. Đến chiều chỉ còn 2 ghe chạy.
"""


def subject(text: str = ARTICLE) -> Subject:
    return Subject(Path("do.txt"), text)


def words_at(text: str, places: list[Place]) -> list[str]:
    return [text[slice(*place.at)] for place in places]


# -- finding ------------------------------------------------------------------------------------------

FOUND: list[tuple[str, str, list[str]]] = [
    # typed, how, the article's own characters
    ("Bà con đứng lại nghe", "exact", ["Bà con đứng lại nghe"]),
    ("  Bà con đứng lại nghe\n", "exact", ["Bà con đứng lại nghe"]),
    ("“để đó mai tính”", "exact", ["để đó mai tính"] * 2),
    ('"để đó mai tính"', "exact", ["để đó mai tính"] * 2),
    ("“để đó mai tính", "exact", ["“để đó mai tính"] * 2),
    ("«để đó mai tính", "exact", ["để đó mai tính"] * 2),
    ("«Bà con đứng lại nghe", "exact", ["Bà con đứng lại nghe"]),
    ("\"Ghe tôi 'già' rồi, chở nữa là mang tội\"", "exact", ["Ghe tôi 'già' rồi, chở nữa là mang tội"]),
    ("Ghe tôi “già” rồi", "normalised", ["Ghe tôi 'già' rồi"]),
    (unicodedata.normalize("NFD", "Bà con đứng lại"), "normalised", ["Bà con đứng lại"]),
    ("Bà\u00a0con \n đứng lại", "normalised", ["Bà con đứng lại"]),
    ("nghe.\n\nChị Bảy", "normalised", ["nghe.\nChị Bảy"]),
    ("“để đó mai tính” rồi quay đi; hôm sau chị lại nói “để đó mai tính”", "exact", [
        "“để đó mai tính” rồi quay đi; hôm sau chị lại nói “để đó mai tính”"
    ]),
    ("2 ghe", "exact", ["2 ghe"]),  # not that of "12 ghe"
    ("ba con dung lai", "nearest", ["Bà con đứng lại"]),
    ("Bà con ngồi lại nghe", "nearest", ["Bà con đứng lại nghe."]),
    ("Xe lửa tốc hành xuyên lục địa", "nearest", []),
    ("", "nearest", []),
    ("“”", "nearest", []),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "how", "expected"), FOUND)
def test_words_are_found_as_the_article_prints_them(typed: str, how: str, expected: list[str]) -> None:
    finding = anchor(subject(), typed)
    assert finding.how == how
    assert words_at(ARTICLE, list(finding.places)) == expected
    assert [place.words for place in finding.places] == expected


def test_a_place_knows_its_sentence_and_paragraph() -> None:
    (place,) = anchor(subject(), "Ghe tôi 'già' rồi, chở nữa là mang tội").places
    sentence = "Ông Tám bảo: \"Ghe tôi 'già' rồi, chở nữa là mang tội\"."
    assert ARTICLE[slice(*place.sentence)] == sentence
    assert place.digest == digest(sentence)
    assert (place.paragraph, place.before, place.after) == (2, 'Ông Tám bảo: "', '". Bà con đứng lại nghe.')


def test_context_is_whole_words_of_the_same_line() -> None:
    first, second = anchor(subject(), "để đó mai tính").places
    assert first.before == "Chị Bảy nói “"
    assert second.before == "tính” rồi quay đi; hôm sau chị lại nói “"
    assert second.after == "”."


# -- ready to paste -----------------------------------------------------------------------------------


def test_a_quote_is_pasted_with_its_own_characters() -> None:
    (place,) = anchor(subject(), "Ghe tôi “già” rồi").places
    assert paste(place, "direct").splitlines() == [
        "mode: direct",
        "text: \"Ghe tôi 'già' rồi\"",
        f"at: [{place.at[0]}, {place.at[1]}]",
        f"sentence: [{place.sentence[0]}, {place.sentence[1]}]",
        f'digest: "{place.digest}"',
    ]


def test_an_indirect_quote_has_no_text_and_a_report_no_sentence() -> None:
    (place,) = anchor(subject(), "chỉ còn 2 ghe").places
    assert list(yaml.safe_load(paste(place, "indirect"))) == ["mode", "at", "sentence", "digest"]
    pasted = yaml.safe_load(paste(place, "report"))
    assert pasted == {"at": list(place.at), "digest": digest("chỉ còn 2 ghe")}


def test_a_sentence_that_is_the_words_is_left_out() -> None:
    (place,) = anchor(subject(), "Bến có 12 ghe.").places
    assert "sentence" not in yaml.safe_load(paste(place))


def test_a_digest_of_digits_stays_text_in_yaml() -> None:
    place = Place((0, 2), (0, 2), "12:0123456789012345", 1, "", "1", "")
    assert yaml.safe_load(paste(place))["digest"] == "12:0123456789012345"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_pasted_text_is_read_back_character_for_character_and_cannot_act_on_a_terminal(words: str) -> None:
    place = Place((0, len(words)), (0, len(words)), "1:0123456789abcdef", 1, "", words, "")
    pasted = paste(place)
    text = pasted.splitlines()[0]
    assert yaml.safe_load(pasted)["text"] == words
    assert len(pasted.splitlines()) == 3
    assert not {unicodedata.category(character) for character in text} & {"Cc", "Cf", "Zl", "Zp"}


def test_the_lines_are_yaml_with_comments() -> None:
    finding = anchor(subject(), "chỉ còn 2 ghe")
    (place,) = finding.places
    assert list(lines(finding)) == [
        "",
        "# do.txt, paragraph 4 of 4: Bến có 12 ghe. Đến chiều [chỉ còn 2 ghe] chạy.",
        'text: "chỉ còn 2 ghe"',
        f"at: [{place.at[0]}, {place.at[1]}]",
        f"sentence: [{place.sentence[0]}, {place.sentence[1]}]",
        f'digest: "{place.digest}"',
        "# what the article says itself, as a report of an event or an answer:",
        f"at: [{place.at[0]}, {place.at[1]}]",
        f'digest: "{digest("chỉ còn 2 ghe")}"',
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("để đó mai tính", "# in 2 places"),
        ("Ghe tôi “già” rồi", "# found with other marks, white space or composition: "),
        ("Bà con ngồi lại nghe", "# not found; nearest is"),
        ("Xe lửa tốc hành xuyên lục địa", "# not found"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_said_first(typed: str, said: str) -> None:
    assert next(lines(anchor(subject(), typed))).startswith(said)


def test_what_is_not_found_gives_nothing_to_paste() -> None:
    assert all(not line or line.startswith("#") for line in lines(anchor(subject(), "ba con dung lai")))


# -- which article ------------------------------------------------------------------------------------


def sources(folder: Path) -> dict[str, dict[str, Record]]:
    return {"sources": {"do": Source(id="do", title="T", text=pin(folder / "do.txt"))}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "do.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "cho.txt").write_text("Chợ họp sớm.\n\n“Đông lắm”, chị Tư kể.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("name", "how"), [("do", "sha256"), ("do.txt", "sha256"), ("cho.txt", None)])
def test_an_article_is_named_by_its_source_or_its_file(folder: Path, name: str, how: str | None) -> None:
    found = open_article(name, sources(folder), folder)
    assert found.how == how
    assert found.path.name == name.removesuffix(".txt") + ".txt"


def test_a_path_names_a_file_too(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("x") / "y.txt"
    path.write_text("Chữ.", encoding="utf-8")
    assert open_article(str(path), sources(folder), folder).text == "Chữ."


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Do_", "no source and no file 'Do_' (did you mean 'do'?)"),
        ("coh.txt", "no source and no file 'coh.txt' (did you mean 'cho.txt'?)"),
        ("\x1b[2J", "no source and no file '␛[2J'"),
    ],
)
def test_an_unknown_article_is_an_error(folder: Path, name: str, message: str) -> None:
    with pytest.raises(ArticlesError) as error:
        open_article(name, sources(folder), folder)
    assert str(error.value).startswith(message)


def test_a_source_without_text_is_an_error(folder: Path) -> None:
    collections = sources(folder)
    (folder / "do.txt").unlink()
    with pytest.raises(ArticlesError, match="^do: no text of it among the articles$"):
        open_article("do", collections, folder)


def test_offsets_in_a_text_that_is_not_the_pinned_one_are_warned_of(folder: Path) -> None:
    collections = sources(folder)
    (folder / "do.txt").write_text("Mới.\n" + ARTICLE, encoding="utf-8")
    found = lines(anchor(open_article("do", collections, folder), "chỉ còn 2 ghe"))
    assert next(found) == "# do.txt is not the pinned text of do: these offsets are not the record's"


# -- a dossier of one's own ---------------------------------------------------------------------------


def test_a_new_text_is_printed_for_its_source(folder: Path) -> None:
    printed = list(text_lines(open_article("cho.txt", {}, folder)))
    assert printed[:2] == ["  #      0–12     Chợ họp sớm.", "  #     14–36     “Đông lắm”, chị Tư kể."]
    text = msgspec.convert(yaml.safe_load("cho:\n" + "\n".join(printed))["cho"]["text"], Text)
    assert text == pin(folder / "cho.txt")


def test_a_hundred_paragraphs_stay_yaml() -> None:
    text = Text(sha256="0" * 64, length=9_999, body=((0, 5), (9, 9_999)), paragraphs=tuple(range(0, 9_999, 50)))
    pasted = paste_text(text)
    assert msgspec.convert(yaml.safe_load("x:\n" + pasted)["x"]["text"], Text) == text
    assert max(map(len, pasted.splitlines())) <= 120


def test_what_is_printed_makes_a_dossier_that_verifies(folder: Path) -> None:
    """Two articles, pinned and anchored by pasting only."""
    made: dict[str, Record] = {}
    for id in ("do", "cho"):
        block = "\n".join(text_lines(open_article(f"{id}.txt", {}, folder)))
        made[id] = msgspec.convert({"id": id, "title": "T", **yaml.safe_load(f"{id}:\n{block}")[id]}, Source)
    collections: dict[str, Mapping[str, Record]] = {"sources": made}

    def pasted(of: str, words: str, mode: str) -> dict[str, object]:
        (place, *_) = anchor(open_article(of, collections, folder), words).places
        fields: dict[str, object] = yaml.safe_load(paste(place, mode))  # type: ignore[arg-type]
        return fields | {"source": of}

    given = [("do", "«để đó mai tính»", "mixed"), ("cho", "Đông lắm", "direct"), ("do", "Bến có 12 ghe", "indirect")]
    quotes = [msgspec.convert({"id": f"q{n}", **pasted(*each)}, Quote) for n, each in enumerate(given)]
    report = pasted("cho", "Chợ họp sớm", "report")
    event = msgspec.convert({"id": "e", "title": "T", "kind": "background", "reports": [report]}, Event)
    collections["events"] = {"e": event}
    collections["statements"] = {"s": Statement(id="s", speaker="x", gist="G.", quotes=tuple(quotes))}
    assert dict(verify(collections, folder).counts) == {"exact": 4}
