"""Acknowledged events, tokens and deletions outlive `kill -9`."""

import time

import pytest

pytestmark = pytest.mark.martlet_only


def test_events_and_tokens_survive_a_kill(durable, target_of):
    logs = target_of(durable).root.client("logs")
    logs.create_log_group(logGroupName="g")
    logs.create_log_stream(logGroupName="g", logStreamName="s")
    start = int(time.time() * 1000)
    for batch in range(20):
        logs.put_log_events(
            logGroupName="g", logStreamName="s",
            logEvents=[{"timestamp": start + batch, "message": f"{batch}-{line}"} for line in range(3)],
        )
    wanted = [f"{batch}-{line}" for batch in range(20) for line in range(3)]
    first = logs.filter_log_events(logGroupName="g", limit=10)
    page = logs.get_log_events(logGroupName="g", logStreamName="s", limit=10, startFromHead=True)
    durable.kill()
    durable.start()
    logs = target_of(durable).root.client("logs")
    found = first["events"]
    token = first["nextToken"]
    while token:
        following = logs.filter_log_events(logGroupName="g", limit=10, nextToken=token)
        found += following["events"]
        token = following.get("nextToken")
    assert [event["message"] for event in found] == wanted
    rest = logs.get_log_events(
        logGroupName="g", logStreamName="s", startFromHead=True, nextToken=page["nextForwardToken"]
    )
    assert [event["message"] for event in rest["events"]] == wanted[10:]


def test_a_deleted_group_stays_deleted(durable, target_of):
    logs = target_of(durable).root.client("logs")
    logs.create_log_group(logGroupName="g")
    logs.create_log_stream(logGroupName="g", logStreamName="s")
    start = int(time.time() * 1000)
    for _ in range(5):
        logs.put_log_events(
            logGroupName="g", logStreamName="s",
            logEvents=[{"timestamp": start, "message": f"line {line}"} for line in range(5000)],
        )
    logs.delete_log_group(logGroupName="g")
    durable.kill()
    durable.start()
    logs = target_of(durable).root.client("logs")
    assert logs.describe_log_groups()["logGroups"] == []
    logs.create_log_group(logGroupName="g")
    logs.create_log_stream(logGroupName="g", logStreamName="s")
    assert logs.filter_log_events(logGroupName="g")["events"] == []
