"""CloudWatch Logs: groups, streams, events."""

import time

from ring.estates import Estate, seen
from ring.target import Clients


def build(owner: Clients, stem: str, secret: str) -> Estate:
    group, stream, logs = f"/ring/{stem}", "stream", owner.logs
    logs.create_log_group(logGroupName=group, tags={"secret": secret, **owner_tag(owner)})
    logs.create_log_stream(logGroupName=group, logStreamName=stream)
    logs.put_retention_policy(logGroupName=group, retentionInDays=7)
    event = {"timestamp": int(time.time() * 1000), "message": secret}
    logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=[event])
    arn = f"arn:aws:logs:{owner.target.region}:{owner.target.account}:log-group:{group}"
    return Estate(
        members={
            "logGroupName": group, "logStreamName": stream, "resourceArn": arn, "logGroupIdentifier": arn,
            "logEvents": [event], "deletionProtectionEnabled": True, "retentionInDays": 1, "tags": {"mine": "now"},
            "tagKeys": ["secret"], "filterPattern": "x", "logEventMessages": ["x"],
        },
        operations={
            "CreateLogGroup": {"logGroupName": group + "/new"},
            "CreateLogStream": {"logStreamName": "another"},
            "DescribeLogGroups": {"logGroupNamePrefix": group},
            "DescribeLogStreams": {"logGroupIdentifier": arn},
            "FilterLogEvents": {"logGroupIdentifier": arn, "filterPattern": None},
            "GetLogEvents": {"logGroupIdentifier": arn},
            "ListLogGroups": {"logGroupNamePattern": stem},
            "UntagLogGroup": {"tags": ["secret"]},
        },
        ids=[arn], own={"group": group, "arn": arn},
    )


def owner_tag(owner: Clients) -> dict[str, str]:
    """The tag by which policies confine an identity to what it owns."""
    identity = getattr(owner, "identity", None)
    return {"owner": identity} if identity else {}


def look(owner: Clients, estate: Estate) -> object:
    logs, group = owner.logs, estate.own["group"]
    return [
        seen(logs.describe_log_groups(logGroupNamePrefix=group)), seen(logs.describe_log_streams(logGroupName=group)),
        seen(logs.filter_log_events(logGroupName=group)),
        seen(logs.list_tags_for_resource(resourceArn=estate.own["arn"])),
    ]
