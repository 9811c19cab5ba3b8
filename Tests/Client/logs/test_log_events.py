"""Events: taken in batches, read by stream in both directions, and by group in the order of time."""

import pytest

from ring.refusal import refused

DAY = 86_400_000
HOUR = 3_600_000


def test_events_come_back_as_they_went_in(logs, group, put, now):
    made = group("/ring/e", "s")
    put(made, "s", (-2, "first\twith\ntabs"), (-2, "🙀 - 参よ - 日本語"), (0, '{"json": true}'))
    events = logs.get_log_events(logGroupName=made, logStreamName="s")["events"]
    assert [event["message"] for event in events] == ["first\twith\ntabs", "🙀 - 参よ - 日本語", '{"json": true}']
    assert [event["timestamp"] for event in events] == [now - 2, now - 2, now]
    assert all(abs(event["ingestionTime"] - now) < 60_000 for event in events)


@pytest.mark.parametrize("from_head", [True, False])
def test_tokens_lead_to_the_end_and_stay_there(logs, group, put, from_head):
    """Readers stop where the token that they gave comes back."""
    made = group("/ring/e", "s")
    for start in range(0, 25, 5):
        put(made, "s", *[(number, str(number)) for number in range(start, start + 5)])
    found, token = [], {}
    while True:
        page = logs.get_log_events(
            logGroupName=made, logStreamName="s", limit=4, startFromHead=from_head, **token
        )
        lines = [event["message"] for event in page["events"]]
        found = found + lines if from_head else lines + found
        following = page["nextForwardToken" if from_head else "nextBackwardToken"]
        if token.get("nextToken") == following:
            break
        token = {"nextToken": following}
    assert found == [str(number) for number in range(25)]


@pytest.mark.parametrize(("offsets", "message"), [
    ((0, -DAY), "Log events in a single PutLogEvents request must be in chronological order."),
    ((-DAY - 1, 0), "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."),
], ids=["order", "span"])
def test_batches_that_are_refused(group, put, offsets, message):
    made = group("/ring/e", "s")
    with refused("InvalidParameterException", message, 400):
        put(made, "s", *[(offset, "x") for offset in offsets])


def test_batches_that_are_too_large(group, put):
    made = group("/ring/e", "s")
    with refused("InvalidParameterException", "Upload too large: 1048602 bytes exceeds limit of 1048576", 400):
        put(made, "s", (0, "x" * 524_275), (0, "y" * 524_275))


@pytest.mark.parametrize(("offsets", "rejected", "kept"), [
    ((-15 * DAY, 0), {"tooOldLogEventEndIndex": 1}, 1),
    ((0, 3 * HOUR), {"tooNewLogEventStartIndex": 1}, 1),
    ((-20 * DAY,), {"tooOldLogEventEndIndex": 1}, 0),
], ids=["old", "new", "all"])
def test_events_that_are_left_out(logs, group, put, offsets, rejected, kept):
    made = group("/ring/e", "s")
    answer = put(made, "s", *[(offset, "x") for offset in offsets], sequenceToken="is not looked at")
    assert answer["rejectedLogEventsInfo"] == rejected and answer["nextSequenceToken"]
    assert len(logs.get_log_events(logGroupName=made, logStreamName="s")["events"]) == kept


def test_retention_hides_what_is_past(logs, group, put):
    made = group("/ring/e", "s")
    put(made, "s", (-5 * DAY, "past"))
    put(made, "s", (0, "present"))
    logs.put_retention_policy(logGroupName=made, retentionInDays=3)
    assert [event["message"] for event in logs.filter_log_events(logGroupName=made)["events"]] == ["present"]
    answer = put(made, "s", (-4 * DAY, "late"))
    assert answer["rejectedLogEventsInfo"] == {"expiredLogEventEndIndex": 1}


def test_a_group_is_read_in_the_order_of_time(logs, group, put, now):
    made = group("/ring/e", "a1", "a2", "b")
    put(made, "a1", (0, "a1-0"), (20, "a1-20"))
    put(made, "b", (10, "b-10"), (30, "b-30"))
    put(made, "a2", (5, "a2-5"))

    def found(**arguments):
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=made, limit=2, **arguments)
        return [event for page in pages for event in page["events"]]

    everything = found()
    assert [event["message"] for event in everything] == ["a1-0", "a2-5", "b-10", "a1-20", "b-30"]
    assert len({event["eventId"] for event in everything}) == 5
    assert [event["logStreamName"] for event in found(logStreamNamePrefix="a")] == ["a1", "a2", "a1"]
    assert [event["message"] for event in found(logStreamNames=["b"])] == ["b-10", "b-30"]
    assert [event["message"] for event in found(startTime=now + 5, endTime=now + 10)] == ["a2-5", "b-10"]


def test_readers_are_refused_in_words_of_aws(logs, group):
    made = group("/ring/e", "s")
    with refused("ResourceNotFoundException", "The specified log stream does not exist.", 400):
        logs.get_log_events(logGroupName=made, logStreamName="none")
    with refused("ResourceNotFoundException", "The specified log group does not exist.", 400):
        logs.filter_log_events(logGroupName=made + "-none")
    for call in (lambda **a: logs.get_log_events(logStreamName="s", **a), logs.filter_log_events):
        with refused("InvalidParameterException", "The specified nextToken is invalid.", 400):
            call(logGroupName=made, nextToken="invalid-token")
        with refused("InvalidParameterException",
                     "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: "
                     "Member must have value less than or equal to 10000", 400):
            call(logGroupName=made, limit=10001)
