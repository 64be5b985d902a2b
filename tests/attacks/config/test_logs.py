"""Logs say what happened and to which id; they never say to whom."""

import json
import logging

import pytest

from mingchuang.config import logs

PERSONAL = {
    "mail": "zhang.wei@example.org",
    "phone": "13812345678",
    "spaced phone": "138 1234 5678",
    "foreign way": "+86 13812345678",
    "identity card": "32130219900307561X",
    "bank card": "6222021234567890123",
    "passport": "E12345678",
    "landline": "0527-84361111",
}


@pytest.fixture
def line():
    """Logs through the real filter and formatter; gives the text and the object of the line."""
    handler = logging.Handler()
    handler.addFilter(logs.MaskPersonalData())
    handler.setFormatter(logs.JsonLines())
    lines: list[str] = []
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("test.logs")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)

    def log(*args, **kwargs):
        logger.error(*args, **kwargs)
        return lines[-1], json.loads(lines[-1])

    yield log
    logger.handlers = []


@pytest.mark.parametrize("kind", PERSONAL)
def test_personal_data_is_masked_wherever_it_stands(line, kind):
    value = PERSONAL[kind]
    try:
        raise ValueError(f"cannot read {value}")
    except ValueError:
        text, _ = line("from %s to %s", value, "office", exc_info=True, extra={"note": f"see {value}"})
    assert value not in text


def test_a_line_is_one_json_object_with_what_one_needs(line):
    token = logs.request_id.set("r-1")
    try:
        text, found = line("sent\n%s", "line two", extra={"job": "notify.send_email", "attempt": 2})
    finally:
        logs.request_id.reset(token)
    assert "\n" not in text
    assert found["message"] == "sent\nline two"
    assert (found["level"], found["job"], found["attempt"], found["request"]) == (
        "error",
        "notify.send_email",
        2,
        "r-1",
    )
    assert found["time"].endswith("+00:00")


def test_objects_are_left_out_for_they_may_say_more(line):
    _, found = line("seen", extra={"person": object(), "request": object(), "form": {"phone": "13812345678"}})
    assert set(found) == {"time", "level", "logger", "message"}


@pytest.mark.parametrize(
    "harmless",
    ["3213000001-2026-00042", "9f8e13812345678abc", "a" * 64, "2026-03-09 14:05", "国办发〔2018〕123号"],
)
def test_ids_and_codes_stay_readable(line, harmless):
    assert line(harmless)[1]["message"] == harmless


@pytest.mark.django_db
def test_a_request_leaves_one_line_without_its_query(client, caplog):
    with caplog.at_level(logging.INFO, logger="mingchuang.requests"):
        response = client.get("/nothing-here/", {"q": "13812345678"}, headers={"X-Request-Id": "forged"})
    record = next(found for found in caplog.records if found.name == "mingchuang.requests")
    assert (record.path, record.status, record.method) == ("/nothing-here/", 404, "GET")
    assert "13812345678" not in str(vars(record))
    assert len(response["X-Request-Id"]) == 16
