"""What is typed, and what is found first: the engine's behaviour as tables of cases."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from kaztui.search import Index, Match
from kaztui.search.score import Scored, Scorer

DOCUMENTS: list[tuple[str, dict[str, str]]] = [
    ("coup", {
        "text": "Đã có một âm mưu đảo chính", "gloss": "There was an attempted coup",
        "statement.gist": "It was a coup attempt.",
        "speaker.name": "Kassym-Jomart Tokayev", "speaker.native.ru": "Токаев", "speaker.aliases.0": "Tokayev",
        "speaker.aliases.1": "nhà lãnh đạo Kazakhstan", "date": "2022-01-10",
    }),
    ("coup-2", {
        "paraphrase": "Ông Tokayev gọi đó là một cuộc chính biến bất thành", "gloss": "He called it a failed putsch",
        "statement.gist": "It was a coup attempt.",
        "speaker.name": "Kassym-Jomart Tokayev", "speaker.native.ru": "Токаев", "speaker.aliases.0": "Tokayev",
        "speaker.aliases.1": "nhà lãnh đạo Kazakhstan", "date": "2022-01-10",
    }),
    ("island", {
        "text": "Chính quyền tỉnh đạo này ở trên một hòn đảo", "gloss": "The authorities sit on an island",
        "statement.gist": "The authorities are on an island.",
        "speaker.name": "Vladimir Putin", "speaker.native.ru": "Путин", "speaker.aliases.0": "Putin",
        "date": "2022-01-08",
    }),
    ("force", {
        "text": "Quân CSTO sẽ rút khỏi Almaty trong 10 ngày, gồm 2.030 binh lính", "gloss": "CSTO troops will leave",
        "statement.gist": "CSTO will leave Almaty.",
        "speaker.name": "Vladimir Putin", "speaker.native.ru": "Путин", "speaker.aliases.0": "Putin",
        "date": "2022-01-07",
    }),
    ("colour", {
        "text": "Không để xảy ra “cách mạng màu”", "gloss": "No colour revolution will be let happen",
        "statement.gist": "No colour revolutions.", "speaker.name": "Wang Yi", "speaker.native.zh": "王毅",
        "speaker.aliases.0": "Vương Nghị", "date": "2022-01-10",
    }),
    ("gas", {
        "text": unicodedata.normalize("NFD", "Người dân phản đối giá khí đốt tăng vào ngày 2/1"),
        "gloss": "People protest against the price of gas", "statement.gist": "Gas prices set it off.",
        "speaker.name": "Reuters", "date": "2022-01-02",
    }),
]  # fmt: skip
NAMES = [["Almaty", "Alma-Ata", "Алма-Ата"], ["CSTO", "ODKB", "ОДКБ", "Tổ chức Hiệp ước An ninh Tập thể"]]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(DOCUMENTS, names=NAMES)


def first(index: Index, query: str) -> Match:
    matches = index.find(query)
    assert matches, query
    return matches[0]


@pytest.mark.parametrize(
    ("query", "id", "found"),
    [
        ("dao chinh", "coup", ["đảo", "chính"]),
        ("đảo chính", "coup", ["đảo", "chính"]),
        ("ĐẢO CHÍNH", "coup", ["đảo", "chính"]),
        (unicodedata.normalize("NFD", "đảo chính"), "coup", ["đảo", "chính"]),
        ("ddaor chinhs", "coup", ["đảo", "chính"]),
        ("d9ao3 chinh1", "coup", ["đảo", "chính"]),
        ("daochinh", "coup", ["đảo chính"]),
        ("dao chihn", "coup", ["đảo", "chính"]),
        ("âm mưu", "coup", ["âm", "mưu"]),
        ("hòn đảo", "island", ["hòn", "đảo"]),
        ("cach mang mau", "colour", ["cách", "mạng", "màu"]),
        ("mang cach mau", "colour", ["cách", "mạng", "màu"]),
        ("cachmangmau", "colour", ["cách mạng màu"]),
        ("2030", "force", ["2.030"]),
        ("2.030 bin", "force", ["2.030", "bin"]),
        ("khi dot", "gas", ["khí", "đốt"]),
    ],
)
def test_words_of_a_quote(index: Index, query: str, id: str, found: list[str]) -> None:
    match = first(index, query)
    text = dict(DOCUMENTS)[id]["text"]
    assert match.id == id
    assert [unicodedata.normalize("NFC", text[start:end]) for start, end in match.spans["text"]] == found


def test_spans_are_code_points_of_the_original(index: Index) -> None:
    assert first(index, "dao chinh").spans["text"] == [(17, 20), (21, 26)]


@pytest.mark.parametrize(
    ("query", "id", "how"),
    [
        ("đảo chính", "coup", ["exact", "exact"]),
        ("ddaor chinhs", "coup", ["telex", "telex"]),
        ("d9ao3 chinh1", "coup", ["vni", "vni"]),
        ("dao chihn", "coup", ["exact", "typo"]),
        ("daochinh", "coup", ["join"]),
        ("almat", "force", ["prefix"]),
        ("Alma-Ata", "force", ["alias", "alias"]),
        ("Алма-Ата", "force", ["alias", "alias"]),
        ("ODKB rut", "force", ["alias", "exact"]),
        ("wang colour revolution", "colour", ["exact", "english", "english"]),
        ("vuong nghi", "colour", ["alias", "alias"]),
        ("王毅", "colour", ["alias"]),
        ("toqaev am muu", "coup", ["translit", "exact", "exact"]),
        ("2/1", "gas", ["date"]),
        ("2 jan", "gas", ["date"]),
        ("ngày 8 tháng 1", "island", ["date"]),
        ("2022-01-07", "force", ["date"]),
    ],
)
def test_why(index: Index, query: str, id: str, how: list[str]) -> None:
    match = first(index, query)
    assert match.id == id
    assert [why.how for why in match.why] == how


def test_marks_typed_are_preferred_and_given_up_rather_than_nothing_found(index: Index) -> None:
    assert [match.id for match in index.find("đảo ")][0] in ("coup", "island")
    assert index.find("mầu")[0].id == "colour"  # no document has these marks
    exact = Index([("a", {"text": "đạo luật"}), ("b", {"text": "đảo xa"}), ("c", {"text": "dao sắc"})])
    assert [match.id for match in exact.find("đảo ")][0] == "b"
    assert {match.id for match in exact.find("dao ")} == {"a", "b", "c"}


def test_each_span_says_how_sure_it_is(index: Index) -> None:
    text = DOCUMENTS[3][1]["text"]
    for query, kinds in {
        "binh lin": [("binh", "exact"), ("lín", "prefix")],
        "bihn linh": [("binh", "fuzzy"), ("lính", "exact")],
    }.items():
        assert [(text[start:end], kind) for start, end, kind in first(index, query).marked["text"]] == kinds


def test_a_pasted_passage_finds_its_quote_then_the_other_wordings(index: Index) -> None:
    pasted = unicodedata.normalize(
        "NFD", "«Không có gì lạ: đã có một âm\nmưu đảo chính, người ta nói, ở nơi này trong mấy ngày»"
    )
    found = [match.id for match in index.find(pasted)]
    assert found[:2] == ["coup", "coup-2"]


@pytest.mark.parametrize(
    ("phrases", "without", "ids"),
    [
        (["đảo chính"], [], {"coup"}),
        (["dao chinh"], [], {"coup"}),
        (["chinh dao"], [], set()),
        (["đạo chính"], [], set()),
        (["lãnh đạo"], [], {"coup", "coup-2"}),
        (["Tokayev gọi"], [], {"coup-2"}),
        ([], ["tokayev"], {"island", "force", "colour", "gas"}),
        ([], ["tokaye"], {"coup", "coup-2", "island", "force", "colour", "gas"}),
        ([], ["đạo"], {"force", "colour", "gas"}),
        (["âm mưu"], ["đảo chính"], set()),
        (["", "  ", "?!"], ["", "…"], {"coup", "coup-2", "island", "force", "colour", "gas"}),
    ],
)
def test_phrases_and_exclusions_are_not_fuzzy(
    index: Index, phrases: list[str], without: list[str], ids: set[str]
) -> None:
    assert {match.id for match in index.find("", phrases=phrases, without=without)} == ids


def test_no_words_are_all_documents_in_their_order(index: Index) -> None:
    assert [match.id for match in index.find([])] == [id for id, _ in DOCUMENTS]
    assert [match.id for match in index.find("", allowed=0b1010)] == ["coup-2", "force"]


def test_what_no_document_has_finds_nothing(index: Index) -> None:
    assert index.find("xyzzyplugh") == []
    assert index.find("putin xyzzyplugh") == []


@pytest.mark.parametrize(("query", "count"), [('"', 6), ("- …", 6), ("\udcff\udc9b", 0), ("😀", 0), ("€", 0)])
def test_without_words_punctuation_hides_nothing_and_symbols_are_not_found(
    index: Index, query: str, count: int
) -> None:
    assert len(index.find(query)) == count


def test_counts_come_with_the_answer(index: Index) -> None:
    answer = index.rank("tokayev")
    assert answer is not None
    assert (answer.count, answer.matching) == (2, 0b11)
    assert len(answer.matches(1)) == 1


def test_work_is_dropped_when_asked(index: Index) -> None:
    assert index.rank("dao chinh", stop=lambda: True) is None


def test_an_empty_index_finds_nothing() -> None:
    empty = Index([])
    assert empty.find("a") == [] == empty.find("")


def test_importing_is_light() -> None:
    code = "import sys, kaztui.search; print(*{'rapidfuzz', 'numpy', 'msgspec', 'dataclasses'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


def test_equal_matches_keep_the_callers_order() -> None:
    index = Index([(id, {"text": "giống hệt nhau"}) for id in ("c", "a", "b")])
    assert [match.id for match in index.find("giong het nhau")] == ["c", "a", "b"]


def test_letters_are_no_mistyped_figures() -> None:
    index = Index([("a", {"text": "tàu chở covi9 cập cảng"}), ("b", {"text": "dịch covit lan rộng"})])
    assert [match.id for match in index.find("covid ")] == ["b"]
    assert [match.id for match in index.find("cov9 ")] == ["a"]  # and who types a figure may have slipped


def test_figures_that_are_vni_keys_are_no_mistyped_code() -> None:
    index = Index([("a", {"text": "lô hàng d9ao4 cập cảng"}), ("b", {"text": "đảo chính bất thành"})])
    assert [match.id for match in index.find("d9ao3 ")] == ["b"]
    assert [match.id for match in index.find("d9ao5x ")] == ["a"]  # which spells no word


def test_the_words_of_fields_that_documents_share_are_found_however_many_share_them() -> None:
    """Only those stretches are scored in which a word of the query may be."""
    documents = [
        (f"q{n}", {"text": "câu nói", "speaker.name": f"Người nói {'Aset' if n % 7 else 'Irina'} {n % 600}"})
        for n in range(1_500)
    ]
    index = Index(documents)
    found = index.find("irina 595", limit=2)
    assert [match.id for match in found] == ["q595"] and found[0].score > 0.5
    found = index.find("aset 300", limit=3)
    assert {match.id for match in found} == {"q300", "q900"} and min(match.score for match in found) > 0.5


def test_rare_short_words_are_meant_where_a_document_has_all_of_them() -> None:
    """Each alone could be a slip, and stand beside the other in another document: together they are no accident."""
    documents = [(f"f{n}", {"text": f"câu số {n} nói về việc {n * 7}"}) for n in range(1_200)]
    documents += [
        ("both", {"text": "gần một bụi rậm ông kéo ra một tấm lưới dài khoảng mười mét mà ông đặc biệt quý"}),
        ("beside", {"text": "mùa này răm đắt"}),
    ]
    assert [match.id for match in Index(documents).find("ram dac", limit=1)] == ["both"]


def test_a_word_that_is_being_typed_is_no_slip() -> None:
    documents = [(f"f{n}", {"text": f"câu số {n} nói về việc {n * 7}"}) for n in range(1_200)]
    documents += [
        ("all", {"text": "gần một bụi rậm ông kéo ra một tấm lưới dài khoảng mười mét mà ông đặc biệt quý"}),
        ("beside", {"text": "quỳ đạt bí"}),
    ]
    index = Index(documents)
    assert [index.find(query, limit=1)[0].id for query in ("quy dac bi", "quy dac biet")] == ["all", "all"]
    assert index.find("quy dac bi ", limit=1)[0].id == "beside"  # it is finished, and no document has it and the others


def test_a_slip_is_no_two_words_that_stand_somewhere_in_a_document() -> None:
    documents = [(f"f{n}", {"text": f"câu số {n} nói về việc {n * 7}"}) for n in range(40)]
    documents += [("up", {"text": "bản tin của hãng nói giá khí đốt up"}), ("putin", {"text": "ông Putin hài lòng"})]
    index = Index(documents)
    assert [match.id for match in index.find("uptin ", limit=1)] == ["putin"]
    assert index.find("uptin ", limit=1)[0].score > 0.7


@pytest.mark.parametrize("query", ["quna doi kaz", "quna doi kazakh", "quna doi kazakhstan"])
def test_the_last_word_is_compared_as_far_as_it_has_been_typed(query: str) -> None:
    documents = [(f"f{n}", {"text": f"câu số {n} nói về việc {n * 7}"}) for n in range(40)]
    (match,) = Index([*documents, ("begun", {"text": "quân đội kazakhstan rút"})]).find(query)
    assert match.id == "begun" and match.score > 0.9


def test_what_a_word_begins_while_it_is_typed_is_before_what_is_spelt_like_it() -> None:
    documents = [(f"f{n}", {"text": f"câu số {n} nói về việc {n * 7}"}) for n in range(40)]
    documents += [("begun", {"text": "quân đội kazakhstan rút"}), ("alike", {"text": "quân đội caz"})]
    documents += [("short", {"text": "quân đội ka rút"})]
    assert [match.id for match in Index(documents).find("quan doi kaz")] == ["begun"]


@pytest.mark.parametrize(("having", "looked_at"), [(3, 12), (30, 30)])
def test_where_documents_have_all_words_hardly_any_others_are_looked_at_closely(
    monkeypatch: pytest.MonkeyPatch, having: int, looked_at: int
) -> None:
    documents = [(f"f{n}", {"text": f"{'rút quân' if n < having else 'rút quen'} khỏi nơi số {n}"}) for n in range(900)]
    seen: set[int] = set()
    score = Scorer.score

    def counted(self: Scorer, document: int) -> Scored:
        seen.add(document)
        return score(self, document)

    monkeypatch.setattr(Scorer, "score", counted)
    found = Index(documents).find("rut quan ")
    assert {match.document for match in found[:having]} == set(range(having)) <= seen
    assert len(seen) == looked_at


def test_as_good_matches_have_as_good_scores_however_many_they_are() -> None:
    many = Index([(f"q{n}", {"text": f"Putin nói câu số {n}"}) for n in range(2_000)])
    assert len({match.score for match in many.find("putin ", limit=30)}) == 1


@pytest.mark.parametrize("scattered", ["dễ thì họ đã mua", "điều dễ thấy là họ chưa mua"])
def test_misspelt_words_are_most_like_what_stands_in_a_row(scattered: str) -> None:
    """Two of the three words are in the other document to the letter."""
    documents = [(f"f{n}", {"text": f"câu số {n} nói về việc {n * 7} và chuyện khác"}) for n in range(40)]
    documents += [("row", {"text": "chúng tôi đến hỏi mua thịt rừng"}), ("scattered", {"text": scattered})]
    assert [match.id for match in Index(documents).find("de ho mpua ", limit=2)] == ["row", "scattered"]


@pytest.mark.parametrize(
    ("query", "text"),
    [("vien dakhoa tihn ", "bệnh viện đa khoa tỉnh"), ("phai roikhoi vienn ", "bà phải rời khỏi viện ngay hôm sau đó")],
)
def test_misspelt_words_of_which_two_were_typed_as_one_are_like_one_word_more(query: str, text: str) -> None:
    documents = [(f"f{n}", {"text": f"câu số {n} nói về việc {n * 7} và chuyện khác"}) for n in range(40)]
    (match,) = Index([*documents, ("found", {"text": text})]).find(query)
    assert match.id == "found" and match.score > 0.8
