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
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from resotrack.errors import UnreadableDocument
from resotrack.model import Document

SCHEMA = "resotrack.document/1"
_COMPUTED = frozenset({"file", "views"})
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
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _types(type(value))}
    if isinstance(value, tuple | list | frozenset):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    # json would write a lone half of a surrogate pair that no encoder accepts afterwards.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


# ---- in ---------------------------------------------------------------------------------------


@cache
def _types(kind: type) -> dict[str, Any]:
    """The fields of a dataclass that are written, and their types."""
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind) if f.init and f.name not in _COMPUTED}


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
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(value, arguments, where)
    if origin is Literal:
        if value not in arguments:
            raise _wrong(where, f"one of {', '.join(map(repr, arguments))}", value)
        return value
    if origin is tuple:
        return _row(value, arguments, where)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(value, kind, where)
    # JSON's true is an int to Python, and no number to anybody else.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _wrong(where, kind.__name__, value)
    return value


def _one_of(value: Any, kinds: tuple[Any, ...], where: str) -> Any:
    if value is None and NoneType in kinds:
        return None
    rest = [kind for kind in kinds if kind is not NoneType]
    for kind in rest[:-1]:
        try:
            return from_plain(value, kind, where)
        except UnreadableDocument:
            continue
    return from_plain(value, rest[-1], where)


def _row(value: Any, arguments: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _wrong(where, "a list", value)
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        kinds: tuple[Any, ...] = (arguments[0],) * len(value)
    elif len(arguments) == len(value):
        kinds = arguments
    else:
        raise _wrong(where, f"a list of {len(arguments)}", value)
    return tuple(
        from_plain(item, kind, f"{where}[{n}]")
        for n, (item, kind) in enumerate(zip(value, kinds, strict=True))
    )


def _record(value: Any, kind: type, where: str) -> Any:
    if not isinstance(value, dict):
        raise _wrong(where, "an object", value)
    for name in _required(kind):
        if name not in value:
            raise _wrong(f"{where}.{name}".lstrip("."), "a value", None)
    return kind(
        **{
            name: from_plain(value[name], hint, f"{where}.{name}".lstrip("."))
            for name, hint in _types(kind).items()
            if name in value
        }
    )


def _wrong(where: str, wanted: str, found: Any) -> UnreadableDocument:
    shown = repr(found)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    return UnreadableDocument(
        f"there should be {wanted}, not {shown}.", where=where or "the whole", remedy=_REMEDY
    )


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
