"""The published JSON of asks follows its schemas, and the schemas name what is published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import jsonschema
import pytest

import resotrack as rt
from resotrack.asks import ask_changes_json, ask_history_json, asks_json, asks_schema
from resotrack.asks.published import AsksForm
from resotrack.model.asks import AskCellKind, AskChangeKind, AskField
from tests.texts import HARBOUR, HARBOUR_LATER

FORMS: tuple[AsksForm, ...] = get_args(AsksForm)


@pytest.fixture(scope="module")
def published() -> dict[str, dict[str, Any]]:
    """Each form, made of two texts of which the later welcomes what the earlier asked for."""
    before, after = rt.read(HARBOUR.encode()), rt.read(HARBOUR_LATER.encode())
    changes = rt.compare_asks(rt.compare(before, after))
    history = rt.ask_threads(rt.trace([before, after, before]))
    return {
        "asks": json.loads(asks_json(before)),
        "ask-changes": json.loads(ask_changes_json(before, after, changes)),
        "ask-history": json.loads(ask_history_json(history)),
    }


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a schema that is a schema."""
    if isinstance(node, dict) and ("type" in node or "$ref" in node or "anyOf" in node):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from nodes(child)


@pytest.mark.parametrize("form", FORMS)
def test_the_output_follows_the_schema(form: AsksForm, published: dict[str, Any]) -> None:
    schema = asks_schema(form)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(published[form], schema, jsonschema.Draft202012Validator)
    assert published[form]["schema"] == schema["title"] == f"resotrack.{form}/1"


@pytest.mark.parametrize("form", FORMS)
def test_it_is_strict_to_the_last_object(form: AsksForm) -> None:
    schema = asks_schema(form)
    for node in nodes(schema):
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["description"]
        for name, child in node.get("properties", {}).items():
            assert child.get("description") or "$ref" in child or name == "schema", name
    used = {ref["$ref"].rpartition("/")[2] for ref in nodes(schema) if "$ref" in ref}
    assert used == set(schema["$defs"])


def test_they_name_exactly_the_fields_published(published: dict[str, Any]) -> None:
    one, two, many = (published[form] for form in FORMS)
    change = next(c for c in two["changes"] if c["differences"])
    thread = many["threads"][0]
    held = {
        "asks": {"document": one["document"], "ask": one["asks"][0]},
        "ask-changes": {
            "document": two["after"],
            "ask": change["after"],
            "change": change,
            "difference": change["differences"][0],
        },
        "ask-history": {
            "document": many["documents"][0],
            "ask": thread["cells"][0]["ask"],
            "thread": thread,
            "cell": thread["cells"][0],
        },
    }
    for form in FORMS:
        schema = asks_schema(form)
        assert list(schema["properties"]) == schema["required"] == list(published[form])
        for name, value in {**held[form], "span": one["asks"][0]["what"]}.items():
            assert list(schema["$defs"][name]["properties"]) == list(value), (form, name)
            assert schema["$defs"][name]["required"] == list(value), (form, name)


def test_they_list_every_kind_and_field() -> None:
    changes, history = (asks_schema(form)["$defs"] for form in FORMS[1:])
    assert changes["change"]["properties"]["kind"]["enum"] == list(get_args(AskChangeKind))
    assert set(changes["summary"]["properties"]) == set(get_args(AskChangeKind))
    assert changes["difference"]["properties"]["field"]["enum"] == list(get_args(AskField))
    assert history["cell"]["properties"]["kind"]["enum"] == list(get_args(AskCellKind))


def test_what_says_something_else_is_refused(published: dict[str, Any]) -> None:
    for form in FORMS:
        odd = {**published[form], "more": 1}
        with pytest.raises(jsonschema.ValidationError, match="more"):
            jsonschema.validate(odd, asks_schema(form), jsonschema.Draft202012Validator)
