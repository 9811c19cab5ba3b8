"""Who may read and write which logs: policies as people write them, on `log-group:NAME:*`."""

import re

import pytest

from ring.policies import allow, make_user
from ring.refusal import refused


@pytest.fixture
def limited(root, name):
    """Makes a user whose one policy is the statements given, and answers the user's client."""
    return lambda *statements: make_user(root, name("logs"), *statements).client("logs")


def arn(target, rest: str) -> str:
    return f"arn:aws:logs:{target.region}:{target.account}:log-group:{rest}"


def test_a_policy_on_a_group_covers_its_streams(limited, group, target, now):
    mine, other = group("/ring/mine", "s"), group("/ring/other", "s")
    writer = limited(allow(["logs:CreateLogStream", "logs:PutLogEvents"], arn(target, f"{mine}:*")))
    event = [{"timestamp": now, "message": "x"}]
    writer.create_log_stream(logGroupName=mine, logStreamName="new")
    writer.put_log_events(logGroupName=mine, logStreamName="new", logEvents=event)
    with refused("AccessDeniedException", status=400):
        writer.put_log_events(logGroupName=other, logStreamName="s", logEvents=event)
    with refused("AccessDeniedException", status=400):
        writer.get_log_events(logGroupName=mine, logStreamName="new")


def test_groups_are_asked_about_with_an_empty_stream(limited, group, target):
    """AWS's own words for the resource; a policy on the group's name alone does not cover it."""
    made = group("/ring/mine")
    reader = limited(
        allow("logs:FilterLogEvents", arn(target, made)), allow("logs:DescribeLogStreams", arn(target, f"{made}:*"))
    )
    resource = re.escape(arn(target, f"{made}:log-stream:"))
    sentence = f"User: .* is not authorized to perform: logs:FilterLogEvents on resource: {resource} because .*"
    with refused("AccessDeniedException", re.compile(sentence), 400):
        reader.filter_log_events(logGroupName=made)
    assert reader.describe_log_streams(logGroupName=made)["logStreams"] == []


def test_tags_of_a_group_decide(limited, group):
    blue, red = group("/ring/blue", tags={"team": "blue"}), group("/ring/red", tags={"team": "red"})
    condition = {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    deleter = limited(allow("logs:DeleteLogGroup", "*", Condition=condition))
    with refused("AccessDeniedException", status=400):
        deleter.delete_log_group(logGroupName=red)
    deleter.delete_log_group(logGroupName=blue)
