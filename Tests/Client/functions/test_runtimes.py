"""Code written for AWS's runtimes runs unchanged: every style of handler, and any program named bootstrap."""

import json
import pathlib
import re
import shutil
import subprocess

import pytest

EXAMPLES = pathlib.Path(__file__).resolve().parents[3] / "Examples"

NODE_STYLES = {
    "callback": "exports.handler = (event, context, callback) => setTimeout(() => callback(null, {got: event}), 5);",
    "done": "exports.handler = (event, context) => context.done(null, {got: event});",
    "succeed": "exports.handler = (event, context) => { setImmediate(() => context.succeed({got: event})); };",
    "async": "exports.handler = async event => ({got: event});",
    "promise": "exports.handler = event => new Promise(done => setTimeout(done, 5, {got: event}));",
    "nested": "exports.handler = async event => { await null; return require('./lib/answer')(event); };",
}


@pytest.mark.parametrize("style", NODE_STYLES)
def test_every_style_of_node_handler(make, style):
    """Ten years of code in use: callbacks, context methods, promises."""
    files = {"index.js": NODE_STYLES[style], "lib/answer.js": "module.exports = event => ({got: event});"}
    outcome = make("style", files).invoke({"number": 1, "text": "grüße"})
    assert outcome.error is None, outcome.log
    assert outcome.payload == {"got": {"number": 1, "text": "grüße"}}


@pytest.mark.parametrize("files", [
    {"index.mjs": "import {answer} from './lib.mjs'; export const handler = async e => answer(e);",
     "lib.mjs": "export const answer = event => ({got: event});"},
    {"package.json": '{"type": "module"}', "index.js": "export async function handler(event) { return {got: event}; }"},
    {"index.mjs": "const started = await Promise.resolve(1); export const handler = async e => ({got: e, started});"},
])
def test_modules_of_node(make, files):
    """ES modules by extension and by package, and what they wait for while they load."""
    outcome = make("modules", files).invoke({"a": 1})
    assert outcome.error is None, outcome.log
    assert outcome.payload["got"] == {"a": 1}


@pytest.mark.parametrize(("text", "kind", "message"), [
    ("exports.handler = async () => { throw new TypeError('no good'); }", "TypeError", "no good"),
    ("exports.handler = (e, c, callback) => callback(new RangeError('no good'));", "RangeError", "no good"),
    ("exports.handler = (e, context) => context.fail(new Error('no good'));", "Error", "no good"),
    ("class Own extends Error { get name() { return 'Own'; } }; exports.handler = async () => { throw new Own('x'); }",
     "Own", "x"),
])
def test_failures_of_node(node, text, kind, message):
    """An app tells errors apart by their type; people find them by their stack."""
    outcome = node("failing", text).invoke()
    assert outcome.error == "Unhandled"
    assert (outcome.payload["errorType"], outcome.payload["errorMessage"]) == (kind, message)
    assert any("index.js" in line for line in outcome.payload["trace"]), outcome.payload


def test_an_uncaught_exception_of_node_ends_only_its_environment(node):
    """Thrown where no handler can catch it: the call fails, and the next one starts anew."""
    function = node("uncaught", """
        let calls = 0;
        exports.handler = (event, context, callback) => {
          calls += 1;
          if (event.bad) setTimeout(() => { throw new Error('late'); }, 1); else callback(null, calls);
        };
    """)
    assert function.invoke().payload == 1
    assert function.invoke().payload == 2
    failed = function.invoke({"bad": True})
    assert failed.error == "Unhandled" and "late" in json.dumps(failed.payload)
    assert function.invoke().payload == 1


def test_the_context_of_node(node, name, target):
    """What a handler learns of its call."""
    function = node("context", """
        exports.handler = async (event, context) => ({
          name: context.functionName, version: context.functionVersion, arn: context.invokedFunctionArn,
          memory: context.memoryLimitInMB, group: context.logGroupName, stream: context.logStreamName,
          id: context.awsRequestId, left: context.getRemainingTimeInMillis(), client: context.clientContext,
          region: process.env.AWS_REGION, handler: process.env._HANDLER, own: process.env.STAGE,
          endpoint: process.env.AWS_ENDPOINT_URL, root: process.env.LAMBDA_TASK_ROOT, cwd: process.cwd(),
        });
    """, Timeout=7, MemorySize=256, Environment={"Variables": {"STAGE": "test"}})
    outcome = function.invoke()
    seen = outcome.payload
    assert seen["name"] == function.name and seen["version"] == "$LATEST" and seen["arn"] == function.arn
    assert seen["memory"] == "256" and seen["group"] == f"/aws/lambda/{function.name}"
    assert re.fullmatch(r"\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}", seen["stream"]), seen
    assert seen["id"] == outcome.answer["ResponseMetadata"]["RequestId"]
    assert 0 < seen["left"] <= 7000
    assert seen["region"] == target.region and seen["handler"] == "index.handler" and seen["own"] == "test"
    assert seen["root"] == seen["cwd"] == "/var/task"


def test_python_handlers(python):
    """Packages beside the handler, its context, printing and logging."""
    function = python("python", """
import json, logging, os
logging.getLogger().setLevel(logging.INFO)

def handler(event, context):
    print("printed", event["number"])
    logging.info("logged")
    return {"twice": event["number"] * 2, "name": context.function_name, "memory": context.memory_limit_in_mb,
            "left": context.get_remaining_time_in_millis(), "arn": context.invoked_function_arn,
            "id": context.aws_request_id}
""")
    outcome = function.invoke({"number": 21})
    assert outcome.error is None, outcome.log
    assert outcome.payload["twice"] == 42 and outcome.payload["name"] == function.name
    assert outcome.payload["arn"] == function.arn and 0 < outcome.payload["left"] <= 3000
    assert "printed 21" in outcome.log and "logged" in outcome.log


