"""The commands as a table: what each is for, what it takes, and its help, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ANY = 1_000_000


class Command:
    """A command of the command line.

    ``options``: option → what argparse is told of it; those with ``store_true`` take no value. ``least`` and
    ``most``: how many words it takes. ``dashes``: whether ``-word`` is a word, as in a query. ``explains``: whether
    its help explains all that can stand in a query.
    """

    def __init__(
        self,
        usage: str,
        does: str,
        options: Mapping[str, Mapping[str, Any]],
        least: int = 0,
        most: int = 0,
        dashes: bool = False,
        more: str = "",
        explains: bool = False,
    ) -> None:
        self.usage, self.does, self.options = usage, does, options
        self.least, self.most, self.dashes = least, most, dashes
        self.more, self.explains = more, explains

    @property
    def help(self) -> str:
        grammar = ""
        if self.explains:
            from .query import as_text

            grammar = f"\nA query is one line; all of it must hold of one quote.\n\n{as_text()}"
        return f"usage: {self.usage}\n\n{self.does}\n{grammar}{self.more}"


_JSON = {"--json": {"action": "store_true"}}
_CSV = {"--csv": {"action": "store_true"}}
_ARTICLES = {"--articles": {"metavar": "DIR"}}

_QUERY = """
A query is words, all of which must match; marks do not matter (dao chinh finds
đảo chính). -word leaves out what has that word. Fields ask who, when, through
whom (speaker:putin on:10/1 via:tass); kaztui search --help explains them all.
"""
_DIR = "  -d DIR    of the dossier in that folder\n"
_JSON_HELP = "  --json    for programs: [{kind, id, record}]\n"
_CSV_HELP = """  --csv     for spreadsheets, in UTF-8; a cell that would be run as a formula
            begins with an apostrophe (--json is exact)
"""

COMMANDS: dict[str, Command] = {
    "search": Command(
        "kaztui search QUERY [--in KIND] [--limit N] [--json] [-d DIR]",
        "Quotes that match, best first.",
        {
            "--in": {"dest": "kinds", "choices": ["quotes", "events", "actors", "all"], "default": "quotes"},
            "--limit": {"metavar": "N", "default": "20"},
            **_JSON,
        },
        1,
        _ANY,
        True,
        """
  --in KIND    quotes (the default), events, actors or all
  --limit N    at most N (20)
  --json       for programs: [{kind, id, score, spans, record}]
  -d DIR       in the dossier in that folder

  kaztui search dao chinh
  kaztui search speaker:putin on:10/1 color revolution
""",
        explains=True,
    ),
    "timeline": Command(
        "kaztui timeline [QUERY] [--json | --csv] [-d DIR]",
        "Events, oldest first, with the articles that report them; planned and alleged\nones say so.",
        {**_JSON, **_CSV},
        0,
        _ANY,
        True,
        _QUERY + "\n" + _JSON_HELP + _CSV_HELP + _DIR + "\n  kaztui timeline almaty\n",
    ),
    "actors": Command(
        "kaztui actors [QUERY] [--json] [-d DIR]",
        "Who speaks, is spoken to or takes part, most quotes first.",
        _JSON,
        0,
        _ANY,
        True,
        _QUERY + "\n" + _JSON_HELP + _DIR + "\n  kaztui actors khung bo\n",
    ),
    "quotes": Command(
        "kaztui quotes [QUERY] [--json | --csv] [-d DIR]",
        """Statements, oldest first (for words: best match first), with every wording:
the mode, the words or what was reported, in English, through whom it came, and
where it stands.""",
        {**_JSON, **_CSV},
        0,
        _ANY,
        True,
        _QUERY + "\n" + _JSON_HELP + _CSV_HELP + _DIR + "\n  kaztui quotes putin\n",
    ),
    "sources": Command(
        "kaztui sources [--json] [-d DIR]",
        "The articles: outlet, date, whom they credit, how many quotes of which mode.",
        _JSON,
        more="\n" + _JSON_HELP + _DIR,
    ),
    "claims": Command(
        "kaztui claims [--json] [-d DIR]",
        """Questions on which articles differ, with the answers: who says it, as of when,
