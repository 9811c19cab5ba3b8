"""Functions at addresses of their own: plain HTTP in, plain HTTP out."""

import json
import urllib.error
import urllib.parse
import urllib.request

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from ring.functions import eventually

pytestmark = pytest.mark.martlet_only
ECHO = """exports.handler = async event => ({
  statusCode: 201, headers: {"Content-Type": "application/json", "X-Own": "yes"}, cookies: ["a=1"],
  body: JSON.stringify(event),
});"""


class Address:
    """A function's URL, called at the server's own address with the URL's name as host."""

    def __init__(self, target, url: str):
        self.target, self.host = target, urllib.parse.urlsplit(url).netloc

    def call(self, path: str = "/", method: str = "GET", body: bytes | None = None, signed=None, **headers: str):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = AWSRequest(method, f"http://{self.host}{path}", data=body, headers=headers)
        if signed:
            keys = Credentials(signed.key, signed.secret, signed.token)
            SigV4Auth(keys, "lambda", self.target.region).add_auth(request)
        sent = urllib.request.Request(
            self.target.endpoint + path, data=body, method=method, headers={**dict(request.headers), "Host": self.host})
        try:
            with urllib.request.urlopen(sent, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers, refusal.read()


@pytest.fixture
def address(node, root, target):
    """Makes a function with a URL; open to everybody where its type is NONE."""
    def made(stem: str, text: str, auth: str, **settings) -> Address:
        function = node(stem, text)
        url = root.functions.create_function_url_config(FunctionName=function.name, AuthType=auth, **settings)
        if auth == "NONE":
            root.functions.add_permission(
                FunctionName=function.name, StatementId="url", Action="lambda:InvokeFunctionUrl", Principal="*",
                FunctionUrlAuthType="NONE")
            root.functions.add_permission(
                FunctionName=function.name, StatementId="invoke", Action="lambda:InvokeFunction", Principal="*",
                InvokedViaFunctionUrl=True)
        return Address(target, url["FunctionUrl"])

    return made


def test_a_request_becomes_an_event(address):
    """Format 2.0, as API Gateway's; the answer's parts become HTTP's."""
    status, headers, body = address("open", ECHO, "NONE").call(
        "/a%20b/c?x=1&x=2&y=", "POST", b'{"n": 1}', Content_Type="application/json", Cookie="s=1; t=2", X_In="in")
    assert status == 201 and headers["X-Own"] == "yes" and headers["Set-Cookie"] == "a=1"
    event = json.loads(body)
    assert event["version"] == "2.0" and event["rawPath"] == "/a%20b/c" and event["rawQueryString"] == "x=1&x=2&y="
    assert event["queryStringParameters"] == {"x": "1,2", "y": ""}
    assert event["cookies"] == ["s=1", "t=2"] and event["headers"]["x-in"] == "in"
    assert event["body"] == '{"n": 1}' and event["isBase64Encoded"] is False
    assert event["requestContext"]["http"]["method"] == "POST"


def test_signatures_are_demanded(address, root, name):
    """AWS_IAM: 403 without, the caller's name with."""
    place = address("guarded", ECHO, "AWS_IAM")
    status, _, body = place.call()
    assert status == 403 and json.loads(body)["Message"].startswith("Forbidden")
    status, _, body = place.call(signed=root.credentials)
    assert status == 201, body
    assert "iam" in json.loads(body)["requestContext"]["authorizer"]


def test_an_open_url_needs_its_permission(node, root, target):
    """NONE alone opens nothing: the function's policy must admit everybody."""
    function = node("closed", ECHO)
    url = root.functions.create_function_url_config(FunctionName=function.name, AuthType="NONE")
    status, _, body = Address(target, url["FunctionUrl"]).call()
    assert status == 403 and json.loads(body)["Message"].startswith("Forbidden")


def test_failures_are_hidden(address):
    """502 and nothing about the reason."""
    status, _, body = address("failing", "exports.handler = async () => { throw new Error('secret'); }", "NONE").call()
    assert status == 502 and b"secret" not in body


def test_cross_origin_requests(address):
    """Browsers ask first; the settings answer, not the function."""
    place = address("cors", ECHO, "NONE", Cors={
        "AllowOrigins": ["https://app.example"], "AllowMethods": ["GET"], "AllowHeaders": ["x-own"], "MaxAge": 60})
    _, headers, _ = place.call(
        method="OPTIONS", Origin="https://app.example", Access_Control_Request_Method="GET")
    assert headers["Access-Control-Allow-Origin"] == "https://app.example"
    _, headers, _ = place.call(Origin="https://other.example")
    assert headers["Access-Control-Allow-Origin"] is None


def test_a_removed_url_is_gone(address, root, name):
    """At once."""
    place = address("removed", ECHO, "NONE")
    assert place.call()[0] == 201
    root.functions.delete_function_url_config(FunctionName=name("removed"))
    eventually(lambda: place.call()[0] in (403, 404), what="the removed URL still answers")
