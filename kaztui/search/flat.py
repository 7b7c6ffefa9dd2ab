"""An index as bytes: a JSON header, then raw arrays, checked by their CRC-32; reading runs no code of the file's."""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Sequence
from typing import Any

from ..memory import Bytes
from .contents import Contents
from .postings import Postings
from .vocabulary import Vocabulary

VERSION = 2
_MAGIC = b"kaztuiIX"
_HEAD = struct.Struct("<8sHII")  # magic, version, length of the JSON header, CRC-32 of all that follows


class Damaged(ValueError):
    """These bytes are no index of this version, made on this kind of machine, as it was written."""


def pieces(contents: Contents, *, with_ids: bool = True) -> list[Bytes]:
    """All of an index but the texts of its documents, and their ids where :func:`load` is given these.

    The bytes in pieces, most of which are the index's own: very many quotes would take their room twice.
    """
    postings, pairs, vocabulary = contents.postings, contents.pairs, contents.vocabulary
    import json  # unlike msgspec it writes half a surrogate pair, which texts that were never in a file may have

    ids = list(contents.ids) if with_ids else []
    lists = (ids, vocabulary.tokens, vocabulary.forms, contents.names, vocabulary.skeletons())
    texts = [json.dumps(part).encode() for part in lists]
    sequences: list[Sequence[int]] = [
        vocabulary.token_of, postings.count, postings.start, postings.sparse, pairs.count, pairs.start, pairs.sparse,
        contents.words, contents.bounds, contents.shared, contents.shared_bounds, contents.kin,
    ]  # fmt: skip
    arrays = [memoryview(part) for part in sequences]  # type: ignore[arg-type]
    parts = [memoryview(part).cast("B") for part in (*texts, *arrays, postings.dense, pairs.dense)]
    header = json.dumps(
        {
            "order": sys.byteorder,
            "documents": len(contents.ids),
            "fields": list(contents.fields.items()),
            "codes": [part.format for part in arrays],
            "sizes": [len(part) for part in parts],
        }
    ).encode()
    header += b" " * (-(_HEAD.size + len(header)) % 8)
    body: list[Bytes] = [header]
    for part in parts:  # the head and the header are a multiple of eight bytes, and so is all before each part
        body += [part, bytes(-len(part) % 8)]
    check = 0
    for piece in body:
        check = zlib.crc32(piece, check)
    return [_HEAD.pack(_MAGIC, VERSION, len(header), check), *body]


def load(data: bytes | memoryview, ids: Sequence[str] | None = None, *, is_whole: bool = False) -> Contents:
    """What :func:`pieces` wrote; arrays stay views of ``data``. Raises :class:`Damaged`.

    ``ids``: the documents', if they were left out; ``is_whole``: whether the checksum need not be compared.
    """
    try:
        magic, version, length, check = _HEAD.unpack_from(data)
    except struct.error:
        raise Damaged("too short") from None
    if magic != _MAGIC or version != VERSION:
        raise Damaged("not an index of this version")
    body = memoryview(data)[_HEAD.size :]
    if not is_whole and zlib.crc32(body) != check:
        raise Damaged("checksum does not match")
    try:
        return _contents(_read_json(body[:length]), memoryview(data), _HEAD.size + length, ids)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise Damaged(str(error)) from None


def _read_json(data: memoryview) -> Any:
    import msgspec

    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:  # what the standard library's writer writes, and msgspec does not read
        import json

        return json.loads(bytes(data))


def _contents(header: dict[str, Any], data: memoryview, at: int, given: Sequence[str] | None) -> Contents:
    if header["order"] != sys.byteorder:
        raise Damaged("written on a machine of another byte order")
    parts: list[memoryview] = []
    for size in header["sizes"]:
        parts.append(data[at : at + size])
        at += size + -(at + size) % 8
    ids, tokens, forms, names, skeletons = map(_read_json, parts[:5])
    token_of, *numbers = (part.cast(code) for part, code in zip(parts[5:17], header["codes"], strict=True))
    words, bounds, shared, shared_bounds, kin = numbers[6:]
    count, start, sparse = numbers[:3]
    postings = Postings(header["documents"], count, start, sparse, parts[17])
    count, start, sparse = numbers[3:6]
    pairs = Postings(header["documents"], count, start, sparse, parts[18])
    fields = {int(form): str(name) for form, name in header["fields"]}
    vocabulary = Vocabulary(tokens, forms, token_of, skeletons)
    if given is not None:
        ids = given
    if len(ids) != header["documents"]:
        raise Damaged("of other documents")
    return Contents(ids, vocabulary, postings, pairs, words, bounds, shared, shared_bounds, kin, fields, names)
