"""The launcher: the shell script that the server runs for each reader, in the place of whatever they ask for."""

from __future__ import annotations

import shlex

from .publication import Publication

_TERMINALS = (
    "xterm xterm-256color xterm-color xterm-direct xterm-kitty xterm-ghostty kitty foot foot-extra alacritty wezterm "
    "rxvt rxvt-256color rxvt-unicode rxvt-unicode-256color st st-256color gnome gnome-256color konsole "
    "konsole-256color screen screen-256color tmux tmux-256color putty putty-256color linux vt100 vt220 ansi"
)


def launcher(to: Publication, command: str) -> str:
    """The shell script that the server runs for each reader. ``command`` is what printed it."""
    session = ["--restricted", f"--idle-minutes {to.limits.idle:g}", f"--max-minutes {to.limits.longest:g}"]
    if to.dossier is not None:
        session.append(f"-d {shlex.quote(to.dossier)}")
    if to.articles is not None:
        session.append(f"--articles {shlex.quote(to.articles)}")
    return _LAUNCHER.format(
        command=command,
        path=to.launcher,
        python=shlex.quote(to.python),
        cache=shlex.quote(to.cache),
        session=" ".join(session),
        terminals="|".join(_TERMINALS.split()),
        # Of each reader: the server's process, the program and its threads.
        tasks=to.readers * 5,
        tasks_at_most=to.readers * 5 + 8,
        memory=to.memory * 1024,
        # A sixth of the longest time, and what it takes to open a large dossier.
        cpu=round(to.limits.longest * 10 + 60),
        cpu_at_most=round(to.limits.longest * 10 + 65),
    ).removeprefix("\n")


_LAUNCHER = r"""
#!/bin/sh
# What a reader gets, whatever they ask to run: $SSH_ORIGINAL_COMMAND is not looked at.
# Printed by: {command}
# Save it as {path}, owned by root and writable by nobody else, mode 755.

# A dossier is read in a terminal; ssh with a command, scp and sftp have none.
if ! [ -t 0 ] || ! [ -t 1 ] || ! [ -t 2 ]; then
    echo "Here is a dossier to read in a terminal, and nothing else: call ssh without a command." >&2
    exit 2
fi

# No key of it is a signal or holds back what is written, neither before the dossier stands on the screen nor after.
stty -isig -ixon 2>/dev/null

# Of what the client says of its terminal only a name that stands here is believed.
case ${{TERM-}} in
    {terminals}) ;;
    dumb) echo "This terminal cannot show a dossier (TERM=dumb)." >&2; exit 2 ;;
    *) TERM=xterm ;;
esac

# Of its language only whether it names an encoding that is not UTF-8; where it names none, UTF-8 is taken for granted.
case ${{LC_ALL:-${{LC_CTYPE:-${{LANG-}}}}}} in
    *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) LC_ALL=C.UTF-8 ;;
    *.* | *@euro) LC_ALL=C ;;
    *) LC_ALL=C.UTF-8 ;;
esac

# Nor does the signal itself: it could stop this script, or have a half-started program say where it is.
trap '' INT QUIT TSTP

# Away from the home; a file that could be made would be nobody else's.
cd / || exit 1
umask 077

# What one session may use. One limit a call: dash sets only the first of several.
# No image of the memory, no file.
ulimit -c 0
ulimit -f 0
# Memory in KB, open files, seconds of processor time (at the first of these limits kaztui still tidies up).
ulimit -v {memory}
ulimit -n 64
ulimit -t {cpu_at_most}
ulimit -S -t {cpu}

# How many readers at once: the kernel counts their processes and threads altogether (bash calls that -u, dash -p), and
# where there are too many makes none for the inner brackets. ("&& :" keeps the shell from doing without.)
tasks() {{
    if (ulimit -u "$1") 2>/dev/null; then ulimit -u "$1"; else ulimit -p "$1"; fi
}}
trap 'echo "Too many are reading just now. Come back a little later." >&2' EXIT
(tasks {tasks} && (exit 0) && :) 2>/dev/null || exit 1
trap - EXIT
tasks {tasks_at_most}

# In an environment in which nothing of the client's is left. -I: Python reads no variable, and no folder but its own;
# -B: it writes no compiled files. nice: whatever else this machine does comes first.
exec /usr/bin/nice /usr/bin/env -i TERM="$TERM" LC_ALL="$LC_ALL" SSH_CONNECTION="${{SSH_CONNECTION-}}" \
    PATH=/usr/bin:/bin XDG_CACHE_HOME={cache} \
    {python} -I -B -m kaztui {session}
"""
