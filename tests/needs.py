"""Programs that a test needs and that are not part of this one."""

from __future__ import annotations

import os
import shutil

import pytest


def need(*programs: str) -> list[str]:
    """The programs' paths; the test is skipped, naming those that are missing."""
    path = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"
    found = {program: shutil.which(program, path=path) for program in programs}
    missing = [program for program, where in found.items() if where is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    return [where for where in found.values() if where is not None]
