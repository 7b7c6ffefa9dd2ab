"""Textual's bindings, made from the table of commands: each has the command's id, so that a keymap can name it."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from ..keys import Place, commands_in


def bindings_for(place: Place) -> list[BindingType]:
    """The bindings of the widget that has the keys in ``place``."""
    return [
        Binding(",".join(command.keys), command.action, command.help, show=False, id=command.id)
        for command in commands_in(place)
    ]
