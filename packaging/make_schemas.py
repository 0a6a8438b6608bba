"""Writes docs/schemas/: the JSON Schemas of the exported record and of what `progress --json` prints.

python packaging/make_schemas.py
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from mobility_gui.exchange.archive import Archive
from mobility_gui.exchange.progress_document import Progress

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "record.schema.json": ("The record of Mobility for Runners, as exported and imported", Archive),
    "progress.schema.json": ("What `mobility-gui progress --json` prints", Progress),
}
"""Title and type of what each schema describes."""


def schema(title: str, document: type[msgspec.Struct]) -> str:
    """Return the schema of a document, as it stands in its file."""
    found = {"$schema": DIALECT, "title": title, **msgspec.json.schema(document)}
    # Without the underscores of private names, and without docstrings, which are for readers of the code.
    text = json.dumps(found).replace('"_', '"').replace("/_", "/")
    return json.dumps(json.loads(text, object_hook=_without_docstring), indent=2) + "\n"


def _without_docstring(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "description"}


def main() -> None:
    """Write all schemas."""
    FOLDER.mkdir(exist_ok=True)
    for name, (title, document) in DOCUMENTS.items():
        (FOLDER / name).write_text(schema(title, document), encoding="utf-8")


if __name__ == "__main__":
    main()
