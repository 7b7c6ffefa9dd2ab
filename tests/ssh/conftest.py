"""Servers that stay for all tests of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .server import Server, publish


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with publish() as server:
        yield server


@pytest.fixture(scope="session")
def public() -> Iterator[Server]:
    """One that lets in anybody."""
    with publish("--public") as server:
        yield server
