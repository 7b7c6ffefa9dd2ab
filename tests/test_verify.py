"""``verify`` on articles as they were pinned, as they are edited, and as they are mislaid."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaztui import passages
from kaztui.articles import ArticlesError, find_texts, pin, read
from kaztui.passages import Page
from kaztui.records import (
    Answer,
    Claim,
    Event,
    Mode,
    Quote,
    Record,
    Report,
    Source,
    Statement,
    Text,
)
from kaztui.text import digest, normalise
from kaztui.verify import Row, Verification, lines, verify

Collections = Mapping[str, Mapping[str, Record]]

# -- an invented article, with one sentence for each kind of anchor -----------------------------------

DIRECT = "“Chúng tôi sẽ mở lại cây cầu trước mùa mưa”, ông Lâm nói."
INNER = "Ông Lâm nhắc: “Không ai được gọi họ là 'cát tặc' khi chưa có án”."
MIXED = "Bà Hạnh gọi kế hoạch ấy là “một bước đi vội vàng” của tỉnh."
SCARE = "Những người được gọi là “chủ mỏ cát” không có mặt ở đó."
INDIRECT = "Ông Lâm cho biết công trường sẽ dừng ba tuần để kiểm tra."
MARKED = 'Ông Lâm cho biết dự án "Bờ Xanh" đã được duyệt từ tháng 2.'
REPORT = "Có 8 người bị thương trong vụ sạt lở đêm 3/5 ở bờ tây."
PARAGRAPHS = [
    "Cầu Sông Hậu tạm đóng sau trận lũ",
    f"{DIRECT} {MIXED}",
    f"Trời mưa suốt đêm. {INDIRECT} Người dân đứng chờ bên bờ.",
    f"{REPORT} Đường vào thôn bị cắt. {INNER}",
    f"{SCARE} Cuộc họp kéo dài đến tối.",
    f"{MARKED} Tin từ văn phòng tỉnh.",
]
ARTICLE = "\n\n".join(PARAGRAPHS) + "\n"

ANCHORS: dict[str, tuple[Mode | None, str, str]] = {
    "direct": ("direct", DIRECT, "Chúng tôi sẽ mở lại cây cầu trước mùa mưa"),
    "inner": ("direct", INNER, "Không ai được gọi họ là 'cát tặc' khi chưa có án"),
    "mixed": ("mixed", MIXED, "một bước đi vội vàng"),
    "scare": ("scare", SCARE, "chủ mỏ cát"),
    "indirect": ("indirect", INDIRECT, "công trường sẽ dừng ba tuần"),
    "marked": ("indirect", MARKED, 'dự án "Bờ Xanh" đã được duyệt'),
    "report": (None, "8 người bị thương trong vụ sạt lở", "8 người bị thương trong vụ sạt lở"),
}
"""Id → mode (None for a report), sentence, words."""
WITH_WORDS = {"direct", "inner", "mixed", "scare"}


def source(id: str, data: bytes) -> Source:
    text = data.decode("utf-8-sig")
    return Source(
        id=id,
        title="Cầu tạm đóng",
        text=Text(sha256=sha256(data).hexdigest(), length=len(text), body=((0, len(text)),), paragraphs=(0,)),
    )


def quote(id: str, of: str, text: str, mode: Mode, sentence: str, words: str) -> Quote:
    first = text.index(sentence)
    start = first + sentence.index(words)
    return Quote(
        id=id,
        source=of,
        mode=mode,
        text=None if mode == "indirect" else words,
        at=(start, start + len(words)),
        sentence=(first, first + len(sentence)),
        digest=digest(sentence),
    )


def report(of: str, text: str, words: str) -> Report:
    start = text.index(words)
    return Report(source=of, at=(start, start + len(words)), digest=digest(words))


def dossier(texts: Mapping[str, str]) -> dict[str, dict[str, Record]]:
    """Source id → its text; the anchors of the first have bare ids, those of the others the source's before."""
    statements: dict[str, Record] = {}
    events: dict[str, Record] = {}
    for n, (of, text) in enumerate(texts.items()):
        prefix = f"{of}-" if n else ""
        for id, (mode, sentence, words) in ANCHORS.items():
            if sentence not in text:
                continue
            if mode is None:
                events[prefix + id] = Event(
                    id=prefix + id, title="Sạt lở", kind="violence", reports=(report(of, text, words),)
                )
            else:
                made = quote(prefix + id, of, text, mode, sentence, words)
                statements[f"s-{prefix}{id}"] = Statement(
                    id=f"s-{prefix}{id}", speaker="lam", gist="G.", quotes=(made,)
                )
    sources: dict[str, Record] = {of: source(of, text.encode()) for of, text in texts.items()}
    return {"sources": sources, "events": events, "statements": statements, "claims": {}}


