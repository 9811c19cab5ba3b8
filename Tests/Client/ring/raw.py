"""Requests by hand: signed by botocore, then spoilt on purpose, sent by the standard library."""

import datetime
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree

from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

BODY = "Action=GetCallerIdentity&Version=2011-06-15"
FORM = "application/x-www-form-urlencoded; charset=utf-8"


class Answer:
    """A status with an XML body; `code` and `message` where it is an error."""

    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    def text(self, element: str) -> str | None:
        """The first element of this name, whatever its namespace."""
        for each in ElementTree.fromstring(self.body).iter():
            if each.tag.rsplit("}", 1)[-1] == element:
                return each.text
        return None

    @property
    def code(self) -> str | None:
        return self.text("Code")

    @property
    def message(self) -> str | None:
        return self.text("Message")


def signed(target, credentials=None, body: str = BODY, at: datetime.datetime | None = None, **scope: str) -> AWSRequest:
    """A POST that would be accepted; `at` moves the signer's clock."""
    credentials = credentials or target.credentials
    request = AWSRequest("POST", target.endpoint + "/", data=body, headers={"Content-Type": FORM})
    keys = BotocoreCredentials(credentials.key, credentials.secret, credentials.token)
    signer = SigV4Auth(keys, scope.get("service", "sts"), scope.get("region", target.region))
    if at is None:
        signer.add_auth(request)
    else:
        sign_at(signer, request, at)
    return request


def sign_at(signer: SigV4Auth, request: AWSRequest, at: datetime.datetime) -> None:
    """botocore's own steps, with another clock."""
    request.context["timestamp"] = at.strftime("%Y%m%dT%H%M%SZ")
    signer._modify_request_before_signing(request)
    text = signer.string_to_sign(request, signer.canonical_request(request))
    signer._inject_signature_to_request(request, signer.signature(text, request))


def presigned(target, seconds: int = 60, **scope: str) -> str:
    """A GetCallerIdentity link."""
    request = AWSRequest("GET", target.endpoint + "/?" + BODY)
    keys = BotocoreCredentials(target.credentials.key, target.credentials.secret, target.credentials.token)
    signer = SigV4QueryAuth(keys, scope.get("service", "sts"), scope.get("region", target.region), expires=seconds)
    signer.add_auth(request)
    return request.prepare().url


def send(request: AWSRequest | str) -> Answer:
    """Sends what was prepared, or fetches a link; a refusal is an answer too."""
    if isinstance(request, str):
        prepared = urllib.request.Request(request)
    else:
        body = request.data.encode() if isinstance(request.data, str) else request.data
        headers = {
            name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()
        }
        prepared = urllib.request.Request(request.url, data=body, headers=headers, method=request.method)
    try:
        with urllib.request.urlopen(prepared, timeout=10) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as refusal:
        with refusal:
            return Answer(refusal.code, refusal.headers, refusal.read())
