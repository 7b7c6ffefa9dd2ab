"""What is published, to whom and how: the options of ``kaztui sshd``, made into a value that is safe to write down."""

from __future__ import annotations

import ipaddress
import os
import re
import shlex
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..restricted import Limits, minutes

FOLDER = "/etc/kaztui"
OLDEST_OPENSSH = (8, 7)
"""The first that reads quotation marks in a path as they are written here (OpenSSH 8.7 release notes)."""

_USER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,31}")
_ADDRESS = re.compile(r"[0-9A-Fa-f:.]+(%[A-Za-z0-9.-]+)?")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


class Unfit(Exception):
    """A value that cannot stand in these texts; its text is one line."""


class Publication(NamedTuple):
    """What may differ from server to server."""

    user: str = "reader"
    port: int = 2222
    listen: tuple[str, ...] = ()
    launcher: str = f"{FOLDER}/launcher"
    host_keys: tuple[str, ...] = ("/etc/ssh/ssh_host_ed25519_key",)
    keys: str = f"{FOLDER}/reader_keys"
    public: bool = False
    """Whether anybody may read, without a key."""
    openssh: tuple[int, int] = (9, 2)
    limits: Limits = Limits()
    readers: int = 20
    memory: int = 1024
    """In MB of addresses, of which a session uses a tenth."""
    python: str = sys.executable
    cache: str = "/var/cache"
    dossier: str | None = None
    articles: str | None = None


def publication(given: Mapping[str, Any]) -> Publication:
    """What the options say, by their names without dashes in front. Raises :class:`Unfit` with what does not fit."""
    to = Publication()
    for field in ("user", "launcher", "keys", "public", "python", "cache"):
        to = to._replace(**{field: given[field] or getattr(to, field)})
    to = to._replace(
        port=_whole(given["port"], "--port", to.port, 1, 65535),
        readers=_whole(given["readers"], "--readers", to.readers, 1, 10_000),
        memory=_whole(given["memory"], "--memory", to.memory, 128, 1_000_000),
        limits=Limits(
            _limit(given["idle_minutes"], "--idle-minutes", to.limits.idle),
            _limit(given["max_minutes"], "--max-minutes", to.limits.longest),
        ),
        listen=tuple(given["listen"] or to.listen),
        host_keys=tuple(given["host_key"] or to.host_keys),
        openssh=_openssh(given["openssh"]) if given["openssh"] else to.openssh,
        dossier=os.path.abspath(given["dossier"]) if given["dossier"] else None,
        articles=os.path.abspath(given["articles"]) if given["articles"] else None,
    )
    if not _USER.fullmatch(to.user):
        raise Unfit(f"--user: no name of a user: {to.user!r}")
    if to.user == "root":
        raise Unfit("--user: strangers do not become root; make a user for them")
    for address in to.listen:
        _check_address(address)
    for option, paths in _paths(to).items():
        for path in paths:
            if not path.isprintable():
                raise Unfit(f"{option}: a path with control characters: {path!r}")
            if not path.startswith("/"):
                raise Unfit(f"{option}: an absolute path, not {path!r}")
    return to


def command(name: str, to: Publication) -> str:
    """The command line that prints this text."""
    usual = Publication()
    words = ["kaztui", "sshd", name]
    for option, field in _OPTIONS.items():
        value, before = getattr(to, field), getattr(usual, field)
        if value is True:
            words.append(option)
        elif value != before or field == "python":
            for one in value if isinstance(value, tuple) else (value,):
                words += [option, str(one)]
    for option, minutes_given, usually in zip(_LIMITS, to.limits, usual.limits, strict=True):
        if minutes_given != usually:
            words += [option, f"{minutes_given:g}"]
    if to.openssh != usual.openssh:
        words += ["--openssh", version_text(to.openssh)]
    return shlex.join(words)


_OPTIONS = {
    "--user": "user",
    "--port": "port",
    "--listen": "listen",
    "--public": "public",
    "--keys": "keys",
    "--host-key": "host_keys",
    "--launcher": "launcher",
    "--python": "python",
    "--cache": "cache",
    "--readers": "readers",
    "--memory": "memory",
    "--articles": "articles",
    "-d": "dossier",
}
_LIMITS = ("--idle-minutes", "--max-minutes")


def _paths(to: Publication) -> dict[str, tuple[str, ...]]:
    return {
        "--launcher": (to.launcher,),
        "--host-key": to.host_keys,
        "--keys": (to.keys,),
        "--python": (to.python,),
        "--cache": (to.cache,),
        "--articles": (to.articles,) if to.articles is not None else (),
        "-d": (to.dossier,) if to.dossier is not None else (),
    }


def _whole(text: str | None, option: str, usual: int, least: int, most: int) -> int:
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        raise Unfit(f"{option} is a whole number from {least} to {most}, not {text!r}")
    return int(text)


def _limit(text: str | None, option: str, usual: float) -> float:
    if text is None:
        return usual
    try:
        return minutes(text)
    except ValueError as error:
        raise Unfit(f"{option}: {error}") from None


def _openssh(text: str) -> tuple[int, int]:
    numbers = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})(p[0-9])?", text)
    if numbers is None:
        raise Unfit(f"--openssh is a version like 9.2, not {text!r}")
    version = (int(numbers[1]), int(numbers[2]))
    if version < OLDEST_OPENSSH:
        raise Unfit(f"--openssh: {version_text(OLDEST_OPENSSH)} at least")
    return version


def _check_address(text: str) -> None:
    if _HOST.fullmatch(text):
        return
    try:
        if _ADDRESS.fullmatch(text) and ipaddress.ip_address(text):
            return
    except ValueError:
        pass
    raise Unfit(f"--listen: no address: {text!r}")


def version_text(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def out_of_reach(to: Publication) -> Iterator[tuple[str, str]]:
    """What the launcher needs and the user may not get to: the path, and the first part of it that is closed."""
    needed = [to.python, os.path.realpath(to.python)]
    if to.python == sys.executable:
        needed.append(str(Path(__file__).parent.parent))
    for path in [*needed, *filter(None, (to.dossier, to.articles))]:
        if closed := _closed(path):
            yield path, closed


def _closed(path: str) -> str | None:
    """The first part of the path that users other than its owner cannot enter or read; None if they get there."""
    so_far = ""
    for part in ["/", *filter(None, os.path.abspath(path).split("/"))]:
        so_far = os.path.join(so_far, part)
        try:
            mode = os.stat(so_far).st_mode
        except OSError:
            return so_far
        wanted = stat.S_IXOTH if stat.S_ISDIR(mode) else stat.S_IROTH
        if not mode & wanted:
            return so_far
    return None
