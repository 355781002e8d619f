"""A reader's report as a W3C Web Annotation, for programs.

Pure; knows nothing of the models. Names no person: whoever has a report's address gets what the report says, not who
sent it. Source: https://www.w3.org/TR/annotation-model/ (Recommendation of 23 February 2017).
"""

from datetime import UTC, datetime
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTENT_TYPE = f'application/ld+json; profile="{CONTEXT}"'


def web_annotation(
    *,
    id: str,
    source: str,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    start: int | None = None,
    end: int | None = None,
    body: str = "",
    proposal: str = "",
    language: str = "",
    created: datetime,
    digest: str = "",
    revision: str = "",
) -> dict[str, Any]:
    """The annotation as a JSON-LD object.

    The passage is selected by quotation and, where it is known, by position: alternatives for the same words. The
    state says when they were read, and of which text: its SHA-256 and its revision, in terms of schema.org, whose
    prefix the annotations' context declares.

    Args:
        id: the annotation's own address.
        source: the article's address.
        exact, prefix, suffix, start, end: the passage; offsets in code points, as the standard counts.
        body: what is wrong.
        proposal: what it should say.
        language: of both, a BCP 47 tag.
        created: when the report was sent, with a time zone.
        digest: the SHA-256, in hexadecimal, of the text that was read.
        revision: the revision that was read, as the newsroom numbers it.
    """
    moment = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    state = {"type": "TimeState", "sourceDate": moment, "schema:sha256": digest, "schema:version": revision}
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source,
        "selector": _selectors(exact, prefix, suffix, start, end),
        "state": _known(state),
    }
    annotation: dict[str, Any] = {
        "@context": CONTEXT,
        "id": id,
        "type": "Annotation",
        "motivation": "editing",
        "created": moment,
        "target": target,
    }
    bodies = [
        _body(value, purpose, language)
        for value, purpose in ((body, "commenting"), (proposal, "editing"))
        if value
    ]
    if bodies:
        annotation["body"] = bodies if len(bodies) > 1 else bodies[0]
    return annotation


def _selectors(
    exact: str, prefix: str, suffix: str, start: int | None, end: int | None
) -> dict[str, Any] | list[dict[str, Any]]:
    quote = _known({"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix})
    if start is None or end is None:
        return quote
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]


def _body(value: str, purpose: str, language: str) -> dict[str, str]:
    return _known(
        {
            "type": "TextualBody",
            "value": value,
            "purpose": purpose,
            "format": "text/plain",
            "language": language,
        }
    )


def _known(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
