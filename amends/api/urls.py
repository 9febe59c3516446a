"""The API under /api/v1/. No page of its own: the OpenAPI document feeds whatever reader people use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from amends.api import eight_ds, files, limit_samples, problems, rules
from amends.api.door import Token

DESCRIPTION = """
Cases of a complaint regulation: the same reads and steps as at the desk, with the same refusals.

Every answer is in the language of `Accept-Language` (`zh-hans`, `en`). Whatever the token's person
may not see answers exactly like what does not exist: 404.
"""


MEANING = {
    200: "It is here",
    201: "It was made",
    400: "The body is not JSON, or an address holds a character that no text has",
    401: "No valid token",
    404: "There is no such thing, or it is not among those the token's person may see",
    409: "The regulation refuses this; each line names what is missing, with its article",
    412: "The case has changed since that version",
    413: "The body is too large",
    415: "The body is of another media type than this address takes",
    422: "Something in the request cannot be read; each line names its field",
}
"""What each status says, wherever it comes."""


class Api(NinjaAPI):
    """The API; its errors are documented as what they are, problem+json."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name that clients made from the document give a call."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        """Return the OpenAPI 3.1 document."""
        schema = super().get_openapi_schema(**more)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    answer["description"] = MEANING[int(status)]
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {problems.MEDIA_TYPE: answer["content"]["application/json"]}
        return schema


api = Api(
    title="Amends", version="1", description=DESCRIPTION, docs_url=None, auth=Token(), parser=problems.OnlyJson(),
    urls_namespace="api",
)  # fmt: skip
api.add_router("/cases", files.router)
api.add_router("/cases", eight_ds.router)
api.add_router("/limit-samples", limit_samples.router)
api.add_router("", rules.router)
problems.listen(api)


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address that the API does not have."""
    return problems.not_found()


nowhere.csrf_exempt = True  # type: ignore[attr-defined]
urlpatterns = [path("", api.urls), path("<path:rest>", nowhere)]
