"""A document as it comes in a request: multipart or JSON, within limits of size and time, told apart by its bytes."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import yaml
from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field, ValidationError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.documents.errors import DocumentError
from api.documents.settings import DocumentSettings
from api.errors import CommandError
from api.limits import METADATA_BYTES
from api.links import is_web
from api.usage import policy_id
from loaders import plan as plans
from loaders import read, regions
from loaders.errors import LoaderError
from loaders.formats import sniff
from loaders.pipeline import slug

MOST_ITEMS = 1000
"""Items that a list of the metadata may have."""
_ZIP = b"PK\x03\x04"
_TEXTS = (".txt", ".text", ".md", ".markdown", ".html", ".htm")
_FORMS = "send multipart/form-data with the parts file and metadata, or application/json with text and metadata"
ID: dict[str, Any] = {"pattern": plans.SLUG, "maxLength": 100}
"""What the OpenAPI document says of the id that a policy is given."""


class Metadata(plans.Plan):
    """What is known of a document beside its text; all of it may be left out. See plan.yaml in data/plans."""

    id: str | None = Field(  # type: ignore[assignment]
        default=None,
        description="Id of the policy: a-z, 0-9, single hyphens; made from the file's name if left out.",
        json_schema_extra={"anyOf": [{"type": "string", **ID}, {"type": "null"}]},
    )
    region: str | None = Field(
        default=None,
        description="Region that it is for, by GB/T 2260 code or name; read from the text if left out.",
        examples=["320500"],
    )


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that was received whole."""

    id: str
    files: dict[str, bytes]
    """``plan.yaml`` and ``source.*``: the folder of a plan."""
    fingerprint: str
    """SHA-256 of all that was sent; the same for the same request."""


