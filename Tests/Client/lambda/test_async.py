"""Asynchronous invocation: retried, recorded, fair, and never lost."""

import concurrent.futures
import http.server
import json
import os
import random
import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from ring.functions import Function, eventually, execution_role, make_function
from ring.policies import allow
from ring.refusal import refused

# The trial at its full size: MARTLET_ASYNC_EVENTS=10000 MARTLET_ASYNC_KILLS=5.
EVENTS = int(os.environ.get("MARTLET_ASYNC_EVENTS", "300"))
KILLS = int(os.environ.get("MARTLET_ASYNC_KILLS", "3"))


class Collector:
    """Listens on the loopback and remembers what functions tell it."""

    def __init__(self):
        self.seen: list[dict] = []
        lock, seen = threading.Lock(), self.seen

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with lock:
                    seen.append(json.loads(body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                """Says nothing on the tests' output."""

        self.httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.httpd.server_port}/"
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.httpd.shutdown()
        self.httpd.server_close()


TELL = """
import http.client, os, json, time, urllib.parse
connection = http.client.HTTPConnection(urllib.parse.urlsplit(os.environ["COLLECTOR"]).netloc, timeout=10)
def tell(value):
    global connection
    try:
        connection.request("POST", "/", json.dumps(value))
        connection.getresponse().read()
    except (http.client.HTTPException, OSError):
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(os.environ["COLLECTOR"]).netloc, timeout=10)
        connection.request("POST", "/", json.dumps(value))
        connection.getresponse().read()
"""


@pytest.fixture
def collector():
    listener = Collector()
    yield listener
    listener.close()


@pytest.fixture
def telling(root, name, role, collector):
    """A Python function out of the body of its handler, which may `tell` the collector something."""
    def made(stem: str, body: str, in_role: str | None = None, **settings) -> Function:
        text = TELL + "def handler(event, context):\n" + "".join(f"    {line}\n" for line in body.splitlines())
        return make_function(
            root, name(stem), {"app.py": text}, role=in_role or role, Runtime="python3.13", Handler="app.handler",
            Environment={"Variables": {"COLLECTOR": collector.url}}, **settings)

    return made


pytestmark = pytest.mark.martlet_only


def test_success_is_recorded_by_another_function(telling, root, name, collector):
    """The record is AWS's, and the function's own role carries it over."""
    listener = telling("listener", "tell(event)")
    role = execution_role(root, name("sender"), allow("lambda:InvokeFunction", listener.arn))
    sender = telling("sender", "return {'twice': event['n'] * 2}", in_role=role)
    root.functions.put_function_event_invoke_config(
        FunctionName=sender.name, DestinationConfig={"OnSuccess": {"Destination": listener.arn}})
    answer = root.functions.invoke(FunctionName=sender.name, InvocationType="Event", Payload=b'{"n": 21}')
    assert answer["StatusCode"] == 202 and answer["Payload"].read() == b""
    record = eventually(lambda: collector.seen, what="no record came")[0]
    assert record["version"] == "1.0" and record["requestPayload"] == {"n": 21}
    assert record["responsePayload"] == {"twice": 42}
    assert record["responseContext"] == {"statusCode": 200, "executedVersion": "$LATEST"}
    assert record["requestContext"] == {
        "requestId": answer["ResponseMetadata"]["RequestId"], "functionArn": sender.arn + ":$LATEST",
        "condition": "Success", "approximateInvokeCount": 1,
    }


def test_failure_is_recorded_after_the_last_try(telling, root, name, collector):
    """Without retries at once; with the function's error in it."""
    listener = telling("listener", "tell(event)")
    role = execution_role(root, name("sender"), allow("lambda:InvokeFunction", listener.arn))
    sender = telling("sender", "raise ValueError('no good')", in_role=role)
    root.functions.put_function_event_invoke_config(
        FunctionName=sender.name, MaximumRetryAttempts=0,
        DestinationConfig={"OnFailure": {"Destination": listener.arn}})
    sender.queue({"n": 1})
    record = eventually(lambda: collector.seen, what="no record came")[0]
    assert record["requestContext"]["condition"] == "RetriesExhausted"
    assert record["requestContext"]["approximateInvokeCount"] == 1
    assert record["responseContext"]["functionError"] == "Unhandled"
    assert record["responsePayload"]["errorMessage"] == "no good"


def test_a_stopped_function_gives_its_events_up(telling, root, name, collector):
    """A reservation of zero: nothing runs, and the destination is told at once."""
    listener = telling("listener", "tell(event)")
    role = execution_role(root, name("sender"), allow("lambda:InvokeFunction", listener.arn))
    sender = telling("sender", "tell('ran')", in_role=role)
    root.functions.put_function_concurrency(FunctionName=sender.name, ReservedConcurrentExecutions=0)
    root.functions.put_function_event_invoke_config(
        FunctionName=sender.name, DestinationConfig={"OnFailure": {"Destination": listener.arn}})
    sender.queue({"n": 1})
    record = eventually(lambda: collector.seen, what="no record came")[0]
    assert record["requestContext"]["condition"] == "ZeroReservedConcurrency"
    assert "responseContext" not in record


def test_a_role_that_may_not_reach_the_destination(telling, root, name, collector):
    """Nothing arrives; the invocation itself is done."""
    listener = telling("listener", "tell({'record': event})")
    sender = telling("sender", "tell('ran')")
    root.functions.put_function_event_invoke_config(
        FunctionName=sender.name, DestinationConfig={"OnSuccess": {"Destination": listener.arn}})
    sender.queue({"n": 1})
    eventually(lambda: "ran" in collector.seen, what="it did not run")
    sender.queue({"n": 2})
    eventually(lambda: collector.seen.count("ran") == 2, what="the second did not run")
    assert not [each for each in collector.seen if each != "ran"]


@pytest.mark.parametrize("destination, message", [
    ("arn:aws:sqs:{region}:{account}:q",
     "The destination ARN arn:aws:sqs:{region}:{account}:q is invalid. This server has no destinations of the service "
     "sqs."),
    ("{own}", "You can't specify the function as a destination for itself."),
    ("arn:aws:lambda:{region}:{account}:function:nobody",
     "The destination ARN arn:aws:lambda:{region}:{account}:function:nobody is invalid."),
])
def test_destinations_are_checked(telling, root, target, destination, message):
    """What cannot be reached is said when it is set, not when something is lost."""
    function = telling("f", "return 1")
    values = {"region": target.region, "account": target.account, "own": function.arn}
    with refused("InvalidParameterValueException", message.format(**values), 400):
        root.functions.put_function_event_invoke_config(
            FunctionName=function.name, DestinationConfig={"OnFailure": {"Destination": destination.format(**values)}})


def test_settings_are_put_updated_and_deleted(telling, root):
    """Put replaces, update keeps, and every qualifier has its own."""
    function = telling("f", "return 1")
    name = function.name
    put = root.functions.put_function_event_invoke_config(FunctionName=name, MaximumRetryAttempts=1)
    assert put["FunctionArn"] == function.arn + ":$LATEST" and put["MaximumRetryAttempts"] == 1
    assert put["DestinationConfig"] == {"OnSuccess": {}, "OnFailure": {}}
    updated = root.functions.update_function_event_invoke_config(FunctionName=name, MaximumEventAgeInSeconds=60)
    assert (updated["MaximumRetryAttempts"], updated["MaximumEventAgeInSeconds"]) == (1, 60)
    root.functions.publish_version(FunctionName=name)
    root.functions.put_function_event_invoke_config(FunctionName=name, Qualifier="1", MaximumRetryAttempts=0)
    listed = root.functions.list_function_event_invoke_configs(FunctionName=name)["FunctionEventInvokeConfigs"]
    assert {each["FunctionArn"] for each in listed} == {function.arn + ":1", function.arn + ":$LATEST"}
    root.functions.delete_function_event_invoke_config(FunctionName=name)
    with refused(
        "ResourceNotFoundException", f"The function {function.arn}:$LATEST doesn't have an EventInvokeConfig", 404
    ):
        root.functions.get_function_event_invoke_config(FunctionName=name)
    with refused(
        "InvalidParameterValueException",
        "You must specify at least one of error handling or destination setting.", 400,
    ):
        root.functions.put_function_event_invoke_config(FunctionName=name)


def test_slow_functions_keep_nobody_waiting(telling, collector):
    """Many events of a function that sleeps, then one of another: it does not wait for them."""
    slow = telling("slow", "time.sleep(2)")
    quick = telling("quick", "tell('quick')")
    for number in range(60):
        slow.queue({"n": number})
    began = time.monotonic()
    quick.queue({})
    eventually(lambda: "quick" in collector.seen, what="the quick one waits")
    assert time.monotonic() - began < 8


def test_many_events_drain_fast(telling, root, collector):
    """A queue is emptied in batches; each event runs once where nothing goes wrong."""
    function = telling("busy", "tell(event['n'])")
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: function.queue({"n": number}), range(300)))
    eventually(lambda: len(set(collector.seen)) == 300, 60, "not all ran")
    assert sorted(collector.seen) == list(range(300))