counting whom, as printed, from which article through whom.""",
        _JSON,
        more="\n" + _JSON_HELP + _DIR,
    ),
    "matrix": Command(
        "kaztui matrix [QUERY] [--json] [-d DIR]",
        """Which article reports which event, and how many independent origins there are
at least: two articles that may have it from one agency count as one.""",
        _JSON,
        0,
        _ANY,
        True,
        _QUERY
        + "\n  --json    for programs: [{event, cells: {source: cell}, origins}]\n"
        + _DIR
        + "\n  kaztui matrix csto\n",
    ),
    "show": Command(
        "kaztui show ID [--json] [-d DIR]",
        "One record and all that is linked to it. Every list shows the ids.",
        _JSON,
        1,
        1,
        more="\n  --json    for programs: {kind, id, record, links}\n" + _DIR,
    ),
    "cite": Command(
        "kaztui cite ID... [--style STYLE] [-d DIR]",
        "Quotes, statements, sources, events and claims as citations. What is reported\n"
        "in our words is cited as that, never in quotation marks.",
        {"--style": {"choices": ["plain", "markdown", "csl-json", "bibtex"], "default": "plain"}},
        1,
        _ANY,
        more="""
  --style STYLE    plain (the default), markdown (one note, its sources once at
                   the end), csl-json (Zotero, Pandoc), bibtex
  -d DIR           from the dossier in that folder
""",
    ),
    "check": Command(
        "kaztui check [-d DIR]",
        "Whether every record of a dossier is in order. A problem is one line: file,\n"
        "line, column, field, what is wrong.",
        {},
        more="\n" + _DIR,
    ),
    "verify": Command(
        "kaztui verify --articles DIR [--json] [-d DIR]",
        """Looks for every quote and report in the articles' texts: exact, normalised
(marks or white space differ), moved, ambiguous or lost. Exit status 1 if any is
not found.""",
        {**_ARTICLES, **_JSON},
        more="""
  --articles DIR    the folder with the articles as plain text
  --json            for programs: [{id, source, result, at, found, why}]
  -d DIR            the dossier in that folder
""",
    ),
    "anchor": Command(
        "kaztui anchor SOURCE [WORDS] --articles DIR [-d DIR]",
        """Where words stand in an article: text, at, sentence and digest, to paste into a
record. Without words, the article's own text record, with its paragraphs.""",
        _ARTICLES,
        1,
        _ANY,
        True,
        """
  SOURCE            a source's id or a file's name
  --articles DIR    the folder with the articles as plain text
  -d DIR            the dossier in that folder

  kaztui anchor 003 "cách mạng sắc màu" --articles texts
""",
    ),
    "export": Command(
        "kaztui export [--format json] [-d DIR]",
        """The whole dossier as one JSON object: {dossier, sources, actors, places, events,
statements, claims}. Each list, a record a line, is a collection's .jsonl file.""",
        {"--format": {"choices": ["json"], "default": "json"}},
        more="\n" + _DIR,
    ),
    "keys": Command(
        "kaztui keys [--config FILE]",
        """The keys of the explorer, as a keymap file ready to edit: every command with
its keys, those of the configuration included. Lines that are changed belong
into ~/.config/kaztui/config.toml, under [keys].""",
        {"--config": {"metavar": "FILE"}},
        more="""
  --config FILE    with the keys of that configuration

  kaztui keys > keys.toml
""",
    ),
    "schema": Command(
        "kaztui schema [COLLECTION]",
        "The JSON Schema of a collection's YAML file, or of dossier.yaml, for an editor.\nWithout a name, the names.",
        {},
        0,
        1,
        more="\n  kaztui schema statements > statements.schema.json\n",
    ),
}

