"""Calling functions: what comes back, through which door, under whose permission."""

import base64
import concurrent.futures
import json
import re
import time

import pytest

from ring.functions import archive, eventually
from ring.policies import allow, make_user
from ring.refusal import refused

ECHO = "exports.handler = async event => event;"
START = re.compile(r"^START RequestId: ([0-9a-f-]{36}) Version: \$LATEST$", re.MULTILINE)
REPORT = re.compile(
    r"^REPORT RequestId: [0-9a-f-]{36}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t"
    r"Max Memory Used: \d+ MB\t(Init Duration: [\d.]+ ms\t)?", re.MULTILINE)


def test_the_log_comes_with_the_answer(node, root, tmp_path):
    """`aws lambda invoke --log-type Tail` is how everybody tries a function."""
    function = node("tail", "exports.handler = async event => { console.log('saw', event.name); return 'ok'; };")
    result = root.aws(
        "lambda", "invoke", "--function-name", function.name, "--log-type", "Tail",
        "--payload", '{"name": "Ada"}', str(tmp_path / "out"), home=tmp_path,
    )
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["StatusCode"] == 200 and answer["ExecutedVersion"] == "$LATEST" and "FunctionError" not in answer
    assert json.loads((tmp_path / "out").read_text()) == "ok"
    log = base64.b64decode(answer["LogResult"]).decode()
    request = START.search(log)[1]
    assert f"END RequestId: {request}\n" in log and REPORT.search(log), log
    assert re.search(rf"\t{request}\tINFO\tsaw Ada$", log, re.MULTILINE), log


@pytest.mark.parametrize("payload", ['{"a": [1, 2.5, null, "ü"]}', '"text"', "17", "null", "[]", " {} "])
def test_any_json_is_an_event(node, payload):
    """Events and answers are JSON of every kind."""
    assert node("echo", ECHO).invoke(json.loads(payload)).payload == json.loads(payload)


def test_what_is_no_json_is_refused(node, root):
    """Before the function runs."""
    function = node("echo", ECHO)
    with refused("InvalidRequestContentException", status=400):
        root.functions.invoke(FunctionName=function.name, Payload="{not json")


def test_a_dry_run_only_asks(node, root, name):
    """204 for those who may, AccessDenied for the others; nothing runs."""
    function = node("dry", ECHO)
    answer = root.functions.invoke(FunctionName=function.name, InvocationType="DryRun")
    assert answer["StatusCode"] == 204
    stranger = make_user(root, name("stranger"))
    with refused("AccessDeniedException", re.compile(
        rf"User: arn:aws:iam::\d+:user/{name('stranger')} is not authorized to perform: lambda:InvokeFunction on "
        rf"resource: {re.escape(function.arn)} because no identity-based policy allows the lambda:InvokeFunction action"
    ), 403):
        stranger.functions.invoke(FunctionName=function.name, InvocationType="DryRun")


def test_permission_by_identity_and_by_resource(node, root, name, target):
    """Either side may allow within one account."""
    function = node("guarded", ECHO)
    by_identity = make_user(root, name("alice"), allow("lambda:InvokeFunction", function.arn))
    assert by_identity.functions.invoke(FunctionName=function.name)["StatusCode"] == 200
    by_resource = make_user(root, name("bob"))
    with refused("AccessDeniedException", status=403):
        by_resource.functions.invoke(FunctionName=function.name)
    bob = f"arn:aws:iam::{target.account}:user/{name('bob')}"
    root.functions.add_permission(
        FunctionName=function.name, StatementId="bob", Action="lambda:InvokeFunction", Principal=bob
    )
    eventually(lambda: may_invoke(by_resource, function), what="the resource's policy admits nobody")
    policy = json.loads(root.functions.get_policy(FunctionName=function.name)["Policy"])
    assert policy["Statement"][0]["Principal"] == {"AWS": bob}
    root.functions.remove_permission(FunctionName=function.name, StatementId="bob")
    eventually(lambda: not may_invoke(by_resource, function), what="the removed permission still holds")


def may_invoke(caller, function) -> bool:
    try:
        return caller.functions.invoke(FunctionName=function.name)["StatusCode"] == 200
    except caller.functions.exceptions.ClientError:
        return False


def test_versions_and_aliases(node, root):
    """A version keeps its code; an alias moves, and can be split between two."""
    function = node("versioned", "exports.handler = async () => 'one';")
    one = root.functions.publish_version(FunctionName=function.name)["Version"]
    root.functions.update_function_code(
        FunctionName=function.name, ZipFile=archive({"index.js": "exports.handler = async () => 'two';"}))
    root.functions.get_waiter("function_updated_v2").wait(FunctionName=function.name, WaiterConfig={"Delay": 1})
    two = root.functions.publish_version(FunctionName=function.name)["Version"]
    assert (one, two) == ("1", "2")
    assert function.invoke(Qualifier=one).payload == "one"
    assert function.invoke(Qualifier=two).payload == function.invoke().payload == "two"
    alias = root.functions.create_alias(FunctionName=function.name, Name="live", FunctionVersion=one)
    assert root.functions.invoke(FunctionName=alias["AliasArn"])["ExecutedVersion"] == one
    root.functions.update_alias(
        FunctionName=function.name, Name="live", RoutingConfig={"AdditionalVersionWeights": {two: 0.5}})
    seen = {function.invoke(Qualifier="live").payload for _ in range(40)}
    assert seen == {"one", "two"}
    with refused("ResourceNotFoundException", f"Function not found: {function.arn}:9", 404):
        function.invoke(Qualifier="9")


