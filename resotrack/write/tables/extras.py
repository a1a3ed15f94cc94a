"""The libraries that only tables need, loaded when one is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from resotrack.errors import MissingExtra


def needed(module: str, purpose: str) -> Any:
    """A module of the extra "tables". Raises MissingExtra where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingExtra(
            f"{purpose} needs the package {package}.",
            remedy="Install it: pip install 'resotrack[tables]'.",
        ) from error