def test_failures_of_python(python):
    """Type, message and trace, as apps and people read them."""
    function = python("failing", "def handler(event, context):\n    return {}['missing']\n")
    outcome = function.invoke()
    assert outcome.error == "Unhandled"
    assert outcome.payload["errorType"] == "KeyError" and outcome.payload["errorMessage"] == "'missing'"
    assert any("app.py" in line and "handler" in line for line in outcome.payload["stackTrace"])
    assert "[ERROR] KeyError: 'missing'" in outcome.log


@pytest.mark.parametrize(("files", "handler", "kind"), [
    ({"app.py": "import nothing_of_this_name\n"}, "app.handler", "Runtime.ImportModuleError"),
    ({"app.py": "x = 1\n"}, "app.handler", "Runtime.HandlerNotFound"),
    ({"app.py": "def handler(:\n"}, "app.handler", "Runtime.UserCodeSyntaxError"),
])
def test_python_that_cannot_start(make, files, handler, kind):
    """The reason comes with the first call, in AWS's words."""
    outcome = make("broken", files, Runtime="python3.13", Handler=handler).invoke()
    assert outcome.error == "Unhandled"
    assert outcome.payload["errorType"] == kind, outcome.payload


@pytest.mark.parametrize(("text", "kind"), [
    ("require('nothing-of-this-name'); exports.handler = async () => 1;", "Runtime.ImportModuleError"),
    ("exports.other = async () => 1;", "Runtime.HandlerNotFound"),
    ("exports.handler = async () => { ;", "Runtime.UserCodeSyntaxError"),
])
def test_node_that_cannot_start(node, text, kind):
    """The reason comes with the first call, in AWS's words."""
    outcome = node("broken", text).invoke()
    assert outcome.error == "Unhandled"
    assert outcome.payload["errorType"] == kind, outcome.payload


BOOTSTRAP = """#!/usr/bin/env python3
import json, os, urllib.request

base = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime"
while True:
    with urllib.request.urlopen(base + "/invocation/next") as answer:
        event, headers = json.load(answer), answer.headers
    request = headers["Lambda-Runtime-Aws-Request-Id"]
    if event.get("fail"):
        path, body = "error", {"errorType": "Own.Kind", "errorMessage": "as asked"}
    else:
        path, body = "response", {"got": event, "arn": headers["Lambda-Runtime-Invoked-Function-Arn"],
                                  "deadline": int(headers["Lambda-Runtime-Deadline-Ms"])}
    data = json.dumps(body).encode()
    urllib.request.urlopen(urllib.request.Request(f"{base}/invocation/{request}/{path}", data=data)).read()
"""


def test_any_program_is_a_runtime(make):
    """A bootstrap that nobody here supplies, over the documented Runtime API."""
    function = make("custom", {"bootstrap*": BOOTSTRAP}, Runtime="provided.al2023", Handler="any")
    outcome = function.invoke({"a": [1, 2]})
    assert outcome.error is None, outcome.log
    assert outcome.payload["got"] == {"a": [1, 2]} and outcome.payload["arn"] == function.arn
    failed = function.invoke({"fail": True})
    assert failed.error == "Unhandled" and failed.payload["errorType"] == "Own.Kind"


@pytest.mark.martlet_only
@pytest.mark.timeout(600)
@pytest.mark.skipif(shutil.which("swift") is None, reason="swift is not on PATH")
def test_the_swift_example(make):
    """A small Swift program without dependencies is a runtime too."""
    built = subprocess.run([EXAMPLES / "swift-function/build"], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    files = {"bootstrap*": (EXAMPLES / "swift-function/.build/function/bootstrap").read_bytes()}
    outcome = make("swift", files, Runtime="provided.al2023", Handler="any").invoke({"name": "Ada"})
    assert outcome.error is None, outcome.log
    assert outcome.payload == {"greeting": "Hello from Swift!", "event": {"name": "Ada"}}


def test_the_pre_sign_up_example(node):
    """The callback-style trigger of a user pool gives its event back changed."""
    function = node("trigger", (EXAMPLES / "nodejs-pre-sign-up/index.js").read_text())
    event = {"version": "1", "triggerSource": "PreSignUp_SignUp", "request": {"userAttributes": {"email": "a@b.c"}},
             "response": {"autoConfirmUser": False, "autoVerifyEmail": False}}
    outcome = function.invoke(event)
    assert outcome.error is None, outcome.log
    assert outcome.payload == {**event, "response": {"autoConfirmUser": True, "autoVerifyEmail": False}}


def test_warm_calls_share_an_environment(node):
    """What is loaded once stays: connections, caches; and files in /tmp."""
    function = node("warm", """
        const fs = require('fs');
        let calls = 0;
        exports.handler = async () => { fs.appendFileSync('/tmp/calls', 'x'); calls += 1;
          return [calls, fs.readFileSync('/tmp/calls', 'utf8').length]; };
    """)
    assert [function.invoke().payload for _ in range(3)] == [[1, 1], [2, 2], [3, 3]]
