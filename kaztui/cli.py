"""The command line: reads arguments, starts the explorer or prints. What is printed is made elsewhere.

An argument after a command's name is one of its options only if the command knows it or it begins with two
dashes; ``-speaker:x`` is a word of the query. Therefore words and options are told apart before argparse, which
here reads options only.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from . import __version__, commands, output, usage

if TYPE_CHECKING:
    from .restricted import Limits
    from .store import DossierError

FOUND, WRONG, INTERRUPTED = 0, 2, 130
_VALUED = ("-d", "--dossier", "-q", "--query", "--articles", "--config", "--idle-minutes", "--max-minutes")
_QUERY = ("-q", "--query")
_TEXT_COMMANDS = "quotes, timeline, actors, sources, claims, matrix, search QUERY, show ID"


class UsageError(Exception):
    """A command line that means nothing; its text is one line."""


class _Lines(argparse.HelpFormatter):
    """A formatter that need not ask how wide the terminal is: help is laid out in :mod:`.usage`."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class _Parser(argparse.ArgumentParser):
    """A parser that neither abbreviates nor exits by itself on a mistake."""

    def error(self, message: str) -> NoReturn:
        what, _, arguments = message.partition(": ")
        if what != "unrecognized arguments":
            raise UsageError(message)
        from .nearest import did_you_mean

        option = arguments.split()[0].partition("=")[0]
        raise UsageError(f"no option {option}{did_you_mean(option, self._option_string_actions)}")


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
    parser = _Parser(prog="kaztui", formatter_class=_Lines, allow_abbrev=False, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("-d", "--dossier", metavar="DIR")
    parser.add_argument("-q", "--query", default=None)
    parser.add_argument("--articles", metavar="DIR")
    parser.add_argument("--restricted", action="store_true", default=is_restricted())
    parser.add_argument("--idle-minutes", type=_minutes)
    parser.add_argument("--max-minutes", type=_minutes)
    parser.add_argument("--config", metavar="FILE")
    asked = parser.parse_args(_joined(before))
    if asked.help:
        output.write_text(usage.OVERVIEW)
        return FOUND
    if asked.version:
        output.write_text(f"kaztui {__version__}\n")
        return FOUND
    limits = _limits(asked)
    if name is None:
        return _explore(asked, limits)
    if asked.articles is not None:
        raise UsageError(f"--articles starts the explorer; give it after the command: kaztui {name} --articles DIR")
    if asked.query is not None:
        raise UsageError(f"-q starts the explorer; give the query after the command: kaztui {name} QUERY")
    if asked.config is not None:
        raise UsageError("--config starts the explorer; of commands only keys has it: kaztui keys --config FILE")
    return _command(name, asked.dossier, after, limits)


def is_restricted(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment asks for a restricted session."""
    return environ.get("KAZTUI_RESTRICTED", "") not in ("", "0")


def _limits(asked: argparse.Namespace) -> Limits | None:
    """How long a restricted session may last; None for one that is not."""
    given = (asked.idle_minutes, asked.max_minutes)
    if asked.restricted:
        from .restricted import Limits

        return Limits(*(value or default for value, default in zip(given, Limits(), strict=True)))
    if any(given):
        raise UsageError("--idle-minutes and --max-minutes are of a --restricted session")
    return None


def _minutes(text: str) -> float:
    from .restricted import minutes

    try:
        return minutes(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _at_command(arguments: list[str]) -> tuple[list[str], str | None, list[str]]:
    """What stands before the command's name, the name, what follows it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in _VALUED else 1
    if at >= len(arguments):
        return arguments, None, []
    return arguments[:at], arguments[at], arguments[at + 1 :]


def _joined(arguments: list[str]) -> list[str]:
    """The same with each query joined to its option: alone, ``-speaker:x`` would be options to argparse."""
    joined: list[str] = []
    pending = iter(arguments)
    for argument in pending:
        if argument in _VALUED:
            value = next(pending, None)
            is_query = argument in _QUERY and value is not None and value not in _VALUED and value[:2] != "--"
            joined += [f"--query={value}"] if is_query else [argument, *([] if value is None else [value])]
        else:
            joined.append(argument)
    return joined


def _command(name: str, dossier: str | None, rest: list[str], limits: Limits | None) -> int:
    """Do a command. In a restricted session what stands after its name may be a stranger's: no ``-d`` there."""
    strangers = limits is not None
    command = usage.COMMANDS.get(name)
    if command is None:
        from .nearest import did_you_mean

        raise UsageError(f"no command {name!r}{did_you_mean(name, usage.COMMANDS)}; kaztui --help lists them")
    if strangers and name not in usage.FOR_STRANGERS:
        raise UsageError(f"kaztui {name} is no part of a restricted session")
    options, words = _split(rest, command)
    parser = _Parser(prog=f"kaztui {name}", formatter_class=_Lines, allow_abbrev=False, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    if strangers:
        parser.set_defaults(dossier=dossier)
    else:
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
    if limits is not None:
        from .restricted import confine, end_after

        confine()
        end_after(limits.longest * 60)
    from .query import QueryError
    from .store import DossierError

    try:
        return commands.run(name, asked)
    except QueryError as error:
        output.say(error)
        return WRONG
    except DossierError as error:
        _say_broken(error, strangers)
        return WRONG


def _say_broken(error: DossierError, strangers: bool) -> None:
    """Every mistake with its line for whoever can mend it; a stranger is not shown the server's files."""
    if strangers:
        output.say("the dossier cannot be shown; kaztui check says why to those who publish it")
    else:
        output.say_lines(error)


def _split(rest: list[str], command: usage.Command) -> tuple[list[str], list[str]]:
    """Options with their values, and words. After ``--`` all are words."""
    options: list[str] = []
    words: list[str] = []
    valued = {"-d", "--dossier"}
    valued |= {name for name, settings in command.options.items() if settings.get("action") != "store_true"}
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


def _explore(asked: argparse.Namespace, limits: Limits | None) -> int:
    if limits is not None and asked.config is not None:
        raise UsageError("--config is not for a --restricted session")
    if asked.articles is not None:
        _require_articles(asked.articles, limits is not None)
    from . import tui
    from .config_file import ConfigError
    from .store import DossierError

    query = asked.query or ""
    try:
        if limits is None:
            return tui.run(asked.dossier, query, asked.articles, asked.config)
        status, why = tui.run_restricted(asked.dossier, query, limits, asked.articles)
        if why:
            output.say(why)
        return status
    except tui.NoTerminal as error:
        raise UsageError(f"{error}; for text, use a command: {_TEXT_COMMANDS}") from None
    except ConfigError as error:
        output.say_lines(error)
        return WRONG
    except DossierError as error:
        _say_broken(error, limits is not None)
        return WRONG


def _require_articles(folder: str, strangers: bool) -> None:
    from .articles import ArticlesError, require_folder

    try:
        require_folder(folder)
    except ArticlesError as error:
        raise UsageError("the articles cannot be shown" if strangers else str(error)) from None
