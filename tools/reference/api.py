"""api.md: the addresses of the API, from its own OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools.reference.page import code, page, table

METHODS = ("get", "post", "put", "patch", "delete")


def api() -> str:
    """Return the page of the API; Django is set up already."""
    from amends.api.urls import api as served

    schema: dict[str, Any] = served.get_openapi_schema(path_prefix="/api/v1/")
    calls = list(operations(schema))
    return page(
        "API",
        f"{schema['info']['description'].strip()}\n\nA token goes in `Authorization: Bearer …`. Errors are"
        " `application/problem+json` and name field and article. The whole contract is the OpenAPI document at"
        " `/api/v1/openapi.json`.",
        table(["call", "what", "answers"], ((_call(*one[:2]), one[2]["summary"], _answers(one[2])) for one in calls)),
        *(_operation(*one) for one in calls),
    )


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and description of each call."""
    for path, methods in schema["paths"].items():
        yield from ((method, path, methods[method]) for method in METHODS if method in methods)


def _call(method: str, path: str) -> str:
    return f"`{method.upper()} {path}`"


def _answers(operation: dict[str, Any]) -> str:
    return code(sorted(str(status) for status in operation["responses"]))


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    asked = (
        (f"`{one['name']}`", one["in"], _kind(one["schema"]), "required" if one.get("required") else "")
        for one in operation.get("parameters", [])
    )
    parts = (
        f"## {_call(method, path)}",
        str(operation.get("description", "")).replace("``", "`"),
        table(["parameter", "in", "type", ""], asked),
    )
    return "\n\n".join(part for part in parts if part)


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return code(map(str, schema["enum"]))
    if "anyOf" in schema:
        return " or ".join(kind for one in schema["anyOf"] if (kind := _kind(one)) != "null")
    return str(schema.get("format") or schema.get("type") or "")
