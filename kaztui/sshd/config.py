"""The ``sshd_config`` of a server of its own, which shows a dossier and does nothing else."""

from __future__ import annotations

import re
import shlex

from .publication import FOLDER, Publication, version_text

_BARE = re.compile(r"[A-Za-z0-9_./@:+,-]+")


def config(to: Publication, command: str) -> str:
    """The whole ``sshd_config`` of a server of its own, which does nothing else. ``command`` is what printed it."""
    blocks = [_HEAD.format(command=command, folder=FOLDER).strip("\n")]
    for title, lines in (
        ("Where", _where(to)),
        ("Who", _who(to)),
        ("What they get", _what(to)),
        ("What they do not get", _NOT.strip("\n")),
        ("For how long, and how many", _how_long(to)),
    ):
        blocks.append(f"## {title}\n\n{lines.strip()}")
    return "\n\n".join(blocks) + "\n"


_HEAD = """
# sshd_config of an OpenSSH server that shows one dossier, and nothing else of this machine.
# Printed by: {command}
# Save it as {folder}/sshd_config. Check it:  /usr/sbin/sshd -t -f {folder}/sshd_config
# Start it, beside the server that you administrate the machine with:  /usr/sbin/sshd -f {folder}/sshd_config
"""


def _where(to: Publication) -> str:
    lines = ["# Beside the server by which this machine is administrated, which has port 22.", f"Port {to.port}"]
    if to.listen:
        lines += ["# Only at these addresses.", *(f"ListenAddress {address}" for address in to.listen)]
    lines += ["# By which readers recognise this server.", *(f"HostKey {_quoted(path)}" for path in to.host_keys)]
    lines += ["# Else it would be written where the other server has its own.", "PidFile none"]
    return "\n".join(lines)


def _who(to: Publication) -> str:
    lines = ["# This user and no other.", f"AllowUsers {to.user}", "PermitRootLogin no"]
    lines += ["# Nothing but what stands here decides who gets in.", "UsePAM no"]
    if to.public:
        lines += [
            "# Anybody, without being asked for anything. The user needs an empty password for that (passwd -d),",
            "# with which it could log in at any other door that takes one: leave no such door open on this machine.",
            "AuthenticationMethods none",
            "PermitEmptyPasswords yes",
            "PasswordAuthentication yes",
            "PubkeyAuthentication no",
        ]
    else:
        lines += [
            "# Only with a key that stands in this file, one a line, which readers cannot write.",
            "AuthenticationMethods publickey",
            f"AuthorizedKeysFile {_quoted(to.keys).replace('%', '%%')}",
            "PasswordAuthentication no",
            "PermitEmptyPasswords no",
        ]
    return "\n".join([*lines, "KbdInteractiveAuthentication no"])


def _what(to: Publication) -> str:
    return f"""
# Whatever a client asks to run (a command, scp, sftp, a shell), this is run in its place.
ForceCommand {shlex.quote(to.launcher)}
# The terminal in which the dossier is read.
PermitTTY yes
# A reader's language, from which the launcher learns whether the terminal shows more than ASCII.
AcceptEnv LANG LC_*
# For readers who call with ssh -C: about a third of the bytes.
Compression yes"""


_NOT = """
# No way through this machine to others, and none back to the reader's.
DisableForwarding yes
# The same again by name: before OpenSSH 10.0 the line above left the last two of these out (CVE-2025-32728).
AllowTcpForwarding no
AllowStreamLocalForwarding no
PermitTunnel no
GatewayPorts no
AllowAgentForwarding no
X11Forwarding no
# No file of the user's home says what is run or in which environment. (No Subsystem stands here: there is no sftp.)
PermitUserRC no
PermitUserEnvironment no
# Not from where the last reader came, nor what else is said to users of this machine.
PrintLastLog no
PrintMotd no
Banner none
VersionAddendum none
"""


def _how_long(to: Publication) -> str:
    idle, longest = to.limits
    lines = f"""
# One session a connection; kaztui ends it after {idle:g} minutes without a key, and after {longest:g} in all.
MaxSessions 1
# How many may be at the door at once without being let in, altogether and from one address.
MaxStartups 20:30:60
PerSourceMaxStartups 10
LoginGraceTime 15
# A reader whose network has vanished is gone within two minutes.
ClientAliveInterval 15
ClientAliveCountMax 3"""
    if to.openssh >= (9, 2):
        return f"{lines}\n# One who got in and opens no session (ssh -N) is gone sooner.\nUnusedConnectionTimeout 45s"
    return f"{lines}\n# OpenSSH {version_text(to.openssh)} keeps one who opens no session (ssh -N); 9.2 need not."


def _quoted(path: str) -> str:
    """A path as an argument in ``sshd_config``."""
    return path if _BARE.fullmatch(path) else '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
