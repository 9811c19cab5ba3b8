"""Filter patterns: one of each kind on real calls; the tables of the language stand with its own tests."""

import pytest

from ring.refusal import refused

LINES = [
    "[ERROR 400] BAD REQUEST", "[ERROR 419] MISSING ARGUMENTS", "[INFO] REQUEST FAILED",
    '{"level":"warn","code":404,"tags":["a","b"],"gone":null}',
    '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
]

PATTERNS = [
    ("", [0, 1, 2, 3, 4]), ("ERROR -ARGUMENTS", [0]), ("?INFO ?MISSING", [1, 2]), ('"BAD REQUEST"', [0]),
    ("%ERROR 4[0-1]%", [0, 1]), ("{ $.code = 404 }", [3]),
    ('{ $.tags[*] = "b" && ($.level = w* || $.x IS TRUE) }', [3]),
    ("{ $.gone IS NULL && $.x NOT EXISTS }", [3]), ("[ip, ..., status = 4*, bytes > 1000]", [4]),
]


@pytest.mark.parametrize(("pattern", "wanted"), PATTERNS, ids=[row[0] or "everything" for row in PATTERNS])
def test_both_operations_find_the_same(logs, group, put, pattern, wanted):
    made = group("/ring/p", "s")
    put(made, "s", *enumerate(LINES))
    events = logs.filter_log_events(logGroupName=made, filterPattern=pattern)["events"]
    assert [LINES.index(event["message"]) for event in events] == wanted
    matches = logs.test_metric_filter(filterPattern=pattern, logEventMessages=LINES)["matches"]
    assert [match["eventNumber"] - 1 for match in matches] == wanted


def test_fields_are_taken_from_lines(logs):
    match = logs.test_metric_filter(filterPattern="[ip, ..., request, status, bytes]", logEventMessages=LINES[4:])
    assert match["matches"][0]["extractedValues"] == {
        "$ip": "127.0.0.1", "$2": "Prod", "$3": "frank", "$4": "10/Oct/2000:13:25:15 -0700",
        "$request": "GET /index.html HTTP/1.0", "$status": "404", "$bytes": "1534",
    }


@pytest.mark.parametrize(("pattern", "message"), [
    ("name@domain", "Invalid filter pattern"),
    ("{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'"),
    ("[a, b", "If a filter pattern starts with '[' it must end with ']'"),
    ("%a!%", "Invalid filter pattern"),
])
def test_malformed_patterns_are_refused(logs, group, pattern, message):
    made = group("/ring/p")
    with refused("InvalidParameterException", message, 400):
        logs.filter_log_events(logGroupName=made, filterPattern=pattern)
    with refused("InvalidParameterException", message, 400):
        logs.test_metric_filter(filterPattern=pattern, logEventMessages=["x"])
