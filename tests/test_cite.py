"""Citations in four styles: what is quoted, what is only reported, what is inferred."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from bibtexparser.entrypoint import parse_string

from kaztui import Dossier, load
from kaztui.cite import STYLES, NotCitable, cite
from kaztui.cite.csl import TYPES
from kaztui.cite.markdown import escape
from kaztui.records import COLLECTIONS, About, Record, Source

SAMPLE = Path(__file__).parent / "sample" / "dossier"

FLOOD = "“Lũ sông Trầm: Mộc Lan sơ tán 2.030 hộ dân”, Báo Miền Sông, Sun 5 Oct 2031"
WEB = "https://miensong.example/lu-song-tram"
QUARREL = "Vũ Minh, Hà An: “Khẩu chiến giữa mùa lũ”, Thời Đại Mới (inferred), Tue 7 Oct 2031 (inferred)"
MUD = "[Mud in the market of Bến Lụa], (outlet not named), no earlier than Wed 8 Oct 2031 (inferred)"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return load(SAMPLE)


PLAIN = {
    "q-nobody-mien-song": "“Chúng tôi sẽ không bỏ lại một ai” (English, our translation: “We will leave nobody "
    "behind”): Đỗ Hương Giang, Sat 4 Oct 2031, as reported by Bắc Đẩu (credited by the article as a whole). "
    f"{FLOOD}, paragraph 3 of 6, {WEB}\n",
    "q-nobody-thoi-dai": "“không để ai bị bỏ lại phía sau” (English, our translation: she had promised to “let nobody "
    "be left behind”): Đỗ Hương Giang, Sat 4 Oct 2031, as reported by Bắc Đẩu (inferred). "
    f"{QUARREL}, paragraph 5 of 7\n",
    "q-look": "“Ai nói chậm thì xin mời ra đê mà xem!” (English, our translation: “Whoever says it was slow is welcome "
    "to go to the dyke and look!”): Trần Quốc Bửu, Tue 7 Oct 2031, as reported by Aurora or Bắc Đẩu. "
    f"{QUARREL}, paragraph 4 of 7\n",
    "q-figures": "Đỗ Hương Giang, Sat 4 Oct 2031, as reported by Bắc Đẩu (credited by the article as a whole); "
    "reported, in our words: 2,030 households have been evacuated and seven people killed. "
    f"{FLOOD}, paragraph 3 of 6, {WEB}\n",
    "q-rumour": "Phạm Văn Đệ, date not stated, as reported by Bắc Đẩu (credited by the article as a whole); reported, "
    "in our words: the so-called “flood release in the night” is only a rumour "
    f"(the article's marks: “xả lũ trong đêm”). {FLOOD}, paragraph 4 of 6, {WEB}\n",
    "q-heard": "people of Bến Lụa, date not stated, no origin named, doubtful; reported, in our words: some had heard "
    f"water at midnight, but nobody had seen a gate open. {MUD}, paragraph 5 of 5\n",
    "q-miscounted": "“cộng nhầm người mất tích” (English, our translation: she took back the eleven and admitted "
    "having “added in the missing by mistake”): Marguerite Oriol, between 6 and 12 Oct 2031 (inferred), as reported by "
    f"Bắc Đẩu. {MUD}, paragraph 3 of 5\n",
    "mien-song": f"{FLOOD}, {WEB}\n",
    "khuyet-danh": f"{MUD}\n",
    "minister-visit": "planned: The minister is to visit Bến Lụa, c. Fri 10 Oct 2031.\n"
    f"- reported: the article itself. {QUARREL}, paragraph 7 of 7\n"
    f"- contradicted: the article itself. {MUD}, paragraph 4 of 5\n",
    "night-release": "alleged: The dam opens its gates at night without warning (night), Thu 2 Oct 2031.\n"
    f"- reported: people of Bến Lụa, no origin named. {QUARREL}, paragraph 6 of 7\n"
    "- contradicted: Phạm Văn Đệ, as reported by Bắc Đẩu (credited by the article as a whole). "
    f"{FLOOD}, paragraph 4 of 6, {WEB}\n",
}


@pytest.mark.parametrize("id", PLAIN)
def test_plain(dossier: Dossier, id: str) -> None:
    assert cite(dossier, [id], "plain") == PLAIN[id]


def test_several_are_paragraphs_and_a_statement_is_all_its_wordings(dossier: Dossier) -> None:
    both = PLAIN["q-nobody-mien-song"] + "\n" + PLAIN["q-nobody-thoi-dai"]
    assert cite(dossier, ["nobody-left"], "plain") == both
    assert cite(dossier, ["nobody-left", "q-nobody-thoi-dai", "nobody-left"], "plain") == both


NOTE = f"""\
> “Ai nói chậm thì xin mời ra đê mà xem!”
>
> English, our translation: “Whoever says it was slow is welcome to go to the dyke and look!”

