"""What a call may carry, and what it is told."""

import base64
import json

import pytest

from ring.functions import make_function
from ring.policies import allow, make_user
from ring.refusal import refused

ECHO = {"index.js": "exports.handler = async event => event;"}
CONTEXT = {"index.js": """exports.handler = async (event, context) => ({
  arn: context.invokedFunctionArn, version: context.functionVersion, request: context.awsRequestId,
  client: context.clientContext ?? null, identity: context.identity ?? null });"""}


@pytest.fixture
def make(root, name, role):
    return lambda stem, files, **settings: make_function(root, name(stem), files, role=role, **settings)


def test_the_answers_headers(make, root):
    """The version that ran, the request id that the function saw; no error, no log where none was asked for."""
    function = make("f", CONTEXT)
    answer = root.functions.invoke(FunctionName=function.name)
    seen = json.loads(answer["Payload"].read())
    assert answer["StatusCode"] == 200 and answer["ExecutedVersion"] == "$LATEST"
    assert "FunctionError" not in answer and "LogResult" not in answer
    assert seen["request"] == answer["ResponseMetadata"]["RequestId"]
    assert (seen["arn"], seen["version"]) == (function.arn, "$LATEST")


@pytest.mark.parametrize("named", ["{name}", "{name}:live", "{arn}", "{arn}:live", "{account}:function:{name}:live"])
def test_every_way_to_name_a_function(make, root, target, named):
    """By name, partial ARN and ARN, with its qualifier behind it."""
    function = make("f", CONTEXT)
    root.functions.publish_version(FunctionName=function.name)
    root.functions.create_alias(FunctionName=function.name, Name="live", FunctionVersion="1")
    text = named.format(name=function.name, arn=function.arn, account=target.account)
    answer = root.functions.invoke(FunctionName=text)
    seen = json.loads(answer["Payload"].read())
    tail = ":live" if text.endswith(":live") else ""
    assert seen["arn"] == function.arn + tail
    assert answer["ExecutedVersion"] == seen["version"] == ("1" if tail else "$LATEST")


def test_a_name_and_a_qualifier_must_agree(make, root):
    function = make("f", ECHO)
    with refused(
        "InvalidParameterValueException",
        "The derived qualifier from the function name does not match the specified qualifier.", 400,
    ):
        root.functions.invoke(FunctionName=function.name + ":1", Qualifier="2")


@pytest.mark.parametrize("stem, qualifier", [("missing", None), ("f", "7"), ("f", "nobody")])
def test_what_is_not_there(make, root, name, target, stem, qualifier):
    """404, naming `$LATEST` where nothing else was asked for."""
    make("f", ECHO)
    arn = f"arn:aws:lambda:{target.region}:{target.account}:function:{name(stem)}:{qualifier or '$LATEST'}"
    with refused("ResourceNotFoundException", f"Function not found: {arn}", 404):
        root.functions.invoke(FunctionName=name(stem), **({"Qualifier": qualifier} if qualifier else {}))


@pytest.mark.parametrize("kind, limit", [("RequestResponse", 6291456), ("Event", 1048576)])
def test_payloads_have_a_limit(make, root, kind, limit):
    """One byte more than allowed is refused with the size; the limit itself passes."""
    function = make("f", {"index.js": "exports.handler = async event => event.length;"}, Timeout=30)
    payload = b'"' + b"x" * (limit - 2) + b'"'
    answer = root.functions.invoke(FunctionName=function.name, InvocationType=kind, Payload=payload)
    assert answer["StatusCode"] == (200 if kind == "RequestResponse" else 202)
    text = f"{limit + 1} byte payload is too large for the {kind} invocation type (limit {limit} bytes)"
    with refused("RequestEntityTooLargeException", text, 413):
        root.functions.invoke(FunctionName=function.name, InvocationType=kind, Payload=payload + b" ")


def test_answers_have_a_limit(make, root):
    """A function that says too much has failed."""
    function = make("f", {"index.js": "exports.handler = async () => 'x'.repeat(7 << 20);"}, Timeout=30)
    outcome = function.invoke()
    assert outcome.error == "Unhandled"
    assert outcome.payload["errorType"] == "Function.ResponseSizeTooLarge"


