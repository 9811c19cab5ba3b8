"""Following a group: the AWS CLI's filter-log-events, its `logs tail --follow`, and what that does by itself."""

import json
import shutil
import subprocess
import time

import pytest

from ring.server import bare_environment


def test_the_command_line_pages_to_the_end(root, group, put, tmp_path):
    made = group("/ring/t", "s")
    put(made, "s", *[(number, f"line {number}") for number in range(25)])
    done = root.aws(
        "logs", "filter-log-events", "--log-group-name", made, "--page-size", "10", "--query", "events[].message",
        "--output", "json", home=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [f"line {number}" for number in range(25)]


def test_a_follower_sees_every_event_once(logs, group, put, now):
    """The loop of `logs tail --follow`: to the last page, then again from the newest event on, by event ids."""
    made = group("/ring/t", "a", "b")
    seen, messages, start = set(), [], now
    for turn in range(4):
        put(made, "a", (turn, f"a{turn}"), (turn, f"A{turn}"))
        put(made, "b", (turn, f"b{turn}"))
        token = {}
        while True:
            page = logs.filter_log_events(logGroupName=made, interleaved=True, startTime=start, limit=2, **token)
            for event in page["events"]:
                if event["eventId"] not in seen:
                    seen.add(event["eventId"])
                    messages.append(event["message"])
                    start = max(start, event["timestamp"])
            if "nextToken" not in page:
                break
            token = {"nextToken": page["nextToken"]}
    assert sorted(messages) == sorted(f"{letter}{turn}" for letter in "abA" for turn in range(4))


@pytest.mark.skipif(not shutil.which("aws"), reason="needs the AWS CLI on the path")
def test_logs_tail_follows(root, group, put, tmp_path):
    """`aws logs tail --follow` of version 2; version 1 has no such command."""
    if b"aws-cli/2" not in subprocess.run(["aws", "--version"], capture_output=True, timeout=60).stdout:
        pytest.skip("needs version 2 of the AWS CLI")
    made = group("/ring/t", "s")
    put(made, "s", (-1000, "before"))
    environment = bare_environment(
        tmp_path, AWS_ACCESS_KEY_ID=root.credentials.key, AWS_SECRET_ACCESS_KEY=root.credentials.secret,
        AWS_DEFAULT_REGION=root.target.region, AWS_PAGER="", PYTHONUNBUFFERED="1",
    )
    endpoint = ["--endpoint-url", root.target.endpoint] if root.target.endpoint else []
    output = tmp_path / "tail.txt"
    with output.open("wb") as sink:
        tail = subprocess.Popen(
            ["aws", *endpoint, "logs", "tail", made, "--follow", "--since", "1h", "--format", "short"],
            env=environment, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT,
        )
    try:
        for line in ("before", "during"):
            deadline = time.monotonic() + 30
            while line not in output.read_text() and time.monotonic() < deadline and tail.poll() is None:
                time.sleep(0.1)
            assert line in output.read_text()
            if line == "before":
                put(made, "s", (0, "during"))
    finally:
        tail.kill()
        tail.wait()