def test_new_code_replaces_the_old_at_once(node, root):
    """A warm environment with old code must not answer after an update was acknowledged."""
    function = node("updated", "exports.handler = async () => 0;")
    for number in range(1, 6):
        code = f"exports.handler = async () => {number};"
        root.functions.update_function_code(FunctionName=function.name, ZipFile=archive({"index.js": code}))
        root.functions.get_waiter("function_updated_v2").wait(FunctionName=function.name, WaiterConfig={"Delay": 1})
        assert function.invoke().payload == number
    root.functions.update_function_configuration(
        FunctionName=function.name, Environment={"Variables": {"NUMBER": "7"}})
    root.functions.get_waiter("function_updated_v2").wait(FunctionName=function.name, WaiterConfig={"Delay": 1})
    root.functions.update_function_code(
        FunctionName=function.name, ZipFile=archive({"index.js": "exports.handler = async () => process.env.NUMBER;"}))
    root.functions.get_waiter("function_updated_v2").wait(FunctionName=function.name, WaiterConfig={"Delay": 1})
    assert function.invoke().payload == "7"


def test_a_time_limit_ends_the_call(node):
    """The text, and a fresh environment afterwards."""
    function = node("slow", """
        let calls = 0;
        exports.handler = async event => {
          calls += 1;
          if (event.slow) await new Promise(() => setTimeout(() => 0, 60000));
          return calls;
        };
    """, Timeout=1)
    assert function.invoke().payload == 1
    began = time.monotonic()
    outcome = function.invoke({"slow": True})
    assert time.monotonic() - began < 5
    assert outcome.error == "Unhandled"
    assert re.fullmatch(
        r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z )?(RequestId: )?[0-9a-f-]{36} (Error: )?"
        r"Task timed out after 1\.00 seconds", outcome.payload["errorMessage"]), outcome.payload
    assert "Task timed out after 1.00 seconds" in outcome.log
    assert function.invoke().payload == 1


def test_an_environment_that_exits_is_told(node):
    """With the status, in AWS's words."""
    outcome = node("exits", "exports.handler = async () => process.exit(3);").invoke()
    assert outcome.error == "Unhandled"
    assert outcome.payload["errorType"] == "Runtime.ExitError"
    assert re.fullmatch(
        r"RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3", outcome.payload["errorMessage"])


def test_calls_at_the_same_time_each_get_their_own(python):
    """No answer goes to another's caller, however many environments there are."""
    function = python("parallel", "import time\ndef handler(e, c):\n    time.sleep(0.05)\n    return e['n'] * 2\n")
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda number: function.invoke({"n": number}).payload, range(64)))
    assert answers == [number * 2 for number in range(64)]


def test_reserved_concurrency_throttles(node, root):
    """429 with AWS's reason; zero stops a function."""
    function = node("throttled", ECHO)
    root.functions.put_function_concurrency(FunctionName=function.name, ReservedConcurrentExecutions=0)
    with refused("TooManyRequestsException", "Rate Exceeded.", 429):
        function.invoke()
    root.functions.delete_function_concurrency(FunctionName=function.name)
    assert function.invoke({"a": 1}).payload == {"a": 1}


def test_events_run_later_and_again_when_they_fail(python):
    """Accepted means it will run; a failure is tried twice more, and each try is in the log."""
    function = python("queued", "def handler(e, c):\n    print('try', e['n'])\n    assert e['n'] != 2, 'no good'\n")
    for number in (1, 2):
        function.queue({"n": number})
    eventually(lambda: {"try 1\n", "try 2\n"} <= set(function.log_events()), what=lambda: function.log_events())


def test_streamed_answers(node, root):
    """Part by part, and the end of the stream says that it is whole."""
    function = node("streamed", """
        exports.handler = awslambda.streamifyResponse(async (event, stream) => {
          stream.setContentType('text/plain');
          for (const word of event.words) { stream.write(word); await new Promise(r => setTimeout(r, 20)); }
          stream.end();
        });
    """)
    answer = root.functions.invoke_with_response_stream(
        FunctionName=function.name, Payload=json.dumps({"words": ["one ", "two ", "three"]}))
    events = list(answer["EventStream"])
    text = b"".join(event["PayloadChunk"]["Payload"] for event in events if "PayloadChunk" in event)
    assert text == b"one two three"
    assert "InvokeComplete" in events[-1] and not events[-1]["InvokeComplete"].get("ErrorCode")


def test_layers_come_along(make, root, name):
    """A layer's modules are found where the runtimes look for them; the later one is on top."""
    layers = [
        root.functions.publish_layer_version(
            LayerName=name(stem), Content={"ZipFile": archive({"nodejs/node_modules/shared/index.js": text})}
        )["LayerVersionArn"]
        for stem, text in (("lower", "module.exports = 'lower';"), ("upper", "module.exports = 'upper';"))
    ]
    code = {"index.js": "exports.handler = async () => require('shared');"}
    assert make("one-layer", code, Layers=layers[:1]).invoke().payload == "lower"
    assert make("two-layers", code, Layers=layers).invoke().payload == "upper"
