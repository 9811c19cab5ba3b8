"""Log groups of one test: made with a name of this run, deleted afterwards."""

import contextlib
import time

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def logs(root):
    """The account's own client of CloudWatch Logs."""
    return root.client("logs")


@pytest.fixture
def group(logs, name):
    """Makes a group with streams and answers its name."""
    made = []

    def make(stem: str = "/ring/group", *streams: str, **arguments) -> str:
        made.append(name(stem))
        logs.create_log_group(logGroupName=made[-1], **arguments)
        for stream in streams:
            logs.create_log_stream(logGroupName=made[-1], logStreamName=stream)
        return made[-1]

    yield make
    for each in made:
        with contextlib.suppress(ClientError):
            logs.put_log_group_deletion_protection(logGroupIdentifier=each, deletionProtectionEnabled=False)
        with contextlib.suppress(ClientError):
            logs.delete_log_group(logGroupName=each)


@pytest.fixture
def now() -> int:
    """Milliseconds."""
    return int(time.time() * 1000)


@pytest.fixture
def put(logs, now):
    """Adds events; their times are milliseconds before or after the test's moment."""

    def events(group: str, stream: str, *lines: "tuple[int, str]", **arguments) -> dict:
        return logs.put_log_events(
            logGroupName=group, logStreamName=stream,
            logEvents=[{"timestamp": now + offset, "message": message} for offset, message in lines], **arguments,
        )

    return events
