"""SHA-256 without OpenSSL where there is little to hash: loading that takes longer than hashing a megabyte."""

from __future__ import annotations

import sys
from typing import Protocol

LITTLE = 1 << 22
"""Bytes up to which the interpreter's own implementation is as quick as OpenSSL's with its loading."""


class Digest(Protocol):
    def update(self, data: bytes | bytearray | memoryview, /) -> None: ...
    def digest(self) -> bytes: ...
    def hexdigest(self) -> str: ...


def sha256(size: int = 0) -> Digest:
    """A new SHA-256, for about so many bytes."""
    if size <= LITTLE and sys.implementation.name == "cpython":
        try:  # a builtin module's private name, which CPython has changed once: in 3.12
            if sys.version_info >= (3, 12):
                from _sha2 import sha256 as builtin
            else:
                from _sha256 import sha256 as builtin  # type: ignore[import-not-found, unused-ignore]
            return builtin()  # type: ignore[no-any-return, unused-ignore]
        except ImportError:
            pass
    from hashlib import sha256 as openssl

    return openssl()
