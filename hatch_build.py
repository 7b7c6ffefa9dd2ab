"""Builds the shipped dossier's cache into the wheel, so that it opens at once however the wheel was installed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CacheHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":  # the dossier may be edited; the user's cache serves
            return
        sys.path.insert(0, self.root)
        from kaztui.store import cache, files, shipped
        from kaztui.store.problems import Problems

        found, _ = files.files_in(shipped(), Problems())
        key = cache.key_of(found)
        checked = read_fresh(shipped())
        path = Path(tempfile.mkdtemp()) / f"{key}.cache"
        path.write_bytes(cache.packed(checked))
        build_data["force_include"][str(path)] = f"kaztui/data/{path.name}"


def read_fresh(folder: Path) -> Any:
    from kaztui import store

    return store.read(folder, fresh=True)
