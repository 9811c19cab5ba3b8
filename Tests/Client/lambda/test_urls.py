"""Function URLs as tools manage them, and who gets through."""

import json
import urllib.error
import urllib.parse
import urllib.request

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from ring.functions import make_function
from ring.policies import allow, make_user
from ring.refusal import refused

pytestmark = pytest.mark.martlet_only
ECHO = {"index.js": """exports.handler = async event => ({
  statusCode: 200, headers: {"Content-Type": "application/json"}, body: JSON.stringify(event)});"""}
FORBIDDEN = (
    "Forbidden. For troubleshooting Function URL authorization issues, see: "
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"
)


@pytest.fixture
def make(root, name, role):
    return lambda stem, files=ECHO, **settings: make_function(root, name(stem), files, role=role, **settings)


def open_to_all(root, function, **more) -> None:
    """Both statements that a public URL needs."""
    root.functions.add_permission(
        FunctionName=function.name, StatementId="url", Action="lambda:InvokeFunctionUrl", Principal="*",
        FunctionUrlAuthType="NONE", **more)
    root.functions.add_permission(
        FunctionName=function.name, StatementId="invoke", Action="lambda:InvokeFunction", Principal="*",
        InvokedViaFunctionUrl=True, **more)


def fetch(target, url: str, path: str = "/", method: str = "GET", body: bytes | None = None, signer=None, **headers):
    """Calls a URL at the server's own address, with the URL's name as host."""
    host = urllib.parse.urlsplit(url).netloc
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = AWSRequest(method, f"http://{host}{path}", data=body, headers=headers)
    if signer:
        keys = Credentials(signer.credentials.key, signer.credentials.secret, signer.credentials.token)
        SigV4Auth(keys, "lambda", target.region).add_auth(request)
    sent = urllib.request.Request(
        target.endpoint + path, data=body, method=method, headers={**dict(request.headers), "Host": host})
    try:
        with urllib.request.urlopen(sent, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers, refusal.read()


def test_a_urls_life(make, root, target):
    """Made, read, changed, listed, deleted; made again it is the same address."""
    function = make("f")
    made = root.functions.create_function_url_config(
        FunctionName=function.name, AuthType="NONE", Cors={"AllowOrigins": ["*"]})
    assert made["FunctionArn"] == function.arn and made["InvokeMode"] == "BUFFERED"
    host = urllib.parse.urlsplit(made["FunctionUrl"]).netloc
    label, service, region = host.split(".")[:3]
    assert len(label) == 32 and (service, region) == ("lambda-url", target.region)
    changed = root.functions.update_function_url_config(
        FunctionName=function.name, AuthType="AWS_IAM", InvokeMode="RESPONSE_STREAM")
    assert changed["FunctionUrl"] == made["FunctionUrl"] and changed["Cors"] == {"AllowOrigins": ["*"]}
    found = root.functions.get_function_url_config(FunctionName=function.name)
    assert (found["AuthType"], found["InvokeMode"]) == ("AWS_IAM", "RESPONSE_STREAM")
    listed = root.functions.list_function_url_configs(FunctionName=function.name)["FunctionUrlConfigs"]
    assert [each["FunctionUrl"] for each in listed] == [made["FunctionUrl"]]
    with refused(
        "ResourceConflictException",
        f"Failed to create function url config for [functionArn = {function.arn}]. Error message:  FunctionUrlConfig "
        "exists for this Lambda function", 409,
    ):
        root.functions.create_function_url_config(FunctionName=function.name, AuthType="NONE")
    root.functions.delete_function_url_config(FunctionName=function.name)
    with refused("ResourceNotFoundException", "The resource you requested does not exist.", 404):
        root.functions.get_function_url_config(FunctionName=function.name)
    again = root.functions.create_function_url_config(FunctionName=function.name, AuthType="NONE")
    assert again["FunctionUrl"] == made["FunctionUrl"]


def test_public_means_both_statements(make, root, target):
    """One permission is not enough since October 2025."""
    function = make("f")
    url = root.functions.create_function_url_config(FunctionName=function.name, AuthType="NONE")["FunctionUrl"]
    root.functions.add_permission(
        FunctionName=function.name, StatementId="url", Action="lambda:InvokeFunctionUrl", Principal="*",
        FunctionUrlAuthType="NONE")
    status, headers, body = fetch(target, url)
    assert (status, json.loads(body)) == (403, {"Message": FORBIDDEN})
    assert headers["x-amzn-ErrorType"] == "AccessDeniedException"
    root.functions.add_permission(
        FunctionName=function.name, StatementId="invoke", Action="lambda:InvokeFunction", Principal="*",
        InvokedViaFunctionUrl=True)
    assert fetch(target, url)[0] == 200


def test_signed_urls_ask_for_both_actions(make, root, name, target):
    """Of a user of the same account: what their policies allow."""
    function = make("f")
    url = root.functions.create_function_url_config(FunctionName=function.name, AuthType="AWS_IAM")["FunctionUrl"]
    half = make_user(root, name("half"), allow("lambda:InvokeFunctionUrl", function.arn))
    whole = make_user(
        root, name("whole"), allow(["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"], function.arn))
    assert fetch(target, url)[0] == 403
    assert fetch(target, url, signer=half)[0] == 403
    status, _, body = fetch(target, url, "/x?y=1", signer=whole)
    assert status == 200, body
    iam = json.loads(body)["requestContext"]["authorizer"]["iam"]
    assert iam["userArn"] == f"arn:aws:iam::{target.account}:user/{name('whole')}"
    assert iam["accessKey"] == whole.credentials.key and iam["accountId"] == target.account


def test_an_alias_has_its_own_address(make, root, target):
    """And its own policy, which admits to nothing else."""
    function = make("f")
    root.functions.publish_version(FunctionName=function.name)
    root.functions.create_alias(FunctionName=function.name, Name="live", FunctionVersion="1")
    own = root.functions.create_function_url_config(FunctionName=function.name, AuthType="NONE")["FunctionUrl"]
    live = root.functions.create_function_url_config(
        FunctionName=function.name, Qualifier="live", AuthType="NONE")
    assert live["FunctionArn"] == function.arn + ":live" and live["FunctionUrl"] != own
    open_to_all(root, function, Qualifier="live")
    assert fetch(target, live["FunctionUrl"])[0] == 200
    assert fetch(target, own)[0] == 403


def test_bodies_of_every_kind(make, root, target):
    """Text as text, everything else in base 64, both ways."""
    function = make("f", {"index.js": """exports.handler = async event => ({
      statusCode: 200, headers: {"Content-Type": "application/octet-stream"}, isBase64Encoded: true,
      body: event.isBase64Encoded ? event.body : Buffer.from(event.body ?? "").toString("base64")});"""})
    url = root.functions.create_function_url_config(FunctionName=function.name, AuthType="NONE")["FunctionUrl"]
    open_to_all(root, function)
    for kind, body in (("application/octet-stream", bytes(range(256))), ("text/plain", "grüße".encode()),
                       ("application/x-www-form-urlencoded", b"a=1"), ("application/json", b"\xff\xfe")):
        status, headers, answer = fetch(target, url, method="POST", body=body, Content_Type=kind)
        assert (status, answer) == (200, body), kind
        assert headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("returned, status, body", [
    ("'plain'", 200, b"plain"), ("({hello: 1})", 200, b'{"hello":1}'), ("[1,2]", 200, b"[1,2]"),
    ("({statusCode: 204})", 204, b""), ("({statusCode: 'x'})", 502, b"Internal Server Error"),
    ("undefined", 200, b"null"),
])
def test_what_a_function_may_return(make, root, target, returned, status, body):
    """An answer's description, or the body alone."""
    function = make("f", {"index.js": f"exports.handler = async () => ({returned});"})
    url = root.functions.create_function_url_config(FunctionName=function.name, AuthType="NONE")["FunctionUrl"]
    open_to_all(root, function)
    assert fetch(target, url)[::2] == (status, body)


def test_too_much_is_refused(make, root, target):
    """Beyond what an invocation takes: 413. A throttled function: 429."""
    function = make("f")
    url = root.functions.create_function_url_config(FunctionName=function.name, AuthType="AWS_IAM")["FunctionUrl"]
    status, _, _ = fetch(target, url, method="POST", body=b"x" * (6 << 20), signer=root, Content_Type="text/plain")
    assert status == 413
    root.functions.put_function_concurrency(FunctionName=function.name, ReservedConcurrentExecutions=0)
    status, headers, _ = fetch(target, url, signer=root)
    assert status == 429 and headers["Retry-After"]


def test_an_address_without_a_function(target):
    """Tells a stranger nothing."""
    status, _, body = fetch(target, f"http://{'a' * 32}.lambda-url.{target.region}.localhost/")
    assert (status, json.loads(body)) == (403, {"Message": FORBIDDEN})


def test_a_url_goes_with_its_function(make, root, name, target):
    """A later function of the name does not inherit it."""
    function = make("f")
    url = root.functions.create_function_url_config(FunctionName=function.name, AuthType="NONE")["FunctionUrl"]
    root.functions.delete_function(FunctionName=function.name)
    make("f")
    open_to_all(root, function)
    assert fetch(target, url)[0] == 403
