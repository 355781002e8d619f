"""A report as a W3C Web Annotation."""

from datetime import UTC, datetime, timedelta, timezone

from coffeepress.corrections.annotation import web_annotation

SENT = datetime(2026, 11, 24, 9, 30, 5, 123, tzinfo=UTC)
ID = "https://news.example/corrections/r/abc/annotation.json"
ARTICLE = "https://news.example/the-square/"
QUOTE = {"type": "TextQuoteSelector", "exact": "42 people", "prefix": "that ", "suffix": " came"}


def test_a_report_selects_its_passage_by_quotation_and_by_position():
    made = web_annotation(
        id=ID,
        source=ARTICLE,
        exact="42 people",
        prefix="that ",
        suffix=" came",
        start=10,
        end=19,
        body="There were more.",
        proposal="57 people",
        language="en",
        created=SENT,
        digest="ab" * 32,
        revision="7",
    )
    text = {"type": "TextualBody", "format": "text/plain", "language": "en"}
    assert made == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": ID,
        "type": "Annotation",
        "motivation": "editing",
        "created": "2026-11-24T09:30:05Z",
        "body": [
            {**text, "value": "There were more.", "purpose": "commenting"},
            {**text, "value": "57 people", "purpose": "editing"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": ARTICLE,
            "selector": [QUOTE, {"type": "TextPositionSelector", "start": 10, "end": 19}],
            "state": {
                "type": "TimeState",
                "sourceDate": "2026-11-24T09:30:05Z",
                "schema:sha256": "ab" * 32,
                "schema:version": "7",
            },
        },
    }


def test_a_typed_passage_is_selected_by_its_words_alone():
    made = web_annotation(id=ID, source=ARTICLE, exact="42 people", created=SENT)
    assert made["target"]["selector"] == {"type": "TextQuoteSelector", "exact": "42 people"}
    assert made["target"]["state"] == {"type": "TimeState", "sourceDate": "2026-11-24T09:30:05Z"}
    assert "body" not in made


def test_a_passage_at_the_very_beginning_has_a_position():
    made = web_annotation(id=ID, source=ARTICLE, exact="The", start=0, end=3, created=SENT)
    assert made["target"]["selector"][1] == {"type": "TextPositionSelector", "start": 0, "end": 3}


def test_a_single_body_stands_alone():
    made = web_annotation(id=ID, source=ARTICLE, exact="42", proposal="57", created=SENT)
    assert made["body"] == {
        "type": "TextualBody",
        "value": "57",
        "purpose": "editing",
        "format": "text/plain",
    }


def test_a_local_time_is_told_in_utc():
    kyiv = SENT.astimezone(timezone(timedelta(hours=2)))
    assert (
        web_annotation(id=ID, source=ARTICLE, exact="42", created=kyiv)["created"] == "2026-11-24T09:30:05Z"
    )
