"""Answers that come while the function goes on."""

import http.client
import json
import time
import urllib.parse

import pytest

from ring.functions import make_function
from ring.refusal import refused

WORDS = {"index.js": """exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.setContentType('text/plain');
  for (const word of event.words ?? ['one ', 'two ']) {
    stream.write(word);
    await new Promise(done => setTimeout(done, event.pause ?? 300));
  }
  if (event.fail) throw new Error('half way');
  stream.end();
});"""}


@pytest.fixture
def make(root, name, role):
    return lambda stem, files: make_function(root, name(stem), files, role=role, Timeout=20)


def stream(root, function, event: dict, **arguments):
    return root.functions.invoke_with_response_stream(
        FunctionName=function.name, Payload=json.dumps(event), **arguments)


def test_parts_come_as_they_are_made(make, root):
    """The first is here long before the last is made; at the end stand log and no error."""
    function = make("f", WORDS)
    stream(root, function, {"words": ["warm"]})["EventStream"].close()
    began = time.monotonic()
    answer = stream(root, function, {"words": ["one ", "two ", "three"], "pause": 500}, LogType="Tail")
    assert answer["StatusCode"] == 200 and answer["ExecutedVersion"] == "$LATEST"
    parts, moments, end = [], [], None
    for event in answer["EventStream"]:
        if "PayloadChunk" in event:
            parts.append(event["PayloadChunk"]["Payload"])
            moments.append(time.monotonic() - began)
        else:
            end = event["InvokeComplete"]
    assert b"".join(parts) == b"one two three"
    assert moments[0] < 0.9 and time.monotonic() - began > 1.2
    assert end["LogResult"] and not end.get("ErrorCode")


def test_an_error_half_way_is_the_last_event(make, root):
    """What was sent stays sent; the end tells."""
    events = list(stream(root, make("f", WORDS), {"words": ["one"], "pause": 1, "fail": True})["EventStream"])
    assert events[0]["PayloadChunk"]["Payload"] == b"one"
    assert events[-1]["InvokeComplete"]["ErrorCode"] == "Unhandled"
    assert "half way" in events[-1]["InvokeComplete"]["ErrorDetails"]


def test_an_answer_that_is_not_streamed_comes_in_one_part(make, root):
    function = make("f", {"index.js": "exports.handler = async event => ({n: event.n});"})
    events = list(stream(root, function, {"n": 7})["EventStream"])
    assert json.loads(b"".join(e["PayloadChunk"]["Payload"] for e in events if "PayloadChunk" in e)) == {"n": 7}
    assert "InvokeComplete" in events[-1]


def test_refusals_are_answers_not_events(make, root):
    """Status and code as of every call."""
    function = make("f", WORDS)
    root.functions.put_function_concurrency(FunctionName=function.name, ReservedConcurrentExecutions=0)
    with refused("TooManyRequestsException", "Rate Exceeded.", 429):
        stream(root, function, {})
    with refused("ResourceNotFoundException", f"Function not found: {function.arn}:9", 404):
        stream(root, function, {}, Qualifier="9")


def test_a_long_answer_comes_whole(make, root):
    """Beyond what one answer may hold otherwise."""
    function = make("f", {"index.js": """exports.handler = awslambda.streamifyResponse(async (event, stream) => {
      for (let n = 0; n < 160; n += 1) {
        if (!stream.write(Buffer.alloc(65536, n))) await new Promise(done => stream.once('drain', done));
      }
      stream.end();
    });"""})
    body = b"".join(
        event["PayloadChunk"]["Payload"] for event in stream(root, function, {})["EventStream"]
        if "PayloadChunk" in event)
    assert len(body) == 160 * 65536
    assert all(body[n * 65536] == n and body[n * 65536 + 65535] == n for n in range(160))


@pytest.mark.martlet_only
def test_urls_stream_with_a_head(make, root, target):
    """Status, headers and cookies first, then the body part by part."""
    function = make("f", {"index.js": """exports.handler = awslambda.streamifyResponse(async (event, stream) => {
      stream = awslambda.HttpResponseStream.from(stream, {
        statusCode: 202, headers: {'Content-Type': 'text/event-stream', 'X-Own': 'yes'}, cookies: ['a=1']});
      for (const word of ['one ', 'two ', 'three']) {
        stream.write(word);
        await new Promise(done => setTimeout(done, 400));
      }
      stream.end();
    });"""})
    url = root.functions.create_function_url_config(
        FunctionName=function.name, AuthType="NONE", InvokeMode="RESPONSE_STREAM")["FunctionUrl"]
    root.functions.add_permission(
        FunctionName=function.name, StatementId="url", Action="lambda:InvokeFunctionUrl", Principal="*",
        FunctionUrlAuthType="NONE")
    root.functions.add_permission(
        FunctionName=function.name, StatementId="invoke", Action="lambda:InvokeFunction", Principal="*",
        InvokedViaFunctionUrl=True)
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(target.endpoint).netloc, timeout=20)
    for _ in range(2):
        began = time.monotonic()
        connection.request("GET", "/", headers={"Host": urllib.parse.urlsplit(url).netloc})
        answer = connection.getresponse()
        first = answer.read(4)
        seconds = time.monotonic() - began
        rest = answer.read()
        assert (answer.status, answer.getheader("X-Own"), answer.getheader("Set-Cookie")) == (202, "yes", "a=1")
        assert first + rest == b"one two three"
    assert seconds < 0.7 < time.monotonic() - began