@pytest.mark.timeout(900)
def test_accepted_events_survive_kill_9(durable, target_of, collector):
    """Killed at random moments, while events are accepted and while they run: none that was accepted is lost."""
    root = target_of(durable).root
    text = TELL + "def handler(event, context):\n    tell(event['n'])\n"
    made = make_function(
        root, "survivor", {"app.py": text}, role=execution_role(root, "function"), Runtime="python3.13",
        Handler="app.handler", Environment={"Variables": {"COLLECTOR": collector.url}})
    accepted: set[int] = set()
    numbers = iter(range(EVENTS))
    lock = threading.Lock()

    def hand_over(function: Function) -> None:
        """Goes on until the numbers or the server come to their end."""
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            try:
                function.queue({"n": number})
            except (BotoCoreError, ClientError, OSError):
                return
            accepted.add(number)

    for round_number in range(KILLS + 1):
        function = Function(target_of(durable).root, made.name, made.arn)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for _ in range(8):
                pool.submit(hand_over, function)
            if round_number < KILLS:
                share = EVENTS * (round_number + 1) // (KILLS + 1)
                eventually(lambda: len(accepted) >= share * 9 // 10, 300, "hardly accepted")
                time.sleep(random.uniform(0, 0.5))
                durable.kill()
        if round_number < KILLS:
            durable.start()
    assert len(accepted) >= EVENTS * 3 // 4, "too few were accepted to mean anything"
    eventually(lambda: accepted <= set(collector.seen), 300, "accepted events never ran")
    print(f"{len(accepted)} accepted, {len(collector.seen)} runs, {KILLS} kills")