COMMANDS["sshd"] = Command(
    "kaztui sshd config | launcher [OPTIONS] [-d DIR]",
    """What it takes to publish a dossier over SSH with the stock OpenSSH server:
config prints the sshd_config of a server of its own, launcher the script that
it runs for each reader, who sees the dossier and nothing else of the machine.
Both say what each line is for. Give both the same options.""",
    {
        **_ARTICLES,
        "--user": {"metavar": "NAME"},
        "--port": {"metavar": "N"},
        "--listen": {"metavar": "ADDRESS", "action": "append"},
        "--public": {"action": "store_true"},
        "--keys": {"metavar": "FILE"},
        "--host-key": {"metavar": "FILE", "action": "append"},
        "--launcher": {"metavar": "FILE"},
        "--python": {"metavar": "FILE"},
        "--cache": {"metavar": "DIR"},
        "--idle-minutes": {"metavar": "N"},
        "--max-minutes": {"metavar": "N"},
        "--readers": {"metavar": "N"},
        "--memory": {"metavar": "MB"},
        "--openssh": {"metavar": "VERSION"},
    },
    1,
    1,
    more="""
  -d DIR             the dossier in that folder; else the one that is built in
  --articles DIR     the articles as plain text, to show quotes where they stand
  --user NAME        who reads: a user of this machine for that alone (reader)
  --port N           where the server listens (2222)
  --listen ADDRESS   only at this address; may be given again
  --public           anybody may read, without a key. Without it only those
                     whose key is known: the safe way, since the user then needs
                     no password, and not even an empty one
  --keys FILE        the keys of those who may read (/etc/kaztui/reader_keys)
  --host-key FILE    by which readers recognise the server
                     (/etc/ssh/ssh_host_ed25519_key); may be given again
  --launcher FILE    where the launcher will stand (/etc/kaztui/launcher)
  --python FILE      the Python that has kaztui (this one)
  --cache DIR        its folder kaztui/ is looked into for the dossier, checked
                     and ready (/var/cache); readers never write it
  --idle-minutes N   a session ends when no key was pressed for so long (15)
  --max-minutes N    and after so long in any case (120)
  --readers N        about so many at once, at most (20)
  --memory MB        of addresses for one session (1024)
  --openssh VERSION  the server's, 8.7 at least (9.2)
""",
)

FOR_STRANGERS = frozenset(
    {"search", "quotes", "timeline", "actors", "sources", "claims", "matrix", "show", "cite"}
)  # fmt: skip
"""The commands of a restricted session: they read the dossier that is shown, and take the name of no file."""

OVERVIEW = """\
usage: kaztui [-d DIR] [-q QUERY]      explore by keyboard
       kaztui [-d DIR] COMMAND ...     print as text, to pipe or be read aloud
Who said what, when, according to whom?

  search QUERY       quotes that match, best first
  quotes [QUERY]     statements with every wording of them
  timeline [QUERY]   events, oldest first
  actors [QUERY]     who speaks and who takes part
  matrix [QUERY]     which article reports which event
  claims, sources    what articles differ on; the articles
  show ID            one record and all that is linked to it
  cite ID...         quotes, sources and events as citations
  check, export      is the dossier in order? all of it as JSON
  verify, anchor     are the quotes in the articles? where do words stand?
  keys, schema       the keys as a file to edit; the shape of the records
  sshd config        what it takes to publish a dossier over SSH; sshd launcher

  -d DIR             the dossier in that folder; else the one that is built in
  -q QUERY           explore, starting from a query
  --articles DIR     explore, with the articles' texts in that folder at hand
  --restricted       for strangers: only reading; --idle-minutes, --max-minutes
  --config FILE      explore with these keys; else ~/.config/kaztui/config.toml
  --version, --help  kaztui COMMAND --help says more of each
"""
