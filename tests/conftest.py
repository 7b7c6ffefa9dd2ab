"""What every test stands on."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

REAL = ("tests/pty/", "tests/ssh/", "tests/tmux/")
"""Tests with a terminal, an SSH server, a multiplexer: what they need may be missing on a reader's machine."""


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that is nobody else's, for this process and those that it starts."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_config(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys and theme of whoever runs the tests are none of theirs."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is installed (KAZTUI_CI=1, set by .ci/run) a test that is skipped all the same has failed."""
    report = yield
    if report.skipped and item.nodeid.startswith(REAL) and os.environ.get("KAZTUI_CI") == "1":
        reason = str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr)
        if "needs root" not in reason:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} must run here. {reason}"
    return report