**Trần Quốc Bửu**, Tue 7 Oct 2031, as reported by Aurora or Bắc Đẩu \\[1, paragraph 4 of 7\\]

**Đỗ Hương Giang**, Sat 4 Oct 2031, as reported by Bắc Đẩu (credited by the article as a whole); reported, in our words: 2,030 households have been evacuated and seven people killed \\[2, paragraph 3 of 6\\]

planned: The minister is to visit Bến Lụa, c. Fri 10 Oct 2031.

- reported: the article itself. \\[1, paragraph 7 of 7\\]
- contradicted: the article itself. \\[3, paragraph 4 of 5\\]

## Sources

1. {QUARREL}
2. {FLOOD}, <{WEB}>
3. \\[Mud in the market of Bến Lụa\\], (outlet not named), no earlier than Wed 8 Oct 2031 (inferred)
"""  # noqa: E501


def test_several_make_one_markdown_note_with_its_sources_once(dossier: Dossier) -> None:
    assert cite(dossier, ["q-look", "q-figures", "minister-visit"], "markdown") == NOTE


def test_sources_alone_are_a_list(dossier: Dossier) -> None:
    assert cite(dossier, ["mien-song", "thoi-dai"], "markdown") == f"1. {FLOOD}, <{WEB}>\n2. {QUARREL}\n"


@pytest.mark.parametrize("style", STYLES)
def test_an_indirect_quote_is_never_in_quotation_marks(dossier: Dossier, style: str) -> None:
    for quote in dossier.quotes.values():
        if quote.mode != "indirect":
            continue
        text = cite(dossier, [quote.id], style)  # type: ignore[arg-type]
        assert "reported, in our words: " in text
        title = dossier.sources[quote.source].title
        assert set(re.findall("“[^”]*”", text)) <= {f"“{title}”"}


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_ `c` [d](e) <f> & ~g~ | $h$ ![i]", r"\*a\* \_b\_ \`c\` \[d\](e) \<f\> \& \~g\~ \| \$h\$ \!\[i\]"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("1) item", r"1\) item"),
        ("2,030 households", "2,030 households"),
        ("back\\slash", r"back\\slash"),
        ("plain, of the 10th.", "plain, of the 10th."),
    ],
)
def test_record_text_is_not_markdown(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize("id", ["oriol", "ben-lua"])
def test_what_cannot_be_cited(dossier: Dossier, id: str) -> None:
    with pytest.raises(NotCitable, match="quotes, statements, sources, events and claims can be cited"):
        cite(dossier, [id], "plain")


def test_an_unknown_id(dossier: Dossier) -> None:
    with pytest.raises(KeyError):
        cite(dossier, ["nobody"], "plain")


def test_a_claim_is_its_note_and_its_answers_each_with_who_says_it(dossier: Dossier) -> None:
    note, seven, eleven, nine = cite(dossier, ["dead"], "plain").split("\n\n")
    assert note == "How many people died? The figures are of different days, and one of them counted the missing."
    assert eleven.startswith(
        "How many people died? At least eleven (retracted; ≥ 11 people; as of Mon 6 Oct 2031; counts killed, the "
        "missing included; printed “ít nhất 11 người”).\n- reported: Marguerite Oriol, as reported by Aurora "
        "(inferred). "
    )
    assert [text + "\n" for text in (seven, eleven)] + [nine] == [
        cite(dossier, [id], "plain") for id in ("dead-7", "dead-11", "dead-9")
    ]


# -- CSL-JSON -------------------------------------------------------------------------------------------

# What of https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json (as of 2025) concerns what is written
# here, kept by hand: the properties used, each as there, and no others.
_NAME = {"type": "object", "properties": {"literal": {"type": "string"}}, "additionalProperties": False}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "items": {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1, "maxItems": 3},
            "minItems": 1,
            "maxItems": 2,
        },
        "season": {"type": ["string", "number"]},
        "circa": {"type": ["string", "number", "boolean"]},
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
}
CSL_DATA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": sorted(TYPES)},
            "id": {"type": ["string", "number"]},
            "language": {"type": "string"},
            "author": {"type": "array", "items": _NAME},
            "issued": _DATE,
            "container-title": {"type": "string"},
            "locator": {"type": ["string", "number"]},
            "note": {"type": "string"},
            "title": {"type": "string"},
            "URL": {"type": "string"},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}


def csl(dossier: Dossier, *ids: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(cite(dossier, ids, "csl-json"))
    jsonschema.validate(items, CSL_DATA)
    return items


def test_csl_json_has_each_article_once(dossier: Dossier) -> None:
    items = csl(dossier, "q-look", "q-slow", "q-figures", "khuyet-danh", "night-release")
    assert [item["id"] for item in items] == ["thoi-dai", "mien-song", "khuyet-danh"]
    (answered,) = csl(dossier, "dead-9")
    assert answered["note"].endswith(
        "Cited, paragraph 2 of 5: reports the answer: How many people died? Nine (9 people; as of Wed 8 Oct 2031; "
        "printed “9”)."
    )


def test_csl_json_of_every_record_is_by_the_schema(dossier: Dossier) -> None:
    for each in (dossier, load()):
        ids = [id for id in each.ids() if id not in each.actors and id not in each.places]
        assert {item["id"] for item in csl(each, *ids)} == set(each.sources)
        for id in ids:
            assert csl(each, id) or id in each.claims


def test_csl_json_of_one_quote(dossier: Dossier) -> None:
    assert csl(dossier, "q-look") == [
        {
            "id": "thoi-dai",
            "type": "article-newspaper",
            "title": "Khẩu chiến giữa mùa lũ",
            "author": [{"literal": "Vũ Minh"}, {"literal": "Hà An"}],
            "container-title": "Thời Đại Mới",
            "issued": {"date-parts": [[2031, 10, 7]]},
            "language": "vi",
            "locator": "paragraph 4",
            "note": "Outlet inferred, not named in the text.\nDate inferred.\nCited, paragraph 4 of 7: "
            + PLAIN["q-look"].partition(" Vũ Minh")[0],
        }
    ]


def with_source(dossier: Dossier, **fields: Any) -> Dossier:
    """A dossier of one source, that of the sample with other fields."""
    collections: dict[str, dict[str, Record]] = {name: {} for name in COLLECTIONS}
    source: Source = msgspec.structs.replace(dossier.sources["mien-song"], credits=(), **fields)
    collections["sources"] = {source.id: source}
    return Dossier(About(id="made", title="Made"), collections)


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2022-01-10", {"date-parts": [[2022, 1, 10]]}),
        ("2022-01", {"date-parts": [[2022, 1]]}),
        ("2022", {"date-parts": [[2022]]}),
        ("2022-01-XX", {"date-parts": [[2022, 1]]}),
        ("2022-01-10~", {"date-parts": [[2022, 1, 10]], "circa": True}),
        ("2022-01-10?", {"date-parts": [[2022, 1, 10]], "circa": True}),
        ("2022-01-10/2022-01-12", {"date-parts": [[2022, 1, 10], [2022, 1, 12]]}),
        ("2021/2022-01", {"date-parts": [[2021], [2022, 1]]}),
        ("2022-01-10T12:00:00Z", {"date-parts": [[2022, 1, 10]]}),
        ("2022-21", {"date-parts": [[2022]], "season": 1}),
        ("2022-24", {"date-parts": [[2022]], "season": 4}),
        ("/2022-01-10", {"literal": "until Mon 10 Jan 2022, start unknown"}),
        ("[2022-01-10..2022-01-12]", {"literal": "between 10 and 12 Jan 2022"}),
        ("[2022-01-10..]", {"literal": "no earlier than Mon 10 Jan 2022"}),
        ("202X", {"literal": "a year in the 2020s"}),
        ("-0043", {"literal": "44 BCE"}),
        (None, None),
    ],
)
def test_csl_dates_say_no_more_than_is_known(dossier: Dossier, edtf: str | None, issued: object) -> None:
    (item,) = csl(with_source(dossier, issued=edtf), "mien-song")
    assert item.get("issued") == issued


def test_a_type_that_csl_has_not_is_a_document(dossier: Dossier) -> None:
    assert csl(with_source(dossier, type="pamphleteering"), "mien-song")[0]["type"] == "document"


# -- BibTeX ---------------------------------------------------------------------------------------------


def bib(dossier: Dossier, *ids: str) -> dict[str, dict[str, str]]:
    """Entries read back: key → field → value as written, without its outer braces."""
    library = parse_string(cite(dossier, ids, "bibtex"))
    assert not library.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def test_bibtex_of_one_quote(dossier: Dossier) -> None:
    assert bib(dossier, "q-look") == {
        "thoi-dai": {
            "author": "{Vũ Minh} and {Hà An}",
            "title": "{Khẩu chiến giữa mùa lũ}",
            "journal": "Thời Đại Mới",
            "date": "2031-10-07",
            "year": "2031",
            "langid": "vietnamese",
            "note": "Outlet inferred, not named in the text. Date inferred.",
            "annote": "Cited, paragraph 4 of 7: " + PLAIN["q-look"].partition(" Vũ Minh")[0],
        }
    }


def test_bibtex_of_every_record_can_be_read_back(dossier: Dossier) -> None:
    for each in (dossier, load()):
        ids = [id for id in each.ids() if id not in each.actors and id not in each.places]
        entries = bib(each, *ids)
        assert set(entries) == set(each.sources)
        for id, source in each.sources.items():
            alone = bib(each, id)[id]
            assert alone["title"] == f"{{{source.title}}}" or set(source.title) & set("%&_#${}\\~^")
            assert {name: entries[id][name] for name in alone} == alone


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("100% of R&D_x #1 $5", r"{100\% of R\&D\_x \#1 \$5}"),
        ("open { and close }", r"{open \{ and close \}}"),
        ("}", r"{\}}"),
        (r"back\slash ~ ^", r"{back{\textbackslash}slash {\textasciitilde} {\textasciicircum}}"),
        ("Lũ “sông” Trầm, đê vỡ", "{Lũ “sông” Trầm, đê vỡ}"),
        ("two\nlines\x1b[31m", "{two lines␛[31m}"),
    ],
)
def test_bibtex_escapes_what_latex_would_run(dossier: Dossier, title: str, written: str) -> None:
    assert bib(with_source(dossier, title=title), "mien-song")["mien-song"]["title"] == written


@pytest.mark.parametrize(
    ("edtf", "fields"),
    [
        ("2022-01-10", {"date": "2022-01-10", "year": "2022"}),
        ("2022-01~", {"date": "2022-01~", "year": "2022"}),
        ("2021-12-31/2022-01-01", {"date": "2021-12-31/2022-01-01"}),
        ("[2022-01-10..2022-01-12]", {"note": "Issued between 10 and 12 Jan 2022."}),
        (None, {}),
    ],
)
def test_bibtex_dates_say_no_more_than_is_known(dossier: Dossier, edtf: str | None, fields: dict[str, str]) -> None:
    entry = bib(with_source(dossier, issued=edtf), "mien-song")["mien-song"]
    assert {name: entry[name] for name in ("date", "year", "note") if name in entry} == fields


def test_bibtex_urls_are_not_escaped_but_cannot_break_out(dossier: Dossier) -> None:
    entry = bib(with_source(dossier, url="https://a.example/b_c%20d?e=1&f={g}"), "mien-song")["mien-song"]
    assert entry["url"] == "https://a.example/b_c%20d?e=1&f=%7Bg%7D"
