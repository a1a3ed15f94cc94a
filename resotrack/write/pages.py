"""Pages that stand alone: one file that loads nothing, runs without its script and prints.

A template lays out what the views prepare. The script is named by its hash in the page's own
security policy, so that no other can run there, whatever a text may hold.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from resotrack.write import view

if TYPE_CHECKING:
    from jinja2 import Environment


def page(name: str, *, script: str = "", **values: Any) -> str:
    """A whole HTML document: the template `name`.html with `name`.css, where it has any.

    `script` names the template of the script that it runs; none runs where it is "".
    """
    environment = _environment()
    sheet = f"{name}.css"
    source = environment.get_template(script).render() if script else ""
    return environment.get_template(f"{name}.html").render(
        sheets=[sheet] if sheet in environment.list_templates(extensions=["css"]) else [],
        script=source,
        script_hash=base64.b64encode(hashlib.sha256(source.encode()).digest()).decode(),
        axes=view.AXES,
        directions=view.DIRECTIONS,
        **values,
    )


@cache
def _environment() -> Environment:
    # Jinja2 is loaded here: who only compares should not wait for it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("resotrack.write"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["anchor"] = view.anchor
    environment.filters["rtl"] = view.is_rtl
    return environment