async def receive(request: Request, limits: DocumentSettings, wanted_id: str | None = None) -> Incoming:
    """The document in the body of a request, to be called ``wanted_id`` if given.

    DocumentError: 413 too large, 415 no document or no such form, 422 the metadata are wrong; HTTPException where the
    body as a whole is too large or comes too slowly (``api.limits``).
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("multipart/form-data", "application/json"):
        raise DocumentError(f"The body is {kind or 'of no stated media type'}; {_FORMS}.", 415)
    if kind == "application/json":
        content, name, said = await run_in_threadpool(_from_json, await request.body())
    else:
        content, name, said = await _from_parts(request)
    if len(content) > limits.max_bytes:
        raise _too_large(limits)
    metadata = await run_in_threadpool(_metadata, said, wanted_id, name, content)
    suffix = await run_in_threadpool(_suffix, content, name)
    plan = await run_in_threadpool(_plan, metadata)
    fingerprint = hashlib.sha256(b"\0".join((plan, suffix.encode(), content))).hexdigest()
    return Incoming(str(metadata.id), {plans.PLAN_FILE: plan, f"source{suffix}": content}, fingerprint)


def _too_large(limits: DocumentSettings) -> DocumentError:
    return DocumentError(f"The document has more than {limits.max_bytes:,} bytes; cut it into its documents.", 413)


def _from_json(data: bytes) -> tuple[bytes, str, Any]:
    given = parsed(data)
    if unknown := sorted(given.keys() - {"text", "name", "metadata"}):
        raise DocumentError(f"There is no field {unknown[0]!r}; the fields are text, name, metadata.")
    text, name = given.get("text"), given.get("name", "")
    if not isinstance(text, str) or not isinstance(name, str):
        raise DocumentError("text must be the text of the document and name, if given, a file's name.")
    return text.encode(), name, given.get("metadata", {})


def parsed(data: bytes) -> dict[str, Any]:
    """The object of a JSON body; DocumentError for anything else."""
    try:
        given = json.loads(data)
        json.dumps(given, ensure_ascii=False).encode()  # a text cut inside a character can be kept nowhere
    except RecursionError:
        raise DocumentError("The JSON is nested too deep.") from None
    except UnicodeError:
        raise DocumentError("The JSON is not UTF-8, or holds half a character (\\uD800 to \\uDFFF).") from None
    except ValueError as error:
        raise DocumentError(f"The body is not JSON: {error}.") from None
    if not isinstance(given, dict):
        raise DocumentError("The JSON must be an object {…}.")
    return given


async def _from_parts(request: Request) -> tuple[bytes, str, Any]:
    parser = MultiPartParser(request.headers, request.stream(), max_files=2, max_fields=1, max_part_size=METADATA_BYTES)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise DocumentError(f"The multipart body cannot be read: {error.message.rstrip('.')}.") from None
    try:
        if unknown := sorted(set(form) - {"file", "metadata"}):
            raise DocumentError(f"There is no part {unknown[0]!r}; the parts are file and metadata.")
        file, said = form.get("file"), form.get("metadata", "{}")
        if not isinstance(file, UploadFile):
            raise DocumentError("The part file, with a file's name, is missing.")
        data = await said.read() if isinstance(said, UploadFile) else said.encode("utf-8", "surrogatepass")
        return await file.read(), file.filename or "", parsed(data)
    finally:
        await form.close()


def _metadata(said: Any, wanted_id: str | None, name: str, content: bytes) -> Metadata:
    if not isinstance(said, dict):
        raise DocumentError("metadata must be an object {…}.")
    if any(isinstance(value, list) and len(value) > MOST_ITEMS for value in said.values()):
        raise DocumentError(f"A list of the metadata may have {MOST_ITEMS} items.")
    if len(json.dumps(said)) > METADATA_BYTES:
        raise DocumentError(f"The metadata may have {METADATA_BYTES:,} bytes.", 413)
    try:
        metadata = Metadata.model_validate_json(json.dumps(said), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(("metadata", *(str(step) for step in first["loc"])))
        message = "there is no such field" if first["type"] == "extra_forbidden" else first["msg"]
        raise DocumentError(f"{where}: {message}.") from None
    given = metadata.id
    if wanted_id is not None and given not in (None, wanted_id):
        raise DocumentError(f"metadata.id is {given!r}, but the address says {wanted_id!r}; make them the same.")
    stem = PurePosixPath(name.replace("\\", "/")).stem
    if given is None:
        given = slug(stem) if stem else f"policy-{hashlib.sha256(content).hexdigest()[:8]}"
    made = wanted_id or given
    try:
        return metadata.model_copy(update={"id": policy_id(made)})
    except CommandError as error:
        raise DocumentError(str(error).removeprefix("--").replace("id ", "metadata.id ", 1)) from None


def _plan(metadata: Metadata) -> bytes:
    """The plan.yaml that says what ``metadata`` says."""
    fields = metadata.model_dump(mode="json", exclude_defaults=True)
    try:
        if metadata.region is not None:
            fields["region"] = regions.division_of(regions.resolve(metadata.region)).code
    except LoaderError as error:
        raise DocumentError(str(error)) from None
    url = metadata.source.url
    if url is not None and not is_web(url):
        raise DocumentError("metadata.source.url must begin with http:// or https://; it is kept, never fetched.")
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False).encode()


def _suffix(content: bytes, name: str) -> str:
    """The ending of the file's name that its bytes deserve; DocumentError (415) for what is no document.

    What a ZIP holds is left to the process that reads it: it has limits.
    """
    try:
        read.require_size(content)
    except LoaderError as error:
        raise DocumentError(str(error), 413 if len(content) > read.MAX_BYTES else 422) from None
    try:
        if content.startswith(_ZIP):
            return ".docx"
        if sniff.container(content) == "pdf":
            return ".pdf"
        read.decode_with_warnings(content)
    except LoaderError as error:
        raise DocumentError(str(error), 415) from None
    found = re.sub(r"[^.a-z]", "", PurePosixPath(name).suffix.lower())
    return found if found in _TEXTS else ".txt"
