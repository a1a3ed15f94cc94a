"""A Document as JSON and back: `resotrack.document/1`.

The form follows the dataclasses of `model/` field by field, so a field that is added to the model
is in the JSON too. Within the version fields are only added, never taken away; a file that lacks a
field has its default, a field that this version does not know is passed over. What a Document
computes (its views) is not part of it.

The schema in `resotrack/schemas/document-1.schema.json` is the published copy of
`document_schema()`; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from resotrack.errors import UnreadableDocument
from resotrack.model import Document

SCHEMA = "resotrack.document/1"
_NOT_WRITTEN: dict[type, frozenset[str]] = {Document: frozenset({"file", "views"})}
"""By type: a field of the same name elsewhere is written."""
_REMEDY = "Write it again with `resotrack convert`, or compare it with the published schema."


def document_json(document: Document) -> str:
    """One JSON object with a final line feed; non-ASCII letters as they are."""
    return json.dumps(document_object(document), ensure_ascii=False, indent=2) + "\n"


def document_object(document: Document) -> dict[str, Any]:
    """The published form as dicts and lists."""
    return {"schema": SCHEMA, **to_plain(document)}


def read_document(text: str | bytes) -> Document:
    """The Document that a JSON text of `resotrack.document/1` holds.

    Raises UnreadableDocument, naming the place, for anything else.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(f"it is no JSON ({error}).", remedy=_REMEDY) from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        stated = found.get("schema") if isinstance(found, dict) else None
        raise UnreadableDocument(
            f"it is JSON, but not {SCHEMA} (it says {stated!r}).", remedy=_REMEDY
        )
    document: Document = from_plain(found, Document, "")
    return document


def document_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the published form, as the model defines it."""
    definitions: dict[str, Any] = {}
    _schema_of(Document, definitions)
    own = definitions.pop("Document")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:resotrack:schema:document:1",
        "title": "A UN resolution text",
        "description": f"{SCHEMA}: what resotrack read from one source. Fields are only added.",
        "type": "object",
        "required": ["schema", *own["required"]],
        "properties": {"schema": {"const": SCHEMA}, **own["properties"]},
        "$defs": dict(sorted(definitions.items())),
    }


# ---- out --------------------------------------------------------------------------------------


def to_plain(value: Any) -> Any:
    """A value of the model as dicts, lists and strings."""
    if isinstance(value, str):
        # json would write a lone half of a surrogate pair that no encoder accepts afterwards.
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _types(type(value))}
    if isinstance(value, tuple | list | frozenset):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    return value


# ---- in ---------------------------------------------------------------------------------------
# A record holds values of these types by the hundred thousand: what a type asks of a value is
# worked out once, and the place of what does not fit only when something does not.

_Reader = Callable[[Any], Any]


class _Misfit(Exception):
    """A value is not of the type; `path` is its place, from the inside out."""

    def __init__(self, wanted: str, found: Any, *path: str) -> None:
        self.wanted, self.found = wanted, found
        self.path = list(path)


@cache
def _types(kind: type) -> dict[str, Any]:
    """The fields of a dataclass that are written, and their types."""
    hints = get_type_hints(kind)
    left_out = _NOT_WRITTEN.get(kind, frozenset())
    return {f.name: hints[f.name] for f in fields(kind) if f.init and f.name not in left_out}


@cache
def _required(kind: type) -> tuple[str, ...]:
    return tuple(
        f.name
        for f in fields(kind)
        if f.name in _types(kind) and f.default is MISSING and f.default_factory is MISSING
    )


def from_plain(value: Any, kind: Any, where: str = "") -> Any:
    """A value of this type from what JSON gave. `where` is its place: "paragraphs[3].notes".

    Raises UnreadableDocument, naming the place. Fields that the type does not know are passed over.
    """
    try:
        return _reader(kind)(value)
    except _Misfit as misfit:
        place = (where + "".join(reversed(misfit.path))).lstrip(".")
        shown = repr(misfit.found)
        shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
        raise UnreadableDocument(
            f"there should be {misfit.wanted}, not {shown}.",
            where=place or "the whole",
            remedy=_REMEDY,
        ) from None


@cache
def _reader(kind: Any) -> _Reader:
    """What makes a value of this type of what JSON gave, or raises _Misfit."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(arguments)
    if origin is Literal:
        return _word_of(arguments)
    if origin is tuple:
        return _row(arguments)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    return _simple(kind)


def _simple(kind: type) -> _Reader:
    # JSON's true is an int to Python, and no number to anybody else.
    no_number = kind is int

    def read(value: Any) -> Any:
        if not isinstance(value, kind) or (no_number and isinstance(value, bool)):
            raise _Misfit(kind.__name__, value)
        return value

    return read


def _word_of(words: tuple[Any, ...]) -> _Reader:
    def read(value: Any) -> Any:
        if value not in words:
            raise _Misfit(f"one of {', '.join(map(repr, words))}", value)
        return value

    return read


def _one_of(kinds: tuple[Any, ...]) -> _Reader:
    *others, last = [_reader(kind) for kind in kinds if kind is not NoneType]
    optional = NoneType in kinds

    def read(value: Any) -> Any:
        if value is None and optional:
            return None
        for other in others:
            try:
                return other(value)
            except _Misfit:
                continue
        return last(value)

    return read


def _row(arguments: tuple[Any, ...]) -> _Reader:
    endless = len(arguments) == 2 and arguments[1] is Ellipsis
    every = _reader(arguments[0]) if endless else None
    each = () if endless else tuple(_reader(kind) for kind in arguments)

    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise _Misfit("a list", value)
        if every is None and len(each) != len(value):
            raise _Misfit(f"a list of {len(each)}", value)
        n, items = 0, []
        try:
            for n, item in enumerate(value):
                items.append((every or each[n])(item))
        except _Misfit as misfit:
            misfit.path.append(f"[{n}]")
            raise
        return tuple(items)

    return read


def _record(kind: type) -> _Reader:
    required = _required(kind)
    readers: list[tuple[str, _Reader]] = []

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _Misfit("an object", value)
        if not readers:
            # Only now: a type may hold values of its own kind.
            readers.extend((name, _reader(hint)) for name, hint in _types(kind).items())
        for name in required:
            if name not in value:
                raise _Misfit("a value", None, f".{name}")
        given, name = {}, ""
        try:
            for name, reader in readers:
                if name in value:
                    given[name] = reader(value[name])
        except _Misfit as misfit:
            misfit.path.append(f".{name}")
            raise
        return kind(**given)

    return read


# ---- schema -----------------------------------------------------------------------------------

_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema_of(one, definitions) for one in arguments]}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if origin is tuple:
        return {
            "type": "array",
            "prefixItems": [_schema_of(one, definitions) for one in arguments],
            "minItems": len(arguments),
            "maxItems": len(arguments),
        }
    if kind.__name__ not in definitions:
        own: dict[str, Any] = {"type": "object", "description": _story(kind)}
        definitions[kind.__name__] = own
        own["required"] = list(_required(kind))
        own["properties"] = {
            name: _schema_of(hint, definitions) for name, hint in _types(kind).items()
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _story(kind: type) -> str:
    return (kind.__doc__ or "").strip().split("\n")[0]
