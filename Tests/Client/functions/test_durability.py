"""Accepted means it will run: also after `kill -9`."""

import concurrent.futures
import time

import pytest

from ring.functions import Function, eventually, execution_role, make_function

pytestmark = [pytest.mark.martlet_only, pytest.mark.timeout(300)]
EVENTS = 120


def test_queued_events_survive_kill_9(durable, target_of):
    """Killed while accepting and while running; every event that was accepted is in the log afterwards."""
    root = target_of(durable).root
    role = execution_role(root, "function")
    made = make_function(
        root, "queued", {"app.py": "def handler(e, c):\n    print('ran', e['n'])\n"},
        role=role, Runtime="python3.13", Handler="app.handler")
    accepted: set[int] = set()
    for round_number in range(3):
        function = Function(target_of(durable).root, made.name, made.arn)

        def hand_over(number: int) -> None:
            function.queue({"n": number})
            accepted.add(number)

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            numbers = range(round_number * EVENTS, (round_number + 1) * EVENTS)
            running = [pool.submit(hand_over, number) for number in numbers]
            eventually(lambda: len(accepted) >= round_number * EVENTS // 2 + EVENTS // 3, what="hardly accepted")
            durable.kill()
            for each in running:
                each.exception()
        durable.start()
    function = Function(target_of(durable).root, made.name, made.arn)

    def missing() -> set[int]:
        lines = function.log_events(filterPattern="ran")
        return accepted - {int(line.split()[-1]) for line in lines if line.startswith("ran ")}

    deadline = time.monotonic() + 120
    while missing() and time.monotonic() < deadline:
        time.sleep(1)
    assert not missing(), f"accepted and never run: {sorted(missing())[:10]} of {len(accepted)}"


def test_functions_survive_kill_9(durable, target_of):
    """Code, versions, aliases and policies are what they were; the function answers as before."""
    root = target_of(durable).root
    function = make_function(
        root, "kept", {"index.js": "exports.handler = async () => 'one';"}, role=execution_role(root, "function"))
    root.functions.publish_version(FunctionName="kept")
    root.functions.create_alias(FunctionName="kept", Name="live", FunctionVersion="1")
    root.functions.add_permission(
        FunctionName="kept", StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com")
    before = root.functions.get_function(FunctionName="kept")["Configuration"]
    durable.kill()
    durable.start()
    root = target_of(durable).root
    function = Function(root, function.name, function.arn)
    after = root.functions.get_function(FunctionName="kept")["Configuration"]
    assert (after["CodeSha256"], after["RevisionId"]) == (before["CodeSha256"], before["RevisionId"])
    assert function.invoke(Qualifier="live").payload == "one"
    assert "s3.amazonaws.com" in root.functions.get_policy(FunctionName="kept")["Policy"]