@pytest.mark.parametrize("kind", ["RequestResponse", "Event", "DryRun"])
def test_what_is_no_json(make, root, kind):
    """AWS's text, which is that of its parser."""
    function = make("f", ECHO)
    text = (
        "Could not parse request body into json: Could not parse payload into json: Unrecognized token 'notjson': was "
        "expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n"
        ' at [Source: (byte[])"notjson"; line: 1, column: 8]'
    )
    with refused("InvalidRequestContentException", text, 400):
        root.functions.invoke(FunctionName=function.name, InvocationType=kind, Payload=b"notjson")


def test_no_payload_is_an_empty_object(make, root):
    answer = root.functions.invoke(FunctionName=make("f", ECHO).name)
    assert json.loads(answer["Payload"].read()) == {}


def test_client_context(make, root):
    """Reaches the function as it was sent; what is no JSON is refused."""
    function = make("f", CONTEXT)
    context = {"client": {"app_title": "Postcards"}, "custom": {"n": 1}, "env": {}}
    encoded = base64.b64encode(json.dumps(context).encode()).decode()
    answer = root.functions.invoke(FunctionName=function.name, ClientContext=encoded)
    seen = json.loads(answer["Payload"].read())["client"]
    assert json.dumps(context["custom"]) in json.dumps(seen) or seen.get("Custom") == context["custom"]
    with refused(
        "InvalidRequestContentException", "Client context must be a valid Base64-encoded JSON object.", 400
    ):
        root.functions.invoke(FunctionName=function.name, ClientContext="not base64!")


def test_errors_of_the_function_are_answers(make):
    """200 with the word Unhandled, and the error as the runtime tells it."""
    outcome = make("f", {"index.js": "exports.handler = async () => { throw new TypeError('no good'); };"}).invoke()
    assert outcome.answer["StatusCode"] == 200 and outcome.error == "Unhandled"
    assert (outcome.payload["errorType"], outcome.payload["errorMessage"]) == ("TypeError", "no good")


def test_a_policy_on_an_alias_admits_to_the_alias_only(make, root, name, target):
    """Neither to `$LATEST` nor to the version behind the alias."""
    function = make("f", ECHO)
    root.functions.publish_version(FunctionName=function.name)
    root.functions.create_alias(FunctionName=function.name, Name="live", FunctionVersion="1")
    user = make_user(root, name("guest"))
    root.functions.add_permission(
        FunctionName=function.name, Qualifier="live", StatementId="guest", Action="lambda:InvokeFunction",
        Principal=f"arn:aws:iam::{target.account}:user/{name('guest')}",
    )
    assert user.functions.invoke(FunctionName=function.arn + ":live")["StatusCode"] == 200
    for other in (function.arn, function.arn + ":1", function.arn + ":$LATEST"):
        with refused("AccessDeniedException", status=403):
            user.functions.invoke(FunctionName=other)


def test_identity_policies_name_qualifiers(make, root, name):
    """A policy on the bare ARN does not cover its versions."""
    function = make("f", ECHO)
    root.functions.publish_version(FunctionName=function.name)
    user = make_user(root, name("alice"), allow("lambda:InvokeFunction", function.arn))
    assert user.functions.invoke(FunctionName=function.name)["StatusCode"] == 200
    with refused("AccessDeniedException", status=403):
        user.functions.invoke(FunctionName=function.name, Qualifier="1")


def test_the_older_asynchronous_call(make, root):
    """InvokeAsync still answers 202."""
    answer = root.functions.invoke_async(FunctionName=make("f", ECHO).name, InvokeArgs=b"{}")
    assert answer["Status"] == 202


def test_the_command_line(make, root, tmp_path):
    """`aws lambda invoke` writes the answer and tells of the error."""
    function = make("f", {"index.js": "exports.handler = async () => { throw new Error('no'); };"})
    result = root.aws("lambda", "invoke", "--function-name", function.name, str(tmp_path / "out"), home=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["FunctionError"] == "Unhandled"
    assert json.loads((tmp_path / "out").read_text())["errorMessage"] == "no"