DOSSIER = dossier({"cau": ARTICLE})


def results(verification: Verification) -> dict[str, str]:
    return {row.id.removesuffix("#0"): row.result for row in verification.rows}


def row_of(verification: Verification, id: str) -> Row:
    return next(row for row in verification.rows if row.id.removesuffix("#0") == id)


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# -- what became of each anchor after one edit --------------------------------------------------------


def put_for(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert text.count(old) == 1
        return text.replace(old, new)

    return edit


def marks_as(opening: str, closing: str) -> Callable[[str], str]:
    return lambda text: text.replace("“", opening).replace("”", closing)


EXACT = dict.fromkeys(ANCHORS, "exact")
MOVED = dict.fromkeys(ANCHORS, "moved")
NORMALISED = dict.fromkeys(ANCHORS, "normalised")
LOST = dict.fromkeys(ANCHORS, "lost")
# The marks in the clause of `marked` may have changed: its record has no words to compare them with.
UNPINNED = EXACT | {"marked": "normalised"}

EDITS: list[tuple[str, Callable[[str], str], dict[str, str]]] = [
    ("pinned", lambda text: text, EXACT),
    ("a paragraph added at the end", lambda text: text + "\nĐọc thêm\n", UNPINNED),
    ("a paragraph added at the top", lambda text: "Quảng cáo\n" + text, MOVED),
    (
        "a paragraph added in the middle",
        put_for("Trời mưa", "(Ảnh: TTX)\nTrời mưa"),
        MOVED | {"direct": "exact", "mixed": "exact"},
    ),
    ("another sentence changed, same length", put_for("Trời mưa suốt", "Trời nắng cả "), UNPINNED),
    ("a byte order mark", lambda text: "\ufeff" + text, UNPINNED),
    ("CRLF", lambda text: text.replace("\n", "\r\n"), MOVED),
    ("CR", lambda text: text.replace("\n", "\r"), UNPINNED),
    ("NFD", lambda text: unicodedata.normalize("NFD", text), NORMALISED),
    ("no-break spaces", lambda text: text.replace(" ", "\xa0"), NORMALISED),
    ("double spaces", lambda text: text.replace(" ", "  "), NORMALISED),
    ("lines broken anew", lambda text: text.replace(" ", "\n"), NORMALISED),
    # The words are there as they were: only marks that no record keeps have changed.
    ("guillemets outside", marks_as("«", "»"), UNPINNED),
    ("single marks outside", marks_as("‘", "’"), UNPINNED),
    ("straight marks outside", marks_as('"', '"'), UNPINNED),
    ("other marks inside", lambda text: text.replace("'", "’"), UNPINNED | {"inner": "normalised"}),
    ("other straight marks", lambda text: text.replace('"', "”"), UNPINNED),
    ("capitals", str.upper, LOST),
    ("all gone", lambda text: "Trang không tồn tại\n", LOST),
    (
        "truncated",
        lambda text: text[: text.index(REPORT) + 5],
        LOST | dict.fromkeys(["direct", "mixed", "indirect"], "exact"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
def test_a_page_edited(tmp_path: Path, edit: Callable[[str], str], expected: dict[str, str]) -> None:
    put(tmp_path, "cau.txt", edit(ARTICLE))
    assert results(verify(DOSSIER, tmp_path)) == expected


def with_typo(words: str) -> str:
    middle = len(words) // 2
    return words[:middle] + ("x" if words[middle] != "x" else "y") + words[middle + 1 :]


def denied(words: str) -> str:
    """A look-alike: one word more, the others in their order."""
    first, _, rest = words.partition(" ")
    return f"{first} không {rest}"


SENTENCE_EDITS: list[tuple[str, Callable[[str, str, str], str], str]] = [
    ("deleted", lambda text, sentence, words: text.replace(sentence, ""), "lost"),
    ("moved", lambda text, sentence, words: text.replace(sentence, "") + sentence + "\n", "moved"),
    ("doubled at once", lambda text, sentence, words: text.replace(sentence, f"{sentence} {sentence}"), "ambiguous"),
    ("doubled elsewhere", lambda text, sentence, words: text + sentence + "\n", "ambiguous"),
    ("doubled before", lambda text, sentence, words: sentence + "\n" + text, "ambiguous"),
    ("doubled in NFD", lambda text, sentence, words: text + unicodedata.normalize("NFD", sentence), "ambiguous"),
    ("one character inside", lambda text, sentence, words: text.replace(words, with_typo(words)), "lost"),
    ("a look-alike instead", lambda text, sentence, words: text.replace(words, denied(words)), "lost"),
    ("a look-alike besides", lambda text, sentence, words: text + sentence.replace(words, denied(words)), "unpinned"),
]  # fmt: skip


@pytest.mark.parametrize("id", ANCHORS)
@pytest.mark.parametrize(("edit", "expected"), [c[1:] for c in SENTENCE_EDITS], ids=[c[0] for c in SENTENCE_EDITS])
def test_one_sentence_edited(tmp_path: Path, id: str, edit: Callable[[str, str, str], str], expected: str) -> None:
    """Its own anchor gets the result, and every other is found still."""
    _, sentence, words = ANCHORS[id]
    put(tmp_path, "cau.txt", edit(ARTICLE, sentence, words))
    found = results(verify(DOSSIER, tmp_path))
    assert found.pop(id) == (UNPINNED[id] if expected == "unpinned" else expected)
    assert set(found.values()) <= {"exact", "moved", "normalised"}


@pytest.mark.parametrize("id", sorted(WITH_WORDS))
def test_bare_words_in_another_sentence_are_lost_and_pointed_at(tmp_path: Path, id: str) -> None:
    _, sentence, words = ANCHORS[id]
    text = ARTICLE.replace(sentence, f"Báo khác viết: {words}.")
    put(tmp_path, "cau.txt", text)
    row = row_of(verify(DOSSIER, tmp_path), id)
    start = text.index(words)
    assert (row.result, row.found) == ("lost", None)
    assert row.why == f"the words stand at {start}–{start + len(words)}, but not in the sentence that the record knows"


@pytest.mark.parametrize(
    ("printed", "result"),
    [
        ("18 người bị thương trong vụ sạt lở", "lost"),
        ("1.8 người bị thương trong vụ sạt lở", "lost"),
        ("8 người bị thương trong vụ sạt lởm", "lost"),
        ("8 người bị thương trong vụ sạt lở.", "exact"),
        ("8 người bị thương trong vụ sạt lở, tin mới", "exact"),
    ],
)
def test_a_clause_is_not_found_inside_a_longer_word_or_number(tmp_path: Path, printed: str, result: str) -> None:
    put(tmp_path, "cau.txt", ARTICLE.replace("8 người bị thương trong vụ sạt lở", printed))
    assert row_of(verify(DOSSIER, tmp_path), "report").result == result


# -- places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edit", [lambda t: "Mới\n\n" + t, lambda t: unicodedata.normalize("NFD", "Mới " + t)])
def test_found_is_the_place_of_the_words(tmp_path: Path, edit: Callable[[str], str]) -> None:
    text = edit(ARTICLE)
    put(tmp_path, "cau.txt", text)
    verification = verify(DOSSIER, tmp_path)
    for id, (_, _, words) in ANCHORS.items():
        found = row_of(verification, id).found
        assert found is not None
        assert unicodedata.normalize("NFC", text[slice(*found)]) == words


def test_words_printed_twice_in_their_sentence_are_told_apart_by_their_place(tmp_path: Path) -> None:
    sentence = "Ông nói “tạm dừng” không phải “đóng”, và “tạm dừng” là ba tuần."
    pinned = sentence + "\n"
    made = quote("q", "s", pinned, "mixed", sentence, "tạm dừng")
    second = sentence.rindex("tạm dừng")
    later = Quote(
        id="r", source="s", mode="mixed", text="tạm dừng", at=(second, second + 8), sentence=made.sentence,
        digest=made.digest,
    )  # fmt: skip
    statement = Statement(id="st", speaker="x", gist="G.", quotes=(made, later))
    collections: Collections = {"sources": {"s": source("s", pinned.encode())}, "statements": {"st": statement}}
    for before in ("", "Mới. "):
        put(tmp_path, "s.txt", f"{before}{pinned}Hết")
        rows = verify(collections, tmp_path).rows
        assert [row.found for row in rows] == [
            (len(before) + place, len(before) + place + 8) for place in (made.at[0], second)
        ]


def test_a_sentence_pinned_in_nfd_is_found_composed_with_the_clause_where_it_was(tmp_path: Path) -> None:
    """The recorded offsets count combining marks that the page no longer has."""
    parts = (unicodedata.normalize("NFD", part) for part in (INDIRECT, "công trường sẽ dừng ba tuần"))
    sentence, clause = parts
    pinned = f"{sentence}\n"
    made = quote("q", "s", pinned, "indirect", sentence, clause)
    statement = Statement(id="st", speaker="x", gist="G.", quotes=(made,))
    collections: Collections = {"sources": {"s": source("s", pinned.encode())}, "statements": {"st": statement}}
    page = unicodedata.normalize("NFC", "Mới. " + pinned)
    put(tmp_path, "s.txt", page)
    row = row_of(verify(collections, tmp_path), "q")
    assert row.result == "normalised"
    assert row.found is not None
    assert page[slice(*row.found)] == "công trường sẽ dừng ba tuần"


def test_the_whole_sentence_is_given_where_the_clause_cannot_be_placed(tmp_path: Path) -> None:
    sentence = "Ông  Lâm cho biết công trường sẽ dừng."
    pinned = f"{sentence}\n"
    made = quote("q", "s", pinned, "indirect", sentence, "công trường sẽ dừng")
    statement = Statement(id="st", speaker="x", gist="G.", quotes=(made,))
    put(tmp_path, "s.txt", " ".join(sentence.split()))
    row = row_of(
        verify({"sources": {"s": source("s", pinned.encode())}, "statements": {"st": statement}}, tmp_path), "q"
    )
    assert (row.result, row.found) == ("normalised", (0, len(sentence) - 1))


# -- a passage printed twice --------------------------------------------------------------------------


def test_a_passage_printed_twice_is_anchored_where_the_record_says_in_the_pinned_text(tmp_path: Path) -> None:
    text = ARTICLE + REPORT + "\n" + DIRECT + "\n"
    put(tmp_path, "bai.txt", text)
    assert set(results(verify(dossier({"cau": text}), tmp_path)).values()) == {"exact"}


def test_in_any_other_text_it_cannot_be_told_which_was_meant(tmp_path: Path) -> None:
    text = ARTICLE + REPORT + "\n"
    put(tmp_path, "cau.txt", text + "Thêm\n")
    row = row_of(verify(dossier({"cau": text}), tmp_path), "report")
    first, second = text.index("8 người"), text.rindex("8 người")
    assert (row.result, row.found) == ("ambiguous", None)
    assert row.why == f"its sentence stands at {first}–{first + 33}, {second}–{second + 33}"


# -- a record that is wrong about the pinned text ------------------------------------------------------

WRONG: list[tuple[str, dict[str, object], str]] = [
    ("at one too far", {"at": (1, 1)}, "moved"),
    ("at and sentence one too far", {"at": (1, 1), "sentence": (1, 1)}, "moved"),
    ("a sentence one too short", {"sentence": (0, -1)}, "moved"),
    ("a sentence that begins too late", {"sentence": (1, 0)}, "moved"),
    ("the words outside their sentence", {"at": (500, 500)}, "moved"),
    ("beyond the text", {"at": (99999, 99999), "sentence": (99999, 99999)}, "moved"),
    ("a digest of nothing", {"digest": "57:0123456789abcdef"}, "lost"),
    ("a digest of another length", {"digest": "5:0123456789abcdef"}, "lost"),
    ("a digest longer than the text", {"digest": "9999999:0123456789abcdef"}, "lost"),
    ("other words", {"text": "Chúng ta sẽ mở lại cây cầu trước mùa mưa"}, "lost"),
    ("other marks", {"text": unicodedata.normalize("NFD", ANCHORS["direct"][2])}, "normalised"),
]


@pytest.mark.parametrize(("change", "result"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_record_is_never_exact(tmp_path: Path, change: Mapping[str, object], result: str) -> None:
    right = quote("direct", "cau", ARTICLE, "direct", DIRECT, ANCHORS["direct"][2])
    assert right.sentence is not None
    fields: dict[str, object] = {"at": right.at, "sentence": right.sentence, "digest": right.digest, "text": right.text}
    for name, value in change.items():
        if isinstance(value, tuple):
            span = fields[name]
            assert isinstance(span, tuple)
            value = (span[0] + value[0], span[1] + value[1])
        fields[name] = value
    wrong = Quote(id="direct", source="cau", mode="direct", **fields)  # type: ignore[arg-type]
    statement = Statement(id="st", speaker="lam", gist="G.", quotes=(wrong,))
    for name, data, why in (
        ("bai.txt", ARTICLE, "the record is wrong: this is the pinned text"),
        ("cau.txt", ARTICLE + "x", ""),
    ):
        folder = tmp_path / name[:3]
        folder.mkdir()
        put(folder, name, data)
        row = row_of(verify({"sources": DOSSIER["sources"], "statements": {"st": statement}}, folder), "direct")
        assert row.result == result
        assert row.why.endswith(why)
        if row.found is not None:
            assert row.found == right.at


# -- which text is whose ------------------------------------------------------------------------------

OTHER = ARTICLE
"""Another article, with a look-alike of every sentence."""
for _anchor in ANCHORS.values():
    OTHER = OTHER.replace(_anchor[2], denied(_anchor[2]))


def second_article() -> tuple[dict[str, dict[str, Record]], str]:
    """A dossier of two sources, and the text of the second."""
    words = "Năm nay ghe hàng về ít hơn hẳn mọi năm"
    sentence = f"Ông Tư nói: “{words}”."
    text = f"Tin chợ\n\n{sentence}\n\nNước lên tới mép đường, bà con phải dọn đồ.\n"
    made = quote("cho-1", "cho", text, "direct", sentence, words)
    collections = dossier({"cau": ARTICLE})
    collections["sources"]["cho"] = source("cho", text.encode())
    collections["statements"]["s-cho"] = Statement(id="s-cho", speaker="tu", gist="G.", quotes=(made,))
    answer = Answer(
        id="cho-2", answer="A.", reports=(Report(quote="cho-1"), report("cho", text, "Nước lên tới mép đường"))
    )
    collections["claims"]["c"] = Claim(id="c", question="Q?", answers=(answer,))
    return collections, text


TWO, MARKET = second_article()

NOBODY = (None, None)
HOW: list[tuple[str, dict[str, str | bytes], tuple[str | None, str | None], tuple[str | None, str | None]]] = [
    ("renamed", {"a.txt": ARTICLE, "b": MARKET}, ("a.txt", "sha256"), ("b", "sha256")),
    ("swapped", {"cho.txt": ARTICLE, "cau.txt": MARKET}, ("cho.txt", "sha256"), ("cau.txt", "sha256")),
    ("edited", {"cau.txt": ARTICLE + "x", "cho": MARKET + "x"}, ("cau.txt", "name"), ("cho", "name")),
    ("in capitals", {"CAU_2022.txt": ARTICLE + "x"}, ("CAU_2022.txt", "name"), NOBODY),
    ("with a number", {"cho (1).md": MARKET + "x"}, NOBODY, ("cho (1).md", "name")),
    ("another id", {"cau-2.txt": OTHER, "chofa.txt": OTHER + "x"}, NOBODY, NOBODY),
    ("edited, renamed", {"1": ARTICLE + "x", "2": MARKET + "x"}, ("1", "guess"), ("2", "guess")),
    ("edited, swapped", {"cho": ARTICLE + "x", "cau": MARKET + "x"}, ("cho", "guess"), ("cau", "guess")),
    ("edited, under another's name", {"cau.txt": MARKET + "x"}, ("cau.txt", "name"), NOBODY),
    ("pinned, under another's name", {"cau.txt": MARKET}, NOBODY, ("cau.txt", "sha256")),
    ("both in one file", {"all": ARTICLE + MARKET}, ("all", "guess"), NOBODY),
    ("two editions", {"1": ARTICLE + "x", "2": ARTICLE + "y"}, NOBODY, NOBODY),
    ("two copies", {"1": ARTICLE + "x", "2": ARTICLE + "x"}, ("1", "guess"), NOBODY),
    ("copies of the pinned", {"1": ARTICLE, "cau": ARTICLE, "x": ARTICLE}, ("cau", "sha256"), NOBODY),
    ("the whole name first", {"cau.txt": ARTICLE + "x", "cau.2.txt": ARTICLE + "y"}, ("cau.txt", "name"), NOBODY),
    ("less than half", {"1": "\n".join(PARAGRAPHS[:2])}, NOBODY, NOBODY),
    ("an unrelated article", {"1": OTHER}, NOBODY, NOBODY),
    ("markup", {"cau.html": ARTICLE + "x"}, NOBODY, NOBODY),
    ("hidden", {".cau.txt": ARTICLE, "1": "x"}, NOBODY, NOBODY),
]


@pytest.mark.parametrize(("files", "cau", "cho"), [case[1:] for case in HOW], ids=[case[0] for case in HOW])
def test_how_a_text_is_known(
    tmp_path: Path, files: Mapping[str, str | bytes], cau: tuple[str, str], cho: tuple[str, str]
) -> None:
    for name, data in files.items():
        put(tmp_path, name, data)
    verification = verify(TWO, tmp_path)
    for id, expected in (("cau", cau), ("cho", cho)):
        known = verification.texts[id]
        assert ((known.name, known.how) if known else (None, None)) == expected
        if known is None:
            assert {row.result for row in verification.rows if row.source == id} == {"no-text"}
        elif known.how == "sha256":
            assert {row.result for row in verification.rows if row.source == id} == {"exact"}


def test_two_sources_that_pin_the_same_text_share_its_file(tmp_path: Path) -> None:
    put(tmp_path, "cau.txt", ARTICLE)
    verification = verify(dossier({"cau": ARTICLE, "ban": ARTICLE}), tmp_path)
    assert {row.result for row in verification.rows} == {"exact"}
    assert len(verification.rows) == 2 * len(ANCHORS)


def test_an_edited_text_of_two_sources_is_nobodys_by_guess(tmp_path: Path) -> None:
    put(tmp_path, "1.txt", ARTICLE + "x")
    verification = verify(dossier({"cau": ARTICLE, "ban": ARTICLE}), tmp_path)
    assert {row.result for row in verification.rows} == {"no-text"}
    assert verification.problems[0] == "cau: no text: most of 7 anchors are in 1.txt (7), with no clear winner"


def test_offsets_that_count_the_byte_order_mark_hold_in_the_pinned_text(tmp_path: Path) -> None:
    data = ("\ufeff" + ARTICLE).encode()
    collections = dossier({"cau": "\ufeff" + ARTICLE})
    pinned = source("cau", data)
    counted = Text(sha256=pinned.text.sha256, length=pinned.text.length + 1, body=((0, 9),), paragraphs=())
    collections["sources"]["cau"] = Source(id="cau", title="T", text=counted)
    put(tmp_path, "x.txt", data)
    assert set(results(verify(collections, tmp_path)).values()) == {"exact"}


def test_a_wrong_length_is_said(tmp_path: Path) -> None:
    pinned = source("cau", ARTICLE.encode()).text
    wrong = Text(sha256=pinned.sha256, length=pinned.length - 1, body=pinned.body, paragraphs=())
    put(tmp_path, "cau.txt", ARTICLE)
    found = verify({"sources": {"cau": Source(id="cau", title="T", text=wrong)}}, tmp_path)
    length = len(ARTICLE)
    assert found.problems == [
        f"cau.txt: the pinned text of cau has {length} code points, not {length - 1} as the record says"
    ]


# -- files that are no texts --------------------------------------------------------------------------


def sparse(path: Path, size: int) -> None:
    path.touch()
    os.truncate(path, size)


FILES: list[tuple[str, Callable[[Path], object], str]] = [
    ("Latin-1", lambda path: path.write_bytes(b"C\xe2u"), "cau.txt: not UTF-8: byte 0xe2 at 1"),
    ("UTF-16", lambda path: path.write_bytes(b"C\0a\0u\0"), "cau.txt: not plain text: a NUL character at 1"),
    ("empty", lambda path: path.write_bytes(b""), "cau.txt: empty"),
    ("blank", lambda path: path.write_bytes(b"\xef\xbb\xbf \n"), "cau.txt: empty"),
    ("FIFO", lambda path: os.mkfifo(path), "cau.txt: not a regular file"),
    ("folder", lambda path: path.mkdir(), "cau.txt: not a regular file"),
    ("broken link", lambda path: path.symlink_to("nowhere"), "cau.txt: No such file or directory"),
    ("link to itself", lambda path: path.symlink_to(path), "cau.txt: Too many levels of symbolic links"),
    ("too large", lambda path: sparse(path, 2**24 + 1), "cau.txt: larger than 16 MB, so no article"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "problem"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_file_that_is_no_text_is_said_and_counts_as_none(
    tmp_path: Path, make: Callable[[Path], object], problem: str
) -> None:
    make(tmp_path / "cau.txt")
    verification = verify(DOSSIER, tmp_path)
    assert verification.problems == [problem]
    assert set(results(verification).values()) == {"no-text"}
    assert not verification.ok


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_said(tmp_path: Path) -> None:
    put(tmp_path, "cau.txt", ARTICLE).chmod(0)
    assert verify(DOSSIER, tmp_path).problems == ["cau.txt: Permission denied"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [("missing", "No such file or directory"), ("file", "Not a directory"), ("empty", "no file in it")],
)
def test_a_folder_that_cannot_be_used_is_an_error(tmp_path: Path, name: str, problem: str) -> None:
    put(tmp_path, "file", "x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArticlesError) as error:
        verify(DOSSIER, tmp_path / name)
    assert str(error.value) == f"articles: {tmp_path / name}: {problem}"


def test_files_that_are_no_ones_are_not_complained_of(tmp_path: Path) -> None:
    put(tmp_path, "cau.txt", ARTICLE)
    put(tmp_path, "photo.jpg", b"\xff\xd8")
    (tmp_path / "sub").mkdir()
    assert verify(DOSSIER, tmp_path).problems == []


def test_a_hostile_file_name_is_made_safe(tmp_path: Path) -> None:
    put(tmp_path, "cau\x1b]52;.txt", b"\xff")
    assert "\x1b" not in "".join(verify(DOSSIER, tmp_path).problems)


# -- what is handed on --------------------------------------------------------------------------------


def test_reports_are_named_by_their_place_and_those_through_quotes_left_out(tmp_path: Path) -> None:
    put(tmp_path, "x", MARKET)
    rows = [row for row in verify(TWO, tmp_path).rows if row.source == "cho"]
    assert [row.id for row in rows] == ["cho-1", "cho-2#1"]


def test_json_has_five_fields(tmp_path: Path) -> None:
    put(tmp_path, "cau.txt", "Mới " + ARTICLE.replace(MIXED, ""))
    made = {row["id"]: row for row in verify(DOSSIER, tmp_path).as_json()}
    start = ARTICLE.index(ANCHORS["direct"][2])
    end = start + len(ANCHORS["direct"][2])
    moved = {"id": "direct", "source": "cau", "result": "moved", "at": [start, end], "found": [start + 4, end + 4]}
    assert made["direct"] == moved
    assert made["mixed"]["found"] is None


def test_the_plain_lines_say_what_is_not_exact(tmp_path: Path) -> None:
    put(tmp_path, "cau.txt", ARTICLE.replace(INNER, "") + "\n" + MIXED)
    assert list(lines(verify(DOSSIER, tmp_path))) == [
        "cau: cau.txt (known by its name, not the pinned text): 3 exact, 2 moved, 1 ambiguous, 1 lost",
        "  ambiguous   mixed  121–141  its sentence stands at 93–152, 505–564",
        "  lost        inner  352–400",
        "  moved       scare  429–439 → 364–374",
        "  moved       marked  504–533 → 439–468",
        "7 anchors: 3 exact, 2 moved, 1 ambiguous, 1 lost",
    ]


def test_all_found_is_ok_and_anything_else_is_not(tmp_path: Path) -> None:
    put(tmp_path, "cau.txt", "Mới " + unicodedata.normalize("NFD", ARTICLE))
    assert verify(DOSSIER, tmp_path).ok
    put(tmp_path, "cau.txt", ARTICLE.replace(INDIRECT, ""))
    assert not verify(DOSSIER, tmp_path).ok


def test_a_new_article_is_pinned_as_it_will_be_known(tmp_path: Path) -> None:
    path = put(tmp_path, "moi.txt", "\ufeff" + ARTICLE.replace("\n", "\r\n"))
    measured = pin(path)
    assert measured.length == len(read(path).text)
    assert [read(path).text[start] for start in measured.paragraphs] == [p[0] for p in PARAGRAPHS]
    new = Source(id="xyz", title="T", text=measured)
    assert find_texts({"xyz": new}, [], tmp_path).known["xyz"].how == "sha256"


# -- whatever is done to a page ------------------------------------------------------------------------

PIECES = st.sampled_from(
    [*(s for _, s, _ in ANCHORS.values()), *PARAGRAPHS, "Quảng cáo", "8", "không ", " ", "\xa0", "\r\n"]
)


@st.composite
def edited(draw: st.DrawFn) -> str:
    text = ARTICLE
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 80)))
        piece = draw(st.one_of(PIECES, st.just(text[start:end])))
        match draw(st.sampled_from(["insert", "delete", "replace", "NFD", "marks", "spaces", "lines", "character"])):
            case "insert":
                text = text[:start] + piece + text[start:]
            case "delete":
                text = text[:start] + text[end:]
            case "replace":
                text = text.replace(piece, draw(PIECES), 1)
            case "NFD":
                text = text[:start] + unicodedata.normalize("NFD", text[start:end]) + text[end:]
            case "marks":
                text = text.replace("“", draw(st.sampled_from("\"«‘„“'")))
            case "spaces":
                text = (
                    text[:start]
                    + text[start:end].replace(" ", draw(st.sampled_from(["  ", "\xa0", "\n"])))
                    + text[end:]
                )
            case "lines":
                text = text.replace("\n", "\r\n")
            case "character":
                text = text[:start] + draw(st.sampled_from("aạ8.” ")) + text[start + 1 :]
    return text


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=edited())
def test_no_result_says_more_than_is_so(tmp_path: Path, text: str) -> None:
    put(tmp_path, "cau.txt", text if text.strip() else "x")
    verification = verify(DOSSIER, tmp_path)
    plain = normalise(text)
    for id, (mode, sentence, words) in ANCHORS.items():
        row = row_of(verification, id)
        wanted = normalise(sentence)
        if row.found is None:
            # Nothing whole and single is missed: a sentence with white space around it is found.
            assert f" {plain} ".count(f" {wanted} ") != 1 or plain.count(wanted) != 1
            continue
        there = text[slice(*row.found)]
        assert plain.count(wanted) >= 1
        assert len(Page(text).every(wanted)) == 1 or text == ARTICLE
        assert normalise(there) == normalise(words)
        if row.result in ("exact", "moved") and (mode not in (None, "indirect") or row.result == "exact"):
            assert there == words
        if row.result == "exact":
            assert row.found == row.at


def test_a_long_edited_page_is_not_hashed_whole_for_each_anchor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2,000 anchors, each of a clause that begins within its sentence; every fiftieth is gone."""
    words = list("ôngbàtỉnhcầumưalũđườngnước")
    sentences = [f"Theo tin thứ {n}, {' '.join(words[n % 7 :])} {n * n}." for n in range(2_000)]
    text = "\n".join(sentences)
    events: dict[str, Record] = {}
    for n, sentence in enumerate(sentences):
        clause = sentence.partition(", ")[2].rstrip(".")
        made = report("dai", text, clause)
        events[f"e{n}"] = Event(id=f"e{n}", title="T", kind="background", reports=(made,))
    put(tmp_path, "dai.txt", "\n\n".join(sentence for n, sentence in enumerate(sentences) if n % 50))
    hashed = 0
    plain_hash = passages._hash

    def counted(window: str) -> str:
        nonlocal hashed
        hashed += 1
        return plain_hash(window)

    monkeypatch.setattr(passages, "_hash", counted)
    found = verify({"sources": {"dai": source("dai", text.encode())}, "events": events}, tmp_path)
    assert dict(found.counts) == {"moved": 1_960, "lost": 40}
    assert hashed < 1_000 * len(events)  # there are some 40,000 places where a window can begin
