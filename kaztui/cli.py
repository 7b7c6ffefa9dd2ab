"""The command line: reads arguments, starts the explorer or prints. What is printed is made elsewhere.

An argument after a command's name is one of its options only if the command knows it or it begins with two
dashes; ``-speaker:x`` is a word of the query. Therefore words and options are told apart before argparse, which
here reads options only.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from . import __version__, commands, output, usage

FOUND, WRONG, INTERRUPTED = 0, 2, 130
_TEXT_COMMANDS = "quotes, timeline, actors, sources, claims, matrix, search QUERY, show ID"


class UsageError(Exception):
    """A command line that means nothing; its text is one line."""


class _Parser(argparse.ArgumentParser):
    """A parser that neither abbreviates nor exits by itself on a mistake."""

    def error(self, message: str) -> NoReturn:
        what, _, arguments = message.partition(": ")
        if what != "unrecognized arguments":
            raise UsageError(message)
        from .nearest import did_you_mean

        option = arguments.split()[0].partition("=")[0]
        raise UsageError(f"no option {option}{did_you_mean(option, self._option_string_actions)}")

    def format_help(self) -> str:
        return self.description or ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status: 0 found or done, 1 nothing found, 2 wrong usage, query or dossier."""
    output.speak_utf8()
    try:
        status = _run(list(sys.argv[1:] if arguments is None else arguments))
        output.flush()
        return status
    except (UsageError, output.Refused) as error:
        output.say(error)
        return WRONG
    except KeyboardInterrupt:
        output.let_go()
        return INTERRUPTED


def _run(arguments: list[str]) -> int:
    before, name, after = _at_command(arguments)
    parser = _Parser(prog="kaztui", description=usage.OVERVIEW, allow_abbrev=False, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("-d", "--dossier", metavar="DIR")
    parser.add_argument("-q", "--query", default=None)
    parser.add_argument("--config", metavar="FILE")
    asked = parser.parse_args(before)
    if asked.help:
        output.write_text(usage.OVERVIEW)
        return FOUND
    if asked.version:
        output.write_text(f"kaztui {__version__}\n")
        return FOUND
    if name is None:
        return _explore(asked.dossier, asked.query or "", asked.config)
    if asked.query is not None:
        raise UsageError(f"-q starts the explorer; give the query after the command: kaztui {name} QUERY")
    if asked.config is not None:
        raise UsageError("--config starts the explorer; of commands only keys has it: kaztui keys --config FILE")
    return _command(name, asked.dossier, after)


def _at_command(arguments: list[str]) -> tuple[list[str], str | None, list[str]]:
    """What stands before the command's name, the name, what follows it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in ("-d", "--dossier", "-q", "--query", "--config") else 1
    if at >= len(arguments):
        return arguments, None, []
    return arguments[:at], arguments[at], arguments[at + 1 :]


def _command(name: str, dossier: str | None, rest: list[str]) -> int:
    command = usage.COMMANDS.get(name)
    if command is None:
        from .nearest import did_you_mean

        raise UsageError(f"no command {name!r}{did_you_mean(name, usage.COMMANDS)}; kaztui --help lists them")
    options, words = _split(rest, command)
    parser = _Parser(prog=f"kaztui {name}", description=command.help, allow_abbrev=False, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("-d", "--dossier", default=dossier)
    for option, settings in command.options.items():
        parser.add_argument(option, **settings)
    asked = parser.parse_args(options)
    if asked.help:
        output.write_text(command.help)
        return FOUND
    if not command.least <= len(words) <= command.most:
        raise UsageError(f"usage: {command.usage}")
    if getattr(asked, "json", False) and getattr(asked, "csv", False):
        raise UsageError("--json or --csv, not both")
    asked.words = words
    from .query import QueryError
    from .store import DossierError

    try:
        return commands.run(name, asked)
    except QueryError as error:
        output.say(error)
        return WRONG
    except DossierError as error:
        print(error, file=sys.stderr)
        return WRONG


def _split(rest: list[str], command: usage.Command) -> tuple[list[str], list[str]]:
    """Options with their values, and words. After ``--`` all are words."""
    options: list[str] = []
    words: list[str] = []
    valued = {"-d", "--dossier", *(name for name, settings in command.options.items() if "action" not in settings)}
    pending = iter(rest)
    for argument in pending:
        if argument == "--":
            words.extend(pending)
        elif argument in valued:
            options += [argument, *([value] if (value := next(pending, None)) is not None else [])]
        elif argument == "-h" or argument.startswith("--") or (argument[:1] == "-" != argument and not command.dashes):
            options.append(argument)
        else:
            words.append(argument)
    return options, words


def _explore(dossier: str | None, query: str, config: str | None) -> int:
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if os.environ.get("TERM") == "dumb" or not all(stream is not None and stream.isatty() for stream in streams):
        raise UsageError(f"the explorer needs a terminal; for text, use a command: {_TEXT_COMMANDS}")
    from .config_file import ConfigError
    from .store import DossierError

    try:
        from .tui import run

        return run(dossier, query, config)
    except (ConfigError, DossierError) as error:
        print(error, file=sys.stderr)
        return WRONG
