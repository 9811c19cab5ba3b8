"""Every way to sign wrongly is refused as AWS refuses it, over plain HTTP requests made by hand."""

import base64
import datetime
import hashlib
import re

import botocore.auth
import pytest

from ring.raw import BODY, presigned, send, signed
from ring.target import Credentials

pytestmark = pytest.mark.martlet_only
MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)
TOKEN_INVALID = "The security token included in the request is invalid."


def expect(answer, status: int, code: str, message) -> None:
    """Status, code and text, and that nothing was answered besides."""
    said = f"{answer.status} {answer.body.decode()}"
    assert (answer.status, answer.code) == (status, code), said
    if isinstance(message, re.Pattern):
        assert message.fullmatch(answer.message), said
    elif message is not None:
        assert answer.message == message, said
    assert answer.text("Type") == "Sender" and answer.text("RequestId"), said
    assert b"111122223333" not in answer.body, "a refusal says nothing about the account"


def test_a_good_signature_is_accepted(target):
    """The rest of this file spoils this request."""
    answer = send(signed(target))
    assert answer.status == 200 and answer.text("Account") == target.account
    assert answer.headers["x-amzn-RequestId"] == answer.text("RequestId")


def test_a_wrong_secret(target):
    request = signed(target, Credentials(target.credentials.key, "wrong" + target.credentials.secret[5:]))
    expect(send(request), 403, "SignatureDoesNotMatch", MISMATCH)


def test_an_unknown_key(target):
    request = signed(target, Credentials("AKIAGHOSTGHOSTGHOST1", target.credentials.secret))
    expect(send(request), 403, "InvalidClientTokenId", TOKEN_INVALID)


def test_a_tampered_body(target):
    request = signed(target)
    request.data = BODY.replace("GetCallerIdentity", "GetSessionToken")
    expect(send(request), 403, "SignatureDoesNotMatch", MISMATCH)


@pytest.mark.parametrize("header", ["X-Amz-Date", "Content-Type", "Host"])
def test_a_tampered_header(target, header):
    """Each header that was signed counts."""
    request = signed(target)
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=2)
    value = {
        "X-Amz-Date": now.strftime("%Y%m%dT%H%M%SZ"), "Content-Type": "application/x-www-form-urlencoded",
        "Host": "elsewhere.example",
    }[header]
    assert header.lower() in request.headers["Authorization"]
    del request.headers[header]
    request.headers[header] = value
    expect(send(request), 403, "SignatureDoesNotMatch", MISMATCH)


TIME = r"\d{8}T\d{6}Z"
SKEWS = [
    (-16, rf"Signature expired: {TIME} is now earlier than {TIME} \({TIME} - 5 min\.\)"),
    (-6, rf"Signature expired: {TIME} is now earlier than {TIME} \({TIME} - 5 min\.\)"),
    (6, rf"Signature not yet current: {TIME} is still later than {TIME} \({TIME} \+ 5 min\.\)"),
]


@pytest.mark.parametrize(("minutes", "message"), SKEWS, ids=[row[0] for row in SKEWS])
def test_a_clock_that_is_off(target, minutes, message):
    """Five minutes either way, no more."""
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    expect(send(signed(target, at=at)), 403, "SignatureDoesNotMatch", re.compile(message))


@pytest.mark.parametrize("minutes", [-4, 4])
def test_a_clock_that_is_nearly_right(target, minutes):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    assert send(signed(target, at=at)).status == 200


def test_no_signature_at_all(target):
    request = signed(target)
    for header in ("Authorization", "X-Amz-Date"):
        del request.headers[header]
    expect(send(request), 403, "MissingAuthenticationToken", "Request is missing Authentication Token")


MALFORMED = {
    "no pairs": "AWS4-HMAC-SHA256 nonsense",
    "no signature": (
        "AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/sts/aws4_request, SignedHeaders=host;x-amz-date"
    ),
    "no credential": "AWS4-HMAC-SHA256 SignedHeaders=host;x-amz-date, Signature=" + "0" * 64,
    "no signed headers": "AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/sts/aws4_request, Signature=" + "0" * 64,
    "short credential": "AWS4-HMAC-SHA256 Credential={key}, SignedHeaders=host;x-amz-date, Signature=" + "0" * 64,
    "empty": "AWS4-HMAC-SHA256 ",
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_authorization_header(target, case):
    """AWS names what is missing; its documentation has 403 and its servers have answered 400."""
    request = signed(target)
    value = MALFORMED[case].replace("{key}", target.credentials.key).replace("{region}", target.region)
    del request.headers["Authorization"]
    request.headers["Authorization"] = value
    answer = send(request)
    assert answer.status in (400, 403) and answer.code in {"IncompleteSignature", "MissingAuthenticationToken",
                                                           "SignatureDoesNotMatch"}, answer.body
    if case == "no pairs":
        hashed = base64.b64encode(hashlib.sha256(value.encode()).digest()).decode()
        assert answer.message == (
            "Invalid key=value pair (missing equal-sign) in Authorization header "
            f"(hashed with SHA-256 and encoded with Base64): '{hashed}'."
        )


@pytest.mark.parametrize("scope", [{"service": "iam"}, {"region": "mars-north-1"}])
def test_a_scope_that_was_not_signed(target, scope):
    """Changing the scope in the header after signing changes the key and so the signature."""
    request = signed(target)
    region, service = scope.get("region", target.region), scope.get("service", "sts")
    header = request.headers["Authorization"].replace(f"/{target.region}/sts/", f"/{region}/{service}/")
    del request.headers["Authorization"]
    request.headers["Authorization"] = header
    answer = send(request)
    assert answer.status == 403 and answer.code == "SignatureDoesNotMatch", answer.body


def test_a_presigned_link_works(target):
    """How one service proves to another who it is, without handing over a key."""
    answer = send(presigned(target))
    assert answer.status == 200 and answer.text("Account") == target.account


@pytest.mark.parametrize("change", [("GetCallerIdentity", "GetSessionToken"), ("Expires=60", "Expires=61")])
def test_a_tampered_link(target, change):
    answer = send(presigned(target).replace(*change))
    expect(answer, 403, "SignatureDoesNotMatch", MISMATCH)


def test_an_expired_link(target, monkeypatch):
    """Signed so far in the past that its own lifetime is over."""
    past = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=10)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *arguments, **named: past.replace(tzinfo=None))
    answer = send(presigned(target))
    assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch"), answer.body
    assert answer.message.startswith("Signature expired: "), answer.message


def test_a_replayed_get_cannot_become_a_post(target):
    """A link signs its method."""
    link = presigned(target)
    request = signed(target)
    request.url = link
    for header in ("Authorization", "X-Amz-Date"):
        del request.headers[header]
    request.data = b""
    answer = send(request)
    assert answer.status == 403 and answer.code == "SignatureDoesNotMatch", answer.body


def test_an_unknown_action(target):
    """Signed well, but nothing that the service has."""
    answer = send(signed(target, body="Action=GetRich&Version=2011-06-15"))
    assert (answer.status, answer.code) == (400, "InvalidAction"), answer.body
    assert answer.message == "Could not find operation GetRich for version 2011-06-15"
