"""Builds the shipped dossier's cache and index into the wheel: it opens at once however the wheel was installed."""

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
        from kaztui import Dossier, store
        from kaztui.store import cache, files
        from kaztui.store.problems import Problems

        found, _ = files.files_in(store.shipped(), Problems())
        key = cache.key_of(found)
        # read anew: what is built in must not come from the cache of whoever builds it
        checked = store.read(store.shipped(), fresh=True)
        folder = Path(tempfile.mkdtemp())
        for name, pieces in (
            (f"{key}.cache", cache.packed(checked)),
            (f"{key}.index", cache.packed_index(Dossier(*checked).prepared())),
        ):
            (folder / name).write_bytes(b"".join(pieces))
            build_data["force_include"][str(folder / name)] = f"kaztui/data/{name}"
